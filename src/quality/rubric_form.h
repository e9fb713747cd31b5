/* SPDX-License-Identifier: MIT */
/*
 * quality/rubric_form - a rubric as somebody types it, row by row, and what one
 * version changes against another.
 *
 * Shape:     a form holds texts as they were typed, so that they can be shown
 *            again; rubric_form_read() makes a rubric of it, rubric_check()
 *            (quality/rubric.h) says whether that is sound. Everything is pure.
 * Rows:      rubric_form_act() adds, moves and removes rows by the words of
 *            RUBRIC_ACTS; one more than RUBRIC_DIMENSIONS may be given, so that
 *            the check can say that they are too many.
 * Numbers:   0.25 or 0,25; a scale is a whole number. rubric_form_sum() is of the
 *            weights that are numbers.
 * Errors:    a sentence that names the dimension, or NULL.
 * Ownership: texts are the caller's; what is made lives in the arena.
 */
#ifndef TIDEMARK_QUALITY_RUBRIC_FORM_H
#define TIDEMARK_QUALITY_RUBRIC_FORM_H

#include "quality/rubric.h"

#define RUBRIC_ACTS "add, up.N, down.N, remove.N"	/* N from 1 */

enum { RUBRIC_ROWS = RUBRIC_DIMENSIONS + 1 };

struct rubric_row {
	const char *key, *name, *weight, *scale, *guidance;
	bool may_na, critical;
};

struct rubric_form {
	const char *name, *note;
	struct rubric_row row[RUBRIC_ROWS];
	size_t n;
};

void		 rubric_form_of(struct arena *, const struct rubric *,
		    struct rubric_form *);
const char	*rubric_form_read(struct arena *, const struct rubric_form *,
		    struct rubric *);
double		 rubric_form_sum(struct arena *, const struct rubric_form *);
/* False: no such act, or nothing it could be done to. */
bool		 rubric_form_act(struct rubric_form *, const char *act);

struct rubric_change {
	const char *key;		/* of the dimension, "" the rubric */
	const char *what;		/* "weight", "added" */
	const char *before, *after;
};

/* By the order of the rubric after; what it no longer has comes last. */
void		 rubric_changes(struct arena *, const struct rubric *before,
		    const struct rubric *after, struct rubric_change **,
		    size_t *n);

#endif
