/* SPDX-License-Identifier: MIT */
#include "tests/sandbox/claude.h"

#include "base/arena.h"
#include "base/json.h"
#include "base/sbuf.h"
#include "tests/sandbox/call.h"
#include "tests/sandbox/madeup.h"
#include "tests/sandbox/state.h"
#include "text/json_read.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BYTES_PER_TOKEN = 4, LEAST_SMALL = 4096, LEAST = 1024 };

void
claude_free(struct claude_world *aw)
{
	sent_free(&aw->sent);
	for (size_t i = 0; i < aw->n_batch; i++) {
		free(aw->batch[i].body);
		free(aw->batch[i].results);
	}
	aw->n_batch = aw->n_prefix = 0;
}

void
claude_control(struct sandbox *sb, struct call *cl, struct reply *rp)
{
	sent_answer(&sb->claude.sent, cl, rp);
}

/* ---- errors ---- */

void
claude_refuse(struct reply *rp, int status, const char *type,
    const char *message)
{
	struct jw w = JW_INIT(&rp->body);

	rp->status = status;
	rp->type = "application/json";
	jw_object(&w);
	jw_text(jw_key(&w, "type"), "error");
	jw_object(jw_key(&w, "error"));
	jw_text(jw_key(&w, "type"), type);
	jw_text(jw_key(&w, "message"), message);
	jw_end(&w);
	jw_text(jw_key(&w, "request_id"), "req_sandbox");
	jw_end(&w);
}

static const struct {
	enum fault_kind kind;
	int status;
	const char *type, *message;
} refusals[] = {
	{ F_400, 400, "invalid_request_error", "messages: wrong" },
	{ F_spend, 400, "invalid_request_error", "You have reached your "
	  "specified API usage limits." },
	{ F_too_long, 400, "invalid_request_error",
	  "prompt is too long: 210000 tokens > 200000 maximum" },
	{ F_grammar, 400, "invalid_request_error",
	  "The compiled grammar is too large." },
	{ F_401, 401, "authentication_error", "invalid x-api-key" },
	{ F_402, 402, "billing_error", "Your credit balance is too low." },
	{ F_403, 403, "permission_error", "Your API key does not have "
	  "permission to use the specified resource." },
	{ F_404, 404, "not_found_error", "model: claude-retired" },
	{ F_409, 409, "conflict_error", "Conflict." },
	{ F_413, 413, "request_too_large", "Request exceeds the maximum size." },
	{ F_500, 500, "api_error", "Internal server error" },
	{ F_504, 504, "timeout_error", "The request timed out." },
	{ F_529, 529, "overloaded_error", "Overloaded" },
};

static void
busy(struct reply *rp, int64_t ms)
{
	char text[24];

	claude_refuse(rp, 429, "rate_limit_error", "This request would "
	    "exceed your organization's rate limit of 50 requests per minute.");
	snprintf(text, sizeof(text), "%lld.%lld", (long long)ms / 1000,
	    (long long)ms % 1000 / 100);
	reply_header(rp, "retry-after", text);
	reply_header(rp, "anthropic-ratelimit-requests-remaining", "0");
}

bool
claude_fault(struct sandbox *sb, const struct fault *f, struct call *cl,
    struct reply *rp)
{
	for (size_t i = 0; i < sizeof(refusals) / sizeof(*refusals); i++)
		if (refusals[i].kind == f->kind) {
			claude_refuse(rp, refusals[i].status,
			    refusals[i].type, refusals[i].message);
			return true;
		}
	if (f->kind == F_429) {
		busy(rp, f->ms > 0 ? f->ms : 1000);
		return true;
	}
	return f->kind != F_KINDS &&
	    fault_before(f, &sb->opt, &sb->rate, cl, rp);
}

/* ---- the answer ---- */

static const struct {
	enum fault_kind kind;
	const char *stop;
} stops[] = {
	{ F_truncated, "max_tokens" }, { F_refused, "refusal" },
	{ F_window, "model_context_window_exceeded" },
	{ F_paused, "pause_turn" }, { F_odd_stop, "something_new" },
};

static const char *
stop_of(const struct claude_asked *asked, enum fault_kind fault)
{
	for (size_t i = 0; i < sizeof(stops) / sizeof(*stops); i++)
		if (stops[i].kind == fault)
			return stops[i].stop;
	return asked->tool != NULL ? "tool_use" : "end_turn";
}

static void
write_block(struct jw *w, const char *type, const char *key, const char *text)
{
	jw_object(w);
	jw_text(jw_key(w, "type"), type);
	jw_text(jw_key(w, key), text);
	jw_end(w);
}

static void
write_content(struct arena *mem, struct jw *w,
    const struct claude_asked *asked, const char *text,
    enum fault_kind fault)
{
	size_t half = strlen(text) / 2;

	jw_array(jw_key(w, "content"));
	if (strstr(asked->model, "think") != NULL) {
		write_block(w, "thinking", "thinking", "Let me see.");
		write_block(w, "redacted_thinking", "data", "Zm9v");
	}
	if (fault == F_nothing || fault == F_refused) {
		jw_end(w);
		return;
	}
	if (asked->tool != NULL && fault != F_truncated) {
		jw_object(w);
		jw_text(jw_key(w, "type"), "tool_use");
		jw_text(jw_key(w, "id"), "toolu_sandbox");
		jw_text(jw_key(w, "name"), asked->tool);
		jw_raw(jw_key(w, "input"), fault == F_bad_json ? "{}" : text);
		jw_end(w);
	} else {
		/* characters of several bytes are not cut */
		while (half > 0 && (text[half] & 0xc0) == 0x80)
			half--;
		write_block(w, "text", "text", arena_copy(mem, text, half));
		if (fault != F_truncated)
			write_block(w, "text", "text", text + half);
	}
	jw_end(w);
}

static uint64_t
hash_of(const char *text)
{
	uint64_t h = 14695981039346656037u;

	for (; *text != '\0'; text++)
		h = (h ^ (unsigned char)*text) * 1099511628211u;
	return h;
}

/* True: it was there; from now on it is. */
static bool
take_prefix(struct claude_world *aw, const char *prefix)
{
	uint64_t h = hash_of(prefix);

	for (size_t i = 0; i < aw->n_prefix; i++)
		if (aw->prefix[i] == h)
			return true;
	aw->prefix[aw->n_prefix % PREFIXES_MAX] = h;
	if (aw->n_prefix < PREFIXES_MAX - 1)
		aw->n_prefix++;
	return false;
}

static void
write_usage(struct sandbox *sb, struct jw *w,
    const struct claude_asked *asked, int64_t output)
{
	int64_t prefix = (int64_t)strlen(asked->prefix) / BYTES_PER_TOKEN;
	int64_t rest = (int64_t)asked->rest / BYTES_PER_TOKEN + 1;
	int64_t least = strstr(asked->model, "haiku") != NULL ? LEAST_SMALL :
	    LEAST;
	bool cached = prefix >= least, hit;

	hit = cached && take_prefix(&sb->claude, asked->prefix);
	jw_object(jw_key(w, "usage"));
	jw_int(jw_key(w, "input_tokens"), cached ? rest : prefix + rest);
	jw_int(jw_key(w, "output_tokens"), output);
	jw_int(jw_key(w, "cache_creation_input_tokens"), cached && !hit ?
	    prefix : 0);
	jw_int(jw_key(w, "cache_read_input_tokens"), hit ? prefix : 0);
	jw_text(jw_key(w, "service_tier"), "standard");
	jw_end(w);
}

static const char *
made_up(const struct sandbox *sb, struct arena *mem,
    const struct claude_asked *asked, enum fault_kind fault)
{
	struct sbuf *out = sbuf_arena(mem);
	struct jw w = JW_INIT(out);

	if (fault == F_KINDS && *sb->opt.anthropic_says != '\0')
		return sb->opt.anthropic_says;
	if (fault == F_bad_json)
		return "Certainly! Here is the summary: {";
	if (fault == F_wrong_keys)
		return "{\"score\":7}";
	if (asked->schema == NULL)
		return "ok";
	madeup_write(mem, &w, asked->schema, asked->user);
	return sbuf_cstr(out);
}

void
claude_message(struct sandbox *sb, struct arena *mem, struct jw *w,
    const struct claude_asked *asked, enum fault_kind fault)
{
	const char *text = made_up(sb, mem, asked, fault);
	int64_t output = (int64_t)strlen(text) / BYTES_PER_TOKEN + 1;

	if (output > asked->max_tokens) {
		output = asked->max_tokens;
		fault = F_truncated;
	}
	sb->stat[STAT_anthropic_answers]++;
	jw_object(w);
	jw_text(jw_key(w, "id"), "msg_sandbox");
	jw_text(jw_key(w, "type"), "message");
	jw_text(jw_key(w, "role"), "assistant");
	jw_text(jw_key(w, "model"), arena_fmt(mem, "%s-20251001",
	    asked->model));
	write_content(mem, w, asked, text, fault);
	jw_text(jw_key(w, "stop_reason"), stop_of(asked, fault));
	jw_null(jw_key(w, "stop_sequence"));
	if (fault == F_refused) {
		jw_object(jw_key(w, "stop_details"));
		jw_text(jw_key(w, "category"), "general_harms");
		jw_end(w);
	} else {
		jw_null(jw_key(w, "stop_details"));
	}
	write_usage(sb, w, asked, output);
	jw_end(w);
}

/* ---- calls ---- */

bool
claude_has_model(const struct sandbox *sb, const char *model)
{
	const char *all = sb->opt.anthropic_models, *p = strstr(all, model);
	size_t len = strlen(model);

	return len > 0 && p != NULL && (p == all || p[-1] == ' ') &&
	    (p[len] == ' ' || p[len] == '\0');
}

static const char *
parse(struct call *cl, struct claude_asked *asked)
{
	struct json_object *body;
	const char *why;

	if (cl->content_type == NULL || strstr(cl->content_type,
	    "application/json") == NULL)
		return "Content-Type must be application/json";
	if (json_parse(cl->mem, cl->body, cl->body_len, &body, &why) != RC_OK)
		return "The request body is not valid JSON";
	return claude_wrong(cl->mem, body, asked);
}

static void
answer(struct sandbox *sb, struct call *cl, bool count, struct reply *rp)
{
	struct fault fault = faults_take(&sb->faults, cl);
	struct claude_asked asked = { .count = count };
	struct jw w = JW_INIT(&rp->body);
	const char *wrong;

	sb->stat[STAT_anthropic_calls]++;
	sent_keep(&sb->claude.sent, cl->body, cl->body_len);
	if (claude_fault(sb, &fault, cl, rp))
		return;
	wrong = parse(cl, &asked);
	if (wrong != NULL) {
		sb->stat[STAT_anthropic_bad]++;
		claude_refuse(rp, 400, "invalid_request_error", wrong);
		return;
	}
	if (!claude_has_model(sb, asked.model)) {
		claude_refuse(rp, 404, "not_found_error", arena_fmt(cl->mem,
		    "model: %s", asked.model));
		return;
	}
	rp->type = "application/json";
	rp->delay_ms = sb->opt.anthropic_delay;
	if (count) {
		jw_object(&w);
		jw_int(jw_key(&w, "input_tokens"), (int64_t)(strlen(
		    asked.prefix) + asked.rest) / BYTES_PER_TOKEN + 1);
		jw_end(&w);
	} else {
		claude_message(sb, cl->mem, &w, &asked, fault.kind);
	}
	if (fault.kind != F_KINDS)
		fault_after(&fault, rp);
}

static void
model(struct sandbox *sb, const char *id, struct reply *rp)
{
	struct jw w = JW_INIT(&rp->body);

	if (!claude_has_model(sb, id)) {
		claude_refuse(rp, 404, "not_found_error", "model");
		return;
	}
	rp->type = "application/json";
	jw_object(&w);
	jw_text(jw_key(&w, "type"), "model");
	jw_text(jw_key(&w, "id"), id);
	jw_int(jw_key(&w, "max_input_tokens"), 200000);
	jw_end(&w);
}

static const char *
head_wrong(const struct sandbox *sb, const struct call *cl)
{
	if (cl->authorization != NULL)
		return "x-api-key and Authorization at once";
	if (strcmp(call_header(cl, "x-api-key"), sb->opt.anthropic_key) != 0)
		return "invalid x-api-key";
	return NULL;
}

void
claude_answer(struct sandbox *sb, struct call *cl, struct reply *rp)
{
	const char *path = cl->path + strlen("/anthropic/v1/");
	const char *wrong = head_wrong(sb, cl);
	bool post = strcmp(cl->method, "POST") == 0;

	reply_header(rp, "request-id", "req_sandbox");
	if (wrong != NULL)
		claude_refuse(rp, 401, "authentication_error",
		    arena_fmt(cl->mem, "%s %s", wrong, call_header(cl,
		    "x-api-key")));
	else if (strcmp(call_header(cl, "anthropic-version"), "2023-06-01") != 0)
		claude_refuse(rp, 400, "invalid_request_error",
		    "anthropic-version: header is required");
	else if (post && strcmp(path, "messages") == 0)
		answer(sb, cl, false, rp);
	else if (post && strcmp(path, "messages/count_tokens") == 0)
		answer(sb, cl, true, rp);
	else if (strncmp(path, "messages/batches", 16) == 0)
		claude_batches_answer(sb, cl, rp, path + 16);
	else if (!post && strncmp(path, "models/", 7) == 0)
		model(sb, path + 7, rp);
	else
		claude_refuse(rp, 404, "not_found_error", "Not Found");
}
