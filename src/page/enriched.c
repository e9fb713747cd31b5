/* SPDX-License-Identifier: MIT */
#include "page/enriched.h"

#include "base/arena.h"
#include "base/sbuf.h"
#include "html/format.h"
#include "html/view.h"
#include "page/page.h"
#include "page/words.h"
#include "text/json_read.h"

#include <string.h>

static void
pair(struct view *s, const char *name, const char *value)
{
	struct view *p;

	if (*value == '\0')
		return;
	p = view_row(s, "FACT");
	view_text(p, "NAME", name);
	view_text(p, "VALUE", value);
}

static const char *
categories(struct arena *mem, const struct enrichment *e)
{
	struct sbuf *out = sbuf_arena(mem);

	for (size_t i = 0; i < e->n_categories; i++)
		sbuf_fmt(out, "%s%s", i > 0 ? ", " : "",
		    word_for(mem, "category", e->category[i]));
	return sbuf_cstr(out);
}

static void
put_entities(struct view *s, const char *json)
{
	struct arena *mem = view_arena(s);
	struct json_object *list = NULL;
	const char *why;

	if (json_parse(mem, json, strlen(json), &list, &why) != RC_OK)
		return;
	for (size_t i = 0; i < jr_len(list); i++) {
		struct json_object *o = jr_array_at(list, i);
		const char *kind = jr_text(mem, o, "kind");
		const char *text = jr_text(mem, o, "text");

		if (kind != NULL && text != NULL)
			pair(s, strcmp(kind, "other") == 0 ? "names" : kind,
			    text);
	}
}

static void
put_answer(struct view *s, const struct enrichment *e)
{
	struct arena *mem = view_arena(s);
	struct view *said = view_row(s, "SUMMARY");

	view_text(said, "TEXT", e->summary);
	view_text(said, "LANG", *e->language ? e->language : "und");
	page_text_row(s, "TRANSLATION", e->translation);
	pair(s, "Root cause", e->cause);
	pair(s, "Categories", categories(mem, e));
	pair(s, "Intent", *e->intent ? word_for(mem, "intent", e->intent) : "");
	pair(s, "Language", e->language);
	put_entities(s, e->entities);
}

void
enriched_put(struct view *v, const struct enrichment *e, int64_t now)
{
	struct arena *mem = view_arena(v);
	struct view *s = view_row(v, "SAYS");
	char when[FMT_SIZE], sure[FMT_SIZE];

	if (strcmp(e->outcome, "done") == 0)
		put_answer(s, e);
	else
		page_text_row(s, "NONE", arena_fmt(mem, "%s: %s.",
		    strcmp(e->outcome, "skipped") == 0 ? "Not asked" :
		    strcmp(e->outcome, "refused") == 0 ? "It declined" :
		    "No answer of use", e->error));
	view_text(s, "ENGINE", arena_fmt(mem, "By %s%s%s, %s%s%s. Nothing is "
	    "counted by it.", e->engine, *e->model ? ", " : "", e->model,
	    fmt_when(e->asked_at, now, when), e->sure < 0 ? "" : "; sure to ",
	    e->sure < 0 ? "" : fmt_percent(e->sure, 1, sure)));
}

const char *
enriched_by(struct arena *mem, const char *said_by)
{
	return strcmp(said_by, "rules") == 0 || *said_by == '\0' ? NULL :
	    arena_fmt(mem, "in words of %s", said_by);
}
