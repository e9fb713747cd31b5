/* SPDX-License-Identifier: MIT */
/*
 * job/gathers - grouping's second stage: groups whose texts mean the same become one.
 *
 * Shape:     words make groups when a conversation arrives (model/grouping.h). After
 *            the local model's index file was built, tidemark-reindex compares the
 *            groups of the last GATHER_DAYS by the vectors of some of their
 *            conversations, GATHER_MOST of them at most, the newest: who reads
 *            alike is joined, who is only related gets the same theme (meaning/gather.h).
 * Often:     each GATHERS_MINUTES, or when somebody asks for the index.
 * Without:   option embedder off, or too few groups: words alone, and pages say so.
 * Killed:    joins are in transactions of a few; what is left is found again.
 */
#ifndef TIDEMARK_JOB_GATHERS_H
#define TIDEMARK_JOB_GATHERS_H

#include "base/rc.h"

#include <stdbool.h>

struct embedding_model;
struct job;

enum { GATHERS_MINUTES = 60 };

enum rc	gathers(struct job *, const struct embedding_model *, bool asked);

#endif
