/* SPDX-License-Identifier: MIT */
/*
 * page/range - which span of time a page shows, and its buckets.
 *
 * Shape:   range=48h, or from= and to=. Up to 7 days a bucket is an hour, and a
 *          range is so many hours including the one that is not over; beyond,
 *          a bucket is a day of the account's zone, and "30 d" is today and the
 *          29 days before, so that no bar but the last is a part of a day.
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

#define RANGE_PARAMS                                                           \
	{ "range", P_WORD, "48h", 0, 0, "24h|48h|7d|30d|90d" },                \
	{ "from", P_TIME, "", 0, 0, NULL }, { "to", P_TIME, "", 0, 0, NULL },  \
	{ "mailbox", P_INT, "0", 0, INT64_MAX, NULL }

struct range {
	struct window w;
	const char *word;	/* "48h", or NULL for from and to */
	const char *span;	/* "48 hours" */
	const char *before;	/* "the 48 h before" */
	bool hourly;
	size_t n;		/* buckets */
	int64_t *at;		/* [n + 1] */
};

enum rc		 range_read(struct req *, struct range *);
/* The bucket that holds a time, or n. */
size_t		 range_bucket(const struct range *, int64_t at);
/* What the range counts, as the list's filter. */
struct filter	 range_filter(const struct range *);
/* The same range on path; mailbox -1 keeps its own. */
const char	*range_url(struct arena *, const char *path,
		    const struct range *, int64_t mailbox);
/* Fills the range picker and the mailbox menu of the page path, which may have a
 * query that is to stay. */
void		 range_controls(struct view *, const char *path,
		    const struct range *, const struct mailbox *, size_t n);

#endif
