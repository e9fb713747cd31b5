/* SPDX-License-Identifier: MIT */
/*
 * Any query string and body as parameters: refused by name with a reason, or
 * within the limits of the table; what was read, encoded and read again, is the
 * same. Input: a byte that chooses the body's type, the query, a line break,
 * the body.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/sbuf.h"
#include "base/utf8.h"
#include "http/param.h"

int	LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static const struct param table[] = {
	{ "n", P_INT, "7", 1, 100, NULL },
	{ "limit", P_CLAMP, "50", 1, 200, NULL },
	{ "on", P_BOOL, "0", 0, 0, NULL },
	{ "at", P_TIME, "", 0, 0, NULL },
	{ "text", P_TEXT, "", 0, 40, NULL },
	{ "word", P_WORD, "", 0, 0, "high|highest|low" },
	{ "ids", P_IDS, "", 1, 3, NULL },
	{ "id", P_TEXT, NULL, 1, 9, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};

static const char *const types[] = { "", "application/json",
	"application/x-www-form-urlencoded" };

static void
check_value(const struct param_value *v)
{
	const struct param *p = v->param;
	size_t len = strlen(v->text);

	if ((p->kind == P_INT || p->kind == P_CLAMP) &&
	    (v->number < p->min || v->number > p->max))
		abort();
	if (p->kind == P_IDS && (v->number < 0 || v->number > p->max))
		abort();
	for (int64_t i = 0; p->kind == P_IDS && i < v->number; i++)
		if (v->ids[i] < 1)
			abort();
	if (p->kind == P_BOOL && v->number != 0 && v->number != 1)
		abort();
	if (p->kind == P_TEXT && (!utf8_valid(v->text, len) ||
	    (int64_t)utf8_count(v->text, len) > p->max))
		abort();
	if (p->kind == P_WORD && len > 0 && strstr(p->words, v->text) == NULL)
		abort();
}

/* The given values as a query string, read again. */
static void
check_again(struct arena *mem, const struct params *params)
{
	struct sbuf *query = sbuf_arena(mem);
	struct param_problem problem = { 0 };
	struct params again;

	for (size_t i = 0; i < params->n; i++) {
		const struct param_value *v = &params->value[i];

		if (!v->given)
			continue;
		sbuf_fmt(query, "&%s=", v->param->name);
		param_encode(query, v->text);
	}
	if (param_parse(mem, table, sbuf_cstr(query), "", NULL, 0, &again,
	    &problem) != RC_OK)
		abort();
	for (size_t i = 0; i < params->n; i++)
		if (params->value[i].number != again.value[i].number ||
		    strcmp(params->value[i].text, again.value[i].text) != 0)
			abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct arena *mem = arena_begin();
	struct param_problem problem = { 0 };
	struct params params;
	const char *text, *query, *body;
	size_t cut;

	if (len > 0) {
		text = (const char *)bytes + 1;
		cut = strnlen(text, len - 1);
		query = memchr(text, '\n', cut);
		cut = query ? (size_t)(query - text) : cut;
		query = arena_copy(mem, text, cut);
		body = cut + 1 < len - 1 ? text + cut + 1 : NULL;
		if (param_parse(mem, table, query, types[bytes[0] % 3], body,
		    body ? len - 2 - cut : 0, &params, &problem) != RC_OK) {
			if (problem.name == NULL || problem.message == NULL ||
			    problem.type == NULL || problem.place == NULL)
				abort();
		} else {
			for (size_t i = 0; i < params.n; i++)
				check_value(&params.value[i]);
			check_again(mem, &params);
		}
	}
	arena_end(mem);
	return 0;
}
