/* SPDX-License-Identifier: MIT */
/* How well customers are answered: the dashboard of quality, of all or of one agent. */
#include "page/page.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "db/db.h"
#include "html/chart.h"
#include "html/view.h"
#include "http/route.h"
#include "model/rescore.h"
#include "page/coaching.h"
#include "page/quality.h"
#include "page/words.h"

/* clang-format off */
const struct param quality_params[] = {
	QUALITY_PARAMS,
	{ NULL, 0, NULL, 0, 0, NULL },
};
/* clang-format on */

enum { DAY_S = 86400, RECENT = 8, LINES = 5, MEAN_STEPS = 1000000 };

static const char PATH[] = "/quality";

struct dashboard {
	struct quality_question q;
	struct quality_choices choices;
	struct quality_count *mark;	/* of the window, by dimension */
	size_t n_marks;
	struct quality_count *day;	/* totals by day */
	size_t n_days;
	struct quality_count *agent;	/* by agent and dimension */
	size_t n_agents;
	struct quality_count *busiest;	/* totals of those, most replies first */
	size_t n_busiest;
	struct quality_count *course[LINES];	/* of the first of these, by day */
	size_t n_course[LINES];
	struct quality_count *team;	/* by dimension, beside an agent's */
	size_t n_team;
	const struct chart_series *line;	/* of the course */
	int64_t line_agent[LINES + 1];	/* 0: all */
	struct coaching_panel coaching;
	int64_t bins[QUALITY_BINS];
	struct quality_left_out left_out;
	struct rescore rescore;	/* by its rubric; id 0: none */
	struct quality_reply *recent;
	size_t n_recent;
	int64_t all;
};

static int
by_name(const struct quality_count *x, const struct quality_count *y)
{
	int order = strcmp(x->name, y->name);

	return order != 0 ? order : (x->agent > y->agent) - (x->agent < y->agent);
}

static int
by_replies(const void *a, const void *b)
{
	const struct quality_count *x = a, *y = b;

	return x->scored.n == y->scored.n ? by_name(x, y) :
	    x->scored.n < y->scored.n ? 1 : -1;
}

static void
find_busiest(struct arena *mem, struct dashboard *d)
{
	d->busiest = arena_array(mem, d->n_agents, sizeof(*d->busiest));
	for (size_t i = 0; i < d->n_agents; i++)
		if (d->agent[i].dimension == 0 && d->agent[i].scored.n > 0)
			d->busiest[d->n_busiest++] = d->agent[i];
	qsort(d->busiest, d->n_busiest, sizeof(*d->busiest), by_replies);
}

/* How many agents have a line beside that of all. */
static size_t
lines_of(const struct dashboard *d)
{
	return d->q.w.agent != 0 ? 0 : d->n_busiest < LINES ? d->n_busiest :
	    LINES;
}

/* Of those that have a line: others' days, however many there are, are not read. */
static enum rc
read_course(struct req *rq, struct dashboard *d)
{
	struct quality_window own = d->q.w;
	enum rc rc = RC_OK;

	find_busiest(rq->mem, d);
	for (size_t i = 0; rc == RC_OK && i < lines_of(d); i++) {
		own.agent = d->busiest[i].agent;
		rc = quality_counts(rq->db, rq->mem, &own, (struct quality_by){
		    .day = true, .total_only = true }, &d->course[i],
		    &d->n_course[i]);
	}
	return rc;
}

static enum rc
read_all(struct req *rq, struct dashboard *d)
{
	const struct quality_window *w = &d->q.w;
	const struct quality_list newest = { .bin = -1, .state = "",
		.sort = "newest", .most = RECENT };
	enum rc rc = quality_choices(rq, &d->choices);

	if (rc == RC_OK)
		rc = quality_counts(rq->db, rq->mem, w,
		    (struct quality_by){ 0 }, &d->mark, &d->n_marks);
	if (rc == RC_OK)
		rc = quality_counts(rq->db, rq->mem, w, (struct quality_by){
		    .day = true, .total_only = true }, &d->day, &d->n_days);
	if (rc == RC_OK)
		rc = quality_counts(rq->db, rq->mem, w, (struct quality_by){
		    .agent = true }, &d->agent, &d->n_agents);
	if (rc == RC_OK)
		rc = read_course(rq, d);
	if (rc == RC_OK)
		rc = quality_bins(rq->db, rq->mem, w, d->bins);
	if (rc == RC_OK)
		rc = quality_left_out(rq->db, rq->mem, w, &d->left_out);
	if (rc == RC_OK)
		rc = quality_replies(rq->db, rq->mem, w, &newest, &d->recent,
		    &d->n_recent, &d->all);
	return rc;
}

/* Of one agent: what is said to them, and how all are answered; but agents see the
 * own figures alone. */
static enum rc
read_agent(struct req *rq, struct dashboard *d)
{
	struct quality_window all = d->q.w;
	enum rc rc = coaching_read(rq, d->q.w.agent, &d->coaching);

	all.agent = 0;
	if (rc != RC_OK || d->q.w.agent == 0 || d->choices.own)
		return rc;
	return quality_counts(rq->db, rq->mem, &all, (struct quality_by){ 0 },
	    &d->team, &d->n_team);
}

/* The page can do without. */
static enum rc
read_rescore(struct req *rq, struct dashboard *d)
{
	enum rc rc = rescore_last(rq->db, rq->mem, d->q.w.rubric, &d->rescore);

	if (rc == RC_NOT_FOUND)
		d->rescore.id = 0;
	return rc == RC_NOT_FOUND ? RC_OK : rc;
}

/* Nothing of it: zeros. */
static struct quality_count
count_of(const struct quality_count *c, size_t n, size_t dimension)
{
	for (size_t i = 0; i < n; i++)
		if (c[i].dimension == dimension)
			return c[i];
	return (struct quality_count){ .dimension = dimension };
}

static struct quality_count
mark_of(const struct dashboard *d, size_t dimension)
{
	return count_of(d->mark, d->n_marks, dimension);
}

/* The agent that is asked for; NULL without. */
static const char *
agent_asked(const struct dashboard *d)
{
	const char *name =
	    d->n_agents > 0 && d->q.w.agent != 0 ? d->agent[0].name : "";

	for (size_t i = 0; i < d->choices.n_agents && *name == '\0'; i++)
		if (d->choices.agent[i].id == d->q.w.agent)
			name = d->choices.agent[i].name;
	return d->q.w.agent == 0 ? NULL : *name ? name : "this agent";
}

static const struct dimension *
dimension_of(const struct dashboard *d, size_t position)
{
	return &d->q.rubric.dimension[position - 1];
}

/* On the scale of totals, so that dimensions can be compared. */
static double
out_of_ten(const struct dashboard *d, const struct quality_count *c)
{
	return c->dimension == 0 ? tally_mean(&c->scored) :
	    tally_mean(&c->scored) * 10 / dimension_of(d, c->dimension)->scale;
}

/* ---- head ---- */

/* Pages beside this one, as far as who asks may open them. */
static void
put_beside(struct req *rq, struct view *v, const struct dashboard *d)
{
	static const struct {
		const char *url, *name;
	} beside[] = {
		{ "/quality/queue", "reviews to do" },
		{ "/quality/disputes", "disputes" },
		{ "/quality/report", "engine and people" },
	};

	if (route_opens(rq, "/quality/rubric"))
		page_link_row(v, "BESIDE", arena_fmt(rq->mem,
		    "/quality/rubric/%lld", (long long)d->q.w.rubric),
		    "the rubric");
	for (size_t i = 0; i < sizeof(beside) / sizeof(*beside); i++)
		if (route_opens(rq, beside[i].url))
			page_link_row(v, "BESIDE", beside[i].url,
			    beside[i].name);
}

static void
put_head(struct view *v, const struct dashboard *d)
{
	struct arena *mem = view_arena(v);
	struct quality_count all = mark_of(d, 0);
	const char *agent = agent_asked(d);
	struct view *r = view_row(v, "REPLIES");
	char n[FMT_SIZE];

	view_text(v, "SENTENCE", all.scored.n > 0 ? arena_fmt(mem,
	    "%s %s of 10 on average", agent == NULL ? "Replies score" :
	    arena_fmt(mem, "%s: replies score", agent),
	    quality_mean(mem, &all.scored)) : d->q.state.waiting > 0 ?
	    "No reply is scored yet" : "No reply to go by");
	view_text(r, "TEXT", fmt_plural(all.scored.n, "reply", "replies", n));
	page_link_or_plain(r, all.scored.n == 0 ? NULL :
	    quality_list_url(mem, &d->q, "", 0, "newest"));
	view_text(v, "MORE", arena_fmt(mem, "in %s, judged by %s under "
	    "\xe2\x80\x9c%s\xe2\x80\x9d, version %lld",
	    quality_span(mem, &d->q), quality_engine_name(d->q.w.engine),
	    d->q.rubric.name, (long long)d->q.w.rubric));
	if (d->q.state.waiting > 0)
		page_text_row(v, "WAITING", arena_fmt(mem, "%s%s to be "
		    "looked at", fmt_plural(d->q.state.waiting >
		    QUALITY_COUNTED_MOST ? QUALITY_COUNTED_MOST :
		    d->q.state.waiting, "conversation", "conversations", n),
		    d->q.state.waiting > QUALITY_COUNTED_MOST ? " and more" :
		    ""));
}

/* Until stored replies are judged by a rubric, its figures are of a part. */
static void
put_progress(struct view *v, const struct dashboard *d)
{
	const struct rescore *r = &d->rescore;
	char a[FMT_SIZE], b[FMT_SIZE];

	if (r->id == 0 || !rescore_under_way(r))
		return;
	page_text_row(v, "PARTLY", r->total < 0 ? "stored replies are yet to be "
	    "judged by it" : arena_fmt(view_arena(v), "%s of %s looked at so "
	    "far", fmt_count(r->looked, a), fmt_plural(r->total,
	    "stored reply", "stored replies", b)));
}

/* ---- tiles ---- */

static struct view *
tile(struct view *full, const char *name, const char *value, const char *url,
    const char *sub)
{
	struct view *t = view_row(full, "TILE");

	view_text(t, "NAME", name);
	view_text(t, "VALUE", value);
	view_text(t, "SUB", sub);
	page_link_or_plain(t, url);
	return t;
}

/* The dimension with the lowest mean, 0 when none has one. */
static size_t
lowest(const struct dashboard *d)
{
	size_t at = 0;
	double least = INFINITY;

	for (size_t i = 0; i < d->n_marks; i++) {
		double mean = out_of_ten(d, &d->mark[i]);

		if (d->mark[i].dimension > 0 && mean < least) {
			least = mean;
			at = d->mark[i].dimension;
		}
	}
	return at;
}

static void
lowest_tile(struct view *full, const struct dashboard *d)
{
	struct arena *mem = view_arena(full);
	size_t at = lowest(d);
	struct quality_count c = mark_of(d, at);

	if (at == 0)
		return;
	tile(full, "Lowest dimension", dimension_of(d, at)->name,
	    quality_list_url(mem, &d->q, "", at, "lowest"),
	    arena_fmt(mem, "%s of %d", quality_interval(mem, &c.scored),
	    dimension_of(d, at)->scale));
}

/* Help Scout's happiness score: per cent great less per cent not good. */
static const char *
happiness(struct arena *mem, const struct quality_count *c)
{
	int64_t rated = c->great + c->okay + c->not_good;
	double net = (double)(c->great - c->not_good) * 100 / (double)rated;
	char buf[FMT_SIZE];

	return rated == 0 ? "\xe2\x80\x93" : arena_fmt(mem, "%s%s",
	    net <= -0.5 ? "\xe2\x88\x92" : "", fmt_num(fabs(net), 0, buf));
}

static const char *
rated_url(struct arena *mem, const struct quality_question *q,
    const struct quality_count *c)
{
	return c->great + c->okay + c->not_good == 0 ? NULL :
	    quality_list_url(mem, q, "rated", 0, "newest");
}

static void
rating_tile(struct view *full, const struct dashboard *d,
    const struct quality_count *all)
{
	struct arena *mem = view_arena(full);
	int64_t rated = all->great + all->okay + all->not_good;
	const char *url = rated_url(mem, &d->q, all);
	struct quality_question bad = d->q;
	struct view *t = tile(full, "Happiness", happiness(mem, all), url,
	    rated == 0 ? "no reply was rated" : "");
	char buf[FMT_SIZE];

	if (rated == 0)
		return;
	page_link_row(
	    t, "OF", url, fmt_plural(rated, "rating", "ratings", buf));
	if (all->not_good == 0)
		return;
	bad.w.rating = "not_good";
	t = view_row(t, "OF");
	view_show(t, "AND");
	view_text(t, "URL", quality_list_url(mem, &bad, "rated", 0, "newest"));
	view_text(t, "TEXT",
	    arena_fmt(mem, "%s not good", fmt_count(all->not_good, buf)));
}

/* What no figure counts: a failure is none of zero. */
static void
left_out_tiles(struct view *full, const struct dashboard *d)
{
	struct arena *mem = view_arena(full);
	const struct quality_left_out *o = &d->left_out;
	char a[FMT_SIZE], b[FMT_SIZE];

	if (o->failed + o->refused > 0)
		tile(full, "Not judged", fmt_count(o->failed + o->refused, a),
		    quality_list_url(mem, &d->q, "failed", 0, "newest"),
		    o->refused == 0 ? "the engine failed; in no figure" :
		    arena_fmt(mem, "%s of them declined; in no figure",
		    fmt_count(o->refused, b)));
	if (o->voids > 0)
		tile(full, "Evidence not found", fmt_count(o->voids, a),
		    quality_list_url(mem, &d->q, "void", 0, "newest"),
		    "in a dimension; waits for a person");
}

static void
put_tiles(struct view *full, const struct dashboard *d)
{
	struct arena *mem = view_arena(full);
	struct quality_count all = mark_of(d, 0);
	struct view *t;
	char n[FMT_SIZE];

	tile(full, "Score, mean", quality_mean(mem, &all.scored),
	    quality_list_url(mem, &d->q, "", 0, "lowest"),
	    isnan(tally_half(&all.scored)) ? "of 10" : arena_fmt(mem,
	    "of 10, \xc2\xb1\xc2\xa0%s",
	    fmt_num(tally_half(&all.scored), 2, n)));
	t = tile(full, "Replies scored", fmt_count(all.scored.n, n),
	    quality_list_url(mem, &d->q, "", 0, "newest"),
	    all.missing == 0 ? "all that were judged" : "");
	if (all.missing > 0)
		page_link_row(t, "OF",
		    quality_list_url(mem, &d->q, "none", 0, "newest"),
		    arena_fmt(
			mem, "%s without a score", fmt_count(all.missing, n)));
	lowest_tile(full, d);
	if (all.critical > 0)
		tile(full, "Failed as a whole", fmt_count(all.critical, n),
		    quality_list_url(mem, &d->q, "critical", 0, "newest"),
		    "0 in a critical dimension");
	rating_tile(full, d, &all);
	left_out_tiles(full, d);
}

/* ---- dimensions ---- */

/* How an agent's mean stands beside that of all: "-0.4 to all". */
static const char *
beside_all(
    struct arena *mem, const struct dashboard *d, const struct quality_count *c)
{
	struct quality_count all = count_of(d->team, d->n_team, c->dimension);
	double by = tally_mean(&c->scored) - tally_mean(&all.scored);
	char buf[FMT_SIZE];

	if (d->n_team == 0 || isnan(by))
		return "";
	return fabs(by) < 0.05 ? "as all" : arena_fmt(mem, "%s%s to all",
	    by < 0 ? "\xe2\x88\x92" : "+", fmt_num(fabs(by), 1, buf));
}

static void
put_dimension(struct view *full, const struct dashboard *d, size_t position)
{
	const struct dimension *x = dimension_of(d, position);
	struct quality_count c = mark_of(d, position);
	struct view *row = view_row(full, "DIMENSION");
	struct arena *mem = view_arena(full);
	double mean = out_of_ten(d, &c), half = tally_half(&c.scored) * 10 /
	    x->scale;
	char buf[FMT_SIZE];

	view_text(row, "NAME", x->name);
	view_text(row, "WEIGHT", arena_fmt(mem, "%.0f\xc2\xa0%%",
	    x->weight * 100));
	view_text(row, "MEAN", quality_interval(mem, &c.scored));
	view_int(row, "SCALE", x->scale);
	view_num(row, "W", isnan(mean) ? 0 : mean * 10, 1);
	if (!isnan(half)) {
		struct view *i = view_row(row, "INTERVAL");

		view_num(i, "LOW", fmax(0, (mean - half) * 10), 1);
		view_num(i, "HIGH", fmin(100, (mean + half) * 10), 1);
	}
	view_text(row, "N", fmt_count(c.scored.n, buf));
	view_text(row, "URL", quality_list_url(mem, &d->q, "", position,
	    "lowest"));
	if (c.missing > 0)
		page_link_row(row, "MISSING",
		    quality_list_url(mem, &d->q, "none", position, "newest"),
		    arena_fmt(mem, "%s without", fmt_count(c.missing, buf)));
	page_text_row(row, "TO_ALL", beside_all(mem, d, &c));
	view_show_if(row, "CRITICAL", x->critical);
}

/* Of one agent, the lowest first: that is where to begin. */
static void
put_dimensions(struct view *full, const struct dashboard *d)
{
	bool done[RUBRIC_DIMENSIONS + 1] = { false };

	for (size_t k = 1; k <= d->q.rubric.n; k++) {
		size_t next = 0;
		double least = INFINITY;

		for (size_t p = 1; p <= d->q.rubric.n; p++) {
			struct quality_count c = mark_of(d, p);
			double mean =
			    d->q.w.agent == 0 ? (double)p : out_of_ten(d, &c);

			if (!done[p] && (next == 0 || mean < least ||
					    (isnan(least) && !isnan(mean)))) {
				next = p;
				least = mean;
			}
		}
		done[next] = true;
		put_dimension(full, d, next);
	}
}

/* ---- the course ---- */

/* Where a day stands in the window, or n. */
static size_t
bucket(const struct dashboard *d, int64_t day)
{
	return (size_t)((day - d->q.w.from) / DAY_S);
}

static const char *
day_url(void *who, size_t i, const struct chart_series *s)
{
	const struct dashboard *d = who;
	struct quality_question q = d->q;

	if (s != NULL && d->line_agent[s - d->line] != 0)
		q.w.agent = d->line_agent[s - d->line];
	quality_set_days(&q, d->q.w.from + (int64_t)i * DAY_S,
	    d->q.w.from + (int64_t)i * DAY_S);
	return quality_list_url(d->choices.mem, &q, "", 0, "lowest");
}

static double *
course_of(struct arena *mem, const struct dashboard *d,
    const struct quality_count *c, size_t n)
{
	double *value = arena_array(mem, (size_t)d->q.days, sizeof(*value));

	for (int64_t i = 0; i < d->q.days; i++)
		value[i] = NAN;
	for (size_t i = 0; i < n; i++)
		if (bucket(d, c[i].day) < (size_t)d->q.days)
			value[bucket(d, c[i].day)] = tally_mean(&c[i].scored);
	return value;
}

static void
put_course(struct view *full, struct dashboard *d)
{
	static const char *const colours[] = { "plain", "a1", "a2", "a3", "a4",
		"a5" };
	struct arena *mem = view_arena(full);
	struct chart_series *s = arena_array(mem, LINES + 1, sizeof(*s));
	int64_t *at = arena_array(mem, (size_t)d->q.days + 1, sizeof(*at));
	size_t n = 1;

	/* days are UTC: the chart gets those of the same dates in the reader's zone */
	for (int64_t i = 0; i <= d->q.days; i++)
		at[i] = fmt_from_local(d->q.w.from + i * DAY_S);
	s[0] = (struct chart_series){ .key = "plain", .name = d->q.w.agent ?
		d->busiest[0].name : "Overall", .value = course_of(mem, d,
		d->day, d->n_days) };
	for (size_t i = 0; i < lines_of(d); i++) {
		struct quality_question own = d->q;

		own.w.agent = d->line_agent[n] = d->busiest[i].agent;
		s[n++] = (struct chart_series){ .key = colours[i + 1],
			.name = d->busiest[i].name, .url = quality_url(mem,
			PATH, &own), .value = course_of(mem, d, d->course[i],
			d->n_course[i]) };
	}
	d->line = s;
	chart_line(full, "COURSE", &(struct chart){ .id = "course",
	    .title = "Mean score by day", .finding = "", .unit = "of 10",
	    .decimals = 1, .n = (size_t)d->q.days, .at = at,
	    .now = fmt_from_local(d->q.now), .series = s, .nseries = n, .colour = colours,
	    .url = day_url, .who = d });
}

/* ---- agents ---- */

static struct view *
put_cell(struct view *row, const char *section, const char *value,
    const char *url)
{
	struct view *cell = view_row(row, section);

	view_text(cell, "VALUE", value);
	page_link_or_plain(cell, url);
	return cell;
}

static void
put_agent(struct view *full, const struct dashboard *d,
    const struct quality_count *total, size_t rank)
{
	struct arena *mem = view_arena(full);
	struct view *row = view_row(full, "AGENT");
	struct quality_question own = d->q;

	own.w.agent = total->agent;
	view_text(row, "NAME", *total->name ? total->name : "unnamed");
	view_text(row, "URL", quality_url(mem, PATH, &own));
	view_text(row, "LIST_URL", quality_list_url(mem, &own, "", 0,
	    "lowest"));
	view_count(row, "N", total->scored.n);
	put_cell(row, "SCORE", quality_interval(mem, &total->scored),
	    quality_list_url(mem, &own, "", 0, "lowest"));
	if (rank > 0)
		view_int(view_row(row, "RANK"), "RANK", (long long)rank);
	else
		view_int(view_row(row, "FEW"), "LEAST",
		    d->q.state.rank_least);
	for (size_t p = 1; p <= d->q.rubric.n; p++) {
		struct tally t = { 0 };

		for (size_t i = 0; i < d->n_agents; i++)
			if (d->agent[i].agent == total->agent &&
			    d->agent[i].dimension == p)
				t = d->agent[i].scored;
		view_text(put_cell(row, "MARK", quality_mean(mem, &t),
		    t.n == 0 ? NULL : quality_list_url(mem, &own, "", p,
		    "lowest")), "NAME", dimension_of(d, p)->name);
	}
	put_cell(
	    row, "HAPPY", happiness(mem, total), rated_url(mem, &own, total));
}

/* What was added up in another order differs in its last bits: not here. */
static int
by_mean(const void *a, const void *b)
{
	const struct quality_count *p = a, *q = b;
	long long x = llround(tally_mean(&p->scored) * MEAN_STEPS);
	long long y = llround(tally_mean(&q->scored) * MEAN_STEPS);

	return x == y ? by_name(p, q) : x < y ? 1 : -1;
}

/* Those with enough replies by their mean, then the others. One alone is not
 * compared with anybody. */
static void
put_agents(struct view *v, const struct dashboard *d)
{
	struct view *full = view_row(v, "AGENTS");
	struct quality_count *all = d->busiest;
	size_t n = d->n_busiest, ranked = 0;

	for (size_t p = 1; p <= d->q.rubric.n; p++)
		view_text(view_row(full, "COLUMN"), "NAME",
		    dimension_of(d, p)->name);
	while (d->q.w.agent == 0 && ranked < n && all[ranked].scored.n >=
	    d->q.state.rank_least)
		ranked++;
	qsort(all, ranked, sizeof(*all), by_mean);
	for (size_t i = 0; i < n; i++)
		put_agent(full, d, &all[i], i < ranked ? i + 1 : 0);
}

/* ---- distribution ---- */

static void
put_bins(struct view *full, const struct dashboard *d)
{
	struct arena *mem = view_arena(full);
	int64_t most = 1;

	for (size_t i = 0; i < QUALITY_BINS; i++)
		most = d->bins[i] > most ? d->bins[i] : most;
	for (size_t i = 0; i < QUALITY_BINS; i++) {
		struct view *b = view_row(full, "BIN");
		struct link l = quality_link(mem, "/quality/replies", &d->q);

		link_int(&l, "bin", (long long)i);
		view_text(b, "URL", link_url(&l));
		view_text(b, "NAME", i == QUALITY_BINS - 1 ? "10" :
		    arena_fmt(mem, "%zu to under %zu", i, i + 1));
		view_int(b, "AT", (long long)i);
		view_count(b, "N", d->bins[i]);
		view_num(b, "H", (double)d->bins[i] * 85 / (double)most, 1);
	}
}

/* ---- newest ---- */

static void
put_reply(struct view *full, const struct dashboard *d,
    const struct quality_reply *r)
{
	struct arena *mem = view_arena(full);
	struct view *row = view_row(full, "REPLY");
	char buf[FMT_SIZE], iso[CLOCK_ISO_SIZE];

	view_text(row, "URL", quality_reply_url(mem, &d->q, r->message));
	view_text(row, "SUBJECT", *r->subject ? r->subject : "(no subject)");
	view_text(row, "AGENT", r->agent_name);
	view_text(row, "TOTAL", r->has_total ? fmt_num(r->total, 1, buf) :
	    "\xe2\x80\x93");
	view_text(row, "ISO", clock_iso(r->at, iso));
	view_text(row, "WHEN", fmt_ago(r->at, d->q.now, buf));
	view_text(row, "TEXT", r->text);
	if (r->failed)
		view_show(row, "FAILED");
}

static void
put_state(struct view *v, const struct dashboard *d)
{
	struct view *e = view_row(v, "EMPTY");
	bool waits = d->q.state.waiting > 0;
	int64_t failed = d->left_out.failed + d->left_out.refused;
	char n[FMT_SIZE];

	if (failed > 0) {
		view_text(e, "HEADING", "No reply could be judged");
		view_text(e, "TEXT", arena_fmt(view_arena(v), "%s of these days "
		    "failed, which is no score of zero.", fmt_plural(failed,
		    "reply", "replies", n)));
		view_text(e, "URL", quality_list_url(view_arena(v), &d->q,
		    "failed", 0, "newest"));
		view_text(e, "STEP", "See why");
		return;
	}
	view_text(e, "HEADING", waits ? "Replies are being scored" :
	    "No reply in this window");
	view_text(e, "TEXT", waits ? "The first scores stand here within "
	    "moments." : "Nobody answered a customer in these days under "
	    "these filters, or nothing is imported yet.");
	view_text(e, "URL", waits ? PATH : "/quality?range=365d");
	view_text(e, "STEP", waits ? "Look again" : "See the last year");
}

enum rc
page_quality(struct req *rq)
{
	struct view *v = page_open(rq, "quality.tpl", "Quality"), *full;
	struct dashboard *d = arena_alloc(rq->mem, sizeof(*d));
	enum rc rc = quality_begin(rq->db, rq->mem);

	if (rc == RC_OK)
		rc = ask_quality(rq, &d->q);
	if (rc == RC_OK)
		rc = read_all(rq, d);
	if (rc == RC_OK)
		rc = read_agent(rq, d);
	if (rc == RC_OK)
		rc = read_rescore(rq, d);
	if (rc == RC_OK)
		rc = db_commit(rq->db);
	if (rc != RC_OK)
		return rc;
	put_head(v, d);
	put_progress(v, d);
	put_beside(rq, v, d);
	quality_controls(v, PATH, &d->q, &d->choices);
	full = mark_of(d, 0).scored.n == 0 ? NULL : view_row(v, "FULL");
	coaching_put(rq, full != NULL ? full : v, &d->coaching, agent_asked(d),
	    quality_url(rq->mem, PATH, &d->q));
	if (full == NULL) {
		put_state(v, d);
		return page_send(rq, v);
	}
	put_tiles(full, d);
	put_dimensions(full, d);
	put_course(full, d);
	if (d->q.w.agent == 0)
		put_agents(full, d);
	put_bins(full, d);
	for (size_t i = 0; i < d->n_recent; i++)
		put_reply(full, d, &d->recent[i]);
	view_text(full, "LIST_URL", quality_list_url(rq->mem, &d->q, "", 0,
	    "newest"));
	view_text(full, "ROLLUPS_CSV", quality_url(rq->mem,
	    "/quality/qa_rollups.csv", &d->q));
	view_text(full, "TREND_CSV", quality_url(rq->mem,
	    d->q.w.agent != 0 ? "/quality/qa_trend.csv" :
	    "/quality/qa_trend_by_agent.csv", &d->q));
	view_text(full, "MESSAGES_CSV", quality_url(rq->mem,
	    "/quality/qa_messages.csv", &d->q));
	return page_send(rq, v);
}
