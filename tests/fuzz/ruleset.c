/* SPDX-License-Identifier: MIT */
/*
 * Any bytes as a ruleset: refused with a reason, or used; a verdict of it
 * names only categories of the document, a score of 0 to 100, and is the same
 * when asked twice.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/analyse.h"
#include "base/arena.h"

int	LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static const char text[] = "Hi,\nthe app crashed 3 times since the update, "
    "please refund $4.99!\nWhy does it never work? aaaaaaaaaaaaaaaaaaaaaaaaa";

static void
check(const struct ruleset *set, struct arena *mem)
{
	struct report r = { "no crash", text };
	struct verdict v, again;
	size_t next = 0;

	analyse(set, mem, &r, &v);
	analyse(set, mem, &r, &again);
	if (v.score < 0 || v.score > 100 || v.score != again.score ||
	    strcmp(v.main_category, again.main_category) != 0 ||
	    v.reasons_n != again.reasons_n)
		abort();
	for (size_t i = 0; i < v.categories_n; i++) {
		while (next < ruleset_categories(set) &&
		    ruleset_category(set, next) != v.categories[i])
			next++;
		if (next++ >= ruleset_categories(set))
			abort();
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct arena *mem = arena_begin();
	struct ruleset *set;
	const char *why;

	if (ruleset_load(mem, (const char *)bytes, len, &set, &why) == RC_OK)
		check(set, mem);
	else if (set != NULL || *why == '\0')
		abort();
	arena_end(mem);
	return 0;
}
