/* SPDX-License-Identifier: MIT */
/*
 * model/review - what people make of replies, beside the engines.
 *
 * Shape:     a review holds marks for the dimensions of one version of the rubric.
 *            review_save() keeps a draft, which only its reviewer sees, or submits
 *            it; what was submitted is never changed, a later one stands in its
 *            place. What people said of a reply is the newest review of all.
 * Blind:     made by who had not opened the reply with the engine's score, which
 *            review_seen() keeps. A draft that was once made in its sight stays so.
 * Ownership: all lives in the arena.
 * Errors:    RC_NOT_FOUND: no such reply; else as db/db.h.
 */
#ifndef TIDEMARK_MODEL_REVIEW_H
#define TIDEMARK_MODEL_REVIEW_H

#include "base/rc.h"
#include "quality/rubric.h"

struct db;

enum { REVIEW_NOTE_MAX = 4000, REVIEW_LINE_MAX = 500 };

struct review_mark {
	size_t position;	/* of the rubric's dimension, from 1 */
	bool has_score;		/* false: does not apply */
	double score;
	const char *note, *evidence;
};

struct review {
	int64_t id, rubric;
	const char *rubric_name, *reviewer;
	bool draft, blind, has_total, failed;
	double total;
	const char *note;
	int64_t at;		/* submitted, or begun */
	const struct review_mark *mark;
	size_t n_marks;
	/* the engine's score under the same rubric, if it has one */
	bool has_engine;
	double engine_total;
	const double *engine;	/* by position - 1; NAN without */
	size_t n_engine;
};

/* NULL when it has no mark at this position. */
const struct review_mark	*review_mark_at(const struct review *,
				    size_t position);

/* Reviews of a reply, newest first, at most 50: those that were submitted, and of a
 * reader the draft of a session (0: of none). */
enum rc	review_list(struct db *, struct arena *, int64_t message,
	    const char *reader, int64_t session, const char *engine,
	    struct review **, size_t *n);

/* Why a person is to review a reply. */
struct review_duty {
	int64_t session, cycle;	/* 0: none */
	const char *name;	/* of the one that counts: the session first */
	bool blind;		/* must not see the engine's score yet */
	bool reviewed;		/* has submitted a review of it before */
	bool seen;              /* has opened it with the engine's score */
	int64_t rubric;         /* of the session; 0: the one in force */
	int64_t last; /* review of theirs that was submitted, 0 none */
};

enum rc	review_duty(struct db *, struct arena *, int64_t message,
	    const char *reviewer, struct review_duty *);
enum rc review_seen(
    struct db *, struct arena *, int64_t message, const char *who);

/* What its reviewer submitted of a reply from a form that followed this review of
 * theirs; draft here: they have begun another one since. RC_NOT_FOUND: nothing. */
enum rc	review_follower(struct db *, struct arena *, int64_t message,
	    const char *reviewer, int64_t follows, struct review *);

struct review_input {
	int64_t message, session;	/* session 0: a review */
	const char *reviewer, *note;
	bool blind, submit;
	int64_t follows; /* review_duty.last when its form was shown */
	const struct rubric *rubric;
	const struct review_mark *mark;
	size_t n;
};

/* A submitted one settles what its reviewer was assigned of this reply. RC_CONFLICT:
 * one that follows the same was submitted before. */
enum rc	review_save(struct db *, struct arena *, const struct review_input *);

#endif
