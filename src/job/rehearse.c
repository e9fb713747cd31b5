/* SPDX-License-Identifier: MIT */
#include "job/rehearse.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/stop.h"
#include "conf/conf.h"
#include "db/db.h"
#include "job/watch.h"
#include "model/series.h"
#include "text/json_read.h"

#include <string.h>

enum { BUDGET_MS = 500 };

void
rehearse_end(struct rehearse *r)
{
	for (int i = 0; i < 2; i++)
		if (r->mem[i] != NULL)
			arena_end(r->mem[i]);
	*r = (struct rehearse){ 0 };
}

static enum rc
give_up(struct job *job, struct rehearse *r, const char *why)
{
	enum rc rc = queue_failed(job->db, job->mem, &r->job, job->worker, why,
	    true);

	LOG(WARN, "rehearsal_failed", L_INT("rehearsal", r->of.id),
	    L_STR("why", why));
	rehearse_end(r);
	return rc == RC_CONFLICT ? RC_OK : rc;
}

static int64_t
rehearsal_of(struct arena *mem, const struct queue_job *job)
{
	struct json_object *o;
	const char *why;

	if (json_parse(mem, job->payload, strlen(job->payload), &o, &why) !=
	    RC_OK)
		return 0;
	return jr_int(o, "rehearsal", 0);
}

/* From which day is learned, from which one judged: a day is not judged before
 * anything was learned. */
static enum rc
plan(struct job *job, struct rehearse *r)
{
	const char *zone = job->conf->timezone;
	int days = (int)(7 * r->of.weeks);
	int64_t oldest, first = 0, least = 0, second = 0;
	enum rc rc = series_oldest(job->db, job->mem, &oldest);

	r->of.ends_at = clock_now();
	if (rc == RC_OK)
		rc = series_midnight(job->db, job->mem, r->of.ends_at, zone,
		    -days, &r->of.begins_at);
	if (rc == RC_OK)
		rc = series_midnight(job->db, job->mem, r->of.ends_at, zone,
		    -days - 7 * WATCH_WEEKS, &least);
	if (rc == RC_OK)
		rc = series_midnight(job->db, job->mem, oldest, zone, 1,
		    &first);
	r->day = first > least ? first : least;
	if (rc == RC_OK)
		rc = series_midnight(job->db, job->mem, r->day, zone, 1,
		    &second);
	if (rc != RC_OK)
		return rc;
	if (r->of.begins_at < second)
		r->of.begins_at = second;
	r->of.learned_days = (r->of.begins_at - r->day + DAY / 2) / DAY;
	r->job.total = (r->of.ends_at - r->day) / DAY + 1;
	return oldest == 0 || r->of.begins_at >= r->of.ends_at ? RC_NOT_FOUND :
	    RC_OK;
}

static enum rc
take(struct job *job, struct rehearse *r)
{
	static const char *const kinds[] = { DETECTOR_REHEARSAL };
	enum rc rc = queue_claim(job->db, job->mem, kinds, 1, job->worker,
	    job->conf->lease_seconds, true, 0, &r->job);

	if (rc != RC_OK) {
		r->job.id = 0;
		return rc == RC_NOT_FOUND ? RC_OK : rc;
	}
	rc = rehearsal_find(job->db, job->mem,
	    rehearsal_of(job->mem, &r->job), &r->of);
	if (rc == RC_NOT_FOUND)
		return give_up(job, r, "the rehearsal is gone");
	if (rc == RC_OK)
		rc = plan(job, r);
	if (rc == RC_NOT_FOUND)
		return give_up(job, r, "there is no whole day of history");
	if (rc != RC_OK) {
		rehearse_end(r);	/* claimed again when the database is back */
		return rc;
	}
	r->mem[0] = arena_begin();
	r->mem[1] = arena_begin();
	r->alarm = arena_array(r->mem[0], REHEARSAL_ALARMS,
	    sizeof(*r->alarm));
	return RC_OK;
}

/* Texts of alarms outlive the day's arena. */
static void
keep_texts(struct rehearse *r, size_t from)
{
	for (size_t i = from; i < r->n; i++) {
		struct rehearsal_alarm *a = &r->alarm[i];

		a->category = arena_text(r->mem[0], a->category);
		a->platform = arena_text(r->mem[0], a->platform);
		a->version = arena_text(r->mem[0], a->version);
	}
}

/* The first alarm that a day may still change: those before it are over. */
static size_t
oldest_open(const struct rehearse *r, int64_t quiet_s)
{
	size_t i = 0;

	while (i < r->n && r->alarm[i].last_at + quiet_s < r->day)
		i++;
	return i;
}

static enum rc
day(struct job *job, struct rehearse *r, bool *last)
{
	struct arena *mem = arena_begin();
	struct lookout_span span = { 0 };
	struct lookout_result found = { 0 };
	int64_t quiet_s = r->of.rule.quiet_hours * HOUR;
	size_t open = oldest_open(r, quiet_s);
	enum rc rc = series_bins(job->db, mem, r->day, job->conf->timezone,
	    r->of.ends_at, &span);

	if (rc == RC_OK)
		rc = series_count(job->db, mem, &span, r->of.ends_at);
	if (rc != RC_OK) {
		arena_end(mem);
		return rc;
	}
	span.judge = r->day >= r->of.begins_at ? span.day : span.n;
	lookout_day(mem, &r->of.rule.rule, &r->state, &span, &found);
	rehearsal_merge(r->alarm, &r->n, REHEARSAL_ALARMS, &found, quiet_s);
	keep_texts(r, open);
	arena_end(r->mem[1]);
	r->mem[1] = mem;
	r->of.threshold = found.threshold;
	*last = !span.over;
	if (*last)
		return RC_OK;
	r->state = found.after;
	r->day = span.bin[span.n - 1].at + DETECT_BIN_S;
	r->job.done++;
	return RC_OK;
}

/* The result and the end of the job are one. */
static enum rc
finish(struct job *job, struct rehearse *r)
{
	enum rc rc = db_begin(job->db);

	if (rc == RC_OK)
		rc = rehearsal_save(job->db, job->mem, &r->of, r->alarm, r->n);
	r->job.done = r->job.total;
	if (rc == RC_OK)
		rc = queue_done(job->db, job->mem, &r->job, job->worker,
		    arena_fmt(job->mem, "%zu alarm%s in %lld days", r->n,
		    r->n == 1 ? "" : "s", (long long)((r->of.ends_at -
		    r->of.begins_at) / DAY)));
	rc = db_end(job->db, rc);
	if (rc == RC_OK)
		rehearse_end(r);
	return rc;
}

static enum rc
work(struct job *job, struct rehearse *r)
{
	int64_t end = clock_mono_ms() + BUDGET_MS;
	bool last = false;
	enum rc rc;

	do
		rc = day(job, r, &last);
	while (rc == RC_OK && !last && clock_mono_ms() < end &&
	    !stop_requested());
	if (rc == RC_OK && last)
		rc = finish(job, r);
	else if (rc == RC_OK)
		rc = queue_beat(job->db, job->mem, &r->job, job->worker,
		    job->conf->lease_seconds, arena_fmt(job->mem,
		    "%lld of %lld days", (long long)r->job.done,
		    (long long)r->job.total));
	if (rc == RC_NOT_FOUND)
		return give_up(job, r, "the rehearsal is gone");
	if (rc == RC_OK)
		return RC_OK;
	/* cancelled by a person, or the database went away */
	rehearse_end(r);
	return rc == RC_CONFLICT ? RC_OK : rc;
}

enum rc
rehearse_round(struct job *job, struct rehearse *r, bool *worked)
{
	enum rc rc = r->job.id == 0 ? take(job, r) : RC_OK;

	*worked = false;
	if (rc != RC_OK || r->job.id == 0)
		return rc;
	*worked = true;
	return work(job, r);
}
