/* SPDX-License-Identifier: MIT */
/*
 * html/csv - a table as CSV, safe to open in a spreadsheet.
 *
 *	struct csv c = CSV_INIT(out);
 *	csv_text(&c, "subject");
 *	csv_text(&c, "messages");
 *	csv_end(&c);
 *
 * Source: RFC 4180: CRLF, fields quoted when they hold a comma, a quote or a
 *         line break, quotes doubled. UTF-8 without a mark.
 * Times:  ISO 8601 of the account's zone with its offset, "+00:00" in UTC.
 * Safety: a text field that begins with = + - @ tab, CR or LF would be run as a
 *         formula; it gets a leading apostrophe unless it is a plain number
 *         (OWASP, "CSV injection").
 */
#ifndef TIDEMARK_HTML_CSV_H
#define TIDEMARK_HTML_CSV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct sbuf;

struct csv {
	struct sbuf *out;
	bool inside;	/* a field of this row is written already */
};

#define CSV_INIT(out) { (out), false }

void	csv_text(struct csv *, const char *text);	/* NULL is empty */
/* One field of several pieces; the list ends with NULL. */
void	csv_texts(struct csv *, const char *const *pieces);
/* One field: "bug, crash". */
void	csv_list(struct csv *, const char *const *items, size_t n);
void	csv_int(struct csv *, long long);
/* Empty when n is none. */
void	csv_int_or_empty(struct csv *, long long n, long long none);
void	csv_num(struct csv *, double, int decimals);	/* NaN is empty */
void	csv_time(struct csv *, int64_t at);	/* ISO with offset; 0 is empty */
void	csv_end(struct csv *);			/* ends the row */
/* A whole row of texts, as for the heading; the list ends with NULL. */
void	csv_head(struct csv *, const char *const *names);

#endif
