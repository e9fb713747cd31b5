/* SPDX-License-Identifier: MIT */
/*
 * How well and how fast texts are grouped.
 *
 *	grouping agree FILE			lines of label, blank, group
 *	grouping place CONNINFO FROM N	places made-up texts FROM .. FROM + N - 1
 *	grouping gather N		compares so many groups by made-up vectors
 *
 * agree prints figures, a name and a value a line: pair precision and recall, ACC
 * (best one-to-one matching of groups to labels), NMI (arithmetic), ARI, groups,
 * the share of texts that are alone in theirs. The number of groups is not given.
 * place goes through the database as tidemark-score does, a transaction for 400,
 * and prints texts a second and how many groups were founded. gather prints seconds
 * of the processor.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/parse.h"
#include "base/sbuf.h"
#include "db/db.h"
#include "meaning/embedder.h"
#include "meaning/gather.h"
#include "model/grouping.h"

enum { BATCH = 400, VOCABULARY = 30000, LABELS_MAX = 1000 };

/* ---- agreement ---- */

struct row {
	long label, group;
};

struct rows_read {
	struct row *at;
	size_t n;
	long labels, groups;
};

/* Names become numbers in the order of their first line. */
struct names {
	char **name;
	long n;
};

static long
number_of(struct names *names, const char *name)
{
	for (long i = names->n - 1; i >= 0; i--)
		if (strcmp(names->name[i], name) == 0)
			return i;
	names->name = must_realloc(names->name,
	    (size_t)(names->n + 1) * sizeof(char *));
	names->name[names->n] = strdup(name);
	return names->n++;
}

static struct rows_read
rows_from(FILE *f)
{
	struct rows_read r = { NULL, 0, 0, 0 };
	struct names labels = { NULL, 0 }, groups = { NULL, 0 };
	char line[400], *rest;

	while (fgets(line, sizeof(line), f) != NULL) {
		const char *label = strtok_r(line, " \n", &rest);
		const char *group = strtok_r(NULL, " \n", &rest);

		if (label == NULL || group == NULL)
			continue;
		r.at = must_realloc(r.at, (r.n + 1) * sizeof(*r.at));
		r.at[r.n++] = (struct row){ number_of(&labels, label),
			number_of(&groups, group) };
	}
	r.labels = labels.n;
	r.groups = groups.n;
	return r;
}

static double
pairs(double n)
{
	return n * (n - 1) / 2;
}

static double
entropy(const double *count, long n, double all)
{
	double h = 0;

	for (long i = 0; i < n; i++)
		if (count[i] > 0)
			h -= count[i] / all * log(count[i] / all);
	return h;
}

struct counts {
	double *cell;	/* [label][group] */
	double *label, *group;
	double all;
};

static struct counts
count(const struct rows_read *r)
{
	struct counts c = { calloc((size_t)(r->labels * r->groups),
	    sizeof(double)), calloc((size_t)r->labels, sizeof(double)),
		calloc((size_t)r->groups, sizeof(double)), (double)r->n };

	for (size_t i = 0; i < r->n; i++) {
		c.cell[r->at[i].label * r->groups + r->at[i].group]++;
		c.label[r->at[i].label]++;
		c.group[r->at[i].group]++;
	}
	return c;
}

/* The Hungarian method, labels to groups (Kuhn 1955, in the O(n^2 m) form). */
static double
best_match(const struct rows_read *r, const double *cell)
{
	long n = r->labels, m = r->groups < n ? n : r->groups;
	double *u = calloc((size_t)n + 1, sizeof(*u));
	double *v = calloc((size_t)m + 1, sizeof(*v)), total = 0;
	double *least = calloc((size_t)m + 1, sizeof(*least));
	long *row = calloc((size_t)m + 1, sizeof(*row));
	long *way = calloc((size_t)m + 1, sizeof(*way));
	char *used = calloc((size_t)m + 1, 1);

	for (long i = 1; i <= n; i++) {
		long j0 = 0;

		row[0] = i;
		for (long j = 0; j <= m; j++) {
			least[j] = INFINITY;
			used[j] = 0;
		}
		do {
			long i0 = row[j0], j1 = 0;
			double delta = INFINITY;

			used[j0] = 1;
			for (long j = 1; j <= m; j++) {
				double cost;

				if (used[j])
					continue;
				cost = -(j <= r->groups ? cell[(i0 - 1) *
				    r->groups + j - 1] : 0) - u[i0] - v[j];
				if (cost < least[j]) {
					least[j] = cost;
					way[j] = j0;
				}
				if (least[j] < delta) {
					delta = least[j];
					j1 = j;
				}
			}
			for (long j = 0; j <= m; j++) {
				if (used[j]) {
					u[row[j]] += delta;
					v[j] -= delta;
				} else {
					least[j] -= delta;
				}
			}
			j0 = j1;
		} while (row[j0] != 0);
		for (; j0 != 0; j0 = way[j0])
			row[j0] = row[way[j0]];
	}
	for (long j = 1; j <= r->groups; j++)
		if (row[j] != 0)
			total += cell[(row[j] - 1) * r->groups + j - 1];
	return total;
}

static int
agree(const char *path)
{
	FILE *f = fopen(path, "r");
	struct rows_read r = f ? rows_from(f) : (struct rows_read){ 0 };
	struct counts c;
	double both = 0, by_label = 0, by_group = 0, mutual = 0, alone = 0;
	double expected;

	if (f == NULL || r.n == 0) {
		fprintf(stderr, "grouping: nothing in %s\n", path);
		return 1;
	}
	c = count(&r);
	for (long l = 0; l < r.labels; l++) {
		by_label += pairs(c.label[l]);
		for (long g = 0; g < r.groups; g++) {
			double x = c.cell[l * r.groups + g];

			both += pairs(x);
			if (x > 0)
				mutual += x / c.all * log(x * c.all /
				    (c.label[l] * c.group[g]));
		}
	}
	for (long g = 0; g < r.groups; g++) {
		by_group += pairs(c.group[g]);
		alone += c.group[g] == 1;
	}
	expected = by_label * by_group / pairs(c.all);
	printf("texts %zu\n", r.n);
	printf("groups %ld\n", r.groups);
	printf("alone %.3f\n", alone / c.all);
	printf("pairs %.0f\n", by_group);
	printf("pair_precision %.4f\n", by_group > 0 ? both / by_group : 1);
	printf("pair_recall %.4f\n", both / by_label);
	printf("acc %.3f\n", best_match(&r, c.cell) / c.all);
	printf("nmi %.3f\n", 2 * mutual / (entropy(c.label, r.labels, c.all) +
	    entropy(c.group, r.groups, c.all)));
	printf("ari %.4f\n", (both - expected) /
	    ((by_label + by_group) / 2 - expected));
	return 0;
}

/* ---- speed ---- */

static uint64_t
next(uint64_t *x)
{
	*x ^= *x << 13;
	*x ^= *x >> 7;
	*x ^= *x << 17;
	return *x;
}

/* A word of a vocabulary of which a few are said all the time (Zipf). */
static void
add_word(struct sbuf *out, uint64_t *x)
{
	static const char *const part[] = { "ka", "lo", "mi", "ren", "tas",
		"vo", "pel", "dur", "shi", "gon", "fa", "ble", "cu", "nor",
		"wex", "jy" };
	double u = (double)(next(x) >> 11) / 9007199254740992.0;
	unsigned rank = (unsigned)pow(VOCABULARY, u);

	if (out->len > 0)
		sbuf_char(out, ' ');
	do {
		sbuf_text(out, part[rank % 16]);
		rank /= 16;
	} while (rank > 0);
}

/* A text said before with a word more, or a new one of 6 to 25 words. */
static const char *
made_up(struct arena *mem, int64_t number)
{
	struct sbuf *out = sbuf_arena(mem);
	uint64_t x = (uint64_t)number * 0x9e3779b97f4a7c15ULL + 1;
	int words;
	bool again;

	for (int i = 0; i < 4; i++)
		next(&x);
	again = next(&x) % 4 == 0;
	if (again) {
		x = next(&x) % ((uint64_t)number / 2 + 1);
		x = x * 0x9e3779b97f4a7c15ULL + 1;
		for (int i = 0; i < 5; i++)
			next(&x);
	}
	words = 6 + (int)(next(&x) % 20);
	for (int i = 0; i < words; i++)
		add_word(out, &x);
	if (again) {
		x += (uint64_t)number;
		add_word(out, &x);
	}
	return sbuf_cstr(out);
}

static enum rc
place(struct db *db, struct arena *mem, int64_t from, int64_t n)
{
	struct grouping_text *t = arena_array(mem, (size_t)n, sizeof(*t));
	enum rc rc = db_begin(db);

	for (int64_t i = 0; i < n; i++)
		t[i] = (struct grouping_text){ made_up(mem, from + i), "made up",
			0 };
	if (rc == RC_OK)
		rc = grouping_place(db, mem, t, (size_t)n);
	return rc == RC_OK ? db_commit(db) : rc;
}

static int
place_all(const char *conninfo, int64_t from, int64_t n)
{
	struct db *db = db_open(conninfo, "bench", DB_BATCH, 60000);
	struct arena *mem = arena_begin();
	int64_t began = clock_mono_ms();
	enum rc rc = RC_OK;

	for (int64_t done = 0; rc == RC_OK && done < n; done += BATCH) {
		rc = place(db, mem, from + done, n - done < BATCH ? n - done :
		    BATCH);
		arena_reset(mem);
	}
	printf("%.0f\n", (double)n * 1000 /
	    (double)(clock_mono_ms() - began + 1));
	arena_end(mem);
	db_close(db);
	return rc == RC_OK ? 0 : 1;
}

/* ---- meaning ---- */

/* A hundred around each of N / 100 directions, so that there is much to join. */
static void
vector_make(float *v, uint64_t number)
{
	uint64_t x = (number / 100 + 1) * 0x9e3779b97f4a7c15ULL;
	uint64_t y = (number + 1) * 0xbf58476d1ce4e5b9ULL;
	double square = 0;

	for (int i = 0; i < EMBED_DIM; i++) {
		v[i] = (float)((double)(next(&x) >> 40) + 0.7 *
		    (double)(next(&y) >> 40) - 0.85 * (1 << 24));
		square += (double)v[i] * (double)v[i];
	}
	for (int i = 0; i < EMBED_DIM; i++)
		v[i] = (float)((double)v[i] / sqrt(square));
}

static int
gather_all(size_t n)
{
	struct arena *mem = arena_begin();
	struct gather_item *item = arena_array(mem, n, sizeof(*item));
	float *v = arena_array(mem, n * EMBED_DIM, sizeof(*v));
	uint32_t *group = arena_array(mem, n, sizeof(*group));
	struct gather *g;
	clock_t began;

	for (size_t i = 0; i < n; i++) {
		vector_make(v + i * EMBED_DIM, i);
		item[i] = (struct gather_item){ v + i * EMBED_DIM, (uint32_t)i };
	}
	began = clock();
	g = gather_new(mem, item, n, EMBED_DIM);
	gather_by(g, &gather_same, group);
	gather_by(g, &gather_related, group);
	printf("%.1f\n", (double)(clock() - began) / CLOCKS_PER_SEC);
	arena_end(mem);
	return 0;
}

int
main(int argc, char **argv)
{
	int64_t from, n;

	if (argc == 3 && strcmp(argv[1], "agree") == 0)
		return agree(argv[2]);
	if (argc == 5 && strcmp(argv[1], "place") == 0 &&
	    parse_int(argv[3], 1, INT32_MAX, &from) &&
	    parse_int(argv[4], 1, INT32_MAX, &n))
		return place_all(argv[2], from, n);
	if (argc == 3 && strcmp(argv[1], "gather") == 0 &&
	    parse_int(argv[2], 1, GATHER_MOST, &n))
		return gather_all((size_t)n);
	fprintf(stderr, "usage: grouping agree FILE | place CONNINFO FROM N | "
	    "gather N\n");
	return 2;
}
