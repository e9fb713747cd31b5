/* SPDX-License-Identifier: MIT */
/*
 * job/quality_batch - replies of a backlog that the model is asked about by batch:
 * what job/batches is filled with, by the code of job/question. ctx is the struct
 * asker.
 */
#ifndef TIDEMARK_JOB_QUALITY_BATCH_H
#define TIDEMARK_JOB_QUALITY_BATCH_H

#include "job/batches.h"

struct asker;

extern const struct batch_kind quality_batch;

#endif
