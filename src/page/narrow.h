/* SPDX-License-Identifier: MIT */
/*
 * page/narrow - what narrows a list, and what could: the chips above it, the
 * choices beside it, the hidden fields of the form that searches in it.
 *
 * Shape:     a list hands over its filter, its facets and the address of itself
 *            by another filter; each part is then one call. A chip takes itself
 *            out, a choice in use too.
 * Templates: HAS_CHIPS has CHIP rows, FACET rows have CHOICE rows, KEEP rows
 *            stand in a form.
 */
#ifndef TIDEMARK_PAGE_NARROW_H
#define TIDEMARK_PAGE_NARROW_H

#include "model/conversation.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct view;

struct narrow {
	const struct filter *f;
	int64_t now;
	/* from when the list has everything: 0 where it shows that by itself,
	 * FILTER_LONG_AGO where an address must say so */
	int64_t ever;
	const struct facet *facets;
	size_t n_facets;
	const struct mailbox *mailboxes;
	size_t n_mailboxes;
	const char *(*url)(const void *list, const struct filter *);
	const void *list;
};

/* A span that ends now; seconds 0: everything. */
struct narrow_span {
	const char *name;
	int64_t seconds;
};

/* The first keys of a dimension, at most so many. */
struct narrow_box {
	const char *dimension, *title;
	size_t most;
};

/* Severities from the worst down, everything else most frequent first. */
void narrow_sort(struct facet *, size_t n);
/* q stands in a field of its own; with_q: it has a chip too. */
void narrow_chips(struct view *, const struct narrow *, bool with_q);
void narrow_spans(
    struct view *, const struct narrow *, const struct narrow_span *, size_t n);
void narrow_boxes(
    struct view *, const struct narrow *, const struct narrow_box *, size_t n);
/* Severities, platforms, versions and, where there are any, mailboxes as bars, each
 * of them a link to its conversations; whole: what 100 % is. */
void narrow_breakdowns(struct view *, const struct narrow *, int64_t whole);
/* Nothing where there is one mailbox. */
void narrow_mailboxes(struct view *, const struct narrow *);
/* Everything but q, and what else the list's address has. */
void narrow_keep(struct view *form, const struct filter *);

/* The pieces, for lists that are narrowed by more than a struct filter. */
struct view *narrow_facet(struct view *, const char *title);
/* n below 0 is not shown. */
void narrow_choice(struct view *facet, const char *name, const char *url,
    int64_t n, bool here);
/* *has is NULL before the first. */
void narrow_chip(struct view *, struct view **has, const char *what,
    const char *value, const char *url);
/* Nothing when value is NULL or "". */
void narrow_keep_text(struct view *form, const char *name, const char *value);

#endif
