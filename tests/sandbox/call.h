/* SPDX-License-Identifier: MIT */
/*
 * sandbox/call - one request to a stand-in, and its answer, without a socket.
 *
 * The FastCGI loop and the tests both make a struct call, hand it to
 * sandbox_answer() and read the struct reply.
 *
 * Ownership: everything in a call lives in its arena; reply buffers belong to
 *            the reply (reply_free).
 */
#ifndef TIDEMARK_SANDBOX_CALL_H
#define TIDEMARK_SANDBOX_CALL_H

#include "base/sbuf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

struct param {
	const char *name, *value;	/* decoded */
	const char *raw;		/* name=value as it came */
};

struct params {
	struct param *v;
	size_t n;
};

enum bad_links { LINKS_GOOD, LINKS_LOOP, LINKS_OTHER_HOST };

struct call {
	struct arena *mem;
	const char *method, *path, *query;	/* path decoded, query raw */
	const char *host, *scheme;
	const char *content_type, *authorization;
	struct params head;	/* all lines of the head, by name in lower case */
	const char *body;
	size_t body_len;
	bool local;		/* came from this machine */
	/* filled in by sandbox_answer() */
	int64_t now;
	struct params params;	/* of the query */
	int64_t id, sub_id;	/* numbers in the path */
	enum bad_links links;
};

/* How much of the answer really goes out. */
enum sending { SEND_ALL, SEND_HALF, SEND_NOTHING };

struct reply {
	int status;
	const char *type;	/* NULL: no body, no type */
	struct sbuf head;	/* further header lines, each with \r\n */
	struct sbuf body;
	int64_t delay_ms;	/* to be slept before sending */
	enum sending sending;
};

#define REPLY_INIT { 200, NULL, SBUF_INIT, SBUF_INIT, 0, SEND_ALL }

void		 params_read(struct arena *, const char *text, size_t len,
		    struct params *);
const char	*params_get(const struct params *, const char *name);
/* The whole text without %XX; plus: a + is a blank. */
char		*percent_decode(struct arena *, const char *, size_t len,
		    bool plus);
/* The query without these parameters; ends of list by NULL. */
const char	*query_without(const struct call *, const char *const *names);

/* A line of the head, "" when it is not there. */
const char	*call_header(const struct call *, const char *name);
void		 reply_header(struct reply *, const char *name,
		    const char *value);
void		 reply_free(struct reply *);

#endif
