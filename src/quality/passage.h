/* SPDX-License-Identifier: MIT */
/*
 * quality/passage - the words that a judgement reads, and what they show.
 *
 * Shape:     the reply, what it answers (the customer's messages since the last
 *            reply of anybody, and the subject before the first one) and what
 *            followed (the customer's messages up to the next reply), split into
 *            words at once. quality/cue.def names the wordings looked for; of
 *            each the first place in each part is kept.
 * Limits:    PASSAGE_TURNS messages on either side, nearest first, and
 *            PASSAGE_BYTES of each: time is linear in what is left.
 * Ownership: all in the arena given; words hold until the next passage is read.
 */
#ifndef TIDEMARK_QUALITY_PASSAGE_H
#define TIDEMARK_QUALITY_PASSAGE_H

#include "quality/exchange.h"
#include "text/words.h"

struct reader;

enum {
	PASSAGE_TURNS = 6,
	PASSAGE_BYTES = 16 * 1024,
	PASSAGE_PIECES = 2 * PASSAGE_TURNS + 3
};

enum part { PART_NAME, PART_SUBJECT, PART_BEFORE, PART_REPLY, PART_AFTER,
	PARTS };

enum cue {
#define LIST(name, words)
#define CUE(name, ...) CUE_##name,
#include "quality/cue.def"
#undef CUE
#undef LIST
	CUES
};

/* A text of the passage. */
struct piece {
	enum part part;
	const struct turn *turn;	/* NULL for a name and the subject */
	const char *text;
	size_t len;		/* bytes of it that are read */
	size_t at;		/* where it begins in the whole */
	size_t first, end;	/* tokens */
};

/* How often a wording stands in a part, and where first. */
struct seen {
	uint32_t n;
	uint32_t first, last;	/* tokens, both included */
};

/* A set of stems. */
struct stems {
	const char **slot;
	size_t mask, n;
};

struct passage {
	struct arena *mem;
	const struct exchange *x;
	const struct reader *reader;
	struct tokens t;
	struct piece piece[PASSAGE_PIECES];
	size_t n;
	const struct piece *reply;
	struct seen seen[PARTS][CUES];
	struct stems asked;	/* what the customer wrote and the subject */
	struct stems said;	/* the reply */
	size_t asked_words;	/* telling ones in the customer's messages */
};

struct reader	*reader_new(struct arena *);
void		 passage_read(struct reader *, struct arena *,
		    const struct exchange *, struct passage *);

/* A word that tells something: no little word, number or single letter. */
bool		 passage_telling(const struct passage *, const struct token *);
bool		 passage_little(const struct passage *, const struct token *);
/* Begins a question; begins one that yes or no answers; asks how much. */
bool		 passage_questions(const struct passage *, const struct token *);
bool		 passage_whether(const struct passage *, const struct token *);
bool		 passage_quantity(const struct passage *, const struct token *);
bool		 stems_has(const struct stems *, const char *stem);
const struct piece *passage_piece(const struct passage *, size_t token);

#endif
