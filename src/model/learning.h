/* SPDX-License-Identifier: MIT */
/*
 * model/learning - what was learned from corrections: attempts, models, picks.
 *
 * Attempts:  each is a row of the ledger, with what it was judged by; one that lost
 *            has no version and no model.
 * In use:    one version, or 0 for the rules alone. What changes it queues the
 *            judging anew (model/rules.h) in the same transaction, so a process
 *            that dies leaves the one in use, whole.
 * Kept:      the model in use, and the LEARNING_KEPT newest.
 * Units:     times in seconds, 0 for none; sure in thousandths.
 * Ownership: everything lives in the arena.
 * Errors:    RC_NOT_FOUND when there is no such model (any more), RC_CONFLICT when
 *            another is in use than expected; else as db/db.h.
 */
#ifndef TIDEMARK_MODEL_LEARNING_H
#define TIDEMARK_MODEL_LEARNING_H

#include "base/rc.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct db;
struct queue_job;

/* LEAST: corrections, one in five of which is held back, that an attempt takes. */
enum { LEARNING_LEAST = 150, LEARNING_KEPT = 5, LEARNING_PICKS = 10 };

struct learning_state {
	int64_t version, since;
	int64_t examples;	/* that the version in use learned from */
	int64_t looked_at;	/* the last run, and what it said */
	const char *said;
	int64_t missing;	/* corrections, as that run counted */
	int64_t labelled;	/* conversations whose category a person said */
};

enum rc	learning_state(struct db *, struct arena *, struct learning_state *);
enum rc	learning_version(struct db *, struct arena *, int64_t *version);
enum rc	learning_bytes(struct db *, struct arena *, int64_t version,
	    const char **bytes, size_t *len);
enum rc	learning_say(struct db *, struct arena *, const char *said,
	    int64_t missing);

struct learning_text {
	int64_t id;
	const char *subject, *text;
	const char *label;	/* what a person said; NULL: nobody did */
};

/* Labelled ones in the order of ids, after the one given. */
enum rc	learning_examples(struct db *, struct arena *, int64_t after,
	    int64_t most, struct learning_text **, size_t *n);
/* The newest that are not. */
enum rc	learning_unlabelled(struct db *, struct arena *, int64_t most,
	    struct learning_text **, size_t *n);

struct learning_attempt {
	int64_t id, at;
	int64_t version;	/* 0: it was not promoted */
	int64_t against, rules;	/* versions in use then; 0: the rules alone */
	int64_t examples, labels, held;
	int64_t right_before, right_after, gained, lost, took_ms;
	const char *why;	/* it was not promoted; "" when it was */
	bool kept, in_use;	/* its model */
	int64_t rolled_back_at;
	const char *rolled_back_by;
	const char *digest;	/* of its examples; for learning_save() alone */
};

enum rc	learning_list(struct db *, struct arena *, int64_t before,
	    int64_t most, struct learning_attempt **, size_t *n);
/* RC_NOT_FOUND: there was none. */
enum rc	learning_last(struct db *, struct arena *, const char **digest);
/* Adds the attempt; with why "" its bytes are put to use. *version: its own. */
enum rc	learning_save(struct db *, struct arena *,
	    const struct learning_attempt *, const char *bytes, size_t len,
	    int64_t *version);
/* A person puts a kept version to use, or 0; RC_CONFLICT: it is in use. */
enum rc	learning_use(struct db *, struct arena *, int64_t version,
	    const char *who);
/* The newest job that judges anew by a model; id 0: none. */
enum rc	learning_job(struct db *, struct arena *, struct queue_job *);

struct learning_pick {
	int64_t id, number, sure;
	const char *subject, *one_liner, *category, *guess;
};

enum rc	learning_picks_save(struct db *, struct arena *,
	    const struct learning_pick *, size_t n);
enum rc	learning_picks(struct db *, struct arena *, struct learning_pick **,
	    size_t *n);

#endif
