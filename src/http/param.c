/* SPDX-License-Identifier: MIT */
#include "http/param.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/parse.h"
#include "base/sbuf.h"
#include "base/utf8.h"
#include "text/json_read.h"

#include <assert.h>
#include <string.h>
#include <strings.h>

struct pair {
	const char *name, *value, *place;
};

struct param_pairs {
	struct arena *mem;
	struct pair at[PARAM_PAIRS_MAX];
	size_t n;
	struct param_problem *problem;
};

static enum rc
refuse(struct param_problem *p, const char *name, const char *place,
    const char *type, const char *message)
{
	p->name = name;
	p->place = place;
	p->type = type;
	p->message = message;
	return RC_BAD_INPUT;
}

char *
param_decode(struct arena *mem, const char *s, size_t len)
{
	char *out = arena_alloc(mem, len + 1), *to = out;

	for (size_t i = 0; i < len; i++) {
		unsigned char byte;

		if (s[i] == '+') {
			*to++ = ' ';
			continue;
		}
		if (s[i] != '%') {
			*to++ = s[i];
			continue;
		}
		if (len - i < 3 || !hex_decode(arena_copy(mem, s + i + 1, 2),
		    &byte, 1) || byte == 0)
			return NULL;
		*to++ = (char)byte;
		i += 2;
	}
	return out;
}

void
param_encode(struct sbuf *out, const char *s)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyz"
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.~";

	for (; *s != '\0'; s++) {
		if (strchr(plain, *s) != NULL)
			sbuf_char(out, *s);
		else
			sbuf_fmt(out, "%%%02X", (unsigned char)*s);
	}
}

static bool
add_pair(struct param_pairs *pairs, const char *name, const char *value,
    const char *place)
{
	if (pairs->n == PARAM_PAIRS_MAX) {
		refuse(pairs->problem, "*", place, "value_error",
		    arena_fmt(pairs->mem, "more than %d parameters",
		    PARAM_PAIRS_MAX));
		return false;
	}
	pairs->at[pairs->n++] = (struct pair){ name, value, place };
	return true;
}

static bool
read_form(struct param_pairs *pairs, const char *s, size_t len, const char *place)
{
	const char *end = s + len;

	while (s < end) {
		const char *amp = memchr(s, '&', (size_t)(end - s));
		const char *stop = amp ? amp : end;
		const char *eq = memchr(s, '=', (size_t)(stop - s));
		const char *name_end = eq ? eq : stop;
		char *name = param_decode(pairs->mem, s, (size_t)(name_end - s));
		char *value = eq == NULL ? arena_text(pairs->mem, "") :
		    param_decode(pairs->mem, eq + 1, (size_t)(stop - eq - 1));

		if (name == NULL || value == NULL) {
			refuse(pairs->problem, name ? name : "*", place,
			    "value_error.encoding",
			    "is not percent-encoded text without NUL");
			return false;
		}
		if (*name != '\0' && !add_pair(pairs, name, value, place))
			return false;
		s = stop + 1;
	}
	return true;
}

struct member_walk {
	struct param_pairs *pairs;
	bool ok;
};

static void
add_member(void *ctx, const char *key, struct json_object *value)
{
	struct member_walk *walk = ctx;
	struct arena *mem = walk->pairs->mem;
	const char *text;

	if (value == NULL || !walk->ok)
		return;
	text = jr_string(mem, value);
	if (text == NULL)
		text = jr_source(mem, value);
	walk->ok = add_pair(walk->pairs, arena_text(mem, key), text, "body");
}

static bool
read_json(struct param_pairs *pairs, const char *body, size_t len)
{
	struct member_walk walk = { pairs, true };
	struct json_object *doc;
	const char *why = NULL;

	if (json_parse(pairs->mem, body, len, &doc, &why) != RC_OK ||
	    !jr_is_object(doc)) {
		refuse(pairs->problem, "body", "body", "value_error.json",
		    why ? why : "must be a JSON object");
		return false;
	}
	jr_each(doc, add_member, &walk);
	return walk.ok;
}

static bool
is_control(const char *s)
{
	for (; *s != '\0'; s++)
		if (((unsigned char)*s < 0x20 && *s != '\n' && *s != '\r' &&
		    *s != '\t') || *s == 0x7f)
			return true;
	return false;
}

static const char *
word_of(struct arena *mem, const char *list, const char *word)
{
	size_t len = strlen(word);

	for (const char *p = list; len > 0; p++) {
		if (strncmp(p, word, len) == 0 &&
		    (p[len] == '|' || p[len] == '\0'))
			return arena_copy(mem, p, len);
		p = strchr(p, '|');
		if (p == NULL)
			break;
	}
	return NULL;
}

struct reader {
	struct arena *mem;
	struct param_problem *problem;
	const char *place;
};

static enum rc
read_number(struct reader *r, const struct param *p, struct param_value *v)
{
	if (parse_int(v->text, p->min, p->max, &v->number))
		return RC_OK;
	if (p->kind == P_CLAMP &&
	    parse_int(v->text, INT64_MIN, INT64_MAX, &v->number)) {
		v->number = v->number < p->min ? p->min : p->max;
		return RC_OK;
	}
	return refuse(r->problem, p->name, r->place, "type_error.integer",
	    arena_fmt(r->mem, "must be a whole number from %lld to %lld",
	    (long long)p->min, (long long)p->max));
}

static enum rc
read_text(struct reader *r, const struct param *p, struct param_value *v)
{
	size_t len = strlen(v->text);
	int64_t chars = (int64_t)utf8_count(v->text, len);

	if (p->kind == P_TEXT &&
	    (!utf8_valid(v->text, len) || is_control(v->text)))
		return refuse(r->problem, p->name, r->place, "value_error.text",
		    "must be UTF-8 text without control characters");
	if (chars < p->min || chars > p->max)
		return refuse(r->problem, p->name, r->place,
		    "value_error.length", arena_fmt(r->mem,
		    "must have %lld to %lld characters", (long long)p->min,
		    (long long)p->max));
	return RC_OK;
}

static enum rc
refuse_ids(struct reader *r, const struct param *p)
{
	return refuse(r->problem, p->name, r->place, "type_error.integer",
	    arena_fmt(r->mem, "must be %lld to %lld ids, whole numbers from 1",
	    (long long)p->min, (long long)p->max));
}

static enum rc
read_ids(struct reader *r, const struct param *p, struct param_value *v)
{
	int64_t *ids = arena_array(r->mem, (size_t)p->max, sizeof(*ids));
	size_t len = strlen(v->text);
	const char *s = v->text;

	if (len >= 2 && s[0] == '[' && s[len - 1] == ']')
		s = arena_copy(r->mem, s + 1, len - 2);
	for (v->number = 0;; v->number++) {
		size_t word = strcspn(s, ",");

		if (v->number == p->max || !parse_int(arena_copy(r->mem, s,
		    word), 1, INT64_MAX, &ids[v->number]))
			return refuse_ids(r, p);
		s += word;
		if (*s++ == '\0')
			break;
	}
	v->ids = ids;
	return ++v->number < p->min ? refuse_ids(r, p) : RC_OK;
}

static enum rc
read_value(struct reader *r, const struct param *p, struct param_value *v)
{
	bool yes;

	switch (p->kind) {
	case P_INT:
	case P_CLAMP:
		return read_number(r, p, v);
	case P_IDS:
		return read_ids(r, p, v);
	case P_TEXT:
	case P_SECRET:
		return read_text(r, p, v);
	case P_BOOL:
		if (!parse_bool(v->text, &yes))
			return refuse(r->problem, p->name, r->place,
			    "type_error.bool", "must be 1 or 0");
		v->number = yes;
		return RC_OK;
	case P_TIME:
		if (!clock_parse(v->text, &v->number))
			return refuse(r->problem, p->name, r->place,
			    "type_error.datetime", "must be a date or a time "
			    "such as 2026-01-15T12:00:00Z");
		return RC_OK;
	case P_WORD:
		v->text = word_of(r->mem, p->words, v->text);
		if (v->text == NULL)
			return refuse(r->problem, p->name, r->place,
			    "value_error.word", arena_fmt(r->mem,
			    "must be one of %s", p->words));
		return RC_OK;
	}
	return RC_INTERNAL;
}

static enum rc
read_param(struct param_pairs *pairs, const struct param *p, struct param_value *v)
{
	struct reader r = { pairs->mem, pairs->problem, "query" };

	v->param = p;
	v->text = "";
	for (size_t i = 0; i < pairs->n; i++) {
		if (strcmp(pairs->at[i].name, p->name) != 0)
			continue;
		if (v->given && p->kind != P_IDS)
			return refuse(pairs->problem, p->name,
			    pairs->at[i].place, "value_error.repeated",
			    "may be given once");
		v->text = v->given ? arena_fmt(pairs->mem, "%s,%s", v->text,
		    pairs->at[i].value) : pairs->at[i].value;
		v->given = true;
		r.place = pairs->at[i].place;
	}
	/* An empty field of a form is a field that nobody filled in. */
	if (v->given && *v->text == '\0' && p->dflt != NULL)
		v->given = false;
	if (!v->given && p->dflt == NULL)
		return refuse(pairs->problem, p->name, r.place,
		    "value_error.missing", "field required");
	if (!v->given)
		v->text = p->dflt;
	if (*v->text == '\0' && p->dflt != NULL)
		return RC_OK;
	return read_value(&r, p, v);
}

enum rc
param_parse(struct arena *mem, const struct param *table, const char *query,
    const char *content_type, const char *body, size_t body_len,
    struct params *params, struct param_problem *problem)
{
	struct param_pairs *pairs = arena_alloc(mem, sizeof(*pairs));
	bool is_json = strncasecmp(content_type, "application/json", 16) == 0;

	pairs->mem = mem;
	pairs->problem = problem;
	params->n = 0;
	params->pairs = pairs;
	if (!read_form(pairs, query, strlen(query), "query"))
		return RC_BAD_INPUT;
	if (body_len > 0 && is_json && !read_json(pairs, body, body_len))
		return RC_BAD_INPUT;
	if (body_len > 0 && strncasecmp(content_type,
	    "application/x-www-form-urlencoded", 33) == 0 &&
	    !read_form(pairs, body, body_len, "body"))
		return RC_BAD_INPUT;
	for (const struct param *p = table; p && p->name != NULL; p++) {
		enum rc rc;

		assert(params->n < PARAM_MAX);
		params->value[params->n] = (struct param_value){ 0 };
		rc = read_param(pairs, p, &params->value[params->n++]);
		if (rc != RC_OK)
			return rc;
	}
	return RC_OK;
}

const char *
param_raw(const struct params *params, const char *name)
{
	for (size_t i = 0; params->pairs && i < params->pairs->n; i++)
		if (strcmp(params->pairs->at[i].name, name) == 0)
			return params->pairs->at[i].value;
	return NULL;
}

void
param_each(const struct params *params, void (*fn)(void *, const char *,
    const char *), void *ctx)
{
	for (size_t i = 0; params->pairs && i < params->pairs->n; i++)
		fn(ctx, params->pairs->at[i].name, params->pairs->at[i].value);
}

const char *
param_unknown(const struct params *params)
{
	for (size_t i = 0; params->pairs && i < params->pairs->n; i++)
		if (param_find(params, params->pairs->at[i].name) == NULL)
			return params->pairs->at[i].name;
	return NULL;
}

const struct param_value *
param_find(const struct params *params, const char *name)
{
	for (size_t i = 0; i < params->n; i++)
		if (strcmp(params->value[i].param->name, name) == 0)
			return &params->value[i];
	return NULL;
}
