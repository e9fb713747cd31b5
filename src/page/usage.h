/* SPDX-License-Identifier: MIT */
/*
 * page/usage - what the pages about calls of models have in common.
 */
#ifndef TIDEMARK_PAGE_USAGE_H
#define TIDEMARK_PAGE_USAGE_H

#include "model/usage.h"

#define USAGE_CALLS "/settings/usage/calls"

/* What models are asked for. */
struct usage_purpose {
	const char *key, *name;
	const char *url;	/* where it is switched off */
	const char *without;	/* what goes then, "" nothing */
};

/* NULL: it is not known. */
const struct usage_purpose *usage_purpose(const char *purpose);
/* As people say it. */
const char	*usage_purpose_name(struct arena *, const char *purpose);
/* The list of calls, or its file; after: behind this one, 0 from the newest. */
const char	*usage_calls_url(struct arena *, const char *path,
		    const struct usage_filter *, int64_t after);

#endif
