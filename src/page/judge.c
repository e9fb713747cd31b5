/* SPDX-License-Identifier: MIT */
/* How far the engine can be trusted: its marks beside those of people, and beside its
 * own when it judges again. */
#include "page/page.h"

#include <math.h>
#include <string.h>

#include "ask/cost.h"
#include "ask/judge.h"
#include "base/arena.h"
#include "base/clock.h"
#include "html/csv.h"
#include "html/view.h"
#include "page/agreement.h"
#include "page/estimate.h"
#include "page/quality.h"

/* clang-format off */
const struct param judge_params[] = {
	JUDGE_PARAMS,
	{ "again", P_INT, "0", 0, RETEST_MOST, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};
const struct param judge_csv_params[] = {
	JUDGE_PARAMS,
	{ NULL, 0, NULL, 0, 0, NULL },
};
const struct param retest_form_params[] = {
	RETEST_PARAMS,
	{ "csrf", P_SECRET, "", 0, 200, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};
/* clang-format on */

enum { AGAIN = 20, LIVE_SECONDS = 5 };

static const char PATH[] = "/quality/report";

/* What the columns are of, by their keys. */
static const struct {
	const char *key, *name;
} changes[] = {
	{ "again",  "As it was" },
	{ "order",  "Dimensions in another order" },
	{ "names",  "Other names" },
	{ "length", "Longer" },
};

enum { N_CHANGES = sizeof(changes) / sizeof(*changes) };

static const char *
dimension_name(const struct judge_report *r, size_t position)
{
	return position == 0 ? "Total" :
	    r->q.rubric.dimension[position - 1].name;
}

/* ---- head ---- */

static struct link
link_here(struct arena *mem, const char *path, const struct judge_report *r)
{
	struct link l = quality_link(mem, path, &r->q);

	if (!r->blind)
		link_arg(&l, "reviews", "all");
	return l;
}

static void
put_head(struct view *v, const struct judge_report *r)
{
	struct arena *mem = view_arena(v);
	struct link other = quality_link(mem, PATH, &r->q), csv = link_here(mem,
	    "/quality/agreement.csv", r);
	char a[FMT_SIZE], b[FMT_SIZE];
	struct agreement g = ask_judge_agreement(mem, r, false, 0);
	long long n = (long long)g.n;

	view_text(v, "SENTENCE", n == 0 ? "No reply was judged by the engine and "
	    "by people" : n < AGREEMENT_LEAST ? arena_fmt(mem, "%s, too few to "
	    "say how far the engine can be trusted", fmt_plural(n,
	    "reply was judged by both", "replies were judged by both", a)) :
	    arena_fmt(mem, "The engine agrees with people to %s, where 1 is "
	    "always and 0 is chance", fmt_num(g.kappa, 2, a)));
	view_text(v, "MORE", arena_fmt(mem, "%s in %s, judged by %s under "
	    "version %lld of the rubric, and by people %s",
	    fmt_plural(n, "reply", "replies", b), quality_span(mem, &r->q),
	    quality_engine_name(r->q.w.engine), (long long)r->q.w.rubric,
	    r->blind ? "without sight of its score" :
	    "with its score in sight or not"));
	if (r->blind)
		link_arg(&other, "reviews", "all");
	page_link_row(v, "OTHER", link_url(&other), r->blind ?
	    "count reviews in sight of the score too" :
	    "count blind reviews alone");
	page_link_row(v, "DRIFT", quality_url(mem, "/quality/drift", &r->q),
	    "its course over time");
	view_text(v, "AGREEMENT_CSV", link_url(&csv));
}

static const char *
no_reviews(const struct judge_report *r)
{
	return r->blind ? "Nobody has reviewed one of these replies without "
	    "sight of its score" : "Nobody has reviewed one of these replies, "
	    "with or without sight of its score";
}

/* Nothing that people said: where they say something, or what they may look at. */
static void
put_empty(struct view *v, const struct judge_report *r, bool may)
{
	struct view *empty = view_row(v, "EMPTY");

	view_text(empty, "TEXT", no_reviews(r));
	view_text(empty, "URL", may ? "/quality/queue" :
	    quality_url(view_arena(v), "/quality/replies", &r->q));
	view_text(empty, "STEP", may ? "Review replies" : "See the replies");
}

static const char *
pairs_url(const void *ctx, struct arena *mem, size_t position)
{
	const struct judge_report *r = ctx;

	return quality_list_url(
	    mem, &r->q, r->blind ? "blind" : "compared", position, "newest");
}

/* none: what is said in place of a table. */
static void
put_band(struct view *v, const char *section, const struct judge_report *r,
    const struct judged_pairs *of, const char *none, bool may,
    const struct agreement_urls *urls)
{
	struct view *band = view_row(v, section);

	if (of->cut)
		view_count(view_row(band, "CUT"), "MOST", PAIRS_MOST);
	if (of->n > 0) {
		agreement_put(view_row(band, "TABLE"), "DIMENSION",
		    &r->q.rubric, of->pair, of->n, urls);
		return;
	}
	band = view_row(band, "NONE");
	view_text(band, "TEXT", none);
	view_show_if(band, "MAY", may);
}

static void
put_agreement(struct view *v, const struct judge_report *r, bool may)
{
	const struct agreement_urls urls = { pairs_url, r };

	if (r->engine.n == 0 && r->people.n == 0) {
		put_empty(v, r, may);
		return;
	}
	/* a list would hold the others too */
	put_band(v, "ENGINE", r, &r->engine, no_reviews(r), may,
	    r->engine.cut ? NULL : &urls);
	put_band(v, "PEOPLE", r, &r->people, "", may, NULL);
}

/* ---- judged again ---- */

static const struct flip *
flip_of(const struct judge_report *r, const char *change, size_t position)
{
	static const struct flip none = { .n = 0 };

	for (size_t i = 0; i < r->n_flips; i++)
		if (r->flip[i].position == position &&
		    strcmp(r->flip[i].change, change) == 0)
			return &r->flip[i];
	return &none;
}

static void
put_cell(struct view *row, const struct flip *f)
{
	struct view *cell = view_row(row, "CELL");
	struct interval in = stats_share_interval(f->turned, f->n);
	struct arena *mem = view_arena(row);
	char a[FMT_SIZE], b[FMT_SIZE], c[FMT_SIZE], n[FMT_SIZE];

	if (f->n == 0) {
		view_text(cell, "SHARE", "\xe2\x80\x93");
		view_text(cell, "OF", f->alone > 0 ? "no score on one side" :
		    "nothing to compare");
		return;
	}
	view_text(cell, "SHARE", fmt_percent((double)f->turned, (double)f->n,
	    a));
	view_text(cell, "OF", arena_fmt(mem, "%s of %s, %.0f to %s",
	    fmt_count(f->turned, b), fmt_count(f->n, n), in.low * 100,
	    fmt_percent(in.high, 1, c)));
}

static void
put_table(struct view *again, const struct judge_report *r)
{
	struct view *table = view_row(again, "TABLE");

	view_text(table, "CSV", quality_url(view_arena(again),
	    "/quality/flips.csv", &r->q));
	for (size_t c = 0; c < N_CHANGES; c++)
		view_text(view_row(table, "CHANGE"), "NAME", changes[c].name);
	for (size_t p = 0; p <= r->q.rubric.n; p++) {
		struct view *row = view_row(table, "FLIP");

		view_text(row, "NAME", dimension_name(r, p));
		for (size_t c = 0; c < N_CHANGES; c++)
			put_cell(row, flip_of(r, changes[c].key, p));
	}
}

static const char *
retest_words(struct arena *mem, const struct judge_report *r)
{
	const struct retest *t = &r->retest;
	char a[FMT_SIZE], b[FMT_SIZE], c[FMT_SIZE];

	if (retest_under_way(t))
		return t->replies == 0 ? "It begins within a minute of cron "
		    "running tidemark-score --quality." : arena_fmt(mem, "%s of "
		    "%s to go.", fmt_plural(t->due, "question", "questions", a),
		    fmt_plural(t->replies, "reply", "replies", b));
	if (t->replies == 0)
		return "It ended without a reply: none has a score by this "
		    "engine and rubric.";
	return arena_fmt(mem, "%s drawn by chance, asked for by %s %s%s%s%s.",
	    fmt_plural(t->replies, "reply", "replies", a), t->who,
	    fmt_when(t->created_at, clock_now(), b), *t->model ? ", judged by " :
	    "", t->model, t->failed == 0 ? "" : arena_fmt(mem,
	    "; %s without a usable answer", fmt_plural(t->failed, "question",
	    "questions", c)));
}

/* What it would cost, and the button; before that the form that asks for it. */
static enum rc
put_form(struct req *rq, struct view *again, const struct judge_report *r)
{
	int64_t replies = req_int(rq, "again"), cost, questions;
	struct view *form = view_row(again, "FORM"), *start;
	char a[FMT_SIZE], b[FMT_SIZE];
	enum rc rc;

	view_int(form, "REPLIES", replies > 0 ? replies : AGAIN);
	view_int(form, "MOST", RETEST_MOST);
	view_text(form, "ENGINE", r->q.w.engine);
	view_int(form, "RUBRIC", r->q.w.rubric);
	if (replies == 0)
		return RC_OK;
	questions = ask_retest_questions(r->q.w.engine, replies);
	rc = ask_retest_cost(rq, r->q.w.engine, &r->q.rubric, replies, &cost);
	if (rc != RC_OK)
		return rc;
	start = view_row(form, "START");
	view_text(start, "TEXT", arena_fmt(rq->mem, "%s about %s: %s.",
	    fmt_plural(questions, "question", "questions", a),
	    fmt_plural(replies, "reply", "replies", b),
	    strcmp(r->q.w.engine, "openai") != 0 ? "free, the heuristic is "
	    "local" : model_price(rq->mem, cost, 0)));
	view_text(start, "CSRF", rq->who.csrf);
	return RC_OK;
}

static enum rc
put_again(struct req *rq, struct view *v, const struct judge_report *r)
{
	struct view *again = view_row(v, "AGAIN");

	view_int(again, "PASS", FLIP_PASS);
	view_int(again, "STEP", FLIP_STEP);
	if (r->retest.id != 0)
		page_text_row(again, "SAYS", retest_words(rq->mem, r));
	else
		page_text_row(again, "NONE", rq->who.role >= ADMIN ?
		    "It has not been tried yet. Say how many replies below; "
		    "what it costs is said before it begins." :
		    "It has not been tried yet. An administrator can start it "
		    "here.");
	if (r->n_flips > 0)
		put_table(again, r);
	return rq->who.role < ADMIN || retest_under_way(&r->retest) ? RC_OK :
	    put_form(rq, again, r);
}

/* ---- the page ---- */

enum rc
page_judge(struct req *rq)
{
	struct judge_report *r = arena_alloc(rq->mem, sizeof(*r));
	struct quality_choices choices;
	struct view *v;
	enum rc rc = ask_judge(rq, r);

	if (rc == RC_OK)
		rc = quality_choices(rq, &choices);
	if (rc != RC_OK)
		return rc;
	v = page_open_live(rq, "judge.tpl", "Engine and people",
	    retest_under_way(&r->retest) ? LIVE_SECONDS : 0);
	put_head(v, r);
	quality_controls(v, PATH, &r->q, &choices);
	put_agreement(v, r, rq->who.role >= REVIEWER);
	rc = put_again(rq, v, r);
	return rc == RC_OK ? page_send(rq, v) : rc;
}

enum rc
page_retest(struct req *rq)
{
	struct retest t;
	struct link l = link_to(rq->mem, PATH);
	enum rc rc = ask_retest(rq, &t);

	if (rc != RC_OK)
		return rc;
	link_arg(&l, "engine", t.engine);
	link_int(&l, "rubric", t.rubric);
	return req_redirect(rq, arena_fmt(rq->mem, "%s#again", link_url(&l)));
}

/* ---- as tables ---- */

static void
csv_agreement(struct csv *c, struct arena *mem, const struct judge_report *r,
    bool people, size_t position)
{
	struct agreement g = ask_judge_agreement(mem, r, people, position);

	csv_text(c, people ? "people" : "engine");
	csv_text(c, dimension_name(r, position));
	csv_int(c, (long long)g.n);
	csv_num(c, g.exact, 4);
	csv_num(c, g.kappa, 4);
	csv_num(c, g.kappa_in.low, 4);
	csv_num(c, g.kappa_in.high, 4);
	csv_num(c, g.bias, 4);
	csv_int_or_empty(c, (people ? r->people.cut : r->engine.cut) ?
	    PAIRS_MOST : 0, 0);
	csv_end(c);
}

enum rc
page_agreement_csv(struct req *rq)
{
	static const char *const head[] = { "with_people", "dimension", "pairs",
		"same_mark", "kappa", "kappa_low", "kappa_high",
		"mean_difference", "newest_only", NULL };
	struct judge_report *r = arena_alloc(rq->mem, sizeof(*r));
	struct csv c = CSV_INIT(&rq->out);
	enum rc rc = ask_judge(rq, r);

	if (rc != RC_OK)
		return rc;
	req_csv(rq, "agreement");
	csv_head(&c, head);
	for (int people = 0; people < 2; people++)
		for (size_t p = 0; p <= r->q.rubric.n; p++)
			csv_agreement(&c, rq->mem, r, people != 0, p);
	return RC_OK;
}

enum rc
page_flips_csv(struct req *rq)
{
	static const char *const head[] = { "retest", "model", "change",
		"dimension", "pairs", "turned", "share", "low", "high",
		"mean_move", "one_side_only", NULL };
	struct judge_report *r = arena_alloc(rq->mem, sizeof(*r));
	struct csv c = CSV_INIT(&rq->out);
	enum rc rc = ask_judge(rq, r);

	if (rc != RC_OK)
		return rc;
	req_csv(rq, "flips");
	csv_head(&c, head);
	for (size_t i = 0; i < r->n_flips; i++) {
		const struct flip *f = &r->flip[i];
		struct interval in = stats_share_interval(f->turned, f->n);

		csv_int(&c, r->retest.id);
		csv_text(&c, r->retest.model);
		csv_text(&c, f->change);
		csv_text(&c, dimension_name(r, f->position));
		csv_int(&c, f->n);
		csv_int(&c, f->turned);
		csv_num(&c, f->n > 0 ? (double)f->turned / (double)f->n : NAN,
		    4);
		csv_num(&c, in.low, 4);
		csv_num(&c, in.high, 4);
		csv_num(&c, f->moved, 4);
		csv_int(&c, f->alone);
		csv_end(&c);
	}
	return RC_OK;
}
