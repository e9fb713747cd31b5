/* SPDX-License-Identifier: MIT */
/*
 * base/sbuf - a byte buffer that grows.
 *
 * Ownership: SBUF_INIT owns nothing; after the first byte or sbuf_reserve()
 *            the buffer owns sb->s until sbuf_free(). sbuf_arena() makes one
 *            that the arena frees.
 * Units:     bytes; s is always NUL-terminated, len does not count the NUL.
 * Errors:    none to check - out of memory ends the process.
 */
#ifndef TIDEMARK_BASE_SBUF_H
#define TIDEMARK_BASE_SBUF_H

#include <stddef.h>

struct arena;

struct sbuf {
	char *s;	/* NULL until the first byte: use sbuf_cstr() */
	size_t len, cap;
};

#define SBUF_INIT { NULL, 0, 0 }

struct sbuf	*sbuf_arena(struct arena *);
void		 sbuf_reserve(struct sbuf *, size_t more);
void		 sbuf_add(struct sbuf *, const char *bytes, size_t len);
void		 sbuf_char(struct sbuf *, char c);
void		 sbuf_text(struct sbuf *, const char *s);
void		 sbuf_int(struct sbuf *, long long);
void		 sbuf_fmt(struct sbuf *, const char *fmt, ...)
		    __attribute__((format(printf, 2, 3)));
const char	*sbuf_cstr(const struct sbuf *);	/* "" when empty */
void		 sbuf_clear(struct sbuf *);		/* keeps the memory */
void		 sbuf_free(struct sbuf *);

#endif
