/* SPDX-License-Identifier: MIT */
/*
 * model/sample - excerpts: what conversations and the members of groups say.
 *
 * Source:    sql/queries/conversation_texts.sql, group_samples.sql,
 *            window_timeline.sql, due_new.sql.
 * Units:     characters; times in seconds.
 * Ownership: everything lives in the arena.
 * Errors:    as db/db.h.
 */
#ifndef TIDEMARK_MODEL_SAMPLE_H
#define TIDEMARK_MODEL_SAMPLE_H

#include "base/rc.h"
#include "model/window.h"

#include <stddef.h>
#include <stdint.h>

struct arena;
struct db;

/* texts[i] belongs to ids[i]; "" for one that is not stored. */
enum rc	sample_texts(struct db *, struct arena *, const int64_t *ids, size_t n,
	    int64_t chars, const char ***texts);

struct group_sample {
	int64_t group;
	const char **categories, **subjects, **ids;	/* ids are digits */
	size_t n_categories, n_subjects, n_ids;
	const char *text;
};

/* In the order of groups; one without members in the window has no lists. */
enum rc	sample_groups(struct db *, struct arena *, const int64_t *groups,
	    size_t n, const struct window *, struct group_sample **);

struct mark {
	int64_t id, number, at;
};

/* The newest conversations of the window, newest first. */
enum rc	sample_timeline(struct db *, struct arena *, const struct window *,
	    int64_t most, struct mark **, size_t *n);

/* Stored conversations that count and have no verdict yet. */
enum rc	sample_unanalysed(struct db *, struct arena *, int64_t *n);

#endif
