/* SPDX-License-Identifier: MIT */
#include "page/coaching.h"

#include "ask/queue.h"
#include "ask/review.h"
#include "base/arena.h"
#include "base/clock.h"
#include "html/format.h"
#include "html/view.h"
#include "page/cycle.h"
#include "page/page.h"

static enum rc
read_cycles(struct req *rq, struct coaching_panel *p)
{
	struct judged_by by;
	enum rc rc = ask_judged_by(rq, &by);

	if (rc == RC_OK)
		rc = cycle_list(rq->db, rq->mem, &p->cycle, &p->n_cycles);
	return rc != RC_OK ? rc
			   : cycle_coverage(rq->db, rq->mem, by, p->agent,
				 &p->cover, &p->n_cover);
}

enum rc
coaching_read(struct req *rq, int64_t agent, struct coaching_panel *p)
{
	enum rc rc = RC_OK;

	*p = (struct coaching_panel){ .own = rq->who.role == AGENT,
		.now = clock_now() };
	if (agent == 0 || (!p->own && !ask_review_may(rq)))
		return RC_OK;
	p->agent = agent;
	rc = coaching_list(rq->db, rq->mem, agent, 0, &p->said, &p->n);
	return rc == RC_OK && !p->own ? read_cycles(rq, p) : rc;
}

static void
put_note(struct req *rq, struct view *in, const struct coaching *c,
    const char *back, int64_t now, bool own)
{
	struct view *row = view_row(in, "NOTE");
	char buf[FMT_SIZE], iso[CLOCK_ISO_SIZE];

	view_text(row, "TEXT", c->text);
	view_text(row, "WHO", c->author);
	view_text(row, "ISO", clock_iso(c->at, iso));
	view_text(row, "WHEN", fmt_when(c->at, now, buf));
	view_show_if(row, "PINNED", c->pinned);
	if (c->message != 0)
		page_link_row(row, "ON",
		    arena_fmt(rq->mem, "/quality/replies/%lld",
			(long long)c->message),
		    *c->subject ? c->subject : "(no subject)");
	if (!own) {
		struct view *f = view_row(row, "REMOVE");

		view_int(f, "ID", c->id);
		view_text(f, "BACK", back);
		view_text(f, "CSRF", rq->who.csrf);
	}
}

static const struct cycle *
cycle_of(const struct coaching_panel *p, int64_t id)
{
	for (size_t i = 0; i < p->n_cycles; i++)
		if (p->cycle[i].id == id)
			return &p->cycle[i];
	return NULL;
}

/* Those that have a reply of the agent to review. */
static void
put_cycles(struct view *in, const struct coaching_panel *p)
{
	struct view *all = p->n_cover == 0 ? NULL : view_row(in, "CYCLES");

	for (size_t i = 0; i < p->n_cover; i++) {
		const struct cycle *c = cycle_of(p, p->cover[i].cycle);

		if (c != NULL)
			cycle_row_put(all, "COVER", c, &p->cover[i], c->name,
			    arena_fmt(view_arena(in), "/quality/cycles/%lld",
				(long long)c->id));
	}
}

void
coaching_put(struct req *rq, struct view *v, const struct coaching_panel *p,
    const char *name, const char *back)
{
	struct view *in;

	if (p->agent == 0)
		return;
	in = view_include(v, "COACHING", "coaching.tpl");
	view_text(in, "TITLE",
	    p->own ? "Said to you" : arena_fmt(rq->mem, "Said to %s", name));
	view_text(in, "ABOUT",
	    p->own ? "by reviewers, to you alone"
		   : "read by the agent and by reviewers; examples first");
	view_show_if(in, "NONE", p->n == 0);
	for (size_t i = 0; i < p->n; i++)
		put_note(rq, in, &p->said[i], back, p->now, p->own);
	put_cycles(in, p);
	if (!p->own) {
		struct view *f = view_row(in, "FORM");

		view_int(f, "ID", p->agent);
		view_int(f, "FOLLOWS", coaching_newest(p->said, p->n));
		view_text(f, "CSRF", rq->who.csrf);
	}
}
