/* SPDX-License-Identifier: MIT */
/* What Tidemark holds, and purging it: of a demo, or all. */
#include "page/page.h"

#include "ask/connect.h"
#include "base/arena.h"
#include "html/format.h"
#include "html/view.h"
#include "model/purge.h"

#include <string.h>

#define HERE "/settings/data"

/* clang-format off */
const struct param purge_form_params[] = {
	{ "what", P_WORD,   NULL, 0, 0, "demo|all" },
	{ "word", P_TEXT,   "", 0, 40, NULL },
	{ "csrf", P_SECRET, "", 0, 200, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};
/* clang-format on */

static const char *
held_sentence(struct arena *mem, const struct purge_state *s)
{
	char a[FMT_SIZE], b[FMT_SIZE];

	if (s->conversations == 0)
		return "No conversation is stored.";
	if (s->demo == 0)
		return arena_fmt(mem, "%s stored, none of them from a demo.",
		    fmt_plural(s->conversations, "conversation is",
		    "conversations are", a));
	return arena_fmt(mem, "%s stored, %s of them from a demo.",
	    fmt_plural(s->conversations, "conversation is",
	    "conversations are", a), fmt_count(s->demo, b));
}

static const char *
demo_sentence(struct arena *mem, const struct purge_state *s)
{
	char a[FMT_SIZE];

	if (s->demo == 0 && *s->mailboxes == '\0')
		return "There is no demo data: nothing here comes from a server "
		    "that says that it makes its conversations up.";
	return arena_fmt(mem, "%s in mailboxes whose server says that it makes "
	    "them up (%s), and all that was made of them.", fmt_plural(s->demo, "conversation", "conversations", a),
	    s->mailboxes);
}

/* What comes back by itself, and what to do against it. */
static const char *
again_sentence(const struct connect_state *s)
{
	return s->way == WAY_NONE ? "Nothing is imported now, so nothing comes "
	    "back until somebody connects Help Scout." :
	    "Help Scout stays connected: what it has is imported again from "
	    "the beginning. For none of it to come back, end the connection "
	    "first.";
}

static void
put_form(struct req *rq, struct view *v, enum purge_what what,
    const char *title, const char *text)
{
	struct view *p = view_row(v, "PURGE");

	view_text(p, "TITLE_TEXT", title);
	view_text(p, "TEXT", text);
	view_text(p, "WHAT", purge_name(what));
	view_text(p, "WORD", purge_word(what));
	view_text(p, "CSRF", rq->who.csrf);
}

static enum rc
put_kept(struct req *rq, struct view *v)
{
	const char **list;
	size_t n;
	enum rc rc = purge_kept(rq->db, rq->mem, &list, &n);

	for (size_t i = 0; rc == RC_OK && i < n; i++)
		page_text_row(v, "KEPT", list[i]);
	return rc;
}

enum rc
page_purge(struct req *rq)
{
	struct connect_state connect;
	struct purge_state s;
	struct view *v;
	enum rc rc = purge_state(rq->db, rq->mem, &s);

	if (rc == RC_OK)
		rc = connect_state(rq, &connect);
	if (rc != RC_OK)
		return rc;
	v = page_open(rq, "purge.tpl", "Data");
	view_text(v, "HELD", held_sentence(rq->mem, &s));
	view_text(v, "AGAIN", again_sentence(&connect));
	if (*s.mailboxes == '\0')
		page_text_row(v, "NO_DEMO", demo_sentence(rq->mem, &s));
	else
		put_form(rq, v, PURGE_DEMO, "Purge demo data",
		    demo_sentence(rq->mem, &s));
	put_form(rq, v, PURGE_ALL, "Purge all", "All conversations, their "
	    "messages, verdicts, groups, incidents and alerts, all scores, "
	    "reviews, disputes and coaching, what people corrected, and the "
	    "jobs. Messages that stand in Slack stay there.");
	rc = put_kept(rq, v);
	return rc == RC_OK ? page_send(rq, v) : rc;
}

enum rc
page_purge_submit(struct req *rq)
{
	enum purge_what what = PURGE_DEMO;
	struct purge_state s;
	int64_t job;
	enum rc rc = purge_state(rq->db, rq->mem, &s);

	if (rc != RC_OK || !purge_parse(req_text(rq, "what"), &what))
		return rc;
	if (strcmp(req_text(rq, "word"), purge_word(what)) != 0)
		return req_fail(rq, RC_BAD_INPUT, "word must be \"%s\", typed "
		    "as it stands: nothing was purged", purge_word(what));
	if (what == PURGE_DEMO && *s.mailboxes == '\0')
		return req_fail(rq, RC_CONFLICT, "There is no demo data");
	rc = purge_ask(rq->db, rq->mem, what, rq->who.name, &job);
	return rc == RC_OK ? req_redirect(rq, "/jobs?kind=" PURGE) : rc;
}
