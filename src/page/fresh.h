/* SPDX-License-Identifier: MIT */
/*
 * page/fresh - how fresh the data is, and what to say when there is none.
 *
 * States:  a broken connection, never connected, connected and waiting for the first import, the
 *          first import at work, nothing in this range: each has its own words
 *          and one next step.
 */
#ifndef TIDEMARK_PAGE_FRESH_H
#define TIDEMARK_PAGE_FRESH_H

#include "model/trend.h"
#include "page/range.h"

struct arena;
struct conf;
struct view;

enum fresh_state {
	FRESH_BROKEN,		/* somebody has to connect again */
	FRESH_NOT_CONNECTED,	/* no key, and nothing was ever imported */
	FRESH_WAITING,		/* a key, but the import never ran */
	FRESH_FIRST_IMPORT,	/* at work, never finished */
	FRESH_STALE,		/* no sign of life for STALE_SECONDS */
	FRESH_OK
};

enum { STALE_SECONDS = 15 * 60 };

enum fresh_state fresh_state(const struct conf *, const struct freshness *,
		    int64_t now);
/* "fresh 12 s ago", "first import: 1,200 of 48,000" ... */
const char	*fresh_text(struct arena *, enum fresh_state,
		    const struct freshness *, int64_t now);
/* Sets FRESH and NOTE of overview.tpl. */
void		 fresh_line(struct view *, const struct conf *,
		    const struct freshness *, const struct range *);
/* Sets SENTENCE, MORE and EMPTY of overview.tpl. */
void		 fresh_empty(struct view *, const struct conf *,
		    const struct freshness *, const struct range *);

#endif
