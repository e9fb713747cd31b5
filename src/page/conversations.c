/* SPDX-License-Identifier: MIT */
#include "page/page.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/parse.h"
#include "db/db.h"
#include "html/format.h"
#include "html/link.h"
#include "html/view.h"
#include "page/annotate.h"
#include "page/filter.h"
#include "page/narrow.h"
#include "page/row.h"
#include "page/said.h"
#include "page/words.h"

#include <string.h>

/* clang-format off */
const struct param conversation_list_params[] = {
	FILTER_PARAMS,
	{ "sort",  P_WORD, "newest", 0, 0, SORT_WORDS },
	{ "after", P_TEXT, "", 0, 80, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};

static const struct {
	const char *word, *name;
} sorts[] = {
	{ "newest",   "Newest" },
	{ "oldest",   "Oldest" },
	{ "waiting",  "Waiting longest" },
	{ "severity", "Most severe" },
	{ "modified", "Last changed" },
};

static const struct narrow_span spans[] = {
	{ "24 hours", DAY },
	{ "7 days",   7 * DAY },
	{ "30 days",  30 * DAY },
	{ "90 days",  90 * DAY },
	{ "All time", 0 },
};

static const struct narrow_box boxes[] = {
	{ "severity", "Severity", 4 },
	{ "category", "Category", 14 },
	{ "status",   "Status",   6 },
	{ "platform", "Platform", 7 },
	{ "version",  "Version",  8 },
	{ "intent",   "Intent",   8 },
};
/* clang-format on */

#define N_OF(table) (sizeof(table) / sizeof(*(table)))

enum { PAGE_ROWS = 50 };

struct list {
	struct arena *mem;
	struct filter f;
	const char *sort;
	struct conversation *rows;
	size_t n;
	int64_t conversations, customers;
	struct facet *facets;
	size_t n_facets;
	struct facet *marks;
	size_t n_marks;
	struct mailbox *mailboxes;
	size_t n_mailboxes;
	struct said said;
	bool more;
	int64_t now;
};

/* This order lists nobody else, so its filter says so. */
static bool
is_by_waiting(const char *sort)
{
	return strcmp(sort, "waiting") == 0;
}

static const char *
list_url(struct arena *mem, const struct filter *f, const char *sort,
    const char *after)
{
	struct link link = link_to(mem, "/conversations");

	filter_args_to(&link, f);
	if (strcmp(sort, "newest") != 0)
		link_arg(&link, "sort", sort);
	link_arg(&link, "after", after);
	return link_url(&link);
}

/* ---- what narrows it ---- */

/* By a filter of which the order may know nothing. */
static const char *
narrowed(const void *list, const struct filter *f)
{
	const struct list *l = list;
	bool waits = strcmp(f->flag, "waiting") == 0;

	return list_url(l->mem, f, is_by_waiting(l->sort) && !waits ? "newest" :
	    l->sort, NULL);
}

static struct narrow
narrow_of(const struct list *l)
{
	return (struct narrow){ .f = &l->f, .now = l->now,
		.ever = FILTER_LONG_AGO, .facets = l->facets,
		.n_facets = l->n_facets, .mailboxes = l->mailboxes,
		.n_mailboxes = l->n_mailboxes, .url = narrowed, .list = l };
}

/* What the team did with them. */
static void
put_marks(struct view *v, const struct list *l)
{
	struct view *box = narrow_facet(v, "Marked");

	for (size_t i = 0; i < l->n_marks; i++) {
		const char *key = l->marks[i].key;
		bool here = strcmp(l->f.flag, key) == 0;
		struct filter f = filter_with(&l->f, "flag", here ? "" : key);

		narrow_choice(box, word_for(l->mem, "flag", key),
		    narrowed(l, &f), l->marks[i].n, here);
	}
}

static void
put_narrow(struct view *v, const struct list *l)
{
	struct narrow n = narrow_of(l);

	narrow_chips(v, &n, true);
	narrow_spans(v, &n, spans, N_OF(spans));
	put_marks(v, l);
	narrow_boxes(v, &n, boxes, N_OF(boxes));
	narrow_mailboxes(v, &n);
}

/* ---- the list ---- */

static void
put_head(struct view *v, const struct list *l)
{
	struct arena *mem = view_arena(v);
	struct view *more;
	char a[FMT_SIZE], b[FMT_SIZE];

	view_text(v, "SENTENCE", fmt_plural(l->conversations, "conversation",
	    "conversations", a));
	more = view_row(v, "MORE");
	view_text(more, "CUSTOMERS", fmt_plural(l->customers, "customer",
	    "customers", b));
	view_text(more, "CUSTOMERS_URL", filter_url(mem, "/customers",
	    &l->f));
	view_text(more, "SPAN", filter_span(mem, &l->f, l->now));
	view_text(v, "Q", l->f.words);
	view_text(v, "CSV_URL", filter_url(mem,
	    "/api/v1/conversations.csv", &l->f));
	view_text(v, "ALL_URL", filter_url(mem, "/api/v1/export.csv", &l->f));
	for (size_t i = 0; i < N_OF(sorts); i++) {
		struct view *s = view_row(v, "SORT");
		struct filter f = is_by_waiting(sorts[i].word) ?
		    filter_with(&l->f, "flag", "waiting") : l->f;

		view_text(s, "NAME", sorts[i].name);
		view_text(s, "URL", list_url(mem, &f, sorts[i].word, NULL));
		view_show_if(s, "HERE", strcmp(sorts[i].word, l->sort) == 0);
	}
}

static void
put_rows(struct view *v, const struct req *rq, const struct list *l)
{
	const struct row_group none = { 0, NULL };
	struct filter all = { .from = FILTER_LONG_AGO };
	struct view *e;

	for (size_t i = 0; i < l->n; i++)
		row_add_said(v, rq->conf, &l->rows[i], l->now, none, &l->said);
	if (l->n > 0)
		return;
	e = view_row(v, "EMPTY");
	view_text(e, "HEADING", "No conversation fits");
	view_text(e, "TEXT", "Every conversation that fits the filters above "
	    "would be listed here. Take one away, or look at all of them.");
	view_text(e, "STEP", "Show all conversations");
	view_text(e, "URL", filter_url(rq->mem, "/conversations", &all));
}

static void
put_pages(struct view *v, const struct req *rq, const struct list *l)
{
	struct arena *mem = rq->mem;
	struct view *next;

	if (req_given(rq, "after"))
		view_text(view_row(v, "FIRST"), "URL",
		    list_url(mem, &l->f, l->sort, NULL));
	if (!l->more)
		return;
	next = view_row(v, "NEXT");
	view_text(next, "URL", list_url(mem, &l->f, l->sort,
	    conversation_cursor(mem, sort_of(l->sort), &l->rows[l->n - 1])));
	view_int(next, "COUNT", PAGE_ROWS);
}

static enum rc
read_rows(struct req *rq, struct list *l)
{
	enum sort sort = sort_of(l->sort);
	struct conversation after;
	bool given = req_given(rq, "after");
	enum rc rc;

	if (given && !conversation_cursor_read(rq->mem, sort,
	    req_text(rq, "after"), &after))
		return req_fail(rq, RC_BAD_INPUT, "after is not a place in this "
		    "list: begin with the first page");
	rc = conversation_list(rq->db, rq->mem, &l->f, sort,
	    given ? &after : NULL, PAGE_ROWS + 1, &l->rows, &l->n);
	l->more = rc == RC_OK && l->n > PAGE_ROWS;
	if (l->more)
		l->n = PAGE_ROWS;
	return rc;
}

static enum rc
read_list(struct req *rq, struct list *l)
{
	enum rc rc = db_begin_snapshot(rq->db);

	if (rc == RC_OK)
		rc = mailbox_list(rq->db, rq->mem, &l->mailboxes,
		    &l->n_mailboxes);
	if (rc == RC_OK)
		rc = conversation_count(rq->db, rq->mem, &l->f,
		    &l->conversations, &l->customers);
	if (rc == RC_OK)
		rc = conversation_facets(rq->db, rq->mem, &l->f, &l->facets,
		    &l->n_facets);
	if (rc == RC_OK)
		rc = conversation_marks(rq->db, rq->mem, &l->f, &l->marks,
		    &l->n_marks);
	if (rc == RC_OK)
		narrow_sort(l->facets, l->n_facets);
	if (rc == RC_OK)
		rc = read_rows(rq, l);
	if (rc == RC_OK)
		rc = said_read(rq, l->rows, l->n, &l->said);
	if (rc == RC_OK)
		rc = annotate_waits(rq, l->rows, l->n, l->now);
	return rc == RC_OK ? db_commit(rq->db) : rc;
}

/* "#48213" and "48213" name a conversation; anything else is words. */
static bool
names_one(struct req *rq, int64_t *id)
{
	const char *q = req_text(rq, "q");
	int64_t number;

	return parse_int(q + (*q == '#'), 1, INT64_MAX, &number) &&
	    conversation_find(rq->db, rq->mem, number, id) == RC_OK;
}

enum rc
page_conversations(struct req *rq)
{
	struct list l = { .mem = rq->mem, .now = clock_now(),
		.sort = req_text(rq, "sort") };
	struct view *v = page_open(rq, "conversations.tpl", "Conversations");
	enum rc rc = filter_read(rq, &l.f);
	int64_t id;

	if (rc != RC_OK)
		return rc;
	if (names_one(rq, &id))
		return req_redirect(rq, row_url(rq->mem, id));
	if (is_by_waiting(l.sort))
		l.f.flag = "waiting";
	filter_narrow(&l.f, l.now);
	rc = read_list(rq, &l);
	l.said.pick = l.n > 0;
	l.said.all = l.conversations;
	if (l.conversations > (int64_t)l.n)
		l.said.matching = filter_query(rq->mem, &l.f);
	if (rc == RC_OK)
		rc = said_changed(rq, v, &l.said);
	if (rc == RC_OK && l.n > 0)
		rc = said_bulk(rq, v, &l.said);
	if (rc != RC_OK)
		return rc;
	put_head(v, &l);
	/* a search inside the list keeps its filters and its order */
	narrow_keep(v, &l.f);
	if (strcmp(l.sort, "newest") != 0)
		narrow_keep_text(v, "sort", l.sort);
	put_narrow(v, &l);
	put_rows(v, rq, &l);
	put_pages(v, rq, &l);
	return page_send(rq, v);
}
