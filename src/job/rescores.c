/* SPDX-License-Identifier: MIT */
#include "job/rescores.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/log.h"
#include "conf/conf.h"
#include "db/db.h"
#include "model/carry.h"
#include "model/data.h"
#include "text/json_read.h"

#include <string.h>

enum { LOOK_MS = 500, REPLIES = 200 };

void
rescores_end(struct rescores *s)
{
	if (s->mem != NULL)
		arena_end(s->mem);
	*s = (struct rescores){ .look_ms = s->look_ms };
}

/* The rescore that the job is of; 0 when it names none. */
static int64_t
rescore_of(struct arena *mem, const struct queue_job *job)
{
	struct json_object *o;
	const char *why;

	if (json_parse(mem, job->payload, strlen(job->payload), &o, &why) !=
	    RC_OK)
		return 0;
	return jr_int(o, "rescore", 0);
}

/* final: another try would fail as well. */
static enum rc
give_up(struct job *job, struct rescores *s, const char *why, bool final)
{
	enum rc rc = queue_failed(job->db, job->mem, &s->job, job->worker, why,
	    final);

	LOG(WARN, "rescore_failed", L_INT("rescore", s->rescore),
	    L_STR("why", why));
	rescores_end(s);
	return rc == RC_CONFLICT ? RC_OK : rc;
}

/* Takes the next job and reads its rubric, which all its steps use. */
static enum rc
take(struct job *job, struct rescores *s, struct heuristic *h)
{
	static const char *const kinds[] = { RESCORE };
	struct rescore at;
	enum rc rc = queue_claim(job->db, job->mem, kinds, 1, job->worker,
	    job->conf->lease_seconds, true, 0, &s->job);

	if (rc != RC_OK) {
		s->job.id = 0;
		return rc == RC_NOT_FOUND ? RC_OK : rc;
	}
	s->rescore = rescore_of(job->mem, &s->job);
	s->mem = arena_begin();
	s->judge.heuristic = h;
	rate_begin(&s->rate, clock_mono_ms());
	rc = rescore_find(job->db, job->mem, s->rescore, &at);
	if (rc == RC_OK)
		rc = judge_by(job, s->mem, at.version, &s->judge);
	if (rc == RC_NOT_FOUND)
		return give_up(job, s, "it is not stored any more", true);
	if (rc != RC_OK)
		rescores_end(s);	/* claimed again when the database is back */
	return rc;
}

/* In the transaction of the step, so that the job says what is stored. */
static enum rc
tell(struct job *job, struct rescores *s, const struct rescore *at)
{
	s->job.done = at->looked;
	s->job.total = at->done_at != 0 ? at->looked : at->total;
	if (at->done_at == 0)
		return queue_beat(job->db, job->mem, &s->job, job->worker,
		    job->conf->lease_seconds, "");
	return queue_done(job->db, job->mem, &s->job, job->worker, arena_fmt(
	    job->mem, "%lld replies, %lld judged%s", (long long)at->looked,
	    (long long)at->judged, at->kept == 0 ? "" : arena_fmt(job->mem,
	    ", %lld scores with the marks they had", (long long)at->kept)));
}

static enum rc
judge_next(struct job *job, struct rescores *s, struct rescore *at)
{
	struct rescore_step step;
	int64_t judged = 0, carried = 0;
	enum rc rc = rescore_count(job->db, job->mem, at);

	if (rc == RC_OK)
		rc = rescore_next(job->db, job->mem, at, REPLIES, &step);
	if (rc == RC_OK && step.n > 0)
		rc = score_carry(job->db, job->mem, &s->judge.rubric,
		    step.message, step.n, &carried);
	if (rc == RC_OK && step.n > 0)
		rc = judge_replies(job, &s->judge, step.conversation, step.n,
		    step.message, step.n, &judged);
	if (rc == RC_OK)
		rc = rescore_stepped(job->db, job->mem, at, &step, judged,
		    carried);
	s->job.rate = rate_step(&s->rate, rc == RC_OK ? (int64_t)step.n : 0,
	    clock_mono_ms());
	return rc;
}

static enum rc
step(struct job *job, struct rescores *s)
{
	struct rescore at = { 0 };
	enum rc rc = db_begin(job->db);

	if (rc == RC_OK)
		rc = rescore_find(job->db, job->mem, s->rescore, &at);
	if (rc == RC_OK && at.done_at == 0)
		rc = judge_next(job, s, &at);
	if (rc == RC_OK)
		rc = tell(job, s, &at);
	if (rc == RC_OK && at.done_at != 0)
		rc = data_bump(job->db, job->mem);	/* pages tell of it */
	rc = db_end(job->db, rc);
	if (rc == RC_OK && at.done_at == 0)
		return RC_OK;
	if (rc == RC_OK)
		LOG(INFO, "rescored", L_INT("rubric", at.version),
		    L_INT("replies", at.looked), L_INT("judged", at.judged));
	/* tried again later, so that daily work goes on meanwhile */
	if (rc == RC_DB_QUERY || rc == RC_DB_VALUE)
		return give_up(job, s, "the database refused a step; the log "
		    "says why", false);
	rescores_end(s);	/* done, cancelled, or taken anew */
	return rc == RC_CONFLICT || rc == RC_NOT_FOUND ? RC_OK : rc;
}

enum rc
rescores_round(struct job *job, struct rescores *s, struct heuristic *h,
    bool busy, bool *worked)
{
	int64_t now = clock_mono_ms();
	enum rc rc = RC_OK;

	*worked = false;
	if (s->job.id == 0) {
		if (busy && now < s->look_ms)
			return RC_OK;
		s->look_ms = now + LOOK_MS;
		rc = take(job, s, h);
	}
	if (rc != RC_OK || s->job.id == 0)
		return rc;
	*worked = true;
	s->look_ms = 0;
	return step(job, s);
}
