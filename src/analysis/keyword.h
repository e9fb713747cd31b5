/* SPDX-License-Identifier: MIT */
/*
 * analysis/keyword - the words that say what a report is about.
 *
 * Shape:     a pure function of a report's tokens: words of a letter and two
 *            more characters, lower-cased, without those that any report may
 *            hold; the most frequent first, of equals the first written.
 * Ownership: the list and its words live in the arena.
 */
#ifndef TIDEMARK_ANALYSIS_KEYWORD_H
#define TIDEMARK_ANALYSIS_KEYWORD_H

#include "analysis/ruleset.h"
#include "text/words.h"

#include <stddef.h>

enum { KEYWORDS_MAX = 8 };

/* At most KEYWORDS_MAX of them. */
const char *const *keyword_find(const struct ruleset *, struct arena *,
		    const struct tokens *, size_t *n);

#endif
