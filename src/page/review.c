/* SPDX-License-Identifier: MIT */
#include "page/review.h"

#include <math.h>
#include <string.h>

#include "ask/review.h"
#include "base/arena.h"
#include "base/clock.h"
#include "html/format.h"
#include "html/view.h"
#include "model/quality.h"
#include "model/rubric.h"
#include "page/page.h"

#define REPLIES "/quality/replies/"

const char *
review_difference(struct arena *mem, double d)
{
	char buf[FMT_SIZE];

	if (isnan(d))
		return "\xe2\x80\x93";
	return arena_fmt(mem, "%s%s", d >= 0.05 ? "+" : d <= -0.05 ?
	    "\xe2\x88\x92" : "", fmt_num(fabs(d), 1, buf));
}

/* ---- reading ---- */

/* Somebody who has said what they think of it has nothing left to be blind for,
 * but in a session. */
static void
settle(struct req *rq, bool asked, struct review_panel *p)
{
	p->may_review = ask_review_may(rq);
	p->own = rq->who.role == AGENT;
	p->blind = p->may_review &&
	    (p->duty.blind || (asked && !p->duty.reviewed));
}

enum rc
review_read(struct req *rq, int64_t message, int64_t agent, bool asked,
    struct review_panel *p)
{
	const struct dispute_query d = { .message = message, .state = "" };
	const char *me = ask_review_may(rq) ? rq->who.name : "";
	struct quality_state state;
	enum rc rc = quality_state(rq->db, rq->mem, &state);

	*p = (struct review_panel){
		.message = message, .agent = agent, .now = clock_now()
	};
	if (rc == RC_OK && *me != '\0')
		rc = review_duty(rq->db, rq->mem, message, me, &p->duty);
	if (rc == RC_OK)
		rc = rubric_read(rq->db, rq->mem, p->duty.rubric, &p->rubric);
	if (rc == RC_OK)
		rc = review_list(rq->db, rq->mem, message, me, p->duty.session,
		    state.engine, &p->review, &p->n);
	if (rc == RC_OK)
		rc = dispute_list(rq->db, rq->mem, &d, &p->dispute,
		    &p->n_disputes);
	/* read by the agent and by reviewers alone */
	if (rc == RC_OK && rq->who.role != VIEWER)
		rc = coaching_list(rq->db, rq->mem, 0, message, &p->coaching,
		    &p->n_coaching);
	settle(rq, asked, p);
	return rc;
}

/* ---- the form ---- */

static const struct review *
draft_of(const struct review_panel *p)
{
	for (size_t i = 0; i < p->n; i++)
		if (p->review[i].draft &&
		    p->review[i].rubric == p->rubric.version)
			return &p->review[i];
	return NULL;
}

static void
put_scale(struct view *row, const struct dimension *d,
    const struct review_mark *m)
{
	struct arena *mem = view_arena(row);

	page_option(row, "", "\xe2\x80\x93", m == NULL);
	for (int i = d->scale; i >= 0; i--) {
		const char *n = arena_fmt(mem, "%d", i);

		page_option(row, n, n, m != NULL && m->has_score &&
		    (int)m->score == i);
	}
	if (d->may_na)
		page_option(row, "na", "does not apply", m != NULL &&
		    !m->has_score);
}

static void
put_field(struct view *form, const struct dimension *d,
    const struct review_mark *m)
{
	struct view *row = view_row(form, "FIELD");

	view_text(row, "KEY", d->key);
	view_text(row, "NAME", d->name);
	view_text(row, "GUIDANCE", d->guidance);
	view_int(row, "SCALE", d->scale);
	view_show_if(row, "CRITICAL", d->critical);
	view_text(row, "WHY", m == NULL ? "" : m->note);
	view_text(row, "WORDS", m == NULL ? "" : m->evidence);
	put_scale(row, d, m);
}

static void
put_form(struct req *rq, struct view *in, const struct review_panel *p)
{
	const struct review *draft = draft_of(p);
	struct view *f = view_row(in, "FORM");

	view_int(f, "ID", p->message);
	view_text(f, "CSRF", rq->who.csrf);
	view_text(f, "BLIND", p->blind ? "1" : "0");
	view_int(f, "FOLLOWS", p->duty.last);
	view_text(f, "NOTE", draft == NULL ? "" : draft->note);
	view_text(f, "SUMMARY", draft != NULL ? "Go on with your draft" :
	    "Give marks");
	view_show_if(f, "OPEN", p->blind || draft != NULL || p->duty.cycle ||
	    p->duty.session);
	view_text(f, "TITLE", p->duty.session ? "Your marks" :
	    p->duty.reviewed ? "Review again" : "Your review");
	if (p->duty.session != 0 || p->duty.cycle != 0)
		page_text_row(f, "DUTY", p->duty.name);
	view_show_if(f, "SKIP", p->duty.cycle != 0);
	if (p->blind)
		view_show_if(view_row(f, "HIDDEN"), "SEEN", p->duty.seen);
	for (size_t i = 0; i < p->rubric.n; i++)
		put_field(f, &p->rubric.dimension[i], draft == NULL ? NULL :
		    review_mark_at(draft, i + 1));
}

/* ---- what was said ---- */

static void
put_mark(struct view *row, const struct dimension *d, size_t position,
    const struct review *r)
{
	const struct review_mark *m = review_mark_at(r, position);
	double engine = position <= r->n_engine ? r->engine[position - 1] : NAN;
	struct arena *mem = view_arena(row);
	struct view *k = view_row(row, "MARK");
	char buf[FMT_SIZE];

	view_text(k, "NAME", d->name);
	view_text(k, "SCORE", m == NULL ? "\xe2\x80\x93" : !m->has_score ?
	    "n/a" : fmt_num(m->score, 0, buf));
	view_text(k, "ENGINE", fmt_num(engine, 1, buf));
	view_text(k, "DIFFERENCE", review_difference(mem, m == NULL ||
	    !m->has_score ? NAN : m->score - engine));
	if (m != NULL) {
		page_text_row(k, "WHY", m->note);
		page_text_row(k, "WORDS", m->evidence);
	}
}

static void
put_review(struct view *in, const struct review_panel *p, const struct review *r,
    bool newest)
{
	struct arena *mem = view_arena(in);
	struct view *row = view_row(in, "REVIEW");
	char buf[FMT_SIZE], iso[CLOCK_ISO_SIZE];

	view_text(row, "WHO", r->reviewer);
	view_text(row, "ISO", clock_iso(r->at, iso));
	view_text(row, "WHEN", fmt_when(r->at, p->now, buf));
	view_text(row, "HEADING", newest ? "Review" : "Earlier review");
	view_show_if(row, "BLIND", r->blind);
	view_show_if(row, "FAILED", r->failed);
	view_text(row, "TOTAL", r->has_total ? fmt_num(r->total, 1, buf) :
	    "\xe2\x80\x93");
	view_text(row, "ENGINE", r->has_engine ? fmt_num(r->engine_total, 1,
	    buf) : "\xe2\x80\x93");
	view_text(row, "DIFFERENCE", review_difference(mem, r->has_total &&
	    r->has_engine ? r->total - r->engine_total : NAN));
	page_text_row(row, "NOTE", r->note);
	if (r->rubric != p->rubric.version) {
		page_text_row(row, "OTHER_RUBRIC", arena_fmt(mem,
		    "under version %lld of the rubric", (long long)r->rubric));
		return;
	}
	for (size_t i = 0; i < p->rubric.n; i++)
		put_mark(row, &p->rubric.dimension[i], i + 1, r);
}

static void
put_reviews(struct view *in, const struct review_panel *p)
{
	bool newest = true;

	for (size_t i = 0; i < p->n; i++) {
		if (p->review[i].draft)
			continue;
		put_review(in, p, &p->review[i], newest);
		newest = false;
	}
}

/* ---- disputes and coaching ---- */

static void
put_disputes(struct req *rq, struct view *in, const struct review_panel *p)
{
	bool open = false;
	int64_t newest = 0;
	char buf[FMT_SIZE];

	for (size_t i = 0; i < p->n_disputes; i++) {
		const struct dispute *d = &p->dispute[i];
		bool is_open = strcmp(d->state, "open") == 0;
		struct view *row = view_row(in, "DISPUTE");

		newest = d->id > newest ? d->id : newest;
		view_text(row, "WHO", d->who);
		view_text(row, "WHEN", fmt_when(d->at, p->now, buf));
		view_text(row, "TEXT", d->text);
		view_text(row, "STATE", d->state);
		if (!is_open) {
			struct view *s = view_row(row, "SETTLED");

			view_text(s, "WHO", d->resolved_by);
			page_text_row(s, "SAID", d->resolution);
		}
		open = open || is_open;
		if (is_open && (p->may_review || p->own)) {
			struct view *f = view_row(row, p->own ? "WITHDRAW" :
			    "SETTLE");

			view_int(f, "ID", d->id);
			view_text(f, "CSRF", rq->who.csrf);
		}
	}
	if (p->own && !open) {
		struct view *f = view_row(in, "DISPUTE_FORM");

		view_int(f, "ID", p->message);
		view_int(f, "FOLLOWS", newest);
		view_text(f, "CSRF", rq->who.csrf);
	}
}

static void
put_coaching(struct req *rq, struct view *in, const struct review_panel *p)
{
	char buf[FMT_SIZE];

	for (size_t i = 0; i < p->n_coaching; i++) {
		const struct coaching *c = &p->coaching[i];
		struct view *row = view_row(in, "COACHING");

		view_text(row, "WHO", c->author);
		view_text(row, "WHEN", fmt_when(c->at, p->now, buf));
		view_text(row, "TEXT", c->text);
		view_text(row, "HEADING", c->pinned ? "Example" : "Coaching");
		if (p->may_review) {
			struct view *f = view_row(row, "REMOVE");

			view_int(f, "ID", c->id);
			view_int(f, "REPLY", p->message);
			view_text(f, "CSRF", rq->who.csrf);
		}
	}
	if (p->may_review) {
		struct view *f = view_row(in, "COACH_FORM");

		view_int(f, "ID", p->message);
		view_int(f, "FOLLOWS", coaching_newest(p->coaching,
		    p->n_coaching));
		view_text(f, "CSRF", rq->who.csrf);
	}
}

/* ---- what became of a form that was sent again ---- */

static const struct review *
own_newest(const struct req *rq, const struct review_panel *p)
{
	for (size_t i = 0; i < p->n; i++)
		if (!p->review[i].draft &&
		    strcmp(p->review[i].reviewer, rq->who.name) == 0)
			return &p->review[i];
	return NULL;
}

static bool
marks_differ(const struct review_mark *a, const struct review_mark *b)
{
	if (a == NULL || b == NULL)
		return a != b;
	return a->has_score != b->has_score ||
	    (a->has_score && a->score != b->score) ||
	    strcmp(a->note, b->note) != 0 ||
	    strcmp(a->evidence, b->evidence) != 0;
}

/* ", other in Tone, Accuracy, the note"; "" where they cannot be compared. */
static const char *
differences(struct arena *mem, const struct review_panel *p,
    const struct review *a, const struct review *b)
{
	const char *text = "";

	if (a == NULL || b == NULL || a->rubric != b->rubric ||
	    a->rubric != p->rubric.version)
		return "";
	for (size_t i = 0; i < p->rubric.n; i++)
		if (marks_differ(review_mark_at(a, i + 1),
		    review_mark_at(b, i + 1)))
			text = arena_fmt(mem, "%s%s%s", text, *text ? ", " :
			    "", p->rubric.dimension[i].name);
	if (strcmp(a->note, b->note) != 0)
		text = arena_fmt(mem, "%s%s%s", text, *text ? ", " : "",
		    "what is said to the whole");
	return *text == '\0' ? "" : arena_fmt(mem, ", other in %s", text);
}

static void
put_told(struct req *rq, struct view *in, const struct review_panel *p,
    const char *told)
{
	if (!p->may_review || *told == '\0')
		return;
	page_text_row(in, "TOLD", strcmp(told, "same") == 0 ?
	    "This review was saved already: it counts once." :
	    arena_fmt(rq->mem, "You had submitted a review of this reply since "
	    "that form was opened, and that one counts. What you typed now%s, "
	    "is kept as your draft: submit it to have it count instead.",
	    differences(rq->mem, p, draft_of(p), own_newest(rq, p))));
}

void
review_put(struct req *rq, struct view *v, const struct review_panel *p,
    const char *told)
{
	struct view *in = view_include(v, "REVIEW", "review.tpl");

	put_told(rq, in, p, told);

	if (p->may_review)
		put_form(rq, in, p);
	if (p->blind)
		return;
	put_reviews(in, p);
	put_disputes(rq, in, p);
	put_coaching(rq, in, p);
}

/* ---- the forms ---- */

enum rc
page_review_submit(struct req *rq)
{
	int64_t message = 0;
	enum review_told told = REVIEW_SAVED;
	enum rc rc = ask_review(rq, &message, &told);

	if (rc != RC_OK || told == REVIEW_SAVED)
		return page_go_to(rq, rc, REPLIES, message);
	return req_redirect(rq, arena_fmt(rq->mem, REPLIES "%lld?told=%s",
	    (long long)message, told == REVIEW_SAME ? "same" : "kept"));
}

enum rc
page_dispute_submit(struct req *rq)
{
	int64_t message = 0;
	enum rc rc = ask_dispute(rq, &message);

	return page_go_to(rq, rc, REPLIES, message);
}

enum rc
page_dispute_settle(struct req *rq)
{
	int64_t message = 0;
	enum rc rc = ask_dispute_settle(rq, NULL, &message);

	return page_go_to(rq, rc, REPLIES, message);
}

enum rc
page_dispute_withdraw(struct req *rq)
{
	int64_t message = 0;
	enum rc rc = ask_dispute_settle(rq, "withdrawn", &message);

	return page_go_to(rq, rc, REPLIES, message);
}

enum rc
page_coaching_submit(struct req *rq)
{
	int64_t message = 0;
	enum rc rc = ask_coaching(rq, &message);

	return page_go_to(rq, rc, REPLIES, message);
}

enum rc
page_coaching_agent(struct req *rq)
{
	int64_t agent = 0;
	enum rc rc = ask_coaching_agent(rq, &agent);

	return page_go_to(rq, rc, "/quality?agent=", agent);
}

enum rc
page_coaching_remove(struct req *rq)
{
	enum rc rc = ask_coaching_remove(rq);

	return rc != RC_OK ? rc : req_redirect(rq,
	    page_own_path(req_text(rq, "back")));
}
