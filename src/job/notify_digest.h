/* SPDX-License-Identifier: MIT */
/*
 * job/notify_digest - what happened in a day or a week, with charts as text.
 *
 * Source:    rollup_hour, as all counts: docs/metrics.md "Digest".
 * Shape:     digest_say() is pure; notify_digest() asks the database first.
 */
#ifndef TIDEMARK_JOB_NOTIFY_DIGEST_H
#define TIDEMARK_JOB_NOTIFY_DIGEST_H

#include "base/rc.h"
#include "job/notify_say.h"

struct job;

/* every: "day" or "week". */
enum rc		notify_digest(struct job *, const struct say_place *,
		    const char *every, struct telling *);
struct telling	digest_say(struct arena *, const struct say_place *,
		    const struct alert_digest *);

#endif
