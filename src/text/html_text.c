/* SPDX-License-Identifier: MIT */
#include "text/html_text.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/sbuf.h"
#include "base/utf8.h"
#include "text/html_entity.h"
#include "text/mail_split.h"

enum element_kind {
	EL_INLINE,
	EL_BLOCK,	/* begins and ends a line */
	EL_PARA,	/* the same, with an empty line between */
	EL_BREAK,
	EL_CELL,
	EL_DIV,
	EL_QUOTE,
	EL_PRE,
	EL_RAW,		/* its content is no text */
};

static const struct element {
	const char *name;
	enum element_kind kind;
} elements[] = {
	/* in byte order */
	{ "address", EL_BLOCK }, { "article", EL_BLOCK },
	{ "aside", EL_BLOCK }, { "blockquote", EL_QUOTE },
	{ "body", EL_BLOCK }, { "br", EL_BREAK }, { "caption", EL_BLOCK },
	{ "center", EL_BLOCK }, { "dd", EL_BLOCK }, { "details", EL_BLOCK },
	{ "div", EL_DIV }, { "dl", EL_BLOCK }, { "dt", EL_BLOCK },
	{ "fieldset", EL_BLOCK }, { "figcaption", EL_BLOCK },
	{ "figure", EL_BLOCK }, { "footer", EL_BLOCK }, { "form", EL_BLOCK },
	{ "h1", EL_PARA }, { "h2", EL_PARA }, { "h3", EL_PARA },
	{ "h4", EL_PARA }, { "h5", EL_PARA }, { "h6", EL_PARA },
	{ "head", EL_BLOCK }, { "header", EL_BLOCK }, { "hr", EL_BLOCK },
	{ "html", EL_BLOCK }, { "iframe", EL_RAW }, { "legend", EL_BLOCK },
	{ "li", EL_BLOCK }, { "main", EL_BLOCK }, { "nav", EL_BLOCK },
	{ "noembed", EL_RAW }, { "noframes", EL_RAW }, { "ol", EL_BLOCK },
	{ "option", EL_BLOCK }, { "p", EL_PARA }, { "pre", EL_PRE },
	{ "script", EL_RAW }, { "section", EL_BLOCK }, { "style", EL_RAW },
	{ "summary", EL_BLOCK }, { "table", EL_BLOCK }, { "tbody", EL_BLOCK },
	{ "td", EL_CELL }, { "tfoot", EL_BLOCK }, { "th", EL_CELL },
	{ "thead", EL_BLOCK }, { "title", EL_RAW }, { "tr", EL_BLOCK },
	{ "ul", EL_BLOCK },
};

/* Classes and ids by which mail programs mark what is not the author's. */
static const struct marker {
	const char *name;
	enum { OPENS_QUOTE, OPENS_SIGNATURE, REST_IS_QUOTE } does;
} markers[] = {
	{ "gmail_quote", OPENS_QUOTE },
	{ "gmail_attr", OPENS_QUOTE },
	{ "gmail_extra", OPENS_QUOTE },
	{ "yahoo_quoted", OPENS_QUOTE },
	{ "moz-cite-prefix", OPENS_QUOTE },
	{ "protonmail_quote", OPENS_QUOTE },
	{ "zmail_extra", OPENS_QUOTE },
	{ "mail_android_quote", OPENS_QUOTE },
	{ "helpscout-signature", OPENS_SIGNATURE },
	{ "gmail_signature", OPENS_SIGNATURE },
	{ "moz-signature", OPENS_SIGNATURE },
	{ "protonmail_signature_block", OPENS_SIGNATURE },
	{ "divRplyFwdMsg", REST_IS_QUOTE },
	{ "appendonsend", REST_IS_QUOTE },
	{ "OLK_SRC_BODY_SECTION", REST_IS_QUOTE },
};

struct scan {
	const char *s, *end;
	const char *last_gt;	/* the last '>', before which a tag may start */
	const char *last_quote[2];	/* the last " and ' */
	struct sbuf *out;
	bool bol;		/* nothing on this line yet */
	bool space;		/* blanks wait for the next character */
	bool tags;		/* line breaks in the source mean nothing */
	bool rest_quoted;
	unsigned pre, quotes, divs;
	unsigned quote_div, signature_div;	/* depth they began at, or 0 */
	char mark;		/* MARK_ of the text that follows */
};

static void
line_end(struct scan *t)
{
	sbuf_char(t->out, '\n');
	t->bol = true;
	t->space = false;
}

static void
line_fresh(struct scan *t)
{
	if (!t->bol)
		line_end(t);
}

/* An empty line, once. */
static void
line_gap(struct scan *t)
{
	line_fresh(t);
	if (t->out->len >= 2 && t->out->s[t->out->len - 2] != '\n')
		line_end(t);
}

static void
mark_update(struct scan *t)
{
	char mark = t->signature_div ? MARK_SIGNATURE :
	    t->quotes || t->quote_div || t->rest_quoted ? MARK_QUOTED : 0;

	if (mark != t->mark)
		line_fresh(t);
	t->mark = mark;
}

static void
put_visible(struct scan *t, const char *s, size_t n)
{
	if (t->bol && t->mark)
		sbuf_char(t->out, t->mark);
	if (t->space && !t->bol)
		sbuf_char(t->out, ' ');
	t->bol = t->space = false;
	sbuf_add(t->out, s, n);
}

/* Odd characters: every kind of blank is one blank, and what has no width and
 * no meaning goes. Answers false for a character that is to be kept. */
static bool
put_odd(struct scan *t, uint32_t cp)
{
	if (cp == 0xa0 || (cp >= 0x2000 && cp <= 0x200a) || cp == 0x202f ||
	    cp == 0x3000) {
		t->space = true;
		return true;
	}
	if (cp == 0x2028 || cp == 0x2029) {
		line_end(t);
		return true;
	}
	return cp < 0x20 || (cp >= 0x7f && cp < 0xa0) || cp == 0xad ||
	    cp == 0x200b || cp == 0x2060 || cp == 0xfeff;
}

static void
put_blank(struct scan *t, char c)
{
	if (c == '\n' && (t->pre || !t->tags))
		line_end(t);
	else if (t->pre && !t->bol && c != '\r')
		put_visible(t, " ", 1);
	else
		t->space = true;
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

/* Valid UTF-8 without markup. */
static void
put_text(struct scan *t, const char *s, const char *end)
{
	const char *run = s;

	while (s < end) {
		unsigned char c = (unsigned char)*s;
		uint32_t cp = c;
		size_t n = 1;

		if (c > ' ' && c < 0x7f) {
			s++;
			continue;
		}
		if (c >= 0x80) {
			n = utf8_get(s, (size_t)(end - s), &cp);
			if (c != 0xc2 && c != 0xe2 && c != 0xe3 && c != 0xef) {
				s += n;
				continue;
			}
		}
		if (s > run)
			put_visible(t, run, (size_t)(s - run));
		if (is_blank(*s))
			put_blank(t, *s);
		else if (!put_odd(t, cp))
			put_visible(t, s, n);
		s += n;
		run = s;
	}
	if (s > run)
		put_visible(t, run, (size_t)(s - run));
}

static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

static bool
is_letter(char c)
{
	c = lower(c);
	return c >= 'a' && c <= 'z';
}

/* "<b", "</b", "<o:p": but not "<ann@example.com>" and "<https://…>", which
 * people and mail programs leave unescaped. */
static bool
is_tag(const char *s, const char *end)
{
	size_t n = 0, len = (size_t)(end - s);

	if (len > 1 && s[1] == '/')
		n++;
	if (++n >= len || !is_letter(s[n]))
		return false;
	while (n < len && (is_letter(s[n]) || (s[n] >= '0' && s[n] <= '9') ||
	    s[n] == '-' || s[n] == ':' || s[n] == '_'))
		n++;
	if (n < len && s[n] == '/' && s[n - 1] == ':')
		return false;
	return n == len || is_blank(s[n]) || s[n] == '/' || s[n] == '>';
}

static int
element_order(const void *key, const void *item)
{
	return strcmp(key, ((const struct element *)item)->name);
}

static enum element_kind
element_kind(const char *name)
{
	const struct element *e = bsearch(name, elements,
	    sizeof(elements) / sizeof(*elements), sizeof(*elements),
	    element_order);

	return e == NULL ? EL_INLINE : e->kind;
}

/* The tag's name, lower-cased; what is too long is no name that we know. */
static const char *
tag_name(const char *s, const char *end, char name[static 16])
{
	size_t n = 0;

	while (s < end && !is_blank(*s) && *s != '>' && *s != '/') {
		if (n < 15)
			name[n++] = lower(*s);
		s++;
	}
	name[n] = '\0';
	return s;
}

static void
marker_apply(struct scan *t, enum element_kind kind, const char *s, size_t len)
{
	for (size_t i = 0; i < sizeof(markers) / sizeof(*markers); i++) {
		if (strlen(markers[i].name) != len ||
		    memcmp(markers[i].name, s, len) != 0)
			continue;
		if (markers[i].does == REST_IS_QUOTE)
			t->rest_quoted = true;
		else if (kind != EL_DIV)
			return;
		else if (markers[i].does == OPENS_QUOTE && !t->quote_div)
			t->quote_div = t->divs;
		else if (markers[i].does == OPENS_SIGNATURE &&
		    !t->signature_div)
			t->signature_div = t->divs;
		return;
	}
}

/* One class or id attribute: words with blanks between. */
static void
markers_find(struct scan *t, enum element_kind kind, const char *s,
    const char *end)
{
	while (s < end) {
		const char *from = s;

		while (s < end && !is_blank(*s))
			s++;
		marker_apply(t, kind, from, (size_t)(s - from));
		while (s < end && is_blank(*s))
			s++;
	}
}

/* One value; answers where it ends and leaves its bounds in *from and *to. */
static const char *
attribute_value(const struct scan *t, const char *s, const char **from,
    const char **to)
{
	char quote = *s;

	if ((quote == '"' && s < t->last_quote[0]) ||
	    (quote == '\'' && s < t->last_quote[1])) {
		*from = ++s;
		s = memchr(s, quote, (size_t)(t->end - s));
		*to = s;
		return s + 1;
	}
	*from = s;
	while (s < t->end && !is_blank(*s) && *s != '>')
		s++;
	*to = s;
	return s;
}

/* One attribute, which starts at s. */
static const char *
attribute(struct scan *t, enum element_kind kind, bool opens, const char *s)
{
	const char *name = s, *from, *to;
	size_t len;

	s++;
	while (s < t->end && !is_blank(*s) && *s != '=' && *s != '>' &&
	    *s != '/')
		s++;
	len = (size_t)(s - name);
	while (s < t->end && is_blank(*s))
		s++;
	if (s >= t->end || *s != '=')
		return s;
	s++;
	while (s < t->end && is_blank(*s))
		s++;
	if (s >= t->end)
		return s;
	s = attribute_value(t, s, &from, &to);
	if (opens && ((len == 5 && strncasecmp(name, "class", 5) == 0) ||
	    (len == 2 && strncasecmp(name, "id", 2) == 0)))
		markers_find(t, kind, from, to);
	return s;
}

static const char *
attributes(struct scan *t, enum element_kind kind, bool opens, const char *s)
{
	while (s < t->end && *s != '>') {
		if (is_blank(*s) || *s == '/')
			s++;
		else
			s = attribute(t, kind, opens, s);
	}
	return s < t->end ? s + 1 : s;
}

/* Past </name>, or the end: a raw element that is never closed hides all. */
static const char *
skip_raw(const char *s, const char *end, const char *name)
{
	size_t n = strlen(name);

	while ((s = memchr(s, '<', (size_t)(end - s))) != NULL) {
		if ((size_t)(end - s) > n + 2 && s[1] == '/' &&
		    strncasecmp(s + 2, name, n) == 0 && !is_letter(s[n + 2])) {
			s = memchr(s, '>', (size_t)(end - s));
			return s == NULL ? end : s + 1;
		}
		s++;
	}
	return end;
}

static void
div_close(struct scan *t)
{
	if (t->divs == 0)
		return;
	if (t->quote_div == t->divs)
		t->quote_div = 0;
	if (t->signature_div == t->divs)
		t->signature_div = 0;
	t->divs--;
}

static void
element_break(struct scan *t, enum element_kind kind, bool opens)
{
	switch (kind) {
	case EL_INLINE:
	case EL_RAW:
		break;
	case EL_CELL:
		t->space = true;
		break;
	case EL_BREAK:
		line_end(t);
		break;
	case EL_PARA:
	case EL_QUOTE:
		line_gap(t);
		break;
	case EL_PRE:
		line_fresh(t);
		if (opens)
			t->pre++;
		else if (t->pre > 0)
			t->pre--;
		break;
	case EL_BLOCK:
	case EL_DIV:
		line_fresh(t);
		break;
	}
}

static void
nesting(struct scan *t, enum element_kind kind, bool opens)
{
	if (kind == EL_DIV && opens)
		t->divs++;
	else if (kind == EL_DIV)
		div_close(t);
	else if (kind == EL_QUOTE && opens)
		t->quotes++;
	else if (kind == EL_QUOTE && t->quotes > 0)
		t->quotes--;
}

/* A tag at s, which is "<x" or "</x". */
static const char *
tag(struct scan *t, const char *s)
{
	bool opens = s[1] != '/';
	char name[16];
	enum element_kind kind;

	s = tag_name(s + (opens ? 1 : 2), t->end, name);
	kind = element_kind(name);
	element_break(t, kind, opens);
	nesting(t, kind, opens);
	s = attributes(t, kind, opens, s);
	mark_update(t);
	if (opens && kind == EL_RAW)
		s = skip_raw(s, t->end, name);
	return s;
}

/* "<!-- -->", "<!doctype>", "<?xml ?>"; a comment never closed hides all. */
static const char *
declaration(const struct scan *t, const char *s)
{
	if (t->end - s >= 4 && memcmp(s, "<!--", 4) == 0) {
		s = memmem(s + 2, (size_t)(t->end - s - 2), "-->", 3);
		return s == NULL ? t->end : s + 3;
	}
	s = memchr(s, '>', (size_t)(t->end - s));
	return s == NULL ? t->end : s + 1;
}

/* Markup at a '<'; answers s itself when it is only a character. */
static const char *
markup(struct scan *t, const char *s)
{
	if (t->last_gt == NULL || s > t->last_gt || t->end - s < 3)
		return s;
	if (s[1] == '!' || s[1] == '?')
		return declaration(t, s);
	return is_tag(s, t->end) ? tag(t, s) : s;
}

static const char *
character(struct scan *t, const char *s)
{
	char one[4];
	uint32_t cp;
	size_t n = html_entity(s, (size_t)(t->end - s), &cp);

	if (n == 0) {
		put_visible(t, s, 1);
		return s + 1;
	}
	put_text(t, one, one + utf8_encode(one, cp));
	return s + n;
}

static void
scan_html(struct scan *t)
{
	const char *s = t->s;

	while (s < t->end) {
		const char *from = s, *after;

		while (s < t->end && *s != '<' && *s != '&')
			s++;
		put_text(t, from, s);
		if (s >= t->end)
			break;
		if (*s == '&') {
			s = character(t, s);
			continue;
		}
		after = markup(t, s);
		if (after == s)
			put_visible(t, after++, 1);
		s = after;
	}
}

static bool
has_tags(const struct scan *t)
{
	const char *s = t->s;

	if (t->last_gt == NULL)
		return false;
	while ((s = memchr(s, '<', (size_t)(t->last_gt - s))) != NULL) {
		if (s[1] == '!' || is_tag(s, t->end))
			return true;
		s++;
	}
	return false;
}

/* Clean, capped bytes to scan. */
static void
scan_begin(struct arena *mem, struct scan *t, const char *s, size_t len,
    bool *cut)
{
	*cut = len > HTML_TEXT_MAX;
	if (*cut)
		len = utf8_cut(s, len, HTML_TEXT_MAX);
	if (len > 0 && (!utf8_valid(s, len) || memchr(s, '\0', len) != NULL)) {
		struct sbuf *clean = sbuf_arena(mem);

		utf8_clean(clean, s, len);
		s = clean->s;
		len = clean->len;
	}
	t->s = len > 0 ? s : "";
	t->end = t->s + len;
	t->last_gt = memrchr(t->s, '>', len);
	t->last_quote[0] = memrchr(t->s, '"', len);
	t->last_quote[1] = memrchr(t->s, '\'', len);
	t->out = sbuf_arena(mem);
	sbuf_reserve(t->out, len + 1);
	t->bol = true;
}

void
html_text(struct arena *mem, const char *html, size_t len,
    struct message_text *out)
{
	struct scan t = { 0 };

	memset(out, 0, sizeof(*out));
	scan_begin(mem, &t, html, len, &out->cut);
	t.tags = has_tags(&t);
	scan_html(&t);
	mail_split(mem, sbuf_cstr(t.out), t.out->len, out);
}

void
plain_text(struct arena *mem, const char *text, size_t len,
    struct message_text *out)
{
	struct scan t = { 0 };

	memset(out, 0, sizeof(*out));
	scan_begin(mem, &t, text, len, &out->cut);
	put_text(&t, t.s, t.end);
	mail_split(mem, sbuf_cstr(t.out), t.out->len, out);
}
