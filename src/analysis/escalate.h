/* SPDX-License-Identifier: MIT */
/*
 * analysis/escalate - how urgent a report is beyond its own words.
 *
 * Source:    docs/compatibility.md "Escalation". A verdict sees one report; how
 *            many others say the same is known only when they are counted.
 *            Stored severities stay as they are: this is said beside them.
 * Ownership: the reason lives in the arena.
 */
#ifndef TIDEMARK_ANALYSIS_ESCALATE_H
#define TIDEMARK_ANALYSIS_ESCALATE_H

#include "analysis/analyse.h"

#include <stdbool.h>
#include <stdint.h>

enum { ESCALATE_HIGH = 5, ESCALATE_CRITICAL = 10 };	/* reports alike */

/* alike: reports of the same issue, this one included; settled: a person said the
 * severity, and that is final. Raises *severity and says why, or answers NULL and
 * leaves it. */
const char	*escalate(struct arena *, const char *intent, int64_t alike,
		    bool settled, enum severity *severity);

#endif
