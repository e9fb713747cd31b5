/* SPDX-License-Identifier: MIT */
/*
 * base/json - the one append-only JSON writer.
 *
 *	struct jw w = JW_INIT(out);
 *	jw_object(&w);
 *	jw_int(jw_key(&w, "count"), 3);
 *	jw_array(jw_key(&w, "ids"));
 *	jw_int(&w, 17);
 *	jw_end(&w);
 *	jw_end(&w);
 *
 * Commas, escapes and nesting are the writer's work. Output is compact UTF-8;
 * "<" leaves as \u003c so that no answer can be read as markup, and bytes that
 * are not UTF-8 leave as U+FFFD.
 * Limits: nesting of 32 levels (asserted).
 */
#ifndef TIDEMARK_BASE_JSON_H
#define TIDEMARK_BASE_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct sbuf;

struct jw {
	struct sbuf *out;
	unsigned depth;
	uint32_t arrays;	/* bit n: level n is an array */
	uint32_t filled;	/* bit n: level n has a member already */
	bool after_key;
};

#define JW_INIT(out) { (out), 0, 0, 0, false }

struct jw	*jw_key(struct jw *, const char *name);	/* answers its argument */
void		 jw_object(struct jw *);
void		 jw_array(struct jw *);
void		 jw_end(struct jw *);		/* the innermost open level */
void		 jw_text(struct jw *, const char *s);	/* NULL writes null */
void		 jw_text_len(struct jw *, const char *s, size_t len);
void		 jw_int(struct jw *, long long);
void		 jw_num(struct jw *, double);	/* shortest form; NaN is null */
/* The shortest form that reads back as the same 32 bits: at most 9 digits. */
void		 jw_float(struct jw *, float);
void		 jw_bool(struct jw *, bool);
void		 jw_null(struct jw *);
void		 jw_time(struct jw *, int64_t s);	/* ISO with Z; 0 is null */
void		 jw_raw(struct jw *, const char *json);	/* JSON made by this writer */

#endif
