/* SPDX-License-Identifier: MIT */
/*
 * job/rehearse - rules of the detector tried on stored history, as jobs.
 *
 * Shape:     tidemark-score calls rehearse_round() in its rounds; it works for at
 *            most about BUDGET_MS at a time, day by day, and tells how far it is.
 *            What it learns is kept in memory: a killed program's rehearsal is
 *            taken up from the start, and its result is stored at once.
 * Ownership: *r owns its arenas until rehearse_end().
 */
#ifndef TIDEMARK_JOB_REHEARSE_H
#define TIDEMARK_JOB_REHEARSE_H

#include "job/job.h"
#include "model/queue.h"
#include "model/rehearsal.h"

struct rehearse {
	struct queue_job job;		/* id 0: none at hand */
	struct rehearsal of;
	struct arena *mem[2];		/* 0: of the job; 1: of the day that comes */
	struct lookout_state state;	/* in mem[1] */
	int64_t day;			/* its midnight */
	struct rehearsal_alarm *alarm;
	size_t n;
};

/* To be called when all that is stored is judged, and by the same rules. */
enum rc	rehearse_round(struct job *, struct rehearse *, bool *worked);
void	rehearse_end(struct rehearse *);

#endif
