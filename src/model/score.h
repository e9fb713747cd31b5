/* SPDX-License-Identifier: MIT */
/*
 * model/score - replies that wait to be scored, and their scores.
 *
 * Shape:     score_claim() takes marked conversations, score_follow() sets the
 *            facts of their scores, reply_cases() reads what was written in them,
 *            score_save() adds scores; all in ONE transaction where the engine is
 *            local: when it fails or the process dies, the conversations are due
 *            again and nothing was written.
 * Replies:   published messages of people of the team with words of their own;
 *            no notes, no drafts, nothing that a program sent. Their author is
 *            who is scored.
 * Current:   the newest score of a reply by an engine and a rubric; a failure
 *            never takes its place. What is counted by day follows by marks
 *            (sql/migrations/015-quality.sql) that score_fold() settles.
 * Facts:     what scores are filtered by: author, mailbox, time, category, rating,
 *            whether they count and are of an incident.
 * Ownership: all lives in the arena.
 * Errors:    as db/db.h.
 */
#ifndef TIDEMARK_MODEL_SCORE_H
#define TIDEMARK_MODEL_SCORE_H

#include "base/rc.h"
#include "quality/exchange.h"

struct db;

struct reply {
	size_t turn;		/* its place among the messages */
	int64_t message;
	const char *agent;	/* first name of its author */
	const char *rating, *rating_comment;
	const char *known;	/* hash of what its score was made of, "" none */
	bool known_failed;	/* it is none: the engine failed on that */
};

struct reply_case {
	int64_t conversation;
	const char *subject, *customer;
	int64_t closed_at;
	struct turn *turn;
	size_t n;
	struct reply *reply;
	size_t replies;
};

/* The first *n_written were written in; of the others the facts may be new. */
enum rc	score_claim(struct db *, struct arena *, int64_t most,
	    int64_t **conversations, size_t *n, size_t *n_written);
enum rc	score_follow(struct db *, struct arena *,
	    const int64_t *conversations, size_t n);
/* The scores of a conversation cannot be stored: it waits no more. */
enum rc	score_refused(struct db *, struct arena *, int64_t conversation);
enum rc	reply_cases(struct db *, struct arena *, const int64_t *conversations,
	    size_t n, const char *engine, int64_t rubric, struct reply_case **,
	    size_t *n_cases);
/* The reply with that message; NULL: it is none any more. n: cases, none or one. */
const struct reply *reply_find(const struct reply_case *, size_t n,
		    int64_t message);
/* What an engine is given of one of its replies. */
struct exchange	reply_exchange(const struct reply_case *,
	    const struct reply *);

enum score_outcome { SCORE_SCORED, SCORE_FAILED, SCORE_REFUSED };

struct score_row {
	int64_t message;
	const char *input_hash;		/* hex */
	enum score_outcome outcome;
	const struct judgement *judgement;	/* SCORE_SCORED, else NULL */
	const char *error;		/* "" */
};

/* By whom a batch of scores is. */
struct scorer {
	const char *engine;		/* heuristic, openai */
	int64_t engine_version;
	const struct rubric *rubric;
	const char *model, *prompt_hash;	/* "", NULL */
};

/* Each message once. The last of its transaction: pages show the scores. */
enum rc	score_save(struct db *, struct arena *, const struct scorer *,
	    const struct score_row *, size_t n);
/* The scores of marks as a float8[] of SQL, null without one. */
const char	*score_literal(struct arena *, const struct mark *, size_t n);

/* ---- as people read them ---- */

struct score_seen {
	int64_t id;
	const char *engine;
	int64_t engine_version, rubric;
	const char *rubric_name, *model, *outcome;
	bool has_total, failed;
	double total, confidence;
	const char *reasoning, *error;
	int64_t at;
	bool current;		/* what is counted, of its engine and rubric */
	int64_t kept; /* rubric under which its marks were given, 0: this */
};

struct mark_seen {
	const char *key, *name;
	double weight;
	int scale;
	bool critical;
	struct mark mark;
	const char *signals;	/* JSON, as score_save() wrote it */
};

struct reply_about {
	int64_t conversation, number;
	const char *subject;
	int64_t agent;
	const char *agent_name, *mailbox;
	int64_t at;
	const char *rating, *rating_comment;
};

/* Newest first, at most 50. */
enum rc	score_history(struct db *, struct arena *, int64_t message,
	    struct score_seen **, size_t *n);
enum rc	score_marks(struct db *, struct arena *, int64_t score,
	    struct mark_seen **, size_t *n);
/* RC_NOT_FOUND: no such message of the team. */
enum rc	reply_about(struct db *, struct arena *, int64_t message,
	    struct reply_about *);

/* *done: days that were counted; 0 also when another run does it. */
enum rc	score_fold(struct db *, struct arena *, int64_t *done);

#endif
