/* SPDX-License-Identifier: MIT */
#include "base/arena.h"
#include "base/clock.h"
#include "base/log.h"
#include "conf/conf.h"
#include "db/db.h"
#include "job/bf.h"
#include "job/job.h"
#include "job/walk.h"
#include "text/json_read.h"

#include <stdio.h>
#include <string.h>

enum {
	CLAIM_MS = 1000,	/* how often a busy program looks for jobs */
	BEAT_MS = 5000
};

/* Members of a payload that make a job a crawl's. */
static const char *const crawl_keys[] = { "crawl", "all", "since" };

enum { CRAWL_KEYS = sizeof(crawl_keys) / sizeof(*crawl_keys) };

/* What the short job had begun. */
static void
leave_short(struct backfill *bf)
{
	bf->recent_left = 0;
	bf->reconciling = RECONCILE_NOT;
}

/* --- leases -------------------------------------------------------------------- */

static enum rc
beat_one(struct backfill *bf, struct arena *mem, struct queue_job *job,
    const char *note)
{
	enum rc rc;

	if (job->id == 0)
		return RC_OK;
	rc = queue_beat(bf->job->db, mem, job, bf->job->worker,
	    bf->job->conf->lease_seconds, note);
	if (rc != RC_CONFLICT)
		return rc;
	/* Cancelled by a person, or another worker took it over. */
	LOG(WARN, "job_lost", L_INT("id", job->id));
	job->id = 0;
	return RC_OK;
}

/* How far the crawl is, for its job. */
static void
note_crawl(struct backfill *bf, struct arena *mem)
{
	const struct cursor *c = &bf->crawl.cursor;

	snprintf(bf->crawl_note, sizeof(bf->crawl_note), "%s",
	    progress_words(&bf->progress, mem, c));
	bf->crawl_job.done = c->seen;
	bf->crawl_job.rate = bf->progress.rate;
	bf->crawl_job.total = c->total > c->seen ? c->total : c->seen;
}

enum rc
bf_job_beat(struct backfill *bf, struct arena *mem, bool now)
{
	enum rc rc;

	if (!now && clock_mono_ms() < bf->beat_ms)
		return RC_OK;
	bf->beat_ms = clock_mono_ms() + BEAT_MS;
	note_crawl(bf, mem);
	rc = beat_one(bf, mem, &bf->crawl_job, bf->crawl_note);
	if (rc == RC_OK)
		rc = beat_one(bf, mem, &bf->short_job, bf->short_note);
	if (bf->short_job.id == 0)
		leave_short(bf);
	return rc;
}

/* --- ends ---------------------------------------------------------------------- */

enum rc
bf_job_end(struct backfill *bf, struct queue_job *job, const char *note)
{
	enum rc rc;

	if (job->id == 0)
		return RC_OK;
	rc = queue_done(bf->job->db, bf->job->mem, job, bf->job->worker, note);
	if (rc != RC_OK && rc != RC_CONFLICT)
		return rc;
	job->id = 0;
	return RC_OK;
}

enum rc
bf_job_end_look(struct backfill *bf)
{
	struct job *job = bf->job;
	int64_t id;
	enum rc rc = db_begin(job->db);

	if (rc == RC_OK)
		rc = queue_done(job->db, job->mem, &bf->short_job, job->worker,
		    bf->short_note);
	if (rc == RC_OK && bf->then_score)
		rc = queue_add(job->db, job->mem, "score", "{}", job->program->
		    name, &id);
	rc = db_end(job->db, rc);
	if (rc != RC_OK && rc != RC_CONFLICT)
		return rc;
	bf->short_job.id = 0;
	return RC_OK;
}

/* After a failure the job is tried again later, and says why. A crawl that was
 * begun is never given up: whatever is wrong, it is to go on once that is
 * mended. */
void
bf_job_fail(struct backfill *bf, struct queue_job *job, enum rc failure)
{
	bool upstream = failure == RC_UPSTREAM;
	bool final = upstream && !hs_retry_later(bf->import.result);

	if (job->id == 0)
		return;
	if (job == &bf->crawl_job) {
		final = false;
		if (job->attempts >= job->max_attempts)
			job->attempts = job->max_attempts - 1;
	}
	(void)queue_failed(bf->job->db, bf->job->mem, job, bf->job->worker,
	    upstream ? hs_error(bf->hs) : rc_text(failure), final);
	job->id = 0;
	if (job == &bf->short_job)
		leave_short(bf);
}

void
bf_job_forget(struct backfill *bf)
{
	bf->short_job.id = 0;
	leave_short(bf);
}

void
bf_job_release(struct backfill *bf)
{
	struct job *job = bf->job;

	if (bf->crawl_job.id != 0) {
		note_crawl(bf, job->mem);
		(void)queue_release(job->db, job->mem, &bf->crawl_job,
		    job->worker, bf->crawl_note);
	}
	if (bf->short_job.id != 0)
		(void)queue_release(job->db, job->mem, &bf->short_job,
		    job->worker, bf->short_note);
}

/* It was begun again and again and never came to an end, not even a bad one:
 * something in it ends the program, and with it all other work. */
static enum rc
give_up(struct backfill *bf, struct queue_job *job)
{
	enum rc rc = queue_failed(bf->job->db, bf->job->mem, job,
	    bf->job->worker, "given up: the program ended each time while it "
	    "was at this", true);

	LOG(ERROR, "job_given_up", L_INT("id", job->id));
	job->id = 0;
	return rc == RC_CONFLICT ? RC_OK : rc;
}

/* --- taking -------------------------------------------------------------------- */

/* The job of a crawl: one that was started before, by a run that was killed,
 * goes on where that was (it has a total); else the crawl starts over, and the
 * job of the one before has nothing more to do. */
static enum rc
take_crawl(struct backfill *bf, struct queue_job *job,
    struct json_object *payload)
{
	bool resume = jr_bool(payload, "crawl", false);
	enum rc rc = RC_OK;

	if (bf->crawl_job.id != 0)
		rc = bf_job_end(bf, &bf->crawl_job,
		    "started over by a newer job");
	if (rc == RC_OK && !resume && job->total == 0)
		rc = bf_step_begin_crawl(bf, jr_time(payload, "since"), false);
	if (rc != RC_OK)
		return rc;
	bf->crawl_job = *job;
	job->id = 0;
	if (resume)
		walk_resume_crawl(&bf->crawl.cursor);
	if (!walk_crawling(&bf->crawl.cursor))
		return bf_job_end(bf, &bf->crawl_job, "the crawl is complete");
	return bf_job_beat(bf, bf->job->mem, true);
}

static enum rc
take_look(struct backfill *bf, struct queue_job *job,
    struct json_object *payload)
{
	int64_t pages = jr_int(payload, "pages", 0);

	bf->then_score = jr_bool(payload, "score", false);
	if (pages > 0) {
		bf_step_close(&bf->recent);
		bf->recent_left = pages;
		walk_begin_crawl(&bf->recent.cursor, 0, clock_now());
		job->done = 0;
		job->total = pages;
	} else {
		bf->sweep_ms = 0;
	}
	return bf_job_beat(bf, bf->job->mem, true);
}

static enum rc
take_conversation(struct backfill *bf, struct queue_job *job, int64_t id)
{
	const struct import_counts before = bf->import.counts;
	enum rc outcome, rc = bf_step_one(bf, id, false, &outcome);

	if (rc != RC_OK)
		return rc;
	/* One that cannot be had must not keep the others waiting. */
	if (outcome == RC_OK)
		return bf_job_end(bf, job, bf_step_words(bf, &before));
	bf_job_fail(bf, job, outcome);
	return RC_OK;
}

static bool
of_crawl(struct json_object *payload)
{
	for (size_t i = 0; i < CRAWL_KEYS; i++)
		if (jr_bool(payload, crawl_keys[i], false) ||
		    jr_time(payload, crawl_keys[i]) != 0)
			return true;
	return false;
}

static enum rc
run_job(struct backfill *bf)
{
	struct queue_job *job = &bf->short_job;
	struct json_object *payload = NULL;
	const char *why;

	(void)json_parse(bf->job->mem, job->payload, strlen(job->payload),
	    &payload, &why);
	LOG(INFO, "job_claimed", L_INT("id", job->id), L_STR("kind", job->kind));
	snprintf(bf->short_note, sizeof(bf->short_note), "started");
	bf->blame = job;
	if (strcmp(job->kind, "backfill") == 0 && of_crawl(payload))
		return take_crawl(bf, job, payload);
	if (job->attempts > job->max_attempts)
		return give_up(bf, job);
	if (jr_int(payload, "reconcile", 0) > 0)
		return bf_reconcile_begin(bf, jr_int(payload, "reconcile", 0));
	if (strcmp(job->kind, "backfill") == 0)
		return take_look(bf, job, payload);
	return take_conversation(bf, job, jr_int(payload, "id", 0));
}

static enum rc
claim(struct backfill *bf)
{
	static const char *const kinds[] = { "conversation", "backfill" };
	enum rc rc = queue_claim(bf->job->db, bf->job->mem, kinds,
	    sizeof(kinds) / sizeof(*kinds), bf->job->worker,
	    bf->job->conf->lease_seconds, true, bf->crawl_job.id,
	    &bf->short_job);

	if (rc != RC_OK)
		bf->short_job.id = 0;
	return rc;
}

/* A crawl goes on while it has a job, which tells people how far it is: while
 * that waits after a failure the crawl rests; when it was cancelled the crawl is
 * over. RC_NOT_FOUND: nothing to take. */
static enum rc
claim_for_crawl(struct backfill *bf)
{
	struct queue_job last;
	int64_t id;
	enum rc rc = queue_last(bf->job->db, bf->job->mem, "backfill",
	    crawl_keys, CRAWL_KEYS, &last);

	if (rc == RC_OK && strcmp(last.state, "cancelled") == 0) {
		rc = bf_step_stop_crawl(bf);
		return rc == RC_OK ? RC_NOT_FOUND : rc;
	}
	if (rc == RC_OK && (strcmp(last.state, "queued") == 0 ||
	    strcmp(last.state, "running") == 0))
		return RC_NOT_FOUND;
	if (rc == RC_OK || rc == RC_NOT_FOUND)
		rc = queue_add(bf->job->db, bf->job->mem, "backfill",
		    "{\"crawl\": true}", "cron", &id);
	return rc == RC_OK ? claim(bf) : rc;
}

enum rc
bf_job_look(struct backfill *bf, enum bf_look *found)
{
	enum rc rc;

	*found = LOOK_LATER;
	if (bf->short_job.id != 0 || (clock_mono_ms() < bf->claim_ms &&
	    !db_wait(bf->job->db, 0)))
		return RC_OK;
	rc = claim(bf);
	if (rc == RC_NOT_FOUND && bf->crawl_job.id == 0 &&
	    walk_crawling(&bf->crawl.cursor) && bf->pages_left != 0)
		rc = claim_for_crawl(bf);
	if (rc == RC_NOT_FOUND) {
		*found = LOOK_NONE;
		bf->claim_ms = clock_mono_ms() + CLAIM_MS;
		return RC_OK;
	}
	*found = LOOK_TOOK;
	return rc == RC_OK ? run_job(bf) : rc;
}
