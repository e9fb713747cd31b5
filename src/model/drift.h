/* SPDX-License-Identifier: MIT */
/*
 * model/drift - an engine over time: who judged, what came of it, and what a change of
 * model, prompt, engine or rubric did to the same replies.
 *
 * Judge:     an engine's version, the rubric's, the model and the prompt. Judges are
 *            numbered from 1 by when they began; a reply counts in the course under
 *            the one that judged it first.
 * Source:    docs/metrics.md "Drift"; qa_judges() in SQL.
 * Sample:    of more than DRIFT_REPLIES one of drift.one_of, always the same ones; a
 *            power of two, so that 5,000 of them or more are read.
 * Units:     totals 0 to 10; weeks begin on Mondays, months on the first, in UTC.
 * Ownership: all lives in the arena.
 * Errors:    as db/db.h.
 */
#ifndef TIDEMARK_MODEL_DRIFT_H
#define TIDEMARK_MODEL_DRIFT_H

#include "model/quality.h"

enum { DRIFT_REPLIES = 10000, DRIFT_WEEKS_DAYS = 200 };

struct drift_judge {
	int64_t engine_version, rubric;
	const char *model, *prompt;	/* hash as hex, "" */
	int64_t since, replies;
};

struct drift_point {
	int64_t at;		/* begin of the week or month */
	size_t judge;		/* from 1 */
	struct tally total;
	struct agreement people;	/* with blind reviews; n 0: none */
};

/* The replies that judge and the one before it judged. */
struct drift_change {
	size_t judge;
	double before, after;	/* means */
	struct tally moves;
	int64_t moved;		/* by more than 1 */
};

struct drift {
	const char *unit;	/* week, month */
	int64_t one_of;		/* 1, 2, 4, .. */
	struct drift_judge *judge;
	size_t n_judges;
	struct drift_point *point;	/* by time, then judge */
	size_t n_points;
	struct drift_change *change;
	size_t n_changes;
};

/* The window's rubric only says how many replies there are about. */
enum rc	drift_read(struct db *, struct arena *, const struct quality_window *,
	    struct drift *);

#endif
