/* SPDX-License-Identifier: MIT */
#include "tests/sandbox/shape.h"

#include "base/arena.h"
#include "text/json_read.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

struct check {
	struct arena *mem;
	const struct field *table;
	const char *where, *path;
	enum shape shape;
	uint32_t seen;
};

static bool
is_of(struct arena *mem, struct json_object *v, char type)
{
	switch (type) {
	case 's': return jr_string(mem, v) != NULL;
	case 'b': return jr_is_bool(v);
	case 'o': return jr_is_object(v);
	case 'a': return jr_is_array(v);
	case 'n': return !isnan(jr_number(v, NAN));
	default:  return jr_whole(v, INT64_MIN) != INT64_MIN;
	}
}

static void
check_member(void *ctx, const char *key, struct json_object *value)
{
	struct check *c = ctx;
	size_t i = 0;
	bool fits = false;

	if (c->shape != SHAPE_FITS)
		return;
	while (c->table[i].name != NULL && strcmp(c->table[i].name, key) != 0)
		i++;
	if (c->table[i].name != NULL) {
		c->seen |= UINT32_C(1) << i;
		for (const char *t = c->table[i].type; *t != '\0'; t++)
			fits |= is_of(c->mem, value, *t);
		if (fits)
			return;
	}
	c->shape = c->table[i].name == NULL ? SHAPE_UNKNOWN : SHAPE_TYPE;
	c->path = arena_fmt(c->mem, "%s%s", c->where, key);
}

enum shape
shape_of(struct arena *mem, struct json_object *o, const struct field *table,
    const char *where, const char **path)
{
	struct check c = { mem, table, where, where, SHAPE_FITS, 0 };

	*path = where;
	if (!jr_is_object(o))
		return SHAPE_NO_OBJECT;
	jr_each(o, check_member, &c);
	for (size_t i = 0; c.shape == SHAPE_FITS && table[i].name != NULL; i++)
		if (table[i].needed && (c.seen & UINT32_C(1) << i) == 0) {
			c.shape = SHAPE_MISSING;
			c.path = arena_fmt(mem, "%s%s", where, table[i].name);
		}
	*path = c.path;
	return c.shape;
}

bool
shape_listed(const char *text, const char *const *list)
{
	for (; text != NULL && *list != NULL; list++)
		if (strcmp(text, *list) == 0)
			return true;
	return false;
}
