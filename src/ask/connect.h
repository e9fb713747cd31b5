/* SPDX-License-Identifier: MIT */
/*
 * ask/connect - a person connects Help Scout, and what there is to say about it.
 *
 * Shape:     connect_begin() makes the address of the consent page; the browser
 *            comes back to connect_end() with a code, or without one.
 * Outside:   connect_end() spends the code by a call to the outside, since a person
 *            waits for it. It takes at most EXCHANGE_MS, is not repeated, and is
 *            only made for who holds a state that was made for that very session.
 * Session:   a state is bound to the secret that also protects the session's
 *            forms, so a token, which has no session, cannot connect.
 * Errors:    RC_FORBIDDEN, RC_BAD_REQUEST, RC_CONFLICT, RC_UPSTREAM with
 *            rq->problem, a sentence with the next step; else the database's.
 */
#ifndef TIDEMARK_ASK_CONNECT_H
#define TIDEMARK_ASK_CONNECT_H

#include "http/req.h"
#include "model/connection.h"

enum connect_way {
	WAY_NONE,
	WAY_TOKEN,	/* the ready token */
	WAY_APP,	/* the app's id and secret */
	WAY_CONNECTION
};

struct connect_state {
	enum connect_way way;	/* what the import uses */
	enum connect_way without;	/* what it would use without a connection */
	struct connection c;	/* WAY_CONNECTION */
	/* Why nobody can connect now, with what to do; NULL when they can. */
	const char *hindrance;
};

/* "connection", "app", "token", "none" */
const char	*connect_way_name(enum connect_way);
enum rc		 connect_state(struct req *, struct connect_state *);
/* What to do next, as a sentence; "" for nothing. */
const char	*connect_next(const struct connect_state *);
/* What is to be entered in Help Scout as the app's Redirection URL. */
const char	*connect_redirect_url(struct req *);

/* *url: of Help Scout's consent page, for that session alone, once. */
enum rc		 connect_begin(struct req *, const char **url);
/* What the browser brought back: "" for what is missing. */
enum rc		 connect_end(struct req *, const char *code,
		    const char *state);
/* RC_NOT_FOUND when nobody is connected. */
enum rc		 connect_drop(struct req *);

#endif
