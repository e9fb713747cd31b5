/* SPDX-License-Identifier: MIT */
/*
 * page/estimate - what the model would cost, in words.
 */
#ifndef TIDEMARK_PAGE_ESTIMATE_H
#define TIDEMARK_PAGE_ESTIMATE_H

#include "ask/cost.h"
#include "html/view.h"

/* "$1.50", "less than $0.01" */
const char	*model_dollars(struct arena *, int64_t micro);
/* "about $12.00, at $5.00 a day in 3 days": the cap said where it holds it up. */
const char	*model_price(struct arena *, int64_t micro, int64_t cap);
/* "12 replies of the last 7 days without a score by the model: about $0.02." */
const char	*model_estimate(struct arena *, const struct cost_backlog *);
/* The same, at once and by batch. */
const char	*model_estimate_ways(struct arena *, const struct cost_backlog *);
/* " At once: .. By batch, within a day of its turn: .." */
const char	*model_ways(struct arena *, const struct cost_backlog *);
/* BATCH rows: those of the subject (model/batch.h) that are under way, and that a
 * server had none (epoch, 0: it has). */
enum rc		 model_put_batches(struct req *, struct view *,
		    const char *subject, int64_t no_batch_at);

#endif
