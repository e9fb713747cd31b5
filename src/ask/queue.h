/* SPDX-License-Identifier: MIT */
/*
 * ask/queue - what reviewers set up: cycles of reviews, calibration sessions.
 *
 * Shape:     the table of the route is the one named beside the function; the id of
 *            the path is the cycle's or the session's, where nothing else is said.
 * Reviewers: names with commas between them; none: who asks.
 * Errors:    RC_BAD_INPUT and RC_NOT_FOUND with a sentence; else the database's.
 */
#ifndef TIDEMARK_ASK_QUEUE_H
#define TIDEMARK_ASK_QUEUE_H

#include "http/req.h"
#include "model/cycle.h"

extern const struct param cycle_form_params[], fill_form_params[],
    skip_form_params[], session_form_params[];

/* By what replies are judged now. */
enum rc	ask_judged_by(struct req *, struct judged_by *);

enum rc	ask_cycle_add(struct req *);
enum rc	ask_cycle_fill(struct req *, int64_t *assigned);
enum rc	ask_cycle_close(struct req *);
/* The id of the path is the reply's. */
enum rc	ask_assignment_skip(struct req *);
enum rc	ask_session_add(struct req *, int64_t *id);
enum rc	ask_session_close(struct req *, int64_t *id);

#endif
