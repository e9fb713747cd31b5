/* SPDX-License-Identifier: MIT */
#include "page/similar.h"

#include "base/arena.h"
#include "base/clock.h"
#include "db/db.h"
#include "html/format.h"
#include "html/view.h"
#include "page/page.h"
#include "page/row.h"

#include <math.h>

const struct param similar_page_params[] = {
	{ "limit", P_CLAMP, "20", 1, SIMILAR_MOST, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};

const char *
similar_url(struct arena *mem, int64_t conversation)
{
	return arena_fmt(mem, "%s/similar", row_url(mem, conversation));
}

/* How it was answered: what may be of use again. */
static void
put_one(struct view *list, const struct similar *s, int64_t now)
{
	struct view *l = view_row(list, "ONE");
	struct arena *mem = view_arena(list);
	char buf[FMT_SIZE];

	view_text(l, "URL", row_url(mem, s->id));
	view_text(
	    l, "SUBJECT", *s->subject != '\0' ? s->subject : "(no subject)");
	page_text_row(
	    l, "FACT", arena_fmt(mem, "%.0f %% alike", 100 * s->likeness));
	page_text_row(l, "FACT", fmt_ago(s->created_at, now, buf));
	page_text_row(l, "FACT",
	    s->closed_s < 0 ? s->status
			    : arena_fmt(mem, "closed after %s",
				  fmt_duration(s->closed_s, buf)));
	if (!isnan(s->score))
		page_text_row(l, "FACT",
		    arena_fmt(mem, "reply scored %s of 10",
			fmt_num(s->score, 1, buf)));
	page_text_row(l, "REPLY",
	    *s->reply != '\0'
		? arena_fmt(mem, "%s%s%s", s->agent, *s->agent ? ": " : "",
		      s->reply)
		: "Not answered.");
}

void
similar_put(struct view *v, const struct similar_found *f, int64_t now)
{
	struct view *list = view_include(v, "LIKE", "similar-list.tpl");

	for (size_t i = 0; i < f->n; i++)
		put_one(list, &f->v[i], now);
}

/* ---- more like this ---- */

static const char *
sentence(struct arena *mem, const struct similar_found *f)
{
	char buf[FMT_SIZE];

	if (f->n == 0)
		return "Nothing reads like this";
	return arena_fmt(mem, "%s read%s like this",
	    fmt_plural((int64_t)f->n, "conversation", "conversations", buf),
	    f->n == 1 ? "s" : "");
}

static const char *
why_none(struct arena *mem, const struct similar_found *f)
{
	if (*f->problem != '\0')
		return arena_fmt(mem, "It cannot be told: %s.", f->problem);
	return arena_fmt(mem,
	    "No other conversation is at least %.0f %% like it, or it is not "
	    "in the index of vectors yet: new ones come there within minutes.",
	    100 * f->least);
}

enum rc
page_similar(struct req *rq)
{
	struct conversation_more more;
	struct similar_found f;
	struct conversation c;
	struct view *v;
	int64_t id;
	enum rc rc;

	if (!req_path_id(rq, &id))
		return RC_NOT_FOUND;
	rc = db_begin_snapshot(rq->db);
	if (rc == RC_OK)
		rc = conversation_one(rq->db, rq->mem, id, &c, &more);
	if (rc == RC_NOT_FOUND)
		return req_fail(rq, rc, "Conversation %lld is not here.",
		    (long long)id);
	if (rc == RC_OK)
		rc = similar_to(rq->db, rq->mem, rq->conf, id,
		    req_int(rq, "limit"), &f);
	if (rc == RC_OK)
		rc = db_commit(rq->db);
	if (rc != RC_OK)
		return rc;
	v = page_open(rq, "similar.tpl", "More like this");
	view_text(v, "SENTENCE", sentence(rq->mem, &f));
	view_text(v, "URL", row_url(rq->mem, id));
	view_text(v, "SUBJECT", row_subject(&c));
	view_int(v, "NUMBER", c.number);
	if (f.n == 0) {
		view_text(
		    view_row(v, "NONE"), "TEXT", why_none(rq->mem, &f));
	} else {
		view_text(v, "CSV_URL",
		    arena_fmt(rq->mem,
			"/api/v1/conversations/%lld/similar.csv?limit=%lld",
			(long long)id, (long long)req_int(rq, "limit")));
		similar_put(view_row(v, "SOME"), &f, clock_now());
	}
	return page_send(rq, v);
}
