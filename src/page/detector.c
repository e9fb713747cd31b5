/* SPDX-License-Identifier: MIT */
/* When alerts are raised: the rule, its versions, and what a rule would have
 * raised on stored history. */
#include "page/page.h"

#include "ask/detector.h"
#include "base/arena.h"
#include "base/clock.h"
#include "base/sbuf.h"
#include "html/chart.h"
#include "html/csv.h"
#include "html/format.h"
#include "html/link.h"
#include "html/view.h"
#include "model/job.h"
#include "page/filter.h"
#include "page/words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { VERSIONS = 20, LIVE_SECONDS = 5, DIGITS = 6 };

/* clang-format off */
const struct param detector_page_params[] = {
	{ "rehearsal", P_INT, "0", 0, INT64_MAX, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};

const struct param detector_rule_form_params[] = {
	DETECTOR_RULE_PARAMS,
	{ "weeks", P_TEXT, "", 0, 8, NULL },	/* the other button's */
	{ "csrf",  P_SECRET, "", 0, 200, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};

const struct param detector_rehearse_form_params[] = {
	DETECTOR_REHEARSE_PARAMS,
	{ "note", P_TEXT, "", 0, DETECTOR_NOTE_MAX, NULL },
	{ "csrf", P_SECRET, "", 0, 200, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};
/* clang-format on */

/* 0.25, 1, 2: as few digits as it takes. */
static const char *
short_num(struct arena *mem, double x)
{
	return arena_fmt(mem, "%.*g", DIGITS, x);
}

/* ---- the rule ---- */

static const char *
budget_words(struct arena *mem, double budget)
{
	if (budget == 1)
		return "one false alarm a week";
	if (budget == 0.25)
		return "one false alarm in four weeks";
	if (budget == 0.5)
		return "one false alarm in two weeks";
	return arena_fmt(mem, "%s false alarms a week", short_num(mem, budget));
}

static const char *
rule_words(struct arena *mem, const struct detector_rule *r)
{
	char a[FMT_SIZE];

	return arena_fmt(mem, "at most %s; at least %s and %s\xc2\xa0times the "
	    "usual; over after %lld\xc2\xa0h without a rise",
	    budget_words(mem, r->rule.budget), fmt_plural(r->rule.least,
	    "report", "reports", a), short_num(mem, r->rule.ratio),
	    (long long)r->quiet_hours);
}

static const char *
learned_words(struct arena *mem, const struct detector_memory *m, int64_t now)
{
	char a[FMT_SIZE], b[FMT_SIZE], c[FMT_SIZE];

	if (m->learned_to == 0)
		return "Nothing is learned yet: that begins when the first import "
		       "is complete and a day is over.";
	return arena_fmt(mem, "What is usual was learned from %s, up to %s; "
	    "looked last %s.", fmt_plural((m->learned_to - m->begun_at +
	    DAY / 2) / DAY, "day", "days", a), fmt_when(m->learned_to, now, b),
	    fmt_ago(m->judged_to, now, c));
}

/* The words of a parameter, one of them chosen. */
static void
put_menu(struct view *form, const char *name, const char *words, double chosen,
    const char *(*text)(struct arena *, double))
{
	struct arena *mem = view_arena(form);
	char *all = arena_text(mem, words), *save;
	struct view *menu = view_row(form, name);

	for (char *w = strtok_r(all, "|", &save); w != NULL;
	    w = strtok_r(NULL, "|", &save)) {
		double value = strtod(w, NULL);

		page_option(menu, w, text(mem, value), value == chosen);
	}
}

static const char *
ratio_words(struct arena *mem, double ratio)
{
	return arena_fmt(mem, "%s times", short_num(mem, ratio));
}

static const char *
weeks_words(struct arena *mem, double weeks)
{
	return arena_fmt(mem, "%s weeks", short_num(mem, weeks));
}

static void
put_form(struct req *rq, struct view *v, const struct detector_rule *r,
    int64_t weeks)
{
	struct view *form;

	if (rq->who.role < REVIEWER)
		return;
	form = view_row(v, "FORM");
	view_text(form, "CSRF", rq->who.csrf);
	put_menu(form, "BUDGET", DETECTOR_BUDGETS, r->rule.budget,
	    budget_words);
	view_int(form, "LEAST", r->rule.least);
	put_menu(form, "RATIO", DETECTOR_RATIOS, r->rule.ratio, ratio_words);
	view_int(form, "QUIET", r->quiet_hours);
	put_menu(form, "WEEKS", DETECTOR_WEEKS, (double)weeks, weeks_words);
	view_show_if(form, "MAY_SAVE", rq->who.role >= ADMIN);
}

static void
put_versions(struct view *v, const struct detector_rule *r, size_t n,
    int64_t now)
{
	char buf[FMT_SIZE];

	for (size_t i = 0; i < n; i++) {
		struct view *row = view_row(v, "VERSION_ROW");

		view_int(row, "N", r[i].version);
		view_text(row, "RULE", rule_words(view_arena(v), &r[i]));
		view_text(row, "NOTE", r[i].note);
		view_text(row, "WHO", r[i].who);
		view_text(row, "WHEN", fmt_when(r[i].created_at, now, buf));
	}
}

/* ---- what a rule would have raised ---- */

static const char *
subject(struct arena *mem, const struct rehearsal_alarm *a)
{
	struct sbuf *out = sbuf_arena(mem);

	sbuf_text(out, *a->category ? word_many(mem, a->category) :
	    "Conversations of all kinds");
	if (*a->platform || *a->version || a->cluster_id != 0)
		sbuf_text(out, ", mostly");
	if (*a->platform)
		sbuf_fmt(out, " %s", word_for(mem, "platform", a->platform));
	if (*a->version)
		sbuf_fmt(out, " %s", a->version);
	if (a->cluster_id != 0)
		sbuf_fmt(out, " \xe2\x80\x9c%s\xe2\x80\x9d", *a->group ?
		    a->group : "one group");
	return sbuf_cstr(out);
}

static const char *
numbers(struct arena *mem, const struct rehearsal_alarm *a)
{
	char b[FMT_SIZE], c[FMT_SIZE], d[FMT_SIZE];

	return arena_fmt(mem, "%s in %s, where %s are usual", fmt_plural(
	    a->reports, "report", "reports", b), fmt_duration(a->seconds, c),
	    fmt_num(a->expected, a->expected < 10, d));
}

static const char *
list_of(struct arena *mem, const struct rehearsal_alarm *a)
{
	const struct filter f = { .from = a->begins_at, .to = a->last_at,
		.category = a->category };

	return filter_url(mem, "/conversations", &f);
}

static void
put_alarm(struct view *has, const struct rehearsal_alarm *a, int64_t now)
{
	struct arena *mem = view_arena(has);
	struct view *row = view_row(has, "ALARM");
	double hours[REHEARSAL_HOURS];
	char buf[FMT_SIZE], iso[CLOCK_ISO_SIZE];
	int64_t most = 0;

	for (size_t i = 0; i < REHEARSAL_HOURS; i++) {
		hours[i] = (double)a->hours[i];
		most = a->hours[i] > most ? a->hours[i] : most;
	}
	view_text(row, "URL", list_of(mem, a));
	view_text(row, "SUBJECT", subject(mem, a));
	view_text(row, "NUMBERS", numbers(mem, a));
	view_text(row, "ISO", clock_iso(a->raised_at, iso));
	view_text(row, "WHEN", fmt_when(a->raised_at, now, buf));
	view_text(row, "LASTED", fmt_duration(a->last_at - a->begins_at, buf));
	chart_spark(row, "SPARK", hours, REHEARSAL_HOURS, arena_fmt(mem,
	    "By hour from a day before it began, at most %lld at once",
	    (long long)most));
}

static enum rc
put_alarms(struct req *rq, struct view *done, const struct rehearsal *r)
{
	struct rehearsal_alarm *a;
	double weeks = (double)(r->ends_at - r->begins_at) / (7 * DAY);
	char b[FMT_SIZE], c[FMT_SIZE], d[FMT_SIZE];
	struct view *has;
	size_t n;
	enum rc rc = rehearsal_alarms(rq->db, rq->mem, r->id, &a, &n);

	if (rc != RC_OK)
		return rc;
	/* more are not kept */
	view_text(done, "SAYS", arena_fmt(rq->mem, "%s%s in %s weeks: %s a week.",
	    n < REHEARSAL_ALARMS ? "" : "At least ", fmt_plural((long long)n, "alarm", "alarms", b), fmt_num(weeks,
	    weeks < 10, c), fmt_num((double)n / weeks, 1, d)));
	view_text(done, "SPAN", arena_fmt(rq->mem, "%s to %s, after %s to learn "
	    "from", fmt_when(r->begins_at, r->ends_at, b),
	    fmt_when(r->ends_at, r->ends_at, c), fmt_plural(r->learned_days,
	    "day", "days", d)));
	if (n == 0) {
		view_show(done, "QUIET");
		return RC_OK;
	}
	has = view_row(done, "ALARMS");
	for (size_t i = 0; i < n; i++)
		put_alarm(has, &a[i], r->ends_at);
	return RC_OK;
}

static const char *
caught_words(struct arena *mem, const struct rehearsal_past *p)
{
	char buf[FMT_SIZE];

	if (p->caught_at == 0)
		return "missed";
	return arena_fmt(mem, "caught, %s after it began", fmt_duration(
	    p->caught_at > p->begins_at ? p->caught_at - p->begins_at : 0,
	    buf));
}

static enum rc
put_incidents(struct req *rq, struct view *done, const struct rehearsal *r)
{
	struct rehearsal_past *p;
	struct view *has;
	char buf[FMT_SIZE];
	size_t n;
	enum rc rc = rehearsal_incidents(rq->db, rq->mem, r->id, &p, &n);

	if (rc != RC_OK || n == 0)
		return rc;
	has = view_row(done, "INCIDENTS");
	for (size_t i = 0; i < n; i++) {
		struct view *row = view_row(has, "INCIDENT");

		view_int(row, "ID", p[i].id);
		view_text(row, "TITLE", p[i].title);
		view_text(row, "WHEN", fmt_when(p[i].begins_at, r->ends_at,
		    buf));
		view_text(row, "CAUGHT", caught_words(rq->mem, &p[i]));
	}
	return RC_OK;
}

static bool
is_running(const struct rehearsal *r)
{
	return r->id != 0 && r->done_at == 0 && !job_has_ended(r->state);
}

static void
put_progress(struct view *has, const struct rehearsal *r)
{
	struct arena *mem = view_arena(has);
	struct view *runs;

	if (!is_running(r)) {
		page_text_row(has, "ENDED", strcmp(r->state, "cancelled") == 0 ?
		    "It was cancelled before it had a result." :
		    "It ended without a result.");
		return;
	}
	runs = view_row(has, "RUNS");
	view_int(runs, "W", r->total > 0 ? 100 * r->done / r->total : 0);
	view_text(runs, "TEXT", r->total > 0 ? arena_fmt(mem,
	    "%lld of %lld days", (long long)r->done, (long long)r->total) :
	    "It begins within a minute of cron running tidemark-score.");
}

static enum rc
put_rehearsal(struct req *rq, struct view *v, const struct rehearsal *r)
{
	struct view *has = view_row(v, "REHEARSAL"), *done;
	struct link csv = link_to(rq->mem, "/detector/alarms.csv");
	char buf[FMT_SIZE];
	enum rc rc;

	view_text(has, "RULE", rule_words(rq->mem, &r->rule));
	view_text(has, "BY", arena_fmt(rq->mem, "by %s, %s", r->rule.who,
	    fmt_when(r->rule.created_at, clock_now(), buf)));
	if (r->done_at == 0) {
		put_progress(has, r);
		return RC_OK;
	}
	done = view_row(has, "DONE");
	link_int(&csv, "rehearsal", (long long)r->id);
	view_text(view_row(done, "CSV"), "URL", link_url(&csv));
	rc = put_alarms(rq, done, r);
	return rc == RC_OK ? put_incidents(rq, done, r) : rc;
}

/* ---- the page ---- */

/* RC_NOT_FOUND: none, which the page can do without unless one was named. */
static enum rc
read_rehearsal(struct req *rq, struct rehearsal *r)
{
	int64_t id = req_int(rq, "rehearsal");
	enum rc rc = id != 0 ? rehearsal_find(rq->db, rq->mem, id, r) :
	    rehearsal_newest(rq->db, rq->mem, r);

	if (rc == RC_NOT_FOUND && id != 0)
		return req_fail(rq, rc, "There is no rehearsal %lld.",
		    (long long)id);
	return rc == RC_NOT_FOUND ? RC_OK : rc;
}

enum rc
page_detector(struct req *rq)
{
	struct rehearsal past = { 0 };
	struct detector_memory m = { 0 };
	struct detector_rule *rules;
	struct view *v;
	size_t n;
	enum rc rc = detector_rules(rq->db, rq->mem, VERSIONS, &rules, &n);

	if (rc == RC_OK)
		rc = read_rehearsal(rq, &past);
	if (rc != RC_OK)
		return rc;
	rc = detector_progress(rq->db, rq->mem, &m);
	if (rc != RC_OK && rc != RC_NOT_FOUND)
		return rc;
	v = page_open_live(rq, "detector.tpl", "When alerts are raised",
	    is_running(&past) ? LIVE_SECONDS : 0);
	view_text(v, "SENTENCE", arena_fmt(rq->mem, "At most %s",
	    budget_words(rq->mem, rules[0].rule.budget)));
	view_text(v, "MORE", learned_words(rq->mem, &m, clock_now()));
	view_text(v, "IN_FORCE", rule_words(rq->mem, &rules[0]));
	put_form(rq, v, past.id != 0 && req_int(rq, "rehearsal") != 0 ?
	    &past.rule : &rules[0], past.weeks != 0 ? past.weeks : 8);
	put_versions(v, rules, n, clock_now());
	rc = past.id != 0 ? put_rehearsal(rq, v, &past) : RC_OK;
	return rc == RC_OK ? page_send(rq, v) : rc;
}

static void
write_alarm(struct csv *c, struct arena *mem, const struct rehearsal_alarm *a)
{
	csv_text(c, subject(mem, a));
	csv_text(c, a->category);
	csv_text(c, a->platform);
	csv_text(c, a->version);
	csv_text(c, a->group);
	csv_time(c, a->begins_at);
	csv_time(c, a->raised_at);
	csv_time(c, a->last_at);
	csv_int(c, a->reports);
	csv_num(c, a->expected, 2);
	csv_int(c, a->seconds);
	csv_end(c);
}

enum rc
page_detector_csv(struct req *rq)
{
	static const char *const names[] = { "alarm", "category", "platform",
		"version", "group", "begins_at", "raised_at", "last_at",
		"reports", "usual", "seconds", NULL };
	struct csv c = CSV_INIT(&rq->out);
	struct rehearsal past = { 0 };
	struct rehearsal_alarm *a;
	size_t n;
	enum rc rc = read_rehearsal(rq, &past);

	if (rc == RC_OK)
		rc = rehearsal_alarms(rq->db, rq->mem, past.id, &a, &n);
	if (rc != RC_OK)
		return rc;
	req_csv(rq, arena_fmt(rq->mem, "tidemark-rehearsal-%lld",
	    (long long)past.id));
	csv_head(&c, names);
	for (size_t i = 0; i < n; i++)
		write_alarm(&c, rq->mem, &a[i]);
	return RC_OK;
}

enum rc
page_detector_rule(struct req *rq)
{
	struct detector_rule rule = ask_detector_rule(rq);
	int64_t version;
	enum rc rc;

	rule.note = req_text(rq, "note");
	rc = detector_rule_save(rq->db, rq->mem, &rule, &version);
	return rc == RC_OK ? req_redirect(rq, "/detector") : rc;
}

enum rc
page_detector_rehearse(struct req *rq)
{
	int64_t id;
	enum rc rc = ask_rehearse(rq, &id);

	return rc == RC_OK ? req_redirect(rq, arena_fmt(rq->mem,
	    "/detector?rehearsal=%lld#rehearsal", (long long)id)) : rc;
}
