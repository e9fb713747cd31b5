/* SPDX-License-Identifier: MIT */
/*
 * job/batches - questions that go to a model by batch: cheaper, and answered within
 * a day; the same steps for replies and for conversations, whichever protocol.
 *
 * Shape:     batches_round() does one step of one batch: lines are added, they go
 *            up, the batch is created, looked at with growing waits, its files are
 *            fetched and their lines settled, a few each round. A call stays under
 *            way between rounds. What lines are about, and what becomes of their
 *            answers, is in struct batch_kind.
 * Killed:    every step is in the database before the next begins. A batch that may
 *            have been created without an answer is looked for at the service
 *            before another is created: by the mark that went along, or, where the
 *            service keeps none, by the mark in the ids of its results. Then it
 *            takes what was created at that time with as many lines, waits for its
 *            end and reads. A line that is settled is not settled again. So
 *            nothing is paid for twice.
 * Money:     what open batches may still cost is kept back under the day's cap, of
 *            which they never take the last quarter: what is new goes on.
 * Faults:    of a line as of a question that went out alone. Of a batch: put back,
 *            in smaller ones; of the service: growing waits. A server without
 *            batches: the marks are asked about one by one.
 */
#ifndef TIDEMARK_JOB_BATCHES_H
#define TIDEMARK_JOB_BATCHES_H

#include "base/rc.h"
#include "job/job.h"
#include "job/paid.h"
#include "model/batch.h"

struct batches;
struct sbuf;

/* What batches are of. ctx is the one of batches_begin(); marks stay in the round's
 * memory between marks() and line(). Those that store run in a transaction. */
struct batch_kind {
	const char *subject;		/* BATCH_REPLY, BATCH_CONVERSATION */
	/* What its lines' ids begin with; NULL: the mark of their batch. */
	const char *prefix;
	size_t (*lines_most)(const struct job *);
	/* What a new one is asked by: api, model, version, bare. */
	enum rc (*begin)(struct job *, void *ctx, struct arena *,
	    struct batch *);
	/* Of the backlog, behind that one. */
	enum rc (*marks)(struct job *, void *ctx, int64_t backlog,
	    int64_t after, int64_t most, size_t *n);
	int64_t (*mark_id)(void *ctx, size_t i);
	/* *added: a line, unless it is needless or dearer than *money, which then is
	 * below 0; else that is less by what it may cost. */
	enum rc (*line)(struct job *, void *ctx, const struct batch *, size_t i,
	    int64_t *money, struct sbuf *lines, struct batch_line *,
	    bool *added);
	/* The purse and the state of the service, read again. */
	enum rc (*refresh)(struct job *, void *ctx);
	/* Of a line that no file has, SERVICE_UNCLEAR, or SERVICE_UNASKED. */
	enum rc (*store)(struct job *, void *ctx, const struct batch *,
	    const struct batch_line *, const struct llm_answer *);
	/* It could not be stored. */
	enum rc (*lost)(struct job *, void *ctx, const struct batch *,
	    const struct batch_line *, const struct llm_answer *);
};

/* The kind, what ctx points to and the purse outlive it. */
struct batches	*batches_begin(struct arena *, const struct batch_kind *,
		    void *ctx, struct paid *, const struct llm_options *);
/* backlog: the job whose marks may become batches, 0 none. */
enum rc		 batches_round(struct job *, struct batches *, int64_t backlog,
		    int64_t wait_ms);
/* Call again at once. */
bool		 batches_busy(const struct batches *);
/* Between two steps. */
bool		 batches_rest(const struct batches *);
/* A call that is under way is left: the next run finds out what came of it. */
void		 batches_end(struct batches *);
/* Takes what a line may cost from *money; false: it is dearer, and *money below 0. */
bool		 batches_pay(int64_t *money, int64_t most);
/* The id of a line. */
const char	*batches_id(struct arena *, const struct batch_kind *,
		    const struct batch *, int64_t item);

#endif
