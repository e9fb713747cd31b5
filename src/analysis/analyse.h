/* SPDX-License-Identifier: MIT */
/*
 * analysis/analyse - one report in, one explained verdict out.
 *
 * Shape:     a pure function: the same ruleset and report give the same
 *            verdict. No clock, no database, no socket.
 * Policy:    crash and progress_lost are at least high, payment at least
 *            medium; empty or unreadable is low whatever else; otherwise
 *            score >= 70 critical, >= 40 high, >= 30 medium, else low.
 *            Strong aggravation lifts crash, progress_lost and payment to
 *            critical.
 * Units:     score 0 to 100.
 * Ownership: texts live in the arena, or in the ruleset's; nothing is NULL
 *            but normal, and what entity.h says.
 */
#ifndef TIDEMARK_ANALYSIS_ANALYSE_H
#define TIDEMARK_ANALYSIS_ANALYSE_H

#include <stdbool.h>
#include <stddef.h>

#include "analysis/entity.h"
#include "analysis/report.h"
#include "analysis/ruleset.h"

enum severity { SEVERITY_LOW, SEVERITY_MEDIUM, SEVERITY_HIGH,
	SEVERITY_CRITICAL };

const char	*severity_name(enum severity);
/* False when the text names none. */
bool		 severity_parse(const char *name, enum severity *);

struct reason {
	const char *rule;	/* id of the rule, or of the policy step */
	const char *words;	/* what was found, as the customer wrote it */
	const char *effect;	/* "crash +12", "severity at least high" */
	int points;		/* added to the severity score */
};

struct verdict {
	const char *const *categories;	/* in the ruleset's order */
	size_t categories_n;		/* 0: only "other" applies */
	const char *main_category;	/* the one it counts under, or "other" */
	const char *intent;
	enum severity severity;
	int score;
	const struct reason *reasons;
	size_t reasons_n;
	struct entities entities;
	bool empty, unreadable, delete_request;
	const char *one_liner;	/* <= 160 characters in their own words */
	const char *normal;	/* text for the exact fingerprint; NULL: none */
	const char *const *keywords;	/* most telling first */
	size_t keywords_n;
	const char *over_limit;	/* a pattern given up on, or NULL */
};

void	analyse(const struct ruleset *, struct arena *, const struct report *,
	    struct verdict *);

#endif
