/* SPDX-License-Identifier: MIT */
/* The forms of page/said: take what a person says, go back to where it was said.
 */
#include "page/page.h"

#include "model/correction.h"

/* clang-format off */
const struct param correct_form_params[] = {
	{ "ids",       P_IDS,    "", 0, CORRECTION_MOST, NULL },
	{ "category",  P_TEXT,   "", 0, 64, NULL },
	{ "severity",  P_TEXT,   "", 0, 64, NULL },
	{ "intent",    P_TEXT,   "", 0, 64, NULL },
	{ "seen",      P_BOOL,   "", 0, 0, NULL },
	{ "dismissed", P_BOOL,   "", 0, 0, NULL },
	{ "done",      P_BOOL,   "", 0, 0, NULL },
	{ "notes",     P_TEXT,   "", 0, 2000, NULL },
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

static enum mark_wish
mark(const struct req *rq, const char *name)
{
	return !req_given(rq, name) ? MARK_KEEP :
	    req_int(rq, name) ? MARK_SET : MARK_LIFT;
}

static enum rc
go_back(struct req *rq, int64_t batch)
{
	req_changed(rq, batch);
	return req_redirect(rq, page_own_path(req_text(rq, "back")));
}

enum rc
page_correct(struct req *rq)
{
	struct correction c = {
		.category = req_text(rq, "category"),
		.severity = req_text(rq, "severity"),
		.intent = req_text(rq, "intent"), .seen = mark(rq, "seen"),
		.dismissed = mark(rq, "dismissed"), .done = mark(rq, "done"),
		.notes = req_text(rq, "notes"), .who = rq->who.name,
	};
	struct correction_result r;
	enum rc rc;

	c.ids = req_ids(rq, "ids", &c.n);
	if (c.n == 0)
		return req_fail(rq, RC_BAD_INPUT, "No conversation is ticked: "
		    "tick one or more, then choose what to change");
	rc = correction_save(rq->db, rq->mem, &c, &r);
	if (rc == RC_BAD_INPUT)
		return req_fail(rq, rc, "%s %s", r.field, r.problem);
	if (rc == RC_NOT_FOUND)
		return req_fail(rq, rc, "Conversation %lld is not here: "
		    "nothing was changed", (long long)r.missing);
	return rc == RC_OK ? go_back(rq, r.batch) : rc;
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
	return rc == RC_OK || rc == RC_CONFLICT ? go_back(rq, 0) : rc;
}
