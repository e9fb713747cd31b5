/* SPDX-License-Identifier: MIT */
#include "job/retests.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/log.h"
#include "conf/conf.h"
#include "db/db.h"
#include "model/retest.h"
#include "model/rubric.h"
#include "model/score.h"
#include "quality/heuristic.h"
#include "text/json_read.h"

#include <string.h>

enum { LOOK_MS = 500, STEP = 100 };

/* ---- the job ---- */

static int64_t
retest_of(struct arena *mem, const struct queue_job *job)
{
	struct json_object *o;
	const char *why;

	if (json_parse(mem, job->payload, strlen(job->payload), &o, &why) !=
	    RC_OK)
		return 0;
	return jr_int(o, "retest", 0);
}

enum rc
retests_take(struct job *job, struct retests *s)
{
	const char *const kinds[] = { s->kind };
	struct retest at;
	enum rc rc;

	if (s->job.id != 0)
		return RC_OK;
	rc = queue_claim(job->db, job->mem, kinds, 1, job->worker,
	    job->conf->lease_seconds, true, 0, &s->job);
	if (rc != RC_OK) {
		s->job.id = 0;
		return rc == RC_NOT_FOUND ? RC_OK : rc;
	}
	s->id = retest_of(job->mem, &s->job);
	s->tell_ms = 0;
	rate_begin(&s->rate, clock_mono_ms());
	rc = retest_find(job->db, job->mem, s->id, &at);
	if (rc == RC_OK)
		rc = retest_begin(job->db, job->mem, s->id);
	if (rc == RC_NOT_FOUND)
		rc = queue_failed(job->db, job->mem, &s->job, job->worker,
		    "there is no such wish any more", true);
	else if (rc == RC_OK)
		return RC_OK;
	s->job.id = 0;
	return rc == RC_CONFLICT ? RC_OK : rc;
}

/* Done or cancelled: then nothing is due any more. */
static enum rc
over(struct job *job, struct retests *s)
{
	LOG(INFO, "judged_again", L_INT("retest", s->id));
	s->job.id = 0;
	return retest_end(job->db, job->mem, s->id);
}

enum rc
retests_tell(struct job *job, struct retests *s, const char *note)
{
	int64_t due = 0, was = s->job.done;
	enum rc rc = retest_left(job->db, job->mem, s->id, &s->job.total, &due);

	if (rc != RC_OK)
		return rc;
	s->job.done = s->job.total - due;
	s->job.rate = rate_step(&s->rate, s->job.done - was, clock_mono_ms());
	if (due > 0)
		rc = queue_beat(job->db, job->mem, &s->job, job->worker,
		    job->conf->lease_seconds, note);
	else
		rc = queue_done(job->db, job->mem, &s->job, job->worker,
		    arena_fmt(job->mem, "%lld judged again",
		    (long long)s->job.total));
	if (rc == RC_CONFLICT || (rc == RC_OK && due == 0))
		return over(job, s);
	return rc;
}

/* ---- the heuristic ---- */

/* False: it is no reply any more, or there is nothing in it to be changed so. */
static bool
judge(struct arena *mem, struct heuristic *h, const struct rubric *rubric,
    const struct reply_case *c, const struct reply *reply, const char *change,
    struct judgement *j)
{
	struct variant v;
	struct exchange x;
	bool base = strcmp(change, "base") == 0;

	if (reply == NULL)
		return false;
	x = reply_exchange(c, reply);
	if (!vary(mem, base ? CHANGE_AGAIN : change_of(change), rubric, &x, &v))
		return false;
	heuristic_judge(h, mem, &v.rubric, &v.exchange, j);
	vary_back(rubric, &v, j);
	return true;
}

static enum rc
settle(struct job *job, struct heuristic *h, const struct rubric *rubric,
    const struct retest_mark *m)
{
	struct retest_result res = { .state = "none", .error = "",
		.engine_version = HEURISTIC_VERSION, .model = "" };
	struct judgement j;
	struct reply_case *c = NULL;
	size_t n;
	enum rc rc = reply_cases(job->db, job->mem, &m->conversation, 1,
	    "heuristic", rubric->version, &c, &n);

	if (rc != RC_OK)
		return rc;
	if (judge(job->mem, h, rubric, c, reply_find(c, n, m->message), m->change,
	    &j)) {
		res.state = "scored";
		res.judgement = &j;
	}
	return retest_save(job->db, job->mem, rubric, m, &res);
}

static enum rc
judge_due(struct job *job, struct heuristic *h)
{
	struct rubric rubric = { .version = 0 };
	struct retest_mark *m;
	size_t n;
	enum rc rc = retest_next(job->db, job->mem, "heuristic", STEP, NULL, 0,
	    &m, &n);

	for (size_t i = 0; rc == RC_OK && i < n; i++) {
		if (rubric.version != m[i].rubric)
			rc = rubric_read(job->db, job->mem, m[i].rubric,
			    &rubric);
		if (rc == RC_OK)
			rc = settle(job, h, &rubric, &m[i]);
	}
	return rc;
}

static enum rc
step(struct job *job, struct retests *s, struct heuristic *h)
{
	enum rc rc = db_begin(job->db);

	if (rc == RC_OK)
		rc = judge_due(job, h);
	if (rc == RC_OK)
		rc = retests_tell(job, s, "");
	return db_end(job->db, rc);
}

enum rc
retests_round(struct job *job, struct retests *s, struct heuristic *h,
    bool busy, bool *worked)
{
	int64_t now = clock_mono_ms();
	enum rc rc = RC_OK;

	*worked = false;
	if (s->job.id == 0) {
		if (busy && now < s->look_ms)
			return RC_OK;
		s->look_ms = now + LOOK_MS;
		rc = retests_take(job, s);
	}
	if (rc != RC_OK || s->job.id == 0)
		return rc;
	*worked = true;
	return step(job, s, h);
}
