/* SPDX-License-Identifier: MIT */
/* The forms of page/said: take what a person says, go back to where it was said.
 */
#include "page/page.h"

#include "ask/correction.h"
#include "base/arena.h"
#include "html/format.h"
#include "html/view.h"

/* clang-format off */
const struct param correct_form_params[] = {
	{ "ids",       P_IDS,    "", 0, CORRECTION_MOST, NULL },
	MATCHING_PARAMS,
	CORRECTION_PARAMS,
	{ "back",      P_TEXT,   "", 0, 4000, NULL },
	{ "csrf",      P_SECRET, "", 0, 200, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};

const struct param undo_form_params[] = {
	{ "id",    P_INT,    "0", 0, INT64_MAX, NULL },
	{ "batch", P_INT,    "0", 0, INT64_MAX, NULL },
	{ "back",  P_TEXT,   "", 0, 4000, NULL },
	{ "csrf",  P_SECRET, "", 0, 200, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};
/* clang-format on */

static enum rc
go_back(struct req *rq)
{
	return req_redirect(rq, page_own_path(req_text(rq, "back")));
}

/* As the form had it, but for the number. */
static void
keep_all(struct view *form, const struct req *rq)
{
	static const char *const names[] = { "csrf", "back", "matching",
		"category", "severity", "intent", "seen", "dismissed", "done",
		"notes" };

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		struct view *keep;

		if (!req_given(rq, names[i]))
			continue;
		keep = view_row(form, "KEEP");
		view_text(keep, "NAME", names[i]);
		view_text(keep, "VALUE", req_text(rq, names[i]));
	}
}

/* Others match than this person saw: they are asked about these. */
static enum rc
ask_again(struct req *rq, const struct correction *c, int64_t now)
{
	struct view *v = page_open(rq, "again.tpl", "Nothing was changed yet");
	char a[FMT_SIZE], b[FMT_SIZE];

	view_text(v, "SENTENCE", now == c->expect ?
	    "Other conversations match now" : arena_fmt(rq->mem,
	    "%s match now, not %s", fmt_plural(now, "conversation",
	    "conversations", a), fmt_count(c->expect, b)));
	view_text(v, "BACK", page_own_path(req_text(rq, "back")));
	if (now > 0 && now <= CORRECTION_MOST_MATCHING) {
		struct view *form = view_row(v, "FORM");

		keep_all(form, rq);
		view_int(form, "EXPECT", now);
		view_count(form, "COUNT", now);
	}
	rq->status = rc_status(RC_CONFLICT);
	return page_send(rq, v);
}

enum rc
page_correct(struct req *rq)
{
	struct correction c = ask_correction(rq, "ids");
	struct correction_result r;
	enum rc rc;

	if (!req_given(rq, "matching") && c.n == 0)
		return req_fail(rq, RC_BAD_INPUT, "No conversation is ticked: "
		    "tick one or more, then choose what to change");
	rc = !req_given(rq, "matching") ? RC_OK :
	    ask_correction_matching(rq, &c, &r);
	if (rc == RC_OK)
		rc = ask_correct(rq, &c, &r);
	if (rc == RC_CONFLICT)
		return ask_again(rq, &c, r.matching);
	if (rc == RC_BAD_INPUT)
		return req_fail(rq, rc, "%s %s", r.field, r.problem);
	return rc == RC_OK ? go_back(rq) : rc;
}

enum rc
page_correct_undo(struct req *rq)
{
	enum rc rc = correction_undo(rq->db, rq->mem, req_int(rq, "id"),
	    req_int(rq, "batch"), rq->who.name);

	if (rc == RC_NOT_FOUND)
		return req_fail(rq, rc, "There is nothing to undo: no such "
		    "correction");
	/* somebody else was faster: it is as this person wants it */
	if (rc != RC_OK && rc != RC_CONFLICT)
		return rc;
	req_changed(rq, 0);
	return go_back(rq);
}
