/* SPDX-License-Identifier: MIT */
/*
 * model/enrichment - what a model says of conversations, what it is to be asked
 * about, and how that goes.
 *
 * Shape:     a mark (enrich_due) is a conversation that waits; enrich_next() only
 *            looks, so no transaction is open during a call: a program that is
 *            killed leaves the marks. What an answer brings goes with
 *            asking_usage() in ONE transaction.
 * Units:     money in millionths of a dollar, days in UTC, seconds.
 * Ownership: all lives in the arena.
 * Errors:    as db/db.h.
 */
#ifndef TIDEMARK_MODEL_ENRICHMENT_H
#define TIDEMARK_MODEL_ENRICHMENT_H

#include "base/rc.h"
#include "meaning/enrich.h"

struct db;

#define ENRICH_ENGINES "off|anthropic|openai"
#define ENRICH_TEST "enrich_test"	/* kinds of jobs */
#define ENRICH_BACKLOG "enrich_backlog"
#define ENRICH_BATCH "enrich_batch"	/* a backlog that is asked by batch */

enum { ENRICH_DAYS_MAX = 3650 };

struct enrich_setting {
	const char *engine;
	int64_t daily_cap, sure_least;	/* percent */
};

struct enrich_state {
	struct enrich_setting set;
	int64_t cost, calls, failures, input, cached, output;	/* today */
	const char *problem;	/* why nothing is asked, "" */
	int64_t problem_at;
	int64_t closed_s;	/* nothing is asked for so long */
	int64_t waits;
	bool capped;		/* today's cap was reached */
	int64_t next_s;		/* until a mark is due; INT64_MAX */
	int64_t kept;		/* what open batches may still cost */
	int64_t batch_s;	/* until one is looked at; INT64_MAX */
	int64_t no_batch_at;	/* the server had no batches then; 0 */
};

struct enrich_mark {
	int64_t id, conversation, attempts;
	bool strong;		/* the larger model is to be asked */
};

struct enrich_case {
	struct enrich_ticket ticket;
	const char *report;	/* its hash, hex */
	bool is_empty, is_unreadable;
	const char *known;	/* the hash that the model answered about, "" */
	int64_t known_version;
	const char *known_outcome;	/* "" none */
};

enum rc	enrich_state(struct db *, struct arena *, struct enrich_state *);
/* With the audit. */
enum rc	enrich_setting_save(struct db *, struct arena *,
	    const struct enrich_setting *, const char *who);
enum rc	enrich_next(struct db *, struct arena *, int64_t most,
	    const int64_t *flying, size_t n_flying, struct enrich_mark **,
	    size_t *n);
enum rc	enrich_done(struct db *, struct arena *, const struct enrich_mark *);
enum rc	enrich_later(struct db *, struct arena *, const struct enrich_mark *,
	    int64_t wait_s, bool counts, bool strong);
/* RC_NOT_FOUND: it is gone, or counts nowhere. */
enum rc	enrich_case(struct db *, struct arena *, int64_t conversation,
	    struct enrich_case *);
enum rc	enrich_people(struct db *, struct arena *, int64_t conversation,
	    struct enrich_known **, size_t *n);
/* What people corrected lately of conversations near to that one, the nearest
 * first, with the names that must not leave. */
enum rc	enrich_corrected(struct db *, struct arena *, int64_t conversation,
	    int64_t most, struct enrich_example **, size_t *n);

struct enrich_result_row {
	int64_t conversation;
	const char *report, *outcome, *engine, *model;
	bool strong;
	const struct enriched *said;	/* NULL: nothing */
	const char *error;
};

enum rc	enrich_save(struct db *, struct arena *,
	    const struct enrich_result_row *);

/* As pages and JSON tell it. */
struct enrichment {
	int64_t conversation;
	const char *outcome, *engine, *model;
	bool strong;
	const char *summary, *language, *translation;
	const char **category;
	size_t n_categories;
	const char *intent, *cause, *entities;	/* JSON: [{kind, text}] */
	double sure;		/* -1: not told */
	const char *error;
	int64_t asked_at;
};

/* In the order of the ids; what was never asked about is left out. */
enum rc	enrichment_of(struct db *, struct arena *, const int64_t *ids, size_t n,
	    struct enrichment **, size_t *n_out);
/* The one of a conversation, with an answer; or NULL. */
const struct enrichment *enrichment_pick(const struct enrichment *, size_t n,
	    int64_t conversation);

/* Marks so many of the highest hundred numbers without an answer, with the audit;
 * none while no model is asked. */
enum rc	enrich_newest(struct db *, struct arena *, int64_t most,
	    const char *who, int64_t *missing, int64_t *queued);
/* What a model said, with the audit; *was: there was something. */
enum rc	enrich_forget(struct db *, struct arena *, int64_t conversation,
	    const char *who, bool *was);

/* ---- backlogs ---- */

struct enrich_estimate {
	int64_t conversations, chars;
	int64_t calls, cost;	/* of the last 30 days */
};

enum rc	enrich_estimate(struct db *, struct arena *, int64_t from, int64_t to,
	    const char *engine, struct enrich_estimate *);
enum rc	enrich_backlog(struct db *, struct arena *, int64_t job, int64_t from,
	    int64_t to, bool by_batch);
enum rc	enrich_backlog_left(struct db *, struct arena *, int64_t job,
	    int64_t *left);
/* Of those that were cancelled or given up. */
enum rc	enrich_backlog_drop(struct db *, struct arena *);

/* ---- batches (model/batch.h) ---- */

/* Conversations that wait for one, after the mark with that id. */
enum rc	enrich_batch_marks(struct db *, struct arena *, int64_t job,
	    int64_t after, int64_t most, struct enrich_mark **, size_t *n);
/* It waits for none any more. */
enum rc	enrich_alone(struct db *, struct arena *, const struct enrich_mark *);

#endif
