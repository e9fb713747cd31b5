/* SPDX-License-Identifier: MIT */
/* How far an engine can be trusted, for programs. */
#include "api/api.h"

#include "ask/judge.h"
#include "base/arena.h"
#include "db/db.h"
#include "model/drift.h"

#include <math.h>

/* clang-format off */
const struct param judge_json_params[] = {
	JUDGE_PARAMS,
	{ NULL, 0, NULL, 0, 0, NULL },
};
const struct param drift_json_params[] = {
	QUALITY_PARAMS,
	{ NULL, 0, NULL, 0, 0, NULL },
};
const struct param retest_json_params[] = {
	RETEST_PARAMS,
	{ NULL, 0, NULL, 0, 0, NULL },
};
/* clang-format on */

static void
window_members(struct jw *w, const struct quality_question *q)
{
	jw_text(jw_key(w, "engine"), q->w.engine);
	jw_int(jw_key(w, "rubric"), q->w.rubric);
	jw_time(jw_key(w, "from"), q->w.from);
	jw_time(jw_key(w, "to"), q->w.to);
}

static void
dimension_member(struct jw *w, const struct rubric *r, size_t position)
{
	jw_text(jw_key(w, "dimension"), position == 0 ? NULL :
	    r->dimension[position - 1].key);
}

/* ---- the report ---- */

static void
write_agreement(struct jw *w, struct arena *mem, const struct judge_report *r,
    bool people)
{
	jw_array(w);
	for (size_t p = 0; p <= r->q.rubric.n; p++) {
		struct agreement g = ask_judge_agreement(mem, r, people, p);

		jw_object(w);
		dimension_member(w, &r->q.rubric, p);
		jw_int(jw_key(w, "pairs"), (long long)g.n);
		jw_num(jw_key(w, "same_mark"), g.exact);
		jw_num(jw_key(w, "kappa"), g.kappa);
		jw_num(jw_key(w, "kappa_low"), g.kappa_in.low);
		jw_num(jw_key(w, "kappa_high"), g.kappa_in.high);
		jw_num(jw_key(w, "mean_difference"), g.bias);
		jw_end(w);
	}
	jw_end(w);
}

static void
retest_members(struct jw *w, const struct retest *t)
{
	jw_int(jw_key(w, "id"), t->id);
	jw_text(jw_key(w, "engine"), t->engine);
	jw_int(jw_key(w, "rubric"), t->rubric);
	jw_int(jw_key(w, "wanted"), t->wanted);
	jw_int(jw_key(w, "replies"), t->replies);
	jw_int(jw_key(w, "due"), t->due);
	jw_int(jw_key(w, "failed"), t->failed);
	jw_text(jw_key(w, "model"), t->model);
	jw_text(jw_key(w, "created_by"), t->who);
	jw_time(jw_key(w, "created_at"), t->created_at);
	jw_time(jw_key(w, "done_at"), t->done_at);
	jw_text(jw_key(w, "state"), t->state);
}

static void
write_flip(struct jw *w, const struct rubric *r, const struct flip *f)
{
	struct interval in = stats_share_interval(f->turned, f->n);

	jw_object(w);
	jw_text(jw_key(w, "change"), f->change);
	dimension_member(w, r, f->position);
	jw_int(jw_key(w, "pairs"), f->n);
	jw_int(jw_key(w, "turned"), f->turned);
	jw_num(jw_key(w, "low"), in.low);
	jw_num(jw_key(w, "high"), in.high);
	jw_num(jw_key(w, "mean_move"), f->moved);
	jw_int(jw_key(w, "one_side_only"), f->alone);
	jw_end(w);
}

static void
write_again(struct jw *w, const struct judge_report *r)
{
	if (r->retest.id == 0) {
		jw_null(w);
		return;
	}
	jw_object(w);
	retest_members(w, &r->retest);
	jw_int(jw_key(w, "pass"), FLIP_PASS);
	jw_int(jw_key(w, "step"), FLIP_STEP);
	jw_array(jw_key(w, "flips"));
	for (size_t i = 0; i < r->n_flips; i++)
		write_flip(w, &r->q.rubric, &r->flip[i]);
	jw_end(w);
	jw_end(w);
}

enum rc
api_judge(struct req *rq)
{
	struct judge_report *r = arena_alloc(rq->mem, sizeof(*r));
	struct jw w;
	enum rc rc = ask_judge(rq, r);

	if (rc != RC_OK)
		return rc;
	w = req_json(rq);
	jw_object(&w);
	window_members(&w, &r->q);
	jw_bool(jw_key(&w, "blind"), r->blind);
	write_agreement(jw_key(&w, "engine_and_people"), rq->mem, r, false);
	write_agreement(jw_key(&w, "people_and_people"), rq->mem, r, true);
	jw_bool(jw_key(&w, "engine_cut"), r->engine.cut);
	jw_bool(jw_key(&w, "people_cut"), r->people.cut);
	write_again(jw_key(&w, "again"), r);
	jw_end(&w);
	return RC_OK;
}

enum rc
api_retest(struct req *rq)
{
	struct retest t;
	struct jw w;
	enum rc rc = ask_retest(rq, &t);

	if (rc != RC_OK)
		return rc;
	w = req_json(rq);
	jw_object(&w);
	retest_members(&w, &t);
	jw_end(&w);
	return RC_OK;
}

/* ---- over time ---- */

static void
write_judge(struct jw *w, const struct drift_judge *j, size_t n)
{
	jw_object(w);
	jw_int(jw_key(w, "judge"), (long long)n);
	jw_int(jw_key(w, "engine_version"), j->engine_version);
	jw_int(jw_key(w, "rubric"), j->rubric);
	jw_text(jw_key(w, "model"), j->model);
	jw_text(jw_key(w, "prompt"), j->prompt);
	jw_time(jw_key(w, "since"), j->since);
	jw_int(jw_key(w, "replies"), j->replies);
	jw_end(w);
}

static void
write_point(struct jw *w, const struct drift_point *p)
{
	jw_object(w);
	jw_time(jw_key(w, "at"), p->at);
	jw_int(jw_key(w, "judge"), (long long)p->judge);
	jw_int(jw_key(w, "replies"), p->total.n);
	jw_num(jw_key(w, "mean"), tally_mean(&p->total));
	jw_num(jw_key(w, "half_interval"), tally_half(&p->total));
	jw_int(jw_key(w, "reviews"), (long long)p->people.n);
	jw_num(jw_key(w, "mean_difference"), p->people.bias);
	jw_num(jw_key(w, "kappa"), p->people.kappa);
	jw_end(w);
}

static void
write_change(struct jw *w, const struct drift_change *c)
{
	jw_object(w);
	jw_int(jw_key(w, "judge"), (long long)c->judge);
	jw_int(jw_key(w, "replies"), c->moves.n);
	jw_num(jw_key(w, "before"), c->before);
	jw_num(jw_key(w, "after"), c->after);
	jw_num(jw_key(w, "mean_move"), tally_mean(&c->moves));
	jw_num(jw_key(w, "half_interval"), tally_half(&c->moves));
	jw_int(jw_key(w, "moved"), c->moved);
	jw_end(w);
}

enum rc
api_drift(struct req *rq)
{
	struct quality_question q;
	struct drift d;
	struct jw w;
	enum rc rc = ask_quality(rq, &q);

	if (rc == RC_OK)
		rc = drift_read(rq->db, rq->mem, &q.w, &d);
	if (rc != RC_OK)
		return rc;
	w = req_json(rq);
	jw_object(&w);
	window_members(&w, &q);
	jw_text(jw_key(&w, "unit"), d.unit);
	jw_int(jw_key(&w, "one_of"), d.one_of);
	jw_array(jw_key(&w, "judges"));
	for (size_t i = 0; i < d.n_judges; i++)
		write_judge(&w, &d.judge[i], i + 1);
	jw_end(&w);
	jw_array(jw_key(&w, "course"));
	for (size_t i = 0; i < d.n_points; i++)
		write_point(&w, &d.point[i]);
	jw_end(&w);
	jw_array(jw_key(&w, "changes"));
	for (size_t i = 0; i < d.n_changes; i++)
		write_change(&w, &d.change[i]);
	jw_end(&w);
	jw_end(&w);
	return RC_OK;
}
