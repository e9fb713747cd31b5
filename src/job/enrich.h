/* SPDX-License-Identifier: MIT */
/*
 * job/enrich - what tidemark-score --enrich does: a model says what conversations
 * are about, beside what the rules say.
 *
 * Shape:     marks (enrich_due) are made in the transaction that judges a
 *            conversation. A round saves what was answered and asks what is due as
 *            long as there is room; questions stay under way between rounds, and no
 *            transaction is open during a call.
 * Killed:    questions that were under way are asked again; on a stop they are
 *            waited for and saved.
 * Money:     job/enrich_ask.
 */
#ifndef TIDEMARK_JOB_ENRICH_H
#define TIDEMARK_JOB_ENRICH_H

#include "job/job.h"

extern const struct job_program enrich_program;

#endif
