/* SPDX-License-Identifier: MIT */
/*
 * model/saved_view - lists and charts that people keep under a name.
 *
 * Whose:     a view belongs to who saved it; a shared one is everybody's to
 *            open. Who may change it is the page's question.
 * Path:      a path of this site with its query; whoever saves it has checked
 *            that (page/views.c).
 * Changes:   write the audit and raise data_version in the same transaction,
 *            because the menu of shared pages lists shared views.
 * Errors:    RC_NOT_FOUND when there is no such view, or when it is somebody
 *            else's own; RC_CONFLICT when its owner has one of that name.
 */
#ifndef TIDEMARK_MODEL_SAVED_VIEW_H
#define TIDEMARK_MODEL_SAVED_VIEW_H

#include "base/rc.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct db;

enum { VIEW_NAME_MAX = 60, VIEW_PATH_MAX = 2000 };

struct saved_view {
	int64_t id, created_at;
	const char *name, *path, *owner;
	bool shared, mine;
};

/* Those that a user may open, by name; user 0: the shared ones. */
enum rc	saved_view_list(struct db *, struct arena *, int64_t user,
	    struct saved_view **, size_t *n);
enum rc	saved_view_one(struct db *, struct arena *, int64_t user, int64_t id,
	    struct saved_view *);
enum rc	saved_view_add(struct db *, struct arena *, int64_t user,
	    const struct saved_view *, const char *who);
/* Its id, with a new name and shared or not. */
enum rc	saved_view_change(struct db *, struct arena *,
	    const struct saved_view *, const char *who);
enum rc	saved_view_remove(struct db *, struct arena *,
	    const struct saved_view *, const char *who);

#endif
