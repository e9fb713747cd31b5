/* SPDX-License-Identifier: MIT */
/* What comes from Slack: buttons that people pressed there. And the test alert. */
#include "api/api.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/parse.h"
#include "conf/conf.h"
#include "db/db.h"
#include "model/alert.h"
#include "model/incident.h"
#include "model/press.h"
#include "model/slack.h"

#include <string.h>

enum { VALUE_MAX = 18, AT_ONCE = 5 };

static enum rc
ok(struct req *rq)
{
	struct jw w = req_json(rq);

	jw_object(&w);
	jw_bool(jw_key(&w, "ok"), true);
	jw_end(&w);
	return RC_OK;
}

static enum press_verdict
verdict_of(const struct req *rq)
{
	const struct req_head *h = &rq->head;
	const char *secret = rq->conf->slack_signing_secret;

	if (*secret != '\0' && h->body_too_large)
		return PRESS_LARGE;
	if (*secret != '\0' && h->body_cut)
		return PRESS_CUT;
	return press_check(secret, h->slack_timestamp, h->slack_signature,
	    h->body ? h->body : "", h->body_len, clock_now());
}

/* What is refused is counted; that it is refused does not depend on it. */
static enum rc
refuse(struct req *rq, enum press_verdict verdict)
{
	(void)slack_refuse(rq->db, rq->mem, verdict);
	return req_fail(rq, press_refusal(verdict)->rc, "%s",
	    press_refusal(verdict)->words);
}

/* Slack signs for every workspace and app that has the secret: the secret is the
 * app's, so only what was moved by hand differs. */
static enum rc
is_ours(struct req *rq, const struct press *p, bool *ours)
{
	struct slack_account account;
	enum rc rc = slack_account(rq->db, rq->mem, &account);

	*ours = rc == RC_OK && strcmp(p->type, "block_actions") == 0 &&
	    (*account.team_id == '\0' ||
	    strcmp(account.team_id, p->team_id) == 0) &&
	    (*rq->conf->slack_app_id == '\0' ||
	    strcmp(rq->conf->slack_app_id, p->app_id) == 0);
	return rc;
}

/* What waits is carried out here, at once, or soon by tidemark-notify: it is stored,
 * and Slack is answered in any case. */
static void
carry_out(struct req *rq, const struct press *p)
{
	bool more = true;
	enum rc rc = RC_OK;

	for (int i = 0; rc == RC_OK && more && i < AT_ONCE; i++)
		rc = incident_press_next(rq->db, rq->mem, &more);
	if (rc != RC_OK)
		(void)incident_press_busy(rq->db, rq->mem,
		    rq->head.slack_signature, p);
}

/* The button's value names the incident; the message must be that incident's. */
static enum rc
take(struct req *rq, const struct press *p)
{
	struct incident_input in;
	bool is = false;
	int64_t id;
	enum rc rc;

	if (!press_asks(p->action, clock_now(), &in) ||
	    strlen(p->value) > VALUE_MAX ||
	    !parse_int(p->value, 1, INT64_MAX, &id))
		return RC_OK;
	rc = alert_is_message(rq->db, rq->mem, id, p->channel, p->ts, &is);
	if (rc != RC_OK || !is)
		return rc;
	rc = incident_press_add(rq->db, rq->mem, rq->head.slack_signature, p,
	    id);
	if (rc == RC_CONFLICT)	/* sent again by Slack, or by who overheard it */
		return slack_refuse(rq->db, rq->mem, PRESS_AGAIN);
	if (rc == RC_OK)
		carry_out(rq, p);
	return rc;
}

enum rc
api_slack_interact(struct req *rq)
{
	struct press p;
	bool ours = false;
	enum press_verdict verdict = verdict_of(rq);
	enum rc rc;

	if (verdict == PRESS_OK &&
	    !press_read(rq->mem, rq->head.body, rq->head.body_len, &p))
		verdict = PRESS_PAYLOAD;
	if (verdict != PRESS_OK)
		return refuse(rq, verdict);
	rc = is_ours(rq, &p, &ours);
	if (rc == RC_OK && ours)
		rc = take(rq, &p);
	return rc == RC_OK ? ok(rq) : rc;
}

/* The replaced system sent while the caller waited; here the alert is queued, and
 * the page of alerts says whether it arrived. */
enum rc
api_test_slack(struct req *rq)
{
	const struct conf *conf = rq->conf;
	bool bot = *conf->slack_bot_token != '\0';
	bool channel = *conf->slack_channel != '\0';
	struct jw w;
	enum rc rc = bot && channel ? alert_test(rq->db, rq->mem, rq->who.name,
	    conf->slack_channel) : RC_OK;

	if (rc != RC_OK)
		return rc;
	w = req_json(rq);
	jw_object(&w);
	jw_bool(jw_key(&w, "ok"), bot && channel);
	if (bot && channel) {
		jw_text(jw_key(&w, "message"), "Test alert queued; /alerts says "
		    "whether it arrived");
		jw_text(jw_key(&w, "channel"), conf->slack_channel);
	} else {
		jw_text(jw_key(&w, "error"), "Slack not configured");
		jw_bool(jw_key(&w, "bot"), bot);
		jw_bool(jw_key(&w, "channel"), channel);
	}
	jw_end(&w);
	return RC_OK;
}
