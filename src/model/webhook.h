/* SPDX-License-Identifier: MIT */
/*
 * model/webhook - what Help Scout's webhooks told (tables webhook_event,
 * webhook_refused, webhook_registration).
 *
 * Rules:     a delivery is durable when webhook_take() answered RC_OK. The same
 *            bytes again are counted and are no new work, unless they were worked
 *            off more than WEBHOOK_AGAIN_S ago.
 * Work:      webhook_claim() takes events that are due; the caller holds the lock of
 *            tidemark-backfill, so what has a worker was left by a dead one.
 * Units:     seconds since the epoch, 0 for none; counts of the last 24 hours.
 * Errors:    as db/db.h.
 */
#ifndef TIDEMARK_MODEL_WEBHOOK_H
#define TIDEMARK_MODEL_WEBHOOK_H

#include "model/delivery.h"

struct db;

enum {
	WEBHOOK_AGAIN_S = 600,
	WEBHOOK_ATTEMPTS = 8,	/* of one event; then it has failed */
	WEBHOOK_SECRET_MAX = 40	/* characters that Help Scout takes */
};

struct webhook_event {
	int64_t id, resource, conversation, attempts;
	const char *event;
	enum delivery_work work;
	bool died;	/* a program did while it was at this */
};

/* In the order of webhook_state.sql. */
struct webhook_state {
	int64_t last_at;
	int64_t events, repeats;	/* different ones; of the same bytes */
	int64_t refused, refused_at;	/* the hour of the last one */
	int64_t waiting, waiting_since;
	int64_t failed;
	int64_t hs_id, checked_at;	/* as Help Scout said then */
	const char *registered;		/* enabled, disabled, none, or "": not
					 * asked yet */
};

struct webhook_refused {
	const char *cause;
	int64_t times;
};

/* The address that Help Scout is told to send them to. */
const char	*webhook_url(struct arena *, const char *public_url);

enum rc	webhook_take(struct db *, struct arena *, const struct delivery *,
	    const char *body, size_t len);
enum rc	webhook_refuse(struct db *, struct arena *, enum delivery_verdict);

enum rc	webhook_claim(struct db *, struct arena *, const char *worker,
	    int64_t most, struct webhook_event **, size_t *n);
enum rc	webhook_done(struct db *, struct arena *, const int64_t *ids, size_t n,
	    const char *note);
enum rc	webhook_failed(struct db *, struct arena *, const int64_t *ids,
	    size_t n, const char *why);
/* Tried again after wait_s; counted: the event is to blame for this failure. */
enum rc	webhook_later(struct db *, struct arena *, const int64_t *ids,
	    size_t n, int64_t wait_s, bool counted, const char *why);
enum rc	webhook_purge(struct db *, struct arena *, int64_t days, int64_t most,
	    bool *more);

enum rc	webhook_state(struct db *, struct arena *, struct webhook_state *);
/* Of the source "helpscout" or "slack", by cause, most first. */
enum rc	webhook_refusals(struct db *, struct arena *, const char *source,
	    struct webhook_refused **, size_t *n);
enum rc	webhook_registered(struct db *, struct arena *, int64_t hs_id,
	    const char *state);
/* Of the *changed conversations that changed in that time, how many no webhook
 * told of. */
enum rc	webhook_untold(struct db *, struct arena *, int64_t since,
	    int64_t until, int64_t *untold, int64_t *changed);

/* A customer that is stored; and one that is no more: name and address go, *ids
 * are their conversations. */
enum rc	webhook_knows_customer(struct db *, struct arena *, int64_t id,
	    bool *known);
enum rc	webhook_customer_gone(struct db *, struct arena *, int64_t id,
	    int64_t **ids, size_t *n);

#endif
