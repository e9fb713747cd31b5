/* SPDX-License-Identifier: MIT */
/*
 * job/trials - drafts of the rules that wait to be tried on conversations.
 *
 * Shape:     trials_round() does one step of one trial (model/trial.h) and tells
 *            its job; called between pieces of the analysis, so that a person
 *            who tries a draft need not wait for the end of a re-analysis.
 * Killed:    a step is one transaction; the next program takes the job over.
 */
#ifndef TIDEMARK_JOB_TRIALS_H
#define TIDEMARK_JOB_TRIALS_H

#include "base/rc.h"
#include "job/job.h"
#include "model/queue.h"

struct learnt;
struct ruleset;

struct trials {
	struct queue_job job;		/* id 0: none at hand */
	int64_t trial;
	struct arena *mem;		/* of the rulesets */
	struct ruleset *before, *after;
	int64_t look_ms;		/* when to look for the next one */
};

/* busy: there is other work, so the next trial is looked for now and then only.
 * *worked: there may be more at once. */
enum rc	trials_round(struct job *, struct trials *, const struct learnt *,
	    bool busy, bool *worked);
void	trials_end(struct trials *);

#endif
