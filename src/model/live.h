/* SPDX-License-Identifier: MIT */
/*
 * model/live - what viewers' pages are to be told of at once.
 *
 * Shape:     new conversations are rows of outbox, topic "live", that name one
 *            and hold none of its words; they are deleted when told. That pages
 *            would show something else by now is found by comparing what they
 *            are made of with what was told last (table live_told).
 * Notices:   triggers tell whoever listens on "tidemark_outbox".
 * Errors:    as db/db.h.
 */
#ifndef TIDEMARK_MODEL_LIVE_H
#define TIDEMARK_MODEL_LIVE_H

#include "base/rc.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct db;

/* Those of the conversations that were created within the last hour: an import of
 * the history is no news. For the transaction that judges them. */
enum rc	live_add(struct db *, struct arena *, const int64_t *ids, size_t n);

struct live_new {
	int64_t id, number;
	const char *subject;
};

/* Takes the oldest, most at once: for a transaction that ends well when they are
 * told. What is older than ten minutes is no news either and goes untold. *more: it
 * was as many as that. */
enum rc	live_take(struct db *, struct arena *, int64_t most,
	    struct live_new **, size_t *n, bool *more);

struct live_change {
	int64_t version;	/* of the data */
	const char *jobs;	/* a digest of the jobs that are under way */
	bool data, jobs_too;	/* which of both was not told yet */
};

enum rc	live_changed(struct db *, struct arena *, struct live_change *);
enum rc	live_told(struct db *, struct arena *, const struct live_change *);

#endif
