/* SPDX-License-Identifier: MIT */
#include "job/watch.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/stop.h"
#include "conf/conf.h"
#include "db/db.h"
#include "model/detector.h"
#include "model/incident.h"
#include "model/series.h"

#include <stdlib.h>
#include <string.h>

/* An outbreak is told that much later at most. What a look costs: docs/performance.md. */
enum { LOOK_MS = 15 * 1000, TEND_MS = 60 * 1000, IDLE_MS = 10 * 1000, LEAST_MS = 1000, BEHIND_S = 15 * 60, BUDGET_MS = 500 };

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
	    m->learnt == by->learnt && strcmp(m->zone, job->conf->timezone) == 0;
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
		.engine = by->engine, .learnt = by->learnt,
		.begun_at = first, .learned_to = first,
		.judged_to = judged != 0 ? judged :
		    now / DETECT_BIN_S * DETECT_BIN_S };
	LOG(INFO, "detector_begins", L_INT("ruleset", by->rules),
	    L_INT("learnt", by->learnt),
	    L_INT("days", (now - first) / DAY));
	return RC_OK;
}

/* Days that were learned before they were over are learned anew.
 * RC_NOT_FOUND: there is no whole day yet. */
static enum rc
recall(struct job *job, const struct judge *by, int64_t now,
    struct detector_memory *m)
{
	enum rc rc = detector_progress(job->db, job->mem, m);

	/* The clock was ahead: what comes now was not judged, nor what came
	 * lately. An hour of it is; the same rise told twice is one incident. */
	if (rc == RC_OK && m->judged_to > now)
		m->judged_to = now - HOUR;
	if (rc == RC_OK && holds(job, m, by) && m->learned_to <= now)
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
	enum rc rc = incident_rise(job->db, job->mem, &r, &id);

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

/* What the day came to, in one transaction. */
static enum rc
store(struct job *job, struct step *s)
{
	struct detector_memory *m = &s->memory;
	enum rc rc = db_begin(job->db);

	if (m->judged_to < s->span.until)
		m->judged_to = s->span.until;
	m->rule_version = s->rule.version;
	m->state.sums.threshold = s->found.threshold;
	if (rc == RC_OK && s->span.over) {
		m->state = s->found.after;
		m->learned_to = s->span.bin[s->span.n - 1].at + DETECT_BIN_S;
		rc = detector_remember(job->db, job->mem, m);
	} else if (rc == RC_OK) {
		rc = detector_judged(job->db, job->mem, m);
	}
	return db_end(job->db, rc);
}

/* Each alarm is a transaction of its own, and the same one again changes nothing:
 * a program that is killed here looks out over the same bins once more. */
static enum rc
raise_alarms(struct job *job, const struct lookout_result *found)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; i < found->n && rc == RC_OK; i++)
		rc = raise_alarm(job, &found->alarm[i]);
	return rc;
}

/* All series are needed to learn from a day and to work out the threshold; a look
 * needs those that it meets, of which few have a report. */
static enum rc
recall_series(struct job *job, struct step *s)
{
	struct lookout_state *state = &s->memory.state;

	if (!(state->sums.days > 0))
		return RC_OK;
	return detector_recall(job->db, job->mem, s->span.over ||
	    !(state->sums.threshold > 0) ? NULL : &s->span, state);
}

static enum rc
look_out(struct job *job, struct step *s)
{
	struct detector_memory *m = &s->memory;
	enum rc rc = series_bins(job->db, job->mem, m->learned_to, m->zone,
	    s->now, &s->span);

	if (rc == RC_OK)
		rc = series_count(job->db, job->mem, &s->span, s->now);
	if (m->rule_version != s->rule.version)
		m->state.sums.threshold = 0;
	if (rc == RC_OK)
		rc = recall_series(job, s);
	if (rc != RC_OK)
		return rc;
	s->span.judge = first_unjudged(&s->span, m->judged_to);
	lookout_day(job->mem, &s->rule.rule, &m->state, &s->span, &s->found);
	rc = raise_alarms(job, &s->found);
	return rc == RC_OK ? store(job, s) : rc;
}

/* One day; *more: another one is over. */
static enum rc
step(struct job *job, const struct judge *by, bool *more)
{
	struct step s = { .now = clock_now() };
	enum rc rc;

	*more = false;
	rc = detector_rule_now(job->db, job->mem, &s.rule);
	if (rc == RC_OK)
		rc = recall(job, by, s.now, &s.memory);
	if (rc == RC_OK)
		rc = look_out(job, &s);
	*more = rc == RC_OK && s.span.over;
	return rc == RC_NOT_FOUND ? RC_OK : rc;
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
	enum rc rc;

	/* what it has read must not be purged before it says what that means */
	rc = db_try_lock(job->db, DETECTOR_LOCK);
	if (rc != RC_OK)
		return rc == RC_CONFLICT ? RC_OK : rc;
	do
		rc = step(job, by, worked);
	while (rc == RC_OK && *worked && clock_mono_ms() < end &&
	    !stop_requested());
	db_unlock(job->db, DETECTOR_LOCK);
	if (rc != RC_OK || *worked)
		return rc;
	/* An incident that this opened raised the version itself and is looked at
	 * once more: to leave that out could leave out somebody else's change. */
	w->version = look->version;
	w->rule_version = look->rule_version;
	w->judge_ms = clock_mono_ms() + LOOK_MS;
	return RC_OK;
}

/* What time does to incidents. Not while the import is behind: an incident of
 * which nothing is known is not quiet. */
static enum rc
tend(struct job *job, struct watch *w)
{
	struct detector_rule rule;
	enum rc rc;

	if (clock_mono_ms() < w->tend_ms)
		return RC_OK;
	w->tend_ms = clock_mono_ms() + TEND_MS;
	rc = detector_rule_now(job->db, job->mem, &rule);
	if (rc == RC_OK)
		rc = incident_reports(job->db, job->mem, clock_now());
	if (rc == RC_OK)
		rc = incident_tick(job->db, job->mem, clock_now(),
		    rule.quiet_hours * HOUR);
	return rc;
}

enum rc
watch_time(struct job *job, struct watch *w)
{
	if (clock_mono_ms() < w->time_ms)
		return RC_OK;
	w->time_ms = clock_mono_ms() + LOOK_MS;
	return incident_tick(job->db, job->mem, clock_now(), 0);
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

enum rc
watch_round(struct job *job, struct watch *w, struct judge by, bool *worked)
{
	struct detector_look look;
	enum rc rc;

	*worked = false;
	if (clock_mono_ms() < w->look_ms)
		return RC_OK;
	rc = detector_look(job->db, job->mem, &look);
	if (rc != RC_OK)
		return rc;
	if (up_to_date(w, &look)) {
		if (is_due(w, &look))
			rc = judge(job, w, &by, &look, worked);
		if (rc == RC_OK && !*worked)
			rc = tend(job, w);
	}
	if (!*worked)
		rest(job, w);
	return rc;
}
