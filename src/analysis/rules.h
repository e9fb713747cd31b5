/* SPDX-License-Identifier: MIT */
/*
 * analysis/rules - the inside of a ruleset, for this layer only.
 *
 * Points of a rule go to categories by their place in the document; the place
 * after the last is "other", for which praise and small talk speak.
 */
#ifndef TIDEMARK_ANALYSIS_RULES_H
#define TIDEMARK_ANALYSIS_RULES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "analysis/analyse.h"

struct arena;
struct pattern_set;
struct phrases;
struct words;

enum { CATEGORIES_MAX = 32, INTENTS_MAX = 40, RULES_MAX = 4000 };

/* What a phrase or pattern of a rule stands for; its tag is rule * 4 + this. */
enum part { PART_MATCH, PART_PLAIN, PART_UNLESS, PARTS = 4 };

struct points {
	uint16_t to;	/* category or intent */
	int16_t n;
};

struct rule {
	const char *id;
	const char *effect;	/* "crash +20, bug +5", for reasons */
	const struct points *category, *intent;
	size_t categories_n, intents_n;
	int severity;
	uint32_t also;		/* bit per category that applies as well */
	bool aggravates, delete_request;
};

struct ruleset {
	const char *name;
	char version[17];
	const char *category[CATEGORIES_MAX + 1];	/* and "other" */
	size_t categories;
	const char *intent[INTENTS_MAX];
	size_t intents;
	int category_intent[CATEGORIES_MAX + 1];	/* place, or -1 */
	enum severity floor[CATEGORIES_MAX + 1];
	enum severity ceiling[CATEGORIES_MAX + 1];	/* by score alone */
	uint32_t outranks[CATEGORIES_MAX + 1];	/* bit per category */
	uint32_t aggravated;	/* bit per category that becomes critical */
	int threshold;		/* points from which a category applies */
	int bucket[4];		/* score from which a severity applies */
	struct rule *rule;
	size_t rules;
	struct words *words;
	struct phrases *phrases;
	struct pattern_set *patterns, *boilerplate;
	uint16_t dropped;	/* class of words without meaning for "normal" */
	uint16_t greetings;
};

#endif
