/* SPDX-License-Identifier: MIT */
/*
 * job/score - what tidemark-score does: analyses conversations that changed and
 * recounts the hours they are in.
 *
 * Shape:     a round claims conversations, judges those whose words, rules or
 *            engine changed, writes verdicts and copied facts, all in one
 *            transaction: a process that dies leaves them due. Hours are folded
 *            when the queue is empty, and every FOLD_MS while it is not.
 * Rules:     the active ruleset of the database; the built-in one is stored at
 *            the first run, and again when the program brings a newer one and
 *            nobody has changed the rules.
 */
#ifndef TIDEMARK_JOB_SCORE_H
#define TIDEMARK_JOB_SCORE_H

#include "job/job.h"

extern const struct job_program score_program;

#endif
