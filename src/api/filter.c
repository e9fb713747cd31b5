/* SPDX-License-Identifier: MIT */
#include "api/filter.h"

#include "api/words.h"
#include "base/clock.h"

enum rc
api_filter(struct req *rq, struct filter *f)
{
	*f = (struct filter){
		.from = req_int(rq, "from"), .to = req_int(rq, "to"),
		.mailbox = req_int(rq, "mailbox"),
		.cluster = req_int(rq, "group"),
		.customer = req_int(rq, "customer"),
		.category = req_text(rq, "category"),
		.mention = req_text(rq, "mention"),
		.severity = req_text(rq, "severity"),
		.platform = req_text(rq, "platform"),
		.version = req_text(rq, "version"),
		.intent = req_text(rq, "intent"),
		.status = req_text(rq, "status"),
		.flag = req_text(rq, "flag"),
		.words = req_text(rq, "q"),
	};
	if (req_given(rq, "hours")) {
		struct window w = window_last(clock_now(),
		    req_int(rq, "hours"), 0);

		if (req_given(rq, "from") || req_given(rq, "to"))
			return api_bad_param(rq, "hours",
			    "cannot stand beside from or to");
		f->from = w.from;
		f->to = w.to;
	}
	if (f->from != 0 && f->to != 0 && f->to <= f->from)
		return api_bad_param(rq, "to", "must be later than from");
	return RC_OK;
}
