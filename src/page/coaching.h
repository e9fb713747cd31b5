/* SPDX-License-Identifier: MIT */
/*
 * page/coaching - what is said to an agent, and how far their replies are reviewed,
 * as the agent's figures show it.
 *
 * Shape:     coaching_read() within the page's snapshot, then coaching_put() fills
 *            COACHING (templates/coaching.tpl).
 * Who:       the agent reads what is said, reviewers that and the cycles; to others
 *            nothing of it is there.
 */
#ifndef TIDEMARK_PAGE_COACHING_H
#define TIDEMARK_PAGE_COACHING_H

#include "http/req.h"
#include "model/cycle.h"
#include "model/dispute.h"

struct view;

struct coaching_panel {
	int64_t agent; /* 0: not shown */
	bool own;      /* the agent looks at it */
	struct coaching *said;
	size_t n;
	struct cycle *cycle;
	size_t n_cycles;
	struct coverage *cover;
	size_t n_cover;
	int64_t now;
};

enum rc coaching_read(struct req *, int64_t agent, struct coaching_panel *);
void coaching_put(struct req *, struct view *, const struct coaching_panel *,
    const char *name, const char *back);

#endif
