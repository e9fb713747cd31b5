/* SPDX-License-Identifier: MIT */
/* Rubrics for programs: versions, what one changes, a new one, making it current. */
#include "api/api.h"

#include "api/words.h"
#include "ask/cost.h"
#include "ask/rubric.h"
#include "base/arena.h"

#include <string.h>

/* clang-format off */
const struct param rubrics_params[] = {
	{ "before", P_INT,   "0", 0, INT32_MAX, NULL },
	{ "limit",  P_CLAMP, "50", 1, 500, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};
const struct param api_rubric_params[] = {
	{ "with", P_INT, "0", 0, INT32_MAX, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};
const struct param rubric_put_params[] = {
	{ "name",       P_TEXT, NULL, 1, RUBRIC_NAME_MAX, NULL },
	{ "note",       P_TEXT, "", 0, RUBRIC_NOTE_MAX, NULL },
	{ "dimensions", P_TEXT, NULL, 2, 100000, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};
const struct param rescore_params[] = {
	RESCORE_PARAMS,
	{ NULL, 0, NULL, 0, 0, NULL },
};
const struct param activate_params[] = {
	ACTIVATE_PARAMS,
	{ NULL, 0, NULL, 0, 0, NULL },
};
/* clang-format on */

enum { AGENTS = 10, MODEL_DAYS = 30 };

/* ---- versions ---- */

static void
about_members(struct jw *w, const struct rubric_about *a)
{
	jw_int(jw_key(w, "version"), a->version);
	jw_text(jw_key(w, "name"), a->name);
	jw_text(jw_key(w, "note"), a->note);
	jw_text(jw_key(w, "created_by"), a->who);
	jw_time(jw_key(w, "created_at"), a->at);
	jw_bool(jw_key(w, "in_force"), a->active);
}

enum rc
api_rubrics(struct req *rq)
{
	int64_t most = req_int(rq, "limit");
	struct rubric_about *a;
	struct jw w;
	size_t n;
	enum rc rc = rubric_versions(rq->db, rq->mem, req_int(rq, "before"),
	    most, &a, &n);

	if (rc != RC_OK)
		return rc;
	w = req_json(rq);
	jw_object(&w);
	jw_array(jw_key(&w, "rubrics"));
	for (size_t i = 0; i < n; i++) {
		jw_object(&w);
		about_members(&w, &a[i]);
		jw_end(&w);
	}
	jw_end(&w);
	jw_int_or_null(jw_key(&w, "next"), n == (size_t)most ?
	    a[n - 1].version : 0, 0);
	jw_end(&w);
	return RC_OK;
}

static void
write_dimensions(struct jw *w, const struct rubric *r)
{
	jw_array(w);
	for (size_t i = 0; i < r->n; i++) {
		const struct dimension *d = &r->dimension[i];

		jw_object(w);
		jw_text(jw_key(w, "key"), d->key);
		jw_text(jw_key(w, "name"), d->name);
		jw_num(jw_key(w, "weight"), d->weight);
		jw_int(jw_key(w, "scale"), d->scale);
		jw_text(jw_key(w, "guidance"), d->guidance);
		jw_bool(jw_key(w, "may_na"), d->may_na);
		jw_bool(jw_key(w, "critical"), d->critical);
		jw_end(w);
	}
	jw_end(w);
}

static void
write_rescore(struct jw *w, const struct rescore *r)
{
	jw_object(w);
	jw_int(jw_key(w, "id"), r->id);
	jw_int(jw_key(w, "version"), r->version);
	jw_text(jw_key(w, "created_by"), r->who);
	jw_time(jw_key(w, "created_at"), r->created_at);
	jw_time(jw_key(w, "since"), r->since);
	jw_int_or_null(jw_key(w, "most"), r->most, 0);
	jw_int_or_null(jw_key(w, "total"), r->total, -1);
	jw_int(jw_key(w, "looked_at"), r->looked);
	jw_int(jw_key(w, "judged"), r->judged);
	jw_int(jw_key(w, "kept"), r->kept);
	jw_time(jw_key(w, "done_at"), r->done_at);
	jw_int_or_null(jw_key(w, "job"), r->job, 0);
	jw_text_or_null(jw_key(w, "state"), r->state);
	jw_end(w);
}

/* ---- what a version changes ---- */

/* Means, how many, and what moved by more than 1. */
static void
moved_members(struct jw *w, int64_t n, double before, double after, int64_t up,
    int64_t down)
{
	jw_int(jw_key(w, "replies"), n);
	jw_num(jw_key(w, "before"), before);
	jw_num(jw_key(w, "after"), after);
	jw_int(jw_key(w, "up"), up);
	jw_int(jw_key(w, "down"), down);
}

static void
write_shifts(struct jw *w, const struct rubric_shift *s, size_t n)
{
	jw_array(jw_key(w, "scores"));
	for (size_t i = 0; i < n; i++) {
		jw_object(w);
		jw_text_or_null(jw_key(w, "dimension"), s[i].key);
		jw_text(jw_key(w, "name"), s[i].name);
		moved_members(w, s[i].n, s[i].before, s[i].after, s[i].up,
		    s[i].down);
		jw_int(jw_key(w, "before_alone"), s[i].lost);
		jw_int(jw_key(w, "after_alone"), s[i].gained);
		jw_end(w);
	}
	jw_end(w);
}

static void
write_agents(struct jw *w, const struct agent_shift *a, size_t n)
{
	jw_array(jw_key(w, "agents"));
	for (size_t i = 0; i < n; i++) {
		jw_object(w);
		jw_int(jw_key(w, "agent"), a[i].agent);
		jw_text(jw_key(w, "name"), a[i].name);
		moved_members(w, a[i].n, a[i].before, a[i].after, a[i].up,
		    a[i].down);
		jw_end(w);
	}
	jw_end(w);
}

static enum rc
write_difference(struct req *rq, struct jw *w, int64_t with, int64_t version)
{
	const struct rubric_pair pair = { "heuristic", with, version };
	struct rubric_shift *s;
	struct agent_shift *a;
	size_t n, n_agents;
	enum rc rc = rubric_difference(rq->db, rq->mem, &pair, &s, &n);

	if (rc == RC_OK)
		rc = rubric_agents_moved(rq->db, rq->mem, &pair, AGENTS, &a,
		    &n_agents);
	if (rc != RC_OK)
		return rc;
	jw_object(w);
	jw_int(jw_key(w, "with"), with);
	jw_text(jw_key(w, "engine"), pair.engine);
	jw_int(jw_key(w, "compared"), s[0].compared);
	write_shifts(w, s, n);
	write_agents(w, a, n_agents);
	jw_end(w);
	return RC_OK;
}

/* What the model would be asked of the last days under it, if somebody says so. */
static enum rc
write_backlog(struct req *rq, struct jw *w, const struct rubric *r)
{
	struct cost_backlog b;
	enum rc rc = ask_cost_backlog(rq, r, MODEL_DAYS, &b);

	if (rc != RC_OK || !b.on) {
		jw_null(w);
		return rc;
	}
	jw_object(w);
	jw_int(jw_key(w, "days"), b.days);
	jw_int(jw_key(w, "replies"), b.replies);
	jw_int(jw_key(w, "cost_microdollars"), b.cost);
	jw_end(w);
	return RC_OK;
}

/* RC_NOT_FOUND becomes *found false. */
static enum rc
maybe(enum rc rc, bool *found)
{
	*found = rc == RC_OK;
	return rc == RC_NOT_FOUND ? RC_OK : rc;
}

enum rc
api_rubric(struct req *rq)
{
	struct rubric_about about, other;
	struct rubric r, with;
	struct rescore last;
	bool tried = false, compared = false;
	struct jw w;
	enum rc rc = ask_rubric_path(rq, &about, &r);

	if (rc == RC_OK)
		rc = maybe(rescore_last(rq->db, rq->mem, about.version, &last),
		    &tried);
	if (rc == RC_OK)
		rc = ask_rubric_other(rq, &about, req_int(rq, "with"), &other,
		    &with);
	if (rc == RC_NOT_FOUND && rq->problem == NULL)
		rc = maybe(rc, &compared);
	else
		compared = rc == RC_OK && other.version != about.version;
	if (rc != RC_OK)
		return rc;
	w = req_json(rq);
	jw_object(&w);
	about_members(&w, &about);
	write_dimensions(jw_key(&w, "dimensions"), &r);
	jw_key(&w, "rescore");
	if (tried)
		write_rescore(&w, &last);
	else
		jw_null(&w);
	jw_key(&w, "difference");
	if (compared)
		rc = write_difference(rq, &w, other.version, about.version);
	else
		jw_null(&w);
	if (rc == RC_OK)
		rc = write_backlog(rq, jw_key(&w, "model_backlog"), &r);
	jw_end(&w);
	return rc;
}

/* ---- what people want ---- */

static enum rc
answer_version(struct req *rq, int64_t version)
{
	struct jw w = req_json(rq);

	jw_object(&w);
	jw_int(jw_key(&w, "version"), version);
	jw_end(&w);
	return RC_OK;
}

enum rc
api_rubric_put(struct req *rq)
{
	struct rubric r = { .name = req_text(rq, "name") };
	const char *fault;
	int64_t version = 0;
	enum rc rc = ask_rubric_json(rq, req_text(rq, "dimensions"), &r,
	    &fault);

	if (rc == RC_OK)
		rc = rubric_save(rq->db, rq->mem, &r, rq->who.name,
		    req_text(rq, "note"), &version, &fault);
	if (rc == RC_BAD_INPUT)
		return api_bad_param(rq, "dimensions", fault);
	return rc == RC_OK ? answer_version(rq, version) : rc;
}

enum rc
api_rescore(struct req *rq)
{
	struct rescore r;
	struct jw w;
	enum rc rc = ask_rescore(rq, &r);

	if (rc != RC_OK)
		return rc;
	w = req_json(rq);
	write_rescore(&w, &r);
	return RC_OK;
}

enum rc
api_rubric_activate(struct req *rq)
{
	int64_t now;
	enum rc rc = ask_rubric_activate(rq, &now);

	return rc == RC_OK ? answer_version(rq, now) : rc;
}
