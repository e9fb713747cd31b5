/* SPDX-License-Identifier: MIT */
/*
 * quality/vary - the same reply put otherwise, in what must not matter to its judge.
 *
 *	vary(mem, CHANGE_NAMES, &rubric, &exchange, &variant)
 *	...				variant.rubric and .exchange are judged
 *	vary_back(&rubric, &variant, &judgement)
 *
 * again:     nothing is changed: what moves then is the judge's own unrest, which
 *            the other changes are to be compared with.
 * order:     the dimensions stand in the opposite order.
 * names:     the first names of customer and agent are others, in all texts, as
 *            whole words in any case; made up, from several parts of the world.
 * length:    sentences that say nothing, of fifty words, are added to the reply.
 * Source:    docs/metrics.md "Judged again".
 * Ownership: all in the arena; what is not changed is the exchange's.
 */
#ifndef TIDEMARK_QUALITY_VARY_H
#define TIDEMARK_QUALITY_VARY_H

#include "quality/exchange.h"

enum change { CHANGE_AGAIN, CHANGE_ORDER, CHANGE_NAMES, CHANGE_LENGTH, CHANGES };

struct variant {
	struct rubric rubric;
	struct exchange exchange;
	bool reversed;
};

/* "again", "order" ..; change_of() answers CHANGES for another word. */
const char	*change_key(enum change);
enum change	 change_of(const char *key);

/* False: there is nothing in it to be changed so, as a name that nobody wrote. */
bool		 vary(struct arena *, enum change, const struct rubric *,
		    const struct exchange *, struct variant *);
/* Marks as the rubric has them, and the total that they make. */
void		 vary_back(const struct rubric *, const struct variant *,
		    struct judgement *);

#endif
