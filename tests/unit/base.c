/* SPDX-License-Identifier: MIT */
#include "unit.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/json.h"
#include "base/log.h"
#include "base/order.h"
#include "base/parse.h"
#include "base/sbuf.h"
#include "base/table.h"
#include "base/utf8.h"

#include <unistd.h>

static void
test_clock_parse(void **state)
{
	static const struct {
		const char *why, *in;
		bool ok;
		int64_t at;
	} cases[] = {
		{ "the epoch", "1970-01-01T00:00:00Z", true, 0 },
		{ "a date alone is midnight", "1970-01-02", true, DAY },
		{ "no seconds", "1970-01-01T00:01", true, 60 },
		{ "a fraction is dropped", "1970-01-01T00:00:01.25Z", true, 1 },
		{ "no zone is UTC", "1970-01-01T01:00:00", true, HOUR },
		{ "east is earlier", "1970-01-01T02:00:00+01:00", true, HOUR },
		{ "west is later", "1970-01-01T00:00:00-0100", true, HOUR },
		{ "leap day", "2024-02-29", true, 1709164800 },
		{ "no leap day", "2023-02-29", false, 0 },
		{ "no leap day in 1900", "1900-02-29", false, 0 },
		{ "month 13", "2023-13-01", false, 0 },
		{ "hour 24", "2023-01-01T24:00:00Z", false, 0 },
		{ "trailing text", "2023-01-01T00:00:00Zx", false, 0 },
		{ "empty", "", false, 0 },
	};

	(void)state;
	for (size_t i = 0; i < LEN(cases); i++) {
		int64_t at = 0;

		print_message("%s\n", cases[i].why);
		assert_int_equal(clock_parse(cases[i].in, &at), cases[i].ok);
		if (cases[i].ok)
			assert_int_equal(at, cases[i].at);
	}
}

static void
test_json_text(void **state)
{
	static const struct {
		const char *why, *in, *out;
	} cases[] = {
		{ "plain", "abc", "\"abc\"" },
		{ "quote and backslash", "\"\\", "\"\\\"\\\\\"" },
		{ "control", "a\nb\x01", "\"a\\nb\\u0001\"" },
		{ "markup cannot start", "</script>", "\"\\u003c/script>\"" },
		{ "utf-8 stays", "\xc3\xa9", "\"\xc3\xa9\"" },
		{ "a broken byte", "a\xff" "b", "\"a\xef\xbf\xbd" "b\"" },
		{ "a surrogate", "\xed\xa0\x80",
		    "\"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\"" },
	};

	(void)state;
	for (size_t i = 0; i < LEN(cases); i++) {
		struct sbuf out = SBUF_INIT;
		struct jw w = JW_INIT(&out);

		print_message("%s\n", cases[i].why);
		jw_text(&w, cases[i].in);
		assert_string_equal(out.s, cases[i].out);
		sbuf_free(&out);
	}
}

static void
test_json_nesting(void **state)
{
	struct sbuf out = SBUF_INIT;
	struct jw w = JW_INIT(&out);

	(void)state;
	jw_object(&w);
	jw_array(jw_key(&w, "a"));
	jw_int(&w, 1);
	jw_object(&w);
	jw_end(&w);
	jw_num(&w, 0.1);
	jw_num(&w, 3);
	jw_end(&w);
	jw_null(jw_key(&w, "b"));
	jw_time(jw_key(&w, "t"), 60);
	jw_end(&w);
	assert_string_equal(out.s,
	    "{\"a\":[1,{},0.1,3.0],\"b\":null,\"t\":\"1970-01-01T00:01:00Z\"}");
	sbuf_free(&out);
}

static void
test_json_float(void **state)
{
	static const struct {
		const char *why;
		float x;
		const char *text;
	} cases[] = {
		{ "short", 0.5f, "[0.5]" },
		{ "whole", 3, "[3]" },
		{ "as many digits as it needs", 1 / 3.0f, "[0.33333334]" },
		{ "nine of them", 14.7794695f, "[14.7794695]" },
		{ "small", 1e-9f, "[1e-09]" },
		{ "no number", (float)(0.0 / 0.0), "[null]" },
	};

	(void)state;
	for (size_t i = 0; i < LEN(cases); i++) {
		struct sbuf out = SBUF_INIT;
		struct jw w = JW_INIT(&out);

		print_message("%s\n", cases[i].why);
		jw_array(&w);
		jw_float(&w, cases[i].x);
		jw_end(&w);
		assert_string_equal(out.s, cases[i].text);
		sbuf_free(&out);
	}
}

static void
test_utf8_clean(void **state)
{
	static const struct {
		const char *why, *in;
		size_t len;
		const char *out;
	} cases[] = {
		{ "NUL goes", "a\0b", 3, "a\xef\xbf\xbd" "b" },
		{ "4-byte emoji stays", "\xf0\x9f\x98\x80", 4,
		    "\xf0\x9f\x98\x80" },
		{ "cut emoji goes", "\xf0\x9f", 2, "\xef\xbf\xbd\xef\xbf\xbd" },
		{ "overlong goes", "\xc0\xaf", 2, "\xef\xbf\xbd\xef\xbf\xbd" },
	};

	(void)state;
	for (size_t i = 0; i < LEN(cases); i++) {
		struct sbuf out = SBUF_INIT;

		print_message("%s\n", cases[i].why);
		utf8_clean(&out, cases[i].in, cases[i].len);
		assert_string_equal(out.s, cases[i].out);
		assert_true(utf8_valid(out.s, out.len));
		sbuf_free(&out);
	}
}

static void
test_utf8_encode_is_get(void **state)
{
	(void)state;
	for (uint32_t cp = 1; cp <= 0x10ffff; cp += 61) {
		char text[4];
		size_t len = utf8_encode(text, cp);
		uint32_t back = 0;

		assert_int_equal(utf8_get(text, len, &back), len);
		assert_int_equal(back, cp < 0xd800 || cp > 0xdfff ? cp : 0xfffd);
	}
}

/* What one event writes to stderr, less time and process. */
static void
logged(const char *value, char *line, size_t size)
{
	int ends[2], err = dup(STDERR_FILENO);
	const char *field;
	ssize_t n;

	assert_int_equal(pipe(ends), 0);
	dup2(ends[1], STDERR_FILENO);
	LOG(ERROR, "e", L_STR("v", value));
	dup2(err, STDERR_FILENO);
	n = read(ends[0], line, size - 1);
	close(err);
	close(ends[0]);
	close(ends[1]);
	assert_true(n > 0);
	line[n] = '\0';
	field = strstr(line, " v=");
	assert_non_null(field);
	memmove(line, field + 3, strlen(field + 3) + 1);
}

static void
test_log_value(void **state)
{
	static const struct {
		const char *why, *in, *out;
	} cases[] = {
		{ "a word", "abc/d", "abc/d\n" },
		{ "nothing", "", "\"\"\n" },
		{ "none", NULL, "-\n" },
		{ "a blank", "a b", "\"a b\"\n" },
		{ "a line break forges no line", "a\nts=1", "\"a\\x0ats=1\"\n" },
		{ "a quote", "a\"b\\", "\"a\\\"b\\\\\"\n" },
		{ "no control character reaches a terminal", "a\x08\x0b\x1b[1m",
		    "\"a\\x08\\x0b\\x1b[1m\"\n" },
		{ "utf-8 stays", "\xc3\xa9", "\xc3\xa9\n" },
	};
	char line[2400], odd[2002];

	(void)state;
	print_message("2000 bytes at most, and no half character\n");
	memset(odd, 'x', 1999);
	memcpy(odd + 1999, "\xc3\xa9", 3);
	logged(odd, line, sizeof(line));
	assert_int_equal(strcspn(line, "\n"), 1999);
	for (size_t i = 0; i < LEN(cases); i++) {
		print_message("%s\n", cases[i].why);
		logged(cases[i].in, line, sizeof(line));
		assert_string_equal(line, cases[i].out);
	}
	for (char c = 1; c < 0x20; c++) {
		logged((char[]){ c, '\0' }, line, sizeof(line));
		assert_int_equal(strlen(line), strlen("\"\\x01\"\n"));
	}
}

static void
test_sbuf(void **state)
{
	struct sbuf sb = SBUF_INIT;

	(void)state;
	assert_string_equal(sbuf_cstr(&sb), "");
	print_message("room alone is no text\n");
	sbuf_reserve(&sb, 3);
	assert_string_equal(sbuf_cstr(&sb), "");
	for (int i = 0; i < 1000; i++)
		sbuf_int(&sb, i % 10);
	assert_int_equal(sb.len, 1000);
	assert_string_equal(sb.s + 995, "56789");
	sbuf_clear(&sb);
	assert_string_equal(sb.s, "");
	sbuf_free(&sb);
	assert_null(sb.s);
}

static int deferred_order;

static void
note_order(void *digit)
{
	deferred_order = deferred_order * 10 + *(int *)digit;
}

static void
test_arena(void **state)
{
	struct arena *a = arena_begin();
	int one = 1, two = 2;
	unsigned char *big;

	(void)state;
	arena_defer(a, note_order, &one);
	arena_defer(a, note_order, &two);
	big = arena_alloc(a, 5 * 1024 * 1024);
	for (size_t i = 0; i < 5 * 1024 * 1024; i += 4096)
		assert_int_equal(big[i], 0);
	assert_string_equal(arena_fmt(a, "%s-%d", "x", 7), "x-7");
	arena_reset(a);
	assert_int_equal(deferred_order, 21);
	assert_int_equal(arena_used(a), 0);
	assert_int_equal(*(char *)arena_alloc(a, 1), 0);
	arena_end(a);
}

static void
test_parse_int(void **state)
{
	static const struct {
		const char *why, *in;
		bool ok;
		int64_t n;
	} cases[] = {
		{ "a number", "17", true, 17 },
		{ "the least", "-5", true, -5 },
		{ "under the least", "-6", false, 0 },
		{ "over the most", "101", false, 0 },
		{ "too big for 64 bits", "99999999999999999999", false, 0 },
		{ "trailing", "1x", false, 0 },
		{ "blank before", " 1", false, 0 },
		{ "plus", "+1", false, 0 },
		{ "empty", "", false, 0 },
		{ "minus alone", "-", false, 0 },
	};

	(void)state;
	for (size_t i = 0; i < LEN(cases); i++) {
		int64_t n = 0;

		print_message("%s\n", cases[i].why);
		assert_int_equal(parse_int(cases[i].in, -5, 100, &n),
		    cases[i].ok);
		assert_int_equal(n, cases[i].n);
	}
}

static int
by_number(const void *a, const void *b)
{
	return order_int(*(const int64_t *)a, *(const int64_t *)b);
}

static void
test_order(void **state)
{
	static const struct {
		const char *why;
		int64_t in[6];
		size_t n;
		int64_t out[6];
		size_t kept;
	} cases[] = {
		{ "nothing", { 0 }, 0, { 0 }, 0 },
		{ "one", { 7 }, 1, { 7 }, 1 },
		{ "each once, in order", { 3, 1, 3, 2, 1 }, 5, { 1, 2, 3 }, 3 },
		{ "all the same", { 5, 5, 5 }, 3, { 5 }, 1 },
		{ "farther apart than a difference can say",
		    { INT64_MAX, INT64_MIN, 0 }, 3,
		    { INT64_MIN, 0, INT64_MAX }, 3 },
	};

	(void)state;
	for (size_t i = 0; i < LEN(cases); i++) {
		int64_t list[6];

		print_message("%s\n", cases[i].why);
		memcpy(list, cases[i].in, sizeof(list));
		assert_int_equal(order_distinct(list, cases[i].n,
		    sizeof(*list), by_number), cases[i].kept);
		assert_memory_equal(list, cases[i].out,
		    cases[i].kept * sizeof(*list));
	}
}

static void
test_table(void **state)
{
	static const struct {
		int n;
		const char *name;
	} rows[] = { { 1, "one" }, { 2, "two" }, { 3, "two" } };
	static const char *const words[] = { "one", "two" };
	static const struct {
		const char *why, *word;
		size_t row, place;
	} cases[] = {
		{ "the first", "one", 0, 0 },
		{ "of two the first one", "two", 1, 1 },
		{ "the beginning is another word", "on", 3, 2 },
		{ "so is nothing", "", 3, 2 },
	};

	(void)state;
	for (size_t i = 0; i < LEN(cases); i++) {
		print_message("%s\n", cases[i].why);
		assert_int_equal(TABLE_FIND(rows, name, cases[i].word),
		    cases[i].row);
		assert_int_equal(WORDS_FIND(words, cases[i].word),
		    cases[i].place);
	}
	assert_int_equal(TABLE_LEN(rows), 3);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_table),
		cmocka_unit_test(test_clock_parse),
		cmocka_unit_test(test_json_text),
		cmocka_unit_test(test_json_nesting),
		cmocka_unit_test(test_json_float),
		cmocka_unit_test(test_utf8_clean),
		cmocka_unit_test(test_utf8_encode_is_get),
		cmocka_unit_test(test_log_value),
		cmocka_unit_test(test_sbuf),
		cmocka_unit_test(test_arena),
		cmocka_unit_test(test_parse_int),
		cmocka_unit_test(test_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
