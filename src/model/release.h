/* SPDX-License-Identifier: MIT */
/*
 * model/release - marks on the time axis of charts: "3.2 out".
 *
 * Units:     at in seconds; platform "" and mailbox 0 stand for all of them.
 * Shown:     where the window holds it, on charts of all mailboxes and of its
 *            own; one of all mailboxes on each.
 * Changes:   raise data_version, so that shared pages are made anew.
 * Errors:    RC_NOT_FOUND when there is no such release, RC_BAD_INPUT when there
 *            is no such mailbox; else as db/db.h.
 */
#ifndef TIDEMARK_MODEL_RELEASE_H
#define TIDEMARK_MODEL_RELEASE_H

#include "base/rc.h"

#include <stddef.h>
#include <stdint.h>

struct arena;
struct db;

enum { RELEASE_LABEL_MAX = 40 };

struct release {
	int64_t id, at, mailbox, created_at;
	const char *label, *platform, *mailbox_name, *created_by;
};

/* from and to 0: without a bound. Oldest first. */
enum rc	release_list(struct db *, struct arena *, int64_t from, int64_t to,
	    int64_t mailbox, struct release **, size_t *n);
enum rc	release_one(struct db *, struct arena *, int64_t id, struct release *);
/* Adds it when its id is 0; both write the audit in the same transaction. id may
 * be that of the release. */
enum rc	release_save(struct db *, struct arena *, const struct release *,
	    const char *who, int64_t *id);
enum rc	release_remove(struct db *, struct arena *, int64_t id,
	    const char *who);

#endif
