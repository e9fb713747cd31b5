/* SPDX-License-Identifier: MIT */
/* Calibration: several people judge the same replies, then compare. */
#include "page/page.h"

#include <math.h>
#include <string.h>

#include "ask/queue.h"
#include "base/arena.h"
#include "base/clock.h"
#include "db/db.h"
#include "html/format.h"
#include "html/view.h"
#include "model/rubric.h"
#include "page/agreement.h"
#include "page/review.h"

/* ---- the list ---- */

enum rc
page_calibration(struct req *rq)
{
	struct view *v = page_open(rq, "calibration.tpl", "Calibration");
	struct session *s;
	char a[FMT_SIZE], b[FMT_SIZE];
	size_t n;
	enum rc rc = session_list(rq->db, rq->mem, 0, rq->who.name, &s, &n);

	if (rc != RC_OK)
		return rc;
	view_text(v, "CSRF", rq->who.csrf);
	view_text(v, "ME", rq->who.name);
	view_show_if(v, "NONE", n == 0);
	for (size_t i = 0; i < n; i++) {
		struct view *row = view_row(v, "SESSION");

		view_text(row, "URL", arena_fmt(rq->mem,
		    "/quality/calibration/%lld", (long long)s[i].id));
		view_text(row, "NAME", s[i].name);
		view_text(row, "ABOUT", arena_fmt(rq->mem, "%s, %s",
		    fmt_plural(s[i].replies, "reply", "replies", a),
		    fmt_plural(s[i].members, "member", "members", b)));
		view_text(row, "STATE", s[i].closed ? "closed" :
		    s[i].owed > 0 ? "waits for you" : "open");
		view_text(row, "DONE", fmt_percent((double)s[i].done,
		    (double)(s[i].replies * s[i].members), a));
		view_text(row, "WHO", s[i].created_by);
		view_text(row, "WHEN", fmt_when(s[i].created_at, clock_now(),
		    b));
	}
	return page_send(rq, v);
}

/* ---- one ---- */

struct compared {
	struct session s;
	struct rubric rubric;
	struct session_mark *mark;
	size_t n;
	bool open_to_me;	/* may see what others said */
};

static enum rc
read_one(struct req *rq, struct compared *c)
{
	struct session *s;
	int64_t id;
	size_t n = 0;
	enum rc rc;

	if (!req_path_id(rq, &id))
		return RC_NOT_FOUND;
	rc = session_list(rq->db, rq->mem, id, rq->who.name, &s, &n);
	if (rc != RC_OK)
		return rc;
	if (n == 0)
		return req_fail(rq, RC_NOT_FOUND, "there is no such session");
	c->s = s[0];
	c->open_to_me = s[0].owed == 0;
	rc = rubric_read(rq->db, rq->mem, c->s.rubric, &c->rubric);
	return rc != RC_OK ? rc : session_marks(rq->db, rq->mem, id, &c->mark,
	    &c->n);
}

/* Each reviewer once, as the first reply has them. */
static size_t
members(struct arena *mem, const struct compared *c, const char ***out)
{
	const char **names = arena_array(mem, c->n, sizeof(*names));
	size_t n = 0;

	for (size_t i = 0; i < c->n &&
	    c->mark[i].message == c->mark[0].message; i++)
		if (c->mark[i].position == 0)
			names[n++] = c->mark[i].reviewer;
	*out = names;
	return n;
}

/* Totals of everybody, or, while others' are kept back, who has judged what. */
static void
put_replies(struct req *rq, struct view *v, const struct compared *c,
    const char **names, size_t n)
{
	struct view *row = NULL;
	int64_t last = 0;
	char buf[FMT_SIZE];

	for (size_t i = 0; i < n; i++)
		view_text(view_row(v, "MEMBER"), "NAME", names[i]);
	for (size_t i = 0; i < c->n; i++) {
		const struct session_mark *m = &c->mark[i];
		bool mine = strcmp(m->reviewer, rq->who.name) == 0;

		if (m->position != 0)
			continue;
		if (m->message != last) {
			row = view_row(v, "REPLY");
			view_text(row, "URL", arena_fmt(rq->mem,
			    "/quality/replies/%lld", (long long)m->message));
			view_text(row, "SUBJECT", *m->subject ? m->subject :
			    "(no subject)");
			last = m->message;
		}
		view_text(view_row(row, "CELL"), "TEXT", !m->submitted ?
		    "\xe2\x80\x93" : c->open_to_me || mine ?
		    fmt_num(m->score, 1, buf) : "judged");
	}
}

/* Every two members of the same reply. */
static const struct judged_pair *
pairs_of(struct arena *mem, const struct compared *c, size_t members,
    size_t *n)
{
	struct judged_pair *out = arena_array(mem, c->n * members + 1,
	    sizeof(*out));

	*n = 0;
	for (size_t i = 0; i < c->n; i++)
		for (size_t k = i + 1; k < c->n &&
		    c->mark[k].message == c->mark[i].message; k++)
			if (c->mark[k].position == c->mark[i].position &&
			    !isnan(c->mark[i].score) &&
			    !isnan(c->mark[k].score))
				out[(*n)++] = (struct judged_pair){
					c->mark[i].position,
					{ c->mark[i].score,
					    c->mark[k].score } };
	return out;
}

/* The mean of the others of the same reply, whose marks stand together; NAN without
 * any. */
static double
others(const struct compared *c, size_t at)
{
	const struct session_mark *m = &c->mark[at], *o;
	struct tally t = { 0 };

	while (at > 0 && c->mark[at - 1].message == m->message)
		at--;
	for (; at < c->n && c->mark[at].message == m->message; at++) {
		o = &c->mark[at];
		if (o->position == m->position && !isnan(o->score) &&
		    strcmp(o->reviewer, m->reviewer) != 0)
			tally_add(&t, o->score);
	}
	return tally_mean(&t);
}

/* How each one marks beside the others: strict or mild. */
static void
put_biases(struct view *v, const struct compared *c, const char **names,
    size_t n)
{
	struct arena *mem = view_arena(v);

	for (size_t i = 0; i < n; i++) {
		struct view *row = view_row(v, "BIAS");

		view_text(row, "NAME", names[i]);
		for (size_t p = 0; p <= c->rubric.n; p++) {
			struct tally t = { 0 };

			for (size_t k = 0; k < c->n; k++) {
				const struct session_mark *m = &c->mark[k];
				double mean;

				if (m->position != p || isnan(m->score) ||
				    strcmp(m->reviewer, names[i]) != 0)
					continue;
				mean = others(c, k);
				if (!isnan(mean))
					tally_add(&t, m->score - mean);
			}
			view_text(view_row(row, "CELL"), "TEXT",
			    review_difference(mem, tally_mean(&t)));
		}
	}
}

static void
put_agreement(struct view *v, const struct compared *c, const char **names,
    size_t n)
{
	struct view *full = view_row(v, "FULL");
	size_t found;
	const struct judged_pair *pairs = pairs_of(view_arena(v), c, n, &found);

	agreement_put(full, "DIMENSION", &c->rubric, pairs, found, NULL);
	for (size_t p = 0; p <= c->rubric.n; p++)
		view_text(view_row(full, "COLUMN"), "NAME", p == 0 ? "Total" :
		    c->rubric.dimension[p - 1].name);
	put_biases(full, c, names, n);
}

enum rc
page_session(struct req *rq)
{
	struct view *v = page_open(rq, "session.tpl", "Calibration");
	struct compared c = { 0 };
	const char **names;
	size_t n;
	char buf[FMT_SIZE];
	enum rc rc = read_one(rq, &c);

	if (rc != RC_OK)
		return rc;
	n = members(rq->mem, &c, &names);
	view_text(v, "NAME", c.s.name);
	page_link_row(v, "RUBRIC",
	    arena_fmt(rq->mem, "/quality/rubric/%lld", (long long)c.s.rubric),
	    arena_fmt(rq->mem,
		"under version %lld of "
		"the rubric",
		(long long)c.s.rubric));
	view_text(v, "MORE", c.s.closed ? "closed" : c.s.owed > 0 ?
	    arena_fmt(rq->mem, "%s left for you; what others said is shown when "
	    "you have judged all of them", fmt_plural(c.s.owed, "reply",
	    "replies", buf)) : "open");
	put_replies(rq, v, &c, names, n);
	if (c.open_to_me)
		put_agreement(v, &c, names, n);
	if (!c.s.closed) {
		struct view *f = view_row(v, "CLOSE");

		view_int(f, "ID", c.s.id);
		view_text(f, "CSRF", rq->who.csrf);
	}
	return page_send(rq, v);
}

/* ---- forms ---- */

enum rc
page_session_add(struct req *rq)
{
	int64_t id = 0;
	enum rc rc = ask_session_add(rq, &id);

	return page_go_to(rq, rc, "/quality/calibration/", id);
}

enum rc
page_session_close(struct req *rq)
{
	int64_t id = 0;
	enum rc rc = ask_session_close(rq, &id);

	return page_go_to(rq, rc, "/quality/calibration/", id);
}
