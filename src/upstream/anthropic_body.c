/* SPDX-License-Identifier: MIT */
/* Questions and answers: upstream/anthropic.h. */
#include "upstream/anthropic.h"

#include "base/arena.h"
#include "base/json.h"
#include "base/sbuf.h"
#include "net/http.h"
#include "text/json_read.h"

#include <string.h>

/* ---- questions ---- */

static void
write_cached(struct jw *w, const char *text, bool hour)
{
	jw_object(w);
	jw_text(jw_key(w, "type"), "text");
	jw_text(jw_key(w, "text"), text);
	jw_object(jw_key(w, "cache_control"));
	jw_text(jw_key(w, "type"), "ephemeral");
	if (hour)
		jw_text(jw_key(w, "ttl"), "1h");
	jw_end(w);
	jw_end(w);
}

/* An empty block is refused. */
static void
write_system(struct jw *w, const struct anthropic_question *q)
{
	if (*q->system == '\0' && *q->examples == '\0')
		return;
	jw_array(jw_key(w, "system"));
	if (*q->system != '\0')
		write_cached(w, q->system, q->hour);
	if (*q->examples != '\0') {
		jw_object(w);
		jw_text(jw_key(w, "type"), "text");
		jw_text(jw_key(w, "text"), q->examples);
		jw_end(w);
	}
	jw_end(w);
}

static void
write_format(struct jw *w, const struct anthropic_question *q)
{
	jw_object(jw_key(w, "output_config"));
	jw_object(jw_key(w, "format"));
	jw_text(jw_key(w, "type"), "json_schema");
	jw_raw(jw_key(w, "schema"), q->schema);
	jw_end(w);
	jw_end(w);
}

/* Models that think refuse a tool that they must call. Those that this form is for
 * have no such thinking, or none unless it is asked for. */
static void
write_tool(struct jw *w, const struct anthropic_question *q)
{
	jw_array(jw_key(w, "tools"));
	jw_object(w);
	jw_text(jw_key(w, "name"), q->name);
	jw_text(jw_key(w, "description"), "Records the answer.");
	jw_raw(jw_key(w, "input_schema"), q->schema);
	jw_end(w);
	jw_end(w);
	jw_object(jw_key(w, "tool_choice"));
	jw_text(jw_key(w, "type"), "tool");
	jw_text(jw_key(w, "name"), q->name);
	jw_bool(jw_key(w, "disable_parallel_tool_use"), true);
	jw_end(w);
}

void
anthropic_body(struct sbuf *out, const struct anthropic_options *o,
    const struct anthropic_question *q, enum anthropic_form form, bool count)
{
	struct jw w = JW_INIT(out);

	jw_object(&w);
	jw_text(jw_key(&w, "model"), o->model);
	if (!count)
		jw_int(jw_key(&w, "max_tokens"), q->max_tokens <
		    ANTHROPIC_OUTPUT_MOST ? q->max_tokens :
		    ANTHROPIC_OUTPUT_MOST);
	write_system(&w, q);
	jw_array(jw_key(&w, "messages"));
	jw_object(&w);
	jw_text(jw_key(&w, "role"), "user");
	jw_text(jw_key(&w, "content"), q->user);
	jw_end(&w);
	jw_end(&w);
	if (form == ANTHROPIC_TOOL)
		write_tool(&w, q);
	else
		write_format(&w, q);
	jw_end(&w);
}

/* ---- answers ---- */

static const struct {
	const char *stop;
	enum service_result result;
	const char *why;
} by_stop[] = {
	{ "end_turn", SERVICE_OK, "" },
	{ "stop_sequence", SERVICE_OK, "" },
	{ "tool_use", SERVICE_OK, "" },
	{ "max_tokens", SERVICE_TRUNCATED, "" },
	{ "model_context_window_exceeded", SERVICE_TRUNCATED,
	    "the context window is full" },
	{ "refusal", SERVICE_REFUSED, "" },
	/* only with tools that the service runs, of which none was given */
	{ "pause_turn", SERVICE_CONTENT, "the turn was paused" },
};

/* Text of the blocks; thoughts stand before and between. A tool's input is an
 * object, and is the answer if there is one. */
static const char *
content_of(struct arena *mem, struct json_object *message)
{
	struct json_object *blocks = jr_array(message, "content");
	struct sbuf *text = sbuf_arena(mem);

	for (size_t i = 0; i < jr_len(blocks); i++) {
		struct json_object *block = jr_array_at(blocks, i);
		const char *type = service_member(mem, block, "type");

		if (strcmp(type, "tool_use") == 0 && jr_has(block, "input"))
			return jr_source(mem, jr_object(block, "input"));
		if (strcmp(type, "text") == 0)
			sbuf_text(text, service_member(mem, block, "text"));
	}
	return sbuf_cstr(text);
}

static void
read_usage(struct json_object *message, struct anthropic_answer *a)
{
	struct json_object *u = jr_object(message, "usage");

	a->cached = jr_int(u, "cache_read_input_tokens", 0);
	a->written = jr_int(u, "cache_creation_input_tokens", 0);
	a->input = jr_int(u, "input_tokens", 0) + a->cached + a->written;
	a->output = jr_int(u, "output_tokens", 0);
}

static enum service_result
stopped(struct arena *mem, struct anthropic_answer *a, const char **why)
{
	for (size_t i = 0; i < sizeof(by_stop) / sizeof(*by_stop); i++)
		if (strcmp(by_stop[i].stop, a->stop) == 0) {
			*why = by_stop[i].why;
			return by_stop[i].result;
		}
	*why = *a->stop == '\0' ? "no message" : arena_fmt(mem,
	    "stop_reason %.60s is not known", a->stop);
	return SERVICE_EMPTY;
}

enum service_result
anthropic_message(struct arena *mem, struct json_object *o,
    struct anthropic_answer *a, const char **why)
{
	enum service_result result;

	a->model = service_member(mem, o, "model");
	a->stop = service_member(mem, o, "stop_reason");
	a->category = service_member(mem, jr_object(o, "stop_details"),
	    "category");
	a->text = "";
	read_usage(o, a);
	result = stopped(mem, a, why);
	if (result == SERVICE_REFUSED && *a->category != '\0')
		*why = arena_fmt(mem, "%.60s", a->category);
	if (result != SERVICE_OK)
		return result;
	a->text = content_of(mem, o);
	return *a->text != '\0' ? SERVICE_OK : SERVICE_EMPTY;
}

/* ---- errors ---- */

static const struct {
	const char *type;
	enum service_result result;
} by_type[] = {
	{ "invalid_request_error", SERVICE_CONTENT },
	{ "authentication_error", SERVICE_CONFIG },
	{ "billing_error", SERVICE_QUOTA },
	{ "permission_error", SERVICE_CONFIG },
	{ "not_found_error", SERVICE_CONFIG },
	{ "conflict_error", SERVICE_BUSY },
	{ "request_too_large", SERVICE_LONG },
	{ "rate_limit_error", SERVICE_BUSY },
	{ "api_error", SERVICE_BUSY },
	{ "timeout_error", SERVICE_BUSY },
	{ "overloaded_error", SERVICE_BUSY },
};

/* One type, several things to be done. */
static const struct {
	const char *words;
	enum service_result result;
} by_words[] = {
	{ "credit balance", SERVICE_QUOTA },
	{ "usage limits", SERVICE_QUOTA },
	{ "spend limit", SERVICE_QUOTA },
	{ "prompt is too long", SERVICE_LONG },
};

/* An answer from before the service itself has no type. */
static const struct {
	int status;
	const char *type;
} by_status[] = {
	{ 400, "invalid_request_error" }, { 401, "authentication_error" },
	{ 402, "billing_error" }, { 403, "permission_error" },
	{ 404, "not_found_error" }, { 408, "timeout_error" },
	{ 409, "conflict_error" }, { 413, "request_too_large" },
	{ 429, "rate_limit_error" }, { 504, "timeout_error" },
	{ 529, "overloaded_error" },
};

enum service_result
anthropic_meaning(const char *type, const char *words)
{
	enum service_result result = SERVICE_BUSY;

	for (size_t i = 0; i < sizeof(by_type) / sizeof(*by_type); i++)
		if (strcmp(by_type[i].type, type) == 0)
			result = by_type[i].result;
	for (size_t i = 0; result == SERVICE_CONTENT &&
	    i < sizeof(by_words) / sizeof(*by_words); i++)
		if (strstr(words, by_words[i].words) != NULL)
			result = by_words[i].result;
	return result;
}

void
anthropic_fail(struct arena *mem, const struct http_reply *r,
    struct json_object *o, struct service_said *said)
{
	const char *type = "";

	said->code = service_member(mem, jr_object(o, "error"), "type");
	for (size_t i = 0; i < sizeof(by_status) / sizeof(*by_status); i++)
		if (by_status[i].status == r->status)
			type = by_status[i].type;
	if (*said->code != '\0')
		type = said->code;
	if (*type != '\0')
		said->result = anthropic_meaning(type, said->error);
}

/* ---- lines of a batch ---- */

void
anthropic_batch_add(struct sbuf *out, const struct anthropic_options *o,
    const struct anthropic_question *q, enum anthropic_form form,
    const char *id)
{
	struct sbuf body = SBUF_INIT;
	struct jw w = JW_INIT(out);

	anthropic_body(&body, o, q, form, false);
	if (out->len > 0)
		sbuf_char(out, ',');
	jw_object(&w);
	jw_text(jw_key(&w, "custom_id"), id);
	jw_raw(jw_key(&w, "params"), sbuf_cstr(&body));
	jw_end(&w);
	sbuf_free(&body);
}

static enum service_result
read_line(struct arena *mem, struct json_object *result,
    struct anthropic_answer *a, const char **why)
{
	const char *type = service_member(mem, result, "type");
	struct json_object *error = jr_object(result, "error");

	if (strcmp(type, "succeeded") == 0)
		return anthropic_message(mem, jr_object(result, "message"), a,
		    why);
	*why = type;
	if (strcmp(type, "errored") != 0)
		return SERVICE_UNASKED;
	if (jr_object(error, "error") != NULL)
		error = jr_object(error, "error");
	a->said.code = service_member(mem, error, "type");
	*why = arena_fmt(mem, "%s: %s", a->said.code,
	    service_brief(mem, service_member(mem, error, "message")));
	return anthropic_meaning(a->said.code, *why);
}

bool
anthropic_batch_read(struct arena *mem, const char *line, size_t len,
    const char **id, struct anthropic_answer *a)
{
	struct json_object *o, *result;
	const char *why = "", *means;

	if (json_parse(mem, line, len, &o, &why) != RC_OK)
		return false;
	result = jr_object(o, "result");
	*id = service_member(mem, o, "custom_id");
	if (**id == '\0' || result == NULL)
		return false;
	*a = (struct anthropic_answer){ .text = "", .stop = "", .category = "",
		.model = "", .said = { .error = "", .code = "",
		    .request_id = "", .wait_ms = -1, .lsn = -1, .tries = 1 } };
	why = "";
	a->said.result = read_line(mem, result, a, &why);
	means = service_result_text(a->said.result);
	if (a->said.result != SERVICE_OK)
		a->said.error = *why == '\0' ? means : arena_fmt(mem,
		    "%s: %s", means, why);
	return true;
}
