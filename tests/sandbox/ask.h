/* SPDX-License-Identifier: MIT */
/*
 * sandbox/ask - for tests: one request to a sandbox in the same process.
 *
 * Ownership: the answer lives until the next ask() or ask_done().
 */
#ifndef TIDEMARK_SANDBOX_ASK_H
#define TIDEMARK_SANDBOX_ASK_H

#include "tests/sandbox/call.h"
#include "tests/sandbox/scan.h"

struct sandbox;

struct ask {
	struct sandbox *sb;
	struct arena *mem;
	char bearer[96];	/* sent as Authorization when not empty */
	struct param head[4];	/* further lines of the head */
	size_t n_head;
	struct reply reply;
	struct slice json;	/* of the answer; len 0: none */
};

void		 ask_begin(struct ask *, struct sandbox *);
void		 ask_done(struct ask *);
/* target: path and query, as on the wire. Answers the status. */
int		 ask(struct ask *, const char *method, const char *target);
int		 ask_body(struct ask *, const char *method, const char *target,
		    const char *type, const char *body);
/* A client-credentials token from now on. */
void		 ask_token(struct ask *);

/* Value at a dotted path of the answer ("page.totalElements"). */
bool		 ask_value(const struct ask *, const char *path,
		    struct slice *);
int64_t		 ask_int(const struct ask *, const char *path);	/* -1: none */
const char	*ask_text(const struct ask *, const char *path); /* "": none */
/* Element n of the list called name in _embedded. */
bool		 ask_item(const struct ask *, const char *name, size_t n,
		    struct slice *);
/* Value of a header of the answer, "" when it is not there. */
const char	*ask_header(const struct ask *, const char *name);

#endif
