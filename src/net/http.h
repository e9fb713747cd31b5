/* SPDX-License-Identifier: MIT */
/*
 * net/http - HTTP client: start several calls, wait for one. The only user of
 * libcurl.
 *
 *	call = http_start(http, &(struct http_request){ .url = url });
 *	...				other work; the answer comes meanwhile
 *	reply = http_wait(http, call);
 *	if (reply->error == HTTP_NONE && reply->status == 200)
 *		use(reply->body, reply->len);
 *	http_end(http, call);
 *
 * Shape:     one connection pool per struct http; connections are kept alive.
 * Ownership: a reply and all it points to belong to the call: until http_end().
 *            A request is copied when started.
 * Limits:    time to connect, time in all and body size per request; redirects
 *            are not followed (Location is given); http and https only.
 * Errors:    an enum http_error when no complete answer came, else a status.
 *            HTTP_STOPPED when the program was asked to stop while waiting.
 */
#ifndef TIDEMARK_NET_HTTP_H
#define TIDEMARK_NET_HTTP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct http;
struct http_call;

enum http_error {
#define HTTP_ERROR(name, text) HTTP_##name,
#include "net/http_error.def"
#undef HTTP_ERROR
};

struct http_header {
	const char *name, *value;
};

struct http_request {
	const char *method;		/* NULL: GET, or POST with a body */
	const char *url;
	const struct http_header *headers;	/* ends with a NULL name */
	const char *body;		/* NULL: none */
	size_t body_len;
	int64_t connect_ms;		/* 0: 10 s */
	int64_t total_ms;		/* 0: 60 s */
	size_t max_body;		/* 0: 64 MiB */
	bool must_end;			/* waited for also when the program is to
					 * stop: its answer must not be lost */
	bool once;			/* sent at most once: on a connection of
					 * its own, since libcurl repeats by itself
					 * what it sent on a kept one that closed */
	const char *unix_socket;	/* NULL: by the address of url */
};

struct http_reply {
	enum http_error error;
	int status;			/* 0 when error is not HTTP_NONE */
	const char *body;		/* NUL-terminated, never NULL */
	size_t len;
	const char *location;		/* NULL: no such header */
	const char *content_type;	/* NULL: no such header */
	int64_t retry_after;		/* seconds from now, at most a day; -1: none */
	int64_t retry_after_ms;		/* Retry-After-Ms, else Retry-After; -1 */
	int should_retry;		/* X-Should-Retry; -1: no such header */
	const char *request_id;		/* X-Request-Id, Request-Id or
					 * X-Pinecone-Request-Id; NULL: none */
	int64_t lsn;			/* X-Pinecone-Request-Lsn of a write, or
					 * -Max-Indexed-Lsn of a read; -1: none */
	int64_t rate_retry_after;	/* X-RateLimit-Retry-After, the same */
	int64_t rate_limit;		/* X-RateLimit-Limit-Minute, or -1 */
	int64_t rate_remaining;		/* X-RateLimit-Remaining-Minute, or -1 */
	int64_t date;			/* the server's clock, epoch; 0: unknown */
	bool made_up;			/* X-Tidemark-Demo: no real service's data */
	int64_t took_ms;
};

struct http		*http_open(const char *user_agent, int max_connections);
void			 http_close(struct http *);
struct http_call	*http_start(struct http *, const struct http_request *);
/* Lets bytes flow without waiting; for use between two pieces of other work. */
void			 http_pump(struct http *);
const struct http_reply	*http_wait(struct http *, struct http_call *);
/* Waits for any call to end, but no longer than that. A stop ends the wait, and no
 * call: what was asked may be worth waiting for. */
void			 http_wait_any(struct http *, int64_t ms);
/* NULL: it is still under way. */
const struct http_reply	*http_reply_of(const struct http_call *);
void			 http_end(struct http *, struct http_call *);

const char		*http_error_text(enum http_error);
/* Scheme, host and port of both are equal. */
bool			 http_same_host(const char *url, const char *other);
/* RFC 3986 percent-encoding of everything but unreserved characters. */
struct sbuf;
void			 http_escape(struct sbuf *out, const char *text);

#endif
