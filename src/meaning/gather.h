/* SPDX-License-Identifier: MIT */
/*
 * meaning/gather - which texts, or groups of texts, are about one matter, by their vectors.
 *
 * Likeness:  two items are alike as far as they have the same nearest neighbours:
 *            the share that both have of all that either has, of GATHER_NEAR each,
 *            and only where each is among the other's (Jarvis and Patrick 1973).
 *            Where questions of many kinds lie close together an angle says
 *            little; who else is near says more, and needs no other measure
 *            for a crowded place than for an empty one.
 * Joining:   the two groups with the most likeness first, summed over their items
 *            and divided by (items * items) ^ power, while it is as much as asked. With
 *            power 1 that is the mean; below, a group that many agree on may
 *            grow. Their centres must be alike as well. Deterministic: of
 *            equals the earlier items.
 * Given:     items that are in one group already stay in it and count as such, so
 *            that joining step by step, or again, comes to the same.
 * Few:       among less than GATHER_LEAST items anybody is anybody's neighbour:
 *            nothing is joined.
 * Cost:      n * n / 2 products for n items, then little; n is at most GATHER_MOST.
 * Figures:   docs/accuracy.md.
 */
#ifndef TIDEMARK_MEANING_GATHER_H
#define TIDEMARK_MEANING_GATHER_H

#include <stddef.h>
#include <stdint.h>

struct arena;

enum { GATHER_NEAR = 20, GATHER_LEAST = 200, GATHER_MOST = 30000 };


struct gather_item {
	const float *vector;	/* of length 1 */
	uint32_t group;		/* first item of the group that it is in; itself */
};

struct gather_rule {
	double least, power;
	double centres;		/* cosine: what is far apart is not joined */
};

/* About one matter: pairs of these are right in 95 of 100. */
extern const struct gather_rule gather_same;
/* About related ones. */
extern const struct gather_rule gather_related;

/* Neighbours are the same for all rules. dim: a multiple of VECTOR_STEP. The items
 * stay the caller's, who may change their groups in between. */
struct gather;

struct gather	*gather_new(struct arena *, const struct gather_item *, size_t n,
		    size_t dim);
/* group[i]: first item of the one that item i is in. Answers how many groups were
 * joined into another. */
size_t		 gather_by(const struct gather *, const struct gather_rule *,
		    uint32_t *group);

#endif
