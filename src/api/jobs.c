/* SPDX-License-Identifier: MIT */
/* Work that waits, runs or has ended. */
#include "api/api.h"

#include "api/words.h"
#include "ask/job.h"
#include "model/job.h"

const struct param jobs_params[] = {
	{ "state", P_WORD, "", 0, 0, JOB_STATES },
	{ "kind", P_TEXT, "", 0, 64, NULL },
	{ "after", P_INT, "0", 0, INT64_MAX, NULL },
	{ "limit", P_CLAMP, "50", 1, 500, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};

static void
write_job(struct req *rq, struct jw *w, const struct job_row *job)
{
	jw_object(w);
	jw_int(jw_key(w, "id"), job->id);
	jw_text(jw_key(w, "kind"), job->kind);
	jw_text(jw_key(w, "state"), job->state);
	jw_json(jw_key(w, "payload"), rq->mem, job->payload);
	jw_int(jw_key(w, "done"), job->done);
	jw_int(jw_key(w, "total"), job->total);
	jw_num(jw_key(w, "rate"), job->rate);
	jw_int_or_null(jw_key(w, "seconds_left"), job_seconds_left(job), -1);
	jw_text(jw_key(w, "note"), job->note);
	jw_text(jw_key(w, "error"), job->error);
	jw_int(jw_key(w, "attempts"), job->attempts);
	jw_int(jw_key(w, "max_attempts"), job->max_attempts);
	jw_text(jw_key(w, "created_by"), job->created_by);
	jw_text(jw_key(w, "cancelled_by"), job->cancelled_by);
	jw_int_or_null(jw_key(w, "again_as"), job->again_as, 0);
	jw_time(jw_key(w, "created_at"), job->created_at);
	jw_time(jw_key(w, "run_at"), job->run_at);
	jw_time(jw_key(w, "started_at"), job->started_at);
	jw_time(jw_key(w, "finished_at"), job->finished_at);
	jw_end(w);
}

enum rc
api_jobs(struct req *rq)
{
	int64_t most = req_int(rq, "limit");
	struct job_row *jobs;
	size_t n, shown;
	enum rc rc = job_list(rq->db, rq->mem, req_text(rq, "state"),
	    req_text(rq, "kind"), req_int(rq, "after"), most + 1, &jobs, &n);
	struct jw w;

	if (rc != RC_OK)
		return rc;
	shown = n > (size_t)most ? (size_t)most : n;
	w = req_json(rq);
	jw_object(&w);
	jw_array(jw_key(&w, "jobs"));
	for (size_t i = 0; i < shown; i++)
		write_job(rq, &w, &jobs[i]);
	jw_end(&w);
	jw_int_or_null(jw_key(&w, "next"), n > shown ? jobs[shown - 1].id : 0,
	    0);
	jw_end(&w);
	return RC_OK;
}

static enum rc
answer_job(struct req *rq, int64_t id)
{
	struct job_row job;
	enum rc rc = job_one(rq->db, rq->mem, id, &job);
	struct jw w;

	if (rc != RC_OK)
		return rc;
	w = req_json(rq);
	write_job(rq, &w, &job);
	return RC_OK;
}

enum rc
api_job(struct req *rq)
{
	int64_t id;

	return req_path_id(rq, &id) ? answer_job(rq, id) : RC_NOT_FOUND;
}

/* ---- what people want of jobs: the answer is the job, or the one in its place */

static enum rc
carry_out(struct req *rq, enum rc (*ask)(struct req *, int64_t *))
{
	int64_t id = 0;
	enum rc rc = ask(rq, &id);

	return rc == RC_OK ? answer_job(rq, id) : rc;
}

enum rc
api_job_cancel(struct req *rq)
{
	return carry_out(rq, ask_job_cancel);
}

enum rc
api_job_again(struct req *rq)
{
	return carry_out(rq, ask_job_again);
}

enum rc
api_job_import(struct req *rq)
{
	return carry_out(rq, ask_job_import);
}
