/* SPDX-License-Identifier: MIT */
#include "page/said.h"

#include "base/arena.h"
#include "base/sbuf.h"
#include "html/format.h"
#include "html/view.h"
#include "http/route.h"
#include "page/page.h"
#include "page/row.h"
#include "page/words.h"

#include <string.h>

/* clang-format off */
static const struct {
	const char *field, *set, *lift, *is;
} marks[] = {
	{ "done",      "Done",    "Not done",      "done" },
	{ "dismissed", "Dismiss", "Not dismissed", "dismissed" },
};
/* clang-format on */

enum { N_MARKS = sizeof(marks) / sizeof(*marks) };

static const char *const severities[] = { "critical", "high", "medium", "low" };

enum rc
said_read(struct req *rq, const struct conversation *c, size_t n,
    struct said *s)
{
	int64_t *ids = arena_array(rq->mem, n + 1, sizeof(*ids));

	for (size_t i = 0; i < n; i++)
		ids[i] = c[i].id;
	s->may = req_has_forms(rq);
	s->csrf = rq->who.csrf;
	s->back = *rq->head.query == '\0' ? rq->head.path :
	    arena_fmt(rq->mem, "%s?%s", rq->head.path, rq->head.query);
	return correction_of(rq->db, rq->mem, ids, n, &s->now, &s->n);
}

const struct correction_now *
said_of(const struct said *s, int64_t id, const char *field)
{
	return correction_pick(s->now, s->n, id, field);
}

void
said_form(struct view *form, const struct said *s)
{
	view_text(form, "CSRF", s->csrf);
	view_text(form, "BACK", s->back);
}

/* ---- rows ---- */

static void
put_facts(struct view *row, const struct said *s, int64_t id)
{
	struct arena *mem = view_arena(row);

	for (size_t i = 0; i < s->n; i++) {
		const struct correction_now *c = &s->now[i];

		if (c->conversation == id && c->holds)
			page_text_row(row, "BY", arena_fmt(mem, "%s by %s",
			    c->field, c->who));
	}
}

static void
put_menu(struct view *row, const struct said *s, const struct conversation *c)
{
	struct view *m = view_row(row, "MENU");

	said_form(m, s);
	view_int(m, "ID", c->id);
	view_text(m, "CORRECT_URL", arena_fmt(view_arena(row), "%s#correct",
	    row_url(view_arena(row), c->id)));
	for (size_t i = 0; i < N_MARKS; i++) {
		bool is = said_of(s, c->id, marks[i].field) != NULL;
		struct view *b = view_row(m, "MARK");

		view_text(b, "NAME", marks[i].field);
		view_text(b, "VALUE", is ? "0" : "1");
		view_text(b, "TEXT", is ? marks[i].lift : marks[i].set);
	}
	for (size_t i = 0; i < 4; i++)
		if (strcmp(severities[i], c->severity) != 0)
			view_text(view_row(m, "SEV"), "NAME", severities[i]);
}

void
said_row(struct view *row, const struct said *s, const struct conversation *c)
{
	if (s == NULL)
		return;
	put_facts(row, s, c->id);
	if (!s->may)
		return;
	put_menu(row, s, c);
	if (s->pick) {
		view_show(row, "PICKS");
		view_int(view_row(row, "PICK"), "ID", c->id);
	}
}

/* ---- what was just done ---- */

const char *
said_change(struct arena *mem, const char *field, const char *became)
{
	if (strcmp(field, "note") == 0)
		return "noted";
	for (size_t i = 0; i < N_MARKS; i++)
		if (strcmp(field, marks[i].field) == 0)
			return marks[i].is;
	if (strcmp(field, "seen") == 0)
		return "seen";
	return arena_fmt(mem, "%s %s", field, word_for(mem, field, became));
}

/* "#48213: severity high, done", or "12 conversations: done" */
static const char *
changed_text(struct arena *mem, const struct correction_batch *b)
{
	struct sbuf *out = sbuf_arena(mem);
	char buf[FMT_SIZE];

	if (b->n == 1)
		sbuf_fmt(out, "#%lld: ", (long long)b->number);
	else
		sbuf_fmt(out, "%s: ", fmt_plural(b->n, "conversation",
		    "conversations", buf));
	for (size_t i = 0; i < b->changes; i++)
		sbuf_fmt(out, "%s%s", i > 0 ? ", " : "", said_change(mem,
		    b->change[i].field, b->change[i].became));
	return sbuf_cstr(out);
}

enum rc
said_changed(struct req *rq, struct view *v, const struct said *s)
{
	int64_t batch = req_last_change(rq);
	struct correction_batch b;
	struct view *c;
	enum rc rc;

	if (!s->may || batch == 0)
		return RC_OK;
	rc = correction_batch(rq->db, rq->mem, batch, &b);
	if (rc != RC_OK || b.changes == 0 || !b.left ||
	    strcmp(b.who, rq->who.name) != 0)
		return rc;
	c = view_include(v, "CHANGED", "changed.tpl");
	said_form(c, s);
	view_int(c, "BATCH", batch);
	view_text(c, "TEXT", changed_text(rq->mem, &b));
	return RC_OK;
}

/* ---- forms ---- */

void
said_select(struct view *form, const char *field, const char *keep,
    const char **words, size_t n, bool back)
{
	struct arena *mem = view_arena(form);
	struct view *s = view_row(form, "CHOICE");

	view_text(s, "FIELD", field);
	view_text(s, "LABEL", word_for(mem, "field", field));
	page_option(s, "", keep, false);
	for (size_t i = 0; i < n; i++)
		page_option(s, words[i], word_for(mem, field, words[i]), false);
	if (back)
		page_option(s, CORRECTION_RULES, "as the rules say", false);
}

/* All that match are offered where there are more than can be ticked. */
static void
put_all(struct view *b, const struct said *s)
{
	struct view *all;

	if (s->matching == NULL)
		return;
	all = view_row(b, s->all > CORRECTION_MOST_MATCHING ? "TOO_MANY" :
	    "ALL");
	view_count(all, "COUNT", s->all);
	if (s->all > CORRECTION_MOST_MATCHING) {
		view_count(all, "MOST", CORRECTION_MOST_MATCHING);
		return;
	}
	view_text(all, "MATCHING", s->matching);
	view_int(all, "EXPECT", s->all);
}

enum rc
said_bulk(struct req *rq, struct view *v, const struct said *s)
{
	struct choices may;
	struct view *b;
	enum rc rc;

	if (!s->may)
		return RC_OK;
	rc = correction_choices(rq->db, rq->mem, &may);
	if (rc != RC_OK)
		return rc;
	b = view_include(v, "BULK", "bulk.tpl");
	said_form(b, s);
	said_select(b, "category", "keep", may.category, may.categories, true);
	said_select(b, "severity", "keep", may.severity, may.severities, true);
	said_select(b, "intent", "keep", may.intent, may.intents, true);
	put_all(b, s);
	return RC_OK;
}
