/* SPDX-License-Identifier: MIT */
/*
 * page/rubric - what the pages of rubrics share.
 */
#ifndef TIDEMARK_PAGE_RUBRIC_H
#define TIDEMARK_PAGE_RUBRIC_H

#include "ask/rubric.h"
#include "page/page.h"

struct view;

/* Fills {{>RUBRIC}} (templates/rubric-table.tpl): dimensions as they are. */
void		 rubric_put(struct view *, const struct rubric *);
/* "by anna, 14 Jan 09:12: why" */
const char	*rubric_byline(struct arena *, const struct rubric_about *,
		    int64_t now);
const char	*rubric_url(struct arena *, int64_t version);

#endif
