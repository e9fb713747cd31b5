/* SPDX-License-Identifier: MIT */
/*
 * model/grouping - puts texts into groups; model/group is for people.
 *
 * Shape:     a text is known by a hash of its normal form, so identical ones are
 *            one row and share a group. A new one is compared with the texts
 *            that founded groups, found by their rarest words, and joins one or
 *            founds its own. What people decided stands above that: see group_of()
 *            in the schema.
 * Cost:      a fixed number of statements for a batch and a bounded number of
 *            candidates for a text, whatever is stored.
 * Order:     texts are placed in the order given. One transaction at a time
 *            places or re-groups (group_lock.sql), so the same arrivals give the
 *            same groups, and two programs cannot found a group twice.
 * Words:     word_count and the number of texts (group_state) only grow: texts that
 *            went with their conversations go on counting in both, so the share
 *            of texts that hold a word stays what it was among all that were ever
 *            seen, and weights do not jump when old history is removed. A row
 *            is a hash and a number, no word; there is one for each distinct word,
 *            whose number grows ever more slowly than that of the texts. Counting
 *            anew would change weights under founders that were indexed by them,
 *            for no better groups.
 * Both:      belong in a transaction of the caller's.
 * Errors:    as db/db.h.
 */
#ifndef TIDEMARK_MODEL_GROUPING_H
#define TIDEMARK_MODEL_GROUPING_H

#include "base/rc.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct db;

struct grouping_text {
	const char *normal;	/* of analysis/normal.h; NULL: belongs nowhere */
	const char *title;	/* of the group, should it found one */
	int64_t fingerprint;	/* answered; 0 for none */
};

enum rc	grouping_place(struct db *, struct arena *, struct grouping_text *,
	    size_t n);
/* The group that a text would be in by its words alone, 0 for none stored;
 * *hash names the text and is "" when there is none. */
enum rc	grouping_find(struct db *, struct arena *, const char *normal,
	    const char **hash, int64_t *group);

/* A full re-group: all texts in the order of their arrival, a batch in each
 * transaction. It goes on where it stopped; people's edits stand. */
#define REGROUP "regroup"	/* kind of job */
/* *round: the one that begins; untouched when one is under way. */
enum rc	regroup_begin(struct db *, struct arena *, int64_t *round);

struct regroup {
	int64_t done, all, moved;	/* texts; conversations moved */
	bool under_way;
};

enum rc	regroup_state(struct db *, struct arena *, struct regroup *);
/* The next texts, counted in what regroup_state() said; under_way is false when
 * none is left. */
enum rc	regroup_step(struct db *, struct arena *, int64_t most,
	    struct regroup *);
/* Deletes some of what an ended re-group left; *more: there may be more. */
enum rc	regroup_forget(struct db *, struct arena *, int64_t most, bool *more);

/* A group that lost its founders to another gets its oldest text as one. */
enum rc	grouping_lead(struct db *, struct arena *, int64_t group);
/* Nobody else places texts or edits groups until the transaction ends. */
enum rc	grouping_lock(struct db *, struct arena *);

#endif
