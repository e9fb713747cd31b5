/* SPDX-License-Identifier: MIT */
/*
 * One version of the rubric: what it says, and what it changes in the scores of
 * stored replies before it is made current.
 */
#include "page/rubric.h"

#include "base/arena.h"
#include "base/clock.h"
#include "html/format.h"
#include "html/link.h"
#include "html/view.h"
#include "page/estimate.h"

#include <math.h>
#include <string.h>

/* clang-format off */
const struct param rubric_version_params[] = {
	{ "with",      P_INT,  "0", 0, INT32_MAX, NULL },
	{ "moved",     P_WORD, "", 0, 0, RUBRIC_MOVED },
	{ "dimension", P_TEXT, "", 0, RUBRIC_KEY_MAX, NULL },
	{ "agent",     P_INT,  "0", 0, INT64_MAX, NULL },
	{ "skip",      P_INT,  "0", 0, RESCORE_COMPARED, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};
const struct param rescore_form_params[] = {
	RESCORE_PARAMS,
	{ NULL, 0, NULL, 0, 0, NULL },
};
const struct param activate_form_params[] = {
	ACTIVATE_PARAMS,
	{ NULL, 0, NULL, 0, 0, NULL },
};
/* clang-format on */

enum { AGENTS = 10, ROWS = 50, LIVE_SECONDS = 5, OFFER_DAYS = 30 };

struct version_page {
	struct req *rq;
	struct rubric_about about, other;
	struct rubric rubric, with;
	bool compared;		/* other and with are there */
	struct rescore rescore;	/* id 0: none */
	struct rubric_shift *shift;
	size_t n_shifts;
	struct agent_shift *agent;
	size_t n_agents;
	struct cost_backlog model;	/* what it would be asked */
};

static struct rubric_pair
pair_of(const struct version_page *p)
{
	return (struct rubric_pair){ "heuristic", p->other.version,
		p->about.version };
}

/* ---- reading ---- */

static enum rc
read_difference(struct version_page *p)
{
	struct req *rq = p->rq;
	struct rubric_pair pair = pair_of(p);
	enum rc rc = rubric_difference(rq->db, rq->mem, &pair, &p->shift,
	    &p->n_shifts);

	return rc != RC_OK ? rc : rubric_agents_moved(rq->db, rq->mem, &pair,
	    AGENTS, &p->agent, &p->n_agents);
}

static enum rc
read_page(struct version_page *p)
{
	struct req *rq = p->rq;
	enum rc rc = ask_rubric_path(rq, &p->about, &p->rubric);

	if (rc == RC_OK)
		rc = rescore_last(rq->db, rq->mem, p->about.version,
		    &p->rescore);
	if (rc == RC_NOT_FOUND && rq->problem == NULL)
		rc = RC_OK;
	if (rc == RC_OK && rq->who.role >= ADMIN)
		rc = ask_cost_backlog(rq, &p->rubric, OFFER_DAYS, &p->model);
	if (rc != RC_OK)
		return rc;
	rc = ask_rubric_other(rq, &p->about, req_int(rq, "with"), &p->other,
	    &p->with);
	p->compared = rc == RC_OK && p->other.version != p->about.version;
	if (rc == RC_NOT_FOUND && rq->problem == NULL)
		rc = RC_OK;
	return rc == RC_OK && p->compared ? read_difference(p) : rc;
}

/* ---- links ---- */

static const char *
list_url(const struct version_page *p, const char *which, const char *key,
    int64_t agent, int64_t skip)
{
	struct arena *mem = p->rq->mem;
	struct link l = link_to(mem, rubric_url(mem, p->about.version));

	if (req_given(p->rq, "with"))
		link_int(&l, "with", p->other.version);
	link_arg(&l, "moved", which);
	link_arg(&l, "dimension", key);
	if (agent != 0)
		link_int(&l, "agent", agent);
	if (skip != 0)
		link_int(&l, "skip", skip);
	return *which ? arena_fmt(mem, "%s#replies", link_url(&l)) :
	    link_url(&l);
}

/* ---- the difference ---- */

static const char *
signed_num(struct arena *mem, double x)
{
	char n[FMT_SIZE];

	if (isnan(x))
		return "\xe2\x80\x93";
	fmt_num(fabs(x), 2, n);
	return arena_fmt(mem, "%s%s", fabs(x) < 0.005 ? "" : x < 0 ?
	    "\xe2\x88\x92" : "+", n);
}

static void
put_means(struct view *row, double before, double after)
{
	char n[FMT_SIZE];

	view_text(row, "BEFORE", fmt_num(before, 2, n));
	view_text(row, "AFTER", fmt_num(after, 2, n));
	view_text(row, "SHIFT", signed_num(view_arena(row), after - before));
}

static const char *
alone_words(struct arena *mem, const struct version_page *p,
    const struct rubric_shift *s)
{
	char a[FMT_SIZE], b[FMT_SIZE];
	const char *lost = s->lost == 0 ? "" : arena_fmt(mem, "%s under version "
	    "%lld alone", fmt_count(s->lost, a), (long long)p->other.version);
	const char *gained = s->gained == 0 ? "" : arena_fmt(mem, "%s under "
	    "version %lld alone", fmt_count(s->gained, b),
	    (long long)p->about.version);

	if (*s->key != '\0' && s->n + s->lost + s->gained == 0 &&
	    rubric_find(&rubric_default, s->key) == rubric_default.n)
		return "the local heuristic does not know it";
	return arena_fmt(mem, "%s%s%s", lost, *lost && *gained ? ", " : "",
	    gained);
}

static void
put_shift(struct view *v, const struct version_page *p,
    const struct rubric_shift *s)
{
	struct view *row = view_row(v, "SHIFT_ROW");

	view_text(row, "NAME", s->name);
	put_means(row, s->before, s->after);
	page_number(row, "ALL", s->n, list_url(p, "all", s->key, 0, 0));
	page_number(row, "UP", s->up, list_url(p, "up", s->key, 0, 0));
	page_number(row, "DOWN", s->down, list_url(p, "down", s->key, 0, 0));
	page_text_row(row, "ALONE", alone_words(p->rq->mem, p, s));
}

static void
put_agent(struct view *v, const struct version_page *p,
    const struct agent_shift *a)
{
	struct view *row = view_row(v, "AGENT");

	view_text(row, "NAME", *a->name ? a->name : "(no name)");
	put_means(row, a->before, a->after);
	page_number(row, "ALL", a->n, list_url(p, "all", "", a->agent, 0));
	page_number(row, "UP", a->up, list_url(p, "up", "", a->agent, 0));
	page_number(row, "DOWN", a->down, list_url(p, "down", "", a->agent, 0));
}

static const char *
difference_words(const struct version_page *p)
{
	const struct rubric_shift *total = &p->shift[0];
	int64_t moved = total->up + total->down;
	char a[FMT_SIZE], b[FMT_SIZE], c[FMT_SIZE], n[FMT_SIZE], m[FMT_SIZE];

	if (total->n == 0)
		return "No reply has a total under both.";
	return arena_fmt(p->rq->mem, "The mean is %s instead of %s; %s of %s "
	    "moved by more than 1.%s", fmt_num(total->after, 2, a),
	    fmt_num(total->before, 2, b), fmt_count(moved, c),
	    fmt_plural(total->n, "reply", "replies", n),
	    total->compared == total->n ? "" : arena_fmt(p->rq->mem,
	    " %s more %s no total under both.", fmt_count(total->compared -
	    total->n, m), total->compared - total->n == 1 ? "has" : "have"));
}

static void
put_difference(struct view *v, const struct version_page *p)
{
	struct view *d = view_row(v, "DIFFERENCE"), *some;
	char buf[FMT_SIZE];

	view_int(d, "OTHER", p->other.version);
	view_int(d, "THIS", p->about.version);
	if (p->shift[0].compared == 0) {
		view_show(d, "NONE");
		return;
	}
	some = view_row(d, "SOME");
	view_text(some, "SAYS", difference_words(p));
	if (p->shift[0].compared >= RESCORE_COMPARED)
		page_text_row(some, "NEWEST", arena_fmt(p->rq->mem, "the "
		    "newest %s", fmt_count(RESCORE_COMPARED, buf)));
	view_int(some, "OTHER", p->other.version);
	view_int(some, "THIS", p->about.version);
	for (size_t i = 0; i < p->n_shifts; i++)
		put_shift(some, p, &p->shift[i]);
	for (size_t i = 0; i < p->n_agents; i++)
		put_agent(some, p, &p->agent[i]);
}

/* ---- the replies behind a number ---- */

static void
put_reply(struct view *list, const struct version_page *p,
    const struct moved_reply *m)
{
	struct view *row = view_row(list, "REPLY");
	struct link l = link_to(p->rq->mem, arena_fmt(p->rq->mem,
	    "/quality/replies/%lld", (long long)m->message));
	char buf[FMT_SIZE], iso[CLOCK_ISO_SIZE];

	link_int(&l, "rubric", p->about.version);
	view_text(row, "URL", link_url(&l));
	view_text(row, "SUBJECT", *m->subject ? m->subject : "(no subject)");
	view_text(row, "SAID", m->text);
	view_text(row, "AGENT", m->agent);
	view_text(row, "ISO", clock_iso(m->at, iso));
	view_text(row, "WHEN", fmt_ago(m->at, clock_now(), buf));
	put_means(row, m->before, m->after);
}

static const char *
list_name(const struct version_page *p, const char *key, const char *which)
{
	static const char *const words[][2] = { { "up", "better by more than 1" },
		{ "down", "worse by more than 1" },
		{ "moved", "moved by more than 1" }, { "all", "compared" } };
	const char *name = key, *how = which;

	for (size_t i = 0; i < p->n_shifts; i++)
		if (strcmp(p->shift[i].key, key) == 0)
			name = p->shift[i].name;
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (strcmp(words[i][0], which) == 0)
			how = words[i][1];
	return arena_fmt(p->rq->mem, "%s: %s", name, how);
}

static enum rc
put_list(struct view *v, const struct version_page *p)
{
	struct req *rq = p->rq;
	const struct moved_list l = { req_text(rq, "dimension"),
		req_text(rq, "moved"), req_int(rq, "agent"),
		req_int(rq, "skip"), ROWS };
	struct rubric_pair pair = pair_of(p);
	struct moved_reply *m;
	struct view *list;
	int64_t all;
	size_t n;
	char buf[FMT_SIZE];
	enum rc rc = rubric_moved(rq->db, rq->mem, &pair, &l, &m, &n, &all);

	if (rc != RC_OK)
		return rc;
	list = view_row(v, "LIST");
	view_text(list, "NAME", list_name(p, l.key, l.which));
	view_text(list, "COUNT", fmt_plural(all, "reply", "replies", buf));
	view_text(list, "URL", list_url(p, "", "", 0, 0));
	view_show_if(list, "NOBODY", n == 0);
	for (size_t i = 0; i < n; i++)
		put_reply(list, p, &m[i]);
	if (l.skip + (int64_t)n < all && n > 0)
		view_text(view_row(list, "NEXT"), "URL", list_url(p, l.which,
		    l.key, l.agent, l.skip + ROWS));
	return RC_OK;
}

/* ---- what is under way, and what can be done ---- */

static void
put_progress(struct view *v, const struct version_page *p)
{
	const struct rescore *r = &p->rescore;
	struct view *runs;
	char a[FMT_SIZE], b[FMT_SIZE];

	if (r->id == 0 || !rescore_under_way(r))
		return;
	runs = view_row(v, "RUNS");
	view_int(runs, "W", r->total > 0 ? 100 * r->looked / r->total : 0);
	view_text(runs, "TEXT", r->total < 0 ? "It begins within a minute of "
	    "cron running tidemark-score --quality." : arena_fmt(p->rq->mem,
	    "%s of %s judged", fmt_count(r->looked, a), fmt_plural(r->total,
	    "reply", "replies", b)));
}

/* How the last one ended, when nothing runs. */
static const char *
last_words(const struct version_page *p)
{
	const struct rescore *r = &p->rescore;
	char a[FMT_SIZE], b[FMT_SIZE], c[FMT_SIZE], d[FMT_SIZE];

	if (r->id == 0 || rescore_under_way(r))
		return "";
	if (r->done_at == 0)
		return arena_fmt(p->rq->mem, "The last one %s after %s.",
		    strcmp(r->state, "failed") == 0 ? "failed" :
		    "was cancelled", fmt_plural(r->looked, "reply", "replies",
		    a));
	return arena_fmt(p->rq->mem, "The last one looked at %s %s; %s had no "
	    "score under this version%s.", fmt_plural(r->looked, "reply",
	    "replies", a), fmt_ago(r->done_at, clock_now(), b),
	    fmt_count(r->judged, c), r->kept == 0 ? "" : arena_fmt(
	    p->rq->mem, ", and %s kept their marks, which other weights make "
	    "another total of", fmt_plural(r->kept, "score", "scores", d)));
}

static const char *
act_url(const struct version_page *p, const char *act)
{
	return arena_fmt(p->rq->mem, "/quality/rubric/%lld/%s",
	    (long long)p->about.version, act);
}

/* What it would cost to have the model judge by it, before it is current. */
static const char *
before_words(const struct version_page *p)
{
	char a[FMT_SIZE];

	if (p->model.replies == 0)
		return "The model\xe2\x80\x99s marks are kept or wait to be made: "
		    "nothing more is asked of it.";
	return arena_fmt(p->rq->mem, "The model is then asked about new replies "
	    "alone. To have it judge what is stored as well is a step of its "
	    "own: %s of the last %d days, %s.", fmt_plural(p->model.replies,
	    "reply", "replies", a), OFFER_DAYS, model_price(p->rq->mem,
	    p->model.cost, p->model.cap));
}

/* In force, and the model has not judged by it what is stored. */
static void
put_offer(struct view *v, const struct version_page *p)
{
	struct view *offer;

	if (!p->model.on || p->model.replies == 0)
		return;
	offer = view_row(v, "OFFER");
	view_text(offer, "TEXT", model_estimate(p->rq->mem, &p->model));
	view_text(offer, "CSRF", p->rq->who.csrf);
	view_int(offer, "DAYS", OFFER_DAYS);
}

static void
put_acts(struct view *v, const struct version_page *p)
{
	static const struct {
		const char *word, *name;
	} spans[] = { { "all", "of all times" }, { "7d", "of the last 7 days" },
		{ "30d", "of the last 30 days" },
		{ "90d", "of the last 90 days" },
		{ "365d", "of the last year" } };
	struct req *rq = p->rq;
	struct view *act;

	page_text_row(v, "LAST", last_words(p));
	if (rq->who.role < ADMIN)
		return;
	view_int(view_row(v, "EDIT"), "FROM", p->about.version);
	if (p->rescore.id == 0 || !rescore_under_way(&p->rescore)) {
		act = view_row(v, "RESCORE");
		view_text(act, "CSRF", rq->who.csrf);
		view_text(act, "URL", act_url(p, "rescore"));
		for (size_t i = 0; i < sizeof(spans) / sizeof(*spans); i++)
			page_option(act, spans[i].word, spans[i].name, i == 0);
	}
	if (p->about.active) {
		put_offer(v, p);
		return;
	}
	act = view_row(v, "ACTIVATE");
	view_text(act, "CSRF", rq->who.csrf);
	view_text(act, "URL", act_url(p, "activate"));
	view_int(act, "THIS", p->about.version);
	view_show_if(act, "UNSEEN", !p->compared || p->shift[0].compared == 0);
	if (p->model.on)
		page_text_row(act, "MODEL", before_words(p));
}

/* The page of a version that is in force compares with another; what it takes the
 * place of is what is in force. */
static enum rc
put_over(struct view *v, const struct version_page *p)
{
	struct rubric_about now;
	enum rc rc = rubric_about(p->rq->db, p->rq->mem, 0, &now);

	if (rc == RC_OK)
		view_int(v, "OVER", now.version);
	return rc;
}

static void
put_head(struct view *v, const struct version_page *p)
{
	struct arena *mem = p->rq->mem;
	struct link scores = link_to(mem, "/quality"),
	    diff = link_to(mem, "/quality/rubric/diff");

	view_text(v, "SENTENCE", arena_fmt(mem, "\xe2\x80\x9c%s\xe2\x80\x9d, "
	    "version %lld%s", p->about.name, (long long)p->about.version,
	    p->about.active ? ", is in force" : ""));
	view_text(v, "MORE", rubric_byline(mem, &p->about, clock_now()));
	link_int(&scores, "rubric", p->about.version);
	view_text(v, "SCORES_URL", link_url(&scores));
	if (!p->compared)
		return;
	link_int(&diff, "a", p->other.version);
	link_int(&diff, "b", p->about.version);
	page_link_row(v, "DIFF", link_url(&diff), arena_fmt(mem, "what it "
	    "changes against version %lld", (long long)p->other.version));
}

enum rc
page_rubric_version(struct req *rq)
{
	struct version_page p = { .rq = rq };
	struct view *v;
	enum rc rc = read_page(&p);

	if (rc != RC_OK)
		return rc;
	v = page_open_live(rq, "rubric-version.tpl", "A version of the rubric",
	    p.rescore.id != 0 && rescore_under_way(&p.rescore) ?
	    LIVE_SECONDS : 0);
	put_head(v, &p);
	rubric_put(v, &p.rubric);
	put_progress(v, &p);
	put_acts(v, &p);
	rc = put_over(v, &p);
	if (rc == RC_OK && p.compared)
		put_difference(v, &p);
	if (rc == RC_OK && p.compared && *req_text(rq, "moved") != '\0')
		rc = put_list(v, &p);
	return rc == RC_OK ? page_send(rq, v) : rc;
}

/* ---- what people want ---- */

static enum rc
back(struct req *rq, enum rc rc)
{
	return rc != RC_OK ? rc : req_redirect(rq, arena_fmt(rq->mem,
	    "/quality/rubric/%s", rq->path_value));
}

enum rc
page_rescore(struct req *rq)
{
	struct rescore r;

	return back(rq, ask_rescore(rq, &r));
}

enum rc
page_rubric_activate(struct req *rq)
{
	int64_t now;

	return back(rq, ask_rubric_activate(rq, &now));
}
