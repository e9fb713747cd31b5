/* SPDX-License-Identifier: MIT */
#include "job/quality_backlog.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/log.h"
#include "conf/conf.h"
#include "db/db.h"
#include "model/asking.h"
#include "model/rubric.h"
#include "text/json_read.h"

#include <string.h>

enum { TELL_MS = 2000 };

/* Marks what it is about and tells how many these are, both or neither. */
static enum rc
mark(struct job *job, struct queue_job *q)
{
	struct json_object *o = NULL;
	struct rubric rubric;
	const char *why;
	enum rc rc = json_parse(job->mem, q->payload, strlen(q->payload), &o,
	    &why);

	if (rc == RC_OK)
		rc = db_begin(job->db);
	if (rc == RC_OK)
		rc = rubric_read(job->db, job->mem, 0, &rubric);
	if (rc == RC_OK)
		rc = asking_backlog(job->db, job->mem, q->id, jr_int(o, "from", 0),
		    jr_int(o, "to", 0), rubric.version);
	if (rc == RC_OK)
		rc = asking_backlog_left(job->db, job->mem, q->id, &q->total);
	if (rc == RC_OK)
		rc = queue_beat(job->db, job->mem, q, job->worker,
		    job->conf->lease_seconds, "");
	return db_end(job->db, rc);
}

static enum rc
take(struct job *job, struct backlog *b)
{
	static const char *const kinds[] = { ASKING_BACKLOG };
	enum rc rc = queue_claim(job->db, job->mem, kinds, 1, job->worker,
	    job->conf->lease_seconds, true, 0, &b->job);

	if (rc != RC_OK) {
		b->job.id = 0;
		return rc == RC_NOT_FOUND ? RC_OK : rc;
	}
	b->job.done = 0;
	rate_begin(&b->rate, clock_mono_ms());
	if (b->job.total == 0)
		rc = mark(job, &b->job);
	if (rc != RC_OK)
		b->job.id = 0;
	return rc;
}

const char *
backlog_note(struct arena *mem, bool on, const struct asking_state *s)
{
	if (!on)
		return "waits: the model is not the engine";
	if (s->capped)
		return "waits: the cap of today is reached; it goes on at "
		    "midnight UTC";
	return *s->problem != '\0' ? arena_fmt(mem, "waits: %s", s->problem) :
	    "";
}

static enum rc
drop(struct job *job, struct backlog *b)
{
	int64_t id = b->job.id;

	b->job.id = 0;
	LOG(INFO, "backlog_cancelled", L_INT("job", id));
	return asking_backlog_drop(job->db, job->mem, id);
}

static enum rc
tell(struct job *job, struct backlog *b, bool on, const struct asking_state *s)
{
	int64_t left = 0, was = b->job.done;
	enum rc rc = asking_backlog_left(job->db, job->mem, b->job.id, &left);

	if (rc != RC_OK)
		return rc;
	b->job.done = b->job.total > left ? b->job.total - left : 0;
	b->job.rate = rate_step(&b->rate, b->job.done - was, clock_mono_ms());
	if (left > 0)
		rc = queue_beat(job->db, job->mem, &b->job, job->worker,
		    job->conf->lease_seconds, backlog_note(job->mem, on, s));
	else
		rc = queue_done(job->db, job->mem, &b->job, job->worker,
		    arena_fmt(job->mem, "%lld replies asked about",
		    (long long)b->job.total));
	if (rc == RC_CONFLICT)
		return drop(job, b);
	if (left == 0)
		b->job.id = 0;
	return rc;
}

enum rc
backlog_round(struct job *job, struct backlog *b, bool on,
    const struct asking_state *s)
{
	int64_t now = clock_mono_ms();
	enum rc rc = RC_OK;

	if (b->job.id == 0)
		rc = take(job, b);
	if (rc != RC_OK || b->job.id == 0 || now < b->tell_ms)
		return rc;
	b->tell_ms = now + TELL_MS;
	return tell(job, b, on, s);
}
