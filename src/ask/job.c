/* SPDX-License-Identifier: MIT */
#include "ask/job.h"

#include "model/job.h"

#include <string.h>

const struct param job_import_params[] = {
	{ "then", P_WORD, "", 0, 0, "score" },
	{ NULL, 0, NULL, 0, 0, NULL },
};

static enum rc
told(struct req *rq, enum rc rc, int64_t id, const char *what, const char *why)
{
	if (why != NULL)
		return req_fail(rq, rc, "job %lld cannot be %s: %s",
		    (long long)id, what, why);
	return rc;
}

enum rc
ask_job_cancel(struct req *rq, int64_t *id)
{
	const char *why;
	enum rc rc;

	if (!req_path_id(rq, id))
		return RC_NOT_FOUND;
	rc = job_cancel(rq->db, rq->mem, *id, rq->who.name, &why);
	return told(rq, rc, *id, "cancelled", why);
}

enum rc
ask_job_again(struct req *rq, int64_t *as)
{
	const char *why;
	int64_t id;
	enum rc rc;

	if (!req_path_id(rq, &id))
		return RC_NOT_FOUND;
	rc = job_again(rq->db, rq->mem, id, rq->who.name, as, &why);
	return told(rq, rc, id, "run again", why);
}

enum rc
ask_job_import(struct req *rq, int64_t *id)
{
	return job_import(rq->db, rq->mem, strcmp(req_text(rq, "then"),
	    "score") == 0, rq->who.name, id);
}
