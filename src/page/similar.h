/* SPDX-License-Identifier: MIT */
/*
 * page/similar - conversations that read like one, and how each was answered.
 */
#ifndef TIDEMARK_PAGE_SIMILAR_H
#define TIDEMARK_PAGE_SIMILAR_H

#include "model/similar.h"

struct view;

/* similar-list.tpl at {{>LIKE}}. */
void similar_put(struct view *, const struct similar_found *, int64_t now);
/* Its page. */
const char *similar_url(struct arena *, int64_t conversation);

#endif
