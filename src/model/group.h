/* SPDX-License-Identifier: MIT */
/*
 * model/group - groups as people see and change them; model/grouping makes them.
 *
 * Source:    docs/metrics.md "Groups"; sql/queries/group_*.sql, edit_*.sql.
 * Merged:    a group that was merged away answers as the one it went into.
 * Edits:     merge, split, move and rename are constraints: they bind the texts
 *            and conversations that they name, through re-analysis and full
 *            re-groups, until they are undone or a later edit names the same. What
 *            arrives later is free. Each takes a reason and leaves an audit row.
 * Members:   are rewritten in the same transaction, so every list, count and
 *            export follows at once.
 * Units:     counts of counted conversations; times in seconds, 0 for none.
 * Ownership: everything lives in the arena.
 * Errors:    RC_NOT_FOUND for a group, conversation or edit that is not there;
 *            RC_CONFLICT for what cannot be done to it, *why says it; else as
 *            db/db.h.
 */
#ifndef TIDEMARK_MODEL_GROUP_H
#define TIDEMARK_MODEL_GROUP_H

#include "base/rc.h"
#include "model/trend.h"
#include "model/window.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct db;

enum { GROUP_TITLE_MAX = 160, GROUP_REASON_MAX = 500, GROUP_SPLIT_MAX = 500 };

#define GROUP_SORTS "size|change|customers|severity|newest"

struct group_query {
	const char *category, *words, *sort;	/* words of the title */
	int64_t least, skip, most;
};

/* all: how many groups the query finds. */
enum rc	group_list(struct db *, struct arena *, const struct window *,
	    const struct group_query *, size_t n_buckets, struct group **,
	    size_t *n, int64_t *all);

struct group_head {
	int64_t id;
	const char *title;
	int64_t asked;		/* the id asked for, when that was merged away */
	int64_t size, customers, first_at, last_at, texts;	/* all time */
};

enum rc	group_one(struct db *, struct arena *, int64_t id, struct group_head *);
/* Members by hour of the window. */
enum rc	group_hours(struct db *, struct arena *, int64_t id,
	    const struct window *, struct hour_count **, size_t *n);

/* Groups of the same theme that stand beside it, the largest first; sizes of all
 * time (model/gather.h). */
enum rc	group_related(struct db *, struct arena *, int64_t id, int64_t most,
	    struct group_head **, size_t *n);

struct member {
	int64_t id, number;
	const char *subject, *one_liner;
	int64_t created_at;
	const char *severity;
	int64_t text, same;	/* how many have this very text, at most 1000 */
	bool founder;
	const char *like;	/* title of the founder that it is like */
	double alike;		/* 0 to 1 */
	const char *shared;
	const char *edit, *who;	/* "" when no person put it here */
	int64_t edited_at;
	const char *reason;
};

struct member_query {
	int64_t from, to, mailbox;	/* 0: no bound */
	int64_t after_at, after_id;	/* the last row seen, 0 to begin */
	int64_t only;			/* one conversation, 0: all */
	int64_t most;
};

enum rc	group_members(struct db *, struct arena *, int64_t id,
	    const struct member_query *, struct member **, size_t *n);
/* "identical text, 4 times", "alike 0.87 to …: freez, level", "moved by Ann" */
const char	*member_why(struct arena *, const struct member *);

struct edit {
	int64_t id;
	const char *kind;	/* merge split move rename */
	int64_t group;
	const char *group_title;
	int64_t other;
	const char *other_title;
	int64_t conversation, number, conversations;
	const char *title, *title_before, *reason, *who;
	int64_t at, undone_at;
	const char *undone_by;
	bool by_program;	/* who is its name */
};

enum rc	group_edits(struct db *, struct arena *, int64_t id, int64_t most,
	    struct edit **, size_t *n);

/* Who edits, and why; both are kept. */
struct editor {
	struct db *db;
	struct arena *mem;
	const char *who, *reason;
	const char *why;	/* set with RC_CONFLICT and RC_NOT_FOUND */
	int64_t edit;		/* set: id of the edit */
	int64_t group;		/* set: the group to look at now */
};

enum rc	group_merge(struct editor *, int64_t group, int64_t into);
/* The conversations' texts, with all conversations that have the same, become a
 * group of their own. title "": what the first of them said. */
enum rc	group_split(struct editor *, int64_t group, const int64_t *conversations,
	    size_t n, const char *title);
/* One conversation; to 0: into a group of its own. */
enum rc	group_move(struct editor *, int64_t conversation, int64_t to);
enum rc	group_rename(struct editor *, int64_t group, const char *title);
enum rc	group_undo(struct editor *, int64_t edit);

#endif
