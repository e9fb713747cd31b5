/* SPDX-License-Identifier: MIT */
/*
 * text/phrase - phrases of word forms, all looked for in one pass.
 *
 * A phrase is elements with blanks between; it does not cross the end of a
 * sentence:
 *	crash           any form: crashes, crashed, crashing
 *	=ads            this form alone
 *	abst*           whatever begins so
 *	open|load|start one of these
 *	@cant           one of a named list
 *	lost ..3 level  with up to three words between (up to PHRASE_GAP_MAX)
 *	_               any one word
 *	# ?             a number, a question mark
 *	^ $             before the first, after the last word of the text
 *	<               before the first word of a sentence
 * A match counts as negated when a word of the list "negators" stands before
 * it with nothing but words of "negation_bridge" between ("no crashes", "never
 * had a crash", but not "won't stop crashing"), unless that word is "without"
 * after another one ("can't play without it crashing").
 *
 * Ownership: all in the arena of phrases_new().
 * Errors:    false with *why, which names what is wrong with the phrase.
 */
#ifndef TIDEMARK_TEXT_PHRASE_H
#define TIDEMARK_TEXT_PHRASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct words;
struct token;
struct tokens;
struct phrases;

enum { PHRASE_ELEMENTS_MAX = 12, PHRASE_GAP_MAX = 8, PHRASE_GAPS_MAX = 3 };

/* One phrase found: tokens first to last, both included. */
struct phrase_hit {
	uint32_t tag;
	uint32_t first, last;
	bool negated;
};

struct phrases	*phrases_new(struct arena *, struct words *);
/* A named list; its words are elements without "..", "^", "$" or "@". */
bool		 phrases_list(struct phrases *, const char *name,
		    const char *word, const char **why);
/* The class of a named list's words, for word_has(). */
uint16_t	 phrases_class(struct phrases *, const char *name);
bool		 phrases_add(struct phrases *, const char *phrase,
		    uint32_t tag, const char **why);
/* Calls hit for each match; each phrase is found once for each first word. */
void		 phrases_match(const struct phrases *, const struct tokens *,
		    void (*hit)(void *ctx, const struct phrase_hit *),
		    void *ctx);

#endif
