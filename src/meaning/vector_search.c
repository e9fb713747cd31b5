/* SPDX-License-Identifier: MIT */
#include "meaning/vector_index.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/order.h"
#include "meaning/vector_map.h"

enum { PART_MAX = 32767, KEEP_LEAST = 4096 };

/* What rounding can add to a product, of the product of the lengths: sums of
 * VECTOR_DIM_MAX terms in double are right to 1e-12 of it. */
#define ROUNDING 1e-11

/* A row that may be among the best: its score is `most` or less. */
struct maybe {
	double most;
	uint64_t row;
};

struct search {
	struct vector_index *ix;
	const struct vector_filter *filter;
	const float *y;	/* padded */
	int16_t *parts;	/* d */
	double scale;	/* t */
	double slip, length;	/* at least |u|, |y| */
	size_t k;
	double *least;	/* heap, smallest first: k scores that are reached */
	size_t least_n;
	struct maybe *maybe;	/* malloc: freed with the arena */
	size_t maybe_n, maybe_cap, keep;
	struct vector_hit *hits;	/* heap, worst first */
	size_t hits_n;
	uint64_t scanned, compared;
};

static const char *
query_take(struct search *s, struct arena *mem, const float *query)
{
	size_t dim = s->ix->about.dim, stride = s->ix->at.stride;
	float *y = arena_array(mem, stride, sizeof(*y));
	double most = 0, slip = 0, length = 0;

	memcpy(y, query, dim * sizeof(*y));
	s->y = y;
	s->parts = arena_array(mem, stride, sizeof(*s->parts));
	for (size_t i = 0; i < dim; i++) {
		length += (double)y[i] * (double)y[i];
		most = fmax(most, fabs((double)y[i]));
	}
	if (!isfinite(length))
		return "the query holds what is no number";
	if (length > VECTOR_LENGTH_MAX * VECTOR_LENGTH_MAX)
		return "the query's vector is longer than can be compared";
	s->scale = most / PART_MAX;
	for (size_t i = 0; i < dim && s->scale > 0; i++) {
		double part = nearbyint((double)y[i] / s->scale), rest;

		part = fmax(-PART_MAX, fmin(PART_MAX, part));
		s->parts[i] = (int16_t)part;
		rest = (double)y[i] - part * s->scale;
		slip += rest * rest;
	}
	s->slip = sqrt(slip) * (1 + 1e-9);
	s->length = sqrt(length) * (1 + 1e-9);
	return NULL;
}

static bool
passes(const struct vector_filter *f, const struct vector_facts *facts)
{
	bool found = f->mailboxes == NULL;

	if (facts->day < f->day_from || facts->day > f->day_to)
		return false;
	if (f->with_categories && (facts->categories & f->categories) == 0)
		return false;
	for (size_t i = 0; !found && i < f->mailboxes_n; i++)
		found = facts->mailbox == f->mailboxes[i];
	return found;
}

/* Sinks the first of a heap of doubles, the smallest on top. */
static void
least_sink(double *v, size_t n)
{
	for (size_t i = 0, child; (child = 2 * i + 1) < n; i = child) {
		double was = v[i];

		if (child + 1 < n && v[child + 1] < v[child])
			child++;
		if (was <= v[child])
			return;
		v[i] = v[child];
		v[child] = was;
	}
}

static void
least_add(struct search *s, double score)
{
	if (s->least_n == s->k) {
		if (score <= s->least[0])
			return;
		s->least[0] = score;
		least_sink(s->least, s->k);
		return;
	}
	s->least[s->least_n++] = score;
	for (size_t i = s->least_n - 1; i > 0 &&
	    s->least[i] < s->least[(i - 1) / 2]; i = (i - 1) / 2) {
		double was = s->least[i];

		s->least[i] = s->least[(i - 1) / 2];
		s->least[(i - 1) / 2] = was;
	}
}

/* What is surely reached by k rows: below that, nothing needs to be looked at. */
static double
floor_of(const struct search *s)
{
	return s->least_n < s->k ? -INFINITY : s->least[0];
}

static void
maybe_free(void *what)
{
	struct search *s = what;

	free(s->maybe);
}

/* Drops what fell below the floor since it was added. */
static void
maybe_prune(struct search *s)
{
	double floor = floor_of(s);
	size_t n = 0;

	for (size_t i = 0; i < s->maybe_n; i++)
		if (s->maybe[i].most >= floor)
			s->maybe[n++] = s->maybe[i];
	s->maybe_n = n;
	s->keep = n * 2 > KEEP_LEAST ? n * 2 : KEEP_LEAST;
}

static void
maybe_add(struct search *s, double most, uint64_t row)
{
	if (s->maybe_n == s->keep)
		maybe_prune(s);
	if (s->maybe_n == s->maybe_cap) {
		s->maybe_cap = s->maybe_cap ? s->maybe_cap * 2 : KEEP_LEAST;
		s->maybe = must_realloc(s->maybe,
		    s->maybe_cap * sizeof(*s->maybe));
	}
	s->maybe[s->maybe_n++] = (struct maybe){ most, row };
}

static void
row_scan(struct search *s, uint64_t at)
{
	const struct vector_row *row = &s->ix->rows[at];
	size_t stride = s->ix->at.stride;
	double about, off;

	about = (double)row->scale * s->scale * (double)s->ix->math->codes(
	    s->ix->codes + at * stride, s->parts, stride);
	off = (double)row->slip * s->length + (double)row->length * s->slip +
	    ((double)row->length + (double)row->slip) *
	    (s->length + s->slip) * ROUNDING;
	s->scanned++;
	if (about + off < floor_of(s))
		return;
	least_add(s, about - off);
	maybe_add(s, about + off, at);
}

static enum rc
scan(struct search *s, struct arena *mem, const char **why)
{
	struct vector_index *ix = s->ix;

	for (uint64_t b = 0; b < vector_blocks(ix->about.count); b++) {
		uint64_t from = b * VECTOR_BLOCK, to = from + VECTOR_BLOCK;

		if (!vector_map_rows(ix, b))
			return vector_map_damaged(mem, "rows", from, why);
		for (uint64_t at = from; at < to && at < ix->about.count; at++) {
			if (s->filter != NULL &&
			    !passes(s->filter, &ix->rows[at].facts))
				continue;
			if (!vector_map_codes(ix, b))
				return vector_map_damaged(mem, "codes", from, why);
			row_scan(s, at);
		}
	}
	maybe_prune(s);
	return RC_OK;
}

/* Highest first, then in the order of rows, which is that of ids. */
static int
maybe_order(const void *a, const void *b)
{
	const struct maybe *x = a, *y = b;

	if (x->most != y->most)
		return x->most > y->most ? -1 : 1;
	return x->row < y->row ? -1 : x->row > y->row;
}

/* Is a a worse hit than b? */
static bool
worse(const struct vector_hit *a, const struct vector_hit *b)
{
	return a->score != b->score ? a->score < b->score : a->id > b->id;
}

static void
hit_swap(struct vector_hit *a, struct vector_hit *b)
{
	struct vector_hit was = *a;

	*a = *b;
	*b = was;
}

static void
hits_sink(struct vector_hit *v, size_t n)
{
	for (size_t i = 0, child; (child = 2 * i + 1) < n; i = child) {
		if (child + 1 < n && worse(&v[child + 1], &v[child]))
			child++;
		if (!worse(&v[child], &v[i]))
			return;
		hit_swap(&v[i], &v[child]);
	}
}

static void
hits_add(struct search *s, const struct vector_hit *hit)
{
	if (s->hits_n == s->k) {
		if (!worse(&s->hits[0], hit))
			return;
		s->hits[0] = *hit;
		hits_sink(s->hits, s->k);
		return;
	}
	s->hits[s->hits_n++] = *hit;
	for (size_t i = s->hits_n - 1; i > 0 &&
	    worse(&s->hits[i], &s->hits[(i - 1) / 2]); i = (i - 1) / 2)
		hit_swap(&s->hits[i], &s->hits[(i - 1) / 2]);
}

/* By their floats, those first that may be best: soon no other can be. */
static enum rc
compare(struct search *s, struct arena *mem, const char **why)
{
	if (s->maybe_n == 0)
		return RC_OK;
	qsort(s->maybe, s->maybe_n, sizeof(*s->maybe), maybe_order);
	for (size_t i = 0; i < s->maybe_n; i++) {
		const struct maybe *m = &s->maybe[i];
		struct vector_hit hit = { s->ix->rows[m->row].facts.id, m->most };
		const float *x;

		if (s->hits_n == s->k && m->most < s->hits[0].score)
			return RC_OK;
		if (s->hits_n == s->k && worse(&hit, &s->hits[0]))
			continue;
		x = vector_map_floats(s->ix, m->row);
		if (x == NULL)
			return vector_map_damaged(mem, "floats", m->row, why);
		hit.score = s->ix->math->floats(x, s->y, s->ix->at.stride);
		hits_add(s, &hit);
		s->compared++;
	}
	return RC_OK;
}

static void
hits_order(struct search *s)
{
	for (size_t n = s->hits_n; n > 1; n--) {
		hit_swap(&s->hits[0], &s->hits[n - 1]);
		hits_sink(s->hits, n - 1);
	}
}

enum rc
vector_index_search(struct vector_index *ix, struct arena *mem,
    const float *query, size_t k, const struct vector_filter *filter,
    struct vector_hits *out, const char **why)
{
	struct search *s = arena_alloc(mem, sizeof(*s));
	enum rc rc;

	memset(out, 0, sizeof(*out));
	s->ix = ix;
	s->filter = filter;
	s->k = k;
	s->keep = KEEP_LEAST;
	*why = k > VECTOR_K_MAX ? "more are asked for than can be ranked" :
	    query_take(s, mem, query);
	if (*why != NULL)
		return RC_BAD_INPUT;
	if (k == 0)
		return RC_OK;
	s->least = arena_array(mem, k, sizeof(*s->least));
	s->hits = arena_array(mem, k, sizeof(*s->hits));
	arena_defer(mem, maybe_free, s);
	rc = scan(s, mem, why);
	if (rc == RC_OK)
		rc = compare(s, mem, why);
	if (rc != RC_OK)
		return rc;
	hits_order(s);
	*out = (struct vector_hits){ s->hits, s->hits_n, s->scanned,
		s->compared };
	return RC_OK;
}
