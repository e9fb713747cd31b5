/* SPDX-License-Identifier: MIT */
/* The figures of the dashboard of quality as tables, under the names and columns
 * of the system that was replaced; what is new stands behind those. */
#include "page/page.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "db/db.h"
#include "html/csv.h"
#include "page/quality.h"

enum { DAY_S = 86400, ISO_DAY = 10, NAME_MOST = 60 };

struct table {
	struct quality_question q;
	struct quality_count *c;
	size_t n;
};

static enum rc
read_table(struct req *rq, struct quality_by by, struct table *t)
{
	enum rc rc = db_begin_snapshot(rq->db);

	if (rc == RC_OK)
		rc = ask_quality(rq, &t->q);
	if (rc == RC_OK)
		rc = quality_counts(rq->db, rq->mem, &t->q.w, by, &t->c, &t->n);
	return rc == RC_OK ? db_commit(rq->db) : rc;
}

static void
csv_day(struct csv *c, struct arena *mem, int64_t day)
{
	char iso[CLOCK_ISO_SIZE];

	csv_text(c, arena_copy(mem, clock_iso(day, iso), ISO_DAY));
}

static void
csv_rollup(struct csv *c, const struct table *t, size_t *i)
{
	const struct quality_count *total = &t->c[*i];

	csv_text(c, total->name);
	csv_int(c, total->scored.n);
	csv_num(c, tally_mean(&total->scored), 4);
	csv_num(c, tally_half(&total->scored), 4);
	for (size_t p = 1; p <= t->q.rubric.n; p++) {
		bool here = *i + 1 < t->n && t->c[*i + 1].agent ==
		    total->agent && t->c[*i + 1].dimension == p;

		*i += here;
		csv_num(c, here ? tally_mean(&t->c[*i].scored) : NAN, 4);
	}
	csv_int(c, total->great);
	csv_int(c, total->okay);
	csv_int(c, total->not_good);
	csv_end(c);
}

enum rc
page_qa_rollups_csv(struct req *rq)
{
	static const char *const before[] = { "agent", "scored_cnt",
		"avg_score", "half_interval", NULL };
	static const char *const after[] = { "great", "okay", "not_good",
		NULL };
	struct table t;
	enum rc rc = read_table(rq, (struct quality_by){ .agent = true }, &t);
	struct csv c = CSV_INIT(&rq->out);

	if (rc != RC_OK)
		return rc;
	req_csv(rq, "qa_rollups");
	for (const char *const *name = before; *name != NULL; name++)
		csv_text(&c, *name);
	for (size_t i = 0; i < t.q.rubric.n; i++)
		csv_text(&c, t.q.rubric.dimension[i].key);
	csv_head(&c, after);
	for (size_t i = 0; i < t.n; i++)
		csv_rollup(&c, &t, &i);
	return RC_OK;
}

static void
csv_trend(struct csv *c, struct arena *mem, const char *const *head,
    const struct table *t)
{
	csv_head(c, head);
	for (size_t i = 0; i < t->n; i++) {
		csv_day(c, mem, t->c[i].day);
		csv_num(c, tally_mean(&t->c[i].scored), 4);
		csv_int(c, t->c[i].scored.n);
		csv_end(c);
	}
}

enum rc
page_qa_overall_csv(struct req *rq)
{
	static const char *const head[] = { "day", "Overall", "scored_cnt",
		NULL };
	struct table t;
	enum rc rc = read_table(rq, (struct quality_by){ .day = true,
	    .total_only = true }, &t);
	struct csv c = CSV_INIT(&rq->out);

	if (rc != RC_OK)
		return rc;
	req_csv(rq, "qa_trend_overall");
	csv_trend(&c, rq->mem, head, &t);
	return RC_OK;
}

/* A name as part of a file's: what is no letter or digit becomes "_". */
static const char *
file_name(struct arena *mem, const char *agent)
{
	char *out = arena_text(mem, agent);

	for (size_t i = 0; out[i] != '\0'; i++)
		if (strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
		    "0123456789", out[i]) == NULL)
			out[i] = '_';
	return arena_fmt(mem, "qa_trend_%.*s", NAME_MOST, out);
}

enum rc
page_qa_trend_csv(struct req *rq)
{
	static const char *const head[] = { "day", "avg_score", "scored_cnt",
		NULL };
	struct table t;
	struct csv c = CSV_INIT(&rq->out);
	enum rc rc = read_table(rq, (struct quality_by){ .day = true,
	    .agent = true, .total_only = true }, &t);

	if (rc != RC_OK)
		return rc;
	if (t.q.w.agent == 0)
		return req_fail(rq, RC_BAD_INPUT, "agent is missing: the trend "
		    "of all is qa_trend_overall.csv");
	req_csv(rq, file_name(rq->mem, t.n > 0 ? t.c[0].name : "agent"));
	csv_trend(&c, rq->mem, head, &t);
	return RC_OK;
}

static int
by_name(const void *a, const void *b)
{
	const struct quality_count *x = a, *y = b;
	int order = strcmp(x->name, y->name);

	return order != 0 ? order : (x->agent > y->agent) -
	    (x->agent < y->agent);
}

/* Each agent of the table once, by name: the columns. */
static struct quality_count *
agents_of(struct arena *mem, const struct table *t, size_t *n)
{
	struct quality_count *out = arena_array(mem, t->n, sizeof(*out));
	size_t kept = 0;

	for (size_t i = 0; i < t->n; i++)
		out[i] = t->c[i];
	qsort(out, t->n, sizeof(*out), by_name);
	for (size_t i = 0; i < t->n; i++)
		if (kept == 0 || out[kept - 1].agent != out[i].agent)
			out[kept++] = out[i];
	*n = kept;
	return out;
}

/* NAN: none on that day. */
static double
mean_on(const struct table *t, size_t first, size_t end, int64_t agent)
{
	for (size_t i = first; i < end; i++)
		if (t->c[i].agent == agent)
			return tally_mean(&t->c[i].scored);
	return NAN;
}

enum rc
page_qa_by_agent_csv(struct req *rq)
{
	struct table t;
	struct quality_count *agent;
	size_t n, end;
	struct csv c = CSV_INIT(&rq->out);
	enum rc rc = read_table(rq, (struct quality_by){ .day = true,
	    .agent = true, .total_only = true }, &t);

	if (rc != RC_OK)
		return rc;
	agent = agents_of(rq->mem, &t, &n);
	req_csv(rq, "qa_trend_by_agent");
	csv_text(&c, "day");
	for (size_t a = 0; a < n; a++)
		csv_text(&c, agent[a].name);
	csv_end(&c);
	for (size_t i = 0; i < t.n; i = end) {
		end = i + 1;
		while (end < t.n && t.c[end].day == t.c[i].day)
			end++;
		csv_day(&c, rq->mem, t.c[i].day);
		for (size_t a = 0; a < n; a++)
			csv_num(&c, mean_on(&t, i, end, agent[a].agent), 4);
		csv_end(&c);
	}
	return RC_OK;
}
