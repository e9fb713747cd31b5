/* SPDX-License-Identifier: MIT */
/* A cycle of reviews: what it asks for, how far it is, and what is assigned. */
#include "page/cycle.h"

#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "html/view.h"
#include "page/page.h"
#include "page/quality.h"
#include "page/words.h"

/* clang-format off */
const struct param cycle_params[] = {
	{ "agent", P_INT,  "0", 0, INT64_MAX, NULL },
	{ "state", P_WORD, "", 0, 0, "|" ASSIGNED_STATES },
	{ NULL, 0, NULL, 0, 0, NULL },
};
/* clang-format on */

static const struct {
	const char *word, *name, *says;
} states[] = {
	{ "", "All", "assigned" },
	{ "open", "To do", "to do" },
	{ "done", "Reviewed", "reviewed" },
	{ "skipped", "Skipped", "skipped" },
};

enum { STATES = sizeof(states) / sizeof(*states) };

const char *
cycle_about(struct arena *mem, const struct cycle *c, int64_t now)
{
	char a[FMT_SIZE], b[FMT_SIZE];
	const char *category = word_for(mem, "category", c->category);

	return arena_fmt(mem, "%s to %s, %lld for each agent, %s%s%s%s%s%s%s",
	    fmt_utc_day(c->begins, now, a), fmt_utc_day(c->ends, now, b),
	    (long long)c->goal,
	    strcmp(c->pick, "chance") == 0 ? "by chance" : "worth a look first",
	    c->blind ? ", blind" : "", c->mailbox != 0 ? ", in " : "",
	    c->mailbox_name, *c->category ? ", " : "",
	    *c->category ? category : "",
	    *c->rating == '\0'                   ? ""
	    : strcmp(c->rating, "not_good") == 0 ? ", rated not good"
	    : strcmp(c->rating, "okay") == 0     ? ", rated okay"
						 : ", rated great");
}

/* ---- coverage ---- */

/* The replies of an agent that fit. */
static const char *
replies_url(
    struct arena *mem, const struct cycle *c, int64_t agent, const char *state)
{
	struct quality_question q = { .w = { .mailbox = &c->mailbox,
					  .n_mailboxes = c->mailbox != 0,
					  .agent = agent,
					  .category = c->category,
					  .rating = c->rating,
					  .incidents = "all" } };

	quality_set_days(&q, c->begins, c->ends);
	return quality_list_url(mem, &q, state, 0, "newest");
}

static const char *
assigned_url(struct arena *mem, int64_t cycle, int64_t agent, const char *state)
{
	struct link l = link_to(
	    mem, arena_fmt(mem, "/quality/cycles/%lld", (long long)cycle));

	if (agent != 0)
		link_int(&l, "agent", agent);
	link_arg(&l, "state", state);
	return link_url(&l);
}

/* Of what is missing: what can be assigned yet, and what no reply is left for. */
static const char *
missing_words(struct arena *mem, const struct coverage *x, int64_t left)
{
	int64_t rest = left > x->open ? left - x->open : 0;
	int64_t free = rest < x->spare ? rest : x->spare;
	const char *to =
	    free == 0 ? "" : arena_fmt(mem, "%lld to assign", (long long)free);

	return rest == free ? to
			    : arena_fmt(mem, "%s%sno reply left for %lld", to,
				  *to ? ", " : "", (long long)(rest - free));
}

void
cycle_row_put(struct view *v, const char *section, const struct cycle *c,
    const struct coverage *x, const char *title, const char *url)
{
	struct view *row = view_include(v, section, "coverage.tpl");
	struct arena *mem = view_arena(v);
	int64_t left = x->done < c->goal ? c->goal - x->done : 0;

	view_text(row, "NAME", title);
	view_text(row, "URL", url);
	page_number(row, "REPLIES", x->replies,
	    replies_url(mem, c, x->agent, "judged"));
	page_number(row, "REVIEWED", x->reviewed,
	    replies_url(mem, c, x->agent, "reviewed"));
	page_number(
	    row, "DONE", x->done, assigned_url(mem, c->id, x->agent, "done"));
	page_number(row, "ASSIGNED", x->open,
	    assigned_url(mem, c->id, x->agent, "open"));
	page_number(row, "SKIPPED", x->skipped,
	    assigned_url(mem, c->id, x->agent, "skipped"));
	view_int(row, "GOAL", c->goal);
	view_num(row, "W", (double)(c->goal - left) * 100 / (double)c->goal, 1);
	if (left == 0) {
		view_show(row, "COMPLETE");
		return;
	}
	row = view_row(row, "MISSING");
	view_int(row, "N", left);
	page_text_row(row, "HOW", missing_words(mem, x, left));
}

const char *
cycle_said(struct arena *mem, const struct cycle *c,
    const struct coverage *cover, size_t n)
{
	int64_t done = 0, wanted = 0;
	char a[FMT_SIZE], b[FMT_SIZE];

	for (size_t i = 0; i < n; i++) {
		if (cover[i].cycle != c->id)
			continue;
		done += cover[i].done < c->goal ? cover[i].done : c->goal;
		wanted += c->goal;
	}
	return arena_fmt(mem, "%s of %s", fmt_count(done, a),
	    fmt_plural(wanted, "review", "reviews", b));
}

/* ---- what is assigned ---- */

static void
put_row(struct req *rq, struct view *v, const struct cycle *c,
    const struct assigned *a, int64_t now)
{
	struct view *row = view_row(v, "ASSIGNED");
	bool kept = c->blind && strcmp(a->state, "open") == 0;
	char buf[FMT_SIZE], iso[CLOCK_ISO_SIZE];

	view_text(row, "URL",
	    arena_fmt(rq->mem, "/quality/replies/%lld%s", (long long)a->message,
		kept ? "?blind=1" : ""));
	view_text(row, "SUBJECT", *a->subject ? a->subject : "(no subject)");
	view_text(row, "AGENT", a->agent_name);
	view_text(row, "REVIEWER", a->reviewer);
	for (size_t i = 0; i < STATES; i++)
		if (strcmp(states[i].word, a->state) == 0)
			view_text(row, "STATE", states[i].says);
	page_text_row(row, "REASON", a->reason);
	view_text(row, "ISO", clock_iso(a->at, iso));
	view_text(row, "WHEN", fmt_ago(a->at, now, buf));
}

static void
put_head(struct req *rq, struct view *v, const struct cycle *c, int64_t all,
    int64_t now)
{
	int64_t agent = req_int(rq, "agent");
	const char *state = req_text(rq, "state");
	char buf[FMT_SIZE];

	for (size_t i = 0; i < STATES; i++) {
		bool here = strcmp(states[i].word, state) == 0;
		struct view *s = view_row(v, "SORT");

		if (here)
			view_text(v, "SENTENCE",
			    arena_fmt(rq->mem,
				"%s %s in "
				"\xe2\x80\x9c%s\xe2\x80\x9d",
				fmt_plural(all, "reply", "replies", buf),
				states[i].says, c->name));
		view_text(s, "URL",
		    assigned_url(rq->mem, c->id, agent, states[i].word));
		view_text(s, "NAME", states[i].name);
		view_show_if(s, "HERE", here);
	}
	view_text(v, "ABOUT",
	    arena_fmt(rq->mem, "%s%s", cycle_about(rq->mem, c, now),
		c->closed ? ", ended" : ""));
}

/* The chip takes the agent out again. */
static void
put_agent_chip(
    struct view *v, const struct cycle *c, const char *state, const char *name)
{
	page_link_row(v, "CHIP", assigned_url(view_arena(v), c->id, 0, state),
	    *name ? name : "one agent");
}

enum rc
page_cycle(struct req *rq)
{
	struct view *v = page_open(rq, "cycle.tpl", "A cycle of reviews");
	int64_t id, all = 0, now = clock_now();
	struct cycle c;
	struct assigned *a = NULL;
	size_t n = 0;
	enum rc rc = !req_path_id(rq, &id)
			 ? RC_NOT_FOUND
			 : cycle_find(rq->db, rq->mem, id, &c);

	if (rc == RC_NOT_FOUND)
		return req_fail(rq, rc, "there is no such cycle");
	if (rc == RC_OK)
		rc = cycle_assigned(rq->db, rq->mem, id, req_int(rq, "agent"),
		    req_text(rq, "state"), &a, &n, &all);
	if (rc != RC_OK)
		return rc;
	put_head(rq, v, &c, all, now);
	if (req_int(rq, "agent") != 0)
		put_agent_chip(
		    v, &c, req_text(rq, "state"), n > 0 ? a[0].agent_name : "");
	view_show_if(v, "NONE", n == 0);
	for (size_t i = 0; i < n; i++)
		put_row(rq, v, &c, &a[i], now);
	return page_send(rq, v);
}
