/* SPDX-License-Identifier: MIT */
#include "text/json_read.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include <json.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/sbuf.h"
#include "base/utf8.h"

static void
object_put(void *object)
{
	json_object_put(object);
}

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* json-c stops at a NUL and calls what follows nobody's business. */
static bool
only_space_after(const char *bytes, size_t len, size_t from)
{
	while (from < len && is_space(bytes[from]))
		from++;
	return from == len;
}

static struct json_object *
parse_whole(struct json_tokener *tok, const char *bytes, size_t len,
    const char **why)
{
	struct json_object *o;
	size_t end;

	o = json_tokener_parse_ex(tok, bytes, (int)len);
	end = json_tokener_get_parse_end(tok);
	if (json_tokener_get_error(tok) == json_tokener_continue) {
		/* a bare number ends only with the NUL after it */
		o = json_tokener_parse_ex(tok, "", 1);
		end = len;
	}
	if (json_tokener_get_error(tok) != json_tokener_success) {
		*why = json_tokener_error_desc(json_tokener_get_error(tok));
		return NULL;
	}
	if (!only_space_after(bytes, len, end)) {
		*why = "text after the end of the value";
		json_object_put(o);
		return NULL;
	}
	if (o == NULL)
		*why = "the value is null";
	return o;
}

enum rc
json_parse(struct arena *mem, const char *bytes, size_t len,
    struct json_object **out, const char **why)
{
	struct json_tokener *tok;

	*out = NULL;
	*why = "";
	if (len >= INT_MAX) {
		*why = "more than 2 GB";
		return RC_BAD_INPUT;
	}
	if (only_space_after(bytes, len, 0)) {
		*why = "nothing there";
		return RC_BAD_INPUT;
	}
	/* json-c checks UTF-8 inside strings only */
	if (!utf8_valid(bytes, len)) {
		*why = "not valid UTF-8";
		return RC_BAD_INPUT;
	}
	tok = json_tokener_new_ex(JSON_DEPTH_MAX);
	if (tok == NULL)
		abort(); /* out of memory */
	json_tokener_set_flags(tok, JSON_TOKENER_STRICT);
	*out = parse_whole(tok, bytes, len, why);
	json_tokener_free(tok);
	if (*out == NULL)
		return RC_BAD_INPUT;
	arena_defer(mem, object_put, *out);
	return RC_OK;
}

static struct json_object *
member(struct json_object *o, const char *key, enum json_type type)
{
	struct json_object *v = NULL;

	if (!json_object_is_type(o, json_type_object) ||
	    !json_object_object_get_ex(o, key, &v) ||
	    !json_object_is_type(v, type))
		return NULL;
	return v;
}

const char *
jr_string(struct arena *mem, struct json_object *v)
{
	const char *s;
	size_t len;
	struct sbuf *clean;

	if (!json_object_is_type(v, json_type_string))
		return NULL;
	s = json_object_get_string(v);
	len = (size_t)json_object_get_string_len(v);
	if (memchr(s, '\0', len) == NULL)
		return s;
	clean = sbuf_arena(mem);
	utf8_clean(clean, s, len);
	return sbuf_cstr(clean);
}

const char *
jr_text(struct arena *mem, struct json_object *o, const char *key)
{
	return jr_string(mem, member(o, key, json_type_string));
}

/* json-c clamps what does not fit 64 bits: then it is no number of ours. */
static int64_t
exact_int(struct json_object *v, int64_t dflt)
{
	int64_t n;

	if (!json_object_is_type(v, json_type_int))
		return dflt;
	n = json_object_get_int64(v);
	return n == INT64_MAX || n == INT64_MIN ? dflt : n;
}

int64_t
jr_whole(struct json_object *v, int64_t dflt)
{
	return exact_int(v, dflt);
}

int64_t
jr_int(struct json_object *o, const char *key, int64_t dflt)
{
	return exact_int(member(o, key, json_type_int), dflt);
}

double
jr_number(struct json_object *v, double dflt)
{
	double d;

	if (!json_object_is_type(v, json_type_double) &&
	    !json_object_is_type(v, json_type_int))
		return dflt;
	d = json_object_get_double(v);
	return d - d == 0 ? d : dflt; /* neither NaN nor infinite */
}

double
jr_num(struct json_object *o, const char *key, double dflt)
{
	struct json_object *v = member(o, key, json_type_double);

	return jr_number(v != NULL ? v : member(o, key, json_type_int), dflt);
}

bool
jr_bool(struct json_object *o, const char *key, bool dflt)
{
	struct json_object *v = member(o, key, json_type_boolean);

	return v == NULL ? dflt : json_object_get_boolean(v);
}

struct json_object *
jr_object(struct json_object *o, const char *key)
{
	return member(o, key, json_type_object);
}

struct json_object *
jr_array(struct json_object *o, const char *key)
{
	return member(o, key, json_type_array);
}

int64_t
jr_time(struct json_object *o, const char *key)
{
	struct json_object *v = member(o, key, json_type_string);
	int64_t at;

	if (v == NULL || !clock_parse(json_object_get_string(v), &at))
		return 0;
	return at;
}

bool
jr_has(struct json_object *o, const char *key)
{
	struct json_object *v;

	return json_object_is_type(o, json_type_object) &&
	    json_object_object_get_ex(o, key, &v) && v != NULL;
}

bool
jr_is_null(struct json_object *o, const char *key)
{
	struct json_object *v;

	return json_object_is_type(o, json_type_object) &&
	    json_object_object_get_ex(o, key, &v) && v == NULL;
}

size_t
jr_len(struct json_object *array)
{
	return jr_is_array(array) ? json_object_array_length(array) : 0;
}

struct json_object *
jr_array_at(struct json_object *array, size_t i)
{
	return i < jr_len(array) ? json_object_array_get_idx(array, i) : NULL;
}

const char *
jr_text_at(struct arena *mem, struct json_object *array, size_t i)
{
	return jr_string(mem, jr_array_at(array, i));
}

int64_t
jr_int_at(struct json_object *array, size_t i, int64_t dflt)
{
	return exact_int(jr_array_at(array, i), dflt);
}

bool
jr_is_bool(struct json_object *v)
{
	return json_object_is_type(v, json_type_boolean);
}

bool
jr_is_object(struct json_object *v)
{
	return json_object_is_type(v, json_type_object);
}

bool
jr_is_array(struct json_object *v)
{
	return json_object_is_type(v, json_type_array);
}

void
jr_each(struct json_object *o, void (*fn)(void *, const char *,
    struct json_object *), void *ctx)
{
	struct json_object_iterator at, end;

	if (!jr_is_object(o))
		return;
	at = json_object_iter_begin(o);
	end = json_object_iter_end(o);
	for (; !json_object_iter_equal(&at, &end); json_object_iter_next(&at))
		fn(ctx, json_object_iter_peek_name(&at),
		    json_object_iter_peek_value(&at));
}

const char *
jr_source(struct arena *mem, struct json_object *v)
{
	return arena_text(mem, json_object_to_json_string_ext(v,
	    JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE));
}
