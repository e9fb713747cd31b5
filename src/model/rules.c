/* SPDX-License-Identifier: MIT */
#include "model/rules.h"

#include "analysis/ruleset.h"
#include "base/arena.h"
#include "base/json.h"
#include "base/sbuf.h"
#include "db/db.h"
#include "model/account.h"
#include "model/data.h"
#include "model/queue.h"

#include <string.h>

static void
read_version(const struct rows *r, size_t i, struct rules_version *v)
{
	*v = (struct rules_version){ .version = row_int(r, i, 0),
		.name = row_text(r, i, 1), .why = row_text(r, i, 2),
		.who = row_text(r, i, 3), .at = row_int(r, i, 4),
		.active = row_bool(r, i, 5), .document = "" };
}

enum rc
rules_versions(struct db *db, struct arena *mem, int64_t before, int64_t most,
    struct rules_version **out, size_t *n)
{
	struct rows rows;
	enum rc rc = db_rows(db, mem, Q_rules_versions, &rows,
	    ARGS(arg_int(before), arg_int(most)));

	if (rc != RC_OK)
		return rc;
	*out = arena_array(mem, rows.n, sizeof(**out));
	*n = rows.n;
	for (size_t i = 0; i < rows.n; i++)
		read_version(&rows, i, &(*out)[i]);
	return RC_OK;
}

enum rc
rules_version(struct db *db, struct arena *mem, int64_t version,
    struct rules_version *v)
{
	struct rows rows;
	enum rc rc = db_rows(db, mem, Q_rules_version, &rows,
	    ARGS(arg_int(version)));

	if (rc != RC_OK)
		return rc;
	if (rows.n == 0)
		return RC_NOT_FOUND;
	read_version(&rows, 0, v);
	v->document = row_text(&rows, 0, 6);
	return RC_OK;
}

enum rc
rules_draft(struct db *db, struct arena *mem, const char *who,
    struct rules_draft *d)
{
	struct rows rows;
	enum rc rc = db_rows(db, mem, Q_draft_load, &rows, ARGS(arg_text(who)));

	if (rc != RC_OK)
		return rc;
	if (rows.n == 0)
		return RC_NOT_FOUND;
	*d = (struct rules_draft){ row_int(&rows, 0, 0), row_int(&rows, 0, 2),
		row_text(&rows, 0, 1) };
	return RC_OK;
}

enum rc
rules_draft_save(struct db *db, struct arena *mem, const char *who,
    int64_t based_on, const char *document)
{
	return db_run(db, mem, Q_draft_save, ARGS(arg_text(who),
	    arg_int(based_on), arg_text(document)));
}

enum rc
rules_draft_drop(struct db *db, struct arena *mem, const char *who)
{
	return db_run(db, mem, Q_draft_delete, ARGS(arg_text(who)));
}

/* --- saving ----------------------------------------------------------------- */

static const char *
detail(struct arena *mem, const struct rules_change *c, int64_t version,
    int64_t before)
{
	struct sbuf *out = sbuf_arena(mem);
	struct jw w = JW_INIT(out);

	jw_object(&w);
	jw_int(jw_key(&w, "version"), version);
	jw_int(jw_key(&w, "before"), before);
	jw_text(jw_key(&w, "why"), c->why);
	jw_end(&w);
	return sbuf_cstr(out);
}

/* Under the lock: nobody else changes what is in force. */
static enum rc
store(struct db *db, struct arena *mem, const struct rules_change *c,
    const char *name, int64_t *version)
{
	const char *in_force;
	int64_t before = 0, job;
	enum rc rc = ruleset_current(db, mem, &before, &in_force);

	if (rc != RC_OK && rc != RC_NOT_FOUND)
		return rc;
	*version = before;
	if (c->based_on >= 0 && c->based_on != before)
		return RC_CONFLICT;
	rc = ruleset_store(db, mem, name, c->document, c->who, c->why,
	    version);
	if (rc == RC_OK && *version != before)
		rc = queue_add(db, mem, RULES_APPLY, arena_fmt(mem,
		    "{\"version\": %lld}", (long long)*version), c->who, &job);
	if (rc == RC_OK && *version != before)
		rc = audit(db, mem, c->who, c->action,
		    detail(mem, c, *version, before));
	return rc;
}

static enum rc
save(struct db *db, struct arena *mem, const struct rules_change *c,
    const char *name, int64_t *version)
{
	enum rc rc = db_begin(db);

	if (rc == RC_OK)
		rc = db_run(db, mem, Q_rules_lock, NO_ARGS);
	if (rc == RC_OK)
		rc = store(db, mem, c, name, version);
	if (rc == RC_OK && c->drop_draft)
		rc = rules_draft_drop(db, mem, c->who);
	if (rc == RC_OK)
		rc = data_bump(db, mem);
	return db_end(db, rc);
}

enum rc
rules_save(struct db *db, struct arena *mem, const struct rules_change *c,
    int64_t *version, const char **fault)
{
	struct ruleset *set;

	*version = 0;
	*fault = "";
	if (ruleset_load(mem, c->document, strlen(c->document), &set, fault) !=
	    RC_OK)
		return RC_BAD_INPUT;
	return save(db, mem, c, ruleset_name(set), version);
}

/* --- re-analysis ------------------------------------------------------------ */

enum rc
rules_progress(struct db *db, struct arena *mem, struct rules_progress *p)
{
	struct rows rows;
	enum rc rc = db_rows(db, mem, Q_apply_now, &rows, NO_ARGS);

	*p = (struct rules_progress){ .state = "" };
	if (rc != RC_OK || rows.n == 0)
		return rc;
	*p = (struct rules_progress){ .job = row_int(&rows, 0, 0),
		.state = row_text(&rows, 0, 1), .done = row_int(&rows, 0, 2),
		.total = row_int(&rows, 0, 3), .rate = row_num(&rows, 0, 4),
		.silent = row_bool(&rows, 0, 5),
		.started_at = row_int(&rows, 0, 6),
		.finished_at = row_int(&rows, 0, 7) };
	return RC_OK;
}

int64_t
rules_seconds_left(const struct rules_progress *p)
{
	if (p->rate < 0.05 || p->silent || strcmp(p->state, "running") != 0)
		return -1;
	return (int64_t)((double)(p->total - p->done) / p->rate + 0.5);
}

enum rc
rules_apply_begin(struct db *db, struct arena *mem, struct judge by,
    const char *worker, int64_t lease_s, struct rules_progress *p)
{
	struct rows rows;
	enum rc rc = db_rows(db, mem, Q_apply_begin, &rows,
	    ARGS(arg_int(by.rules), arg_text(worker), arg_int(lease_s),
	    arg_text(RULESET_BY_PROGRAM), arg_int(by.engine),
	    arg_int(by.learnt)));

	*p = (struct rules_progress){ .state = "" };
	if (rc != RC_OK || rows.n == 0)
		return rc;
	p->job = row_int(&rows, 0, 0);
	p->done = row_int(&rows, 0, 1);
	p->total = row_int(&rows, 0, 2);
	p->state = "running";
	return RC_OK;
}

enum rc
rules_apply_step(struct db *db, struct arena *mem, int64_t job, int64_t n,
    double rate, int64_t lease_s)
{
	return db_run(db, mem, Q_apply_step, ARGS(arg_int(job), arg_int(n),
	    arg_int((int64_t)(rate * 1000)), arg_int(lease_s)));
}

enum rc
rules_apply_end(struct db *db, struct arena *mem, int64_t job, struct judge by,
    int64_t *left)
{
	return db_int(db, mem, Q_apply_end, left, ARGS(arg_int(job),
	    arg_int(by.rules), arg_int(by.engine), arg_int(by.learnt)));
}
