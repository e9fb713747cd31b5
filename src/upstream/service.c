/* SPDX-License-Identifier: MIT */
#include "upstream/service.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/sbuf.h"
#include "base/stop.h"
#include "base/utf8.h"
#include "net/crypto.h"
#include "net/http.h"
#include "net/retry.h"
#include "text/json_read.h"

#include <string.h>

enum {
	CONNECT_MS = 5000,
	BODY_MAX = 8 << 20,
	HEADERS_MAX = 8		/* beside the two forms */
};

struct service {
	struct http *http;
	struct arena *mem;
	const char *key;
	struct http_header header[HEADERS_MAX];
	size_t headers;
	int64_t timeout_ms;
	struct service_call *first;	/* all that were not ended */
};

const char *
service_result_text(enum service_result result)
{
	static const char *const texts[] = {
#define SERVICE_RESULT(name, text) text,
#include "upstream/service_result.def"
#undef SERVICE_RESULT
	};

	return texts[result];
}

struct service *
service_open(const struct service_options *o)
{
	struct arena *mem = arena_begin();
	struct service *sv = arena_alloc(mem, sizeof(*sv));

	*sv = (struct service){ .http = http_open("Tidemark", o->calls),
		.mem = mem, .key = arena_text(mem, o->key),
		.timeout_ms = o->timeout_ms };
	for (const struct http_header *h = o->headers; h->name != NULL &&
	    sv->headers < HEADERS_MAX; h++)
		if (*h->value != '\0')
			sv->header[sv->headers++] = (struct http_header){
				h->name, arena_text(mem, h->value) };
	return sv;
}

void
service_close(struct service *sv)
{
	if (sv == NULL)
		return;
	while (sv->first != NULL)
		service_end(sv, sv->first);
	http_close(sv->http);
	arena_end(sv->mem);
}

/* ---- one call ---- */

struct service_call *
service_call(struct service *sv, const struct service_kind *kind, void *whose)
{
	struct arena *mem = arena_begin();
	struct service_call *c = arena_alloc(mem, sizeof(*c));

	*c = (struct service_call){ .mem = mem, .kind = kind, .whose = whose,
		.next = sv->first };
	sv->first = c;
	return c;
}

void
service_send(struct service *sv, struct service_call *c)
{
	const struct service_request *rq = &c->request;
	struct http_header header[HEADERS_MAX + 3] = {
		{ "Content-Type", rq->type != NULL ? rq->type :
		    "application/json" },
		{ "Accept", rq->accept != NULL ? rq->accept :
		    "application/json" },
	};
	struct http_request http = { .method = rq->method, .url = rq->url,
		.headers = header, .body = rq->body, .body_len = rq->len,
		.connect_ms = CONNECT_MS, .total_ms = rq->total_ms > 0 ?
		    rq->total_ms : sv->timeout_ms,
		.max_body = rq->max_body > 0 ? rq->max_body : BODY_MAX,
		.must_end = rq->must_end, .once = rq->once };

	for (size_t i = 0; i < sv->headers; i++)
		header[2 + i] = sv->header[i];
	c->http = http_start(sv->http, &http);
}

void
service_refuse(struct service_call *c, enum service_result result,
    const char *why)
{
	c->said = (struct service_said){ .result = result, .code = "",
		.request_id = "", .wait_ms = -1, .lsn = -1,
		.error = arena_fmt(c->mem, "%s: %s",
		    service_result_text(result), why) };
	c->done = true;
}

void
service_end(struct service *sv, struct service_call *c)
{
	struct service_call **at = &sv->first;

	while (*at != c)
		at = &(*at)->next;
	*at = c->next;
	http_end(sv->http, c->http);
	arena_end(c->mem);
}

const char *
service_text(const struct service_call *c, size_t *len)
{
	const struct http_reply *r = c->http == NULL ? NULL :
	    http_reply_of(c->http);

	*len = r == NULL || c->said.result != SERVICE_OK ? 0 : r->len;
	return *len > 0 ? r->body : "";
}

/* ---- what an answer means ---- */

const char *
service_member(struct arena *mem, struct json_object *o, const char *key)
{
	const char *text = jr_text(mem, o, key);

	return text != NULL ? text : "";
}

/* Half a character would be no text, and Postgres would refuse the row. */
const char *
service_brief(struct arena *mem, const char *text)
{
	struct sbuf *out = sbuf_arena(mem);

	utf8_clean(out, text, utf8_cut(text, strlen(text), SERVICE_SAID_MAX));
	return sbuf_cstr(out);
}

const char *
service_words(struct arena *mem, const struct http_reply *r,
    struct json_object *o)
{
	const char *said = service_member(mem, jr_object(o, "error"), "message");

	if (*said == '\0')
		said = service_member(mem, o, "message");
	if (*said == '\0')
		said = service_member(mem, o, "error");
	/* a page for people says nothing in its first words */
	if (o == NULL && r->len > 0 && *r->body != '<')
		said = r->body;
	return service_brief(mem, said);
}

static enum service_result
nothing(enum http_error error)
{
	switch (error) {
	case HTTP_DNS:
	case HTTP_CONNECT:
	case HTTP_TLS:
		return SERVICE_AWAY;
	case HTTP_BAD_URL:
		return SERVICE_CONFIG;
	case HTTP_STOPPED:
		return SERVICE_STOPPED;
	default:
		return SERVICE_UNCLEAR;
	}
}

static void
read_good(struct service_call *c, struct json_object *o)
{
	struct service_said *said = &c->said;

	if (c->kind->read == NULL) {
		said->result = SERVICE_OK;
	} else if (o == NULL) {
		said->result = SERVICE_UNCLEAR;
		said->error = "the body is no JSON";
	} else {
		said->result = c->kind->read(c, o);
	}
}

static void
read_fault(struct service_call *c, const struct http_reply *r,
    struct json_object *o)
{
	struct service_said *said = &c->said;
	const char *status = r->status == 0 ? "" : arena_fmt(c->mem,
	    "status %d", r->status);

	said->error = service_words(c->mem, r, o);
	said->result = r->status >= 500 ? SERVICE_BUSY : SERVICE_CONTENT;
	c->kind->fail(c->mem, r, o, said);
	said->error = arena_fmt(c->mem, "%s%s%s%s%s", status,
	    *status && *said->code ? ", " : "", said->code,
	    *said->error ? ": " : "", said->error);
}

static const char *
means_of(const struct service_said *said)
{
	return said->means != NULL ? said->means :
	    service_result_text(said->result);
}

void
service_read(struct service_call *c, const struct http_reply *r)
{
	struct service_said *said = &c->said;
	bool good = r->status >= 200 && r->status <= 299;
	const char *why;
	struct json_object *o = NULL;

	*said = (struct service_said){ .error = "", .code = "",
		.request_id = r->request_id == NULL ? "" :
		    arena_text(c->mem, r->request_id),
		.wait_ms = r->retry_after_ms, .took_ms = r->took_ms,
		.lsn = r->lsn, .tries = said->tries };
	if (r->error == HTTP_NONE && (!good || c->kind->read != NULL) &&
	    (json_parse(c->mem, r->body, r->len, &o, &why) != RC_OK ||
	    !jr_is_object(o)))
		o = NULL;
	if (r->error != HTTP_NONE) {
		said->result = nothing(r->error);
		said->error = http_error_text(r->error);
	} else if (good) {
		read_good(c, o);
	} else {
		read_fault(c, r, o);
	}
	if (said->result == SERVICE_OK)
		said->error = "";
	else
		said->error = *said->error == '\0' ? means_of(said) :
		    arena_fmt(c->mem, "%s: %s", means_of(said),
		    service_brief(c->mem, said->error));
}

void
service_hide(const char *key, struct service_said *said)
{
	if (*key != '\0' && strstr(said->error, key) != NULL)
		said->error = means_of(said);
}

/* ---- repeats ---- */

int64_t
service_retry_ms(const struct service_said *said, const struct http_reply *r,
    uint32_t random)
{
	enum service_result result = said->result;
	bool may = result == SERVICE_BUSY || result == SERVICE_AWAY ||
	    (result == SERVICE_UNCLEAR && r->error != HTTP_TOO_LARGE);

	return result == SERVICE_QUOTA ? -1 : retry_service_ms(r, may,
	    said->tries, random);
}

static int64_t
wait_of(struct service_call *c, const struct http_reply *r)
{
	if (c->kind->adapt != NULL && c->kind->adapt(c))
		return 0;
	return c->request.once ? -1 : service_retry_ms(&c->said, r,
	    crypto_random_u32());
}

static void
tried(struct service *sv, struct service_call *c, const struct http_reply *r)
{
	int64_t wait;

	c->said.tries++;
	service_read(c, r);
	service_hide(sv->key, &c->said);
	if (c->said.result != SERVICE_OK)
		LOG(DEBUG, "service_call", L_INT("try", c->said.tries),
		    L_STR("result", c->said.error),
		    L_STR("request", c->said.request_id));
	wait = wait_of(c, r);
	c->done = wait < 0 || stop_requested();
	if (c->done)
		return;	/* the body of a text is the reply's */
	http_end(sv->http, c->http);
	c->http = NULL;
	c->again_ms = clock_mono_ms() + wait;
}

static void
step(struct service *sv, struct service_call *c)
{
	const struct http_reply *r;

	if (c->done)
		return;
	if (c->http != NULL) {
		r = http_reply_of(c->http);
		if (r != NULL)
			tried(sv, c, r);
		else if (stop_requested() && !c->request.must_end)
			service_refuse(c, SERVICE_STOPPED, "not waited for");
	} else if (stop_requested()) {
		c->done = true;
	} else if (clock_mono_ms() >= c->again_ms) {
		service_send(sv, c);
	}
}

/* Until the next try of a call that waits, at most until end_ms. */
static int64_t
next_ms(const struct service *sv, int64_t end_ms)
{
	int64_t now = clock_mono_ms();

	for (const struct service_call *c = sv->first; c != NULL; c = c->next)
		if (c->http == NULL && !c->done && c->again_ms < end_ms)
			end_ms = c->again_ms;
	return end_ms > now ? end_ms - now : 0;
}

struct service_call *
service_next(struct service *sv, int64_t wait_ms)
{
	int64_t end_ms = clock_mono_ms() + wait_ms;

	http_pump(sv->http);
	for (;;) {
		for (struct service_call *c = sv->first; c != NULL; c = c->next) {
			step(sv, c);
			if (c->done)
				return c;
		}
		if (sv->first == NULL || clock_mono_ms() >= end_ms)
			return NULL;
		http_wait_any(sv->http, next_ms(sv, end_ms));
	}
}

void
service_wait(struct service *sv, struct service_call *c)
{
	enum { LOOK_MS = 1000 };

	for (;;) {
		http_pump(sv->http);
		step(sv, c);
		if (c->done)
			return;
		http_wait_any(sv->http, next_ms(sv, clock_mono_ms() + LOOK_MS));
	}
}
