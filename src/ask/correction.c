/* SPDX-License-Identifier: MIT */
#include "ask/correction.h"

#include "ask/filter.h"
#include "base/arena.h"

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
ask_correction_matching(
    struct req *rq, struct correction *c, struct correction_result *result)
{
	struct filter *f = arena_alloc(rq->mem, sizeof(*f));

	result->field = "matching";
	result->problem = ask_matching(rq, req_text(rq, "matching"), f);
	if (result->problem != NULL)
		return RC_BAD_INPUT;
	result->field = "expect";
	result->problem = "must be how many conversations match";
	if (!req_given(rq, "expect"))
		return RC_BAD_INPUT;
	c->matching = f;
	c->expect = req_int(rq, "expect");
	return RC_OK;
}

static enum rc
refuse_others(struct req *rq, const struct correction *c, int64_t now)
{
	if (now == c->expect)
		return req_fail(rq, RC_CONFLICT,
		    "Other conversations match now than a moment ago: "
		    "nothing was changed");
	return req_fail(rq, RC_CONFLICT,
	    "The filters matched %lld conversations and match %lld now: "
	    "nothing was changed",
	    (long long)c->expect, (long long)now);
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
	if (rc == RC_CONFLICT)
		return refuse_others(rq, c, result->matching);
	if (rc == RC_OK)
		req_changed(rq, result->batch);
	return rc;
}
