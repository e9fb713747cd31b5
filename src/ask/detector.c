/* SPDX-License-Identifier: MIT */
#include "ask/detector.h"

#include <stdlib.h>

struct detector_rule
ask_detector_rule(const struct req *rq)
{
	return (struct detector_rule){ .rule = {
		.budget = strtod(req_text(rq, "budget"), NULL),
		.least = req_int(rq, "least"),
		.ratio = strtod(req_text(rq, "ratio"), NULL) },
		.quiet_hours = req_int(rq, "quiet_hours"), .note = "",
		.who = rq->who.name };
}

enum rc
ask_rehearse(struct req *rq, int64_t *id)
{
	struct detector_rule rule = ask_detector_rule(rq);

	return rehearsal_add(rq->db, rq->mem, &rule,
	    strtoll(req_text(rq, "weeks"), NULL, 10), id);
}
