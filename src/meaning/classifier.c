/* SPDX-License-Identifier: MIT */
#include "meaning/classifier.h"

#include <string.h>

#include "meaning/classifier_parts.h"

static void
add_row(const struct classifier *c, uint32_t row, float weight, float *score)
{
	const int8_t *w = c->weight + (size_t)row * c->labels_n;

	weight *= c->scale[row];
	for (uint32_t i = 0; i < c->labels_n; i++)
		score[i] += weight * (float)w[i];
}

static void
scores(const struct classifier *c, struct bag bag, float *score)
{
	struct weighted v[FEATURE_MOST];
	size_t n = feature_weigh(&c->space, bag, v);

	memset(score, 0, c->labels_n * sizeof(*score));
	for (size_t i = 0; i < n; i++)
		add_row(c, v[i].row, v[i].weight, score);
	add_row(c, c->space.rows, 1, score);
}

void
classifier_best(const struct classifier *c, struct bag bag, struct best *best)
{
	float score[CLASSIFIER_LABELS_MAX], second;
	uint32_t at = c->none == 0 ? 1 : 0;

	scores(c, bag, score);
	for (uint32_t i = at + 1; i < c->labels_n; i++)
		if (i != c->none && score[i] > score[at])
			at = i;
	second = score[at == 0 ? 1 : 0];
	for (uint32_t i = 0; i < c->labels_n; i++)
		if (i != at && score[i] > second)
			second = score[i];
	best->label = (uint16_t)at;
	best->top = score[at];
	best->lead = score[at] - second;
}

void
classifier_predict(const struct classifier *c, struct bag bag,
    struct guess *guess)
{
	struct best best;

	classifier_best(c, bag, &best);
	guess->label = best.label;
	guess->sure = (float)sureness_of(&c->sure, &best);
	guess->known = guess->sure >= c->sure.threshold;
}

size_t
classifier_labels(const struct classifier *c)
{
	return c->labels_n;
}

const char *
classifier_label(const struct classifier *c, size_t i)
{
	return c->labels[i];
}

uint16_t
classifier_find(const struct classifier *c, const char *label)
{
	for (uint16_t i = 0; i < c->labels_n; i++)
		if (strcmp(c->labels[i], label) == 0)
			return i;
	return CLASSIFIER_NO_LABEL;
}

float
classifier_threshold(const struct classifier *c)
{
	return c->sure.threshold;
}

float
classifier_rules_right(const struct classifier *c, const char *word)
{
	uint16_t label = classifier_find(c, word);

	if (label != CLASSIFIER_NO_LABEL)
		return c->rules_right[label];
	for (uint32_t i = 0; i < c->words_n; i++)
		if (strcmp(c->words[i], word) == 0)
			return c->rules_right[c->labels_n + i];
	return CLASSIFIER_STANDS;
}
