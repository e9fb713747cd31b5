/* SPDX-License-Identifier: MIT */
/* The engine over time: what its replies' scores were by week or month, split where
 * somebody else began to judge, and what that did to the same replies. */
#include "page/page.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "db/db.h"
#include "html/chart.h"
#include "html/csv.h"
#include "html/view.h"
#include "model/drift.h"
#include "page/quality.h"
#include "page/review.h"

/* clang-format off */
const struct param drift_params[] = {
	QUALITY_PARAMS,
	{ NULL, 0, NULL, 0, 0, NULL },
};
/* clang-format on */

enum { ISO_DAY = 10, PROMPT_SHOWN = 8, LINES = 6, BUCKETS = 200 };

static const char PATH[] = "/quality/drift";

struct drift_page {
	struct quality_question q;
	struct quality_choices choices;
	struct drift d;
	int64_t at[BUCKETS + 1];	/* begins of weeks or months, and an end */
	size_t n;
};

static enum rc
read_page(struct req *rq, struct drift_page *p)
{
	enum rc rc = db_begin_snapshot(rq->db);

	if (rc == RC_OK)
		rc = ask_quality(rq, &p->q);
	if (rc == RC_OK)
		rc = drift_read(rq->db, rq->mem, &p->q.w, &p->d);
	return rc == RC_OK ? db_commit(rq->db) : rc;
}

/* ---- names ---- */

/* "model gpt-4o-mini, rubric version 2": what sets a judge apart from the one before
 * it; of the first one, all of it. */
static const char *
judge_words(struct arena *mem, const struct drift *d, size_t judge)
{
	const struct drift_judge *j = &d->judge[judge - 1];
	const struct drift_judge *b = judge > 1 ? j - 1 : NULL;
	const char *out = "";

	if (*j->model && (b == NULL || strcmp(b->model, j->model) != 0))
		out = arena_fmt(mem, "model %s", j->model);
	if (b == NULL || b->rubric != j->rubric)
		out = arena_fmt(mem, "%s%srubric version %lld", out, *out ?
		    ", " : "", (long long)j->rubric);
	if (b == NULL || b->engine_version != j->engine_version)
		out = arena_fmt(mem, "%s%sengine version %lld", out, *out ?
		    ", " : "", (long long)j->engine_version);
	/* another rubric is another prompt anyway */
	if (b != NULL && *out == '\0')
		out = arena_fmt(mem, "prompt %.*s", PROMPT_SHOWN, j->prompt);
	return out;
}

static const char *
judge_name(struct arena *mem, size_t judge)
{
	return arena_fmt(mem, "Judge %zu", judge);
}

static const char *
period_name(struct arena *mem, const struct drift *d, int64_t at)
{
	char iso[CLOCK_ISO_SIZE];

	clock_iso(at, iso);
	return strcmp(d->unit, "month") == 0 ? arena_copy(mem, iso, 7) :
	    arena_fmt(mem, "week of %.*s", ISO_DAY, iso);
}

/* ---- the course ---- */

/* Days of the civil calendar; only the next month's begin is wanted. */
static int64_t
next_period(const struct drift *d, int64_t at)
{
	char a[CLOCK_ISO_SIZE], b[CLOCK_ISO_SIZE];
	int64_t to = at + 28 * DAY;

	if (strcmp(d->unit, "week") == 0)
		return at + 7 * DAY;
	clock_iso(at, a);
	while (strncmp(clock_iso(to, b), a, 7) == 0)
		to += DAY;
	return to;
}

/* From the first that has a reply to the last. */
static void
set_periods(struct drift_page *p)
{
	const struct drift *d = &p->d;
	int64_t last = d->point[d->n_points - 1].at;

	p->n = 0;
	for (int64_t at = d->point[0].at; at <= last && p->n < BUCKETS;
	    at = next_period(d, at))
		p->at[p->n++] = at;
	p->at[p->n] = next_period(d, p->at[p->n - 1]);
}

static double *
line_of(struct arena *mem, const struct drift_page *p, size_t judge,
    bool agreement)
{
	double *value = arena_array(mem, p->n, sizeof(*value));

	for (size_t i = 0; i < p->n; i++)
		value[i] = NAN;
	for (size_t i = 0; i < p->d.n_points; i++) {
		const struct drift_point *x = &p->d.point[i];

		for (size_t k = 0; k < p->n && x->judge == judge; k++)
			if (p->at[k] == x->at)
				value[k] = agreement ? fmax(0, x->people.kappa) :
				    tally_mean(&x->total);
	}
	return value;
}

/* Where others began, as far as that is in the picture. */
static struct chart_mark *
marks_of(struct arena *mem, const struct drift_page *p, size_t *n)
{
	struct chart_mark *mark = arena_array(mem, p->d.n_judges,
	    sizeof(*mark));

	*n = 0;
	for (size_t j = 2; j <= p->d.n_judges; j++) {
		int64_t since = p->d.judge[j - 1].since;

		if (since >= p->at[0] && since < p->at[p->n])
			mark[(*n)++] = (struct chart_mark){ since,
				judge_words(mem, &p->d, j) };
	}
	return mark;
}

static void
put_chart(struct view *full, const struct drift_page *p, const char *section,
    const char *id, const char *title, const char *unit, bool agreement)
{
	static const char *const colours[] = { "plain", "a1", "a2", "a3", "a4",
		"a5" };
	struct arena *mem = view_arena(full);
	struct chart_series s[LINES];
	size_t nmarks, n = 0, first = p->d.n_judges > LINES ?
	    p->d.n_judges - LINES + 1 : 1;
	struct chart_mark *mark = marks_of(mem, p, &nmarks);

	for (size_t j = first; j <= p->d.n_judges; j++, n++)
		s[n] = (struct chart_series){ .key = colours[n],
			.name = judge_name(mem, j),
			.value = line_of(mem, p, j, agreement) };
	chart_line(full, section, &(struct chart){ .id = id, .title = title,
	    .finding = "", .unit = unit, .decimals = agreement ? 2 : 1,
	    .n = p->n, .at = p->at, .now = p->q.now, .series = s, .nseries = n,
	    .colour = colours, .mark = mark, .nmarks = nmarks,
	    .mark_name = "Change" });
}

static bool
has_agreement(const struct drift *d)
{
	for (size_t i = 0; i < d->n_points; i++)
		if (!isnan(d->point[i].people.kappa))
			return true;
	return false;
}

/* ---- tables ---- */

static void
put_judge(struct view *full, const struct drift *d, size_t judge, int64_t now)
{
	const struct drift_judge *j = &d->judge[judge - 1];
	struct arena *mem = view_arena(full);
	struct view *row = view_row(full, "JUDGE");
	char buf[FMT_SIZE], iso[CLOCK_ISO_SIZE];

	view_text(row, "NAME", judge_name(mem, judge));
	view_text(row, "WHAT", judge_words(mem, d, judge));
	view_text(row, "ISO", clock_iso(j->since, iso));
	view_text(row, "SINCE", fmt_when(j->since, now, buf));
	view_count(row, "N", j->replies);
}

static void
put_change(struct view *full, const struct drift *d,
    const struct drift_change *c)
{
	struct arena *mem = view_arena(full);
	struct view *row = view_row(full, "CHANGE");
	double half = tally_half(&c->moves);
	char a[FMT_SIZE], b[FMT_SIZE];

	view_text(row, "NAME", arena_fmt(mem, "%zu to %zu", c->judge - 1,
	    c->judge));
	view_text(row, "WHAT", judge_words(mem, d, c->judge));
	view_count(row, "N", c->moves.n);
	view_text(row, "BEFORE", fmt_num(c->before, 2, a));
	view_text(row, "AFTER", fmt_num(c->after, 2, b));
	view_text(row, "MOVE", c->moves.n == 0 ? "\xe2\x80\x93" : arena_fmt(mem,
	    "%s%s", review_difference(mem, tally_mean(&c->moves)),
	    isnan(half) ? "" : arena_fmt(mem, " \xc2\xb1 %s", fmt_num(half, 2,
	    a))));
	view_text(row, "MOVED", c->moves.n == 0 ? "\xe2\x80\x93" :
	    fmt_percent((double)c->moved, (double)c->moves.n, b));
}

static void
put_point(struct view *full, const struct drift *d, const struct drift_point *p)
{
	struct arena *mem = view_arena(full);
	struct view *row = view_row(full, "POINT");
	char buf[FMT_SIZE];

	view_text(row, "WHEN", period_name(mem, d, p->at));
	view_text(row, "JUDGE", judge_name(mem, p->judge));
	view_count(row, "N", p->total.n);
	view_text(row, "MEAN", quality_interval(mem, &p->total));
	view_count(row, "REVIEWS", (long long)p->people.n);
	view_text(row, "DIFFERS", review_difference(mem, p->people.bias));
	view_text(row, "KAPPA", isnan(p->people.kappa) ? "\xe2\x80\x93" :
	    fmt_num(p->people.kappa, 2, buf));
}

/* ---- the page ---- */

static void
put_head(struct view *v, const struct drift_page *p)
{
	struct arena *mem = view_arena(v);
	char a[FMT_SIZE];

	view_text(v, "SENTENCE", p->d.n_points == 0 ? "No reply was judged in "
	    "these days" : p->d.n_judges < 2 ? "The judge stayed the same" :
	    arena_fmt(mem, "The judge changed %s", p->d.n_judges == 2 ? "once" :
	    fmt_plural((long long)p->d.n_judges - 1, "time", "times", a)));
	view_text(v, "MORE", arena_fmt(mem, "%s, %s%s", quality_engine_name(
	    p->q.w.engine), quality_span(mem, &p->q), p->d.one_of == 1 ? "" :
	    arena_fmt(mem, ", of %lld replies one, by chance",
	    (long long)p->d.one_of)));
	view_text(v, "REPORT", quality_url(mem, "/quality/report", &p->q));
}

static void
put_full(struct view *v, struct drift_page *p)
{
	struct view *full = view_row(v, "FULL");
	const struct drift *d = &p->d;

	set_periods(p);
	view_text(full, "UNIT", d->unit);
	view_text(full, "CSV", quality_url(view_arena(v), "/quality/drift.csv",
	    &p->q));
	put_chart(full, p, "COURSE", "means", "Mean score", "of 10", false);
	if (has_agreement(d))
		put_chart(full, p, "AGREEMENT", "agreement",
		    "Agreement with people", "weighted kappa", true);
	else
		view_int(view_row(full, "FEW"), "LEAST", AGREEMENT_LEAST);
	for (size_t j = 1; j <= d->n_judges; j++)
		put_judge(full, d, j, p->q.now);
	for (size_t i = 0; i < d->n_changes; i++)
		put_change(full, d, &d->change[i]);
	view_show_if(full, "CHANGES", d->n_changes > 0);
	for (size_t i = 0; i < d->n_points; i++)
		put_point(full, d, &d->point[i]);
}

enum rc
page_drift(struct req *rq)
{
	struct drift_page *p = arena_alloc(rq->mem, sizeof(*p));
	struct view *v;
	enum rc rc = read_page(rq, p);

	if (rc == RC_OK)
		rc = quality_choices(rq, &p->choices);
	if (rc != RC_OK)
		return rc;
	v = page_open(rq, "drift.tpl", "The engine over time");
	put_head(v, p);
	quality_controls(v, PATH, &p->q, &p->choices);
	if (p->d.n_points > 0)
		put_full(v, p);
	else
		view_text(view_row(v, "EMPTY"), "URL",
		    "/quality/drift?range=365d");
	return page_send(rq, v);
}

static void
csv_point(struct csv *c, struct arena *mem, const struct drift *d,
    const struct drift_point *p)
{
	const struct drift_judge *j = &d->judge[p->judge - 1];
	char iso[CLOCK_ISO_SIZE];

	csv_text(c, arena_copy(mem, clock_iso(p->at, iso), ISO_DAY));
	csv_int(c, (long long)p->judge);
	csv_int(c, j->engine_version);
	csv_int(c, j->rubric);
	csv_text(c, j->model);
	csv_text(c, j->prompt);
	csv_int(c, p->total.n);
	csv_num(c, tally_mean(&p->total), 4);
	csv_num(c, tally_half(&p->total), 4);
	csv_int(c, (long long)p->people.n);
	csv_num(c, p->people.bias, 4);
	csv_num(c, p->people.kappa, 4);
	csv_int(c, d->one_of);
	csv_end(c);
}

enum rc
page_drift_csv(struct req *rq)
{
	static const char *const rest[] = { "judge", "engine_version", "rubric",
		"model", "prompt", "replies", "mean", "half_interval",
		"reviews", "mean_difference", "kappa", "one_of", NULL };
	struct drift_page *p = arena_alloc(rq->mem, sizeof(*p));
	struct csv c = CSV_INIT(&rq->out);
	enum rc rc = read_page(rq, p);

	if (rc != RC_OK)
		return rc;
	req_csv(rq, "drift");
	csv_text(&c, p->d.unit);
	csv_head(&c, rest);
	for (size_t i = 0; i < p->d.n_points; i++)
		csv_point(&c, rq->mem, &p->d, &p->d.point[i]);
	return RC_OK;
}
