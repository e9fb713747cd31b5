/* SPDX-License-Identifier: MIT */
/* What people changed: who, what, when, on what. */
#include "page/page.h"

#include <string.h>

#include "ask/audit.h"
#include "base/arena.h"
#include "base/clock.h"
#include "base/utf8.h"
#include "db/db.h"
#include "html/format.h"
#include "html/link.h"
#include "html/view.h"
#include "http/csv_stream.h"
#include "text/json_read.h"

enum { PAGE_ROWS = 100, VALUE_MOST = 160, ISO_DAY = 10 };

static const char PATH[] = "/settings/audit";

/* clang-format off */
const struct param audit_params[] = {
	AUDIT_PARAMS,
	{ "after", P_INT, "0", 0, INT64_MAX, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};
const struct param audit_csv_params[] = {
	AUDIT_PARAMS,
	{ NULL, 0, NULL, 0, 0, NULL },
};

/* Members of a detail whose number opens a page. */
static const struct {
	const char *key, *path;
} opens[] = {
	{ "conversation", "/conversations/" },
	{ "cycle",        "/quality/cycles/" },
	{ "group",        "/groups/" },
	{ "incident",     "/incidents/" },
	{ "reply",        "/quality/replies/" },
	{ "session",      "/quality/calibration/" },
};
/* clang-format on */

struct list {
	struct audit_filter f;
	struct audit_choices choices;
	struct audit_row *rows;
	size_t n;
	bool more;
	int64_t now;
};

static const char *
day(struct arena *mem, int64_t at)
{
	char iso[CLOCK_ISO_SIZE];

	return at == 0 ? "" : arena_copy(mem, clock_iso(at, iso), ISO_DAY);
}

static const char *
list_url(struct arena *mem, const char *path, const struct audit_filter *f,
    int64_t after)
{
	char iso[CLOCK_ISO_SIZE];
	struct link l = link_to(mem, path);

	link_arg(&l, "who", f->who);
	link_arg(&l, "action", f->action);
	link_arg(&l, "from", f->from == 0 ? "" : clock_iso(f->from, iso));
	link_arg(&l, "to", f->to == 0 ? "" : clock_iso(f->to, iso));
	if (after != 0)
		link_int(&l, "after", after);
	return link_url(&l);
}

/* "rubric_save" as people say it. */
static const char *
plain(struct arena *mem, const char *word)
{
	char *out = arena_text(mem, word);

	for (char *p = out; *p != '\0'; p++)
		if (*p == '_')
			*p = ' ';
	return out;
}

/* ---- the filters ---- */

static const char *
action_word(struct arena *mem, const char *field, const char *action)
{
	(void)field;
	return plain(mem, action);
}

static void
put_filters(struct view *v, const struct list *l)
{
	struct arena *mem = view_arena(v);

	page_choice_put(v, (struct page_choice){ "who", "Who", l->f.who,
	    l->choices.who, l->choices.n_who, NULL });
	page_choice_put(v, (struct page_choice){ "action", "What", l->f.action,
	    l->choices.action, l->choices.n_action, action_word });
	view_text(v, "FROM", day(mem, l->f.from));
	view_text(v, "TO", day(mem, l->f.to));
	view_text(v, "CSV_URL", list_url(mem, "/settings/audit.csv", &l->f, 0));
}

/* ---- a row ---- */

static const char *
value_text(struct arena *mem, struct json_object *value)
{
	const char *text = jr_string(mem, value);
	size_t len, cut;

	if (text == NULL)
		text = value == NULL ? "\xe2\x80\x93" : jr_source(mem, value);
	len = strlen(text);
	cut = utf8_cut(text, len, VALUE_MOST);
	return cut == len ? text : arena_fmt(mem, "%s\xe2\x80\xa6",
	    arena_copy(mem, text, cut));
}

static const char *
opened_by(struct arena *mem, const char *key, struct json_object *value)
{
	int64_t id = jr_whole(value, 0);

	for (size_t i = 0; id > 0 && i < sizeof(opens) / sizeof(*opens); i++)
		if (strcmp(opens[i].key, key) == 0)
			return arena_fmt(mem, "%s%lld", opens[i].path,
			    (long long)id);
	return NULL;
}

static void
put_member(void *ctx, const char *key, struct json_object *value)
{
	struct view *row = ctx, *m = view_row(row, "MEMBER");
	struct arena *mem = view_arena(row);

	view_text(m, "KEY", plain(mem, key));
	view_text(m, "VALUE", value_text(mem, value));
	page_link_or_plain(m, opened_by(mem, key, value));
}

static void
put_row(struct view *full, const struct list *l, const struct audit_row *a)
{
	struct arena *mem = view_arena(full);
	struct view *row = view_row(full, "ROW");
	struct json_object *detail = NULL;
	char buf[FMT_SIZE], iso[CLOCK_ISO_SIZE];
	const char *why;

	view_text(row, "ISO", clock_iso(a->at, iso));
	view_text(row, "WHEN", fmt_when(a->at, l->now, buf));
	view_text(row, "WHO", a->who);
	view_text(row, "WHAT", plain(mem, a->action));
	if (json_parse(mem, a->detail, strlen(a->detail), &detail, &why) ==
	    RC_OK && jr_is_object(detail))
		jr_each(detail, put_member, row);
}

/* ---- the page ---- */

static enum rc
read_list(struct req *rq, struct list *l)
{
	enum rc rc = ask_audit(rq, &l->f);

	if (rc == RC_OK)
		rc = db_begin_snapshot(rq->db);
	if (rc == RC_OK)
		rc = audit_choices(rq->db, rq->mem, &l->choices);
	if (rc == RC_OK)
		rc = audit_list(rq->db, rq->mem, &l->f, req_int(rq, "after"),
		    PAGE_ROWS + 1, &l->rows, &l->n);
	l->more = rc == RC_OK && l->n > PAGE_ROWS;
	if (l->more)
		l->n = PAGE_ROWS;
	return rc == RC_OK ? db_commit(rq->db) : rc;
}

enum rc
page_audit(struct req *rq)
{
	struct list l = { .now = clock_now() };
	struct view *v, *full;
	enum rc rc = read_list(rq, &l);

	if (rc != RC_OK)
		return rc;
	v = page_open(rq, "audit.tpl", "Audit");
	put_filters(v, &l);
	page_turns(v, !req_given(rq, "after") ? NULL : list_url(rq->mem, PATH,
	    &l.f, 0), !l.more ? NULL : list_url(rq->mem, PATH, &l.f,
	    l.rows[l.n - 1].id));
	if (l.n == 0) {
		view_show(v, "EMPTY");
		return page_send(rq, v);
	}
	full = view_row(v, "FULL");
	for (size_t i = 0; i < l.n; i++)
		put_row(full, &l, &l.rows[i]);
	return page_send(rq, v);
}

/* ---- as a table ---- */

struct file {
	struct audit_filter f;
	struct csv_stream *out;
};

static bool
csv_row(void *ctx, const struct audit_row *a)
{
	struct file *file = ctx;

	csv_int(&file->out->csv, a->id);
	csv_time(&file->out->csv, a->at);
	csv_text(&file->out->csv, a->who);
	csv_text(&file->out->csv, a->action);
	csv_text(&file->out->csv, a->detail);
	return csv_stream_row(file->out);
}

static enum rc
write_file(struct req *rq, struct csv_stream *out, void *what)
{
	struct file *file = what;

	file->out = out;
	return audit_each(rq->db, rq->mem, &file->f, csv_row, file);
}

enum rc
page_audit_csv(struct req *rq)
{
	static const char *const head[] = { "id", "at", "who", "action",
		"detail", NULL };
	struct file *file = arena_alloc(rq->mem, sizeof(*file));
	enum rc rc = ask_audit(rq, &file->f);

	if (rc == RC_OK)
		req_csv_stream(rq, "tidemark-audit", head, write_file, file);
	return rc;
}
