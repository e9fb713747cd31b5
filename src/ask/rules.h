/* SPDX-License-Identifier: MIT */
/*
 * ask/rules - the rules as the person who asks sees them: those in force, and a
 * draft of their own.
 *
 * Errors:    as model/rulebook.h.
 */
#ifndef TIDEMARK_ASK_RULES_H
#define TIDEMARK_ASK_RULES_H

#include "analysis/diff.h"
#include "http/req.h"
#include "model/rulebook.h"

enum { RULES_DOCUMENT_MAX = 600000 };	/* characters of a document sent */

enum rc		ask_rules(struct req *, struct rulebook *);
/* What their draft changes of the version in force; nothing without a draft. */
struct changes	ask_rules_changes(struct req *, const struct rulebook *);

#endif
