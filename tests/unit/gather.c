/* SPDX-License-Identifier: MIT */
#include "unit.h"

#include "base/arena.h"
#include "meaning/gather.h"

#include <math.h>
#include <stdbool.h>

enum { DIM = 32, CLUMPS = 8, EACH = 40, N = CLUMPS * EACH };

static const struct gather_rule plain = { 0.1, 1, 0.5 };

/* Clumps around directions of their own; reach: how far from them items lie. */
static struct gather_item *
items(struct arena *mem, double reach)
{
	struct gather_item *item = arena_array(mem, N, sizeof(*item));
	uint32_t x = 1;

	for (uint32_t i = 0; i < N; i++) {
		float *v = arena_array(mem, DIM, sizeof(*v));
		double square = 0;

		v[i % CLUMPS] = 1;
		for (size_t k = CLUMPS; k < DIM; k++) {
			x = x * 1664525u + 1013904223u;
			v[k] = (float)(reach * ((double)(x >> 8) / (1 << 24) -
			    0.5));
		}
		for (size_t k = 0; k < DIM; k++)
			square += (double)v[k] * (double)v[k];
		for (size_t k = 0; k < DIM; k++)
			v[k] = (float)((double)v[k] / sqrt(square));
		item[i] = (struct gather_item){ v, i };
	}
	return item;
}

/* Pairs in one group: of one clump, and of two. */
static void
count(const uint32_t *group, size_t *right, size_t *wrong)
{
	*right = *wrong = 0;
	for (size_t i = 0; i < N; i++)
		for (size_t k = 0; k < i; k++)
			if (group[i] == group[k])
				++*(i % CLUMPS == k % CLUMPS ? right : wrong);
}

static void
test_clumps(void **state)
{
	static const struct {
		const char *why;
		struct gather_rule rule;
		bool joins;
	} cases[] = {
		{ "clumps apart are found", { 0.1, 1, 0.5 }, true },
		{ "less is asked: not more than a clump",
		    { 0.001, 1, 0.5 }, true },
		{ "more is asked than any two share",
		    { 1.1, 1, 0.5 }, false },
		{ "centres that nothing comes near",
		    { 0.1, 1, 1.01 }, false },
	};
	struct arena *mem = arena_begin();
	uint32_t group[N];

	(void)state;
	for (size_t i = 0; i < LEN(cases); i++) {
		struct gather *g = gather_new(mem, items(mem, 0.3),
		    N, DIM);
		size_t joined = gather_by(g, &cases[i].rule, group), right, wrong;

		print_message("# %s\n", cases[i].why);
		count(group, &right, &wrong);
		assert_int_equal(wrong, 0);
		assert_int_equal(joined > N / 2, cases[i].joins);
		assert_int_equal(right > 0, cases[i].joins);
	}
	arena_end(mem);
}

/* What is together stays, whatever is asked. */
static void
test_given(void **state)
{
	struct arena *mem = arena_begin();
	struct gather_item *item = items(mem, 0.3);
	const struct gather_rule never = { 9, 1, 0.5 };
	uint32_t group[N];
	struct gather *g;

	(void)state;
	item[7].group = 2;
	item[9].group = 2;
	g = gather_new(mem, item, N, DIM);
	assert_int_equal(gather_by(g, &never, group), 0);
	assert_int_equal(group[7], 2);
	assert_int_equal(group[9], 2);
	assert_int_equal(group[8], 8);
	arena_end(mem);
}

/* Joining what one run joined comes to the same as that run. */
static void
test_again(void **state)
{
	struct arena *mem = arena_begin();
	struct gather_item *item = items(mem, 1.2);
	struct gather *g = gather_new(mem, item, N, DIM);
	uint32_t once[N], twice[N];
	size_t joined = gather_by(g, &plain, once);

	(void)state;
	assert_true(joined > 0);
	assert_int_equal(gather_by(g, &plain, twice), joined);
	assert_memory_equal(once, twice, sizeof(once));
	for (size_t i = 0; i < N; i++)
		item[i].group = once[i];
	assert_int_equal(gather_by(g, &plain, twice), 0);
	assert_memory_equal(once, twice, sizeof(once));
	arena_end(mem);
}

static void
test_few(void **state)
{
	struct arena *mem = arena_begin();
	uint32_t group[N];
	struct gather *g = gather_new(mem, items(mem, 0.3), GATHER_LEAST - 1,
	    DIM);

	(void)state;
	assert_int_equal(gather_by(g, &plain, group), 0);
	for (uint32_t i = 0; i < GATHER_LEAST - 1; i++)
		assert_int_equal(group[i], i);
	g = gather_new(mem, NULL, 0, DIM);
	assert_int_equal(gather_by(g, &plain, group), 0);
	arena_end(mem);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_clumps),
		cmocka_unit_test(test_given),
		cmocka_unit_test(test_again),
		cmocka_unit_test(test_few),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
