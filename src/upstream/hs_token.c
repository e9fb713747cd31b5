/* SPDX-License-Identifier: MIT */
#include "base/arena.h"
#include "base/clock.h"
#include "base/log.h"
#include "net/crypto.h"
#include "net/http.h"
#include "text/json_read.h"
#include "upstream/hs_call.h"

#include <string.h>

/* Used when the answer does not say how long: the shortest ever documented. */
enum { DEFAULT_LIFE_S = 7200, MOST_LIFE_S = 365 * DAY };

static void
set_authorization(struct hs *hs, const char *scheme, const char *value)
{
	sbuf_clear(&hs->authorization);
	sbuf_fmt(&hs->authorization, "%s %s", scheme, value);
	hs->token_serial++;
}

static void
use_api_token(struct hs *hs)
{
	struct sbuf pair = SBUF_INIT, coded = SBUF_INIT;

	hs->renew_at_ms = 0;
	if (hs->bearer) {
		set_authorization(hs, "Bearer", hs->api_token);
		return;
	}
	sbuf_fmt(&pair, "%s:", hs->api_token);
	crypto_base64(&coded, pair.s, pair.len);
	set_authorization(hs, "Basic", coded.s);
	crypto_forget(pair.s, pair.len);
	crypto_forget(coded.s, coded.len);
	sbuf_free(&pair);
	sbuf_free(&coded);
}

static struct http_call *
token_call(struct hs *hs)
{
	static const struct http_header form[] = {
		{ "Content-Type", "application/x-www-form-urlencoded" },
		{ "Accept", "application/json" },
		{ NULL, NULL },
	};
	struct sbuf url = SBUF_INIT, body = SBUF_INIT;
	struct http_call *call;

	sbuf_fmt(&url, "%s/oauth2/token", hs->base);
	sbuf_text(&body, "grant_type=client_credentials&client_id=");
	http_escape(&body, hs->client_id);
	sbuf_text(&body, "&client_secret=");
	http_escape(&body, hs->client_secret);
	call = http_start(hs->http, &(struct http_request){ .url = url.s,
	    .headers = form, .body = body.s, .body_len = body.len,
	    .total_ms = hs->timeout_ms, .max_body = 64 * 1024 });
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

static void
use_token(struct hs *hs, const char *token, int64_t life_s)
{
	int64_t life = life_s < 2 ? 2 : life_s;

	life -= hs->skew_s < life / 2 ? hs->skew_s : life / 2;
	hs->renew_at_ms = clock_mono_ms() + life * 1000;
	set_authorization(hs, "Bearer", token);
}

/* One that another program got, unless it was just refused. */
static bool
token_kept(struct hs *hs)
{
	struct arena *mem;
	const char *token;
	int64_t life;

	if (hs->token_load == NULL || hs->refused)
		return false;
	mem = arena_begin();
	token = hs->token_load(hs->ctx, mem, &life);
	/* Near its end a new one is due. */
	if (is_token(token) && life > 2 * hs->skew_s)
		use_token(hs, token, life);
	else
		token = NULL;
	arena_end(mem);
	return token != NULL;
}

/* False when the answer has no token in it. */
static bool
token_read(struct hs *hs, const struct http_reply *r)
{
	struct arena *mem = arena_begin();
	struct json_object *body;
	const char *why, *token = NULL;
	int64_t life;

	if (json_parse(mem, r->body, r->len, &body, &why) == RC_OK)
		token = jr_text(mem, body, "access_token");
	if (is_token(token)) {
		life = jr_int(body, "expires_in", DEFAULT_LIFE_S);
		if (life > MOST_LIFE_S)
			life = MOST_LIFE_S;
		use_token(hs, token, life);
		hs->refused = false;
		if (hs->token_save != NULL)
			hs->token_save(hs->ctx, token, life);
	} else {
		token = NULL;
	}
	arena_end(mem);
	return token != NULL;
}

static enum hs_result
token_fetch(struct hs *hs)
{
	static const char what[] = "token request";
	enum hs_result result;

	for (unsigned failures = 1;; failures++) {
		struct http_call *call = token_call(hs);
		const struct http_reply *r = http_wait(hs->http, call);
		int64_t wait_ms = 0;

		hs->stats.renewals++;
		if (r->error == HTTP_NONE && r->status == 200 &&
		    token_read(hs, r)) {
			http_end(hs->http, call);
			return HS_OK;
		}
		result = hs_judge(hs, what, r, failures, failures, &wait_ms);
		http_end(hs->http, call);
		/* Final is "no token", whatever the status: 400 is how a wrong
		 * secret is answered, and a 404 or 301 of this address must not
		 * be taken for one of the conversation that was asked for. */
		if (result != HS_OK)
			return hs_retry_later(result) ? result : HS_DENIED;
		if (!hs_sleep(hs, wait_ms))
			return HS_STOPPED;
	}
}

enum hs_result
hs_token_need(struct hs *hs)
{
	if (hs->authorization.len > 0 && (hs->renew_at_ms == 0 ||
	    clock_mono_ms() < hs->renew_at_ms))
		return HS_OK;
	if (hs->client_id[0] != '\0')
		return token_kept(hs) ? HS_OK : token_fetch(hs);
	if (hs->api_token[0] == '\0') {
		hs_error_note(hs, "token request",
		    "no hs_client_id and no hs_api_token is configured");
		return HS_DENIED;
	}
	use_api_token(hs);
	return HS_OK;
}

void
hs_token_drop(struct hs *hs, unsigned serial)
{
	if (serial != hs->token_serial)
		return;	/* another call saw it first */
	sbuf_clear(&hs->authorization);
	hs->bearer = true;
	hs->refused = true;
}
