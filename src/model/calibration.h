/* SPDX-License-Identifier: MIT */
/*
 * model/calibration - several people judge the same replies; and how far the engine
 * and people agree.
 *
 * Session:   members each review its replies, unseen by the others. While it is
 *            open, nobody sees anything of a reply before the own marks of it are
 *            submitted (model/review.h).
 * Pairs:     of the engine and a person: the newest review of each reply, one pair a
 *            reply. Of two people: every two members who judged the same reply of a
 *            session.
 * Source:    docs/metrics.md "Engine and people".
 * Ownership: all lives in the arena.
 * Errors:    RC_NOT_FOUND; else as db/db.h.
 */
#ifndef TIDEMARK_MODEL_CALIBRATION_H
#define TIDEMARK_MODEL_CALIBRATION_H

#include "base/rc.h"
#include "model/quality.h"
#include "quality/stats.h"

enum { SESSION_REPLIES_MAX = 50, SESSIONS_MOST = 50, PAIRS_MOST = 5000 };

struct session {
	int64_t id;
	const char *name, *created_by;
	int64_t created_at;
	bool closed;
	int64_t replies, members;
	int64_t done, owed;	/* reviews submitted by all; left for who asks */
	int64_t rubric;         /* that they judge by, whatever is in force */
};

/* Open ones first, then newest first. id 0: all. */
enum rc	session_list(struct db *, struct arena *, int64_t id, const char *who,
	    struct session **, size_t *n);

struct session_input {
	const char *name, *who;
	const char *const *member;
	size_t n_members;
	/* the replies; none: so many by chance of the last 30 days */
	const int64_t *reply;
	size_t n_replies;
	int64_t by_chance;
	const char *engine;
	int64_t rubric; /* of the engine's scores, and for the marks */
};

/* *replies: how many it has; 0: it was not begun, since none of them is judged. */
enum rc	session_add(struct db *, struct arena *, const struct session_input *,
	    int64_t *id, int64_t *replies);
enum rc	session_close(struct db *, struct arena *, int64_t id, const char *who);

/* A mark of a session, or the total (position 0). */
struct session_mark {
	int64_t message;
	const char *subject, *reviewer;
	size_t position;
	double score;		/* NAN: does not apply, or not judged yet */
	bool submitted;
};

/* By reply, then reviewer, then position; each member with each reply, position 0
 * where nothing is submitted. */
enum rc	session_marks(struct db *, struct arena *, int64_t id,
	    struct session_mark **, size_t *n);

struct judged_pair {
	size_t position;	/* 0 the total */
	struct score_pair pair;
};

/* The pairs of a position, in the arena. */
const struct score_pair *judged_pairs(struct arena *,
	    const struct judged_pair *, size_t n, size_t position, size_t *found);
struct judged_pairs {
	struct judged_pair *pair;
	size_t n;
	bool cut;	/* of the newest PAIRS_MOST replies, and there are more */
};

/* a: the engine, b: the person. blind: of reviews without sight of the score. */
enum rc	engine_pairs(struct db *, struct arena *,
	    const struct quality_window *, bool blind, struct judged_pairs *);
enum rc	people_pairs(struct db *, struct arena *,
	    const struct quality_window *, struct judged_pairs *);

#endif
