/* SPDX-License-Identifier: MIT */
#include "tests/sandbox/openai.h"

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

enum { SENT_MAX = 20000, WORDS = 6 };

/* ---- what was sent ---- */

static void
keep(struct openai_world *ow, const char *body, size_t len)
{
	char *copy;

	if (ow->n == SENT_MAX)
		return;
	if (ow->n == ow->cap) {
		ow->cap = ow->cap == 0 ? 64 : 2 * ow->cap;
		ow->sent = must_realloc(ow->sent, ow->cap * sizeof(*ow->sent));
	}
	copy = must_alloc(len + 1);
	memcpy(copy, body, len);
	ow->sent[ow->n++] = copy;
}

static void
forget(struct openai_world *ow)
{
	for (size_t i = 0; i < ow->n; i++)
		free(ow->sent[i]);
	ow->n = 0;
}

void
openai_free(struct openai_world *ow)
{
	forget(ow);
	free(ow->sent);
	openai_batches_free(ow);
	*ow = (struct openai_world){ 0 };
}

void
openai_control(struct sandbox *sb, struct call *cl, struct reply *rp)
{
	if (!cl->local) {
		rp->status = 403;
		return;
	}
	if (strcmp(cl->path, "/_sandbox/openai/clear") == 0)
		forget(&sb->openai);
	rp->type = "application/x-ndjson";
	if (strcmp(cl->path, "/_sandbox/openai/batches") == 0) {
		openai_batches_sent(&sb->openai, &rp->body);
		return;
	}
	for (size_t i = 0; i < sb->openai.n; i++) {
		sbuf_text(&rp->body, sb->openai.sent[i]);
		sbuf_char(&rp->body, '\n');
	}
}

/* ---- errors ---- */

void
openai_refuse(struct reply *rp, int status, const char *type, const char *code,
    const char *message, const char *param)
{
	struct jw w = JW_INIT(&rp->body);

	rp->status = status;
	rp->type = "application/json";
	jw_object(&w);
	jw_object(jw_key(&w, "error"));
	jw_text(jw_key(&w, "message"), message);
	jw_text(jw_key(&w, "type"), type);
	jw_text(jw_key(&w, "param"), param);
	jw_text(jw_key(&w, "code"), code);
	jw_end(&w);
	jw_end(&w);
}

static void
busy(struct sandbox *sb, struct reply *rp, int64_t ms)
{
	char text[24];

	sb->stat[STAT_openai_busy]++;
	openai_refuse(rp, 429, "requests", "rate_limit_exceeded",
	    "Rate limit reached for requests.", NULL);
	snprintf(text, sizeof(text), "%lld", (long long)ms);
	reply_header(rp, "retry-after-ms", text);
	snprintf(text, sizeof(text), "%lld", (long long)(ms + 999) / 1000);
	reply_header(rp, "retry-after", text);
}

bool
openai_fault_instead(struct sandbox *sb, const struct fault *f, struct call *cl,
    struct reply *rp)
{
	switch (f->kind) {
	case F_429:
		busy(sb, rp, f->ms > 0 ? f->ms : 1000);
		return true;
	case F_quota:
		openai_refuse(rp, 429, "insufficient_quota", "insufficient_quota",
		    "You exceeded your current quota, please check your plan.",
		    NULL);
		return true;
	case F_too_long:
		openai_refuse(rp, 400, "invalid_request_error",
		    "context_length_exceeded", "This model's maximum context "
		    "length is 128000 tokens.", "messages");
		return true;
	case F_code_number:
		rp->status = 500;
		rp->type = "application/json";
		sbuf_text(&rp->body, "{\"error\":{\"code\":500,\"message\":"
		    "\"the server is loading\",\"type\":\"unavailable\"}}");
		return true;
	case F_KINDS:
		return false;
	default:
		return fault_before(f, &sb->opt, &sb->rate, cl, rp);
	}
}

/* ---- the answer ---- */

struct answering {
	struct call *cl;
	struct jw *w;
	const char *reply;	/* its text */
	const char *key;	/* of the object that is written */
	enum fault_kind fault;
};

static uint32_t
hash_text(uint32_t h, const char *s)
{
	for (; *s != '\0'; s++)
		h = h * 33 ^ (unsigned char)*s;
	return h;
}

/* The first words, as they stand there. */
static const char *
first_words(struct arena *mem, const char *text)
{
	size_t n = 0;

	text += strspn(text, " \n\t");
	for (int words = 0; text[n] != '\0' && words < WORDS; words++) {
		n += strcspn(text + n, " \n\t");
		if (words + 1 < WORDS && text[n] != '\0')
			n += strspn(text + n, " \n\t");
	}
	return arena_copy(mem, text, n);
}

static void write_value(struct answering *, const char *key,
    struct json_object *schema);

static void
write_member(void *ctx, const char *key, struct json_object *schema)
{
	struct answering *a = ctx;
	bool wrong = a->fault == F_wrong_keys && jr_has(jr_object(schema,
	    "properties"), "score");

	jw_key(a->w, wrong ? arena_fmt(a->cl->mem, "%s_quality", key) : key);
	write_value(a, key, schema);
}

static const char *
type_of(struct arena *mem, struct json_object *schema)
{
	const char *type = jr_text(mem, schema, "type");

	return type != NULL ? type : jr_text_at(mem, jr_array(schema, "type"), 0);
}

static const char *
text_for(const struct answering *a, const char *key)
{
	if (strcmp(key, "evidence") == 0)
		return a->fault == F_no_evidence ?
		    "words that nobody ever wrote" : first_words(a->cl->mem,
		    a->reply);
	return strcmp(key, "message") == 0 ? "reply" : arena_fmt(a->cl->mem,
	    "The sandbox says so of %s.", a->key);
}

static void
write_value(struct answering *a, const char *key, struct json_object *schema)
{
	const char *type = type_of(a->cl->mem, schema), *outer = a->key;

	if (strcmp(type, "object") == 0) {
		a->key = key;
		jw_object(a->w);
		jr_each(jr_object(schema, "properties"), write_member, a);
		jw_end(a->w);
		a->key = outer;
	} else if (strcmp(type, "string") == 0) {
		jw_text(a->w, text_for(a, key));
	} else if (strcmp(type, "boolean") == 0) {
		jw_bool(a->w, true);
	} else if (strcmp(key, "confidence") == 0) {
		jw_num(a->w, 0.8);
	} else {
		jw_int(a->w, a->fault == F_off_scale ? 1000 : 3 +
		    hash_text(hash_text(5381, a->key), a->reply) % 8);
	}
}

/* The text of the reply in the question; the question itself if it has none. */
static const char *
reply_text(struct arena *mem, const char *user)
{
	struct json_object *o;
	const char *why, *text = NULL;

	if (json_parse(mem, user, strlen(user), &o, &why) == RC_OK)
		text = jr_text(mem, jr_object(o, "reply"), "text");
	return text != NULL ? text : user;
}

/* What scores of replies are asked for by; all else is made by its schema alone. */
static bool
is_judgement(struct json_object *schema)
{
	return jr_has(jr_object(schema, "properties"), "dimensions") ||
	    jr_has(jr_object(schema, "properties"), "works");
}

static const char *
made_up(struct call *cl, const struct openai_asked *asked,
    enum fault_kind fault)
{
	struct sbuf *out = sbuf_arena(cl->mem);
	struct jw w = JW_INIT(out);
	struct answering a = { cl, &w, reply_text(cl->mem, asked->user), "",
		fault };

	if (fault == F_bad_json)
		return "Certainly! Here are the scores: {empathy: 7";
	if (asked->schema == NULL)
		return "ok";
	if (is_judgement(asked->schema))
		write_value(&a, "", asked->schema);
	else
		madeup_write(cl->mem, &w, asked->schema, asked->user);
	if (fault == F_truncated)
		out->len /= 2, out->s[out->len] = '\0';
	return sbuf_cstr(out);
}

static void
write_usage(struct jw *w, const struct openai_asked *asked, const char *text)
{
	int64_t in = (int64_t)(strlen(asked->user) + (asked->system == NULL ? 0 :
	    strlen(asked->system))) / 4;
	int64_t out = (int64_t)strlen(text) / 4;
	bool r = asked->responses;

	jw_object(jw_key(w, "usage"));
	jw_int(jw_key(w, r ? "input_tokens" : "prompt_tokens"), in);
	jw_int(jw_key(w, r ? "output_tokens" : "completion_tokens"), out);
	jw_int(jw_key(w, "total_tokens"), in + out);
	jw_object(jw_key(w, r ? "input_tokens_details" :
	    "prompt_tokens_details"));
	jw_int(jw_key(w, "cached_tokens"), in / 4);
	jw_end(w);
	jw_end(w);
}

static void
write_chat(struct jw *w, const char *text, enum fault_kind fault)
{
	jw_array(jw_key(w, "choices"));
	if (fault != F_nothing) {
		jw_object(w);
		jw_int(jw_key(w, "index"), 0);
		jw_text(jw_key(w, "finish_reason"), fault == F_truncated ?
		    "length" : fault == F_filtered ? "content_filter" :
		    fault == F_tool_calls ? "tool_calls" : "stop");
		jw_object(jw_key(w, "message"));
		jw_text(jw_key(w, "role"), "assistant");
		jw_text(jw_key(w, "content"), fault == F_refused ||
		    fault == F_filtered || fault == F_tool_calls ? NULL : text);
		jw_text(jw_key(w, "refusal"), fault == F_refused ?
		    "I cannot help with that." : NULL);
		if (fault == F_tool_calls)
			jw_raw(jw_key(w, "tool_calls"), "[{\"id\":\"call_1\","
			    "\"type\":\"function\",\"function\":{\"name\":"
			    "\"score\",\"arguments\":\"{broken\"}}]");
		jw_end(w);
		jw_end(w);
	}
	jw_end(w);
}

static void
write_responses(struct jw *w, const char *text, enum fault_kind fault)
{
	bool incomplete = fault == F_truncated || fault == F_filtered;

	jw_text(jw_key(w, "status"), incomplete ? "incomplete" :
	    fault == F_failed ? "failed" : "completed");
	if (fault == F_failed)
		jw_raw(jw_key(w, "error"), "{\"code\":\"server_error\","
		    "\"message\":\"The server had an error.\"}");
	if (incomplete) {
		jw_object(jw_key(w, "incomplete_details"));
		jw_text(jw_key(w, "reason"), fault == F_truncated ?
		    "max_output_tokens" : "content_filter");
		jw_end(w);
	}
	jw_array(jw_key(w, "output"));
	jw_object(w);
	jw_text(jw_key(w, "type"), "reasoning");
	jw_end(w);
	if (fault != F_nothing && fault != F_filtered && fault != F_failed) {
		jw_object(w);
		jw_text(jw_key(w, "type"), "message");
		jw_array(jw_key(w, "content"));
		jw_object(w);
		jw_text(jw_key(w, "type"), fault == F_refused ? "refusal" :
		    "output_text");
		jw_text(jw_key(w, fault == F_refused ? "refusal" : "text"),
		    fault == F_refused ? "I cannot help with that." : text);
		jw_end(w);
		jw_end(w);
		jw_end(w);
	}
	jw_end(w);
}

static void
say(struct sandbox *sb, struct call *cl, const struct openai_asked *asked,
    enum fault_kind fault, struct reply *rp)
{
	const char *text = made_up(cl, asked, fault);
	struct jw w = JW_INIT(&rp->body);

	sb->stat[STAT_openai_answers]++;
	rp->type = "application/json";
	rp->delay_ms = sb->opt.openai_delay;
	jw_object(&w);
	jw_text(jw_key(&w, "id"), "sandbox-answer");
	jw_text(jw_key(&w, "object"), asked->responses ? "response" :
	    "chat.completion");
	jw_text(jw_key(&w, "model"), arena_fmt(cl->mem, "%s-2024-07-18",
	    asked->model));
	if (asked->responses)
		write_responses(&w, text, fault);
	else
		write_chat(&w, text, fault);
	write_usage(&w, asked, text);
	jw_end(&w);
}

/* ---- calls ---- */

static bool
has_model(const struct sandbox *sb, const char *model)
{
	const char *all = sb->opt.openai_models, *p = strstr(all, model);
	size_t len = strlen(model);

	return p != NULL && (p == all || p[-1] == ' ') &&
	    (p[len] == ' ' || p[len] == '\0');
}

static void
models(const struct sandbox *sb, struct call *cl, struct reply *rp)
{
	struct jw w = JW_INIT(&rp->body);

	rp->type = "application/json";
	jw_object(&w);
	jw_text(jw_key(&w, "object"), "list");
	jw_array(jw_key(&w, "data"));
	for (const char *p = sb->opt.openai_models; *p != '\0';) {
		size_t len = strcspn(p, " ");

		jw_object(&w);
		jw_text(jw_key(&w, "id"), arena_copy(cl->mem, p, len));
		jw_text(jw_key(&w, "object"), "model");
		jw_null(jw_key(&w, "shutdown_date"));
		jw_end(&w);
		p += len + strspn(p + len, " ");
	}
	jw_end(&w);
	jw_end(&w);
}

/* Every fifth of a hundred calls, and so on: so many in each hundred, spread. */
static bool
is_turn(struct sandbox *sb)
{
	uint64_t turn = sb->openai.turn++;
	uint64_t percent = (uint64_t)sb->opt.openai_busy;

	return (turn + 1) * percent / 100 != turn * percent / 100;
}

static const char *
parse(struct call *cl, struct openai_asked *asked, const char **param)
{
	struct json_object *body;
	const char *why, *wrong;

	*param = NULL;
	if (cl->content_type == NULL || strstr(cl->content_type,
	    "application/json") == NULL)
		return "Unsupported content type.";
	if (json_parse(cl->mem, cl->body, cl->body_len, &body, &why) != RC_OK)
		return "We could not parse the JSON body of your request.";
	wrong = openai_wrong(cl->mem, body, asked, param);
	if (wrong == NULL && strstr(asked->model, "think") != NULL &&
	    jr_has(body, "temperature")) {
		*param = "temperature";
		return "Unsupported parameter: 'temperature' is not supported "
		    "with this model.";
	}
	return wrong;
}

void
openai_complete(struct sandbox *sb, struct call *cl, bool responses,
    struct reply *rp)
{
	struct fault fault = faults_take(&sb->faults, cl);
	struct openai_asked asked = { .responses = responses };
	const char *param, *wrong;

	sb->stat[STAT_openai_calls]++;
	keep(&sb->openai, cl->body, cl->body_len);
	if (openai_fault_instead(sb, &fault, cl, rp))
		return;
	wrong = parse(cl, &asked, &param);
	if (wrong != NULL) {
		sb->stat[STAT_openai_bad]++;
		openai_refuse(rp, 400, "invalid_request_error", NULL, wrong, param);
	} else if (!has_model(sb, asked.model)) {
		openai_refuse(rp, 404, "invalid_request_error", "model_not_found",
		    "The model does not exist or you do not have access to it.",
		    NULL);
	} else if (is_turn(sb)) {
		busy(sb, rp, 200);
	} else {
		say(sb, cl, &asked, fault.kind, rp);
		if (fault.kind != F_KINDS)
			fault_after(&fault, rp);
	}
}

static bool
may_call(const struct sandbox *sb, struct call *cl)
{
	return cl->authorization != NULL && strcmp(cl->authorization,
	    arena_fmt(cl->mem, "Bearer %s", sb->opt.openai_key)) == 0;
}

void
openai_answer(struct sandbox *sb, struct call *cl, struct reply *rp)
{
	const char *path = cl->path + strlen("/openai/v1/");
	bool post = strcmp(cl->method, "POST") == 0;

	reply_header(rp, "x-request-id", "req_sandbox");
	if (!may_call(sb, cl))
		openai_refuse(rp, 401, "invalid_request_error", "invalid_api_key",
		    arena_fmt(cl->mem, "Incorrect API key provided: %s.",
		    cl->authorization == NULL ? "" : cl->authorization), NULL);
	else if (post && strcmp(path, "chat/completions") == 0)
		openai_complete(sb, cl, false, rp);
	else if (post && strcmp(path, "responses") == 0)
		openai_complete(sb, cl, true, rp);
	else if (!post && strcmp(path, "models") == 0)
		models(sb, cl, rp);
	else if (!openai_batches(sb, cl, path, rp))
		openai_refuse(rp, 404, "invalid_request_error", NULL,
		    "Unknown request URL.", NULL);
}
