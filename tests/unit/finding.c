/* SPDX-License-Identifier: MIT */
#include "unit.h"

#include "base/arena.h"
#include "page/finding.h"
#include "page/words.h"

enum { N = 8 };

static void
test_finding(void **state)
{
	static const struct {
		const char *why;
		double now[N], usual[N], last;
		bool found;
		size_t from, to;
		bool goes_on;
	} cases[] = {
		{ "nothing at all", { 0 }, { 0 }, 1, false, 0, 0, false },
		{ "as usual", { 9, 9, 9, 9, 9, 9, 9, 9 },
		    { 9, 9, 9, 9, 9, 9, 9, 9 }, 1, false, 0, 0, false },
		{ "few are no news", { 0, 0, 0, 0, 0, 0, 0, 7 }, { 0 }, 1,
		    false, 0, 0, false },
		{ "a burst that goes on", { 2, 2, 2, 2, 2, 2, 20, 24 },
		    { 2, 2, 2, 2, 2, 2, 2, 2 }, 1, true, 6, 8, true },
		{ "a burst that is over", { 2, 20, 24, 2, 2, 2, 2, 2 },
		    { 2, 2, 2, 2, 2, 2, 2, 2 }, 1, true, 1, 3, false },
		{ "new from nothing", { 0, 0, 0, 0, 0, 0, 5, 6 }, { 0 }, 1,
		    true, 6, 8, true },
		{ "every night the same peak", { 2, 20, 24, 2, 2, 2, 2, 2 },
		    { 2, 20, 24, 2, 2, 2, 2, 2 }, 1, false, 0, 0, false },
		{ "a tenth of an hour with a tenth of the usual",
		    { 40, 40, 40, 40, 40, 40, 40, 4 },
		    { 40, 40, 40, 40, 40, 40, 40, 40 }, 0.1, false, 0, 0,
		    false },
		{ "a tenth of an hour with all of the usual",
		    { 40, 40, 40, 40, 40, 40, 40, 60 },
		    { 40, 40, 40, 40, 40, 40, 40, 40 }, 0.1, true, 7, 8, true },
		{ "half more is no finding", { 9, 9, 9, 9, 60, 60, 60, 60 },
		    { 9, 9, 9, 9, 40, 40, 40, 40 }, 1, false, 0, 0, false },
	};

	(void)state;
	for (size_t i = 0; i < LEN(cases); i++) {
		const struct finding_series s = { cases[i].now,
			cases[i].usual };
		struct finding f = { 0 };

		print_message("%s\n", cases[i].why);
		assert_int_equal(finding_search(&s, 1, N, cases[i].last, &f),
		    cases[i].found);
		if (!cases[i].found)
			continue;
		assert_int_equal(f.from, cases[i].from);
		assert_int_equal(f.to, cases[i].to);
		assert_int_equal(f.goes_on, cases[i].goes_on);
	}
}

static void
test_which_series(void **state)
{
	const double usual[N] = { 2, 2, 2, 2, 2, 2, 2, 2 };
	const double calm[N] = { 2, 2, 2, 2, 2, 2, 2, 2 };
	const double more[N] = { 2, 2, 2, 2, 2, 2, 8, 9 };
	const double most[N] = { 2, 2, 2, 2, 2, 2, 38, 39 };
	const struct finding_series s[] = { { calm, usual }, { more, usual },
		{ most, usual } };
	struct finding f;

	(void)state;
	assert_true(finding_search(s, 3, N, 1, &f));
	assert_int_equal(f.series, 2);
	assert_float_equal(f.seen, 77, 0.01);
	assert_float_equal(f.usual, 4, 0.01);
	assert_float_equal(f.whole, 4, 0.01);
	/* of the last one a tenth is over: that much of its usual is due */
	assert_true(finding_search(s, 3, N, 0.1, &f));
	assert_float_equal(f.whole - f.usual, 0.9 * usual[N - 1], 0.01);
}

static void
test_words(void **state)
{
	static const struct {
		const char *why, *dimension, *key, *word;
	} cases[] = {
		{ "in the table", "category", "feature_request", "Feature" },
		{ "not in the table", "category", "save_game", "Save game" },
		{ "nothing said", "platform", "", "not said" },
		{ "said to be unknown", "version", "unknown", "not said" },
		{ "a spelling of its own", "platform", "ios", "iOS" },
		{ "plain", "platform", "android", "Android" },
		{ "versions stay", "version", "v1_2", "v1_2" },
		{ "several", "category", "other,store", "the rest" },
		{ "states stay small", "status", "active", "active" },
		{ "hostile", "intent", "<b>", "<b>" },
	};
	struct arena *mem = arena_begin();

	(void)state;
	for (size_t i = 0; i < LEN(cases); i++) {
		print_message("%s\n", cases[i].why);
		assert_string_equal(word_for(mem, cases[i].dimension,
		    cases[i].key), cases[i].word);
	}
	assert_string_equal(word_many(mem, "crash"), "Crashes");
	assert_string_equal(word_many(mem, "save_game"), "Save game");
	arena_end(mem);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_finding),
		cmocka_unit_test(test_which_series),
		cmocka_unit_test(test_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
