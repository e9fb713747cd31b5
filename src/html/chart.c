/* SPDX-License-Identifier: MIT */
#include "html/chart.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/sbuf.h"
#include "base/utf8.h"
#include "html/format.h"
#include "html/view.h"

#include <assert.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum {
	PLOT = 208,	/* pixels of height for the values */
	TOP = 10,	/* so that the highest gridline's label is not cut */
	MARK_ROW = 18,	/* above, a row of labels of marks */
	MARK_ROWS = 3,
	NAME_BESIDE = 22,	/* bytes of a name beside its line */
	AXIS = 26,	/* below, for the times */
	UNIT = 100,	/* width of a bucket inside the stretched plot */
	CELL_LINKS = 60,	/* buckets up to which each cell is a link */
	SPARK_BARS = 48,
	SPARK_H = 20,
};

static const char USUAL[] = "Usual at that hour";

/* Where things stand: values up to top, in px pixels that begin at y. */
struct scale {
	double step, top;
	int px, y;
};

/* Steps of 1, 2 or 5 times a power of ten give 3 to 5 lines for any maximum. */
static struct scale
scale_for(double max, int decimals)
{
	const double least = pow(10, -decimals);
	struct scale s = { .step = least };
	static const double factor[] = { 2, 2.5, 2 };

	for (int i = 0; max > 5 * s.step * (1 + 1e-9) && i < 100; i++)
		s.step *= factor[i % 3];
	s.top = s.step * fmax(3, ceil(max / s.step - 1e-9));
	return s;
}

static double
y_of(struct scale s, double value)
{
	return s.px * (1 - value / s.top);
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
is_over(const struct chart *c, size_t bucket)
{
	return c->now <= 0 || c->now >= c->at[bucket + 1];
}

/* Begun, and not over. */
static bool
is_partial(const struct chart *c, size_t bucket)
{
	return !is_over(c, bucket) && c->now >= c->at[bucket];
}

/* What is not over is compared with nothing: the value is forgotten. */
static const double *
comparable(struct arena *mem, const struct chart *c, const double *value)
{
	double *copy;

	if (value == NULL)
		return NULL;
	copy = arena_array(mem, c->n, sizeof(*copy));
	for (size_t i = 0; i < c->n; i++)
		copy[i] = is_over(c, i) ? value[i] : NAN;
	return copy;
}

static void
forget_unfinished(struct arena *mem, struct chart *c)
{
	const double **week;

	c->before = comparable(mem, c, c->before);
	c->week = comparable(mem, c, c->week);
	c->usual = comparable(mem, c, c->usual);
	if (c->series_week == NULL)
		return;
	week = arena_array(mem, c->nseries, sizeof(*week));
	for (size_t s = 0; s < c->nseries; s++)
		week[s] = comparable(mem, c, c->series_week[s]);
	c->series_week = week;
}

static bool
is_daily(const struct chart *c)
{
	return (c->at[c->n] - c->at[0]) / (int64_t)c->n > 12 * HOUR;
}

/* Per cent of the width. */
static double
x_of(const struct chart *c, int64_t at)
{
	size_t i = 0;

	while (i < c->n - 1 && at >= c->at[i + 1])
		i++;
	return 100 * ((double)i + (double)(at - c->at[i]) /
	    (double)(c->at[i + 1] - c->at[i])) / (double)c->n;
}

/* More series than a person can tell apart: the rest becomes one. */
static void
fold_rest(struct arena *mem, struct chart *c)
{
	const double **week;
	struct chart_series *s;
	double *rest, *was;

	if (c->nseries <= CHART_SERIES_MAX + 1)
		return;
	s = arena_array(mem, CHART_SERIES_MAX + 1, sizeof(*s));
	week = arena_array(mem, CHART_SERIES_MAX + 1, sizeof(*week));
	rest = arena_array(mem, c->n, sizeof(*rest));
	was = arena_array(mem, c->n, sizeof(*was));
	memcpy(s, c->series, CHART_SERIES_MAX * sizeof(*s));
	for (size_t i = 0; c->series_week != NULL && i < CHART_SERIES_MAX; i++)
		week[i] = c->series_week[i];
	for (size_t i = CHART_SERIES_MAX; i < c->nseries; i++)
		for (size_t b = 0; b < c->n; b++) {
			rest[b] += c->series[i].value[b];
			if (c->series_week != NULL)
				was[b] += c->series_week[i][b];
		}
	s[CHART_SERIES_MAX] =
	    (struct chart_series){ "other", "Other", NULL, rest };
	week[CHART_SERIES_MAX] = was;
	c->series = s;
	c->nseries = CHART_SERIES_MAX + 1;
	if (c->series_week != NULL)
		c->series_week = week;
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

/* Weeks and months. */
static bool
is_long(const struct chart *c)
{
	return (c->at[c->n] - c->at[0]) / (int64_t)c->n > 2 * DAY;
}

static enum tick
day_tick(const struct chart *c, size_t i)
{
	bool monday = fmt_wday_of(c->at[i]) == 0;
	bool first = fmt_mday_of(c->at[i]) == 1;

	if (is_long(c))
		return i % (c->n / 14 + 1) == 0 ? TICK_MAJOR : TICK_NONE;
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
put_times(struct view *v, const struct chart *c, struct scale s)
{
	bool daily = is_daily(c);

	for (size_t i = 0; i < c->n; i++) {
		enum tick tick = daily ? day_tick(c, i) : hour_tick(c, i);
		double x = 100.0 * ((double)i + (daily ? 0.5 : 0)) / (double)c->n;
		struct view *t;

		if (tick == TICK_NONE)
			continue;
		t = view_row(v, "TIME");
		put_px(t, "X", x);
		view_int(t, "Y", s.y + s.px + 18);
		view_int(t, "Y1", s.y + s.px);
		view_int(t, "Y2", s.y + s.px + 4);
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

		put_px(g, "Y", s.y + y_of(s, i * s.step));
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
		if (!isnan(value[i]))
			sbuf_fmt(d, "%c%d %.1fh%d", i == 0 ? 'M' : 'L',
			    (int)i * UNIT, y_of(scale, value[i]), UNIT);
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

/* Over the bar, or over the whole bucket where lines have no ground. */
static void
put_partial(struct view *v, const struct chart *c, struct scale s, bool whole)
{
	for (size_t i = 0; i < c->n; i++) {
		double y = whole ? 0 : y_of(s, total_at(c, i));
		struct view *p;

		if (!is_partial(c, i))
			continue;
		p = view_row(v, "PARTIAL");
		put_px(p, "X", 100.0 * (double)i / (double)c->n);
		put_px(p, "W", 100.0 / (double)c->n);
		put_px(p, "Y", s.y + y);
		put_px(p, "H", s.px - y);
	}
}

/* ---- releases and office hours ---- */

static const char *
mark_name(const struct chart *c)
{
	return c->mark_name != NULL ? c->mark_name : "Release";
}

/* Guessed, since only a browser knows: a letter is less than 0.75 % of the
 * narrowest chart that shows labels. */
static double
label_width(const char *text)
{
	return 0.75 * (double)strlen(text) + 2;
}

/* Each label in the first row where it hides no earlier one, or in none: the
 * list below the chart has them all. Answers how many rows are in use. */
static int
place_labels(const struct chart *c, int row[])
{
	double free_at[MARK_ROWS] = { 0 };
	int rows = 0;

	for (size_t i = 0; i < c->nmarks; i++) {
		double x = x_of(c, c->mark[i].at), w;
		int r = 0;

		w = label_width(c->mark[i].text);
		while (r < MARK_ROWS && free_at[r] > (x + w > 100 ? x - w : x))
			r++;
		row[i] = r;
		if (r == MARK_ROWS)
			continue;
		free_at[r] = x + w > 100 ? 100 : x + w;
		if (r >= rows)
			rows = r + 1;
	}
	return rows;
}

static void
put_label(struct view *v, const struct chart_mark *it, double x, int y)
{
	bool left = x + label_width(it->text) > 100;
	struct view *text = view_row(v, "LABEL");

	put_px(text, "X", x);
	view_int(text, "Y", y);
	view_int(text, "DX", left ? -8 : 8);
	view_text(text, "ANCHOR", left ? "end" : "start");
	view_text(text, "TEXT", it->text);
}

static void
put_marks(struct view *v, const struct chart *c, struct scale s,
    const int row[])
{
	char when[FMT_SIZE];

	for (size_t i = 0; i < c->nmarks; i++) {
		const struct chart_mark *it = &c->mark[i];
		double x = x_of(c, it->at);
		int y = (row[i] % MARK_ROWS) * MARK_ROW + 8;
		struct view *m = view_row(v, "MARK"), *key;

		put_px(m, "X", x);
		view_int(m, "Y1", y);
		view_int(m, "Y2", s.y + s.px);
		if (row[i] < MARK_ROWS)
			put_label(v, it, x, y);
		key = view_row(v, "MARK_KEY");
		view_text(key, "MARK_NAME", mark_name(c));
		view_text(key, "TEXT", it->text);
		view_text(key, "WHEN", fmt_when(it->at, c->at[c->n], when));
	}
}

static void
put_bands(struct view *v, const struct chart *c)
{
	if (c->nbands > 0 && c->band_name != NULL)
		view_text(view_row(v, "BAND_KEY"), "NAME", c->band_name);
	for (size_t i = 0; i < c->nbands; i++) {
		double from = x_of(c, c->band[i].from);
		struct view *b = view_row(v, "BAND");

		put_px(b, "X", from);
		put_px(b, "W", x_of(c, c->band[i].to) - from);
	}
}

/* ---- numbers behind the marks ---- */

static const char *
bucket_name(struct arena *mem, const struct chart *c, size_t i)
{
	char day[FMT_SIZE], from[FMT_SIZE], to[FMT_SIZE];
	bool daily = is_daily(c);

	fmt_weekday(c->at[i], day);
	if (daily)
		return arena_fmt(mem, "%s", fmt_day(c->at[i], c->at[c->n], day));
	return arena_fmt(mem, "%s, %s\xe2\x80\x93%s", day,
	    fmt_clock(c->at[i], from), fmt_clock(c->at[i + 1], to));
}

/* A line "Name: number" or "Name: number, change". */
static void
tip_line(struct sbuf *out, const struct chart *c, const char *name,
    double value, double now, double base)
{
	char buf[FMT_SIZE], change[FMT_SIZE];

	sbuf_fmt(out, "\n%s: %s", name, fmt_num(value, c->decimals, buf));
	if (!isnan(base) && !isnan(now))
		sbuf_fmt(out, ", %s", fmt_change(now, base, change));
}

static void
tip_marks(struct sbuf *out, const struct chart *c, size_t bucket)
{
	for (size_t i = 0; i < c->nmarks; i++)
		if (c->mark[i].at >= c->at[bucket] &&
		    c->mark[i].at < c->at[bucket + 1])
			sbuf_fmt(out, "\n%s: %s", mark_name(c),
			    c->mark[i].text);
}

/* Often less than one: with a digit more than counts have. */
static const char *
usual_text(const struct chart *c, size_t i, char buf[static FMT_SIZE])
{
	return fmt_num(c->usual[i], c->decimals + 1, buf);
}

/* Of a single series it would say everything twice, and means have no sum. */
static bool
has_all(const struct chart *c)
{
	return c->decimals == 0 && c->nseries > 1;
}

/* static/chart.js reads the lines, a browser without it shows them. */
static const char *
tip(struct arena *mem, const struct chart *c, size_t i)
{
	struct sbuf *out = sbuf_arena(mem);
	double total = total_at(c, i);
	double before = c->before == NULL ? NAN : c->before[i];
	double week = c->week == NULL ? NAN : c->week[i];
	char buf[FMT_SIZE];

	sbuf_fmt(out, "%s%s", bucket_name(mem, c, i),
	    is_partial(c, i) ? " so far" : "");
	tip_marks(out, c, i);
	if (has_all(c))
		tip_line(out, c, "Total", total, NAN, NAN);
	for (size_t s = 0; s < c->nseries; s++) {
		double value = c->series[s].value[i];
		double base = c->series_week == NULL ? NAN :
		    c->series_week[s][i];

		if (value > 0 || base > 0 || (value == 0 && c->nseries == 1))
			tip_line(out, c, c->series[s].name, value, value, base);
	}
	if (!isnan(before))
		tip_line(out, c, c->before_name, before, total, before);
	if (!isnan(week))
		tip_line(out, c, "A week earlier", week, total, week);
	if (c->usual != NULL && !isnan(c->usual[i]))
		sbuf_fmt(out, "\n%s: %s", USUAL, usual_text(c, i, buf));
	if (c->series_week != NULL && is_over(c, i) && c->nseries > 1)
		sbuf_text(out, "\nEach kind against a week earlier");
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

/* The last series may be others folded together: it has its key's. */
static const char *
colour(const struct chart *c, size_t s)
{
	return c->colour != NULL && s < CHART_SERIES_MAX ? c->colour[s] :
	    c->series[s].key;
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

		view_text(l, "KEY", colour(c, s));
		view_text(l, "NAME", it->name);
		if (c->decimals == 0) {
			view_num(l, "SUM", sum, 0);
			if (c->nseries > 1)
				view_text(l, "SHARE",
				    fmt_percent(sum, whole, buf));
		}
		put_link(l, it->url);
	}
	if (c->before != NULL)
		view_text(view_row(v, "BEFORE_KEY"), "NAME", c->before_name);
	if (c->usual != NULL)
		view_text(view_row(v, "USUAL_KEY"), "NAME", USUAL);
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
put_columns(struct view *v, const struct chart *c)
{
	if (has_all(c))
		view_text(view_row(v, "COLUMN"), "NAME", "All");
	for (size_t s = 0; s < c->nseries; s++)
		view_text(view_row(v, "COLUMN"), "NAME", c->series[s].name);
	if (c->before != NULL) {
		view_text(view_row(v, "COLUMN"), "NAME", c->before_name);
		view_text(view_row(v, "COLUMN"), "NAME", "Change");
	}
	if (c->usual != NULL)
		view_text(view_row(v, "COLUMN"), "NAME", USUAL);
	if (c->nmarks > 0)
		view_text(view_row(v, "MARK_COLUMN"), "MARK_NAME",
		    mark_name(c));
}

static void
put_before(struct view *row, const struct chart *c, size_t i)
{
	char change[FMT_SIZE];

	if (c->before == NULL)
		return;
	view_num(view_row(row, "BEFORE_CELL"), "VALUE", c->before[i],
	    c->decimals);
	view_text(view_row(row, "BEFORE_CELL"), "VALUE",
	    fmt_change(total_at(c, i), c->before[i], change));
}

static void
put_usual(struct view *row, const struct chart *c, size_t i)
{
	char buf[FMT_SIZE];

	if (c->usual != NULL)
		view_text(view_row(row, "BEFORE_CELL"), "VALUE",
		    isnan(c->usual[i]) ? "\xe2\x80\x93" :
		    usual_text(c, i, buf));
}

static void
put_row_marks(struct view *row, const struct chart *c, size_t bucket)
{
	struct view *cell;

	if (c->nmarks == 0)
		return;
	cell = view_row(row, "MARK_CELL");
	for (size_t i = 0; i < c->nmarks; i++)
		if (c->mark[i].at >= c->at[bucket] &&
		    c->mark[i].at < c->at[bucket + 1])
			view_text(view_row(cell, "RELEASE"), "TEXT",
			    c->mark[i].text);
}

static void
put_table(struct view *v, const struct chart *c)
{
	put_columns(v, c);
	for (size_t i = 0; i < c->n; i++) {
		struct view *row = view_row(v, "TROW");

		view_text(row, "WHEN", bucket_name(view_arena(v), c, i));
		view_show_if(row, "SOFAR", is_partial(c, i));
		if (has_all(c))
			put_cell(row, c, i, NULL, total_at(c, i));
		for (size_t s = 0; s < c->nseries; s++)
			put_cell(row, c, i, &c->series[s],
			    c->series[s].value[i]);
		put_before(row, c, i);
		put_usual(row, c, i);
		put_row_marks(row, c, i);
	}
}

/* Sets the height of the scale and everything that is not a value. */
static void
put_frame(struct view *v, const struct chart *c, struct scale *s)
{
	int *row = arena_array(view_arena(v), c->nmarks, sizeof(*row));

	s->px = c->height > 0 ? c->height : PLOT;
	s->y = TOP + place_labels(c, row) * MARK_ROW;
	view_text(v, "ID", c->id);
	view_text(v, "TITLE", c->title);
	view_text(v, "FINDING", c->finding);
	view_text(v, "UNIT", c->unit);
	view_int(v, "HEIGHT", s->y + s->px + AXIS);
	view_int(v, "PLOT_TOP", s->y);
	view_int(v, "PLOT_HEIGHT", s->px);
	view_int(v, "WIDTH", (long long)c->n * UNIT);
	put_bands(v, c);
	put_grid(v, c, *s);
	put_times(v, c, *s);
	put_marks(v, c, *s, row);
	put_hits(v, c);
	put_legend(v, c);
	put_table(v, c);
}

static double
most_of(const struct chart *c, double max)
{
	for (size_t i = 0; c->before != NULL && i < c->n; i++)
		max = fmax(max, c->before[i]);
	for (size_t i = 0; c->usual != NULL && i < c->n; i++)
		max = fmax(max, c->usual[i]);
	return max;
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
	forget_unfinished(mem, &c);
	for (size_t i = 0; i < c.n; i++)
		max = fmax(max, total_at(&c, i));
	scale = scale_for(most_of(&c, max), c.decimals);
	put_frame(v, &c, &scale);
	low = arena_array(mem, c.n, sizeof(*low));
	for (size_t s = 0; s < c.nseries; s++) {
		struct view *b = view_row(v, "BARS");

		view_text(b, "KEY", colour(&c, s));
		view_text(b, "D", bars(mem, &c, &c.series[s], scale, low));
	}
	put_partial(v, &c, scale, false);
	if (c.before != NULL)
		view_text(view_row(v, "BEFORE"), "D",
		    steps(mem, &c, c.before, scale));
	if (chart->usual != NULL)
		view_text(view_row(v, "USUAL"), "D",
		    steps(mem, &c, chart->usual, scale));
}

static size_t
last_of(const struct chart *c, const struct chart_series *s)
{
	size_t i = c->n;

	while (i > 0 && isnan(s->value[i - 1]))
		i--;
	return i;
}

static void
put_last_dot(struct view *v, const struct chart *c,
    const struct chart_series *s, struct scale scale)
{
	size_t i = last_of(c, s);
	struct view *dot;

	if (i == 0)
		return;
	dot = view_row(v, "DOT");
	view_text(dot, "KEY", s->key);
	put_px(dot, "X", 100.0 * ((double)i - 0.5) / (double)c->n);
	put_px(dot, "Y", scale.y + y_of(scale, s->value[i - 1]));
}

/* As much of a name as stands beside a line; the legend has the whole of it. */
static const char *
beside_line(struct arena *mem, const char *name)
{
	size_t len = strlen(name);

	return len <= NAME_BESIDE ? name : arena_fmt(mem, "%s\xe2\x80\xa6",
	    arena_copy(mem, name, utf8_cut(name, len, NAME_BESIDE - 2)));
}

/* A line's name: where its line ends, and where it would stand. */
struct line_end {
	size_t series;
	double x, y;
};

static int
by_height(const void *a, const void *b)
{
	const struct line_end *p = a, *q = b;

	return p->y != q->y ? (p->y > q->y) - (p->y < q->y) :
	    (p->series > q->series) - (p->series < q->series);
}

/* Where names stand whose lines end at end[], from the highest down: a line of text
 * apart and as near to these as can be, all within the plot. Neighbours that would
 * hide each other share what they are moved by (pool adjacent violators). */
static void
spread(const struct line_end *end, size_t n, struct scale scale, double *at)
{
	double sum[CHART_SERIES_MAX + 1], low = scale.y,
	       high = scale.y + scale.px - (double)(n - 1) * MARK_ROW;
	size_t len[CHART_SERIES_MAX + 1], pools = 0, k = 0;

	for (size_t i = 0; i < n; i++) {
		sum[pools] = end[i].y - (double)i * MARK_ROW;
		len[pools++] = 1;
		for (; pools > 1 && sum[pools - 2] / (double)len[pools - 2] >
		    sum[pools - 1] / (double)len[pools - 1]; pools--) {
			sum[pools - 2] += sum[pools - 1];
			len[pools - 2] += len[pools - 1];
		}
	}
	for (size_t p = 0; p < pools; p++)
		for (size_t j = 0; j < len[p]; j++, k++)
			at[k] = fmax(low, fmin(high, sum[p] / (double)len[p])) +
			    (double)k * MARK_ROW;
}

/* Beside the ends of the lines, each led to by a thin one of its colour. */
static void
put_names(struct view *v, const struct chart *c, struct scale scale)
{
	struct line_end end[CHART_SERIES_MAX + 1];
	double at[CHART_SERIES_MAX + 1];
	size_t n = 0;

	for (size_t s = 0; c->nseries > 1 && s < c->nseries; s++) {
		size_t i = last_of(c, &c->series[s]);

		if (i > 0)
			end[n++] = (struct line_end){ s, 100.0 * ((double)i -
			    0.5) / (double)c->n, scale.y + y_of(scale,
			    c->series[s].value[i - 1]) };
	}
	if (n == 0)
		return;
	qsort(end, n, sizeof(*end), by_height);
	spread(end, n, scale, at);
	for (size_t k = 0; k < n; k++) {
		struct view *name = view_row(v, "NAMED");

		put_px(name, "X", end[k].x);
		put_px(name, "Y1", end[k].y);
		put_px(name, "Y", at[k]);
		view_text(name, "KEY", colour(c, end[k].series));
		view_text(name, "TEXT", beside_line(view_arena(v),
		    c->series[end[k].series].name));
	}
}

void
chart_line(struct view *page, const char *name, const struct chart *chart)
{
	struct view *v = view_include(page, name, "chart.tpl");
	struct arena *mem = view_arena(page);
	struct chart c = *chart;
	struct scale scale;
	double max = 0;

	assert(c.n > 0 && c.nseries <= CHART_SERIES_MAX + 1);
	forget_unfinished(mem, &c);
	for (size_t s = 0; s < c.nseries; s++)
		for (size_t i = 0; i < c.n; i++)
			max = fmax(max, c.series[s].value[i]);
	scale = scale_for(most_of(&c, max), c.decimals);
	put_frame(v, &c, &scale);
	view_show_if(v, "LINES", c.nseries > 1);
	put_partial(v, &c, scale, true);
	if (c.before != NULL)
		view_text(view_row(v, "BEFORE"), "D",
		    line(mem, &c, c.before, scale));
	for (size_t s = 0; s < c.nseries; s++) {
		struct view *l = view_row(v, "LINE");

		view_text(l, "KEY", colour(&c, s));
		view_text(l, "D", line(mem, &c, c.series[s].value, scale));
		put_last_dot(v, &c, &c.series[s], scale);
	}
	put_names(v, &c, scale);
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
