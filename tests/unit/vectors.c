/* SPDX-License-Identifier: MIT */
/*
 * The index of vectors: exactness beside a comparison of everything, filters,
 * damage, files that change places, writers that are killed.
 */
#include "unit.h"

#include "base/arena.h"
#include "meaning/vector_index.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static char folder[] = "/tmp/tidemark-vectors-XXXXXX";
static char path[64], aside[64];

static const char *const names[] = { "bug", "crash", "payment" };

static uint64_t
dice(uint64_t *state)
{
	*state = *state * 6364136223846793005u + 1442695040888963407u;
	return *state >> 33;
}

static double
unit(uint64_t *state)
{
	return (double)dice(state) / (double)((uint64_t)1 << 31);
}

static double
normal(uint64_t *state)
{
	double sum = -6;

	for (int i = 0; i < 12; i++)
		sum += unit(state);
	return sum;
}

enum kind { EVEN, CLOSE, EQUAL, ZERO, NEGATIVE, RATIO, SIGNS, SPARSE, TINY,
	LONGEST };

static const struct {
	enum kind kind;
	const char *why;
} kinds[] = {
	{ EVEN, "no two alike" },
	{ CLOSE, "all within what the codes can tell apart" },
	{ EQUAL, "all the same: ties go by id" },
	{ ZERO, "half of them nothing at all" },
	{ NEGATIVE, "no product above zero" },
	{ RATIO, "parts of 1e-30 beside parts of 1e10" },
	{ SIGNS, "all parts at the end of their scale" },
	{ SPARSE, "one part is not zero" },
	{ TINY, "scales below what a float can be" },
	{ LONGEST, "lengths of 1e-20 to 1e14" },
};

static void
made(enum kind kind, size_t nth, float *v, size_t dim, uint64_t *state)
{
	double stretch = pow(10, 34 * unit(state) - 20);

	for (size_t i = 0; i < dim; i++) {
		double x = normal(state);

		switch (kind) {
		case CLOSE:
			x = sin((double)i) + x * 1e-4;
			break;
		case EQUAL:
			x = sin((double)i);
			break;
		case ZERO:
			x = nth % 2 ? x : 0;
			break;
		case NEGATIVE:
			x = -fabs(x) - 1;
			break;
		case RATIO:
			x = x * pow(10, 40 * unit(state) - 30);
			break;
		case SIGNS:
			x = x > 0 ? 1 : -1;
			break;
		case SPARSE:
			x = i == nth % dim ? x : 0;
			break;
		case TINY:
			x = x * 1e-44;
			break;
		case LONGEST:
			x = x * stretch / sqrt((double)dim);
			break;
		case EVEN:
			break;
		}
		v[i] = (float)x;
	}
}

struct set {
	size_t n, dim, stride;
	float *v;	/* padded with zeros */
	struct vector_facts *facts;
};

static void
set_make(struct arena *mem, struct set *set, enum kind kind, size_t n,
    size_t dim, uint64_t seed)
{
	uint64_t state = seed;

	set->n = n;
	set->dim = dim;
	set->stride = (dim + VECTOR_STEP - 1) / VECTOR_STEP * VECTOR_STEP;
	set->v = arena_array(mem, n * set->stride + 1, sizeof(*set->v));
	set->facts = arena_array(mem, n + 1, sizeof(*set->facts));
	for (size_t i = 0; i < n; i++) {
		made(kind, i, set->v + i * set->stride, dim, &state);
		set->facts[i].id = (int64_t)(i * 3) - 20;
		set->facts[i].mailbox = (int64_t)(i % 3);
		set->facts[i].categories = i % 8;
		set->facts[i].day = (int32_t)(i / 10);
	}
}

static struct vector_about
about_of(const struct set *set)
{
	return (struct vector_about){ "test-model", (uint32_t)set->dim, set->n,
		names, LEN(names) };
}

static void
set_write(struct arena *mem, const struct set *set)
{
	struct vector_about about = about_of(set);
	struct vector_writer *w;
	const char *why;

	assert_int_equal(vector_writer_begin(mem, path, &about, &w, &why),
	    RC_OK);
	for (size_t i = 0; i < set->n; i++)
		assert_int_equal(vector_writer_add(w, &set->facts[i],
		    set->v + i * set->stride, &why), RC_OK);
	assert_int_equal(vector_writer_finish(w, &why), RC_OK);
}

static int
hit_order(const void *a, const void *b)
{
	const struct vector_hit *x = a, *y = b;

	if (x->score != y->score)
		return x->score > y->score ? -1 : 1;
	return x->id < y->id ? -1 : x->id > y->id;
}

static bool
lets(const struct vector_filter *f, const struct vector_facts *facts)
{
	bool mailbox = f == NULL || f->mailboxes == NULL;

	for (size_t i = 0; !mailbox && i < f->mailboxes_n; i++)
		mailbox = f->mailboxes[i] == facts->mailbox;
	return mailbox && (f == NULL || (facts->day >= f->day_from &&
	    facts->day <= f->day_to && (!f->with_categories ||
	    (facts->categories & f->categories) != 0)));
}

/* All products, sorted. */
static size_t
brute(struct arena *mem, const struct set *set, const float *query,
    const struct vector_filter *f, struct vector_hit **out)
{
	struct vector_hit *all = arena_array(mem, set->n + 1, sizeof(*all));
	float *padded = arena_array(mem, set->stride, sizeof(*padded));
	size_t n = 0;

	memcpy(padded, query, set->dim * sizeof(*query));
	for (size_t i = 0; i < set->n; i++)
		if (lets(f, &set->facts[i]))
			all[n++] = (struct vector_hit){ set->facts[i].id,
				vector_math_c.floats(set->v + i * set->stride,
				    padded, set->stride) };
	qsort(all, n, sizeof(*all), hit_order);
	*out = all;
	return n;
}

static void
same_hits(const struct vector_hits *hits, const struct vector_hit *all,
    size_t all_n, size_t k)
{
	assert_int_equal(hits->n, all_n < k ? all_n : k);
	assert_int_equal(hits->scanned, all_n);
	for (size_t i = 0; i < hits->n; i++) {
		assert_int_equal(hits->v[i].id, all[i].id);
		assert_memory_equal(&hits->v[i].score, &all[i].score,
		    sizeof(double));
	}
}

static void
asked(const struct set *set, struct vector_index *ix, const float *query,
    const struct vector_filter *f)
{
	static const size_t ks[] = { 1, 10, 2000, VECTOR_K_MAX };
	const struct vector_math *both[] = { &vector_math_c,
		vector_math_best() };
	struct arena *mem = arena_begin();
	struct vector_hit *all;
	size_t all_n = brute(mem, set, query, f, &all);
	const char *why;

	for (size_t i = 0; i < LEN(ks) * LEN(both); i++) {
		struct vector_hits hits;

		vector_index_use(ix, both[i % 2]);
		assert_int_equal(vector_index_search(ix, mem, query, ks[i / 2],
		    f, &hits, &why), RC_OK);
		same_hits(&hits, all, all_n, ks[i / 2]);
	}
	arena_end(mem);
}

static void
searched(enum kind kind, size_t n, size_t dim)
{
	struct arena *mem = arena_begin();
	float *query = arena_array(mem, dim, sizeof(*query));
	uint64_t state = n * 1000 + dim;
	struct vector_index *ix;
	const char *why;
	struct set set;

	set_make(mem, &set, kind, n, dim, state);
	set_write(mem, &set);
	assert_int_equal(vector_index_open(mem, path, &ix, &why), RC_OK);
	assert_int_equal(vector_index_check(ix, mem, &why), RC_OK);
	asked(&set, ix, query, NULL); /* zero: like all */
	for (size_t i = 0; i < LEN(kinds); i++) {
		made(kinds[i].kind, i, query, dim, &state);
		asked(&set, ix, query, NULL);
	}
	for (size_t i = 0; i < n; i += n / 3 + 1) {
		memcpy(query, set.v + i * set.stride, dim * sizeof(*query));
		asked(&set, ix, query, NULL); /* itself first, mostly */
		for (size_t j = 0; j < dim; j++)
			query[j] = -query[j];
		asked(&set, ix, query, NULL);
	}
	vector_index_close(ix);
	arena_end(mem);
}

static void
test_exact(void **state)
{
	static const struct {
		size_t n, dim;
	} sizes[] = { { 0, 8 }, { 1, 1 }, { 7, 3 }, { 300, 33 }, { 1024, 32 },
		{ 1025, 100 }, { 5000, 16 } };

	(void)state;
	for (size_t i = 0; i < LEN(kinds); i++)
		for (size_t j = 0; j < LEN(sizes); j++) {
			print_message("# %s, %zu of %zu parts\n", kinds[i].why,
			    sizes[j].n, sizes[j].dim);
			searched(kinds[i].kind, sizes[j].n, sizes[j].dim);
		}
}

static void
test_few_compared(void **state)
{
	struct arena *mem = arena_begin();
	struct vector_index *ix;
	struct vector_hits hits;
	const char *why;
	struct set set;

	(void)state;
	set_make(mem, &set, EVEN, 5000, 256, 5);
	set_write(mem, &set);
	assert_int_equal(vector_index_open(mem, path, &ix, &why), RC_OK);
	assert_int_equal(vector_index_search(ix, mem, set.v, 10, NULL, &hits,
	    &why), RC_OK);
	assert_true(hits.compared < 250); /* else the bound is good for nothing */
	vector_index_close(ix);
	arena_end(mem);
}

static void
test_math(void **state)
{
	const struct vector_math *best = vector_math_best();
	static float a[VECTOR_DIM_MAX], b[VECTOR_DIM_MAX];
	static int8_t codes[VECTOR_DIM_MAX];
	static int16_t parts[VECTOR_DIM_MAX];
	uint64_t at = 7;

	(void)state;
	for (size_t n = 0; n <= VECTOR_DIM_MAX; n += VECTOR_STEP) {
		double left, right;
		int64_t sum = 0;

		for (size_t i = 0; i < n; i++) {
			a[i] = (float)(normal(&at) * pow(10, unit(&at) * 9));
			b[i] = (float)normal(&at);
			/* the largest sum that a lane must hold */
			codes[i] = n % 64 ? 127 : (int8_t)(dice(&at) % 255) - 127;
			parts[i] = n % 64 ? 32767 :
			    (int16_t)(dice(&at) % 65535 - 32767);
			sum += codes[i] * parts[i];
		}
		left = best->floats(a, b, n);
		right = vector_math_c.floats(a, b, n);
		assert_memory_equal(&left, &right, sizeof(left));
		assert_int_equal(best->codes(codes, parts, n), sum);
		assert_int_equal(vector_math_c.codes(codes, parts, n), sum);
		assert_true(fabs(best->plain(a, b, n) - left) <=
		    1e-2 * (fabs(left) + 1e6));
	}
}

static void
test_filter(void **state)
{
	static const int64_t one[] = { 1 }, two[] = { 2, 0 }, none[] = { 9 };
	static const struct {
		const char *why;
		struct vector_filter f;
	} cases[] = {
		{ "days, both ends included", { 3, 5, NULL, 0, 0, false } },
		{ "one mailbox", { 0, INT32_MAX, one, 1, 0, false } },
		{ "two mailboxes", { 0, INT32_MAX, two, 2, 0, false } },
		{ "an empty list of mailboxes lets nothing through",
		    { 0, INT32_MAX, none, 0, 0, false } },
		{ "a mailbox that nobody has", { 0, INT32_MAX, none, 1, 0, false } },
		{ "a category", { 0, INT32_MAX, NULL, 0, 2, true } },
		{ "one of two", { 0, INT32_MAX, NULL, 0, 5, true } },
		{ "an unknown category is none", { 0, INT32_MAX, NULL, 0, 0, true } },
		{ "days the wrong way round", { 5, 3, NULL, 0, 0, false } },
		{ "all of them", { 2, 80, two, 2, 6, true } },
	};
	struct arena *mem = arena_begin();
	struct vector_index *ix;
	const char *why;
	struct set set;

	(void)state;
	set_make(mem, &set, EVEN, 1500, 24, 11);
	set_write(mem, &set);
	assert_int_equal(vector_index_open(mem, path, &ix, &why), RC_OK);
	for (size_t i = 0; i < LEN(cases); i++) {
		print_message("# %s\n", cases[i].why);
		asked(&set, ix, set.v + 24, &cases[i].f);
	}
	assert_int_equal(vector_index_category(ix, "payment"), 4);
	assert_int_equal(vector_index_category(ix, "refund"), 0);
	vector_index_close(ix);
	arena_end(mem);
}

static void
test_get(void **state)
{
	struct arena *mem = arena_begin();
	struct vector_index *ix;
	const char *why;
	const float *v;
	struct set set;

	(void)state;
	set_make(mem, &set, EVEN, 2100, 5, 3);
	set_write(mem, &set);
	assert_int_equal(vector_index_open(mem, path, &ix, &why), RC_OK);
	assert_string_equal(vector_index_about(ix)->model, "test-model");
	assert_int_equal(vector_index_about(ix)->count, 2100);
	for (size_t i = 0; i < set.n; i++) {
		assert_int_equal(vector_index_get(ix, mem, set.facts[i].id, &v,
		    &why), RC_OK);
		assert_memory_equal(v, set.v + i * set.stride, 5 * sizeof(*v));
		assert_int_equal(vector_index_get(ix, mem, set.facts[i].id + 1,
		    &v, &why), RC_NOT_FOUND);
	}
	assert_int_equal(vector_index_get(ix, mem, INT64_MAX, &v, &why),
	    RC_NOT_FOUND);
	assert_int_equal(vector_index_get(ix, mem, INT64_MIN, &v, &why),
	    RC_NOT_FOUND);
	vector_index_close(ix);
	arena_end(mem);
}

static void
test_asked_wrongly(void **state)
{
	struct arena *mem = arena_begin();
	float query[4] = { 1, 2, 3, 4 };
	struct vector_index *ix;
	struct vector_hits hits;
	const char *why;
	struct set set;

	(void)state;
	set_make(mem, &set, EVEN, 10, 4, 3);
	set_write(mem, &set);
	assert_int_equal(vector_index_open(mem, path, &ix, &why), RC_OK);
	assert_int_equal(vector_index_search(ix, mem, query, VECTOR_K_MAX + 1,
	    NULL, &hits, &why), RC_BAD_INPUT);
	assert_int_equal(vector_index_search(ix, mem, query, 0, NULL, &hits,
	    &why), RC_OK);
	assert_int_equal(hits.n, 0);
	query[2] = NAN;
	assert_int_equal(vector_index_search(ix, mem, query, 1, NULL, &hits,
	    &why), RC_BAD_INPUT);
	query[2] = 1e30f;
	assert_int_equal(vector_index_search(ix, mem, query, 1, NULL, &hits,
	    &why), RC_BAD_INPUT);
	vector_index_close(ix);
	arena_end(mem);
}

static void
test_written_wrongly(void **state)
{
	static char model[VECTOR_MODEL_MAX + 2];
	struct arena *mem = arena_begin();
	const char *many[VECTOR_NAMES_MAX + 1], *why;
	struct vector_about about = { model, 2, 2, many, 0 };
	struct vector_facts facts = { 5, 1, 0, 0 };
	struct vector_writer *w, *other;
	float v[2] = { 1, 2 };

	(void)state;
	memset(model, 'm', sizeof(model) - 1);
	assert_int_equal(vector_writer_begin(mem, path, &about, &w, &why),
	    RC_BAD_INPUT);
	about.model = "m";
	about.names_n = LEN(many);
	assert_int_equal(vector_writer_begin(mem, path, &about, &w, &why),
	    RC_BAD_INPUT);
	about.names_n = 0;
	about.dim = VECTOR_DIM_MAX + 1;
	assert_int_equal(vector_writer_begin(mem, path, &about, &w, &why),
	    RC_BAD_INPUT);
	about.dim = 2;
	assert_int_equal(vector_writer_begin(mem, "/nowhere/index", &about, &w,
	    &why), RC_INTERNAL);
	assert_int_equal(vector_writer_begin(mem, path, &about, &w, &why),
	    RC_OK);
	assert_int_equal(vector_writer_begin(mem, path, &about, &other, &why),
	    RC_CONFLICT);
	assert_int_equal(vector_writer_add(w, &facts, v, &why), RC_OK);
	assert_int_equal(vector_writer_add(w, &facts, v, &why), RC_BAD_INPUT);
	assert_string_equal(why, "id 5 comes after 5: ids must ascend");
	facts.id = 6;
	v[1] = INFINITY;
	assert_int_equal(vector_writer_add(w, &facts, v, &why), RC_BAD_INPUT);
	v[1] = 3e38f;
	assert_int_equal(vector_writer_add(w, &facts, v, &why), RC_BAD_INPUT);
	v[1] = 7;
	assert_int_equal(vector_writer_add(w, &facts, v, &why), RC_OK);
	facts.id = 7;
	assert_int_equal(vector_writer_add(w, &facts, v, &why), RC_TOO_LARGE);
	assert_int_equal(vector_writer_finish(w, &why), RC_OK);
	arena_end(mem);
}

static void
byte_set(off_t at, unsigned char byte)
{
	int fd = open(path, O_RDWR);

	assert_true(fd >= 0);
	assert_int_equal(pwrite(fd, &byte, 1, at), 1);
	close(fd);
}

/* Every answer is that of the whole file, or none is given. */
static bool
refused_or_same(const struct set *set, const struct vector_hit *all,
    size_t all_n)
{
	struct arena *mem = arena_begin();
	struct vector_index *ix;
	struct vector_hits hits;
	const char *why;
	enum rc rc = vector_index_open(mem, path, &ix, &why);
	bool refused = true;

	if (rc == RC_OK) {
		rc = vector_index_search(ix, mem, set->v, 12, NULL, &hits, &why);
		refused = rc != RC_OK;
		if (rc == RC_OK)
			same_hits(&hits, all, all_n, 12);
		/* some floats were not looked at */
		if (rc == RC_OK)
			refused = vector_index_check(ix, mem, &why) != RC_OK;
		vector_index_close(ix);
	}
	if (refused) {
		assert_non_null(why);
		assert_true(*why != '\0');
	}
	arena_end(mem);
	return refused;
}

static void
test_damage(void **state)
{
	struct arena *mem = arena_begin();
	struct vector_hit *all;
	size_t all_n, noticed = 0;
	uint64_t at = 99;
	struct stat st;
	unsigned char *bytes;
	struct set set;
	int fd;

	(void)state;
	set_make(mem, &set, EVEN, 40, 64, 3);
	set_write(mem, &set);
	all_n = brute(mem, &set, set.v, NULL, &all);
	fd = open(path, O_RDONLY);
	assert_int_equal(fstat(fd, &st), 0);
	bytes = arena_alloc(mem, (size_t)st.st_size);
	assert_int_equal(read(fd, bytes, (size_t)st.st_size), st.st_size);
	close(fd);
	for (off_t i = 0; i < st.st_size; i++) {
		unsigned char was = bytes[i];

		/* all of the header, and of all else a part */
		if (i > 250 && dice(&at) % 16 != 0)
			continue;
		byte_set(i, (unsigned char)(was ^ (1u << dice(&at) % 8)));
		noticed += refused_or_same(&set, all, all_n);
		byte_set(i, was);
	}
	assert_false(refused_or_same(&set, all, all_n));
	/* header, names, sums, rows, codes, floats; pages end in nothing */
	assert_true(noticed > 1200);
	for (off_t len = st.st_size - 1; len > 0; len = len * 3 / 4) {
		assert_int_equal(truncate(path, len), 0);
		assert_true(refused_or_same(&set, all, all_n));
	}
	assert_int_equal(truncate(path, 0), 0);
	assert_true(refused_or_same(&set, all, all_n));
	arena_end(mem);
}

static void
test_follow(void **state)
{
	struct arena *mem = arena_begin();
	struct vector_index *ix = NULL, *was;
	struct vector_hits hits;
	const char *why;
	struct set old, newer;

	(void)state;
	unlink(path);
	assert_int_equal(vector_index_follow(mem, path, &ix, &why), RC_NOT_FOUND);
	assert_null(ix);
	set_make(mem, &old, EVEN, 50, 8, 1);
	set_write(mem, &old);
	assert_int_equal(vector_index_follow(mem, path, &ix, &why), RC_OK);
	was = ix;
	assert_int_equal(vector_index_follow(mem, path, &ix, &why), RC_OK);
	assert_ptr_equal(ix, was);

	set_make(mem, &newer, EVEN, 70, 8, 2);
	set_write(mem, &newer);
	asked(&old, ix, old.v, NULL); /* still mapped, still whole */
	assert_int_equal(vector_index_follow(mem, path, &ix, &why), RC_OK);
	asked(&newer, ix, old.v, NULL);

	set_write(mem, &old);
	byte_set(9, 77);
	was = ix;
	assert_int_equal(vector_index_follow(mem, path, &ix, &why), RC_OK);
	assert_non_null(why);
	assert_ptr_equal(ix, was); /* the damaged one is not taken */
	assert_int_equal(vector_index_follow(mem, path, &ix, &why), RC_OK);
	assert_null(why); /* and told of once */
	asked(&newer, ix, old.v, NULL);
	set_write(mem, &old);
	assert_int_equal(vector_index_follow(mem, path, &ix, &why), RC_OK);
	assert_int_equal(vector_index_search(ix, mem, old.v, 100, NULL, &hits,
	    &why), RC_OK);
	assert_int_equal(hits.n, 50);

	/* cut in its place: reading on would end the process */
	assert_int_equal(truncate(path, 4096), 0);
	assert_int_equal(vector_index_follow(mem, path, &ix, &why),
	    RC_NOT_READY);
	assert_non_null(why);
	assert_null(ix);
	set_write(mem, &newer);
	assert_int_equal(vector_index_follow(mem, path, &ix, &why), RC_OK);
	asked(&newer, ix, old.v, NULL);
	unlink(path);
	assert_int_equal(vector_index_follow(mem, path, &ix, &why), RC_NOT_FOUND);
	assert_null(ix);
	arena_end(mem);
}

/* Files whose ids tell which one they are, one after the other. */
static void
child_swaps(int times)
{
	for (int t = 1; t <= times; t++) {
		struct arena *mem = arena_begin();
		struct set set;

		set_make(mem, &set, EVEN, 1500, 32, (uint64_t)t);
		for (size_t i = 0; i < set.n; i++)
			set.facts[i].id = t * 10000 + (int64_t)i;
		set_write(mem, &set);
		arena_end(mem);
	}
	_exit(0);
}

static void
test_swapped_under_load(void **state)
{
	struct vector_index *ix = NULL;
	struct set set;
	struct arena *mem = arena_begin();
	int64_t last = 0;
	size_t seen = 0;
	pid_t child;

	(void)state;
	set_make(mem, &set, EVEN, 1500, 32, 0);
	set_write(mem, &set);
	child = fork();
	if (child == 0)
		child_swaps(60);
	while (waitpid(child, NULL, WNOHANG) == 0) {
		struct arena *one = arena_begin();
		struct vector_hits hits;
		const char *why;

		assert_int_equal(vector_index_follow(one, path, &ix, &why), RC_OK);
		assert_null(why);
		assert_int_equal(vector_index_search(ix, one, set.v, 10, NULL,
		    &hits, &why), RC_OK);
		assert_int_equal(hits.n, 10);
		for (size_t i = 0; i < 10; i++)
			assert_int_equal(hits.v[i].id / 10000,
			    hits.v[0].id / 10000);
		assert_true(hits.v[0].id / 10000 >= last);
		seen += hits.v[0].id / 10000 > last;
		last = hits.v[0].id / 10000;
		arena_end(one);
	}
	assert_true(seen >= 5);
	vector_index_close(ix);
	arena_end(mem);
}

static void
test_writer_killed(void **state)
{
	struct arena *mem = arena_begin();
	struct set set;
	uint64_t at = 4;

	(void)state;
	set_make(mem, &set, EVEN, 1500, 32, 0);
	set_write(mem, &set);
	for (int i = 0; i < 40; i++) {
		struct timespec wait = { 0, (long)(dice(&at) % 8000000) };
		struct vector_index *ix;
		const char *why;
		pid_t child = fork();

		if (child == 0)
			child_swaps(1000);
		nanosleep(&wait, NULL);
		kill(child, SIGKILL);
		waitpid(child, NULL, 0);
		assert_int_equal(vector_index_open(mem, path, &ix, &why), RC_OK);
		assert_int_equal(vector_index_check(ix, mem, &why), RC_OK);
		assert_int_equal(vector_index_about(ix)->count, 1500);
		vector_index_close(ix);
	}
	set_write(mem, &set); /* what they left aside is in nobody's way */
	assert_int_not_equal(access(aside, F_OK), 0);
	arena_end(mem);
}

static int
group_begin(void **state)
{
	(void)state;
	if (mkdtemp(folder) == NULL)
		return -1;
	snprintf(path, sizeof(path), "%s/index", folder);
	snprintf(aside, sizeof(aside), "%s/index.new", folder);
	return 0;
}

static int
group_end(void **state)
{
	(void)state;
	unlink(path);
	unlink(aside);
	return rmdir(folder);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_math),
		cmocka_unit_test(test_exact),
		cmocka_unit_test(test_few_compared),
		cmocka_unit_test(test_filter),
		cmocka_unit_test(test_get),
		cmocka_unit_test(test_asked_wrongly),
		cmocka_unit_test(test_written_wrongly),
		cmocka_unit_test(test_damage),
		cmocka_unit_test(test_follow),
		cmocka_unit_test(test_swapped_under_load),
		cmocka_unit_test(test_writer_killed),
	};

	return cmocka_run_group_tests(tests, group_begin, group_end);
}
