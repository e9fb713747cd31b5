/* SPDX-License-Identifier: MIT */
/*
 * page/enriched - what a model says of a conversation, as a section of its page.
 */
#ifndef TIDEMARK_PAGE_ENRICHED_H
#define TIDEMARK_PAGE_ENRICHED_H

#include "model/enrichment.h"

struct view;

/* {{#SAYS}} of conversation.tpl; nothing when it was never asked. */
void	enriched_put(struct view *, const struct enrichment *, int64_t now);
/* "by anthropic"; NULL: the sentence is the rules'. */
const char	*enriched_by(struct arena *, const char *said_by);

#endif
