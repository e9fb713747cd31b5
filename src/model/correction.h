/* SPDX-License-Identifier: MIT */
/*
 * model/correction - what people say about conversations, and its record.
 *
 * Fields:    category, severity and intent are corrected; seen, dismissed and
 *            done are marks of the team, with the value "yes"; a note changes
 *            nothing.
 * In force:  of each field the newest word that nobody took back: the SQL view
 *            "correction". It wins over every engine, whatever is analysed again
 *            (sql/queries/correction_apply.sql). A mark holds until the customer
 *            writes again.
 * At once:   correction_save() and correction_undo() are one transaction with
 *            their audit row; then the hours concerned are recounted before they
 *            answer, so that every chart and list agrees. Of more than 500 hours
 *            the older ones follow within seconds, by tidemark-score.
 * By filter: all that a filter lists, found by the SQL function of the list in
 *            the same transaction. The caller says how many its person saw: when
 *            others match by now, nothing is done.
 * Ownership: everything lives in the arena.
 * Errors:    RC_BAD_INPUT with a problem to show, RC_NOT_FOUND with the id of a
 *            conversation that is not stored, RC_CONFLICT when others match than
 *            were seen or everything was taken back before; else as db/db.h.
 */
#ifndef TIDEMARK_MODEL_CORRECTION_H
#define TIDEMARK_MODEL_CORRECTION_H

#include "base/rc.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct db;
struct filter;

/* Conversations at once: named one by one, and by a filter. */
enum { CORRECTION_MOST = 200, CORRECTION_MOST_MATCHING = 5000 };

/* As a person says it. Texts: NULL or "" keeps what is in force, "rules" takes
 * back what people said. Marks: MARK_KEEP, MARK_SET, MARK_LIFT. */
#define CORRECTION_RULES "rules"
enum mark_wish { MARK_KEEP, MARK_SET, MARK_LIFT };

struct correction {
	const int64_t *ids;	/* of conversations, at least one, or */
	size_t n;
	const struct filter *matching;	/* all that it lists, or NULL */
	int64_t expect;		/* with matching: how many its person saw */
	const char *category, *severity, *intent;
	enum mark_wish seen, dismissed, done;
	const char *notes;	/* why; alone it is a note */
	const char *who;
};

struct correction_result {
	int64_t batch;		/* for correction_undo(); 0: only took back */
	int64_t n;		/* conversations concerned */
	int64_t matching;	/* how many the filter lists now */
	int64_t missing;	/* with RC_NOT_FOUND */
	const char *field, *problem;	/* with RC_BAD_INPUT */
};

enum rc	correction_save(struct db *, struct arena *, const struct correction *,
	    struct correction_result *);
/* A row of feedback, or all that shares a batch; the other is 0. What was said
 * before is in force again, or else the engine's latest word. */
enum rc	correction_undo(struct db *, struct arena *, int64_t id,
	    int64_t batch, const char *who);

/* What may be said: the categories with "other" and the intents of the rules in
 * use, and the severities. */
struct choices {
	const char **category, **intent, **severity;
	size_t categories, intents, severities;
};

enum rc	correction_choices(struct db *, struct arena *, struct choices *);

struct correction_now {
	int64_t conversation;
	const char *field, *value, *who;
	int64_t at, id;		/* id: the row of feedback */
	const char *ruled;	/* what the engine said; "" for marks */
	bool holds;		/* of a mark: nobody wrote since */
};

/* What is in force, in the order of conversations and fields. */
enum rc	correction_of(struct db *, struct arena *, const int64_t *ids,
	    size_t n, struct correction_now **, size_t *n_now);
/* The one of a field, or NULL; a mark that holds no more is none. */
const struct correction_now *correction_pick(const struct correction_now *,
	    size_t n, int64_t conversation, const char *field);

/* Conversations that are marked as seen or dismissed, by id. */
enum rc	correction_dismissed(struct db *, struct arena *, int64_t **ids,
	    size_t *n);

#define CORRECTION_FIELDS "category|severity|intent|seen|dismissed|done|note"
#define CORRECTION_STATES "in_force|replaced|undone|noted"

struct correction_filter {
	int64_t conversation, batch;	/* 0: all */
	const char *field, *who, *state;	/* "": all */
	int64_t from, to;	/* when it was said; 0: no bound */
};

struct correction_row {
	int64_t id, batch, conversation, number;
	const char *subject, *field, *was, *became, *notes, *who;
	int64_t at, undone_at;
	const char *undone_by, *state;
};

/* Newest first; before: id of the last row seen, 0 to begin. */
enum rc	correction_list(struct db *, struct arena *,
	    const struct correction_filter *, int64_t before, int64_t most,
	    struct correction_row **, size_t *n);

/* What was said at once: each field and value, in the order of the record. */
struct correction_batch {
	const char *who;
	bool left;		/* something that is not undone */
	int64_t n, number;	/* conversations; the number of one of them */
	struct correction_change {
		const char *field, *became;
	} *change;
	size_t changes;		/* 0: no such batch */
};

enum rc	correction_batch(struct db *, struct arena *, int64_t batch,
	    struct correction_batch *);

struct correction_tally {
	const char *field, *value;	/* field "who": how much a person said */
	int64_t n;
};

/* By field, the most frequent value first; what was taken back is left out. */
enum rc	correction_tally(struct db *, struct arena *,
	    struct correction_tally **, size_t *n);
/* Everyone who said something, most of it first. */
enum rc	correction_people(struct db *, struct arena *,
	    struct correction_tally **, size_t *n);

struct correction_stats {
	int64_t total;		/* docs/metrics.md "Corrections" */
	int64_t intent_values, intents, severities, corrected, done, dismissed;
};

enum rc	correction_stats(struct db *, struct arena *,
	    struct correction_stats *);

/* One person's corrections of one conversation at once; "" where nothing was
 * said. */
struct correction_entry {
	int64_t number;
	const char *subject, *text, *intent, *severity, *notes;
	int64_t at;
};

enum rc	correction_entries(struct db *, struct arena *, int64_t most,
	    int64_t chars, struct correction_entry **, size_t *n);

#endif
