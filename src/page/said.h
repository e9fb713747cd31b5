/* SPDX-License-Identifier: MIT */
/*
 * page/said - what people said about conversations, and the forms to say it.
 *
 * Forms:     who may correct finds them on pages whose route says FORMS; each
 *            holds the session's token and the address to come back to.
 *            page/correct.c takes them.
 * Ownership: everything lives in the request's arena.
 */
#ifndef TIDEMARK_PAGE_SAID_H
#define TIDEMARK_PAGE_SAID_H

#include "http/req.h"
#include "model/conversation.h"
#include "model/correction.h"

struct view;

struct said {
	struct correction_now *now;
	size_t n;
	bool may;		/* this person, on this page */
	bool pick;		/* rows have a box to tick */
	const char *csrf, *back;
	const char *matching;	/* the filters of a list that is longer than its
				   page, as ask_matching() reads them; or NULL */
	int64_t all;		/* how many they list */
};

/* What is in force about the conversations of a page. */
enum rc		 said_read(struct req *, const struct conversation *, size_t n,
		    struct said *);
/* What one conversation's field is in force by, or NULL. */
const struct correction_now *said_of(const struct said *, int64_t id,
		    const char *field);
/* Fills CSRF and BACK of a form. */
void		 said_form(struct view *form, const struct said *);
/* Part of a row: who said what, the box to tick, the menu. */
void		 said_row(struct view *row, const struct said *,
		    const struct conversation *);
/* {{>CHANGED}}: what this person just did, with a button to undo it. */
enum rc		 said_changed(struct req *, struct view *, const struct said *);
/* A CHOICE of one field with its OPTIONs; now: the value that is kept. */
void		 said_select(struct view *form, const char *field,
		    const char *keep, const char **words, size_t n, bool back);
/* {{>BULK}}: one form for all rows that are ticked, or all that match. */
enum rc		 said_bulk(struct req *, struct view *, const struct said *);
/* "severity High", "done": as lists of what was said have it. */
const char	*said_change(struct arena *, const char *field,
		    const char *became);

#endif
