/* SPDX-License-Identifier: MIT */
/*
 * Purges, by the program that alone imports: nothing comes in meanwhile. When one is
 * over the program ends, and what it knew of the data that went with it; the next
 * run begins with what is stored.
 */
#include "base/arena.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/sbuf.h"
#include "base/stop.h"
#include "conf/conf.h"
#include "db/db.h"
#include "job/bf.h"
#include "job/job.h"
#include "job/progress.h"
#include "model/data.h"
#include "model/detector.h"
#include "model/job.h"
#include "model/purge.h"
#include "text/json_read.h"

#include <string.h>

enum { LOOK_MS = 1000, AT_ONCE = 500, DETECTOR_TRIES = 100, DETECTOR_MS = 50 };

struct work {
	struct job *job;
	struct queue_job q;
	struct purge_job purge;
	struct purge_state state;
	bool locked;
};

static const char *
outcome(struct arena *mem, int64_t conversations)
{
	struct sbuf *out = sbuf_arena(mem);

	progress_count(out, conversations, "conversation");
	sbuf_text(out, " purged");
	return sbuf_cstr(out);
}

static enum rc
done(struct work *w)
{
	return queue_done(w->job->db, w->job->mem, &w->q, w->job->worker,
	    outcome(w->job->mem, w->q.done));
}

static enum rc
everything(struct work *w)
{
	enum rc rc = db_begin(w->job->db);

	w->q.done = w->q.total = w->state.conversations;
	if (rc == RC_OK)
		rc = purge_all(w->job->db, w->job->mem, &w->purge);
	if (rc == RC_OK)
		rc = done(w);
	return db_end(w->job->db, rc);
}

/* Some of a demo, with how far that is; *after: 0 when none was left. */
static enum rc
step(struct work *w, int64_t *after)
{
	struct db *db = w->job->db;
	struct arena *mem = w->job->mem;
	int64_t left = w->q.total - w->q.done;
	enum rc rc = db_begin(db);

	if (rc == RC_OK)
		rc = purge_demo_step(db, mem, &w->purge, *after, AT_ONCE, after);
	w->q.done += left < AT_ONCE ? left : AT_ONCE;
	if (rc == RC_OK)
		rc = queue_beat(db, mem, &w->q, w->job->worker,
		    w->job->conf->lease_seconds, "");
	if (rc == RC_OK)
		rc = data_bump(db, mem);
	return db_end(db, rc);
}

static enum rc
demo_end(struct work *w)
{
	enum rc rc = db_begin(w->job->db);

	if (rc == RC_OK)
		rc = purge_demo_end(w->job->db, w->job->mem, &w->purge);
	if (rc == RC_OK)
		rc = done(w);
	return db_end(w->job->db, rc);
}

static enum rc
demo(struct work *w)
{
	int64_t after = 0;
	enum rc rc;

	w->q.total = w->q.done + w->state.demo;
	do {
		if (stop_requested()) {
			(void)queue_release(w->job->db, w->job->mem, &w->q,
			    w->job->worker, "");
			return RC_STOPPED;
		}
		rc = step(w, &after);
	} while (rc == RC_OK && after != 0);
	return rc == RC_OK ? demo_end(w) : rc;
}

/* What the job is about, and who asked for it. */
static enum rc
read_job(struct work *w)
{
	struct arena *mem = w->job->mem;
	struct json_object *payload = NULL;
	struct job_row row;
	const char *why;
	enum rc rc = job_one(w->job->db, mem, w->q.id, &row);

	if (rc != RC_OK)
		return rc;
	(void)json_parse(mem, w->q.payload, strlen(w->q.payload), &payload,
	    &why);
	w->purge = (struct purge_job){ .id = w->q.id, .who = row.created_by };
	if (!purge_parse(jr_text(mem, payload, "what"), &w->purge.what))
		return RC_BAD_INPUT;
	return purge_state(w->job->db, mem, &w->state);
}

/* The detector raises incidents of what it has read before: not meanwhile. */
static enum rc
stop_detector(struct work *w)
{
	enum rc rc = db_try_lock(w->job->db, DETECTOR_LOCK);

	for (int i = 0; i < DETECTOR_TRIES && rc == RC_CONFLICT; i++) {
		if (!stop_sleep_ms(DETECTOR_MS))
			break;
		rc = db_try_lock(w->job->db, DETECTOR_LOCK);
	}
	w->locked = rc == RC_OK;
	return rc;
}

static enum rc
carry_out(struct work *w)
{
	enum rc rc = stop_detector(w);

	if (rc == RC_OK)
		rc = read_job(w);
	if (rc != RC_OK)
		return rc;
	if (w->purge.what == PURGE_DEMO && w->state.others)
		return demo(w);
	return everything(w);
}

static void
failed(struct work *w, enum rc rc)
{
	const char *why = rc == RC_CONFLICT ? "other programs are at the data" :
	    rc_text(rc);

	(void)queue_failed(w->job->db, w->job->mem, &w->q, w->job->worker, why,
	    rc == RC_BAD_INPUT);
}

enum rc
bf_purge_look(struct backfill *bf)
{
	static const char *const kinds[] = { PURGE };
	struct work w = { .job = bf->job };
	enum rc rc;

	if (clock_mono_ms() < bf->purge_ms)
		return RC_OK;
	bf->purge_ms = clock_mono_ms() + LOOK_MS;
	rc = queue_claim(w.job->db, w.job->mem, kinds, 1, w.job->worker,
	    w.job->conf->lease_seconds, true, 0, &w.q);
	if (rc != RC_OK)
		return rc == RC_NOT_FOUND ? RC_OK : rc;
	/* it must not keep the import from going on for ever */
	if (w.q.attempts > w.q.max_attempts)
		return queue_failed(w.job->db, w.job->mem, &w.q, w.job->worker,
		    "given up: the program ended each time while it was at "
		    "this", true);
	rc = carry_out(&w);
	LOG(INFO, "purge", L_STR("what", purge_name(w.purge.what)),
	    L_INT("conversations", w.q.done), L_STR("who", w.purge.who),
	    L_RC(rc));
	if (rc == RC_OK || rc == RC_STOPPED)
		return RC_STOPPED;
	if (rc == RC_DB_DOWN)
		return rc;
	if (w.locked)
		db_unlock(w.job->db, DETECTOR_LOCK);
	failed(&w, rc);
	return RC_OK;
}
