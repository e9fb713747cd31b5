/* SPDX-License-Identifier: MIT */
#include "base/json.h"

#include "base/clock.h"
#include "base/sbuf.h"
#include "base/utf8.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_DEPTH = 32 };

static void
begin_value(struct jw *w)
{
	uint32_t level = UINT32_C(1) << (w->depth ? w->depth - 1 : 0);

	if (w->after_key) {
		w->after_key = false;
		return;
	}
	if (w->depth == 0)
		return;
	assert(w->arrays & level);
	if (w->filled & level)
		sbuf_char(w->out, ',');
	w->filled |= level;
}

static void
open_level(struct jw *w, bool array)
{
	uint32_t level;

	begin_value(w);
	assert(w->depth < MAX_DEPTH);
	level = UINT32_C(1) << w->depth++;
	w->filled &= ~level;
	w->arrays = array ? w->arrays | level : w->arrays & ~level;
	sbuf_char(w->out, array ? '[' : '{');
}

void
jw_object(struct jw *w)
{
	open_level(w, false);
}

void
jw_array(struct jw *w)
{
	open_level(w, true);
}

void
jw_end(struct jw *w)
{
	assert(w->depth > 0 && !w->after_key);
	w->depth--;
	sbuf_char(w->out, w->arrays & UINT32_C(1) << w->depth ? ']' : '}');
}

static void
add_escape(struct sbuf *out, unsigned char c)
{
	switch (c) {
	case '"':
		sbuf_text(out, "\\\"");
		break;
	case '\\':
		sbuf_text(out, "\\\\");
		break;
	case '\n':
		sbuf_text(out, "\\n");
		break;
	case '\t':
		sbuf_text(out, "\\t");
		break;
	case '\r':
		sbuf_text(out, "\\r");
		break;
	default:
		sbuf_fmt(out, "\\u%04x", c);
	}
}

static void
add_string(struct sbuf *out, const char *s, size_t len)
{
	size_t i = 0, plain = 0;

	sbuf_char(out, '"');
	while (i < len) {
		unsigned char c = (unsigned char)s[i];
		size_t step = c < 0x80 ? 1 : utf8_step(s + i, len - i);
		bool escape = c < 0x20 || c == '"' || c == '\\' || c == '<' ||
		    c == 0x7f;

		if (step > 0 && !escape) {
			i += step;
			continue;
		}
		sbuf_add(out, s + plain, i - plain);
		if (escape)
			add_escape(out, c);
		else
			sbuf_text(out, "\xef\xbf\xbd");
		plain = ++i;
	}
	sbuf_add(out, s + plain, i - plain);
	sbuf_char(out, '"');
}

struct jw *
jw_key(struct jw *w, const char *name)
{
	uint32_t level;

	assert(w->depth > 0 && !w->after_key);
	level = UINT32_C(1) << (w->depth - 1);
	assert(!(w->arrays & level));
	if (w->filled & level)
		sbuf_char(w->out, ',');
	w->filled |= level;
	add_string(w->out, name, strlen(name));
	sbuf_char(w->out, ':');
	w->after_key = true;
	return w;
}

void
jw_text(struct jw *w, const char *s)
{
	if (s == NULL)
		jw_null(w);
	else
		jw_text_len(w, s, strlen(s));
}

void
jw_text_len(struct jw *w, const char *s, size_t len)
{
	begin_value(w);
	add_string(w->out, s, len);
}

void
jw_int(struct jw *w, long long n)
{
	begin_value(w);
	sbuf_int(w->out, n);
}

void
jw_num(struct jw *w, double x)
{
	char text[40];

	if (!isfinite(x)) {
		jw_null(w);
		return;
	}
	begin_value(w);
	for (int digits = 1; digits <= 17; digits++) {
		snprintf(text, sizeof(text), "%.*g", digits, x);
		if (strtod(text, NULL) == x)
			break;
	}
	sbuf_text(w->out, text);
	if (strpbrk(text, ".en") == NULL)
		sbuf_text(w->out, ".0");
}

void
jw_float(struct jw *w, float x)
{
	char text[24];

	if (!isfinite(x)) {
		jw_null(w);
		return;
	}
	begin_value(w);
	for (int digits = 6; digits <= 9; digits++) {
		snprintf(text, sizeof(text), "%.*g", digits, (double)x);
		if (strtof(text, NULL) == x)
			break;
	}
	sbuf_text(w->out, text);
}

void
jw_bool(struct jw *w, bool yes)
{
	begin_value(w);
	sbuf_text(w->out, yes ? "true" : "false");
}

void
jw_null(struct jw *w)
{
	begin_value(w);
	sbuf_text(w->out, "null");
}

void
jw_time(struct jw *w, int64_t s)
{
	char text[CLOCK_ISO_SIZE];

	if (s == 0)
		jw_null(w);
	else
		jw_text(w, clock_iso(s, text));
}

void
jw_raw(struct jw *w, const char *json)
{
	begin_value(w);
	sbuf_text(w->out, json);
}
