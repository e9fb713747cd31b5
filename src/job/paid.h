/* SPDX-License-Identifier: MIT */
/*
 * job/paid - what all have in common that ask a model for money, about whatever:
 * who may be asked, what a question costs, the day's cap, how long nothing is asked
 * when the service is at fault, and what a test of the connection comes to.
 *
 * Shape:     struct paid is the purse and the service of one kind of questions.
 *            `now` is what was last read, by whoever owns it; the rest is this run's.
 * Cap:       nothing is asked that could go beyond it, counting what is under way
 *            and what open batches may still cost, at their longest.
 * Faults:    of the service (key, quota, not reachable): nothing is asked for a
 *            while that grows, then one question alone tries it.
 * Units:     money in millionths of a dollar; seconds, but what ends in _ms.
 */
#ifndef TIDEMARK_JOB_PAID_H
#define TIDEMARK_JOB_PAID_H

#include "base/rc.h"
#include "model/asking.h"
#include "upstream/llm.h"

struct conf;
struct job;
struct queue_job;

struct paid_now {
	int64_t cap, spent;	/* of the day */
	int64_t kept;		/* for open batches */
	int64_t closed_s, waits;
	int64_t next_s, batch_s;	/* until a question, a batch is due; INT64_MAX */
	bool capped, problem;	/* are known */
	bool no_batch;		/* the server had no batches */
};

struct paid {
	const struct asking_of *of;
	struct paid_now now;
	int64_t flying;		/* what is under way costs at most */
	bool full;		/* the cap leaves no room */
	int64_t closed_ms;	/* what was under way fails alike */
};

/* A question, as far as its price goes and the row that it leaves. */
struct paid_call {
	const char *engine, *purpose;
	const char *model;	/* that was asked */
	bool strong, by_batch;
	int64_t sent;		/* tokens, where a server does not count them */
	int64_t conversation, message;	/* asked about; 0 none */
};

/* ---- who may be asked ---- */

struct llm_options paid_anthropic(struct arena *, const struct conf *,
		    const char *model);
struct llm_options paid_openai(struct arena *, const struct conf *);
/* How many more may be under way of so many: after a problem one alone tries it. */
size_t		 paid_room(const struct paid *, int64_t calls, size_t flying);
/* When the round is due that has something to ask (on) or to fetch. */
void		 paid_wake(struct job *, const struct paid *, int64_t look_ms,
		    bool on);

/* ---- money ---- */

int64_t		 paid_cost(const struct conf *, const struct paid_call *,
		    const struct llm_answer *);
/* Takes what it may cost; full: there was no room, and that is known now. */
enum rc		 paid_take(struct job *, struct paid *, int64_t most);
/* Counts what an answer cost; what was never asked cost nothing. why: it was in
 * vain; NULL: it was not. */
enum rc		 paid_usage(struct job *, struct paid *, const struct paid_call *,
		    const struct llm_answer *, const char *why);

/* Why an answer was in vain that could not be stored. */
#define PAID_NOT_STORED "what came of it could not be stored"

/* ---- the service ---- */

/* The next of waits that double, after so many of them. */
int64_t		 paid_wait_s(int64_t waits, int64_t first, int64_t most);

/* Nothing is asked for a while, *wait seconds, that grows. */
enum rc		 paid_close(struct job *, struct paid *, const char *why,
		    int64_t *wait);
/* It answered, and not to a batch: one may be of hours ago. */
enum rc		 paid_well(struct job *, struct paid *);

/* What a test asks: any model that knows structured outputs can answer. */
#define PAID_TEST_SYSTEM "Answer true in \"works\"."
#define PAID_TEST_USER "Do you work?"
extern const char paid_test_schema[];

/* What came of it, in words for whoever asked. model: that was asked. */
enum rc		 paid_tested(struct job *, struct paid *,
		    const struct queue_job *, const char *model,
		    const struct llm_answer *);

#endif
