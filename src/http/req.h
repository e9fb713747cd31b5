/* SPDX-License-Identifier: MIT */
/*
 * http/req - one request and the answer that is being made for it.
 *
 * Shape:     head is what came in, untouched. dispatch() fills who, route and
 *            params before the handler runs; the handler fills out by one of
 *            the req_send calls, or answers a result other than RC_OK, from
 *            which dispatch() makes the error answer.
 * Ownership: everything lives in mem, which the caller of dispatch() ends.
 * Errors:    req_fail() keeps the sentence that the error answer will show.
 */
#ifndef TIDEMARK_HTTP_REQ_H
#define TIDEMARK_HTTP_REQ_H

#include "base/json.h"
#include "base/rc.h"
#include "base/sbuf.h"
#include "http/param.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct app;
struct arena;
struct conf;
struct db;
struct route;
struct sink;

enum method { GET, POST, DELETE, OTHER_METHOD };
/* An AGENT sees the scores of one agent, his own; all others see everything. */
enum role { NOBODY, AGENT, VIEWER, REVIEWER, ADMIN };

struct req_head {
	const char *method, *path, *query;
	const char *cookie, *authorization, *if_none_match, *content_type;
	const char *accept, *csrf_header, *proxy_user;	/* "" when absent */
	/* by which a browser says whose page sends a form */
	const char *host, *origin, *fetch_site;
	/* of a delivery by Help Scout */
	const char *hook_event, *hook_signature;
	/* of a press of a button in Slack */
	const char *slack_signature, *slack_timestamp;
	const char *zone;	/* the one under which nginx keeps the answer */
	const char *clock;	/* nginx's: seconds since 1970, with a fraction */
	const char *body;
	size_t body_len;
	bool body_too_large, body_cut;	/* then body is not there */
};

struct who {
	enum role role;
	int64_t user_id;	/* 0 for a token */
	int64_t agent_id;	/* of an AGENT: whose scores; 0 for others */
	const char *name;	/* of the user, or "token NAME" */
	const char *csrf;	/* what a form must send back; "": none may */
	bool by_session;	/* by cookie or proxy, as browsers are */
};

struct req {
	struct arena *mem;
	struct db *db;
	const struct conf *conf;
	struct req_head head;
	enum method method;
	const struct app *app;
	const struct route *route;
	struct who who;
	const char *zone;	/* time zone of what is shown: part of the ETag */
	const char *own_zone;	/* chosen by the person, or "" */
	struct params params;
	const char *path_value;	/* what {id} of the route's path stood for */
	const char *problem;	/* sentence of req_fail(), or NULL */
	struct param_problem bad_param;
	int64_t data_changed;	/* when the data last changed, for pages */
	/* the answer */
	int status;
	const char *content_type;
	struct sbuf headers;	/* "Name: value\r\n" lines */
	struct sbuf out;
	/* writes the body bit by bit, http/sink.h; NULL: out is all of it */
	enum rc (*stream)(struct req *, struct sink *, void *what);
	void *stream_what;
};

/* Parameters of the route, by name; asking for one it does not have asserts. */
int64_t		 req_int(const struct req *, const char *name);
const char	*req_text(const struct req *, const char *name);
const int64_t	*req_ids(const struct req *, const char *name, size_t *n);
bool		 req_given(const struct req *, const char *name);
/* The id in the path; false for what is none, so nothing has that address. */
bool		 req_path_id(const struct req *, int64_t *id);

/* A header of the answer. Line breaks in value end the process: callers pass
 * encoded text. */
void	req_header(struct req *, const char *name, const char *value);
enum rc	req_fail(struct req *, enum rc, const char *fmt, ...)
	    __attribute__((format(printf, 3, 4)));
/* Starts a JSON answer; the handler writes it and answers RC_OK. */
struct jw req_json(struct req *);
/* Starts a CSV answer that a browser saves as NAME.csv. */
void	req_csv(struct req *, const char *name);
/* The same for a list that ends after most rows: headers say so, how many there
 * are, and whether more were left out. */
void	req_csv_part(struct req *, const char *name, size_t most, size_t rows,
	    bool cut);
/* The body comes from write, after the handler answered RC_OK. Not for shared
 * routes: an ETag promises an answer that is there. what lives in rq->mem. */
void	req_stream(struct req *, enum rc (*write)(struct req *, struct sink *,
	    void *what), void *what);
/* 303 to a path of this site. */
enum rc	req_redirect(struct req *, const char *path);
/* The value of a cookie, or NULL. */
const char *req_cookie(const struct req *, const char *name);

#define SESSION_COOKIE "tidemark_session"
#define CHANGED_COOKIE "tidemark_changed"	/* also in nginx/ */

/* Whether the page is to hold forms: its route may, and the role may correct. */
bool	req_has_forms(const struct req *);
/* Says that this person just changed something: for some seconds nginx passes by
 * what it keeps, and the next page tells what was done (0: nothing to undo). */
void	req_changed(struct req *, int64_t batch);
/* The batch of the last change of those seconds, 0 for none. */
int64_t	req_last_change(const struct req *);

/* Longest address, in bytes, to which sign-in goes on. */
enum { NEXT_MAX = 2000 };

/* Sets the session's cookie; "" ends it. */
void	req_session_cookie(struct req *, const char *session);

const char	*role_name(enum role);
bool		 role_parse(const char *name, enum role *);

#endif
