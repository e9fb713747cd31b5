/* SPDX-License-Identifier: MIT */
/*
 * page/filter - the filters of the conversation list, from and into addresses.
 *
 * Shape:   a page copies a struct filter, changes a field and asks for the
 *          address: filter_url(). A number and its list share one filter.
 * Errors:  RC_BAD_INPUT with the sentence that the error page shows.
 */
#ifndef TIDEMARK_PAGE_FILTER_H
#define TIDEMARK_PAGE_FILTER_H

#include "ask/filter.h"

struct arena;
struct link;

/* 2000-01-01, when no conversation was: "all time" said in an address. */
#define FILTER_LONG_AGO INT64_C(946684800)

/* A time parameter as seconds; without a zone it is one of the account's. */
int64_t filter_time(const struct req *, const char *name);
/* Of FILTER_PARAMS. */
enum rc filter_read(struct req *, struct filter *);
/* The error of both ask_filter() and ask_search(). */
enum rc filter_refuse(struct req *);
/* A list of everything ever is seldom meant: the last 7 days, unless something
 * narrower than a category is asked for. */
void filter_narrow(struct filter *, int64_t now);
/* "since 14 Jan 09:00", "all time" */
const char *filter_span(struct arena *, const struct filter *, int64_t now);
const char *filter_url(struct arena *, const char *path, const struct filter *);
/* The query alone, without its "?": what ask_matching() reads. */
const char *filter_query(struct arena *, const struct filter *);
void filter_args_to(struct link *, const struct filter *);

/* The same filter with field name set to value. */
struct filter filter_with(
    const struct filter *, const char *name, const char *value);

#endif
