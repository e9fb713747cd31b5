/* SPDX-License-Identifier: MIT */
/* Severity policy, intents, boilerplate, spelling and lists of words: each a
 * form of its own on one page. */
#include "page/rules.h"

#include "analysis/edit.h"
#include "base/arena.h"
#include "base/sbuf.h"
#include "html/view.h"

#include <string.h>

const struct param rules_words_params[] = {
	{ "part", P_WORD, NULL, 0, 0,
	    "general|intents|boilerplate|spelling|list" },
	{ "name", P_TEXT, "", 0, RULES_NAME_MAX, NULL },
	{ "lines", P_TEXT, "", 0, RULES_LINES_MAX, NULL },
	{ "threshold", P_INT, "10", 1, 1000, NULL },
	{ "medium", P_INT, "30", 0, 1000, NULL },
	{ "high", P_INT, "40", 0, 1000, NULL },
	{ "critical", P_INT, "70", 0, 1000, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};

/* A form that was refused: what was typed stands in its part again. */
struct refused {
	const char *part, *name, *lines;
	struct ruleset_fault fault;	/* text "" when there is none */
};

/* --- showing ---------------------------------------------------------------- */

static bool
is_refused(const struct refused *r, const char *kind, const char *name)
{
	return *r->fault.text != '\0' && strcmp(r->part, kind) == 0 &&
	    strcmp(r->name, name) == 0;
}

static int
rows_for(const char *text)
{
	size_t lines = 2;

	for (const char *p = text; *p != '\0'; p++)
		lines += *p == '\n';
	return lines < 4 ? 4 : lines > 14 ? 14 : (int)lines;
}

struct part {
	const char *kind, *name, *title, *help, *lines;
	bool free;	/* its name is typed */
};

static void
put_part(struct view *v, const struct refused *r, const struct part *p)
{
	bool again = is_refused(r, p->kind, p->name) || (p->free &&
	    *r->fault.text != '\0' && strcmp(r->part, "list") == 0);
	const char *lines = again ? r->lines : p->lines;
	struct view *row = view_row(v, "PART");

	view_text(row, "ID", *p->name || p->free ? arena_fmt(view_arena(v),
	    "%s-%s", p->kind, p->free ? "-new" : p->name) : p->kind);
	view_text(row, "KIND", p->kind);
	view_text(row, "NAME", p->title);
	view_text(view_row(row, p->free ? "FREE" : "FIXED"), "VALUE",
	    p->free && again ? r->name : p->name);
	view_int(row, "ROWS", rows_for(lines));
	view_text(row, "VALUE", lines);
	view_text(row, "HELP", p->help);
	if (again)
		page_text_row(row, "BAD", r->fault.text);
}

static const char *
list_help(const char *name)
{
	static const struct {
		const char *name, *help;
	} known[] = {
		{ "negators", "Words that turn what follows into its opposite." },
		{ "negation_bridge", "Words that may stand between “no” and "
		    "what it denies." },
		{ "greetings", "Words that say nothing at the start of a text." },
		{ "dropped", "Words that say nothing about whether two reports "
		    "are alike." },
	};

	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
		if (strcmp(known[i].name, name) == 0)
			return known[i].help;
	return "Rules name it with @ before it. Without a line it is deleted.";
}

static void
put_lists(struct view *v, const struct document *d, const struct refused *r)
{
	struct arena *mem = view_arena(v);
	bool known = *r->fault.text == '\0' || strcmp(r->part, "list") != 0 ||
	    document_list(d, r->name) >= 0;
	const struct refused none = { "", "", "", { "", "", 0, "" } };

	for (size_t i = 0; i < d->lists; i++) {
		const struct doc_words *l = &d->list[i];

		put_part(v, r, &(struct part){ "list", l->name,
		    arena_fmt(mem, "List @%s", l->name), list_help(l->name),
		    doc_text(mem, &l->words), false });
	}
	put_part(v, known ? &none : r, &(struct part){ "list", "", "New list",
	    "One word a line; = before it takes this form alone.", "", true });
}

static const char *
spelling_text(struct arena *mem, const struct document *d)
{
	struct sbuf *out = sbuf_arena(mem);

	for (size_t i = 0; i < d->spellings; i++)
		sbuf_fmt(out, "%s%s = %s", i > 0 ? "\n" : "",
		    d->spelling[i].name, d->spelling[i].words.at[0]);
	return sbuf_cstr(out);
}

static void
put_number(struct view *v, const char *field, const char *name, int64_t value)
{
	struct view *row = view_row(v, "NUMBER");

	view_text(row, "FIELD", field);
	view_text(row, "NAME", name);
	view_int(row, "VALUE", value);
}

static void
put_parts(struct view *v, const struct document *d, const struct refused *r)
{
	struct arena *mem = view_arena(v);

	put_number(v, "threshold", "Points from which a category applies",
	    d->threshold);
	put_number(v, "medium", "Score from which it is medium", d->medium);
	put_number(v, "high", "high", d->high);
	put_number(v, "critical", "critical", d->critical);
	put_part(v, r, &(struct part){ "intents", "", "Intents",
	    "What customers may want; of equals the first counts.",
	    doc_text(mem, &d->intents), false });
	put_lists(v, d, r);
	put_part(v, r, &(struct part){ "spelling", "", "Spelling",
	    "form = word: the form on the left counts as the word.",
	    spelling_text(mem, d), false });
	put_part(v, r, &(struct part){ "boilerplate", "", "Boilerplate",
	    "Patterns (PCRE2) whose matches leave the text before it is "
	    "judged.", doc_text(mem, &d->boilerplate), false });
}

static enum rc
show(struct req *rq, const struct rulebook *b, const struct refused *r)
{
	struct view *v = rules_page(rq, b, "rules-words.tpl",
	    "Words and policy", 0);

	view_text(v, "NAME", b->doc->name);
	put_parts(v, b->doc, r);
	if (*r->fault.text != '\0') {
		rules_refuse(rq, v, &r->fault);
		if (strcmp(r->part, "general") == 0)
			page_text_row(v, "BAD_GENERAL", r->fault.text);
	}
	return page_send(rq, v);
}

enum rc
page_rules_words(struct req *rq)
{
	const struct refused none = { "", "", "", { "", "", 0, "" } };
	struct rulebook b;
	enum rc rc = ask_rules(rq, &b);

	return rc == RC_OK ? show(rq, &b, &none) : rc;
}

/* --- reading the forms ------------------------------------------------------ */

static const char *
edit_general(struct req *rq, struct document *d)
{
	d->name = req_text(rq, "name");
	d->threshold = req_int(rq, "threshold");
	d->medium = req_int(rq, "medium");
	d->high = req_int(rq, "high");
	d->critical = req_int(rq, "critical");
	return d->medium <= d->high && d->high <= d->critical ? NULL :
	    "medium, high and critical must not fall";
}

static const char *
edit(struct req *rq, struct document *d, const char *part)
{
	struct doc_list lines = doc_lines(rq->mem, req_text(rq, "lines"));
	const char *name = req_text(rq, "name");

	if (strcmp(part, "general") == 0)
		return edit_general(rq, d);
	if (strcmp(part, "spelling") == 0)
		return edit_spelling(rq->mem, d, &lines);
	if (strcmp(part, "list") == 0)
		return *name ? edit_list_put(rq->mem, d, name, lines) :
		    "a list needs a name";
	*(strcmp(part, "intents") == 0 ? &d->intents : &d->boilerplate) = lines;
	return NULL;
}

enum rc
page_rules_words_submit(struct req *rq)
{
	struct refused r = { req_text(rq, "part"), req_text(rq, "name"),
		req_text(rq, "lines"), { "", "", 0, "" } };
	struct rulebook b;
	enum rc rc = ask_rules(rq, &b);
	const char *why;

	if (rc != RC_OK)
		return rc;
	why = edit(rq, b.doc, r.part);
	if (why != NULL)
		r.fault = (struct ruleset_fault){ r.part, "", 0, why };
	else if ((rc = rules_keep(rq, &b, &r.fault)) != RC_BAD_INPUT)
		return rc;
	rc = ask_rules(rq, &b);	/* without the edit */
	return rc == RC_OK ? show(rq, &b, &r) : rc;
}
