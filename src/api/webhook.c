/* SPDX-License-Identifier: MIT */
/*
 * Deliveries of Help Scout's webhooks. The signature over the raw bytes is looked
 * at before anything else; what is genuine is stored and acknowledged, and
 * tidemark-backfill fetches what it tells of.
 */
#include "api/api.h"

#include "base/arena.h"
#include "conf/conf.h"
#include "db/db.h"
#include "model/account.h"
#include "model/queue.h"
#include "model/webhook.h"

static enum delivery_verdict
verdict_of(const struct req *rq)
{
	const struct req_head *h = &rq->head;

	if (h->body_too_large)
		return DELIVERY_LARGE;
	if (h->body_cut)
		return DELIVERY_CUT;
	return delivery_check(rq->conf->hs_webhook_secret, h->hook_signature,
	    h->body ? h->body : "", h->body_len);
}

/* What is refused is counted; that it is refused does not depend on it. */
static enum rc
refuse(struct req *rq, enum delivery_verdict verdict)
{
	const struct refusal *why = delivery_refusal(verdict);

	(void)webhook_refuse(rq->db, rq->mem, verdict);
	return req_fail(rq, why->rc, "%s", why->words);
}

static enum rc
take(struct req *rq, const char *key)
{
	const char *body = rq->head.body ? rq->head.body : "";
	enum delivery_verdict verdict = verdict_of(rq);
	struct delivery d;
	enum rc rc;
	struct jw w;

	if (verdict != DELIVERY_OK)
		return refuse(rq, verdict);
	delivery_read(rq->mem, rq->head.hook_event, body, rq->head.body_len,
	    &d);
	rc = webhook_take(rq->db, rq->mem, &d, body, rq->head.body_len);
	if (rc != RC_OK)
		return rc;
	w = req_json(rq);
	jw_object(&w);
	jw_bool(jw_key(&w, key), true);
	jw_end(&w);
	return RC_OK;
}

enum rc
api_webhook(struct req *rq)
{
	return take(rq, "ok");
}

enum rc
api_webhook_queued(struct req *rq)
{
	return take(rq, "queued");
}

const struct param test_webhook_params[] = {
	{ "conv_id", P_INT, NULL, 1, INT64_MAX, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};

enum rc
api_test_webhook(struct req *rq)
{
	int64_t conv = req_int(rq, "conv_id"), job = 0;
	const char *payload = arena_fmt(rq->mem, "{\"id\": %lld}",
	    (long long)conv);
	enum rc rc = db_begin(rq->db);
	struct jw w;

	if (rc == RC_OK)
		rc = queue_add(rq->db, rq->mem, "conversation", payload,
		    rq->who.name, &job);
	if (rc == RC_OK)
		rc = audit(rq->db, rq->mem, rq->who.name, "test_webhook",
		    payload);
	rc = db_end(rq->db, rc);
	if (rc != RC_OK)
		return rc;
	w = req_json(rq);
	jw_object(&w);
	jw_bool(jw_key(&w, "ok"), true);
	jw_text(jw_key(&w, "message"), arena_fmt(rq->mem,
	    "Webhook processing triggered for conv_id %lld", (long long)conv));
	jw_int(jw_key(&w, "job"), job);
	jw_end(&w);
	return RC_OK;
}
