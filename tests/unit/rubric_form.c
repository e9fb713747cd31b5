/* SPDX-License-Identifier: MIT */
#include "unit.h"

#include "base/arena.h"
#include "quality/rubric_form.h"

#include <math.h>

static struct rubric_form
form(struct arena *mem)
{
	struct rubric_form f;

	rubric_form_of(mem, &rubric_default, &f);
	return f;
}

static void
test_there_and_back(void **state)
{
	struct arena *mem = arena_begin();
	struct rubric_form f = form(mem);
	struct rubric_change *c;
	struct rubric r;
	size_t n;

	(void)state;
	assert_null(rubric_form_read(mem, &f, &r));
	rubric_changes(mem, &rubric_default, &r, &c, &n);
	assert_int_equal(n, 0);
	arena_end(mem);
}

static void
test_numbers(void **state)
{
	static const struct {
		const char *weight, *scale, *said, *why;
	} cases[] = {
		{ "0.25", "10", NULL, "as it is written" },
		{ "0,25", "10", NULL, "with a comma, as in most of Europe" },
		{ ".25", "100", NULL, "without the nought" },
		{ "", "10", "The weight of dimension \"empathy\" must be a number "
		    "from 0 to 1.", "nothing" },
		{ ".", "10", "The weight of dimension \"empathy\" must be a number "
		    "from 0 to 1.", "a point alone" },
		{ "0.2.5", "10", "The weight of dimension \"empathy\" must be a "
		    "number from 0 to 1.", "two points" },
		{ "0,2,5", "10", "The weight of dimension \"empathy\" must be a "
		    "number from 0 to 1.", "two commas" },
		{ "nan", "10", "The weight of dimension \"empathy\" must be a "
		    "number from 0 to 1.", "strtod() takes it" },
		{ "0x1", "10", "The weight of dimension \"empathy\" must be a "
		    "number from 0 to 1.", "strtod() takes it too" },
		{ "-0.25", "10", "The weight of dimension \"empathy\" must be a "
		    "number from 0 to 1.", "less than nothing" },
		{ "0.3", "10", "The weights must sum to 1, not 1.05.", "sum" },
		{ "0.25", "10.5", "The scale of dimension \"empathy\" must be a "
		    "whole number from 1 to 100.", "a scale is whole" },
		{ "0.25", "0", "The scale of dimension \"empathy\" must be a "
		    "whole number from 1 to 100.", "no scale" },
		{ "0.25", "99999999999999999999", "The scale of dimension "
		    "\"empathy\" must be a whole number from 1 to 100.",
		    "more than fits" },
	};

	(void)state;
	for (size_t i = 0; i < LEN(cases); i++) {
		struct arena *mem = arena_begin();
		struct rubric_form f = form(mem);
		struct rubric r;
		const char *said;

		f.row[0].weight = cases[i].weight;
		f.row[0].scale = cases[i].scale;
		said = rubric_form_read(mem, &f, &r);
		if (said == NULL || cases[i].said == NULL ?
		    said != cases[i].said : strcmp(said, cases[i].said) != 0)
			fail_msg("%s: %s", cases[i].why, said ? said : "sound");
		arena_end(mem);
	}
}

/* What was given as JSON is shown, and saved again, as a form. */
static void
test_thirds(void **state)
{
	struct arena *mem = arena_begin();
	struct dimension d[3];
	struct rubric r = { 1, "Thirds", d, 3 }, again;
	struct rubric_form f;

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		d[i] = rubric_default.dimension[i];
		d[i].weight = 1.0 / 3;
	}
	rubric_form_of(mem, &r, &f);
	assert_null(rubric_form_read(mem, &f, &again));
	arena_end(mem);
}

static void
test_sum(void **state)
{
	struct arena *mem = arena_begin();
	struct rubric_form f = form(mem);

	(void)state;
	assert_float_equal(rubric_form_sum(mem, &f), 1, 1e-9);
	/* as it is read: with a comma, and nothing that is no number */
	f.row[0].weight = "0,5";
	f.row[1].weight = "inf";
	f.row[2].weight = "0x1";
	f.row[3].weight = "0.25";
	assert_float_equal(rubric_form_sum(mem, &f), 0.75, 1e-9);
	arena_end(mem);
}

static void
test_without_a_key(void **state)
{
	struct arena *mem = arena_begin();
	struct rubric_form f = form(mem);
	struct rubric r;

	(void)state;
	f.row[2].key = "";
	f.row[2].weight = "x";
	assert_string_equal(rubric_form_read(mem, &f, &r), "The weight of "
	    "dimension 3 must be a number from 0 to 1.");
	arena_end(mem);
}

/* The keys' first letters in order, after the acts. */
static void
acts_give(const char *why, const char *const *acts, bool done,
    const char *letters)
{
	struct arena *mem = arena_begin();
	struct rubric_form f = form(mem);
	char got[RUBRIC_ROWS + 1] = "";
	bool did = false;

	for (; *acts != NULL; acts++)
		did = rubric_form_act(&f, *acts);
	for (size_t i = 0; i < f.n; i++)
		got[i] = *f.row[i].key ? *f.row[i].key : '-';
	if (did != done || strcmp(got, letters) != 0)
		fail_msg("%s: %s", why, got);
	arena_end(mem);
}

#define ACTS(...) ((const char *const[]){ __VA_ARGS__, NULL })

static void
test_acts(void **state)
{
	(void)state;
	acts_give("a row more, at the end", ACTS("add"), true, "eatr-");
	acts_give("the second up", ACTS("up.2"), true, "aetr");
	acts_give("the first cannot", ACTS("up.1"), false, "eatr");
	acts_give("the third down", ACTS("down.3"), true, "eart");
	acts_give("the last cannot", ACTS("down.4"), false, "eatr");
	acts_give("the first out", ACTS("remove.1"), true, "atr");
	acts_give("the last out", ACTS("remove.4"), true, "eat");
	acts_give("all out", ACTS("remove.1", "remove.1", "remove.1",
	    "remove.1"), true, "");
	acts_give("none to take out", ACTS("remove.5"), false, "eatr");
	acts_give("no row 0", ACTS("remove.0"), false, "eatr");
	acts_give("no such act", ACTS("sort.1"), false, "eatr");
	acts_give("no number", ACTS("up."), false, "eatr");
	acts_give("nothing", ACTS(""), false, "eatr");
	acts_give("no thirteenth", ACTS("add", "add", "add", "add", "add",
	    "add", "add", "add", "add"), false, "eatr--------");
}

static void
test_changes(void **state)
{
	static const struct {
		const char *key, *what, *before, *after;
	} want[] = {
		{ "", "name", "Support replies", "Ours" },
		{ "tone", "weight", "0.15", "0.4" },
		{ "tone", "critical", "no", "yes" },
		{ "tone", "place", "3", "1" },
		{ "speed", "added", "", "Speed, weight 0.25, 0 to 5" },
		{ "empathy", "place", "1", "3" },
		{ "accuracy", "place", "2", "4" },
		{ "accuracy", "weight", "0.35", "0.1" },
		{ "resolution", "removed",
		    "Resolution, weight 0.25, 0 to 10", "" },
	};
	struct dimension d[4] = { rubric_default.dimension[2],
		{ "speed", "Speed", "", 0.25, 5, true, false },
		rubric_default.dimension[0], rubric_default.dimension[1] };
	struct rubric r = { 2, "Ours", d, LEN(d) };
	struct arena *mem = arena_begin();
	struct rubric_change *c;
	size_t n, found = 0;

	(void)state;
	d[0].weight = 0.4;
	d[0].critical = true;
	d[3].weight = 0.1;
	assert_null(rubric_check(mem, &r));
	rubric_changes(mem, &rubric_default, &r, &c, &n);
	assert_int_equal(n, LEN(want));
	for (size_t i = 0; i < LEN(want); i++)
		for (size_t k = 0; k < n; k++)
			found += strcmp(c[k].key, want[i].key) == 0 &&
			    strcmp(c[k].what, want[i].what) == 0 &&
			    strcmp(c[k].before, want[i].before) == 0 &&
			    strcmp(c[k].after, want[i].after) == 0;
	assert_int_equal(found, LEN(want));
	assert_string_equal(c[n - 1].what, "removed");
	arena_end(mem);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_there_and_back),
		cmocka_unit_test(test_numbers),
		cmocka_unit_test(test_thirds),
		cmocka_unit_test(test_sum),
		cmocka_unit_test(test_without_a_key),
		cmocka_unit_test(test_acts),
		cmocka_unit_test(test_changes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
