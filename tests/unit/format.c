/* SPDX-License-Identifier: MIT */
#include "unit.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/sbuf.h"
#include "html/csv.h"
#include "html/format.h"

#include <limits.h>
#include <math.h>

#define S "\xc2\xa0"	/* no-break space */
#define NONE "\xe2\x80\x93"

static void
test_count(void **state)
{
	static const struct {
		const char *why;
		long long in;
		const char *out;
	} cases[] = {
		{ "zero", 0, "0" },
		{ "three digits", 999, "999" },
		{ "four digits", 1284, "1,284" },
		{ "six digits", 123456, "123,456" },
		{ "a real minus", -1284, "\xe2\x88\x92" "1,284" },
		{ "the least", LLONG_MIN,
		    "\xe2\x88\x92" "9,223,372,036,854,775,808" },
	};
	char buf[FMT_SIZE];

	(void)state;
	for (size_t i = 0; i < LEN(cases); i++) {
		print_message("%s\n", cases[i].why);
		assert_string_equal(fmt_count(cases[i].in, buf), cases[i].out);
	}
}

static void
test_num(void **state)
{
	static const struct {
		const char *why;
		double in;
		int decimals;
		const char *out;
	} cases[] = {
		{ "fixed decimals", 7.8, 2, "7.80" },
		{ "grouped", 1234567.25, 1, "1,234,567.2" },
		{ "no minus zero", -0.04, 1, "0.0" },
		{ "minus", -0.06, 1, "\xe2\x88\x92" "0.1" },
		{ "not a number", NAN, 1, NONE },
		{ "too big is cut", 1e300, 0, "1,000,000,000,000,000" },
		{ "endless too", -INFINITY, 0,
		    "\xe2\x88\x92" "1,000,000,000,000,000" },
	};
	char buf[FMT_SIZE];

	(void)state;
	for (size_t i = 0; i < LEN(cases); i++) {
		print_message("%s\n", cases[i].why);
		assert_string_equal(
		    fmt_num(cases[i].in, cases[i].decimals, buf), cases[i].out);
	}
}

static void
test_change(void **state)
{
	static const struct {
		const char *why;
		double now, before;
		const char *out;
	} cases[] = {
		{ "up", 118, 100, "\xe2\x96\xb2" S "18" S "%" },
		{ "down", 91, 100, "\xe2\x96\xbc" S "9" S "%" },
		{ "gone", 0, 100, "\xe2\x96\xbc" S "100" S "%" },
		{ "as before", 100, 100, "=" },
		{ "hardly moved", 1002, 1000, "=" },
		{ "never before", 3, 0, "new" },
		{ "nothing twice", 0, 0, "=" },
		{ "ten times is a factor", 120, 10, "\xe2\x96\xb2" S
		    "12\xc3\x97" },
		{ "unknown", NAN, 1, NONE },
	};
	char buf[FMT_SIZE];

	(void)state;
	for (size_t i = 0; i < LEN(cases); i++) {
		print_message("%s\n", cases[i].why);
		assert_string_equal(
		    fmt_change(cases[i].now, cases[i].before, buf),
		    cases[i].out);
	}
}

static void
test_percent(void **state)
{
	static const struct {
		const char *why;
		double part, whole;
		const char *out;
	} cases[] = {
		{ "plain", 18, 100, "18" S "%" },
		{ "little is not nothing", 1, 1000, "<" S "1" S "%" },
		{ "nearly all is not all", 999, 1000, ">" S "99" S "%" },
		{ "all", 5, 5, "100" S "%" },
		{ "nothing", 0, 5, "0" S "%" },
		{ "of nothing", 0, 0, NONE },
	};
	char buf[FMT_SIZE];

	(void)state;
	for (size_t i = 0; i < LEN(cases); i++) {
		print_message("%s\n", cases[i].why);
		assert_string_equal(
		    fmt_percent(cases[i].part, cases[i].whole, buf),
		    cases[i].out);
	}
}

static void
test_duration(void **state)
{
	static const struct {
		const char *why;
		int64_t in;
		const char *out;
	} cases[] = {
		{ "seconds", 12, "12" S "s" },
		{ "minutes drop seconds", 719, "11" S "min" },
		{ "hours and minutes", 3 * HOUR + 600, "3" S "h" S "10" S "min" },
		{ "whole hours", 3 * HOUR + 59, "3" S "h" },
		{ "days and hours", DAY + 4 * HOUR, "1" S "d" S "4" S "h" },
		{ "whole days", 2 * DAY, "2" S "d" },
		{ "many days drop hours", 12 * DAY + 5 * HOUR, "12" S "d" },
		{ "none", -1, NONE },
	};
	char buf[FMT_SIZE];

	(void)state;
	for (size_t i = 0; i < LEN(cases); i++) {
		print_message("%s\n", cases[i].why);
		assert_string_equal(fmt_duration(cases[i].in, buf),
		    cases[i].out);
	}
	assert_string_equal(fmt_ago(88, 100, buf), "12" S "s" S "ago");
	assert_string_equal(fmt_ago(105, 100, buf), "0" S "s" S "ago");
	assert_string_equal(fmt_ago(0, 100, buf), NONE);
}

static void
test_times_in_a_zone(void **state)
{
	const int64_t jan = 1768381920;	/* 2026-01-14T09:12:00Z */
	const int64_t jul = 1784020320;	/* 2026-07-14T09:12:00Z */
	char buf[FMT_SIZE];

	(void)state;
	fmt_zone_set("Europe/Paris");
	assert_string_equal(fmt_zone(), "Europe/Paris");
	assert_string_equal(fmt_when(jan, jul, buf), "14" S "Jan" S "10:12");
	assert_string_equal(fmt_when(jul, jul, buf), "14" S "Jul" S "11:12");
	assert_string_equal(fmt_when(jan - 366 * DAY, jan, buf),
	    "13" S "Jan" S "2025" S "10:12");
	assert_string_equal(fmt_weekday(jan, buf), "Wed" S "14");
	assert_string_equal(fmt_input(jan, buf), "2026-01-14T10:12");
	assert_string_equal(fmt_iso(jan, buf), "2026-01-14T10:12:00+01:00");
	assert_string_equal(fmt_iso(jul, buf), "2026-07-14T11:12:00+02:00");
	fmt_zone_set("America/St_Johns");
	assert_string_equal(fmt_iso(jan, buf), "2026-01-14T05:42:00-03:30");
	/* midnight in UTC is the evening before, but the day keeps its name */
	assert_string_equal(fmt_day(jan / DAY * DAY, jan, buf), "13" S "Jan");
	assert_string_equal(fmt_utc_day(jan / DAY * DAY, jan, buf),
	    "14" S "Jan");
	assert_string_equal(fmt_utc_day(0, jan, buf), NONE);
	fmt_zone_set("Europe/Paris");
	assert_string_equal(fmt_when(0, jan, buf), NONE);
	assert_int_equal(fmt_hour_of(jan), 10);
	assert_int_equal(fmt_wday_of(jan), 2);
	assert_int_equal(fmt_day_start(jan), jan - 10 * HOUR - 12 * 60);
	assert_int_equal(fmt_from_local(jan + HOUR), jan);
	assert_int_equal(fmt_from_local(jul + 2 * HOUR), jul);
	/* the day on which summer time begins has 23 hours */
	assert_int_equal(fmt_day_shift(1774652400, 1) - 1774652400, DAY);
	assert_int_equal(fmt_day_shift(1774738800, 1) - 1774738800, 23 * HOUR);
	fmt_zone_set(NULL);
	assert_string_equal(fmt_clock(jan, buf), "09:12");
	assert_string_equal(fmt_zone(), "UTC");
}

static void
test_small_forms(void **state)
{
	char buf[FMT_SIZE];

	(void)state;
	assert_string_equal(fmt_times(42, 10, buf), "4.2\xc3\x97");
	assert_string_equal(fmt_times(420, 10, buf), "42\xc3\x97");
	assert_string_equal(fmt_times(1, 0, buf), NONE);
	assert_string_equal(fmt_plural(1, "customer", "customers", buf),
	    "1" S "customer");
	assert_string_equal(fmt_plural(1102, "customer", "customers", buf),
	    "1,102" S "customers");
	assert_string_equal(fmt_bytes(999, buf), "999" S "B");
	assert_string_equal(fmt_bytes(3400000, buf), "3.4" S "MB");
}

static void
test_csv(void **state)
{
	static const struct {
		const char *why, *in, *out;
	} cases[] = {
		{ "plain", "abc", "abc" },
		{ "nothing", NULL, "" },
		{ "comma", "a,b", "\"a,b\"" },
		{ "quote", "a\"b", "\"a\"\"b\"" },
		{ "line break", "a\r\nb", "\"a\r\nb\"" },
		{ "formula", "=1+1", "'=1+1" },
		{ "formula with quotes", "=HYPERLINK(\"x\",\"y\")",
		    "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\"" },
		{ "plus", "+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0" },
		{ "at", "@SUM(1)", "'@SUM(1)" },
		{ "tab", "\t=1", "'\t=1" },
		{ "carriage return", "\r=1", "\"'\r=1\"" },
		{ "line feed", "\n=1", "\"'\n=1\"" },
		{ "minus that is no number", "-2+3", "'-2+3" },
		{ "a negative number", "-12.5", "-12.5" },
		{ "a number with a plus", "+12", "+12" },
		{ "a dash alone", "-", "'-" },
		{ "utf-8", "\xc3\xa9", "\xc3\xa9" },
	};

	(void)state;
	for (size_t i = 0; i < LEN(cases); i++) {
		struct sbuf out = SBUF_INIT;
		struct csv c = CSV_INIT(&out);

		print_message("%s\n", cases[i].why);
		csv_text(&c, cases[i].in);
		assert_string_equal(sbuf_cstr(&out), cases[i].out);
		sbuf_free(&out);
	}
}

static void
test_csv_rows(void **state)
{
	static const char *const head[] = { "when", "n", "score", NULL };
	struct sbuf out = SBUF_INIT;
	struct csv c = CSV_INIT(&out);

	(void)state;
	csv_head(&c, head);
	csv_time(&c, 60);
	csv_int(&c, -3);
	csv_num(&c, 7.25, 1);
	csv_end(&c);
	csv_time(&c, 0);
	csv_int(&c, 0);
	csv_num(&c, NAN, 1);
	csv_end(&c);
	assert_string_equal(out.s, "when,n,score\r\n"
	    "1970-01-01T00:01:00+00:00,-3,7.2\r\n,0,\r\n");
	sbuf_free(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_count),
		cmocka_unit_test(test_num),
		cmocka_unit_test(test_change),
		cmocka_unit_test(test_percent),
		cmocka_unit_test(test_duration),
		cmocka_unit_test(test_times_in_a_zone),
		cmocka_unit_test(test_small_forms),
		cmocka_unit_test(test_csv),
		cmocka_unit_test(test_csv_rows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
