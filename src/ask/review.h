/* SPDX-License-Identifier: MIT */
/*
 * ask/review - what people do to replies that are judged, as a request asks for it:
 * review, dispute, coach.
 *
 * Shape:     the table of the route is the one named beside the function; the id of
 *            the path is the reply's, or the dispute's or note's.
 * Marks:     fields of the form named by the rubric in force: "mark.KEY" is a whole
 *            number 0 .. scale, "na", or "" for none yet; "why.KEY" and "words.KEY"
 *            go with it. A draft may leave marks out, what is submitted may not.
 * Agents:    to the role agent, replies of others are not there.
 * Errors:    RC_BAD_INPUT, RC_NOT_FOUND, RC_CONFLICT, RC_FORBIDDEN with a sentence;
 *            else the database's.
 */
#ifndef TIDEMARK_ASK_REVIEW_H
#define TIDEMARK_ASK_REVIEW_H

#include "http/req.h"

/* Whether who asks is to see, or make, reviews. */
bool	ask_review_may(const struct req *);

/* The reply of the path. */
struct reply_about;
enum rc	ask_reply(struct req *, int64_t *message, struct reply_about *);

extern const struct param review_form_params[], dispute_form_params[],
    settle_form_params[], coaching_form_params[],
    coaching_remove_params[];

/* What a form is that is sent again: the same one, which changes nothing; or another
 * one, which is kept as a draft, since what was submitted before counts. */
enum review_told { REVIEW_SAVED, REVIEW_SAME, REVIEW_KEPT };
enum rc	ask_review(struct req *, int64_t *message, enum review_told *);
enum rc	ask_dispute(struct req *, int64_t *message);
/* state: as dispute_settle() has it, or NULL for the form's. */
enum rc	ask_dispute_settle(struct req *, const char *state, int64_t *message);
enum rc	ask_coaching(struct req *, int64_t *message);
/* In general; the id is the agent's. */
enum rc	ask_coaching_agent(struct req *, int64_t *agent);
/* Of what was said to an agent; the id is the note's. */
enum rc	ask_coaching_remove(struct req *);

#endif
