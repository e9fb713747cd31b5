/* SPDX-License-Identifier: MIT */
/*
 * model/queue - work that waits for a batch program (table job).
 *
 * Shape:     a job is claimed with a lease; queue_beat() renews it and tells how
 *            far it is. A job whose worker went silent is claimed again.
 * Retries:   a failed job waits 30 s, then twice as long each time up to an
 *            hour; after max_attempts without any progress it has failed. A job
 *            claimed with more attempts than that has ended its workers.
 * Notices:   a trigger tells whoever listens on "tidemark_job" of new jobs.
 * Errors:    RC_NOT_FOUND when there is no such job, RC_CONFLICT when the job is
 *            another worker's by now or was cancelled; else as db/db.h.
 */
#ifndef TIDEMARK_MODEL_QUEUE_H
#define TIDEMARK_MODEL_QUEUE_H

#include "base/rc.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct db;

struct queue_job {
	int64_t id, attempts, max_attempts, done, total;
	double rate;		/* of done a second, lately; 0: not known */
	const char *kind, *payload;	/* JSON; both of the arena */
	const char *state;		/* of queue_last() alone */
};

/* The same job that still waits is not added twice: *id is that one's, and it may
 * be claimed at once. */
enum rc	queue_add(struct db *, struct arena *, const char *kind,
	    const char *payload, const char *who, int64_t *id);
/* The newest job whose payload has one of the keys; one that was cancelled before
 * it began does not count. */
enum rc	queue_last(struct db *, struct arena *, const char *kind,
	    const char *const *keys, size_t n, struct queue_job *);

/* alone: the caller knows that nobody else works on such jobs, so one that runs
 * was left by a dead worker or by this one when the database went away. held: the
 * job that the caller has in hand, 0 none. */
enum rc	queue_claim(struct db *, struct arena *, const char *const *kinds,
	    size_t n, const char *worker, int64_t lease_s, bool alone,
	    int64_t held, struct queue_job *);
enum rc	queue_beat(struct db *, struct arena *, const struct queue_job *,
	    const char *worker, int64_t lease_s, const char *note);
enum rc	queue_done(struct db *, struct arena *, const struct queue_job *,
	    const char *worker, const char *note);
/* Given back unfinished: may be claimed at once. */
enum rc	queue_release(struct db *, struct arena *, const struct queue_job *,
	    const char *worker, const char *note);
/* final: another try would fail as well. */
enum rc	queue_failed(struct db *, struct arena *, const struct queue_job *,
	    const char *worker, const char *error, bool final);

/* Queues the daily comparison with what changed in so many days, when it is time
 * (job {"reconcile": DAYS}). */
enum rc	queue_reconcile(struct db *, struct arena *, int64_t days);

/* Deletes jobs that ended so many days ago, most of them at once; *more: there may
 * be more. */
enum rc	queue_purge(struct db *, struct arena *, int64_t days, int64_t most,
	    bool *more);

int64_t	queue_wait_s(int64_t attempts);

#endif
