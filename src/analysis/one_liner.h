/* SPDX-License-Identifier: MIT */
/*
 * analysis/one_liner - one sentence of the customer's that tells the matter.
 *
 * The sentence around byte `at`, or, with SIZE_MAX, the first that says more
 * than hello. At most ONE_LINER_MAX characters; what was left out shows as "…".
 */
#ifndef TIDEMARK_ANALYSIS_ONE_LINER_H
#define TIDEMARK_ANALYSIS_ONE_LINER_H

#include <stddef.h>

struct arena;
struct ruleset;
struct tokens;

enum { ONE_LINER_MAX = 160 };

const char	*one_liner(const struct ruleset *, struct arena *,
		    const char *text, const struct tokens *, size_t at);

#endif
