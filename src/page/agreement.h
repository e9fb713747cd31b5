/* SPDX-License-Identifier: MIT */
/*
 * page/agreement - how far two judges agree, dimension by dimension, as a table.
 *
 * Source:    docs/metrics.md "Engine and people", quality/stats.h.
 * Few:       below AGREEMENT_LEAST pairs a kappa says nothing: the table says so in
 *            its place.
 */
#ifndef TIDEMARK_PAGE_AGREEMENT_H
#define TIDEMARK_PAGE_AGREEMENT_H

#include "model/calibration.h"

struct view;

/* The list of the replies behind the pairs of a position. */
struct agreement_urls {
	const char *(*at)(const void *ctx, struct arena *, size_t position);
	const void *ctx;
};

/* Rows of a section (NAME, N with LINK or PLAIN, EXACT, KAPPA, BIAS, FEW), the total
 * first. urls NULL: no list can show them. */
void agreement_put(struct view *, const char *section, const struct rubric *,
    const struct judged_pair *, size_t n, const struct agreement_urls *urls);

#endif
