/* SPDX-License-Identifier: MIT */
/*
 * job/quality_backlog - replies of a span that people want the model to score.
 *
 * Shape:     the job marks them all in one statement and then only tells how many
 *            are left; asking is model_round()'s work, new replies first.
 * Batch:     the same, but for who asks: job/quality_batch; when the service has
 *            refused BACKLOG_REFUSALS batches in a row, the job has failed.
 * Cancelled: what is left is taken off; what is under way is still saved.
 */
#ifndef TIDEMARK_JOB_QUALITY_BACKLOG_H
#define TIDEMARK_JOB_QUALITY_BACKLOG_H

#include "base/rc.h"
#include "job/job.h"
#include "job/rate.h"
#include "model/queue.h"

struct asking_state;

enum { BACKLOG_REFUSALS = 3 };

struct backlog {
	const char *kind;		/* ASKING_BACKLOG or ASKING_BATCH */
	struct queue_job job;	/* id 0: none at hand */
	struct rate rate;
	int64_t tell_ms;
	bool looked;			/* for what was cancelled before */
};

/* on: the model is the engine. */
enum rc	backlog_round(struct job *, struct backlog *, bool on,
	    const struct asking_state *);
/* Why nothing is asked at the moment, "" when it is. */
const char	*backlog_note(struct arena *, bool on,
		    const struct asking_state *);

#endif
