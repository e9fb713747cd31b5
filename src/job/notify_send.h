/* SPDX-License-Identifier: MIT */
/*
 * job/notify_send - one message to Slack, at most one call at a time.
 *
 * Shape:     send_post() brings a message there once; asked again and again it
 *            goes on from where it (or a killed program) was. send_edit() makes
 *            it say something else.
 * Errors:    enum sent says what to do with the alert; the database's in *rc.
 */
#ifndef TIDEMARK_JOB_NOTIFY_SEND_H
#define TIDEMARK_JOB_NOTIFY_SEND_H

#include "base/rc.h"
#include "job/notify_say.h"
#include "model/slack.h"

struct conf;
struct job;
struct slack;

enum sent {
	SENT_THERE,	/* it stands there: nothing was called */
	SENT_CALLED,	/* a call went well: ask again */
	SENT_WAIT,	/* not now: see sender.wait_s and .error */
	SENT_REFUSED,	/* never: see sender.error */
	SENT_STOP	/* nothing can be sent at all: see sender.error */
};

/* When channels were called last. */
enum { PACE_MS = 1000, PACE_CHANNELS = 32 };

struct pace {
	struct {
		char channel[72];
		int64_t until_ms;
	} v[PACE_CHANNELS];
	size_t n;
};

void	pace_set(struct pace *, const char *channel, int64_t until_ms);
int64_t	pace_until(const struct pace *, const char *channel);	/* 0: free */

struct sender {
	struct job *job;
	struct slack *slack;
	int64_t timeout_s;
	const char *error;	/* for people, "" */
	int64_t wait_s;		/* 0: until free_ms, the channel was called
				 * less than a second ago */
	int64_t free_ms;
	bool all;		/* the wait is for everything */
	struct pace called;
};

struct send_where {
	const char *key, *channel, *thread_ts;
	int64_t told_event;
};

/* row NULL: nothing is known of it yet. */
enum sent	send_post(struct sender *, const struct send_where *,
		    const struct telling *, const struct slack_row *, enum rc *);
enum sent	send_edit(struct sender *, const struct send_where *,
		    const struct telling *, const struct slack_row *, enum rc *);
/* Nothing is to be said any more: whether an attempt of before stands there. */
enum sent	send_nothing(struct sender *, const char *key,
		    const struct slack_row *, enum rc *);
/* To who pressed a button; repeated at worst. */
enum sent	send_response(struct sender *, const char *url,
		    const char *text);
enum sent	sent_of(struct sender *, int result);

#endif
