/* SPDX-License-Identifier: MIT */
/* The work queue: what is open, then what is over. */
#include "page/page.h"

#include "ask/incident.h"
#include "base/arena.h"
#include "base/clock.h"
#include "db/db.h"
#include "html/chart.h"
#include "html/csv.h"
#include "html/format.h"
#include "html/link.h"
#include "html/view.h"
#include "page/filter.h"
#include "page/incident.h"
#include "page/words.h"

#include <math.h>
#include <string.h>

enum { OPEN_ROWS = 100, OVER_ROWS = 25, CSV_ROWS = 5000 };

/* clang-format off */
const struct param incident_list_params[] = {
	INCIDENT_QUERY_PARAMS,
	{ NULL, 0, NULL, 0, 0, NULL },
};
/* clang-format on */

struct list {
	struct req *rq;
	int64_t now;
	struct incident_query q;
	struct incident_row *open, *over;
	size_t n_open, n_over;
	int64_t all_open, all_over;
	struct incident_choice *choices;
	size_t n_choices;
};

static bool
asks_for(const struct list *l, bool open)
{
	const char *s = l->q.state;

	return *s == '\0' || (strcmp(s, "resolved") != 0) == open;
}

static enum rc
read_open(struct list *l, int64_t most)
{
	struct incident_query q = l->q;

	q.state = *q.state == '\0' ? "open" : q.state;
	q.skip = 0;
	q.most = most;
	return asks_for(l, true) ? incident_list(l->rq->db, l->rq->mem, &q,
	    &l->open, &l->n_open, &l->all_open) : RC_OK;
}

static enum rc
read_over(struct list *l)
{
	struct incident_query q = l->q;

	q.state = "resolved";
	return asks_for(l, false) ? incident_list(l->rq->db, l->rq->mem, &q,
	    &l->over, &l->n_over, &l->all_over) : RC_OK;
}

static enum rc
read_list(struct list *l, int64_t open, int64_t over)
{
	struct req *rq = l->rq;
	enum rc rc = db_begin_snapshot(rq->db);

	l->now = clock_now();
	l->q = ask_incidents(rq, over);
	if (rc == RC_OK)
		rc = read_open(l, open);
	if (rc == RC_OK)
		rc = read_over(l);
	if (rc == RC_OK)
		rc = incident_choices(rq->db, rq->mem, &l->choices,
		    &l->n_choices);
	return rc == RC_OK ? db_commit(rq->db) : rc;
}

static const char *
list_url(const struct list *l, const char *path, int64_t skip)
{
	struct link k = link_to(l->rq->mem, path);

	link_arg(&k, "state", l->q.state);
	link_arg(&k, "category", l->q.category);
	link_arg(&k, "owner", l->q.owner);
	if (skip > 0)
		link_int(&k, "skip", skip);
	return link_url(&k);
}

/* ---- filters ---- */

static struct view *
choice(struct view *v, const char *label, const char *field)
{
	struct view *c = view_row(v, "CHOICE");

	view_text(c, "LABEL", label);
	view_text(c, "FIELD", field);
	return c;
}

static void
put_choices(struct view *v, const struct list *l, const char *dimension)
{
	bool owner = strcmp(dimension, "owner") == 0;
	const char *now = owner ? l->q.owner : l->q.category;
	struct arena *mem = view_arena(v);
	struct view *c = choice(v, owner ? "Owner" : "Category", dimension);

	page_option(c, "", owner ? "anybody" : "any", *now == '\0');
	for (size_t i = 0; i < l->n_choices; i++) {
		const char *key = l->choices[i].key;
		const char *none = owner ? "-" : "total";
		const char *value = *key == '\0' ? none : key;

		if (strcmp(l->choices[i].dimension, dimension) != 0)
			continue;
		page_option(c, value, *key != '\0' ? (owner ? key :
		    word_for(mem, "category", key)) :
		    owner ? "nobody" : "all together",
		    strcmp(value, now) == 0);
	}
}

static void
put_filters(struct view *v, const struct list *l)
{
	struct view *c = choice(v, "State", "state");

	page_option(c, "", "any", *l->q.state == '\0');
	page_option(c, "open", "open", strcmp(l->q.state, "open") == 0);
	for (int s = 0; s < INCIDENT_STATES; s++) {
		const char *word = incident_state_word((enum incident_state)s);

		page_option(c, word, word, strcmp(l->q.state, word) == 0);
	}
	put_choices(v, l, "category");
	put_choices(v, l, "owner");
	view_text(v, "CSV_URL", list_url(l, "/incidents.csv", 0));
}

/* ---- rows ---- */

static void
put_spark(struct view *row, const struct incident_row *i)
{
	double bars[INCIDENT_SPARK], most = 0;

	for (size_t k = 0; k < INCIDENT_SPARK; k++) {
		bars[k] = (double)i->spark[k];
		most = fmax(most, bars[k]);
	}
	chart_spark(row, "SPARK", bars, INCIDENT_SPARK, arena_fmt(
	    view_arena(row), "Course from a day before, at most %.0f at once",
	    most));
}

static void
put_row(struct view *table, const struct list *l, const struct incident_row *i)
{
	struct arena *mem = view_arena(table);
	struct view *row = view_row(table, "INCIDENT");
	struct filter f = incident_filter(mem, i);
	bool open = incident_is_open(i->s.state);
	char buf[FMT_SIZE], iso[CLOCK_ISO_SIZE];
	int64_t at = open ? i->s.raised_at : i->s.ended_at;

	view_text(row, "URL", incident_url(mem, i->id));
	view_text(row, "NAME", i->title);
	view_int(row, "ID", i->id);
	view_text(row, "STATE", incident_state_text(mem, i, l->now));
	view_text(row, "SEVERITY", severity_name(i->s.severity));
	view_text(row, "OWNER", *i->owner ? i->owner : "nobody");
	view_show_if(row, "UNOWNED", *i->owner == '\0');
	view_text(row, "LIST_URL", filter_url(mem, "/conversations", &f));
	view_count(row, "COUNT", i->conversations);
	view_text(row, "CUSTOMERS_URL", filter_url(mem, "/customers", &f));
	view_count(row, "CUSTOMERS", i->customers);
	view_text(row, "ISO", clock_iso(at, iso));
	view_text(row, "AGO", open ? fmt_duration(l->now - at, buf) :
	    fmt_ago(at, l->now, buf));
	view_text(row, "WHEN", fmt_when(at, l->now, buf));
	put_spark(row, i);
}

static void
put_table(struct view *v, const struct list *l, bool open)
{
	const struct incident_row *rows = open ? l->open : l->over;
	size_t n = open ? l->n_open : l->n_over;
	struct view *table = view_include(v, open ? "OPEN" : "OVER",
	    "incident-table.tpl");

	view_text(table, "CAPTION", open ? "Open incidents, most severe first" :
	    "Incidents that are over, last ended first");
	view_text(table, "AT", open ? "Open for" : "Ended");
	for (size_t i = 0; i < n; i++)
		put_row(table, l, &rows[i]);
}

static void
put_pages(struct view *over, const struct list *l)
{
	int64_t end = l->q.skip + (int64_t)l->n_over;

	if (l->q.skip > 0)
		view_text(view_row(over, "FIRST"), "URL", list_url(l,
		    "/incidents", 0));
	if (end < l->all_over)
		view_text(view_row(over, "NEXT"), "URL", list_url(l,
		    "/incidents", end));
}

static bool
is_filtered(const struct list *l)
{
	return *l->q.state != '\0' || *l->q.category != '\0' ||
	    *l->q.owner != '\0';
}

static const char *
sentence(struct arena *mem, const struct list *l)
{
	char n[FMT_SIZE];

	if (!asks_for(l, true))
		return l->all_over == 0 ? "No incident like that is over" :
		    arena_fmt(mem, "%s over", fmt_plural(l->all_over,
		    "incident is", "incidents are", n));
	if (l->all_open == 0)
		return is_filtered(l) ? "No open incident is like that" :
		    "No incident is open";
	return arena_fmt(mem, is_filtered(l) ? "%s like that" : "%s open",
	    fmt_plural(l->all_open, is_filtered(l) ? "open incident is" :
	    "incident is", is_filtered(l) ? "open incidents are" :
	    "incidents are", n));
}

/* How bad it is, and what nobody has in hand, as a link to those. */
static void
put_more(struct view *v, const struct list *l)
{
	struct link k = link_to(l->rq->mem, "/incidents");
	size_t unowned = 0, worst = 0;
	char n[FMT_SIZE];

	for (size_t i = 0; i < l->n_open; i++) {
		unowned += *l->open[i].owner == '\0';
		worst += l->open[i].s.severity >= SEVERITY_HIGH;
	}
	if (l->n_open == 0) {
		view_text(v, "MORE", "What rises above the usual is listed "
		    "here until it is back to usual or somebody resolves it.");
		return;
	}
	view_text(v, "MORE", arena_fmt(l->rq->mem, "%s%zu high or critical%s",
	    l->all_open > (int64_t)l->n_open ? arena_fmt(l->rq->mem, "Of the "
	    "%zu listed below ", l->n_open) : "", worst, unowned == 0 ?
	    ", each with an owner." : ""));
	link_arg(&k, "state", *l->q.state != '\0' ? l->q.state : "open");
	link_arg(&k, "category", l->q.category);
	link_arg(&k, "owner", "-");
	if (unowned > 0)
		page_link_row(v, "UNOWNED", link_url(&k), arena_fmt(
		    l->rq->mem, "%s without an owner",
		    fmt_count((long long)unowned, n)));
}

/* The table, or why there is none. */
static void
put_part(struct view *v, const struct list *l, bool open)
{
	size_t n = open ? l->n_open : l->n_over;
	struct view *part;

	if (!asks_for(l, open))
		return;
	part = view_row(v, open ? "OPEN_SECTION" : "OVER_SECTION");
	if (n > 0)
		put_table(part, l, open);
	else if (!open && l->all_over > 0)
		view_text(view_row(part, "BEYOND"), "URL", list_url(l,
		    "/incidents", 0));
	else
		view_show(part, is_filtered(l) ? "NONE_LIKE" : open ? "CALM" :
		    "NONE_OVER");
	if (open && l->all_open > (int64_t)n) {
		struct view *cut = view_row(part, "CUT");

		view_count(cut, "SHOWN", (long long)n);
		view_count(cut, "ALL", l->all_open);
		view_text(cut, "CSV", list_url(l, "/incidents.csv", 0));
	}
	if (n > 0 && !open)
		put_pages(view_row(part, "PAGES"), l);
}

enum rc
page_incidents(struct req *rq)
{
	struct list l = { .rq = rq };
	struct view *v = page_open(rq, "incidents.tpl", "Incidents");
	enum rc rc = read_list(&l, OPEN_ROWS, OVER_ROWS);

	if (rc != RC_OK)
		return rc;
	view_text(v, "SENTENCE", sentence(rq->mem, &l));
	put_more(v, &l);
	put_filters(v, &l);
	put_part(v, &l, true);
	put_part(v, &l, false);
	return page_send(rq, v);
}

/* ---- CSV ---- */

static void
write_rows(struct csv *c, const struct incident_row *rows, size_t n)
{
	for (size_t k = 0; k < n; k++) {
		const struct incident_row *i = &rows[k];

		csv_int(c, i->id);
		csv_text(c, i->title);
		csv_text(c, incident_state_word(i->s.state));
		csv_text(c, severity_name(i->s.severity));
		csv_text(c, i->owner);
		csv_text(c, i->category);
		csv_text(c, i->platform);
		csv_text(c, i->app_version);
		csv_int(c, i->conversations);
		csv_int(c, i->customers);
		csv_time(c, i->begins_at);
		csv_time(c, i->s.raised_at);
		csv_time(c, i->s.ended_at);
		csv_text(c, i->s.fixed_in);
		csv_end(c);
	}
}

enum rc
page_incidents_csv(struct req *rq)
{
	static const char *const names[] = { "id", "title", "state", "severity",
		"owner", "category", "platform", "version", "conversations",
		"customers", "begins", "raised", "ended", "fixed in", NULL };
	struct csv c = CSV_INIT(&rq->out);
	struct list l = { .rq = rq };
	enum rc rc = read_list(&l, CSV_ROWS, CSV_ROWS);

	if (rc != RC_OK)
		return rc;
	req_csv_part(rq, "tidemark-incidents", 2 * CSV_ROWS,
	    l.n_open + l.n_over, (int64_t)(l.n_open + l.n_over) <
	    l.all_open + l.all_over - l.q.skip);
	csv_head(&c, names);
	write_rows(&c, l.open, l.n_open);
	write_rows(&c, l.over, l.n_over);
	return RC_OK;
}
