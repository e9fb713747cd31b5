/* SPDX-License-Identifier: MIT */
#include "job/trials.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/log.h"
#include "conf/conf.h"
#include "model/rules.h"
#include "model/trial.h"
#include "text/json_read.h"

#include <string.h>

enum { LOOK_MS = 500 };

void
trials_end(struct trials *t)
{
	if (t->mem != NULL)
		arena_end(t->mem);
	*t = (struct trials){ .look_ms = t->look_ms };
}

/* The trial's number in the job; 0 when it names none. */
static int64_t
trial_of(struct arena *mem, const struct queue_job *job)
{
	struct json_object *o;
	const char *why;

	if (json_parse(mem, job->payload, strlen(job->payload), &o, &why) !=
	    RC_OK)
		return 0;
	return jr_int(o, "trial", 0);
}

static enum rc
give_up(struct job *job, struct trials *t, const char *why)
{
	enum rc rc = queue_failed(job->db, job->mem, &t->job, job->worker, why,
	    true);

	LOG(WARN, "trial_failed", L_INT("trial", t->trial), L_STR("why", why));
	trials_end(t);
	return rc == RC_CONFLICT ? RC_OK : rc;
}

/* Takes the next job and loads its rulesets, which all its steps use. */
static enum rc
take(struct job *job, struct trials *t)
{
	static const char *const kinds[] = { RULES_PREVIEW };
	const char *why = "";
	struct trial trial;
	enum rc rc = queue_claim(job->db, job->mem, kinds, 1, job->worker,
	    job->conf->lease_seconds, true, 0, &t->job);

	if (rc != RC_OK) {
		t->job.id = 0;
		return rc == RC_NOT_FOUND ? RC_OK : rc;
	}
	t->trial = trial_of(job->mem, &t->job);
	rc = trial_find(job->db, job->mem, t->trial, &trial);
	if (rc == RC_NOT_FOUND)
		return give_up(job, t, "the trial is gone");
	if (rc != RC_OK) {
		trials_end(t);	/* claimed again when the database is back */
		return rc;
	}
	t->mem = arena_begin();
	if (trial_rules(t->mem, &trial, &t->before, &t->after, &why) != RC_OK)
		return give_up(job, t, why);
	return RC_OK;
}

static enum rc
tell(struct job *job, struct trials *t, const struct trial *at)
{
	const char *note = arena_fmt(job->mem, "%lld of %lld conversations",
	    (long long)at->judged, (long long)at->wanted);
	enum rc rc;

	t->job.done = at->judged;
	t->job.total = at->done_at != 0 ? at->judged : at->wanted;
	if (at->done_at == 0)
		return queue_beat(job->db, job->mem, &t->job, job->worker,
		    job->conf->lease_seconds, note);
	rc = queue_done(job->db, job->mem, &t->job, job->worker, arena_fmt(
	    job->mem, "%lld conversations", (long long)at->judged));
	trials_end(t);
	return rc;
}

static enum rc
step(struct job *job, struct trials *t, const struct learnt *learnt)
{
	struct trial at;
	enum rc rc = trial_step(job->db, job->mem, t->trial, t->before,
	    t->after, learnt, TRIAL_BUDGET_MS, &at);

	if (rc == RC_NOT_FOUND)
		return give_up(job, t, "the trial is gone");
	if (rc == RC_OK)
		rc = tell(job, t, &at);
	if (rc != RC_CONFLICT)
		return rc;
	trials_end(t);	/* cancelled by a person */
	return RC_OK;
}

enum rc
trials_round(struct job *job, struct trials *t, const struct learnt *learnt,
    bool busy, bool *worked)
{
	int64_t now = clock_mono_ms();
	enum rc rc = RC_OK;

	*worked = false;
	if (t->job.id == 0) {
		if (busy && now < t->look_ms)
			return RC_OK;
		t->look_ms = now + LOOK_MS;
		rc = take(job, t);
	}
	if (rc != RC_OK || t->job.id == 0)
		return rc;
	*worked = true;
	t->look_ms = 0;
	return step(job, t, learnt);
}
