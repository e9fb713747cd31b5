/* SPDX-License-Identifier: MIT */
/* One reply: the conversation around it, its scores, and the words behind them. */
#include "page/page.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "ask/review.h"
#include "base/arena.h"
#include "base/clock.h"
#include "db/db.h"
#include "html/view.h"
#include "model/conversation.h"
#include "model/rubric.h"
#include "model/score.h"
#include "page/quality.h"
#include "page/review.h"
#include "page/row.h"
#include "quality/evidence.h"
#include "quality/heuristic.h"
#include "text/json_read.h"

/* clang-format off */
const struct param reply_params[] = {
	{ "score",  P_INT,  "0", 0, INT64_MAX, NULL },
	{ "rubric", P_INT,  "0", 0, INT32_MAX, NULL },
	{ "blind",  P_BOOL, "0", 0, 0, NULL },
	{ "told",   P_WORD, "", 0, 0, "same|kept" },
	{ NULL, 0, NULL, 0, 0, NULL },
};
/* clang-format on */

enum { SPANS_MOST = 200 };

/* Words of a message that a signal or a mark rests on. */
struct span {
	int64_t message;
	size_t at, len;
	const char *says;
	bool against;
	unsigned dimensions;	/* a bit for the position of each */
};

struct reply_page {
	int64_t id;
	struct reply_about about;
	struct message *messages;
	size_t n_messages;
	struct score_seen *history;
	size_t n_history;
	const struct score_seen *shown;	/* NULL: not judged */
	struct mark_seen *marks;
	size_t n_marks;
	struct span span[SPANS_MOST];
	size_t n_spans;
	struct review_panel panel;
	int64_t now;
};

static const struct score_seen *
newest(const struct reply_page *p, int64_t rubric)
{
	for (size_t i = 0; i < p->n_history; i++)
		if (p->history[i].current && (rubric == 0 ||
		    p->history[i].rubric == rubric))
			return &p->history[i];
	return NULL;
}

/* The score that was asked for; else the newest that counts under the rubric, or
 * under any other when there is none. */
static const struct score_seen *
choose(const struct reply_page *p, int64_t asked, int64_t rubric)
{
	const struct score_seen *s;

	for (size_t i = 0; i < p->n_history && asked != 0; i++)
		if (p->history[i].id == asked)
			return &p->history[i];
	if (asked != 0 || p->n_history == 0)
		return NULL;
	s = newest(p, rubric);
	if (s == NULL)
		s = newest(p, 0);
	return s != NULL ? s : &p->history[0];
}

/* The one that the address names, else the one in force. */
static enum rc
read_rubric(struct req *rq, int64_t *version)
{
	struct rubric_about now;
	enum rc rc = RC_OK;

	*version = req_int(rq, "rubric");
	if (*version == 0) {
		rc = rubric_about(rq->db, rq->mem, 0, &now);
		*version = rc == RC_OK ? now.version : 0;
	}
	return rc == RC_NOT_FOUND ? RC_OK : rc;
}

static enum rc
read_page(struct req *rq, struct reply_page *p)
{
	int64_t asked = req_int(rq, "score"), rubric = 0;
	enum rc rc = db_begin_snapshot(rq->db);

	if (rc == RC_OK)
		rc = ask_reply(rq, &p->id, &p->about);
	if (rc == RC_OK)
		rc = conversation_messages(rq->db, rq->mem,
		    p->about.conversation, &p->messages, &p->n_messages);
	if (rc == RC_OK)
		rc = score_history(rq->db, rq->mem, p->id, &p->history,
		    &p->n_history);
	if (rc == RC_OK)
		rc = read_rubric(rq, &rubric);
	if (rc == RC_OK)
		rc = review_read(rq, p->id, p->about.agent,
		    req_int(rq, "blind"), &p->panel);
	if (rc != RC_OK)
		return rc;
	/* blind: as if nobody had judged it */
	if (p->panel.blind)
		return db_commit(rq->db);
	p->shown = choose(p, asked, rubric);
	if (p->shown == NULL && asked != 0)
		return req_fail(rq, RC_NOT_FOUND,
		    "this reply has no score of this number");
	if (p->shown != NULL)
		rc = score_marks(rq->db, rq->mem, p->shown->id, &p->marks,
		    &p->n_marks);
	return rc == RC_OK ? db_commit(rq->db) : rc;
}

/* From now on, who reviews it has seen what the engine makes of it. */
static enum rc
note_sight(struct req *rq, const struct reply_page *p)
{
	return p->shown == NULL || !p->panel.may_review || p->panel.duty.seen
		   ? RC_OK
		   : review_seen(rq->db, rq->mem, p->id, rq->who.name);
}

/* ---- the words ---- */

static const struct message *
message_of(const struct reply_page *p, int64_t id)
{
	for (size_t i = 0; i < p->n_messages; i++)
		if (p->messages[i].id == id)
			return &p->messages[i];
	return NULL;
}

/* What is no longer in the message, because it was edited since, marks nothing. */
static void
add_span(struct reply_page *p, struct span s, const char *words)
{
	const struct message *m = message_of(p, s.message);
	size_t body = m == NULL ? 0 : strlen(m->body);

	if (s.len == 0 || p->n_spans == SPANS_MOST || s.at > body ||
	    s.len > body - s.at || strlen(words) != s.len ||
	    memcmp(m->body + s.at, words, s.len) != 0)
		return;
	p->span[p->n_spans++] = s;
}

static void
add_evidence(struct arena *mem, struct reply_page *p, size_t i)
{
	const struct mark_seen *k = &p->marks[i];
	const struct message *m = message_of(p, k->mark.message);
	struct span s = { k->mark.message, 0, 0, k->name, false, 1u << i };

	if (m != NULL && *k->mark.evidence != '\0' &&
	    evidence_find(mem, m->body, k->mark.evidence, &s.at, &s.len))
		add_span(p, s, arena_copy(mem, m->body + s.at, s.len));
}

static int
by_place(const void *a, const void *b)
{
	const struct span *x = a, *y = b;

	if (x->at != y->at)
		return x->at < y->at ? -1 : 1;
	return (x->len < y->len) - (x->len > y->len);
}

static const char *
says(const char *signal)
{
	const char *text = heuristic_says(signal);

	return text != NULL ? text : signal;
}

static void
find_spans(struct arena *mem, struct reply_page *p)
{
	for (size_t i = 0; i < p->n_marks; i++) {
		const char *json = p->marks[i].signals, *why;
		struct json_object *list = NULL;

		if (json_parse(mem, json, strlen(json), &list, &why) != RC_OK)
			continue;
		if (jr_len(list) == 0)
			add_evidence(mem, p, i);
		for (size_t k = 0; k < jr_len(list); k++) {
			struct json_object *s = jr_array_at(list, k);
			const char *words = jr_text(mem, s, "words");

			add_span(p, (struct span){ jr_int(s, "message", 0),
			    (size_t)jr_int(s, "at", 0),
			    (size_t)jr_int(s, "len", 0),
			    says(jr_text(mem, s, "name")),
			    jr_num(s, "points", 0) < 0, 1u << i },
			    words != NULL ? words : "");
		}
	}
	qsort(p->span, p->n_spans, sizeof(*p->span), by_place);
}

static void
put_plain(struct view *body, const char *from, size_t len)
{
	struct arena *mem = view_arena(body);

	if (len > 0)
		page_text_row(view_row(body, "PIECE"), "BARE",
		    arena_copy(mem, from, len));
}

/* Numbers of the dimensions that words speak for or against, as beside the names
 * of these; the same words may for several. */
static void
put_dimensions(struct view *piece, const struct reply_page *p,
    const struct span *s)
{
	struct arena *mem = view_arena(piece);
	unsigned all = 0;
	const char *text = "";

	for (size_t i = 0; i < p->n_spans; i++)
		if (p->span[i].message == s->message &&
		    p->span[i].at == s->at && p->span[i].len == s->len)
			all |= p->span[i].dimensions;
	for (size_t i = 0; i < p->n_marks; i++)
		if (all & (1u << i))
			text = arena_fmt(mem, "%s%s%zu", text, *text ? "," : "",
			    i + 1);
	page_text_row(piece, "OF", text);
}

/* Where words of two stand in each other, those that begin first are marked. */
static void
put_body(struct view *row, const struct reply_page *p, const struct message *m)
{
	struct arena *mem = view_arena(row);
	struct view *body = view_row(row, "TEXT");
	size_t done = 0;

	for (size_t i = 0; i < p->n_spans; i++) {
		const struct span *s = &p->span[i];
		struct view *k, *piece;

		if (s->message != m->id || s->at < done)
			continue;
		put_plain(body, m->body + done, s->at - done);
		piece = view_row(body, "PIECE");
		k = view_row(piece, "MARK");
		view_text(k, "TEXT", arena_copy(mem, m->body + s->at, s->len));
		view_text(k, "SAYS", s->says);
		view_show_if(k, "AGAINST", s->against);
		put_dimensions(piece, p, s);
		done = s->at + s->len;
	}
	put_plain(body, m->body + done, strlen(m->body + done));
}

static void
put_message(struct view *v, const struct reply_page *p,
    const struct message *m)
{
	struct view *row = view_row(v, "MESSAGE");
	char buf[FMT_SIZE], iso[CLOCK_ISO_SIZE];

	view_text(row, "KIND", m->by_user ? "agent" : "customer");
	view_int(row, "ID", m->id);
	view_text(row, "WHO", *m->author ? m->author : m->by_user ? "Agent" :
	    "Customer");
	view_text(row, "ISO", clock_iso(m->created_at, iso));
	view_text(row, "WHEN", fmt_when(m->created_at, p->now, buf));
	view_show_if(row, "JUDGED", m->id == p->id);
	put_body(row, p, m);
}

/* ---- the score ---- */

static void
put_signals(struct view *row, struct arena *mem, const struct mark_seen *k)
{
	struct json_object *list = NULL;
	const char *why;
	char buf[FMT_SIZE];

	if (json_parse(mem, k->signals, strlen(k->signals), &list, &why) !=
	    RC_OK)
		return;
	for (size_t i = 0; i < jr_len(list); i++) {
		struct json_object *s = jr_array_at(list, i);
		const char *words = jr_text(mem, s, "words");
		double points = jr_num(s, "points", 0);
		struct view *r = view_row(row, "SIGNAL");

		view_text(r, "SAYS", says(jr_text(mem, s, "name")));
		view_text(r, "POINTS", arena_fmt(mem, "%s%s",
		    points < 0 ? "\xe2\x88\x92" : "+",
		    fmt_num(fabs(points), 2, buf)));
		page_text_row(r, "WORDS", words);
	}
}

/* Signals have words of their own, of which the evidence is one. */
static void
put_evidence(struct view *row, const struct mark_seen *k)
{
	struct view *e;

	if (*k->mark.evidence == '\0' || strcmp(k->signals, "[]") != 0)
		return;
	e = view_row(row, "EVIDENCE");
	view_text(e, "TEXT", k->mark.evidence);
	view_show_if(e, "LOST", k->mark.state == MARK_VOID);
}

static void
put_mark(struct view *v, const struct mark_seen *k, size_t position)
{
	struct arena *mem = view_arena(v);
	struct view *row = view_row(v, "MARK");
	char buf[FMT_SIZE];

	view_int(row, "POSITION", (long long)position);
	view_text(row, "NAME", k->name);
	view_text(row, "WEIGHT", arena_fmt(mem, "%.0f\xc2\xa0%%",
	    k->weight * 100));
	view_show_if(row, "CRITICAL", k->critical);
	if (k->mark.state == MARK_SCORED)
		page_text_row(row, "VALUE", arena_fmt(mem, "%s of %d",
		    fmt_num(k->mark.score, 1, buf), k->scale));
	else
		page_text_row(row, "NONE", k->mark.state == MARK_NA ?
		    "does not apply" : "evidence not found, waits for a person");
	page_text_row(row, "REASON", k->mark.reason);
	put_evidence(row, k);
	put_signals(row, mem, k);
}

static void
put_score(struct view *v, const struct reply_page *p)
{
	const struct score_seen *s = p->shown;
	struct arena *mem = view_arena(v);
	struct view *in = view_row(v, "SCORE_BOX");
	char buf[FMT_SIZE];

	view_text(in, "TOTAL", s->has_total ? fmt_num(s->total, 1, buf) :
	    "\xe2\x80\x93");
	view_show_if(in, "FAILED", s->failed);
	view_text(in, "BY", arena_fmt(mem, "Judged by %s%s%s, version %lld, "
	    "under \xe2\x80\x9c%s\xe2\x80\x9d, version %lld",
	    quality_engine_name(s->engine), *s->model ? " " : "", s->model,
	    (long long)s->engine_version, s->rubric_name,
	    (long long)s->rubric));
	if (strcmp(s->outcome, "scored") == 0)
		page_text_row(in, "SURE", arena_fmt(mem,
		    "%.0f\xc2\xa0%% sure", s->confidence * 100));
	page_text_row(in, "REASONING", s->reasoning);
	if (strcmp(s->outcome, "scored") != 0)
		page_text_row(in, "ERROR", arena_fmt(mem, "%s: %s",
		    strcmp(s->outcome, "refused") == 0 ?
		    "Not judged, the model declined" :
		    "Not judged, which is no score of zero", s->error));
	for (size_t i = 0; i < p->n_marks; i++)
		put_mark(in, &p->marks[i], i + 1);
}

static void
put_history_row(struct view *list, const struct reply_page *p,
    const struct score_seen *s)
{
	struct arena *mem = view_arena(list);
	struct view *row = view_row(list, "HISTORY");
	char a[FMT_SIZE], iso[CLOCK_ISO_SIZE];
	const char *text = arena_fmt(mem, "%s by %s, rubric version %lld",
	    s->has_total ? fmt_num(s->total, 1, a) :
	    strcmp(s->outcome, "scored") == 0 ? "no score" :
	    strcmp(s->outcome, "refused") == 0 ? "declined" : "not judged",
	    quality_engine_name(s->engine), (long long)s->rubric);

	if (s == p->shown)
		page_text_row(row, "HERE", text);
	else
		page_link_row(row, "OTHER", arena_fmt(mem,
		    "/quality/replies/%lld?score=%lld", (long long)p->id,
		    (long long)s->id), text);
	if (s->kept != 0)
		page_text_row(row, "KEPT",
		    arena_fmt(mem, "marks kept from version %lld",
			(long long)s->kept));
	view_show_if(row, "COUNTS", s->current);
	view_text(row, "ISO", clock_iso(s->at, iso));
	view_text(row, "WHEN", fmt_when(s->at, p->now, a));
}

static void
put_history(struct view *v, const struct reply_page *p)
{
	struct view *list;

	if (p->n_history < 2)
		return;
	list = view_row(v, "SCORES");
	for (size_t i = 0; i < p->n_history; i++)
		put_history_row(list, p, &p->history[i]);
}

enum rc
page_reply(struct req *rq)
{
	struct reply_page *p = arena_alloc(rq->mem, sizeof(*p));
	struct view *v = page_open(rq, "reply.tpl", "Reply");
	char buf[FMT_SIZE], iso[CLOCK_ISO_SIZE];
	enum rc rc;

	p->now = clock_now();
	rc = read_page(rq, p);
	if (rc == RC_OK)
		rc = note_sight(rq, p);
	if (rc != RC_OK)
		return rc;
	find_spans(rq->mem, p);
	view_text(v, "SUBJECT", *p->about.subject ? p->about.subject :
	    "(no subject)");
	view_text(v, "AGENT", p->about.agent_name);
	view_int(v, "NUMBER", p->about.number);
	page_link_or_plain(v, rq->who.role == AGENT ? NULL :
	    row_url(rq->mem, p->about.conversation));
	view_text(v, "MAILBOX", p->about.mailbox);
	view_text(v, "ISO", clock_iso(p->about.at, iso));
	view_text(v, "WHEN", fmt_when(p->about.at, p->now, buf));
	if (*p->about.rating != '\0') {
		struct view *r = view_row(v, "RATING");

		view_text(r, "TEXT", strcmp(p->about.rating, "not_good") == 0 ?
		    "not good" : p->about.rating);
		page_text_row(r, "COMMENT", p->about.rating_comment);
	}
	for (size_t i = 0; i < p->n_messages; i++)
		if (strcmp(p->messages[i].state, "published") == 0 &&
		    strcmp(p->messages[i].kind, "note") != 0)
			put_message(v, p, &p->messages[i]);
	if (p->shown != NULL)
		put_score(v, p);
	else if (!p->panel.blind)
		view_show(v, "UNJUDGED");
	review_put(rq, v, &p->panel, req_text(rq, "told"));
	if (!p->panel.blind)
		put_history(v, p);
	return page_send(rq, v);
}
