/* SPDX-License-Identifier: MIT */
/*
 * meaning/classifier_parts - the inside of a classifier, for this layer only.
 *
 * Shape:     scores of the labels are sums over a text's rows: weight of the
 *            row in the text * scale of the row * weight of row and label.
 *            The last row is the bias, of weight 1 in every text.
 */
#ifndef TIDEMARK_MEANING_CLASSIFIER_PARTS_H
#define TIDEMARK_MEANING_CLASSIFIER_PARTS_H

#include "meaning/classifier.h"

/* The chance of being right is 1 / (1 + exp(-(base + top * a + lead * b))), of the
 * best label's score a and what it has more than the second one, b. */
struct sureness {
	float base, top, lead;
	float threshold;
};

struct classifier {
	const char *const *labels;
	uint32_t labels_n;
	uint16_t none;
	struct feature_space space;
	const float *scale;	/* of rows + 1 */
	const int8_t *weight;	/* (rows + 1) * labels */
	/* What rules say and people contradicted often, that is no label. */
	const char *const *words;
	uint32_t words_n;
	const float *rules_right;	/* of labels, then of words */
	struct sureness sure;
};

/* The best label but none, its score and its lead. */
struct best {
	uint16_t label;
	float top, lead;
};

void	classifier_best(const struct classifier *, struct bag, struct best *);
double	sureness_of(const struct sureness *, const struct best *);

/* One judgement of a text that was held back. */
struct trial {
	struct best best;
	bool right;
};

/* Fits base, top and lead, and puts the threshold below the share `keep` of
 * the right ones. */
void	sureness_fit(struct sureness *, const struct trial *, size_t n,
	    double keep);

#endif
