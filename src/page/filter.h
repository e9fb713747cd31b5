/* SPDX-License-Identifier: MIT */
/*
 * page/filter - the filters of the conversation list, from and into addresses.
 *
 * Shape:   a page copies a struct filter, changes a field and asks for the
 *          address: filter_url(). A number and its list share one filter.
 * Lists:   category may name several, separated by commas.
 */
#ifndef TIDEMARK_PAGE_FILTER_H
#define TIDEMARK_PAGE_FILTER_H

#include "base/rc.h"
#include "model/conversation.h"

struct arena;
struct link;
struct req;

/* The parameters that filter_read() reads, for a table of struct param; with the
 * limits of api/conversations.c, to which a list's CSV link leads. */
#define FILTER_PARAMS                                                          \
	{ "from", P_TIME, "", 0, 0, NULL }, { "to", P_TIME, "", 0, 0, NULL },  \
	{ "mailbox", P_INT, "0", 0, INT64_MAX, NULL },                         \
	{ "group", P_INT, "0", 0, INT64_MAX, NULL },                           \
	{ "customer", P_INT, "0", 0, INT64_MAX, NULL },                        \
	{ "category", P_TEXT, "", 0, 400, NULL },                              \
	{ "mention", P_TEXT, "", 0, 64, NULL },                                \
	{ "severity", P_WORD, "", 0, 0, "urgent|critical|high|medium|low" },   \
	{ "platform", P_TEXT, "", 0, 64, NULL },                               \
	{ "version", P_TEXT, "", 0, 64, NULL },                                \
	{ "intent", P_TEXT, "", 0, 64, NULL },                                 \
	{ "status", P_TEXT, "", 0, 32, NULL },                                 \
	{ "flag", P_WORD, "", 0, 0, FLAG_WORDS },                    \
	{ "q", P_TEXT, "", 0, 200, NULL }

/* 2000-01-01, when no conversation was: "all time" said in an address. */
#define FILTER_LONG_AGO INT64_C(946684800)

/* A time parameter as seconds; without a zone it is one of the account's. */
int64_t		 filter_time(const struct req *, const char *name);
enum rc		 filter_read(struct req *, struct filter *);
/* A list of everything ever is seldom meant: the last 7 days, unless something
 * narrower than a category is asked for. */
void		 filter_narrow(struct filter *, int64_t now);
/* "since 14 Jan 09:00", "all time" */
const char	*filter_span(struct arena *, const struct filter *,
		    int64_t now);
const char	*filter_url(struct arena *, const char *path,
		    const struct filter *);
void		 filter_args_to(struct link *, const struct filter *);

/* The filters that hold text, by name; NULL ends the table. */
struct filter_field {
	const char *name, *what;
	size_t offset;
};

extern const struct filter_field filter_fields[];

const char	**filter_at(struct filter *, const struct filter_field *);
const char	*filter_word(const struct filter *, const struct filter_field *);
/* The same filter with field name set to value. */
struct filter	 filter_with(const struct filter *, const char *name,
		    const char *value);

#endif
