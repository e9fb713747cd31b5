/* SPDX-License-Identifier: MIT */
#include "meaning/gather.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/order.h"
#include "meaning/vector_math.h"

const struct gather_rule gather_same = { 0.7, 1, 0.5 };
const struct gather_rule gather_related = { 0.0085, 0.8, 0.5 };

/* Another item, and how much there is between the two. */
struct edge {
	uint32_t to;
	float weight;
};

struct gather {
	const struct gather_item *item;
	size_t n, dim;
	struct edge *edge;	/* GATHER_NEAR for each item */
	uint8_t *edges;		/* of each item */
};

/* ---- neighbours ---- */

struct near {
	struct edge at[GATHER_NEAR];	/* the nearest first */
	size_t n;
};

static void
near_add(struct near *near, uint32_t to, float alike)
{
	size_t i = near->n;

	if (i == GATHER_NEAR && !(alike > near->at[i - 1].weight))
		return;
	if (i == GATHER_NEAR)
		i--;
	else
		near->n++;
	for (; i > 0 && alike > near->at[i - 1].weight; i--)
		near->at[i] = near->at[i - 1];
	near->at[i] = (struct edge){ to, alike };
}

/* In squares that stay in the processor's cache. */
static struct near *
find_near(const struct gather *g)
{
	enum { SIDE = 256 };
	struct near *near = must_alloc(g->n * sizeof(*near));
	const struct vector_math *math = vector_math_best();

	for (size_t a = 0; a < g->n; a += SIDE)
		for (size_t b = 0; b <= a; b += SIDE)
			for (size_t i = a; i < a + SIDE && i < g->n; i++)
				for (size_t k = b; k < b + SIDE && k < i; k++) {
					float s = math->plain(g->item[i].vector,
					    g->item[k].vector, g->dim);

					near_add(&near[i], (uint32_t)k, s);
					near_add(&near[k], (uint32_t)i, s);
				}
	return near;
}

static int
by_to(const void *a, const void *b)
{
	return order_int(((const struct edge *)a)->to,
	    ((const struct edge *)b)->to);
}

static bool
holds(const struct near *near, uint32_t to)
{
	const struct edge wanted = { to, 0 };

	return bsearch(&wanted, near->at, near->n, sizeof(wanted), by_to) !=
	    NULL;
}

/* Each is a neighbour of itself. */
static float
shared(const struct near *near, uint32_t a, uint32_t b)
{
	const struct near *x = &near[a], *y = &near[b];
	size_t both = 2, i = 0, k = 0;

	while (i < x->n && k < y->n) {
		both += x->at[i].to == y->at[k].to;
		if (x->at[i].to < y->at[k].to)
			i++;
		else if (x->at[i].to > y->at[k].to)
			k++;
		else {
			i++;
			k++;
		}
	}
	return (float)both / (float)(x->n + y->n + 2 - both);
}

static void
make_edges(struct gather *g, struct near *near)
{
	for (size_t i = 0; i < g->n; i++)
		qsort(near[i].at, near[i].n, sizeof(struct edge), by_to);
	for (uint32_t i = 0; i < g->n; i++)
		for (size_t k = 0; k < near[i].n; k++) {
			uint32_t to = near[i].at[k].to;

			if (holds(&near[to], i))
				g->edge[(size_t)i * GATHER_NEAR +
				    g->edges[i]++] = (struct edge){ to,
					    shared(near, i, to) };
		}
}

struct gather *
gather_new(struct arena *mem, const struct gather_item *item, size_t n,
    size_t dim)
{
	struct gather *g = arena_alloc(mem, sizeof(*g));
	struct near *near;

	*g = (struct gather){ item, n, dim,
		arena_array(mem, n * GATHER_NEAR + 1, sizeof(*g->edge)),
		arena_array(mem, n + 1, 1) };
	if (n < GATHER_LEAST || n > GATHER_MOST)
		return g;
	near = find_near(g);
	make_edges(g, near);
	free(near);
	return g;
}

/* ---- joining ---- */

/* A group that grows; gone ones are in another. */
struct heap_of {
	struct edge *edge;	/* to groups that stand, each once */
	size_t n, room;
	float *centre;		/* sum of the items' vectors */
	double items;
	uint32_t in;		/* itself, or the one it went into */
};

struct pair {
	float worth;
	uint32_t a, b;		/* a < b */
};

struct joining {
	const struct gather *g;
	const struct gather_rule *rule;
	struct heap_of *of;
	struct pair *pair;	/* heap, the best on top */
	size_t n, room;
	size_t joined;
};

static bool
is_better(const struct pair *x, const struct pair *y)
{
	if (x->worth < y->worth || x->worth > y->worth)
		return x->worth > y->worth;
	return x->a != y->a ? x->a < y->a : x->b < y->b;
}

static void
swap(struct pair *x, struct pair *y)
{
	struct pair z = *x;

	*x = *y;
	*y = z;
}

static void
push(struct joining *j, struct pair p)
{
	size_t i = j->n++;

	if (j->n > j->room) {
		j->room = 2 * j->n;
		j->pair = must_realloc(j->pair, j->room * sizeof(*j->pair));
	}
	j->pair[i] = p;
	for (; i > 0 && is_better(&j->pair[i], &j->pair[(i - 1) / 2]);
	     i = (i - 1) / 2)
		swap(&j->pair[i], &j->pair[(i - 1) / 2]);
}

static struct pair
pop(struct joining *j)
{
	struct pair top = j->pair[0];

	j->pair[0] = j->pair[--j->n];
	for (size_t i = 0, k = 1; k < j->n; k = 2 * i + 1) {
		if (k + 1 < j->n && is_better(&j->pair[k + 1], &j->pair[k]))
			k++;
		if (!is_better(&j->pair[k], &j->pair[i]))
			break;
		swap(&j->pair[i], &j->pair[k]);
		i = k;
	}
	return top;
}

static struct edge *
edge_to(const struct heap_of *h, uint32_t to)
{
	for (size_t i = 0; i < h->n; i++)
		if (h->edge[i].to == to)
			return &h->edge[i];
	return NULL;
}

static void
edge_add(struct heap_of *h, uint32_t to, float weight)
{
	struct edge *e = edge_to(h, to);

	if (e != NULL) {
		e->weight += weight;
		return;
	}
	if (h->n == h->room) {
		h->room = 2 * h->room + 8;
		h->edge = must_realloc(h->edge, h->room * sizeof(*h->edge));
	}
	h->edge[h->n++] = (struct edge){ to, weight };
}

static void
edge_drop(struct heap_of *h, uint32_t to)
{
	struct edge *e = edge_to(h, to);

	if (e != NULL)
		*e = h->edge[--h->n];
}

static float
worth(const struct joining *j, uint32_t a, const struct edge *e)
{
	return (float)((double)e->weight / pow(j->of[a].items *
	    j->of[e->to].items, j->rule->power));
}

static void
offer(struct joining *j, uint32_t a)
{
	for (size_t i = 0; i < j->of[a].n; i++) {
		const struct edge *e = &j->of[a].edge[i];
		struct pair p = { worth(j, a, e), a < e->to ? a : e->to,
			a < e->to ? e->to : a };

		if ((double)p.worth >= j->rule->least)
			push(j, p);
	}
}

static bool
centres_alike(const struct joining *j, const struct heap_of *a,
    const struct heap_of *b)
{
	const struct vector_math *math = vector_math_best();
	double both = math->floats(a->centre, b->centre, j->g->dim);
	double one = math->floats(a->centre, a->centre, j->g->dim);
	double other = math->floats(b->centre, b->centre, j->g->dim);

	return both >= j->rule->centres * sqrt(one * other);
}

/* b goes into a. */
static void
join(struct joining *j, uint32_t a, uint32_t b)
{
	struct heap_of *to = &j->of[a], *from = &j->of[b];

	for (size_t i = 0; i < from->n; i++) {
		struct edge e = from->edge[i];

		edge_drop(&j->of[e.to], b);
		if (e.to == a)
			continue;
		edge_add(to, e.to, e.weight);
		edge_add(&j->of[e.to], a, e.weight);
	}
	for (size_t i = 0; i < j->g->dim; i++)
		to->centre[i] += from->centre[i];
	to->items += from->items;
	from->in = a;
	from->n = 0;
	free(from->edge);
	from->edge = NULL;
}

/* A pair that was offered before one of the two changed is not what it was. */
static bool
is_stale(const struct joining *j, const struct pair *p)
{
	const struct edge *e = j->of[p->a].in != p->a ? NULL :
	    edge_to(&j->of[p->a], p->b);
	float now;

	if (e == NULL)
		return true;
	now = worth(j, p->a, e);
	return now < p->worth || now > p->worth;
}

static uint32_t
standing(const struct joining *j, uint32_t i)
{
	while (j->of[i].in != i)
		i = j->of[i].in;
	return i;
}

static void
begin(struct joining *j, float *centres)
{
	const struct gather *g = j->g;

	for (uint32_t i = 0; i < g->n; i++) {
		j->of[i].in = i;
		j->of[i].items = 1;
		j->of[i].centre = centres + i * g->dim;
		memcpy(j->of[i].centre, g->item[i].vector,
		    g->dim * sizeof(float));
	}
	for (uint32_t i = 0; i < g->n; i++)
		for (size_t k = 0; k < g->edges[i]; k++) {
			struct edge e = g->edge[i * GATHER_NEAR + k];

			edge_add(&j->of[i], e.to, e.weight);
		}
	for (uint32_t i = 0; i < g->n; i++)
		if (g->item[i].group != i)
			join(j, standing(j, g->item[i].group), i);
	for (uint32_t i = 0; i < g->n; i++)
		offer(j, i);
}

size_t
gather_by(const struct gather *g, const struct gather_rule *rule,
    uint32_t *group)
{
	struct joining j = { .g = g, .rule = rule,
		.of = must_alloc(g->n * sizeof(*j.of) + 1) };
	float *centres = must_alloc(g->n * g->dim * sizeof(*centres) + 1);

	begin(&j, centres);
	while (j.n > 0) {
		struct pair p = pop(&j);

		if (is_stale(&j, &p) || !centres_alike(&j, &j.of[p.a],
		    &j.of[p.b]))
			continue;
		join(&j, p.a, p.b);
		offer(&j, p.a);
		j.joined++;
	}
	for (uint32_t i = 0; i < g->n; i++)
		group[i] = standing(&j, i);
	for (size_t i = 0; i < g->n; i++)
		free(j.of[i].edge);
	free(j.of);
	free(j.pair);
	free(centres);
	return j.joined;
}
