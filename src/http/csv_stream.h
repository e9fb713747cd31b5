/* SPDX-License-Identifier: MIT */
/*
 * http/csv_stream - a table that is sent row by row while it is read.
 *
 *	req_csv_stream(rq, "tidemark-customers", head, rows, export);
 *
 * Shape:     rows writes the cells of a row into csv and ends it by
 *            csv_stream_row(); it stops when that is false (http/sink.h).
 * Ownership: head, ended by NULL, outlives the request; what lives in rq->mem.
 */
#ifndef TIDEMARK_HTTP_CSV_STREAM_H
#define TIDEMARK_HTTP_CSV_STREAM_H

#include "html/csv.h"
#include "http/req.h"

struct csv_stream;
typedef enum rc csv_stream_rows(struct req *, struct csv_stream *, void *what);

struct csv_stream {
	struct csv csv;
	struct sink *sink;
	const char *const *head;
	csv_stream_rows *rows;
	void *what;
};

/* Answers NAME.csv once the handler answered RC_OK. */
void	req_csv_stream(struct req *, const char *name, const char *const *head,
	    csv_stream_rows *, void *what);
bool	csv_stream_row(struct csv_stream *);

#endif
