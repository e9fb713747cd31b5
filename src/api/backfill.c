/* SPDX-License-Identifier: MIT */
/* Queues imports: the answer comes before the work, which cron's program takes
 * up at once when it lingers. The same import that still waits is not queued
 * twice. */
#include "api/api.h"

#include "base/arena.h"
#include "db/db.h"
#include "model/account.h"
#include "model/queue.h"

const struct param backfill_params[] = {
	{ "limit_pages", P_CLAMP, "1", 1, 1000000, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};

/* max_pages is read as the old clients send it, and bounds nothing: all means
 * all, and the work can be resumed. */
const struct param backfill_all_params[] = {
	{ "max_pages", P_CLAMP, "50", 1, 1000000, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};

static enum rc
queue_backfill(struct req *rq, const char *payload, int64_t *id)
{
	enum rc rc = db_begin(rq->db);

	if (rc == RC_OK)
		rc = queue_add(rq->db, rq->mem, "backfill", payload,
		    rq->who.name, id);
	if (rc == RC_OK)
		rc = audit(rq->db, rq->mem, rq->who.name, "backfill", payload);
	return rc == RC_OK ? db_commit(rq->db) : rc;
}

static enum rc
answer_queued(struct req *rq, const char *payload)
{
	int64_t id = 0;
	enum rc rc = queue_backfill(rq, payload, &id);
	struct jw w;

	if (rc != RC_OK)
		return rc;
	if (rq->method == GET)
		req_header(rq, "Deprecation", "true");
	w = req_json(rq);
	jw_object(&w);
	jw_bool(jw_key(&w, "ok"), true);
	jw_int(jw_key(&w, "saved"), 0);
	jw_int(jw_key(&w, "job"), id);
	jw_text(jw_key(&w, "state"), "queued");
	jw_end(&w);
	return RC_OK;
}

enum rc
api_backfill(struct req *rq)
{
	return answer_queued(rq, arena_fmt(rq->mem, "{\"pages\": %lld}",
	    (long long)req_int(rq, "limit_pages")));
}

enum rc
api_backfill_all(struct req *rq)
{
	return answer_queued(rq, "{\"all\": true}");
}
