/* SPDX-License-Identifier: MIT */
/*
 * model/cursor - how far a walk through an upstream list has come
 * (table sync_cursor).
 *
 * Names:     "crawl" is the walk through everything, "sweep" the look for what
 *            changed, "recent" the newest pages once more, "directory" users and
 *            mailboxes.
 * Rule:      cursor_save() stands in the transaction that saves the rows of the
 *            page, so a killed program reads at most one page twice.
 * Units:     seconds since the epoch, 0 for none; pages count from 1.
 * Errors:    as db/db.h. A cursor never saved is loaded as page 1, zeros.
 */
#ifndef TIDEMARK_MODEL_CURSOR_H
#define TIDEMARK_MODEL_CURSOR_H

#include "base/rc.h"

#include <stdint.h>

struct arena;
struct db;

struct cursor {
	const char *name;
	int64_t page;		/* to be read next; 1 when it is complete */
	int64_t pages, total;	/* as the last page said */
	int64_t seen;		/* conversations read by this walk */
	int64_t changed;	/* of them, new or changed */
	int64_t since;		/* this walk asks for changes since then */
	int64_t watermark;	/* all changes up to then are known; a crawl's
				 * is its start once deletions were looked for */
	int64_t started_at;	/* of this or the last walk; a sweep's is 0
				 * when none is under way */
	int64_t done_at;	/* when the last walk was complete; a crawl's
				 * is 0 while one is under way */
};

enum rc	cursor_load(struct db *, struct arena *, const char *name,
	    struct cursor *);
enum rc	cursor_save(struct db *, struct arena *, const struct cursor *);

#endif
