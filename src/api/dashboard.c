/* SPDX-License-Identifier: MIT */
/*
 * /admin/dashboard: the overview as JSON. The charted categories and their
 * order are those of the replaced dashboard; a conversation is charted under
 * its main category, and the other main categories count in the total alone.
 */
#include "api/api.h"

#include "api/priority.h"
#include "api/series.h"
#include "api/words.h"
#include "ask/filter.h"
#include "base/arena.h"
#include "base/clock.h"
#include "db/db.h"
#include "model/conversation.h"
#include "model/incident.h"
#include "model/sample.h"
#include "model/trend.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

enum { TIMELINE_MOST = 200, TOP = PRIORITY_TOP };

static const struct {
	const char *category, *key, *name;
} charted[] = {
	{ "bug", "bugs", "Bug" },
	{ "crash", "crashes", "Crash" },
	{ "ux", "uxIssues", "UX Issue" },
	{ "performance", "performance", "Performance" },
	{ "technical", "technical", "Technical" },
	{ "question", "questions", "Question" },
	{ "feature_request", "features", "Feature Request" },
	{ "payment", "payments", "Payments" },
	{ "offerwall", "offerwalls", "OfferWall" },
};

static const struct {
	const char *word, *name;
} severities[] = {
	{ "critical", "Critical" },
	{ "high", "High" },
	{ "medium", "Medium" },
	{ "low", "Low" },
};

enum { N_CHARTED = sizeof(charted) / sizeof(*charted),
	N_SEVERITIES = sizeof(severities) / sizeof(*severities) };

struct bucket {
	int64_t n[N_CHARTED], total, compared;
};

struct dashboard {
	struct window w;
	struct series series;
	struct bucket *bucket, sum;
	struct tallies tallies;		/* platform and severity */
	struct replies replies;
	struct group *group;
	size_t n_groups;
	const struct group *priority[TOP];	/* most pressing first */
	size_t n_priority;
	const struct conversation *newest;	/* of priority[0], or NULL */
	struct mark *mark;
	size_t n_marks;
	struct incident_tally *over;	/* of resolved incidents, by severity */
	size_t n_over;
};

static void
count_hour(struct dashboard *d, const struct hour_count *h)
{
	size_t i = series_bucket(&d->series, h->hour);

	if (i >= d->series.n)
		return;
	d->bucket[i].total += h->n;
	d->sum.total += h->n;
	for (size_t k = 0; k < N_CHARTED; k++) {
		if (strcmp(h->key, charted[k].category) != 0)
			continue;
		d->bucket[i].n[k] += h->n;
		d->sum.n[k] += h->n;
	}
}

static enum rc
read_compared(struct req *rq, struct dashboard *d)
{
	const struct window w = series_compared(&d->series);
	struct hour_count *hours;
	size_t n;
	enum rc rc = trend_hours(rq->db, rq->mem, &w, "category", &hours, &n);

	for (size_t i = 0; rc == RC_OK && i < n; i++) {
		size_t b = series_bucket(&d->series,
		    hours[i].hour + d->series.shift);

		if (b < d->series.n)
			d->bucket[b].compared += hours[i].n;
	}
	return rc;
}

static enum rc
read_series(struct req *rq, struct dashboard *d)
{
	struct hour_count *hours;
	size_t n;
	enum rc rc = trend_hours(rq->db, rq->mem, &d->w, "category", &hours,
	    &n);

	if (rc != RC_OK)
		return rc;
	d->series = series_of(&d->w, req_text(rq, "compare"));
	d->bucket = arena_array(rq->mem, d->series.n, sizeof(*d->bucket));
	for (size_t i = 0; i < n; i++)
		count_hour(d, &hours[i]);
	return d->series.shift == 0 ? RC_OK : read_compared(rq, d);
}

static enum rc
read_newest(struct req *rq, struct dashboard *d)
{
	struct filter f = { .from = d->w.from, .to = d->w.to,
		.mailbox = d->w.mailbox };
	struct conversation *c;
	size_t n;
	enum rc rc;

	if (d->n_priority == 0)
		return RC_OK;
	f.cluster = d->priority[0]->id;
	rc = conversation_list(rq->db, rq->mem, &f, SORT_NEWEST, NULL, 1, &c,
	    &n);
	if (rc == RC_OK && n > 0)
		d->newest = &c[0];
	return rc;
}

static enum rc
read_all(struct req *rq, struct dashboard *d)
{
	const char *dimensions[] = { "platform", "severity" };
	enum rc rc = db_begin_snapshot(rq->db);

	if (rc == RC_OK)
		rc = read_series(rq, d);
	if (rc == RC_OK)
		rc = trend_counts(rq->db, rq->mem, &d->w, dimensions, 2,
		    &d->tallies);
	if (rc == RC_OK)
		rc = incident_over(rq->db, rq->mem, &d->w, &d->over,
		    &d->n_over);
	if (rc == RC_OK)
		rc = trend_replies(rq->db, rq->mem, &d->w, &d->replies);
	if (rc == RC_OK)
		rc = trend_groups(rq->db, rq->mem, &d->w, PRIORITY_GROUPS, 1, 0,
		    &d->group, &d->n_groups);
	if (rc == RC_OK) {
		d->n_priority = priority_rank(d->group, d->n_groups, d->w.now,
		    d->priority);
		rc = read_newest(rq, d);
	}
	if (rc == RC_OK)
		rc = sample_timeline(rq->db, rq->mem, &d->w, TIMELINE_MOST,
		    &d->mark, &d->n_marks);
	return rc == RC_OK ? db_commit(rq->db) : rc;
}

/* "4pm" for an hour, "Jan 14" for a day; both in UTC, as ts is. */
static const char *
bucket_name(struct req *rq, const struct dashboard *d, int64_t at)
{
	static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May",
		"Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
	time_t t = (time_t)at;
	struct tm tm;

	gmtime_r(&t, &tm);
	if (!window_is_hourly(&d->w))
		return arena_fmt(rq->mem, "%s %d", months[tm.tm_mon],
		    tm.tm_mday);
	return arena_fmt(rq->mem, "%d%s", tm.tm_hour % 12 ? tm.tm_hour % 12 :
	    12, tm.tm_hour < 12 ? "am" : "pm");
}

static void
write_series(struct req *rq, struct jw *w, const struct dashboard *d)
{
	jw_array(jw_key(w, "dailyData"));
	for (size_t i = 0; i < d->series.n; i++) {
		const struct bucket *b = &d->bucket[i];

		jw_object(w);
		series_write_at(w, &d->series, i);
		jw_text(jw_key(w, "date"), bucket_name(rq, d,
		    series_at(&d->series, i)));
		for (size_t k = 0; k < N_CHARTED; k++)
			jw_int(jw_key(w, charted[k].key), b->n[k]);
		jw_int(jw_key(w, "total"), b->total);
		series_write_compared(w, &d->series, i, b->compared);
		jw_end(w);
	}
	jw_end(w);
}

static void
write_categories(struct req *rq, struct jw *w, const struct dashboard *d)
{
	double whole = d->sum.total > 0 ? (double)d->sum.total : 1;

	jw_array(jw_key(w, "categoryData"));
	for (size_t k = 0; k < N_CHARTED; k++) {
		jw_object(w);
		jw_text(jw_key(w, "name"), charted[k].name);
		jw_int(jw_key(w, "value"), d->sum.n[k]);
		jw_text(jw_key(w, "percentage"), arena_fmt(rq->mem, "%.1f",
		    100 * (double)d->sum.n[k] / whole));
		jw_end(w);
	}
	jw_end(w);
}

static void
write_platforms(struct req *rq, struct jw *w, const struct dashboard *d)
{
	jw_array(jw_key(w, "platformData"));
	for (size_t i = 0; i < d->tallies.n; i++) {
		const struct tally *t = &d->tallies.at[i];

		if (strcmp(t->dimension, "platform") != 0 || t->now == 0)
			continue;
		jw_object(w);
		jw_text(jw_key(w, "platform"), api_title(rq, t->key,
		    "Unknown"));
		jw_int(jw_key(w, "issues"), t->now);
		jw_end(w);
	}
	jw_end(w);
}

static int64_t
resolved(const struct dashboard *d, const char *severity)
{
	for (size_t i = 0; i < d->n_over; i++)
		if (strcmp(d->over[i].severity, severity) == 0)
			return d->over[i].n;
	return 0;
}

static void
write_severities(struct jw *w, const struct dashboard *d)
{
	jw_array(jw_key(w, "severityData"));
	for (size_t i = 0; i < N_SEVERITIES; i++) {
		jw_object(w);
		jw_text(jw_key(w, "severity"), severities[i].name);
		jw_int(jw_key(w, "count"), trend_tally(&d->tallies, "severity",
		    severities[i].word).now);
		jw_int(jw_key(w, "resolved"), resolved(d,
		    severities[i].word));
		jw_end(w);
	}
	jw_end(w);
}

static void
write_top(struct req *rq, struct jw *w, const struct dashboard *d)
{
	jw_array(jw_key(w, "topIssues"));
	for (size_t i = 0; i < d->n_groups && i < TOP; i++) {
		const struct group *g = &d->group[i];

		jw_object(w);
		jw_text(jw_key(w, "id"), arena_fmt(rq->mem, "%lld",
		    (long long)g->id));
		jw_text(jw_key(w, "title"), g->title);
		jw_text(jw_key(w, "category"), api_title(rq, g->category,
		    "Other"));
		jw_int(jw_key(w, "count"), g->size);
		jw_text(jw_key(w, "trend"), g->full > g->before ? "up" :
		    g->full < g->before ? "down" : "stable");
		jw_text(jw_key(w, "severity"), api_title(rq, g->severity,
		    "Low"));
		jw_end(w);
	}
	jw_end(w);
}

static void
write_priorities(struct req *rq, struct jw *w, const struct dashboard *d)
{
	jw_key(w, "priorityIssue");
	if (d->n_priority > 0)
		priority_write(rq, w, d->priority[0], d->newest);
	else
		jw_null(w);
	jw_array(jw_key(w, "priorityIssues"));
	for (size_t i = 0; i < d->n_priority; i++)
		priority_write(rq, w, d->priority[i], NULL);
	jw_end(w);
}

static void
write_timeline(struct jw *w, const struct dashboard *d)
{
	jw_array(jw_key(w, "ticketTimeline"));
	for (size_t i = 0; i < d->n_marks; i++) {
		jw_object(w);
		jw_time(jw_key(w, "ts"), d->mark[i].at);
		jw_int(jw_key(w, "number"), d->mark[i].number);
		jw_int(jw_key(w, "id"), d->mark[i].id);
		jw_end(w);
	}
	jw_end(w);
}

static void
write_replies(struct jw *w, const struct replies *r)
{
	jw_object(jw_key(w, "firstReply"));
	jw_int(jw_key(w, "replied"), r->replied);
	jw_num(jw_key(w, "medianSeconds"), r->median);
	jw_num(jw_key(w, "medianOfficeSeconds"), r->open);
	jw_end(w);
}

static void
empty_array(struct jw *w, const char *key)
{
	jw_array(jw_key(w, key));
	jw_end(w);
}

const struct param dashboard_params[] = {
	WINDOW_PARAMS("24"),
	{ "compare", P_WORD, "none", 0, 0, "before|week|none" },
	{ NULL, 0, NULL, 0, 0, NULL },
};

enum rc
api_dashboard(struct req *rq)
{
	struct dashboard d = { .w = ask_window(rq) };
	enum rc rc = read_all(rq, &d);
	struct jw w;

	if (rc != RC_OK)
		return rc;
	w = req_json(rq);
	jw_object(&w);
	write_series(rq, &w, &d);
	write_categories(rq, &w, &d);
	write_platforms(rq, &w, &d);
	write_severities(&w, &d);
	empty_array(&w, "responseTimeData");
	write_replies(&w, &d.replies);
	write_top(rq, &w, &d);
	write_priorities(rq, &w, &d);
	write_timeline(&w, &d);
	empty_array(&w, "radarData");
	jw_end(&w);
	return RC_OK;
}
