/* SPDX-License-Identifier: MIT */
/* What models were asked and cost, and what is saved by switching each off. */
#include "page/page.h"

#include "ask/cost.h"
#include "base/arena.h"
#include "base/clock.h"
#include "html/chart.h"
#include "html/csv.h"
#include "html/format.h"
#include "html/view.h"
#include "page/estimate.h"
#include "page/usage.h"

#include <string.h>

enum {
	DAYS_MAX = 3650,
	MONTH = 30,
	CHART_DAYS = 366,	/* more are a table alone */
	LINES = CHART_SERIES_MAX
};

const struct param usage_params[] = {
	{ "days", P_INT, "30", 1, DAYS_MAX, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};

/* What a purpose is, and what goes without it; switched off in the first one's
 * place. */
static const struct usage_purpose purposes[] = {
	{ "score", "scores of replies", "/settings/quality",
	    "replies are scored by the heuristic alone" },
	{ "batch", "scores of replies, by batch", "/settings/quality",
	    "replies are scored by the heuristic alone" },
	{ "retest", "scores asked for again", "/settings/quality",
	    "nothing says whether the model stands by its scores" },
	{ "test", "tests of the connection, for replies", "/settings/quality",
	    "" },
	{ "enrich", "what conversations are about", "/settings/enrichment",
	    "the rules alone say it" },
	{ "enrich_strong", "what they are about, by the larger model",
	    "/settings/enrichment", "the smaller model\xe2\x80\x99s answer "
	    "stays, sure or not" },
	{ "enrich_batch", "what conversations are about, by batch",
	    "/settings/enrichment", "the rules alone say it" },
	{ "enrich_period", "what the last hours were about",
	    "/settings/enrichment", "the overview has its own sentence alone" },
	{ "enrich_test", "tests of the connection, for conversations",
	    "/settings/enrichment", "" },
	{ "embedding", "vectors of texts", "/settings/vectors",
	    "the local vectors find what reads alike" },
};

const struct usage_purpose *
usage_purpose(const char *purpose)
{
	for (size_t i = 0; i < sizeof(purposes) / sizeof(*purposes); i++)
		if (strcmp(purposes[i].key, purpose) == 0)
			return &purposes[i];
	return NULL;
}

const char *
usage_purpose_name(struct arena *mem, const char *purpose)
{
	const struct usage_purpose *p = usage_purpose(purpose);

	(void)mem;
	return p != NULL ? p->name : purpose;
}

/* The calls of a row: of its day, or from the first day on. */
static const char *
calls_url(struct arena *mem, const struct usage_row *u, const char *result,
    int64_t since)
{
	const struct usage_filter f = { u->purpose, u->engine, u->model, result,
		u->at != 0 ? u->at : since, u->at != 0 ? u->at + DAY : 0 };

	return usage_calls_url(mem, USAGE_CALLS, &f, 0);
}

static struct view *
put_row(struct view *v, const char *section, const struct usage_row *u,
    int64_t since)
{
	struct arena *mem = view_arena(v);
	struct view *r = view_row(v, section);
	int64_t answered = u->calls - u->failures;
	const struct usage_purpose *p = usage_purpose(u->purpose);
	char buf[FMT_SIZE];

	view_text(r, "DAY", u->day);
	view_text(r, "URL", p != NULL ? p->url : "/settings");
	view_text(r, "ENGINE", u->engine);
	view_text(r, "PURPOSE", usage_purpose_name(mem, u->purpose));
	view_text(r, "MODEL", u->model);
	page_number(r, "CALLS", u->calls, calls_url(mem, u, "", since));
	page_number(r, "FAILURES", u->failures, calls_url(mem, u, "failed",
	    since));
	view_text(r, "INPUT", fmt_count(u->input, buf));
	view_text(r, "CACHED", u->input == 0 ? "" : fmt_percent((double)
	    u->cached, (double)u->input, buf));
	view_text(r, "OUTPUT", fmt_count(u->output, buf));
	view_text(r, "TOOK", u->calls == 0 ? "" : arena_fmt(mem, "%s s",
	    fmt_num((double)u->took_ms / 1000 / (double)u->calls, 1, buf)));
	view_text(r, "COST", model_dollars(mem, u->cost));
	view_text(r, "EACH", answered <= 0 ? "" : arena_fmt(mem, "$%s",
	    fmt_num((double)u->cost / COST_MICRO / (double)answered, 5, buf)));
	return r;
}

/* By what it cost in these days. */
static void
put_saving(struct view *v, const struct usage_row *u, int64_t days)
{
	struct arena *mem = view_arena(v);
	const struct usage_purpose *p = usage_purpose(u->purpose);
	struct view *s;

	if (p == NULL || *p->without == '\0')
		return;
	s = view_row(v, "SAVING");
	view_text(s, "URL", p->url);
	view_text(s, "NAME", arena_fmt(mem, "%s, %s", p->name, u->model));
	view_text(s, "TEXT", arena_fmt(mem, "about %s in %d days; then %s.",
	    model_dollars(mem, u->cost * MONTH / days), MONTH,
	    p->without));
}

/* ---- by day ---- */

struct course {
	struct arena *mem;
	int64_t first;		/* begin of the first day, epoch in UTC */
	const char **purpose;	/* [n], the dearest first; behind it the rest */
	size_t n;
	bool more;		/* there is a rest */
	double *cost;		/* [n + 1][days] in dollars */
	size_t days;
};

/* A day's rows in the table. */
static const char *
day_url(void *who, size_t bucket, const struct chart_series *series)
{
	const struct course *c = who;
	char buf[CLOCK_ISO_SIZE];

	(void)series;
	clock_iso(c->first + (int64_t)bucket * DAY, buf);
	buf[10] = '\0';
	return arena_fmt(c->mem, "#d-%s", buf);
}

static size_t
line_of(const struct course *c, const char *purpose)
{
	size_t i = 0;

	while (i < c->n && strcmp(c->purpose[i], purpose) != 0)
		i++;
	return i;
}

static void
fill_course(struct course *c, const struct usage_row *sum, size_t n,
    const struct usage_row *day, size_t n_days)
{
	c->purpose = arena_array(c->mem, LINES, sizeof(*c->purpose));
	for (size_t i = 0; i < n; i++)
		if (line_of(c, sum[i].purpose) < c->n)
			continue;
		else if (c->n < LINES - 1)
			c->purpose[c->n++] = sum[i].purpose;
		else
			c->more = true;
	c->cost = arena_array(c->mem, (c->n + 1) * c->days, sizeof(*c->cost));
	for (size_t i = 0; i < (c->n + 1) * c->days; i++)
		c->cost[i] = 0;
	for (size_t i = 0; i < n_days; i++) {
		size_t at = (size_t)((day[i].at - c->first) / DAY);

		if (day[i].at >= c->first && at < c->days)
			c->cost[line_of(c, day[i].purpose) * c->days + at] +=
			    (double)day[i].cost / COST_MICRO;
	}
}

static void
put_course(struct view *v, struct course *c, int64_t now, const char *said)
{
	static const char *const colours[] = { "x0", "x1", "x2", "x3", "x4",
		"x5", "other" };
	struct chart_series s[LINES];
	int64_t *at = arena_array(c->mem, c->days + 1, sizeof(*at));
	size_t n = 0;
	struct chart chart = { .id = "cost", .title = "What models cost",
		.finding = said, .unit = "dollars", .decimals = 2,
		.n = c->days, .at = at, .now = fmt_from_local(now), .series = s,
		.colour = colours, .url = day_url, .who = c };

	/* days are UTC: the chart gets those of the same dates in the reader's zone */
	for (size_t i = 0; i <= c->days; i++)
		at[i] = fmt_from_local(c->first + (int64_t)i * DAY);
	for (; n < c->n; n++)
		s[n] = (struct chart_series){ c->purpose[n],
			usage_purpose_name(c->mem, c->purpose[n]), "#sum-h",
			&c->cost[n * c->days] };
	if (c->more)
		s[n++] = (struct chart_series){ "other", "other", "#sum-h",
			&c->cost[c->n * c->days] };
	chart.nseries = n;
	chart_stack(view_row(v, "COURSE"), "CHART", &chart);
}

static const char *
sentence(struct req *rq, const struct usage_row *u, size_t n, int64_t days)
{
	int64_t cost = 0, calls = 0, failures = 0;
	char a[FMT_SIZE], b[FMT_SIZE], d[FMT_SIZE];

	for (size_t i = 0; i < n; i++) {
		cost += u[i].cost;
		calls += u[i].calls;
		failures += u[i].failures;
	}
	fmt_plural(days, "day", "days", d);
	if (n == 0)
		return arena_fmt(rq->mem, "No model was asked in the last %s", d);
	return arena_fmt(rq->mem, "Models cost %s in the last %s: %s, %s of them "
	    "in vain", model_dollars(rq->mem, cost), d, fmt_plural(calls,
	    "call", "calls", a), fmt_count(failures, b));
}

enum rc
page_usage(struct req *rq)
{
	int64_t days = req_int(rq, "days");
	struct usage_row *sum, *day;
	size_t n, n_days;
	int64_t now = clock_now();
	struct course course = { .mem = rq->mem, .days = (size_t)days,
		.first = now - now % DAY - (days - 1) * DAY };
	struct view *v, *some;
	const char *said;
	enum rc rc = usage_list(rq->db, rq->mem, days, false, &sum, &n);

	if (rc == RC_OK)
		rc = usage_list(rq->db, rq->mem, days, true, &day, &n_days);
	if (rc != RC_OK)
		return rc;
	v = page_open(rq, "usage.tpl", "What models cost");
	said = sentence(rq, sum, n, days);
	view_text(v, "SENTENCE", said);
	view_int(v, "DAYS", days);
	view_text(v, "CSV_URL", arena_fmt(rq->mem, "/settings/usage.csv?days=%lld",
	    (long long)days));
	some = view_row(v, n > 0 ? "SOME" : "NONE");
	for (size_t i = 0; i < n; i++) {
		put_row(some, "SUM", &sum[i], course.first);
		put_saving(some, &sum[i], days);
	}
	for (size_t i = 0; i < n_days; i++) {
		struct view *r = put_row(some, "ROW", &day[i],
		    course.first);

		if (i == 0 || day[i].at != day[i - 1].at)
			view_text(view_row(r, "FIRST"), "DAY", day[i].day);
	}
	if (n > 0 && days <= CHART_DAYS) {
		fill_course(&course, sum, n, day, n_days);
		put_course(some, &course, now, said);
	}
	return page_send(rq, v);
}

enum rc
page_usage_csv(struct req *rq)
{
	static const char *const head[] = { "day", "engine", "purpose", "model",
		"calls", "failures", "input_tokens", "cached_tokens",
		"output_tokens", "cost_microdollars", "took_ms", NULL };
	struct usage_row *u;
	size_t n;
	enum rc rc = usage_list(rq->db, rq->mem, req_int(rq, "days"), true, &u,
	    &n);
	struct csv c = CSV_INIT(&rq->out);

	if (rc != RC_OK)
		return rc;
	req_csv(rq, "model_usage");
	csv_head(&c, head);
	for (size_t i = 0; i < n; i++) {
		csv_text(&c, u[i].day);
		csv_text(&c, u[i].engine);
		csv_text(&c, u[i].purpose);
		csv_text(&c, u[i].model);
		csv_int(&c, u[i].calls);
		csv_int(&c, u[i].failures);
		csv_int(&c, u[i].input);
		csv_int(&c, u[i].cached);
		csv_int(&c, u[i].output);
		csv_int(&c, u[i].cost);
		csv_int(&c, u[i].took_ms);
		csv_end(&c);
	}
	return RC_OK;
}
