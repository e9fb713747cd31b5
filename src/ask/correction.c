/* SPDX-License-Identifier: MIT */
#include "ask/correction.h"

static enum mark_wish
mark(const struct req *rq, const char *name)
{
	return !req_given(rq, name) ? MARK_KEEP
	       : req_int(rq, name)  ? MARK_SET
				    : MARK_LIFT;
}

struct correction
ask_correction(const struct req *rq, const char *ids)
{
	struct correction c = {
		.category = req_text(rq, "category"),
		.severity = req_text(rq, "severity"),
		.intent = req_text(rq, "intent"),
		.seen = mark(rq, "seen"),
		.dismissed = mark(rq, "dismissed"),
		.done = mark(rq, "done"),
		.notes = req_text(rq, "notes"),
	};

	c.ids = req_ids(rq, ids, &c.n);
	return c;
}

enum rc
ask_correct(
    struct req *rq, struct correction *c, struct correction_result *result)
{
	enum rc rc;

	c->who = rq->who.name;
	rc = correction_save(rq->db, rq->mem, c, result);
	if (rc == RC_NOT_FOUND)
		return req_fail(rq, rc,
		    "Conversation %lld is not here: "
		    "nothing was changed",
		    (long long)result->missing);
	if (rc == RC_OK)
		req_changed(rq, result->batch);
	return rc;
}
