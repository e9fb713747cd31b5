/* SPDX-License-Identifier: MIT */
/*
 * job/enrich_period - what a model says of the counts of the last whole hours
 * (meaning/period), asked once an hour at most.
 *
 * Money:     the same counts are not asked about twice; what fails is tried
 *            PERIOD_TRIES times for one end of hours. What was said of earlier hours
 *            stays until there is something better.
 */
#ifndef TIDEMARK_JOB_ENRICH_PERIOD_H
#define TIDEMARK_JOB_ENRICH_PERIOD_H

#include "job/enrich_ask.h"

/* *out NULL: nothing is to be asked. */
enum rc	enrich_period_take(struct job *, struct enricher *,
	    struct enrich_ask **out);
/* In a transaction. */
enum rc	enrich_period_store(struct job *, struct enricher *,
	    const struct enrich_ask *, const struct llm_answer *);

#endif
