/* SPDX-License-Identifier: MIT */
/* One incident: what it is, who has it, what happened. */
#include "page/incident.h"

#include "base/arena.h"
#include "base/clock.h"
#include "db/db.h"
#include "html/chart.h"
#include "html/csv.h"
#include "html/format.h"
#include "html/view.h"
#include "http/req.h"
#include "model/account.h"
#include "model/detector.h"
#include "model/trend.h"
#include "page/annotate.h"
#include "page/filter.h"
#include "page/group.h"
#include "page/narrow.h"
#include "page/page.h"
#include "page/row.h"
#include "page/words.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
	EXAMPLES = 6,
	EVENTS = 200,
	SIMILAR = 8,
	GROUPS = 6,
	SERIES_MOST = 32,	/* more categories than there can be */
	HOURS_MOST = 14 * 24
};

/* ---- what pages say alike ---- */

const char *
incident_url(struct arena *mem, int64_t id)
{
	return arena_fmt(mem, "/incidents/%lld", (long long)id);
}

/* "09:00" of today, "Tue 13, 09:00" of this week, else with the month. */
static const char *
moment(struct arena *mem, int64_t at, int64_t now)
{
	char day[FMT_SIZE], hour[FMT_SIZE];

	if (fmt_day_start(at) == fmt_day_start(now))
		return arena_text(mem, fmt_clock(at, hour));
	if (at <= now && now - at < 6 * DAY)
		return arena_fmt(mem, "%s, %s", fmt_weekday(at, day),
		    fmt_clock(at, hour));
	return arena_text(mem, fmt_when(at, now, day));
}

const char *
incident_when(struct arena *mem, const struct incident_row *i, int64_t now)
{
	const char *from = moment(mem, i->begins_at, now);

	return i->s.ended_at == 0 ? arena_fmt(mem, "since %s", from) :
	    arena_fmt(mem, "from %s to %s", from,
	    moment(mem, i->s.ended_at, now));
}

const char *
incident_state_text(struct arena *mem, const struct incident_row *i,
    int64_t now)
{
	const char *state = incident_state_word(i->s.state);

	if (i->s.state == INCIDENT_MUTED)
		return i->s.mute_until == 0 ? "muted until worse" :
		    arena_fmt(mem, "muted until %s", moment(mem,
		    i->s.mute_until, now));
	if (i->merged_into != 0)
		return arena_fmt(mem, "merged into %lld",
		    (long long)i->merged_into);
	return *i->s.fixed_in == '\0' ? state : arena_fmt(mem,
	    "%s, %s fixed in %s", state,
	    incident_is_open(i->s.state) ? "was" : "is", i->s.fixed_in);
}

/* ---- the page ---- */

struct whole {
	struct req *rq;
	int64_t now;
	struct incident_row row;
	struct filter f;
	struct range range;	/* hours of the chart */
	double *count, *usual;	/* usual NULL: nothing is learned yet */
	struct annotation notes;
	struct facet *facets;
	struct conversation *examples;
	struct incident_event *events;
	struct incident_like *similar;
	struct incident_group *groups;
	struct incident_row *others;
	struct account_row *users;
	size_t n_facets, n_examples, n_events, n_similar, n_groups, n_others,
	    n_users;
};

/* From a day before it began until now, or some hours after it ended. */
static void
span(struct whole *w)
{
	struct range *r = &w->range;
	const struct incident_row *i = &w->row;
	int64_t to = i->s.ended_at == 0 ? w->now : i->s.ended_at + 6 * HOUR;
	int64_t from = (i->begins_at - DAY) / HOUR * HOUR;

	if (to > w->now)
		to = w->now;
	to = (to / HOUR + 1) * HOUR;
	if (to - from > HOURS_MOST * HOUR)
		from = to - HOURS_MOST * HOUR;
	if (to <= from)
		to = from + HOUR;
	r->n = (size_t)((to - from) / HOUR);
	r->hourly = true;
	r->at = arena_array(w->rq->mem, r->n + 1, sizeof(*r->at));
	for (size_t k = 0; k <= r->n; k++)
		r->at[k] = from + (int64_t)k * HOUR;
	r->w.now = w->now;
}

/* Adds the hours of [from, ...) to the buckets. */
static void
add_hours(const struct hour_count *h, size_t n, int64_t from, size_t buckets,
    double *out)
{
	for (size_t i = 0; i < n; i++) {
		int64_t at = (h[i].hour - from) / HOUR;

		if (h[i].hour >= from && at < (int64_t)buckets)
			out[at] += (double)h[i].n;
	}
}

/* The detector's series of the subject: its categories, its group, or all. */
static size_t
series_of(struct arena *mem, const struct incident_row *i,
    struct lookout_key key[static SERIES_MOST])
{
	char *rest = arena_text(mem, incident_categories(mem, i)), *name;
	size_t n = 0;

	if (*rest == '\0' || i->cluster_id != 0) {
		key[0] = *rest == '\0' ?
		    (struct lookout_key){ LOOKOUT_ALL, "", "" } :
		    (struct lookout_key){ LOOKOUT_GROUP, i->category,
			arena_fmt(mem, "%lld", (long long)i->cluster_id) };
		return 1;
	}
	while (n < SERIES_MOST && (name = strsep(&rest, ",")) != NULL)
		key[n++] = (struct lookout_key){ LOOKOUT_CATEGORY, name, "" };
	return n;
}

/* Counts by hour, and what is usual in these hours. */
static enum rc
read_course(struct whole *w)
{
	struct req *rq = w->rq;
	struct range *r = &w->range;
	struct lookout_key key[SERIES_MOST];
	struct hour_count *h;
	size_t n;
	enum rc rc;

	span(w);
	rc = incident_hours(rq->db, rq->mem, w->row.id, r->at[0], r->at[r->n],
	    &h, &n);
	if (rc == RC_OK)
		rc = detector_usual_at(rq->db, rq->mem, key, series_of(rq->mem,
		    &w->row, key), r->at, r->n, &w->usual);
	if (rc != RC_OK)
		return rc;
	w->count = arena_array(rq->mem, r->n, sizeof(double));
	add_hours(h, n, r->at[0], r->n, w->count);
	return annotate_read(rq, r, &w->notes);
}

static enum rc
read_parts(struct whole *w)
{
	struct db *db = w->rq->db;
	struct arena *mem = w->rq->mem;
	int64_t id = w->row.id;
	enum rc rc = conversation_facets(db, mem, &w->f, &w->facets,
	    &w->n_facets);

	if (rc == RC_OK)
		rc = conversation_list(db, mem, &w->f, SORT_SEVERITY, NULL,
		    EXAMPLES, &w->examples, &w->n_examples);
	if (rc == RC_OK)
		rc = incident_events(db, mem, id, EVENTS, &w->events,
		    &w->n_events);
	if (rc == RC_OK)
		rc = incident_similar(db, mem, id, SIMILAR, &w->similar,
		    &w->n_similar);
	if (rc == RC_OK)
		rc = incident_groups(db, mem, id, GROUPS, &w->groups,
		    &w->n_groups);
	if (rc == RC_OK && req_has_forms(w->rq))
		rc = incident_open(db, mem, &w->others, &w->n_others);
	if (rc == RC_OK && req_has_forms(w->rq))
		rc = account_list(db, mem, &w->users, &w->n_users);
	return rc;
}

static enum rc
read_row(struct whole *w)
{
	int64_t id;
	enum rc rc = db_begin_snapshot(w->rq->db);

	w->now = clock_now();
	if (!req_path_id(w->rq, &id))
		return RC_NOT_FOUND;
	if (rc == RC_OK)
		rc = incident_one(w->rq->db, w->rq->mem, id, &w->row);
	if (rc == RC_OK)
		w->f = incident_filter(w->rq->mem, &w->row);
	return rc == RC_NOT_FOUND ? req_fail(w->rq, rc,
	    "There is no incident %lld.", (long long)id) : rc;
}

/* ---- head ---- */

static void
put_facts(struct view *v, const struct whole *w)
{
	struct arena *mem = view_arena(v);
	const struct incident_row *i = &w->row;
	char buf[FMT_SIZE], iso[CLOCK_ISO_SIZE];

	view_text(v, "SENTENCE", incident_says(mem, i, incident_when(mem, i,
	    w->now)));
	view_int(v, "ID", i->id);
	view_text(v, "SEVERITY", severity_name(i->s.severity));
	view_text(v, "STATE", incident_state_text(mem, i, w->now));
	view_text(v, "OWNER", *i->owner ? i->owner : "nobody");
	view_text(v, "LIST_URL", filter_url(mem, "/conversations", &w->f));
	view_text(v, "COUNT", fmt_plural(i->conversations, "conversation",
	    "conversations", buf));
	view_text(v, "CUSTOMERS_URL", filter_url(mem, "/customers", &w->f));
	view_text(v, "CUSTOMERS", fmt_plural(i->customers, "customer",
	    "customers", buf));
	view_text(v, "ISO", clock_iso(i->s.raised_at, iso));
	view_text(v, "RAISED", fmt_when(i->s.raised_at, w->now, buf));
	view_text(v, "LAST", fmt_ago(i->s.last_rise, w->now, buf));
	if (i->merged_into != 0)
		page_link_row(v, "MERGED", incident_url(mem, i->merged_into),
		    arena_fmt(mem, "incident %lld",
		    (long long)i->merged_into));
}

/* ---- chart ---- */

static const char *
bucket_url(void *who, size_t bucket, const struct chart_series *series)
{
	const struct whole *w = who;
	struct filter f = w->f;

	(void)series;
	f.from = w->range.at[bucket];
	f.to = w->range.at[bucket + 1];
	return filter_url(w->rq->mem, "/conversations", &f);
}

static int
by_time(const void *a, const void *b)
{
	const struct chart_mark *x = a, *y = b;

	return (x->at > y->at) - (x->at < y->at);
}

/* Releases, and when it was raised and ended. */
static void
add_marks(struct whole *w)
{
	struct arena *mem = w->rq->mem;
	const struct chart_mark own[] = {
		{ w->row.s.raised_at, "incident raised" },
		{ w->row.s.ended_at, "incident ended" } };
	struct chart_mark *all = arena_array(mem, w->notes.nmarks + 2,
	    sizeof(*all));
	size_t n = 0;

	for (size_t i = 0; i < w->notes.nmarks; i++)
		all[n++] = w->notes.mark[i];
	for (size_t i = 0; i < 2; i++)
		if (own[i].at >= w->range.at[0] &&
		    own[i].at < w->range.at[w->range.n])
			all[n++] = own[i];
	qsort(all, n, sizeof(*all), by_time);
	w->notes.mark = all;
	w->notes.nmarks = n;
}

static void
put_chart(struct view *v, struct whole *w)
{
	const char *category = *w->row.category ? w->row.category : "other";
	const char *colour;
	const struct chart_series one = { category, "Conversations",
		filter_url(w->rq->mem, "/conversations", &w->f), w->count };
	struct chart chart = { .id = "course", .title = "Course",
		.finding = incident_says(w->rq->mem, &w->row, incident_when(
		w->rq->mem, &w->row, w->now)), .unit = "conversations",
		.n = w->range.n, .at = w->range.at, .now = w->now,
		.series = &one, .nseries = 1, .colour = &colour,
		.usual = w->usual, .url = bucket_url, .who = w };

	word_colours(&category, 1, &colour);
	add_marks(w);
	annotate_chart(&w->notes, &chart);
	chart_stack(v, "CHART", &chart);
	view_show_if(v, "NOT_LEARNED", w->usual == NULL);
	view_text(v, "COURSE_CSV", arena_fmt(w->rq->mem, "%s/hours.csv",
	    incident_url(w->rq->mem, w->row.id)));
}

/* ---- breakdowns ---- */

static void
put_breakdowns(struct view *v, struct whole *w)
{
	const struct narrow n = { .f = &w->f, .facets = w->facets,
		.n_facets = w->n_facets };

	narrow_sort(w->facets, w->n_facets);
	narrow_breakdowns(v, &n, w->row.conversations);
}

static void
put_groups(struct view *v, const struct whole *w)
{
	struct arena *mem = view_arena(v);
	/* largest first; one conversation makes no group */
	bool any = w->n_groups > 0 && w->groups[0].conversations > 1;
	struct view *table = any ? view_row(v, "GROUPS") : NULL;

	view_show_if(v, "NO_GROUP", !any);
	for (size_t i = 0; i < w->n_groups && w->groups[i].conversations > 1;
	    i++) {
		const struct incident_group *g = &w->groups[i];
		struct view *row = view_row(table, "GROUP");
		struct filter f = w->f;

		f.cluster = g->id;
		view_text(row, "URL", group_url(mem, g->id, NULL));
		view_text(row, "NAME", group_title(g->title));
		view_text(row, "LIST_URL", filter_url(mem, "/conversations",
		    &f));
		view_count(row, "COUNT", g->conversations);
		view_text(row, "CUSTOMERS_URL", filter_url(mem, "/customers",
		    &f));
		view_count(row, "CUSTOMERS", g->customers);
		view_text(row, "REPORTS", g->conversations == 1 ?
		    "conversation" : "conversations");
		view_text(row, "PEOPLE", g->customers == 1 ? "customer" :
		    "customers");
	}
}

/* ---- record ---- */

/* What is said of a line of the record, after the name of who did it. */
static const char *
deed(struct arena *mem, const struct incident_event *e, int64_t now)
{
	static const struct {
		const char *kind, *words;
	} plain[] = {
		{ "raised", "opened it" }, { "went on", "saw it go on" },
		{ "escalated", "saw it get worse" },
		{ "regressed", "saw it come back" },
		{ "more severe", "saw it become more severe while muted" },
		{ "quieted", "saw it back to usual" },
		{ "mute ended", "ended the mute, whose time was over" },
		{ "acknowledged", "acknowledged it" },
		{ "unmuted", "ended the mute" }, { "reopened", "reopened it" },
		{ "note", "noted" },
		{ "older versions", "saw it rise again, in older versions alone" },
	};

	for (size_t i = 0; i < sizeof(plain) / sizeof(*plain); i++)
		if (strcmp(e->kind, plain[i].kind) == 0)
			return plain[i].words;
	if (strcmp(e->kind, "muted") == 0)
		return e->until == 0 ? "muted it until it gets worse" :
		    arena_fmt(mem, "muted it until %s", moment(mem, e->until,
		    now));
	if (strcmp(e->kind, "resolved") == 0)
		return *e->fixed_in == '\0' ? "resolved it" : arena_fmt(mem,
		    "resolved it as fixed in %s", e->fixed_in);
	if (strcmp(e->kind, "merged") == 0)
		return arena_fmt(mem, "merged it into incident %lld",
		    (long long)e->other);
	if (strcmp(e->kind, "took in") == 0)
		return arena_fmt(mem, "merged incident %lld into it",
		    (long long)e->other);
	if (strcmp(e->kind, "owner") == 0)
		return *e->owner == '\0' ? "took the owner away" :
		    arena_fmt(mem, "made %s its owner", e->owner);
	if (strcmp(e->kind, "scope") == 0)
		return arena_fmt(mem, "calls it now: %s", e->title);
	return e->kind;
}

static void
put_events(struct view *v, const struct whole *w)
{
	struct arena *mem = view_arena(v);

	for (size_t i = 0; i < w->n_events; i++) {
		const struct incident_event *e = &w->events[i];
		struct view *row = view_row(v, "EVENT");
		char buf[FMT_SIZE], n[FMT_SIZE], iso[CLOCK_ISO_SIZE];

		view_text(row, "WHO", strcmp(e->who, "program") == 0 ?
		    "Tidemark" : e->who);
		view_text(row, "WHAT", deed(mem, e, w->now));
		page_text_row(row, "NOTE", e->note);
		view_text(row, "ISO", clock_iso(e->at, iso));
		view_text(row, "WHEN", fmt_when(e->at, w->now, buf));
		if (e->conversations > 0)
			page_text_row(row, "THEN", arena_fmt(mem, "%s of %s",
			    fmt_plural(e->conversations, "report", "reports",
			    n), fmt_plural(e->customers, "customer",
			    "customers", buf)));
	}
}

static void
put_similar(struct view *v, const struct whole *w)
{
	struct arena *mem = view_arena(v);

	view_show_if(v, "NONE_SIMILAR", w->n_similar == 0);
	for (size_t i = 0; i < w->n_similar; i++) {
		const struct incident_like *s = &w->similar[i];
		struct view *row = view_row(v, "SIMILAR");
		char buf[FMT_SIZE], iso[CLOCK_ISO_SIZE];

		view_text(row, "URL", incident_url(mem, s->row.id));
		view_text(row, "NAME", s->row.title);
		view_text(row, "STATE", incident_state_text(mem, &s->row,
		    w->now));
		view_text(row, "WHY", s->shares_group ? "a group in common" :
		    s->same_place ? "the same category and place" :
		    "the same category");
		view_text(row, "ISO", clock_iso(s->row.s.raised_at, iso));
		view_text(row, "WHEN", fmt_when(s->row.s.raised_at, w->now,
		    buf));
	}
}

/* ---- forms ---- */

static struct view *
form(struct view *v, const char *name, const struct whole *w)
{
	struct view *f = view_row(v, name);

	view_text(f, "CSRF", w->rq->who.csrf);
	view_int(f, "ID", w->row.id);
	return f;
}

static void
put_others(struct view *may, const struct whole *w)
{
	struct view *merge = NULL;

	for (size_t i = 0; i < w->n_others; i++) {
		const struct incident_row *o = &w->others[i];

		if (o->id == w->row.id)
			continue;
		if (merge == NULL)
			merge = form(may, "MERGE", w);
		page_option(merge, arena_fmt(w->rq->mem, "%lld",
		    (long long)o->id), arena_fmt(w->rq->mem, "%lld: %s",
		    (long long)o->id, o->title), false);
	}
	view_show_if(may, "NONE_TO_MERGE", merge == NULL);
}

/* The three actions at the right, by what state it is in. */
static void
put_actions(struct view *v, const struct whole *w)
{
	const struct incident *s = &w->row.s;
	struct view *mute;
	char at[FMT_SIZE];

	if (!incident_is_open(s->state)) {
		(void)form(v, "REOPEN", w);
		return;
	}
	if (s->state != INCIDENT_ACKNOWLEDGED)
		(void)form(v, "ACKNOWLEDGE", w);
	if (s->state == INCIDENT_MUTED)
		(void)form(v, "UNMUTE", w);
	mute = form(v, "MUTE", w);
	view_text(mute, "UNTIL", fmt_input(w->now + DAY, at));
	view_text(form(v, "RESOLVE", w), "HINT", *w->row.app_version == '\0' ?
	    "such as 2.5.1" : arena_fmt(w->rq->mem, "later than %s",
	    w->row.app_version));
}

static void
put_forms(struct view *v, const struct whole *w)
{
	struct view *may, *own;

	if (!req_has_forms(w->rq) || w->row.merged_into != 0)
		return;
	put_actions(view_row(v, "ACTIONS"), w);
	may = view_row(v, "MAY");
	own = form(may, "OWN", w);
	view_text(own, "NOW", w->row.owner);
	view_text(own, "ME", w->rq->who.name);
	for (size_t i = 0; i < w->n_users; i++)
		if (!w->users[i].disabled)
			page_option(own, w->users[i].name, w->users[i].name,
			    false);
	(void)form(may, "NOTING", w);
	put_others(may, w);
}

enum rc
page_incident(struct req *rq)
{
	struct whole w = { .rq = rq };
	struct view *v;
	enum rc rc = read_row(&w);

	if (rc == RC_OK)
		rc = read_course(&w);
	if (rc == RC_OK)
		rc = read_parts(&w);
	if (rc == RC_OK)
		rc = db_commit(rq->db);
	if (rc != RC_OK)
		return rc;
	v = page_open(rq, "incident.tpl", w.row.title);
	put_facts(v, &w);
	put_chart(v, &w);
	put_breakdowns(v, &w);
	put_groups(v, &w);
	view_show_if(v, "NO_EXAMPLE", w.n_examples == 0);
	for (size_t i = 0; i < w.n_examples; i++)
		(void)row_add(v, rq->conf, &w.examples[i], w.now,
		    (struct row_group){ 0, NULL });
	put_events(v, &w);
	put_similar(v, &w);
	put_forms(v, &w);
	return page_send(rq, v);
}

enum rc
page_incident_csv(struct req *rq)
{
	static const char *const names[] = { "from", "to", "conversations",
		"usual", "releases", NULL };
	struct csv c = CSV_INIT(&rq->out);
	struct whole w = { .rq = rq };
	enum rc rc = read_row(&w);

	if (rc == RC_OK)
		rc = read_course(&w);
	if (rc == RC_OK)
		rc = db_commit(rq->db);
	if (rc != RC_OK)
		return rc;
	req_csv(rq, arena_fmt(rq->mem, "tidemark-incident-%lld",
	    (long long)w.row.id));
	csv_head(&c, names);
	for (size_t k = 0; k < w.range.n; k++) {
		csv_time(&c, w.range.at[k]);
		csv_time(&c, w.range.at[k + 1]);
		csv_int(&c, (long long)w.count[k]);
		csv_num(&c, w.usual ? w.usual[k] : NAN, 2);
		annotate_csv(&c, rq->mem, &w.notes, w.range.at[k],
		    w.range.at[k + 1]);
		csv_end(&c);
	}
	return RC_OK;
}
