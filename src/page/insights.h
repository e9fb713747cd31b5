/* SPDX-License-Identifier: MIT */
/*
 * page/insights - what the working list shows, for the page and its CSV files.
 *
 * Shape:     a range, narrowed by the list's filters and by keyword. Beside the
 *            list stands what the range is about: categories, keywords and
 *            groups, each with the number of rows that its link leaves.
 */
#ifndef TIDEMARK_PAGE_INSIGHTS_H
#define TIDEMARK_PAGE_INSIGHTS_H

#include "model/insight.h"
#include "page/filter.h"
#include "page/range.h"

#define INSIGHTS_PARAMS                                                        \
	RANGE_PARAMS, { "keyword", P_TEXT, "", 0, 60, NULL },                  \
	{ "group", P_INT, "0", 0, INT64_MAX, NULL },                           \
	FILTER_WORD_PARAMS, FILTER_Q_PARAM

struct insights_question {
	struct range range;
	struct insight_filter f;	/* of the range, narrowed */
};

enum rc		 insights_read(struct req *, struct insights_question *);
/* The list by another filter of the same range. path NULL: "/insights" with the
 * filter alone, for range_controls(). below 0: from the start. */
const char	*insights_url(struct arena *, const char *path,
		    const struct insights_question *,
		    const struct insight_filter *, int64_t below);

enum about_kind { ABOUT_CATEGORY, ABOUT_KEYWORD, ABOUT_GROUP, ABOUT_KINDS };

struct about {
	enum about_kind kind;
	const char *key, *name;
	int64_t id, n;	/* id of a group */
};

struct insights_about {
	struct about *at;	/* by kind, most frequent first */
	size_t n;
};

extern const struct about_name {
	const char *key, *title;
} about_names[ABOUT_KINDS];

enum rc		 insights_about_read(struct req *,
		    const struct insights_question *, struct insights_about *);
void		 insights_narrow(struct insight_filter *, const struct about *);
bool		 insights_is(const struct insight_filter *,
		    const struct about *);

#endif
