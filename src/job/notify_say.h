/* SPDX-License-Identifier: MIT */
/*
 * job/notify_say - what alerts say in Slack: facts in, text and blocks out. Pure.
 *
 * Shape:     text is mrkdwn and stands alone (notifications, screen readers, and
 *            when blocks are refused); blocks is a JSON array, or "".
 * Escaping:  every text from outside goes through upstream/slack_text; a mention
 *            is made of an id that looks like one (U…, W…, S…) or not at all.
 * Times:     as <!date^…>, which each reader sees in their own zone.
 * Ownership: in the arena.
 */
#ifndef TIDEMARK_JOB_NOTIFY_SAY_H
#define TIDEMARK_JOB_NOTIFY_SAY_H

#include "model/alert.h"

struct telling {
	const char *text, *blocks;
	bool broadcast;		/* of a thread: the channel sees it too */
};

struct say_place {
	const char *public_url;	/* of Tidemark */
	const char *hs_url;	/* of Help Scout */
	bool buttons;		/* presses can be believed */
};

/* The parent message of an incident. */
struct telling	say_incident(struct arena *, const struct say_place *,
		    const struct alert_incident *);
/* What happened to it, in its thread. */
struct telling	say_event(struct arena *, const struct alert_incident *,
		    const struct alert_event *);
/* kind: reminder or escalation; now: the present. */
struct telling	say_reminder(struct arena *, const struct alert_incident *,
		    const char *kind, int64_t now);
struct telling	say_ticket(struct arena *, const struct say_place *,
		    const struct alert_ticket *);
struct telling	say_test(struct arena *, const struct say_place *,
		    const char *who);

/* "<@U012ABC>" for a user's id, "<!subteam^S01>" for a group's, else "". */
const char	*say_mention(struct arena *, const char *id);
/* A time that each reader sees in their own zone. */
const char	*say_date(struct arena *, int64_t at);
/* SHA-256 of it as hex: the same is not sent twice. */
const char	*said_hash(struct arena *, const struct telling *);

#endif
