/* SPDX-License-Identifier: MIT */
#include "unit.h"

#include "analysis/analyse.h"
#include "base/arena.h"
#include "base/sbuf.h"

static const char *
keywords(struct arena *mem, const char *subject, const char *text)
{
	struct report report = { subject, text };
	struct sbuf *out = sbuf_arena(mem);
	struct verdict v;

	analyse(ruleset_default(mem), mem, &report, &v);
	for (size_t i = 0; i < v.keywords_n; i++)
		sbuf_fmt(out, "%s%s", i > 0 ? " " : "", v.keywords[i]);
	return sbuf_cstr(out);
}

static void
test_keywords(void **state)
{
	static const struct {
		const char *why, *subject, *text, *words;
	} cases[] = {
		{ "what any report holds says nothing", "Hello",
		    "Please help me with the game, thank you!", "" },
		{ "most frequent first, of equals the first",
		    "Refund", "The chest opens empty. An empty chest, empty!",
		    "empty chest refund opens" },
		{ "lower case", "CRASH", "Crash crash LOGO", "crash logo" },
		{ "numbers and short words are none", "",
		    "it is at 12 of 4.99 in X1 ok level", "level" },
		{ "every script", "", "\xd0\xb8\xd0\xb3\xd1\x80\xd0\xb0",
		    "\xd0\xb8\xd0\xb3\xd1\x80\xd0\xb0" },
		{ "eight at most", "",
		    "alpha bravo charlie delta echo foxtrot golf hotel india",
		    "alpha bravo charlie delta echo foxtrot golf hotel" },
		{ "a part of a common word is none of them", "",
		    "the ther elsewh nothin", "ther elsewh nothin" },
		{ "nothing at all", "", "", "" },
	};
	struct arena *mem = arena_begin();

	(void)state;
	for (size_t i = 0; i < LEN(cases); i++) {
		print_message("%s\n", cases[i].why);
		assert_string_equal(keywords(mem, cases[i].subject,
		    cases[i].text), cases[i].words);
	}
	arena_end(mem);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_keywords),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
