/* SPDX-License-Identifier: MIT */
/* Requests and answers of the two forms: upstream/openai.h. */
#include "upstream/openai.h"

#include "base/arena.h"
#include "base/json.h"
#include "base/sbuf.h"
#include "base/utf8.h"
#include "net/http.h"
#include "text/json_read.h"

#include <string.h>

const char *
openai_result_text(enum openai_result result)
{
	static const char *const texts[] = {
#define OPENAI_RESULT(name, text) text,
#include "upstream/openai_result.def"
#undef OPENAI_RESULT
	};

	return texts[result];
}

/* ---- requests ---- */

static void
write_message(struct jw *w, const char *role, const char *text)
{
	jw_object(w);
	jw_text(jw_key(w, "role"), role);
	jw_text(jw_key(w, "content"), text);
	jw_end(w);
}

static void
write_schema(struct jw *w, const struct openai_question *q)
{
	jw_text(jw_key(w, "name"), q->name);
	jw_bool(jw_key(w, "strict"), true);
	jw_raw(jw_key(w, "schema"), q->schema);
}

/* The schema stands one level deeper than in the other form. */
static void
write_chat(struct jw *w, const struct openai_question *q)
{
	jw_array(jw_key(w, "messages"));
	write_message(w, "system", q->system);
	write_message(w, "user", q->user);
	jw_end(w);
	jw_int(jw_key(w, "max_completion_tokens"), q->max_tokens);
	jw_object(jw_key(w, "response_format"));
	jw_text(jw_key(w, "type"), "json_schema");
	jw_object(jw_key(w, "json_schema"));
	write_schema(w, q);
	jw_end(w);
	jw_end(w);
}

static void
write_responses(struct jw *w, const struct openai_question *q)
{
	jw_text(jw_key(w, "instructions"), q->system);
	jw_array(jw_key(w, "input"));
	write_message(w, "user", q->user);
	jw_end(w);
	jw_int(jw_key(w, "max_output_tokens"),
	    q->max_tokens > OPENAI_OUTPUT_LEAST ? q->max_tokens :
	    OPENAI_OUTPUT_LEAST);
	jw_object(jw_key(w, "text"));
	jw_object(jw_key(w, "format"));
	jw_text(jw_key(w, "type"), "json_schema");
	write_schema(w, q);
	jw_end(w);
	jw_end(w);
}

void
openai_body(struct sbuf *out, const struct openai_options *o,
    const struct openai_question *q, bool bare)
{
	struct jw w = JW_INIT(out);

	jw_object(&w);
	jw_text(jw_key(&w, "model"), o->model);
	if (o->api == OPENAI_RESPONSES)
		write_responses(&w, q);
	else
		write_chat(&w, q);
	if (!bare)
		jw_int(jw_key(&w, "temperature"), 0);
	jw_bool(jw_key(&w, "store"), false);	/* the other form keeps it else */
	jw_end(&w);
}

/* ---- answers ---- */

static const char *
text_of(struct arena *mem, struct json_object *o, const char *key)
{
	const char *text = jr_text(mem, o, key);

	return text != NULL ? text : "";
}

/* Half a character would be no text, and Postgres would refuse the row. */
const char *
openai_brief(struct arena *mem, const char *text)
{
	return arena_copy(mem, text, utf8_cut(text, strlen(text),
	    OPENAI_SAID_MAX));
}

static enum openai_result
read_chat(struct arena *mem, struct json_object *o, struct openai_answer *a)
{
	struct json_object *choice = jr_array_at(jr_array(o, "choices"), 0);
	struct json_object *message = jr_object(choice, "message");
	const char *end = text_of(mem, choice, "finish_reason");

	a->text = text_of(mem, message, "content");
	if (*text_of(mem, message, "refusal") != '\0') {
		a->error = jr_text(mem, message, "refusal");
		return OPENAI_REFUSED;
	}
	if (strcmp(end, "length") == 0)
		return OPENAI_TRUNCATED;
	if (strcmp(end, "content_filter") == 0)
		return OPENAI_FILTERED;
	return *a->text != '\0' ? OPENAI_OK : OPENAI_EMPTY;
}

/* Texts of the parts of all messages; other items come before and between. */
static void
read_parts(struct arena *mem, struct json_object *item, struct sbuf *text,
    struct openai_answer *a)
{
	struct json_object *parts = jr_array(item, "content");

	if (strcmp(text_of(mem, item, "type"), "message") != 0)
		return;
	for (size_t i = 0; i < jr_len(parts); i++) {
		struct json_object *part = jr_array_at(parts, i);
		const char *type = text_of(mem, part, "type");

		if (strcmp(type, "output_text") == 0)
			sbuf_text(text, text_of(mem, part, "text"));
		else if (strcmp(type, "refusal") == 0)
			a->error = text_of(mem, part, "refusal");
	}
}

static enum openai_result
read_incomplete(struct arena *mem, struct json_object *o)
{
	const char *why = text_of(mem, jr_object(o, "incomplete_details"),
	    "reason");

	return strcmp(why, "content_filter") == 0 ? OPENAI_FILTERED :
	    OPENAI_TRUNCATED;
}

static enum openai_result
read_failed(struct arena *mem, struct json_object *o, struct openai_answer *a)
{
	struct json_object *error = jr_object(o, "error");

	a->code = text_of(mem, error, "code");
	a->error = text_of(mem, error, "message");
	return strcmp(a->code, "server_error") == 0 ||
	    strcmp(a->code, "rate_limit_exceeded") == 0 ? OPENAI_BUSY :
	    OPENAI_CONTENT;
}

static enum openai_result
read_responses(struct arena *mem, struct json_object *o,
    struct openai_answer *a)
{
	struct json_object *items = jr_array(o, "output");
	const char *status = text_of(mem, o, "status");
	struct sbuf *text = sbuf_arena(mem);

	for (size_t i = 0; i < jr_len(items); i++)
		read_parts(mem, jr_array_at(items, i), text, a);
	a->text = sbuf_cstr(text);
	if (*a->error != '\0')
		return OPENAI_REFUSED;
	if (strcmp(status, "incomplete") == 0)
		return read_incomplete(mem, o);
	if (strcmp(status, "failed") == 0 || strcmp(status, "cancelled") == 0)
		return read_failed(mem, o, a);
	return *a->text != '\0' ? OPENAI_OK : OPENAI_EMPTY;
}

/* The names of the two forms; what is absent is 0. */
static void
read_usage(struct json_object *o, struct openai_answer *a)
{
	struct json_object *u = jr_object(o, "usage");
	struct json_object *of = jr_object(u, "prompt_tokens_details");

	a->input = jr_int(u, "prompt_tokens", jr_int(u, "input_tokens", 0));
	a->output = jr_int(u, "completion_tokens", jr_int(u, "output_tokens",
	    0));
	if (of == NULL)
		of = jr_object(u, "input_tokens_details");
	a->cached = jr_int(of, "cached_tokens", 0);
}

/* ---- errors ---- */

static const struct {
	const char *code;
	enum openai_result result;
} by_code[] = {
	{ "insufficient_quota", OPENAI_QUOTA },
	{ "credit_balance_exhausted", OPENAI_QUOTA },
	{ "billing_hard_limit_reached", OPENAI_QUOTA },
	{ "billing_not_active", OPENAI_QUOTA },
	{ "spend_limit_reached", OPENAI_QUOTA },
	{ "context_length_exceeded", OPENAI_LONG },
	{ "invalid_api_key", OPENAI_CONFIG },
	{ "model_not_found", OPENAI_CONFIG },
	{ "rate_limit_exceeded", OPENAI_BUSY },
	{ "server_error", OPENAI_BUSY },
	{ "batch_expired", OPENAI_UNASKED },
	{ "batch_cancelled", OPENAI_UNASKED },
};

static const struct {
	int status;
	enum openai_result result;
} by_status[] = {
	{ 401, OPENAI_CONFIG }, { 402, OPENAI_QUOTA }, { 403, OPENAI_CONFIG },
	{ 404, OPENAI_CONFIG }, { 408, OPENAI_BUSY }, { 409, OPENAI_BUSY },
	{ 413, OPENAI_LONG }, { 429, OPENAI_BUSY },
};

/* A number at some servers. */
static const char *
code_of(struct arena *mem, struct json_object *error)
{
	const char *code = text_of(mem, error, "code");
	int64_t n = jr_int(error, "code", -1);

	if (*code != '\0')
		return code;
	return n >= 0 ? arena_fmt(mem, "%lld", (long long)n) :
	    text_of(mem, error, "type");
}

static enum openai_result
result_of(const struct http_reply *r, const char *code)
{
	for (size_t i = 0; i < sizeof(by_code) / sizeof(*by_code); i++)
		if (strcmp(by_code[i].code, code) == 0)
			return by_code[i].result;
	for (size_t i = 0; i < sizeof(by_status) / sizeof(*by_status); i++)
		if (by_status[i].status == r->status)
			return by_status[i].result;
	return r->status >= 500 ? OPENAI_BUSY : OPENAI_CONTENT;
}

static void
read_error(struct arena *mem, const struct http_reply *r,
    struct json_object *o, struct openai_answer *a)
{
	struct json_object *error = jr_object(o, "error");
	const char *said = text_of(mem, error, "message");

	/* some servers answer "error": "words" */
	if (error == NULL)
		said = text_of(mem, o, "error");
	a->code = code_of(mem, error);
	a->result = result_of(r, a->code);
	/* a line of a batch may have failed without an answer: status 0 */
	a->error = arena_fmt(mem, "%s%s%s%s%s", r->status == 0 ? "" :
	    arena_fmt(mem, "status %d", r->status), *a->code && r->status != 0 ?
	    ", " : "", a->code, *said ? ": " : "", openai_brief(mem,
	    said));
}

static void
read_nothing(struct arena *mem, const struct http_reply *r,
    struct openai_answer *a)
{
	switch (r->error) {
	case HTTP_DNS:
	case HTTP_CONNECT:
	case HTTP_TLS:
		a->result = OPENAI_AWAY;
		break;
	case HTTP_BAD_URL:
		a->result = OPENAI_CONFIG;
		break;
	case HTTP_STOPPED:
		a->result = OPENAI_STOPPED;
		break;
	default:
		a->result = OPENAI_UNCLEAR;
	}
	a->error = arena_text(mem, http_error_text(r->error));
}

/* What the model says or the service means, then what that is for us. */
static void
say(struct arena *mem, struct openai_answer *a)
{
	const char *means = openai_result_text(a->result);

	if (a->result == OPENAI_OK)
		a->error = "";
	else
		a->error = *a->error == '\0' ? means : arena_fmt(mem,
		    "%s: %s", means, openai_brief(mem, a->error));
	if (a->result != OPENAI_OK)
		a->text = "";
}

struct json_object *
openai_object(struct arena *mem, const struct http_reply *r,
    struct openai_answer *a)
{
	struct json_object *o = NULL;
	const char *why;

	*a = (struct openai_answer){ .text = "", .error = "", .code = "",
		.model = "", .wait_ms = r->retry_after_ms,
		.took_ms = r->took_ms };
	if (r->error != HTTP_NONE) {
		read_nothing(mem, r, a);
		say(mem, a);
		return NULL;
	}
	if (json_parse(mem, r->body, r->len, &o, &why) != RC_OK ||
	    !jr_is_object(o))
		o = NULL;
	if (r->status >= 200 && r->status <= 299 && o != NULL)
		return o;
	if (r->status < 200 || r->status > 299) {
		read_error(mem, r, o, a);
	} else {
		a->result = OPENAI_UNCLEAR;
		a->error = "the body is no JSON";
	}
	say(mem, a);
	return NULL;
}

void
openai_read(struct arena *mem, enum openai_api api, const struct http_reply *r,
    struct openai_answer *a)
{
	struct json_object *o = openai_object(mem, r, a);

	if (o == NULL)
		return;
	a->model = text_of(mem, o, "model");
	read_usage(o, a);
	a->result = api == OPENAI_CHAT ? read_chat(mem, o, a) :
	    read_responses(mem, o, a);
	say(mem, a);
}

bool
openai_refuses_temperature(const struct openai_answer *a)
{
	return a->result == OPENAI_CONTENT && strstr(a->error, "temperature") !=
	    NULL;
}

void
openai_hide_key(const struct openai_options *o, struct openai_answer *a)
{
	if (*o->key != '\0' && strstr(a->error, o->key) != NULL)
		a->error = openai_result_text(a->result);
}
