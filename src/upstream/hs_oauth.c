/* SPDX-License-Identifier: MIT */
/* Token requests, and what goes before one when a person consents. */
#include "base/arena.h"
#include "base/clock.h"
#include "net/crypto.h"
#include "net/http.h"
#include "text/json_read.h"
#include "upstream/hs_call.h"

#include <string.h>

/* Used when the answer does not say how long: the shortest ever documented. */
enum { DEFAULT_LIFE_S = 7200, MOST_LIFE_S = 365 * DAY };

const char *
hs_authorize_url(struct arena *mem, const char *page, const char *client_id,
    const char *state)
{
	struct sbuf *url = sbuf_arena(mem);

	/* No redirect_uri, response_type or scope: none is documented. */
	sbuf_fmt(url, "%s%cclient_id=", page, strchr(page, '?') ? '&' : '?');
	http_escape(url, client_id);
	sbuf_text(url, "&state=");
	http_escape(url, state);
	return sbuf_cstr(url);
}

struct http_call *
hs_token_ask(struct hs *hs, const char *grant, const char *name,
    const char *value)
{
	static const struct http_header form[] = {
		{ "Content-Type", "application/x-www-form-urlencoded" },
		{ "Accept", "application/json" },
		{ NULL, NULL },
	};
	struct sbuf url = SBUF_INIT, body = SBUF_INIT;
	struct http_call *call;

	sbuf_fmt(&url, "%s/oauth2/token", hs->base);
	sbuf_fmt(&body, "grant_type=%s", grant);
	if (name != NULL) {
		sbuf_fmt(&body, "&%s=", name);
		http_escape(&body, value);
	}
	sbuf_text(&body, "&client_id=");
	http_escape(&body, hs->client_id);
	sbuf_text(&body, "&client_secret=");
	http_escape(&body, hs->client_secret);
	call = http_start(hs->http, &(struct http_request){ .url = url.s,
	    .headers = form, .body = body.s, .body_len = body.len,
	    .total_ms = hs_left_ms(hs), .max_body = 64 * 1024,
	    .once = name != NULL, .must_end = name != NULL });
	crypto_forget(body.s, body.len);
	sbuf_free(&body);
	sbuf_free(&url);
	return call;
}

/* It goes into a header: nothing that could end the line. */
static bool
is_token(const char *token)
{
	return token != NULL && *token != '\0' &&
	    strpbrk(token, "\r\n") == NULL;
}

bool
hs_token_read(struct arena *mem, const struct http_reply *r,
    struct hs_token *out)
{
	struct json_object *body;
	const char *why;

	memset(out, 0, sizeof(*out));
	if (r->error != HTTP_NONE || r->status != 200 ||
	    json_parse(mem, r->body, r->len, &body, &why) != RC_OK)
		return false;
	out->access = jr_text(mem, body, "access_token");
	out->refresh = jr_text(mem, body, "refresh_token");
	out->life_s = jr_int(body, "expires_in", DEFAULT_LIFE_S);
	if (out->life_s > MOST_LIFE_S)
		out->life_s = MOST_LIFE_S;
	if (out->life_s < 2)
		out->life_s = 2;
	out->whole_s = out->life_s;
	return is_token(out->access);
}

enum hs_result
hs_exchange(struct hs *hs, struct arena *mem, const char *code,
    struct hs_token *out)
{
	static const char what[] = "exchange of the code";
	struct http_call *call = hs_token_ask(hs, "authorization_code", "code",
	    code);
	const struct http_reply *r = http_wait(hs->http, call);
	enum hs_result result = hs_result_of(r);

	if (!hs_token_read(mem, r, out))
		hs_error_set(hs, what, r);
	else if (out->refresh == NULL)
		hs_error_note(hs, what, "an answer without a refresh token");
	if (result == HS_OK && (out->access == NULL || out->refresh == NULL))
		result = HS_SERVER;
	http_end(hs->http, call);
	return result == HS_OK || hs_retry_later(result) ? result : HS_DENIED;
}
