/* SPDX-License-Identifier: MIT */
/* What a model says of conversations, under the paths of the replaced system: it asked
 * within the request; here it is queued for the job. */
#include "api/api.h"

#include "base/arena.h"
#include "db/db.h"
#include "model/conversation.h"
#include "model/enrichment.h"

const struct param enrich_newest_params[] = {
	{ "limit", P_CLAMP, "20", 0, 100, NULL },
	{ "debug", P_BOOL, "0", 0, 0, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};

const struct param enrich_forget_params[] = {
	{ "ticket_number", P_INT, NULL, 0, INT64_MAX, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};

enum rc
api_enrich_newest(struct req *rq)
{
	int64_t missing, queued;
	enum rc rc = enrich_newest(rq->db, rq->mem, req_int(rq, "limit"),
	    rq->who.name, &missing, &queued);
	struct jw w;

	if (rc != RC_OK)
		return rc;
	w = req_json(rq);
	jw_object(&w);
	jw_bool(jw_key(&w, "ok"), true);
	jw_int(jw_key(&w, "enriched"), 0);
	jw_int(jw_key(&w, "total_unenriched"), missing);
	jw_text(jw_key(&w, "message"), arena_fmt(rq->mem, "Queued %lld of %lld "
	    "tickets", (long long)queued, (long long)missing));
	jw_int(jw_key(&w, "queued"), queued);
	jw_end(&w);
	return RC_OK;
}

enum rc
api_enrich_forget(struct req *rq)
{
	long long number = req_int(rq, "ticket_number");
	int64_t id;
	bool was = false;
	enum rc rc = conversation_find(rq->db, rq->mem, number, &id), found = rc;
	struct jw w;

	if (rc == RC_OK)
		rc = enrich_forget(rq->db, rq->mem, id, rq->who.name, &was);
	if (rc != RC_OK && rc != RC_NOT_FOUND)
		return rc;
	w = req_json(rq);
	jw_object(&w);
	jw_bool(jw_key(&w, "ok"), was);
	jw_text(jw_key(&w, found != RC_OK ? "error" : "message"),
	    arena_fmt(rq->mem, found != RC_OK ? "Ticket #%lld not found" :
	    was ? "Cache of ticket #%lld is cleared" :
	    "Ticket #%lld has no cache to clear", number));
	jw_end(&w);
	return RC_OK;
}
