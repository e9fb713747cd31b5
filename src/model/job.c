/* SPDX-License-Identifier: MIT */
#include "model/job.h"

#include "base/arena.h"
#include "base/json.h"
#include "base/sbuf.h"
#include "db/db.h"
#include "model/account.h"
#include "model/queue.h"

#include <string.h>

/* Kinds that people may not end or ask for as they like, and why. */
static const struct {
	const char *kind, *keep, *leave, *leave_done;
} kinds[] = {
	{ "rules_apply", "the conversations would be judged by two versions of "
	    "the rules; to stop it, put the version before in force",
	    "it begins by itself when other rules are in force", NULL },
	{ "regroup", "groups would be left half-way; tidemark-score ends it",
	    "tidemark-score --regroup begins another", NULL },
	{ "rules_preview", NULL, NULL, "its result stands; try the draft once "
	    "more for another" },
	{ "purge", NULL, "it is asked for under Settings, Data, where it is "
	    "confirmed", NULL },
	{ "rescore", NULL, NULL, "its scores stand; judge more replies on the "
	    "page of the rubric's version" },
};

static void
read_row(const struct rows *r, size_t i, struct job_row *job)
{
	*job = (struct job_row){
		.id = row_int(r, i, 0), .kind = row_text(r, i, 1),
		.state = row_text(r, i, 2), .payload = row_text(r, i, 3),
		.attempts = row_int(r, i, 4), .max_attempts = row_int(r, i, 5),
		.done = row_int(r, i, 6), .total = row_int(r, i, 7),
		.note = row_text(r, i, 8), .error = row_text(r, i, 9),
		.created_by = row_text(r, i, 10),
		.created_at = row_int(r, i, 11), .run_at = row_int(r, i, 12),
		.started_at = row_int(r, i, 13),
		.finished_at = row_int(r, i, 14), .rate = row_num(r, i, 15),
		.again_as = row_int(r, i, 16),
		.cancelled_by = row_text(r, i, 17),
	};
}

enum rc
job_list(struct db *db, struct arena *mem, const char *state, const char *kind,
    int64_t before, int64_t most, struct job_row **out, size_t *n)
{
	struct rows rows;
	enum rc rc = db_rows(db, mem, Q_job_list, &rows, ARGS(arg_int(0),
	    arg_text(state), arg_text(kind), arg_int(before), arg_int(most)));

	if (rc != RC_OK)
		return rc;
	*out = arena_array(mem, rows.n, sizeof(**out));
	*n = rows.n;
	for (size_t i = 0; i < rows.n; i++)
		read_row(&rows, i, &(*out)[i]);
	return RC_OK;
}

enum rc
job_one(struct db *db, struct arena *mem, int64_t id, struct job_row *job)
{
	struct rows rows;
	enum rc rc = db_rows(db, mem, Q_job_list, &rows, ARGS(arg_int(id),
	    arg_text(""), arg_text(""), arg_int(0), arg_int(1)));

	if (rc != RC_OK)
		return rc;
	if (rows.n == 0 || id == 0)
		return RC_NOT_FOUND;
	read_row(&rows, 0, job);
	return RC_OK;
}

enum rc
job_counts(struct db *db, struct arena *mem, const char *kind,
    struct job_counts *c)
{
	struct rows rows;
	enum rc rc = db_rows(db, mem, Q_job_counts, &rows, ARGS(arg_text(kind)));

	*c = (struct job_counts){ 0 };
	if (rc == RC_OK)
		*c = (struct job_counts){ row_int(&rows, 0, 0),
			row_int(&rows, 0, 1), row_int(&rows, 0, 2) };
	return rc;
}

bool
job_has_ended(const char *state)
{
	return strcmp(state, "queued") != 0 && strcmp(state, "running") != 0;
}

int64_t
job_seconds_left(const struct job_row *job)
{
	if (strcmp(job->state, "running") != 0 || job->total <= 0 ||
	    job->rate < 0.05)
		return -1;
	return job->done >= job->total ? 0 :
	    (int64_t)((double)(job->total - job->done) / job->rate);
}

const char *
job_keep_why(const struct job_row *job)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (strcmp(kinds[i].kind, job->kind) == 0 &&
		    kinds[i].keep != NULL)
			return kinds[i].keep;
	return job_has_ended(job->state) ? "it has ended" : NULL;
}

const char *
job_leave_why(const struct job_row *job)
{
	bool done = strcmp(job->state, "done") == 0;

	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++) {
		if (strcmp(kinds[i].kind, job->kind) != 0)
			continue;
		if (kinds[i].leave != NULL)
			return kinds[i].leave;
		if (done && kinds[i].leave_done != NULL)
			return kinds[i].leave_done;
	}
	return job_has_ended(job->state) ? NULL : "it has not ended yet";
}

/* In a transaction: nobody changes it before that ends. */
static enum rc
hold(struct db *db, struct arena *mem, int64_t id, struct job_row *job)
{
	enum rc rc = db_took(db, mem, Q_job_lock, RC_NOT_FOUND,
	    ARGS(arg_int(id)));

	return rc == RC_OK ? job_one(db, mem, id, job) : rc;
}

static enum rc
audit_job(struct db *db, struct arena *mem, const char *who,
    const char *action, const struct job_row *job, int64_t as)
{
	struct sbuf *out = sbuf_arena(mem);
	struct jw w = JW_INIT(out);

	jw_object(&w);
	jw_int(jw_key(&w, "job"), job->id);
	jw_text(jw_key(&w, "kind"), job->kind);
	jw_text(jw_key(&w, "was"), job->state);
	if (as != 0)
		jw_int(jw_key(&w, "as"), as);
	jw_end(&w);
	return audit(db, mem, who, action, sbuf_cstr(out));
}

enum rc
job_cancel(struct db *db, struct arena *mem, int64_t id, const char *who,
    const char **why)
{
	struct job_row job;
	enum rc rc = db_begin(db);

	*why = NULL;
	if (rc == RC_OK)
		rc = hold(db, mem, id, &job);
	if (rc == RC_OK && (*why = job_keep_why(&job)) != NULL)
		rc = RC_CONFLICT;
	if (rc == RC_OK)
		rc = db_run(db, mem, Q_job_cancel, ARGS(arg_int(id),
		    arg_text(who)));
	if (rc == RC_OK)
		rc = audit_job(db, mem, who, "job_cancel", &job, 0);
	return db_end(db, rc);
}

enum rc
job_again(struct db *db, struct arena *mem, int64_t id, const char *who,
    int64_t *as, const char **why)
{
	struct job_row job;
	enum rc rc = db_begin(db);

	*why = NULL;
	if (rc == RC_OK)
		rc = hold(db, mem, id, &job);
	if (rc == RC_OK && (*why = job_leave_why(&job)) != NULL)
		rc = RC_CONFLICT;
	if (rc == RC_OK)
		rc = queue_add(db, mem, job.kind, job.payload, who, as);
	if (rc == RC_OK)
		rc = db_run(db, mem, Q_job_again, ARGS(arg_int(id),
		    arg_int(*as)));
	if (rc == RC_OK)
		rc = audit_job(db, mem, who, "job_rerun", &job, *as);
	return db_end(db, rc);
}

enum rc
job_import(struct db *db, struct arena *mem, bool score, const char *who,
    int64_t *id)
{
	const char *payload = score ? "{\"score\": true}" : "{}";
	enum rc rc = db_begin(db);

	if (rc == RC_OK)
		rc = queue_add(db, mem, "backfill", payload, who, id);
	if (rc == RC_OK)
		rc = audit(db, mem, who, "backfill", payload);
	return db_end(db, rc);
}
