/* SPDX-License-Identifier: MIT */
#include "model/queue.h"

#include "db/db.h"

enum { FIRST_WAIT_S = 30, MOST_WAIT_S = 3600 };

enum rc
queue_add(struct db *db, struct arena *mem, const char *kind,
    const char *payload, const char *who, int64_t *id)
{
	return db_int(db, mem, Q_queue_add, id, ARGS(arg_text(kind),
	    arg_text(payload), arg_text(who)));
}

static enum rc
job_of(const struct rows *rows, struct queue_job *job)
{
	if (rows->n == 0)
		return RC_NOT_FOUND;
	*job = (struct queue_job){ .id = row_int(rows, 0, 0),
		.kind = row_text(rows, 0, 1), .payload = row_text(rows, 0, 2),
		.attempts = row_int(rows, 0, 3),
		.max_attempts = row_int(rows, 0, 4),
		.done = row_int(rows, 0, 5), .total = row_int(rows, 0, 6),
		.state = "" };
	return RC_OK;
}

enum rc
queue_last(struct db *db, struct arena *mem, const char *kind,
    const char *const *keys, size_t n, struct queue_job *job)
{
	struct rows rows;
	enum rc rc = db_rows(db, mem, Q_queue_last, &rows, ARGS(arg_text(kind),
	    arg_texts(keys, n)));

	if (rc == RC_OK)
		rc = job_of(&rows, job);
	if (rc == RC_OK)
		job->state = row_text(&rows, 0, 7);
	return rc;
}

enum rc
queue_claim(struct db *db, struct arena *mem, const char *const *kinds,
    size_t n, const char *worker, int64_t lease_s, bool alone, int64_t held,
    struct queue_job *job)
{
	struct rows rows;
	enum rc rc = db_rows(db, mem, Q_queue_claim, &rows,
	    ARGS(arg_texts(kinds, n), arg_text(worker), arg_int(lease_s),
	    arg_bool(alone), arg_int(held)));

	return rc == RC_OK ? job_of(&rows, job) : rc;
}

static enum rc
still_ours(enum rc rc, const struct rows *rows)
{
	return rc == RC_OK && rows->n == 0 ? RC_CONFLICT : rc;
}

enum rc
queue_beat(struct db *db, struct arena *mem, const struct queue_job *job,
    const char *worker, int64_t lease_s, const char *note)
{
	struct rows rows;
	enum rc rc = db_rows(db, mem, Q_queue_beat, &rows,
	    ARGS(arg_int(job->id), arg_text(worker), arg_int(lease_s),
	    arg_int(job->done), arg_int(job->total), arg_text(note),
	    arg_int((int64_t)(job->rate * 1000))));

	return still_ours(rc, &rows);
}

static enum rc
end(struct db *db, struct arena *mem, const struct queue_job *job,
    const char *worker, const char *state, const char *note,
    const char *error, int64_t wait_s)
{
	struct rows rows;
	enum rc rc = db_rows(db, mem, Q_queue_end, &rows,
	    ARGS(arg_int(job->id), arg_text(worker), arg_text(state),
	    arg_text(note), arg_text(error), arg_int(wait_s),
	    arg_int(job->done), arg_int(job->total)));

	return still_ours(rc, &rows);
}

enum rc
queue_done(struct db *db, struct arena *mem, const struct queue_job *job,
    const char *worker, const char *note)
{
	return end(db, mem, job, worker, "done", note, "", 0);
}

enum rc
queue_release(struct db *db, struct arena *mem, const struct queue_job *job,
    const char *worker, const char *note)
{
	return end(db, mem, job, worker, "queued", note, "", 0);
}

int64_t
queue_wait_s(int64_t attempts)
{
	int64_t s = FIRST_WAIT_S;

	while (--attempts > 0 && s < MOST_WAIT_S)
		s *= 2;
	return s < MOST_WAIT_S ? s : MOST_WAIT_S;
}

enum rc
queue_failed(struct db *db, struct arena *mem, const struct queue_job *job,
    const char *worker, const char *error, bool final)
{
	if (final || job->attempts >= job->max_attempts)
		return end(db, mem, job, worker, "failed", "", error, 0);
	return end(db, mem, job, worker, "queued", "", error,
	    queue_wait_s(job->attempts));
}

enum rc
queue_reconcile(struct db *db, struct arena *mem, int64_t days)
{
	return db_run(db, mem, Q_reconcile_due, ARGS(arg_int(days)));
}

enum rc
queue_purge(struct db *db, struct arena *mem, int64_t days, int64_t most,
    bool *more)
{
	struct rows rows;
	enum rc rc = db_rows(db, mem, Q_queue_purge, &rows,
	    ARGS(arg_int(days), arg_int(most)));

	*more = rc == RC_OK && rows.changed == most;
	return rc;
}
