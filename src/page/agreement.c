/* SPDX-License-Identifier: MIT */
#include "page/agreement.h"

#include <math.h>

#include "base/arena.h"
#include "html/format.h"
#include "html/view.h"
#include "page/page.h"
#include "page/review.h"

enum { TOTAL_SCALE = 10 };

static const char *
kappa_of(struct arena *mem, const struct agreement *g)
{
	char a[FMT_SIZE], b[FMT_SIZE], c[FMT_SIZE];

	if (isnan(g->kappa))
		return "\xe2\x80\x93";
	if (isnan(g->kappa_in.low) || isnan(g->kappa_in.high))
		return arena_text(mem, fmt_num(g->kappa, 2, a));
	return arena_fmt(mem, "%s (%s to %s)", fmt_num(g->kappa, 2, a),
	    fmt_num(g->kappa_in.low, 2, b), fmt_num(g->kappa_in.high, 2, c));
}

static void
put(struct view *v, const char *section, const char *name,
    const struct agreement *g, const char *url)
{
	struct arena *mem = view_arena(v);
	struct view *row = view_row(v, section);
	char buf[FMT_SIZE];

	view_text(row, "NAME", name);
	page_number(row, "REPLIES", (long long)g->n, url);
	view_text(row, "EXACT", g->n == 0 ? "\xe2\x80\x93" :
	    fmt_percent(g->exact, 1, buf));
	view_text(row, "BIAS", review_difference(mem, g->bias));
	view_text(row, "KAPPA", g->n < AGREEMENT_LEAST ? "" : kappa_of(mem, g));
	if (g->n < AGREEMENT_LEAST)
		view_int(view_row(row, "FEW"), "LEAST", AGREEMENT_LEAST);
}

void
agreement_put(struct view *v, const char *section, const struct rubric *r,
    const struct judged_pair *all, size_t n, const struct agreement_urls *urls)
{
	struct arena *mem = view_arena(v);

	for (size_t p = 0; p <= r->n; p++) {
		size_t found;
		const struct score_pair *pairs = judged_pairs(mem, all, n, p,
		    &found);
		struct agreement g = stats_agreement(mem, pairs, found,
		    p == 0 ? TOTAL_SCALE : r->dimension[p - 1].scale);

		put(v, section, p == 0 ? "Total" : r->dimension[p - 1].name, &g,
		    urls == NULL ? NULL : urls->at(urls->ctx, mem, p));
	}
}
