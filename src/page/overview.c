/* SPDX-License-Identifier: MIT */
#include "page/page.h"

#include "base/arena.h"
#include "conf/conf.h"
#include "db/db.h"
#include "html/chart.h"
#include "html/format.h"
#include "html/link.h"
#include "html/view.h"
#include "model/trend.h"
#include "page/annotate.h"
#include "page/filter.h"
#include "page/fresh.h"
#include "page/group.h"
#include "page/moved.h"
#include "page/range.h"
#include "page/row.h"
#include "page/said.h"
#include "page/period_said.h"
#include "page/sentence.h"
#include "page/trend.h"
#include "page/words.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* clang-format off */
const struct param overview_params[] = {
	RANGE_PARAMS,
	{ "wall", P_BOOL, "0", 0, 0, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};
/* clang-format on */

enum {
	URGENT_SHOWN = 8,
	BREAKDOWN_ROWS = 6,
	WALL_PLOT = 320		/* pixels of height of the chart on a wall */
};

/* All that the page shows, read in one snapshot. */
struct overview {
	struct range range;
	struct trend trend;
	struct tallies counts;
	struct people people;
	struct group *groups;
	size_t n_groups;
	struct conversation *urgent;
	size_t n_urgent;
	int64_t all_urgent;
	struct mailbox *mailboxes;
	size_t n_mailboxes;
	struct freshness fresh;
	struct said said;
	const char *oldest_wait;	/* how long, in words */
	bool wall;
};

static enum rc
read_all(struct req *rq, struct overview *o)
{
	static const char *const dimensions[] = { "all", "category", "severity",
		"platform", "version" };
	const struct window *w = &o->range.w;
	struct db *db = rq->db;
	enum rc rc = trend_freshness(db, rq->mem, &o->fresh);

	if (rc == RC_OK)
		rc = mailbox_list(db, rq->mem, &o->mailboxes, &o->n_mailboxes);
	if (rc == RC_OK)
		rc = trend_counts(db, rq->mem, w, dimensions,
		    sizeof(dimensions) / sizeof(*dimensions), &o->counts);
	if (rc == RC_OK)
		rc = trend_people(db, rq->mem, w, &o->people);
	if (rc == RC_OK)
		rc = trend_read(rq, &o->range, o->fresh.oldest_at, &o->trend);
	if (rc == RC_OK)
		rc = moved_read(rq, w, &o->groups, &o->n_groups);
	if (rc == RC_OK)
		rc = conversation_urgent(db, rq->mem, w, URGENT_SHOWN,
		    &o->urgent, &o->n_urgent, &o->all_urgent);
	if (rc == RC_OK)
		rc = said_read(rq, o->urgent, o->n_urgent, &o->said);
	if (rc == RC_OK)
		rc = annotate_waits(rq, o->urgent, o->n_urgent, w->now);
	if (rc == RC_OK && o->people.waiting > 0)
		rc = annotate_span(rq, o->people.waiting_since, w->now,
		    &o->oldest_wait);
	return rc;
}

/* ---- tiles ---- */

static const char LIST[] = "/conversations";

static struct view *
tile(struct view *full, const char *name, const char *value, const char *url,
    const char *change, const char *sub)
{
	struct view *t = view_row(full, "TILE");

	view_text(t, "NAME", name);
	view_text(t, "VALUE", value);
	view_text(t, "SUB", sub);
	page_text_row(t, "CHANGE", change);
	page_link_or_plain(t, url);
	return t;
}

/* What a count is compared with: full hours now and before. */
struct versus {
	int64_t now, before;
	bool known;	/* the data reaches back that far */
};

static void
count_tile(struct view *full, const char *name, const char *path, int64_t n,
    struct versus vs, const struct filter *f)
{
	struct arena *mem = view_arena(full);
	char value[FMT_SIZE], change[FMT_SIZE], was[FMT_SIZE];

	tile(full, name, fmt_count(n, value), filter_url(mem, path, f),
	    !vs.known ? NULL :
	    fmt_change((double)vs.now, (double)vs.before, change),
	    !vs.known ? "no earlier data" : arena_fmt(mem,
	    "%s\xc2\xa0" "before", fmt_count(vs.before, was)));
}

/* "18 min in office hours" where there are any, or NULL. */
static const char *
reply_office(struct arena *mem, const struct replies *r)
{
	char open[FMT_SIZE];

	if (r->counting)
		return "office hours are being counted";
	return isnan(r->open) ? NULL : arena_fmt(mem,
	    "%s in office hours", fmt_duration((int64_t)r->open, open));
}

static void
reply_tile(struct view *full, const struct replies *r, bool known,
    const struct filter *f)
{
	struct arena *mem = view_arena(full);
	char value[FMT_SIZE], diff[FMT_SIZE], n[FMT_SIZE];
	struct filter replied = filter_with(f, "flag", "replied");
	double d = r->median - r->before;
	const char *change = NULL;
	struct view *t;

	if (known && !isnan(d) && fabs(d) >= 60)
		change = arena_fmt(mem, "%s\xc2\xa0%s",
		    d > 0 ? "\xe2\x96\xb2" : "\xe2\x96\xbc",
		    fmt_duration((int64_t)fabs(d), diff));
	t = tile(full, "First reply, median", isnan(r->median) ?
	    "\xe2\x80\x93" : fmt_duration((int64_t)r->median, value),
	    NULL, change, r->replied == 0 ? "no reply yet" : "");
	page_text_row(t, "OFFICE", reply_office(mem, r));
	/* a median counts nothing; what it is made of does */
	if (r->replied > 0)
		page_link_row(t, "OF", filter_url(mem, LIST, &replied),
		    arena_fmt(mem, "%s\xc2\xa0replied",
		    fmt_count(r->replied, n)));
}

static void
put_tiles(struct view *full, const struct overview *o)
{
	struct arena *mem = view_arena(full);
	const struct people *p = &o->people;
	struct tally all = trend_tally(&o->counts, "all", "");
	struct tally high = trend_tally(&o->counts, "severity", "high");
	struct tally critical = trend_tally(&o->counts, "severity", "critical");
	struct filter f = range_filter(&o->range);
	struct filter urgent = filter_with(&f, "severity", "urgent");
	struct filter waiting = { .mailbox = f.mailbox, .flag = "waiting" };
	const bool known = o->trend.has_before;
	char n[FMT_SIZE];

	count_tile(full, "Conversations", LIST, all.now, (struct versus){ all.full,
	    all.before, known }, &f);
	count_tile(full, "Customers", "/customers", p->customers,
	    (struct versus){ p->customers_full, p->customers_before, known },
	    &f);
	count_tile(full, "High + critical", LIST, high.now + critical.now,
	    (struct versus){ high.full + critical.full,
	    high.before + critical.before, known }, &urgent);
	tile(full, "Waiting for a reply", fmt_count(p->waiting, n),
	    filter_url(mem, "/conversations?sort=waiting", &waiting), NULL,
	    p->waiting == 0 ? "nobody waits" : arena_fmt(mem, "oldest %s",
	    o->oldest_wait));
	reply_tile(full, &p->reply, known, &f);
}

/* ---- groups ---- */

static void
put_group(struct view *full, const struct overview *o, const struct group *g)
{
	struct arena *mem = view_arena(full);
	struct view *row = view_row(full, "GROUP");
	struct filter f = range_filter(&o->range);
	char buf[FMT_SIZE];
	double spark[MOVED_SPARK], most = 0;

	for (size_t i = 0; i < MOVED_SPARK; i++) {
		spark[i] = g->series ? (double)g->series[i] : 0;
		most = fmax(most, spark[i]);
	}
	f.cluster = g->id;
	view_text(row, "URL", group_url(mem, g->id, &o->range));
	view_text(row, "LIST_URL", filter_url(mem, LIST, &f));
	view_text(row, "NAME", group_title(g->title));
	view_count(row, "COUNT", g->size);
	if (o->trend.has_before)
		view_text(row, "CHANGE", fmt_change((double)g->full,
		    (double)g->before, buf));
	chart_spark(row, "SPARK", spark, MOVED_SPARK, arena_fmt(mem,
	    "Course over %s, at most %.0f at once", o->range.span, most));
}

static void
put_groups(struct view *full, const struct overview *o)
{
	view_text(full, "GROUPS_URL", range_url(view_arena(full), "/groups",
	    &o->range, -1));
	if (o->n_groups == 0)
		view_show(full, "NO_GROUPS");
	view_text(full, "GROUPS_CSV", range_url(view_arena(full), "/moved.csv",
	    &o->range, -1));
	for (size_t i = 0; i < o->n_groups && i < MOVED_SHOWN; i++)
		put_group(full, o, &o->groups[i]);
}

/* ---- breakdowns ---- */

static const char *
breakdown_csv(struct arena *mem, const struct overview *o,
    const char *dimension)
{
	struct link link = link_to(mem, range_url(mem, "/breakdown.csv",
	    &o->range, -1));

	link_arg(&link, "by", dimension);
	return link_url(&link);
}

/* What says least stands last, however often it is. */
static bool
says_little(const char *key)
{
	return *key == '\0' || strcmp(key, "other") == 0;
}

static void
add_rows(struct arena *mem, const struct overview *o, const char *dimension,
    struct breakdown_row *rows, size_t *n, bool little)
{
	const struct filter f = range_filter(&o->range);
	bool coloured = strcmp(dimension, "category") == 0;

	for (size_t i = 0; i < o->counts.n && *n < BREAKDOWN_ROWS; i++) {
		const struct tally *t = &o->counts.at[i];
		const char *key = *t->key ? t->key : "unknown";
		struct filter it = filter_with(&f, dimension, key);

		if (strcmp(t->dimension, dimension) != 0 || t->now == 0 ||
		    says_little(t->key) != little)
			continue;
		rows[(*n)++] = (struct breakdown_row){ coloured ? key : NULL,
			word_for(mem, dimension, key),
			filter_url(mem, "/conversations", &it),
			(double)t->now,
			o->trend.has_before ? (double)t->before : NAN };
	}
}

static void
colour_rows(struct breakdown_row *rows, size_t n)
{
	const char *keys[BREAKDOWN_ROWS + 1], *out[BREAKDOWN_ROWS + 1];

	for (size_t i = 0; i < n; i++)
		keys[i] = rows[i].key;
	word_colours(keys, n, out);
	for (size_t i = 0; i < n; i++)
		rows[i].key = out[i];
}

static void
put_breakdown(struct view *full, const struct overview *o, const char *slot,
    const char *dimension, const char *title)
{
	struct arena *mem = view_arena(full);
	struct breakdown_row rows[BREAKDOWN_ROWS + 1];
	struct breakdown b = {
		.id = arena_fmt(mem, "by-%s", dimension), .title = title,
		.csv = breakdown_csv(mem, o, dimension),
		.empty = "Nothing in this range.", .row = rows,
		.whole = (double)trend_tally(&o->counts, "all", "").now,
	};

	add_rows(mem, o, dimension, rows, &b.n, false);
	/* one place is kept for it */
	if (b.n == BREAKDOWN_ROWS)
		b.n--;
	add_rows(mem, o, dimension, rows, &b.n, true);
	if (strcmp(dimension, "category") == 0)
		colour_rows(rows, b.n);
	chart_breakdown(full, slot, &b);
}

/* Severities stand in their own order, whatever their counts. */
static void
put_severity(struct view *full, const struct overview *o)
{
	static const char *const order[] = { "critical", "high", "medium",
		"low" };
	struct arena *mem = view_arena(full);
	struct filter f = range_filter(&o->range);
	struct breakdown_row rows[4];
	struct breakdown b = { .id = "by-severity", .title = "Severity",
		.csv = breakdown_csv(mem, o, "severity"),
		.before_name = o->trend.has_before ? o->range.before : NULL,
		.row = rows, .n = 4,
		.whole = (double)trend_tally(&o->counts, "all", "").now };

	for (size_t i = 0; i < 4; i++) {
		struct tally t = trend_tally(&o->counts, "severity", order[i]);
		struct filter it = filter_with(&f, "severity", order[i]);

		rows[i] = (struct breakdown_row){ order[i], order[i],
			filter_url(mem, "/conversations", &it), (double)t.now,
			o->trend.has_before ? (double)t.before : NAN };
	}
	chart_breakdown(full, "SEVERITY", &b);
}

/* ---- needs a person ---- */

static struct row_group
alike(struct arena *mem, const struct overview *o, int64_t cluster)
{
	for (size_t i = 0; cluster != 0 && i < o->n_groups; i++)
		if (o->groups[i].id == cluster)
			return (struct row_group){ o->groups[i].size,
				group_url(mem, cluster, &o->range) };
	return (struct row_group){ 0, NULL };
}

static void
put_urgent(struct view *full, const struct req *rq, const struct overview *o)
{
	struct filter f = { .from = o->range.w.from, .to = o->range.w.to,
		.mailbox = o->range.w.mailbox, .severity = "urgent",
		.flag = "needs_person" };
	struct filter waiting = { .mailbox = f.mailbox, .flag = "waiting" };

	view_text(full, "NOW_SUB",
	    "high or critical, written in this range, waiting for a reply, not "
	    "done");
	view_text(full, "NOW_URL", filter_url(rq->mem,
	    "/conversations?sort=severity", &f));
	view_count(full, "NOW_ALL", o->all_urgent);
	if (o->n_urgent == 0)
		page_link_row(full, "NOBODY_WAITS", filter_url(rq->mem, LIST,
		    &waiting), "See who else waits");
	for (size_t i = 0; i < o->n_urgent; i++)
		row_add_said(full, rq->conf, &o->urgent[i], o->range.w.now,
		    alike(rq->mem, o, o->urgent[i].cluster_id), &o->said);
}

static enum rc
put_full(struct req *rq, struct view *v, struct overview *o)
{
	const struct facts facts = { &o->trend, &o->counts, &o->people };
	struct view *full = view_row(v, "FULL");
	const char *said;
	enum rc rc = sentence_put(rq, v, &facts, &said);

	if (rc != RC_OK)
		return rc;
	put_tiles(full, o);
	view_text(full, "TREND_SPAN", arena_fmt(rq->mem,
	    "conversations per %s, %s", o->range.hourly ? "hour" : "day",
	    o->range.span));
	view_text(full, "TREND_CSV", range_url(rq->mem, "/trend.csv", &o->range,
	    -1));
	trend_put(full, "TREND", &o->trend, said, o->wall ? WALL_PLOT : 0);
	put_groups(full, o);
	put_severity(full, o);
	put_breakdown(full, o, "PLATFORM", "platform", "Platform");
	put_breakdown(full, o, "CATEGORY", "category", "Category");
	put_breakdown(full, o, "VERSION", "version", "Version");
	put_urgent(full, rq, o);
	/* of all mailboxes */
	return range_filter(&o->range).mailbox == 0 ? period_said_put(rq, full,
	    o->range.w.now) : RC_OK;
}

/* On a wall or before a person, and of what time. */
static void
put_place(struct view *v, const struct overview *o)
{
	struct arena *mem = view_arena(v);
	const char *url = range_url(mem, "/", &o->range, -1);
	const struct window *w = &o->range.w;
	char from[FMT_SIZE], to[FMT_SIZE];

	view_text(v, "EXACT", arena_fmt(mem, "%s to %s",
	    fmt_when(w->from, w->now, from),
	    fmt_when(w->now < w->to ? w->now : w->to, w->now, to)));
	if (o->wall) {
		view_global(v, "BODY_CLASS", "wall");
		view_text(view_row(v, "LEAVE_WALL"), "URL", url);
	} else {
		view_text(view_row(v, "TO_WALL"), "URL", arena_fmt(mem,
		    "%s&wall=1", url));
	}
}

enum rc
page_overview(struct req *rq)
{
	struct overview o = { 0 };
	struct view *v = page_open(rq, "overview.tpl", "Overview");
	enum rc rc = range_read(rq, &o.range);

	if (rc == RC_OK)
		rc = db_begin_snapshot(rq->db);
	if (rc == RC_OK)
		rc = read_all(rq, &o);
	if (rc != RC_OK)
		return rc;
	o.wall = req_int(rq, "wall");
	o.range.charted = true;
	put_place(v, &o);
	range_controls(v, &o.range, o.mailboxes, o.n_mailboxes);
	fresh_line(v, rq->conf, &o.fresh, &o.range);
	rc = said_changed(rq, v, &o.said);
	if (rc != RC_OK)
		return rc;
	if (trend_tally(&o.counts, "all", "").now > 0) {
		view_row(v, "BY_RULES");
		rc = put_full(rq, v, &o);
	} else
		fresh_empty(v, rq->conf, &o.fresh, &o.range);
	if (rc == RC_OK)
		rc = db_commit(rq->db);
	return rc == RC_OK ? page_send(rq, v) : rc;
}
