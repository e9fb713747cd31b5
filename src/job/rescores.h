/* SPDX-License-Identifier: MIT */
/*
 * job/rescores - rubrics by which stored replies wait to be judged.
 *
 * Shape:     rescores_round() does one step of one rescore (model/rescore.h) and
 *            tells its job; called between pieces of the daily work, so that new
 *            replies do not wait for the end of it.
 * Killed:    a step and what its job says are one transaction; the next program
 *            goes on where the last one that counted ended.
 * Cancelled: found out within a step, which then leaves nothing behind.
 */
#ifndef TIDEMARK_JOB_RESCORES_H
#define TIDEMARK_JOB_RESCORES_H

#include "base/rc.h"
#include "job/judge.h"
#include "job/rate.h"
#include "model/queue.h"
#include "model/rescore.h"

struct rescores {
	struct queue_job job;		/* id 0: none at hand */
	int64_t rescore;
	struct arena *mem;		/* of the rubric */
	struct judge judge;
	struct rate rate;
	int64_t look_ms;		/* when to look for the next one */
};

/* busy: there is other work, so the next one is looked for now and then only.
 * *worked: there may be more at once. */
enum rc	rescores_round(struct job *, struct rescores *, struct heuristic *,
	    bool busy, bool *worked);
void	rescores_end(struct rescores *);

#endif
