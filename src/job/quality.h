/* SPDX-License-Identifier: MIT */
/*
 * job/quality - what tidemark-score --quality does: scores replies of agents.
 *
 * Shape:     a round claims conversations, judges those of their replies whose
 *            exchange, rubric or engine changed, and adds the scores, all in one
 *            transaction. Days are counted when nothing waits, and every FOLD_MS
 *            while something does.
 * Model:     job/quality_model, when a key is configured: what it is asked is under
 *            way between rounds, so that the heuristic waits for nothing.
 * Apart:     a program of its own beside the analysis, with its own lock and
 *            line in the crontab: a slow model holds up nothing else.
 */
#ifndef TIDEMARK_JOB_QUALITY_H
#define TIDEMARK_JOB_QUALITY_H

#include "job/job.h"

extern const struct job_program quality_program;

#endif
