/* SPDX-License-Identifier: MIT */
#include "tests/sandbox/scan.h"

#include "base/clock.h"
#include "base/sbuf.h"
#include "base/utf8.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_DEPTH = 64 };

static const char *
skip_space(const char *p, const char *end)
{
	while (p < end && (*p == ' ' || *p == '\n' || *p == '\r' || *p == '\t'))
		p++;
	return p;
}

/* p stands on the opening quote; answers what follows the closing one. */
static const char *
skip_string(const char *p, const char *end)
{
	const char *quote, *back;

	for (p++; p < end; p = quote + 1) {
		quote = memchr(p, '"', (size_t)(end - p));
		if (quote == NULL)
			return NULL;
		for (back = quote; back > p && back[-1] == '\\'; back--)
			;
		if ((quote - back) % 2 == 0)
			return quote + 1;
	}
	return NULL;
}

static const char *
skip_word(const char *p, const char *end)
{
	const char *from = p;

	while (
	    p < end && ((*p >= '0' && *p <= '9') || (*p >= 'a' && *p <= 'z') ||
			   *p == '-' || *p == '+' || *p == '.' || *p == 'E'))
		p++;
	return p == from ? NULL : p;
}

static const char *skip_value(const char *p, const char *end, int depth);

static const char *
skip_member(const char *p, const char *end, int depth)
{
	p = skip_space(p, end);
	if (p >= end || *p != '"' || (p = skip_string(p, end)) == NULL)
		return NULL;
	p = skip_space(p, end);
	if (p >= end || *p != ':')
		return NULL;
	return skip_value(p + 1, end, depth);
}

static const char *
skip_container(const char *p, const char *end, int depth)
{
	char close = *p == '{' ? '}' : ']';
	bool object = *p == '{';

	if (depth >= MAX_DEPTH)
		return NULL;
	p = skip_space(p + 1, end);
	if (p < end && *p == close)
		return p + 1;
	for (;;) {
		p = object ? skip_member(p, end, depth + 1)
			   : skip_value(p, end, depth + 1);
		if (p == NULL)
			return NULL;
		p = skip_space(p, end);
		if (p >= end || (*p != ',' && *p != close))
			return NULL;
		if (*p++ == close)
			return p;
	}
}

static const char *
skip_value(const char *p, const char *end, int depth)
{
	p = skip_space(p, end);
	if (p >= end)
		return NULL;
	if (*p == '"')
		return skip_string(p, end);
	if (*p == '{' || *p == '[')
		return skip_container(p, end, depth);
	return skip_word(p, end);
}

bool
scan_value(const char *text, size_t len, struct slice *value)
{
	const char *end = text + len, *from = skip_space(text, end);
	const char *to = skip_value(from, end, 0);

	if (to == NULL || skip_space(to, end) != end)
		return false;
	*value = (struct slice){ from, (size_t)(to - from) };
	return true;
}

bool
scan_open(struct scan *sc, struct slice container)
{
	if (container.len < 2 || (*container.s != '{' && *container.s != '['))
		return false;
	*sc = (struct scan){ container.s + 1, container.s + container.len - 1,
		true };
	return true;
}

/* To the start of the next item; false at the end. */
static bool
next_item(struct scan *sc)
{
	sc->p = skip_space(sc->p, sc->end);
	if (sc->p >= sc->end)
		return false;
	if (!sc->first) {
		if (*sc->p != ',')
			return false;
		sc->p = skip_space(sc->p + 1, sc->end);
	}
	sc->first = false;
	return sc->p < sc->end;
}

static bool
take_value(struct scan *sc, struct slice *value)
{
	const char *from = skip_space(sc->p, sc->end);
	const char *to = skip_value(from, sc->end, 0);

	if (to == NULL)
		return false;
	*value = (struct slice){ from, (size_t)(to - from) };
	sc->p = to;
	return true;
}

bool
scan_member(struct scan *sc, struct slice *key, struct slice *value)
{
	const char *after;

	if (!next_item(sc) || *sc->p != '"' ||
	    (after = skip_string(sc->p, sc->end)) == NULL)
		return false;
	*key = (struct slice){ sc->p + 1, (size_t)(after - sc->p) - 2 };
	after = skip_space(after, sc->end);
	if (after >= sc->end || *after != ':')
		return false;
	sc->p = after + 1;
	return take_value(sc, value);
}

bool
scan_element(struct scan *sc, struct slice *value)
{
	return next_item(sc) && take_value(sc, value);
}

bool
slice_is(struct slice sl, const char *text)
{
	return strlen(text) == sl.len && memcmp(sl.s, text, sl.len) == 0;
}

bool
scan_get(struct slice object, const char *key, struct slice *value)
{
	struct scan sc;
	struct slice k;

	if (object.len == 0 || *object.s != '{' || !scan_open(&sc, object))
		return false;
	while (scan_member(&sc, &k, value))
		if (slice_is(k, key))
			return true;
	return false;
}

bool
scan_is(struct slice value, const char *text)
{
	size_t len = strlen(text);

	return value.len == len + 2 && *value.s == '"' &&
	       memcmp(value.s + 1, text, len) == 0;
}

int64_t
scan_int(struct slice value, int64_t otherwise)
{
	char digits[24], *end;
	long long n;

	if (value.len == 0 || value.len >= sizeof(digits))
		return otherwise;
	memcpy(digits, value.s, value.len);
	digits[value.len] = '\0';
	errno = 0;
	n = strtoll(digits, &end, 10);
	return errno != 0 || *end != '\0' ? otherwise : n;
}

int64_t
scan_time(struct slice value)
{
	char text[64];
	int64_t at;

	if (value.len < 3 || value.len >= sizeof(text) || *value.s != '"')
		return 0;
	memcpy(text, value.s + 1, value.len - 2);
	text[value.len - 2] = '\0';
	return clock_parse(text, &at) ? at : 0;
}

static uint32_t
hex4(const char *p, const char *end)
{
	uint32_t cp = 0;

	if (end - p < 4)
		return 0xfffd;
	for (int i = 0; i < 4; i++) {
		char c = p[i];

		cp = cp << 4 | (uint32_t)(c >= '0' && c <= '9' ? c - '0'
					  : (c | 32) >= 'a' && (c | 32) <= 'f'
					      ? (c | 32) - 'a' + 10
					      : 0);
	}
	return cp;
}

/* p stands after "\u"; answers how many bytes were used. */
static size_t
add_unicode(const char *p, const char *end, struct sbuf *out)
{
	uint32_t cp = hex4(p, end), low;

	if (cp >= 0xd800 && cp < 0xdc00 && end - p >= 10 && p[4] == '\\' &&
	    p[5] == 'u') {
		low = hex4(p + 6, end);
		if (low >= 0xdc00 && low < 0xe000) {
			utf8_put(out,
			    0x10000 + ((cp - 0xd800) << 10) + (low - 0xdc00));
			return 10;
		}
	}
	utf8_put(out, cp);
	return end - p < 4 ? (size_t)(end - p) : 4;
}

bool
scan_text(struct slice value, struct sbuf *out)
{
	static const char from[] = "nrtbf", to[] = "\n\r\t\b\f";
	const char *p, *end, *found;

	if (value.len < 2 || *value.s != '"')
		return false;
	end = value.s + value.len - 1;
	for (p = value.s + 1; p < end; p++) {
		if (*p != '\\' || p + 1 == end) {
			sbuf_char(out, *p);
		} else if (*++p == 'u') {
			p += add_unicode(p + 1, end, out);
		} else {
			found = strchr(from, *p);
			sbuf_char(out, found != NULL ? to[found - from] : *p);
		}
	}
	return true;
}

int64_t
scan_get_int(struct slice object, const char *key)
{
	struct slice v;

	return scan_get(object, key, &v) ? scan_int(v, 0) : 0;
}

int64_t
scan_get_time(struct slice object, const char *key)
{
	struct slice v;

	return scan_get(object, key, &v) ? scan_time(v) : 0;
}
