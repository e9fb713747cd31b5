/* SPDX-License-Identifier: MIT */
/* The draft: what it changes, a text judged by it, trials, saving, starting anew. */
#include "page/rules.h"

#include "analysis/analyse.h"
#include "base/arena.h"
#include "base/clock.h"
#include "base/parse.h"
#include "base/sbuf.h"
#include "html/format.h"
#include "html/view.h"
#include "model/account.h"
#include "model/learnt.h"
#include "model/trial.h"
#include "page/words.h"

#include <string.h>

enum { TRIALS_SHOWN = 5 };

const struct param rules_test_params[] = {
	{ "text", P_TEXT, NULL, 1, 20000, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};
const struct param rules_start_params[] = {
	{ "from", P_TEXT, NULL, 1, RULES_NAME_MAX, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};
const struct param rules_import_params[] = {
	{ "document", P_TEXT, NULL, 1, RULES_DOCUMENT_MAX, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};
const struct param rules_try_params[] = {
	{ "conversations", P_WORD, "200", 0, 0, "200|1000|5000" },
	{ NULL, 0, NULL, 0, 0, NULL },
};
const struct param rules_save_params[] = {
	{ "why", P_TEXT, "", 0, 400, NULL },
	{ "over", P_INT, "-1", -1, INT32_MAX, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};

/* What the page shows besides the draft itself. */
struct shown {
	const char *text;		/* to be judged, or NULL */
	const char *why, *bad_why;
	const char *document;		/* refused, shown again */
	struct ruleset_fault fault;	/* text "" when there is none */
};

/* --- verdicts --------------------------------------------------------------- */

static const char *
applies_text(struct arena *mem, const struct verdict *r)
{
	struct sbuf *out = sbuf_arena(mem);

	for (size_t i = 0; i < r->categories_n; i++)
		sbuf_fmt(out, "%s%s", i > 0 ? ", " : "",
		    word_for(mem, "category", r->categories[i]));
	return out->len > 0 ? sbuf_cstr(out) : "none";
}

static void
put_verdict(struct view *has, const char *name, const struct verdict *r)
{
	struct view *v = view_row(has, "VERDICT");
	struct arena *mem = view_arena(v);

	view_text(v, "NAME", name);
	view_text(v, "CATEGORY", word_for(mem, "category", r->main_category));
	view_text(v, "APPLIES", applies_text(mem, r));
	view_text(v, "INTENT", word_for(mem, "intent", r->intent));
	view_text(v, "SEVERITY", severity_name(r->severity));
	view_int(v, "SCORE", r->score);
	page_text_row(v, "OVER", r->over_limit);
	for (size_t i = 0; i < r->reasons_n; i++) {
		struct view *row = view_row(v, "REASON");

		view_text(row, "RULE", r->reasons[i].rule);
		page_text_row(row, "QUOTE", r->reasons[i].words);
		view_text(row, "EFFECT", r->reasons[i].points != 0 ?
		    arena_fmt(mem, "%s, severity %+d", r->reasons[i].effect,
		    r->reasons[i].points) : r->reasons[i].effect);
	}
}

static enum rc
judge(struct req *rq, struct view *has, const char *name, const char *json,
    const char *text)
{
	struct report report = { "", text };
	struct ruleset *set;
	struct verdict verdict;
	const char *why;

	if (ruleset_load(rq->mem, json, strlen(json), &set, &why) != RC_OK)
		return RC_INTERNAL;
	analyse(set, rq->mem, &report, &verdict);
	put_verdict(has, name, &verdict);
	return RC_OK;
}

static enum rc
put_verdicts(struct req *rq, struct view *v, const struct rulebook *b,
    const char *text)
{
	struct view *has = view_row(v, "VERDICTS");
	enum rc rc = judge(rq, has, b->now.version == 0 ? "By the rules to come"
	    : arena_fmt(rq->mem, "By version %lld, in force",
	    (long long)b->now.version), b->now.document, text);

	if (rc == RC_OK && b->drafted)
		rc = judge(rq, has, "By my draft", b->json, text);
	return rc;
}

/* --- the page --------------------------------------------------------------- */

static void
put_lead(struct view *v, const struct rulebook *b, const struct changes *c)
{
	struct arena *mem = view_arena(v);
	char a[FMT_SIZE];

	view_text(v, "SENTENCE", !b->drafted ? "You have no draft of the rules"
	    : c->n == 0 ? "Your draft says the same as the rules in force" :
	    arena_fmt(mem, "Your draft makes %s", fmt_plural((long long)c->n,
	    "change", "changes", a)));
	view_text(v, "MORE", !b->drafted ? "Change a rule, a category or a list "
	    "of words and it becomes one; nothing is in force before you save "
	    "it." : arena_fmt(mem, "Based on version %lld, last changed %s. "
	    "Nothing of it is in force.", (long long)b->draft.based_on,
	    fmt_when(b->draft.at, clock_now(), a)));
}

static enum rc
put_trials(struct req *rq, struct view *have)
{
	struct trial *t;
	int64_t now = clock_now();
	struct view *has;
	char a[FMT_SIZE], b[FMT_SIZE];
	size_t n;
	enum rc rc = trial_recent(rq->db, rq->mem, rq->who.name, TRIALS_SHOWN,
	    &t, &n);

	if (rc != RC_OK || n == 0)
		return rc;
	has = view_row(have, "TRIALS");
	for (size_t i = 0; i < n; i++) {
		struct view *row = view_row(has, "TRIAL");

		view_text(row, "URL", arena_fmt(rq->mem,
		    "/settings/rules/trial/%lld", (long long)t[i].id));
		view_text(row, "TEXT", t[i].done_at != 0 ? arena_fmt(rq->mem,
		    "%s conversations", fmt_count(t[i].judged, a)) :
		    arena_fmt(rq->mem, "%s of %s conversations",
		    fmt_count(t[i].judged, a), fmt_count(t[i].wanted, b)));
		view_text(row, "WHEN", fmt_ago(t[i].created_at, now, a));
	}
	return RC_OK;
}

static enum rc
put_draft(struct req *rq, struct view *v, const struct rulebook *b,
    const struct changes *c, const struct shown *s)
{
	struct view *have = view_row(v, "HAVE"), *over;

	rules_changes_put(have, c, "No difference: saving would change "
	    "nothing.", true);
	view_text(have, "WHY", s->why);
	page_text_row(have, "BAD_WHY", s->bad_why);
	if (b->stale) {
		over = view_row(have, "OVER_IT");
		view_int(over, "NOW", b->now.version);
		view_text(over, "WHO", b->now.who);
	}
	return put_trials(rq, have);
}

static enum rc
show(struct req *rq, const struct rulebook *b, const struct shown *s)
{
	struct changes c = ask_rules_changes(rq, b);
	struct view *v = rules_page(rq, b, "rules-draft.tpl", "Try and save",
	    0);
	enum rc rc = RC_OK;

	put_lead(v, b, &c);
	view_text(v, "TEXT", s->text);
	view_text(v, "DOCUMENT", s->document);
	for (size_t i = 0; rq->who.role == ADMIN &&
	    ruleset_builtin_name(i) != NULL; i++)
		view_text(view_row(v, "BUILTIN"), "NAME",
		    ruleset_builtin_name(i));
	if (b->drafted && rq->who.role == ADMIN)
		rc = put_draft(rq, v, b, &c, s);
	if (rc == RC_OK && s->text != NULL)
		rc = put_verdicts(rq, v, b, s->text);
	if (*s->fault.text != '\0')
		rules_refuse(rq, v, &s->fault);
	return rc == RC_OK ? page_send(rq, v) : rc;
}

static const struct shown nothing = { .fault = { "", "", 0, "" } };

enum rc
page_rules_draft(struct req *rq)
{
	struct rulebook b;
	enum rc rc = ask_rules(rq, &b);

	return rc == RC_OK ? show(rq, &b, &nothing) : rc;
}

enum rc
page_rules_test(struct req *rq)
{
	struct shown s = nothing;
	struct rulebook b;
	enum rc rc = ask_rules(rq, &b);

	s.text = req_text(rq, "text");
	return rc == RC_OK ? show(rq, &b, &s) : rc;
}

/* --- where a draft comes from, and goes ------------------------------------- */

enum rc
page_rules_start(struct req *rq)
{
	const char *json, *from = req_text(rq, "from");
	struct ruleset_fault fault;
	struct rulebook b;
	enum rc rc = ask_rules(rq, &b);

	if (rc == RC_OK)
		rc = rulebook_named(rq->db, rq->mem, from, &json);
	if (rc == RC_NOT_FOUND)
		return req_fail(rq, RC_NOT_FOUND, "There are no rules \"%s\" "
		    "to start from", from);
	b.drafted = false;	/* based on what is in force now */
	if (rc == RC_OK)
		rc = rulebook_keep(rq->db, rq->mem, rq->who.name, &b, json,
		    &fault);
	if (rc == RC_BAD_INPUT)
		return req_fail(rq, RC_BAD_INPUT, "%s cannot be used any more: "
		    "%s", from, ruleset_fault_text(rq->mem, &fault));
	return rc == RC_OK ? req_redirect(rq, "/settings/rules/draft") : rc;
}

enum rc
page_rules_import(struct req *rq)
{
	struct shown s = nothing;
	struct rulebook b;
	enum rc rc = ask_rules(rq, &b);
	bool drafted;

	if (rc != RC_OK)
		return rc;
	drafted = b.drafted;
	s.document = req_text(rq, "document");
	b.drafted = false;
	rc = rulebook_keep(rq->db, rq->mem, rq->who.name, &b, s.document,
	    &s.fault);
	b.drafted = drafted;
	if (rc == RC_BAD_INPUT)
		return show(rq, &b, &s);
	return rc == RC_OK ? req_redirect(rq, "/settings/rules/draft") : rc;
}

enum rc
page_rules_discard(struct req *rq)
{
	enum rc rc = rules_draft_drop(rq->db, rq->mem, rq->who.name);

	return rc == RC_OK ? req_redirect(rq, "/settings/rules") : rc;
}

/* --- trying ----------------------------------------------------------------- */

/* The first step is done at once: two hundred conversations are judged in less
 * time than a page needs to load, and the job has the rest. */
static enum rc
first_step(struct req *rq, int64_t id)
{
	static struct learnt learnt;	/* loaded once for each version */
	struct ruleset *before, *after;
	const char *why;
	struct trial t;
	enum rc rc = trial_find(rq->db, rq->mem, id, &t);

	if (rc == RC_OK)
		rc = learnt_load(rq->db, rq->mem, &learnt);
	if (rc == RC_OK)
		rc = trial_rules(rq->mem, &t, &before, &after, &why);
	return rc == RC_OK ? trial_step(rq->db, rq->mem, id, before, after,
	    &learnt, TRIAL_BUDGET_MS, &t) : rc;
}

enum rc
page_rules_try(struct req *rq)
{
	struct rulebook b;
	int64_t wanted, id = 0;
	enum rc rc = ask_rules(rq, &b);

	if (rc != RC_OK)
		return rc;
	if (!b.drafted)
		return req_fail(rq, RC_CONFLICT, "You have no draft to try");
	if (!parse_int(req_text(rq, "conversations"), 1, TRIAL_MOST, &wanted))
		return RC_INTERNAL;
	rc = trial_add(rq->db, rq->mem, rq->who.name, b.now.version, b.json,
	    wanted, &id);
	if (rc == RC_OK)
		rc = first_step(rq, id);
	return page_go_to(rq, rc, "/settings/rules/trial/", id);
}

/* --- saving ----------------------------------------------------------------- */

static enum rc
refuse(struct req *rq, const struct rulebook *b, const char *why)
{
	struct shown s = nothing;

	s.why = req_text(rq, "why");
	s.bad_why = why;
	s.fault = (struct ruleset_fault){ "", "", 0, why };
	return show(rq, b, &s);
}

static enum rc
conflict(struct req *rq, struct rulebook *b)
{
	enum rc rc = ask_rules(rq, b);

	return rc == RC_OK ? refuse(rq, b, arena_fmt(rq->mem, "version %lld by "
	    "%s came into force after your draft was begun; compare, then "
	    "start again from it or tick the box to replace it",
	    (long long)b->now.version, b->now.who)) : rc;
}

enum rc
page_rules_save(struct req *rq)
{
	struct rules_change change = { .who = rq->who.name,
		.why = req_text(rq, "why"), .action = "rules_save",
		.drop_draft = true };
	const char *fault;
	struct rulebook b;
	int64_t version;
	enum rc rc = ask_rules(rq, &b);

	if (rc != RC_OK)
		return rc;
	if (!b.drafted)
		return req_fail(rq, RC_CONFLICT, "You have no draft to save");
	if (*change.why == '\0')
		return refuse(rq, &b, "say why, for who reads the versions "
		    "later");
	if (strcmp(b.json, b.now.document) == 0)
		return refuse(rq, &b, "the draft is the same as the rules in "
		    "force");
	change.document = b.json;
	change.based_on = req_int(rq, "over") >= 0 ? req_int(rq, "over") :
	    b.draft.based_on;
	rc = rules_save(rq->db, rq->mem, &change, &version, &fault);
	if (rc == RC_CONFLICT)
		return conflict(rq, &b);
	if (rc == RC_BAD_INPUT)
		return refuse(rq, &b, fault);
	return rc == RC_OK ? req_redirect(rq, "/settings/rules") : rc;
}
