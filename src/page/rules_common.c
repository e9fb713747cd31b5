/* SPDX-License-Identifier: MIT */
#include "page/rules.h"

#include "analysis/edit.h"
#include "base/arena.h"
#include "base/clock.h"
#include "base/sbuf.h"
#include "html/format.h"
#include "html/link.h"
#include "html/view.h"
#include "page/words.h"

#include <ctype.h>
#include <string.h>

static const struct {
	const char *url, *name;
} tabs[] = {
	{ "/settings/rules", "Categories and rules" },
	{ "/settings/rules/words", "Words and policy" },
	{ "/settings/rules/draft", "Try and save" },
	{ "/settings/rules/versions", "Versions" },
};

enum { N_TABS = sizeof(tabs) / sizeof(*tabs) };

/* The longest address of a tab that the path begins with. */
static size_t
tab_here(const char *path)
{
	size_t here = 0;

	for (size_t i = 1; i < N_TABS; i++)
		if (strncmp(path, tabs[i].url, strlen(tabs[i].url)) == 0)
			here = i;
	for (const char *const *p = (const char *const[]){ "try", "trial",
	    "test", "save", "import", "start", "discard", NULL }; *p; p++)
		if (strncmp(path + strlen("/settings/rules/"), *p,
		    strlen(*p)) == 0)
			here = 2;
	return strncmp(path, "/settings/rules/diff", 20) == 0 ? 3 : here;
}

static void
put_stale(struct view *t, const struct rulebook *b)
{
	struct view *s = view_row(t, "STALE");
	struct link l = link_to(view_arena(t), "/settings/rules/diff");
	char buf[FMT_SIZE];

	link_int(&l, "a", b->draft.based_on);
	link_int(&l, "b", b->now.version);
	view_int(s, "BASED", b->draft.based_on);
	view_int(s, "NOW", b->now.version);
	view_text(s, "WHO", b->now.who);
	view_text(s, "WHEN", fmt_when(b->now.at, clock_now(), buf));
	view_text(s, "URL", link_url(&l));
}

static void
put_tabs(struct req *rq, struct view *v, const struct rulebook *b)
{
	struct view *t = view_include(v, "TABS", "rules-tabs.tpl");
	size_t here = strlen(rq->head.path) > strlen("/settings/rules/") ?
	    tab_here(rq->head.path) : 0;
	struct view *d;
	char buf[FMT_SIZE];

	for (size_t i = 0; i < N_TABS; i++) {
		struct view *tab = view_row(t, "TAB");

		view_text(tab, "URL", tabs[i].url);
		view_text(tab, "NAME", tabs[i].name);
		view_show_if(tab, "HERE", i == here);
	}
	if (b->stale)
		put_stale(t, b);
	if (!b->drafted || here == 2)
		return;
	d = view_row(t, "DRAFT");
	view_int(d, "NOW", b->now.version);
	view_text(d, "CHANGES", fmt_plural((long long)ask_rules_changes(rq, b).n,
	    "change", "changes", buf));
}

struct view *
rules_page(struct req *rq, const struct rulebook *b, const char *tpl,
    const char *title, int live)
{
	struct view *v = page_open_live(rq, tpl, title, live);

	put_tabs(rq, v, b);
	view_text(v, "CSRF", rq->who.csrf);
	view_show(v, rq->who.role == ADMIN ? "EDIT" : "READ_ONLY");
	return v;
}

static const char *
change_url(struct arena *mem, const struct change *c)
{
	if (c->kind != CHANGE_REMOVED && strcmp(c->what, "rule") == 0)
		return arena_fmt(mem, "/settings/rules/rule/%s", c->name);
	if (c->kind != CHANGE_REMOVED && strcmp(c->what, "category") == 0)
		return arena_fmt(mem, "/settings/rules/category/%s", c->name);
	return NULL;
}

void
rules_changes_put(struct view *v, const struct changes *c, const char *none,
    bool link)
{
	struct view *in = view_include(v, "CHANGES", "rules-changes.tpl"), *some;

	if (c->n == 0) {
		page_text_row(in, "SAME", none);
		return;
	}
	some = view_row(in, "SOME");
	for (size_t i = 0; i < c->n; i++) {
		struct view *row = view_row(some, "CHANGE");

		view_text(row, "WHAT", c->at[i].what);
		view_text(row, "NAME", c->at[i].name);
		view_text(row, "KIND", change_kind_name(c->at[i].kind));
		page_text_row(row, "MEMBER", c->at[i].member);
		view_text(row, "BEFORE", c->at[i].before);
		view_text(row, "AFTER", c->at[i].after);
		page_link_or_plain(row, link ?
		    change_url(view_arena(v), &c->at[i]) : NULL);
	}
}

const char *
rules_effect(struct arena *mem, const struct doc_rule *r)
{
	struct sbuf *out = sbuf_arena(mem);

	for (size_t i = 0; i < r->points_n; i++)
		sbuf_fmt(out, ", %s %+lld", r->points[i].to,
		    (long long)r->points[i].n);
	for (size_t i = 0; i < r->also.n; i++)
		sbuf_fmt(out, ", also %s", r->also.at[i]);
	if (r->severity != 0)
		sbuf_fmt(out, ", severity %+lld", (long long)r->severity);
	sbuf_text(out, r->aggravates ? ", makes it worse" : "");
	sbuf_text(out, r->flag != NULL ? ", deletion request" : "");
	return out->len > 2 ? out->s + 2 : "nothing";
}

const struct ruleset_fault rules_no_fault = { "", "", 0, "" };

void
rules_tick(struct view *v, const char *section, const char *kind,
    const char *name, const struct doc_list *list)
{
	struct arena *mem = view_arena(v);
	struct view *row = view_row(v, section);

	view_text(row, "FIELD", arena_fmt(mem, "%s.%s", kind, name));
	view_text(row, "NAME", word_for(mem, "category", name));
	view_show_if(row, "ON", doc_list_has(list, name));
}

struct doc_list
rules_ticked(const struct req *rq, const char *kind, const struct document *d)
{
	struct doc_list l = { arena_array(rq->mem, d->categories,
	    sizeof(*l.at)), 0 };

	for (size_t i = 0; i < d->categories; i++)
		if (strcmp(rules_field(rq, kind, d->category[i].name), "1") ==
		    0)
			l.at[l.n++] = d->category[i].name;
	return l;
}

enum rc
rules_keep(struct req *rq, struct rulebook *b, struct ruleset_fault *fault)
{
	enum rc rc = rulebook_keep(rq->db, rq->mem, rq->who.name, b,
	    document_write(rq->mem, b->doc), fault);

	return rc == RC_OK ? req_redirect(rq, "/settings/rules/draft") : rc;
}

void
rules_refuse(struct req *rq, struct view *v, const struct ruleset_fault *f)
{
	char *section = arena_fmt(rq->mem, "BAD_%s", f->member);

	for (char *p = section; *p != '\0'; p++)
		*p = (char)toupper((unsigned char)*p);
	rq->status = 422;
	page_text_row(v, "FAULT", arena_fmt(rq->mem, "Not kept. %s",
	    ruleset_fault_text(rq->mem, f)));
	if (*f->member != '\0')
		page_text_row(v, section, f->text);
}

const char *
rules_field(const struct req *rq, const char *kind, const char *name)
{
	const char *raw = param_raw(&rq->params, arena_fmt(rq->mem, "%s.%s",
	    kind, name));

	return raw ? raw : "";
}
