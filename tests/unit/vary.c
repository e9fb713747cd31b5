/* SPDX-License-Identifier: MIT */
#include "unit.h"

#include "base/arena.h"
#include "quality/heuristic.h"
#include "quality/vary.h"

/* Turns, with the reply last. */
static struct exchange
exchange_of(struct turn turn[static 2], const char *asked, const char *reply)
{
	turn[0] = (struct turn){ 11, false, 1, 0, asked, false };
	turn[1] = (struct turn){ 12, true, 2, 0, reply, false };
	return (struct exchange){ "About Will", "Will", "Bo", turn, 2, 1, 0, "",
		"" };
}

static void
test_keys(void **state)
{
	(void)state;
	for (enum change c = 0; c < CHANGES; c++)
		assert_int_equal(change_of(change_key(c)), c);
	assert_int_equal(change_of("base"), CHANGES);
}

/* The name that stands for another in all texts, as whole words. */
static void
test_names(void **state)
{
	struct arena *mem = arena_begin();
	struct turn turn[2];
	struct exchange x = exchange_of(turn, "I am WILL, willing. Bob, will?",
	    "Hi Will! Goodwill. Bo");
	struct variant v;
	const char *to;

	(void)state;
	assert_true(vary(mem, CHANGE_NAMES, &rubric_default, &x, &v));
	to = v.exchange.customer;
	assert_string_not_equal(to, "Will");
	assert_string_equal(v.exchange.turn[0].text, arena_fmt(mem,
	    "I am %s, willing. Bob, %s?", to, to));
	assert_string_equal(v.exchange.turn[1].text, arena_fmt(mem,
	    "Hi %s! Goodwill. %s", to, v.exchange.agent));
	assert_string_equal(v.exchange.subject, arena_fmt(mem, "About %s", to));
	assert_string_equal(turn[1].text, "Hi Will! Goodwill. Bo");
	arena_end(mem);
}

/* Where nobody wrote a name there is nothing to compare. */
static void
test_no_names(void **state)
{
	struct arena *mem = arena_begin();
	struct turn turn[2];
	struct exchange x = exchange_of(turn, "It fails", "Please try it");
	struct variant v;

	(void)state;
	x.subject = "";
	assert_false(vary(mem, CHANGE_NAMES, &rubric_default, &x, &v));
	x.customer = x.agent = "";
	assert_false(vary(mem, CHANGE_NAMES, &rubric_default, &x, &v));
	arena_end(mem);
}

/* A judge who looks at each dimension alone says the same in any order. */
static void
test_order(void **state)
{
	struct arena *mem = arena_begin();
	struct heuristic *h = heuristic_new(mem);
	struct turn turn[2];
	struct exchange x = exchange_of(turn, "The app crashes. What can I do?",
	    "Hi Will, sorry for the trouble. Please restart it.");
	struct judgement was, is;
	struct variant v;

	(void)state;
	heuristic_judge(h, mem, &rubric_default, &x, &was);
	assert_true(vary(mem, CHANGE_ORDER, &rubric_default, &x, &v));
	assert_string_equal(v.rubric.dimension[0].key, "resolution");
	heuristic_judge(h, mem, &v.rubric, &v.exchange, &is);
	assert_float_not_equal(is.mark[0].score, was.mark[0].score, 1e-9);
	vary_back(&rubric_default, &v, &is);
	for (size_t i = 0; i < rubric_default.n; i++)
		assert_float_equal(is.mark[i].score, was.mark[i].score, 0);
	assert_float_equal(is.total, was.total, 0);
	v.rubric.n = 1;
	assert_false(vary(mem, CHANGE_ORDER, &v.rubric, &x, &v));
	arena_end(mem);
}

static void
test_length(void **state)
{
	struct arena *mem = arena_begin();
	struct turn turn[2];
	struct exchange x = exchange_of(turn, "It fails", "Please try it.");
	struct variant v;

	(void)state;
	assert_true(vary(mem, CHANGE_LENGTH, &rubric_default, &x, &v));
	assert_string_equal(v.exchange.turn[0].text, "It fails");
	assert_int_equal(strncmp(v.exchange.turn[1].text, "Please try it.\n\n",
	    16), 0);
	assert_true(strlen(v.exchange.turn[1].text) > 200);
	assert_true(vary(mem, CHANGE_AGAIN, &rubric_default, &x, &v));
	assert_ptr_equal(v.exchange.turn, turn);
	arena_end(mem);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_keys),
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_no_names),
		cmocka_unit_test(test_order),
		cmocka_unit_test(test_length),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
