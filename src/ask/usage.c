/* SPDX-License-Identifier: MIT */
#include "ask/usage.h"

enum rc
ask_calls(struct req *rq, struct usage_filter *f)
{
	*f = (struct usage_filter){ req_text(rq, "purpose"),
		req_text(rq, "engine"), req_text(rq, "model"),
		req_text(rq, "result"), req_int(rq, "from"),
		req_int(rq, "to") };
	return f->from == 0 || f->to == 0 || f->from < f->to ? RC_OK :
	    req_fail(rq, RC_BAD_INPUT, "to must be later than from");
}
