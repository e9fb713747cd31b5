/* SPDX-License-Identifier: MIT */
#include "job/watch.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/stop.h"
#include "conf/conf.h"
#include "db/db.h"
#include "model/data.h"
#include "model/detector.h"
#include "model/incident.h"
#include "model/series.h"

#include <stdlib.h>
#include <string.h>

enum { LOOK_MS = 60 * 1000, IDLE_MS = 10 * 1000, LEAST_MS = 1000,
	BEHIND_S = 15 * 60, BUDGET_MS = 500,
	TICK_MS = 15 * 1000 };

/* What one step works on. */
struct step {
	struct detector_memory memory;
	struct detector_rule rule;
	struct lookout_span span;
	struct lookout_result found;
	int64_t now;
};

/* ---- where it begins ---- */

/* Other verdicts, or days cut otherwise: nothing of it holds. */
static bool
holds(const struct job *job, const struct detector_memory *m,
    const struct judge *by)
{
	return m->ruleset == by->rules && m->engine == by->engine &&
	    strcmp(m->zone, job->conf->timezone) == 0;
}

/* The first whole day there is, WATCH_WEEKS ago at most. Alarms are looked for
 * from now on, or from where it was left. */
static enum rc
begin(struct job *job, const struct judge *by, int64_t now,
    struct detector_memory *m)
{
	const char *zone = job->conf->timezone;
	int64_t oldest, first = 0, least = 0, judged = m->judged_to;
	enum rc rc = series_oldest(job->db, job->mem, &oldest);

	if (rc == RC_OK && oldest == 0)
		return RC_NOT_FOUND;
	if (rc == RC_OK)
		rc = series_midnight(job->db, job->mem, oldest, zone, 1, &first);
	if (rc == RC_OK)
		rc = series_midnight(job->db, job->mem, now, zone,
		    -7 * WATCH_WEEKS, &least);
	if (rc != RC_OK)
		return rc;
	if (first < least)
		first = least;
	if (first > now)
		return RC_NOT_FOUND;
	*m = (struct detector_memory){ .zone = zone, .ruleset = by->rules,
		.engine = by->engine, .begun_at = first, .learned_to = first,
		.judged_to = judged != 0 ? judged :
		    now / DETECT_BIN_S * DETECT_BIN_S };
	LOG(INFO, "detector_begins", L_INT("ruleset", by->rules),
	    L_INT("days", (now - first) / DAY));
	return RC_OK;
}

/* RC_NOT_FOUND: there is no whole day yet. */
static enum rc
recall(struct job *job, const struct judge *by, int64_t now,
    struct detector_memory *m)
{
	enum rc rc = detector_recall(job->db, job->mem, m);

	if (rc == RC_OK && holds(job, m, by))
		return RC_OK;
	if (rc != RC_OK && rc != RC_NOT_FOUND)
		return rc;
	if (rc == RC_NOT_FOUND)
		*m = (struct detector_memory){ 0 };
	return begin(job, by, now, m);
}

/* ---- a step ---- */

static enum rc
raise_alarm(struct job *job, const struct lookout_alarm *a)
{
	struct incident_rise r = { .category = a->category,
		.platform = a->platform, .app_version = a->version,
		.cluster_id = *a->group ? strtoll(a->group, NULL, 10) : 0,
		.begins_at = a->begins_at, .at = a->at, .reports = a->reports,
		.expected = a->expected, .seconds = a->seconds,
		.chance = a->chance, .rate = a->rate };
	int64_t id = 0;
	enum rc rc = series_severity(job->db, job->mem, a->category,
	    a->begins_at, a->at, &r.severity);

	if (rc == RC_OK)
		rc = incident_rise(job->db, job->mem, &r, &id);
	LOG(INFO, "rise", L_STR("category", *a->category ? a->category : "all"),
	    L_STR("platform", a->platform), L_STR("version", a->version),
	    L_STR("group", a->group), L_INT("reports", a->reports),
	    L_INT("seconds", a->seconds), L_INT("incident", id), L_RC(rc));
	return rc;
}

static size_t
first_unjudged(const struct lookout_span *s, int64_t judged_to)
{
	size_t i = s->day;

	while (i < s->n && s->bin[i].at + DETECT_BIN_S <= judged_to)
		i++;
	return i;
}

static enum rc
look_out(struct job *job, struct step *s)
{
	struct detector_memory *m = &s->memory;
	enum rc rc = series_bins(job->db, job->mem, m->learned_to, m->zone,
	    s->now, &s->span);

	if (rc == RC_OK)
		rc = series_count(job->db, job->mem, &s->span, s->now);
	if (rc != RC_OK)
		return rc;
	s->span.judge = first_unjudged(&s->span, m->judged_to);
	if (m->rule_version != s->rule.version)
		m->state.sums.threshold = 0;
	lookout_day(job->mem, &s->rule.rule, &m->state, &s->span, &s->found);
	return RC_OK;
}

/* What the day comes to; stores nothing. */
static enum rc
read_day(struct job *job, const struct judge *by, struct step *s)
{
	enum rc rc = db_begin(job->db);

	if (rc == RC_OK)
		rc = detector_rule_now(job->db, job->mem, &s->rule);
	if (rc == RC_OK)
		rc = recall(job, by, s->now, &s->memory);
	if (rc == RC_OK)
		rc = look_out(job, s);
	if (rc != RC_NOT_FOUND)
		return db_end(job->db, rc);
	db_rollback(job->db);
	return rc;
}

static enum rc
store(struct job *job, struct step *s)
{
	struct detector_memory *m = &s->memory;

	if (m->judged_to < s->span.until)
		m->judged_to = s->span.until;
	m->rule_version = s->rule.version;
	m->state.sums.threshold = s->found.threshold;
	if (!s->span.over)
		return detector_judged(job->db, job->mem, m);
	m->state = s->found.after;
	m->learned_to = s->span.bin[s->span.n - 1].at + DETECT_BIN_S;
	return detector_remember(job->db, job->mem, m);
}

/* One day; *more: another one is over. Incidents are raised before the day is
 * stored: who is killed in between raises them again, which changes nothing. */
static enum rc
step(struct job *job, const struct judge *by, bool *more, bool *raised)
{
	struct step s = { .now = clock_now() };
	enum rc rc = read_day(job, by, &s);

	*more = *raised = false;
	if (rc == RC_NOT_FOUND)
		return RC_OK;
	for (size_t i = 0; rc == RC_OK && i < s.found.n; i++)
		rc = raise_alarm(job, &s.found.alarm[i]);
	if (rc == RC_OK)
		rc = db_begin(job->db);
	if (rc != RC_OK)
		return rc;
	rc = db_end(job->db, store(job, &s));
	*more = rc == RC_OK && s.span.over;
	*raised = rc == RC_OK && s.found.n > 0;
	return rc;
}

/* ---- rounds ---- */

/* Whether what is stored is all there is to know up to now. */
static bool
up_to_date(struct watch *w, const struct detector_look *l)
{
	bool behind = clock_now() - l->looked_at > BEHIND_S;

	if (!l->complete)
		return false;
	if (behind && !w->behind)
		LOG(WARN, "detector_waits", L_STR("for", "the import"),
		    L_INT("minutes", (clock_now() - l->looked_at) / 60));
	w->behind = behind;
	return !behind;
}

static void
rest(struct job *job, struct watch *w)
{
	int64_t now = clock_mono_ms();
	int64_t again = w->judge_ms > now ? w->judge_ms : now + IDLE_MS;

	w->look_ms = now + LEAST_MS;
	if (job->again_ms == 0 || job->again_ms > again)
		job->again_ms = again;
}

static enum rc
judge(struct job *job, struct watch *w, const struct judge *by,
    const struct detector_look *look, bool *worked)
{
	int64_t end = clock_mono_ms() + BUDGET_MS;
	bool raised;
	enum rc rc;

	do
		rc = step(job, by, worked, &raised);
	while (rc == RC_OK && *worked && clock_mono_ms() < end &&
	    !stop_requested());
	if (rc != RC_OK || *worked)
		return rc;
	/* telling of a rise raised the version itself: looked at once more */
	w->version = raised ? 0 : look->version;
	w->rule_version = look->rule_version;
	w->judge_ms = clock_mono_ms() + LOOK_MS;
	rest(job, w);
	return RC_OK;
}

/* A rule that was saved counts at once; other news each LOOK_MS. */
static bool
is_due(const struct watch *w, const struct detector_look *l)
{
	if (l->waiting > 0)
		return false;
	return l->rule_version != w->rule_version ||
	    (l->version != w->version && clock_mono_ms() >= w->judge_ms);
}

/* Time works on incidents too. While the import is behind nothing is quiet. */
static enum rc
tick(struct job *job, struct watch *w)
{
	int64_t now = clock_now();
	struct detector_rule rule;
	enum rc rc;

	if (clock_mono_ms() < w->tick_ms)
		return RC_OK;
	w->tick_ms = clock_mono_ms() + TICK_MS;
	rc = detector_rule_now(job->db, job->mem, &rule);
	if (rc == RC_OK)
		rc = incident_tick(job->db, job->mem, now, w->behind ?
		    INT32_MAX : rule.quiet_hours * HOUR);
	return rc == RC_OK ? incident_reports(job->db, job->mem, now) : rc;
}

enum rc
watch_round(struct job *job, struct watch *w, struct judge by, bool *worked)
{
	struct detector_look look;
	enum rc rc;

	*worked = false;
	if (clock_mono_ms() < w->look_ms)
		return RC_OK;
	rc = detector_look(job->db, job->mem, &look);
	if (rc == RC_OK)
		rc = tick(job, w);
	if (rc != RC_OK)
		return rc;
	if (up_to_date(w, &look) && is_due(w, &look))
		return judge(job, w, &by, &look, worked);
	rest(job, w);
	return RC_OK;
}
