/* SPDX-License-Identifier: MIT */
/* The working list, and what its window is about, as CSV. */
#include "page/page.h"

#include "analysis/escalate.h"
#include "base/arena.h"
#include "db/db.h"
#include "html/csv.h"
#include "http/csv_stream.h"
#include "page/insights.h"
#include "page/row.h"

const struct param insights_csv_params[] = {
	INSIGHTS_PARAMS,
	{ NULL, 0, NULL, 0, 0, NULL },
};

struct export {
	struct req *rq;
	struct csv_stream *out;
	struct insights_question q;
};

static const char *const list_head[] = { "number", "id", "created_at",
	"modified_at", "severity", "raised", "score", "main_category",
	"categories", "intent", "platform", "app_version", "level", "customer",
	"status", "waiting_since", "first_reply_seconds", "group", "alike",
	"keywords", "tags", "subject", "summary", "hs_link", "summary_by",
	NULL };

static void
write_verdict(struct csv *csv, struct arena *mem, const struct insight *x)
{
	const struct conversation *c = &x->c;
	enum severity severity = SEVERITY_LOW;

	(void)severity_parse(c->severity, &severity);
	csv_text(csv, c->severity);
	csv_text(csv, escalate(mem, c->intent, x->alike, x->settled,
	    &severity));
	csv_int(csv, c->score);
	csv_text(csv, c->main_category);
	csv_list(csv, c->categories, c->n_categories);
	csv_text(csv, c->intent);
	csv_text(csv, c->platform);
	csv_text(csv, c->app_version);
	csv_int_or_empty(csv, c->level, 0);
}

static bool
write_row(void *ctx, const struct insight *x)
{
	struct export *e = ctx;
	const struct conversation *c = &x->c;
	struct csv *csv = &e->out->csv;
	struct arena *mem = arena_begin();

	csv_int(csv, c->number);
	csv_int(csv, c->id);
	csv_time(csv, c->created_at);
	csv_time(csv, c->modified_at);
	write_verdict(csv, mem, x);
	csv_text(csv, c->customer);
	csv_text(csv, c->status);
	csv_time(csv, c->waiting_since);
	csv_int_or_empty(csv, c->first_reply_seconds, -1);
	csv_int_or_empty(csv, c->cluster_id, 0);
	csv_int_or_empty(csv, x->alike, 0);
	csv_list(csv, x->keywords, x->n_keywords);
	csv_list(csv, c->tags, c->n_tags);
	csv_text(csv, c->subject);
	csv_text(csv, c->one_liner);
	csv_text(csv, row_upstream(mem, e->rq->conf, c));
	csv_text(csv, c->said_by);
	arena_end(mem);
	return csv_stream_row(e->out);
}

static enum rc
write_all(struct req *rq, struct csv_stream *out, void *what)
{
	struct export *e = what;

	e->out = out;
	return insight_each(rq->db, rq->mem, &e->q.f, write_row, e);
}

enum rc
page_insights_csv(struct req *rq)
{
	struct export *e = arena_alloc(rq->mem, sizeof(*e));
	enum rc rc = insights_read(rq, &e->q);

	if (rc != RC_OK)
		return rc;
	e->rq = rq;
	req_csv_stream(rq, "tidemark-insights", list_head, write_all, e);
	return RC_OK;
}

enum rc
page_insights_about_csv(struct req *rq)
{
	static const char *const head[] = { "kind", "key", "name",
		"conversations", NULL };
	struct csv c = CSV_INIT(&rq->out);
	struct insights_question q;
	struct insights_about about;
	enum rc rc = insights_read(rq, &q);

	if (rc == RC_OK)
		rc = db_begin_snapshot(rq->db);
	if (rc == RC_OK)
		rc = insights_about_read(rq, &q, &about);
	if (rc == RC_OK)
		rc = db_commit(rq->db);
	if (rc != RC_OK)
		return rc;
	req_csv(rq, "tidemark-insights-about");
	csv_head(&c, head);
	for (size_t i = 0; i < about.n; i++) {
		csv_text(&c, about_names[about.at[i].kind].key);
		csv_text(&c, about.at[i].key);
		csv_text(&c, about.at[i].name);
		csv_int(&c, about.at[i].n);
		csv_end(&c);
	}
	return RC_OK;
}
