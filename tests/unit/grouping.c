/* SPDX-License-Identifier: MIT */
/* Which texts are about the same matter, and what is said about it. */
#include "unit.h"

#include "analysis/grouping.h"
#include "base/arena.h"

#include <stdlib.h>

static struct arena *mem;

static const struct rarity nothing_known = { 0, NULL, 0 };

static struct sketch
sketch(const char *text, const struct rarity *rarity)
{
	struct sketch s;

	sketch_make(mem, text, &s);
	sketch_weigh(&s, rarity);
	return s;
}

static void
test_alike(void **state)
{
	static const struct {
		const char *why, *a, *b;
		bool same;
	} cases[] = {
		{ "the same words", "level freez load", "level freez load", true },
		{ "a word more in many", "castl level freez after second boss "
		  "fight tablet restart", "castl level freez after second boss "
		  "fight tablet restart monday", true },
		{ "one word of three differs", "card payment declin",
		  "card payment revert", false },
		{ "nothing in common", "refund order late", "voic chat crackl",
		  false },
		{ "one text inside a long one", "crash", "crash level boss "
		  "castl dragon tablet wifi restart", false },
		{ "order alone tells little", "bank refus card",
		  "card refus bank", true },
		{ "a word said twice counts once", "crash crash crash", "crash",
		  true },
		{ "one word, the same", "crash", "crash", true },
	};

	(void)state;
	for (size_t i = 0; i < LEN(cases); i++) {
		struct sketch a = sketch(cases[i].a, &nothing_known);
		struct sketch b = sketch(cases[i].b, &nothing_known);
		double ab = sketch_alike(&a, &b), ba = sketch_alike(&b, &a);

		printf("%s: %.3f\n", cases[i].why, ab);
		assert_true(ab >= 0 && ab <= 1.000001);
		assert_true(ab - ba < 1e-9 && ba - ab < 1e-9);
		assert_int_equal(ab >= GROUPING_ALIKE, cases[i].same);
	}
}

static int
by_key(const void *a, const void *b)
{
	int64_t x = ((const struct word_count *)a)->key;
	int64_t y = ((const struct word_count *)b)->key;

	return x < y ? -1 : x > y;
}

/* Where everybody says "game", only the rest tells texts apart. */
static void
test_rarity(void **state)
{
	struct sketch s = sketch("game freez", &nothing_known), a, b;
	struct word_count count[2];
	struct rarity known = { 10000, count, 2 };
	const struct term *key[GROUPING_KEYS];

	(void)state;
	for (size_t i = 0, n = 0; i < s.n; i++)
		if (s.term[i].word != NULL)
			count[n++] = (struct word_count){ s.term[i].key,
				*s.term[i].word == 'g' ? 9000 : 20 };
	qsort(count, 2, sizeof(*count), by_key);
	a = sketch("game freez tournament lobbi", &known);
	b = sketch("game crackl tournament headphon", &known);
	assert_true(sketch_keys(&a, key) >= 1);
	assert_true(key[0]->word == NULL || *key[0]->word != 'g');
	assert_true(sketch_alike(&a, &b) < GROUPING_ALIKE);
	assert_true(s.norm > 0);
	sketch_weigh(&s, &known);
	assert_true(sketch_alike(&s, &s) > 0.999999);
}

static void
test_words_and_bounds(void **state)
{
	char longest[GROUPING_WORDS * 20 + 400];
	struct sketch a = sketch("level freez load castl", &nothing_known);
	struct sketch b = sketch("castl freez boss", &nothing_known);
	struct sketch c, none = sketch("", &nothing_known);
	const struct term *key[GROUPING_KEYS];
	const char *shared = sketch_shared(mem, &a, &b);
	size_t len = 0;

	(void)state;
	assert_non_null(strstr(shared, "freez"));
	assert_non_null(strstr(shared, "castl"));
	assert_null(strstr(shared, "boss"));
	assert_int_equal(none.n, 0);
	assert_int_equal(sketch_keys(&none, key), 0);
	assert_true(sketch_alike(&none, &a) < 1e-9);
	for (int i = 0; i < GROUPING_WORDS + 20; i++)
		len += (size_t)snprintf(longest + len, sizeof(longest) - len,
		    "%sword%d", i > 0 ? " " : "", i);
	c = sketch(longest, &nothing_known);
	assert_int_equal(c.words, GROUPING_WORDS);
	assert_true(sketch_keys(&c, key) <= GROUPING_KEYS);
	/* what was cut makes the same sketch again: it is stored */
	a = sketch(c.text, &nothing_known);
	assert_int_equal(a.n, c.n);
	assert_true(sketch_alike(&a, &c) > 0.999999);
}

/* Of the alike the most alike, of equals the oldest, else none. */
static void
test_best(void **state)
{
	struct sketch s = sketch("castl level freez after second boss fight",
	    &nothing_known);
	struct sketch same = s;
	struct sketch near = sketch("castl level freez after second boss fight "
	    "tablet", &nothing_known);
	struct sketch far = sketch("voic chat crackl", &nothing_known);
	struct candidate c[] = { { 9, &near, 0 }, { 7, &same, 0 },
		{ 3, &same, 0 }, { 1, &far, 0 } };

	(void)state;
	assert_int_equal(grouping_best(&s, c, 4)->founder, 3);
	assert_int_equal(grouping_best(&s, c, 1)->founder, 9);
	assert_null(grouping_best(&s, &c[3], 1));
	assert_null(grouping_best(&s, c, 0));
}

static int
set_up(void **state)
{
	(void)state;
	mem = arena_begin();
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	arena_end(mem);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_alike, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_rarity, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_words_and_bounds, set_up,
		    tear_down),
		cmocka_unit_test_setup_teardown(test_best, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
