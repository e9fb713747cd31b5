/* SPDX-License-Identifier: MIT */
/*
 * html/chart - charts as SVG made here, each with its table twin.
 *
 * Markup:    in templates/chart.tpl, spark.tpl and breakdown.tpl; this file only
 *            computes numbers that go into attributes.
 * Size:      the plot stretches with the page while its text keeps its size: x is
 *            in per cent of the width, y in pixels.
 * Rules:     counts begin at zero; 3 to 5 round gridlines; at most 7 series, the
 *            rest is folded into "other"; what it is compared with is a thin grey
 *            line, what is usual a dotted one; releases are marks on the axis, office hours a faint band.
 * Not over:  the bucket that holds `now` is hatched, and neither it nor a later
 *            one is compared with anything: it would look like a fall.
 * Without scripts: each bucket is a link with its numbers as native tooltip;
 *            static/chart.js makes a better one of the same text, with a
 *            crosshair that keys can move.
 * Ownership: all is read during the call and copied into the view.
 */
#ifndef TIDEMARK_HTML_CHART_H
#define TIDEMARK_HTML_CHART_H

#include <stddef.h>
#include <stdint.h>

struct view;

enum { CHART_SERIES_MAX = 7 };

struct chart_series {
	const char *key;	/* colour class s-KEY, the same for ever */
	const char *name;	/* "Crashes" */
	const char *url;	/* the list that its total counts, or NULL */
	const double *value;	/* [n]; in lines NaN leaves a gap */
};

/* The list that a bucket counts; series NULL asks for all of the bucket. */
typedef const char *chart_url(void *who, size_t bucket,
    const struct chart_series *series);

struct chart {
	const char *id;		/* unique in the page, letters and "-" */
	const char *title;	/* "What people write about" */
	const char *finding;	/* what a person would say about it */
	const char *unit;	/* "conversations" */
	int decimals;		/* of the values; 0 for counts */
	size_t n;		/* buckets, 1 to 2000 */
	const int64_t *at;	/* [n + 1] starts, and the end of the last */
	int64_t now;		/* a bucket that ends later is not over; 0: all are */
	const struct chart_series *series;
	size_t nseries;
	const double *before;	/* [n] what it is compared with, or NULL */
	const char *before_name;	/* "the 48 h before" */
	const double *week;	/* [n] totals a week earlier, or NULL */
	const double *usual;	/* [n] what is usual of all in a whole bucket,
				 * drawn for those that are not over as well; or NULL */
	chart_url *url;		/* or NULL */
	void *who;
	const char *const *colour;	/* [nseries] class s-COLOUR in place of
					 * the key's, or NULL */
	const double *const *series_week;	/* [nseries][n], or NULL */
	const struct chart_mark *mark;	/* by time, inside the chart */
	size_t nmarks;
	const char *mark_name;	/* "Change"; NULL: "Release" */
	const struct chart_band *band;
	size_t nbands;
	const char *band_name;	/* "office hours" */
	int height;		/* pixels for the values; 0: as always */
};

/* Something that happened: a release. */
struct chart_mark {
	int64_t at;
	const char *text;	/* "3.2 out, iOS" */
};

/* A stretch of time set apart by its background. */
struct chart_band {
	int64_t from, to;
};

void	chart_stack(struct view *, const char *name, const struct chart *);
void	chart_line(struct view *, const char *name, const struct chart *);

/* A row of bars small enough for a table cell. */
void	chart_spark(struct view *, const char *name, const double *value,
	    size_t n, const char *finding);

struct breakdown_row {
	const char *key;	/* colour class, or NULL for the neutral one */
	const char *name, *url;
	double now, before;	/* before NaN: no mark */
};

struct breakdown {
	const char *id, *title;
	const char *empty;	/* said when there is no row */
	const char *before_name;	/* explains the mark, or NULL */
	double whole;		/* what 100 % is */
	const struct breakdown_row *row;
	size_t n;
	const char *csv;	/* address of the same as CSV, or NULL */
};

void	chart_breakdown(struct view *, const char *name,
	    const struct breakdown *);

#endif
