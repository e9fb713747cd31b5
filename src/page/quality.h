/* SPDX-License-Identifier: MIT */
/*
 * page/quality - what the pages of quality share.
 *
 * Shape:     each page asks the same question (ask/quality.h) and shows it in the
 *            same controls; a link is made of a changed copy of the question.
 */
#ifndef TIDEMARK_PAGE_QUALITY_H
#define TIDEMARK_PAGE_QUALITY_H

#include "ask/quality.h"
#include "html/format.h"
#include "html/link.h"
#include "model/conversation.h"
#include "model/correction.h"

struct view;

struct link	 quality_link(struct arena *, const char *path,
		    const struct quality_question *);
const char	*quality_url(struct arena *, const char *path,
		    const struct quality_question *);
/* The list of the replies behind a figure. */
const char	*quality_list_url(struct arena *,
		    const struct quality_question *, const char *state,
		    size_t dimension, const char *sort);
/* One of them, with the score that the question is about. */
const char	*quality_reply_url(struct arena *,
		    const struct quality_question *, int64_t message);

/* What the menus of the controls offer. */
struct quality_choices {
	struct arena *mem;	/* of the request */
	bool own;		/* who asks sees one agent only */
	struct mailbox *mailbox;
	size_t n_mailboxes;
	struct quality_agent *agent;
	size_t n_agents;
	struct choices may; /* categories */
};

enum rc		 quality_choices(struct req *, struct quality_choices *);
/* Fills QUALITY_CONTROLS (templates/quality-controls.tpl) for a path. */
void		 quality_controls(struct view *, const char *path,
		    const struct quality_question *,
		    const struct quality_choices *);
/* "30 days", "21 Oct to 19 Nov" */
const char	*quality_span(struct arena *, const struct quality_question *);
/* "the local heuristic", "the model"; engine as the parameter names it. */
const char	*quality_engine_name(const char *engine);
/* "7.4", "7.4 ± 0.3" or "–". */
const char	*quality_mean(struct arena *, const struct tally *);
const char	*quality_interval(struct arena *, const struct tally *);

#endif
