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
#include "page/row.h"
#include "page/said.h"
#include "page/words.h"

#include <stdlib.h>
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

static const struct {
	const char *name;
	int64_t seconds;
} spans[] = {
	{ "24 hours", DAY },
	{ "7 days",   7 * DAY },
	{ "30 days",  30 * DAY },
	{ "90 days",  90 * DAY },
	{ "All time", 0 },
};

static const struct {
	const char *dimension, *title;
	size_t most;
} facet_boxes[] = {
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

/* This order lists nobody else, so its filter says so. */
static bool
is_by_waiting(const char *sort)
{
	return strcmp(sort, "waiting") == 0;
}

/* ---- chips ---- */

static void
chip(struct view *has, const struct list *l, const struct filter *without,
    const char *what, const char *value)
{
	struct view *c = view_row(has, "CHIP");
	bool waiting = is_by_waiting(l->sort) && *without->flag == '\0';

	view_text(c, "WHAT", what);
	view_text(c, "VALUE", value);
	view_text(c, "URL", list_url(view_arena(has), without,
	    waiting ? "newest" : l->sort, NULL));
}

static const char *
mailbox_name(const struct list *l, int64_t id)
{
	for (size_t i = 0; i < l->n_mailboxes; i++)
		if (l->mailboxes[i].id == id)
			return l->mailboxes[i].name;
	return "unknown";
}

static void
put_chips(struct view *v, const struct list *l)
{
	struct arena *mem = view_arena(v);
	struct view *has = view_row(v, "HAS_CHIPS");
	struct filter without;

	if (l->f.from != 0 || l->f.to != 0) {
		without = l->f;
		without.from = FILTER_LONG_AGO;
		without.to = 0;
		if (l->f.from > FILTER_LONG_AGO || l->f.to != 0)
			chip(has, l, &without, "created",
			    filter_span(mem, &l->f, l->now));
	}
	if (l->f.mailbox != 0) {
		without = l->f;
		without.mailbox = 0;
		chip(has, l, &without, "mailbox",
		    mailbox_name(l, l->f.mailbox));
	}
	if (l->f.cluster != 0) {
		without = l->f;
		without.cluster = 0;
		chip(has, l, &without, "group", arena_fmt(mem, "%lld",
		    (long long)l->f.cluster));
	}
	if (l->f.customer != 0) {
		without = l->f;
		without.customer = 0;
		chip(has, l, &without, "", "one customer");
	}
	for (const struct filter_field *x = filter_fields; x->name; x++) {
		const char *value = filter_word(&l->f, x);

		if (*value == '\0')
			continue;
		without = filter_with(&l->f, x->name, "");
		chip(has, l, &without, x->what, strcmp(x->name, "q") == 0 ?
		    value : word_for(mem, x->name, value));
	}
}

/* ---- facets ---- */

static void
choice(struct view *box, const char *name, const char *url, int64_t n,
    bool here)
{
	struct view *c = view_row(box, "CHOICE");

	view_text(c, "NAME", name);
	view_text(c, "URL", url);
	if (n >= 0)
		view_count(c, "COUNT", n);
	view_show_if(c, "HERE", here);
}

/* A choice in use takes itself out again. */
static void
put_facet(struct view *v, const struct list *l, size_t k)
{
	struct arena *mem = view_arena(v);
	const char *dimension = facet_boxes[k].dimension;
	struct view *box = NULL;
	size_t shown = 0;

	for (size_t i = 0; i < l->n_facets; i++) {
		const struct facet *x = &l->facets[i];
		const char *key = *x->key ? x->key : "unknown";
		struct filter f = filter_with(&l->f, dimension, key);
		bool here = false;

		if (strcmp(x->dimension, dimension) != 0 ||
		    shown == facet_boxes[k].most)
			continue;
		/* intents and statuses have no word for "not said" */
		if (*x->key == '\0' && strcmp(dimension, "platform") != 0 &&
		    strcmp(dimension, "version") != 0)
			continue;
		for (const struct filter_field *w = filter_fields; w->name; w++)
			if (strcmp(w->name, dimension) == 0)
				here = strcmp(filter_word(&l->f, w), key) == 0;
		if (here)
			f = filter_with(&l->f, dimension, "");
		if (shown++ == 0) {
			box = view_row(v, "FACET");
			view_text(box, "NAME", facet_boxes[k].title);
		}
		choice(box, word_for(mem, dimension, key),
		    list_url(mem, &f, l->sort, NULL), x->n, here);
	}
}

static void
put_mailboxes(struct view *v, const struct list *l)
{
	struct view *box = NULL;

	for (size_t i = 0; i < l->n_facets; i++) {
		struct filter f = l->f;
		int64_t id;

		if (strcmp(l->facets[i].dimension, "mailbox") != 0 ||
		    !parse_int(l->facets[i].key, 1, INT64_MAX, &id))
			continue;
		if (box == NULL) {
			box = view_row(v, "FACET");
			view_text(box, "NAME", "Mailbox");
		}
		f.mailbox = f.mailbox == id ? 0 : id;
		choice(box, mailbox_name(l, id),
		    list_url(view_arena(v), &f, l->sort, NULL),
		    l->facets[i].n, l->f.mailbox == id);
	}
}

static void
put_spans(struct view *v, const struct list *l)
{
	struct view *box = view_row(v, "FACET");

	view_text(box, "NAME", "Created");
	for (size_t i = 0; i < N_OF(spans); i++) {
		struct filter f = l->f;
		int64_t from = spans[i].seconds == 0 ? FILTER_LONG_AGO :
		    (l->now - spans[i].seconds) / HOUR * HOUR;
		bool all = l->f.from <= FILTER_LONG_AGO;

		f.from = from;
		f.to = 0;
		choice(box, spans[i].name,
		    list_url(view_arena(v), &f, l->sort, NULL), -1,
		    l->f.to == 0 && (all ? spans[i].seconds == 0 :
		    l->f.from == from));
	}
}

/* What the team did with them. */
static void
put_marks(struct view *v, const struct list *l)
{
	struct arena *mem = view_arena(v);
	struct view *box = view_row(v, "FACET");

	view_text(box, "NAME", "Marked");
	for (size_t i = 0; i < l->n_marks; i++) {
		const char *key = l->marks[i].key;
		bool here = strcmp(l->f.flag, key) == 0;
		struct filter f = filter_with(&l->f, "flag", here ? "" : key);

		choice(box, word_for(mem, "flag", key),
		    list_url(mem, &f, l->sort, NULL), l->marks[i].n, here);
	}
}

static void
put_facets(struct view *v, const struct list *l)
{
	put_spans(v, l);
	put_marks(v, l);
	for (size_t k = 0; k < N_OF(facet_boxes); k++)
		put_facet(v, l, k);
	if (l->n_mailboxes > 1)
		put_mailboxes(v, l);
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
keep_text(struct view *v, const char *name, const char *value)
{
	struct view *keep = view_row(v, "KEEP");

	view_text(keep, "NAME", name);
	view_text(keep, "VALUE", value);
}

/* A search inside the list keeps its filters and its order. */
static void
put_kept(struct view *v, const struct list *l)
{
	const struct {
		const char *name;
		int64_t n;
	} ids[] = { { "mailbox", l->f.mailbox }, { "group", l->f.cluster },
		{ "customer", l->f.customer } };
	char buf[CLOCK_ISO_SIZE];

	if (l->f.from != 0)
		keep_text(v, "from", clock_iso(l->f.from, buf));
	if (l->f.to != 0)
		keep_text(v, "to", clock_iso(l->f.to, buf));
	for (size_t i = 0; i < N_OF(ids); i++)
		if (ids[i].n != 0)
			keep_text(v, ids[i].name, arena_fmt(view_arena(v),
			    "%lld", (long long)ids[i].n));
	for (const struct filter_field *x = filter_fields; x->name; x++)
		if (strcmp(x->name, "q") != 0 &&
		    *filter_word(&l->f, x) != '\0')
			keep_text(v, x->name, filter_word(&l->f, x));
	if (strcmp(l->sort, "newest") != 0)
		keep_text(v, "sort", l->sort);
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

/* Severities from the worst down, everything else most frequent first. */
static int
by_facet(const void *a, const void *b)
{
	static const char order[] = "critical high medium low";
	const struct facet *x = a, *y = b;
	int d = strcmp(x->dimension, y->dimension);

	if (d == 0 && strcmp(x->dimension, "severity") == 0)
		return (int)(strstr(order, x->key) - strstr(order, y->key));
	if (d == 0 && x->n != y->n)
		return x->n < y->n ? 1 : -1;
	return d != 0 ? d : strcmp(x->key, y->key);
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
		qsort(l->facets, l->n_facets, sizeof(*l->facets), by_facet);
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
	struct list l = { .now = clock_now(), .sort = req_text(rq, "sort") };
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
	if (rc == RC_OK)
		rc = said_changed(rq, v, &l.said);
	if (rc == RC_OK && l.n > 0)
		rc = said_bulk(rq, v, &l.said);
	if (rc != RC_OK)
		return rc;
	put_head(v, &l);
	put_kept(v, &l);
	put_chips(v, &l);
	put_facets(v, &l);
	put_rows(v, rq, &l);
	put_pages(v, rq, &l);
	return page_send(rq, v);
}
