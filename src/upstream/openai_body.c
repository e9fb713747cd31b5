/* SPDX-License-Identifier: MIT */
/* Requests and answers of the two forms: upstream/openai.h. */
#include "upstream/openai.h"

#include "base/arena.h"
#include "base/json.h"
#include "base/sbuf.h"
#include "net/http.h"
#include "text/json_read.h"

#include <string.h>

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

/* Words of results, nearer than for any service. */
static const char *
means_of(enum service_result result)
{
	switch (result) {
	case SERVICE_EMPTY:
		return "the answer holds nothing";
	case SERVICE_LONG:
		return "the question is longer than the model takes";
	case SERVICE_CONFIG:
		return "the key, its rights, the address or the model is wrong";
	default:
		return NULL;
	}
}

static enum service_result
filtered(struct service_said *said)
{
	said->means = "the answer was withheld by the service's filter";
	return SERVICE_REFUSED;
}

static enum service_result
read_chat(struct arena *mem, struct json_object *o, struct openai_answer *a,
    struct service_said *said)
{
	struct json_object *choice = jr_array_at(jr_array(o, "choices"), 0);
	struct json_object *message = jr_object(choice, "message");
	const char *end = service_member(mem, choice, "finish_reason");

	a->text = service_member(mem, message, "content");
	said->error = service_member(mem, message, "refusal");
	if (*said->error != '\0')
		return SERVICE_REFUSED;
	if (strcmp(end, "length") == 0)
		return SERVICE_TRUNCATED;
	if (strcmp(end, "content_filter") == 0)
		return filtered(said);
	return *a->text != '\0' ? SERVICE_OK : SERVICE_EMPTY;
}

/* Texts of the parts of all messages; other items come before and between. */
static void
read_parts(struct arena *mem, struct json_object *item, struct sbuf *text,
    struct service_said *said)
{
	struct json_object *parts = jr_array(item, "content");

	if (strcmp(service_member(mem, item, "type"), "message") != 0)
		return;
	for (size_t i = 0; i < jr_len(parts); i++) {
		struct json_object *part = jr_array_at(parts, i);
		const char *type = service_member(mem, part, "type");

		if (strcmp(type, "output_text") == 0)
			sbuf_text(text, service_member(mem, part, "text"));
		else if (strcmp(type, "refusal") == 0)
			said->error = service_member(mem, part, "refusal");
	}
}

static enum service_result
read_incomplete(struct arena *mem, struct json_object *o,
    struct service_said *said)
{
	const char *why = service_member(mem, jr_object(o, "incomplete_details"),
	    "reason");

	return strcmp(why, "content_filter") == 0 ? filtered(said) :
	    SERVICE_TRUNCATED;
}

static enum service_result
read_failed(struct arena *mem, struct json_object *o,
    struct service_said *said)
{
	struct json_object *error = jr_object(o, "error");

	said->code = service_member(mem, error, "code");
	said->error = service_member(mem, error, "message");
	return strcmp(said->code, "server_error") == 0 ||
	    strcmp(said->code, "rate_limit_exceeded") == 0 ? SERVICE_BUSY :
	    SERVICE_CONTENT;
}

static enum service_result
read_responses(struct arena *mem, struct json_object *o,
    struct openai_answer *a, struct service_said *said)
{
	struct json_object *items = jr_array(o, "output");
	const char *status = service_member(mem, o, "status");
	struct sbuf *text = sbuf_arena(mem);

	for (size_t i = 0; i < jr_len(items); i++)
		read_parts(mem, jr_array_at(items, i), text, said);
	a->text = sbuf_cstr(text);
	if (*said->error != '\0')
		return SERVICE_REFUSED;
	if (strcmp(status, "incomplete") == 0)
		return read_incomplete(mem, o, said);
	if (strcmp(status, "failed") == 0 || strcmp(status, "cancelled") == 0)
		return read_failed(mem, o, said);
	return *a->text != '\0' ? SERVICE_OK : SERVICE_EMPTY;
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

enum service_result
openai_message(struct arena *mem, enum openai_api api, struct json_object *o,
    struct openai_answer *a, struct service_said *said)
{
	enum service_result result = api == OPENAI_CHAT ?
	    read_chat(mem, o, a, said) : read_responses(mem, o, a, said);

	a->model = service_member(mem, o, "model");
	read_usage(o, a);
	if (result != SERVICE_OK)
		a->text = "";
	if (said->means == NULL)
		said->means = means_of(result);
	return result;
}

/* ---- errors ---- */

static const struct {
	const char *code;
	enum service_result result;
} by_code[] = {
	{ "insufficient_quota", SERVICE_QUOTA },
	{ "credit_balance_exhausted", SERVICE_QUOTA },
	{ "billing_hard_limit_reached", SERVICE_QUOTA },
	{ "billing_not_active", SERVICE_QUOTA },
	{ "spend_limit_reached", SERVICE_QUOTA },
	{ "context_length_exceeded", SERVICE_LONG },
	{ "max_tokens_per_request", SERVICE_LONG },
	{ "invalid_api_key", SERVICE_CONFIG },
	{ "model_not_found", SERVICE_CONFIG },
	{ "rate_limit_exceeded", SERVICE_BUSY },
	{ "server_error", SERVICE_BUSY },
	{ "batch_expired", SERVICE_UNASKED },
	{ "batch_cancelled", SERVICE_UNASKED },
};

static const struct {
	int status;
	enum service_result result;
} by_status[] = {
	{ 401, SERVICE_CONFIG }, { 402, SERVICE_QUOTA }, { 403, SERVICE_CONFIG },
	{ 404, SERVICE_CONFIG }, { 408, SERVICE_BUSY }, { 409, SERVICE_BUSY },
	{ 413, SERVICE_LONG }, { 424, SERVICE_BUSY }, { 429, SERVICE_BUSY },
};

/* As text, or a number at some servers; the type where there is none. Some servers
 * answer "error": "words". */
static const char *
code_of(struct arena *mem, struct json_object *o)
{
	struct json_object *error = jr_object(o, "error");
	const char *code;
	int64_t n;

	if (error == NULL)
		error = o;
	code = service_member(mem, error, "code");
	n = jr_int(error, "code", -1);
	if (*code != '\0')
		return code;
	return n >= 0 ? arena_fmt(mem, "%lld", (long long)n) :
	    service_member(mem, error, "type");
}

void
openai_fault(struct arena *mem, const struct http_reply *r,
    struct json_object *o, struct service_said *said)
{
	said->code = code_of(mem, o);
	for (size_t i = 0; i < sizeof(by_status) / sizeof(*by_status); i++)
		if (by_status[i].status == r->status)
			said->result = by_status[i].result;
	for (size_t i = 0; i < sizeof(by_code) / sizeof(*by_code); i++)
		if (strcmp(by_code[i].code, said->code) == 0)
			said->result = by_code[i].result;
}

void
openai_fail(struct arena *mem, const struct http_reply *r,
    struct json_object *o, struct service_said *said)
{
	openai_fault(mem, r, o, said);
	said->means = means_of(said->result);
}

bool
openai_refuses_temperature(enum service_result result, const char *error)
{
	return result == SERVICE_CONTENT && strstr(error, "temperature") != NULL;
}
