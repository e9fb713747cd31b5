/* SPDX-License-Identifier: MIT */
#include "upstream/hs_call.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/stop.h"
#include "base/utf8.h"
#include "net/crypto.h"
#include "net/http.h"
#include "net/retry.h"
#include "text/json_read.h"

#include <stdlib.h>
#include <string.h>

enum {
	/* A 429 is no fault, but an account that stays at its limit for this
	 * many waits is left to the next run. */
	MAX_REFUSALS = 20,
	SLICE_MS = 1000
};

int64_t
hs_left_ms(const struct hs *hs)
{
	int64_t left = hs->until_ms - clock_mono_ms();

	return hs->timeout_ms < left ? hs->timeout_ms : left > 1 ? left : 1;
}

bool
hs_sleep(struct hs *hs, int64_t ms)
{
	int64_t end = clock_mono_ms() + ms;

	if (end > hs->until_ms) {
		hs_error_note(hs, "access", "it takes longer than a person "
		    "waits here. Try again in a minute");
		return false;
	}
	while (ms > 0) {
		if (ms >= SLICE_MS && hs->waiting != NULL)
			hs->waiting(hs->ctx, ms);
		if (!stop_sleep_ms(ms < SLICE_MS ? ms : SLICE_MS))
			return false;
		/* What is on its way must not time out meanwhile. */
		http_pump(hs->http);
		hs->stats.waited_ms += ms < SLICE_MS ? ms : SLICE_MS;
		ms = end - clock_mono_ms();
	}
	return !stop_requested();
}

/* As Help Scout counts: what changes something counts twice. */
static int
weight_of(const struct hs_call *call)
{
	return call->method == NULL ? 1 : 2;
}

static void
send_now(struct hs *hs, struct hs_call *call)
{
	const struct http_header headers[] = {
		{ "Authorization", sbuf_cstr(&hs->authorization) },
		{ "Accept", "application/hal+json, application/json" },
		{ call->body ? "Content-Type" : NULL, "application/json" },
		{ NULL, NULL },
	};

	budget_started(&hs->budget, weight_of(call), clock_mono_ms());
	hs->stats.calls++;
	call->token_serial = hs->token_serial;
	call->flying = true;
	call->http = http_start(hs->http, &(struct http_request){
	    .method = call->method, .url = call->url, .headers = headers,
	    .body = call->body, .body_len = call->body ?
	    strlen(call->body) : 0, .total_ms = hs_left_ms(hs),
	    .once = call->once });
}

struct hs_call *
hs_call_start(struct hs *hs, const char *url)
{
	struct hs_call *call = must_alloc(sizeof(*call));

	call->url = strdup(url);
	if (call->url == NULL)
		abort();
	if (hs_token_ready(hs) &&
	    budget_wait_ms(&hs->budget, clock_mono_ms()) == 0)
		send_now(hs, call);
	return call;
}

struct hs_call *
hs_call_change(struct hs *hs, const char *method, const char *url,
    const char *body)
{
	struct hs_call *call = must_alloc(sizeof(*call));

	(void)hs;
	call->url = strdup(url);
	call->method = method;
	call->body = body != NULL ? strdup(body) : NULL;
	if (call->url == NULL || (body != NULL && call->body == NULL))
		abort();
	return call;
}

static enum hs_result
send_when_allowed(struct hs *hs, struct hs_call *call)
{
	enum hs_result result = hs_token_need(hs);
	int64_t wait_ms;

	if (result != HS_OK)
		return result;
	while ((wait_ms = budget_wait_ms(&hs->budget, clock_mono_ms())) > 0) {
		if (wait_ms >= 5 * SLICE_MS)
			LOG(INFO, "helpscout_budget_wait",
			    L_INT("wait_ms", wait_ms),
			    L_INT("limit", hs->budget.limit),
			    L_INT("remaining", hs->budget.remaining));
		if (!hs_sleep(hs, wait_ms))
			return HS_STOPPED;
	}
	send_now(hs, call);
	return HS_OK;
}

/* Path and query of a URL, for logs: no host, and never a secret. */
static const char *
path_of(const struct hs *hs, const char *url)
{
	size_t len = strlen(hs->base);

	return strncmp(url, hs->base, len) == 0 ? url + len : url;
}

enum hs_result
hs_judge(struct hs *hs, const char *what, const struct http_reply *r,
    unsigned failures, unsigned refusals, int64_t *wait_ms)
{
	bool limited = r->error == HTTP_NONE && r->status == 429;
	enum hs_result result = hs_result_of(r);

	*wait_ms = retry_wait_ms(r, failures, crypto_random_u32());
	/* A success came here because its body was of no use. */
	if (result == HS_OK) {
		*wait_ms = retry_backoff_ms(failures, crypto_random_u32());
		result = HS_SERVER;
	}
	if (limited)
		budget_closed(&hs->budget, *wait_ms, clock_mono_ms());
	LOG(WARN, "helpscout_answer", L_STR("call", what),
	    L_INT("status", r->status), L_STR("error", http_error_text(r->error)),
	    L_INT("failures", failures), L_INT("wait_ms", *wait_ms));
	if (*wait_ms < 0 || clock_mono_ms() + *wait_ms > hs->until_ms ||
	    (limited ? refusals >= MAX_REFUSALS :
	    failures > hs->max_retries)) {
		hs_error_set(hs, what, r);
		return result;
	}
	hs->stats.repeats++;
	return HS_OK;
}

/* The body as a JSON object, or NULL and why. Bytes that are not UTF-8 are
 * replaced first: one broken mail must not stop the crawl of all others. */
static struct json_object *
read_json(struct arena *mem, const struct http_reply *r, const char **why)
{
	struct json_object *json;
	struct sbuf *clean;
	enum rc rc = json_parse(mem, r->body, r->len, &json, why);

	if (rc != RC_OK && !utf8_valid(r->body, r->len)) {
		clean = sbuf_arena(mem);
		utf8_clean(clean, r->body, r->len);
		rc = json_parse(mem, clean->s, clean->len, &json, why);
	}
	if (rc != RC_OK)
		return NULL;
	if (!jr_is_object(json)) {
		*why = "not an object";
		return NULL;
	}
	return json;
}

static void
take_budget(struct hs *hs, struct hs_call *call, const struct http_reply *r)
{
	call->flying = false;
	budget_answered(&hs->budget, weight_of(call), r->rate_limit, r->rate_remaining,
	    clock_mono_ms());
	hs->stats.bytes += (int64_t)r->len;
}

static void
forget_answer(struct hs *hs, struct hs_call *call)
{
	http_end(hs->http, call->http);
	call->http = NULL;
}

/* One answer is there. HS_OK with *json NULL: send again. */
static enum hs_result
take_answer(struct hs *hs, struct hs_call *call, struct arena *mem,
    const struct http_reply *r, struct json_object **json)
{
	const char *what = path_of(hs, call->url), *why = "";
	bool plain = r->error == HTTP_NONE;
	enum hs_result result;
	int64_t wait_ms;

	if (plain && call->method != NULL && r->status / 100 == 2) {
		(void)json_parse(mem, "{}", 2, json, &why);
		return HS_OK;
	}
	if (plain && r->status == 200) {
		hs->made_up = r->made_up;
		*json = read_json(mem, r, &why);
		if (*json != NULL)
			return HS_OK;
	}
	if (plain && r->status == 301) {
		hs_error_set(hs, what, r);
		return HS_MOVED;
	}
	if (plain && r->status == 404) {
		hs_error_set(hs, what, r);
		return HS_GONE;
	}
	if (plain && r->status == 401 && !call->renewed) {
		call->renewed = true;
		hs_token_drop(hs, call->token_serial);
		forget_answer(hs, call);
		return HS_OK;
	}
	if (plain && r->status == 429)
		call->refusals++;
	else
		call->failures++;
	if (call->once && call->failures > 0) {
		hs_error_set(hs, what, r);
		result = hs_result_of(r);
	} else {
		result = hs_judge(hs, what, r, call->failures, call->refusals,
		    &wait_ms);
	}
	if (result == HS_SERVER && plain && r->status == 200)
		hs_error_note(hs, what, why);
	if (result == HS_DENIED)
		hs_token_denied(hs);
	if (result != HS_OK)
		return result;
	forget_answer(hs, call);
	return hs_sleep(hs, wait_ms) ? HS_OK : HS_STOPPED;
}

enum hs_result
hs_call_wait(struct hs *hs, struct hs_call *call, struct arena *mem,
    struct json_object **json, const struct http_reply **reply)
{
	enum hs_result result;

	*json = NULL;
	for (;;) {
		const struct http_reply *r;

		if (call->http == NULL) {
			result = send_when_allowed(hs, call);
			if (result != HS_OK)
				return result;
		}
		r = http_wait(hs->http, call->http);
		take_budget(hs, call, r);
		result = take_answer(hs, call, mem, r, json);
		if (result != HS_OK || *json != NULL) {
			*reply = r;
			return result;
		}
	}
}

void
hs_call_end(struct hs *hs, struct hs_call *call)
{
	if (call == NULL)
		return;
	if (call->flying)
		budget_answered(&hs->budget, weight_of(call), -1, -1,
		    clock_mono_ms());
	http_end(hs->http, call->http);
	free(call->url);
	free(call->body);
	free(call);
}
