/* SPDX-License-Identifier: MIT */
#include "base/arena.h"
#include "base/log.h"
#include "base/utf8.h"
#include "net/http.h"
#include "text/json_read.h"
#include "upstream/hs_call.h"

#include <string.h>

enum { MAX_WORDS = 200 };

/* What each status means, and what becomes of the call once it is not repeated
 * any more (net/retry.c has what is repeated). */
static const struct {
	int status;
	enum hs_result result;
	const char *words;
} statuses[] = {
	{ 301, HS_MOVED, "merged into another conversation" },
	{ 400, HS_REFUSED, "the request is not valid" },
	{ 401, HS_DENIED, "the token is not accepted, even a fresh one" },
	{ 403, HS_FORBIDDEN, "the token is good but access is denied: API switched "
	    "off for the company, a plan without it, or no rights on the inbox" },
	{ 404, HS_GONE, "not there or deleted" },
	{ 409, HS_REFUSED, "a conflicting entry exists" },
	{ 412, HS_REFUSED, "a condition is not met (conversation locked or too "
	    "old)" },
	{ 413, HS_REFUSED, "the request is too large" },
	{ 415, HS_REFUSED, "wrong media type" },
	{ 422, HS_REFUSED, "the request is not valid" },
	{ 423, HS_REFUSED, "locked, or a limit was reached" },
	{ 429, HS_LATER, "the account's rate limit is exhausted" },
	{ 500, HS_SERVER, "internal error" },
	{ 502, HS_SERVER, "bad gateway" },
	{ 503, HS_SERVER, "not available" },
	{ 504, HS_SERVER, "an internal call timed out" },
};

static const struct {
	bool later;
	const char *text;
} results[] = {
#define HS_RESULT(name, later, text) { later, text },
#include "upstream/hs_result.def"
#undef HS_RESULT
};

const char *
hs_result_text(enum hs_result result)
{
	return results[result].text;
}

bool
hs_retry_later(enum hs_result result)
{
	return results[result].later;
}

static const char *
words_of(int status)
{
	for (size_t i = 0; i < sizeof(statuses) / sizeof(*statuses); i++)
		if (statuses[i].status == status)
			return statuses[i].words;
	return "unexpected answer";
}

enum hs_result
hs_result_of(const struct http_reply *r)
{
	if (r->error == HTTP_STOPPED)
		return HS_STOPPED;
	if (r->error == HTTP_TOO_LARGE)
		return HS_REFUSED;
	if (r->error != HTTP_NONE)
		return HS_NETWORK;
	if (r->status >= 200 && r->status < 300)
		return HS_OK;
	for (size_t i = 0; i < sizeof(statuses) / sizeof(*statuses); i++)
		if (statuses[i].status == r->status)
			return statuses[i].result;
	return r->status >= 500 ? HS_SERVER : HS_REFUSED;
}

static void
add_words(struct sbuf *out, const char *before, const char *words)
{
	size_t len = words ? strlen(words) : 0;

	if (len == 0)
		return;
	sbuf_text(out, before);
	sbuf_add(out, words, utf8_cut(words, len, MAX_WORDS));
}

/* The machine-readable code is the fragment of the link "about". */
static const char *
about_code(struct arena *mem, struct json_object *error)
{
	struct json_object *links = jr_array(error, "links");
	const char *href, *hash;

	href = jr_text(mem, jr_object(jr_object(error, "_links"), "about"),
	    "href");
	if (href == NULL)
		href = jr_text(mem, jr_array_at(links, 0), "href");
	hash = href ? strrchr(href, '#') : NULL;
	return hash ? hash + 1 : NULL;
}

/* One sentence from an error body of either shape, the API's or OAuth's.
 * rejectedValue is left out: it may repeat what people wrote. */
static void
add_body(struct sbuf *out, struct arena *mem, struct json_object *body)
{
	struct json_object *errors;
	const char *oauth = jr_text(mem, body, "error_description");

	add_words(out, ": ", jr_text(mem, body, "message"));
	add_words(out, ": ", oauth ? oauth : jr_text(mem, body, "error"));
	errors = jr_array(jr_object(body, "_embedded"), "errors");
	for (size_t i = 0; i < jr_len(errors) && i < 5; i++) {
		struct json_object *e = jr_array_at(errors, i);

		add_words(out, i ? ", " : "; ", jr_text(mem, e, "path"));
		add_words(out, " ", about_code(mem, e));
	}
	add_words(out, "; logRef ", jr_text(mem, body, "logRef"));
}

void
hs_error_set(struct hs *hs, const char *what, const struct http_reply *r)
{
	struct arena *mem = arena_begin();
	struct json_object *body;
	const char *why;

	sbuf_clear(&hs->error);
	sbuf_fmt(&hs->error, "Help Scout, %s: ", what);
	if (r->error != HTTP_NONE) {
		sbuf_text(&hs->error, http_error_text(r->error));
		if (r->error != HTTP_STOPPED)
			sbuf_fmt(&hs->error, " (hs_base_url is %s)", hs->base);
	} else {
		sbuf_fmt(&hs->error, "%d, %s", r->status, words_of(r->status));
		if (json_parse(mem, r->body, r->len, &body, &why) == RC_OK)
			add_body(&hs->error, mem, body);
	}
	arena_end(mem);
}

void
hs_error_note(struct hs *hs, const char *what, const char *why)
{
	sbuf_clear(&hs->error);
	sbuf_fmt(&hs->error, "Help Scout, %s: %s", what, why);
}

const char *
hs_error(const struct hs *hs)
{
	return sbuf_cstr(&hs->error);
}
