/* SPDX-License-Identifier: MIT */
/*
 * model/alert - what alerts are about, read at the moment they are sent.
 *
 * Shape:     one struct of facts per kind of alert; job/notify_say makes words of
 *            it. Texts are as they came from outside: nothing is escaped here.
 * Units:     times are seconds since the epoch, 0 for none.
 * Ownership: everything lives in the arena; texts are never NULL.
 * Errors:    RC_NOT_FOUND when it is not there (any more); else as db/db.h.
 */
#ifndef TIDEMARK_MODEL_ALERT_H
#define TIDEMARK_MODEL_ALERT_H

#include "base/rc.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct db;

struct alert_incident {
	int64_t id;
	const char *state, *severity, *title;
	const char *platform, *app_version;
	int64_t reports, seconds;	/* reports in so many seconds */
	double expected;
	int64_t conversations, customers;	/* its members */
	int64_t begins_at, raised_at, ended_at, mute_until;
	const char *fixed_in, *owner;	/* owner: a person of Tidemark */
	int64_t merged_into;
	int64_t last_event;		/* the newest of its record */
	/* by the rule of its category */
	const char *mention;		/* Slack user to mention, "" */
	const char *escalate_to;
	bool below;			/* less severe than the rule asks for */
	bool urgent;			/* told in quiet hours too */
};

struct alert_event {
	int64_t id;
	const char *kind, *from, *to, *who, *note;
	int64_t at;
	const char *who_id;	/* Slack user who did it, "" */
};

struct alert_ticket {
	int64_t id, number, created_at;
	const char *subject, *severity, *intent, *category, *one_liner;
	const char *platform, *device, *customer, *user_id;
	const char **kinds;	/* delete_request critical empty unreadable */
	size_t n_kinds;
	const char **tags;
	size_t n_tags;
	const char *mention;
	bool answered;		/* an agent has replied, or it counts no more */
	bool urgent;
	bool told;	/* critical alone, and an open incident tells of it */
};

enum rc	alert_incident(struct db *, struct arena *, int64_t id,
	    struct alert_incident *);
/* What happened after its message was posted and was not told in its thread. */
enum rc	alert_events(struct db *, struct arena *, int64_t incident,
	    struct alert_event **, size_t *n);
enum rc	alert_ticket(struct db *, struct arena *, int64_t conversation,
	    struct alert_ticket *);

/* For conversations that were just judged for the first time: an alert for each
 * that somebody should see at once, while nobody has answered and it is new. In
 * the transaction of the verdicts. */
enum rc	alert_tickets_add(struct db *, struct arena *, const int64_t *ids,
	    size_t n);
/* Reminders, escalations and the digest that are due. zone: the account's. */
enum rc	alert_sweep(struct db *, struct arena *, const char *zone);
/* Seconds until it is no longer quiet; 0: it is not. */
enum rc	alert_quiet(struct db *, struct arena *, const char *zone,
	    int64_t *seconds);

/* What the last day or week was like, against the one before. */
struct alert_share {
	const char *name;	/* of a category */
	int64_t now, before;
};

struct alert_digest {
	bool weekly;
	int64_t now, before;	/* conversations */
	int64_t until;		/* the end of its last full hour */
	int64_t *course;	/* by hour, or by six hours of a week */
	size_t n_course;
	struct alert_share *shares;	/* the largest first */
	size_t n_shares;
	struct {
		int64_t id;
		const char *title, *state;
	} *incidents;		/* open, the newest first */
	size_t n_incidents;
};

enum rc	alert_digest(struct db *, struct arena *, bool weekly,
	    struct alert_digest *);

/* A test alert, with its audit. channel: where it goes. */
enum rc	alert_test(struct db *, struct arena *, const char *who,
	    const char *channel);

/* One line of the page of alerts. */
struct alert_line {
	int64_t id, created_at, sent_at, run_at, attempts;
	const char *key, *kind, *state, *error;	/* state of the delivery */
	const char *title, *severity, *about;	/* incident ticket digest test */
	int64_t about_id, number;
	const char *standing;	/* an incident's state now */
	const char *payload;
};

/* before: ids below; 0 the newest. */
enum rc	alert_list(struct db *, struct arena *, int64_t before, int64_t most,
	    struct alert_line **, size_t *n);

/* Whether the message is the one of this incident. */
enum rc	alert_is_message(struct db *, struct arena *, int64_t incident,
	    const char *channel, const char *ts, bool *is);

#endif
