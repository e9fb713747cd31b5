/* SPDX-License-Identifier: MIT */
#include "meaning/fuse.h"

#include <assert.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/order.h"

/* An item of one list. */
struct place {
	int64_t id;
	uint32_t list, rank;
};

static int
place_order(const void *a, const void *b)
{
	const struct place *x = a, *y = b;
	int order = order_int(x->id, y->id);

	if (order == 0)
		order = order_int(x->list, y->list);
	return order != 0 ? order : order_int(x->rank, y->rank);
}

static uint32_t
best_rank(const struct fused *f)
{
	uint32_t best = UINT32_MAX;

	for (size_t i = 0; i < FUSE_LISTS_MAX; i++)
		if (f->rank[i] > 0 && f->rank[i] < best)
			best = f->rank[i];
	return best;
}

static int
fused_order(const void *a, const void *b)
{
	const struct fused *x = a, *y = b;
	int order;

	if (x->score != y->score)
		return x->score > y->score ? -1 : 1;
	order = order_int(best_rank(x), best_rank(y));
	return order != 0 ? order : order_int(y->id, x->id);
}

static double
worth(const struct fuse_list *l, uint32_t rank)
{
	double top, last;

	if (l->scores == NULL)
		return l->weight / (FUSE_DEPTH + rank);
	top = l->scores[0];
	last = l->scores[l->n - 1];
	/* the last one is hardly worth more than what was cut off behind it */
	return l->weight * (top > last ?
	    (l->scores[rank - 1] - last) / (top - last) : 1);
}

static size_t
places_of(const struct fuse_list *lists, size_t n, struct place *out)
{
	size_t places = 0;

	for (uint32_t i = 0; i < n; i++)
		for (size_t k = 0; k < lists[i].n; k++)
			out[places++] = (struct place){ lists[i].ids[k], i,
				(uint32_t)k + 1 };
	qsort(out, places, sizeof(*out), place_order);
	return places;
}

size_t
fuse(struct arena *mem, const struct fuse_list *lists, size_t lists_n,
    size_t most, struct fused **out)
{
	struct place *places;
	size_t all = 0, n = 0;

	assert(lists_n <= FUSE_LISTS_MAX);
	for (size_t i = 0; i < lists_n; i++)
		all += lists[i].n;
	/* one more, so that there is always something to sort */
	places = arena_array(mem, all + 1, sizeof(*places));
	*out = arena_array(mem, all + 1, sizeof(**out));
	all = places_of(lists, lists_n, places);
	for (size_t i = 0; i < all; i++) {
		const struct place *p = &places[i];
		struct fused *f;

		if (n == 0 || (*out)[n - 1].id != p->id)
			(*out)[n++].id = p->id;
		f = &(*out)[n - 1];
		if (f->rank[p->list] != 0)
			continue;
		f->rank[p->list] = p->rank;
		f->score += worth(&lists[p->list], p->rank);
	}
	qsort(*out, n, sizeof(**out), fused_order);
	return n < most ? n : most;
}
