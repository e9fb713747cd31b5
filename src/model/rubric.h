/* SPDX-License-Identifier: MIT */
/*
 * model/rubric - the stored rubrics; each edit is a version of its own.
 *
 * Ownership: all lives in the arena.
 * Errors:    RC_NOT_FOUND; else as db/db.h.
 */
#ifndef TIDEMARK_MODEL_RUBRIC_H
#define TIDEMARK_MODEL_RUBRIC_H

#include "base/rc.h"
#include "quality/rubric.h"

struct db;

/* version 0: the one in force. */
enum rc	rubric_read(struct db *, struct arena *, int64_t version,
	    struct rubric *);
/* Of all that decides what a score is: a change of weights alone is another. */
const char	*rubric_hash(struct arena *, const struct rubric *);

#endif
