/* SPDX-License-Identifier: MIT */
#include "job/gathers.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/order.h"
#include "base/stop.h"
#include "conf/conf.h"
#include "job/job.h"
#include "meaning/gather.h"
#include "meaning/vector_index.h"
#include "model/embedding.h"
#include "model/gather.h"
#include "model/nearest.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { TOGETHER = 50 };

/* Groups that have a vector, as items. */
struct crowd {
	struct job *job;
	struct arena *mem;
	struct gather_group *group;
	struct gather_item *item;
	float *vector;		/* n * dim */
	size_t n, dim;
	int64_t joined;		/* by now, of all that were compared */
};

/* ---- vectors of groups ---- */

static bool
take_vector(struct vector_index *ix, struct arena *tmp,
    const struct gather_group *g, float *to, size_t dim)
{
	const float *v;
	const char *why;
	double square = 0;

	memset(to, 0, dim * sizeof(*to));
	for (size_t i = 0; i < g->n; i++) {
		if (vector_index_get(ix, tmp, g->ids[i], &v, &why) != RC_OK)
			continue;
		for (size_t k = 0; k < dim; k++)
			to[k] += v[k];
	}
	for (size_t k = 0; k < dim; k++)
		square += (double)to[k] * (double)to[k];
	for (size_t k = 0; square > 0 && k < dim; k++)
		to[k] = (float)((double)to[k] / sqrt(square));
	return square > 0;
}

/* Those without a vector are left out. */
static void
take_vectors(struct crowd *c, struct vector_index *ix)
{
	struct arena *tmp = arena_begin();
	size_t kept = 0;

	c->dim = vector_index_about(ix)->dim;
	c->vector = arena_array(c->mem, c->n + 1, c->dim * sizeof(float));
	for (size_t i = 0; i < c->n; i++) {
		float *to = c->vector + kept * c->dim;

		arena_reset(tmp);
		if (take_vector(ix, tmp, &c->group[i], to, c->dim))
			c->group[kept++] = c->group[i];
	}
	c->n = kept;
	arena_end(tmp);
}

/* By the group that they are in, and that one itself first, so that the first of
 * a run stands for it. */
static int
by_root(const void *a, const void *b)
{
	const struct gather_group *x = a, *y = b;
	bool own = x->id == x->root, other = y->id == y->root;

	if (x->root != y->root)
		return order_int(x->root, y->root);
	return own != other ? (own ? -1 : 1) : order_int(x->id, y->id);
}

static void
make_items(struct crowd *c)
{
	uint32_t root = 0;

	c->item = arena_array(c->mem, c->n + 1, sizeof(*c->item));
	for (uint32_t i = 0; i < c->n; i++) {
		if (c->group[i].root != c->group[root].root)
			root = i;
		c->item[i] = (struct gather_item){ c->vector + i * c->dim, root };
	}
}

/* ---- what comes of it ---- */

static double
likeness(const struct crowd *c, size_t a, size_t b)
{
	double sum = 0;

	for (size_t k = 0; k < c->dim; k++)
		sum += (double)c->item[a].vector[k] *
		    (double)c->item[b].vector[k];
	return sum;
}

/* Into the one that most groups are in already; of equals the oldest. */
static void
choose(const struct crowd *c, const uint32_t *group, uint32_t *into)
{
	uint32_t *in = arena_array(c->mem, c->n + 1, sizeof(*in));

	for (size_t i = 0; i < c->n; i++)
		in[c->item[i].group]++;
	for (size_t i = 0; i < c->n; i++)
		into[i] = c->item[group[i]].group;
	for (size_t i = 0; i < c->n; i++) {
		uint32_t root = c->item[i].group, *best = &into[group[i]];

		if (in[root] > in[*best] || (in[root] == in[*best] &&
		    c->group[root].root < c->group[*best].root))
			*best = root;
	}
	for (size_t i = 0; i < c->n; i++)
		into[i] = into[group[i]];
}

static enum rc
join_all(struct crowd *c, const uint32_t *into, int64_t *done)
{
	struct arena *tmp = arena_begin();
	struct gather_pair pair[TOGETHER];
	size_t n = 0;
	int64_t joined;
	enum rc rc = RC_OK;

	for (size_t i = 0; rc == RC_OK && i <= c->n && !stop_requested(); i++) {
		if (i < c->n && c->item[i].group == i && into[i] != i)
			pair[n++] = (struct gather_pair){ c->group[i].root,
				c->group[into[i]].root,
				likeness(c, i, into[i]) };
		if (n < TOGETHER && (i < c->n || n == 0))
			continue;
		rc = gather_join(c->job->db, tmp, pair, n, &joined);
		arena_reset(tmp);
		*done += joined;
		n = 0;
	}
	arena_end(tmp);
	return rc;
}

static enum rc
join(struct crowd *c, const struct gather *g, int64_t *done)
{
	uint32_t *group = arena_array(c->mem, c->n + 1, sizeof(*group));
	uint32_t *into = arena_array(c->mem, c->n + 1, sizeof(*into));
	enum rc rc;

	gather_by(g, &gather_same, group);
	choose(c, group, into);
	rc = join_all(c, into, done);
	for (size_t i = 0; i < c->n; i++) {
		c->item[i].group = into[i];
		c->joined += into[i] != i;
	}
	return rc;
}

/* The lowest number of the groups that read alike. */
static enum rc
say_themes(struct crowd *c, const struct gather *g)
{
	uint32_t *group = arena_array(c->mem, c->n + 1, sizeof(*group));
	int64_t *low = arena_array(c->mem, c->n + 1, sizeof(*low));
	int64_t *high = arena_array(c->mem, c->n + 1, sizeof(*high));
	int64_t *id = arena_array(c->mem, c->n + 1, sizeof(*id));
	int64_t *theme = arena_array(c->mem, c->n + 1, sizeof(*theme));
	size_t n = 0;

	gather_by(g, &gather_related, group);
	for (size_t i = 0; i < c->n; i++) {
		int64_t root = c->group[c->item[i].group].root;
		uint32_t t = group[i];

		low[t] = low[t] == 0 || root < low[t] ? root : low[t];
		high[t] = root > high[t] ? root : high[t];
	}
	for (size_t i = 0; i < c->n; i++) {
		uint32_t t = group[i];

		if (c->item[i].group != i)
			continue;
		id[n] = c->group[i].root;
		theme[n++] = low[t] == high[t] ? 0 : low[t];
	}
	return gather_themes(c->job->db, c->mem, id, theme, n, (int64_t)c->n,
	    c->joined);
}

/* ---- a run ---- */

static enum rc
compare(struct crowd *c)
{
	int64_t began = clock_mono_ms(), done = 0;
	struct gather *g;
	enum rc rc;

	make_items(c);
	g = gather_new(c->mem, c->item, c->n, c->dim);
	rc = join(c, g, &done);
	if (rc == RC_OK)
		rc = say_themes(c, g);
	LOG(INFO, "gathered", L_INT("groups", (int64_t)c->n),
	    L_INT("joined", done), L_INT("ms", clock_mono_ms() - began),
	    L_RC(rc));
	return rc;
}

static enum rc
run(struct crowd *c, const struct embedding_model *m)
{
	struct vector_index *ix = NULL;
	const char *why = NULL;
	enum rc rc = vector_index_open(c->mem, nearest_file(c->mem,
	    c->job->conf->vector_folder, m->engine), &ix, &why);

	if (rc != RC_OK)
		return RC_OK;	/* who built it says why */
	rc = gather_groups(c->job->db, c->mem, GATHER_MOST, &c->group, &c->n);
	if (rc == RC_OK && c->n > 0) {
		qsort(c->group, c->n, sizeof(*c->group), by_root);
		take_vectors(c, ix);
	}
	vector_index_close(ix);
	if (rc == RC_OK && c->n < GATHER_LEAST)
		return gather_themes(c->job->db, c->mem, NULL, NULL, 0, 0, 0);
	return rc == RC_OK ? compare(c) : rc;
}

enum rc
gathers(struct job *job, const struct embedding_model *m, bool asked)
{
	struct crowd c = { .job = job };
	struct gather_state s;
	enum rc rc = gather_state(job->db, job->mem, &s);

	if (rc != RC_OK || strcmp(m->engine, EMBEDDING_LOCAL) != 0 ||
	    (!asked && s.at != 0 && s.compared > 0 &&
	    s.age_s < GATHERS_MINUTES * 60))
		return rc;
	c.mem = arena_begin();
	rc = run(&c, m);
	arena_end(c.mem);
	return rc;
}
