/* SPDX-License-Identifier: MIT */
/*
 * meaning/period - what a model is asked about the counts of some hours, and which
 * of its claims are believed.
 *
 * Shape:     it is given counts that were made here, each with an id, and no word
 *            of a ticket. A claim names the count that it is about, so that a page
 *            can link to the rows behind it.
 * Believed:  a claim about a count that there is, whose numbers are all of that
 *            count, of the whole, or stand in its key; without shares, multiples
 *            and addresses, which nobody gave. All others are dropped: the numbers
 *            come from here, and a sentence with others is about something else.
 * Errors:    period_read(): false, and *why, when the answer is none.
 * Ownership: all in the arena.
 */
#ifndef TIDEMARK_MEANING_PERIOD_H
#define TIDEMARK_MEANING_PERIOD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

enum {
	/* Raised when the same counts would be asked about in other words. */
	PERIOD_VERSION = 1,
	PERIOD_FACTS_MOST = 24,
	PERIOD_CLAIMS_MOST = 4,
	PERIOD_TEXT_MAX = 240
};

struct period_fact {
	const char *dimension, *key;	/* "category", "crash" */
	int64_t now, before;		/* conversations */
};

struct period_facts {
	int64_t hours, now, before;	/* of all */
	struct period_fact fact[PERIOD_FACTS_MOST];
	size_t n;
};

struct period_claim {
	const struct period_fact *fact;
	const char *text;
};

extern const char period_system[], period_schema[];
const char	*period_make(struct arena *, const struct period_facts *);
/* At most PERIOD_CLAIMS_MOST, one of each fact; *dropped: those not believed. */
bool		 period_read(struct arena *, const struct period_facts *,
		    const char *answer, struct period_claim *out, size_t *n,
		    size_t *dropped, const char **why);

#endif
