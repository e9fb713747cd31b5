/* SPDX-License-Identifier: MIT */
/*
 * analysis/edit - one change of a ruleset document.
 *
 * Shape:     each function changes the document it is given and answers NULL,
 *            or changes nothing and answers the sentence why not. Names are
 *            carried through: who renames or deletes a category renames or
 *            deletes it in every rule. Whether the outcome can be loaded
 *            ruleset_check() says.
 * Ownership: the arena's; nothing that another document shares is written to.
 */
#ifndef TIDEMARK_ANALYSIS_EDIT_H
#define TIDEMARK_ANALYSIS_EDIT_H

#include "analysis/document.h"

/* was: the id of the rule that it replaces; NULL or "" adds one, after the last
 * whose id begins alike up to the first dot. */
const char *edit_rule_put(struct arena *, struct document *, const char *was,
    const struct doc_rule *);
const char *edit_rule_delete(struct arena *, struct document *, const char *id);
/* place: from 0, where it shall stand; "other" keeps name and place. */
const char *edit_category_put(struct arena *, struct document *,
    const char *was, const struct doc_category *, size_t place);
const char *edit_category_delete(
    struct arena *, struct document *, const char *name);
/* A list without words is deleted. */
const char *edit_list_put(
    struct arena *, struct document *, const char *name, struct doc_list words);
/* Lines "form = word". */
const char *edit_spelling(
    struct arena *, struct document *, const struct doc_list *lines);

#endif
