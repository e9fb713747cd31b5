/* SPDX-License-Identifier: MIT */
#include "job/backlog.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/log.h"
#include "conf/conf.h"
#include "db/db.h"
#include "model/batch.h"
#include "text/json_read.h"

#include <string.h>

enum { TELL_MS = 2000 };

#define BACKLOG_NO_BATCH                                                       \
	"the server has no batches: they are asked about one by one, at the "  \
	"usual price"

/* Marks what it is about and tells how many these are, both or neither. */
static enum rc
mark(struct job *job, struct backlog *b)
{
	struct queue_job *q = &b->job;
	struct json_object *o = NULL;
	const char *why;
	enum rc rc = json_parse(job->mem, q->payload, strlen(q->payload), &o,
	    &why);

	if (rc == RC_OK)
		rc = db_begin(job->db);
	if (rc == RC_OK)
		rc = b->kind->mark(job, q->id, jr_int(o, "from", 0),
		    jr_int(o, "to", 0), b->kind->batches != NULL);
	if (rc == RC_OK)
		rc = b->kind->left(job->db, job->mem, q->id, &q->total);
	if (rc == RC_OK)
		rc = queue_beat(job->db, job->mem, q, job->worker,
		    job->conf->lease_seconds, "");
	return db_end(job->db, rc);
}

/* It has this try less; what else the program does goes on. */
static enum rc
mark_failed(struct job *job, struct backlog *b)
{
	enum rc rc = queue_failed(job->db, job->mem, &b->job, job->worker,
	    b->kind->unreadable, false);

	LOG(ERROR, "backlog_not_marked", L_INT("job", b->job.id));
	return rc == RC_CONFLICT ? RC_OK : rc;
}

/* What cancelled backlogs have left. */
static enum rc
drop(struct job *job, const struct backlog *b)
{
	enum rc rc = b->kind->drop(job->db, job->mem);

	return rc == RC_OK ? batch_cancel(job->db, job->mem) : rc;
}

static bool
is_batch(const struct backlog *b)
{
	return b->kind->batches != NULL;
}

static enum rc
take(struct job *job, struct backlog *b)
{
	enum rc rc = RC_OK;

	/* one that was cancelled while no program ran tells nobody */
	if (!b->looked)
		rc = drop(job, b);
	b->looked = rc == RC_OK;
	if (rc == RC_OK)
		rc = queue_claim(job->db, job->mem, &b->kind->job, 1,
		    job->worker, job->conf->lease_seconds, true, 0, &b->job);
	if (rc != RC_OK) {
		b->job.id = 0;
		return rc == RC_NOT_FOUND ? RC_OK : rc;
	}
	b->job.done = 0;
	rate_begin(&b->rate, clock_mono_ms());
	if (b->job.total == 0)
		rc = mark(job, b);
	if (rc == RC_OK)
		return rc;
	if (rc != RC_DB_DOWN)
		rc = mark_failed(job, b);
	b->job.id = 0;
	return rc;
}

const char *
backlog_note(struct arena *mem, const struct backlog_state *s)
{
	if (s->off != NULL)
		return arena_fmt(mem, "waits: %s", s->off);
	if (s->capped)
		return "waits: the cap of today is reached; it goes on at "
		    "midnight UTC";
	return *s->problem != '\0' ? arena_fmt(mem, "waits: %s", s->problem) :
	    "";
}

/* How far its batches are, the oldest in words. */
static enum rc
note_batches(struct job *job, const struct backlog *b,
    const struct backlog_state *s, const char **note)
{
	struct batch_seen *batch;
	size_t n;
	enum rc rc = batch_list(job->db, job->mem, b->kind->batches, b->job.id,
	    &batch, &n);

	if (rc != RC_OK || n == 0)
		return rc;
	*note = arena_fmt(job->mem, "%s%s%s%s", batch_says(job->mem, batch),
	    n > 1 ? arena_fmt(job->mem, ", and %zu more", n - 1) : "",
	    *s->problem ? "; waits: " : "", s->problem);
	return RC_OK;
}

static enum rc
note(struct job *job, const struct backlog *b, const struct backlog_state *s,
    const char **out)
{
	*out = backlog_note(job->mem, s);
	if (**out == '\0' && is_batch(b))
		*out = s->no_batches ? BACKLOG_NO_BATCH : "waits for room "
		    "under the cap of the day, or for a next try to be due";
	return is_batch(b) ? note_batches(job, b, s, out) : RC_OK;
}

/* The service will not have it, however often it is offered. */
static enum rc
give_up(struct job *job, struct backlog *b, bool *gone)
{
	const char *why = "";
	int64_t n = 0;
	enum rc rc = batch_failures(job->db, job->mem, b->job.id, &n, &why);

	*gone = rc == RC_OK && n >= BACKLOG_REFUSALS;
	if (!*gone)
		return rc;
	rc = queue_failed(job->db, job->mem, &b->job, job->worker, why, true);
	b->job.id = 0;
	if (rc == RC_CONFLICT)
		rc = RC_OK;
	return rc == RC_OK ? drop(job, b) : rc;
}

static enum rc
tell(struct job *job, struct backlog *b, const struct backlog_state *s)
{
	int64_t left = 0, was = b->job.done;
	const char *words;
	enum rc rc = b->kind->left(job->db, job->mem, b->job.id, &left);

	if (rc == RC_OK)
		rc = note(job, b, s, &words);
	if (rc != RC_OK)
		return rc;
	b->job.done = b->job.total > left ? b->job.total - left : 0;
	b->job.rate = rate_step(&b->rate, b->job.done - was, clock_mono_ms());
	if (left > 0)
		rc = queue_beat(job->db, job->mem, &b->job, job->worker,
		    job->conf->lease_seconds, words);
	else
		rc = queue_done(job->db, job->mem, &b->job, job->worker,
		    arena_fmt(job->mem, "%lld %s asked about%s",
		    (long long)b->job.total, b->kind->what, is_batch(b) &&
		    s->no_batches ? "; " BACKLOG_NO_BATCH : ""));
	if (rc == RC_CONFLICT)
		LOG(INFO, "backlog_cancelled", L_INT("job", b->job.id));
	if (rc == RC_CONFLICT || left == 0)
		b->job.id = 0;
	return rc == RC_CONFLICT ? drop(job, b) : rc;
}

enum rc
backlog_round(struct job *job, struct backlog *b,
    const struct backlog_state *s)
{
	int64_t now = clock_mono_ms();
	bool gone = false;
	enum rc rc = RC_OK;

	if (b->job.id == 0)
		rc = take(job, b);
	if (rc != RC_OK || b->job.id == 0 || now < b->tell_ms)
		return rc;
	b->tell_ms = now + TELL_MS;
	if (is_batch(b))
		rc = give_up(job, b, &gone);
	return rc == RC_OK && !gone ? tell(job, b, s) : rc;
}
