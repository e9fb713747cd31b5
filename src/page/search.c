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
#include "page/narrow.h"
#include "page/row.h"
#include "page/similar.h"
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

static const struct narrow_span spans[] = {
	{ "Any time", 0 },
	{ "24 hours", DAY },
	{ "7 days",   7 * DAY },
	{ "30 days",  30 * DAY },
	{ "90 days",  90 * DAY },
};

static const struct narrow_box boxes[] = {
	{ "severity", "Severity", 4 },
	{ "category", "Category", 14 },
	{ "status",   "Status",   6 },
	{ "platform", "Platform", 7 },
};
/* clang-format on */

#define N_OF(table) (sizeof(table) / sizeof(*(table)))

enum { PAGE_ROWS = 20 };

/* f.words is what was typed. */
struct found {
	struct arena *mem;
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
put_hit(struct view *list, const struct search_hit *h, int64_t now,
    bool with_like)
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
	if (h->likeness > 0)
		page_text_row(list, "FACT", arena_fmt(mem, "%s %.0f %%",
		    h->words ? "reads alike:" : "none of the words, but reads "
		    "alike:", 100 * h->likeness));
	if (with_like)
		page_link_row(list, "LIKE", similar_url(mem, c->id),
		    "More like this");
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
	bool divided = l->r.whole == 0 || l->s.newest, alike = l->s.newest;

	for (size_t i = 0; i < l->r.n; i++) {
		struct view *row = view_row(v, "HIT");

		if (!l->r.hit[i].words && !alike) {
			page_text_row(row, "DIVIDE",
			    "These hold none of the words, but read alike:");
			divided = alike = true;
		}
		if (!l->r.hit[i].whole && !divided) {
			page_text_row(row, "DIVIDE",
			    "These hold only some of the words:");
			divided = true;
		}
		put_hit(row, &l->r.hit[i], l->now, l->s.vectors != NULL);
	}
}

/* ---- what narrows it ---- */

static const char *
narrowed(const void *found, const struct filter *f)
{
	const struct found *l = found;

	return search_url(l->mem, f, l->sort, l->s.exact, NULL);
}

static struct narrow
narrow_of(const struct found *l)
{
	return (struct narrow){ .f = &l->f, .now = l->now,
		.facets = l->r.facets, .n_facets = l->r.n_facets,
		.mailboxes = l->mailboxes, .n_mailboxes = l->n_mailboxes,
		.url = narrowed, .list = l };
}

/* ---- the page around ---- */

/* Another query in the box keeps the filters. */
static void
put_form(struct view *v, const struct found *l)
{
	view_text(v, "Q", l->f.words);
	narrow_keep(v, &l->f);
	if (l->s.newest)
		narrow_keep_text(v, "sort", l->sort);
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

	if (n == 0 && r->near > 0)
		return arena_fmt(mem, "%s read%s alike", fmt_plural(r->near,
		    "conversation", "conversations", buf), r->near == 1 ? "s" :
		    "");
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
	if (*r->without != '\0')
		page_text_row(v, "MORE", arena_fmt(mem, "Found by words alone: "
		    "%s.", r->without));
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
	struct narrow n = narrow_of(l);
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
	narrow_spans(in, &n, spans, N_OF(spans));
	narrow_boxes(in, &n, boxes, N_OF(boxes));
	narrow_mailboxes(in, &n);
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
	if (rc == RC_OK)
		narrow_sort(l->r.facets, l->r.n_facets);
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
	struct narrow n;
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
	n = narrow_of(l);
	narrow_chips(v, &n, false);
	if (l->r.n == 0)
		put_none(v, l);
	else
		put_results(v, rq, l);
	return page_send(rq, v);
}

enum rc
page_search(struct req *rq)
{
	struct found l = { .mem = rq->mem, .now = clock_now(),
		.sort = req_text(rq, "sort") };
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
