/* SPDX-License-Identifier: MIT */
#include "page/page.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/parse.h"
#include "base/sbuf.h"
#include "db/db.h"
#include "html/format.h"
#include "html/link.h"
#include "html/view.h"
#include "model/search.h"
#include "page/filter.h"
#include "page/row.h"
#include "page/words.h"

#include <string.h>

/* clang-format off */
const struct param search_page_params[] = {
	FILTER_PARAMS, SEARCH_PARAMS,
	{ "after", P_TEXT, "", 0, 60, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};

static const struct {
	const char *word, *name;
} sorts[] = {
	{ "relevance", "Most relevant" },
	{ "newest",    "Newest" },
};

static const struct {
	const char *name;
	int64_t seconds;
} spans[] = {
	{ "Any time", 0 },
	{ "24 hours", DAY },
	{ "7 days",   7 * DAY },
	{ "30 days",  30 * DAY },
	{ "90 days",  90 * DAY },
};

static const struct {
	const char *dimension, *title;
} boxes[] = {
	{ "severity", "Severity" },
	{ "category", "Category" },
	{ "status",   "Status" },
	{ "platform", "Platform" },
};
/* clang-format on */

#define N_OF(table) (sizeof(table) / sizeof(*(table)))

enum { PAGE_ROWS = 20 };

/* f.words is what was typed. */
struct found {
	struct filter f;
	const char *sort;
	struct search s;
	struct search_found r;
	struct mailbox *mailboxes;
	size_t n_mailboxes;
	int64_t now;
};

static const char *
url_of(struct arena *mem, const char *path, const struct filter *f,
    const char *sort, bool exact, const char *after)
{
	struct link link = link_to(mem, path);

	filter_args_to(&link, f);
	if (strcmp(sort, "relevance") != 0)
		link_arg(&link, "sort", sort);
	link_arg(&link, "exact", exact ? "1" : NULL);
	link_arg(&link, "after", after);
	return link_url(&link);
}

static const char *
search_url(struct arena *mem, const struct filter *f, const char *sort,
    bool exact, const char *after)
{
	return url_of(mem, "/search", f, sort, exact, after);
}

/* ---- what was found ---- */

static void
put_pieces(struct view *v, const char *section, const struct search_pieces *p)
{
	for (size_t i = 0; i < p->n; i++)
		view_text(view_row(view_row(v, section), p->v[i].mark ?
		    "MARK" : "PLAIN"), "TEXT", p->v[i].text);
}

static const char *
said_by(struct arena *mem, const struct search_hit *h)
{
	if (strcmp(h->kind, "note") == 0)
		return *h->author ? arena_fmt(mem, "Note by %s", h->author) :
		    "Note";
	return h->author;
}

static void
put_said(struct view *row, const struct search_hit *h)
{
	struct arena *mem = view_arena(row);
	struct view *e;

	if (h->excerpt.n == 0 && row_said(&h->c) == NULL)
		return;
	e = view_row(row, "EXCERPT");
	if (h->excerpt.n == 0) {
		page_text_row(view_row(e, "PIECE"), "PLAIN",
		    row_said(&h->c));
		return;
	}
	page_text_row(e, "BY", said_by(mem, h));
	put_pieces(e, "PIECE", &h->excerpt);
}

static void
put_hit(struct view *list, const struct search_hit *h, int64_t now)
{
	struct arena *mem = view_arena(list);
	const struct conversation *c = &h->c;
	struct search_piece none = { row_subject(c), false };
	struct search_pieces subject = h->subject;
	char buf[FMT_SIZE], iso[CLOCK_ISO_SIZE];

	if (subject.n == 0)
		subject = (struct search_pieces){ &none, 1 };
	view_text(list, "SEVERITY", c->severity);
	view_text(list, "URL", row_url(mem, c->id));
	view_int(list, "NUMBER", c->number);
	put_pieces(list, "SUBJECT", &subject);
	put_said(list, h);
	page_text_row(list, "FACT", c->customer);
	page_text_row(list, "FACT", word_for(mem, "category",
	    c->main_category));
	if (h->messages > 1)
		page_text_row(list, "FACT", arena_fmt(mem, "in %s",
		    fmt_plural(h->messages, "message", "messages", buf)));
	view_text(list, "ISO", clock_iso(c->created_at, iso));
	view_text(list, "WHEN", fmt_when(c->created_at, now, buf));
	view_text(list, "AGO", fmt_ago(c->created_at, now, buf));
	page_text_row(list, "STATUS", c->status);
}

static void
put_hits(struct view *v, const struct found *l)
{
	bool divided = l->r.whole == 0 || l->s.newest;

	for (size_t i = 0; i < l->r.n; i++) {
		struct view *row = view_row(v, "HIT");

		if (!l->r.hit[i].whole && !divided) {
			page_text_row(row, "DIVIDE",
			    "These hold only some of the words:");
			divided = true;
		}
		put_hit(row, &l->r.hit[i], l->now);
	}
}

/* ---- filters ---- */

static const char *
mailbox_name(const struct found *l, int64_t id)
{
	for (size_t i = 0; i < l->n_mailboxes; i++)
		if (l->mailboxes[i].id == id)
			return l->mailboxes[i].name;
	return "unknown";
}

static void
choice(struct view *box, const struct found *l, const char *name,
    const struct filter *f, int64_t n, bool here)
{
	struct view *c = view_row(box, "CHOICE");

	view_text(c, "NAME", name);
	view_text(c, "URL", search_url(view_arena(box), f, l->sort,
	    l->s.exact, NULL));
	if (n >= 0)
		view_count(c, "COUNT", n);
	view_show_if(c, "HERE", here);
}

/* A choice in use takes itself out again. */
static void
put_box(struct view *v, const struct found *l, const char *dimension,
    const char *title)
{
	struct view *box = NULL;

	for (size_t i = 0; i < l->r.n_facets; i++) {
		const struct facet *x = &l->r.facets[i];
		const char *key = *x->key ? x->key : "unknown";
		struct filter f = filter_with(&l->f, dimension, key);
		bool here = false;

		if (strcmp(x->dimension, dimension) != 0)
			continue;
		for (const struct filter_field *w = filter_fields; w->name; w++)
			if (strcmp(w->name, dimension) == 0)
				here = strcmp(filter_word(&l->f, w), key) == 0;
		if (here)
			f = filter_with(&l->f, dimension, "");
		if (box == NULL) {
			box = view_row(v, "FACET");
			view_text(box, "NAME", title);
		}
		choice(box, l, word_for(view_arena(v), dimension, key), &f,
		    x->n, here);
	}
}

static void
put_mailboxes(struct view *v, const struct found *l)
{
	struct view *box = NULL;

	for (size_t i = 0; i < l->r.n_facets; i++) {
		struct filter f = l->f;
		int64_t id;

		if (strcmp(l->r.facets[i].dimension, "mailbox") != 0 ||
		    !parse_int(l->r.facets[i].key, 1, INT64_MAX, &id))
			continue;
		if (box == NULL) {
			box = view_row(v, "FACET");
			view_text(box, "NAME", "Mailbox");
		}
		f.mailbox = f.mailbox == id ? 0 : id;
		choice(box, l, mailbox_name(l, id), &f, l->r.facets[i].n,
		    l->f.mailbox == id);
	}
}

static void
put_spans(struct view *v, const struct found *l)
{
	struct view *box = view_row(v, "FACET");

	view_text(box, "NAME", "Created");
	for (size_t i = 0; i < N_OF(spans); i++) {
		struct filter f = l->f;

		f.from = spans[i].seconds == 0 ? 0 :
		    (l->now - spans[i].seconds) / HOUR * HOUR;
		f.to = 0;
		choice(box, l, spans[i].name, &f, -1, l->f.from == f.from &&
		    l->f.to == 0);
	}
}

static void
chip(struct view *v, struct view **has, const struct found *l,
    const struct filter *without, const char *what, const char *value)
{
	struct view *c;

	if (*has == NULL)
		*has = view_row(v, "HAS_CHIPS");
	c = view_row(*has, "CHIP");
	view_text(c, "WHAT", what);
	view_text(c, "VALUE", value);
	view_text(c, "URL", search_url(view_arena(v), without, l->sort,
	    l->s.exact, NULL));
}

static void
put_chips(struct view *v, const struct found *l)
{
	struct arena *mem = view_arena(v);
	struct view *has = NULL;
	struct filter f = l->f;
	char a[FMT_SIZE], b[FMT_SIZE];

	f.from = f.to = 0;
	if (l->f.from != 0 || l->f.to != 0)
		chip(v, &has, l, &f, "created", l->f.to == 0 ?
		    arena_fmt(mem, "since %s", fmt_when(l->f.from, l->now, a)) :
		    arena_fmt(mem, "%s to %s", l->f.from == 0 ? "any time" :
		    fmt_when(l->f.from, l->now, a),
		    fmt_when(l->f.to, l->now, b)));
	f = l->f;
	f.mailbox = 0;
	if (l->f.mailbox != 0)
		chip(v, &has, l, &f, "mailbox",
		    mailbox_name(l, l->f.mailbox));
	f = l->f;
	f.cluster = 0;
	if (l->f.cluster != 0)
		chip(v, &has, l, &f, "group", arena_fmt(mem, "%lld",
		    (long long)l->f.cluster));
	f = l->f;
	f.customer = 0;
	if (l->f.customer != 0)
		chip(v, &has, l, &f, "", "one customer");
	for (const struct filter_field *x = filter_fields; x->name; x++) {
		if (*filter_word(&l->f, x) == '\0' ||
		    strcmp(x->name, "q") == 0)
			continue;
		f = filter_with(&l->f, x->name, "");
		chip(v, &has, l, &f, x->what, word_for(mem, x->name,
		    filter_word(&l->f, x)));
	}
}

/* ---- the page around ---- */

static void
keep(struct view *v, const char *name, const char *value)
{
	struct view *k;

	if (value == NULL || *value == '\0')
		return;
	k = view_row(v, "KEEP");
	view_text(k, "NAME", name);
	view_text(k, "VALUE", value);
}

static void
keep_id(struct view *v, const char *name, int64_t id)
{
	if (id != 0)
		keep(v, name, arena_fmt(view_arena(v), "%lld", (long long)id));
}

/* Another query in the box keeps the filters. */
static void
put_form(struct view *v, const struct found *l)
{
	char iso[CLOCK_ISO_SIZE];

	view_text(v, "Q", l->f.words);
	if (l->f.from != 0)
		keep(v, "from", clock_iso(l->f.from, iso));
	if (l->f.to != 0)
		keep(v, "to", clock_iso(l->f.to, iso));
	keep_id(v, "mailbox", l->f.mailbox);
	keep_id(v, "group", l->f.cluster);
	keep_id(v, "customer", l->f.customer);
	for (const struct filter_field *x = filter_fields; x->name; x++)
		if (strcmp(x->name, "q") != 0)
			keep(v, x->name, filter_word(&l->f, x));
	if (l->s.newest)
		keep(v, "sort", l->sort);
}

static void
put_help(struct view *v)
{
	struct view *help = view_row(v, "HELP");

	for (int i = FIELD_WORD + 1; i < FIELD_COUNT; i++) {
		struct view *row = view_row(help, "FIELD");

		view_text(row, "NAME", query_field_name((enum query_field)i));
		view_text(row, "TEXT", query_field_help((enum query_field)i));
	}
}

static const char *
sentence(struct arena *mem, const struct search_found *r)
{
	int64_t n = r->whole > 0 ? r->whole : r->part;
	bool cut = r->whole > 0 ? r->whole_cut : r->part_cut;
	char buf[FMT_SIZE];

	if (n == 0)
		return "Nothing found";
	return arena_fmt(mem, "%s%s", fmt_plural(n, "conversation",
	    "conversations", buf), cut ? " and more" : "");
}

static void
put_more(struct view *v, const struct found *l)
{
	const struct search_found *r = &l->r;
	struct arena *mem = view_arena(v);
	char buf[FMT_SIZE];

	if (r->whole == 0 && r->part > 0)
		page_text_row(v, "MORE", "None holds all of the words; these "
		    "hold some.");
	else if (r->part > 0 && !l->s.newest)
		page_text_row(v, "MORE", arena_fmt(mem, "and %s%s that hold%s "
		    "only some of the words", fmt_count(r->part, buf),
		    r->part_cut ? " or more" : "", r->part == 1 ? "s" : ""));
	if (r->whole_cut)
		page_text_row(v, "MORE", "Only the newest were looked at: add "
		    "a word, a filter or before: to reach older ones.");
}

static void
put_notes(struct view *v, const struct found *l)
{
	struct arena *mem = view_arena(v);
	struct filter f;

	for (size_t i = 0; i < l->s.query.notes_n; i++)
		page_text_row(v, "NOTE", l->s.query.notes[i]);
	for (size_t i = 0; i < l->r.n_common; i++)
		page_text_row(v, "NOTE", arena_fmt(mem, "“%s” need not be in "
		    "them: nearly every text holds it. Quotes make it count.",
		    l->r.common[i]));
	if (l->r.suggestion == NULL)
		return;
	if (l->r.corrected) {
		struct view *c = view_row(v, "CORRECTED");

		view_text(c, "TYPED", l->f.words);
		view_text(c, "TEXT", l->r.suggestion);
		view_text(c, "URL", search_url(mem, &l->f, l->sort, true,
		    NULL));
		return;
	}
	f = filter_with(&l->f, "q", l->r.suggestion);
	page_link_row(v, "MEANT", search_url(mem, &f, l->sort, false, NULL),
	    l->r.suggestion);
}

static void
put_state(struct view *v, const char *heading, const char *text,
    const char *step, const char *url)
{
	struct view *e = view_row(v, "EMPTY");

	view_text(e, "HEADING", heading);
	view_text(e, "TEXT", text);
	if (step != NULL)
		page_link_row(e, "STEP", url, step);
	put_help(v);
}

static void
put_none(struct view *v, const struct found *l)
{
	struct filter plain = { .words = l->f.words };
	bool filtered = strcmp(search_url(view_arena(v), &plain, "relevance",
	    false, NULL), search_url(view_arena(v), &l->f, "relevance", false,
	    NULL)) != 0;

	put_state(v, "No conversation holds this", filtered ?
	    "Nothing fits both what was typed and the filters in use." :
	    "Try fewer or other words. New conversations can be found a few "
	    "seconds after their import.", filtered ?
	    "Search without filters" : NULL, search_url(view_arena(v), &plain,
	    l->sort, false, NULL));
}

static void
put_results(struct view *v, struct req *rq, const struct found *l)
{
	struct view *in = view_row(v, "RESULTS");
	struct arena *mem = rq->mem;

	for (size_t i = 0; i < N_OF(sorts); i++) {
		struct view *s = view_row(in, "SORT");

		view_text(s, "NAME", sorts[i].name);
		view_text(s, "URL", search_url(mem, &l->f, sorts[i].word,
		    l->s.exact, NULL));
		view_show_if(s, "HERE", strcmp(sorts[i].word, l->sort) == 0);
	}
	view_text(in, "CSV_URL", url_of(mem, "/api/v1/search.csv", &l->f,
	    l->sort, l->s.exact, NULL));
	put_hits(in, l);
	if (req_given(rq, "after"))
		view_text(view_row(in, "FIRST"), "URL", search_url(mem, &l->f,
		    l->sort, l->s.exact, NULL));
	if (l->r.next != NULL) {
		struct view *next = view_row(in, "NEXT");

		view_text(next, "URL", search_url(mem, &l->f, l->sort,
		    l->s.exact, l->r.next));
		view_int(next, "COUNT", PAGE_ROWS);
	}
	put_spans(in, l);
	for (size_t k = 0; k < N_OF(boxes); k++)
		put_box(in, l, boxes[k].dimension, boxes[k].title);
	if (l->n_mailboxes > 1)
		put_mailboxes(in, l);
}

static enum rc
read_found(struct req *rq, struct found *l)
{
	enum rc rc = db_begin_snapshot(rq->db);

	if (rc == RC_OK)
		rc = mailbox_list(rq->db, rq->mem, &l->mailboxes,
		    &l->n_mailboxes);
	if (rc == RC_OK)
		rc = search_run(rq->db, rq->mem, &l->s, &l->r);
	if (rc == RC_BAD_INPUT)
		return req_fail(rq, rc, "after is not a place in this list: "
		    "begin with the first page");
	return rc == RC_OK ? db_commit(rq->db) : rc;
}

/* "#48213" is the conversation itself; "48213" may be one, or a word. */
static bool
names_one(struct req *rq, const struct parsed_query *q, int64_t *id,
    bool *surely)
{
	int64_t number = q->item[0].number;

	*surely = q->n == 1 && q->item[0].field == FIELD_NUMBER &&
	    !q->item[0].without;
	if (q->n != 1 || (!*surely && (q->item[0].field != FIELD_WORD ||
	    !parse_int(q->item[0].text, 1, INT64_MAX, &number))))
		return false;
	return conversation_find(rq->db, rq->mem, number, id) == RC_OK;
}

static enum rc
show(struct req *rq, struct view *v, struct found *l)
{
	bool surely;
	int64_t id;
	enum rc rc;

	if (names_one(rq, &l->s.query, &id, &surely)) {
		if (surely)
			return req_redirect(rq, row_url(rq->mem, id));
		page_link_row(v, "NUMBER", row_url(rq->mem, id),
		    l->s.query.item[0].text);
	}
	rc = read_found(rq, l);
	if (rc != RC_OK)
		return rc;
	view_text(v, "SENTENCE", sentence(rq->mem, &l->r));
	put_more(v, l);
	put_notes(v, l);
	put_chips(v, l);
	if (l->r.n == 0)
		put_none(v, l);
	else
		put_results(v, rq, l);
	return page_send(rq, v);
}

enum rc
page_search(struct req *rq)
{
	struct found l = { .now = clock_now(), .sort = req_text(rq, "sort") };
	struct view *v = page_open(rq, "search.tpl", "Search");

	if (!ask_search(rq, filter_time, &l.s))
		return filter_refuse(rq);
	l.f = l.s.filter;
	l.s.after = req_text(rq, "after");
	l.s.most = PAGE_ROWS;
	l.s.local = fmt_from_local;
	put_form(v, &l);
	if (l.s.query.error == NULL && l.s.query.n > 0)
		return show(rq, v, &l);
	view_text(v, "SENTENCE", "Search");
	if (l.s.query.error == NULL) {
		page_text_row(v, "MORE", "Subjects, messages and notes of all "
		    "conversations, best match first");
		put_help(v);
		return page_send(rq, v);
	}
	rq->status = 422;
	put_state(v, "This cannot be searched", l.s.query.error, NULL, NULL);
	return page_send(rq, v);
}
