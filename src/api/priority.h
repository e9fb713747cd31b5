/* SPDX-License-Identifier: MIT */
/*
 * api/priority - which groups press most, as the replaced dashboard ranked them.
 *
 * Source:    docs/metrics.md "JSON of the replaced dashboard", priorityIssue.
 */
#ifndef TIDEMARK_API_PRIORITY_H
#define TIDEMARK_API_PRIORITY_H

#include "model/conversation.h"
#include "model/trend.h"

struct jw;
struct req;

enum {
	PRIORITY_TOP = 5,
	PRIORITY_GROUPS = 100	/* of so many, the largest */
};

/* Most pressing first; answers how many there are. */
size_t	priority_rank(const struct group *, size_t n, int64_t now,
	    const struct group *top[PRIORITY_TOP]);
/* newest: a conversation of it to link to, or NULL for no link. */
void	priority_write(struct req *, struct jw *, const struct group *,
	    const struct conversation *newest);

#endif
