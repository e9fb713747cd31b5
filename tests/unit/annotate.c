/* SPDX-License-Identifier: MIT */
/* Office hours, time zones, and what a bucket is compared with. */
#include "unit.h"

#include "base/arena.h"
#include "base/clock.h"
#include "html/format.h"
#include "html/zone.h"
#include "model/office.h"
#include "page/range.h"

static void
test_office_join(void **state)
{
	static const struct {
		const char *why;
		struct office_span in[3];
		size_t n, kept;
		struct office_span first, last;
	} cases[] = {
		{ "never open", { { 0, 0 } }, 0, 0, { 0, 0 }, { 0, 0 } },
		{ "one day", { { 9, 17 } }, 1, 1, { 9, 17 }, { 9, 17 } },
		{ "two days", { { 9, 17 }, { 33, 41 } }, 2, 2, { 9, 17 },
		    { 33, 41 } },
		{ "a night that reaches into the next day's hours",
		    { { 20, 32 }, { 30, 40 } }, 2, 1, { 20, 40 }, { 20, 40 } },
		{ "days that touch at midnight", { { 0, 24 }, { 24, 48 } }, 2, 1,
		    { 0, 48 }, { 0, 48 } },
		{ "a short span inside a long one",
		    { { 0, 24 }, { 3, 5 }, { 30, 31 } }, 3, 2, { 0, 24 },
		    { 30, 31 } },
	};

	(void)state;
	for (size_t i = 0; i < LEN(cases); i++) {
		struct office_span span[3];
		struct office o = { span, cases[i].n, true };

		print_message("%s\n", cases[i].why);
		memcpy(span, cases[i].in, sizeof(span));
		office_join(&o);
		assert_int_equal(o.n, cases[i].kept);
		if (o.n == 0)
			continue;
		assert_memory_equal(&o.span[0], &cases[i].first,
		    sizeof(cases[i].first));
		assert_memory_equal(&o.span[o.n - 1], &cases[i].last,
		    sizeof(cases[i].last));
	}
}

static void
test_office_seconds(void **state)
{
	static const struct {
		const char *why;
		int64_t from, to, open;
	} cases[] = {
		{ "before hours", 0, 9, 0 },
		{ "inside", 10, 12, 2 },
		{ "over an opening", 5, 12, 3 },
		{ "over a closing", 12, 20, 5 },
		{ "over a night", 12, 34, 6 },
		{ "all", 0, 100, 16 },
		{ "no time at all", 12, 12, 0 },
		{ "backwards", 14, 12, 0 },
	};
	struct office_span span[] = { { 9, 17 }, { 33, 41 } };
	const struct office o = { span, 2, true };

	(void)state;
	for (size_t i = 0; i < LEN(cases); i++) {
		print_message("%s\n", cases[i].why);
		assert_int_equal(office_seconds(&o, cases[i].from, cases[i].to),
		    cases[i].open);
	}
}

static void
test_zone_known(void **state)
{
	static const struct {
		const char *why, *name;
		bool known;
	} cases[] = {
		{ "an ordinary one", "Europe/Paris", true },
		{ "of two parts", "America/Argentina/Ushuaia", true },
		{ "UTC", "UTC", true },
		{ "none", "", false },
		{ "no such place", "Europe/Nowhere", false },
		{ "a folder", "Europe", false },
		{ "a list, no zone", "zone1970.tab", false },
		{ "out of the folder", "../../../etc/passwd", false },
		{ "an absolute path", "/usr/share/zoneinfo/UTC", false },
		{ "a rule of its own", "CET-1CEST,M3.5.0,M10.5.0/3", false },
		{ "a line break", "UTC\r\nX: y", false },
	};
	struct arena *mem = arena_begin();
	const char **names;
	size_t n;

	(void)state;
	for (size_t i = 0; i < LEN(cases); i++) {
		print_message("%s\n", cases[i].why);
		assert_int_equal(zone_known(cases[i].name), cases[i].known);
	}
	names = zone_names(mem, &n);
	assert_true(n > 300);
	for (size_t i = 0; i < n; i++)
		assert_true(zone_known(names[i]) && (i == 0 ||
		    strcmp(names[i - 1], names[i]) < 0));
	arena_end(mem);
}

static int64_t
at(const char *text)
{
	int64_t t = 0;

	assert_true(clock_parse(text, &t));
	return t;
}

/* Clocks in Paris: forward on 2026-03-29 at 01:00 UTC, back on 2026-10-25. */
static void
test_range_earlier(void **state)
{
	static const struct {
		const char *why;
		bool hourly;
		enum compare compare;
		const char *edges[3];
		size_t bucket;
		const char *from, *to;
	} cases[] = {
		{ "an hour, the hours before", true, COMPARE_BEFORE,
		    { "2026-01-14T10:00Z", "2026-01-14T11:00Z",
		      "2026-01-14T12:00Z" }, 1,
		    "2026-01-14T09:00Z", "2026-01-14T10:00Z" },
		{ "an hour, a week earlier", true, COMPARE_WEEK,
		    { "2026-01-14T10:00Z", "2026-01-14T11:00Z",
		      "2026-01-14T12:00Z" }, 0,
		    "2026-01-07T10:00Z", "2026-01-07T11:00Z" },
		{ "ten by the clock is ten by the clock in summer time too",
		    true, COMPARE_WEEK,
		    { "2026-03-31T08:00Z", "2026-03-31T09:00Z",
		      "2026-03-31T10:00Z" }, 0,
		    "2026-03-24T09:00Z", "2026-03-24T10:00Z" },
		{ "the hour that comes twice is one hour a week earlier", true,
		    COMPARE_WEEK,
		    { "2026-10-25T00:00Z", "2026-10-25T01:00Z",
		      "2026-10-25T02:00Z" }, 1,
		    "2026-10-18T00:00Z", "2026-10-18T01:00Z" },
		{ "a day, the days before", false, COMPARE_BEFORE,
		    { "2026-01-13T23:00Z", "2026-01-14T23:00Z",
		      "2026-01-15T23:00Z" }, 0,
		    "2026-01-11T23:00Z", "2026-01-12T23:00Z" },
		{ "a day of 23 hours is compared with a whole day", false,
		    COMPARE_WEEK,
		    { "2026-03-28T23:00Z", "2026-03-29T22:00Z",
		      "2026-03-30T22:00Z" }, 0,
		    "2026-03-21T23:00Z", "2026-03-22T23:00Z" },
		{ "a day cut by from is compared with as much of one", false,
		    COMPARE_WEEK,
		    { "2026-01-14T14:00Z", "2026-01-14T23:00Z",
		      "2026-01-15T23:00Z" }, 0,
		    "2026-01-07T14:00Z", "2026-01-07T23:00Z" },
	};

	(void)state;
	fmt_zone_set("Europe/Paris");
	for (size_t i = 0; i < LEN(cases); i++) {
		int64_t edges[3];
		struct range r = { .hourly = cases[i].hourly, .n = 2,
			.at = edges };
		struct range_part p;

		print_message("%s\n", cases[i].why);
		for (size_t k = 0; k < 3; k++)
			edges[k] = at(cases[i].edges[k]);
		p = range_earlier(&r, cases[i].compare, cases[i].bucket);
		assert_int_equal(p.from, at(cases[i].from));
		assert_int_equal(p.to, at(cases[i].to));
	}
	fmt_zone_set("UTC");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_office_join),
		cmocka_unit_test(test_office_seconds),
		cmocka_unit_test(test_zone_known),
		cmocka_unit_test(test_range_earlier),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
