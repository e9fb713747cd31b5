/* SPDX-License-Identifier: MIT */
/*
 * page/compare - what the bars of a chart over time are compared with.
 *
 * Source:    docs/metrics.md "Charts over time".
 * Shape:     a chart reads its hours for compare_window() and sums, bucket by
 *            bucket, those that compare_hours() names. Every chart, its table and
 *            its CSV go by this file.
 * Not over:  a bucket that holds now, or a later one, is compared with nothing.
 */
#ifndef TIDEMARK_PAGE_COMPARE_H
#define TIDEMARK_PAGE_COMPARE_H

#include "model/trend.h"
#include "page/range.h"

#include <stdbool.h>
#include <stddef.h>

struct csv;

/* Holds all that the buckets are compared with. */
struct window	compare_window(const struct range *, enum compare);

struct hours_part {
	size_t first, end;
};

/* Which of n hours, in order, a bucket is compared with. */
struct hours_part compare_hours(const struct range *, enum compare,
		    size_t bucket, const struct hour_count *, size_t n);
/* A week earlier is the period before. */
bool		compare_is_week(const struct range *);

/* The columns "before" or "week_earlier" and change_percent, unless nothing is
 * compared. compared: a number for each bucket, or NULL when none is known. */
void		compare_csv_head(struct csv *, const struct range *);
void		compare_csv(struct csv *, const struct range *,
		    const double *compared, size_t bucket, int64_t now);

#endif
