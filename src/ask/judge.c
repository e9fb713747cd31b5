/* SPDX-License-Identifier: MIT */
#include "ask/judge.h"

#include <string.h>

#include "ask/cost.h"
#include "base/arena.h"
#include "conf/conf.h"
#include "db/db.h"
#include "model/rubric.h"

enum { TOTAL_SCALE = 10, REPLY_CHARS = 1500 };

/* ---- the report ---- */

static enum rc
read_retest(struct req *rq, struct judge_report *r)
{
	enum rc rc = retest_last(rq->db, rq->mem, r->q.w.engine,
	    r->q.w.rubric, &r->retest);

	if (rc == RC_NOT_FOUND) {
		r->retest.id = 0;
		return RC_OK;
	}
	return rc != RC_OK ? rc : retest_flips(rq->db, rq->mem, r->retest.id,
	    &r->flip, &r->n_flips);
}

enum rc
ask_judge(struct req *rq, struct judge_report *r)
{
	enum rc rc = db_begin_snapshot(rq->db);

	*r = (struct judge_report){ .blind = strcmp(req_text(rq, "reviews"),
	    "blind") == 0 };
	if (rc == RC_OK)
		rc = ask_quality(rq, &r->q);
	if (rc == RC_OK)
		rc = engine_pairs(rq->db, rq->mem, &r->q.w, r->blind,
		    &r->engine);
	if (rc == RC_OK)
		rc = people_pairs(rq->db, rq->mem, &r->q.w, &r->people);
	if (rc == RC_OK)
		rc = read_retest(rq, r);
	return rc == RC_OK ? db_commit(rq->db) : rc;
}

struct agreement
ask_judge_agreement(struct arena *mem, const struct judge_report *r, bool people,
    size_t position)
{
	const struct judged_pairs *of = people ? &r->people : &r->engine;
	size_t n;
	const struct score_pair *pairs = judged_pairs(mem, of->pair, of->n,
	    position, &n);

	return stats_agreement(mem, pairs, n, position == 0 ? TOTAL_SCALE :
	    r->q.rubric.dimension[position - 1].scale);
}

/* ---- judged again ---- */

bool
retest_under_way(const struct retest *r)
{
	return r->id != 0 && (strcmp(r->state, "queued") == 0 ||
	    strcmp(r->state, "running") == 0);
}

/* The heuristic is asked for what it says now, too; the model has been paid for it. */
int64_t
ask_retest_questions(const char *engine, int64_t replies)
{
	return replies * (strcmp(engine, "openai") == 0 ? CHANGES :
	    CHANGES + 1);
}

enum rc
ask_retest_cost(struct req *rq, const char *engine, const struct rubric *rubric,
    int64_t replies, int64_t *cost)
{
	struct asking_estimate e;
	enum rc rc;

	*cost = 0;
	if (strcmp(engine, "openai") != 0)
		return RC_OK;
	/* of no time at all: what calls cost lately is what it says */
	rc = asking_estimate(rq->db, rq->mem, 1, 1, rubric->version,
	    rq->conf->openai_model, &e);
	e.replies = ask_retest_questions(engine, replies);
	e.chars = e.replies * REPLY_CHARS;
	if (rc == RC_OK)
		*cost = ask_cost(rq, rubric, &e);
	return rc;
}

/* Where the model is asked, it must be one that is asked. */
static enum rc
may_ask(struct req *rq, const char *engine)
{
	struct asking_state s;
	enum rc rc = RC_OK;

	if (strcmp(engine, "openai") != 0)
		return rc;
	rc = asking_state(rq->db, rq->mem, &s);
	return rc != RC_OK || ask_cost_on(rq, &s.set) ? rc : req_fail(rq,
	    RC_CONFLICT, "The model is not the engine: nothing would be "
	    "asked of it");
}

enum rc
ask_retest(struct req *rq, struct retest *out)
{
	const char *engine = req_text(rq, "engine");
	struct rubric rubric;
	int64_t id;
	enum rc rc = rubric_read(rq->db, rq->mem, req_int(rq, "rubric"),
	    &rubric);

	if (rc == RC_NOT_FOUND)
		return req_fail(rq, rc, "there is no version %lld of the "
		    "rubric", (long long)req_int(rq, "rubric"));
	if (rc == RC_OK)
		rc = may_ask(rq, engine);
	if (rc == RC_OK)
		rc = retest_last(rq->db, rq->mem, engine, rubric.version, out);
	if (rc == RC_OK && retest_under_way(out))
		return req_fail(rq, RC_CONFLICT, "Replies are being judged "
		    "again already");
	if (rc != RC_OK && rc != RC_NOT_FOUND)
		return rc;
	rc = retest_add(rq->db, rq->mem, engine, rubric.version,
	    req_int(rq, "replies"), rq->who.name, &id);
	return rc != RC_OK ? rc : retest_find(rq->db, rq->mem, id, out);
}
