/* SPDX-License-Identifier: MIT */
/*
 * page/group - what the pages of groups share.
 */
#ifndef TIDEMARK_PAGE_GROUP_H
#define TIDEMARK_PAGE_GROUP_H

#include "page/range.h"

#include <stdint.h>

struct arena;
struct view;

/* The page of a group, for the range of the page that links to it, or NULL. */
const char	*group_url(struct arena *, int64_t id, const struct range *);
/* Never empty. */
const char	*group_title(const char *title);

#endif
