/* SPDX-License-Identifier: MIT */
/*
 * job/live - tells the pages of viewers at once what is new.
 *
 * Shape:     live_round() takes what is to be told (model/live.h) and publishes
 *            it (upstream/nchan.h): each new conversation; that pages would show
 *            something else by now, at most once a second; a sign of life after
 *            30 s of silence, by which a page knows that it need not ask itself.
 * Messages:  {"type":"new_message","conv_id","number","subject"}
 *            {"type":"changed","what":[...],"version","spread"}: what is
 *            overview, insights, incidents, jobs; a page asks anew within spread
 *            milliseconds, so that many do not ask in the same moment
 *            {"type":"keepalive","timestamp"}
 *            nginx itself says {"type":"connected","timestamp"} to each viewer.
 * Killed:    a new conversation may be told twice, never not at all, but for one
 *            that waited for longer than ten minutes.
 * Off:       while the option live_socket is empty nothing is published.
 */
#ifndef TIDEMARK_JOB_LIVE_H
#define TIDEMARK_JOB_LIVE_H

#include "base/rc.h"
#include "job/job.h"

#include <stdbool.h>
#include <stdint.h>

struct nchan;

struct live {
	struct nchan *nchan;		/* NULL: off */
	int64_t changed_ms;		/* when a change was told */
	int64_t said_ms;		/* when anything was; 0: not yet */
	int64_t retry_ms;		/* nginx did not answer: not before */
	int64_t viewers;		/* that the last message went to */
};

void	live_begin(struct job *, struct live *);
/* *worked: there may be more at once. */
enum rc	live_round(struct job *, struct live *, bool *worked);
void	live_end(struct live *);

/* Over how many milliseconds so many viewers are to spread what they ask. */
int64_t	live_spread_ms(int64_t viewers);

#endif
