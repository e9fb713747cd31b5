/* SPDX-License-Identifier: MIT */
/*
 * model/detector - what the detector learned, and by which rule it judges.
 *
 * Shape:     a memory is what analysis/lookout learned up to a local midnight of the
 *            account's zone, with how far alarms were looked for. It is of one
 *            zone and of the verdicts of one ruleset, engine and learnt model: for
 *            others it is begun anew. A rule is one of versions that are only ever
 *            added; the newest counts.
 * Ownership: all lives in the arena.
 * Errors:    RC_NOT_FOUND while nothing was learned; else as db/db.h.
 */
#ifndef TIDEMARK_MODEL_DETECTOR_H
#define TIDEMARK_MODEL_DETECTOR_H

#include "analysis/lookout.h"
#include "base/rc.h"

struct db;

/* Held (db_try_lock()) by who looks out, from what it reads to what it writes of it,
 * and by who purges what it reads. */
#define DETECTOR_LOCK "tidemark detector"

struct detector_rule {
	int64_t version;	/* 0: not stored */
	struct detect_rule rule;
	int64_t quiet_hours;	/* without a rise, after which it is over */
	const char *note, *who;
	int64_t created_at;
};

/* Newest first. */
enum rc	detector_rules(struct db *, struct arena *, int64_t most,
	    struct detector_rule **, size_t *n);
enum rc	detector_rule_now(struct db *, struct arena *,
	    struct detector_rule *);
/* Saves what differs from the newest one, with an audit row. */
enum rc	detector_rule_save(struct db *, struct arena *,
	    const struct detector_rule *, int64_t *version);

struct detector_memory {
	const char *zone;
	int64_t ruleset, engine, learnt;
	int64_t begun_at, learned_to, judged_to;
	int64_t rule_version;	/* for which state.sums.threshold was worked out */
	struct lookout_state state;
};

/* How far it is, and what was learned of all series together. */
enum rc	detector_progress(struct db *, struct arena *,
	    struct detector_memory *);
/* What was learned of each series: of those with reports in the span, of
 * categories and of the total; NULL: of all. */
enum rc	detector_recall(struct db *, struct arena *,
	    const struct lookout_span *here, struct lookout_state *);
/* Replaces it whole; in the caller's transaction. */
enum rc	detector_remember(struct db *, struct arena *,
	    const struct detector_memory *);
/* Only how far was judged, and the threshold of a rule. */
enum rc	detector_judged(struct db *, struct arena *,
	    const struct detector_memory *);

/* Whether there is reason to look, in one statement. */
struct detector_look {
	int64_t version;	/* of the data */
	bool complete;		/* the first import is */
	int64_t looked_at;	/* when an import last knew of all changes */
	int64_t rule_version;
	int64_t waiting;	/* conversations that wait for analysis, at most
				 * some hundred */
};

enum rc	detector_look(struct db *, struct arena *, struct detector_look *);

/* Reports that are usual in each hour that begins at a time, of n_keys series
 * together, by what is learned now; one statement. NULL in *usual while nothing
 * is. */
enum rc	detector_usual_at(struct db *, struct arena *,
	    const struct lookout_key *, size_t n_keys, const int64_t *at,
	    size_t n, double **usual);

#endif
