/* SPDX-License-Identifier: MIT */
/* What the installation holds and what it is connected to. */
#include "config.h"
#include "api/api.h"

#include "api/words.h"
#include "base/arena.h"
#include "conf/conf.h"
#include "db/db.h"
#include "model/correction.h"
#include "model/data.h"
#include "model/sample.h"
#include "model/webhook.h"

enum rc
api_db_stats(struct req *rq)
{
	struct correction_stats corrections;
	struct data_state s;
	enum rc rc = data_state(rq->db, rq->mem, &s);
	struct jw w;

	if (rc == RC_OK)
		rc = correction_stats(rq->db, rq->mem, &corrections);
	if (rc != RC_OK)
		return rc;
	w = req_json(rq);
	jw_object(&w);
	jw_int(jw_key(&w, "total_tickets"), s.conversations);
	jw_int(jw_key(&w, "total_corrections"), corrections.total);
	jw_time(jw_key(&w, "oldest_ticket"), s.modified_oldest_at);
	jw_time(jw_key(&w, "newest_ticket"), s.modified_newest_at);
	jw_int_or_null(jw_key(&w, "oldest_number"), s.oldest_number, 0);
	jw_int_or_null(jw_key(&w, "newest_number"), s.newest_number, 0);
	jw_end(&w);
	return RC_OK;
}

static void
write_database(struct req *rq, struct jw *w, const struct data_state *s,
    int64_t unanalysed)
{
	int64_t total = s->conversations + unanalysed;

	jw_object(jw_key(w, "database"));
	jw_int(jw_key(w, "total_tickets"), total);
	jw_int(jw_key(w, "enriched_tickets"), s->conversations);
	jw_text(jw_key(w, "enrichment_rate"), total == 0 ? "0%" :
	    arena_fmt(rq->mem, "%.1f%%", 100 * (double)s->conversations /
	    (double)total));
	jw_int(jw_key(w, "recent_24h"), s->analysed_24h);
	jw_end(w);
}

static void
write_webhooks(struct req *rq, struct jw *w, const struct webhook_state *h)
{
	jw_object(jw_key(w, "webhooks"));
	jw_bool(jw_key(w, "secret"), *rq->conf->hs_webhook_secret != '\0');
	jw_text_or_null(jw_key(w, "registered"), h->registered);
	jw_time(jw_key(w, "checked_at"), h->checked_at);
	jw_time(jw_key(w, "last_at"), h->last_at);
	jw_int(jw_key(w, "events"), h->events);
	jw_int(jw_key(w, "repeats"), h->repeats);
	jw_int(jw_key(w, "waiting"), h->waiting);
	jw_int(jw_key(w, "failed"), h->failed);
	jw_int(jw_key(w, "refused"), h->refused);
	jw_end(w);
}

enum rc
api_system_status(struct req *rq)
{
	const struct conf *conf = rq->conf;
	struct webhook_state hooks;
	struct data_state s;
	int64_t unanalysed = 0;
	enum rc rc = db_begin_snapshot(rq->db);
	struct jw w;

	if (rc == RC_OK)
		rc = data_state(rq->db, rq->mem, &s);
	if (rc == RC_OK)
		rc = sample_unanalysed(rq->db, rq->mem, &unanalysed);
	if (rc == RC_OK)
		rc = webhook_state(rq->db, rq->mem, &hooks);
	if (rc == RC_OK)
		rc = db_commit(rq->db);
	if (rc != RC_OK)
		return rc;
	w = req_json(rq);
	jw_object(&w);
	jw_text(jw_key(&w, "version"), PACKAGE_VERSION);
	jw_bool(jw_key(&w, "slack_configured"), *conf->slack_bot_token != '\0'
	    && *conf->slack_channel != '\0');
	jw_bool(jw_key(&w, "llm_configured"),
	    *conf->anthropic_api_key != '\0');
	write_database(rq, &w, &s, unanalysed);
	jw_text(jw_key(&w, "status"), "operational");
	write_webhooks(rq, &w, &hooks);
	jw_end(&w);
	return RC_OK;
}

enum rc
api_config(struct req *rq)
{
	struct jw w = req_json(rq);

	jw_object(&w);
	jw_array(jw_key(&w, "rules"));
	jw_end(&w);
	jw_object(jw_key(&w, "thresholds"));
	jw_end(&w);
	jw_end(&w);
	return RC_OK;
}
