/* SPDX-License-Identifier: MIT */
/*
 * model/job - jobs as people see them; model/queue is for those who work.
 *
 * Source:    sql/queries/job_list.sql.
 * Units:     times in seconds, 0 for none; done and total count what the kind
 *            counts (pages, conversations).
 * Ownership: rows live in the arena.
 * Ends:      a failed job stays on the list, with what went wrong in words, until
 *            somebody asks for it again or it is purged (job_days); what was asked
 *            for again is a job of its own, so that the list stays a history.
 * Errors:    RC_NOT_FOUND when there is no such job; else as db/db.h.
 */
#ifndef TIDEMARK_MODEL_JOB_H
#define TIDEMARK_MODEL_JOB_H

#include "base/rc.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct db;

#define JOB_STATES "queued|running|done|failed|cancelled"

/* Of a state; "": the job is gone. */
bool	job_has_ended(const char *state);

struct job_row {
	int64_t id;
	const char *kind, *state, *payload;	/* payload is JSON */
	int64_t attempts, max_attempts, done, total;
	const char *note, *error, *created_by;
	int64_t created_at, run_at, started_at, finished_at;
	double rate;	/* units of done a second, lately; 0: not known */
	int64_t again_as;	/* the job asked for in its place; 0: none */
	const char *cancelled_by;
};

/* failed: without those that were asked for again. */
struct job_counts {
	int64_t queued, running, failed;
};

/* state and kind "" do not filter; before is the id of the last row seen. */
enum rc	job_list(struct db *, struct arena *, const char *state,
	    const char *kind, int64_t before, int64_t most, struct job_row **,
	    size_t *n);
enum rc	job_one(struct db *, struct arena *, int64_t id, struct job_row *);
enum rc	job_counts(struct db *, struct arena *, const char *kind,
	    struct job_counts *);

/* At the rate at which it runs; -1: it does not run, or that is not known. */
int64_t	job_seconds_left(const struct job_row *);
/* Why it cannot be cancelled, or asked for again; NULL when it can. */
const char	*job_keep_why(const struct job_row *);
const char	*job_leave_why(const struct job_row *);
/* Cancels it, or queues the same again as *as, with the audit, in a transaction of
 * their own. RC_CONFLICT with *why when that cannot be. A worker that has the job
 * in hand finds out when it next says that it is at work (model/queue.h), which is
 * between two of its transactions. */
enum rc	job_cancel(struct db *, struct arena *, int64_t id, const char *who,
	    const char **why);
enum rc	job_again(struct db *, struct arena *, int64_t id, const char *who,
	    int64_t *as, const char **why);
/* Queues an import, with the audit. score: the job that follows it ends when all
 * that came is judged. */
enum rc	job_import(struct db *, struct arena *, bool score, const char *who,
	    int64_t *id);

#endif
