/* SPDX-License-Identifier: MIT */
/* What a reviewer has to do: assigned replies, calibrations, disputes, and what is
 * worth a look. */
#include "page/page.h"

#include <string.h>

#include "ask/queue.h"
#include "base/arena.h"
#include "base/clock.h"
#include "base/table.h"
#include "db/db.h"
#include "html/format.h"
#include "html/view.h"
#include "model/calibration.h"
#include "model/conversation.h"
#include "model/correction.h"
#include "model/dispute.h"
#include "page/cycle.h"
#include "page/words.h"

enum {
	DAY_S = 86400,
	SPOTLIGHT_DAYS = 30,
	SPOTLIGHT_ROWS = 20,
	ROWS_OPEN = 8,	/* of a list, the others are folded */
	ISO_DAY = 10
};

/* Reasons of qa_spotlight(). */
static const struct {
	const char *name, *says;
} reasons[] = {
	{ "critical", "a critical dimension is 0" },
	{ "angry", "the customer was not pleased" },
	{ "apart", "a review and the engine are far apart" },
	{ "outlier", "far from the agent's mean" },
	{ "unsure", "the engine was not sure" },
};

struct queue {
	struct judged_by by;
	struct queued *mine, *worth;
	size_t n_mine, n_worth;
	struct session *session;
	size_t n_sessions;
	struct dispute *dispute;
	size_t n_disputes;
	struct cycle *cycle;
	size_t n_cycles;
	struct coverage *cover;
	size_t n_cover;
	struct mailbox *mailbox;
	size_t n_mailboxes;
	struct choices may;
	int64_t now;
};

static enum rc
read_duties(struct req *rq, struct queue *q)
{
	const struct dispute_query open = { .state = "open" };
	int64_t to = clock_now();
	enum rc rc = ask_judged_by(rq, &q->by);

	q->now = to;
	if (rc == RC_OK)
		rc = session_list(rq->db, rq->mem, 0, rq->who.name,
		    &q->session, &q->n_sessions);
	if (rc == RC_OK)
		rc = assignment_list(rq->db, rq->mem, rq->who.name, &q->mine,
		    &q->n_mine);
	if (rc == RC_OK)
		rc = dispute_list(rq->db, rq->mem, &open, &q->dispute,
		    &q->n_disputes);
	if (rc == RC_OK)
		rc = spotlight_list(rq->db, rq->mem, q->by, to -
		    SPOTLIGHT_DAYS * DAY_S, to, rq->who.name, SPOTLIGHT_ROWS,
		    &q->worth, &q->n_worth);
	return rc;
}

static enum rc
read_queue(struct req *rq, struct queue *q)
{
	enum rc rc = db_begin_snapshot(rq->db);

	if (rc == RC_OK)
		rc = read_duties(rq, q);
	if (rc == RC_OK)
		rc = cycle_list(rq->db, rq->mem, &q->cycle, &q->n_cycles);
	if (rc == RC_OK)
		rc = cycle_coverage(
		    rq->db, rq->mem, q->by, 0, &q->cover, &q->n_cover);
	if (rc == RC_OK)
		rc = correction_choices(rq->db, rq->mem, &q->may);
	if (rc == RC_OK)
		rc = mailbox_list(rq->db, rq->mem, &q->mailbox,
		    &q->n_mailboxes);
	return rc == RC_OK ? db_commit(rq->db) : rc;
}

/* ---- rows ---- */

static const char *
reply_url(struct arena *mem, int64_t message, bool blind)
{
	return arena_fmt(mem, "/quality/replies/%lld%s", (long long)message,
	    blind ? "?blind=1" : "");
}

/* Reasons tell of the score: where that is hidden, so are they. */
static void
put_reasons(struct view *row, const struct queued *q)
{
	for (size_t i = 0; i < q->n_why && !q->blind; i++) {
		size_t at = TABLE_FIND(reasons, name, q->why[i]);

		page_text_row(row, "FACT", at < TABLE_LEN(reasons) ?
		    reasons[at].says : q->why[i]);
	}
}

static void
put_row(struct view *v, const char *section, const struct queued *q,
    int64_t now)
{
	struct view *row = view_include(v, section, "todo.tpl");
	char buf[FMT_SIZE], iso[CLOCK_ISO_SIZE];

	view_text(row, "URL", reply_url(view_arena(v), q->message, q->blind));
	view_text(row, "SUBJECT", *q->subject ? q->subject : "(no subject)");
	view_text(row, "AGENT", q->agent_name);
	view_text(row, "ISO", clock_iso(q->at, iso));
	view_text(row, "WHEN", fmt_ago(q->at, now, buf));
	page_text_row(row, "FACT", q->name);
	put_reasons(row, q);
}

/* The first ones, and the others folded: what is below must not be out of sight. */
static void
put_rows(struct view *v, const char *section, const char *rest,
    const struct queued *q, size_t n, int64_t now)
{
	struct view *folded = n > ROWS_OPEN ? view_row(v, rest) : NULL;

	for (size_t i = 0; i < n; i++)
		put_row(i < ROWS_OPEN ? v : folded, section, &q[i], now);
	if (folded != NULL)
		view_int(folded, "N", (long long)(n - ROWS_OPEN));
}

static void
put_disputes(struct view *v, const struct queue *q)
{
	char buf[FMT_SIZE];

	view_show_if(v, "NO_DISPUTE", q->n_disputes == 0);
	for (size_t i = 0; i < q->n_disputes; i++) {
		const struct dispute *d = &q->dispute[i];
		struct view *row = view_row(v, "DISPUTE");

		view_text(row, "URL", reply_url(view_arena(v), d->message,
		    false));
		view_text(row, "AGENT", d->agent_name);
		view_text(row, "TEXT", d->text);
		view_text(row, "WHEN", fmt_ago(d->at, q->now, buf));
	}
}

static void
put_sessions(struct view *v, const struct queue *q)
{
	for (size_t i = 0; i < q->n_sessions; i++) {
		struct view *row;
		char buf[FMT_SIZE];

		if (q->session[i].owed == 0)
			continue;
		row = view_row(v, "SESSION");
		view_text(row, "URL", arena_fmt(view_arena(v),
		    "/quality/calibration/%lld",
		    (long long)q->session[i].id));
		view_text(row, "NAME", q->session[i].name);
		view_text(row, "OWED", fmt_plural(q->session[i].owed, "reply",
		    "replies", buf));
	}
}

/* ---- cycles ---- */

static void
put_cover(struct view *row, const struct cycle *c, const struct queue *q)
{
	for (size_t i = 0; i < q->n_cover; i++) {
		const struct coverage *x = &q->cover[i];

		if (x->cycle == c->id)
			cycle_row_put(row, "COVER", c, x,
			    *x->agent_name ? x->agent_name : "unnamed",
			    arena_fmt(view_arena(row), "/quality?agent=%lld",
				(long long)x->agent));
	}
}

static void
put_cycles(struct req *rq, struct view *v, const struct queue *q)
{
	for (size_t i = 0; i < q->n_cycles; i++) {
		struct view *row = view_row(v, "CYCLE");

		view_int(row, "ID", q->cycle[i].id);
		view_text(row, "CSRF", rq->who.csrf);
		view_text(row, "NAME", q->cycle[i].name);
		view_text(row, "ABOUT", cycle_about(rq->mem, &q->cycle[i],
		    q->now));
		view_text(row, "ME", rq->who.name);
		view_text(row, "SAYS",
		    cycle_said(rq->mem, &q->cycle[i], q->cover, q->n_cover));
		put_cover(row, &q->cycle[i], q);
	}
}

static void
put_form(struct req *rq, struct view *v, const struct queue *q)
{
	char iso[CLOCK_ISO_SIZE];

	view_text(v, "CSRF", rq->who.csrf);
	view_text(v, "BEGINS", arena_copy(rq->mem, clock_iso(q->now -
	    29 * DAY_S, iso), ISO_DAY));
	view_text(v, "ENDS", arena_copy(rq->mem, clock_iso(q->now, iso),
	    ISO_DAY));
	for (size_t i = 0; i < q->n_mailboxes; i++)
		page_option(view_row(v, "MAILBOX"),
		    arena_fmt(rq->mem, "%lld", (long long)q->mailbox[i].id),
		    q->mailbox[i].name, false);
	for (size_t i = 0; i < q->may.categories; i++)
		page_option(view_row(v, "CATEGORY"), q->may.category[i],
		    word_for(rq->mem, "category", q->may.category[i]), false);
}

enum rc
page_queue(struct req *rq)
{
	struct view *v = page_open(rq, "queue.tpl", "Reviews to do");
	struct queue *q = arena_alloc(rq->mem, sizeof(*q));
	enum rc rc = read_queue(rq, q);
	char buf[FMT_SIZE];

	if (rc != RC_OK)
		return rc;
	view_text(v, "SENTENCE", q->n_mine == 0 ? "Nothing is assigned to you" :
	    arena_fmt(rq->mem, "%s for you to review", fmt_plural(
	    (long long)q->n_mine, "reply", "replies", buf)));
	view_int(v, "DAYS", SPOTLIGHT_DAYS);
	view_show_if(v, "NEXT", q->n_mine + q->n_worth > 0);
	put_sessions(v, q);
	put_rows(v, "MINE", "MORE_MINE", q->mine, q->n_mine, q->now);
	put_disputes(v, q);
	view_show_if(v, "NONE_WORTH", q->n_worth == 0);
	put_rows(v, "WORTH", "MORE_WORTH", q->worth, q->n_worth, q->now);
	put_cycles(rq, v, q);
	put_form(rq, v, q);
	return page_send(rq, v);
}

/* What was promised to others comes first: a session, what is assigned, then what
 * is worth a look. */
enum rc
page_queue_next(struct req *rq)
{
	struct queue *q = arena_alloc(rq->mem, sizeof(*q));
	enum rc rc = read_duties(rq, q);

	if (rc != RC_OK)
		return rc;
	for (size_t i = 0; i < q->n_sessions; i++)
		if (q->session[i].owed > 0)
			return req_redirect(rq, arena_fmt(rq->mem,
			    "/quality/calibration/%lld",
			    (long long)q->session[i].id));
	if (q->n_mine > 0)
		return req_redirect(rq, reply_url(rq->mem, q->mine[0].message,
		    q->mine[0].blind));
	return req_redirect(rq, q->n_worth == 0 ? "/quality/queue" :
	    reply_url(rq->mem, q->worth[0].message, true));
}

/* ---- forms ---- */

static enum rc
back(struct req *rq, enum rc rc)
{
	return rc == RC_OK ? req_redirect(rq, "/quality/queue") : rc;
}

enum rc
page_cycle_add(struct req *rq)
{
	return back(rq, ask_cycle_add(rq));
}

enum rc
page_cycle_fill(struct req *rq)
{
	int64_t assigned = 0;

	return back(rq, ask_cycle_fill(rq, &assigned));
}

enum rc
page_cycle_close(struct req *rq)
{
	return back(rq, ask_cycle_close(rq));
}

enum rc
page_assignment_skip(struct req *rq)
{
	return back(rq, ask_assignment_skip(rq));
}
