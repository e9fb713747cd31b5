/* SPDX-License-Identifier: MIT */
/*
 * sandbox/slack - a stand-in for Slack: what bots and people see of a workspace.
 *
 * Paths: /slack/api/METHOD       the Web API (https://slack.com/api)
 *        /slack/hooks/...        response_url (https://hooks.slack.com/)
 *        /_sandbox/slack...      the channels as people see them, with buttons
 *                                that work (sandbox/slack_page); control
 * Source: the Web API's reference: envelope, limits of Block Kit, about one
 *         message a second and channel, Retry-After.
 * Channels: every id that begins with C is there; CNONE is not, CARCHIVED is
 *         archived.
 */
#ifndef TIDEMARK_SANDBOX_SLACK_H
#define TIDEMARK_SANDBOX_SLACK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct call;
struct json_object;
struct reply;
struct sandbox;

#define SLACK_TEAM "T0SANDBOX"
#define SLACK_APP "A0TIDEMARK"

/* Texts are malloced; "" for none. */
struct slack_msg {
	char *channel, *ts, *thread_ts, *text, *blocks, *metadata;
	char *only_for;		/* an ephemeral one: the user who sees it */
	bool broadcast, gone;
	int edits;
	int64_t at;
	int64_t called_ms;	/* when it was posted, by the machine's clock */
};

/* One that is to be added; texts "" for none. */
struct slack_new {
	const char *channel, *thread_ts, *text, *blocks, *metadata, *only_for;
	bool broadcast;
};

struct slack_world {
	struct slack_msg *v;
	size_t n, cap;
	int64_t last_s;		/* of the newest ts */
	int seq;
	struct { char channel[32]; int64_t posted_ms; } pace[64];
	size_t n_pace;
	struct { char error[64], method[64]; int64_t left; } refuse[16];
	size_t n_refuse;
};

void	slack_answer(struct sandbox *, struct call *, struct reply *);
void	slack_page_answer(struct sandbox *, struct call *, struct reply *);
void	slack_free(struct slack_world *);

/* Texts are copied. */
struct slack_msg *slack_add(struct slack_world *, const struct slack_new *,
	    int64_t now);
struct slack_msg *slack_find_msg(struct slack_world *, const char *channel,
	    const char *ts);
void	slack_set(char **text, const char *value);
/* What is wrong with a message's blocks, in the arena; NULL nothing. */
struct arena;
const char *slack_blocks_wrong(struct arena *, struct json_object *blocks);

#endif
