/* SPDX-License-Identifier: MIT */
#include "job/closed.h"

#include "base/arena.h"
#include "db/db.h"
#include "job/job.h"
#include "model/queue.h"
#include "text/json_read.h"

#include <string.h>

enum { FIRST_S = 30, MOST_S = 900 };

int64_t
closed_s(int64_t waits)
{
	int64_t s = FIRST_S;

	while (waits-- > 0 && s < MOST_S)
		s *= 2;
	return s < MOST_S ? s : MOST_S;
}

const char closed_test_schema[] =
    "{\"type\":\"object\",\"properties\":{\"works\":{\"type\":\"boolean\"}},"
    "\"required\":[\"works\"],\"additionalProperties\":false}";

enum rc
closed_tested(struct job *job, const struct queue_job *test,
    const struct closed_test *t)
{
	struct json_object *o = NULL;
	const char *why = t->error;
	bool good = t->answered && json_parse(job->mem, t->text,
	    strlen(t->text), &o, &why) == RC_OK && jr_has(o, "works");
	enum rc rc;

	if (t->answered)
		why = "it answers, but not in the form that was asked for: the "
		    "model or server does not know structured outputs";
	rc = good ? queue_done(job->db, job->mem, test, job->worker,
	    arena_fmt(job->mem, "%s answered in %.1f s, in the form that was "
	    "asked for", t->model, (double)t->took_ms / 1000)) :
	    queue_failed(job->db, job->mem, test, job->worker, why, true);
	return rc == RC_CONFLICT ? RC_OK : rc;
}
