/* SPDX-License-Identifier: MIT */
#include "page/page.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/parse.h"
#include "db/db.h"
#include "html/format.h"
#include "html/link.h"
#include "html/view.h"
#include "http/csv_stream.h"
#include "page/filter.h"

#include <string.h>

/* clang-format off */
const struct param customers_params[] = {
	FILTER_PARAMS,
	{ "after", P_TEXT, "", 0, 60, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};
/* clang-format on */

enum { PAGE_ROWS = 100 };

/* "3.8812": the row with 3 conversations of customer 8812. */
static bool
read_after(struct arena *mem, const char *text, struct customer_row *after)
{
	const char *dot = strchr(text, '.');

	return dot != NULL &&
	    parse_int(arena_copy(mem, text, (size_t)(dot - text)), 1,
	    INT64_MAX, &after->n) &&
	    parse_int(dot + 1, 0, INT64_MAX, &after->id);
}

static void
put_row(struct view *v, const struct filter *f, const struct customer_row *c,
    int64_t now)
{
	struct view *row = view_row(v, "CUSTOMER");
	struct filter own = *f;
	char buf[FMT_SIZE], iso[CLOCK_ISO_SIZE];

	own.customer = c->id;
	view_text(row, "NAME", *c->name ? c->name : "unnamed");
	view_text(row, "URL", filter_url(view_arena(v), "/conversations",
	    &own));
	view_count(row, "COUNT", c->n);
	view_text(row, "SEVERITY", c->severity);
	view_text(row, "ISO", clock_iso(c->last_at, iso));
	view_text(row, "WHEN", fmt_when(c->last_at, now, buf));
}

static void
put_pages(struct view *v, const struct req *rq, const struct filter *f,
    const struct customer_row *last)
{
	struct link next = link_to(rq->mem, "/customers");

	if (req_given(rq, "after"))
		view_text(view_row(v, "FIRST"), "URL",
		    filter_url(rq->mem, "/customers", f));
	if (last == NULL)
		return;
	filter_args_to(&next, f);
	link_arg(&next, "after", arena_fmt(rq->mem, "%lld.%lld",
	    (long long)last->n, (long long)last->id));
	view_text(view_row(v, "NEXT"), "URL", link_url(&next));
}

static void
put_head(struct view *v, const struct filter *f, int64_t conversations,
    int64_t customers, int64_t now)
{
	struct arena *mem = view_arena(v);
	char a[FMT_SIZE];

	view_text(v, "SENTENCE", fmt_plural(customers, "customer", "customers",
	    a));
	page_link_row(v, "LIST", filter_url(mem, "/conversations", f),
	    fmt_plural(conversations, "conversation", "conversations", a));
	view_text(v, "SPAN", filter_span(mem, f, now));
	view_text(v, "CSV_URL", filter_url(mem, "/customers.csv", f));
	view_show_if(v, "EMPTY", customers == 0);
	view_show_if(v, "FULL", customers > 0);
}

enum rc
page_customers(struct req *rq)
{
	struct view *v = page_open(rq, "customers.tpl", "Customers");
	struct customer_row after, *rows = NULL;
	int64_t conversations, customers, now = clock_now();
	bool given = req_given(rq, "after");
	struct filter f;
	size_t n = 0;
	enum rc rc = filter_read(rq, &f);

	filter_narrow(&f, now);
	if (rc == RC_OK && given &&
	    !read_after(rq->mem, req_text(rq, "after"), &after))
		return req_fail(rq, RC_BAD_INPUT, "after is not a place in this "
		    "list: begin with the first page");
	if (rc == RC_OK)
		rc = db_begin_snapshot(rq->db);
	if (rc == RC_OK)
		rc = conversation_count(rq->db, rq->mem, &f, &conversations,
		    &customers);
	if (rc == RC_OK)
		rc = customer_list(rq->db, rq->mem, &f, given ? &after : NULL,
		    PAGE_ROWS + 1, &rows, &n);
	if (rc == RC_OK)
		rc = db_commit(rq->db);
	if (rc != RC_OK)
		return rc;
	put_head(v, &f, conversations, customers, now);
	for (size_t i = 0; i < n && i < PAGE_ROWS; i++)
		put_row(v, &f, &rows[i], now);
	put_pages(v, rq, &f, n > PAGE_ROWS ? &rows[PAGE_ROWS - 1] : NULL);
	return page_send(rq, v);
}

struct export {
	struct csv_stream *out;
	struct filter filter;
};

static bool
csv_row(void *ctx, const struct customer_row *row)
{
	struct export *e = ctx;

	csv_int(&e->out->csv, row->id);
	csv_text(&e->out->csv, row->name);
	csv_int(&e->out->csv, row->n);
	csv_time(&e->out->csv, row->last_at);
	csv_text(&e->out->csv, row->severity);
	return csv_stream_row(e->out);
}

static enum rc
write_list(struct req *rq, struct csv_stream *out, void *what)
{
	struct export *e = what;

	e->out = out;
	return customer_each(rq->db, rq->mem, &e->filter, csv_row, e);
}

enum rc
page_customers_csv(struct req *rq)
{
	static const char *const head[] = { "customer", "name",
		"conversations", "newest", "highest_severity", NULL };
	struct export *e = arena_alloc(rq->mem, sizeof(*e));
	enum rc rc = filter_read(rq, &e->filter);

	if (rc == RC_OK)
		req_csv_stream(rq, "tidemark-customers", head, write_list, e);
	return rc;
}
