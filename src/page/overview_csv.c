/* SPDX-License-Identifier: MIT */
/* The overview's breakdowns and groups as CSV. */
#include "page/page.h"

#include "base/arena.h"
#include "db/db.h"
#include "html/csv.h"
#include "model/trend.h"
#include "page/moved.h"
#include "page/range.h"

#include <string.h>

const struct param breakdown_csv_params[] = {
	RANGE_PARAMS,
	{ "by", P_WORD, NULL, 0, 0,
	    "category|mention|severity|platform|version|intent" },
	{ NULL, 0, NULL, 0, 0, NULL },
};

/* The range, in a snapshot; known: whether there are data to compare with. */
static enum rc
begin(struct req *rq, struct range *r, bool *known)
{
	struct freshness fresh;
	enum rc rc = range_read(rq, r);

	if (rc == RC_OK)
		rc = db_begin_snapshot(rq->db);
	if (rc == RC_OK)
		rc = trend_freshness(rq->db, rq->mem, &fresh);
	*known = rc == RC_OK &&
	    range_reaches(r, COMPARE_BEFORE, fresh.oldest_at);
	return rc;
}

/* All keys, also those that the page has no room for. */
enum rc
page_breakdown_csv(struct req *rq)
{
	const char *by = req_text(rq, "by");
	const char *const head[] = { by, "conversations", "full_hours",
		"full_hours_before", NULL };
	struct csv c = CSV_INIT(&rq->out);
	struct tallies t;
	struct range r;
	bool known;
	enum rc rc = begin(rq, &r, &known);

	if (rc == RC_OK)
		rc = trend_counts(rq->db, rq->mem, &r.w, &by, 1, &t);
	if (rc == RC_OK)
		rc = db_commit(rq->db);
	if (rc != RC_OK)
		return rc;
	req_csv(rq, arena_fmt(rq->mem, "tidemark-%s", by));
	csv_head(&c, head);
	for (size_t i = 0; i < t.n; i++) {
		if (t.at[i].now == 0)
			continue;
		csv_text(&c, *t.at[i].key ? t.at[i].key : "unknown");
		csv_int(&c, t.at[i].now);
		csv_int(&c, t.at[i].full);
		csv_int_or_empty(&c, known ? t.at[i].before : -1, -1);
		csv_end(&c);
	}
	return RC_OK;
}

enum rc
page_moved_csv(struct req *rq)
{
	static const char *const head[] = { "group", "title", "conversations",
		"full_hours", "full_hours_before", "customers", "severity",
		"category", "first_at", "last_at", NULL };
	struct csv c = CSV_INIT(&rq->out);
	struct group *g;
	struct range r;
	bool known;
	size_t n;
	enum rc rc = begin(rq, &r, &known);

	if (rc == RC_OK)
		rc = moved_read(rq, &r.w, &g, &n);
	if (rc == RC_OK)
		rc = db_commit(rq->db);
	if (rc != RC_OK)
		return rc;
	req_csv(rq, "tidemark-moved");
	csv_head(&c, head);
	for (size_t i = 0; i < n && i < MOVED_SHOWN; i++) {
		csv_int(&c, g[i].id);
		csv_text(&c, g[i].title);
		csv_int(&c, g[i].size);
		csv_int(&c, g[i].full);
		csv_int_or_empty(&c, known ? g[i].before : -1, -1);
		csv_int(&c, g[i].customers);
		csv_text(&c, g[i].severity);
		csv_text(&c, g[i].category);
		csv_time(&c, g[i].first_at);
		csv_time(&c, g[i].last_at);
		csv_end(&c);
	}
	return RC_OK;
}
