/* SPDX-License-Identifier: MIT */
#include "unit.h"

#include "base/arena.h"
#include "meaning/fuse.h"

#include <math.h>

enum { IDS = 6 };

static void
test_order(void **state)
{
	static const struct {
		const char *why;
		struct {
			double weight;
			int64_t ids[IDS];	/* to the first 0 */
		} lists[3];
		size_t most;
		int64_t out[IDS];
	} cases[] = {
		{ "one list stays as it is", { { 1, { 7, 3, 9 } } }, 9,
		    { 7, 3, 9 } },
		{ "in both is better than first in one",
		    { { 1, { 1, 2, 3 } }, { 1, { 4, 3, 5 } } }, 9,
		    { 3, 4, 1, 2, 5 } },
		{ "alike in both directions: the newer first",
		    { { 1, { 1, 2 } }, { 1, { 2, 1 } } }, 9, { 2, 1 } },
		{ "weights", { { 1, { 1, 2 } }, { 3, { 5, 6 } } }, 9,
		    { 5, 6, 1, 2 } },
		{ "a list of weight 0 only comes last",
		    { { 1, { 1, 2 } }, { 0, { 6, 5 } } }, 9, { 1, 2, 6, 5 } },
		{ "of doubles the first counts",
		    { { 1, { 1, 2, 2, 2 } }, { 1, { 1 } } }, 9, { 1, 2 } },
		{ "cut", { { 1, { 1, 2, 3 } } }, 2, { 1, 2 } },
		{ "nothing", { { 1, { 0 } } }, 9, { 0 } },
		{ "three lists", { { 1, { 1, 9 } }, { 1, { 2, 9 } },
		    { 1, { 3, 9 } } }, 9, { 9, 3, 2, 1 } },
	};

	(void)state;
	for (size_t i = 0; i < LEN(cases); i++) {
		struct arena *mem = arena_begin();
		struct fuse_list lists[3];
		struct fused *out;
		size_t n;

		print_message("# %s\n", cases[i].why);
		for (size_t k = 0; k < 3; k++) {
			lists[k] = (struct fuse_list){ cases[i].lists[k].ids, 0,
				cases[i].lists[k].weight, NULL };
			while (lists[k].n < IDS && lists[k].ids[lists[k].n] != 0)
				lists[k].n++;
		}
		n = fuse(mem, lists, 3, cases[i].most, &out);
		for (size_t k = 0; k < n; k++)
			assert_int_equal(out[k].id, cases[i].out[k]);
		assert_true(n == IDS || cases[i].out[n] == 0);
		arena_end(mem);
	}
}

static void
test_ranks(void **state)
{
	static const int64_t words[] = { 10, 20 }, vectors[] = { 30, 20, 10 };
	const struct fuse_list lists[] = { { words, 2, 1, NULL },
		{ vectors, 3, 0.5, NULL } };
	struct arena *mem = arena_begin();
	struct fused *out;

	(void)state;
	assert_int_equal(fuse(mem, lists, 2, 10, &out), 3);
	assert_int_equal(out[0].id, 10);
	assert_int_equal(out[0].rank[0], 1);
	assert_int_equal(out[0].rank[1], 3);
	assert_true(fabs(out[0].score - (1.0 / 61 + 0.5 / 63)) < 1e-12);
	assert_int_equal(out[2].id, 30);
	assert_int_equal(out[2].rank[0], 0);
	assert_int_equal(out[2].rank[1], 1);
	assert_int_equal(fuse(mem, NULL, 0, 10, &out), 0);
	arena_end(mem);
}

static void
test_scores(void **state)
{
	static const int64_t words[] = { 1, 2, 3 }, vectors[] = { 3, 2, 4, 5 };
	static const double by_words[] = { 10, 9, 2 };
	static const double by_vectors[] = { 0.7, 0.3, 0.3, -0.1 };
	static const double same[] = { 4, 4, 4 };
	struct fuse_list lists[] = { { words, 3, 1, by_words },
		{ vectors, 4, 0.5, by_vectors } };
	static const int64_t order[] = { 2, 1, 3, 4, 5 };
	struct arena *mem = arena_begin();
	struct fused *out;

	(void)state;
	assert_int_equal(fuse(mem, lists, 2, 10, &out), 5);
	for (size_t i = 0; i < LEN(order); i++)
		assert_int_equal(out[i].id, order[i]);
	assert_true(fabs(out[0].score - (7.0 / 8 + 0.25)) < 1e-12);
	assert_true(fabs(out[2].score - 0.5) < 1e-12);
	assert_true(out[4].score == 0); /* the last of its list */
	lists[0].scores = same;
	assert_int_equal(fuse(mem, lists, 1, 10, &out), 3);
	assert_true(out[0].score == 1 && out[2].score == 1);
	assert_int_equal(out[0].id, 1);
	arena_end(mem);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_order),
		cmocka_unit_test(test_ranks),
		cmocka_unit_test(test_scores),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
