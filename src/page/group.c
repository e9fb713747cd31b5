/* SPDX-License-Identifier: MIT */
#include "page/group.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/parse.h"
#include "db/db.h"
#include "html/format.h"
#include "html/link.h"
#include "html/view.h"
#include "model/group.h"
#include "model/trend.h"
#include "page/course.h"
#include "page/filter.h"
#include "page/narrow.h"
#include "page/page.h"
#include "page/row.h"

#include <string.h>

/* clang-format off */
const struct param group_params[] = {
	RANGE_PARAMS_FROM("30d"),
	{ "after", P_TEXT, "", 0, 60, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};
/* clang-format on */

enum { MEMBERS_SHOWN = 50, EDITS_SHOWN = 50, SUGGESTED = 30, RELATED = 12 };

const char *
group_url(struct arena *mem, int64_t id, const struct range *r)
{
	const char *path = arena_fmt(mem, "/groups/%lld", (long long)id);

	return r == NULL ? path : range_url(mem, path, r, -1);
}

const char *
group_title(const char *title)
{
	return *title ? title : "(no words)";
}

struct whole {
	struct req *rq;
	struct range range;
	struct group_head head;
	struct course course;
	int64_t size, customers;	/* in the window */
	struct facet *facets;
	size_t n_facets;
	struct member *members;
	size_t n_members;
	struct edit *edits;
	size_t n_edits;
	struct group_head *related;
	size_t n_related;
	struct group *others;
	size_t n_others;
	struct mailbox *mailboxes;
	size_t n_mailboxes;
};

/* "1768398120.8812": the row of conversation 8812. */
static bool
read_after(struct req *rq, struct member_query *q)
{
	const char *text = req_text(rq, "after"), *dot = strchr(text, '.');

	return dot != NULL && parse_int(arena_copy(rq->mem, text,
	    (size_t)(dot - text)), 1, INT64_MAX, &q->after_at) &&
	    parse_int(dot + 1, 1, INT64_MAX, &q->after_id);
}

static struct filter
filter_of(const struct whole *w)
{
	struct filter f = range_filter(&w->range);

	f.cluster = w->head.id;
	return f;
}

static enum rc
read_members(struct whole *w)
{
	const struct window *span = &w->range.w;
	struct member_query q = { .from = span->from, .to = span->to,
		.mailbox = span->mailbox, .most = MEMBERS_SHOWN + 1 };

	if (req_given(w->rq, "after") && !read_after(w->rq, &q))
		return req_fail(w->rq, RC_BAD_INPUT, "after is not a place in "
		    "this list: begin with the first page");
	return group_members(w->rq->db, w->rq->mem, w->head.id, &q,
	    &w->members, &w->n_members);
}

static enum rc
read_whole(struct whole *w, int64_t id)
{
	struct db *db = w->rq->db;
	struct arena *mem = w->rq->mem;
	const struct group_query largest = { "", "", "size", 2, 0, SUGGESTED };
	struct filter f;
	int64_t all;
	enum rc rc = db_begin_snapshot(db);

	if (rc == RC_OK)
		rc = group_one(db, mem, id, &w->head);
	f = filter_of(w);
	if (rc == RC_OK)
		rc = mailbox_list(db, mem, &w->mailboxes, &w->n_mailboxes);
	if (rc == RC_OK)
		rc = course_read(w->rq, &w->range, w->head.id, &w->course);
	if (rc == RC_OK)
		rc = conversation_count(db, mem, &f, &w->size, &w->customers);
	if (rc == RC_OK)
		rc = conversation_facets(db, mem, &f, &w->facets,
		    &w->n_facets);
	if (rc == RC_OK)
		rc = read_members(w);
	if (rc == RC_OK)
		rc = group_edits(db, mem, w->head.id, EDITS_SHOWN, &w->edits,
		    &w->n_edits);
	if (rc == RC_OK)
		rc = group_related(db, mem, w->head.id, RELATED, &w->related,
		    &w->n_related);
	if (rc == RC_OK && w->rq->who.role >= REVIEWER)
		rc = group_list(db, mem, &w->range.w, &largest, 0, &w->others,
		    &w->n_others, &all);
	return rc == RC_OK ? db_commit(db) : rc;
}

/* ---- head and chart ---- */

static void
put_head(struct view *v, const struct whole *w)
{
	struct arena *mem = view_arena(v);
	const struct group_head *g = &w->head;
	struct filter f = filter_of(w), ever = { .cluster = g->id };
	char a[FMT_SIZE], b[FMT_SIZE];

	view_text(v, "NAME", group_title(g->title));
	view_int(v, "ID", g->id);
	view_text(v, "LIST_URL", filter_url(mem, "/conversations", &f));
	view_text(v, "SIZE", fmt_plural(w->size, "conversation",
	    "conversations", a));
	view_text(v, "CUSTOMERS_URL", filter_url(mem, "/customers", &f));
	view_text(v, "CUSTOMERS", fmt_plural(w->customers, "customer",
	    "customers", a));
	view_text(v, "SPAN", w->range.span);
	view_text(v, "EVER_URL", filter_url(mem, "/conversations", &ever));
	view_text(v, "EVER", fmt_plural(g->size, "conversation",
	    "conversations", a));
	view_text(v, "FIRST", fmt_when(g->first_at, w->range.w.now, a));
	view_text(v, "LAST", fmt_when(g->last_at, w->range.w.now, b));
	view_text(v, "TEXTS", fmt_plural(g->texts, "distinct text",
	    "distinct texts", b));
	if (g->asked != 0)
		page_text_row(v, "MERGED", arena_fmt(mem,
		    "Group %lld was merged into this one.",
		    (long long)g->asked));
}

/* The key that most conversations of a dimension have. */
static const char *
most_of(const struct whole *w, const char *dimension)
{
	for (size_t i = 0; i < w->n_facets; i++)
		if (strcmp(w->facets[i].dimension, dimension) == 0)
			return w->facets[i].key;
	return "other";
}

static void
put_chart(struct view *v, struct whole *w)
{
	struct arena *mem = view_arena(v);

	view_text(v, "SIZE_SPAN", arena_fmt(mem, "group %lld, conversations per "
	    "%s, %s", (long long)w->head.id, w->range.hourly ? "hour" : "day",
	    w->range.span));
	view_text(v, "SIZE_CSV", range_url(mem, arena_fmt(mem,
	    "/groups/%lld/size.csv", (long long)w->head.id), &w->range, -1));
	course_put(v, "CHART", &w->course, most_of(w, "category"));
}

/* ---- breakdowns ---- */

static void
put_breakdowns(struct view *v, const struct whole *w)
{
	const struct filter f = filter_of(w);
	const struct narrow n = { .f = &f, .facets = w->facets,
		.n_facets = w->n_facets, .mailboxes = w->mailboxes,
		.n_mailboxes = w->n_mailboxes };

	narrow_breakdowns(v, &n, w->size);
}

/* ---- members and edits ---- */

static void
put_member(struct view *v, const struct whole *w, const struct member *m,
    bool may)
{
	struct arena *mem = view_arena(v);
	struct view *row = view_row(v, "MEMBER");
	char buf[FMT_SIZE], iso[CLOCK_ISO_SIZE];

	if (may)
		view_int(view_row(row, "PICK"), "ID", m->id);
	view_text(row, "URL", row_url(mem, m->id));
	view_int(row, "NUMBER", m->number);
	view_text(row, "SUBJECT", *m->subject ? m->subject : "(no subject)");
	page_text_row(row, "SAID", m->one_liner);
	view_text(row, "WHY", member_why(mem, m));
	view_text(row, "SEVERITY", m->severity);
	view_text(row, "ISO", clock_iso(m->created_at, iso));
	view_text(row, "WHEN", fmt_when(m->created_at, w->range.w.now, buf));
	if (may)
		view_text(view_row(row, "MOVE"), "URL", arena_fmt(mem,
		    "/conversations/%lld/group", (long long)m->id));
}

static void
put_members(struct view *v, const struct whole *w, bool may)
{
	struct arena *mem = view_arena(v);
	size_t n = w->n_members < MEMBERS_SHOWN ? w->n_members : MEMBERS_SHOWN;
	struct link next = { sbuf_arena(mem), true };
	const struct member *last;

	view_show_if(v, "NO_MEMBERS", n == 0);
	for (size_t i = 0; i < n; i++)
		put_member(v, w, &w->members[i], may);
	if (req_given(w->rq, "after"))
		view_text(view_row(v, "TO_FIRST"), "URL", group_url(mem,
		    w->head.id, &w->range));
	if (w->n_members <= MEMBERS_SHOWN)
		return;
	last = &w->members[MEMBERS_SHOWN - 1];
	sbuf_text(next.out, group_url(mem, w->head.id, &w->range));
	link_arg(&next, "after", arena_fmt(mem, "%lld.%lld",
	    (long long)last->created_at, (long long)last->id));
	view_text(view_row(v, "NEXT"), "URL", link_url(&next));
}

static void
put_related(struct view *v, const struct whole *w)
{
	struct view *list = w->n_related > 0 ? view_row(v, "RELATED") : NULL;

	for (size_t i = 0; i < w->n_related; i++) {
		const struct group_head *g = &w->related[i];
		struct view *row = view_row(list, "GROUP");
		char buf[FMT_SIZE];

		view_text(row, "URL", group_url(view_arena(v), g->id,
		    &w->range));
		view_text(row, "NAME", group_title(g->title));
		view_int(row, "ID", g->id);
		view_text(row, "COUNT", fmt_plural(g->size, "conversation",
		    "conversations", buf));
	}
}

static const char *
edit_words(struct arena *mem, const struct edit *e)
{
	if (strcmp(e->kind, "merge") == 0)
		return arena_fmt(mem, "merged \xe2\x80\x9c%s\xe2\x80\x9d (%lld "
		    "conversations) into \xe2\x80\x9c%s\xe2\x80\x9d",
		    e->group_title, (long long)e->conversations,
		    e->other_title);
	if (strcmp(e->kind, "split") == 0)
		return arena_fmt(mem, "split \xe2\x80\x9c%s\xe2\x80\x9d off "
		    "\xe2\x80\x9c%s\xe2\x80\x9d", e->other_title,
		    e->group_title);
	if (strcmp(e->kind, "move") == 0)
		return arena_fmt(mem, "moved conversation #%lld to "
		    "\xe2\x80\x9c%s\xe2\x80\x9d", (long long)e->number,
		    e->other_title);
	return arena_fmt(mem, "renamed \xe2\x80\x9c%s\xe2\x80\x9d to "
	    "\xe2\x80\x9c%s\xe2\x80\x9d", e->title_before, e->title);
}

static void
put_edit(struct view *v, const struct whole *w, const struct edit *e, bool may)
{
	struct arena *mem = view_arena(v);
	struct view *row = view_row(v, "EDIT"), *undo;
	char buf[FMT_SIZE];

	view_text(row, "WHO", e->who);
	view_text(row, "WHAT", edit_words(mem, e));
	view_text(row, "REASON", e->reason);
	view_text(row, "WHEN", fmt_when(e->at, w->range.w.now, buf));
	if (e->undone_at != 0) {
		page_text_row(row, "UNDONE", arena_fmt(mem,
		    "undone by %s, %s", e->undone_by,
		    fmt_when(e->undone_at, w->range.w.now, buf)));
		return;
	}
	if (!may)
		return;
	undo = view_row(row, "UNDO");
	view_int(undo, "ID", e->id);
	view_text(undo, "CSRF", w->rq->who.csrf);
}

static void
put_forms(struct view *v, const struct whole *w)
{
	struct view *may = view_row(v, "MAY");

	view_int(may, "ID", w->head.id);
	view_text(may, "CSRF", w->rq->who.csrf);
	view_text(may, "NAME", w->head.title);
	for (size_t i = 0; i < w->n_others; i++) {
		struct view *o;

		if (w->others[i].id == w->head.id)
			continue;
		o = view_row(may, "OTHER");
		view_int(o, "ID", w->others[i].id);
		view_text(o, "NAME", group_title(w->others[i].title));
		view_count(o, "COUNT", w->others[i].size);
	}
}

enum rc
page_group(struct req *rq)
{
	struct whole w = { .rq = rq };
	bool may = rq->who.role >= REVIEWER && rq->who.by_session;
	struct view *v;
	int64_t id;
	enum rc rc = range_read(rq, &w.range);

	if (rc != RC_OK)
		return rc;
	if (!req_path_id(rq, &id))
		return RC_NOT_FOUND;
	rc = read_whole(&w, id);
	if (rc == RC_NOT_FOUND)
		return req_fail(rq, rc, "There is no group %lld.",
		    (long long)id);
	if (rc != RC_OK)
		return rc;
	v = page_open(rq, "group.tpl", group_title(w.head.title));
	w.range.path = arena_fmt(rq->mem, "/groups/%lld",
	    (long long)w.head.id);
	w.range.charted = true;
	range_controls(v, &w.range, w.mailboxes, w.n_mailboxes);
	put_head(v, &w);
	put_chart(v, &w);
	put_breakdowns(v, &w);
	put_members(v, &w, may);
	put_related(v, &w);
	if (may) {
		put_forms(v, &w);
		view_text(view_row(v, "SPLIT"), "CSRF", rq->who.csrf);
	}
	view_show_if(v, "NO_EDITS", w.n_edits == 0);
	for (size_t i = 0; i < w.n_edits; i++)
		put_edit(v, &w, &w.edits[i], may);
	return page_send(rq, v);
}
