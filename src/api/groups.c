/* SPDX-License-Identifier: MIT */
/* Groups, their members and why, and what people change about them. */
#include "api/api.h"

#include "api/series.h"
#include "api/words.h"
#include "ask/filter.h"
#include "ask/group.h"
#include "base/arena.h"
#include "db/db.h"
#include "model/conversation.h"

/* clang-format off */
const struct param api_groups_params[] = {
	WINDOW_PARAMS("48"),
	{ "category", P_TEXT, "", 0, 64, NULL },
	{ "q",        P_TEXT, "", 0, 200, NULL },
	{ "sort",     P_WORD, "size", 0, 0, GROUP_SORTS },
	{ "least",    P_INT,  "2", 1, 1000000, NULL },
	{ "skip",     P_INT,  "0", 0, 100000, NULL },
	{ "limit",    P_CLAMP, "50", 1, 500, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};
const struct param api_group_params[] = {
	WINDOW_PARAMS("720"),
	{ "limit",    P_CLAMP, "50", 1, 500, NULL },
	{ "compare",  P_WORD, "none", 0, 0, "before|week|none" },
	{ NULL, 0, NULL, 0, 0, NULL },
};
/* clang-format on */

static void
write_group(struct jw *w, const struct group *g)
{
	jw_object(w);
	jw_int(jw_key(w, "id"), g->id);
	jw_text(jw_key(w, "title"), g->title);
	jw_int(jw_key(w, "size"), g->size);
	jw_int(jw_key(w, "full"), g->full);
	jw_int(jw_key(w, "before"), g->before);
	jw_int(jw_key(w, "customers"), g->customers);
	jw_text(jw_key(w, "severity"), g->severity);
	jw_text(jw_key(w, "category"), g->category);
	jw_time(jw_key(w, "first_at"), g->first_at);
	jw_time(jw_key(w, "last_at"), g->last_at);
	jw_end(w);
}

enum rc
api_groups(struct req *rq)
{
	const struct window span = ask_window(rq);
	const struct group_query q = { req_text(rq, "category"),
		req_text(rq, "q"), req_text(rq, "sort"), req_int(rq, "least"),
		req_int(rq, "skip"), req_int(rq, "limit") };
	struct group *groups;
	int64_t all;
	size_t n;
	enum rc rc = group_list(rq->db, rq->mem, &span, &q, 0, &groups, &n,
	    &all);
	struct jw w;

	if (rc != RC_OK)
		return rc;
	w = req_json(rq);
	jw_object(&w);
	jw_int(jw_key(&w, "total"), all);
	jw_array(jw_key(&w, "groups"));
	for (size_t i = 0; i < n; i++)
		write_group(&w, &groups[i]);
	jw_end(&w);
	jw_end(&w);
	return RC_OK;
}

static void
write_member(struct req *rq, struct jw *w, const struct member *m)
{
	jw_object(w);
	jw_int(jw_key(w, "id"), m->id);
	jw_int(jw_key(w, "number"), m->number);
	jw_text(jw_key(w, "subject"), m->subject);
	jw_text(jw_key(w, "one_liner"), m->one_liner);
	jw_time(jw_key(w, "created_at"), m->created_at);
	jw_text(jw_key(w, "severity"), m->severity);
	jw_text(jw_key(w, "why"), member_why(rq->mem, m));
	jw_int_or_null(jw_key(w, "text"), m->text, 0);
	jw_bool(jw_key(w, "founder"), m->founder);
	jw_key(w, "similarity");
	if (m->founder || m->text == 0)
		jw_null(w);
	else
		jw_num(w, m->alike);
	jw_text_or_null(jw_key(w, "shared"), m->shared);
	jw_text_or_null(jw_key(w, "edit"), m->edit);
	jw_text_or_null(jw_key(w, "edited_by"), m->who);
	jw_end(w);
}

static void
write_edit(struct jw *w, const struct edit *e)
{
	jw_object(w);
	jw_int(jw_key(w, "id"), e->id);
	jw_text(jw_key(w, "kind"), e->kind);
	jw_int_or_null(jw_key(w, "group"), e->group, 0);
	jw_int_or_null(jw_key(w, "other"), e->other, 0);
	jw_int_or_null(jw_key(w, "conversation"), e->conversation, 0);
	jw_int(jw_key(w, "conversations"), e->conversations);
	jw_text_or_null(jw_key(w, "title"), e->title);
	jw_text_or_null(jw_key(w, "title_before"), e->title_before);
	jw_text(jw_key(w, "reason"), e->reason);
	jw_text(jw_key(w, "who"), e->who);
	jw_bool(jw_key(w, "by_program"), e->by_program);
	jw_time(jw_key(w, "at"), e->at);
	jw_time(jw_key(w, "undone_at"), e->undone_at);
	jw_text_or_null(jw_key(w, "undone_by"), e->undone_by);
	jw_end(w);
}

/* One group, read in one snapshot. */
struct whole {
	struct window span;
	struct group_head head;
	int64_t size, customers;
	struct series series;
	int64_t *now, *compared;	/* [series.n] members */
	struct member *members;
	size_t n_members;
	struct edit *edits;
	size_t n_edits;
	struct group_head *related;
	size_t n_related;
};

/* Members by bucket; w may lie as long before the series as it is shifted. */
static enum rc
read_buckets(struct req *rq, const struct whole *g, const struct window *w,
    int64_t shift, int64_t **out)
{
	struct hour_count *hours;
	size_t n;
	enum rc rc = group_hours(rq->db, rq->mem, g->head.id, w, &hours, &n);

	if (rc != RC_OK)
		return rc;
	*out = arena_array(rq->mem, g->series.n, sizeof(**out));
	for (size_t i = 0; i < n; i++) {
		size_t b = series_bucket(&g->series, hours[i].hour + shift);

		if (b < g->series.n)
			(*out)[b] += hours[i].n;
	}
	return RC_OK;
}

static enum rc
read_course(struct req *rq, struct whole *g)
{
	struct window then;
	enum rc rc;

	g->series = series_of(&g->span, req_text(rq, "compare"));
	rc = read_buckets(rq, g, &g->span, 0, &g->now);
	if (rc != RC_OK || g->series.shift == 0)
		return rc;
	then = series_compared(&g->series);
	return read_buckets(rq, g, &then, g->series.shift, &g->compared);
}

static void
write_course(struct jw *w, const struct whole *g)
{
	jw_array(jw_key(w, "series"));
	for (size_t i = 0; i < g->series.n; i++) {
		jw_object(w);
		series_write_at(w, &g->series, i);
		jw_int(jw_key(w, "total"), g->now[i]);
		series_write_compared(w, &g->series, i,
		    g->compared ? g->compared[i] : 0);
		jw_end(w);
	}
	jw_end(w);
}

static enum rc
read_group(struct req *rq, int64_t id, struct whole *g)
{
	struct member_query q = { .from = g->span.from, .to = g->span.to,
		.mailbox = g->span.mailbox, .most = req_int(rq, "limit") };
	struct filter f = { .from = g->span.from, .to = g->span.to,
		.mailbox = g->span.mailbox };
	enum rc rc = db_begin_snapshot(rq->db);

	if (rc == RC_OK)
		rc = group_one(rq->db, rq->mem, id, &g->head);
	f.cluster = g->head.id;
	if (rc == RC_OK)
		rc = conversation_count(rq->db, rq->mem, &f, &g->size,
		    &g->customers);
	if (rc == RC_OK)
		rc = read_course(rq, g);
	if (rc == RC_OK)
		rc = group_members(rq->db, rq->mem, g->head.id, &q,
		    &g->members, &g->n_members);
	if (rc == RC_OK)
		rc = group_edits(rq->db, rq->mem, g->head.id, 100, &g->edits,
		    &g->n_edits);
	if (rc == RC_OK)
		rc = group_related(rq->db, rq->mem, g->head.id, 100,
		    &g->related, &g->n_related);
	return rc == RC_OK ? db_commit(rq->db) : rc;
}

static void
write_related(struct jw *w, const struct group_head *g)
{
	jw_object(w);
	jw_int(jw_key(w, "id"), g->id);
	jw_text(jw_key(w, "title"), g->title);
	jw_int(jw_key(w, "total"), g->size);
	jw_end(w);
}

enum rc
api_group(struct req *rq)
{
	struct whole g = { .span = ask_window(rq) };
	int64_t id;
	struct jw w;
	enum rc rc;

	if (!req_path_id(rq, &id))
		return RC_NOT_FOUND;
	rc = read_group(rq, id, &g);
	if (rc != RC_OK)
		return rc;
	w = req_json(rq);
	jw_object(&w);
	jw_int(jw_key(&w, "id"), g.head.id);
	jw_text(jw_key(&w, "title"), g.head.title);
	jw_int_or_null(jw_key(&w, "merged_from"), g.head.asked, 0);
	jw_int(jw_key(&w, "size"), g.size);
	jw_int(jw_key(&w, "customers"), g.customers);
	jw_int(jw_key(&w, "total"), g.head.size);
	jw_int(jw_key(&w, "total_customers"), g.head.customers);
	jw_int(jw_key(&w, "texts"), g.head.texts);
	jw_time(jw_key(&w, "first_at"), g.head.first_at);
	jw_time(jw_key(&w, "last_at"), g.head.last_at);
	write_course(&w, &g);
	jw_array(jw_key(&w, "members"));
	for (size_t i = 0; i < g.n_members; i++)
		write_member(rq, &w, &g.members[i]);
	jw_end(&w);
	jw_array(jw_key(&w, "edits"));
	for (size_t i = 0; i < g.n_edits; i++)
		write_edit(&w, &g.edits[i]);
	jw_end(&w);
	jw_array(jw_key(&w, "related"));
	for (size_t i = 0; i < g.n_related; i++)
		write_related(&w, &g.related[i]);
	jw_end(&w);
	jw_end(&w);
	return RC_OK;
}

/* ---- edits ---- */

static enum rc
edit(struct req *rq, enum rc (*ask)(struct req *, struct editor *))
{
	struct editor e;
	enum rc rc = ask(rq, &e);
	struct jw w;

	if (rc != RC_OK)
		return rc;
	w = req_json(rq);
	jw_object(&w);
	jw_bool(jw_key(&w, "ok"), true);
	jw_int(jw_key(&w, "edit"), e.edit);
	jw_int(jw_key(&w, "group"), e.group);
	jw_end(&w);
	return RC_OK;
}

enum rc
api_group_merge(struct req *rq)
{
	return edit(rq, ask_group_merge);
}

enum rc
api_group_split(struct req *rq)
{
	return edit(rq, ask_group_split);
}

enum rc
api_group_rename(struct req *rq)
{
	return edit(rq, ask_group_rename);
}

enum rc
api_group_undo(struct req *rq)
{
	return edit(rq, ask_group_undo);
}

enum rc
api_group_move(struct req *rq)
{
	return edit(rq, ask_group_move);
}
