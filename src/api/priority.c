/* SPDX-License-Identifier: MIT */
#include "api/priority.h"

#include "api/words.h"
#include "base/arena.h"
#include "base/clock.h"

#include <string.h>

enum { FRESH_HOURS = 6 };

/* Twice the weight times the members, half more when it was seen lately. */
static int64_t
pressure(const struct group *g, int64_t now)
{
	static const struct {
		const char *severity;
		int weight;
	} weights[] = { { "critical", 8 }, { "high", 4 }, { "medium", 2 } };
	int64_t weight = 1;

	for (size_t i = 0; i < sizeof(weights) / sizeof(*weights); i++)
		if (strcmp(g->severity, weights[i].severity) == 0)
			weight = weights[i].weight;
	return g->size * weight *
	    (g->last_at >= now - (int64_t)FRESH_HOURS * HOUR ? 3 : 2);
}

/* Of equals the one that came first. */
size_t
priority_rank(const struct group *groups, size_t n, int64_t now,
    const struct group *top[PRIORITY_TOP])
{
	size_t kept = 0;

	for (size_t i = 0; i < n; i++) {
		const struct group *g = &groups[i];
		size_t at = kept;

		while (at > 0 && pressure(top[at - 1], now) < pressure(g, now))
			at--;
		if (at == PRIORITY_TOP)
			continue;
		if (kept < PRIORITY_TOP)
			kept++;
		memmove(&top[at + 1], &top[at],
		    (kept - at - 1) * sizeof(*top));
		top[at] = g;
	}
	return kept;
}

void
priority_write(struct req *rq, struct jw *w, const struct group *g,
    const struct conversation *newest)
{
	jw_object(w);
	jw_text(jw_key(w, "id"), arena_fmt(rq->mem, "%lld", (long long)g->id));
	jw_text(jw_key(w, "title"), g->title);
	jw_text(jw_key(w, "category"), api_title(rq, g->category, "Other"));
	jw_text(jw_key(w, "severity"), api_title(rq, g->severity, "Low"));
	jw_int(jw_key(w, "occurrences"), g->size);
	jw_time(jw_key(w, "last_seen"), g->last_at);
	if (newest != NULL)
		jw_text(jw_key(w, "hs_link"), api_help_scout(rq, newest->id,
		    newest->number));
	jw_end(w);
}
