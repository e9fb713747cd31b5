/* SPDX-License-Identifier: MIT */
/*
 * job/regroups - full re-groups, each of which is a job.
 *
 * Shape:     regroups_round() places the next texts (model/grouping.h) and tells
 *            the job, in one transaction; called between pieces of the analysis,
 *            so that what arrives takes turns with it.
 * Killed:    the next program goes on where the last transaction ended. A
 *            re-group cannot be left half-way: one without a job gets one.
 */
#ifndef TIDEMARK_JOB_REGROUPS_H
#define TIDEMARK_JOB_REGROUPS_H

#include "base/rc.h"
#include "job/job.h"
#include "job/rate.h"
#include "model/grouping.h"
#include "model/queue.h"

struct regroups {
	struct queue_job job;		/* id 0: none at hand */
	struct regroup at;
	struct rate rate;
	bool clean;			/* nothing is left of earlier ones */
};

/* Begins one, unless one is under way; *id is the new one's job, or 0. Needs no
 * lock: the run that is at work takes it up. */
enum rc	regroups_begin(struct job *, int64_t *id);
/* *worked: there may be more at once. */
enum rc	regroups_round(struct job *, struct regroups *, bool *worked);

#endif
