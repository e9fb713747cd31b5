/* SPDX-License-Identifier: MIT */
/*
 * model/slack - the messages that stand in Slack, or may, and what is known of
 * Slack as a whole.
 *
 * Shape:     slack_begin() before a post, slack_done() after it. A row "sending"
 *            that is not the caller's own may have been posted: it is looked for
 *            by its mark before anybody posts again.
 * Errors:    as db/db.h; RC_NOT_FOUND when no message has that key; RC_CONFLICT
 *            when another program was faster.
 */
#ifndef TIDEMARK_MODEL_SLACK_H
#define TIDEMARK_MODEL_SLACK_H

#include "base/rc.h"
#include "model/press.h"

#include <stdbool.h>
#include <stdint.h>

struct arena;
struct db;

enum slack_row_state {
	SLACK_ROW_SENDING, SLACK_ROW_SENT, SLACK_ROW_GIVEN_UP, SLACK_ROW_FINAL
};

struct slack_row {
	const char *mark, *channel, *thread_ts, *ts;
	enum slack_row_state state;
	const char *said_hash;	/* hex; "" : not known */
	int64_t tried_at, tried_s;	/* when; seconds ago, by one clock */
	const char *why;
};

enum rc	slack_row(struct db *, struct arena *, const char *key,
	    struct slack_row *);
/* told_event: the newest incident_event that it shows. */
enum rc	slack_begin(struct db *, struct arena *, const char *key,
	    const struct slack_row *, int64_t told_event);
/* failed: the mark of the attempt that is known to have failed. */
enum rc	slack_again(struct db *, struct arena *, const char *key,
	    const char *failed, const struct slack_row *, int64_t told_event);
enum rc	slack_done(struct db *, struct arena *, const char *key,
	    const char *mark, const char *ts, const char *said_hash);
enum rc	slack_edited(struct db *, struct arena *, const char *key,
	    const char *said_hash);
enum rc	slack_drop(struct db *, struct arena *, const char *key,
	    const char *mark);
enum rc	slack_give_up(struct db *, struct arena *, const char *key,
	    const char *why);
enum rc	slack_final(struct db *, struct arena *, const char *key,
	    const char *why);
/* A row "sending" for so many seconds that no alert in the outbox asks about. */
enum rc	slack_loose(struct db *, struct arena *, int64_t seconds,
	    const char **key);
/* Milliseconds since a message to the channel was tried; a day when none was. */
enum rc	slack_paced(struct db *, struct arena *, const char *channel,
	    int64_t *ms);

struct slack_account {
	const char *team_id, *problem;	/* "" */
	int64_t problem_at, closed_s;
};

/* Of the alerts: how many wait, by how many seconds the latest is late, how many
 * were given up in 24 hours; presses of buttons that wait. refuses: Slack takes
 * none, as slack_account() says. */
struct slack_figures {
	int64_t waiting, late_s, given_up, presses;
	bool refuses;
};

enum rc	slack_figures(struct db *, struct arena *, struct slack_figures *);
enum rc	slack_account(struct db *, struct arena *, struct slack_account *);
/* problem "": it works. */
enum rc	slack_problem(struct db *, struct arena *, const char *problem,
	    const char *team_id);
enum rc	slack_closed(struct db *, struct arena *, int64_t seconds);

/* Counts a request from Slack that was not carried out. */
enum rc	slack_refuse(struct db *, struct arena *, enum press_verdict);

#endif
