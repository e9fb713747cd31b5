/* SPDX-License-Identifier: MIT */
/*
 * page/range - which span of time a page shows, and its buckets.
 *
 * Shape:   range=48h, or from= and to=. Up to 7 days a bucket is an hour, and a
 *          range is so many hours including the one that is not over; beyond,
 *          a bucket is a day of the reader's zone, and "30 d" is today and the
 *          29 days before, so that no bar but the last is a part of a day. With
 *          from and to, the first and the last are cut to them.
 * Compare: compare=before (the same number of hours or days earlier), week (the
 *          same clock times seven days earlier) or none.
 * Errors:  RC_BAD_INPUT names what is wrong with from and to.
 */
#ifndef TIDEMARK_PAGE_RANGE_H
#define TIDEMARK_PAGE_RANGE_H

#include "base/rc.h"
#include "model/conversation.h"
#include "model/window.h"

#include <stddef.h>
#include <stdint.h>

struct arena;
struct req;
struct view;

#define RANGE_PARAMS RANGE_PARAMS_FROM("48h")
/* The same with another range to begin with. */
#define RANGE_PARAMS_FROM(dflt)                                                \
	{ "range", P_WORD, dflt, 0, 0, "24h|48h|7d|30d|90d" },                 \
	{ "from", P_TIME, "", 0, 0, NULL }, { "to", P_TIME, "", 0, 0, NULL },  \
	{ "mailbox", P_INT, "0", 0, INT64_MAX, NULL },                         \
	{ "compare", P_WORD, "before", 0, 0, "before|week|none" }

enum compare { COMPARE_BEFORE, COMPARE_WEEK, COMPARE_NONE };

struct range {
	struct window w;
	const char *word;	/* "48h", or NULL for from and to */
	const char *span;	/* "48 hours" */
	const char *before;	/* "the 48 h before" */
	enum compare compare;
	bool charted;	/* the page has a chart, drawn beside what is compared */
	bool hourly;
	/* what the picker's links lead to and keep; NULL: "/" and nothing */
	const char *path;
	const struct range_keep {
		const char *name, *value;
	} *keep;
	size_t n_keep;
	size_t n;		/* buckets */
	int64_t *at;		/* [n + 1] */
};

enum rc		 range_read(struct req *, struct range *);
/* The bucket that holds a time, or n. */
size_t		 range_bucket(const struct range *, int64_t at);
/* What a bucket is compared with: as long, and no later than COMPARE says. */
struct range_part {
	int64_t from, to;
};
struct range_part range_earlier(const struct range *, enum compare,
		    size_t bucket);
/* Whether the data reach back to what it is compared with, but for a day;
 * oldest: creation of the oldest conversation. */
bool		 range_reaches(const struct range *, enum compare,
		    int64_t oldest);
/* "the 48 h before", "a week earlier" */
const char	*range_compared(const struct range *);
/* What the range counts, as the list's filter. */
struct filter	 range_filter(const struct range *);
/* The same range and comparison on path; mailbox -1 keeps its own. */
const char	*range_url(struct arena *, const char *path,
		    const struct range *, int64_t mailbox);
/* Fills CONTROLS: the range picker and the mailbox menu of a page. */
void		 range_controls(struct view *, const struct range *,
		    const struct mailbox *, size_t n);

#endif
