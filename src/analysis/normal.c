/* SPDX-License-Identifier: MIT */
#include "analysis/normal.h"

#include <stdbool.h>
#include <string.h>

#include "analysis/rules.h"
#include "base/arena.h"
#include "base/sbuf.h"
#include "text/words.h"

enum { NORMAL_MAX = 8 * 1024, GREETING_WORDS = 4, BODY_WORDS = 3 };

static bool
is_space(char c)
{
	return c == ' ' || c == '\n' || c == '\t';
}

/* A link, an address, or an id: what has digits and letters mixed. */
static bool
is_volatile(const char *s, size_t len)
{
	size_t digits = 0, letters = 0;

	if (memchr(s, '@', len) != NULL || memmem(s, len, "://", 3) != NULL ||
	    (len > 4 && strncasecmp(s, "www.", 4) == 0))
		return true;
	for (size_t i = 0; i < len; i++) {
		digits += s[i] >= '0' && s[i] <= '9';
		letters += (s[i] | 0x20) >= 'a' && (s[i] | 0x20) <= 'z';
	}
	return digits > 0 && letters > 0;
}

/* The text with a blank in the place of what differs from mail to mail. */
static const char *
without_volatile(struct arena *mem, const char *text)
{
	struct sbuf *out = sbuf_arena(mem);

	while (*text != '\0') {
		size_t len = 0;

		while (text[len] != '\0' && !is_space(text[len]))
			len++;
		if (!is_volatile(text, len))
			sbuf_add(out, text, len);
		while (is_space(text[len]))
			sbuf_char(out, text[len++]);
		text += len;
	}
	return sbuf_cstr(out);
}

/* "Hi Ann," and "Dear support team": words to leave out at the start. */
static size_t
greeting_words(const struct ruleset *set, const struct tokens *t,
    const char *text)
{
	size_t n = 0;

	if (t->n == 0 || !word_has(t->v[0].word, set->greetings))
		return 0;
	while (n < t->n && n < GREETING_WORDS) {
		const struct token *k = &t->v[n++];
		char after = text[k->at + k->len];

		if (after == ',' || after == '\n' || after == '!' ||
		    after == '.' || after == ':')
			return n;
	}
	return 1;
}

static bool
is_dropped(const struct ruleset *set, const struct word *w)
{
	return word_has(w, set->dropped) || word_has(w, set->greetings);
}

static size_t
stems_add(const struct ruleset *set, struct arena *mem, const char *text,
    bool all, struct sbuf *out)
{
	struct tokens t;
	const char *plain = without_volatile(mem, text);
	size_t n = 0;

	words_split(set->words, mem, plain, strlen(plain), &t);
	for (size_t i = all ? 0 : greeting_words(set, &t, plain); i < t.n;
	    i++) {
		const struct word *w = t.v[i].word;

		if (w->number || *w->stem == '?' ||
		    (!all && is_dropped(set, w)))
			continue;
		if (out->len + strlen(w->stem) + 1 > NORMAL_MAX)
			break;
		if (out->len > 0)
			sbuf_char(out, ' ');
		sbuf_text(out, w->stem);
		n++;
	}
	return n;
}

const char *
normal_text(const struct ruleset *set, struct arena *mem, const char *subject,
    const char *text)
{
	struct sbuf *out = sbuf_arena(mem);

	/* a short body says too little without its subject */
	if (stems_add(set, mem, text, false, out) < BODY_WORDS)
		stems_add(set, mem, subject, false, out);
	/* nothing but "hello, please help" is a matter of its own */
	if (out->len == 0)
		stems_add(set, mem, text, true, out);
	return out->len > 0 ? sbuf_cstr(out) : NULL;
}
