/* SPDX-License-Identifier: MIT */
/* The rubric in force, its versions, and the difference between two. */
#include "page/rubric.h"

#include "base/arena.h"
#include "base/clock.h"
#include "html/format.h"
#include "html/link.h"
#include "html/view.h"

#include <string.h>

/* clang-format off */
const struct param rubric_params[] = {
	{ "before", P_INT, "0", 0, INT32_MAX, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};
const struct param rubric_diff_params[] = {
	{ "a", P_INT, NULL, 1, INT32_MAX, NULL },
	{ "b", P_INT, NULL, 1, INT32_MAX, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};
/* clang-format on */

enum { SHOWN = 50 };

/* ---- shared ---- */

void
rubric_put(struct view *v, const struct rubric *r)
{
	struct view *in = view_include(v, "RUBRIC", "rubric-table.tpl");
	char n[FMT_SIZE];

	for (size_t i = 0; i < r->n; i++) {
		const struct dimension *d = &r->dimension[i];
		struct view *row = view_row(in, "DIMENSION");

		view_text(row, "NAME", d->name);
		view_text(row, "KEY", d->key);
		view_text(row, "GUIDANCE", d->guidance);
		view_text(row, "WEIGHT", fmt_percent(d->weight, 1, n));
		view_num(row, "W", d->weight * 100, 1);
		view_int(row, "SCALE", d->scale);
		view_show_if(row, "CRITICAL", d->critical);
		view_show_if(row, "ALWAYS", !d->may_na);
	}
}

const char *
rubric_byline(struct arena *mem, const struct rubric_about *a, int64_t now)
{
	char when[FMT_SIZE];

	return arena_fmt(mem, "by %s, %s%s%s", a->who,
	    fmt_when(a->at, now, when), *a->note ? ": " : "", a->note);
}

const char *
rubric_url(struct arena *mem, int64_t version)
{
	return arena_fmt(mem, "/quality/rubric/%lld", (long long)version);
}

/* ---- the one in force ---- */

static void
put_version(struct view *v, const struct rubric_about *a, size_t i,
    bool compare, int64_t now)
{
	struct view *row = view_row(v, "VERSION_ROW");
	char buf[FMT_SIZE], iso[CLOCK_ISO_SIZE];

	view_int(row, "N", a->version);
	view_text(row, "URL", rubric_url(view_arena(v), a->version));
	view_text(row, "NAME", a->name);
	view_text(row, "NOTE", a->note);
	view_text(row, "WHO", a->who);
	view_text(row, "ISO", clock_iso(a->at, iso));
	view_text(row, "WHEN", fmt_when(a->at, now, buf));
	view_show_if(row, "ACTIVE", a->active);
	if (!compare)
		return;
	row = view_row(row, "COMPARE");
	view_show_if(row, "A", i == 1);
	view_show_if(row, "B", i == 0);
}

static void
put_versions(struct req *rq, struct view *v, const struct rubric_about *a,
    size_t n, int64_t now)
{
	struct link next = link_to(rq->mem, "/quality/rubric");

	for (size_t i = 0; i < n; i++)
		put_version(v, &a[i], i, n > 1, now);
	view_show_if(v, "COMPARED", n > 1);
	if (n < SHOWN)
		return;
	link_int(&next, "before", a[n - 1].version);
	view_text(view_row(v, "NEXT"), "URL", link_url(&next));
}

enum rc
page_rubric(struct req *rq)
{
	struct view *v = page_open(rq, "rubric.tpl", "The rubric");
	int64_t now = clock_now();
	struct rubric_about about, *all;
	struct rubric r;
	size_t n;
	enum rc rc = ask_rubric(rq, 0, &about, &r);

	if (rc == RC_OK)
		rc = rubric_versions(rq->db, rq->mem, req_int(rq, "before"),
		    SHOWN, &all, &n);
	if (rc != RC_OK)
		return rc;
	view_text(v, "SENTENCE", arena_fmt(rq->mem, "Replies are judged by "
	    "\xe2\x80\x9c%s\xe2\x80\x9d, version %lld", about.name,
	    (long long)about.version));
	view_text(v, "MORE", rubric_byline(rq->mem, &about, now));
	if (rq->who.role >= ADMIN)
		view_int(view_row(v, "EDIT"), "FROM", about.version);
	rubric_put(v, &r);
	put_versions(rq, v, all, n, now);
	return page_send(rq, v);
}

/* ---- two versions ---- */

static void
put_change(struct view *some, const struct rubric_change *c)
{
	struct view *row = view_row(some, "CHANGE");

	view_text(row, "KEY", *c->key ? c->key : "the rubric");
	view_text(row, "WHAT", c->what);
	view_text(row, "BEFORE", c->before);
	view_text(row, "AFTER", c->after);
}

static void
put_changes(struct view *v, const struct rubric *a, const struct rubric *b,
    const struct rubric_about *old, const struct rubric_about *new)
{
	struct arena *mem = view_arena(v);
	struct rubric_change *c;
	struct view *some;
	size_t n;
	char buf[FMT_SIZE];

	rubric_changes(mem, a, b, &c, &n);
	view_text(v, "SENTENCE", arena_fmt(mem, "From version %lld to version "
	    "%lld: %s", (long long)old->version, (long long)new->version,
	    n == 0 ? "no change" : fmt_plural((long long)n, "change",
	    "changes", buf)));
	view_text(v, "MORE", arena_fmt(mem, "Version %lld is %s",
	    (long long)new->version, rubric_byline(mem, new, clock_now())));
	view_show_if(v, "SAME", n == 0);
	some = n > 0 ? view_row(v, "SOME") : NULL;
	for (size_t i = 0; i < n; i++)
		put_change(some, &c[i]);
}

enum rc
page_rubric_diff(struct req *rq)
{
	struct view *v = page_open(rq, "rubric-diff.tpl", "Two rubrics");
	struct rubric_about old, new;
	struct rubric a, b;
	struct link l = link_to(rq->mem, rubric_url(rq->mem,
	    req_int(rq, "b")));
	enum rc rc = ask_rubric(rq, req_int(rq, "a"), &old, &a);

	if (rc == RC_OK)
		rc = ask_rubric(rq, req_int(rq, "b"), &new, &b);
	if (rc != RC_OK)
		return rc;
	put_changes(v, &a, &b, &old, &new);
	link_int(&l, "with", old.version);
	view_text(v, "SCORES_URL", link_url(&l));
	return page_send(rq, v);
}
