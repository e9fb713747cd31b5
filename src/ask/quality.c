/* SPDX-License-Identifier: MIT */
#include "ask/quality.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "model/rubric.h"

enum { DAY_S = 86400 };

void
quality_set_days(struct quality_question *q, int64_t first, int64_t last)
{
	q->range = NULL;
	q->w.from = first / DAY_S * DAY_S;
	q->w.to = last / DAY_S * DAY_S + DAY_S;
	q->days = (q->w.to - q->w.from) / DAY_S;
}

static enum rc
read_days(struct req *rq, struct quality_question *q)
{
	int64_t today = q->now / DAY_S * DAY_S;
	int64_t start = req_int(rq, "start");
	int64_t end = req_given(rq, "end") ? req_int(rq, "end") : today;

	if (!req_given(rq, "start") && !req_given(rq, "end")) {
		q->days = strtoll(req_text(rq, "range"), NULL, 10);
		quality_set_days(q, today - (q->days - 1) * DAY_S, today);
		q->range = req_text(rq, "range");
		return RC_OK;
	}
	if (!req_given(rq, "start"))
		start = end - 29 * DAY_S;
	if (start > end)
		return req_fail(rq, RC_BAD_INPUT, "start must not be after end");
	quality_set_days(q, start, end);
	return q->days <= QUALITY_DAYS_MOST ? RC_OK : req_fail(rq, RC_BAD_INPUT,
	    "start and end may be at most %d days apart", QUALITY_DAYS_MOST);
}

/* What was not asked for is what is in use. */
static enum rc
settle(struct req *rq, struct quality_question *q)
{
	enum rc rc = quality_state(rq->db, rq->mem, &q->state);

	if (rc != RC_OK)
		return rc;
	q->engine_given = req_given(rq, "engine");
	q->rubric_given = req_int(rq, "rubric") > 0;
	q->w.engine = q->engine_given ? req_text(rq, "engine") :
	    q->state.engine;
	q->w.rubric = q->rubric_given ? req_int(rq, "rubric") :
	    q->state.rubric;
	rc = rubric_read(rq->db, rq->mem, q->w.rubric, &q->rubric);
	return rc != RC_NOT_FOUND ? rc : req_fail(rq, rc,
	    "there is no version %lld of the rubric", (long long)q->w.rubric);
}

bool
ask_quality_may(const struct req *rq, int64_t agent)
{
	return rq->who.role > AGENT ||
	    (rq->who.role == AGENT && rq->who.agent_id == agent);
}

enum rc
ask_quality_agents(struct req *rq, struct quality_agent **out, size_t *n)
{
	size_t kept = 0;
	enum rc rc = quality_agents(rq->db, rq->mem, out, n);

	for (size_t i = 0; rc == RC_OK && i < *n; i++)
		if (ask_quality_may(rq, (*out)[i].id))
			(*out)[kept++] = (*out)[i];
	*n = kept;
	return rc;
}

enum rc
ask_quality(struct req *rq, struct quality_question *q)
{
	enum rc rc;

	*q = (struct quality_question){ .now = clock_now() };
	rc = read_days(rq, q);
	if (rc != RC_OK)
		return rc;
	q->w.mailbox = req_ids(rq, "mbox", &q->w.n_mailboxes);
	q->w.agent = rq->who.role == AGENT ? rq->who.agent_id :
	    req_int(rq, "agent");
	q->w.category = req_text(rq, "category");
	q->w.rating = req_text(rq, "rating");
	q->w.incidents = req_text(rq, "incidents");
	return settle(rq, q);
}
