/* SPDX-License-Identifier: MIT */
/*
 * ask/job - what people want of jobs, read from a request and carried out.
 *
 * Shape:     the path of the first two names the job; the third is an import.
 * Errors:    RC_NOT_FOUND for a path that names nothing, RC_CONFLICT with the
 *            sentence that says why it cannot be; else as model/job.h.
 */
#ifndef TIDEMARK_ASK_JOB_H
#define TIDEMARK_ASK_JOB_H

#include "http/req.h"

/* "then": nothing, or score, which ends when all that came is judged. */
extern const struct param job_import_params[];

enum rc ask_job_cancel(struct req *, int64_t *id);
enum rc ask_job_again(struct req *, int64_t *as);
enum rc ask_job_import(struct req *, int64_t *id);

#endif
