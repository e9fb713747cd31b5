/* SPDX-License-Identifier: MIT */
/*
 * job/vectors_file - the index file of a model, built aside and put in its place.
 *
 * Killed:    the old file stands until the new one is whole; the database says that
 *            it is in place afterwards, and until then it is built again.
 */
#ifndef TIDEMARK_JOB_VECTORS_FILE_H
#define TIDEMARK_JOB_VECTORS_FILE_H

#include "base/rc.h"
#include "model/embedding.h"

struct job;

/* Whether it is to be built: another model's, vectors gone, newer ones for as long
 * as the option says (or asked for), or no whole file there. whole: all
 * conversations have their vectors. */
enum rc vectors_file_due(struct job *, const struct embedding_model *,
    bool whole, bool asked, bool *due);
enum rc vectors_file_build(struct job *, const struct embedding_model *);
/* The file of an engine that has no model goes. */
void vectors_file_remove(struct job *, const char *engine);

#endif
