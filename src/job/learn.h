/* SPDX-License-Identifier: MIT */
/*
 * job/learn - what tidemark-reindex --learn does: learns categories from what
 * people said.
 *
 * Examples:  conversations whose category a person said, by their newest word that
 *            was not taken back. One in five is held back (meaning/contest.h).
 * Attempt:   with new examples, and LEARNING_LEAST of them, a model is trained of
 *            the others, contests on those held back with the one in use, and takes its place
 *            when no fewer are right. It is put to use in one transaction with
 *            its row of the ledger: a run that is killed changed nothing.
 * Again:     the same examples by the same rules are not learned from twice, so
 *            what a person rolled back does not come back by itself.
 * Then:      the newest conversations without a label are looked through for
 *            those whose label would help most (meaning/pick.h).
 */
#ifndef TIDEMARK_JOB_LEARN_H
#define TIDEMARK_JOB_LEARN_H

#include "job/job.h"

extern const struct job_program learn_program;

#endif
