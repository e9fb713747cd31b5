/* SPDX-License-Identifier: MIT */
/*
 * page/cycle - a cycle of reviews, as the pages that tell of it show it.
 */
#ifndef TIDEMARK_PAGE_CYCLE_H
#define TIDEMARK_PAGE_CYCLE_H

#include "model/cycle.h"

struct view;

/* "1 May to 31 May, 5 for each agent, by chance, blind" */
const char *cycle_about(struct arena *, const struct cycle *, int64_t now);
/* A row of {{>SECTION}} (templates/coverage.tpl): how far it is with an agent and
 * what is missing, each number with what it counts; title and url of its head. */
void cycle_row_put(struct view *, const char *section, const struct cycle *,
    const struct coverage *, const char *title, const char *url);
/* Of all its agents: "12 of 20 reviews". */
const char *cycle_said(
    struct arena *, const struct cycle *, const struct coverage *, size_t n);

#endif
