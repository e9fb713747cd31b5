/* SPDX-License-Identifier: MIT */
/*
 * meaning/pick - which texts are worth a person's label most.
 *
 * Shape:     the least sure first; of each label that is guessed only its share,
 *            as long as others are left, and none that says much the same as
 *            one already picked. What is learnt from ten such is more than
 *            from ten that resemble each other.
 * Order:     of equals the first; the same texts give the same picks.
 */
#ifndef TIDEMARK_MEANING_PICK_H
#define TIDEMARK_MEANING_PICK_H

#include <stddef.h>
#include <stdint.h>

#include "meaning/classifier.h"

enum { PICK_MOST = 50 };

struct pick_text {
	struct bag bag;
	struct guess guess;
};

/* labels: how many the classifier has, at least one. Writes the places of at most
 * `most` (PICK_MOST) texts; answers how many. */
size_t	pick(const struct pick_text *, size_t n, size_t labels, size_t most,
	    uint32_t *out);

#endif
