/* SPDX-License-Identifier: MIT */
/*
 * upstream/slack - Slack's Web API for a bot token: protocol in, structs out.
 *
 *	slack_post(slack, mem, &message, ts)	a new message
 *	slack_edit(slack, mem, ts, &message)	the same with other words
 *	slack_find(slack, mem, &message, since, ts)	did a post get through?
 *
 * Source:    Slack's reference of chat.postMessage, chat.update,
 *            conversations.history and .replies, auth.test; limits of Block Kit.
 * Shape:     one call, one answer: who waits and repeats is the caller, since a
 *            post that is repeated after an unclear answer stands there twice.
 * Units:     a ts is Slack's text of a message's id, never a number; seconds.
 * Ownership: answers live in the arena; slack_error() until the next call.
 * Errors:    enum slack_result by what is to be done: UNSURE means that it may
 *            have been done (a lost or unreadable answer, a 5xx), AWAY that it
 *            surely was not. CONTENT comes after one more try as plain text.
 *            slack_error() then has a sentence for people.
 */
#ifndef TIDEMARK_UPSTREAM_SLACK_H
#define TIDEMARK_UPSTREAM_SLACK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct slack;

enum slack_result {
#define SLACK_RESULT(name, text) SLACK_##name,
#include "upstream/slack_result.def"
#undef SLACK_RESULT
};

struct slack_options {
	const char *base_url;	/* https://slack.com/api */
	const char *hooks_url;	/* https://hooks.slack.com/ */
	const char *token;
	int64_t timeout_ms;
};

struct slack_message {
	const char *channel;
	const char *thread_ts;	/* "" : not in a thread */
	bool broadcast;		/* of a thread: also in the channel */
	const char *text;	/* mrkdwn; also what stands for the blocks */
	const char *blocks;	/* JSON array; "" : none */
	const char *mark;	/* in the metadata; "" : none */
};

struct slack_who {
	const char *team_id, *team, *user;
};

struct slack	*slack_open(const struct slack_options *);
void		 slack_close(struct slack *);
const char	*slack_error(const struct slack *);
/* Seconds to wait after SLACK_BUSY; 30 when Slack did not say. */
int64_t		 slack_wait(const struct slack *);
/* What time it was at Slack's last answer, epoch; 0 when none came. */
int64_t		 slack_clock(const struct slack *);

enum slack_result slack_test(struct slack *, struct arena *,
		    struct slack_who *);
enum slack_result slack_post(struct slack *, struct arena *,
		    const struct slack_message *, const char **ts);
enum slack_result slack_edit(struct slack *, struct arena *, const char *ts,
		    const struct slack_message *);
/* Looks for the message with message->mark in its channel or thread, from since
 * on. SLACK_MISSING: all that is there was read, and it is not. */
enum slack_result slack_find(struct slack *, struct arena *,
		    const struct slack_message *, int64_t since,
		    const char **ts);
/* Answers who pressed a button, to them alone. The address came from outside:
 * SLACK_CONTENT when it does not begin with hooks_url. */
enum slack_result slack_respond(struct slack *, struct arena *,
		    const char *response_url, const char *text);

/* What the answer means; for tests. body is not NULL. */
enum slack_result slack_result_of(struct arena *, int status, const char *body,
		    size_t len, const char **code);

#endif
