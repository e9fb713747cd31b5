/* SPDX-License-Identifier: MIT */
/*
 * job/quality_batch - a backlog that the model is asked about by batch: cheaper, and
 * answered within a day.
 *
 * Shape:     batches_round() does one step of one batch: lines are added, the file
 *            goes up, the batch is created, looked at with growing waits, its
 *            files are fetched and their lines settled, a few each round. A call
 *            stays under way between rounds.
 * Killed:    every step is in the database before the next begins. Of a batch that
 *            may have been created without an answer the service's list is asked,
 *            by the mark that went along, before another is created; a line that
 *            is settled is not settled again. So nothing is paid for twice.
 * Money:     what open batches may still cost is kept back under the day's cap, of
 *            which they never take the last quarter: new replies go on.
 * Faults:    of a line as of a question that went out alone (job/question). Of a
 *            batch: put back, in smaller ones; of the service: growing waits. A
 *            server without batches: the marks are asked about one by one.
 */
#ifndef TIDEMARK_JOB_QUALITY_BATCH_H
#define TIDEMARK_JOB_QUALITY_BATCH_H

#include "base/rc.h"
#include "job/job.h"

struct arena;
struct asker;
struct batches;

struct batches	*batches_begin(struct arena *, struct asker *);
/* backlog: the job whose marks may become batches, 0 none. */
enum rc		 batches_round(struct job *, struct batches *, int64_t backlog,
		    int64_t wait_ms);
/* Call again at once. */
bool		 batches_busy(const struct batches *);
/* Between two steps. */
bool		 batches_rest(const struct batches *);
/* A call that is under way is left: the next run finds out what came of it. */
void		 batches_end(struct batches *);

#endif
