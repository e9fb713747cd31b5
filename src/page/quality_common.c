/* SPDX-License-Identifier: MIT */
#include "page/quality.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "html/view.h"
#include "page/narrow.h"
#include "page/page.h"
#include "page/words.h"

enum { DAY_S = 86400, ISO_DAY = 10 };

static const struct {
	const char *word, *name, *span;
} ranges[] = {
	{ "7d", "7 d", "7 days" }, { "30d", "30 d", "30 days" },
	{ "90d", "90 d", "90 days" }, { "365d", "1 y", "365 days" },
};

static const struct {
	const char *word, *name;
} engines[] = {
	{ "heuristic", "the local heuristic" }, { "openai", "the model" },
}, incidents[] = {
	{ "all", "Incidents included" }, { "without", "Incidents set apart" },
	{ "only", "Only incidents" },
}, ratings[] = {
	{ "", "Any rating" }, { "great", "Rated great" },
	{ "okay", "Rated okay" }, { "not_good", "Rated not good" },
};

#define COUNT(table) (sizeof(table) / sizeof(*(table)))

const char *
quality_engine_name(const char *engine)
{
	for (size_t i = 0; i < COUNT(engines); i++)
		if (strcmp(engines[i].word, engine) == 0)
			return engines[i].name;
	return engine;
}

/* ---- links ---- */

static void
link_day(struct link *l, struct arena *mem, const char *name, int64_t at)
{
	char iso[CLOCK_ISO_SIZE];

	link_arg(l, name, arena_copy(mem, clock_iso(at, iso), ISO_DAY));
}

struct link
quality_link(struct arena *mem, const char *path,
    const struct quality_question *q)
{
	struct link l = link_to(mem, path);

	if (q->range == NULL) {
		link_day(&l, mem, "start", q->w.from);
		link_day(&l, mem, "end", q->w.to - DAY_S);
	} else if (strcmp(q->range, "30d") != 0) {
		link_arg(&l, "range", q->range);
	}
	for (size_t i = 0; i < q->w.n_mailboxes; i++)
		link_int(&l, "mbox", q->w.mailbox[i]);
	if (q->w.agent != 0)
		link_int(&l, "agent", q->w.agent);
	link_arg(&l, "category", q->w.category);
	link_arg(&l, "rating", q->w.rating);
	if (q->engine_given)
		link_arg(&l, "engine", q->w.engine);
	if (q->rubric_given)
		link_int(&l, "rubric", q->w.rubric);
	if (strcmp(q->w.incidents, "all") != 0)
		link_arg(&l, "incidents", q->w.incidents);
	return l;
}

const char *
quality_url(struct arena *mem, const char *path,
    const struct quality_question *q)
{
	struct link l = quality_link(mem, path, q);

	return link_url(&l);
}

const char *
quality_list_url(struct arena *mem, const struct quality_question *q,
    const char *state, size_t dimension, const char *sort)
{
	struct link l = quality_link(mem, "/quality/replies", q);

	link_arg(&l, "state", state);
	if (dimension > 0 && dimension <= q->rubric.n)
		link_arg(&l, "dimension", q->rubric.dimension[dimension - 1].key);
	if (strcmp(sort, "newest") != 0)
		link_arg(&l, "sort", sort);
	return link_url(&l);
}

const char *
quality_reply_url(struct arena *mem, const struct quality_question *q,
    int64_t message)
{
	struct link l = link_to(mem, arena_fmt(mem, "/quality/replies/%lld",
	    (long long)message));

	if (q->rubric_given)
		link_int(&l, "rubric", q->w.rubric);
	return link_url(&l);
}

/* ---- words ---- */

const char *
quality_span(struct arena *mem, const struct quality_question *q)
{
	char a[FMT_SIZE], b[FMT_SIZE];

	for (size_t i = 0; i < COUNT(ranges) && q->range != NULL; i++)
		if (strcmp(ranges[i].word, q->range) == 0)
			return ranges[i].span;
	return arena_fmt(mem, "%s to %s", fmt_utc_day(q->w.from, q->now, a),
	    fmt_utc_day(q->w.to - DAY_S, q->now, b));
}

const char *
quality_mean(struct arena *mem, const struct tally *t)
{
	char buf[FMT_SIZE];

	return arena_text(mem, fmt_num(tally_mean(t), 1, buf));
}

const char *
quality_interval(struct arena *mem, const struct tally *t)
{
	double half = tally_half(t);
	char a[FMT_SIZE], b[FMT_SIZE];

	if (isnan(half))
		return quality_mean(mem, t);
	return arena_fmt(mem, "%s\xc2\xa0\xc2\xb1\xc2\xa0%s",
	    fmt_num(tally_mean(t), 1, a), fmt_num(half, half < 0.095 ? 2 : 1,
	    b));
}

/* ---- controls ---- */

enum rc
quality_choices(struct req *rq, struct quality_choices *c)
{
	enum rc rc;

	c->mem = rq->mem;
	c->own = rq->who.role == AGENT;
	rc = mailbox_list(rq->db, rq->mem, &c->mailbox,
	    &c->n_mailboxes);
	if (rc == RC_OK)
		rc = correction_choices(rq->db, rq->mem, &c->may);
	if (rc == RC_OK)
		rc = ask_quality_agents(rq, &c->agent, &c->n_agents);
	return rc;
}

static void
put_choice(struct view *menu, const char *name, const char *url, bool here)
{
	struct view *c = view_row(menu, "CHOICE");

	view_text(c, "NAME", name);
	view_text(c, "URL", url);
	view_show_if(c, "HERE", here);
	if (here)
		view_text(menu, "CHOSEN", name);
}

static void
put_mailboxes(struct view *v, const char *path, const struct quality_question *q,
    const struct quality_choices *c)
{
	struct arena *mem = view_arena(v);
	struct view *menu = view_row(v, "MENU");
	struct quality_question other = *q;
	char buf[FMT_SIZE];

	if (q->w.n_mailboxes > 1)
		view_text(menu, "CHOSEN", fmt_plural((long long)
		    q->w.n_mailboxes, "mailbox", "mailboxes", buf));
	other.w.n_mailboxes = 0;
	put_choice(menu, "All mailboxes", quality_url(mem, path, &other),
	    q->w.n_mailboxes == 0);
	for (size_t i = 0; i < c->n_mailboxes; i++) {
		other.w.mailbox = &c->mailbox[i].id;
		other.w.n_mailboxes = 1;
		put_choice(menu, c->mailbox[i].name,
		    quality_url(mem, path, &other), q->w.n_mailboxes == 1 &&
		    q->w.mailbox[0] == c->mailbox[i].id);
	}
}

static void
put_agents(struct view *v, const char *path, const struct quality_question *q,
    const struct quality_choices *c)
{
	struct arena *mem = view_arena(v);
	struct view *menu = view_row(v, "MENU");
	struct quality_question other = *q;

	other.w.agent = 0;
	put_choice(menu, "All agents", quality_url(mem, path, &other),
	    q->w.agent == 0);
	for (size_t i = 0; i < c->n_agents; i++) {
		other.w.agent = c->agent[i].id;
		put_choice(menu, c->agent[i].name,
		    quality_url(mem, path, &other),
		    q->w.agent == c->agent[i].id);
	}
}

/* A category that the rules in use no longer have is taken out by a chip. */
static void
put_categories(struct view *v, const char *path,
    const struct quality_question *q, const struct quality_choices *c)
{
	struct arena *mem = view_arena(v);
	struct view *menu = view_row(v, "MENU");
	struct quality_question other = *q;
	bool known = *q->w.category == '\0';

	other.w.category = "";
	put_choice(menu, "Any category", quality_url(mem, path, &other), known);
	for (size_t i = 0; i < c->may.categories; i++) {
		bool here = strcmp(c->may.category[i], q->w.category) == 0;

		other.w.category = c->may.category[i];
		put_choice(menu, word_for(mem, "category", c->may.category[i]),
		    quality_url(mem, path, &other), here);
		known = known || here;
	}
	if (known)
		return;
	other.w.category = "";
	view_text(menu, "CHOSEN", "Any category");
	page_link_row(v, "CHIP", quality_url(mem, path, &other),
	    word_for(mem, "category", q->w.category));
}

static void
put_more(struct view *v, const char *path, const struct quality_question *q)
{
	struct arena *mem = view_arena(v);
	struct view *menu = view_row(v, "MENU");
	struct quality_question other = *q;

	for (size_t i = 0; i < COUNT(ratings); i++) {
		other.w.rating = ratings[i].word;
		put_choice(menu, ratings[i].name,
		    quality_url(mem, path, &other),
		    strcmp(q->w.rating, ratings[i].word) == 0);
	}
	menu = view_row(v, "MENU");
	other = *q;
	for (size_t i = 0; i < COUNT(incidents); i++) {
		other.w.incidents = incidents[i].word;
		put_choice(menu, incidents[i].name,
		    quality_url(mem, path, &other),
		    strcmp(q->w.incidents, incidents[i].word) == 0);
	}
}

/* A choice only where there is one. */
static void
put_engines(struct view *v, const char *path, const struct quality_question *q)
{
	struct arena *mem = view_arena(v);
	struct quality_question other = *q;
	struct view *menu;

	if (!q->state.openai || !q->state.heuristic)
		return;
	menu = view_row(v, "MENU");
	other.engine_given = true;
	for (size_t i = 0; i < COUNT(engines); i++) {
		other.w.engine = engines[i].word;
		put_choice(menu, arena_fmt(mem, "Scored by %s",
		    engines[i].name), quality_url(mem, path, &other),
		    strcmp(q->w.engine, engines[i].word) == 0);
	}
}

/* What is not a menu of its own is taken out by a chip. */
static void
put_chips(struct view *v, const char *path, const struct quality_question *q)
{
	struct arena *mem = view_arena(v);
	struct quality_question other = *q;

	if (q->rubric_given) {
		other.rubric_given = false;
		page_link_row(v, "CHIP", quality_url(mem, path, &other),
		    arena_fmt(mem, "rubric version %lld",
		    (long long)q->w.rubric));
	}
}

static void
keep_int(struct view *form, const char *name, int64_t value)
{
	narrow_keep_text(form, name, arena_fmt(view_arena(form), "%lld",
	    (long long)value));
}

/* All but the days, for the form that asks for other days. */
static void
put_keep(struct view *form, const struct quality_question *q)
{
	for (size_t i = 0; i < q->w.n_mailboxes; i++)
		keep_int(form, "mbox", q->w.mailbox[i]);
	if (q->w.agent != 0)
		keep_int(form, "agent", q->w.agent);
	narrow_keep_text(form, "category", q->w.category);
	narrow_keep_text(form, "rating", q->w.rating);
	narrow_keep_text(form, "engine", q->engine_given ? q->w.engine : NULL);
	if (q->rubric_given)
		keep_int(form, "rubric", q->w.rubric);
	narrow_keep_text(form, "incidents", strcmp(q->w.incidents, "all") != 0 ?
	    q->w.incidents : NULL);
}

void
quality_controls(struct view *v, const char *path,
    const struct quality_question *q, const struct quality_choices *c)
{
	struct view *in = view_include(v, "CONTROLS", "quality-controls.tpl");
	struct arena *mem = view_arena(v);
	struct quality_question other = *q;
	char iso[CLOCK_ISO_SIZE];

	for (size_t i = 0; i < COUNT(ranges); i++) {
		struct view *r = view_row(in, "RANGE");

		other.range = ranges[i].word;
		view_text(r, "URL", quality_url(mem, path, &other));
		view_text(r, "NAME", ranges[i].name);
		view_show_if(r, "HERE", q->range != NULL &&
		    strcmp(q->range, ranges[i].word) == 0);
	}
	view_text(in, "DAYS", q->range == NULL ? quality_span(mem, q) :
	    "Other days");
	view_text(in, "PATH", path);
	view_text(in, "START", arena_copy(mem, clock_iso(q->w.from, iso),
	    ISO_DAY));
	view_text(in, "END", arena_copy(mem, clock_iso(q->w.to - DAY_S, iso),
	    ISO_DAY));
	put_keep(in, q);
	put_mailboxes(in, path, q, c);
	if (!c->own)
		put_agents(in, path, q, c);
	put_categories(in, path, q, c);
	put_more(in, path, q);
	put_engines(in, path, q);
	put_chips(in, path, q);
}
