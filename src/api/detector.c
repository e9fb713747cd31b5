/* SPDX-License-Identifier: MIT */
/* The detector for programs: its rule, what a rule would have raised. */
#include "api/api.h"

#include "api/words.h"
#include "ask/detector.h"

/* clang-format off */
const struct param detector_rule_params[] = {
	DETECTOR_RULE_PARAMS,
	{ NULL, 0, NULL, 0, 0, NULL },
};

const struct param detector_rehearse_params[] = {
	DETECTOR_REHEARSE_PARAMS,
	{ NULL, 0, NULL, 0, 0, NULL },
};
/* clang-format on */

enum { VERSIONS = 100 };

static void
write_rule(struct jw *w, const struct detector_rule *r)
{
	jw_object(w);
	if (r->version != 0)
		jw_int(jw_key(w, "version"), r->version);
	jw_num(jw_key(w, "budget"), r->rule.budget);
	jw_int(jw_key(w, "least"), r->rule.least);
	jw_num(jw_key(w, "ratio"), r->rule.ratio);
	jw_int(jw_key(w, "quiet_hours"), r->quiet_hours);
	jw_text(jw_key(w, "note"), r->note);
	jw_text(jw_key(w, "created_by"), r->who);
	jw_time(jw_key(w, "created_at"), r->created_at);
	jw_end(w);
}

enum rc
api_detector(struct req *rq)
{
	struct detector_memory m = { 0 };
	struct detector_rule *rules;
	struct jw w;
	size_t n;
	enum rc rc = detector_progress(rq->db, rq->mem, &m);

	if (rc == RC_OK || rc == RC_NOT_FOUND)
		rc = detector_rules(rq->db, rq->mem, VERSIONS, &rules, &n);
	if (rc != RC_OK)
		return rc;
	w = req_json(rq);
	jw_object(&w);
	write_rule(jw_key(&w, "rule"), &rules[0]);
	jw_time(jw_key(&w, "learned_from"), m.begun_at);
	jw_time(jw_key(&w, "learned_to"), m.learned_to);
	jw_time(jw_key(&w, "judged_to"), m.judged_to);
	jw_num(jw_key(&w, "days"), m.state.sums.days);
	jw_num(jw_key(&w, "threshold"), m.state.sums.threshold);
	jw_array(jw_key(&w, "versions"));
	for (size_t i = 0; i < n; i++)
		write_rule(&w, &rules[i]);
	jw_end(&w);
	jw_end(&w);
	return RC_OK;
}

enum rc
api_detector_rule(struct req *rq)
{
	struct detector_rule rule = ask_detector_rule(rq);
	int64_t version;
	struct jw w;
	enum rc rc;

	rule.note = req_text(rq, "note");
	rc = detector_rule_save(rq->db, rq->mem, &rule, &version);
	if (rc == RC_OK)
		rc = detector_rule_now(rq->db, rq->mem, &rule);
	if (rc != RC_OK)
		return rc;
	w = req_json(rq);
	write_rule(&w, &rule);
	return RC_OK;
}

/* ---- rehearsals ---- */

static void
write_alarm(struct jw *w, const struct rehearsal_alarm *a)
{
	jw_object(w);
	jw_text(jw_key(w, "category"), a->category);
	jw_text(jw_key(w, "platform"), a->platform);
	jw_text(jw_key(w, "version"), a->version);
	jw_int(jw_key(w, "group"), a->cluster_id);
	jw_time(jw_key(w, "begins_at"), a->begins_at);
	jw_time(jw_key(w, "raised_at"), a->raised_at);
	jw_time(jw_key(w, "last_at"), a->last_at);
	jw_int(jw_key(w, "reports"), a->reports);
	jw_num(jw_key(w, "usual"), a->expected);
	jw_int(jw_key(w, "seconds"), a->seconds);
	jw_num(jw_key(w, "chance"), a->chance);
	jw_time(jw_key(w, "hours_from"), a->hours_at);
	jw_array(jw_key(w, "hours"));
	for (size_t i = 0; i < REHEARSAL_HOURS; i++)
		jw_int(w, a->hours[i]);
	jw_end(w);
	jw_end(w);
}

static void
write_past(struct jw *w, const struct rehearsal_past *p)
{
	jw_object(w);
	jw_int(jw_key(w, "id"), p->id);
	jw_text(jw_key(w, "title"), p->title);
	jw_text(jw_key(w, "category"), p->category);
	jw_time(jw_key(w, "begins_at"), p->begins_at);
	jw_time(jw_key(w, "raised_at"), p->raised_at);
	jw_time(jw_key(w, "caught_at"), p->caught_at);
	jw_end(w);
}

static enum rc
answer(struct req *rq, const struct rehearsal *r)
{
	struct rehearsal_alarm *a;
	struct rehearsal_past *p;
	size_t n, n_past;
	struct jw w;
	enum rc rc = rehearsal_alarms(rq->db, rq->mem, r->id, &a, &n);

	if (rc == RC_OK)
		rc = rehearsal_incidents(rq->db, rq->mem, r->id, &p, &n_past);
	if (rc != RC_OK)
		return rc;
	w = req_json(rq);
	jw_object(&w);
	jw_int(jw_key(&w, "id"), r->id);
	write_rule(jw_key(&w, "rule"), &r->rule);
	jw_int(jw_key(&w, "weeks"), r->weeks);
	jw_text(jw_key(&w, "state"), r->done_at != 0 ? "done" : r->state);
	jw_int(jw_key(&w, "done"), r->done);
	jw_int(jw_key(&w, "total"), r->total);
	jw_time(jw_key(&w, "begins_at"), r->begins_at);
	jw_time(jw_key(&w, "ends_at"), r->ends_at);
	jw_int(jw_key(&w, "learned_days"), r->learned_days);
	jw_num(jw_key(&w, "threshold"), r->threshold);
	jw_array(jw_key(&w, "alarms"));
	for (size_t i = 0; i < n; i++)
		write_alarm(&w, &a[i]);
	jw_end(&w);
	jw_array(jw_key(&w, "incidents"));
	for (size_t i = 0; i < n_past; i++)
		write_past(&w, &p[i]);
	jw_end(&w);
	jw_end(&w);
	return RC_OK;
}

enum rc
api_rehearsal(struct req *rq)
{
	struct rehearsal r;
	int64_t id;
	enum rc rc = RC_NOT_FOUND;

	if (req_path_id(rq, &id))
		rc = rehearsal_find(rq->db, rq->mem, id, &r);
	return rc == RC_OK ? answer(rq, &r) : rc;
}

enum rc
api_rehearsal_add(struct req *rq)
{
	struct rehearsal r;
	int64_t id;
	enum rc rc = ask_rehearse(rq, &id);

	if (rc == RC_OK)
		rc = rehearsal_find(rq->db, rq->mem, id, &r);
	return rc == RC_OK ? answer(rq, &r) : rc;
}
