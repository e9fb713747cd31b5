/* SPDX-License-Identifier: MIT */
/*
 * model/trial - a draft of the rules tried on the newest conversations.
 *
 * Shape:     trial_step() judges the next conversations twice, by the version it
 *            is compared with and by the draft, with the analyse() and the model of
 *            the job and on the text that the job reads, and keeps both verdicts. A step is
 *            one transaction: killed, it was not done.
 * People:    where a person has ruled, their word is both verdicts: the draft
 *            would not change it.
 * Bounds:    a step ends after budget_ms even when a pattern is slow.
 * Ownership: everything lives in the arena.
 * Errors:    RC_NOT_FOUND when there is no such trial; else as db/db.h.
 */
#ifndef TIDEMARK_MODEL_TRIAL_H
#define TIDEMARK_MODEL_TRIAL_H

#include "base/rc.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct db;
struct ruleset;
struct learnt;

enum { TRIAL_STEP = 200, TRIAL_MOST = 5000, TRIAL_BUDGET_MS = 2000 };

struct trial {
	int64_t id, based_on, wanted, judged, ruled, created_at, done_at;
	const char *who;
	const char *state;	/* of its job, until it is done; "": it is gone */
	const char **over;	/* rules with a pattern that was given up on */
	size_t over_n;
	const char *document, *before;	/* before "": the default */
};

/* Makes a trial and the job that completes it; *id is the trial's. */
enum rc	trial_add(struct db *, struct arena *, const char *who,
	    int64_t based_on, const char *document, int64_t wanted,
	    int64_t *id);
enum rc	trial_find(struct db *, struct arena *, int64_t id, struct trial *);
enum rc	trial_recent(struct db *, struct arena *, const char *who,
	    int64_t most, struct trial **, size_t *n);
/* *t is how it stands afterwards, without documents. */
enum rc	trial_step(struct db *, struct arena *, int64_t id,
	    const struct ruleset *before, const struct ruleset *after,
	    const struct learnt *, int64_t budget_ms, struct trial *t);
/* Both rulesets of a trial; RC_BAD_INPUT when one cannot be loaded any more. */
enum rc	trial_rules(struct arena *, const struct trial *,
	    struct ruleset **before, struct ruleset **after, const char **why);

struct trial_cell {
	const char *dimension, *from, *to;	/* category intent severity any */
	int64_t n;
};

enum rc	trial_cells(struct db *, struct arena *, int64_t id,
	    struct trial_cell **, size_t *n);
/* How many changed; dimension "any": in any way. */
int64_t	trial_changed(const struct trial_cell *, size_t n,
	    const char *dimension);

struct trial_row {
	int64_t id, number, created_at;
	const char *subject, *said;
	const char *category[2], *intent[2], *severity[2];	/* before, after */
};

enum rc	trial_list(struct db *, struct arena *, int64_t trial,
	    const struct trial_cell *which, int64_t after, int64_t most,
	    struct trial_row **, size_t *n);

#endif
