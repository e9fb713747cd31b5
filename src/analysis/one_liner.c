/* SPDX-License-Identifier: MIT */
#include "analysis/one_liner.h"

#include <stdint.h>
#include <string.h>

#include "analysis/rules.h"
#include "base/arena.h"
#include "base/sbuf.h"
#include "base/utf8.h"
#include "text/words.h"

enum { LEAD_IN = 60, TELLING_WORDS = 3 };

/* First token of the sentence that holds byte `at`. */
static size_t
sentence_at(const struct tokens *t, size_t at)
{
	size_t i = 0;

	while (i + 1 < t->n && t->v[i + 1].at <= at)
		i++;
	while (i > 0 && t->v[i - 1].sentence == t->v[i].sentence)
		i--;
	return i;
}

static size_t
sentence_end(const struct tokens *t, size_t i)
{
	size_t n = i;

	while (n < t->n && t->v[n].sentence == t->v[i].sentence)
		n++;
	return n;
}

/* First token of the first sentence with a few words that mean something. */
static size_t
first_telling(const struct ruleset *set, const struct tokens *t)
{
	size_t end;

	for (size_t i = 0; i < t->n; i = end) {
		size_t words = 0;

		end = sentence_end(t, i);
		for (size_t k = i; k < end; k++)
			words += !word_has(t->v[k].word, set->greetings) &&
			    !t->v[k].word->number;
		if (words >= TELLING_WORDS &&
		    !word_has(t->v[i].word, set->greetings))
			return i;
	}
	return 0;
}

/* Bytes of the first `most` characters, ending at a blank when one is near. */
static size_t
cut_words(const char *s, size_t len, size_t most)
{
	size_t n = 0, chars = 0, blank = 0;

	while (n < len && chars < most) {
		if (s[n] == ' ')
			blank = n;
		n += utf8_step(s + n, len - n) ? utf8_step(s + n, len - n) : 1;
		chars++;
	}
	if (n >= len)
		return len;
	return blank * 3 > n * 2 ? blank : n;
}

static const char *
squashed(struct arena *mem, const char *s, size_t len)
{
	struct sbuf *out = sbuf_arena(mem);

	for (size_t i = 0; i < len; i++) {
		bool blank = s[i] == ' ' || s[i] == '\n' || s[i] == '\t';

		if (!blank)
			sbuf_char(out, s[i]);
		else if (out->len > 0 && out->s[out->len - 1] != ' ')
			sbuf_char(out, ' ');
	}
	/* what set the signature or the footer apart goes with it */
	while (out->len > 0 && strchr(" -_=*", out->s[out->len - 1]) != NULL)
		out->s[--out->len] = '\0';
	return sbuf_cstr(out);
}

const char *
one_liner(const struct ruleset *set, struct arena *mem, const char *text,
    const struct tokens *t, size_t at)
{
	size_t first, end, from, to, len;
	const char *line;
	bool cut = false;

	if (t->n == 0) {
		from = 0;
		to = strlen(text);
	} else {
		first = at == SIZE_MAX ? first_telling(set, t) :
		    sentence_at(t, at);
		end = sentence_end(t, first);
		from = t->v[first].at;
		to = end < t->n ? t->v[end].at : strlen(text);
		/* a long sentence begins a little before what tells */
		while (at != SIZE_MAX && first < end && at > from + LEAD_IN * 2 &&
		    t->v[first].at + LEAD_IN < at) {
			from = t->v[first++].at;
			cut = true;
		}
	}
	line = squashed(mem, text + from, to - from);
	len = cut_words(line, strlen(line), ONE_LINER_MAX - 2);
	return arena_fmt(mem, "%s%.*s%s", cut ? "\xe2\x80\xa6" : "", (int)len,
	    line, line[len] != '\0' ? "\xe2\x80\xa6" : "");
}
