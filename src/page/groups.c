/* SPDX-License-Identifier: MIT */
#include "page/page.h"

#include "base/arena.h"
#include "base/clock.h"
#include "db/db.h"
#include "html/chart.h"
#include "html/csv.h"
#include "html/format.h"
#include "html/link.h"
#include "html/view.h"
#include "model/gather.h"
#include "model/group.h"
#include "model/trend.h"
#include "page/filter.h"
#include "page/group.h"
#include "page/narrow.h"
#include "page/range.h"
#include "page/words.h"

#include <math.h>
#include <string.h>

enum { PAGE_ROWS = 50, CSV_ROWS = 10000, SKIP_MOST = 100000, SPARK = 48 };

/* clang-format off */
const struct param groups_params[] = {
	RANGE_PARAMS,
	{ "category", P_TEXT, "", 0, 64, NULL },
	{ "q", P_TEXT, "", 0, 200, NULL },
	{ "sort", P_WORD, "size", 0, 0, GROUP_SORTS },
	{ "least", P_INT, "2", 1, 1000000, NULL },
	{ "skip", P_INT, "0", 0, SKIP_MOST, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};
/* clang-format on */

static const struct {
	const char *word, *name;
} sorts[] = {
	{ "size", "Largest" }, { "change", "Most changed" },
	{ "customers", "Most customers" }, { "severity", "Most severe" },
	{ "newest", "Newest" },
};

struct list {
	struct req *rq;
	struct range range;
	struct group_query query;
	struct group *groups;
	size_t n;
	int64_t all;
	struct mailbox *mailboxes;
	size_t n_mailboxes;
	struct freshness fresh;
};

static enum rc
read_list(struct list *l, int64_t most, size_t buckets)
{
	struct req *rq = l->rq;
	enum rc rc = range_read(rq, &l->range);

	l->query = (struct group_query){ req_text(rq, "category"),
		req_text(rq, "q"), req_text(rq, "sort"), req_int(rq, "least"),
		req_int(rq, "skip"), most };
	if (rc == RC_OK)
		rc = db_begin_snapshot(rq->db);
	if (rc == RC_OK)
		rc = trend_freshness(rq->db, rq->mem, &l->fresh);
	if (rc == RC_OK)
		rc = mailbox_list(rq->db, rq->mem, &l->mailboxes,
		    &l->n_mailboxes);
	if (rc == RC_OK)
		rc = group_list(rq->db, rq->mem, &l->range.w, &l->query,
		    buckets, &l->groups, &l->n, &l->all);
	return rc == RC_OK ? db_commit(rq->db) : rc;
}

/* This list with another order or place; sort NULL keeps the one in use. */
static const char *
list_url(const struct list *l, const char *path, const char *sort, int64_t skip)
{
	struct arena *mem = l->rq->mem;
	struct link k = { sbuf_arena(mem), true };

	sbuf_text(k.out, range_url(mem, path, &l->range, -1));
	link_arg(&k, "category", l->query.category);
	link_arg(&k, "q", l->query.words);
	link_arg(&k, "sort", sort ? sort : l->query.sort);
	if (l->query.least != 2)
		link_int(&k, "least", l->query.least);
	if (skip > 0)
		link_int(&k, "skip", skip);
	return link_url(&k);
}

static bool
has_before(const struct list *l)
{
	return range_reaches(&l->range, COMPARE_BEFORE, l->fresh.oldest_at);
}

static void
put_row(struct view *full, const struct list *l, const struct group *g)
{
	struct arena *mem = l->rq->mem;
	struct view *row = view_row(full, "GROUP");
	struct filter f = range_filter(&l->range);
	double spark[SPARK], most = 0;
	char buf[FMT_SIZE], iso[CLOCK_ISO_SIZE];

	f.cluster = g->id;
	for (size_t i = 0; i < SPARK; i++) {
		spark[i] = g->series ? (double)g->series[i] : 0;
		most = fmax(most, spark[i]);
	}
	view_text(row, "URL", group_url(mem, g->id, &l->range));
	view_text(row, "NAME", group_title(g->title));
	view_text(row, "CATEGORY", word_for(mem, "category", g->category));
	view_text(row, "LIST_URL", filter_url(mem, "/conversations", &f));
	view_count(row, "COUNT", g->size);
	if (has_before(l))
		view_text(row, "CHANGE", fmt_change((double)g->full,
		    (double)g->before, buf));
	view_text(row, "CUSTOMERS_URL", filter_url(mem, "/customers", &f));
	view_count(row, "CUSTOMERS", g->customers);
	view_text(row, "SEVERITY", g->severity);
	view_text(row, "ISO", clock_iso(g->last_at, iso));
	view_text(row, "WHEN", fmt_ago(g->last_at, l->range.w.now, buf));
	chart_spark(row, "SPARK", spark, SPARK, arena_fmt(mem,
	    "Course over %s, at most %.0f at once", l->range.span, most));
}

/* The range, for the form that searches in this list. */
static void
put_span(struct view *v, const struct range *r)
{
	char iso[CLOCK_ISO_SIZE];

	narrow_keep_text(v, "range", r->word);
	if (r->word == NULL) {
		narrow_keep_text(v, "from", clock_iso(r->w.from, iso));
		narrow_keep_text(v, "to", clock_iso(r->w.to, iso));
	}
	if (r->w.mailbox != 0)
		narrow_keep_text(v, "mailbox", arena_fmt(view_arena(v), "%lld",
		    (long long)r->w.mailbox));
}

static void
put_controls(struct view *v, struct list *l)
{
	const char *least = l->query.least == 2 ? "" : arena_fmt(l->rq->mem,
	    "%lld", (long long)l->query.least);
	const struct range_keep keep[] = { { "category", l->query.category },
		{ "q", l->query.words }, { "sort", l->query.sort },
		{ "least", least } };

	l->range.path = "/groups";
	l->range.keep = keep;
	l->range.n_keep = sizeof(keep) / sizeof(*keep);
	range_controls(v, &l->range, l->mailboxes, l->n_mailboxes);
	l->range.n_keep = 0;
	for (size_t i = 0; i < sizeof(sorts) / sizeof(*sorts); i++) {
		struct view *s = view_row(v, "SORT");

		view_text(s, "NAME", sorts[i].name);
		view_text(s, "URL", list_url(l, "/groups", sorts[i].word, 0));
		view_show_if(s, "HERE",
		    strcmp(sorts[i].word, l->query.sort) == 0);
	}
	narrow_keep_text(v, "category", l->query.category);
	narrow_keep_text(v, "sort", l->query.sort);
	narrow_keep_text(v, "least", least);
	put_span(v, &l->range);
	view_text(v, "Q", l->query.words);
	view_text(v, "CSV_URL", list_url(l, "/groups.csv", NULL, 0));
}

static void
put_pages(struct view *v, const struct list *l)
{
	int64_t end = l->query.skip + (int64_t)l->n;

	if (l->query.skip > 0)
		view_text(view_row(v, "FIRST"), "URL", list_url(l, "/groups",
		    NULL, 0));
	if (end < l->all && end <= SKIP_MOST)
		view_text(view_row(v, "NEXT"), "URL", list_url(l, "/groups",
		    NULL, end));
}

static const char *
made_by(struct arena *mem, const struct gather_state *s)
{
	char a[FMT_SIZE], b[FMT_SIZE], when[FMT_SIZE];

	if (s->at == 0 || s->compared == 0)
		return "Made by the words of their texts alone: there are too few "
		    "vectors to tell what means the same in other words.";
	return arena_fmt(mem, "Made by words, then by meaning: of %s compared %s, "
	    "%s went into another.", fmt_plural(s->compared, "group", "groups",
	    a), fmt_when(s->at, clock_now(), when), fmt_count(s->joined, b));
}

enum rc
page_groups(struct req *rq)
{
	struct view *v = page_open(rq, "groups.tpl", "Groups");
	struct list l = { .rq = rq };
	struct gather_state by;
	struct view *full;
	char buf[FMT_SIZE];
	enum rc rc = read_list(&l, PAGE_ROWS, SPARK);

	if (rc == RC_OK)
		rc = gather_state(rq->db, rq->mem, &by);
	if (rc != RC_OK)
		return rc;
	view_text(v, "MADE", made_by(rq->mem, &by));
	put_controls(v, &l);
	view_text(v, "SENTENCE", fmt_plural(l.all, "group", "groups", buf));
	view_text(v, "SPAN", l.range.span);
	view_text(v, "LEAST", arena_fmt(rq->mem, "%lld",
	    (long long)l.query.least));
	if (l.n == 0) {
		view_show(v, "EMPTY");
		return page_send(rq, v);
	}
	full = view_row(v, "FULL");
	for (size_t i = 0; i < l.n; i++)
		put_row(full, &l, &l.groups[i]);
	put_pages(full, &l);
	return page_send(rq, v);
}

enum rc
page_groups_csv(struct req *rq)
{
	static const char *const head[] = { "group", "title", "conversations",
		"full_hours", "before", "customers", "highest_severity",
		"category", "first", "last", NULL };
	struct csv c = CSV_INIT(&rq->out);
	struct list l = { .rq = rq };
	bool known;
	enum rc rc = read_list(&l, CSV_ROWS, 0);

	if (rc != RC_OK)
		return rc;
	known = has_before(&l);
	req_csv_part(rq, "tidemark-groups", CSV_ROWS, l.n,
	    l.query.skip + (int64_t)l.n < l.all);
	csv_head(&c, head);
	for (size_t i = 0; i < l.n; i++) {
		const struct group *g = &l.groups[i];

		csv_int(&c, g->id);
		csv_text(&c, g->title);
		csv_int(&c, g->size);
		csv_int(&c, g->full);
		csv_int_or_empty(&c, known ? g->before : -1, -1);
		csv_int(&c, g->customers);
		csv_text(&c, g->severity);
		csv_text(&c, g->category);
		csv_time(&c, g->first_at);
		csv_time(&c, g->last_at);
		csv_end(&c);
	}
	return RC_OK;
}
