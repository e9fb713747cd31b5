/* SPDX-License-Identifier: MIT */
/*
 * page/moved - the groups of a window that changed most, for page and CSV.
 *
 * Source:    docs/metrics.md "Groups", "shown on the overview".
 */
#ifndef TIDEMARK_PAGE_MOVED_H
#define TIDEMARK_PAGE_MOVED_H

#include "model/trend.h"

struct req;

enum {
	MOVED_SHOWN = 8,
	MOVED_SPARK = 48	/* counts in group.series */
};

/* The largest groups with at least two members, most changed first; the first
 * MOVED_SHOWN are what a page shows. */
enum rc	moved_read(struct req *, const struct window *, struct group **,
	    size_t *n);

#endif
