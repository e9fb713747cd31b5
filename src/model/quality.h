/* SPDX-License-Identifier: MIT */
/*
 * model/quality - scores as dashboards show them.
 *
 * Shape:     every figure of a window comes from quality_counts() or
 *            quality_bins(), which are one SQL function, qa_counts(): tile,
 *            chart, table, CSV and JSON agree because they are the same count.
 *            quality_replies() lists the replies behind any of them.
 * Source:    docs/metrics.md "Quality".
 * Weighted:  a mean is sum / n over all replies asked for, never a mean of means.
 * Failures:  an engine that gave no usable answer counts nowhere but among the
 *            failed.
 * Units:     days are UTC, named by the epoch of their start; totals 0 to 10,
 *            marks 0 to their dimension's scale.
 * Ownership: all lives in the arena.
 * Errors:    as db/db.h.
 */
#ifndef TIDEMARK_MODEL_QUALITY_H
#define TIDEMARK_MODEL_QUALITY_H

#include "base/rc.h"
#include "quality/rubric.h"
#include "quality/stats.h"

struct db;

enum { QUALITY_BINS = 11, QUALITY_COUNTED_MOST = 100000 };

#define QUALITY_INCIDENTS "all|without|only"
#define QUALITY_SORTS "newest|oldest|lowest|highest|unsure"
#define QUALITY_STATES \
	"|judged|critical|void|none|failed|rated|reviewed|blind|compared"

struct quality_window {
	int64_t from, to;
	const char *engine;		/* heuristic, openai */
	int64_t rubric;
	const int64_t *mailbox;		/* none: all */
	size_t n_mailboxes;
	int64_t agent;			/* 0 all */
	const char *category, *rating;	/* "" all */
	const char *incidents;		/* all, without, only */
};

/* What is apart in the answer. */
struct quality_by {
	bool day, agent, total_only;
};

struct quality_count {
	int64_t day, agent;
	const char *name;	/* of the agent */
	size_t dimension;	/* 0 the total, else its position from 1 */
	struct tally scored;
	int64_t missing;	/* without a score */
	int64_t critical, great, okay, not_good;
};

/* Begins a snapshot for a page of several of these figures. They are written so that
 * one plan is right for all values, and it is kept: the server, left its choice, plans
 * anew for each request, which takes longer than 30 days take to be read. */
enum rc	quality_begin(struct db *, struct arena *);

/* By day, then name, then dimension. */
enum rc	quality_counts(struct db *, struct arena *,
	    const struct quality_window *, struct quality_by,
	    struct quality_count **, size_t *n);
enum rc	quality_bins(struct db *, struct arena *,
	    const struct quality_window *, int64_t bins[static QUALITY_BINS]);

/* What no figure counts: replies that the engine could not judge or declined, and
 * those with a mark that waits for a person, its evidence not being found. */
struct quality_left_out {
	int64_t failed, refused, voids;
};

enum rc	quality_left_out(struct db *, struct arena *,
	    const struct quality_window *, struct quality_left_out *);

struct quality_list {
	int64_t bin;		/* -1 all */
	const char *state, *sort;
	size_t dimension;	/* that has a score (state none: that has none)
				 * and sorts; 0 the total */
	int64_t skip, most;
	bool count;		/* how many there are in all, too */
};

struct quality_reply {
	int64_t message, conversation, number;
	const char *subject;
	int64_t agent;
	const char *agent_name;
	int64_t mailbox;
	const char *mailbox_name;
	int64_t at;
	const char *category, *rating, *outcome;
	bool has_total, failed, in_incident;
	double total, confidence;
	const double *score;	/* [rubric->n], NAN without */
	size_t n_scores;
	const char *text, *customer_email, *error;
	/* of its dimensions whose evidence was not found: names, keys; by commas */
	const char *void_names, *void_keys;
};

/* *all: how many there are, at most QUALITY_COUNTED_MOST + 1; 0 when not asked. */
enum rc	quality_replies(struct db *, struct arena *,
	    const struct quality_window *, const struct quality_list *,
	    struct quality_reply **, size_t *n, int64_t *all);

struct quality_state {
	int64_t waiting;	/* conversations, at most COUNTED_MOST + 1 */
	bool heuristic, openai;	/* has scores */
	const char *engine;	/* that pages show unless they are asked: the one that
				 * is set, once it has scores */
	int64_t scored_at;
	int64_t rubric;
	const char *rubric_name;
	int64_t rank_least;	/* fewest replies for a rank among agents */
};

enum rc	quality_state(struct db *, struct arena *, struct quality_state *);

struct quality_agent {
	int64_t id;
	const char *name;
};

enum rc	quality_agents(struct db *, struct arena *, struct quality_agent **,
	    size_t *n);

#endif
