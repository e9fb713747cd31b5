/* SPDX-License-Identifier: MIT */
#include "page/estimate.h"

#include "base/arena.h"
#include "base/clock.h"
#include "html/format.h"
#include "model/batch.h"
#include "page/page.h"

const char *
model_dollars(struct arena *mem, int64_t micro)
{
	char buf[FMT_SIZE];

	if (micro > 0 && micro < COST_MICRO / 100)
		return "less than $0.01";
	return arena_fmt(mem, "$%s", fmt_num((double)micro / COST_MICRO, 2,
	    buf));
}

const char *
model_price(struct arena *mem, int64_t micro, int64_t cap)
{
	const char *days = cap > 0 && micro > cap ? arena_fmt(mem, ", at %s a "
	    "day in %lld days", model_dollars(mem, cap),
	    (long long)((micro + cap - 1) / cap)) : "";

	return arena_fmt(mem, "%s%s%s", micro < COST_MICRO / 100 ? "" :
	    "about ", model_dollars(mem, micro), days);
}

static const char *
without_score(struct arena *mem, const struct cost_backlog *b)
{
	char a[FMT_SIZE], d[FMT_SIZE];

	fmt_plural(b->days, "day", "days", d);
	if (b->replies == 0)
		return arena_fmt(mem, "All replies of the last %s are scored by "
		    "the model, or wait for it.", d);
	return arena_fmt(mem, "%s of the last %s without a score by the model",
	    fmt_plural(b->replies, "reply", "replies", a), d);
}

const char *
model_estimate(struct arena *mem, const struct cost_backlog *b)
{
	const char *what = without_score(mem, b);

	return b->replies == 0 ? what : arena_fmt(mem, "%s: %s.", what,
	    model_price(mem, b->cost, b->cap));
}

const char *
model_ways(struct arena *mem, const struct cost_backlog *b)
{
	return arena_fmt(mem, " At once: %s. By batch, within a day of its "
	    "turn: %s.", model_price(mem, b->cost, b->cap), model_price(mem,
	    b->batch_cost, b->batch_cap));
}

const char *
model_estimate_ways(struct arena *mem, const struct cost_backlog *b)
{
	const char *what = without_score(mem, b);

	return b->replies == 0 ? what : arena_fmt(mem, "%s.%s", what,
	    model_ways(mem, b));
}

enum rc
model_put_batches(struct req *rq, struct view *box, const char *subject,
    int64_t no_batch_at)
{
	struct batch_seen *b;
	char when[FMT_SIZE];
	size_t n;
	enum rc rc = batch_list(rq->db, rq->mem, subject, 0, &b, &n);

	for (size_t i = 0; rc == RC_OK && i < n; i++)
		page_text_row(box, "BATCH", arena_fmt(rq->mem, "Since %s: %s. "
		    "It costs %s more at most.", fmt_when(b[i].created_at,
		    clock_now(), when), batch_says(rq->mem, &b[i]),
		    model_dollars(rq->mem, b[i].most)));
	if (rc == RC_OK && no_batch_at > 0)
		page_text_row(box, "BATCH", arena_fmt(rq->mem, "The server had "
		    "no batches, %s: what was to go by batch is asked about one "
		    "by one, at the usual price.", fmt_when(no_batch_at,
		    clock_now(), when)));
	return rc;
}
