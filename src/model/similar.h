/* SPDX-License-Identifier: MIT */
/*
 * model/similar - conversations that read like one, and how each was answered.
 *
 * Source:    model/nearest.h; the score is the heuristic's of the first reply, by the
 *            rubric in force.
 * Errors:    as db/db.h.
 */
#ifndef TIDEMARK_MODEL_SIMILAR_H
#define TIDEMARK_MODEL_SIMILAR_H

#include "base/rc.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct conf;
struct db;

enum { SIMILAR_MOST = 50 };

struct similar {
	int64_t id, number;
	double likeness; /* to 1 */
	const char *subject;
	int64_t created_at;
	const char *status;
	const char *reply, *agent; /* "" none */
	double score;		   /* 0 to 10; NAN: not judged */
	int64_t closed_s;	   /* -1: not closed */
};

struct similar_found {
	struct similar *v; /* the most alike first */
	size_t n;
	const char *engine;  /* whose vectors were compared, "" none */
	double least;        /* what reads less alike is none */
	const char *problem; /* why there are none, "" nothing to say */
	bool off;            /* that is why */
};

/* Of an engine's vectors, "" the local ones: what reads less alike is none. Measured
 * for the local ones (docs/accuracy.md), by eye for a service's. */
double similar_least(const char *engine);

enum rc similar_to(struct db *, struct arena *, const struct conf *,
    int64_t conversation, int64_t most, struct similar_found *);

#endif
