/* SPDX-License-Identifier: MIT */
/*
 * model/outbox - what must reach the outside.
 *
 * Shape:     a row is written in the transaction that caused it; delivering is
 *            tidemark-notify's. A row of topic "slack" is a hint that what its
 *            key names (incident:7, ticket:1001, digest:2026-01-15, test:…,
 *            press:…) has to be told anew: what is said is made of the present
 *            state when it is sent, so rows of one key are delivered together.
 * Ids:       rows that were seen are settled by id, never "all up to": a row
 *            with a smaller id may be committed later.
 * Errors:    as db/db.h.
 */
#ifndef TIDEMARK_MODEL_OUTBOX_H
#define TIDEMARK_MODEL_OUTBOX_H

#include "base/rc.h"

#include <stddef.h>
#include <stdint.h>

struct arena;
struct db;

/* payload_json: made by base/json, or NULL. Within the caller's transaction. */
enum rc	outbox_add(struct db *, struct arena *, const char *topic,
	    const char *key, const char *kind, const char *payload_json);
/* Nothing when something was said under this name before. */
enum rc	outbox_add_once(struct db *, struct arena *, const char *topic,
	    const char *key, const char *kind, const char *payload_json,
	    const char *once);

/* All rows of a key that are due. */
struct outbox_item {
	const char *key;
	const char *channel;	/* where it goes, or went before */
	/* Of the newest row; but an escalation, or else a reminder, comes first. */
	const char *kind, *payload;
	int64_t kind_id;	/* of the row that has the kind */
	const int64_t *ids;
	size_t n;
	int64_t attempts;
};

/* Of topic slack, the longest waiting first. channel: where no rule says. */
enum rc	outbox_due(struct db *, struct arena *, const char *channel,
	    int64_t most, struct outbox_item **, size_t *n);
/* Seconds until the next one is due; -1: none waits. */
enum rc	outbox_next(struct db *, struct arena *, int64_t *seconds);

enum rc	outbox_sent(struct db *, struct arena *, const struct outbox_item *);
/* Stands on the page of alerts alone. */
enum rc	outbox_shown(struct db *, struct arena *, const struct outbox_item *,
	    const char *why);
enum rc	outbox_dead(struct db *, struct arena *, const struct outbox_item *,
	    const char *error);
/* Not now; error "" when nothing failed. */
enum rc	outbox_later(struct db *, struct arena *, const struct outbox_item *,
	    int64_t seconds, const char *error);
/* Forgets what was settled so many days ago, most of them at once; not of
 * incidents that are open. */
enum rc	outbox_purge(struct db *, struct arena *, int64_t days, int64_t most);
/* Everything of topic slack that waits: Slack is not set up. */
enum rc	outbox_show_all(struct db *, struct arena *, const char *why);

#endif
