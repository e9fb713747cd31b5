/* SPDX-License-Identifier: MIT */
#include "page/page.h"

#include "base/arena.h"
#include "base/clock.h"
#include "db/db.h"
#include "html/format.h"
#include "html/link.h"
#include "html/view.h"
#include "model/correction.h"
#include "page/row.h"
#include "page/said.h"
#include "page/words.h"

#include <string.h>

enum { PAGE_ROWS = 100 };

static const char PATH[] = "/corrections";

/* clang-format off */
const struct param correction_list_params[] = {
	{ "conversation", P_INT, "0", 0, INT64_MAX, NULL },
	{ "field", P_WORD, "", 0, 0, CORRECTION_FIELDS },
	{ "who",   P_TEXT, "", 0, 200, NULL },
	{ "state", P_WORD, "", 0, 0, CORRECTION_STATES },
	{ "after", P_INT,  "0", 0, INT64_MAX, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};

static const char *const fields[] = { "category", "severity", "intent", "done",
	"dismissed", "seen", "note" };
static const char *const states[] = { "in_force", "replaced", "undone",
	"noted" };
/* clang-format on */

#define N_OF(table) (sizeof(table) / sizeof(*(table)))

struct list {
	struct correction_filter f;
	struct correction_stats stats;
	struct correction_tally *people;
	struct correction_row *rows;
	size_t n, n_people;
	struct said said;
	bool more;
	int64_t now;
};

static const char *
list_url(struct arena *mem, const char *path, const struct list *l,
    int64_t after)
{
	struct link link = link_to(mem, path);

	if (l->f.conversation != 0)
		link_int(&link, "conversation", l->f.conversation);
	link_arg(&link, "field", l->f.field);
	link_arg(&link, "who", l->f.who);
	link_arg(&link, "state", l->f.state);
	if (after != 0)
		link_int(&link, "after", after);
	return link_url(&link);
}

/* Who said something. */
static void
put_people(struct view *v, const struct list *l)
{
	const char **name = arena_array(view_arena(v), l->n_people,
	    sizeof(*name));

	for (size_t i = 0; i < l->n_people; i++)
		name[i] = l->people[i].value;
	page_choice_put(v, (struct page_choice){ "who", "Who", l->f.who, name,
	    l->n_people, NULL });
}

static void
put_filters(struct view *v, const struct list *l)
{
	page_choice_put(v, (struct page_choice){ "field", "What", l->f.field,
	    fields, N_OF(fields), word_for });
	put_people(v, l);
	page_choice_put(v, (struct page_choice){ "state", "State", l->f.state,
	    states, N_OF(states), word_for });
	if (l->f.conversation != 0)
		view_int(view_row(v, "KEEP"), "ID", l->f.conversation);
}

/* "Low → High"; "High, as it was" when somebody agreed; a mark has no two ends. */
static void
put_values(struct view *row, const struct correction_row *c)
{
	struct arena *mem = view_arena(row);
	struct view *values;

	if (strcmp(c->became, "yes") == 0 || *c->became == '\0')
		return;
	if (strcmp(c->was, c->became) == 0) {
		page_text_row(row, "AGREED", word_for(mem, c->field, c->became));
		return;
	}
	values = view_row(row, "VALUES");
	view_text(values, "WAS", word_for(mem, c->field, c->was));
	view_text(values, "BECAME", word_for(mem, c->field, c->became));
}

static void
put_row(struct view *has, const struct list *l, const struct correction_row *c)
{
	struct arena *mem = view_arena(has);
	struct view *row = view_row(has, "ROW");
	char buf[FMT_SIZE], iso[CLOCK_ISO_SIZE];
	struct view *undo;

	view_text(row, "ISO", clock_iso(c->at, iso));
	view_text(row, "WHEN", fmt_when(c->at, l->now, buf));
	view_text(row, "WHO", c->who);
	view_text(row, "URL", row_url(mem, c->conversation));
	view_int(row, "NUMBER", c->number);
	view_text(row, "SUBJECT", *c->subject ? c->subject : "(no subject)");
	view_text(row, "FIELD", word_for(mem, "field", c->field));
	put_values(row, c);
	page_text_row(row, "NOTES", c->notes);
	view_text(row, "STATE", c->undone_at == 0 ?
	    word_for(mem, "state", c->state) : arena_fmt(mem,
	    "undone by %s, %s", c->undone_by, fmt_when(c->undone_at, l->now,
	    buf)));
	if (!l->said.may || c->undone_at != 0)
		return;
	undo = view_row(row, "UNDO");
	said_form(undo, &l->said);
	view_int(undo, "ID", c->id);
	view_int(undo, "NUMBER", c->number);
}

static enum rc
read_list(struct req *rq, struct list *l)
{
	enum rc rc = db_begin_snapshot(rq->db);

	if (rc == RC_OK)
		rc = correction_stats(rq->db, rq->mem, &l->stats);
	if (rc == RC_OK)
		rc = correction_people(rq->db, rq->mem, &l->people,
		    &l->n_people);
	if (rc == RC_OK)
		rc = correction_list(rq->db, rq->mem, &l->f,
		    req_int(rq, "after"), PAGE_ROWS + 1, &l->rows, &l->n);
	if (rc == RC_OK)
		rc = said_read(rq, NULL, 0, &l->said);
	l->more = rc == RC_OK && l->n > PAGE_ROWS;
	if (l->more)
		l->n = PAGE_ROWS;
	return rc == RC_OK ? db_commit(rq->db) : rc;
}

static void
put_head(struct view *v, const struct list *l)
{
	struct arena *mem = view_arena(v);
	char a[FMT_SIZE], b[FMT_SIZE], c[FMT_SIZE], d[FMT_SIZE];

	view_text(v, "SENTENCE", l->stats.total == 0 ?
	    "Nobody corrected anything yet" : fmt_plural(l->stats.total,
	    "correction", "corrections", a));
	view_text(v, "MORE", arena_fmt(mem, "In force on %s. Marked: %s done, "
	    "%s dismissed.", fmt_plural(l->stats.corrected, "conversation",
	    "conversations", b),
	    fmt_count(l->stats.done, c), fmt_count(l->stats.dismissed, d)));
	view_text(v, "CSV_URL", list_url(mem, "/api/v1/corrections.csv", l,
	    0));
}

enum rc
page_corrections(struct req *rq)
{
	struct list l = { .now = clock_now(), .f = {
		.conversation = req_int(rq, "conversation"),
		.field = req_text(rq, "field"), .who = req_text(rq, "who"),
		.state = req_text(rq, "state") } };
	struct view *v = page_open(rq, "corrections.tpl", "Corrections"), *has;
	enum rc rc = read_list(rq, &l);

	if (rc == RC_OK)
		rc = said_changed(rq, v, &l.said);
	if (rc != RC_OK)
		return rc;
	put_head(v, &l);
	put_filters(v, &l);
	page_turns(v, !req_given(rq, "after") ? NULL : list_url(rq->mem, PATH,
	    &l, 0), !l.more ? NULL : list_url(rq->mem, PATH, &l,
	    l.rows[l.n - 1].id));
	if (l.n == 0) {
		view_show(v, "EMPTY");
		return page_send(rq, v);
	}
	has = view_row(v, "FULL");
	for (size_t i = 0; i < l.n; i++)
		put_row(has, &l, &l.rows[i]);
	return page_send(rq, v);
}
