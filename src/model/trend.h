/* SPDX-License-Identifier: MIT */
/*
 * model/trend - what people write about, how much, and how that changed.
 *
 * Source:    docs/metrics.md; sql/queries/window_*.sql, group_*.sql. Counts come
 *            from rollup_hour, people and groups from the narrow index.
 * Event:     a conversation counts once, in the hour in which it was created.
 * Units:     counts of conversations unless a name says customers; times in
 *            seconds; a missing median is NaN.
 * Ownership: arrays live in the arena.
 * Errors:    as db/db.h.
 */
#ifndef TIDEMARK_MODEL_TREND_H
#define TIDEMARK_MODEL_TREND_H

#include "base/rc.h"
#include "model/window.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct db;

struct tally {
	const char *dimension, *key;
	int64_t now;		/* in the window */
	int64_t full, before;	/* to compare: see model/window.h */
};

struct tallies {
	struct tally *at;	/* by dimension, then largest first */
	size_t n;
};

/* dimensions: all category mention severity platform version intent. */
enum rc	trend_counts(struct db *, struct arena *, const struct window *,
	    const char *const *dimensions, size_t n, struct tallies *);
/* The tally of a key; zeros when nothing was counted under it. */
struct tally	trend_tally(const struct tallies *, const char *dimension,
		    const char *key);

struct hour_count {
	int64_t hour;
	const char *key;
	int64_t n;
};

/* In order; hours without conversations are left out. */
enum rc	trend_hours(struct db *, struct arena *, const struct window *,
	    const char *dimension, struct hour_count **, size_t *n);

/* First replies to the conversations of a window, and of the one before. */
struct replies {
	double median, before;	/* seconds, or NaN */
	int64_t replied;
	bool office;		/* there are office hours */
	bool counting;		/* and they are being counted anew: medians NaN */
	double open, open_before;	/* medians in office hours, or NaN */
};

enum rc	trend_replies(struct db *, struct arena *, const struct window *,
	    struct replies *);

struct people {
	int64_t customers, customers_full, customers_before;
	struct replies reply;
	int64_t waiting, waiting_since;	/* now, whatever the window */
};

enum rc	trend_people(struct db *, struct arena *, const struct window *,
	    struct people *);

struct group {
	int64_t id;
	const char *title, *severity, *category;
	int64_t size, full, before, customers;
	int64_t first_at, last_at;
	int64_t *series;	/* one count per bucket, or NULL */
};

/* The largest groups with at least least members, with sparklines of
 * n_buckets equal parts of the window (0: none). */
enum rc	trend_groups(struct db *, struct arena *, const struct window *,
	    int64_t most, int64_t least, size_t n_buckets, struct group **,
	    size_t *n);

/* Fills series of groups. */
enum rc	trend_group_series(struct db *, struct arena *, const struct window *,
	    size_t n_buckets, struct group *, size_t n);

struct freshness {
	int64_t changed_at, due;
	int64_t crawl_seen, crawl_total, crawl_started_at, crawl_done_at;
	int64_t sweep_done_at, import_alive_at;
	int64_t oldest_at;	/* creation of the oldest conversation */
	int any;	/* whether anything was ever analysed */
	bool connected, broken;	/* somebody did, and has to again */
};

enum rc	trend_freshness(struct db *, struct arena *, struct freshness *);

#endif
