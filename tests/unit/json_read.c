/* SPDX-License-Identifier: MIT */
#include "unit.h"

#include "base/arena.h"
#include "base/sbuf.h"
#include "text/json_read.h"

static void
test_parse(void **state)
{
	static const struct {
		const char *why, *in;
		size_t len;	/* 0: strlen */
		bool ok;
	} cases[] = {
		{ "an object", "{\"a\":1}", 0, true },
		{ "blanks around", " [1] \n", 0, true },
		{ "a bare number", "17", 0, true },
		{ "a bare text", "\"x\"", 0, true },
		{ "non-ASCII text", "{\"a\":\"\xc3\xa9\xf0\x9f\x98\x80\"}", 0,
		    true },
		{ "nothing", "", 0, false },
		{ "blanks", "  ", 0, false },
		{ "cut in the middle", "{\"a\":[1,2", 0, false },
		{ "cut in a text", "{\"a\":\"b", 0, false },
		{ "text after", "{} x", 0, false },
		{ "two values", "{}{}", 0, false },
		{ "NUL after", "{}\0x", 4, false },
		{ "a trailing comma", "[1,]", 0, false },
		{ "a comment", "[1/* */]", 0, false },
		{ "HTML", "<html></html>", 0, false },
		{ "a broken byte", "[\"\xff\"]", 0, false },
		{ "null holds nothing", "null", 0, false },
	};

	(void)state;
	for (size_t i = 0; i < LEN(cases); i++) {
		struct arena *mem = arena_begin();
		struct json_object *o;
		const char *why;
		size_t len = cases[i].len ? cases[i].len
					  : strlen(cases[i].in);

		print_message("%s\n", cases[i].why);
		assert_int_equal(json_parse(mem, cases[i].in, len, &o, &why),
		    cases[i].ok ? RC_OK : RC_BAD_INPUT);
		assert_int_equal(o != NULL, cases[i].ok);
		assert_int_equal(why[0] == '\0', cases[i].ok);
		arena_end(mem);
	}
}

static void
test_depth(void **state)
{
	(void)state;
	for (int levels = 60; levels <= 20000; levels += 19940) {
		struct arena *mem = arena_begin();
		struct sbuf *b = sbuf_arena(mem);
		struct json_object *o;
		const char *why;

		for (int i = 0; i < levels; i++)
			sbuf_char(b, '[');
		for (int i = 0; i < levels; i++)
			sbuf_char(b, ']');
		assert_int_equal(json_parse(mem, b->s, b->len, &o, &why),
		    levels < JSON_DEPTH_MAX ? RC_OK : RC_BAD_INPUT);
		arena_end(mem);
	}
}

static const char doc[] =
    "{\"t\":\"x\",\"n\":null,\"i\":9007199254740993,\"d\":1.5,\"b\":true,"
    "\"big\":99999999999999999999,\"z\":\"a\\u0000b\",\"o\":{\"k\":\"v\"},"
    "\"a\":[\"p\",7,null],\"at\":\"2026-01-15T12:00:00Z\","
    "\"local\":\"2026-01-15T12:00:00\",\"noat\":\"soon\",\"s\":\"12\","
    "\"lone\":\"\\ud800\"}";

static void
test_getters(void **state)
{
	struct arena *mem = arena_begin();
	struct json_object *o;
	const char *why;

	(void)state;
	assert_int_equal(json_parse(mem, doc, strlen(doc), &o, &why), RC_OK);
	assert_string_equal(jr_text(mem, o, "t"), "x");
	assert_null(jr_text(mem, o, "n"));
	assert_null(jr_text(mem, o, "i"));
	assert_null(jr_text(mem, o, "missing"));
	assert_null(jr_text(mem, NULL, "t"));
	assert_string_equal(jr_text(mem, o, "z"), "a\xef\xbf\xbd" "b");
	assert_string_equal(jr_text(mem, o, "lone"), "\xef\xbf\xbd");
	assert_true(jr_int(o, "i", 0) == 9007199254740993);
	assert_int_equal(jr_int(o, "s", -1), -1);
	assert_int_equal(jr_int(o, "d", -1), -1);
	assert_int_equal(jr_int(o, "big", -1), -1);
	assert_int_equal(jr_int(o, "n", -1), -1);
	assert_true(jr_num(o, "d", 0) == 1.5);
	assert_true(jr_bool(o, "b", false));
	assert_true(jr_bool(o, "i", true));
	assert_string_equal(jr_text(mem, jr_object(o, "o"), "k"), "v");
	assert_null(jr_text(mem, jr_object(o, "a"), "k"));
	assert_int_equal(jr_len(jr_array(o, "a")), 3);
	assert_int_equal(jr_len(jr_array(o, "o")), 0);
	assert_string_equal(jr_text_at(mem, jr_array(o, "a"), 0), "p");
	assert_int_equal(jr_int_at(jr_array(o, "a"), 1, 0), 7);
	assert_null(jr_array_at(jr_array(o, "a"), 2));
	assert_null(jr_array_at(jr_array(o, "a"), 3));
	assert_int_equal(jr_time(o, "at"), 1768478400);
	assert_int_equal(jr_time(o, "local"), 1768478400);
	assert_int_equal(jr_time(o, "noat"), 0);
	assert_false(jr_has(o, "n"));
	assert_true(jr_has(o, "d"));
	assert_string_equal(jr_source(mem, jr_object(o, "o")), "{\"k\":\"v\"}");
	arena_end(mem);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_parse),
		cmocka_unit_test(test_depth),
		cmocka_unit_test(test_getters),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
