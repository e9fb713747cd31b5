/* SPDX-License-Identifier: MIT */
/*
 * model/dispute - what is said between agents and reviewers about replies: disputes
 * and coaching.
 *
 * Dispute:   an agent says that a score is wrong; one at a time for each reply. A
 *            reviewer upholds the score, or changes it by a review submitted after
 *            the dispute began; or the agent withdraws it.
 * Coaching:  said to an agent, on a reply or in general; read by the agent and by
 *            reviewers alone. What is pinned is an example.
 * Twice:     what is said tells of the newest one that stood beside its form
 *            ("follows", 0 none); so the same form sent twice is told from the same
 *            words said again.
 * Ownership: all lives in the arena.
 * Errors:    RC_NOT_FOUND; RC_CONFLICT as told below; else as db/db.h.
 */
#ifndef TIDEMARK_MODEL_DISPUTE_H
#define TIDEMARK_MODEL_DISPUTE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/rc.h"

struct arena;
struct db;

#define DISPUTE_STATES "open|upheld|changed|withdrawn"

enum { DISPUTE_TEXT_MAX = 4000, DISPUTES_MOST = 200, COACHING_MOST = 200 };

struct dispute {
	int64_t id, message, agent;
	const char *agent_name, *subject, *who, *text, *state;
	int64_t at;
	const char *resolution, *resolved_by;
	int64_t resolved_at;
};

struct dispute_query {
	int64_t id, message, agent;	/* 0 all */
	const char *state;		/* "" all */
};

/* Open ones first, then newest first; at most DISPUTES_MOST. */
enum rc	dispute_list(struct db *, struct arena *, const struct dispute_query *,
	    struct dispute **, size_t *n);
/* RC_CONFLICT: one is open already, or dispute_sent(). */
enum rc	dispute_add(struct db *, struct arena *, int64_t message,
	    int64_t agent, const char *who, const char *text, int64_t follows);
/* RC_OK: this form said just this before. RC_NOT_FOUND: it did not, or the dispute was
 * withdrawn. */
enum rc	dispute_sent(struct db *, struct arena *, int64_t message,
	    const char *who, const char *text, int64_t follows);
/* state: upheld, changed or withdrawn. RC_CONFLICT: it is not open any more, or, to
 * be changed, nobody has reviewed the reply since. */
enum rc	dispute_settle(struct db *, struct arena *, int64_t id,
	    const char *state, const char *who, const char *text);

struct coaching {
	int64_t id, agent, message;	/* message 0: in general */
	const char *subject, *author, *text;
	bool pinned;
	int64_t at;
};

/* Pinned ones first, then newest first. agent, message: 0 all. */
enum rc	coaching_list(struct db *, struct arena *, int64_t agent,
	    int64_t message, struct coaching **, size_t *n);
/* What is said beside these follows it; 0 when there is none. */
int64_t	coaching_newest(const struct coaching *, size_t n);
/* RC_CONFLICT: this form said just this before, and it stands. */
enum rc	coaching_add(struct db *, struct arena *, int64_t agent,
	    int64_t message, const char *author, const char *text, bool pinned,
	    int64_t follows);
enum rc	coaching_remove(struct db *, struct arena *, int64_t id,
	    const char *who);

#endif
