/* SPDX-License-Identifier: MIT */
/* The forms that change incidents; each answers with the incident. */
#include "page/incident.h"

#include "ask/incident.h"
#include "page/filter.h"
#include "page/page.h"

static enum rc
back(struct req *rq, enum rc rc)
{
	int64_t id;

	if (rc == RC_OK && !req_path_id(rq, &id))
		rc = RC_NOT_FOUND;
	return rc == RC_OK ? req_redirect(rq, incident_url(rq->mem, id)) : rc;
}

static enum rc
deed(struct req *rq, enum rc (*ask)(struct req *, struct incident_done *))
{
	struct incident_done d = { 0 };

	return back(rq, ask(rq, &d));
}

enum rc
page_incident_acknowledge(struct req *rq)
{
	return deed(rq, ask_incident_acknowledge);
}

enum rc
page_incident_mute(struct req *rq)
{
	struct incident_done d = { 0 };

	return back(rq, ask_incident_mute(rq, filter_time, &d));
}

enum rc
page_incident_unmute(struct req *rq)
{
	return deed(rq, ask_incident_unmute);
}

enum rc
page_incident_resolve(struct req *rq)
{
	return deed(rq, ask_incident_resolve);
}

enum rc
page_incident_reopen(struct req *rq)
{
	return deed(rq, ask_incident_reopen);
}

enum rc
page_incident_merge(struct req *rq)
{
	return deed(rq, ask_incident_merge);
}

enum rc
page_incident_owner(struct req *rq)
{
	return deed(rq, ask_incident_owner);
}

enum rc
page_incident_note(struct req *rq)
{
	return deed(rq, ask_incident_note);
}
