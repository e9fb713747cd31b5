/* SPDX-License-Identifier: MIT */
/* /settings/rules: what is in force, how far it is applied, categories, rules. */
#include "page/rules.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/sbuf.h"
#include "html/format.h"
#include "html/link.h"
#include "html/view.h"
#include "model/job.h"
#include "model/trend.h"
#include "page/filter.h"
#include "page/words.h"

#include <string.h>

enum { SHOWN_WORDS = 6, LIVE_SECONDS = 5, COUNTED_HOURS = 30 * 24 };

const struct param rules_params[] = {
	{ "q", P_TEXT, "", 0, 200, NULL },
	{ "category", P_TEXT, "", 0, RULES_NAME_MAX, NULL },	/* opened */
	{ NULL, 0, NULL, 0, 0, NULL },
};

/* What the page is made of. */
struct overview {
	struct req *rq;
	struct rulebook book;
	struct changes changes;
	struct rules_progress progress;
	struct tallies counts;
	struct window window;
	const char *q, *category;
};

/* --- progress --------------------------------------------------------------- */

static const char *
progress_words(struct arena *mem, const struct rules_progress *p)
{
	int64_t left = rules_seconds_left(p);
	char a[FMT_SIZE], b[FMT_SIZE], c[FMT_SIZE], d[FMT_SIZE];
	const char *n = arena_fmt(mem, "%s of %s conversations judged by this "
	    "version", fmt_count(p->done, a), fmt_count(p->total, b));

	if (strcmp(p->state, "queued") == 0)
		return "waits for tidemark-score, which cron starts every "
		    "minute";
	if (p->silent)
		return arena_fmt(mem, "%s; it was stopped, and goes on from "
		    "there by itself", n);
	if (left < 0)
		return n;
	return arena_fmt(mem, "%s, %s/s, %s left", n,
	    fmt_num(p->rate, p->rate < 10, c), fmt_duration(left, d));
}

static void
put_progress(struct view *v, const struct rules_progress *p)
{
	struct view *row;
	char buf[FMT_SIZE];

	if (job_has_ended(p->state))
		return;
	row = view_row(v, "PROGRESS");
	view_text(row, "HEADING", "Judging anew");
	view_text(row, "TEXT", progress_words(view_arena(v), p));
	view_text(row, "SHARE", fmt_percent((double)p->done,
	    (double)p->total, buf));
	view_int(row, "W", p->total > 0 ? 100 * p->done / p->total : 0);
}

/* --- categories ------------------------------------------------------------- */

/* The category that a rule speaks for most; NULL: for none. */
static const char *
home_of(const struct doc_rule *r)
{
	const struct doc_points *most = NULL;

	for (size_t i = 0; i < r->points_n; i++)
		if (r->points[i].n > 0 && (most == NULL ||
		    r->points[i].n > most->n))
			most = &r->points[i];
	return most ? most->to : NULL;
}

static int64_t
rules_for(const struct document *d, const char *category)
{
	int64_t n = 0;

	for (size_t i = 0; i < d->rules; i++) {
		const char *home = home_of(&d->rule[i]);

		n += home != NULL && strcmp(home, category) == 0;
	}
	return n;
}

static const char *
severity_words(struct arena *mem, const struct doc_category *c)
{
	struct sbuf *out = sbuf_arena(mem);

	if (c->at_least != NULL)
		sbuf_fmt(out, ", at least %s", c->at_least);
	if (c->at_most != NULL)
		sbuf_fmt(out, ", by score at most %s", c->at_most);
	if (c->aggravated)
		sbuf_text(out, ", critical when it gets worse");
	return out->len > 2 ? out->s + 2 : "by score";
}

static const char *
list_text(struct arena *mem, const struct doc_list *l)
{
	struct sbuf *out = sbuf_arena(mem);

	for (size_t i = 0; i < l->n; i++)
		sbuf_fmt(out, "%s%s", i > 0 ? ", " : "",
		    word_for(mem, "category", l->at[i]));
	return sbuf_cstr(out);
}

static void
put_category(struct view *v, const struct overview *o,
    const struct doc_category *c)
{
	struct arena *mem = view_arena(v);
	struct view *row = view_row(v, "CATEGORY");
	struct filter f = { .from = o->window.from, .to = o->window.to,
		.category = c->name };

	view_text(row, "URL", arena_fmt(mem, "/settings/rules/category/%s",
	    c->name));
	view_text(row, "NAME", word_for(mem, "category", c->name));
	view_count(row, "RULES", rules_for(o->book.doc, c->name));
	view_text(row, "RULES_URL", arena_fmt(mem,
	    "/settings/rules?category=%s#rules-%s", c->name, c->name));
	view_count(row, "COUNT", trend_tally(&o->counts, "category",
	    c->name).now);
	view_text(row, "LIST_URL", filter_url(mem, "/conversations", &f));
	view_text(row, "SEVERITY", severity_words(mem, c));
	view_text(row, "INTENT", c->intent ? word_for(mem, "intent", c->intent)
	    : "–");
	view_text(row, "BEFORE", c->outranks.n > 0 ?
	    list_text(mem, &c->outranks) : "–");
}

/* --- rules ------------------------------------------------------------------ */

static bool
list_holds(const struct doc_list *l, const char *q)
{
	for (size_t i = 0; i < l->n; i++)
		if (strcasestr(l->at[i], q) != NULL)
			return true;
	return false;
}

static bool
rule_found(const struct doc_rule *r, const char *q)
{
	return *q == '\0' || strcasestr(r->id, q) != NULL ||
	    (r->note != NULL && strcasestr(r->note, q) != NULL) ||
	    list_holds(&r->words, q) || list_holds(&r->patterns, q) ||
	    list_holds(&r->unless, q);
}

static const char *
finds_text(struct arena *mem, const struct doc_rule *r)
{
	struct sbuf *out = sbuf_arena(mem);
	size_t all = r->words.n + r->patterns.n, n = 0;

	for (size_t i = 0; i < r->words.n && n < SHOWN_WORDS; i++, n++)
		sbuf_fmt(out, "%s%s", n > 0 ? ", " : "", r->words.at[i]);
	for (size_t i = 0; i < r->patterns.n && n < SHOWN_WORDS; i++, n++)
		sbuf_fmt(out, "%s%s", n > 0 ? ", " : "", r->patterns.at[i]);
	if (all > n)
		sbuf_fmt(out, " and %zu more", all - n);
	return sbuf_cstr(out);
}

static const char *
mark_of(const struct overview *o, const char *id)
{
	for (size_t i = 0; i < o->changes.n; i++)
		if (strcmp(o->changes.at[i].what, "rule") == 0 &&
		    strcmp(o->changes.at[i].name, id) == 0)
			return o->changes.at[i].kind == CHANGE_ADDED ? "new" :
			    "changed";
	return NULL;
}

static void
put_rule(struct view *group, const struct overview *o,
    const struct doc_rule *r)
{
	struct arena *mem = view_arena(group);
	struct view *row = view_row(group, "RULE");

	view_text(row, "URL", arena_fmt(mem, "/settings/rules/rule/%s", r->id));
	view_text(row, "ID", r->id);
	view_text(row, "FINDS", finds_text(mem, r));
	view_text(row, "EFFECT", rules_effect(mem, r));
	page_text_row(row, "MARK", mark_of(o, r->id));
}

/* The rules whose home is category; NULL: those that speak for none. */
static int64_t
put_group(struct view *v, const struct overview *o, const char *category)
{
	const struct document *d = o->book.doc;
	struct arena *mem = view_arena(v);
	struct view *group = NULL;
	int64_t n = 0;
	char buf[FMT_SIZE];

	for (size_t i = 0; i < d->rules; i++) {
		const char *home = home_of(&d->rule[i]);

		if ((home == NULL) != (category == NULL) ||
		    (home && strcmp(home, category) != 0) ||
		    !rule_found(&d->rule[i], o->q))
			continue;
		if (group == NULL)
			group = view_row(v, "GROUP");
		put_rule(group, o, &d->rule[i]);
		n++;
	}
	if (group == NULL)
		return 0;
	view_text(group, "ID", arena_fmt(mem, "rules-%s", category ? category :
	    "-none"));
	view_text(group, "NAME", category ? word_for(mem, "category", category)
	    : "For severity alone");
	view_text(group, "COUNT", fmt_plural(n, "rule", "rules", buf));
	view_show_if(group, "OPEN", *o->q != '\0' ||
	    (category && strcmp(o->category, category) == 0));
	return n;
}

static void
put_rules(struct view *v, const struct overview *o)
{
	const struct document *d = o->book.doc;
	int64_t found = 0;
	char a[FMT_SIZE], b[FMT_SIZE];

	for (size_t i = 0; i <= d->categories; i++)
		found += put_group(v, o, d->category[i].name);
	found += put_group(v, o, NULL);
	view_text(v, "Q", o->q);
	view_text(v, "FOUND", *o->q == '\0' ? fmt_plural((long long)d->rules,
	    "rule", "rules", a) : arena_fmt(view_arena(v), "%s of %s",
	    fmt_count(found, a), fmt_plural((long long)d->rules, "rule",
	    "rules", b)));
	view_show_if(v, "NONE", found == 0);
}

/* --- the page --------------------------------------------------------------- */

static void
put_lead(struct view *v, const struct overview *o)
{
	const struct rules_version *now = &o->book.now;
	struct arena *mem = view_arena(v);
	char a[FMT_SIZE];

	view_text(v, "SENTENCE", now->version == 0 ? arena_fmt(mem,
	    "Rules “%s” will judge the first conversations", now->name) :
	    arena_fmt(mem, "Rules “%s”, version %lld, are in force", now->name,
	    (long long)now->version));
	view_text(v, "MORE", now->version == 0 ? "They come with the program." :
	    arena_fmt(mem, "Since %s, by %s: %s", fmt_when(now->at, clock_now(),
	    a), now->who, *now->why ? now->why : "no reason was given"));
}

static enum rc
read_overview(struct req *rq, struct overview *o)
{
	static const char *const dimensions[] = { "category" };
	enum rc rc = ask_rules(rq, &o->book);

	o->rq = rq;
	o->q = req_text(rq, "q");
	o->category = req_text(rq, "category");
	o->window = window_last(clock_now(), COUNTED_HOURS, 0);
	if (rc == RC_OK)
		rc = rules_progress(rq->db, rq->mem, &o->progress);
	if (rc == RC_OK)
		rc = trend_counts(rq->db, rq->mem, &o->window, dimensions, 1,
		    &o->counts);
	if (rc == RC_OK)
		o->changes = ask_rules_changes(rq, &o->book);
	return rc;
}

enum rc
page_rules(struct req *rq)
{
	struct overview o;
	struct view *v;
	enum rc rc = read_overview(rq, &o);

	if (rc != RC_OK)
		return rc;
	v = rules_page(rq, &o.book, "rules.tpl", "Rules",
	    !job_has_ended(o.progress.state) ? LIVE_SECONDS : 0);
	put_lead(v, &o);
	put_progress(v, &o.progress);
	for (size_t i = 0; i <= o.book.doc->categories; i++)
		put_category(v, &o, &o.book.doc->category[i]);
	put_rules(v, &o);
	return page_send(rq, v);
}
