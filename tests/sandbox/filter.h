/* SPDX-License-Identifier: MIT */
/*
 * sandbox/filter - the parameters of a conversation list, read and applied.
 *
 * Errors: filter_read() answers false after writing a 400 that names the
 *         parameter.
 */
#ifndef TIDEMARK_SANDBOX_FILTER_H
#define TIDEMARK_SANDBOX_FILTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct call;
struct conv;
struct options;
struct reply;

enum { FILTER_ITEMS = 16 };

/* One "field:value" of the query parameter. */
struct condition {
	enum { C_CREATED, C_MODIFIED, C_NUMBER, C_ID, C_MAILBOX, C_CUSTOMER,
		C_TAG, C_STATUS, C_SUBJECT, C_EMAIL, C_FIELDS } field;
	bool not;
	int64_t from, to;	/* both included */
	const char *text;
};

enum sort_field {
	SORT_CREATED, SORT_EMAIL, SORT_NAME, SORT_MAILBOX, SORT_MODIFIED,
	SORT_NUMBER, SORT_SCORE, SORT_STATUS, SORT_SUBJECT, SORT_WAITING,
	SORT_FIELDS
};

struct filter {
	unsigned statuses;	/* bit per enum conv_status */
	int64_t mailbox[FILTER_ITEMS];
	size_t mailboxes;
	const char *tag[FILTER_ITEMS];
	size_t tags;
	int64_t folder, assignee, number;	/* 0: any */
	int64_t since;
	int64_t known_until;	/* changes after this are not found yet */
	int64_t hidden_mailbox;
	struct condition cond[FILTER_ITEMS];
	size_t conds;
	enum sort_field sort;
	bool ascending;
};

bool	filter_read(const struct options *, struct call *, struct reply *,
	    struct filter *);
bool	filter_fits(const struct filter *, const struct conv *);

/* sandbox/query.c: the query parameter. NULL, or what is wrong with it. */
const char	*query_read(struct call *, const char *text, struct filter *);
bool		 query_fits(const struct filter *, const struct conv *);
bool		 moment_read(const char *text, int64_t *at);

#endif
