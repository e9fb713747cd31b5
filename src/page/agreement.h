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

/* Rows DIMENSION (NAME, N, EXACT, KAPPA, BIAS, FEW) of a section, the total first. */
void	agreement_put(struct view *, const char *section, const struct rubric *,
	    const struct judged_pair *, size_t n);

#endif
