/* SPDX-License-Identifier: MIT */
#include "page/agreement.h"

#include <math.h>

#include "base/arena.h"
#include "html/format.h"
#include "html/view.h"
#include "page/page.h"
#include "page/review.h"

enum { TOTAL_SCALE = 10 };

const struct score_pair *
agreement_pairs(struct arena *mem, const struct judged_pair *all, size_t n,
    size_t position, size_t *found)
{
	struct score_pair *out = arena_array(mem, n, sizeof(*out));

	*found = 0;
	for (size_t i = 0; i < n; i++)
		if (all[i].position == position)
			out[(*found)++] = all[i].pair;
	return out;
}

static const char *
kappa_of(struct arena *mem, const struct score_pair *pairs, size_t n, int scale)
{
	double k = stats_kappa(pairs, n, scale, KAPPA_QUADRATIC);
	struct interval i = stats_kappa_interval(mem, pairs, n, scale,
	    KAPPA_QUADRATIC);
	char a[FMT_SIZE], b[FMT_SIZE], c[FMT_SIZE];

	if (isnan(k))
		return "\xe2\x80\x93";
	if (isnan(i.low) || isnan(i.high))
		return arena_text(mem, fmt_num(k, 2, a));
	return arena_fmt(mem, "%s (%s to %s)", fmt_num(k, 2, a),
	    fmt_num(i.low, 2, b), fmt_num(i.high, 2, c));
}

static void
put(struct view *v, const char *section, const char *name, int scale,
    const struct score_pair *pairs, size_t n)
{
	struct arena *mem = view_arena(v);
	struct view *row = view_row(v, section);
	char buf[FMT_SIZE];

	view_text(row, "NAME", name);
	view_count(row, "N", (long long)n);
	view_text(row, "EXACT", n == 0 ? "\xe2\x80\x93" :
	    fmt_percent(stats_exact(pairs, n), 1, buf));
	view_text(row, "BIAS", review_difference(mem, stats_bias(pairs, n)));
	view_text(row, "KAPPA", n < AGREEMENT_LEAST ? "" :
	    kappa_of(mem, pairs, n, scale));
	if (n < AGREEMENT_LEAST)
		view_int(view_row(row, "FEW"), "LEAST", AGREEMENT_LEAST);
}

void
agreement_put(struct view *v, const char *section, const struct rubric *r,
    const struct judged_pair *all, size_t n)
{
	struct arena *mem = view_arena(v);

	for (size_t p = 0; p <= r->n; p++) {
		size_t found;
		const struct score_pair *pairs = agreement_pairs(mem, all, n, p,
		    &found);

		put(v, section, p == 0 ? "Total" : r->dimension[p - 1].name,
		    p == 0 ? TOTAL_SCALE : r->dimension[p - 1].scale, pairs,
		    found);
	}
}
