/* SPDX-License-Identifier: MIT */
#include "api/api.h"

#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "db/db.h"
#include "model/quality.h"

/* clang-format off */
const struct param rollups_params[] = {
	{ "start", P_TIME, NULL, 0, 0, NULL },
	{ "end",   P_TIME, NULL, 0, 0, NULL },
	{ "agent", P_TEXT, "", 0, 200, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};
/* clang-format on */

enum { ISO_DAY = 10 };

static void
put_rollup(struct jw *w, struct arena *mem, const struct quality_count *c)
{
	char iso[CLOCK_ISO_SIZE];

	jw_object(w);
	jw_text(jw_key(w, "agent"), c->name);
	jw_text(jw_key(w, "day"), arena_copy(mem, clock_iso(c->day, iso),
	    ISO_DAY));
	jw_int(jw_key(w, "scored_cnt"), c->scored.n);
	jw_num(jw_key(w, "avg_score"), tally_mean(&c->scored));
	jw_end(w);
}

static enum rc
read_rollups(struct req *rq, struct quality_count **c, size_t *n)
{
	struct quality_state state;
	struct quality_window window = { .from = req_int(rq, "start"),
		.to = req_int(rq, "end"), .category = "", .rating = "",
		.incidents = "all" };
	enum rc rc = quality_state(rq->db, rq->mem, &state);

	if (rc != RC_OK)
		return rc;
	/* an agent's own, whoever is asked for */
	window.agent = rq->who.agent_id;
	window.engine = state.engine;
	window.rubric = state.rubric;
	return quality_counts(rq->db, rq->mem, &window,
	    (struct quality_by){ .day = true, .agent = true,
	    .total_only = true }, c, n);
}

/* Days come last to first; within a day agents stay by name. */
enum rc
api_rollups(struct req *rq)
{
	const char *only = req_text(rq, "agent");
	struct quality_count *c;
	size_t n, end;
	struct jw w;
	enum rc rc = read_rollups(rq, &c, &n);

	if (rc != RC_OK)
		return rc;
	w = req_json(rq);
	jw_array(&w);
	for (end = n; end > 0;) {
		size_t first = end - 1;

		while (first > 0 && c[first - 1].day == c[end - 1].day)
			first--;
		for (size_t i = first; i < end; i++)
			if (*only == '\0' || strcmp(only, c[i].name) == 0)
				put_rollup(&w, rq->mem, &c[i]);
		end = first;
	}
	jw_end(&w);
	return RC_OK;
}
