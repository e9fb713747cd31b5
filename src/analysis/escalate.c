/* SPDX-License-Identifier: MIT */
#include "analysis/escalate.h"

#include "base/arena.h"

#include <string.h>

const char *
escalate(struct arena *mem, const char *intent, int64_t alike, bool settled,
    enum severity *severity)
{
	enum severity was = *severity;

	if (settled)
		return NULL;
	if (alike >= ESCALATE_CRITICAL)
		*severity = SEVERITY_CRITICAL;
	else if (alike >= ESCALATE_HIGH && was < SEVERITY_HIGH)
		*severity = SEVERITY_HIGH;
	else if (strcmp(intent, "account_access") == 0 && was == SEVERITY_LOW)
		*severity = SEVERITY_MEDIUM;
	if (*severity == was)
		return NULL;
	if (*severity == SEVERITY_CRITICAL)
		return arena_fmt(mem, "CRITICAL: %lld reports of the same issue",
		    (long long)alike);
	if (*severity == SEVERITY_HIGH)
		return arena_fmt(mem, "Escalated to HIGH: %lld similar reports",
		    (long long)alike);
	return "Escalated to MEDIUM: cannot get into the account";
}
