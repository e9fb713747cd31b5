/* SPDX-License-Identifier: MIT */
#include "page/page.h"

#include "base/arena.h"
#include "base/utf8.h"
#include "html/view.h"
#include "http/route.h"

#include <string.h>

/* What failed is in rq->problem, or else in plain; this adds what is kept and
 * what to do. The first one stands for all that are not here. */
static const struct {
	int status;
	const char *heading, *plain, *kept, *step;
	const char *url;	/* NULL: this page, "": where it belongs */
} kinds[] = {
	{ 500, "Something failed here", "", "Nothing was lost: what is stored "
	    "stays stored, and the log names the cause.", "Try again", NULL },
	{ 403, "This is not open to you", "Your role does not allow it; an "
	    "administrator can give you another.", "Nothing was changed.",
	    "Go to", "" },
	{ 404, "There is nothing at this address", "", "It may have been "
	    "deleted or merged, or not be imported yet.", "Go to", "" },
	{ 405, "This address cannot be used that way", "",
	    "Nothing was changed.", "Go to", "" },
	{ 409, "That is not how it stands", "", "Nothing was changed.", "Go to",
	    "" },
	{ 413, "That was too much at once", "", "Nothing was stored.",
	    "Go to", "" },
	{ 422, "This cannot be answered as it was asked", "",
	    "Nothing was changed.", "Go to", "" },
	{ 429, "Too many requests", "", "Nothing is lost. Wait a minute.",
	    "Try again", NULL },
	{ 502, "Another system did not answer", "", "Nothing was lost; the work "
	    "is tried again by itself.", "Try again", NULL },
	{ 503, "Tidemark is not ready", "The database cannot be reached.",
	    "Nothing is lost: what is stored stays stored, and the import goes "
	    "on from where it was.", "Try again", NULL },
};

static size_t
kind_of(int status)
{
	if (status == 400)
		status = 422;
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (kinds[i].status == status)
			return i;
	return 0;
}

static const char *
this_page(const struct req *rq)
{
	const struct req_head *h = &rq->head;

	/* "//host" leaves this site */
	if (h->path[0] != '/' || h->path[1] == '/')
		return "/";
	return arena_fmt(rq->mem, "%s%s%s", h->path, *h->query ? "?" : "",
	    h->query);
}

/* Sentences of req_fail() serve JSON too, where no full stop ends them. */
static const char *
sentence(struct arena *mem, const char *text)
{
	size_t len = strlen(text);

	return len > 0 && text[len - 1] == '.' ? text :
	    arena_fmt(mem, "%s.", text);
}

/* The one next step. */
static void
put_step(struct req *rq, struct view *v, size_t k)
{
	struct page_place place = rq->status == rc_status(RC_FORBIDDEN) ?
	    page_home(rq) : page_place(rq);
	bool belongs = kinds[k].url != NULL && *kinds[k].url == '\0';

	view_text(v, "STEP", !belongs ? kinds[k].step : arena_fmt(rq->mem,
	    "%s %s", kinds[k].step, place.name));
	view_text(v, "STEP_URL", belongs ? place.url : kinds[k].url != NULL ?
	    kinds[k].url : this_page(rq));
}

/* ---- what was typed ---- */

enum { LONG_FROM = 80 };

static const struct param *
param_of(const struct req *rq, const char *name)
{
	const struct param *p = rq->route->params;

	while (p != NULL && p->name != NULL && strcmp(p->name, name) != 0)
		p++;
	return p != NULL && p->name != NULL ? p : NULL;
}

/* "a|b": one of them was chosen, or something else. */
static void
put_menu(struct view *row, const char *words, const char *chosen)
{
	struct arena *mem = view_arena(row);
	struct view *menu = view_row(row, "MENU");
	bool known = false;

	for (const char *w = words; ; w += strcspn(w, "|") + 1) {
		const char *word = arena_copy(mem, w, strcspn(w, "|"));
		bool here = strcmp(word, chosen) == 0;

		page_option(menu, word, word, here);
		known = known || here;
		if (w[strcspn(w, "|")] == '\0')
			break;
	}
	if (!known)
		page_option(menu, chosen, chosen, true);
}

struct typed {
	struct req *rq;
	struct view *page, *form;	/* form NULL: nothing yet */
};

/* Names with a point come from data. Nothing secret is shown. */
static void
put_typed(void *ctx, const char *name, const char *value)
{
	struct typed *t = ctx;
	const struct param *p = param_of(t->rq, name);
	struct arena *mem = t->rq->mem;
	struct view *row;
	char *label;

	if ((p == NULL && strchr(name, '.') == NULL) ||
	    (p != NULL && p->kind == P_SECRET) ||
	    !utf8_valid(name, strlen(name)) ||
	    !utf8_valid(value, strlen(value)))
		return;
	if (t->form == NULL)
		t->form = view_row(t->page, "TYPED");
	row = view_row(t->form, "FIELD");
	label = arena_text(mem, name);
	for (char *c = label; *c != '\0'; c++)
		if (*c == '_' || *c == '.')
			*c = ' ';
	view_text(row, "KEY", name);
	view_text(row, "LABEL", label);
	if (p != NULL && p->kind == P_WORD)
		put_menu(row, p->words, value);
	else if (p != NULL && p->kind == P_BOOL)
		view_text(view_row(row, "TICK"), "TYPED_VALUE", value);
	else
		view_text(view_row(row, strlen(value) > LONG_FROM ||
		    strchr(value, '\n') != NULL ? "LONG" : "SHORT"), "TYPED_VALUE",
		    value);
}

/* A form that was refused, to be put right and sent again. */
static void
put_form(struct req *rq, struct view *v)
{
	struct typed t = { rq, v, NULL };

	if (rq->method != POST || rq->route == NULL ||
	    *rq->who.csrf == '\0' || (rq->status != 400 &&
	    rq->status != 409 && rq->status != 422))
		return;
	param_each(&rq->params, put_typed, &t);
	if (t.form == NULL)
		return;
	view_text(t.form, "ACTION", rq->head.path);
	view_text(t.form, "CSRF", rq->who.csrf);
}

void
page_error(struct req *rq, enum rc rc)
{
	size_t k = kind_of(rc_status(rc));
	struct view *v;

	rq->status = rc_status(rc);
	v = page_open(rq, "error.tpl", kinds[k].heading);
	view_int(v, "STATUS", rq->status);
	view_text(v, "HEADING", kinds[k].heading);
	page_text_row(v, "MESSAGE", rq->problem == NULL ? kinds[k].plain :
	    sentence(rq->mem, rq->problem));
	view_text(v, "KEPT", kinds[k].kept);
	put_step(rq, v, k);
	put_form(rq, v);
	if (page_send(rq, v) != RC_OK) {
		rq->content_type = "text/plain; charset=utf-8";
		sbuf_text(&rq->out, kinds[k].heading);
	}
}
