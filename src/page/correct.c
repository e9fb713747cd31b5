/* SPDX-License-Identifier: MIT */
/* The forms of page/said: take what a person says, go back to where it was said.
 */
#include "page/page.h"

#include "ask/correction.h"

/* clang-format off */
const struct param correct_form_params[] = {
	{ "ids",       P_IDS,    "", 0, CORRECTION_MOST, NULL },
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

enum rc
page_correct(struct req *rq)
{
	struct correction c = ask_correction(rq, "ids");
	struct correction_result r;
	enum rc rc;

	if (c.n == 0)
		return req_fail(rq, RC_BAD_INPUT, "No conversation is ticked: "
		    "tick one or more, then choose what to change");
	rc = ask_correct(rq, &c, &r);
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
