/* SPDX-License-Identifier: MIT */
/*
 * model/asking - what the model is to be asked about, and what that costs.
 *
 * Shape:     a mark (qa_ask) a reply that waits; asking_next() only looks, so no
 *            transaction is open during a call: a program that is killed leaves
 *            the marks, and asks again what was under way. asking_done() and
 *            asking_later() go with score_save() and asking_usage() in ONE
 *            transaction.
 * Units:     money in millionths of a dollar, days in UTC, seconds.
 * Ownership: all lives in the arena.
 * Errors:    as db/db.h.
 */
#ifndef TIDEMARK_MODEL_ASKING_H
#define TIDEMARK_MODEL_ASKING_H

#include "base/rc.h"
#include "quality/prompt.h"

struct db;

#define ASKING_ENGINES "heuristic|openai"
#define ASKING_SAMPLINGS "all|per_agent|spotlight"
#define ASKING_BACKLOG "model_backlog"	/* kinds of jobs */
#define ASKING_BATCH "model_batch"	/* a backlog that is asked by batch */
#define ASKING_TEST "model_test"

enum {
	ASKING_CAP_MAX = 10000,		/* dollars a day */
	ASKING_PER_AGENT_MAX = 10000,
	ASKING_RANK_MAX = 10000,
	ASKING_DAYS_MAX = 3650,
	ASKING_WAITING_MOST = 10000
};

struct asking_setting {
	const char *engine, *sampling;
	int64_t per_agent_week, daily_cap, rank_least;
};

struct asking_state {
	struct asking_setting set;
	int64_t cost, calls, failures, input, output;	/* today */
	const char *problem;	/* why nothing is asked, "" */
	int64_t problem_at;
	int64_t closed_s;	/* nothing is asked for so long */
	int64_t waits;
	bool capped;		/* today's cap was reached */
	int64_t next_s;		/* until a mark is due, below 0 past; INT64_MAX */
	int64_t kept;		/* what open batches may still cost */
	int64_t batch_s;	/* until one is looked at; INT64_MAX */
	const char *bare;	/* the model that takes no temperature, "" */
	int64_t no_batch_at;	/* the server had no batches then; 0 */
};

struct asking_mark {
	int64_t id, message, conversation;
	int64_t attempts;	/* that count towards giving up */
	int64_t asked;	/* in vain, whether that counts or not */
	bool again;	/* though the same failed before */
};

struct asking_call {
	const char *engine, *purpose, *model;
	const char *why;	/* it was in vain; NULL: it was not */
	int64_t conversation, message;	/* asked about; 0 none, or several */
	int64_t things;	/* conversations or replies that it was about */
	int64_t input, cached, output, cost, took_ms;
};

enum rc	asking_state(struct db *, struct arena *, struct asking_state *);
/* With the audit. */
enum rc	asking_setting_save(struct db *, struct arena *,
	    const struct asking_setting *, const char *who);

/* Of replies that were just judged by the heuristic, as the sampling says. */
enum rc	asking_add(struct db *, struct arena *, const int64_t *messages,
	    size_t n, int64_t rubric);
struct rows;
/* Columns in the order of the struct. */
enum rc	asking_marks_of(struct arena *, const struct rows *,
	    struct asking_mark **, size_t *n);
enum rc	asking_next(struct db *, struct arena *, int64_t most,
	    const int64_t *flying, size_t n_flying, struct asking_mark **,
	    size_t *n);
enum rc	asking_done(struct db *, struct arena *, const struct asking_mark *);
/* counts: the attempt counts towards giving up. */
enum rc	asking_later(struct db *, struct arena *, const struct asking_mark *,
	    int64_t wait_s, bool counts);
/* A row of its own, and in the day's sums (model/usage.h). */
enum rc	asking_usage(struct db *, struct arena *, const struct asking_call *);

/* What is asked about, as far as its service and its cap go: these work alike. */
struct asking_of;
extern const struct asking_of asking_replies, asking_conversations;

const char *asking_of_text(const struct asking_of *);
/* "": all is well. */
enum rc	asking_problem(struct db *, struct arena *, const struct asking_of *,
	    const char *problem, int64_t wait_s);
/* *news: it was not known yet. */
enum rc	asking_capped(struct db *, struct arena *, const struct asking_of *,
	    bool *news);
/* none: the server has no batches, and what waits for one is asked one by one. */
enum rc	asking_no_batch(struct db *, struct arena *, const struct asking_of *,
	    bool none);

/* Names and addresses of the people in a conversation. */
enum rc	asking_people(struct db *, struct arena *, int64_t conversation,
	    struct prompt_known **, size_t *n);

/* ---- backlogs ---- */

struct asking_estimate {
	int64_t replies, chars;
	int64_t calls, cost;	/* of the last 30 days */
};

enum rc	asking_estimate(struct db *, struct arena *, int64_t from, int64_t to,
	    int64_t rubric, const char *model, struct asking_estimate *);
/* Queues a backlog, or a test, of that kind, with the audit. */
enum rc	asking_backlog_ask(struct db *, struct arena *, const char *kind,
	    int64_t from, int64_t to, const char *who, int64_t *job);
enum rc	asking_test_ask(struct db *, struct arena *, const char *kind,
	    const char *who, int64_t *job);
/* Marks what it is about. */
enum rc	asking_backlog(struct db *, struct arena *, int64_t job, int64_t from,
	    int64_t to, int64_t rubric, bool by_batch);
enum rc	asking_backlog_left(struct db *, struct arena *, int64_t job,
	    int64_t *left);
/* Of those that were cancelled or given up. */
enum rc	asking_backlog_drop(struct db *, struct arena *);
/* Above ASKING_WAITING_MOST: nobody counts how many. */
enum rc	asking_waiting(struct db *, struct arena *, int64_t *n);
/* RC_NOT_FOUND: there was none. */
struct job_row;
enum rc	asking_last(struct db *, struct arena *, const char *kind,
	    struct job_row *);

#endif
