/* SPDX-License-Identifier: MIT */
/*
 * http/route - who may ask what: the table that dispatch() works from.
 *
 * A path is literal, or holds one {name} part that stands for one or more
 * characters other than "/"; the handler reads it as rq->path_value.
 */
#ifndef TIDEMARK_HTTP_ROUTE_H
#define TIDEMARK_HTTP_ROUTE_H

#include "http/req.h"

enum route_flag {
	ROUTE_PAGE = 1,		/* HTML for people: errors and sign-in as pages */
	ROUTE_SHARED = 2,	/* the same for everyone of a role: nginx may keep
				   it for `fresh` seconds, the ETag is the version
				   of the data. Not to an AGENT: no two of them see
				   the same */
	ROUTE_TOKEN_ONLY = 4,	/* a GET that changes state, kept for programs */
	ROUTE_NO_CSRF = 8,	/* sign-in itself: there is no session yet, so a
				   form of another site is told by its origin */
	ROUTE_SIGNED = 32,	/* who sends proves it by a signature over the body:
				   nobody is signed in, and the handler reads the
				   bytes as they came, or that they are too many */
	ROUTE_FORMS = 16	/* with ROUTE_SHARED: who may change things finds
				   forms there, which hold the token of the session,
				   so the answer is that person's alone */
};

struct route {
	enum method method;
	const char *path;
	enum role who;		/* the least role */
	const struct param *params;	/* or NULL */
	enum rc (*handler)(struct req *);
	unsigned flags;
	int fresh;		/* seconds */
	const char *help;
};

struct app {
	const struct route *routes;
	size_t n_routes;
	/* Who asks: fills rq->who; NOBODY when nobody signed in. RC_OK, or the
	 * database's error. */
	enum rc (*identify)(struct req *);
	/* Version of what pages show, and rq->data_changed. */
	enum rc (*version)(struct req *, int64_t *version);
	/* Writes the error answer of a ROUTE_PAGE (or unknown) path for people;
	 * rq->problem is NULL when the result says all there is to say. */
	void (*error_page)(struct req *, enum rc);
	const char *build;	/* changes with program and options: part of each
				   ETag */
};

/* RC_OK when address, a path with its query, is a page of this site that who asks
 * may open, with parameters that it takes; else RC_BAD_INPUT with the reason. */
enum rc	route_check(struct req *, const char *address);
/* Whether a path without parameters is a page that who asks may open. */
bool	route_opens(const struct req *, const char *path);
/* Answers rq: status, headers and body are complete afterwards, but for a body
 * that rq->stream still has to write. */
void	dispatch(const struct app *, struct req *);
/* Makes the answer to an error in place of whatever rq holds: for a stream that
 * failed before anything went out. */
void	dispatch_error(const struct app *, struct req *, enum rc);

#endif
