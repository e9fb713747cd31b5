/* SPDX-License-Identifier: MIT */
/*
 * sandbox/shape - are the members of an object those that a table names?
 *
 * Words: each service has its own; here only what is wrong, and where.
 */
#ifndef TIDEMARK_SANDBOX_SHAPE_H
#define TIDEMARK_SANDBOX_SHAPE_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct json_object;

/* One character a type: s text, i whole, n number, b, o object, a array. */
struct field {
	const char *name, *type;
	bool needed;
};

enum shape { SHAPE_FITS, SHAPE_UNKNOWN, SHAPE_TYPE, SHAPE_MISSING,
	SHAPE_NO_OBJECT };

/* The table ends by a NULL name and has at most 32 rows. *path: where and the
 * member's name. */
enum shape	shape_of(struct arena *, struct json_object *,
		    const struct field *, const char *where, const char **path);
/* The text is one of these; the list ends by NULL. */
bool		shape_listed(const char *text, const char *const *list);

#endif
