/* SPDX-License-Identifier: MIT */
/*
 * model/nearest - which conversations read most like a text, or like another one.
 *
 * Shape:     the process keeps the index files of a folder mapped, and follows when
 *            tidemark-reindex puts another in place (meaning/vector_index.h).
 * Words:     a text is always compared by the local model: what people type into a
 *            page goes to no service, and no page waits for one.
 *            A conversation is compared by its stored vector, a service's
 *            where there is one.
 * Without:   no file, a damaged one, a model that knows none of the words: no hits,
 *            and problem says why, "" when there is nothing to say. Pages go on.
 * Threads:   one at a time.
 * Ownership: hits live in the arena.
 * Errors:    of the database alone.
 */
#ifndef TIDEMARK_MODEL_NEAREST_H
#define TIDEMARK_MODEL_NEAREST_H

#include "base/rc.h"

#include <stddef.h>
#include <stdint.h>

struct arena;
struct db;

struct nearest {
	const int64_t *id;   /* best first */
	const double *score; /* -1 to 1 */
	size_t n;
	const char *problem;
	const char *engine; /* whose vectors they are */
};

/* Name of an engine's file in a folder. */
const char *nearest_file(
    struct arena *, const char *folder, const char *engine);
/* How the file names its model, by which its reader finds it. */
const char *nearest_model(struct arena *, int64_t model);

enum rc nearest_to_text(struct db *, struct arena *, const char *folder,
    const char *text, size_t most, struct nearest *);
enum rc nearest_to(struct db *, struct arena *, const char *folder,
    int64_t conversation, size_t most, struct nearest *);

#endif
