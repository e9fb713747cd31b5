/* SPDX-License-Identifier: MIT */
#include "api/filter.h"

#include "api/words.h"
#include "base/clock.h"

enum rc
api_filter_refuse(struct req *rq)
{
	return api_bad_param(rq, "to", "must be later than from");
}

enum rc
api_filter(struct req *rq, struct filter *f)
{
	bool forward = ask_filter(rq, req_int, f);
	struct window w;

	if (!req_given(rq, "hours"))
		return forward ? RC_OK : api_filter_refuse(rq);
	if (req_given(rq, "from") || req_given(rq, "to"))
		return api_bad_param(
		    rq, "hours", "cannot stand beside from or to");
	w = window_last(clock_now(), req_int(rq, "hours"), 0);
	f->from = w.from;
	f->to = w.to;
	return RC_OK;
}
