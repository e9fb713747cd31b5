/* SPDX-License-Identifier: MIT */
#include "base/sbuf.h"

#include "base/arena.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void
free_buffer(void *sb)
{
	sbuf_free(sb);
}

struct sbuf *
sbuf_arena(struct arena *a)
{
	struct sbuf *sb = arena_alloc(a, sizeof(*sb));

	arena_defer(a, free_buffer, sb);
	return sb;
}

void
sbuf_reserve(struct sbuf *sb, size_t more)
{
	size_t cap = sb->cap ? sb->cap : 256;

	if (more > SIZE_MAX / 4 - sb->len)
		abort();
	while (cap < sb->len + more + 1)
		cap *= 2;
	if (cap != sb->cap) {
		sb->s = must_realloc(sb->s, cap);
		sb->cap = cap;
		sb->s[sb->len] = '\0';
	}
}

void
sbuf_add(struct sbuf *sb, const char *bytes, size_t len)
{
	sbuf_reserve(sb, len);
	if (len > 0)
		memcpy(sb->s + sb->len, bytes, len);
	sb->len += len;
	sb->s[sb->len] = '\0';
}

void
sbuf_char(struct sbuf *sb, char c)
{
	sbuf_add(sb, &c, 1);
}

void
sbuf_text(struct sbuf *sb, const char *s)
{
	sbuf_add(sb, s, strlen(s));
}

void
sbuf_int(struct sbuf *sb, long long n)
{
	sbuf_fmt(sb, "%lld", n);
}

void
sbuf_fmt(struct sbuf *sb, const char *fmt, ...)
{
	va_list ap;
	size_t len;

	va_start(ap, fmt);
	len = must_fmt_len(fmt, ap);
	sbuf_reserve(sb, len);
	vsnprintf(sb->s + sb->len, len + 1, fmt, ap);
	va_end(ap);
	sb->len += len;
}

const char *
sbuf_cstr(const struct sbuf *sb)
{
	return sb->s == NULL ? "" : sb->s;
}

void
sbuf_clear(struct sbuf *sb)
{
	sb->len = 0;
	if (sb->s != NULL)
		sb->s[0] = '\0';
}

void
sbuf_free(struct sbuf *sb)
{
	free(sb->s);
	sb->s = NULL;
	sb->len = sb->cap = 0;
}
