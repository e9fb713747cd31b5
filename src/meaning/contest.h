/* SPDX-License-Identifier: MIT */
/*
 * meaning/contest - may a new model take the place of the one in use?
 *
 * Held back: one example in five, by its id alone, is never trained on. So
 *            neither model of a contest knows the examples that it is judged by,
 *            whenever it was made, and who is promoted is what was measured:
 *            it is not trained again with the rest.
 * Judged:    what would stand with each model, by settle() with the rules' word and
 *            without the person's, who gave the label. Without a model in
 *            use the rules alone are the one to beat.
 * Promoted:  when no fewer are right, out of CONTEST_LEAST at least.
 */
#ifndef TIDEMARK_MEANING_CONTEST_H
#define TIDEMARK_MEANING_CONTEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "meaning/feature.h"

struct classifier;

enum { CONTEST_LEAST = 20, CONTEST_SHARE = 5 };

struct contestant_text {
	struct bag bag;
	const char *label;	/* what a person said; NULL: none of the labels */
	const char *rules;	/* what rules say, or NULL */
};

struct contest {
	size_t n, right_now, right_new;
	size_t gained, lost;	/* right with the new one alone, the old one alone */
};

bool	contest_held_back(uint64_t id);
/* now: NULL for rules alone. */
void	contest(const struct classifier *now, const struct classifier *new_one,
	    const struct contestant_text *, size_t n, struct contest *);
bool	contest_won(const struct contest *);

#endif
