/* SPDX-License-Identifier: MIT */
/*
 * quality/rubric - by what replies are scored: dimensions with weights.
 *
 * Shape:     a rubric is a list of dimensions; a judgement has one mark for each,
 *            in the same order. Everything is pure.
 * Total:     sum(weight x score / scale x 10) / sum(weight) over the marks that
 *            have a score, to the hundredth: what does not apply or is void is
 *            left out, and the other weights count for more. No score at all, no
 *            total.
 * Critical:  a score of 0 in a critical dimension makes the total 0, and fails
 *            the reply as a whole.
 * Units:     a mark is 0 .. scale of its dimension, a total 0 .. 10 in hundredths:
 *            whoever gives the same marks gives the same total, to the last digit.
 * Source:    docs/metrics.md "Quality".
 * Errors:    rubric_check() says what is wrong with it in a sentence.
 * Ownership: texts are the caller's.
 */
#ifndef TIDEMARK_QUALITY_RUBRIC_H
#define TIDEMARK_QUALITY_RUBRIC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

enum {
	RUBRIC_DIMENSIONS = 12,	/* at most */
	RUBRIC_KEY_MAX = 32,
	RUBRIC_NAME_MAX = 60,	/* characters */
	RUBRIC_GUIDANCE_MAX = 2000,
	RUBRIC_SCALE_MAX = 100
};

struct dimension {
	const char *key;	/* a-z, 0-9, _; begins with a letter */
	const char *name, *guidance;
	double weight;		/* 0 .. 1; those of a rubric sum to 1 */
	int scale;		/* scores are 0 .. scale, from 1 to SCALE_MAX */
	bool may_na, critical;
};

struct rubric {
	int64_t version;	/* 0: not stored */
	const char *name;
	const struct dimension *dimension;
	size_t n;
};

enum mark_state {
	MARK_SCORED,
	MARK_NA,	/* does not apply to this reply */
	MARK_VOID	/* its evidence was not found: a person must look */
};

struct mark {
	enum mark_state state;
	double score;
	const char *evidence;		/* words of a message, "" for none */
	int64_t message;		/* whose words these are; 0 none */
	const char *reason;		/* a sentence, "" */
};

/* Empathy 0.25, accuracy 0.35, tone 0.15, resolution 0.25, each 0 to 10: version 1
 * of every installation (sql/migrations/015-quality.sql; a test compares them). */
extern const struct rubric rubric_default;

/* NULL when it is sound, else what is wrong, naming the dimension and the limit. */
const char	*rubric_check(struct arena *, const struct rubric *);
/* The dimension of a key, or rubric->n. */
size_t		 rubric_find(const struct rubric *, const char *key);
/* All of it that a mark can depend on: without names and weights, in the order of the
 * keys. Rubrics of which this is the same have the same marks, and other totals. */
struct rubric	 rubric_of_marks(struct arena *, const struct rubric *);
/* False: no mark that weighs something has a score, and none failed. *failed: a
 * critical one is 0. */
bool		 rubric_total(const struct rubric *, const struct mark *,
		    double *total, bool *failed);

#endif
