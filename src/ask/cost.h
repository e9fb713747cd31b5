/* SPDX-License-Identifier: MIT */
/*
 * ask/cost - what it would cost to ask the model, before it is asked.
 *
 * Source:    docs/metrics.md "The model scorer", cost.
 * Units:     millionths of a dollar.
 * Errors:    as db/db.h.
 */
#ifndef TIDEMARK_ASK_COST_H
#define TIDEMARK_ASK_COST_H

#include "http/req.h"
#include "model/asking.h"
#include "model/enrichment.h"
#include "quality/rubric.h"

enum { COST_MICRO = 1000000 };	/* of a dollar */

/* A key is there. */
bool	ask_cost_key(const struct req *);
/* It is, and the model is the engine: it would be asked. */
bool	ask_cost_on(const struct req *, const struct asking_setting *);
/* Of that many questions under a rubric: by what they cost lately, or by the length
 * of the texts and the prices. */
int64_t	ask_cost(const struct req *, const struct rubric *,
	    const struct asking_estimate *);

/* What the model has not judged of the last so many days. */
struct cost_backlog {
	bool on;		/* else all is 0 */
	int64_t days, replies, cost, cap;
	int64_t batch_cost, batch_cap;	/* by batch, which leaves room for news */
};

enum rc	ask_cost_backlog(struct req *, const struct rubric *, int64_t days,
	    struct cost_backlog *);

/* "5", "0.50": dollars with at most two decimals, up to ASKING_CAP_MAX; false: none. */
bool	ask_dollars(const char *text, int64_t *micro);
const char	*ask_dollars_text(struct arena *, int64_t micro);

/* The engine that is to say what conversations are about has its key. */
bool	ask_enrich_key(const struct req *, const char *engine);
/* What it was not asked about of the last so many days, and would cost; replies are
 * conversations there, and batch_cost 0 when the engine has no batches. */
enum rc	ask_enrich_backlog(struct req *, const struct enrich_setting *,
	    int64_t days, struct cost_backlog *);
/* Backlogs may go by batch: models of Anthropic have them. */
bool	ask_enrich_batches(const char *engine);

#endif
