/* SPDX-License-Identifier: MIT */
/*
 * job/vectors - tidemark-reindex: conversations become vectors, and these an index.
 *
 * Shape:     a round does one piece: learns the local model, embeds some
 *            conversations with each model, takes answers of the service, puts a
 *            new index file in place, tells Pinecone. Parts: vectors_paid,
 *            vectors_file, vectors_pine.
 * Models:    the local one is always there, since it alone makes vectors of what
 *            people type (model/nearest.h). A service's stands beside it. Another
 *            model gets vectors of all conversations first; then its index takes
 *            the place of the old one.
 * Learnt:    anew when there are twice as many conversations as it was learnt from.
 * Once:      the same input is embedded once by a model. What is under way at the
 *            service when the program is killed, openai_embed_calls calls at most,
 *            is asked for again.
 * Off:       option embedder; the files and vectors stay until they are purged.
 */
#ifndef TIDEMARK_JOB_VECTORS_H
#define TIDEMARK_JOB_VECTORS_H

#include "job/job.h"

extern const struct job_program vectors_program;

#endif
