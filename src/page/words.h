/* SPDX-License-Identifier: MIT */
/*
 * page/words - what the keys of the data are called on pages.
 *
 * Keys that no table holds (a ruleset may bring its own categories) are shown
 * as they are, with blanks for underscores and a capital at the front.
 */
#ifndef TIDEMARK_PAGE_WORDS_H
#define TIDEMARK_PAGE_WORDS_H

#include <stddef.h>

struct arena;

/* Word of a key of a dimension: category mention severity platform version
 * intent status flag. An empty key is "not said". */
const char	*word_for(struct arena *, const char *dimension, const char *key);
/* For sentences: "Crashes", "Reports of lost progress". */
const char	*word_many(struct arena *, const char *category);
/* Colour classes of categories that are shown together. One that is known has its
 * own; another gets one of a few by its name, the next where two would meet. */
void		 word_colours(const char *const *keys, size_t n,
		    const char **out);

#endif
