/* SPDX-License-Identifier: MIT */
/*
 * job/vectors_pine - the vectors' copy at Pinecone, for others who search there.
 *
 * Shape:     a namespace for each model, so that another model's vectors stand
 *            beside those in use until all are there; then the old namespace is
 *            emptied. Vectors of a length that the index does not take go into an
 *            index of their own: its name with the length behind it.
 * Sent:      id, vector, and as metadata number, mailbox, day, category and the time
 *            of the last change: no text.
 * Deleted:   table embedding_gone, filled by the database with each vector that goes.
 * Pages:     never ask it; they search the file.
 */
#ifndef TIDEMARK_JOB_VECTORS_PINE_H
#define TIDEMARK_JOB_VECTORS_PINE_H

#include "base/rc.h"
#include "model/embedding.h"

#include <stdbool.h>

struct job;
struct pine;

struct pine *pine_begin(const struct job *);
void pine_end(struct pine *); /* NULL is fine */
/* model: whose vectors it is to have, NULL none. Sets *worked when there may be more
 * at once. */
enum rc pine_round(
    struct job *, struct pine *, const struct embedding_model *, bool *worked);

#endif
