/* SPDX-License-Identifier: MIT */
/*
 * text/words - text as words, each known by its stem.
 *
 * Shape:     a vocabulary is built once (words_add gives a word a class, a
 *            small number), then words_split() turns any text into tokens.
 *            Each distinct word is stemmed and looked up once and then comes
 *            from a cache, so the size of the vocabulary costs nothing.
 * Words:     lower-cased; apostrophes dropped ("can't" is cant); "can not" and
 *            "cannot" are cant too, likewise for the other auxiliaries; three
 *            equal letters in a row count as one or two, whichever is a known
 *            word. A number is the word "#", a question mark the word "?".
 * Stems:     Snowball English, for words of ASCII letters; others stay.
 * Ownership: tokens live in the arena passed in; the words they point to
 *            belong to the vocabulary and hold until the next words_split().
 * Threads:   one at a time.
 */
#ifndef TIDEMARK_TEXT_WORDS_H
#define TIDEMARK_TEXT_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct words;

enum { WORD_LEN_MAX = 48 };

enum word_match {
	WORD_STEM,	/* any form of the word */
	WORD_EXACT,	/* this form alone */
	WORD_PREFIX,	/* whatever begins like it */
};

struct word {
	const char *text;	/* lower-cased, NUL-terminated */
	const char *stem;
	const uint16_t *classes;	/* ascending */
	uint16_t classes_n;
	uint8_t negatable;	/* how it joins with "not"; for words.c */
	bool number;
};

struct token {
	const struct word *word;
	uint32_t at, len;	/* bytes of the text */
	uint32_t sentence;
};

struct tokens {
	const struct token *v;
	size_t n;
	uint32_t sentences;
};

struct words	*words_new(struct arena *);
/* Forms that count as another word: "pls" is "please". Before words_add(). */
void		 words_alias(struct words *, const char *from, const char *to);
void		 words_add(struct words *, const char *text, enum word_match,
		    uint16_t class);
void		 words_split(struct words *, struct arena *, const char *text,
		    size_t len, struct tokens *);
bool		 word_has(const struct word *, uint16_t class);
/* NULL when words_split() makes one word of the text and keeps it as it is, so
 * that texts can hold it; else why not, as the rest of a sentence. */
const char	*words_fault(const char *text);
/* The one word that words_split() makes of two ("can", "not": cant), else NULL. */
const char	*words_joined(const char *first, const char *second);

#endif
