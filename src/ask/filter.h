/* SPDX-License-Identifier: MIT */
/*
 * ask/filter - the filters of a list of conversations, as a request gives them.
 *
 * Shape:     a table of struct param holds FILTER_PARAMS, its handler calls
 *            ask_filter(). Pages, JSON and CSV take the same names and limits,
 *            so that a page's filter holds in the file that it links to.
 * Source:    model/conversation.h says what each filter means.
 * Times:     a page reads a time without a zone in the reader's, JSON in UTC:
 *            the caller says how.
 * Lists:     category may name several, separated by commas.
 * As text:   ask_matching() reads the same from one parameter, for a change of
 *            all that a list shows. It is strict where a list is not: what is
 *            left out there shows too much, here it would change too much.
 * Errors:    every function that answers false leaves it to the caller to say
 *            so: a page in a sentence, JSON by the parameter's name.
 */
#ifndef TIDEMARK_ASK_FILTER_H
#define TIDEMARK_ASK_FILTER_H

#include "http/req.h"
#include "model/conversation.h"
#include "model/search.h"
#include "model/window.h"

#include <stdbool.h>
#include <stddef.h>

/* clang-format off */
/* What filter_fields names, but for q. */
#define FILTER_WORD_PARAMS \
	{ "category", P_TEXT, "", 0, 400, NULL }, \
	{ "mention",  P_TEXT, "", 0, 64, NULL }, \
	{ "severity", P_WORD, "", 0, 0, "urgent|critical|high|medium|low" }, \
	{ "platform", P_TEXT, "", 0, 64, NULL }, \
	{ "version",  P_TEXT, "", 0, 64, NULL }, \
	{ "intent",   P_TEXT, "", 0, 64, NULL }, \
	{ "status",   P_TEXT, "", 0, 32, NULL }, \
	{ "flag",     P_WORD, "", 0, 0, FLAG_WORDS }

/* All but q, which a search requires. */
#define FILTER_SEARCH_PARAMS \
	{ "from",     P_TIME, "", 0, 0, NULL }, \
	{ "to",       P_TIME, "", 0, 0, NULL }, \
	{ "mailbox",  P_INT,  "0", 0, INT64_MAX, NULL }, \
	{ "group",    P_INT,  "0", 0, INT64_MAX, NULL }, \
	{ "customer", P_INT,  "0", 0, INT64_MAX, NULL }, \
	FILTER_WORD_PARAMS

#define FILTER_Q_PARAM { "q", P_TEXT, "", 0, 200, NULL }

#define FILTER_PARAMS FILTER_SEARCH_PARAMS, FILTER_Q_PARAM

/* Beside FILTER_SEARCH_PARAMS and q. */
#define SEARCH_PARAMS \
	{ "sort",     P_WORD, "relevance", 0, 0, "relevance|newest" }, \
	{ "exact",    P_BOOL, "", 0, 0, NULL }

/* The parameters of ask_window(). */
#define WINDOW_PARAMS(hours) \
	{ "hours",   P_CLAMP, hours, 1, WINDOW_MAX_HOURS, NULL }, \
	{ "mailbox", P_INT,   "0", 0, INT64_MAX, NULL }
/* clang-format on */

/* The filters that hold text, by name; NULL ends the table. what: the word that
 * stands before its value. */
struct filter_field {
	const char *name, *what;
	size_t offset;
};

extern const struct filter_field filter_fields[];

const char **filter_at(struct filter *, const struct filter_field *);
/* Never NULL. */
const char *filter_word(const struct filter *, const struct filter_field *);

/* The texts alone, into a filter whose span another parameter gives. */
void ask_filter_words(const struct req *, struct filter *);
/* time reads "from" and "to": req_int(), or in the reader's zone. False when
 * from is not before to. */
bool ask_filter(const struct req *,
    int64_t (*time)(const struct req *, const char *name), struct filter *);
/* text: the filters as the query of a list's address has them, times in UTC. At
 * least one must be given, and nothing that is no filter. NULL, or what is
 * wrong with it. */
const char *ask_matching(const struct req *, const char *text, struct filter *);
/* By the same, and the parsed query; most, after and local are the caller's. A
 * query that cannot be searched has query.error, or no item. */
bool ask_search(const struct req *,
    int64_t (*time)(const struct req *, const char *name), struct search *);
/* By the parameters hours and mailbox: the last hours with the one under way.
 */
struct window ask_window(const struct req *);

#endif
