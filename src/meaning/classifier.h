/* SPDX-License-Identifier: MIT */
/*
 * meaning/classifier - which label people would give a text, learnt from labelled texts.
 *
 * Shape:     linear: a weight for each row of a feature space and label, trained
 *            by liblinear. classifier_predict() answers the best label and how
 *            sure it is: the chance that it is right, as far as texts tell that
 *            were held back in training. Below the threshold it is unknown. One label
 *            may stand for "none of the others": it is learnt from and lowers
 *            the sureness, but is never answered; such a text is unknown.
 * Training:  every label needs two examples. Each fold of the examples is judged by a model of the others; from
 *            these judgements come sureness, threshold and how far rules are
 *            right. The model itself is then made of all examples. The same
 *            examples in the same order give the same bytes.
 * Bytes:     classifier_write() makes one string: header, version, numbers, labels,
 *            checksum. classifier_read() takes nothing that is cut, changed or
 *            of another version. Weights have 8 bits and a scale for each row.
 * Cost:      a prediction allocates nothing and reads its text's rows alone.
 * Ownership: a classifier and its labels live in the arena given.
 * Errors:    RC_BAD_INPUT with *why, a whole sentence.
 * Threads:   one training at a time (liblinear draws from rand()); a
 *            classifier is only read.
 */
#ifndef TIDEMARK_MEANING_CLASSIFIER_H
#define TIDEMARK_MEANING_CLASSIFIER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/rc.h"
#include "meaning/feature.h"

struct arena;
struct classifier;
struct sbuf;

enum {
	CLASSIFIER_LABELS_MAX = 512,
	CLASSIFIER_LABEL_BYTES = 200,
	CLASSIFIER_EXAMPLES_MAX = 1000000,
	CLASSIFIER_NO_LABEL = 0xffff,
	CLASSIFIER_CONTRADICTED = 10
};

#define CLASSIFIER_STANDS 2.0f

struct example {
	struct bag bag;
	uint16_t label;
	/* What rules said: a label, or labels_n and more: another word; or
	 * CLASSIFIER_NO_LABEL. */
	uint16_t rules;
};

struct examples {
	const struct example *v;
	size_t n;
	const char *const *labels;
	size_t labels_n;
	uint16_t none;	/* the label for "none of the others", if any */
	/* What rules say that no person ever did. */
	const char *const *words;
	size_t words_n;
};

enum classifier_loss {
	CLASSIFIER_ONE_VS_REST,	/* support vectors, squared hinge */
	CLASSIFIER_CRAMMER_SINGER,
	CLASSIFIER_LOGISTIC	/* one against the rest */
};

struct recipe {
	enum classifier_loss loss;
	double cost;	/* of an example on the wrong side */
	double balance;	/* rare labels count more: (most / how many) ^ balance */
	/* Texts that a bucket must occur in; 0: one, and two above 3,000 texts. */
	uint32_t least;
	unsigned folds;	/* 0, for trials of accuracy alone: all is half sure */
	double keep;	/* share of right answers that stay above the threshold */
};

/* What docs/accuracy.md was measured with. */
extern const struct recipe classifier_recipe;

struct guess {
	uint16_t label;
	float sure;	/* 0 to 1 */
	bool known;	/* sure enough */
};

enum rc		 classifier_train(struct arena *, const struct examples *,
		    const struct recipe *, struct classifier **,
		    const char **why);
void		 classifier_predict(const struct classifier *, struct bag,
		    struct guess *);

size_t		 classifier_labels(const struct classifier *);
const char	*classifier_label(const struct classifier *, size_t);
/* CLASSIFIER_NO_LABEL when there is none of the name. */
uint16_t	 classifier_find(const struct classifier *, const char *label);
float		 classifier_threshold(const struct classifier *);
/* How often rules are right that say this word where the classifier differs, as
 * far as was heard of it. CLASSIFIER_STANDS, which nobody is as sure as: it is no
 * label, so that there are no examples to judge it by, and people did not
 * contradict it CLASSIFIER_CONTRADICTED times either. */
float		 classifier_rules_right(const struct classifier *,
		    const char *word);

void		 classifier_write(const struct classifier *, struct sbuf *);
enum rc		 classifier_read(struct arena *, const char *bytes, size_t len,
		    struct classifier **, const char **why);

#endif
