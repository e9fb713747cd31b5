/* SPDX-License-Identifier: MIT */
/*
 * model/job - jobs as people see them; model/queue is for those who work.
 *
 * Source:    sql/queries/job_list.sql.
 * Units:     times in seconds, 0 for none; done and total count what the kind
 *            counts (pages, conversations).
 * Ownership: rows live in the arena.
 * Errors:    RC_NOT_FOUND when there is no such job; else as db/db.h.
 */
#ifndef TIDEMARK_MODEL_JOB_H
#define TIDEMARK_MODEL_JOB_H

#include "base/rc.h"

#include <stddef.h>
#include <stdint.h>

struct arena;
struct db;

#define JOB_STATES "queued|running|done|failed|cancelled"

struct job_row {
	int64_t id;
	const char *kind, *state, *payload;	/* payload is JSON */
	int64_t attempts, max_attempts, done, total;
	const char *note, *error, *created_by;
	int64_t created_at, run_at, started_at, finished_at;
	double rate;	/* units of done a second, lately; 0: not known */
};

/* state and kind "" do not filter; before is the id of the last row seen. */
enum rc	job_list(struct db *, struct arena *, const char *state,
	    const char *kind, int64_t before, int64_t most, struct job_row **,
	    size_t *n);
enum rc	job_one(struct db *, struct arena *, int64_t id, struct job_row *);

#endif
