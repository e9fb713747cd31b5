/* SPDX-License-Identifier: MIT */
#include "ask/audit.h"

enum rc
ask_audit(struct req *rq, struct audit_filter *f)
{
	*f = (struct audit_filter){ req_text(rq, "who"),
		req_text(rq, "action"), req_int(rq, "from"),
		req_int(rq, "to") };
	return f->from == 0 || f->to == 0 || f->from < f->to ? RC_OK :
	    req_fail(rq, RC_BAD_INPUT, "to must be later than from");
}
