/* SPDX-License-Identifier: MIT */
#include "base/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_BLOCK = 16 * 1024 };

struct block {
	struct block *older;
	size_t size, used;
	alignas(max_align_t) unsigned char bytes[];
};

struct deferred {
	struct deferred *older;
	void (*fn)(void *);
	void *what;
};

struct arena {
	struct block *newest;
	struct deferred *deferred;
	size_t total;
};

void *
must_alloc(size_t bytes)
{
	void *p = calloc(1, bytes ? bytes : 1);

	if (p == NULL) {
		fputs("out of memory\n", stderr);
		abort();
	}
	return p;
}

void *
must_realloc(void *old, size_t bytes)
{
	void *p = realloc(old, bytes ? bytes : 1);

	if (p == NULL) {
		fputs("out of memory\n", stderr);
		abort();
	}
	return p;
}

size_t
must_fmt_len(const char *fmt, va_list ap)
{
	va_list again;
	int n;

	va_copy(again, ap);
	n = vsnprintf(NULL, 0, fmt, again);
	va_end(again);
	if (n < 0)
		abort();
	return (size_t)n;
}

static struct block *
block_new(struct block *older, size_t size)
{
	struct block *b = must_alloc(sizeof(*b) + size);

	b->older = older;
	b->size = size;
	return b;
}

struct arena *
arena_begin(void)
{
	struct arena *a = must_alloc(sizeof(*a));

	a->newest = block_new(NULL, FIRST_BLOCK);
	return a;
}

void *
arena_alloc(struct arena *a, size_t bytes)
{
	const size_t align = alignof(max_align_t);
	struct block *b = a->newest;
	void *p;

	if (bytes > SIZE_MAX / 2)
		abort();
	bytes = (bytes + align - 1) / align * align;
	if (b->size - b->used < bytes) {
		size_t size = b->size * 2;

		if (size > 1024 * 1024)
			size = 1024 * 1024;
		b = a->newest = block_new(b, size < bytes ? bytes : size);
	}
	p = b->bytes + b->used;
	b->used += bytes;
	a->total += bytes;
	return p;
}

void *
arena_array(struct arena *a, size_t count, size_t size)
{
	if (size != 0 && count > SIZE_MAX / 2 / size)
		abort();
	return arena_alloc(a, count * size);
}

char *
arena_copy(struct arena *a, const char *bytes, size_t len)
{
	char *p = arena_alloc(a, len + 1);

	if (len > 0)
		memcpy(p, bytes, len);
	return p;
}

char *
arena_text(struct arena *a, const char *s)
{
	return s == NULL ? NULL : arena_copy(a, s, strlen(s));
}

char *
arena_vfmt(struct arena *a, const char *fmt, va_list ap)
{
	size_t size = must_fmt_len(fmt, ap) + 1;
	char *p = arena_alloc(a, size);

	vsnprintf(p, size, fmt, ap);
	return p;
}

char *
arena_fmt(struct arena *a, const char *fmt, ...)
{
	va_list ap;
	char *p;

	va_start(ap, fmt);
	p = arena_vfmt(a, fmt, ap);
	va_end(ap);
	return p;
}

void
arena_defer(struct arena *a, void (*fn)(void *), void *what)
{
	struct deferred *d = arena_alloc(a, sizeof(*d));

	d->fn = fn;
	d->what = what;
	d->older = a->deferred;
	a->deferred = d;
}

size_t
arena_used(const struct arena *a)
{
	return a->total;
}

static void
run_deferred(struct arena *a)
{
	while (a->deferred != NULL) {
		struct deferred *d = a->deferred;

		a->deferred = d->older;
		d->fn(d->what);
	}
}

void
arena_reset(struct arena *a)
{
	struct block *first = a->newest;

	run_deferred(a);
	while (first->older != NULL) {
		struct block *older = first->older;

		free(first);
		first = older;
	}
	memset(first->bytes, 0, first->used);
	first->used = 0;
	a->newest = first;
	a->total = 0;
}

void
arena_end(struct arena *a)
{
	run_deferred(a);
	while (a->newest != NULL) {
		struct block *b = a->newest;

		a->newest = b->older;
		free(b);
	}
	free(a);
}
