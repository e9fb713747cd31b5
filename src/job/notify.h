/* SPDX-License-Identifier: MIT */
/*
 * job/notify - what tidemark-notify does: brings what stands in the outbox to
 * Slack.
 *
 * Shape:     a round makes at most one call. What is said is made of the state at
 *            that moment, so edits coalesce: a row of the outbox only says that
 *            something is to be told anew.
 * Once:      a message is written down as "sending" with a fresh mark before the
 *            call. After a lost answer (or a killed program) it is looked for by
 *            that mark, and posted again only when it is not there.
 * Pace:      a message a second and channel; Slack's Retry-After stops all.
 * Errors:    configuration stops everything and stands on the page of alerts;
 *            a channel that is not there or content that is refused stops that
 *            alert; all else is tried again with growing waits.
 */
#ifndef TIDEMARK_JOB_NOTIFY_H
#define TIDEMARK_JOB_NOTIFY_H

#include "job/job.h"

extern const struct job_program notify_program;

#endif
