/* SPDX-License-Identifier: MIT */
#include "api/api.h"

#include "base/arena.h"
#include "base/clock.h"
#include "conf/conf.h"
#include "db/db.h"
#include "db/migrate.h"
#include "model/connection.h"
#include "model/data.h"
#include "model/slack.h"
#include "model/webhook.h"

#include <string.h>

enum { STALE_QUEUE_SECONDS = 600 };

enum rc
api_healthz(struct req *rq)
{
	struct jw w = req_json(rq);

	jw_object(&w);
	jw_text(jw_key(&w, "status"), "ok");
	jw_end(&w);
	return RC_OK;
}

/* As the replaced systems' monitors know it. */
enum rc
api_health(struct req *rq)
{
	struct jw w = req_json(rq);

	jw_object(&w);
	jw_bool(jw_key(&w, "ok"), true);
	jw_end(&w);
	return RC_OK;
}

static bool
cause(struct jw *w, const char *name, bool ok, const char *detail)
{
	jw_object(jw_key(w, name));
	jw_bool(jw_key(w, "ok"), ok);
	jw_text(jw_key(w, "detail"), detail);
	jw_end(w);
	return ok;
}

/* Causes that stand in the database; all of them false when it is away. */
static bool
database_causes(struct req *rq, struct jw *w)
{
	struct data_state state = { 0 };
	size_t version = 0;
	bool up = db_ping(rq->db) == RC_OK, schema, queue;
	int64_t age;

	cause(w, "database", up, up ? "reachable" : "cannot be reached");
	schema = up && migrate_version(rq->db, &version) == RC_OK &&
	    version == migrate_needed();
	cause(w, "migrations", schema, arena_fmt(rq->mem,
	    "%zu of %zu applied", version, migrate_needed()));
	queue = schema && data_state(rq->db, rq->mem, &state) == RC_OK;
	age = state.due_since ? clock_now() - state.due_since : 0;
	cause(w, "queue", queue && age < STALE_QUEUE_SECONDS, arena_fmt(rq->mem,
	    "%lld conversations wait for analysis, the oldest for %lld s",
	    (long long)state.due, (long long)age));
	return up && schema && queue && age < STALE_QUEUE_SECONDS;
}

/* No connection is a state of set-up, not a fault of this process. */
static void
helpscout_cause(struct req *rq, struct jw *w)
{
	bool credentials = conf_connects(rq->conf);
	struct connection c;

	if (connection_find(rq->db, rq->mem, &c) == RC_OK)
		cause(w, "helpscout", !c.broken, c.broken ? "the connection is "
		    "broken: connect again on the page /connect" : "connected");
	else
		cause(w, "helpscout", credentials, credentials ?
		    "credentials are set" : "not connected: see the page "
		    "/connect, or set HS_CLIENT_ID and HS_CLIENT_SECRET");
}

/* Nor is a webhook that does not come: changes are looked for as well. */
static void
webhook_cause(struct req *rq, struct jw *w)
{
	bool secret = *rq->conf->hs_webhook_secret != '\0', on = false;
	struct webhook_state s = { .registered = "" };

	if (webhook_state(rq->db, rq->mem, &s) == RC_OK)
		on = secret && (*s.registered == '\0' ||
		    strcmp(s.registered, "enabled") == 0);
	cause(w, "webhooks", on, !secret ? "hs_webhook_secret is not set" :
	    arena_fmt(rq->mem, "%s; the last one came %lld s ago (-1: never), "
	    "%lld wait, %lld refused in 24 hours",
	    *s.registered ? s.registered : "not asked yet",
	    (long long)(s.last_at ? clock_now() - s.last_at : -1),
	    (long long)s.waiting, (long long)s.refused));
}

/* Nor is a Slack that takes no alert: they stand on the page of alerts as well. Why
 * it does not is told there, to who is signed in. */
static void
slack_cause(struct req *rq, struct jw *w)
{
	bool set_up = *rq->conf->slack_bot_token != '\0', ok;
	struct slack_figures f = { 0 };

	ok = slack_figures(rq->db, rq->mem, &f) == RC_OK && (!set_up ||
	    (!f.refuses && f.late_s < STALE_QUEUE_SECONDS && f.given_up == 0));
	cause(w, "slack", ok, !set_up ? "not set up: alerts stand on the page "
	    "/alerts" : arena_fmt(rq->mem, "%s%lld alerts wait, the longest for "
	    "%lld s more than it should, %lld given up in 24 hours%s",
	    f.refuses ? "Slack takes none; " : "", (long long)f.waiting,
	    (long long)f.late_s, (long long)f.given_up, ok ? "" :
	    ": the page /alerts says why"));
}

enum rc
api_readyz(struct req *rq)
{
	struct jw w = req_json(rq);
	bool ready;

	jw_object(&w);
	jw_object(jw_key(&w, "causes"));
	ready = database_causes(rq, &w);
	helpscout_cause(rq, &w);
	webhook_cause(rq, &w);
	slack_cause(rq, &w);
	jw_end(&w);
	jw_text(jw_key(&w, "status"), ready ? "ready" : "not ready");
	jw_end(&w);
	rq->status = ready ? 200 : 503;
	return RC_OK;
}

static void
gauge(struct sbuf *out, const char *name, const char *help, int64_t value)
{
	sbuf_fmt(out, "# HELP tidemark_%s %s\n# TYPE tidemark_%s gauge\n"
	    "tidemark_%s %lld\n", name, help, name, name, (long long)value);
}

struct figures {
	struct data_state data;
	struct webhook_state hooks;
	struct slack_figures slack;
	struct connection connection;
	int64_t slack_refused;
};

static enum rc
read_figures(struct req *rq, struct figures *f)
{
	struct webhook_refused *refused;
	size_t n = 0;
	enum rc rc = data_state(rq->db, rq->mem, &f->data);

	if (rc == RC_OK)
		rc = webhook_state(rq->db, rq->mem, &f->hooks);
	if (rc == RC_OK)
		rc = slack_figures(rq->db, rq->mem, &f->slack);
	if (rc == RC_OK)
		rc = webhook_refusals(rq->db, rq->mem, "slack", &refused, &n);
	for (size_t i = 0; i < n; i++)
		f->slack_refused += refused[i].times;
	if (rc == RC_OK)
		rc = connection_find(rq->db, rq->mem, &f->connection);
	return rc == RC_NOT_FOUND ? RC_OK : rc;	/* nobody connected */
}

enum rc
api_metrics(struct req *rq)
{
	struct figures f = { .hooks = { .registered = "" } };
	enum rc rc = read_figures(rq, &f);
	const struct data_state *s = &f.data;
	const struct webhook_state *h = &f.hooks;
	int64_t now = clock_now();
	const struct {
		const char *name, *help;
		int64_t value;
	} gauges[] = {
		{ "conversations", "Counted conversations.", s->conversations },
		{ "messages", "Messages, estimated.", s->messages },
		{ "analysis_due", "Conversations that wait for analysis.",
		    s->due },
		{ "analysis_due_age_seconds", "Age of the oldest of them.",
		    s->due_since ? now - s->due_since : 0 },
		{ "rollup_dirty_hours", "Hours that wait for recounting.",
		    s->dirty },
		{ "jobs_waiting", "Jobs in the queue.", s->jobs_waiting },
		{ "jobs_failed", "Jobs that failed in the last 7 days.",
		    s->jobs_failed },
		{ "sweep_age_seconds", "Time since Help Scout was last asked for"
		    " changes; -1 when never.",
		    s->sweep_done_at ? now - s->sweep_done_at : -1 },
		{ "webhooks_day", "Webhook events of the last 24 hours.",
		    h->events },
		{ "webhooks_waiting", "Webhook events that wait to be fetched.",
		    h->waiting },
		{ "webhooks_failed", "Of those of 24 hours, given up.",
		    h->failed },
		{ "webhooks_refused", "Deliveries refused in 24 hours.",
		    h->refused },
		{ "slack_refused", "Buttons of Slack refused in 24 hours.",
		    f.slack_refused },
		{ "webhook_age_seconds", "Time since the last delivery; -1 when "
		    "never.", h->last_at ? now - h->last_at : -1 },
		{ "slack_waiting", "Alerts that wait for Slack.",
		    f.slack.waiting },
		{ "slack_late_seconds", "By how much the latest of them is "
		    "late.", f.slack.late_s },
		{ "slack_given_up", "Alerts of 24 hours that Slack would not "
		    "take.", f.slack.given_up },
		{ "slack_refuses", "1 while Slack takes no alert at all, such as"
		    " after its token was revoked.", f.slack.refuses },
		{ "slack_presses_waiting", "Presses of buttons in Slack that "
		    "wait to be carried out.", f.slack.presses },
		{ "helpscout_broken", "1 while the connection to Help Scout is "
		    "broken and somebody has to connect again on /connect.",
		    f.connection.broken },
		{ "data_version", "Version of the data that pages show.",
		    s->version },
	};

	if (rc != RC_OK)
		return rc;
	rq->content_type = "text/plain; version=0.0.4; charset=utf-8";
	for (size_t i = 0; i < sizeof(gauges) / sizeof(*gauges); i++)
		gauge(&rq->out, gauges[i].name, gauges[i].help,
		    gauges[i].value);
	return RC_OK;
}

/* For nginx's auth_request: the answer's headers carry the role and the time zone
 * into the key of the cache. */
enum rc
api_auth(struct req *rq)
{
	req_header(rq, "X-Tidemark-Role", role_name(rq->who.role));
	req_header(rq, "X-Tidemark-Zone", rq->zone);
	rq->status = 204;
	return RC_OK;
}
