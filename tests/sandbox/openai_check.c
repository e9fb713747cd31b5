/* SPDX-License-Identifier: MIT */
/* Requests as the reference describes them: sandbox/openai.h. */
#include "tests/sandbox/openai.h"

#include "base/arena.h"
#include "tests/sandbox/shape.h"
#include "text/json_read.h"

#include <string.h>

enum { LEVELS_MAX = 10, NAME_MAX_LEN = 64, OUTPUT_LEAST = 16 };

static const struct field chat[] = {
	{ "model", "s", true }, { "messages", "a", true },
	{ "temperature", "n", false }, { "max_completion_tokens", "i", false },
	{ "response_format", "o", false }, { "store", "b", false },
	{ "metadata", "o", false }, { "reasoning_effort", "s", false },
	{ "seed", "i", false }, { "n", "i", false }, { "top_p", "n", false },
	{ NULL, NULL, false },
};

static const struct field responses[] = {
	{ "model", "s", true }, { "input", "sa", true },
	{ "instructions", "s", false }, { "temperature", "n", false },
	{ "max_output_tokens", "i", false }, { "text", "o", false },
	{ "store", "b", false }, { "metadata", "o", false },
	{ "reasoning", "o", false }, { "top_p", "n", false },
	{ NULL, NULL, false },
};

static const struct field message[] = {
	{ "role", "s", true }, { "content", "sa", true }, { "name", "s", false },
	{ NULL, NULL, false },
};

static const struct field chat_format[] = {
	{ "type", "s", true }, { "json_schema", "o", true },
	{ NULL, NULL, false },
};

static const struct field chat_schema[] = {
	{ "name", "s", true }, { "strict", "b", true }, { "schema", "o", true },
	{ "description", "s", false }, { NULL, NULL, false },
};

static const struct field responses_text[] = {
	{ "format", "o", true }, { "verbosity", "s", false },
	{ NULL, NULL, false },
};

static const struct field responses_format[] = {
	{ "type", "s", true }, { "name", "s", true }, { "strict", "b", true },
	{ "schema", "o", true }, { "description", "s", false },
	{ NULL, NULL, false },
};

static const struct field schema_node[] = {
	{ "type", "sa", false }, { "properties", "o", false },
	{ "required", "a", false }, { "additionalProperties", "b", false },
	{ "items", "o", false }, { "enum", "a", false }, { "const", "s", false },
	{ "anyOf", "a", false }, { "description", "s", false },
	{ "pattern", "s", false }, { "format", "s", false },
	{ "minimum", "n", false }, { "maximum", "n", false },
	{ "minItems", "i", false }, { "maxItems", "i", false },
	{ NULL, NULL, false },
};

/* NULL: every member is known and of its type, and none is missing. */
static const char *
fields_wrong(struct arena *mem, struct json_object *o,
    const struct field *table, const char *where)
{
	const char *path;

	switch (shape_of(mem, o, table, where, &path)) {
	case SHAPE_UNKNOWN:
		return arena_fmt(mem, "Unknown parameter: '%s'.", path);
	case SHAPE_TYPE:
		return arena_fmt(mem, "Invalid type for '%s'.", path);
	case SHAPE_MISSING:
		return arena_fmt(mem, "Missing required parameter: '%s'.",
		    path);
	case SHAPE_NO_OBJECT:
		return arena_fmt(mem, "'%s' must be an object.", path);
	case SHAPE_FITS:
		break;
	}
	return NULL;
}

/* ---- strict schemas ---- */

struct walk {
	struct arena *mem;
	struct json_object *required;
	const char *wrong;
	int level;
	size_t n;
};

static const char *schema_wrong(struct arena *, struct json_object *, int level);

static void
check_property(void *ctx, const char *key, struct json_object *value)
{
	struct walk *w = ctx;
	bool found = false;

	w->n++;
	for (size_t i = 0; i < jr_len(w->required); i++) {
		const char *name = jr_text_at(w->mem, w->required, i);

		found |= name != NULL && strcmp(name, key) == 0;
	}
	if (!found)
		w->wrong = arena_fmt(w->mem, "'required' must include every key "
		    "in properties. Missing '%s'.", key);
	else if (w->wrong == NULL)
		w->wrong = schema_wrong(w->mem, value, w->level + 1);
}

static bool
is_object_type(struct arena *mem, struct json_object *schema)
{
	const char *type = jr_text(mem, schema, "type");

	return type != NULL && strcmp(type, "object") == 0;
}

static const char *
schema_wrong(struct arena *mem, struct json_object *schema, int level)
{
	struct walk w = { mem, jr_array(schema, "required"), NULL, level, 0 };
	const char *wrong = fields_wrong(mem, schema, schema_node, "schema.");

	if (wrong != NULL || level > LEVELS_MAX)
		return wrong != NULL ? wrong : "too many levels of nesting";
	if (!is_object_type(mem, schema))
		return level == 1 ? "schema must be of type 'object'" : NULL;
	if (!jr_has(schema, "additionalProperties") ||
	    jr_bool(schema, "additionalProperties", true))
		return "'additionalProperties' is required to be supplied and to "
		    "be false.";
	jr_each(jr_object(schema, "properties"), check_property, &w);
	if (w.wrong == NULL && jr_len(w.required) != w.n)
		return "'required' names a key that properties has not";
	return w.wrong;
}

/* What a format holds, in either form. */
static const char *
format_wrong(struct arena *mem, struct json_object *o, struct openai_asked *to)
{
	const char *name = jr_text(mem, o, "name");

	if (name == NULL || strlen(name) > NAME_MAX_LEN || name[strspn(name,
	    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-")]
	    != '\0')
		return "Invalid name of a schema.";
	if (!jr_bool(o, "strict", false))
		return "strict must be true.";
	to->schema = jr_object(o, "schema");
	return schema_wrong(mem, to->schema, 1);
}

/* ---- the two forms ---- */

static const char *
message_wrong(struct arena *mem, struct json_object *m, struct openai_asked *to)
{
	static const char *const roles[] = { "system", "developer", "user",
		"assistant" };
	const char *wrong = fields_wrong(mem, m, message, "messages[].");
	const char *role = jr_text(mem, m, "role");
	bool known = false;

	if (wrong != NULL)
		return wrong;
	for (size_t i = 0; i < sizeof(roles) / sizeof(*roles); i++)
		known |= strcmp(roles[i], role) == 0;
	if (!known)
		return "Invalid value of 'role'.";
	if (strcmp(role, "user") == 0)
		to->user = jr_text(mem, m, "content");
	else
		to->system = jr_text(mem, m, "content");
	return NULL;
}

static const char *
messages_wrong(struct arena *mem, struct json_object *list,
    struct openai_asked *to)
{
	const char *wrong = jr_len(list) == 0 ? "Expected at least one message." :
	    NULL;

	for (size_t i = 0; wrong == NULL && i < jr_len(list); i++)
		wrong = message_wrong(mem, jr_array_at(list, i), to);
	return wrong;
}

static const char *
chat_wrong(struct arena *mem, struct json_object *o, struct openai_asked *to,
    const char **param)
{
	struct json_object *format = jr_object(o, "response_format");
	const char *wrong = fields_wrong(mem, o, chat, "");

	if (wrong == NULL) {
		*param = "messages";
		wrong = messages_wrong(mem, jr_array(o, "messages"), to);
	}
	to->max_tokens = jr_int(o, "max_completion_tokens", INT64_MAX);
	if (wrong != NULL || format == NULL)
		return wrong;
	*param = "response_format";
	wrong = fields_wrong(mem, format, chat_format, "response_format.");
	if (wrong == NULL)
		wrong = fields_wrong(mem, jr_object(format, "json_schema"),
		    chat_schema, "response_format.json_schema.");
	return wrong != NULL ? wrong : format_wrong(mem, jr_object(format,
	    "json_schema"), to);
}

static const char *
responses_wrong(struct arena *mem, struct json_object *o,
    struct openai_asked *to, const char **param)
{
	struct json_object *text = jr_object(o, "text");
	const char *wrong = fields_wrong(mem, o, responses, "");

	to->system = jr_text(mem, o, "instructions");
	to->user = jr_text(mem, o, "input");
	to->max_tokens = jr_int(o, "max_output_tokens", INT64_MAX);
	if (wrong == NULL && to->user == NULL) {
		*param = "input";
		wrong = messages_wrong(mem, jr_array(o, "input"), to);
	}
	if (wrong == NULL && to->max_tokens < OUTPUT_LEAST) {
		*param = "max_output_tokens";
		wrong = "Expected a value >= 16.";
	}
	if (wrong != NULL || text == NULL)
		return wrong;
	*param = "text.format";
	wrong = fields_wrong(mem, text, responses_text, "text.");
	if (wrong == NULL)
		wrong = fields_wrong(mem, jr_object(text, "format"),
		    responses_format, "text.format.");
	return wrong != NULL ? wrong : format_wrong(mem, jr_object(text,
	    "format"), to);
}

const char *
openai_wrong(struct arena *mem, struct json_object *body,
    struct openai_asked *to, const char **param)
{
	const char *wrong;

	*param = NULL;
	wrong = to->responses ? responses_wrong(mem, body, to, param) :
	    chat_wrong(mem, body, to, param);
	if (wrong == NULL && to->user == NULL)
		wrong = "No user message.";
	to->model = jr_text(mem, body, "model");
	return wrong;
}
