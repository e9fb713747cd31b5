/* SPDX-License-Identifier: MIT */
/*
 * http/sink - the body of an answer that is too long to be built whole.
 *
 * Shape:     a handler that has checked everything calls req_stream() and
 *            answers RC_OK; its writer runs afterwards, appends to sink->out
 *            and asks sink_ready() after each row.
 * Length:    what fits into one piece is sent whole, with its length, and may
 *            still become an error answer. Once a piece has gone out, an error
 *            ends the connection so that nobody takes the part for the whole.
 * Errors:    sink_ready() is false when the client went away or the program
 *            must end: the writer stops, whatever it answers then.
 */
#ifndef TIDEMARK_HTTP_SINK_H
#define TIDEMARK_HTTP_SINK_H

#include <stdbool.h>
#include <stdint.h>

struct sbuf;

enum { SINK_PIECE = 64 * 1024, SINK_QUIET_MS = 5000 };

struct sink {
	struct sbuf *out;
	bool (*send)(struct sink *);	/* empties out; false: stop */
	void *to;
	int64_t sent_ms;	/* when a piece went out last */
	bool stopped;
};

/* Sends what has come together, if that is a piece or some time has passed. */
bool	sink_ready(struct sink *);

#endif
