/* SPDX-License-Identifier: MIT */
/*
 * job/quality_model - the model's part of tidemark-score --quality: questions under
 * way while the heuristic goes on.
 *
 * Shape:     model_round() saves what was answered, asks what is due as long as
 *            there is room, and returns; questions stay under way between rounds.
 *            No transaction is open during a call.
 * Killed:    questions that were under way are asked again, at most openai_calls;
 *            on a stop they are waited for and saved by model_end().
 * Money:     an answer's cost is added with its score. Nothing is asked that could
 *            go beyond the day's cap, counting what is under way at its longest.
 * Faults:    of one reply: a failed score, then growing waits and at last none. Of
 *            the service (key, quota, not reachable): nothing is asked for a while
 *            that grows, then one question alone tries it.
 */
#ifndef TIDEMARK_JOB_QUALITY_MODEL_H
#define TIDEMARK_JOB_QUALITY_MODEL_H

#include "base/rc.h"
#include "job/job.h"

struct quality_model;

/* NULL when no key is configured. */
struct quality_model	*model_begin(const struct job *);
/* idle: there is nothing else to do, so it may wait a little for an answer.
 * *working: call again at once. */
enum rc		 model_round(struct job *, struct quality_model *, bool idle,
		    bool *working);
void		 model_end(struct job *, struct quality_model *);

#endif
