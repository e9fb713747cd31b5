/* SPDX-License-Identifier: MIT */
/*
 * model/similar - conversations that read like one, and how each was answered.
 *
 * Source:    model/nearest.h; the score is the heuristic's of the first reply.
 * Errors:    as db/db.h.
 */
#ifndef TIDEMARK_MODEL_SIMILAR_H
#define TIDEMARK_MODEL_SIMILAR_H

#include "base/rc.h"

#include <stddef.h>
#include <stdint.h>

struct arena;
struct db;

/* What reads less alike is none. */
#define SIMILAR_LEAST 0.4

struct similar {
	int64_t id;
	double likeness; /* to 1 */
	const char *subject;
	int64_t created_at;
	const char *status;
	const char *reply, *agent; /* "" none */
	double score;		   /* 0 to 100; NAN: not judged */
	int64_t closed_s;	   /* -1: not closed */
};

/* *problem: why there are none, "" when there is nothing to say. */
enum rc similar_to(struct db *, struct arena *, const char *folder,
    int64_t conversation, int64_t most, struct similar **, size_t *n,
    const char **problem);

#endif
