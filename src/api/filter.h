/* SPDX-License-Identifier: MIT */
/*
 * api/filter - the filters of the list of conversations as parameters.
 *
 * Source:    ask/filter.h; JSON and CSV take hours too.
 * Errors:    RC_BAD_INPUT; the problem names the parameter.
 */
#ifndef TIDEMARK_API_FILTER_H
#define TIDEMARK_API_FILTER_H

#include "ask/filter.h"

#define API_FILTER_PARAMS \
	{ "hours", P_INT, "", 1, WINDOW_MAX_HOURS, NULL }, FILTER_PARAMS

/* hours means the window that the overview shows for it. */
enum rc api_filter(struct req *, struct filter *);
/* The error of both ask_filter() and ask_search(). */
enum rc api_filter_refuse(struct req *);

#endif
