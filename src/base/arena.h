/* SPDX-License-Identifier: MIT */
/*
 * base/arena - memory that lives exactly as long as one request or one job step.
 *
 * Ownership: whatever arena_alloc() returns belongs to the arena; never free it.
 *            arena_defer() hands over a foreign object (PGresult, CURL, json).
 * Order:     arena_end() and arena_reset() run deferred calls newest first, then
 *            free all memory; reset keeps one block for the next round.
 * Units:     bytes; every block is zeroed and aligned for any type.
 * Errors:    none to check - out of memory ends the process.
 */
#ifndef TIDEMARK_BASE_ARENA_H
#define TIDEMARK_BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>

struct arena;

struct arena	*arena_begin(void);
void		*arena_alloc(struct arena *, size_t bytes);
void		*arena_array(struct arena *, size_t count, size_t size);
char		*arena_copy(struct arena *, const char *bytes, size_t len);
char		*arena_text(struct arena *, const char *s);	/* NULL stays NULL */
char		*arena_fmt(struct arena *, const char *fmt, ...)
		    __attribute__((format(printf, 2, 3)));
char		*arena_vfmt(struct arena *, const char *fmt, va_list)
		    __attribute__((format(printf, 2, 0)));
void		 arena_defer(struct arena *, void (*fn)(void *), void *what);
size_t		 arena_used(const struct arena *);
void		 arena_reset(struct arena *);
void		 arena_end(struct arena *);

/* These end the process instead of answering NULL or an error. */
void		*must_alloc(size_t bytes);
void		*must_realloc(void *, size_t bytes);
/* Bytes that fmt makes, without the NUL; leaves the list as it was. */
size_t		 must_fmt_len(const char *fmt, va_list)
		    __attribute__((format(printf, 1, 0)));

#endif
