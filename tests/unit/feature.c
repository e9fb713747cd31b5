/* SPDX-License-Identifier: MIT */
#include "unit.h"

#include <math.h>
#include <stdbool.h>

#include "base/arena.h"
#include "meaning/feature.h"

enum { WORD = 1 << FEATURE_WORD, PAIR = 1 << FEATURE_PAIR,
	PIECE = 1 << FEATURE_PIECE, MARK = 1 << FEATURE_MARK };

static struct bag
read_as(struct arena *mem, unsigned kinds, const char *text)
{
	const struct feature_text t = { text, strlen(text), NULL, 0 };

	return bag_copy(mem, feature_read(feature_reader_new(mem, kinds), &t));
}

static unsigned
count_in(struct bag b, uint32_t bucket)
{
	for (size_t i = 0; i < b.n; i++)
		if (b.v[i].bucket == bucket)
			return b.v[i].count;
	return 0;
}

/* The same buckets as often, in whatever order. */
static bool
same(struct bag a, struct bag b)
{
	for (size_t i = 0; i < a.n; i++)
		if (count_in(b, a.v[i].bucket) != a.v[i].count)
			return false;
	return a.n == b.n;
}

static void
test_alike(void **state)
{
	static const struct {
		const char *why;
		unsigned kinds;
		const char *a, *b;
		bool same;
	} cases[] = {
		{ "forms of a word are one", WORD, "refunds", "Refunded", true },
		{ "but their pieces differ", PIECE, "refunds", "Refunded", false },
		{ "words have no order", WORD, "card lost", "lost card", true },
		{ "pairs have one", PAIR, "card lost", "lost card", false },
		{ "so often counts", WORD, "no", "no no", false },
		{ "a number is like another", WORD, "paid 12", "paid 4.99", true },
		{ "can't is can not", WORD | PAIR, "can't pay", "can not pay",
		    true },
		{ "nothing is nothing", 0, "", " \n ", true },
		{ "signs are no words", WORD, "card!", "card", true },
		{ "a question is one", WORD, "card?", "card", false },
	};

	(void)state;
	for (size_t i = 0; i < LEN(cases); i++) {
		struct arena *mem = arena_begin();

		print_message("%s\n", cases[i].why);
		assert_int_equal(same(read_as(mem, cases[i].kinds, cases[i].a),
		    read_as(mem, cases[i].kinds, cases[i].b)), cases[i].same);
		arena_end(mem);
	}
}

static void
test_how_many(void **state)
{
	static const struct {
		const char *why;
		unsigned kinds;
		const char *text;
		size_t n;
	} cases[] = {
		{ "each word once", WORD, "a b c b", 3 },
		{ "^ab$: two of 3 characters, one of 4", PIECE, "ab", 3 },
		{ "^abcd$: four, three and two", PIECE, "abcd", 9 },
		{ "characters count, not bytes", PIECE, "\xc3\xa4\xc3\xb6", 3 },
		{ "a pair as it stands and in no order", PAIR, "a b", 2 },
		{ "one word makes no pair", PAIR, "a", 0 },
		{ "pairs across others", PAIR, "a b c", 5 },
		{ "no marks were given", MARK, "main:bug", 0 },
		{ "nothing", 0, "", 0 },
	};

	(void)state;
	for (size_t i = 0; i < LEN(cases); i++) {
		struct arena *mem = arena_begin();

		print_message("%s\n", cases[i].why);
		assert_int_equal(read_as(mem, cases[i].kinds, cases[i].text).n,
		    cases[i].n);
		arena_end(mem);
	}
}

static void
test_marks(void **state)
{
	static const char *const marks[] = { "main:bug", "rule:crash.word" };
	struct arena *mem = arena_begin();
	struct feature_reader *r = feature_reader_new(mem, 0);
	struct feature_text t = { "main bug", 8, NULL, 0 };
	struct bag plain = bag_copy(mem, feature_read(r, &t)), marked;

	(void)state;
	t.marks = marks;
	t.marks_n = LEN(marks);
	marked = bag_copy(mem, feature_read(r, &t));
	assert_int_equal(marked.n, plain.n + 2);
	for (size_t i = 0; i < plain.n; i++)
		assert_int_equal(count_in(marked, plain.v[i].bucket),
		    plain.v[i].count);
	arena_end(mem);
}

/* However long a text is, reading it is bounded and stays within the arrays. */
static void
test_long(void **state)
{
	struct arena *mem = arena_begin();
	struct feature_reader *r = feature_reader_new(mem, 0);
	char *text = arena_alloc(mem, 4 * FEATURE_TEXT_MAX + 1);
	struct feature_text t = { text, 4 * FEATURE_TEXT_MAX, NULL, 0 };
	struct bag bag, cut;
	uint32_t seed = 7;

	(void)state;
	for (size_t i = 0; i < t.len; i++) {
		seed = seed * 1664525u + 1013904223u;
		text[i] = seed >> 24 < 40 ? ' ' : (char)('a' + (seed >> 16) % 26);
	}
	bag = bag_copy(mem, feature_read(r, &t));
	assert_in_range(bag.n, 10000, FEATURE_MOST);
	for (size_t i = 0; i < bag.n; i++)
		assert_true(bag.v[i].bucket < FEATURE_BUCKETS);
	t.len = FEATURE_TEXT_MAX;
	cut = feature_read(r, &t);
	assert_true(same(bag, cut));
	arena_end(mem);
}

static float
length_of(const struct weighted *v, size_t n)
{
	float square = 0;

	for (size_t i = 0; i < n; i++)
		square += v[i].weight * v[i].weight;
	return sqrtf(square);
}

static void
test_space(void **state)
{
	struct arena *mem = arena_begin();
	struct bag bags[] = { read_as(mem, WORD, "card lost"),
		read_as(mem, WORD, "card stolen"), read_as(mem, WORD, "card") };
	struct weighted v[8];
	struct feature_space s;

	(void)state;
	feature_learn(mem, bags, LEN(bags), 1, &s);
	assert_int_equal(s.rows, 3);
	assert_int_equal(feature_weigh(&s, bags[0], v), 2);
	assert_true(v[0].row < s.rows && v[1].row < s.rows);
	/* what is in every text weighs least */
	assert_true(v[0].weight < v[1].weight);
	assert_int_equal(feature_weigh(&s, read_as(mem, WORD, "window"), v), 0);
	/* the part of a kind has its length whatever the text */
	assert_int_equal(feature_weigh(&s, bags[2], v), 1);
	assert_true(fabsf(v[0].weight - length_of(v, 1)) < 1e-6f);
	feature_learn(mem, bags, LEN(bags), 2, &s);
	assert_int_equal(s.rows, 1);
	feature_learn(mem, bags, LEN(bags), 4, &s);
	assert_int_equal(s.rows, 0);
	assert_int_equal(feature_weigh(&s, bags[0], v), 0);
	feature_learn(mem, NULL, 0, 0, &s);
	assert_int_equal(s.rows, 0);
	arena_end(mem);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_alike),
		cmocka_unit_test(test_how_many),
		cmocka_unit_test(test_marks),
		cmocka_unit_test(test_long),
		cmocka_unit_test(test_space),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
