/* SPDX-License-Identifier: MIT */
/*
 * page/row - one conversation in a list: templates/row.tpl, everywhere the same.
 */
#ifndef TIDEMARK_PAGE_ROW_H
#define TIDEMARK_PAGE_ROW_H

#include "model/conversation.h"

struct arena;
struct conf;
struct said;
struct view;

/* What "38 alike" links to; n below 2: it is not said. */
struct row_group {
	int64_t n;
	const char *url;
};

/* Adds an ITEM to list; a page may add to it: NEW, RAISED, WHY, more FACTs. */
struct view	*row_add(struct view *list, const struct conf *,
		    const struct conversation *, int64_t now,
		    struct row_group alike);
/* The same with what people said about it; said: NULL for nothing. */
struct view	*row_add_said(struct view *list, const struct conf *,
		    const struct conversation *, int64_t now,
		    struct row_group alike, const struct said *);
/* The conversation in Help Scout. */
const char	*row_upstream(struct arena *, const struct conf *,
		    const struct conversation *);
const char	*row_subject(const struct conversation *);
/* The one-liner, or NULL when it only repeats the subject. */
const char	*row_said(const struct conversation *);
const char	*row_url(struct arena *, int64_t id);

#endif
