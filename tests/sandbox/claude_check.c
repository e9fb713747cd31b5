/* SPDX-License-Identifier: MIT */
/* Requests as the types of Anthropic's own client have them: sandbox/claude.h. */
#include "tests/sandbox/claude.h"

#include "base/arena.h"
#include "base/sbuf.h"
#include "tests/sandbox/shape.h"
#include "text/json_read.h"

#include <string.h>

enum { MARKS_MAX = 4, OPTIONAL_MAX = 24, UNIONS_MAX = 16, NAME_MOST = 64 };

static const struct field request[] = {
	{ "model", "s", true }, { "max_tokens", "i", true },
	{ "messages", "a", true }, { "system", "sa", false },
	{ "output_config", "o", false }, { "tools", "a", false },
	{ "tool_choice", "o", false }, { "metadata", "o", false },
	{ "stop_sequences", "a", false }, { "temperature", "n", false },
	{ "top_p", "n", false }, { "top_k", "i", false },
	{ "stream", "b", false }, { "thinking", "o", false },
	{ "service_tier", "s", false }, { NULL, NULL, false },
};

static const struct field count_request[] = {
	{ "model", "s", true }, { "messages", "a", true },
	{ "system", "sa", false }, { "output_config", "o", false },
	{ "tools", "a", false }, { "tool_choice", "o", false },
	{ "thinking", "o", false }, { NULL, NULL, false },
};

static const struct field message[] = {
	{ "role", "s", true }, { "content", "sa", true }, { NULL, NULL, false },
};

static const struct field block[] = {
	{ "type", "s", true }, { "text", "s", true },
	{ "cache_control", "o", false }, { NULL, NULL, false },
};

static const struct field cache_control[] = {
	{ "type", "s", true }, { "ttl", "s", false }, { NULL, NULL, false },
};

static const struct field output_config[] = {
	{ "format", "o", false }, { "effort", "s", false },
	{ NULL, NULL, false },
};

static const struct field format[] = {
	{ "type", "s", true }, { "schema", "o", true }, { NULL, NULL, false },
};

static const struct field tool[] = {
	{ "name", "s", true }, { "input_schema", "o", true },
	{ "description", "s", false }, { "strict", "b", false },
	{ "type", "s", false }, { "cache_control", "o", false },
	{ NULL, NULL, false },
};

static const struct field tool_choice[] = {
	{ "type", "s", true }, { "name", "s", false },
	{ "disable_parallel_tool_use", "b", false }, { NULL, NULL, false },
};

static const struct field schema_node[] = {
	{ "type", "sa", false }, { "properties", "o", false },
	{ "required", "a", false }, { "additionalProperties", "b", false },
	{ "items", "o", false }, { "enum", "a", false }, { "const", "sinb", false },
	{ "anyOf", "a", false }, { "allOf", "a", false }, { "$ref", "s", false },
	{ "$defs", "o", false }, { "description", "s", false },
	{ "title", "s", false }, { "pattern", "s", false },
	{ "format", "s", false }, { "minItems", "i", false },
	{ NULL, NULL, false },
};

static const char *
fields_wrong(struct arena *mem, struct json_object *o,
    const struct field *table, const char *where)
{
	const char *path;

	switch (shape_of(mem, o, table, where, &path)) {
	case SHAPE_UNKNOWN:
		return arena_fmt(mem, "%s: Extra inputs are not permitted",
		    path);
	case SHAPE_TYPE:
		return arena_fmt(mem, "%s: Input should be of another type",
		    path);
	case SHAPE_MISSING:
		return arena_fmt(mem, "%s: Field required", path);
	case SHAPE_NO_OBJECT:
		return arena_fmt(mem, "%s: Input should be an object", path);
	case SHAPE_FITS:
		break;
	}
	return NULL;
}

/* ---- schemas ---- */

struct walk {
	struct arena *mem;
	struct json_object *required;
	const char *wrong;
	int optional, unions;	/* in all */
	size_t n;
};

static void walk_node(struct walk *, struct json_object *schema);

static void
walk_property(void *ctx, const char *key, struct json_object *schema)
{
	struct walk *w = ctx;
	struct json_object *required = w->required;
	bool found = false;

	for (size_t i = 0; i < jr_len(required); i++)
		found |= strcmp(jr_text_at(w->mem, required, i), key) == 0;
	w->optional += !found;
	if (w->wrong == NULL)
		walk_node(w, schema);
	w->required = required;
}

static void
walk_list(struct walk *w, struct json_object *list)
{
	for (size_t i = 0; i < jr_len(list) && w->wrong == NULL; i++)
		walk_node(w, jr_array_at(list, i));
}

static void
walk_node(struct walk *w, struct json_object *s)
{
	const char *type = jr_text(w->mem, s, "type");

	w->wrong = fields_wrong(w->mem, s, schema_node, "schema.");
	w->unions += jr_has(s, "anyOf") || jr_array(s, "type") != NULL;
	if (w->wrong == NULL && jr_int(s, "minItems", 0) > 1)
		w->wrong = "schema: minItems above 1 is not supported";
	if (w->wrong != NULL)
		return;
	if (type != NULL && strcmp(type, "object") == 0) {
		if (!jr_has(s, "additionalProperties") ||
		    jr_bool(s, "additionalProperties", true)) {
			w->wrong = "schema: For 'object' type, "
			    "'additionalProperties' must be explicitly set to "
			    "false";
			return;
		}
		w->required = jr_array(s, "required");
		jr_each(jr_object(s, "properties"), walk_property, w);
	}
	if (w->wrong == NULL && jr_has(s, "items"))
		walk_node(w, jr_object(s, "items"));
	walk_list(w, jr_array(s, "anyOf"));
	walk_list(w, jr_array(s, "allOf"));
}

static const char *
schema_wrong(struct arena *mem, struct json_object *schema)
{
	struct walk w = { mem, NULL, NULL, 0, 0, 0 };

	walk_node(&w, schema);
	if (w.wrong == NULL && w.optional > OPTIONAL_MAX)
		return "schema: more than 24 optional parameters";
	if (w.wrong == NULL && w.unions > UNIONS_MAX)
		return "schema: more than 16 parameters with union types";
	return w.wrong;
}

/* ---- the prompt ---- */

struct prompt {
	struct arena *mem;
	struct sbuf *all, *prefix;	/* prefix: until the last mark */
	int marks;
	const char *wrong;
};

static void
take_mark(struct prompt *p, struct json_object *o)
{
	static const char *const ttls[] = { "5m", "1h", NULL };
	struct json_object *mark = jr_object(o, "cache_control");

	if (mark == NULL)
		return;
	p->wrong = fields_wrong(p->mem, mark, cache_control, "cache_control.");
	if (p->wrong == NULL && strcmp(jr_text(p->mem, mark, "type"),
	    "ephemeral") != 0)
		p->wrong = "cache_control.type: must be ephemeral";
	if (p->wrong == NULL && jr_has(mark, "ttl") && !shape_listed(
	    jr_text(p->mem, mark, "ttl"), ttls))
		p->wrong = "cache_control.ttl: must be 5m or 1h";
	if (++p->marks > MARKS_MAX)
		p->wrong = "A maximum of 4 blocks with cache_control may be "
		    "provided.";
	sbuf_clear(p->prefix);
	sbuf_text(p->prefix, sbuf_cstr(p->all));
}

static void
take_block(struct prompt *p, struct json_object *o, const char *where)
{
	const char *text;

	p->wrong = fields_wrong(p->mem, o, block, where);
	if (p->wrong != NULL)
		return;
	text = jr_text(p->mem, o, "text");
	if (strcmp(jr_text(p->mem, o, "type"), "text") != 0)
		p->wrong = "content: only text is known here";
	else if (*text == '\0')
		p->wrong = "text content blocks must be non-empty";
	sbuf_text(p->all, text);
	if (p->wrong == NULL)
		take_mark(p, o);
}

/* A text, or blocks. */
static void
take_text(struct prompt *p, struct json_object *o, const char *key,
    const char *where)
{
	struct json_object *list = jr_array(o, key);

	if (jr_text(p->mem, o, key) != NULL)
		sbuf_text(p->all, jr_text(p->mem, o, key));
	for (size_t i = 0; i < jr_len(list) && p->wrong == NULL; i++)
		take_block(p, jr_array_at(list, i), where);
}

static void
take_message(struct prompt *p, struct json_object *m, bool first)
{
	static const char *const roles[] = { "user", "assistant", NULL };
	const char *role;

	p->wrong = fields_wrong(p->mem, m, message, "messages.");
	if (p->wrong != NULL)
		return;
	role = jr_text(p->mem, m, "role");
	if (!shape_listed(role, roles))
		p->wrong = "messages.role: Input should be 'user' or "
		    "'assistant'";
	else if (first && strcmp(role, "user") != 0)
		p->wrong = "messages: first message must use the \"user\" role";
	else if (jr_text(p->mem, m, "content") != NULL &&
	    *jr_text(p->mem, m, "content") == '\0')
		p->wrong = "messages: all messages must have non-empty content";
	else
		take_text(p, m, "content", "messages.content.");
}

static void
take_tools(struct prompt *p, struct json_object *list,
    struct claude_asked *to)
{
	for (size_t i = 0; i < jr_len(list) && p->wrong == NULL; i++) {
		struct json_object *t = jr_array_at(list, i);
		const char *name;

		p->wrong = fields_wrong(p->mem, t, tool, "tools.");
		if (p->wrong != NULL)
			return;
		name = jr_text(p->mem, t, "name");
		if (*name == '\0' || strlen(name) > NAME_MOST || name[strspn(
		    name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVW"
		    "XYZ0123456789_-")] != '\0')
			p->wrong = "tools.name: String should match pattern "
			    "'^[a-zA-Z0-9_-]{1,64}$'";
		if (jr_bool(t, "strict", false) && p->wrong == NULL)
			p->wrong = schema_wrong(p->mem, jr_object(t,
			    "input_schema"));
		sbuf_text(p->all, jr_source(p->mem, t));
		if (to->tool != NULL && strcmp(to->tool, name) == 0)
			to->schema = jr_object(t, "input_schema");
		if (p->wrong == NULL)
			take_mark(p, t);
	}
}

/* ---- the whole ---- */

static const char *
choice_wrong(struct arena *mem, struct json_object *o,
    struct claude_asked *to)
{
	static const char *const types[] = { "auto", "any", "tool", "none",
		NULL };
	struct json_object *choice = jr_object(o, "tool_choice");
	const char *wrong, *type;

	if (choice == NULL)
		return NULL;
	wrong = fields_wrong(mem, choice, tool_choice, "tool_choice.");
	if (wrong != NULL)
		return wrong;
	type = jr_text(mem, choice, "type");
	if (!shape_listed(type, types))
		return "tool_choice.type: not one of auto, any, tool, none";
	if (strcmp(type, "tool") == 0)
		to->tool = jr_text(mem, choice, "name");
	if (strcmp(type, "tool") == 0 && to->tool == NULL)
		return "tool_choice.tool.name: Field required";
	if (jr_len(jr_array(o, "tools")) == 0)
		return "tool_choice may only be specified while providing "
		    "tools";
	return NULL;
}

static const char *
format_wrong(struct arena *mem, struct json_object *o,
    struct claude_asked *to)
{
	static const char *const efforts[] = { "low", "medium", "high", "xhigh",
		"max", NULL };
	struct json_object *config = jr_object(o, "output_config");
	struct json_object *f = jr_object(config, "format");
	const char *wrong;

	if (config == NULL)
		return NULL;
	if (strstr(to->model, "plain") != NULL)
		return "output_config: Extra inputs are not permitted";
	wrong = fields_wrong(mem, config, output_config, "output_config.");
	if (wrong == NULL && jr_has(config, "effort") && !shape_listed(
	    jr_text(mem, config, "effort"), efforts))
		wrong = "output_config.effort: not one of low to max";
	if (wrong != NULL || f == NULL)
		return wrong;
	wrong = fields_wrong(mem, f, format, "output_config.format.");
	if (wrong == NULL && strcmp(jr_text(mem, f, "type"), "json_schema") != 0)
		wrong = "output_config.format.type: must be json_schema";
	to->schema = jr_object(f, "schema");
	return wrong != NULL ? wrong : schema_wrong(mem, to->schema);
}

/* What a model that thinks does not take. */
static const char *
thinker_wrong(struct arena *mem, struct json_object *o,
    const struct claude_asked *to)
{
	const char *thinking = jr_text(mem, jr_object(o, "thinking"), "type");

	if (strstr(to->model, "think") == NULL)
		return NULL;
	if (jr_num(o, "temperature", 1) < 1 || jr_num(o, "top_p", 1) < 0.99 ||
	    jr_has(o, "top_k"))
		return "temperature, top_p and top_k are not supported by this "
		    "model";
	if (to->tool != NULL && (thinking == NULL || strcmp(thinking,
	    "disabled") != 0))
		return "Thinking may not be enabled when tool_choice forces "
		    "tool use.";
	return NULL;
}

static const char *
prompt_wrong(struct arena *mem, struct json_object *o,
    struct claude_asked *to)
{
	struct json_object *list = jr_array(o, "messages");
	struct prompt p = { mem, sbuf_arena(mem), sbuf_arena(mem), 0, NULL };
	struct json_object *last = jr_array_at(list, jr_len(list) - 1);

	take_tools(&p, jr_array(o, "tools"), to);
	if (p.wrong == NULL)
		take_text(&p, o, "system", "system.");
	if (jr_len(list) == 0 && p.wrong == NULL)
		p.wrong = "messages: at least one message is required";
	for (size_t i = 0; i < jr_len(list) && p.wrong == NULL; i++)
		take_message(&p, jr_array_at(list, i), i == 0);
	to->prefix = sbuf_cstr(p.prefix);
	to->rest = p.all->len - p.prefix->len;
	if (p.wrong != NULL)
		return p.wrong;
	if (strcmp(jr_text(mem, last, "role"), "user") != 0)
		return "This model does not support assistant message prefill.";
	to->user = jr_text(mem, last, "content");
	if (to->user == NULL)
		to->user = jr_text(mem, jr_array_at(jr_array(last, "content"),
		    0), "text");
	return NULL;
}

const char *
claude_wrong(struct arena *mem, struct json_object *body,
    struct claude_asked *to)
{
	const char *wrong = fields_wrong(mem, body, to->count ? count_request :
	    request, "");

	to->model = jr_text(mem, body, "model");
	to->max_tokens = jr_int(body, "max_tokens", INT64_MAX);
	if (wrong == NULL && to->max_tokens < 1)
		wrong = "max_tokens: Input should be greater than or equal to 1";
	if (wrong == NULL)
		wrong = choice_wrong(mem, body, to);
	if (wrong == NULL)
		wrong = prompt_wrong(mem, body, to);
	if (wrong == NULL)
		wrong = format_wrong(mem, body, to);
	if (wrong == NULL && to->tool != NULL && to->schema == NULL)
		wrong = "tool_choice.name: Tool not found in provided tools";
	return wrong != NULL ? wrong : thinker_wrong(mem, body, to);
}
