/* SPDX-License-Identifier: MIT */
/*
 * page/trend - "What people write about": counts by bucket and main category.
 *
 * Shape:   up to seven categories that occur and the rest, each conversation
 *          once, so that the bars add up to the total: first those that a lead
 *          asks about first, in a fixed order, then the largest others. The same
 *          table as CSV has every category in a column of its own.
 * Source:  model/trend, dimension category.
 */
#ifndef TIDEMARK_PAGE_TREND_H
#define TIDEMARK_PAGE_TREND_H

#include "base/rc.h"
#include "html/chart.h"
#include "page/annotate.h"
#include "page/finding.h"
#include "page/range.h"

struct req;
struct view;

enum { TREND_SERIES = CHART_SERIES_MAX + 1 };

struct trend {
	const struct range *range;
	struct arena *mem;
	double *now[TREND_SERIES];	/* [series][bucket] */
	double *before[TREND_SERIES];
	double *week[TREND_SERIES];	/* a week earlier */
	const char *key[CHART_SERIES_MAX];	/* [n_keys] the charted ones */
	size_t n_keys;
	const char *rest;		/* categories of the last series: a,b,c */
	bool has_before, has_week;	/* the data reaches back that far */
	double *usual;		/* [bucket] of all together, by the detector; NULL:
				 * not known of a mailbox, of days, or not yet */
	struct annotation notes;
};

/* oldest: creation of the oldest conversation there is. */
enum rc		 trend_read(struct req *, const struct range *, int64_t oldest,
		    struct trend *);
/* height in pixels, 0 as always. */
void		 trend_put(struct view *, const char *name,
		    const struct trend *, const char *finding, int height);
/* What the totals are compared with by bucket, or NULL. */
double		*trend_compared(const struct trend *);
bool		 trend_finding(const struct trend *, struct finding *);
/* The category of a series, as the list's filter takes it. */
const char	*trend_category(const struct trend *, size_t series);

#endif
