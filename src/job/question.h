/* SPDX-License-Identifier: MIT */
/*
 * job/question - what the model is asked about a reply, and what is made of its
 * answer; the same for questions that go out one by one and for lines of a batch.
 *
 * Shape:     question_read() makes it from what is stored, by the same words each
 *            time: the hash tells whether it is still the same. question_store()
 *            adds score, cost and what becomes of the mark, in the caller's
 *            transaction.
 * Faults:    of one reply: a failed score, then growing waits and at last none. Of
 *            the service: job/paid.
 * Units:     money in millionths of a dollar.
 * Ownership: a question and all of it live until question_end().
 */
#ifndef TIDEMARK_JOB_QUESTION_H
#define TIDEMARK_JOB_QUESTION_H

#include "job/job.h"
#include "job/paid.h"
#include "model/queue.h"
#include "model/retest.h"
#include "quality/prompt.h"
#include "quality/vary.h"

/* The service, as this run knows it. */
struct asker {
	struct openai_options opt;
	struct paid paid;
	struct asking_state state;	/* as last seen */
	struct asking_mark *marks;	/* of a batch that is made: the round's */
};

/* Reads the state, and the purse of it. */
enum rc	asker_see(struct job *, struct asker *);
/* The state's texts are the round's: what is kept of them is what they mean. */
void	asker_keep(struct asker *);

struct question {
	struct arena *mem;
	struct asking_mark mark;	/* id 0: a test, or again */
	struct queue_job test;
	struct retest_mark again;	/* retest 0: none */
	struct variant variant;		/* as it is asked then */
	struct rubric rubric;
	struct exchange exchange;
	struct prompt prompt;
	const char *model;		/* that is asked */
	const char *hash, *prompt_hash;
	int64_t most;			/* it may cost */
	bool by_batch;			/* at the price of a batch */
};

struct question	*question_begin(const struct asking_mark *, const char *model,
		    bool by_batch);
/* To be asked: marks under other weights are kept first. rubric: its version, 0 the
 * one in force. *needless: there is nothing to judge, or it is judged already. */
enum rc		 question_find(struct job *, struct question *, int64_t rubric,
		    bool *needless);
/* As it was asked: the same without that. */
enum rc		 question_read(struct job *, struct question *, int64_t rubric,
		    bool *needless);
void		 question_end(struct question *);
/* What is sent of it. */
struct anthropic_question question_asked(const struct job *,
		    const struct question *);
/* *good: it has its score. */
enum rc		 question_store(struct job *, struct asker *, struct question *,
		    const struct llm_answer *, bool *good);
/* In a transaction of its own: what cannot be stored must not be asked, and paid,
 * again and again, and what it cost is known. */
enum rc		 question_lost(struct job *, struct asker *,
		    const struct question *, const struct llm_answer *);
enum rc		 question_usage(struct job *, struct asker *,
		    const struct question *, const struct llm_answer *,
		    const char *why);
/* What was judged is asked again, as the mark says. *none: it is not what was judged
 * any more, so there is nothing to compare with; or there is nothing in it to be
 * changed so. */
struct question	*question_again(const struct retest_mark *, const char *model);
enum rc		 question_again_read(struct job *, struct question *,
		    bool *none);
/* It is no score of the reply. */
enum rc		 question_again_store(struct job *, struct asker *,
		    struct question *, const struct llm_answer *);
enum rc		 question_again_lost(struct job *, struct asker *,
		    struct question *, const struct llm_answer *);

#endif
