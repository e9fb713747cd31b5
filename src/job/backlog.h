/* SPDX-License-Identifier: MIT */
/*
 * job/backlog - what people want a model to be asked about of a span: replies, or
 * conversations.
 *
 * Shape:     the job marks them all in one statement and then only tells how many
 *            are left; asking is the work of who asks, what is new first.
 * Batch:     the same, but for who asks: job/batches; when the service has
 *            refused BACKLOG_REFUSALS batches in a row, the job has failed.
 * Cancelled: what is left is taken off; what is under way is still saved.
 */
#ifndef TIDEMARK_JOB_BACKLOG_H
#define TIDEMARK_JOB_BACKLOG_H

#include "base/rc.h"
#include "job/job.h"
#include "job/rate.h"
#include "model/queue.h"

struct arena;
struct db;

enum { BACKLOG_REFUSALS = 3 };

struct backlog_kind {
	const char *job;		/* the kind of its jobs */
	const char *batches;		/* subject, when it goes by batch; or NULL */
	const char *what;		/* "replies" */
	const char *unreadable;		/* when it cannot be marked */
	/* In a transaction; from and to: epoch, to excluded. */
	enum rc (*mark)(struct job *, int64_t id, int64_t from, int64_t to,
	    bool by_batch);
	enum rc (*left)(struct db *, struct arena *, int64_t id, int64_t *left);
	enum rc (*drop)(struct db *, struct arena *);	/* of cancelled ones */
};

/* Of who asks, as last seen. */
struct backlog_state {
	const char *off;	/* why it asks nothing at all, NULL it does */
	bool capped, no_batches;
	const char *problem;	/* of the service, "" */
};

struct backlog {
	const struct backlog_kind *kind;
	struct queue_job job;	/* id 0: none at hand */
	struct rate rate;
	int64_t tell_ms;
	bool looked;			/* for what was cancelled before */
};

enum rc	backlog_round(struct job *, struct backlog *,
	    const struct backlog_state *);
/* Why nothing is asked at the moment, "" when it is. */
const char	*backlog_note(struct arena *, const struct backlog_state *);

#endif
