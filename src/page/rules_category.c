/* SPDX-License-Identifier: MIT */
/* One category of the draft as a form. */
#include "page/rules.h"

#include "analysis/edit.h"
#include "base/arena.h"
#include "html/format.h"
#include "html/view.h"
#include "page/words.h"

#include <string.h>

#define SEVERITIES "low|medium|high|critical"

const struct param rules_category_form_params[] = {
	{ "was", P_TEXT, "", 0, RULES_NAME_MAX, NULL },
	{ "name", P_TEXT, NULL, 1, RULES_NAME_MAX, NULL },
	{ "place", P_INT, "99", 0, 99, NULL },
	{ "intent", P_TEXT, "", 0, RULES_NAME_MAX, NULL },
	{ "at_least", P_WORD, "", 0, 0, SEVERITIES },
	{ "at_most", P_WORD, "", 0, 0, SEVERITIES },
	{ "aggravated", P_BOOL, "0", 0, 0, NULL },
	{ "action", P_WORD, "save", 0, 0, "save|delete" },
	{ NULL, 0, NULL, 0, 0, NULL },
};

struct form {
	struct req *rq;
	struct rulebook book;
	const char *was;	/* "" for a new one */
	struct doc_category category;
	size_t place;
	struct ruleset_fault fault;
};

/* --- showing ---------------------------------------------------------------- */

static struct view *
put_menu(struct view *v, const char *field, const char *name,
    const char *help)
{
	struct view *s = view_row(v, "MENU");

	view_text(s, "FIELD", field);
	view_text(s, "NAME", name);
	view_text(s, "HELP", help);
	return s;
}

static bool
is(const char *text, const char *word)
{
	return strcmp(text ? text : "", word) == 0;
}

static void
put_intents(struct view *v, const struct form *f)
{
	const struct doc_list *intents = &f->book.doc->intents;
	const char *chosen = f->category.intent;
	struct view *m = put_menu(v, "intent", "Usual intent",
	    "What a customer wants when no rule says more");

	page_option(m, "", "feedback", is(chosen, ""));
	for (size_t i = 0; i < intents->n; i++)
		page_option(m, intents->at[i], word_for(f->rq->mem, "intent",
		    intents->at[i]), is(chosen, intents->at[i]));
}

/* none: what holds when the menu says nothing. */
static void
put_severities(struct view *v, const char *field, const char *name,
    const char *help, const char *none, size_t n, const char *chosen)
{
	static const char *const severities[] = { "low", "medium", "high",
		"critical" };
	struct view *m = put_menu(v, field, name, help);

	page_option(m, "", none, is(chosen, ""));
	for (size_t i = 0; i < n; i++)
		page_option(m, severities[i], severities[i],
		    is(chosen, severities[i]));
}

static void
put_menus(struct view *v, const struct form *f)
{
	put_intents(v, f);
	put_severities(v, "at_least", "Severity at least",
	    "Whatever the score says", "by score", 4, f->category.at_least);
	put_severities(v, "at_most", "Severity by score at most",
	    "So that a long wish does not add up to an emergency", "critical",
	    3, f->category.at_most);
}

static void
put_named(struct view *v, const struct form *f)
{
	const struct document *d = f->book.doc;
	struct arena *mem = f->rq->mem;
	struct view *n = view_row(v, "NAMED");
	size_t places = d->categories + (*f->was == '\0');

	view_text(n, "NAME", f->category.name);
	for (size_t i = 0; i < places; i++)
		page_option(n, arena_fmt(mem, "%zu", i), arena_fmt(mem,
		    "%zu of %zu", i + 1, places), i == f->place);
	for (size_t i = 0; i < d->categories; i++)
		if (strcmp(d->category[i].name, f->was) != 0)
			rules_tick(n, "OUTRANKS", "outranks",
			    d->category[i].name, &f->category.outranks);
}

static int64_t
rules_with(const struct document *d, const char *name)
{
	int64_t n = 0;

	for (size_t i = 0; i < d->rules; i++)
		n += doc_points_of(d->rule[i].points, d->rule[i].points_n,
		    name) != 0 || doc_list_has(&d->rule[i].also, name);
	return n;
}

static enum rc
show(struct form *f)
{
	struct req *rq = f->rq;
	bool other = strcmp(f->was, "other") == 0;
	const char *title = *f->was ? arena_fmt(rq->mem, "Category %s",
	    word_for(rq->mem, "category", f->was)) : "New category";
	struct view *v = rules_page(rq, &f->book, "rules-category.tpl", title,
	    0);
	char buf[FMT_SIZE];

	view_text(v, "TITLE_TEXT", title);
	view_text(v, "WAS", f->was);
	if (other)
		view_show(v, "OTHER");
	else
		put_named(v, f);
	put_menus(v, f);
	view_show_if(v, "AGGRAVATED", f->category.aggravated);
	if (*f->was != '\0' && !other)
		page_text_row(v, "OLD", arena_fmt(rq->mem, "%s lose what they "
		    "say of it.", fmt_plural(rules_with(f->book.doc, f->was),
		    "rule would", "rules would", buf)));
	if (*f->fault.text != '\0')
		rules_refuse(rq, v, &f->fault);
	return page_send(rq, v);
}

enum rc
page_category_new(struct req *rq)
{
	struct form f = { .rq = rq, .was = "", .fault = rules_no_fault };
	enum rc rc = ask_rules(rq, &f.book);

	if (rc != RC_OK)
		return rc;
	f.category = (struct doc_category){ .name = "" };
	f.place = f.book.doc->categories;
	return show(&f);
}

enum rc
page_category(struct req *rq)
{
	struct form f = { .rq = rq, .was = rq->path_value, .fault = rules_no_fault };
	enum rc rc = ask_rules(rq, &f.book);
	const struct document *d = f.book.doc;
	int place;

	if (rc != RC_OK)
		return rc;
	place = strcmp(f.was, "other") == 0 ? (int)d->categories :
	    document_category(d, f.was);
	if (place < 0)
		return req_fail(rq, RC_NOT_FOUND, "There is no category \"%s\"",
		    rq->path_value);
	f.category = d->category[place];
	f.place = (size_t)place;
	return show(&f);
}

/* --- reading the form ------------------------------------------------------- */

static const char *
or_null(const char *text)
{
	return *text ? text : NULL;
}

static void
read_form(struct form *f)
{
	struct req *rq = f->rq;

	f->was = req_text(rq, "was");
	f->place = (size_t)req_int(rq, "place");
	f->category = (struct doc_category){ .name = req_text(rq, "name"),
		.intent = or_null(req_text(rq, "intent")),
		.at_least = or_null(req_text(rq, "at_least")),
		.at_most = or_null(req_text(rq, "at_most")),
		.aggravated = req_int(rq, "aggravated") != 0,
		.outranks = rules_ticked(rq, "outranks", f->book.doc) };
}

enum rc
page_category_submit(struct req *rq)
{
	struct form f = { .rq = rq, .fault = rules_no_fault };
	bool deletes = strcmp(req_text(rq, "action"), "delete") == 0;
	enum rc rc = ask_rules(rq, &f.book);
	const char *why;

	if (rc != RC_OK)
		return rc;
	read_form(&f);
	why = deletes ? edit_category_delete(rq->mem, f.book.doc, f.was) :
	    edit_category_put(rq->mem, f.book.doc, f.was, &f.category, f.place);
	if (why != NULL) {
		f.fault = (struct ruleset_fault){ "", "categories", 0, why };
		return show(&f);
	}
	rc = rules_keep(rq, &f.book, &f.fault);
	if (rc != RC_BAD_INPUT)
		return rc;
	/* the edit is in the document already: show it as it was */
	rc = ask_rules(rq, &f.book);
	return rc == RC_OK ? show(&f) : rc;
}
