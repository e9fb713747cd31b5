/* SPDX-License-Identifier: MIT */
/*
 * upstream/service - calls of a service that takes a key and money: several at
 * once, tried again as the services' own clients do, and what came of them.
 *
 *	call = service_call(sv, &kind, whose);		what a client begins with
 *	call->request = (struct service_request){ .url = url, .body = body };
 *	service_send(sv, call);
 *	while ((call = service_next(sv, 1000)) != NULL) {
 *		...			call->said, call->answer, call->whose
 *		service_end(sv, call);
 *	}
 *
 * Shape:     what differs between services is in struct service_kind: how an
 *            error is told, how a good answer is read, and whether a refused
 *            request can be put in another way.
 * Retries:   net/retry, retry_service_ms(). A quota that is used up is never
 *            tried again. A try that was lost may have been billed, and is not
 *            seen here; a request marked once is therefore not repeated.
 * Stop:      no further try begins. Calls marked must_end are waited for, since
 *            their answers are paid for.
 * Forms:     JSON is sent and asked for, unless a request says otherwise.
 * Units:     milliseconds, bytes.
 * Ownership: a call and all it points to live until service_end().
 * Errors:    enum service_result by what is to be done; said.error is a sentence
 *            for people, without the key.
 */
#ifndef TIDEMARK_UPSTREAM_SERVICE_H
#define TIDEMARK_UPSTREAM_SERVICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct http_call;
struct http_header;
struct http_reply;
struct json_object;
struct service;
struct service_call;

enum service_result {
#define SERVICE_RESULT(name, text) SERVICE_##name,
#include "upstream/service_result.def"
#undef SERVICE_RESULT
};

enum { SERVICE_SAID_MAX = 400 };	/* bytes of what a service says, in an error */

struct service_said {
	enum service_result result;
	const char *means;		/* the result, nearer than its text; NULL */
	const char *error;		/* of all but SERVICE_OK, else "" */
	const char *code;		/* the service's, "" */
	const char *request_id;		/* for its support, "" */
	int64_t wait_ms;		/* it asked to wait so long; -1 */
	int64_t took_ms;		/* of the last try */
	int64_t lsn;			/* net/http.h; -1 */
	int tries;
};

struct service_request {
	const char *method;		/* NULL: GET, or POST with a body */
	const char *url;
	const char *type, *accept;	/* of the body, the answer; NULL: JSON */
	const char *body;		/* NULL none; in the call's memory */
	size_t len;
	size_t max_body;		/* of the answer; 0: 8 MiB */
	int64_t total_ms;		/* 0: as the service has it */
	bool once, must_end;
};

struct service_kind {
	/* result and code of an answer that is none, and what it says as error. The
	 * body is NULL when it is no JSON. */
	void (*fail)(struct arena *, const struct http_reply *,
	    struct json_object *body, struct service_said *);
	/* A good answer into call->answer; said.error may be set with a result that is
	 * not good. NULL: the body is not read as JSON, see service_text(). */
	enum service_result (*read)(struct service_call *, struct json_object *);
	/* The request was changed and is to be sent at once; may be NULL. */
	bool (*adapt)(struct service_call *);
};

struct service_call {
	struct arena *mem;
	const struct service_kind *kind;
	struct service_request request;
	struct service_said said;
	void *answer, *whose, *client;
	/* private */
	struct service_call *next;
	struct http_call *http;		/* NULL: between two tries, or done */
	int64_t again_ms;		/* when the next try begins */
	bool done;
};

struct service_options {
	const char *key;		/* stands in no error; "" none */
	/* Of all calls, beside their forms; those without a value are left out; ends
	 * by NULL. */
	const struct http_header *headers;
	int64_t timeout_ms;
	int calls;			/* at once */
};

struct service	*service_open(const struct service_options *);
void		 service_close(struct service *);

struct service_call *service_call(struct service *, const struct service_kind *,
		    void *whose);
void		 service_send(struct service *, struct service_call *);
/* Instead of service_send(): what came of it is known without asking. */
void		 service_refuse(struct service_call *, enum service_result,
		    const char *why);
/* One that has its answer; NULL: none within that time. */
struct service_call *service_next(struct service *, int64_t wait_ms);
/* Until this one has. */
void		 service_wait(struct service *, struct service_call *);
void		 service_end(struct service *, struct service_call *);
/* Body of a call whose kind reads none. */
const char	*service_text(const struct service_call *, size_t *len);

const char	*service_result_text(enum service_result);
/* Words of an error in the forms that services use: error.message, message, error
 * as text, or the plain body; "" none. */
const char	*service_words(struct arena *, const struct http_reply *,
		    struct json_object *body);
/* The begin of what a service says: whole characters, SERVICE_SAID_MAX bytes. */
const char	*service_brief(struct arena *, const char *);
/* Text of a member, "" when it is missing or none. */
const char	*service_member(struct arena *, struct json_object *,
		    const char *key);
/* What an answer means, without a call. A line of a batch may have failed without
 * one: status 0. */
void		 service_read(struct service_call *, const struct http_reply *);
/* Some servers repeat the key that they refuse. */
void		 service_hide(const char *key, struct service_said *);
/* After a try that came to this; -1: there is no other. */
int64_t		 service_retry_ms(const struct service_said *,
		    const struct http_reply *, uint32_t random);

#endif
