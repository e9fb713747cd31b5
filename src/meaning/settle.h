/* SPDX-License-Identifier: MIT */
/*
 * meaning/settle - whose word on a category counts.
 *
 * Precedence: a person's word is final. Rules and the classifier are heard
 *             together: rules speak twice, as marks that the classifier learnt from
 *             (it knows in which texts to believe them), and themselves. Where
 *             the two differ the one with the higher chance of being right stands: the
 *             sureness of the classifier, and how often rules were right that
 *             said so and differed, on examples held back. Of equals the rules
 *             stand, which can say why.
 * Unlearnt:   a category that no person ever said has no examples, so that a
 *             classifier could only wipe it out: it stands, whatever the classifier
 *             says. But where people contradicted the rules' word for it
 *             CLASSIFIER_CONTRADICTED times and never said it themselves, that is
 *             what was heard of it, and it is contested like any.
 * Without:    rules that say nothing lose to a classifier that is sure enough; one
 *             that is not says nothing. Nobody says anything: NULL.
 */
#ifndef TIDEMARK_MEANING_SETTLE_H
#define TIDEMARK_MEANING_SETTLE_H

struct classifier;
struct guess;

enum settled { SETTLED_NOBODY, SETTLED_PERSON, SETTLED_RULES, SETTLED_LEARNT };

struct opinions {
	const char *person;	/* a label, or NULL */
	const char *rules;	/* a label, or NULL */
	const struct classifier *classifier;	/* NULL before the first training */
	const struct guess *guess;	/* the classifier's */
};

/* The label lives as long as the opinions and the classifier. */
enum settled	settle(const struct opinions *, const char **label);

#endif
