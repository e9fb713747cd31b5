/* SPDX-License-Identifier: MIT */
#include "page/sentence.h"

#include "analysis/wording.h"
#include "base/arena.h"
#include "base/sbuf.h"
#include "html/format.h"
#include "html/view.h"
#include "http/req.h"
#include "model/incident.h"
#include "page/filter.h"
#include "page/incident.h"
#include "page/page.h"
#include "page/words.h"

#include <math.h>
#include <string.h>

/* "09:00" of today, "Tue 13, 09:00" of another day, "3 Jan" for days. */
static const char *
moment(struct arena *mem, const struct range *r, int64_t at)
{
	char day[FMT_SIZE], hour[FMT_SIZE];

	if (!r->hourly)
		return arena_text(mem, fmt_day(at, r->w.now, day));
	if (fmt_day_start(at) == fmt_day_start(r->w.now))
		return arena_text(mem, fmt_clock(at, hour));
	return arena_fmt(mem, "%s, %s", fmt_weekday(at, day),
	    fmt_clock(at, hour));
}

/* The most frequent key that says something, when it is a fair share. */
static const struct facet *
leader(const struct facet *f, size_t n, const char *dimension, double share)
{
	const struct facet *top = NULL;
	int64_t all = 0;

	for (size_t i = 0; i < n; i++) {
		if (strcmp(f[i].dimension, dimension) != 0)
			continue;
		all += f[i].n;
		if (*f[i].key != '\0' && (top == NULL || f[i].n > top->n))
			top = &f[i];
	}
	return top && (double)top->n >= share * (double)all ? top : NULL;
}

static const char *
how_much(struct arena *mem, const struct finding *f)
{
	char buf[FMT_SIZE];

	if (f->whole < 1)
		return f->goes_on ? "are new" : "came up";
	/* an hour that has just begun: no number to multiply */
	if (f->usual < 1)
		return "are far above the usual";
	return arena_fmt(mem, "%s up %s", f->goes_on ? "are" : "were",
	    fmt_times(f->seen, f->usual, buf));
}

static const char *
headline(struct arena *mem, const struct trend *t, const struct finding *f,
    const struct facet *platform)
{
	const struct range *r = t->range;
	struct sbuf *s = sbuf_arena(mem);

	sbuf_fmt(s, "%s %s ", word_many(mem, trend_category(t, f->series)),
	    how_much(mem, f));
	if (f->goes_on)
		sbuf_fmt(s, "since %s", moment(mem, r, r->at[f->from]));
	else if (!r->hourly && f->to == f->from + 1)
		sbuf_fmt(s, "on %s", moment(mem, r, r->at[f->from]));
	else
		sbuf_fmt(s, "from %s to %s", moment(mem, r, r->at[f->from]),
		    moment(mem, r, r->at[r->hourly ? f->to : f->to - 1]));
	if (platform != NULL)
		sbuf_fmt(s, ", mostly on %s",
		    word_for(mem, "platform", platform->key));
	return sbuf_cstr(s);
}

/* "38 customers; 31 of 42 conversations on 9.1.4." */
static const char *
detail(struct arena *mem, int64_t conversations, int64_t customers,
    const struct facet *version)
{
	char a[FMT_SIZE], b[FMT_SIZE];

	if (version == NULL)
		return arena_fmt(mem, "%s.",
		    fmt_plural(customers, "customer", "customers", a));
	return arena_fmt(mem, "%s; %lld of %s on %s.",
	    fmt_plural(customers, "customer", "customers", a),
	    (long long)version->n,
	    fmt_plural(conversations, "conversation", "conversations", b),
	    version->key);
}

static enum rc
put_finding(struct req *rq, struct view *v, const struct trend *t,
    const struct finding *f, const char **said)
{
	struct filter filter = range_filter(t->range);
	int64_t conversations, customers;
	struct facet *facets;
	char count[FMT_SIZE];
	size_t n;
	enum rc rc;

	filter.category = trend_category(t, f->series);
	filter.from = t->range->at[f->from];
	filter.to = t->range->at[f->to];
	rc = conversation_facets(rq->db, rq->mem, &filter, &facets, &n);
	if (rc == RC_OK)
		rc = conversation_count(rq->db, rq->mem, &filter,
		    &conversations, &customers);
	if (rc != RC_OK)
		return rc;
	*said = headline(rq->mem, t, f, leader(facets, n, "platform", 0.6));
	view_text(v, "SENTENCE", *said);
	view_text(v, "MORE", detail(rq->mem, conversations, customers,
	    leader(facets, n, "version", 0.4)));
	page_link_row(v, "PROOF", filter_url(rq->mem, "/conversations", &filter),
	    arena_fmt(rq->mem, "Show the %s", fmt_count(conversations, count)));
	return RC_OK;
}

static const char *
compared(struct arena *mem, const struct tally *all, const char *before)
{
	double p = 100 * ((double)all->full / (double)all->before - 1);

	if (all->before == 0)
		return arena_fmt(mem, "nothing came in %s", before);
	if (fabs(p) < 2)
		return arena_fmt(mem, "as many as in %s", before);
	return arena_fmt(mem, "%.0f\xc2\xa0%% %s than in %s", fabs(p),
	    p > 0 ? "more" : "fewer", before);
}

static const struct tally *
most_frequent(const struct tallies *counts)
{
	const struct tally *top = NULL;

	for (size_t i = 0; i < counts->n; i++)
		if (strcmp(counts->at[i].dimension, "category") == 0 &&
		    strcmp(counts->at[i].key, "other") != 0 &&
		    counts->at[i].now > (top ? top->now : 0))
			top = &counts->at[i];
	return top;
}

/* "; 16 % are bug reports" */
static const char *
led_by(struct arena *mem, const struct tallies *counts, const struct tally *all)
{
	const struct tally *top = most_frequent(counts);
	char share[FMT_SIZE];

	return top == NULL ? "" : arena_fmt(mem, "; %s are %s",
	    fmt_percent((double)top->now, (double)all->now, share),
	    wording_lower_first(mem, word_many(mem, top->key)));
}

static void
put_calm(struct view *v, const struct facts *f, const char **said)
{
	struct arena *mem = view_arena(v);
	struct tally all = trend_tally(f->counts, "all", "");
	char a[FMT_SIZE], b[FMT_SIZE];

	*said = "Nothing stands out";
	view_text(v, "SENTENCE", *said);
	view_text(v, "MORE", arena_fmt(mem, "%s from %s%s%s%s.",
	    fmt_plural(all.now, "conversation", "conversations", a),
	    fmt_plural(f->people->customers, "customer", "customers", b),
	    f->trend->has_before ? ", " : "",
	    f->trend->has_before ? compared(mem, &all,
	    f->trend->range->before) : "",
	    led_by(mem, f->counts, &all)));
}

/* ---- incidents ---- */

static bool
is_about(const char *categories, const char *category)
{
	size_t len = strlen(category);

	for (const char *p = categories; *p != '\0'; p += strcspn(p, ","),
	    p += *p == ',')
		if (strncmp(p, category, len) == 0 &&
		    (p[len] == '\0' || p[len] == ','))
			return true;
	return false;
}

/* The open incident of a category, else the most severe one; *about: it is of the
 * category. */
static enum rc
open_one(struct req *rq, const char *category, const struct incident_row **out,
    bool *about)
{
	struct incident_row *open;
	size_t n;
	enum rc rc = incident_open(rq->db, rq->mem, &open, &n);

	*about = false;
	*out = rc == RC_OK && n > 0 ? &open[0] : NULL;
	for (size_t i = 0; rc == RC_OK && i < n && !*about; i++)
		if (is_about(incident_categories(rq->mem, &open[i]),
		    category)) {
			*out = &open[i];
			*about = true;
		}
	return rc;
}

/* Nothing stands out in this range, or it is over, but something is in hand. */
static enum rc
put_incident(struct req *rq, struct view *v, const struct incident_row *open,
    int64_t now, const char **said)
{
	struct incident_row i;
	enum rc rc = incident_one(rq->db, rq->mem, open->id, &i);

	if (rc != RC_OK)
		return rc;
	*said = incident_says(rq->mem, &i, incident_when(rq->mem, &i, now));
	view_text(v, "SENTENCE", *said);
	view_text(v, "MORE", arena_fmt(rq->mem, "The incident is %s, owner %s.",
	    incident_state_text(rq->mem, &i, now),
	    *i.owner ? i.owner : "nobody"));
	return RC_OK;
}

/* What is over is no news beside what is open, on a page of now. */
static bool
is_stale(const struct facts *f, const struct finding *finding)
{
	const struct window *w = &f->trend->range->w;

	return !finding->goes_on && w->now < w->to;
}

enum rc
sentence_put(struct req *rq, struct view *v, const struct facts *f,
    const char **said)
{
	const struct incident_row *open;
	struct finding finding;
	bool found = trend_finding(f->trend, &finding), about;
	enum rc rc = open_one(rq, found ? trend_category(f->trend,
	    finding.series) : "", &open, &about);

	if (rc == RC_OK && found && open != NULL && !about)
		found = !is_stale(f, &finding);
	if (rc == RC_OK && found)
		rc = put_finding(rq, v, f->trend, &finding, said);
	else if (rc == RC_OK && open != NULL)
		rc = put_incident(rq, v, open, f->trend->range->w.now, said);
	else if (rc == RC_OK)
		put_calm(v, f, said);
	if (rc == RC_OK && open != NULL)
		page_link_row(v, "INCIDENT", incident_url(rq->mem, open->id),
		    about || !found ? "Open incident" : arena_fmt(rq->mem,
		    "Open incident: %s", open->title));
	return rc;
}
