/* SPDX-License-Identifier: MIT */
/* The forms that change incidents; each answers with the incident. */
#include "page/incident.h"

#include "ask/incident.h"
#include "page/filter.h"
#include "page/page.h"

enum rc
page_incident_deed(struct req *rq)
{
	struct incident_done done;
	int64_t id = 0;
	enum rc rc = ask_incident(rq, filter_time, &done);

	(void)req_path_id(rq, &id);
	return rc == RC_OK ? req_redirect(rq, incident_url(rq->mem, id)) : rc;
}
