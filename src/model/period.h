/* SPDX-License-Identifier: MIT */
/*
 * model/period - what a model says of the counts of the last PERIOD_HOURS whole
 * hours: made by a job, read by the overview.
 *
 * Source:    docs/metrics.md "What a model says".
 * Shape:     one summary, replaced by the next. period_facts() counts by the same
 *            queries as the lists that claims link to.
 * Units:     epoch seconds.
 * Ownership: all lives in the arena.
 * Errors:    as db/db.h.
 */
#ifndef TIDEMARK_MODEL_PERIOD_H
#define TIDEMARK_MODEL_PERIOD_H

#include "base/rc.h"
#include "meaning/period.h"

struct db;

enum {
	PERIOD_HOURS = 48,
	PERIOD_LEAST = 10,	/* conversations, or there is nothing to sum up */
	PERIOD_TRIES = 3,	/* for one end of hours */
	PERIOD_OLD_HOURS = 6	/* since they ended: it is not shown any more */
};

struct period_said {
	int64_t from, to;
	const char *hash;	/* of what was asked; "" nothing was */
	const char *engine, *model;
	struct period_claim *claim;	/* with their facts */
	size_t n;
	int64_t dropped, made_at;
	int64_t tried_for, tries;	/* the end of hours that failed, how often */
};

/* hash "": there is none. */
enum rc	period_find(struct db *, struct arena *, struct period_said *);
/* There is something to be shown, and its hours are the last ones. */
bool	period_holds(const struct period_said *, int64_t now);
enum rc	period_facts(struct db *, struct arena *, int64_t to,
	    struct period_facts *);
/* of: from, to, hash, engine, model, claims, dropped. */
enum rc	period_save(struct db *, struct arena *, const struct period_said *of);
/* The same counts, of later hours: what was said of them stays. */
enum rc	period_again(struct db *, struct arena *, int64_t from, int64_t to);
enum rc	period_failed(struct db *, struct arena *, int64_t to,
	    const char *error);

#endif
