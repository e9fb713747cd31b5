/* SPDX-License-Identifier: MIT */
/* How the reply speaks to the customer. */
#include <string.h>

#include "quality/signals.h"

enum {
	GREETING_WORDS = 6,	/* a greeting is over by then */
	CURT_WORDS = 4,		/* so few answer nothing */
	THOROUGH_WORDS = 35,
	CAPITAL_LETTERS = 4,	/* shorter ones are abbreviations */
	CAPITAL_RUN = 3,
	EXCLAMATIONS = 3
};

static bool
is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

static const char *
bytes_of(const struct findings *f, size_t token)
{
	const struct piece *piece = passage_piece(f->p, token);

	return piece->text + (f->p->t.v[token].at - piece->at);
}

/* The name as it is stored; when none is, one after the greeting that the
 * customer wrote. */
static bool
is_their_name(const struct findings *f, size_t token)
{
	const struct piece *name = &f->p->piece[0];
	const struct seen *hello = &f->p->seen[PART_REPLY][CUE_HELLO];
	const struct token *t = &f->p->t.v[token];

	/* "will" is a name in "Hi Will", not in "I will" */
	if (name->end > name->first)
		return strcmp(f->p->t.v[name->first].word->text,
		    t->word->text) == 0 &&
		    (is_upper(*bytes_of(f, token)) || !passage_little(f->p, t));
	return hello->n > 0 && token == hello->last + 1 &&
	    is_upper(*bytes_of(f, token)) && passage_telling(f->p, t) &&
	    stems_has(&f->p->asked, t->word->stem);
}

static void
find_greeting(struct findings *f)
{
	const struct piece *reply = f->p->reply;
	size_t end = reply->end;

	if (end - reply->first > GREETING_WORDS)
		end = reply->first + GREETING_WORDS;
	for (size_t i = reply->first; i < end; i++) {
		if (!is_their_name(f, i))
			continue;
		finding_words(f, SIGNAL_greets_by_name, reply->first, i, 1);
		return;
	}
	finding_cue(f, SIGNAL_greets, PART_REPLY, CUE_HELLO);
}

static void
find_sympathy(struct findings *f)
{
	bool sorry, seen;

	/* "unfortunately" and "sorry, but" of one who refuses console nobody */
	seen = finding_cue(f, SIGNAL_shows_understanding, PART_REPLY,
	    CUE_UNDERSTOOD);
	sorry = finding_has(f, PART_REPLY, CUE_APOLOGY);
	if (f->problem && sorry)
		finding_cue(f, SIGNAL_apologises, PART_REPLY, CUE_APOLOGY);
	else if (f->problem && !seen)
		finding_add(f, SIGNAL_no_apology, NULL, 0, 0);
	finding_cue(f, SIGNAL_is_warm, PART_REPLY, CUE_WARM);
}

static bool
is_capitals(const struct findings *f, size_t token)
{
	const char *s = bytes_of(f, token);
	size_t len = f->p->t.v[token].len;

	for (size_t i = 0; i < len; i++)
		if (!is_upper(s[i]) && s[i] != '\'')
			return false;
	return len >= CAPITAL_LETTERS;
}

static void
find_capitals(struct findings *f)
{
	size_t run = 0;

	for (size_t i = f->p->reply->first; i < f->p->reply->end; i++) {
		/* short words may stand between: "DO NOT WRITE AGAIN" */
		if (is_capitals(f, i))
			run++;
		else if (f->p->t.v[i].len >= CAPITAL_LETTERS)
			run = 0;
		if (run == CAPITAL_RUN) {
			finding_words(f, SIGNAL_shouts, i, i, 1);
			return;
		}
	}
}

static void
find_exclamations(struct findings *f)
{
	const struct piece *reply = f->p->reply;
	size_t run = 0;

	for (size_t i = 0; i < reply->len; i++) {
		run = reply->text[i] == '!' || (run > 0 &&
		    reply->text[i] == '?') ? run + 1 : 0;
		if (run == EXCLAMATIONS) {
			finding_add(f, SIGNAL_exclaims, reply, i + 1 - run, run);
			return;
		}
	}
}

/* "[NAME]": capitals in brackets; bytes of it, else 0. */
static size_t
bracket(const char *s, size_t len)
{
	size_t n = 1;

	while (n < len && (is_upper(s[n]) || s[n] == ' ' || s[n] == '_'))
		n++;
	return n >= 4 && n < len && s[n] == ']' ? n + 1 : 0;
}

/* "{{ticket.id}}", "{%name%}": bytes of it, else 0. */
static size_t
braces(const char *s, size_t len)
{
	const char *end;

	if (len < 4 || (s[1] != '{' && s[1] != '%'))
		return 0;
	end = memchr(s, '}', len < 80 ? len : 80);
	if (end == NULL)
		return 0;
	return (size_t)(end - s) + 1 + (s[1] == '{' && end[1] == '}');
}

static void
find_unfilled(struct findings *f)
{
	const struct piece *reply = f->p->reply;

	for (size_t i = 0; i < reply->len; i++) {
		const char *s = reply->text + i;
		size_t n = 0;

		if (*s == '[')
			n = bracket(s, reply->len - i);
		else if (*s == '{')
			n = braces(s, reply->len - i);
		if (n > 0 && n <= reply->len - i) {
			finding_add(f, SIGNAL_unfilled, reply, i, n);
			return;
		}
	}
}

static void
find_length(struct findings *f)
{
	size_t words = finding_reply_words(f);

	if (f->asked && words <= CURT_WORDS)
		finding_add(f, SIGNAL_curt, f->p->reply->len > 0 ?
		    f->p->reply : NULL, 0, f->p->reply->len);
	if (words >= THOROUGH_WORDS)
		finding_add(f, SIGNAL_thorough, NULL, 0, 0);
}

void
find_manners(struct findings *f)
{
	find_greeting(f);
	find_sympathy(f);
	finding_cue(f, SIGNAL_thanks_for_writing, PART_REPLY, CUE_THANKS_FOR);
	finding_cue(f, SIGNAL_offers_help, PART_REPLY, CUE_OFFERED);
	finding_cue(f, SIGNAL_is_polite, PART_REPLY, CUE_POLITE);
	finding_cue(f, SIGNAL_blames, PART_REPLY, CUE_BLAME);
	finding_cue(f, SIGNAL_is_rude, PART_REPLY, CUE_RUDE);
	find_capitals(f);
	find_exclamations(f);
	find_unfilled(f);
	find_length(f);
}
