/* SPDX-License-Identifier: MIT */
/* One rule of the draft as a form. */
#include "page/rules.h"

#include "analysis/edit.h"
#include "base/arena.h"
#include "base/parse.h"
#include "html/view.h"
#include "page/words.h"

#include <string.h>

const struct param rules_rule_params[] = {
	{ "category", P_TEXT, "", 0, RULES_NAME_MAX, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};
const struct param rules_rule_form_params[] = {
	{ "was", P_TEXT, "", 0, RULES_NAME_MAX, NULL },
	{ "id", P_TEXT, NULL, 1, RULES_NAME_MAX, NULL },
	{ "words", P_TEXT, "", 0, RULES_LINES_MAX, NULL },
	{ "patterns", P_TEXT, "", 0, RULES_LINES_MAX, NULL },
	{ "unless", P_TEXT, "", 0, RULES_LINES_MAX, NULL },
	{ "severity", P_TEXT, "0", 0, 12, NULL },
	{ "negatable", P_WORD, "", 0, 0, "yes|no" },
	{ "aggravates", P_BOOL, "0", 0, 0, NULL },
	{ "delete_request", P_BOOL, "0", 0, 0, NULL },
	{ "note", P_TEXT, "", 0, 2000, NULL },
	{ "action", P_WORD, "save", 0, 0, "save|delete" },
	{ NULL, 0, NULL, 0, 0, NULL },
};

struct form {
	struct req *rq;
	struct rulebook book;
	const char *was;	/* "" for a new one */
	struct doc_rule rule;
	bool sent;		/* fields hold what was typed */
	struct ruleset_fault fault;	/* text "" when there is none */
};

/* --- showing ---------------------------------------------------------------- */

static void
put_areas(struct view *v, const struct form *f)
{
	const struct {
		const char *field, *name, *help;
		const struct doc_list *lines;
	} areas[] = {
		{ "words", "Words and phrases, one a line", "crash finds every "
		    "form of it; =ads only this one; abst* whatever begins so; "
		    "open|start one of these; @cant one of a list; lost ..3 "
		    "level with up to three words between.", &f->rule.words },
		{ "unless", "Unless the text holds", "The same form: any of "
		    "these takes the rule out.", &f->rule.unless },
		{ "patterns", "Patterns, one a line", "For what is no word: "
		    "signs, numbers, other scripts. At most 2,000 bytes each, "
		    "PCRE2.", &f->rule.patterns },
	};

	for (size_t i = 0; i < sizeof(areas) / sizeof(*areas); i++) {
		struct view *a = view_row(v, "AREA");
		size_t n = areas[i].lines->n;

		view_text(a, "FIELD", areas[i].field);
		view_text(a, "NAME", areas[i].name);
		view_text(a, "HELP", areas[i].help);
		view_int(a, "ROWS", n < 3 ? 3 : n > 16 ? 16 : (long long)n + 1);
		view_text(a, "VALUE", f->sent ? req_text(f->rq, areas[i].field) :
		    doc_text(f->rq->mem, areas[i].lines));
		if (strcmp(f->fault.member, areas[i].field) == 0)
			page_text_row(a, "BAD", f->fault.text);
	}
}

static void
put_points(struct view *v, const struct form *f, const char *section,
    const char *kind, const char *name, const struct doc_points *p, size_t n)
{
	struct arena *mem = f->rq->mem;
	struct view *row = view_row(v, section);
	int64_t points = doc_points_of(p, n, name);

	view_text(row, "FIELD", arena_fmt(mem, "%s.%s", kind, name));
	view_text(row, "NAME", word_for(mem, *kind == 'p' ? "category" :
	    "intent", name));
	view_text(row, "VALUE", f->sent ? rules_field(f->rq, kind, name) :
	    points != 0 ? arena_fmt(mem, "%lld", (long long)points) : "");
}

static void
put_effects(struct view *v, const struct form *f)
{
	const struct document *d = f->book.doc;
	const struct doc_rule *r = &f->rule;

	for (size_t i = 0; i <= d->categories; i++) {
		put_points(v, f, "POINTS", "points", d->category[i].name,
		    r->points, r->points_n);
		if (i < d->categories)
			rules_tick(v, "ALSO", "also", d->category[i].name,
			    &r->also);
	}
	for (size_t i = 0; i < d->intents.n; i++)
		put_points(v, f, "INTENTS", "intents", d->intents.at[i],
		    r->intents, r->intents_n);
	view_show_if(v, "INTENTS_OPEN", r->intents_n > 0 ||
	    strcmp(f->fault.member, "intents") == 0);
	view_show_if(v, "ALSO_OPEN", r->also.n > 0);
	view_int(v, "THRESHOLD", d->threshold);
	view_int(v, "MEDIUM", d->medium);
	view_int(v, "HIGH", d->high);
	view_int(v, "CRITICAL", d->critical);
}

static void
put_negatable(struct view *v, int value)
{
	static const struct {
		const char *value, *name;
		int is;
	} choices[] = {
		{ "", "do not count, phrases do", -1 },
		{ "yes", "do not count, nor do phrases", 1 },
		{ "no", "count", 0 },
	};

	for (size_t i = 0; i < sizeof(choices) / sizeof(*choices); i++)
		page_option(v, choices[i].value, choices[i].name,
		    choices[i].is == value);
}

static enum rc
show(struct form *f)
{
	struct req *rq = f->rq;
	const struct doc_rule *r = &f->rule;
	const char *title = *f->was ? arena_fmt(rq->mem, "Rule %s", f->was) :
	    "New rule";
	struct view *v = rules_page(rq, &f->book, "rules-rule.tpl", title, 0);

	view_text(v, "TITLE_TEXT", title);
	view_text(v, "WAS", f->was);
	view_text(v, "ID", r->id);
	view_text(v, "NOTE", r->note);
	view_text(v, "SEVERITY", f->sent ? req_text(rq, "severity") :
	    arena_fmt(rq->mem, "%lld", (long long)r->severity));
	put_areas(v, f);
	put_negatable(v, r->negatable);
	put_effects(v, f);
	view_show_if(v, "AGGRAVATES", r->aggravates);
	view_show_if(v, "DELETES", r->flag != NULL);
	view_show_if(v, "OLD", *f->was != '\0');
	if (*f->fault.text != '\0')
		rules_refuse(rq, v, &f->fault);
	return page_send(rq, v);
}

enum rc
page_rule_new(struct req *rq)
{
	struct form f = { .rq = rq, .was = "", .fault = rules_no_fault };
	const char *category = req_text(rq, "category");
	enum rc rc = ask_rules(rq, &f.book);

	f.rule = (struct doc_rule){ .negatable = -1, .note = "",
		.id = *category ? arena_fmt(rq->mem, "%s.", category) : "" };
	return rc == RC_OK ? show(&f) : rc;
}

enum rc
page_rule(struct req *rq)
{
	struct form f = { .rq = rq, .was = rq->path_value, .fault = rules_no_fault };
	enum rc rc = ask_rules(rq, &f.book);
	int place;

	if (rc != RC_OK)
		return rc;
	place = document_rule(f.book.doc, rq->path_value);
	if (place < 0)
		return req_fail(rq, RC_NOT_FOUND, "There is no rule \"%s\"",
		    rq->path_value);
	f.rule = f.book.doc->rule[place];
	return show(&f);
}

/* --- reading the form ------------------------------------------------------- */

static void
fail(struct form *f, const char *member, const char *text)
{
	if (*f->fault.text == '\0')
		f->fault = (struct ruleset_fault){ arena_fmt(f->rq->mem,
		    "rule %s", f->rule.id), member, 0, text };
}

static int64_t
number(struct form *f, const char *text, const char *member, const char *what,
    int64_t bound)
{
	int64_t n = 0;

	if (*text != '\0' && !parse_int(text, -bound, bound, &n))
		fail(f, member, arena_fmt(f->rq->mem, "%s \"%.20s\": must be "
		    "whole and -%lld to %lld", what, text, (long long)bound,
		    (long long)bound));
	return n;
}

static void
add_points(struct form *f, const char *kind, const char *name,
    struct doc_points *p, size_t *n)
{
	int64_t points = number(f, rules_field(f->rq, kind, name), kind, name,
	    1000);

	if (points != 0)
		p[(*n)++] = (struct doc_points){ name, points };
}

static void
read_effects(struct form *f)
{
	const struct document *d = f->book.doc;
	struct arena *mem = f->rq->mem;
	struct doc_rule *r = &f->rule;

	r->points = arena_array(mem, d->categories + 1, sizeof(*r->points));
	r->intents = arena_array(mem, d->intents.n, sizeof(*r->intents));
	r->also = rules_ticked(f->rq, "also", d);
	for (size_t i = 0; i <= d->categories; i++)
		add_points(f, "points", d->category[i].name, r->points,
		    &r->points_n);
	for (size_t i = 0; i < d->intents.n; i++)
		add_points(f, "intents", d->intents.at[i], r->intents,
		    &r->intents_n);
}

static void
read_form(struct form *f)
{
	struct req *rq = f->rq;
	const char *negatable = req_text(rq, "negatable");

	f->sent = true;
	f->was = req_text(rq, "was");
	f->rule = (struct doc_rule){ .id = req_text(rq, "id"),
		.note = req_text(rq, "note"),
		.words = doc_lines(rq->mem, req_text(rq, "words")),
		.patterns = doc_lines(rq->mem, req_text(rq, "patterns")),
		.unless = doc_lines(rq->mem, req_text(rq, "unless")),
		.negatable = *negatable == '\0' ? -1 : *negatable == 'y',
		.aggravates = req_int(rq, "aggravates") != 0,
		.flag = req_int(rq, "delete_request") != 0 ? "delete_request" :
		    NULL };
	f->rule.severity = number(f, req_text(rq, "severity"), "severity",
	    "severity", 100);
	read_effects(f);
	if (f->rule.words.n + f->rule.patterns.n == 0)
		fail(f, "words", "a rule needs a word or a pattern to find");
}

static const char *
edit(struct form *f, bool deletes)
{
	return deletes ? edit_rule_delete(f->rq->mem, f->book.doc, f->was) :
	    edit_rule_put(f->rq->mem, f->book.doc, f->was, &f->rule);
}

enum rc
page_rule_submit(struct req *rq)
{
	struct form f = { .rq = rq, .fault = rules_no_fault };
	bool deletes = strcmp(req_text(rq, "action"), "delete") == 0;
	enum rc rc = ask_rules(rq, &f.book);
	const char *why;

	if (rc != RC_OK)
		return rc;
	read_form(&f);
	if (deletes)
		f.fault = rules_no_fault;
	if (*f.fault.text == '\0' && (why = edit(&f, deletes)) != NULL)
		fail(&f, "id", why);
	if (*f.fault.text != '\0')
		return show(&f);
	rc = rules_keep(rq, &f.book, &f.fault);
	return rc == RC_BAD_INPUT ? show(&f) : rc;
}
