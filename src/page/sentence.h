/* SPDX-License-Identifier: MIT */
/*
 * page/sentence - what a person would say first about the counts of a page.
 */
#ifndef TIDEMARK_PAGE_SENTENCE_H
#define TIDEMARK_PAGE_SENTENCE_H

#include "base/rc.h"
#include "model/trend.h"
#include "page/trend.h"

struct req;
struct view;

struct facts {
	const struct trend *trend;
	const struct tallies *counts;	/* dimensions all and category */
	const struct people *people;
};

/* Sets SENTENCE, MORE and PROOF of overview.tpl; *said is the sentence. Asks
 * the database about the finding, when there is one. */
enum rc	sentence_put(struct req *, struct view *, const struct facts *,
	    const char **said);

#endif
