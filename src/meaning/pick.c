/* SPDX-License-Identifier: MIT */
#include "meaning/pick.h"

#include <stdlib.h>

#include "base/arena.h"

/* Share of the smaller bag's buckets that the other one has too. */
static const double alike_from = 0.5;

static int
by_bucket(const void *a, const void *b)
{
	const uint32_t *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

/* The buckets of a bag, ascending. */
struct sorted {
	uint32_t *v;
	size_t n;
};

static struct sorted
sorted(struct arena *mem, struct bag bag)
{
	struct sorted s = { arena_array(mem, bag.n, sizeof(*s.v)), bag.n };

	for (size_t i = 0; i < bag.n; i++)
		s.v[i] = bag.v[i].bucket;
	qsort(s.v, s.n, sizeof(*s.v), by_bucket);
	return s;
}

static bool
alike(struct sorted a, struct sorted b)
{
	size_t both = 0, least = a.n < b.n ? a.n : b.n;

	for (size_t i = 0, k = 0; i < a.n && k < b.n;) {
		both += a.v[i] == b.v[k];
		if (a.v[i] < b.v[k])
			i++;
		else if (a.v[i] > b.v[k])
			k++;
		else
			i++, k++;
	}
	return (double)both >= alike_from * (double)least;
}

struct place {
	float sure;
	uint32_t at;
};

static int
least_sure(const void *a, const void *b)
{
	const struct place *x = a, *y = b;

	if (x->sure != y->sure)
		return x->sure < y->sure ? -1 : 1;
	return x->at < y->at ? -1 : x->at > y->at;
}

static struct place *
places(struct arena *mem, const struct pick_text *text, size_t n)
{
	struct place *p = arena_array(mem, n, sizeof(*p));

	for (size_t i = 0; i < n; i++)
		p[i] = (struct place){ text[i].guess.sure, (uint32_t)i };
	if (n > 1)
		qsort(p, n, sizeof(*p), least_sure);
	return p;
}

struct picking {
	struct arena *mem;
	const struct pick_text *text;
	struct sorted taken[PICK_MOST];
	size_t of[CLASSIFIER_LABELS_MAX], each;
	uint32_t *out;
	size_t n;
};

/* False when it says nothing, its label has its share, or it resembles one that was
 * taken, such as itself. */
static bool
take(struct picking *p, uint32_t at)
{
	const struct pick_text *t = &p->text[at];
	struct sorted s;

	if (t->bag.n == 0 || p->of[t->guess.label] >= p->each)
		return false;
	s = sorted(p->mem, t->bag);
	for (size_t i = 0; i < p->n; i++)
		if (alike(p->taken[i], s))
			return false;
	p->of[t->guess.label]++;
	p->taken[p->n] = s;
	p->out[p->n++] = at;
	return true;
}

size_t
pick(const struct pick_text *text, size_t n, size_t labels, size_t most,
    uint32_t *out)
{
	struct arena *mem = arena_begin();
	struct place *p = places(mem, text, n);
	struct picking now = { .mem = mem, .text = text, .out = out };

	most = most > PICK_MOST ? PICK_MOST : most;
	/* once by shares, then whatever is left that resembles none */
	for (int round = 0; round < 2; round++) {
		now.each = round > 0 ? most : (most + labels - 1) / labels;
		for (size_t i = 0; i < n && now.n < most; i++)
			take(&now, p[i].at);
	}
	arena_end(mem);
	return now.n;
}
