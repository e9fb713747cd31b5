/* SPDX-License-Identifier: MIT */
/*
 * page/review - what people make of a reply, as its page shows it.
 *
 * Shape:     review_read() within the page's snapshot, then review_put() fills
 *            REVIEW (templates/review.tpl).
 * Blind:     review_panel.blind: the page must show nothing of what the engine or
 *            anybody made of the reply.
 */
#ifndef TIDEMARK_PAGE_REVIEW_H
#define TIDEMARK_PAGE_REVIEW_H

#include "http/req.h"
#include "model/dispute.h"
#include "model/review.h"

struct view;

struct review_panel {
	int64_t message, agent;
	bool blind, may_review, own;	/* own: an agent looks at it */
	struct rubric rubric;		/* that reviews are made under */
	struct review_duty duty;
	struct review *review;
	size_t n;
	struct dispute *dispute;
	size_t n_disputes;
	struct coaching *coaching;
	size_t n_coaching;
	int64_t now;
};

/* asked: the reviewer wants not to see the score. */
enum rc	review_read(struct req *, int64_t message, int64_t agent, bool asked,
	    struct review_panel *);
/* told: what became of a form that was sent again, "same" or "kept"; "" for none. */
void	review_put(struct req *, struct view *, const struct review_panel *,
	    const char *told);
/* "+1.5", "−2" or "0". */
const char *review_difference(struct arena *, double);

#endif
