/* SPDX-License-Identifier: MIT */
/*
 * job/retests - replies that wait to be judged again (model/retest.h).
 *
 * Shape:     retests_round() is the heuristic's: a step judges what is due and tells
 *            its job, in one transaction. The model's questions are asked by
 *            job/quality_model; retests_take() and retests_tell() keep its job.
 * Killed:    what is due stays due.
 * Cancelled: what is due is dropped; what was answered stays, and counts.
 */
#ifndef TIDEMARK_JOB_RETESTS_H
#define TIDEMARK_JOB_RETESTS_H

#include "base/rc.h"
#include "job/job.h"
#include "job/rate.h"
#include "model/queue.h"

struct heuristic;

struct retests {
	const char *kind;	/* RETEST, RETEST_MODEL */
	struct queue_job job;	/* id 0: none at hand */
	int64_t id;		/* of the retest */
	struct rate rate;
	int64_t look_ms, tell_ms;
};

/* Takes the next one, unless one is at hand, and draws its replies. */
enum rc	retests_take(struct job *, struct retests *);
/* How far it is; the end of it, too. */
enum rc	retests_tell(struct job *, struct retests *, const char *note);
/* busy: there is other work, so the next one is looked for now and then only.
 * *worked: there may be more at once. */
enum rc	retests_round(struct job *, struct retests *, struct heuristic *,
	    bool busy, bool *worked);

#endif
