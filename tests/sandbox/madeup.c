/* SPDX-License-Identifier: MIT */
#include "tests/sandbox/madeup.h"

#include "base/arena.h"
#include "base/json.h"
#include "text/json_read.h"

#include <stdint.h>
#include <string.h>

enum { WORDS = 12 };

struct making {
	struct arena *mem;
	struct jw *w;
	const char *text;
	uint32_t turn;		/* so that members differ */
};

static uint32_t
hash_of(const struct making *m)
{
	uint32_t h = 5381 + m->turn;

	for (const char *s = m->text; *s != '\0'; s++)
		h = h * 33 ^ (unsigned char)*s;
	return h >> 3;
}

const char *
madeup_words(struct arena *mem, const char *text, int words)
{
	size_t n = 0;

	text += strspn(text, " \n\t");
	for (int i = 0; text[n] != '\0' && i < words; i++) {
		n += strcspn(text + n, " \n\t");
		if (i + 1 < words && text[n] != '\0')
			n += strspn(text + n, " \n\t");
	}
	return arena_copy(mem, text, n);
}

static void write_value(struct making *, struct json_object *schema);

static void
write_member(void *ctx, const char *key, struct json_object *schema)
{
	struct making *m = ctx;

	m->turn++;
	jw_key(m->w, key);
	write_value(m, schema);
}

static void
write_list(struct making *m, struct json_object *schema)
{
	jw_array(m->w);
	write_value(m, jr_object(schema, "items"));
	jw_end(m->w);
}

static void
write_text(struct making *m, struct json_object *schema)
{
	struct json_object *list = jr_array(schema, "enum");
	size_t n = jr_len(list);

	jw_text(m->w, n > 0 ? jr_text_at(m->mem, list, hash_of(m) % n) :
	    madeup_words(m->mem, m->text, WORDS));
}

static void
write_value(struct making *m, struct json_object *schema)
{
	const char *type = jr_text(m->mem, schema, "type");

	if (type == NULL && jr_len(jr_array(schema, "type")) > 0)
		type = jr_text_at(m->mem, jr_array(schema, "type"), 0);
	if (type == NULL && jr_len(jr_array(schema, "anyOf")) > 0) {
		write_value(m, jr_array_at(jr_array(schema, "anyOf"), 0));
	} else if (type == NULL || strcmp(type, "null") == 0) {
		jw_null(m->w);
	} else if (strcmp(type, "object") == 0) {
		jw_object(m->w);
		jr_each(jr_object(schema, "properties"), write_member, m);
		jw_end(m->w);
	} else if (strcmp(type, "array") == 0) {
		write_list(m, schema);
	} else if (strcmp(type, "string") == 0) {
		write_text(m, schema);
	} else if (strcmp(type, "boolean") == 0) {
		jw_bool(m->w, hash_of(m) % 2 == 0);
	} else if (strcmp(type, "integer") == 0) {
		jw_int(m->w, hash_of(m) % 10);
	} else {
		jw_num(m->w, 0.5 + hash_of(m) % 50 / 100.0);
	}
}

void
madeup_write(struct arena *mem, struct jw *w, struct json_object *schema,
    const char *text)
{
	struct making m = { mem, w, text, 0 };

	write_value(&m, schema);
}
