/* SPDX-License-Identifier: MIT */
/* The rules for programs: versions, the caller's draft, trials, saving. */
#include "api/api.h"

#include "analysis/analyse.h"
#include "api/words.h"
#include "ask/rules.h"
#include "base/parse.h"
#include "model/account.h"
#include "model/trial.h"

#include <string.h>

const struct param rules_list_params[] = {
	{ "before", P_INT, "0", 0, INT32_MAX, NULL },
	{ "limit", P_CLAMP, "50", 1, 500, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};
const struct param rules_compare_params[] = {
	{ "a", P_INT, NULL, 1, INT32_MAX, NULL },
	{ "b", P_INT, NULL, 1, INT32_MAX, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};
const struct param rules_document_params[] = {
	{ "document", P_TEXT, NULL, 1, RULES_DOCUMENT_MAX, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};
const struct param rules_text_params[] = {
	{ "text", P_TEXT, NULL, 1, 20000, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};
const struct param rules_trial_add_params[] = {
	{ "conversations", P_INT, "200", 1, TRIAL_MOST, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};
const struct param rules_put_params[] = {
	{ "why", P_TEXT, NULL, 1, 400, NULL },
	{ "document", P_TEXT, "", 0, RULES_DOCUMENT_MAX, NULL },
	{ "based_on", P_INT, "-1", -1, INT32_MAX, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};

/* --- versions --------------------------------------------------------------- */

static void
version_members(struct jw *w, const struct rules_version *v)
{
	jw_int(jw_key(w, "version"), v->version);
	jw_text(jw_key(w, "name"), v->name);
	jw_text(jw_key(w, "why"), v->why);
	jw_text(jw_key(w, "who"), v->who);
	jw_time(jw_key(w, "at"), v->at);
	jw_bool(jw_key(w, "in_force"), v->active);
}

static void
write_progress(struct jw *w, const struct rules_progress *p)
{
	jw_object(w);
	jw_text_or_null(jw_key(w, "state"), p->state);
	jw_int(jw_key(w, "done"), p->done);
	jw_int(jw_key(w, "total"), p->total);
	jw_num(jw_key(w, "rate"), p->rate);
	jw_int_or_null(jw_key(w, "seconds_left"), rules_seconds_left(p), -1);
	jw_bool(jw_key(w, "silent"), p->silent);
	jw_int_or_null(jw_key(w, "job"), p->job, 0);
	jw_end(w);
}

enum rc
api_rules(struct req *rq)
{
	struct rules_progress p;
	struct rulebook b;
	struct jw w;
	enum rc rc = ask_rules(rq, &b);

	if (rc == RC_OK)
		rc = rules_progress(rq->db, rq->mem, &p);
	if (rc != RC_OK)
		return rc;
	w = req_json(rq);
	jw_object(&w);
	version_members(&w, &b.now);
	write_progress(jw_key(&w, "progress"), &p);
	jw_text(jw_key(&w, "document"), b.now.document);
	jw_end(&w);
	return RC_OK;
}

enum rc
api_rules_versions(struct req *rq)
{
	int64_t most = req_int(rq, "limit");
	struct rules_version *v;
	struct jw w;
	size_t n;
	enum rc rc = rules_versions(rq->db, rq->mem, req_int(rq, "before"),
	    most, &v, &n);

	if (rc != RC_OK)
		return rc;
	w = req_json(rq);
	jw_object(&w);
	jw_array(jw_key(&w, "versions"));
	for (size_t i = 0; i < n; i++) {
		jw_object(&w);
		version_members(&w, &v[i]);
		jw_end(&w);
	}
	jw_end(&w);
	jw_int_or_null(jw_key(&w, "next"), n == (size_t)most ?
	    v[n - 1].version : 0, 0);
	jw_end(&w);
	return RC_OK;
}

enum rc
api_rules_version(struct req *rq)
{
	struct rules_version v;
	int64_t version;
	struct jw w;
	enum rc rc;

	if (!parse_int(rq->path_value, 1, INT32_MAX, &version))
		return RC_NOT_FOUND;
	rc = rules_version(rq->db, rq->mem, version, &v);
	if (rc != RC_OK)
		return rc;
	w = req_json(rq);
	jw_object(&w);
	version_members(&w, &v);
	jw_text(jw_key(&w, "document"), v.document);
	jw_end(&w);
	return RC_OK;
}

static void
write_changes(struct jw *w, const struct changes *c)
{
	jw_array(w);
	for (size_t i = 0; i < c->n; i++) {
		jw_object(w);
		jw_text(jw_key(w, "kind"), change_kind_name(c->at[i].kind));
		jw_text(jw_key(w, "what"), c->at[i].what);
		jw_text(jw_key(w, "name"), c->at[i].name);
		jw_text(jw_key(w, "member"), c->at[i].member);
		jw_text(jw_key(w, "before"), c->at[i].before);
		jw_text(jw_key(w, "after"), c->at[i].after);
		jw_end(w);
	}
	jw_end(w);
}

static enum rc
read_document(struct req *rq, const char *param, struct document **d)
{
	struct rules_version v;
	const char *why;
	enum rc rc = rules_version(rq->db, rq->mem, req_int(rq, param), &v);

	if (rc == RC_NOT_FOUND)
		return req_fail(rq, rc, "There is no version %lld of the rules",
		    (long long)req_int(rq, param));
	if (rc != RC_OK)
		return rc;
	return document_read(rq->mem, v.document, strlen(v.document), d,
	    &why) == RC_OK ? RC_OK : RC_INTERNAL;
}

enum rc
api_rules_diff(struct req *rq)
{
	struct document *a, *b;
	struct changes c;
	struct jw w;
	enum rc rc = read_document(rq, "a", &a);

	if (rc == RC_OK)
		rc = read_document(rq, "b", &b);
	if (rc != RC_OK)
		return rc;
	c = document_diff(rq->mem, a, b);
	w = req_json(rq);
	jw_object(&w);
	write_changes(jw_key(&w, "changes"), &c);
	jw_end(&w);
	return RC_OK;
}

/* --- the draft -------------------------------------------------------------- */

static enum rc
write_draft(struct req *rq, const struct rulebook *b)
{
	struct changes c = ask_rules_changes(rq, b);
	struct jw w = req_json(rq);

	jw_object(&w);
	jw_int(jw_key(&w, "based_on"), b->draft.based_on);
	jw_int(jw_key(&w, "in_force"), b->now.version);
	jw_bool(jw_key(&w, "stale"), b->stale);
	jw_time(jw_key(&w, "at"), b->draft.at);
	write_changes(jw_key(&w, "changes"), &c);
	jw_text(jw_key(&w, "document"), b->json);
	jw_end(&w);
	return RC_OK;
}

enum rc
api_rules_draft(struct req *rq)
{
	struct rulebook b;
	enum rc rc = ask_rules(rq, &b);

	if (rc == RC_OK && !b.drafted)
		return req_fail(rq, RC_NOT_FOUND, "You have no draft");
	return rc == RC_OK ? write_draft(rq, &b) : rc;
}

enum rc
api_rules_draft_put(struct req *rq)
{
	struct ruleset_fault fault;
	struct rulebook b;
	enum rc rc = ask_rules(rq, &b);

	if (rc == RC_OK)
		rc = rulebook_keep(rq->db, rq->mem, rq->who.name, &b,
		    req_text(rq, "document"), &fault);
	if (rc == RC_BAD_INPUT)
		return api_bad_param(rq, "document",
		    ruleset_fault_text(rq->mem, &fault));
	if (rc == RC_OK)
		rc = ask_rules(rq, &b);
	return rc == RC_OK ? write_draft(rq, &b) : rc;
}

enum rc
api_rules_draft_drop(struct req *rq)
{
	enum rc rc = rules_draft_drop(rq->db, rq->mem, rq->who.name);

	return rc == RC_OK ? api_ok(rq) : rc;
}

/* --- trying ----------------------------------------------------------------- */

static void
write_verdict(struct jw *w, const struct verdict *v)
{
	jw_object(w);
	jw_text(jw_key(w, "main_category"), v->main_category);
	jw_texts(jw_key(w, "categories"), v->categories, v->categories_n);
	jw_text(jw_key(w, "intent"), v->intent);
	jw_text(jw_key(w, "severity"), severity_name(v->severity));
	jw_int(jw_key(w, "score"), v->score);
	jw_text_or_null(jw_key(w, "over_limit"), v->over_limit ?
	    v->over_limit : "");
	jw_array(jw_key(w, "reasons"));
	for (size_t i = 0; i < v->reasons_n; i++) {
		jw_object(w);
		jw_text(jw_key(w, "rule"), v->reasons[i].rule);
		jw_text(jw_key(w, "words"), v->reasons[i].words);
		jw_text(jw_key(w, "effect"), v->reasons[i].effect);
		jw_int(jw_key(w, "points"), v->reasons[i].points);
		jw_end(w);
	}
	jw_end(w);
	jw_end(w);
}

static enum rc
judge(struct req *rq, struct jw *w, const char *json)
{
	struct report report = { "", req_text(rq, "text") };
	struct ruleset *set;
	struct verdict v;
	const char *why;

	if (ruleset_load(rq->mem, json, strlen(json), &set, &why) != RC_OK)
		return RC_INTERNAL;
	analyse(set, rq->mem, &report, &v);
	write_verdict(w, &v);
	return RC_OK;
}

enum rc
api_rules_preview(struct req *rq)
{
	struct rulebook b;
	struct jw w;
	enum rc rc = ask_rules(rq, &b);

	if (rc != RC_OK)
		return rc;
	w = req_json(rq);
	jw_object(&w);
	rc = judge(rq, jw_key(&w, "in_force"), b.now.document);
	if (rc == RC_OK && b.drafted)
		rc = judge(rq, jw_key(&w, "draft"), b.json);
	else if (rc == RC_OK)
		jw_null(jw_key(&w, "draft"));
	jw_end(&w);
	return rc;
}

static void
trial_members(struct jw *w, const struct trial *t)
{
	jw_int(jw_key(w, "id"), t->id);
	jw_text(jw_key(w, "who"), t->who);
	jw_int(jw_key(w, "based_on"), t->based_on);
	jw_int(jw_key(w, "wanted"), t->wanted);
	jw_int(jw_key(w, "judged"), t->judged);
	jw_int(jw_key(w, "ruled"), t->ruled);
	jw_texts(jw_key(w, "over_limit"), t->over, t->over_n);
	jw_time(jw_key(w, "created_at"), t->created_at);
	jw_time(jw_key(w, "done_at"), t->done_at);
}

static enum rc
write_trial(struct req *rq, int64_t id)
{
	struct trial_cell *cells;
	struct trial t;
	struct jw w;
	size_t n = 0;
	enum rc rc = trial_find(rq->db, rq->mem, id, &t);

	if (rc == RC_OK)
		rc = trial_cells(rq->db, rq->mem, id, &cells, &n);
	if (rc != RC_OK)
		return rc;
	w = req_json(rq);
	jw_object(&w);
	trial_members(&w, &t);
	jw_int(jw_key(&w, "changed"), trial_changed(cells, n, "any"));
	jw_array(jw_key(&w, "changes"));
	for (size_t i = 0; i < n; i++) {
		if (strcmp(cells[i].from, cells[i].to) == 0)
			continue;
		jw_object(&w);
		jw_text(jw_key(&w, "dimension"), cells[i].dimension);
		jw_text(jw_key(&w, "from"), cells[i].from);
		jw_text(jw_key(&w, "to"), cells[i].to);
		jw_int(jw_key(&w, "conversations"), cells[i].n);
		jw_end(&w);
	}
	jw_end(&w);
	jw_end(&w);
	return RC_OK;
}

enum rc
api_rules_trial(struct req *rq)
{
	int64_t id;

	if (!req_path_id(rq, &id))
		return RC_NOT_FOUND;
	return write_trial(rq, id);
}

enum rc
api_rules_trial_add(struct req *rq)
{
	struct rulebook b;
	int64_t id = 0;
	enum rc rc = ask_rules(rq, &b);

	if (rc == RC_OK && !b.drafted)
		return req_fail(rq, RC_CONFLICT, "You have no draft to try");
	if (rc == RC_OK)
		rc = trial_add(rq->db, rq->mem, rq->who.name, b.now.version,
		    b.json, req_int(rq, "conversations"), &id);
	return rc == RC_OK ? write_trial(rq, id) : rc;
}

/* --- saving ----------------------------------------------------------------- */

static enum rc
answer_saved(struct req *rq, int64_t version)
{
	struct jw w = req_json(rq);

	jw_object(&w);
	jw_int(jw_key(&w, "version"), version);
	jw_end(&w);
	return RC_OK;
}

enum rc
api_rules_put(struct req *rq)
{
	struct rules_change change = { .who = rq->who.name,
		.why = req_text(rq, "why"), .action = "rules_save",
		.document = req_text(rq, "document") };
	const char *fault;
	struct rulebook b;
	int64_t version;
	enum rc rc = ask_rules(rq, &b);

	if (rc != RC_OK)
		return rc;
	if (*change.document == '\0' && !b.drafted)
		return req_fail(rq, RC_CONFLICT, "You have no draft, and gave "
		    "no document");
	change.based_on = req_int(rq, "based_on");
	if (*change.document == '\0') {
		change.document = b.json;
		change.drop_draft = true;
		if (change.based_on < 0)
			change.based_on = b.draft.based_on;
	}
	rc = rules_save(rq->db, rq->mem, &change, &version, &fault);
	if (rc == RC_BAD_INPUT)
		return api_bad_param(rq, "document", fault);
	if (rc == RC_CONFLICT)
		return req_fail(rq, rc, "Version %lld is in force, not %lld",
		    (long long)version, (long long)change.based_on);
	return rc == RC_OK ? answer_saved(rq, version) : rc;
}
