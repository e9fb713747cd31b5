/* SPDX-License-Identifier: MIT */
/*
 * Any bytes as JSON: refused with a reason, or read; what was read is written
 * and read again as the same document, and no text holds a NUL or a broken
 * byte.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "text/json_read.h"

int	LLVMFuzzerTestOneInput(const uint8_t *, size_t);

struct walk {
	struct arena *mem;
	int depth;
};

static void value(struct walk *, struct json_object *);

static void
member(void *ctx, const char *key, struct json_object *v)
{
	if (key == NULL)
		abort();
	value(ctx, v);
}

static void
value(struct walk *w, struct json_object *v)
{
	const char *s = jr_string(w->mem, v);

	if (s != NULL && !utf8_valid(s, strlen(s)))
		abort();
	if (++w->depth > JSON_DEPTH_MAX)
		abort();
	for (size_t i = 0; i < jr_len(v); i++)
		value(w, jr_array_at(v, i));
	jr_each(v, member, w);
	w->depth--;
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct arena *mem = arena_begin();
	struct walk w = { mem, 0 };
	struct json_object *o, *again;
	const char *why, *source;

	if (json_parse(mem, (const char *)bytes, len, &o, &why) != RC_OK) {
		if (o != NULL || *why == '\0')
			abort();
	} else {
		value(&w, o);
		jr_text(mem, o, "id");
		jr_int(o, "id", 0);
		jr_time(o, "createdAt");
		source = jr_source(mem, o);
		/* NaN is read by the library, and written as no JSON */
		if (json_parse(mem, source, strlen(source), &again, &why) ==
		    RC_OK && strcmp(source, jr_source(mem, again)) != 0)
			abort();
	}
	arena_end(mem);
	return 0;
}
