/* SPDX-License-Identifier: MIT */
/*
 * meaning/feature - a text as a sparse vector of its words and pieces of words.
 *
 * Shape:     feature_read() takes a text apart into a bag: stems of words;
 *            pairs of stems, neighbours in their order and near ones in none;
 *            pieces of 3 to 5 characters of each word with its edges; and
 *            marks, which a caller says of the text. Each is a number, its
 *            bucket: a hash within the range of its kind; what collides is one.
 *            A space is learnt from bags: which buckets are worth a row, and
 *            how rare they are. feature_weigh() makes a vector of a bag: a row
 *            and a weight for each bucket that the space knows.
 * Weights:   (1 + ln count) * sqrt(1 + ln((texts + 1) / (in how many + 1))). Each
 *            kind is then scaled to a length of its own, so that many pieces of
 *            long words do not drown the words.
 * Limits:    the first FEATURE_TEXT_MAX bytes, the first FEATURE_MOST buckets.
 * Ownership: a bag of feature_read() holds until the next one; bag_copy() keeps
 *            it in an arena. feature_weigh() writes into the caller's array.
 *            Neither allocates, but for words that a reader never met and
 *            for the tokens of texts above some 600 bytes.
 * Threads:   one at a time for each reader; a space is only read.
 */
#ifndef TIDEMARK_MEANING_FEATURE_H
#define TIDEMARK_MEANING_FEATURE_H

#include <stddef.h>
#include <stdint.h>

struct arena;
struct feature_reader;

enum feature_kind {
	FEATURE_PIECE,
	FEATURE_WORD,
	FEATURE_PAIR,
	FEATURE_MARK,
	FEATURE_KINDS
};

enum {
	FEATURE_TEXT_MAX = 8 * 1024,
	FEATURE_MOST = 24 * 1024,
	/* of all kinds, a multiple of 64; feature.c divides them */
	FEATURE_BUCKETS = (1 << 20) + (1 << 17) + (1 << 12),
	FEATURE_BITMAP = FEATURE_BUCKETS / 64,
	/* raised when the same text gives another bag or other weights */
	FEATURE_VERSION = 1
};

struct feature {
	uint32_t bucket;
	uint32_t count;
};

struct bag {
	const struct feature *v;	/* each bucket once */
	size_t n;
};

struct feature_text {
	const char *text;	/* any bytes; UTF-8 makes words */
	size_t len;
	const char *const *marks;
	size_t marks_n;
};

/* kinds: bits 1 << FEATURE_x of those to take, for trials; 0 takes all. */
struct feature_reader	*feature_reader_new(struct arena *, unsigned kinds);
struct bag		 feature_read(struct feature_reader *,
			    const struct feature_text *);
struct bag		 bag_copy(struct arena *, struct bag);

/* A row is the place of a bucket among those that the space knows. */
struct feature_space {
	uint32_t rows;
	const uint64_t *known;	/* FEATURE_BITMAP words, a bit for each bucket */
	const uint32_t *before;	/* rows before each word */
	const float *rarity;	/* of each row */
};

struct weighted {
	uint32_t row;
	float weight;
};

/* Of buckets that at least so many of the bags hold. */
void	feature_learn(struct arena *, const struct bag *, size_t n, uint32_t least,
	    struct feature_space *);
/* Counts rows and fills `before`, once `known` is set. */
void	feature_rank(struct arena *, struct feature_space *);
/* Each row once, in no order; out has room for bag.n. Answers how many. */
size_t	feature_weigh(const struct feature_space *, struct bag,
	    struct weighted *out);

#endif
