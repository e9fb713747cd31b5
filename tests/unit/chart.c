/* SPDX-License-Identifier: MIT */
#include "unit.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/sbuf.h"
#include "html/asset.h"
#include "html/chart.h"
#include "html/format.h"
#include "html/link.h"
#include "html/view.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <unistd.h>

enum { N = 4 };

static const int64_t at[N + 1] = { 0 * HOUR, 1 * HOUR, 2 * HOUR, 3 * HOUR,
	4 * HOUR };

static struct chart
chart_of(const struct chart_series *s, size_t n)
{
	return (struct chart){ .id = "c", .title = "Title", .finding = "Finding",
		.unit = "conversations", .n = N, .at = at, .series = s,
		.nseries = n };
}

static const char *
drawn(struct arena *mem, const struct chart *c,
    void (*draw)(struct view *, const char *, const struct chart *))
{
	struct view *v = view_open(mem, "holder.tpl");
	struct sbuf *out = sbuf_arena(mem);

	draw(v, "CHART", c);
	assert_int_equal(view_render(v, out), RC_OK);
	return out->s;
}

static size_t
count(const char *text, const char *what)
{
	size_t n = 0;

	for (; (text = strstr(text, what)) != NULL; text++)
		n++;
	return n;
}

static void
test_gridlines(void **state)
{
	static const struct {
		const char *why;
		double max;
		const char *top;
		size_t lines;	/* the base line too */
	} cases[] = {
		{ "nothing at all", 0, ">3</text>", 4 },
		{ "one", 1, ">3</text>", 4 },
		{ "five", 5, ">5</text>", 6 },
		{ "six", 6, ">6</text>", 4 },
		{ "eleven", 11, ">15</text>", 4 },
		{ "twenty-six", 26, ">30</text>", 4 },
		{ "101", 101, ">150</text>", 4 },
		{ "a thousand", 1000, ">1,000</text>", 6 },
		{ "a million and one", 1000001, ">1,500,000</text>", 4 },
	};

	(void)state;
	for (size_t i = 0; i < LEN(cases); i++) {
		struct arena *mem = arena_begin();
		const double value[N] = { 0, cases[i].max, 0, 0 };
		const struct chart_series s = { "bug", "Bug", NULL, value };
		struct chart c = chart_of(&s, 1);
		const char *html = drawn(mem, &c, chart_stack);

		print_message("%s\n", cases[i].why);
		assert_non_null(strstr(html, cases[i].top));
		assert_int_equal(count(html, "class=\"grid "), cases[i].lines);
		arena_end(mem);
	}
}

static void
test_bars_stand_on_each_other(void **state)
{
	struct arena *mem = arena_begin();
	const double a[N] = { 2, 0, 0, 0 }, b[N] = { 2, 4, 0, 0 };
	const struct chart_series s[] = { { "bug", "Bug", NULL, a },
		{ "crash", "Crash", NULL, b } };
	struct chart c = chart_of(s, 2);
	const char *html = drawn(mem, &c, chart_stack);

	(void)state;
	/* 208 px for 4: half the height, less the hair between colours */
	assert_non_null(strstr(html, "s-bug\" d=\"M7 208.0v-103.0h86v103.0z\""));
	assert_non_null(strstr(html, "s-crash\" d=\"M7 104.0v-103.0h86v103.0z"
	    "M107 208.0v-207.0h86v207.0z\""));
	assert_int_equal(count(html, "url(#c-hatch)"), 0);
	arena_end(mem);
}

static void
test_partial_bucket(void **state)
{
	static const struct {
		const char *why;
		int64_t now;
		size_t hatched;
	} cases[] = {
		{ "over", 4 * HOUR, 0 },
		{ "not over", 4 * HOUR - 1, 1 },
		{ "no idea what time it is", 0, 0 },
	};
	const double value[N] = { 1, 1, 1, 1 };
	const struct chart_series s = { "bug", "Bug", NULL, value };

	(void)state;
	for (size_t i = 0; i < LEN(cases); i++) {
		struct arena *mem = arena_begin();
		struct chart c = chart_of(&s, 1);
		const char *html;

		print_message("%s\n", cases[i].why);
		c.now = cases[i].now;
		html = drawn(mem, &c, chart_stack);
		assert_int_equal(count(html, "url(#c-hatch)"), cases[i].hatched);
		assert_int_equal(count(html, "so far"), 2 * cases[i].hatched);
		arena_end(mem);
	}
}

static void
test_unfinished_is_compared_with_nothing(void **state)
{
	static const struct {
		const char *why;
		int64_t now;
		size_t compared, hatched;
	} cases[] = {
		{ "all is over", 4 * HOUR, 4, 0 },
		{ "the last hour is not", 4 * HOUR - 1, 3, 1 },
		{ "the second has just begun, two are to come", HOUR, 1, 1 },
		{ "nothing has begun", -1, 4, 0 },
	};
	const double value[N] = { 1, 1, 1, 1 }, was[N] = { 2, 2, 2, 2 };
	const double *const weeks[] = { was };
	const struct chart_series s = { "bug", "Bug", NULL, value };

	(void)state;
	for (size_t i = 0; i < LEN(cases); i++) {
		struct arena *mem = arena_begin();
		struct chart c = chart_of(&s, 1);

		print_message("%s\n", cases[i].why);
		c.now = cases[i].now;
		c.before = c.week = was;
		c.before_name = "before";
		c.series_week = weeks;
		for (int kind = 0; kind < 2; kind++) {
			const char *html = drawn(mem, &c, kind ? chart_line :
			    chart_stack);

			assert_int_equal(count(html, "before: 2"),
			    cases[i].compared);
			assert_int_equal(count(html, "week earlier: 2"),
			    cases[i].compared);
			/* two lines of the tip, the kind, and the table */
			assert_int_equal(count(html, "\xe2\x96\xbc"),
			    4 * cases[i].compared);
			assert_int_equal(count(html, "url(#c-hatch)"),
			    cases[i].hatched);
		}
		arena_end(mem);
	}
}

static void
test_marks_and_bands(void **state)
{
	static const struct chart_mark mark[] = {
		{ HOUR, "3.2 out" }, { 2 * HOUR + HOUR / 2, "3.2 out, iOS" },
		{ 4 * HOUR - 1, "last" },
	};
	static const struct chart_band band[] = { { HOUR / 2, 2 * HOUR } };
	const double value[N] = { 1, 1, 1, 1 };
	const struct chart_series s = { "bug", "Bug", NULL, value };
	struct arena *mem = arena_begin();
	struct chart c = chart_of(&s, 1);
	const char *html;

	(void)state;
	c.mark = mark;
	c.nmarks = LEN(mark);
	c.band = band;
	c.nbands = 1;
	c.band_name = "office hours";
	html = drawn(mem, &c, chart_stack);
	assert_non_null(strstr(html, "<line x1=\"25.00%\""));
	assert_non_null(strstr(html, "<line x1=\"62.50%\""));
	assert_non_null(strstr(html, "class=\"office\" x=\"12.50%\""));
	assert_non_null(strstr(html, "width=\"37.50%\""));
	assert_int_equal(count(html, "\nRelease: "), 3);
	assert_int_equal(count(html, "class=\"tag\">"), 3);
	/* the last label reads to the left of its line */
	assert_int_equal(count(html, "text-anchor=\"end\">last<"), 1);
	c.nmarks = c.nbands = 0;
	html = drawn(mem, &c, chart_stack);
	assert_null(strstr(html, "Releases"));
	assert_null(strstr(html, "office"));
	arena_end(mem);
}

static void
test_labels_hide_none(void **state)
{
	const double value[N] = { 1, 1, 1, 1 };
	const struct chart_series s = { "bug", "Bug", NULL, value };
	struct arena *mem = arena_begin();
	struct chart c = chart_of(&s, 1);
	struct chart_mark mark[5];
	const char *html;

	(void)state;
	for (size_t i = 0; i < LEN(mark); i++)
		mark[i] = (struct chart_mark){ HOUR + (int64_t)i, "3.2 out" };
	c.mark = mark;
	c.nmarks = LEN(mark);
	html = drawn(mem, &c, chart_stack);
	/* three rows of labels; all five stand in the list below */
	assert_int_equal(count(html, "class=\"mark-label\""), 3);
	assert_int_equal(count(html, "class=\"mark-key\""), 5);
	arena_end(mem);
}

/* Height of a line's end and of its name, from the highest down. */
static size_t
ends_of(const char *html, double end[], double name[])
{
	size_t n = 0;

	while ((html = strstr(html, "class=\"leader")) != NULL) {
		html = strstr(html, "y1=\"") + 4;
		end[n] = strtod(html, NULL);
		html = strstr(html, "y2=\"") + 4;
		name[n++] = strtod(html, NULL);
	}
	return n;
}

static void
test_names_stand_at_the_ends(void **state)
{
	static const struct {
		const char *why;
		double last[4];
		int moved;	/* bits: from the highest down */
	} cases[] = {
		{ "far apart: each at its end", { 9, 6, 3, 1 }, 0 },
		{ "two alike share the way", { 9, 6, 6, 1 }, 6 },
		{ "all alike", { 5, 5, 5, 5 }, 15 },
		{ "at the top, they stay inside", { 10, 10, 10, 1 }, 6 },
		{ "at the bottom too", { 9, 0, 0, 0 }, 6 },
		{ "one ended earlier", { 9, NAN, 3, 1 }, 0 },
	};

	(void)state;
	for (size_t i = 0; i < LEN(cases); i++) {
		struct arena *mem = arena_begin();
		double value[4][N], end[4], name[4];
		struct chart_series s[4];
		struct chart c = chart_of(s, 4);
		const char *html;

		print_message("%s\n", cases[i].why);
		for (size_t k = 0; k < 4; k++) {
			for (size_t b = 0; b < N; b++)
				value[k][b] = b + 1 < N ? 6 : cases[i].last[k];
			s[k] = (struct chart_series){ "bug", "Bug", NULL,
				value[k] };
		}
		html = drawn(mem, &c, chart_line);
		assert_int_equal(ends_of(html, end, name), 4);
		for (size_t k = 0; k < 4; k++) {
			assert_int_equal(fabs(end[k] - name[k]) > 0.2,
			    (cases[i].moved >> k) & 1);
			assert_true(name[k] >= 9.9 && name[k] <= 218.1);
			assert_true(k == 0 || name[k] - name[k - 1] > 17.8);
		}
		arena_end(mem);
	}
}

static void
test_lines_are_named(void **state)
{
	const double a[N] = { 3, 3, 3, 9 }, b[N] = { 1, 2, 9, 8.9 };
	const struct chart_series s[] = { { "bug", "Low", NULL, b },
		{ "crash", "High", NULL, a } };
	struct arena *mem = arena_begin();
	struct chart c = chart_of(s, 2);
	const char *html, *high, *low;

	(void)state;
	html = drawn(mem, &c, chart_line);
	high = strstr(html, "dy=\".35em\">High<");
	low = strstr(html, "dy=\".35em\">Low<");
	assert_non_null(high);
	assert_non_null(low);
	assert_true(high < low);
	c.nseries = 1;
	html = drawn(mem, &c, chart_line);
	assert_null(strstr(html, "class=\"named\""));
	arena_end(mem);
}

static void
test_more_series_than_colours(void **state)
{
	struct arena *mem = arena_begin();
	const double value[N] = { 1, 0, 0, 0 };
	struct chart_series s[12];
	struct chart c = chart_of(s, LEN(s));
	const char *html;

	(void)state;
	for (size_t i = 0; i < LEN(s); i++)
		s[i] = (struct chart_series){ "bug", "Bug", NULL, value };
	html = drawn(mem, &c, chart_stack);
	assert_int_equal(count(html, "class=\"bar "), CHART_SERIES_MAX + 1);
	assert_non_null(strstr(html, "<span>Other <b>5</b></span>"));
	arena_end(mem);
}

static const char *
url_of(void *mem, size_t i, const struct chart_series *s)
{
	struct link l = link_to(mem, "/c");

	link_int(&l, "b", (long long)i);
	link_arg(&l, "s", s ? s->key : NULL);
	return link_url(&l);
}

static void
test_links_and_table(void **state)
{
	struct arena *mem = arena_begin();
	const double a[N] = { 2, 0, 1234, 0 }, before[N] = { 1, 1, 1, 1 };
	const struct chart_series s = { "bug", "Bug", "/all", a };
	const struct chart_series two[] = { s, { "crash", "Crash", NULL, a } };
	struct chart c = chart_of(&s, 1);
	const char *html;

	(void)state;
	fmt_zone_set("UTC");
	c.url = url_of;
	c.who = mem;
	c.before = before;
	c.before_name = "the 4 h before";
	html = drawn(mem, &c, chart_stack);
	assert_non_null(strstr(html, "<a href=\"/c?b=2\" tabindex=\"-1\"><rect "
	    "x=\"50.00%\" width=\"25.00%\""));
	assert_non_null(strstr(html, "<title>Thu\xc2\xa0" "1, 02:00\xe2\x80\x93"
	    "03:00\nBug: 1,234\nthe 4 h before: 1, \xe2\x96\xb2\xc2\xa0"
	    "1234\xc3\x97</title>"));
	assert_non_null(strstr(html, "<a href=\"/c?b=2&amp;s=bug\">1,234</a>"));
	assert_non_null(strstr(html, "<a href=\"/all\">Bug <b>1,236</b></a>"));
	assert_null(strstr(html, "<a href=\"/c?b=1&amp;s=bug\">"));
	/* of one series a sum and a share would say the same again */
	assert_null(strstr(html, ">All<"));
	assert_null(strstr(html, "<span class=\"muted\">100\xc2\xa0%"));
	c.series = two;
	c.nseries = 2;
	html = drawn(mem, &c, chart_stack);
	assert_non_null(strstr(html, ">All<"));
	assert_non_null(strstr(html, "<span class=\"muted\">50\xc2\xa0%"));
	arena_end(mem);
}

/* What is usual is a line of its own, with a digit more than counts, also through
 * what is not over: there it is no comparison, so neither tooltip nor cell has it. */
static void
test_usual(void **state)
{
	struct arena *mem = arena_begin();
	const double a[N] = { 2, 0, 4, 1 }, usual[N] = { 0.26, 1, 40, 40 };
	const struct chart_series s = { "bug", "Bug", NULL, a };
	struct chart c = chart_of(&s, 1);
	const char *html;

	(void)state;
	html = drawn(mem, &c, chart_stack);
	assert_null(strstr(html, "Usual"));
	assert_null(strstr(html, "class=\"usual\""));
	c.usual = usual;
	html = drawn(mem, &c, chart_stack);
	assert_int_equal(count(html, "\nUsual at that hour: "), N);
	assert_non_null(strstr(html, "Bug: 2\nUsual at that hour: 0.3<"));
	assert_non_null(strstr(html, ">Usual at that hour</th>"));
	assert_non_null(strstr(html, "<td class=\"num muted\">40.0</td>"));
	/* the line and its key; the scale reaches up to it */
	assert_int_equal(count(html, "<path class=\"usual\""), 2);
	assert_non_null(strstr(html, ">40</text>"));
	c.now = c.at[N] - 1;
	html = drawn(mem, &c, chart_stack);
	assert_int_equal(count(html, "\nUsual at that hour: "), N - 1);
	assert_int_equal(count(html, "<path class=\"usual\""), 2);
	assert_non_null(strstr(html, ">\xe2\x80\x93</td>"));
	arena_end(mem);
}

static void
test_hostile_names(void **state)
{
	static const char *const hostile[] = { "<script>alert(1)</script>",
		"\"><img src=x onerror=alert(1)>", "' onload='x" };

	(void)state;
	for (size_t i = 0; i < LEN(hostile); i++) {
		struct arena *mem = arena_begin();
		const double value[N] = { 3, 2, 1, 0 };
		const struct chart_series s = { hostile[i], hostile[i],
			"javascript:alert(1)", value };
		struct chart c = chart_of(&s, 1);
		const char *html;

		print_message("%s\n", hostile[i]);
		c.title = c.finding = c.unit = c.id = hostile[i];
		c.before = value;
		c.before_name = hostile[i];
		c.mark = &(struct chart_mark){ HOUR, hostile[i] };
		c.nmarks = 1;
		html = drawn(mem, &c, i == 1 ? chart_line : chart_stack);
		assert_null(strstr(html, "<script"));
		assert_null(strstr(html, "<img"));
		assert_null(strstr(html, "' onload"));
		assert_null(strstr(html, "javascript:"));
		arena_end(mem);
	}
}

static void
test_line_has_gaps(void **state)
{
	struct arena *mem = arena_begin();
	const double value[N] = { 3, NAN, 1.5, NAN };
	const struct chart_series s = { "plain", "Score", NULL, value };
	struct chart c = chart_of(&s, 1);
	const char *html;

	(void)state;
	c.decimals = 1;
	html = drawn(mem, &c, chart_line);
	assert_non_null(strstr(html, "d=\"M50 0.0M250 104.0\""));
	assert_non_null(strstr(html, "cx=\"62.50%\" cy=\"114.00\""));
	arena_end(mem);
}

static void
test_spark(void **state)
{
	static const struct {
		const char *why;
		size_t n;
		const char *path;
	} cases[] = {
		{ "no data", 0, "d=\"\"" },
		{ "one", 1, "d=\"M0 20v-20.0h3v20.0z\"" },
		{ "more than fit are added up", 96, "M188 20v-20.0h3v20.0z\"" },
	};
	double value[96];

	(void)state;
	for (size_t i = 0; i < LEN(value); i++)
		value[i] = 2;
	for (size_t i = 0; i < LEN(cases); i++) {
		struct arena *mem = arena_begin();
		struct view *v = view_open(mem, "holder.tpl");
		struct sbuf *out = sbuf_arena(mem);

		print_message("%s\n", cases[i].why);
		chart_spark(v, "CHART", value, cases[i].n, "finding");
		assert_int_equal(view_render(v, out), RC_OK);
		assert_non_null(strstr(out->s, cases[i].path));
		arena_end(mem);
	}
}

static void
test_breakdown(void **state)
{
	static const struct breakdown_row row[] = {
		{ "crash", "Crash", "/c?x=1", 30, 60 },
		{ NULL, "Bug", NULL, 10, NAN },
	};
	struct breakdown b = { "id", "Category", "Nothing", "before", 40,
		row, 2, "/b.csv?x=1" };
	struct arena *mem = arena_begin();
	struct view *v = view_open(mem, "holder.tpl");
	struct sbuf *out = sbuf_arena(mem);

	(void)state;
	chart_breakdown(v, "CHART", &b);
	assert_int_equal(view_render(v, out), RC_OK);
	assert_non_null(strstr(out->s, "s-crash\" y=\"1\" width=\"50.00%\""));
	assert_non_null(strstr(out->s, "x1=\"100.00%\""));
	assert_non_null(strstr(out->s, "s-plain\" y=\"1\" width=\"16.67%\""));
	assert_int_equal(count(out->s, "class=\"before\" x1"), 1);
	assert_null(strstr(out->s, "Nothing"));
	b.n = 0;
	v = view_open(mem, "holder.tpl");
	chart_breakdown(v, "CHART", &b);
	assert_int_equal(view_render(v, out), RC_OK);
	assert_non_null(strstr(out->s, "Nothing"));
	arena_end(mem);
}

static void
test_link(void **state)
{
	static const struct {
		const char *why, *value, *url;
	} cases[] = {
		{ "plain", "a-b_c.d~e,f:1", "/c?q=a-b_c.d~e,f:1" },
		{ "nothing adds nothing", "", "/c" },
		{ "what has a meaning", "a&b=c?d#e/f", "/c?q=a%26b%3Dc%3Fd%23e%2Ff" },
		{ "blank, plus, per cent", " +%", "/c?q=%20%2B%25" },
		{ "utf-8", "\xc3\xa9", "/c?q=%C3%A9" },
	};
	struct arena *mem = arena_begin();

	(void)state;
	for (size_t i = 0; i < LEN(cases); i++) {
		struct link l = link_to(mem, "/c");

		print_message("%s\n", cases[i].why);
		link_arg(&l, "q", cases[i].value);
		assert_string_equal(link_url(&l), cases[i].url);
	}
	arena_end(mem);
}

static void
test_asset(void **state)
{
	char dir[] = "/tmp/tidemark-asset-XXXXXX", path[64];
	struct arena *mem = arena_begin();
	FILE *f;

	(void)state;
	assert_non_null(mkdtemp(dir));
	assert_int_equal(asset_init(dir), RC_INTERNAL);
	snprintf(path, sizeof(path), "%s/a.css", dir);
	f = fopen(path, "w");
	assert_non_null(f);
	fputs("a", f);
	fclose(f);
	assert_int_equal(asset_init(dir), RC_OK);
	/* FNV-1a of "a", from the authors' test vectors */
	assert_string_equal(asset_url(mem, "a.css"), "/static/a.e40c292c.css");
	assert_string_equal(asset_url(mem, "b.css"), "/static/b.css");
	unlink(path);
	rmdir(dir);
	assert_int_equal(asset_init(dir), RC_INTERNAL);
	arena_end(mem);
}

/* The templates of charts as they are, and one that holds a chart. */
static const char *const staged[] = { "templates/chart.tpl",
	"templates/breakdown.tpl", "templates/spark.tpl",
	"tests/unit/chart/holder.tpl" };
static char stage[] = "/tmp/tidemark-chart-XXXXXX";

enum { N_STAGED = sizeof(staged) / sizeof(*staged) };

static void
staged_path(char path[PATH_MAX], size_t i)
{
	snprintf(path, PATH_MAX, "%s%s", stage, strrchr(staged[i], '/'));
}

static int
load(void **state)
{
	const char *src = getenv("srcdir");
	char from[PATH_MAX], name[PATH_MAX], to[PATH_MAX];

	(void)state;
	if (mkdtemp(stage) == NULL)
		return -1;
	for (size_t i = 0; i < N_STAGED; i++) {
		snprintf(name, sizeof(name), "%s/%s", src ? src : ".",
		    staged[i]);
		staged_path(to, i);
		if (realpath(name, from) == NULL || symlink(from, to) != 0)
			return -1;
	}
	return view_init(stage) == RC_OK ? 0 : -1;
}

static int
unload(void **state)
{
	char path[PATH_MAX];

	(void)state;
	for (size_t i = 0; i < N_STAGED; i++) {
		staged_path(path, i);
		unlink(path);
	}
	return rmdir(stage);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_gridlines),
		cmocka_unit_test(test_bars_stand_on_each_other),
		cmocka_unit_test(test_partial_bucket),
		cmocka_unit_test(test_unfinished_is_compared_with_nothing),
		cmocka_unit_test(test_marks_and_bands),
		cmocka_unit_test(test_labels_hide_none),
		cmocka_unit_test(test_names_stand_at_the_ends),
		cmocka_unit_test(test_lines_are_named),
		cmocka_unit_test(test_more_series_than_colours),
		cmocka_unit_test(test_links_and_table),
		cmocka_unit_test(test_usual),
		cmocka_unit_test(test_hostile_names),
		cmocka_unit_test(test_line_has_gaps),
		cmocka_unit_test(test_spark),
		cmocka_unit_test(test_breakdown),
		cmocka_unit_test(test_link),
		cmocka_unit_test(test_asset),
	};

	return cmocka_run_group_tests(tests, load, unload);
}
