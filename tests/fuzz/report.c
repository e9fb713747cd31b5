/* SPDX-License-Identifier: MIT */
/*
 * Any bytes as a report (first line: the subject) through the default rules:
 * texts that leave are valid UTF-8, the one-liner has at most 160 characters,
 * levels and score are in range, empty and unreadable reports are low, and a
 * crash that is neither is at least high.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/analyse.h"
#include "base/arena.h"
#include "base/utf8.h"

int	LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static void
check_text(const char *s)
{
	if (s != NULL && !utf8_valid(s, strlen(s)))
		abort();
}

static void
check(const struct verdict *v)
{
	bool nothing = v->empty || v->unreadable;

	check_text(v->one_liner);
	check_text(v->normal);
	check_text(v->entities.device);
	check_text(v->entities.app_version);
	check_text(v->entities.os_version);
	check_text(v->entities.game_user_id);
	for (size_t i = 0; i < v->reasons_n; i++)
		check_text(v->reasons[i].words);
	if (utf8_count(v->one_liner, strlen(v->one_liner)) > 160 ||
	    v->score < 0 || v->score > 100)
		abort();
	if (v->entities.level < 0 || v->entities.level > 9999 ||
	    v->entities.orders_n > ENTITY_ORDERS_MAX)
		abort();
	if (nothing && (v->severity != SEVERITY_LOW || v->normal != NULL))
		abort();
	for (size_t i = 0; i < v->categories_n; i++)
		if (!nothing && v->severity < SEVERITY_HIGH &&
		    strcmp(v->categories[i], "crash") == 0)
			abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	static struct arena *program;
	static struct ruleset *rules;
	struct arena *mem = arena_begin();
	char *text = arena_copy(mem, (const char *)bytes, len);
	char *body = strchr(text, '\n');
	struct report r = { text, "" };
	struct verdict v;

	if (program == NULL) {
		program = arena_begin();
		rules = ruleset_default(program);
	}
	if (body != NULL) {
		*body++ = '\0';
		r.text = body;
	}
	analyse(rules, mem, &r, &v);
	check(&v);
	arena_end(mem);
	return 0;
}
