/* SPDX-License-Identifier: MIT */
#include "quality/evidence.h"

#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"

/* A text as it is compared: one unit a character, with where it begins. */
struct plain {
	uint32_t *unit;
	size_t *at;	/* [n + 1]: the last is where the text ends */
	size_t n;
};

static bool
is_space(uint32_t cp)
{
	return cp <= ' ' || cp == 0xa0 || (cp >= 0x2000 && cp <= 0x200b) ||
	    cp == 0x2028 || cp == 0x2029 || cp == 0x202f || cp == 0x205f ||
	    cp == 0x3000 || cp == 0xfeff;
}

/* Marks that keyboards, mail programs and models write in place of another. */
static uint32_t
unit_of(uint32_t cp)
{
	if (is_space(cp))
		return ' ';
	if (cp >= 0x2010 && cp <= 0x2015)
		return '-';
	switch (cp) {
	case '`': case 0xb4: case 0xab: case 0xbb: case '"':
	case 0x2018: case 0x2019: case 0x201a: case 0x201b:
	case 0x201c: case 0x201d: case 0x201e: case 0x201f:
	case 0x2039: case 0x203a:
		return '\'';
	case 0x2212:
		return '-';
	default:
		return utf8_lower(cp);
	}
}

static void
plain_add(struct plain *p, uint32_t unit, size_t at)
{
	if (unit == ' ' && p->n > 0 && p->unit[p->n - 1] == ' ')
		return;
	p->at[p->n] = at;
	p->unit[p->n++] = unit;
}

static void
plain_read(struct arena *mem, const char *text, struct plain *p)
{
	size_t len = strlen(text), n;
	uint32_t cp;

	/* an ellipsis of one character becomes three */
	p->unit = arena_array(mem, len + 1, sizeof(*p->unit));
	p->at = arena_array(mem, len + 1, sizeof(*p->at));
	p->n = 0;
	for (size_t at = 0; at < len; at += n) {
		n = utf8_get(text + at, len - at, &cp);
		if (n == 0) {
			cp = 0xfffd;
			n = 1;
		}
		if (cp == 0x2026)
			for (int i = 0; i < 3; i++)
				plain_add(p, '.', at);
		else
			plain_add(p, unit_of(cp), at);
	}
	p->at[p->n] = len;
}

static bool
is_wrapping(uint32_t unit)
{
	return unit == ' ' || unit == '\'';
}

/* Without blanks and quotation marks around it. */
static void
wrapping_trim(struct plain *p)
{
	while (p->n > 0 && is_wrapping(p->unit[0])) {
		p->unit++;
		p->n--;
	}
	while (p->n > 0 && is_wrapping(p->unit[p->n - 1]))
		p->n--;
}

static size_t
dots_at_start(const struct plain *p)
{
	size_t n = 0;

	while (n < p->n && p->unit[n] == '.')
		n++;
	return n;
}

static size_t
dots_at_end(const struct plain *p)
{
	size_t n = 0;

	while (n < p->n && p->unit[p->n - 1 - n] == '.')
		n++;
	return n;
}

static void
ellipsis_trim(struct plain *p)
{
	size_t dots;

	wrapping_trim(p);
	dots = dots_at_start(p);
	if (dots >= 3) {
		p->unit += dots;
		p->n -= dots;
	}
	dots = dots_at_end(p);
	if (dots >= 3)
		p->n -= dots;
	wrapping_trim(p);
}

/* What words are made of in scripts that put blanks between them: Latin, Greek,
 * Cyrillic. In others any character may be the edge of a word. */
static bool
is_letter(uint32_t unit)
{
	return (unit >= 'a' && unit <= 'z') || (unit >= '0' && unit <= '9') ||
	    (unit >= 0xc0 && unit <= 0x52f && unit != 0xd7 && unit != 0xf7);
}

static bool
is_joined(uint32_t a, uint32_t b)
{
	return is_letter(a) && is_letter(b);
}

static size_t
letters(const struct plain *p)
{
	size_t n = 0;

	for (size_t i = 0; i < p->n; i++)
		n += p->unit[i] > 0x7f || is_letter(p->unit[i]);
	return n;
}

/* Whether the m units that end before `end` are whole words. */
static bool
stands_alone(const struct plain *t, size_t end, size_t m)
{
	size_t from = end - m;

	return (from == 0 || !is_joined(t->unit[from - 1], t->unit[from])) &&
	    (end == t->n || !is_joined(t->unit[end - 1], t->unit[end]));
}

/* Knuth, Morris and Pratt: time linear in both, whatever they are. */
static bool
whole_words(struct arena *mem, const struct plain *t, const struct plain *w,
    size_t *end)
{
	size_t *back = arena_array(mem, w->n + 1, sizeof(*back));

	for (size_t i = 1, k = 0; i < w->n; i++) {
		while (k > 0 && w->unit[k] != w->unit[i])
			k = back[k];
		k += w->unit[k] == w->unit[i];
		back[i + 1] = k;
	}
	for (size_t i = 0, k = 0; i < t->n; i++) {
		while (k > 0 && (k == w->n || w->unit[k] != t->unit[i]))
			k = back[k];
		k += w->unit[k] == t->unit[i];
		if (k == w->n && stands_alone(t, i + 1, k)) {
			*end = i + 1;
			return true;
		}
	}
	return false;
}

bool
evidence_find(struct arena *mem, const char *text, const char *words,
    size_t *at, size_t *len)
{
	struct plain t, w;
	size_t end;

	plain_read(mem, words, &w);
	ellipsis_trim(&w);
	if (letters(&w) < EVIDENCE_LEAST)
		return false;
	plain_read(mem, text, &t);
	if (w.n > t.n || !whole_words(mem, &t, &w, &end))
		return false;
	*at = t.at[end - w.n];
	*len = t.at[end] - *at;
	return true;
}
