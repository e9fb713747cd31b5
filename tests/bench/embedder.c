/* SPDX-License-Identifier: MIT */
/*
 * How well the local embedder tells what is alike, beside other ways.
 *
 *	embedder intents FILE [POWER...]	texts with "text" and "cluster"
 *	embedder likeness FILE	the same texts: what a bound of likeness lets through
 *	embedder search DOCS JUDGED		"id", "app", "text"; "app", "query", "id",
 *						"relevant"
 *	embedder speed FILE COUNT		so many made-up texts of words of FILE
 *
 * Files are JSON Lines, .gz or not. Lines printed are "name value".
 * nn: the share of texts whose nearest other text has their label. ari: adjusted
 * Rand index (Hubert and Arabie 1985) of clusters by average linkage, cut where
 * the mean likeness of two clusters falls below a threshold; their number is not
 * given. ap: average precision over judged texts.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include <zlib.h>

#include "base/arena.h"
#include "base/parse.h"
#include "base/sbuf.h"
#include "meaning/embedder.h"
#include "meaning/feature.h"
#include "meaning/fuse.h"
#include "meaning/vector_math.h"
#include "text/json_read.h"

enum { LINE_MAX_BYTES = 1 << 20, ROWS_MAX = 1 << 20, NEAR_LEAST = 20,
	NEAR_MOST = 90, NEAR_STEP = 5, DEPTH = 1000 };

struct row {
	const char *text, *label, *app, *id;
	bool relevant;
};

struct rows {
	struct row *v;
	size_t n;
};

static _Noreturn void
fail(const char *what)
{
	fprintf(stderr, "embedder: %s\n", what);
	exit(1);
}

static double
now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void
row_read(struct arena *mem, const char *line, struct row *row)
{
	struct json_object *doc;
	const char *why;

	if (json_parse(mem, line, strlen(line), &doc, &why) != RC_OK)
		fail(why);
	row->text = jr_text(mem, doc, "text");
	row->label = jr_text(mem, doc, "cluster");
	row->app = jr_text(mem, doc, "app");
	row->id = jr_text(mem, doc, "id");
	if (row->text == NULL)
		row->text = jr_text(mem, doc, "query");
	row->relevant = jr_bool(doc, "relevant", false) ||
	    jr_int(doc, "relevant", 0) > 0;
	if (row->text == NULL)
		fail("a line without text");
}

static struct rows
rows_read(struct arena *mem, const char *path)
{
	struct rows rows = { arena_array(mem, ROWS_MAX, sizeof(*rows.v)), 0 };
	char *line = arena_alloc(mem, LINE_MAX_BYTES);
	gzFile f = gzopen(path, "rb");

	if (f == NULL)
		fail("the file cannot be read");
	while (rows.n < ROWS_MAX && gzgets(f, line, LINE_MAX_BYTES) != NULL)
		row_read(mem, line, &rows.v[rows.n++]);
	gzclose(f);
	return rows;
}

/* Vectors of texts by one way, in lines of `dim`; of length 1, or zero. */
struct way {
	size_t dim, n;
	float *v;
};

static struct embedder *
embedder_of(struct arena *mem, const struct rows *rows, struct sbuf *model)
{
	struct embedder_trainer *t = embedder_trainer_new(mem);
	struct embedder *e;
	const char *why;

	for (size_t i = 0; i < rows->n; i++)
		embedder_trainer_add(t, rows->v[i].text,
		    strlen(rows->v[i].text));
	if (embedder_train(t, mem, model, &why) != RC_OK ||
	    embedder_open(mem, model->s, model->len, &e, &why) != RC_OK)
		fail(why);
	return e;
}

static void
way_embed(struct embedder *e, const struct rows *rows, struct way *w)
{
	for (size_t i = 0; i < rows->n; i++)
		embedder_embed(e, rows->v[i].text, strlen(rows->v[i].text),
		    w->v + i * w->dim);
}

static float
sign_of(uint32_t row, uint32_t column)
{
	uint32_t h = row * 0x9e3779b1u ^ column * 0x85ebca77u;

	h = (h ^ h >> 15) * 0x2c1b3c6du;
	h = (h ^ h >> 12) * 0x297a2d39u;
	return (h ^ h >> 15) & 1 ? 1 : -1;
}

/* A random projection of the same weighted features. */
static void
way_random(struct arena *mem, const struct rows *rows, struct way *w)
{
	struct feature_reader *r = feature_reader_new(mem, 0);
	struct bag *bags = arena_array(mem, rows->n, sizeof(*bags));
	struct weighted *cells = arena_array(mem, FEATURE_MOST, sizeof(*cells));
	struct feature_space space;

	for (size_t i = 0; i < rows->n; i++) {
		const struct feature_text t = { rows->v[i].text,
			strlen(rows->v[i].text), NULL, 0 };

		bags[i] = bag_copy(mem, feature_read(r, &t));
	}
	feature_learn(mem, bags, rows->n, 2, &space);
	for (size_t i = 0; i < rows->n; i++) {
		size_t n = feature_weigh(&space, bags[i], cells);
		float *v = w->v + i * w->dim;
		double square = 0;

		for (size_t k = 0; k < n; k++)
			for (uint32_t j = 0; j < w->dim; j++)
				v[j] += cells[k].weight *
				    sign_of(cells[k].row, j);
		for (size_t j = 0; j < w->dim; j++)
			square += (double)v[j] * v[j];
		for (size_t j = 0; square > 0 && j < w->dim; j++)
			v[j] = (float)(v[j] / sqrt(square));
	}
}

static float
alike(const struct way *w, size_t a, size_t b)
{
	return vector_math_best()->plain(w->v + a * w->dim, w->v + b * w->dim,
	    w->dim);
}

static double
nearest(const struct way *w, const int *label)
{
	size_t right = 0;

	for (size_t i = 0; i < w->n; i++) {
		float best = -2;
		size_t at = 0;

		for (size_t k = 0; k < w->n; k++) {
			float s = k == i ? -2 : alike(w, i, k);

			if (s > best) {
				best = s;
				at = k;
			}
		}
		right += label[at] == label[i];
	}
	return (double)right / (double)w->n;
}

/* Average linkage by nearest-neighbour chains (Murtagh 1983). */
struct link {
	uint32_t a, b;
	float alike;
};

struct chain {
	size_t n;
	float *m;	/* n * n likenesses */
	float *size;
	bool *gone;
};

static size_t
chain_nearest(const struct chain *c, size_t i, size_t last)
{
	const float *m = c->m + i * c->n;
	size_t best = last;

	for (size_t k = 0; k < c->n; k++)
		if (!c->gone[k] && k != i && (best == SIZE_MAX || m[k] > m[best]))
			best = k;
	return best;
}

static void
chain_join(struct chain *c, size_t a, size_t b)
{
	float wa = c->size[a], wb = c->size[b];

	for (size_t k = 0; k < c->n; k++) {
		float s = (wa * c->m[a * c->n + k] + wb * c->m[b * c->n + k]) /
		    (wa + wb);

		c->m[b * c->n + k] = c->m[k * c->n + b] = s;
	}
	c->size[b] = wa + wb;
	c->gone[a] = true;
}

/* n - 1 links; `a` goes into `b`. */
static struct link *
linkage(struct arena *mem, const struct way *w)
{
	struct chain c = { w->n, arena_array(mem, w->n * w->n, sizeof(float)),
		arena_array(mem, w->n, sizeof(float)),
		arena_array(mem, w->n, sizeof(bool)) };
	struct link *links = arena_array(mem, w->n, sizeof(*links));
	size_t *chain = arena_array(mem, w->n + 1, sizeof(*chain));
	size_t len = 0, n = 0, first = 0;

	for (size_t i = 0; i < w->n; i++) {
		c.size[i] = 1;
		for (size_t k = 0; k < i; k++)
			c.m[i * w->n + k] = c.m[k * w->n + i] = alike(w, i, k);
	}
	while (n + 1 < w->n) {
		size_t at, next;

		while (len == 0 && c.gone[first])
			first++;
		if (len == 0)
			chain[len++] = first;
		at = chain[len - 1];
		next = chain_nearest(&c, at, len > 1 ? chain[len - 2] : SIZE_MAX);
		if (len < 2 || next != chain[len - 2]) {
			chain[len++] = next;
			continue;
		}
		links[n++] = (struct link){ (uint32_t)at, (uint32_t)next,
			c.m[at * c.n + next] };
		chain_join(&c, at, next);
		len -= 2;
	}
	return links;
}

static uint32_t
root_of(uint32_t *up, uint32_t i)
{
	while (up[i] != i)
		i = up[i] = up[up[i]];
	return i;
}

static double
pairs(double n)
{
	return n * (n - 1) / 2;
}

static int
cell_order(const void *a, const void *b)
{
	const uint64_t *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

/* Pairs within runs of equal numbers. */
static double
runs(uint64_t *v, size_t n)
{
	double sum = 0;

	qsort(v, n, sizeof(*v), cell_order);
	for (size_t i = 0, k; i < n; i = k) {
		for (k = i; k < n && v[k] == v[i]; k++)
			;
		sum += pairs((double)(k - i));
	}
	return sum;
}

static double
rand_index(struct arena *mem, const struct link *links, const int *label,
    size_t n, double least, size_t *clusters)
{
	uint32_t *up = arena_array(mem, n, sizeof(*up));
	uint64_t *v = arena_array(mem, n, sizeof(*v));
	double both, ours, theirs, chance;

	*clusters = n;
	for (uint32_t i = 0; i < n; i++)
		up[i] = i;
	for (size_t i = 0; i + 1 < n; i++)
		if (links[i].alike >= least) {
			up[root_of(up, links[i].a)] = root_of(up, links[i].b);
			--*clusters;
		}
	for (uint32_t i = 0; i < n; i++)
		v[i] = root_of(up, i);
	ours = runs(v, n);
	for (uint32_t i = 0; i < n; i++)
		v[i] = (uint64_t)label[i];
	theirs = runs(v, n);
	for (uint32_t i = 0; i < n; i++)
		v[i] = (uint64_t)root_of(up, i) << 32 | (uint64_t)label[i];
	both = runs(v, n);
	chance = ours * theirs / pairs((double)n);
	return (both - chance) / ((ours + theirs) / 2 - chance);
}

static void
way_say(const char *name, const struct way *w, const int *label)
{
	struct arena *mem = arena_begin();
	const struct link *links;
	double best = -1;
	int best_at = 0;

	printf("%s_nn %.4f\n", name, nearest(w, label));
	links = linkage(mem, w);
	for (int at = NEAR_LEAST; at <= NEAR_MOST; at += NEAR_STEP) {
		size_t clusters;
		double ari = rand_index(mem, links, label, w->n, at / 100.0,
		    &clusters);

		printf("%s_ari_%02d %.4f %zu\n", name, at, ari, clusters);
		if (ari > best) {
			best = ari;
			best_at = at;
		}
	}
	printf("%s_best_ari %.4f %02d\n", name, best, best_at);
	fflush(stdout);
	arena_end(mem);
}

static int *
labels_of(struct arena *mem, const struct rows *rows)
{
	int *label = arena_array(mem, rows->n, sizeof(*label)), n = 0;

	for (size_t i = 0; i < rows->n; i++) {
		size_t k = 0;

		while (k < i && strcmp(rows->v[k].label, rows->v[i].label) != 0)
			k++;
		label[i] = k < i ? label[k] : n++;
	}
	return label;
}

static int
intents(const char *path, char **powers, int powers_n)
{
	struct arena *mem = arena_begin();
	struct rows rows = rows_read(mem, path);
	const int *label = labels_of(mem, &rows);
	struct way w = { EMBED_DIM, rows.n,
		arena_array(mem, rows.n * EMBED_DIM, sizeof(float)) };
	struct sbuf *model = sbuf_arena(mem);
	double from = now_ms();
	struct embedder *e = embedder_of(mem, &rows, model);
	struct rusage use;

	getrusage(RUSAGE_SELF, &use);
	printf("texts %zu\ntrain_s %.1f\nmodel_mb %.1f\npeak_mb %.0f\n", rows.n,
	    (now_ms() - from) / 1e3, (double)model->len / 1e6,
	    (double)use.ru_maxrss / 1024);
	from = now_ms();
	way_embed(e, &rows, &w);
	printf("embed_us %.1f\n", (now_ms() - from) * 1e3 / (double)rows.n);
	way_say("local", &w, label);
	for (int i = 0; i < powers_n; i++) {
		char name[32];

		snprintf(name, sizeof(name), "power_%s", powers[i]);
		embedder_weigh(e, strtod(powers[i], NULL));
		way_embed(e, &rows, &w);
		way_say(name, &w, label);
	}
	memset(w.v, 0, w.n * w.dim * sizeof(*w.v));
	way_random(mem, &rows, &w);
	way_say("random", &w, label);
	arena_end(mem);
	return 0;
}

/* ---- how alike is alike ---- */

enum { SHOWN = 5, BOUNDS = 11, BOUND_FROM = 40, BOUND_STEP = 5 };

/* At each bound: what a page shows of a text, and pairs of different labels. */
struct bounds {
	size_t texts[BOUNDS], shown[BOUNDS], right[BOUNDS], anyway[BOUNDS];
	double strange[BOUNDS], pairs, same[BOUNDS], same_pairs;
};

/* The most alike of a text, best first. */
struct shown {
	float alike[SHOWN];
	bool same[SHOWN];
};

static void
shown_add(struct shown *s, float likeness, bool same)
{
	size_t at = SHOWN;

	while (at > 0 && likeness > s->alike[at - 1])
		at--;
	for (size_t k = SHOWN - 1; k > at && k < SHOWN; k--) {
		s->alike[k] = s->alike[k - 1];
		s->same[k] = s->same[k - 1];
	}
	if (at < SHOWN) {
		s->alike[at] = likeness;
		s->same[at] = same;
	}
}

static void
bounds_of(const struct way *w, const int *label, size_t i, struct bounds *b)
{
	struct shown best = { { -2, -2, -2, -2, -2 }, { false } };
	float stranger = -2;	/* what stands there when nothing is like it */

	for (size_t k = 0; k < w->n; k++) {
		float likeness = k == i ? -2 : alike(w, i, k);
		bool same = label[k] == label[i];

		if (k == i)
			continue;
		shown_add(&best, likeness, same);
		if (!same && likeness > stranger)
			stranger = likeness;
		b->pairs += !same;
		b->same_pairs += same;
		for (int t = 0; t < BOUNDS; t++) {
			bool above = 100 * likeness >=
			    (float)(BOUND_FROM + t * BOUND_STEP);

			b->strange[t] += above && !same;
			b->same[t] += above && same;
		}
	}
	for (int t = 0; t < BOUNDS; t++)
		b->anyway[t] += 100 * stranger >=
		    (float)(BOUND_FROM + t * BOUND_STEP);
	for (int t = 0; t < BOUNDS; t++)
		for (size_t k = 0; k < SHOWN && 100 * best.alike[k] >=
		    (float)(BOUND_FROM + t * BOUND_STEP); k++) {
			b->texts[t] += k == 0;
			b->shown[t]++;
			b->right[t] += best.same[k];
		}
}

static int
likeness(const char *path)
{
	struct arena *mem = arena_begin();
	struct rows rows = rows_read(mem, path);
	const int *label = labels_of(mem, &rows);
	struct way w = { EMBED_DIM, rows.n,
		arena_array(mem, rows.n * EMBED_DIM, sizeof(float)) };
	struct bounds b = { .pairs = 0 };

	way_embed(embedder_of(mem, &rows, sbuf_arena(mem)), &rows, &w);
	for (size_t i = 0; i < rows.n; i++)
		bounds_of(&w, label, i, &b);
	for (int t = 0; t < BOUNDS; t++)
		printf("from_%02d_texts %.4f\nfrom_%02d_right %.4f\n"
		    "from_%02d_same %.4f\nfrom_%02d_strange %.6f\n"
		    "from_%02d_anyway %.4f\n",
		    BOUND_FROM + t * BOUND_STEP, (double)b.texts[t] /
		    (double)rows.n, BOUND_FROM + t * BOUND_STEP,
		    b.shown[t] > 0 ? (double)b.right[t] / (double)b.shown[t] : 1,
		    BOUND_FROM + t * BOUND_STEP, b.same[t] / b.same_pairs,
		    BOUND_FROM + t * BOUND_STEP, b.strange[t] / b.pairs,
		    BOUND_FROM + t * BOUND_STEP, (double)b.anyway[t] /
		    (double)rows.n);
	arena_end(mem);
	return 0;
}

/* Full text beside which vectors must be worth something: BM25 over stems, with
 * the settings of the program's own search (docs/accuracy.md). */
struct lexical {
	struct feature_reader *reader;
	struct bag *bags;
	double *len, mean;
	uint32_t *in;	/* texts that hold a bucket */
	size_t n;
};

static void
lexical_make(struct arena *mem, const struct rows *rows, struct lexical *l)
{
	l->reader = feature_reader_new(mem, 1u << FEATURE_WORD);
	l->n = rows->n;
	l->bags = arena_array(mem, rows->n, sizeof(*l->bags));
	l->len = arena_array(mem, rows->n, sizeof(*l->len));
	l->in = arena_array(mem, FEATURE_BUCKETS, sizeof(*l->in));
	l->mean = 0;
	for (size_t i = 0; i < rows->n; i++) {
		const struct feature_text t = { rows->v[i].text,
			strlen(rows->v[i].text), NULL, 0 };

		l->bags[i] = bag_copy(mem, feature_read(l->reader, &t));
		for (size_t k = 0; k < l->bags[i].n; k++) {
			l->len[i] += l->bags[i].v[k].count;
			l->in[l->bags[i].v[k].bucket]++;
		}
		l->mean += l->len[i] / (double)rows->n;
	}
}

static double
lexical_score(const struct lexical *l, struct bag query, size_t doc)
{
	const struct bag *d = &l->bags[doc];
	double score = 0;

	for (size_t i = 0; i < query.n; i++)
		for (size_t k = 0; k < d->n; k++) {
			double n = l->in[query.v[i].bucket], c = d->v[k].count;

			if (d->v[k].bucket != query.v[i].bucket)
				continue;
			score += log(1 + ((double)l->n - n + 0.5) / (n + 0.5)) *
			    c * 2.2 / (c + 1.2 * (0.9 + 0.1 * l->len[doc] /
			    l->mean));
		}
	return score;
}

struct scored {
	double score;
	size_t doc;
};

static int
scored_order(const void *a, const void *b)
{
	const struct scored *x = a, *y = b;

	if (x->score != y->score)
		return x->score > y->score ? -1 : 1;
	return x->doc < y->doc ? -1 : x->doc > y->doc;
}

/* Documents by score, best first, without those of none. */
static struct fuse_list
ranked(struct arena *mem, struct scored *v, size_t n, size_t most)
{
	int64_t *ids = arena_array(mem, n + 1, sizeof(*ids));
	double *scores = arena_array(mem, n + 1, sizeof(*scores));
	size_t kept = 0;

	qsort(v, n, sizeof(*v), scored_order);
	while (kept < n && kept < most && v[kept].score > 0) {
		ids[kept] = (int64_t)v[kept].doc;
		scores[kept] = v[kept].score;
		kept++;
	}
	return (struct fuse_list){ ids, kept, 1, scores };
}

/* Over the judged alone; what is not in the list counts as never found. */
static double
precision_of(const int64_t *ids, size_t n, const int8_t *judged, size_t docs)
{
	double sum = 0, hits = 0, seen = 0, all = 0;

	for (size_t i = 0; i < docs; i++)
		all += judged[i] > 0;
	for (size_t i = 0; i < n; i++) {
		if (judged[ids[i]] == 0)
			continue;
		seen++;
		if (judged[ids[i]] > 0)
			sum += ++hits / seen;
	}
	return all > 0 ? sum / all : 0;
}

/* words, vectors, both by score, both by rank */
enum { WEIGHTS = 5, FIGURES = 2 + 2 * WEIGHTS };

static const double weights[WEIGHTS] = { 0.1, 0.2, 0.3, 0.5, 1 };

struct app {
	struct arena *mem;
	struct rows docs;
	struct lexical words;
	struct embedder *embedder;
	struct way vectors;
};

static double
fused_precision(const struct app *a, const struct fuse_list lists[2],
    const int8_t *judged)
{
	int64_t *ids = arena_array(a->mem, 2 * a->docs.n, sizeof(*ids));
	struct fused *out;
	size_t n = fuse(a->mem, lists, 2, SIZE_MAX, &out);

	for (size_t k = 0; k < n; k++)
		ids[k] = out[k].id;
	return precision_of(ids, n, judged, a->docs.n);
}

/* Words alone, vectors alone, and both by weight of the vectors. */
static void
query_judge(struct app *a, const char *query, const int8_t *judged,
    double figures[FIGURES])
{
	const struct feature_text t = { query, strlen(query), NULL, 0 };
	struct bag bag = bag_copy(a->mem, feature_read(a->words.reader, &t));
	struct scored *v = arena_array(a->mem, a->docs.n, sizeof(*v));
	struct fuse_list lists[2];
	float q[EMBED_DIM];

	for (size_t i = 0; i < a->docs.n; i++)
		v[i] = (struct scored){ lexical_score(&a->words, bag, i), i };
	lists[0] = ranked(a->mem, v, a->docs.n, a->docs.n);
	embedder_embed(a->embedder, query, strlen(query), q);
	for (size_t i = 0; i < a->docs.n; i++)
		v[i] = (struct scored){ (double)vector_math_best()->plain(q,
		    a->vectors.v + i * EMBED_DIM, EMBED_DIM) + 1e-9, i };
	lists[1] = ranked(a->mem, v, a->docs.n, a->docs.n);
	for (int i = 0; i < 2; i++)
		figures[i] += precision_of(lists[i].ids, lists[i].n, judged,
		    a->docs.n);
	if (lists[1].n > DEPTH)
		lists[1].n = DEPTH;
	for (int i = 0; i < 2 * WEIGHTS; i++) {
		if (i == WEIGHTS)
			lists[0].scores = lists[1].scores = NULL;
		lists[1].weight = weights[i % WEIGHTS];
		figures[2 + i] += fused_precision(a, lists, judged);
	}
}

static void
app_make(struct arena *mem, const struct rows *all, const char *app,
    struct app *a)
{
	a->mem = mem;
	a->docs = (struct rows){ arena_array(mem, all->n, sizeof(struct row)), 0 };
	for (size_t i = 0; i < all->n; i++)
		if (strcmp(all->v[i].app, app) == 0)
			a->docs.v[a->docs.n++] = all->v[i];
	lexical_make(mem, &a->docs, &a->words);
	a->embedder = embedder_of(mem, &a->docs, sbuf_arena(mem));
	a->vectors = (struct way){ EMBED_DIM, a->docs.n, arena_array(mem,
	    a->docs.n * EMBED_DIM, sizeof(float)) };
	way_embed(a->embedder, &a->docs, &a->vectors);
}

/* 1 relevant, -1 not, 0 nobody said. */
static int8_t *
judged_of(const struct app *a, const struct rows *judged,
    const struct row *query)
{
	int8_t *v = arena_array(a->mem, a->docs.n + 1, sizeof(*v));

	for (size_t i = 0; i < judged->n; i++) {
		const struct row *r = &judged->v[i];

		if (strcmp(r->app, query->app) != 0 ||
		    strcmp(r->text, query->text) != 0)
			continue;
		for (size_t k = 0; k < a->docs.n; k++)
			if (strcmp(a->docs.v[k].id, r->id) == 0)
				v[k] = r->relevant ? 1 : -1;
	}
	return v;
}

static int
row_order(const void *a, const void *b)
{
	const struct row *x = a, *y = b;
	int order = strcmp(x->app, y->app);

	return order != 0 ? order : strcmp(x->text, y->text);
}

static void
figures_say(const char *which, const double figures[FIGURES], size_t n)
{
	printf("%s_words %.4f\n%s_vectors %.4f\n", which,
	    figures[0] / (double)n, which, figures[1] / (double)n);
	for (int i = 0; i < 2 * WEIGHTS; i++)
		printf("%s_by_%s_%.1f %.4f\n", which,
		    i < WEIGHTS ? "score" : "rank", weights[i % WEIGHTS],
		    figures[2 + i] / (double)n);
}

/* Queries in the order of app and words; the 1st, 3rd … were looked at. */
static int
search(const char *docs_path, const char *judged_path)
{
	struct arena *mem = arena_begin();
	struct rows docs = rows_read(mem, docs_path);
	struct rows judged = rows_read(mem, judged_path);
	double figures[2][FIGURES] = { { 0 } }, all[FIGURES];
	size_t nth = 0;
	struct app a;

	qsort(judged.v, judged.n, sizeof(*judged.v), row_order);
	for (size_t i = 0; i < judged.n; i++) {
		const struct row *q = &judged.v[i];

		if (i > 0 && row_order(q, q - 1) == 0)
			continue;
		if (i == 0 || strcmp(q->app, q[-1].app) != 0)
			app_make(mem, &docs, q->app, &a);
		query_judge(&a, q->text, judged_of(&a, &judged, q),
		    figures[nth++ % 2]);
	}
	for (int i = 0; i < FIGURES; i++)
		all[i] = figures[0][i] + figures[1][i];
	figures_say("counts", figures[1], nth / 2);
	figures_say("all", all, nth);
	arena_end(mem);
	return 0;
}

/* Texts of 60 words, drawn at random, each a different one. */
static int
speed(const char *path, int64_t count)
{
	struct arena *mem = arena_begin();
	struct rows rows = rows_read(mem, path);
	struct embedder_trainer *t = embedder_trainer_new(mem);
	struct sbuf text = SBUF_INIT, *model = sbuf_arena(mem);
	uint64_t state = 1;
	double from = now_ms();
	struct rusage use;
	const char *why;

	for (int64_t i = 0; i < count; i++) {
		sbuf_clear(&text);
		for (int k = 0; k < 5; k++) {
			state = state * 6364136223846793005u + 1442695040888963407u;
			sbuf_text(&text, rows.v[(state >> 33) % rows.n].text);
			sbuf_text(&text, ". ");
		}
		embedder_trainer_add(t, text.s, text.len);
	}
	printf("sampled %zu\nread_s %.1f\n", embedder_trainer_texts(t),
	    (now_ms() - from) / 1e3);
	from = now_ms();
	if (embedder_train(t, mem, model, &why) != RC_OK)
		fail(why);
	getrusage(RUSAGE_SELF, &use);
	printf("learn_s %.1f\nmodel_mb %.1f\npeak_mb %.0f\n",
	    (now_ms() - from) / 1e3, (double)model->len / 1e6,
	    (double)use.ru_maxrss / 1024);
	sbuf_free(&text);
	arena_end(mem);
	return 0;
}

int
main(int argc, char **argv)
{
	int64_t count;

	if (argc >= 3 && strcmp(argv[1], "intents") == 0)
		return intents(argv[2], argv + 3, argc - 3);
	if (argc == 3 && strcmp(argv[1], "likeness") == 0)
		return likeness(argv[2]);
	if (argc == 4 && strcmp(argv[1], "search") == 0)
		return search(argv[2], argv[3]);
	if (argc == 4 && strcmp(argv[1], "speed") == 0 &&
	    parse_int(argv[3], 1, 100000000, &count))
		return speed(argv[2], count);
	fail("intents FILE [POWER...], likeness FILE, search DOCS JUDGED or "
	    "speed FILE COUNT");
}
