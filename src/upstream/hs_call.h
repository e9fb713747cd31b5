/* SPDX-License-Identifier: MIT */
/*
 * upstream/hs_call - one call with everything that may have to happen around it:
 * budget, token, repeats, reading the JSON. Private to upstream/hs_* and
 * upstream/helpscout.
 *
 * Shape:     hs_call_start() sends at once when budget and token allow, else
 *            hs_call_wait() does. hs_call_end() in any case.
 * Ownership: *json lives in the arena; the reply until hs_call_end().
 * Errors:    as upstream/helpscout.h. A body that is no JSON object counts as a
 *            server error: it is repeated, then reported.
 */
#ifndef TIDEMARK_UPSTREAM_HS_CALL_H
#define TIDEMARK_UPSTREAM_HS_CALL_H

#include "base/sbuf.h"
#include "net/budget.h"
#include "upstream/helpscout.h"

struct http_reply;
struct json_object;

struct hs {
	struct http *http;
	struct budget budget;
	char *base, *client_id, *client_secret, *api_token;
	int64_t timeout_ms, skew_s;
	int64_t until_ms;		/* monotonic: all of it ends; INT64_MAX: never */
	unsigned max_retries;
	bool no_client_credentials;
	void (*waiting)(void *ctx, int64_t left_ms);
	const struct hs_keeper *keeper;	/* or NULL */
	void *keeper_ctx, *ctx;

	struct sbuf authorization;	/* header value; empty: no token */
	int64_t renew_at_ms;		/* monotonic; INT64_MAX: never */
	int64_t look_at_ms;		/* when to ask the keeper again */
	unsigned token_serial;		/* counts the tokens had */
	bool bearer;			/* a ready token is sent as bearer */
	bool connected;			/* the token is a connection's */
	bool made_up;			/* the last answer says that it is */
	struct sbuf refused;		/* header value that a 401 came for */

	struct sbuf error;
	struct hs_stats stats;
};

struct hs_call {
	char *url;
	const char *method;		/* NULL: GET */
	char *body;			/* JSON, or NULL */
	struct http_call *http;		/* NULL: to be sent */
	unsigned failures, refusals;	/* faults; 429s */
	unsigned token_serial;
	bool renewed;
	bool flying;			/* counted in the budget */
	bool once;			/* repeated only when it was surely not
					 * carried out: after 401 and 429 */
};

struct hs_call	*hs_call_start(struct hs *, const char *url);
/* One that changes something, sent by hs_call_wait(), which answers an empty object
 * for every success. It may be repeated like any other. */
struct hs_call	*hs_call_change(struct hs *, const char *method,
		    const char *url, const char *body);
enum hs_result	 hs_call_wait(struct hs *, struct hs_call *, struct arena *,
		    struct json_object **json, const struct http_reply **);
void		 hs_call_end(struct hs *, struct hs_call *);

/* False when the program is to stop, or when nobody waits so long; hs->error then
 * says so. */
bool		 hs_sleep(struct hs *, int64_t ms);
/* What to do after an answer that is no success; sets hs->error when it is
 * final. HS_OK: *wait_ms from now it is worth another try. */
enum hs_result	 hs_judge(struct hs *, const char *what,
		    const struct http_reply *, unsigned failures,
		    unsigned refusals, int64_t *wait_ms);

/* Milliseconds that a call may take from now on. */
int64_t		 hs_left_ms(const struct hs *);

/* hs_token.c: makes hs->authorization fit for use. */
enum hs_result	 hs_token_need(struct hs *);
/* It is, as it stands. */
bool		 hs_token_ready(const struct hs *);
/* A 401 came for the token with that serial: the next need gets another. */
void		 hs_token_drop(struct hs *, unsigned serial);
/* A call was refused for good, in hs_error()'s words. */
void		 hs_token_denied(struct hs *);

/* hs_oauth.c: a token request of this grant with one more member, or none (name
 * NULL). One that spends something is waited for also when the program is to
 * stop: what it brings must not be lost. */
struct http_call *hs_token_ask(struct hs *, const char *grant,
		    const char *name, const char *value);
/* False when no token is in the answer. */
bool		 hs_token_read(struct arena *, const struct http_reply *,
		    struct hs_token *);

/* helpscout.c: all pages of a list of small things. */
struct hs_list {
	const char *name;		/* of the path and in _embedded */
	size_t size;
	bool (*parse)(struct arena *, struct json_object *, void *);
};
enum hs_result	 hs_read_all(struct hs *, struct arena *,
		    const struct hs_list *, void **out, size_t *n);

/* hs_error.c */
enum hs_result	 hs_result_of(const struct http_reply *);
void		 hs_error_set(struct hs *, const char *what,
		    const struct http_reply *);
void		 hs_error_note(struct hs *, const char *what, const char *why);

#endif
