/* SPDX-License-Identifier: MIT */
/*
 * api/series - counts over time in JSON, and what they are compared with.
 *
 * Shape:   a bucket per hour up to 7 days, beyond per day. Both are those of UTC,
 *          which has no summer time: what is compared lies a fixed time earlier.
 * Keys:    "ts"; "compared" only when asked for, null for what is not over.
 * Source:  docs/metrics.md "Charts over time".
 */
#ifndef TIDEMARK_API_SERIES_H
#define TIDEMARK_API_SERIES_H

#include "model/window.h"

#include <stddef.h>
#include <stdint.h>

struct jw;

struct series {
	struct window w;
	int64_t step;
	int64_t shift;	/* back to what is compared with; 0: nothing */
	size_t n;	/* buckets */
};

/* compare: before, week or none. */
struct series	series_of(const struct window *, const char *compare);
/* The bucket that holds a time, or n. */
size_t		series_bucket(const struct series *, int64_t at);
int64_t		series_at(const struct series *, size_t bucket);
/* What the buckets are compared with, from its first hour to its last. */
struct window	series_compared(const struct series *);
void		series_write_at(struct jw *, const struct series *,
		    size_t bucket);
void		series_write_compared(struct jw *, const struct series *,
		    size_t bucket, int64_t n);

#endif
