/* SPDX-License-Identifier: MIT */
/*
 * model/cycle - what reviewers have to do: what is worth a look, and cycles that
 * want so many reviews per agent.
 *
 * Spotlight: qa_spotlight() of sql/migrations/016-review.sql, with its reasons; of
 *            the newest SPOTLIGHT_READS replies of the days asked for.
 * Cycle:     cycle_fill() assigns replies of its days that nobody has reviewed, until
 *            each agent has as many as the goal says: by chance, or those worth a look
 *            first. One reply is assigned once in a cycle.
 *            Who is assigned a reply may skip it, with a reason: it is not assigned
 *            again in the cycle, and another one is when what is missing is.
 * Coverage:  of the replies that fit a cycle, by agent: how many there are, how many
 *            anybody reviewed, what is assigned and what came of that.
 * Ownership: all lives in the arena.
 * Errors:    RC_NOT_FOUND; else as db/db.h.
 */
#ifndef TIDEMARK_MODEL_CYCLE_H
#define TIDEMARK_MODEL_CYCLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/rc.h"

struct arena;
struct db;

enum {
	SPOTLIGHT_READS = 5000,
	CYCLE_GOAL_MAX = 1000,
	CYCLE_DAYS_MAX = 366,
	CYCLE_NAME_MAX = 80,
	SKIP_REASON_MAX = 500,
	ASSIGNED_MOST = 1000,
	CYCLES_MOST = 20,
	REVIEWERS_MOST = 30
};

#define CYCLE_PICKS "chance|spotlight"
#define ASSIGNED_STATES "open|done|skipped"

struct queued {
	int64_t message;
	const char *subject, *agent_name, *name;	/* name: of the cycle */
	int64_t at;		/* replied */
	const char **why;	/* critical, angry, apart, outlier, unsure */
	size_t n_why;
	bool blind;
};

/* How an engine's scores are named. */
struct judged_by {
	const char *engine;
	int64_t rubric;
};

/* Replied to from .. to (excluded); what is assigned to anybody is left out. */
enum rc	spotlight_list(struct db *, struct arena *, struct judged_by,
	    int64_t from, int64_t to, const char *reader, int64_t most,
	    struct queued **, size_t *n);
/* What a person is assigned and has not done, oldest first. */
enum rc	assignment_list(struct db *, struct arena *, const char *reviewer,
	    struct queued **, size_t *n);

/* RC_NOT_FOUND: nothing of this reply is asked of them. */
enum rc	assignment_skip(struct db *, struct arena *, int64_t message,
	    const char *reviewer, const char *reason);

struct cycle {
	int64_t id;
	const char *name;
	int64_t begins, ends;		/* days, both included */
	int64_t goal, mailbox;		/* 0 all mailboxes */
	const char *mailbox_name, *category, *rating, *pick;
	bool blind;
	const char *created_by;
	bool closed;
};

struct coverage {
	int64_t cycle, agent;
	const char *agent_name;
	int64_t replies, reviewed;	/* that fit; of these, by anybody */
	int64_t open, done, skipped;	/* of those that are assigned */
	int64_t spare;			/* neither assigned nor reviewed */
};

struct assigned {
	int64_t message;
	const char *subject, *agent_name, *reviewer, *state, *reason;
	int64_t at;		/* replied */
};

/* Those that are not closed, newest first; or the one named, RC_NOT_FOUND. */
enum rc	cycle_list(struct db *, struct arena *, struct cycle **, size_t *n);
enum rc	cycle_find(struct db *, struct arena *, int64_t id, struct cycle *);
/* Of open cycles, by cycle, then name; agent 0: all. */
enum rc	cycle_coverage(struct db *, struct arena *, struct judged_by,
	    int64_t agent, struct coverage **, size_t *n);
/* In the order in which they were assigned, at most ASSIGNED_MOST; agent 0, state
 * "": all. *all: how many there are. */
enum rc	cycle_assigned(struct db *, struct arena *, int64_t id, int64_t agent,
	    const char *state, struct assigned **, size_t *n, int64_t *all);
enum rc	cycle_add(struct db *, struct arena *, const struct cycle *);
enum rc	cycle_close(struct db *, struct arena *, int64_t id, const char *who);
/* Who has the fewest of the cycle gets the next one. */
enum rc	cycle_fill(struct db *, struct arena *, int64_t id, struct judged_by,
	    const char *const *reviewers, size_t n, const char *who,
	    int64_t *assigned);
/* The first of these names that is no reviewer who can sign in; NULL: all are. */
enum rc	reviewers_unknown(struct db *, struct arena *,
	    const char *const *names, size_t n, const char **unknown);

#endif
