/* SPDX-License-Identifier: MIT */
/*
 * model/retest - replies that an engine judges again, to see whether it stands by
 * what it said.
 *
 * Shape:     a retest is a row and a job. retest_begin() draws replies
 *            and writes down what is to be judged: each reply once for every change
 *            (quality/vary.h), beside what it had before ("base"). retest_next()
 *            only looks; retest_save() settles one. A program that is killed goes
 *            on with what is due.
 * Apart:     nothing of it is a score of the reply: it is in qa_retest_reply alone.
 * Turned:    the verdict crossed FLIP_PASS, or moved by more than FLIP_STEP, of ten.
 * Ownership: all lives in the arena.
 * Errors:    RC_NOT_FOUND; else as db/db.h.
 */
#ifndef TIDEMARK_MODEL_RETEST_H
#define TIDEMARK_MODEL_RETEST_H

#include "base/rc.h"
#include "quality/vary.h"

struct db;

/* Kinds of jobs, of the heuristic and of the model: that one waits for money and for
 * a service, and must not hold up the other. */
#define RETEST "retest"
#define RETEST_MODEL "model_retest"

enum { RETEST_MOST = 500, FLIP_PASS = 6, FLIP_STEP = 1 };

struct retest {
	int64_t id;
	const char *engine;
	int64_t rubric, wanted, engine_version;
	const char *model, *who;
	int64_t created_at, done_at;	/* 0: not over */
	const char *state;		/* of its job */
	int64_t replies, due, failed;	/* the last two of questions */
};

/* Queues it, with the audit. */
enum rc	retest_add(struct db *, struct arena *, const char *engine,
	    int64_t rubric, int64_t replies, const char *who, int64_t *id);
enum rc	retest_find(struct db *, struct arena *, int64_t id, struct retest *);
/* The newest of an engine and a rubric. */
enum rc	retest_last(struct db *, struct arena *, const char *engine,
	    int64_t rubric, struct retest *);

/* ---- for the programs that judge ---- */

struct retest_mark {
	int64_t retest, rubric, message, conversation;
	const char *change;	/* change_key(), or "base" */
	int64_t attempts, asked;	/* as of struct asking_mark */
};

enum rc	retest_begin(struct db *, struct arena *, int64_t id);
enum rc	retest_next(struct db *, struct arena *, const char *engine,
	    int64_t most, const char *const *flying, size_t n_flying,
	    struct retest_mark **, size_t *n);
/* How retest_next() names one that is being asked. */
const char	*retest_name(struct arena *, const struct retest_mark *);

struct retest_result {
	const char *state;	/* scored, failed, none */
	const struct judgement *judgement;	/* scored, else NULL */
	const char *error;
	int64_t engine_version;
	const char *model, *prompt_hash;	/* "", NULL */
};

enum rc	retest_save(struct db *, struct arena *, const struct rubric *,
	    const struct retest_mark *, const struct retest_result *);
enum rc	retest_later(struct db *, struct arena *, const struct retest_mark *,
	    int64_t wait_s, bool counts, const char *error);
enum rc	retest_left(struct db *, struct arena *, int64_t id, int64_t *all,
	    int64_t *due);
/* Over, also when something is left. */
enum rc	retest_end(struct db *, struct arena *, int64_t id);

/* ---- what it says ---- */

struct flip {
	const char *change;
	size_t position;	/* 0 the total */
	int64_t n, turned;
	double moved;		/* mean, of ten; NAN without any */
	int64_t alone;		/* with a score on one side only */
};

enum rc	retest_flips(struct db *, struct arena *, int64_t id, struct flip **,
	    size_t *n);

#endif
