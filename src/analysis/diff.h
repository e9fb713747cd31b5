/* SPDX-License-Identifier: MIT */
/*
 * analysis/diff - what is different between two ruleset documents.
 *
 * Shape:     one change for each rule, category, list … that was added or
 *            removed, and for each member that says something else. Of lists
 *            before holds the words that went, after the ones that came, one a
 *            line; a change of order alone is none for words (order means
 *            nothing there), and one for categories and intents.
 * Ownership: the arena's.
 */
#ifndef TIDEMARK_ANALYSIS_DIFF_H
#define TIDEMARK_ANALYSIS_DIFF_H

#include "analysis/document.h"

enum change_kind { CHANGE_ADDED, CHANGE_REMOVED, CHANGE_CHANGED };

struct change {
	enum change_kind kind;
	const char *what;   /* rule category list spelling … */
	const char *name;   /* which one; "" when there is only one */
	const char *member; /* words, points …; "" for the whole */
	const char *before, *after;
};

struct changes {
	struct change *at;
	size_t n;
};

const char *change_kind_name(enum change_kind);
struct changes document_diff(struct arena *, const struct document *before,
    const struct document *after);

#endif
