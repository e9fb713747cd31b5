/* SPDX-License-Identifier: MIT */
/*
 * model/rescore - stored replies judged by a rubric beside the one in force, and
 * what that changes.
 *
 * Shape:     a rescore is a row and a job (kind RESCORE) that looks at replies,
 *            newest first, a step at a time; each step is one transaction with
 *            the scores that it adds, so a killed program goes on where it was.
 * Which:     so many of those that count, or all, which may count one day.
 * Kept:      where a version differs from another in names, weights and order alone,
 *            marks are taken over, of every engine (model/carry.h).
 * Dashboards: scores belong to a rubric, and pages show those of the one in force:
 *            a rescore changes nothing that they show.
 * Compared:  by the scores themselves, whoever gave them: the newest COMPARED
 *            counted replies that have a score under both rubrics. Out of ten,
 *            so that dimensions of different scales can be compared.
 * Moved:     by more than 1 of ten, up or down.
 * Ownership: all lives in the arena.
 * Errors:    RC_NOT_FOUND; else as db/db.h.
 */
#ifndef TIDEMARK_MODEL_RESCORE_H
#define TIDEMARK_MODEL_RESCORE_H

#include "base/rc.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct db;

#define RESCORE "rescore"	/* kind of job */

enum { RESCORE_MOST = 1000000, RESCORE_COMPARED = 20000 };

struct rescore {
	int64_t id, version;
	const char *who;
	int64_t created_at, since, most;	/* since, most 0: all */
	int64_t total;		/* replies to look at, -1: not counted yet */
	int64_t looked, judged;	/* judged: the others had their score */
	int64_t done_at;
	const char *at;		/* of the reply that was looked at last */
	int64_t at_id;
	int64_t job;		/* its newest one */
	const char *state;	/* of that job */
	int64_t kept;		/* scores with marks of a version like it */
};

/* With the audit; *id is the rescore's. RC_CONFLICT: one of this version waits or runs, *id. */
enum rc	rescore_add(struct db *, struct arena *, int64_t version,
	    int64_t since, int64_t most, const char *who, int64_t *id);
/* The same within a transaction, whatever else waits. */
enum rc	rescore_queue(struct db *, struct arena *, int64_t version,
	    int64_t since, int64_t most, const char *who, int64_t *id);
/* The same of all replies by the rubric in force, when a version of the heuristic begins
 * to score that is not the one that scored before; else *id is 0. */
enum rc	rescore_outdated(struct db *, struct arena *, int64_t heuristic,
	    const char *who, int64_t *id);
enum rc	rescore_find(struct db *, struct arena *, int64_t id,
	    struct rescore *);
/* The newest of a version. */
enum rc	rescore_last(struct db *, struct arena *, int64_t version,
	    struct rescore *);
bool	rescore_under_way(const struct rescore *);

/* ---- for the program that judges, in its transaction ---- */

/* Counts what there is to do, at the first step. */
enum rc	rescore_count(struct db *, struct arena *, struct rescore *);

struct rescore_step {
	int64_t *message, *conversation;	/* in the order looked at */
	size_t n;
	bool last;
	const char *at;
};

enum rc	rescore_next(struct db *, struct arena *, const struct rescore *,
	    int64_t most, struct rescore_step *);
/* *r is how it stands afterwards. */
enum rc	rescore_stepped(struct db *, struct arena *, struct rescore *,
	    const struct rescore_step *, int64_t judged, int64_t kept);

/* ---- what it changes ---- */

struct rubric_pair {
	const char *engine;
	int64_t before, after;	/* versions */
};

struct rubric_shift {
	const char *key, *name;		/* key "": the total */
	int64_t n;			/* with a score under both */
	double before, after;		/* means of those; NAN when n is 0 */
	int64_t lost, gained;		/* with a score under one of them alone */
	int64_t up, down;		/* moved */
	int64_t compared;		/* judged under both, also without a score */
};

/* The total first, then the dimensions of the rubric after, then what the one
 * before has alone. Never empty. */
enum rc	rubric_difference(struct db *, struct arena *,
	    const struct rubric_pair *, struct rubric_shift **, size_t *n);

struct agent_shift {
	int64_t agent;
	const char *name;
	int64_t n;
	double before, after;
	int64_t up, down;
};

/* Whose mean total differs most, most of them at most. */
enum rc	rubric_agents_moved(struct db *, struct arena *,
	    const struct rubric_pair *, int64_t most, struct agent_shift **,
	    size_t *n);

#define RUBRIC_MOVED "all|moved|up|down"

struct moved_list {
	const char *key, *which;	/* dimension, RUBRIC_MOVED */
	int64_t agent;			/* 0 all */
	int64_t skip, most;
};

struct moved_reply {
	int64_t message, conversation;
	const char *subject, *agent;
	int64_t at;
	double before, after;
	const char *text;
};

enum rc	rubric_moved(struct db *, struct arena *, const struct rubric_pair *,
	    const struct moved_list *, struct moved_reply **, size_t *n,
	    int64_t *all);

#endif
