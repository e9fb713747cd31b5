/* SPDX-License-Identifier: MIT */
/*
 * Which token a call carries, and how it is renewed. A connection stands above
 * all else, also a broken one: the app's own access may be another account's.
 */
#include "base/arena.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/stop.h"
#include "net/crypto.h"
#include "net/http.h"
#include "text/json_read.h"
#include "upstream/hs_call.h"

#include <string.h>

enum {
	LOOK_MS = 60 * 1000,	/* how old what was looked up may be */
	QUICK_TRIES = 30, QUICK_MS = 100, SLOW_MS = 1000
};

bool
hs_token_ready(const struct hs *hs)
{
	int64_t now = clock_mono_ms();

	return hs->authorization.len > 0 && now < hs->renew_at_ms &&
	    now < hs->look_at_ms;
}

static void
look_again(struct hs *hs)
{
	hs->look_at_ms = hs->keeper == NULL ? INT64_MAX :
	    clock_mono_ms() + LOOK_MS;
}

static void
set_authorization(struct hs *hs, const char *scheme, const char *value)
{
	sbuf_clear(&hs->authorization);
	sbuf_fmt(&hs->authorization, "%s %s", scheme, value);
	hs->token_serial++;
	hs->connected = false;
	look_again(hs);
}

static void
use_api_token(struct hs *hs)
{
	struct sbuf pair = SBUF_INIT, coded = SBUF_INIT;

	hs->renew_at_ms = INT64_MAX;
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

/* How long before its end a token is renewed: never in the first half. */
static int64_t
margin(const struct hs *hs, const struct hs_token *t)
{
	int64_t half = (t->whole_s ? t->whole_s : t->life_s) / 2;

	return hs->skew_s < half ? hs->skew_s : half;
}

static void
use_token(struct hs *hs, const struct hs_token *t)
{
	hs->renew_at_ms = clock_mono_ms() + (t->life_s - margin(hs, t)) * 1000;
	set_authorization(hs, "Bearer", t->access);
	hs->connected = t->refresh != NULL;
}

/* A token that is kept, unless it was just refused or is due to be renewed. One
 * whose whole life is not known counts as due when it is near its end. */
static bool
is_usable(const struct hs *hs, const struct hs_token *t)
{
	int64_t left = t->whole_s ? margin(hs, t) : 2 * hs->skew_s;

	return t->life_s > left && (hs->refused.len < strlen("Bearer ") ||
	    strcmp(hs->refused.s + strlen("Bearer "), t->access) != 0);
}

/* What is in hand goes on: the app's own token is still good, and nobody has
 * connected meanwhile. */
static bool
keeps_own(struct hs *hs)
{
	if (hs->authorization.len == 0 || hs->connected ||
	    clock_mono_ms() >= hs->renew_at_ms)
		return false;
	look_again(hs);
	return true;
}

/* True when that settled it, with *result. Else *t is to be renewed, or there is
 * no connection (t->refresh is NULL). */
static bool
take_kept(struct hs *hs, struct arena *mem, struct hs_token *t,
    enum hs_result *result)
{
	const char *why = "";
	enum hs_kept kept = hs->keeper == NULL ? HS_KEPT_NONE :
	    hs->keeper->load(hs->keeper_ctx, mem, t, &why);

	*result = HS_OK;
	if (kept == HS_KEPT_AWAY || kept == HS_KEPT_BROKEN) {
		sbuf_clear(&hs->authorization);
		hs_error_note(hs, "token", why);
		*result = kept == HS_KEPT_AWAY ? HS_NETWORK : HS_DENIED;
		return true;
	}
	if (kept == HS_KEPT_NONE)
		t->refresh = NULL;
	if (t->refresh == NULL && keeps_own(hs))
		return true;
	if (kept == HS_KEPT_NONE || !is_usable(hs, t) ||
	    (t->refresh == NULL && hs->no_client_credentials))
		return false;
	use_token(hs, t);
	return true;
}

/* --- asking for one ------------------------------------------------------------ */

static enum hs_result
by_client_credentials(struct hs *hs, struct arena *mem)
{
	static const char what[] = "token request";
	enum hs_result result;
	struct hs_token t;

	for (unsigned failures = 1;; failures++) {
		struct http_call *call = hs_token_ask(hs, "client_credentials",
		    NULL, NULL);
		const struct http_reply *r = http_wait(hs->http, call);
		int64_t wait_ms = 0;

		hs->stats.renewals++;
		if (hs_token_read(mem, r, &t)) {
			http_end(hs->http, call);
			t.refresh = NULL;
			use_token(hs, &t);
			/* Not kept, another one is asked for: no harm. */
			if (hs->keeper != NULL)
				(void)hs->keeper->save(hs->keeper_ctx,
				    &t);
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

static enum hs_result
by_own_means(struct hs *hs, struct arena *mem)
{
	if (hs->client_id[0] != '\0' && !hs->no_client_credentials)
		return by_client_credentials(hs, mem);
	if (hs->api_token[0] == '\0') {
		hs_error_note(hs, "token request", "nobody has connected Help "
		    "Scout, and no hs_client_id and no hs_api_token is "
		    "configured that would do without");
		return HS_DENIED;
	}
	use_api_token(hs);
	return HS_OK;
}

/* --- renewing a connection ------------------------------------------------------ */

/* How Help Scout answers a refresh token that was used already, or ended. */
static bool
is_spent(struct arena *mem, const struct http_reply *r)
{
	struct json_object *body;
	const char *why, *error = NULL;

	if (r->error == HTTP_NONE && r->status == 400 &&
	    json_parse(mem, r->body, r->len, &body, &why) == RC_OK)
		error = jr_text(mem, body, "error");
	return error != NULL && (strcmp(error, "invalid_request") == 0 ||
	    strcmp(error, "invalid_grant") == 0);
}

static enum hs_result
give_up(struct hs *hs, struct arena *mem, const struct http_reply *r,
    bool unsure)
{
	hs_error_set(hs, "renewal of the connection", r);
	hs->keeper->failed(hs->keeper_ctx, arena_fmt(mem, "%s. %s", hs_error(hs),
	    unsure ? "An earlier renewal had no answer that was stored, which "
	    "spends the refresh token if Help Scout carried it out." :
	    "The refresh token was used elsewhere, or access was withdrawn in "
	    "Help Scout."), HS_FAILED_SPENT);
	return HS_DENIED;
}

/* Durable first, then used: the former access token ended with the answer, and
 * the refresh token that came is the only way on. */
static enum hs_result
keep_renewed(struct hs *hs, const struct hs_token *old, struct hs_token *t)
{
	if (t->refresh == NULL)
		t->refresh = old->refresh;
	if (!hs->keeper->save(hs->keeper_ctx, t)) {
		hs_error_note(hs, "renewal of the connection", "the new tokens "
		    "could not be stored; what was answered is not used");
		return HS_NETWORK;
	}
	use_token(hs, t);
	return HS_OK;
}

/* With the keeper's lock. */
static enum hs_result
renew(struct hs *hs, struct arena *mem, const struct hs_token *old)
{
	static const char what[] = "renewal of the connection";
	bool unsure = old->unsure;
	enum hs_result result;
	struct hs_token t;

	for (unsigned failures = 1;; failures++) {
		struct http_call *call;
		const struct http_reply *r;
		int64_t wait_ms = 0;

		if (stop_requested())
			return HS_STOPPED;
		if (!hs->keeper->begin(hs->keeper_ctx)) {
			hs_error_note(hs, what, "it cannot be noted down");
			return HS_NETWORK;
		}
		call = hs_token_ask(hs, "refresh_token", "refresh_token",
		    old->refresh);
		r = http_wait(hs->http, call);
		hs->stats.renewals++;
		if (hs_token_read(mem, r, &t))
			result = keep_renewed(hs, old, &t);
		else if (is_spent(mem, r))
			result = give_up(hs, mem, r, unsure);
		else
			result = HS_END;	/* not settled yet */
		if (result != HS_END) {
			http_end(hs->http, call);
			return result;
		}
		/* A 200 that cannot be read was carried out, a 5xx of a proxy
		 * may have been. */
		unsure = unsure || r->error != HTTP_NONE || r->status < 400 ||
		    r->status >= 500;
		result = hs_judge(hs, what, r, failures, failures, &wait_ms);
		http_end(hs->http, call);
		if (result != HS_OK) {
			hs->keeper->failed(hs->keeper_ctx, hs_error(hs),
			    unsure ? HS_FAILED_UNSURE : HS_FAILED);
			return hs_retry_later(result) ? result : HS_DENIED;
		}
		if (!hs_sleep(hs, wait_ms))
			return HS_STOPPED;
	}
}

/* Others wait for who renews, and then find what is new. */
static enum hs_result
need(struct hs *hs, struct arena *mem)
{
	enum hs_result result;
	struct hs_token t;

	for (unsigned tries = 0;; tries++) {
		if (take_kept(hs, mem, &t, &result))
			return result;
		if (t.refresh == NULL)
			return by_own_means(hs, mem);
		if (hs->keeper->lock(hs->keeper_ctx))
			break;
		if (!hs_sleep(hs, tries < QUICK_TRIES ? QUICK_MS : SLOW_MS))
			return HS_STOPPED;
	}
	/* It may have been renewed between the look and the lock. */
	if (!take_kept(hs, mem, &t, &result))
		result = t.refresh == NULL ? by_own_means(hs, mem) :
		    renew(hs, mem, &t);
	hs->keeper->unlock(hs->keeper_ctx);
	return result;
}

enum hs_result
hs_token_need(struct hs *hs)
{
	struct arena *mem;
	enum hs_result result;

	if (hs_token_ready(hs))
		return HS_OK;
	mem = arena_begin();
	result = need(hs, mem);
	arena_end(mem);
	return result;
}

void
hs_token_drop(struct hs *hs, unsigned serial)
{
	if (serial != hs->token_serial)
		return;	/* another call saw it first */
	sbuf_clear(&hs->refused);
	sbuf_add(&hs->refused, hs->authorization.s, hs->authorization.len);
	sbuf_clear(&hs->authorization);
	hs->bearer = true;
}

void
hs_token_denied(struct hs *hs)
{
	if (hs->connected)
		hs->keeper->failed(hs->keeper_ctx, hs_error(hs), HS_FAILED);
}
