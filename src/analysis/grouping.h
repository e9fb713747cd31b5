/* SPDX-License-Identifier: MIT */
/*
 * analysis/grouping - whether two texts are about the same matter, by words.
 *
 * Shape:     a sketch is a normal text (analysis/normal.h) as terms: its words
 *            and its pairs of neighbours. Rarity gives each word a weight, from
 *            the account's own texts; a pair weighs as its words do. Likeness
 *            is the cosine of two sketches' weights, 0 to 1.
 * Few texts: RARITY_PRIOR texts are assumed in which each word stands once in a
 *            hundred, so that the first words of an account weigh alike.
 * Lookup:    texts as alike as GROUPING_ALIKE share one of their heaviest words
 *            or pairs: sketch_keys() names them, most telling first.
 * Groups:    a text is compared with the text that founded a group, never with
 *            any member, so that no chain of neighbours joins what differs.
 * Later:     a candidate may come from elsewhere; grouping_best() judges those
 *            it is given, whoever found them.
 * Units:     keys are hashes of terms, stable for ever: they are stored.
 * Ownership: sketches live in the arena and point into their text.
 */
#ifndef TIDEMARK_ANALYSIS_GROUPING_H
#define TIDEMARK_ANALYSIS_GROUPING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

enum {
	GROUPING_WORDS = 64,	/* of a text; what follows repeats or logs */
	GROUPING_KEYS = 8,	/* by which a text is looked up */
	RARITY_PRIOR = 200
};

/* Pair precision 0.95 on labelled questions: docs/accuracy.md. */
#define GROUPING_ALIKE 0.82

struct term {
	int64_t key;
	double weight;
	const char *word;	/* NULL: a pair */
	size_t len;
	size_t first, second;	/* of a pair: places of its words */
};

struct sketch {
	const char *text;	/* the words that count, with blanks between */
	struct term *term;	/* by key */
	size_t n, words;
	double norm;
};

/* How many texts hold a word. */
struct rarity {
	int64_t texts;
	const struct word_count {
		int64_t key, texts;
	} *word;		/* by key */
	size_t n;
};

/* Without weights. */
void	sketch_make(struct arena *, const char *normal, struct sketch *);
void	sketch_weigh(struct sketch *, const struct rarity *);
/* The heaviest terms, at most GROUPING_KEYS; false weights come to nothing. */
size_t	sketch_keys(const struct sketch *, const struct term *keys[]);
double	sketch_alike(const struct sketch *, const struct sketch *);
/* "freez, level": the heaviest words that both have. */
const char *sketch_shared(struct arena *, const struct sketch *,
	    const struct sketch *);

struct candidate {
	int64_t founder;	/* smaller is older */
	const struct sketch *sketch;
	double alike;		/* set by grouping_best() */
};

/* The one to join, or NULL: the most alike, of equals the oldest. */
struct candidate	*grouping_best(const struct sketch *, struct candidate *,
		    size_t n);

#endif
