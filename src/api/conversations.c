/* SPDX-License-Identifier: MIT */
/* /api/v1/conversations: every filter of model/conversation, as JSON and CSV. */
#include "api/api.h"

#include "api/filter.h"
#include "api/words.h"
#include "base/arena.h"
#include "base/clock.h"
#include "conf/conf.h"
#include "db/db.h"
#include "html/csv.h"
#include "http/csv_stream.h"
#include "model/conversation.h"
#include "model/correction.h"
#include "model/window.h"

#include <stdio.h>
#include <string.h>

/* clang-format off */
const struct param conversations_params[] = {
	API_FILTER_PARAMS,
	{ "sort",     P_WORD,  "newest", 0, 0, SORT_WORDS },
	{ "limit",    P_CLAMP, "50", 1, 500, NULL },
	{ "after",    P_TEXT,  "", 0, 80, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};

const struct param conversations_csv_params[] = {
	API_FILTER_PARAMS,
	{ NULL, 0, NULL, 0, 0, NULL },
};
/* clang-format on */

static void
write_party(struct jw *w, const char *key, int64_t id, const char *name)
{
	jw_key(w, key);
	if (id == 0) {
		jw_null(w);
		return;
	}
	jw_object(w);
	jw_int(jw_key(w, "id"), id);
	jw_text(jw_key(w, "name"), name);
	jw_end(w);
}

struct said {
	struct correction_now *now;
	size_t n;
};

static enum rc
read_said(struct req *rq, const struct conversation *c, size_t n,
    struct said *s)
{
	int64_t *ids = arena_array(rq->mem, n + 1, sizeof(*ids));

	for (size_t i = 0; i < n; i++)
		ids[i] = c[i].id;
	return correction_of(rq->db, rq->mem, ids, n, &s->now, &s->n);
}

/* Of a corrected field: who says so, and what the engine says. */
static void
write_said(struct jw *w, const struct said *s, int64_t id)
{
	static const char *const corrections[] = { "category", "severity",
		"intent" }, *const marks[] = { "seen", "dismissed", "done" };

	jw_object(jw_key(w, "corrected"));
	for (size_t i = 0; i < 3; i++) {
		const struct correction_now *c = correction_pick(s->now, s->n,
		    id, corrections[i]);

		if (c == NULL)
			continue;
		jw_object(jw_key(w, c->field));
		jw_text(jw_key(w, "by"), c->who);
		jw_time(jw_key(w, "at"), c->at);
		jw_text(jw_key(w, "engine_says"), c->ruled);
		jw_end(w);
	}
	jw_end(w);
	for (size_t i = 0; i < 3; i++)
		jw_bool(jw_key(w, marks[i]), correction_pick(s->now, s->n, id,
		    marks[i]) != NULL);
}

/* The members that a list and a single conversation share. */
static void
write_members(struct req *rq, struct jw *w, const struct conversation *c,
    const struct said *said)
{
	jw_int(jw_key(w, "id"), c->id);
	jw_int(jw_key(w, "number"), c->number);
	jw_text(jw_key(w, "subject"), c->subject);
	jw_text(jw_key(w, "summary"), c->one_liner);
	jw_text(jw_key(w, "summary_by"), c->said_by);
	jw_text(jw_key(w, "status"), c->status);
	jw_time(jw_key(w, "created_at"), c->created_at);
	jw_time(jw_key(w, "modified_at"), c->modified_at);
	write_party(w, "mailbox", c->mailbox_id, c->mailbox);
	write_party(w, "customer", c->customer_id, c->customer);
	jw_text(jw_key(w, "severity"), c->severity);
	jw_int(jw_key(w, "score"), c->score);
	jw_text(jw_key(w, "main_category"), c->main_category);
	jw_texts(jw_key(w, "categories"), c->categories, c->n_categories);
	jw_text(jw_key(w, "intent"), c->intent);
	jw_text_or_null(jw_key(w, "platform"), c->platform);
	jw_text_or_null(jw_key(w, "app_version"), c->app_version);
	jw_text_or_null(jw_key(w, "device"), c->device);
	jw_int_or_null(jw_key(w, "level"), c->level, 0);
	jw_int_or_null(jw_key(w, "group"), c->cluster_id, 0);
	jw_time(jw_key(w, "waiting_since"), c->waiting_since);
	jw_int_or_null(jw_key(w, "first_reply_seconds"),
	    c->first_reply_seconds, -1);
	jw_texts(jw_key(w, "tags"), c->tags, c->n_tags);
	jw_bool(jw_key(w, "empty"), c->is_empty);
	jw_bool(jw_key(w, "unreadable"), c->is_unreadable);
	jw_bool(jw_key(w, "delete_request"), c->is_delete_request);
	jw_text(jw_key(w, "engine"), c->engine);
	write_said(w, said, c->id);
	jw_int(jw_key(w, "replies"), c->replies);
	jw_int(jw_key(w, "customer_messages"), c->customer_messages);
	jw_text(jw_key(w, "hs_link"), api_help_scout(rq, c->id, c->number));
}

struct page {
	struct conversation *row;
	size_t n;
	int64_t total, customers;
	struct said said;
};

static enum rc
read_page(struct req *rq, enum sort sort, struct page *p)
{
	struct conversation after;
	struct filter f;
	bool more = req_given(rq, "after");
	enum rc rc = api_filter(rq, &f);

	/* That order lists nobody else, so nobody else is counted. */
	if (rc == RC_OK && sort == SORT_WAITING) {
		if (*f.flag != '\0' && strcmp(f.flag, "waiting") != 0)
			return api_bad_param(rq, "flag", "must be waiting, or "
			    "absent, when sort is waiting");
		f.flag = "waiting";
	}
	if (rc == RC_OK && more && !conversation_cursor_read(rq->mem, sort,
	    req_text(rq, "after"), &after))
		return api_bad_param(rq, "after", "must be the value of next "
		    "that an answer in the same order had");
	if (rc == RC_OK)
		rc = db_begin_snapshot(rq->db);
	if (rc == RC_OK)
		rc = conversation_count(rq->db, rq->mem, &f, &p->total,
		    &p->customers);
	if (rc == RC_OK)
		rc = conversation_list(rq->db, rq->mem, &f, sort,
		    more ? &after : NULL, req_int(rq, "limit"), &p->row,
		    &p->n);
	if (rc == RC_OK)
		rc = read_said(rq, p->row, p->n, &p->said);
	return rc == RC_OK ? db_commit(rq->db) : rc;
}

enum rc
api_conversations(struct req *rq)
{
	enum sort sort = sort_of(req_text(rq, "sort"));
	struct page p = { 0 };
	enum rc rc = read_page(rq, sort, &p);
	struct jw w;

	if (rc != RC_OK)
		return rc;
	w = req_json(rq);
	jw_object(&w);
	jw_int(jw_key(&w, "total"), p.total);
	jw_int(jw_key(&w, "customers"), p.customers);
	jw_array(jw_key(&w, "conversations"));
	for (size_t i = 0; i < p.n; i++) {
		jw_object(&w);
		write_members(rq, &w, &p.row[i], &p.said);
		jw_end(&w);
	}
	jw_end(&w);
	jw_text(jw_key(&w, "next"), p.n < (size_t)req_int(rq, "limit") ? NULL :
	    conversation_cursor(rq->mem, sort, &p.row[p.n - 1]));
	jw_end(&w);
	return RC_OK;
}

static const char *const csv_names[] = { "id", "number", "created_at",
	"modified_at", "mailbox", "customer", "status", "severity", "score",
	"main_category", "categories", "intent", "platform", "app_version",
	"device", "level", "group", "waiting_since", "first_reply_seconds",
	"subject", "summary", "tags", "hs_link", "summary_by", NULL };

struct export {
	const struct req *rq;
	struct csv_stream *out;
	struct filter filter;
};

static bool
csv_row(void *ctx, const struct conversation *c)
{
	struct export *e = ctx;
	struct csv *csv = &e->out->csv;
	char id[24], number[24];

	csv_int(csv, c->id);
	csv_int(csv, c->number);
	csv_time(csv, c->created_at);
	csv_time(csv, c->modified_at);
	csv_text(csv, c->mailbox);
	csv_text(csv, c->customer);
	csv_text(csv, c->status);
	csv_text(csv, c->severity);
	csv_int(csv, c->score);
	csv_text(csv, c->main_category);
	csv_list(csv, c->categories, c->n_categories);
	csv_text(csv, c->intent);
	csv_text(csv, c->platform);
	csv_text(csv, c->app_version);
	csv_text(csv, c->device);
	csv_int_or_empty(csv, c->level, 0);
	csv_int_or_empty(csv, c->cluster_id, 0);
	csv_time(csv, c->waiting_since);
	csv_int_or_empty(csv, c->first_reply_seconds, -1);
	csv_text(csv, c->subject);
	csv_text(csv, c->one_liner);
	csv_list(csv, c->tags, c->n_tags);
	snprintf(id, sizeof(id), "%lld", (long long)c->id);
	snprintf(number, sizeof(number), "%lld", (long long)c->number);
	csv_texts(csv, (const char *const[]){ e->rq->conf->hs_web_url,
		"/conversation/", id, "/", number, NULL });
	csv_text(csv, c->said_by);
	return csv_stream_row(e->out);
}

static enum rc
write_list(struct req *rq, struct csv_stream *out, void *what)
{
	struct export *e = what;

	e->out = out;
	return conversation_each(rq->db, rq->mem, &e->filter, csv_row, e);
}

enum rc
api_conversations_csv(struct req *rq)
{
	struct export *e = arena_alloc(rq->mem, sizeof(*e));
	enum rc rc = api_filter(rq, &e->filter);

	if (rc != RC_OK)
		return rc;
	e->rq = rq;
	req_csv_stream(rq, "tidemark-conversations", csv_names, write_list, e);
	return RC_OK;
}

static void
write_message(struct jw *w, const struct message *m)
{
	jw_object(w);
	jw_int(jw_key(w, "id"), m->id);
	jw_text(jw_key(w, "kind"), m->kind);
	jw_bool(jw_key(w, "by_user"), m->by_user);
	jw_text(jw_key(w, "author"), m->author);
	jw_text(jw_key(w, "state"), m->state);
	jw_time(jw_key(w, "created_at"), m->created_at);
	jw_text(jw_key(w, "body"), m->body);
	jw_text(jw_key(w, "quoted"), m->quoted);
	jw_bool(jw_key(w, "saved_reply"), m->saved_reply);
	jw_text_or_null(jw_key(w, "rating"), m->rating);
	jw_text_or_null(jw_key(w, "rating_comment"), m->rating_comment);
	jw_end(w);
}

/* Who decided on the main category, and what the learned model said of it. */
static void
write_decided(struct jw *w, const struct conversation *c,
    const struct conversation_more *m, const struct said *said)
{
	bool asked = m->learnt != 0 && m->sure >= 0;

	jw_object(jw_key(w, "decided"));
	jw_text(jw_key(w, "by"), correction_pick(said->now, said->n, c->id,
	    "category") != NULL ? "person" : c->engine);
	jw_int_or_null(jw_key(w, "learned_version"), m->learnt, 0);
	jw_text_or_null(jw_key(w, "learned_says"), asked ? m->guess : "");
	jw_key(w, "sure");
	if (asked)
		jw_num(w, (double)m->sure / 1000);
	else
		jw_null(w);
	jw_text_or_null(jw_key(w, "rules_said"), m->rules_category);
	jw_end(w);
}

static void
write_more(struct req *rq, struct jw *w, const struct conversation_more *m)
{
	jw_bool(jw_key(w, "counted"), m->counted);
	jw_text_or_null(jw_key(w, "assignee"), m->assignee);
	jw_text(jw_key(w, "kind"), m->kind);
	jw_text_or_null(jw_key(w, "source"), m->source);
	jw_time(jw_key(w, "closed_at"), m->closed_at);
	jw_time(jw_key(w, "deleted_at"), m->deleted_at);
	jw_int_or_null(jw_key(w, "merged_into"), m->merged_into, 0);
	jw_text_or_null(jw_key(w, "os_version"), m->os_version);
	jw_text_or_null(jw_key(w, "game_user_id"), m->game_user_id);
	jw_text_or_null(jw_key(w, "group_title"), m->group_title);
	jw_int(jw_key(w, "group_size"), m->group_size);
	jw_int(jw_key(w, "ruleset_version"), m->ruleset_version);
	jw_time(jw_key(w, "analysed_at"), m->analysed_at);
	jw_json(jw_key(w, "reasons"), rq->mem, m->reasons);
}

enum rc
api_conversation(struct req *rq)
{
	struct conversation_more more;
	struct conversation c;
	struct message *messages = NULL;
	struct said said;
	size_t n = 0;
	int64_t id;
	enum rc rc;
	struct jw w;

	if (!req_path_id(rq, &id))
		return RC_NOT_FOUND;
	rc = db_begin_snapshot(rq->db);
	if (rc == RC_OK)
		rc = conversation_one(rq->db, rq->mem, id, &c, &more);
	if (rc == RC_OK)
		rc = conversation_messages(rq->db, rq->mem, id, &messages, &n);
	if (rc == RC_OK)
		rc = read_said(rq, &c, 1, &said);
	if (rc == RC_OK)
		rc = db_commit(rq->db);
	if (rc != RC_OK)
		return rc;
	w = req_json(rq);
	jw_object(&w);
	write_members(rq, &w, &c, &said);
	write_decided(&w, &c, &more, &said);
	write_more(rq, &w, &more);
	jw_array(jw_key(&w, "messages"));
	for (size_t i = 0; i < n; i++)
		write_message(&w, &messages[i]);
	jw_end(&w);
	jw_end(&w);
	return RC_OK;
}
