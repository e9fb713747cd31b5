/* SPDX-License-Identifier: MIT */
/*
 * model/series - reports by quarter of an hour, as the detector reads them.
 *
 * Source:    docs/metrics.md "Reports of a series"; sql/queries/series_count.sql.
 *            A report counts once, when its conversation was created, under its
 *            main category; spam, deleted and merged ones do not count.
 * Cost:      the index analysis_window from first to last, nothing else.
 * Ownership: all lives in the arena.
 * Errors:    as db/db.h.
 */
#ifndef TIDEMARK_MODEL_SERIES_H
#define TIDEMARK_MODEL_SERIES_H

#include "analysis/lookout.h"
#include "base/rc.h"

struct db;

/* The bins of a local day of the zone, from its midnight, with the 24 hours before;
 * no more than those that begin before until. Fills bin, n, day and over of *out. */
enum rc	series_bins(struct db *, struct arena *, int64_t midnight,
	    const char *zone, int64_t until, struct lookout_span *out);
/* Their counts up to until; fills count and counts. */
enum rc	series_count(struct db *, struct arena *, struct lookout_span *,
	    int64_t until);
/* The midnight of the local day that holds a time, and days later. */
enum rc	series_midnight(struct db *, struct arena *, int64_t at,
	    const char *zone, int days, int64_t *out);
/* Creation of the oldest counted conversation, 0: none. */
enum rc	series_oldest(struct db *, struct arena *, int64_t *at);

#endif
