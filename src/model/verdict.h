/* SPDX-License-Identifier: MIT */
/*
 * model/verdict - conversations that wait for analysis, and its results.
 *
 * Shape:     due_claim() takes conversations and what their customers wrote
 *            before the first reply; verdict_save() writes the verdicts. Both
 *            belong in ONE transaction: when it fails or the process dies, the
 *            conversations are due again and nothing was written.
 * Rollups:   verdict_save() marks hours and customers dirty; rollup_fold()
 *            recounts them from analysis and replaces them whole, under one
 *            lock, so two folders cannot count an hour twice.
 * People:    both writers let corrections in force win: model/correction.h.
 * Errors:    as db/db.h.
 */
#ifndef TIDEMARK_MODEL_VERDICT_H
#define TIDEMARK_MODEL_VERDICT_H

#include "analysis/analyse.h"
#include "base/rc.h"
#include "model/learnt.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct db;

/* What makes a verdict: a version of the rules, one of the code that reads them,
 * and one of the model that was learned from corrections, 0 for none. */
struct judge {
	int64_t rules, engine, learnt;
};

struct due {
	int64_t id;		/* of the conversation */
	const char *subject;
	const char *text;	/* the customer's messages before the first reply */
	const char *input_hash;	/* of the verdict there is, as hex; "" if none */
	struct judge by;	/* of that verdict; zeros if none */
	bool again;		/* judge it although nothing changed */
	bool gone;		/* conversation is not stored: nothing to analyse */
};

struct verdict_row {
	int64_t id;
	const struct verdict *verdict;
	const char *input_hash;	/* hex */
	struct learnt_word word;
};

enum rc	due_claim(struct db *, struct arena *, int64_t most, struct due **,
	    size_t *n);
/* Conversations whose verdict is up to date: only the copied facts change. */
enum rc	verdict_refresh(struct db *, struct arena *, const int64_t *ids,
	    size_t n);
enum rc	verdict_save(struct db *, struct arena *, struct judge,
	    const struct verdict_row *, size_t n);
/* When nothing waits: queues the next conversations whose verdict was made by
 * other rules, an older engine or another model, the newest first. */
enum rc	due_outdated(struct db *, struct arena *, struct judge, int64_t most,
	    int64_t *queued);

/* Its verdict cannot be stored: it waits no more, until it changes. */
enum rc	due_refused(struct db *, struct arena *, struct judge,
	    int64_t conversation);
/* Queues every conversation, to be judged again. */
enum rc	due_everything(struct db *, struct arena *, int64_t *queued);

/* *done: marks of hours and customers that were settled; 0 also when another run
 * does it. One call takes so many at most: there may be more. */
enum rc	rollup_fold(struct db *, struct arena *, int64_t *done);
/* Recounts these hours (epoch of their start) now, after any fold that is under
 * way: for a person who waits for it. Outside a transaction. */
enum rc	rollup_hours(struct db *, struct arena *, const int64_t *hours,
	    size_t n);

/* The active ruleset's version; stores the document as a new version and makes
 * it active when the database has none or, with replace, another one. */
enum rc	ruleset_current(struct db *, struct arena *, int64_t *version,
	    const char **document);
/* Whether the rules in use came with a program and no person changed them. */
#define RULESET_BY_PROGRAM "tidemark"
bool	ruleset_by_program(struct db *, struct arena *);
enum rc	ruleset_store(struct db *, struct arena *, const char *name,
	    const char *document, const char *who, const char *note,
	    int64_t *version);

#endif
