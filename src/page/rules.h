/* SPDX-License-Identifier: MIT */
/*
 * page/rules - what the pages of the rules editor share.
 *
 * Everyone may read; forms are shown disabled to who may not change. A form that
 * is refused is shown again with what was typed, status 422, and the fault beside
 * its field.
 */
#ifndef TIDEMARK_PAGE_RULES_H
#define TIDEMARK_PAGE_RULES_H

#include "ask/rules.h"
#include "page/page.h"

enum { RULES_NAME_MAX = 60, RULES_LINES_MAX = 60000 };

/* A page with the tabs, the state of the draft and the form token; live: seconds
 * between looks for newer data. */
struct view	*rules_page(struct req *, const struct rulebook *,
		    const char *tpl, const char *title, int live);
/* Fills CHANGES, an include of rules-changes.tpl. */
void		 rules_changes_put(struct view *, const struct changes *,
		    const char *none, bool link);
/* "payment +20, other -3" */
const char	*rules_effect(struct arena *, const struct doc_rule *);
/* Keeps book->doc as the draft and goes on to the draft's page, or answers
 * RC_BAD_INPUT with *fault. */
enum rc		 rules_keep(struct req *, struct rulebook *,
		    struct ruleset_fault *);
/* The fault beside its field: FAULT and, where member is that of a section
 * BAD_NAME, that; status 422. */
void		 rules_refuse(struct req *, struct view *,
		    const struct ruleset_fault *);
/* The fault of a form that was not refused. */
extern const struct ruleset_fault rules_no_fault;
/* A box to tick: a row of section with FIELD "kind.name", NAME, a category, and ON
 * when the list has it. */
void		 rules_tick(struct view *, const char *section, const char *kind,
		    const char *name, const struct doc_list *);
/* The categories whose boxes of a kind were ticked. */
struct doc_list	 rules_ticked(const struct req *, const char *kind,
		    const struct document *);
/* A form's field whose name comes from data; "" when it was not sent. */
const char	*rules_field(const struct req *, const char *kind,
		    const char *name);

#endif
