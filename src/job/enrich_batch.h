/* SPDX-License-Identifier: MIT */
/*
 * job/enrich_batch - conversations of a backlog that a model of Anthropic is asked
 * about by batch: what job/batches is filled with, by the code of job/enrich_ask.
 * ctx is the struct enricher.
 *
 * Version:   an answer to a question of another version than this program's is paid
 *            for and not used.
 * Form:      a model that does not know it is asked one by one, which finds out
 *            what it knows.
 */
#ifndef TIDEMARK_JOB_ENRICH_BATCH_H
#define TIDEMARK_JOB_ENRICH_BATCH_H

#include "job/batches.h"

extern const struct batch_kind enrich_batch;

#endif
