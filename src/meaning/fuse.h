/* SPDX-License-Identifier: MIT */
/*
 * meaning/fuse - several ranked lists as one.
 *
 * Source: reciprocal rank fusion (Cormack, Clarke and Büttcher, SIGIR 2009): the
 *         score of an item is the sum, over the lists that hold it, of
 *         weight / (FUSE_DEPTH + rank), ranks from 1. Scores of the lists
 *         are not looked at, so they need not be comparable.
 *         Lists that bring their scores are joined by these instead: weight *
 *         (score - last) / (first - last), the list's last and first score. That
 *         tells a clear best from many that are alike; docs/accuracy.md says what
 *         each is worth. Lists that are cut should be long: 1,000 rather than 100.
 * Order:  highest score first; ties by the better of their best ranks, then by the
 *         larger id, which is the newer conversation.
 * Ranks:  tell why an item is there: its place in each list, 0 when it is not in it.
 */
#ifndef TIDEMARK_MEANING_FUSE_H
#define TIDEMARK_MEANING_FUSE_H

#include <stddef.h>
#include <stdint.h>

struct arena;

enum { FUSE_DEPTH = 60, FUSE_LISTS_MAX = 4 };

struct fuse_list {
	const int64_t *ids;	/* best first; of doubles the first counts */
	size_t n;
	double weight;
	const double *scores;	/* of ids, falling; NULL: by rank */
};

struct fused {
	int64_t id;
	double score;
	uint32_t rank[FUSE_LISTS_MAX];
};

/* At most `most` items, in the arena; answers how many. */
size_t	fuse(struct arena *, const struct fuse_list *, size_t lists, size_t most,
	    struct fused **out);

#endif
