/* SPDX-License-Identifier: MIT */
#include "html/chart.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/sbuf.h"
#include "html/format.h"
#include "html/view.h"

#include <assert.h>
#include <math.h>
#include <stdbool.h>
#include <string.h>

enum {
	PLOT = 208,	/* pixels of height for the values */
	TOP = 10,	/* so that the highest gridline's label is not cut */
	AXIS = 26,	/* below, for the times */
	UNIT = 100,	/* width of a bucket inside the stretched plot */
	CELL_LINKS = 60,	/* buckets up to which each cell is a link */
	SPARK_BARS = 48,
	SPARK_H = 20,
};

struct scale {
	double step, top;
};

/* Steps of 1, 2 or 5 times a power of ten give 3 to 5 lines for any maximum. */
static struct scale
scale_for(double max, int decimals)
{
	const double least = pow(10, -decimals);
	struct scale s = { least, 0 };
	static const double factor[] = { 2, 2.5, 2 };

	for (int i = 0; max > 5 * s.step * (1 + 1e-9) && i < 100; i++)
		s.step *= factor[i % 3];
	s.top = s.step * fmax(3, ceil(max / s.step - 1e-9));
	return s;
}

static double
y_of(struct scale s, double value)
{
	return PLOT * (1 - value / s.top);
}

static double
total_at(const struct chart *c, size_t bucket)
{
	double sum = 0;

	for (size_t i = 0; i < c->nseries; i++)
		if (!isnan(c->series[i].value[bucket]))
			sum += c->series[i].value[bucket];
	return sum;
}

static double
sum_of(const double *value, size_t n)
{
	double sum = 0;

	for (size_t i = 0; i < n; i++)
		if (!isnan(value[i]))
			sum += value[i];
	return sum;
}

static bool
is_partial(const struct chart *c)
{
	return c->now > 0 && c->now < c->at[c->n];
}

/* More series than a person can tell apart: the rest becomes one. */
static void
fold_rest(struct arena *mem, struct chart *c)
{
	struct chart_series *s;
	double *rest;

	if (c->nseries <= CHART_SERIES_MAX + 1)
		return;
	s = arena_array(mem, CHART_SERIES_MAX + 1, sizeof(*s));
	rest = arena_array(mem, c->n, sizeof(*rest));
	memcpy(s, c->series, CHART_SERIES_MAX * sizeof(*s));
	for (size_t i = CHART_SERIES_MAX; i < c->nseries; i++)
		for (size_t b = 0; b < c->n; b++)
			rest[b] += c->series[i].value[b];
	s[CHART_SERIES_MAX] =
	    (struct chart_series){ "other", "Other", NULL, rest };
	c->series = s;
	c->nseries = CHART_SERIES_MAX + 1;
}

/* For attributes: no grouping, no typographic minus. */
static void
put_px(struct view *v, const char *name, double px)
{
	struct sbuf s = SBUF_INIT;

	sbuf_fmt(&s, "%.2f", px);
	view_text(v, name, s.s);
	sbuf_free(&s);
}

/* ---- axes ---- */

enum tick { TICK_NONE, TICK_MINOR, TICK_MAJOR };

/* Hours between labels, by how many hours are shown: minor ones go first when
 * the page is narrow. */
static const struct {
	size_t upto;
	int minor, major;
} hour_ticks[] = {
	{ 12, 1, 3 },
	{ 26, 3, 6 },
	{ 50, 6, 12 },
	{ 98, 12, 24 },
	{ 2000, 24, 24 },
};

static enum tick
hour_tick(const struct chart *c, size_t i)
{
	int hour = fmt_hour_of(c->at[i]);
	size_t t = 0;

	while (c->n > hour_ticks[t].upto &&
	    t < sizeof(hour_ticks) / sizeof(*hour_ticks) - 1)
		t++;
	/* in summer time's night an hour comes twice */
	if (i > 0 && hour == fmt_hour_of(c->at[i - 1]))
		return TICK_NONE;
	if (hour % hour_ticks[t].major == 0)
		return c->n > 240 && fmt_wday_of(c->at[i]) != 0 ? TICK_NONE
								: TICK_MAJOR;
	return hour % hour_ticks[t].minor == 0 ? TICK_MINOR : TICK_NONE;
}

static enum tick
day_tick(const struct chart *c, size_t i)
{
	bool monday = fmt_wday_of(c->at[i]) == 0;
	bool first = fmt_mday_of(c->at[i]) == 1;

	if (c->n <= 14)
		return i % 2 == 0 ? TICK_MAJOR : TICK_MINOR;
	if (c->n <= 45)
		return monday ? TICK_MAJOR : TICK_NONE;
	/* a Monday next to the first of a month would print over it */
	if (c->n <= 130)
		return first ? TICK_MAJOR : monday &&
		    fmt_mday_of(c->at[i]) > 5 && fmt_mday_of(c->at[i]) < 27 ?
		    TICK_MINOR : TICK_NONE;
	if (c->n <= 500)
		return first ? TICK_MAJOR : TICK_NONE;
	return first && i % 3 == 0 ? TICK_MAJOR : TICK_NONE;
}

static void
time_label(struct view *v, const struct chart *c, size_t i, bool daily)
{
	char buf[FMT_SIZE];

	if (!daily && fmt_hour_of(c->at[i]) != 0)
		view_text(v, "TEXT", fmt_clock(c->at[i], buf));
	else if (!daily)
		view_text(v, "TEXT", fmt_weekday(c->at[i], buf));
	else if (c->n > 130)
		view_text(v, "TEXT", fmt_month(c->at[i], buf));
	else
		view_text(v, "TEXT", fmt_day(c->at[i], c->at[i], buf));
}

static void
put_times(struct view *v, const struct chart *c)
{
	bool daily = c->at[1] - c->at[0] > 12 * HOUR;

	for (size_t i = 0; i < c->n; i++) {
		enum tick tick = daily ? day_tick(c, i) : hour_tick(c, i);
		double x = 100.0 * ((double)i + (daily ? 0.5 : 0)) / (double)c->n;
		struct view *t;

		if (tick == TICK_NONE)
			continue;
		t = view_row(v, "TIME");
		put_px(t, "X", x);
		view_int(t, "Y", TOP + PLOT + 18);
		view_int(t, "Y1", TOP + PLOT);
		view_int(t, "Y2", TOP + PLOT + 4);
		view_text(t, "ANCHOR", x > 97 ? "end" : "middle");
		view_text(t, "LEVEL", tick == TICK_MAJOR ? "major" : "minor");
		time_label(t, c, i, daily);
	}
}

static void
put_grid(struct view *v, const struct chart *c, struct scale s)
{
	int lines = (int)lround(s.top / s.step);

	for (int i = 0; i <= lines; i++) {
		struct view *g = view_row(v, "GRID");

		put_px(g, "Y", TOP + y_of(s, i * s.step));
		view_num(g, "TEXT", i * s.step, c->decimals);
		view_text(g, "KIND", i == 0 ? "base" : "line");
	}
}

/* ---- marks ---- */

/* One path for all bars of a series; low[] is where the next series stands. */
static const char *
bars(struct arena *mem, const struct chart *c, const struct chart_series *s,
    struct scale scale, double *low)
{
	const int gap = c->n <= 60 ? 14 : c->n <= 200 ? 12 : 0;
	struct sbuf *d = sbuf_arena(mem);

	for (size_t i = 0; i < c->n; i++) {
		double from = y_of(scale, low[i]);
		double height = from - y_of(scale, low[i] + s->value[i]);

		if (!(s->value[i] > 0))
			continue;
		low[i] += s->value[i];
		/* a hair of background between two colours, when there is room */
		if (height > 4)
			height -= 1;
		sbuf_fmt(d, "M%d %.1fv%.1fh%dv%.1fz", (int)i * UNIT + gap / 2,
		    from, -height, UNIT - gap, height);
	}
	return sbuf_cstr(d);
}

/* Steps, not slopes: a count belongs to its whole bucket. */
static const char *
steps(struct arena *mem, const struct chart *c, const double *value,
    struct scale scale)
{
	struct sbuf *d = sbuf_arena(mem);

	for (size_t i = 0; i < c->n; i++)
		sbuf_fmt(d, "%c%d %.1fh%d", i == 0 ? 'M' : 'L', (int)i * UNIT,
		    y_of(scale, value[i]), UNIT);
	return sbuf_cstr(d);
}

static const char *
line(struct arena *mem, const struct chart *c, const double *value,
    struct scale scale)
{
	struct sbuf *d = sbuf_arena(mem);
	bool pen = false;

	for (size_t i = 0; i < c->n; i++) {
		if (!isnan(value[i]))
			sbuf_fmt(d, "%c%d %.1f", pen ? 'L' : 'M',
			    (int)i * UNIT + UNIT / 2, y_of(scale, value[i]));
		pen = !isnan(value[i]);
	}
	return sbuf_cstr(d);
}

static void
put_partial(struct view *v, const struct chart *c, struct scale s)
{
	double y = y_of(s, total_at(c, c->n - 1));
	struct view *p;

	if (!is_partial(c))
		return;
	p = view_row(v, "PARTIAL");
	put_px(p, "X", 100.0 * (double)(c->n - 1) / (double)c->n);
	put_px(p, "W", 100.0 / (double)c->n);
	put_px(p, "Y", TOP + y);
	put_px(p, "H", PLOT - y);
}

/* ---- numbers behind the marks ---- */

static const char *
bucket_name(struct arena *mem, const struct chart *c, size_t i)
{
	char day[FMT_SIZE], from[FMT_SIZE], to[FMT_SIZE];
	bool daily = c->at[1] - c->at[0] > 12 * HOUR;

	fmt_weekday(c->at[i], day);
	if (daily)
		return arena_fmt(mem, "%s", fmt_day(c->at[i], c->at[c->n], day));
	return arena_fmt(mem, "%s, %s\xe2\x80\x93%s", day,
	    fmt_clock(c->at[i], from), fmt_clock(c->at[i + 1], to));
}

/* "Name: number" lines; static/chart.js reads them, the browser shows them. */
static const char *
tip(struct arena *mem, const struct chart *c, size_t i)
{
	struct sbuf *out = sbuf_arena(mem);
	char buf[FMT_SIZE], change[FMT_SIZE];

	sbuf_fmt(out, "%s%s", bucket_name(mem, c, i),
	    is_partial(c) && i == c->n - 1 ? " so far" : "");
	if (c->nseries > 1)
		sbuf_fmt(out, "\nTotal: %s",
		    fmt_num(total_at(c, i), c->decimals, buf));
	for (size_t s = 0; s < c->nseries; s++) {
		double value = c->series[s].value[i];

		if (value > 0 || (value == 0 && c->nseries == 1))
			sbuf_fmt(out, "\n%s: %s", c->series[s].name,
			    fmt_num(value, c->decimals, buf));
	}
	if (c->before != NULL)
		sbuf_fmt(out, "\n%s: %s", c->before_name,
		    fmt_num(c->before[i], c->decimals, buf));
	if (c->week != NULL)
		sbuf_fmt(out, "\nA week earlier: %s, %s",
		    fmt_num(c->week[i], c->decimals, buf),
		    fmt_change(total_at(c, i), c->week[i], change));
	return sbuf_cstr(out);
}

static const char *
url_of(const struct chart *c, size_t i, const struct chart_series *s)
{
	return c->url == NULL ? NULL : c->url(c->who, i, s);
}

static void
put_link(struct view *v, const char *url)
{
	struct view *link;

	if (url == NULL) {
		view_show(v, "PLAIN");
		return;
	}
	link = view_row(v, "LINK");
	view_text(link, "URL", url);
}

static void
put_hits(struct view *v, const struct chart *c)
{
	struct arena *mem = view_arena(v);
	double w = 100.0 / (double)c->n;

	for (size_t i = 0; i < c->n; i++) {
		struct view *hit = view_row(v, "HIT");

		put_px(hit, "X", w * (double)i);
		put_px(hit, "W", w);
		view_text(hit, "TIP", tip(mem, c, i));
		put_link(hit, url_of(c, i, NULL));
	}
}

static void
put_legend(struct view *v, const struct chart *c)
{
	double whole = 0;
	char buf[FMT_SIZE];

	for (size_t s = 0; s < c->nseries; s++)
		whole += sum_of(c->series[s].value, c->n);
	for (size_t s = 0; s < c->nseries; s++) {
		const struct chart_series *it = &c->series[s];
		double sum = sum_of(it->value, c->n);
		struct view *l = view_row(v, "LEGEND");

		view_text(l, "KEY", it->key);
		view_text(l, "NAME", it->name);
		if (c->decimals == 0) {
			view_num(l, "SUM", sum, 0);
			view_text(l, "SHARE", fmt_percent(sum, whole, buf));
		}
		put_link(l, it->url);
	}
	if (c->before != NULL)
		view_text(view_row(v, "BEFORE_KEY"), "NAME", c->before_name);
}

/* ---- the same as a table ---- */

static void
put_cell(struct view *row, const struct chart *c, size_t i,
    const struct chart_series *s, double value)
{
	struct view *cell = view_row(row, "CELL");
	bool link = value > 0 && (s == NULL || c->n <= CELL_LINKS);

	view_num(cell, "VALUE", value, c->decimals);
	put_link(cell, link ? url_of(c, i, s) : NULL);
}

static void
put_table(struct view *v, const struct chart *c)
{
	bool sums = c->decimals == 0;

	if (sums)
		view_text(view_row(v, "COLUMN"), "NAME", "All");
	for (size_t s = 0; s < c->nseries; s++)
		view_text(view_row(v, "COLUMN"), "NAME", c->series[s].name);
	if (c->before != NULL)
		view_text(view_row(v, "COLUMN"), "NAME", c->before_name);
	for (size_t i = 0; i < c->n; i++) {
		struct view *row = view_row(v, "TROW");

		view_text(row, "WHEN", bucket_name(view_arena(v), c, i));
		view_show_if(row, "SOFAR", is_partial(c) && i == c->n - 1);
		if (sums)
			put_cell(row, c, i, NULL, total_at(c, i));
		for (size_t s = 0; s < c->nseries; s++)
			put_cell(row, c, i, &c->series[s],
			    c->series[s].value[i]);
		if (c->before != NULL)
			view_num(view_row(row, "BEFORE_CELL"), "VALUE",
			    c->before[i], c->decimals);
	}
}

static void
put_frame(struct view *v, const struct chart *c, struct scale scale)
{
	view_text(v, "ID", c->id);
	view_text(v, "TITLE", c->title);
	view_text(v, "FINDING", c->finding);
	view_text(v, "UNIT", c->unit);
	view_int(v, "HEIGHT", TOP + PLOT + AXIS);
	view_int(v, "PLOT_TOP", TOP);
	view_int(v, "PLOT_HEIGHT", PLOT);
	view_int(v, "WIDTH", (long long)c->n * UNIT);
	put_grid(v, c, scale);
	put_times(v, c);
	put_hits(v, c);
	put_legend(v, c);
	put_table(v, c);
}

void
chart_stack(struct view *page, const char *name, const struct chart *chart)
{
	struct view *v = view_include(page, name, "chart.tpl");
	struct arena *mem = view_arena(page);
	struct chart c = *chart;
	struct scale scale;
	double max = 0, *low;

	assert(c.n > 0);
	fold_rest(mem, &c);
	for (size_t i = 0; i < c.n; i++)
		max = fmax(max, fmax(total_at(&c, i),
		    c.before != NULL ? c.before[i] : 0));
	scale = scale_for(max, c.decimals);
	put_frame(v, &c, scale);
	low = arena_array(mem, c.n, sizeof(*low));
	for (size_t s = 0; s < c.nseries; s++) {
		struct view *b = view_row(v, "BARS");

		view_text(b, "KEY", c.series[s].key);
		view_text(b, "D", bars(mem, &c, &c.series[s], scale, low));
	}
	put_partial(v, &c, scale);
	if (c.before != NULL)
		view_text(view_row(v, "BEFORE"), "D",
		    steps(mem, &c, c.before, scale));
}

static void
put_last_dot(struct view *v, const struct chart *c,
    const struct chart_series *s, struct scale scale)
{
	size_t i = c->n;
	struct view *dot;

	while (i > 0 && isnan(s->value[i - 1]))
		i--;
	if (i == 0)
		return;
	dot = view_row(v, "DOT");
	view_text(dot, "KEY", s->key);
	put_px(dot, "X", 100.0 * ((double)i - 0.5) / (double)c->n);
	put_px(dot, "Y", TOP + y_of(scale, s->value[i - 1]));
}

void
chart_line(struct view *page, const char *name, const struct chart *c)
{
	struct view *v = view_include(page, name, "chart.tpl");
	struct arena *mem = view_arena(page);
	struct scale scale;
	double max = 0;

	assert(c->n > 0 && c->nseries <= CHART_SERIES_MAX + 1);
	for (size_t s = 0; s < c->nseries; s++)
		for (size_t i = 0; i < c->n; i++)
			max = fmax(max, c->series[s].value[i]);
	for (size_t i = 0; c->before != NULL && i < c->n; i++)
		max = fmax(max, c->before[i]);
	scale = scale_for(max, c->decimals);
	put_frame(v, c, scale);
	if (c->before != NULL)
		view_text(view_row(v, "BEFORE"), "D",
		    line(mem, c, c->before, scale));
	for (size_t s = 0; s < c->nseries; s++) {
		struct view *l = view_row(v, "LINE");

		view_text(l, "KEY", c->series[s].key);
		view_text(l, "D", line(mem, c, c->series[s].value, scale));
		put_last_dot(v, c, &c->series[s], scale);
	}
}

/* ---- small ones ---- */

void
chart_spark(struct view *row, const char *name, const double *value, size_t n,
    const char *finding)
{
	struct view *v = view_include(row, name, "spark.tpl");
	struct sbuf *d = sbuf_arena(view_arena(row));
	size_t group = (n + SPARK_BARS - 1) / SPARK_BARS;
	double max = 1, bar[SPARK_BARS] = { 0 };
	size_t nbars = n == 0 ? 0 : (n + group - 1) / group;

	/* full groups from the right: the newest bar is never a short one */
	for (size_t i = 0; i < n; i++)
		bar[nbars - 1 - (n - 1 - i) / group] += value[i];
	for (size_t i = 0; i < nbars; i++)
		max = fmax(max, bar[i]);
	for (size_t i = 0; i < nbars; i++)
		if (bar[i] > 0)
			sbuf_fmt(d, "M%zu %dv%.1fh3v%.1fz", i * 4, SPARK_H,
			    -fmax(1, SPARK_H * bar[i] / max),
			    fmax(1, SPARK_H * bar[i] / max));
	view_text(v, "FINDING", finding);
	view_int(v, "WIDTH", nbars == 0 ? 4 : (long long)nbars * 4 - 1);
	view_int(v, "HEIGHT", SPARK_H);
	view_text(v, "D", sbuf_cstr(d));
}

static void
put_breakdown_row(struct view *v, const struct breakdown *b,
    const struct breakdown_row *r, double max)
{
	struct view *row = view_row(v, "ROW");
	char buf[FMT_SIZE];

	view_text(row, "KEY", r->key ? r->key : "plain");
	view_text(row, "NAME", r->name);
	put_link(row, r->url);
	view_num(row, "COUNT", r->now, 0);
	view_text(row, "SHARE", fmt_percent(r->now, b->whole, buf));
	put_px(row, "W", 100 * r->now / max);
	if (isnan(r->before))
		return;
	view_text(row, "CHANGE", fmt_change(r->now, r->before, buf));
	row = view_row(row, "BEFORE");
	view_num(row, "WAS", r->before, 0);
	put_px(row, "X", 100 * r->before / max);
}

void
chart_breakdown(struct view *page, const char *name, const struct breakdown *b)
{
	struct view *v = view_include(page, name, "breakdown.tpl");
	double max = 1;

	view_text(v, "ID", b->id);
	view_text(v, "TITLE", b->title);
	if (b->csv != NULL)
		view_text(view_row(v, "CSV"), "URL", b->csv);
	if (b->before_name != NULL && b->n > 0)
		view_text(view_row(v, "MARK"), "NAME", b->before_name);
	for (size_t i = 0; i < b->n; i++)
		max = fmax(max, fmax(b->row[i].now, b->row[i].before));
	for (size_t i = 0; i < b->n; i++)
		put_breakdown_row(v, b, &b->row[i], max);
	if (b->n == 0)
		view_text(view_row(v, "EMPTY"), "TEXT", b->empty);
}
