/* SPDX-License-Identifier: MIT */
/*
 * text/json_read - JSON from outside, read without surprises.
 *
 * Shape:     json_parse() answers a tree; the jr_ getters look one member up.
 *            They never convert: a number where text is expected counts as
 *            missing, and so does null. Asking NULL, or something that is no
 *            object, answers the default, so look-ups can be chained.
 * Ownership: the tree, and text that points into it, live as long as the arena.
 * Limits:    64 levels; whole buffer, valid UTF-8, nothing after the value.
 * Errors:    RC_BAD_INPUT with *why set to a static sentence; *out is NULL.
 * Text:      U+0000 arrives as U+FFFD, because PostgreSQL refuses NUL.
 */
#ifndef TIDEMARK_TEXT_JSON_READ_H
#define TIDEMARK_TEXT_JSON_READ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/rc.h"

struct arena;
struct json_object;

enum { JSON_DEPTH_MAX = 64 };

enum rc	json_parse(struct arena *, const char *bytes, size_t len,
	    struct json_object **out, const char **why);

/* Members of an object. */
const char	*jr_text(struct arena *, struct json_object *, const char *key);
int64_t		 jr_int(struct json_object *, const char *key, int64_t dflt);
double		 jr_num(struct json_object *, const char *key, double dflt);
bool		 jr_bool(struct json_object *, const char *key, bool dflt);
struct json_object *jr_object(struct json_object *, const char *key);
struct json_object *jr_array(struct json_object *, const char *key);
/* ISO 8601 text as seconds since the epoch, without zone UTC; 0 when it is
 * missing or no time. */
int64_t		 jr_time(struct json_object *, const char *key);
/* The member is there and is not null, whatever its type. */
bool		 jr_has(struct json_object *, const char *key);
/* The member is there, and is null. */
bool		 jr_is_null(struct json_object *, const char *key);

/* Items of an array; NULL counts as an empty one. */
size_t		 jr_len(struct json_object *array);
struct json_object *jr_array_at(struct json_object *array, size_t i);
const char	*jr_text_at(struct arena *, struct json_object *array, size_t i);
int64_t		 jr_int_at(struct json_object *array, size_t i, int64_t dflt);

/* What a value itself is: text (else NULL), a whole number, an object … */
const char	*jr_string(struct arena *, struct json_object *);
int64_t		 jr_whole(struct json_object *, int64_t dflt);
/* A number, with a fraction or not; NaN and infinity are none. */
double		 jr_number(struct json_object *, double dflt);
bool		 jr_is_bool(struct json_object *);
bool		 jr_is_object(struct json_object *);
bool		 jr_is_array(struct json_object *);

/* Calls fn for each member in document order; a null member comes as NULL. */
void		 jr_each(struct json_object *, void (*fn)(void *ctx,
		    const char *key, struct json_object *value), void *ctx);

/* The value as compact JSON again. */
const char	*jr_source(struct arena *, struct json_object *);

#endif
