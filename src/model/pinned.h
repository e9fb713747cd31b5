/* SPDX-License-Identifier: MIT */
/*
 * model/pinned - which vectors are at Pinecone, and which are to go from there.
 *
 * Errors:    as db/db.h.
 */
#ifndef TIDEMARK_MODEL_PINNED_H
#define TIDEMARK_MODEL_PINNED_H

#include "base/rc.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct db;

struct pinned {
	int64_t id, number, mailbox, day; /* since 1970 */
	const char *category, *updated;   /* ISO */
	const float *vector;
	const char *hash; /* of its input */
};

enum rc pinned_place(struct db *, struct arena *, int64_t model,
    const char *index, const char *space);
enum rc pinned_due(struct db *, struct arena *, int64_t model,
    int64_t dimension, int64_t most, struct pinned **, size_t *n);
/* The first n are there. */
enum rc pinned_done(struct db *, struct arena *, int64_t model,
    const struct pinned *, size_t n);
/* What Pinecone said last, "" when all is well, and for how long it is not asked. */
enum rc pinned_problem(struct db *, struct arena *, int64_t model,
    const char *problem, int64_t closed_s);
/* So many are said to be there. */
enum rc pinned_count(struct db *, struct arena *, int64_t model, int64_t *n);
/* None of them is. */
enum rc pinned_anew(struct db *, struct arena *, int64_t model);
/* When all of a model's are there, those of models before it are to go. */
enum rc pinned_old(struct db *, struct arena *, int64_t model);

struct gone {
	int64_t *row, *conversation;
	size_t n;
	const char *index, *space;
	int64_t dimension;
	bool all; /* of the namespace */
};

/* The next of one index and namespace. */
enum rc gone_next(struct db *, struct arena *, int64_t most, struct gone *);
enum rc gone_done(struct db *, struct arena *, const struct gone *);

#endif
