/* SPDX-License-Identifier: MIT */
/* The working list of a support lead, and beside it what the window is about. */
#include "page/page.h"

#include "analysis/escalate.h"
#include "base/arena.h"
#include "base/clock.h"
#include "db/db.h"
#include "html/format.h"
#include "html/link.h"
#include "html/view.h"
#include "page/insights.h"
#include "page/narrow.h"
#include "page/row.h"
#include "page/said.h"
#include "page/words.h"
#include "text/json_read.h"

#include <assert.h>
#include <string.h>

/* KEEP_MAX: group, keyword and the fields of filter.h */
enum { PAGE_ROWS = 50, REASONS_SHOWN = 3, TAGS_SHOWN = 4, KEEP_MAX = 16 };

/* clang-format off */
const struct param insights_page_params[] = {
	INSIGHTS_PARAMS,
	{ "below", P_INT, "0", 0, INT64_MAX, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};

const struct param seen_params[] = {
	{ "csrf",   P_SECRET, "", 0, 200, NULL },
	{ "number", P_INT,  NULL, 1, INT64_MAX, NULL },
	{ "back",   P_TEXT, "/insights", 0, 2000, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};
/* clang-format on */

struct list {
	struct insights_question q;
	struct insights_about about;
	struct insight *rows;
	size_t n;
	bool more;
	struct insight_sum sum;
	int64_t fresh;		/* numbers above seen */
	int64_t seen, seen_at;
	struct mailbox *mailboxes;
	size_t n_mailboxes;
	struct said said;
	struct view *chips;	/* NULL before the first */
	struct range_keep keep[KEEP_MAX];	/* what narrows the list */
	size_t n_keep;
};

static enum rc
read_rows(struct req *rq, struct list *l)
{
	struct insight_filter f = l->q.f;
	enum rc rc;

	f.below = req_int(rq, "below");
	rc = insight_list(rq->db, rq->mem, &f, 0, PAGE_ROWS + 1, &l->rows,
	    &l->n);
	l->more = rc == RC_OK && l->n > PAGE_ROWS;
	if (l->more)
		l->n = PAGE_ROWS;
	return rc;
}

/* How many of the list nobody of this name has seen. */
static enum rc
read_seen(struct req *rq, struct list *l)
{
	struct insight_filter f = l->q.f;
	struct insight_sum sum;
	enum rc rc = seen_find(rq->db, rq->mem, rq->who.user_id, &l->seen,
	    &l->seen_at);

	if (rc != RC_OK || l->seen == 0)
		return rc;
	f.above = l->seen;
	rc = insight_count(rq->db, rq->mem, &f, &sum);
	if (rc == RC_OK)
		l->fresh = sum.conversations;
	return rc;
}

static enum rc
read_said(struct req *rq, struct list *l)
{
	struct conversation *c = arena_array(rq->mem, l->n, sizeof(*c));

	for (size_t i = 0; i < l->n; i++)
		c[i] = l->rows[i].c;
	return said_read(rq, c, l->n, &l->said);
}

static enum rc
read_list(struct req *rq, struct list *l)
{
	enum rc rc = db_begin_snapshot(rq->db);

	if (rc == RC_OK)
		rc = mailbox_list(rq->db, rq->mem, &l->mailboxes,
		    &l->n_mailboxes);
	if (rc == RC_OK)
		rc = insights_about_read(rq, &l->q, &l->about);
	if (rc == RC_OK)
		rc = insight_count(rq->db, rq->mem, &l->q.f, &l->sum);
	if (rc == RC_OK)
		rc = read_rows(rq, l);
	if (rc == RC_OK)
		rc = read_seen(rq, l);
	if (rc == RC_OK)
		rc = read_said(rq, l);
	return rc == RC_OK ? db_commit(rq->db) : rc;
}

/* ---- above the list ---- */

static const char *
summary(struct arena *mem, const struct list *l, int64_t now)
{
	char a[FMT_SIZE], b[FMT_SIZE], c[FMT_SIZE];
	const char *replied = arena_fmt(mem, "%s with a reply",
	    fmt_count(l->sum.replied, a));

	if (l->seen == 0)
		return replied;
	return arena_fmt(mem, "%s, %s new since %s", replied,
	    fmt_count(l->fresh, b), fmt_when(l->seen_at, now, c));
}

static void
put_seen(struct view *v, const struct req *rq, const struct list *l)
{
	struct view *s;

	if (rq->who.user_id == 0 || l->sum.newest == 0 ||
	    (l->seen != 0 && l->fresh == 0))
		return;
	s = view_row(v, "SEEN");
	view_text(s, "CSRF", rq->who.csrf);
	view_int(s, "NUMBER", l->sum.newest);
	view_text(s, "BACK", insights_url(rq->mem, "/insights", &l->q,
	    &l->q.f, 0));
	view_text(s, "TEXT", l->seen == 0 ? "Mark new ones from here on" :
	    "Mark all as seen");
}

/* Where the newest of the list is found, for static/insights.js; "" when that
 * cannot be asked so, or nothing can arrive. */
static const char *
look_url(struct arena *mem, const struct list *l)
{
	struct filter f = l->q.f.f;

	if (l->q.range.word == NULL || *l->q.f.keyword != '\0')
		return "";
	f.from = f.to = 0;
	return filter_url(mem, "/api/v1/conversations?limit=1&hours=24", &f);
}

static void
put_head(struct view *v, const struct req *rq, const struct list *l)
{
	struct arena *mem = view_arena(v);
	struct insight_filter all = { .f = range_filter(&l->q.range) };
	char n[FMT_SIZE];

	view_text(v, "SENTENCE", arena_fmt(mem, "%s in %s",
	    fmt_plural(l->sum.conversations, "conversation", "conversations",
	    n), l->q.range.word ? arena_fmt(mem, "the last %s",
	    l->q.range.span) : l->q.range.span));
	view_text(v, "MORE", summary(mem, l, l->q.range.w.now));
	put_seen(v, rq, l);
	view_int(v, "NEWEST", l->sum.newest);
	view_text(v, "LOOK", look_url(mem, l));
	view_text(v, "CSV_URL", insights_url(mem, "/insights.csv", &l->q,
	    &l->q.f, 0));
	view_text(v, "ABOUT_CSV", insights_url(mem, "/insights-about.csv",
	    &l->q, &all, 0));
}

/* Calls put(name, what it is, value as words, filter without it). */
static void
each_narrowing(struct view *v, struct list *l,
    void (*put)(struct view *, struct list *, const char *name,
    const char *what, const char *value, const struct insight_filter *))
{
	struct arena *mem = view_arena(v);
	struct insight_filter without = l->q.f;

	if (l->q.f.f.cluster != 0) {
		without.f.cluster = 0;
		put(v, l, "group", "group", arena_fmt(mem, "%lld",
		    (long long)l->q.f.f.cluster), &without);
	}
	if (*l->q.f.keyword != '\0') {
		without = l->q.f;
		without.keyword = "";
		put(v, l, "keyword", "about", l->q.f.keyword, &without);
	}
	for (const struct filter_field *x = filter_fields; x->name; x++) {
		const char *value = filter_word(&l->q.f.f, x);

		if (*value == '\0')
			continue;
		without = l->q.f;
		without.f = filter_with(&l->q.f.f, x->name, "");
		put(v, l, x->name, x->what, value, &without);
	}
}

static void
put_chip(struct view *v, struct list *l, const char *name,
    const char *what, const char *value, const struct insight_filter *without)
{
	struct arena *mem = view_arena(v);

	narrow_chip(v, &l->chips, what, strcmp(name, "group") == 0 ||
	    strcmp(name, "keyword") == 0 || strcmp(name, "q") == 0 ? value :
	    word_for(mem, name, value),
	    insights_url(mem, "/insights", &l->q, without, 0));
}

/* For the range picker, whose links and form keep it. */
static void
keep(struct view *v, struct list *l, const char *name, const char *what,
    const char *value, const struct insight_filter *without)
{
	(void)v;
	(void)what;
	(void)without;
	assert(l->n_keep < KEEP_MAX);
	l->keep[l->n_keep++] = (struct range_keep){ name, value };
}

static void
put_controls(struct view *v, struct list *l)
{
	each_narrowing(v, l, keep);
	l->q.range.path = "/insights";
	l->q.range.keep = l->keep;
	l->q.range.n_keep = l->n_keep;
	range_controls(v, &l->q.range, l->mailboxes, l->n_mailboxes);
	l->q.range.n_keep = 0;
}

/* ---- rows ---- */

/* "crash" of the effect "crash +24, crash_report +20"; a policy's as it is. */
static const char *
first_effect(struct arena *mem, const char *effect)
{
	const char *plus = strstr(effect, " +");

	return plus ? arena_copy(mem, effect, (size_t)(plus - effect)) : effect;
}

static void
add_reason(struct sbuf *out, struct arena *mem, struct json_object *r)
{
	const char *words = jr_text(mem, r, "words");
	const char *effect = jr_text(mem, r, "effect");

	sbuf_text(out, out->len > 0 ? "; " : "");
	if (words != NULL && *words != '\0')
		sbuf_fmt(out, "\xe2\x80\x9c%s\xe2\x80\x9d: ", words);
	if (effect != NULL)
		sbuf_text(out, first_effect(mem, effect));
}

/* Of those not used the one with most points; of equals the first. */
static size_t
next_reason(struct json_object *list, size_t n, const bool *used)
{
	size_t best = n;

	for (size_t i = 0; i < n; i++)
		if (!used[i] && (best == n ||
		    jr_int(jr_array_at(list, i), "points", 0) >
		    jr_int(jr_array_at(list, best), "points", 0)))
			best = i;
	return best;
}

/* What spoke most for the severity: "“it crashed”: crash; ...". */
static const char *
why(struct arena *mem, const char *reasons)
{
	struct sbuf *out = sbuf_arena(mem);
	struct json_object *list = NULL;
	const char *error;
	bool *used;
	size_t n;

	if (json_parse(mem, reasons, strlen(reasons), &list, &error) != RC_OK)
		return NULL;
	n = jr_len(list);
	used = arena_array(mem, n + 1, sizeof(*used));
	for (size_t k = 0; k < REASONS_SHOWN && k < n; k++) {
		size_t i = next_reason(list, n, used);

		used[i] = true;
		add_reason(out, mem, jr_array_at(list, i));
	}
	return sbuf_cstr(out);
}

static void
put_facts(struct view *r, const struct insight *x)
{
	page_text_row(r, "FACT", *x->c.customer ? x->c.customer : NULL);
	for (size_t i = 0; i < x->c.n_tags && i < TAGS_SHOWN; i++)
		page_text_row(r, "FACT", arena_fmt(view_arena(r), "tag %s",
		    x->c.tags[i]));
}

static void
put_row(struct view *v, const struct req *rq, const struct list *l,
    const struct insight *x)
{
	enum severity severity = SEVERITY_LOW;
	struct insight_filter same = { .f = range_filter(&l->q.range),
		.keyword = "" };
	struct view *r;

	same.f.cluster = x->c.cluster_id;
	r = row_add_said(v, rq->conf, &x->c, l->q.range.w.now,
	    (struct row_group){ x->alike, insights_url(rq->mem, "/insights",
	    &l->q, &same, 0) }, &l->said);
	put_facts(r, x);
	view_show_if(r, "NEW", l->seen != 0 && x->c.number > l->seen);
	(void)severity_parse(x->c.severity, &severity);
	page_text_row(r, "RAISED", escalate(rq->mem, x->c.intent, x->alike,
	    x->settled, &severity));
	page_text_row(r, "WHY", why(rq->mem, x->reasons));
}

static void
put_rows(struct view *v, const struct req *rq, const struct list *l)
{
	struct insight_filter all = { .f = range_filter(&l->q.range),
		.keyword = "" };
	struct view *e;

	for (size_t i = 0; i < l->n; i++)
		put_row(v, rq, l, &l->rows[i]);
	if (l->n > 0)
		return;
	e = view_row(v, "EMPTY");
	view_text(e, "HEADING", "No conversation fits");
	view_text(e, "TEXT", "Every conversation of the range that fits the "
	    "filters would be listed here, with the reasons for its severity. "
	    "Take a filter away, or look further back.");
	view_text(e, "STEP", "Show the whole range");
	view_text(e, "URL", insights_url(rq->mem, "/insights", &l->q, &all,
	    0));
}

static void
put_pages(struct view *v, const struct req *rq, const struct list *l)
{
	struct arena *mem = rq->mem;
	char a[FMT_SIZE], b[FMT_SIZE];

	if (req_int(rq, "below") != 0)
		view_text(view_row(v, "FIRST"), "URL", insights_url(mem,
		    "/insights", &l->q, &l->q.f, 0));
	view_int(v, "SHOWN", (long long)l->n);
	view_text(v, "TOTAL", fmt_count(l->sum.conversations, a));
	view_text(v, "PROGRESS", arena_fmt(mem, "%s of %s shown",
	    fmt_count((int64_t)l->n, b), a));
	if (l->more)
		view_text(view_row(v, "NEXT"), "URL", insights_url(mem,
		    "/insights", &l->q, &l->q.f, l->rows[l->n - 1].c.number));
}

/* ---- beside the list ---- */

/* A choice stands alone: its number counts what it opens. In use, it takes
 * itself out. */
static void
put_about(struct view *v, const struct list *l)
{
	struct arena *mem = view_arena(v);
	struct view *box = NULL;

	for (size_t i = 0; i < l->about.n; i++) {
		const struct about *a = &l->about.at[i];
		struct insight_filter f = { .f = range_filter(&l->q.range),
			.keyword = "" };
		bool here = insights_is(&l->q.f, a);

		if (i == 0 || a->kind != l->about.at[i - 1].kind)
			box = narrow_facet(v,
			    about_names[a->kind].title);
		if (!here)
			insights_narrow(&f, a);
		narrow_choice(box, a->kind == ABOUT_CATEGORY ? word_for(mem,
		    "mention", a->key) : a->name, insights_url(mem,
		    "/insights", &l->q, &f, 0), a->n, here);
	}
}

enum rc
page_insights(struct req *rq)
{
	struct list l = { 0 };
	struct view *v = page_open(rq, "insights.tpl", "Insights");
	enum rc rc = insights_read(rq, &l.q);

	if (rc == RC_OK)
		rc = read_list(rq, &l);
	if (rc != RC_OK)
		return rc;
	put_controls(v, &l);
	put_head(v, rq, &l);
	l.said.pick = l.n > 0;
	rc = said_changed(rq, v, &l.said);
	if (rc == RC_OK && l.n > 0)
		rc = said_bulk(rq, v, &l.said);
	if (rc != RC_OK)
		return rc;
	each_narrowing(v, &l, put_chip);
	put_rows(v, rq, &l);
	put_pages(v, rq, &l);
	put_about(v, &l);
	return page_send(rq, v);
}

/* Only ever forward; not in the audit, since nobody else sees a change. */
enum rc
page_insights_seen(struct req *rq)
{
	const char *back = req_text(rq, "back");
	enum rc rc = RC_OK;

	if (rq->who.user_id != 0)
		rc = seen_save(rq->db, rq->mem, rq->who.user_id,
		    req_int(rq, "number"));
	if (rc != RC_OK)
		return rc;
	if (strncmp(back, "/insights", 9) != 0)
		back = "/insights";
	return req_redirect(rq, back);
}
