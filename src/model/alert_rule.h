/* SPDX-License-Identifier: MIT */
/*
 * model/alert_rule - what people set about alerts: whom and where by category, new
 * conversations, quiet hours, the digest.
 *
 * Shape:     lists are read whole; each save is one transaction with its audit.
 * Ids:       of Slack; "" for none. A channel is C…, G… or D…, a person U… or W…,
 *            a group of people S…; the savers take nothing else.
 * Units:     minutes, 0 for never; clock times HH:MM of the account's zone;
 *            weekday 1 is Monday.
 * Errors:    RC_BAD_INPUT for an id that is none; else as db/db.h.
 */
#ifndef TIDEMARK_MODEL_ALERT_RULE_H
#define TIDEMARK_MODEL_ALERT_RULE_H

#include "base/rc.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct db;

enum { ALERT_ID_MAX = 32, ALERT_MINUTES_MAX = 10080, ALERT_CATEGORY_MAX = 64,
	ALERT_KINDS = 4, QUIET_DAYS = 7 };

struct alert_rule {
	const char *category;	/* "": all others */
	const char *channel, *owner, *least;
	int64_t remind, escalate;
	const char *escalate_to;
};

/* In the order in which they are told. */
struct ticket_rule {
	const char *kind;
	bool enabled;
	const char *channel;
};

struct digest_rule {
	const char *every;	/* off day week */
	int64_t weekday;
	const char *at, *channel;
};

struct quiet_day {
	const char *begins, *ends;	/* "" : none */
};

struct alert_settings {
	struct alert_rule *rules;	/* "" first */
	size_t n_rules;
	struct ticket_rule kinds[ALERT_KINDS];
	struct digest_rule digest;
	struct quiet_day quiet[QUIET_DAYS];
};

enum rc	alert_settings(struct db *, struct arena *, struct alert_settings *);
enum rc	alert_rule_save(struct db *, struct arena *, const struct alert_rule *,
	    const char *who);
/* RC_NOT_FOUND: there is none; that for all others stays. */
enum rc	alert_rule_remove(struct db *, struct arena *, const char *category,
	    const char *who);
enum rc	ticket_rules_save(struct db *, struct arena *,
	    const struct ticket_rule kinds[static ALERT_KINDS], const char *who);
enum rc	digest_rule_save(struct db *, struct arena *,
	    const struct digest_rule *, const char *who);
enum rc	quiet_save(struct db *, struct arena *,
	    const struct quiet_day day[static QUIET_DAYS], const char *who);

bool	alert_is_channel(const char *id);	/* "" too */
bool	alert_is_person(const char *id);	/* or a group; "" too */

#endif
