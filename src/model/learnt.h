/* SPDX-License-Identifier: MIT */
/*
 * model/learnt - the classifier in use, which judges beside the rules.
 *
 * Shape:     learnt_load() takes up the version in use, once per version and
 *            process; learnt_judge() lets it and a verdict of the rules settle on
 *            one main category (meaning/settle.h). A person's word comes after
 *            both (sql/queries/correction_apply.sql).
 * Changes:   main category and categories alone: intent, severity and its reasons
 *            are the rules'. Empty and unreadable texts are not asked about, and
 *            a category that the rules no longer know is not said.
 * Texts:     learnt_bag() is the one meaning of a text, for training and judging:
 *            subject, words of the customer, marks of the rules.
 * Ownership: a struct learnt begins zeroed and owns its arenas; learnt_end().
 * Errors:    a model that is damaged is told of in the log, and left out.
 */
#ifndef TIDEMARK_MODEL_LEARNT_H
#define TIDEMARK_MODEL_LEARNT_H

#include "base/rc.h"
#include "meaning/feature.h"

#include <stdbool.h>
#include <stdint.h>

struct arena;
struct classifier;
struct db;
struct report;
struct ruleset;
struct verdict;

struct learnt {
	struct arena *mem, *model;	/* of the reader, of the classifier */
	struct feature_reader *reader;
	const struct classifier *classifier;	/* NULL: the rules alone */
	int64_t version;	/* 0: none */
};

/* What the classifier said of one text. */
struct learnt_word {
	const char *guess;	/* "": it knows nothing of it */
	int64_t sure;		/* thousandths; -1: it was not asked */
	const char *rules_category;	/* the rules', not believed; or NULL */
};

enum rc	learnt_load(struct db *, struct arena *, struct learnt *);
void	learnt_end(struct learnt *);

/* Holds until the next one of the reader. */
struct bag learnt_bag(struct feature_reader *, struct arena *,
	    const struct report *, const struct verdict *);
/* The label of a category: NULL for "other", which stands for none. */
const char *learnt_label(const char *category);
void	learnt_judge(const struct learnt *, struct arena *,
	    const struct ruleset *, const struct report *, struct verdict *,
	    struct learnt_word *);

#endif
