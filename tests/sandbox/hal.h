/* SPDX-License-Identifier: MIT */
/*
 * sandbox/hal - the envelope of lists: _embedded, _links, page.
 *
 * Source: "HAL and pagination" of the protocol reference. Links carry the
 *         filters of the request.
 * Use:    hal_page() reads the page number, or answers 400 and false;
 *         hal_begin(), hal_item() before each item, hal_end().
 */
#ifndef TIDEMARK_SANDBOX_HAL_H
#define TIDEMARK_SANDBOX_HAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct call;
struct reply;
struct sandbox;

struct hal {
	const char *name;	/* of the array in _embedded */
	const char *path;	/* behind the API base, e.g. "/users" */
	size_t size, total;
	/* filled in by hal_page() */
	size_t page;		/* 1-based */
	size_t from, to;	/* items of this page: from <= i < to */
	bool open;		/* the array was written */
};

bool	hal_page(struct sandbox *, struct call *, struct reply *, struct hal *);
void	hal_begin(struct sandbox *, struct call *, struct reply *,
	    struct hal *);
void	hal_item(struct hal *, struct reply *, size_t i);
void	hal_end(struct sandbox *, struct call *, struct reply *, struct hal *);
/* The address of the API as the client sees it, without a slash at the end. */
const char	*hal_base(const struct sandbox *, const struct call *);

#endif
