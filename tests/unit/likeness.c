/* SPDX-License-Identifier: MIT */
/* What of vectors needs no database: their bytes, names of files and models, and the
 * bound of likeness. */
#include "unit.h"

#include "base/arena.h"
#include "model/embedding.h"
#include "model/nearest.h"
#include "model/similar.h"

static void
test_bytes(void **state)
{
	/* 1, -2, 0.5 as floats, the lowest byte first */
	static const struct {
		const char *why, *hex;
		size_t dimension;
		bool good;
	} cases[] = {
		{ "three floats", "0000803f000000c00000003f", 3, true },
		{ "capital digits", "0000803F000000C00000003F", 3, true },
		{ "of another length: one too few", "0000803f000000c0", 3,
		    false },
		{ "one too many", "0000803f000000c00000003f", 2, false },
		{ "half a byte", "0000803f000000c00000003", 3, false },
		{ "no hex", "0000803f000000c0000000zz", 3, false },
		{ "none", "", 1, false },
		{ "none of none", "", 0, true },
	};

	(void)state;
	for (size_t i = 0; i < LEN(cases); i++) {
		float v[3] = { 7, 7, 7 };

		printf("# %s\n", cases[i].why);
		assert_int_equal(
		    embedding_read(cases[i].hex, v, cases[i].dimension),
		    cases[i].good);
		if (!cases[i].good || cases[i].dimension == 0)
			continue;
		assert_true(v[0] == 1 && v[1] == -2 && v[2] == 0.5F);
	}
}

static void
test_names(void **state)
{
	struct arena *mem = arena_begin();

	(void)state;
	assert_string_equal(nearest_file(mem, "/v", "local"), "/v/local.vectors");
	assert_string_equal(nearest_model(mem, 12), "model 12");
	arena_end(mem);
}

static void
test_bound(void **state)
{
	(void)state;
	printf("# none was compared: what the local model would do\n");
	assert_true(similar_least("") == similar_least(EMBEDDING_LOCAL));
	printf("# a service's scale is another one\n");
	assert_true(similar_least(EMBEDDING_OPENAI) <
		    similar_least(EMBEDDING_LOCAL));
	assert_true(similar_least(EMBEDDING_OPENAI) > 0);
	assert_true(similar_least(EMBEDDING_LOCAL) < 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_bytes),
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_bound),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
