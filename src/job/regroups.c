/* SPDX-License-Identifier: MIT */
#include "job/regroups.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/sbuf.h"
#include "conf/conf.h"
#include "db/db.h"
#include "job/progress.h"
#include "model/data.h"

enum { TEXTS = 400, KEYS_FORGOTTEN = 20000 };

enum rc
regroups_begin(struct job *job, int64_t *id)
{
	int64_t round = 0;
	enum rc rc = db_begin(job->db);

	*id = 0;
	if (rc == RC_OK)
		rc = regroup_begin(job->db, job->mem, &round);
	if (rc == RC_OK && round != 0)
		rc = queue_add(job->db, job->mem, REGROUP, "{}", "operator",
		    id);
	return db_end(job->db, rc);
}

static enum rc
claim(struct job *job, struct regroups *g)
{
	static const char *const kinds[] = { REGROUP };

	return queue_claim(job->db, job->mem, kinds, 1, job->worker,
	    job->conf->lease_seconds, true, 0, &g->job);
}

static enum rc
take(struct job *job, struct regroups *g)
{
	int64_t id;
	enum rc rc = regroup_state(job->db, job->mem, &g->at);

	g->job.id = 0;
	if (rc != RC_OK || !g->at.under_way)
		return rc;
	rc = claim(job, g);
	if (rc == RC_NOT_FOUND)
		rc = queue_add(job->db, job->mem, REGROUP, "{}",
		    job->program->name, &id);
	if (rc == RC_OK && g->job.id == 0)
		rc = claim(job, g);
	if (rc != RC_OK)
		g->job.id = 0;
	rate_begin(&g->rate, clock_mono_ms());
	return rc;
}

static const char *
outcome(struct arena *mem, const struct regroup *at)
{
	struct sbuf *out = sbuf_arena(mem);

	progress_count(out, at->done, "text");
	sbuf_text(out, " placed anew, ");
	progress_count(out, at->moved, "conversation");
	sbuf_text(out, " moved");
	return sbuf_cstr(out);
}

/* In the transaction of the step, so that the job says what is stored. */
static enum rc
tell(struct job *job, struct queue_job *q, const struct regroup *at)
{
	q->done = at->done;
	q->total = at->all;
	if (at->under_way)
		return queue_beat(job->db, job->mem, q, job->worker,
		    job->conf->lease_seconds, "");
	return queue_done(job->db, job->mem, q, job->worker,
	    outcome(job->mem, at));
}

static enum rc
step(struct job *job, struct regroups *g)
{
	struct regroup at = g->at;
	enum rc rc = db_begin(job->db);

	if (rc == RC_OK)
		rc = regroup_step(job->db, job->mem, TEXTS, &at);
	g->job.rate = rate_step(&g->rate, at.done - g->at.done,
	    clock_mono_ms());
	if (rc == RC_OK)
		rc = tell(job, &g->job, &at);
	if (rc == RC_OK && at.moved > g->at.moved)
		rc = data_bump(job->db, job->mem);
	rc = db_end(job->db, rc);
	if (rc == RC_OK)
		g->at = at;
	if (rc == RC_OK && at.under_way)
		return RC_OK;
	/* Taken anew when the database is back; a job that a person ended is
	 * followed by another. */
	g->job.id = 0;
	g->clean = false;
	if (rc == RC_OK)
		LOG(INFO, "regroup", L_INT("texts", at.done),
		    L_INT("moved", at.moved));
	return rc == RC_CONFLICT ? RC_OK : rc;
}

enum rc
regroups_round(struct job *job, struct regroups *g, bool *worked)
{
	enum rc rc = RC_OK;

	*worked = false;
	if (g->job.id == 0)
		rc = take(job, g);
	if (rc != RC_OK)
		return rc;
	*worked = g->job.id != 0;
	if (*worked)
		return step(job, g);
	if (g->clean)
		return RC_OK;
	rc = regroup_forget(job->db, job->mem, KEYS_FORGOTTEN, worked);
	g->clean = rc == RC_OK && !*worked;
	return rc;
}
