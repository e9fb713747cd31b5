/* SPDX-License-Identifier: MIT */
/*
 * The index of vectors at work.
 *
 *	vectors build PATH COUNT DIM	makes one; prints vectors a second
 *	vectors search PATH QUERIES	each query by the index, by comparing all in
 *					double, and by a plain scan in float
 *	vectors memory PATH		two processes that use it
 *
 * Vectors are made up: 500 subjects, each with a neighbourhood, of length 1; most
 * queries lie beside one of them. The plain scan multiplies all floats with the
 * same instructions and keeps the ten best; the index is measured in turn with it.
 */
#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/parse.h"
#include "meaning/vector_file.h"

enum { SUBJECTS = 500, K = 10, DAYS = 400, RECENT = 30 };

static _Noreturn void
fail(const char *what)
{
	fprintf(stderr, "vectors: %s\n", what);
	exit(1);
}

static double
now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* xorshift64*; four of its 16-bit parts make nearly a normal number. */
static float
normal(uint64_t *state)
{
	uint64_t x = *state;

	x ^= x >> 12;
	x ^= x << 25;
	x ^= x >> 27;
	*state = x;
	x *= 0x2545f4914f6cdd1du;
	return ((float)(x & 0xffff) + (float)(x >> 16 & 0xffff) +
	    (float)(x >> 32 & 0xffff) + (float)(x >> 48) - 131070) / 37837;
}

static uint64_t
seed_of(uint64_t n)
{
	return (n + 1) * 0x9e3779b97f4a7c15u | 1;
}

static void
unit(float *v, size_t dim)
{
	double square = 0;

	for (size_t i = 0; i < dim; i++)
		square += (double)v[i] * v[i];
	for (size_t i = 0; i < dim; i++)
		v[i] = (float)(v[i] / sqrt(square));
}

/* Something within `spread` of what `from` is. */
static void
beside(const float *from, double spread, uint64_t seed, float *v, size_t dim)
{
	uint64_t state = seed_of(seed);
	float noise = (float)(spread / sqrt((double)dim));

	for (size_t i = 0; i < dim; i++)
		v[i] = from[i] + noise * normal(&state);
	unit(v, dim);
}

static float *
subjects_make(struct arena *mem, size_t dim)
{
	float *v = arena_array(mem, SUBJECTS * dim, sizeof(*v));
	float *none = arena_array(mem, dim, sizeof(*none));

	for (size_t i = 0; i < SUBJECTS; i++)
		beside(none, 1, 1000000007 + i, v + i * dim, dim);
	return v;
}

static int
build(const char *path, int64_t count, int64_t dim)
{
	struct arena *mem = arena_begin();
	const struct vector_about about = { "made up", (uint32_t)dim,
		(uint64_t)count, NULL, 0 };
	const float *subjects = subjects_make(mem, (size_t)dim);
	float *v = arena_array(mem, (size_t)dim, sizeof(*v));
	struct vector_writer *w;
	const char *why;
	double spent = now_ms(), from;

	if (vector_writer_begin(mem, path, &about, &w, &why) != RC_OK)
		fail(why);
	spent = now_ms() - spent;
	for (int64_t i = 0; i < count; i++) {
		const struct vector_facts facts = { i, i % 3, 1u << i % 8,
			(int32_t)(i * DAYS / count) };

		beside(subjects + (uint64_t)i * 2654435761u % SUBJECTS *
		    (size_t)dim, 0.7, (uint64_t)i, v, (size_t)dim);
		from = now_ms();
		if (vector_writer_add(w, &facts, v, &why) != RC_OK)
			fail(why);
		spent += now_ms() - from;
	}
	from = now_ms();
	if (vector_writer_finish(w, &why) != RC_OK)
		fail(why);
	spent += now_ms() - from;
	printf("rate %.0f\n", (double)count / spent * 1e3);
	arena_end(mem);
	return 0;
}

struct bench {
	struct arena *mem;
	struct vector_index *ix;
	struct vector_layout at;
	const char *map;
	const struct vector_row *rows;
	const float *floats;
	size_t count, dim;
};

static void
bench_open(struct bench *b, const char *path)
{
	const struct vector_about *about;
	const char *why;
	int fd = open(path, O_RDONLY);

	b->mem = arena_begin();
	if (vector_index_open(b->mem, path, &b->ix, &why) != RC_OK)
		fail(why);
	about = vector_index_about(b->ix);
	b->count = about->count;
	b->dim = about->dim;
	b->at = vector_layout_of(about->dim, about->count);
	b->map = mmap(NULL, b->at.size, PROT_READ, MAP_SHARED, fd, 0);
	close(fd);
	if (b->map == MAP_FAILED)
		fail("no room to map it");
	b->rows = (const void *)(b->map + b->at.rows);
	b->floats = (const void *)(b->map + b->at.floats);
}

/* Best first; a later one only when it is better, as ids ascend. */
static void
keep(struct vector_hit *best, size_t *n, int64_t id, double score)
{
	size_t at = *n;

	if (*n == K && score <= best[K - 1].score)
		return;
	at = *n < K ? (*n)++ : K - 1;
	for (; at > 0 && best[at - 1].score < score; at--)
		best[at] = best[at - 1];
	best[at] = (struct vector_hit){ id, score };
}

/* One loop each, so that nothing but the product differs. */
static size_t
scan_float(const struct bench *b, const float *query, struct vector_hit *best)
{
	const struct vector_math *math = vector_math_best();
	size_t n = 0;

	for (size_t i = 0; i < b->count; i++)
		keep(best, &n, b->rows[i].facts.id, (double)math->plain(
		    b->floats + i * b->at.stride, query, b->at.stride));
	return n;
}

static size_t
scan_double(const struct bench *b, const float *query, struct vector_hit *best)
{
	const struct vector_math *math = vector_math_best();
	size_t n = 0;

	for (size_t i = 0; i < b->count; i++)
		keep(best, &n, b->rows[i].facts.id, math->floats(
		    b->floats + i * b->at.stride, query, b->at.stride));
	return n;
}

static bool
same(const struct vector_hits *hits, const struct vector_hit *best, size_t n)
{
	bool ok = hits->n == n;

	for (size_t i = 0; ok && i < n; i++)
		ok = hits->v[i].id == best[i].id;
	return ok;
}

static int
number_order(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

static double
nth_of(double *v, size_t n, double part)
{
	qsort(v, n, sizeof(*v), number_order);
	return v[(size_t)((double)(n - 1) * part)];
}

static void
query_make(const struct bench *b, size_t nth, float *query)
{
	float *none = arena_array(b->mem, b->dim, sizeof(*none));
	size_t row = (size_t)(seed_of(nth) % b->count);

	if (nth % 10 == 9)
		beside(none, 1, nth + 77, query, b->dim);
	else if (nth % 10 == 8)
		memcpy(query, b->floats + row * b->at.stride,
		    b->dim * sizeof(*query));
	else
		beside(b->floats + row * b->at.stride, 0.5, nth + 77, query,
		    b->dim);
}

struct spent {
	double *index, *scan, *c, *recent, *compared;
};

static double
timed_search(const struct bench *b, const float *query,
    const struct vector_filter *filter, struct vector_hits *hits)
{
	double from = now_ms();
	const char *why;

	if (vector_index_search(b->ix, b->mem, query, K, filter, hits, &why) !=
	    RC_OK)
		fail(why);
	return now_ms() - from;
}

/* One query every way; adds to what was alike. */
static void
query_run(const struct bench *b, size_t nth, struct spent *spent, long *exact,
    long *as_float)
{
	const struct vector_filter recent = { DAYS - RECENT, DAYS, NULL, 0, 0,
		false };
	float *query = arena_array(b->mem, b->at.stride, sizeof(*query));
	struct vector_hit best[K];
	struct vector_hits hits, other;
	double from;
	size_t n;

	query_make(b, nth, query);
	spent->index[nth] = timed_search(b, query, NULL, &hits);
	spent->compared[nth] = (double)hits.compared;
	from = now_ms();
	n = scan_float(b, query, best);
	spent->scan[nth] = now_ms() - from;
	*as_float += same(&hits, best, n);
	n = scan_double(b, query, best);
	vector_index_use(b->ix, &vector_math_c);
	spent->c[nth] = timed_search(b, query, NULL, &other);
	vector_index_use(b->ix, vector_math_best());
	*exact += same(&hits, best, n) && same(&other, best, n);
	spent->recent[nth] = timed_search(b, query, &recent, &hits);
}

static int
search(const char *path, int64_t queries)
{
	struct bench b;
	struct spent spent;
	double *all[5], first, open_ms = now_ms();
	long exact = 0, as_float = 0;
	size_t n = (size_t)queries;
	struct vector_hits hits;

	bench_open(&b, path);
	open_ms = now_ms() - open_ms;
	for (size_t i = 0; i < 5; i++)
		all[i] = arena_array(b.mem, n, sizeof(double));
	spent = (struct spent){ all[0], all[1], all[2], all[3], all[4] };
	first = timed_search(&b, b.floats, NULL, &hits);
	for (size_t i = 0; i < n; i++)
		query_run(&b, i, &spent, &exact, &as_float);
	printf("exact %ld\nas_float %ld\nopen %.2f\nfirst %.1f\n", exact,
	    as_float, open_ms, first);
	printf("index %.2f\nindex_p95 %.2f\nscan %.2f\nplain_c %.2f\n"
	    "recent %.2f\ncompared %.0f\ncompared_most %.0f\n",
	    nth_of(spent.index, n, 0.5), nth_of(spent.index, n, 0.95),
	    nth_of(spent.scan, n, 0.5), nth_of(spent.c, n, 0.5),
	    nth_of(spent.recent, n, 0.5), nth_of(spent.compared, n, 0.5),
	    nth_of(spent.compared, n, 1));
	vector_index_close(b.ix);
	arena_end(b.mem);
	return 0;
}

/* The process's memory as the kernel counts it, kB. */
static void
memory_say(const char *name)
{
	FILE *f = fopen("/proc/self/smaps_rollup", "r");
	char line[256];

	while (f != NULL && fgets(line, sizeof(line), f) != NULL) {
		size_t len = strcspn(line, ":");

		if (strncmp(line, "Rss:", 4) == 0 ||
		    strncmp(line, "Pss:", 4) == 0 ||
		    strncmp(line, "Private_Dirty:", 14) == 0)
			printf("%s_%.*s %s", name, (int)len, line,
			    line + len + 1);
	}
	if (f != NULL)
		fclose(f);
}

/* Searches, tells the other that it did, and counts when both have. */
static int
memory_user(const char *path, const char *name, int tell, int hear)
{
	struct arena *mem = arena_begin();
	struct vector_index *ix;
	struct vector_hits hits;
	const char *why;
	float *query;
	char c = 1;

	if (vector_index_open(mem, path, &ix, &why) != RC_OK)
		fail(why);
	query = arena_array(mem, vector_index_about(ix)->dim, sizeof(*query));
	query[0] = 1;
	if (vector_index_search(ix, mem, query, K, NULL, &hits, &why) != RC_OK)
		fail(why);
	if (write(tell, &c, 1) != 1 || read(hear, &c, 1) != 1)
		fail("no other process");
	memory_say(name);
	fflush(stdout);
	if (write(tell, &c, 1) != 1 || read(hear, &c, 1) != 1)
		fail("no other process");
	vector_index_close(ix);
	arena_end(mem);
	return 0;
}

static int
memory(const char *path)
{
	int there[2], back[2], status;
	pid_t child;

	if (pipe(there) != 0 || pipe(back) != 0)
		fail("no pipe");
	child = fork();
	if (child == 0)
		_exit(memory_user(path, "second", back[1], there[0]));
	status = memory_user(path, "first", there[1], back[0]);
	waitpid(child, NULL, 0);
	return status;
}

int
main(int argc, char **argv)
{
	int64_t count, dim;

	if (argc == 5 && strcmp(argv[1], "build") == 0 &&
	    parse_int(argv[3], 1, 1 << 27, &count) &&
	    parse_int(argv[4], 1, VECTOR_DIM_MAX, &dim))
		return build(argv[2], count, dim);
	if (argc == 4 && strcmp(argv[1], "search") == 0 &&
	    parse_int(argv[3], 1, 100000, &count))
		return search(argv[2], count);
	if (argc == 3 && strcmp(argv[1], "memory") == 0)
		return memory(argv[2]);
	fail("build PATH COUNT DIM, search PATH QUERIES or memory PATH");
}
