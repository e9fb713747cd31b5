/* SPDX-License-Identifier: MIT */
#include "job/notify.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/parse.h"
#include "base/stop.h"
#include "conf/conf.h"
#include "db/db.h"
#include "job/notify_digest.h"
#include "job/notify_send.h"
#include "model/alert.h"
#include "model/incident.h"
#include "model/outbox.h"
#include "net/retry.h"
#include "text/json_read.h"
#include "upstream/slack.h"

#include <string.h>

enum {
	KEYS = 50, SWEEP_MS = 20 * 1000, STOPPED_MS = 60 * 1000, QUIET_MIN_S = 1,
	PRESS_AGAIN_MS = 3000,
	/* People may change them meanwhile, and nothing waits for longer. */
	QUIET_LOOK_S = HOUR
};

struct notify {
	struct sender sender;
	struct pace held;	/* channels that have something to say */
	int64_t swept_ms;
	int64_t purge_ms;	/* when old alerts are looked for */
	int64_t press_ms;	/* until then no button is carried out */
	int64_t loose_ms;	/* until then nothing is cleared up */
	int64_t stopped_ms;	/* until then nothing is called */
	bool tested;		/* Slack lets us in */
};

static struct notify state;

/* --- what becomes of a row --------------------------------------------------- */

static int64_t
later_s(const struct sender *s, const struct outbox_item *o)
{
	int64_t grown = retry_backoff_ms((unsigned)o->attempts + 1,
	    (uint32_t)o->ids[0]) / 1000;

	return s->wait_s > grown || s->all ? s->wait_s : grown;
}

/* Nothing can be sent to anybody: the operator is told, a minute later it is
 * tried again. */
static enum rc
stop_all(struct job *job, struct notify *n, const char *why)
{
	LOG(ERROR, "slack_refuses", L_STR("why", why));
	n->tested = false;
	n->stopped_ms = clock_mono_ms() + STOPPED_MS;
	return slack_problem(job->db, job->mem, why, "");
}

static enum rc
wait_all(struct job *job, struct notify *n, int64_t seconds)
{
	n->stopped_ms = clock_mono_ms() + seconds * 1000;
	return slack_closed(job->db, job->mem, seconds);
}

/* After a call, or instead of one. */
static enum rc
settle(struct job *job, struct notify *n, const struct outbox_item *o,
    enum sent sent)
{
	struct sender *s = &n->sender;
	enum rc rc;

	switch (sent) {
	case SENT_THERE:
		return outbox_sent(job->db, job->mem, o);
	case SENT_CALLED:
		return RC_OK;
	case SENT_STOP:
		return stop_all(job, n, s->error);
	case SENT_REFUSED:
		LOG(WARN, "slack_given_up", L_STR("key", o->key),
		    L_STR("why", s->error));
		return outbox_dead(job->db, job->mem, o, s->error);
	case SENT_WAIT:
		break;
	}
	if (s->wait_s == 0) {	/* the channel's second is not over */
		pace_set(&n->held, o->channel, s->free_ms);
		return RC_OK;
	}
	rc = outbox_later(job->db, job->mem, o, later_s(s, o), s->error);
	return rc == RC_OK && s->all ? wait_all(job, n, s->wait_s) : rc;
}

/* --- kinds of alerts ---------------------------------------------------------- */

static struct say_place
place_of(const struct conf *conf)
{
	return (struct say_place){ conf->public_url, conf->hs_web_url,
		*conf->slack_signing_secret != '\0' };
}

static bool
is_id(const char *key, const char *about, int64_t *id)
{
	size_t len = strlen(about);

	return strncmp(key, about, len) == 0 && key[len] == ':' &&
	    parse_int(key + len + 1, 1, INT64_MAX, id);
}

/* *row: what is known of the message, NULL nothing. */
static enum rc
known(struct job *job, const char *key, struct slack_row *buf,
    const struct slack_row **row)
{
	enum rc rc = slack_row(job->db, job->mem, key, buf);

	*row = rc == RC_OK ? buf : NULL;
	return rc == RC_NOT_FOUND ? RC_OK : rc;
}

/* A message of its own, posted once. */
static enum rc
deliver_once(struct job *job, struct notify *n, const struct outbox_item *o,
    const struct telling *what)
{
	const struct send_where where = { o->key, o->channel, "", 0 };
	const struct slack_row *row;
	struct slack_row buf;
	enum sent sent;
	enum rc rc = known(job, o->key, &buf, &row);

	if (rc != RC_OK)
		return rc;
	sent = send_post(&n->sender, &where, what, row, &rc);
	return rc == RC_OK ? settle(job, n, o, sent) : rc;
}

/* True when it waits for the end of the quiet hours. */
static bool
kept_quiet(struct job *job, const struct outbox_item *o, bool urgent,
    enum rc *rc)
{
	int64_t seconds = 0;

	if (urgent)
		return false;
	*rc = alert_quiet(job->db, job->mem, job->conf->timezone, &seconds);
	if (*rc != RC_OK || seconds < QUIET_MIN_S)
		return *rc != RC_OK;
	*rc = outbox_later(job->db, job->mem, o,
	    seconds < QUIET_LOOK_S ? seconds : QUIET_LOOK_S, "");
	return true;
}

static enum rc
deliver_ticket(struct job *job, struct notify *n, const struct outbox_item *o,
    int64_t id)
{
	const struct say_place place = place_of(job->conf);
	struct alert_ticket t;
	struct telling what;
	enum rc rc = alert_ticket(job->db, job->mem, id, &t);

	if (rc == RC_NOT_FOUND)
		return outbox_shown(job->db, job->mem, o,
		    "the conversation is not here any more");
	if (rc != RC_OK)
		return rc;
	if (t.answered)
		return outbox_shown(job->db, job->mem, o,
		    "an agent has replied meanwhile, or it counts no more");
	if (t.n_kinds == 0)
		return outbox_shown(job->db, job->mem, o,
		    "it does not hold any more, or is switched off");
	if (t.told)
		return outbox_shown(job->db, job->mem, o,
		    "an open incident tells of it");
	if (kept_quiet(job, o, t.urgent, &rc))
		return rc;
	what = say_ticket(job->mem, &place, &t);
	return deliver_once(job, n, o, &what);
}

/* --- incidents ---------------------------------------------------------------- */

struct incident_alert {
	struct job *job;
	struct notify *n;
	const struct outbox_item *item;
	struct alert_incident i;
	const struct slack_row *row;	/* of the parent */
};

/* Something in the thread. True: a step was taken, whatever came of it. */
static bool
in_thread(struct incident_alert *a, const char *key, const struct telling *what,
    enum rc *rc)
{
	const struct send_where where = { key, a->row->channel, a->row->ts, 0 };
	const struct slack_row *row;
	struct slack_row buf;
	enum sent sent;

	*rc = known(a->job, key, &buf, &row);
	if (*rc != RC_OK)
		return true;
	sent = send_post(&a->n->sender, &where, what, row, rc);
	/* refused for what it says: the others still go out */
	if (sent == SENT_THERE || (sent == SENT_REFUSED && row != NULL))
		return false;
	if (*rc == RC_OK)
		*rc = settle(a->job, a->n, a->item, sent);
	return true;
}

static bool
tell_events(struct incident_alert *a, enum rc *rc)
{
	struct job *job = a->job;
	struct alert_event *e;
	size_t n;

	*rc = alert_events(job->db, job->mem, a->i.id, &e, &n);
	for (size_t i = 0; *rc == RC_OK && i < n; i++) {
		struct telling what = say_event(job->mem, &a->i, &e[i]);

		if (in_thread(a, arena_fmt(job->mem, "%s/event:%lld",
		    a->item->key, (long long)e[i].id), &what, rc))
			return true;
	}
	return *rc != RC_OK;
}

static bool
is_answered(const struct alert_incident *i)
{
	static const char *const answered[] = { "acknowledged", "muted",
		"resolved" };

	for (size_t n = 0; n < sizeof(answered) / sizeof(*answered); n++)
		if (strcmp(i->state, answered[n]) == 0)
			return true;
	return i->merged_into != 0;
}

/* Of several reminders that waited, one is said. */
static bool
remind(struct incident_alert *a, enum rc *rc)
{
	const struct outbox_item *o = a->item;
	bool reminds = strcmp(o->kind, "reminder") == 0 ||
	    strcmp(o->kind, "escalation") == 0;
	struct telling what;

	*rc = RC_OK;
	if (!reminds || is_answered(&a->i))
		return false;
	what = say_reminder(a->job->mem, &a->i, o->kind, clock_now());
	return in_thread(a, arena_fmt(a->job->mem, "%s/outbox:%lld", o->key,
	    (long long)o->kind_id), &what, rc);
}

/* The parent stands there: brought up to date, then its thread. An edit wakes
 * nobody, so it may be made in quiet hours. */
static enum rc
follow_up(struct incident_alert *a, const struct telling *what)
{
	struct job *job = a->job;
	const struct send_where where = { a->item->key, a->row->channel, "", 0 };
	bool urgent = a->i.urgent ||
	    strcmp(a->item->kind, "escalation") == 0;
	enum rc rc;
	enum sent sent = send_edit(&a->n->sender, &where, what, a->row, &rc);

	if (rc != RC_OK)
		return rc;
	if (sent != SENT_THERE)
		return settle(job, a->n, a->item, sent);
	if (kept_quiet(job, a->item, urgent, &rc) || tell_events(a, &rc) ||
	    remind(a, &rc))
		return rc;
	return rc == RC_OK ? settle(job, a->n, a->item, SENT_THERE) : rc;
}

static enum rc
open_parent(struct incident_alert *a, const struct telling *what)
{
	struct job *job = a->job;
	const struct send_where where = { a->item->key, a->item->channel, "",
		a->i.last_event };
	enum rc rc = RC_OK;
	enum sent sent;

	if (a->row == NULL && a->i.below)
		return outbox_shown(job->db, job->mem, a->item,
		    "less severe than what is told in Slack");
	if (a->row == NULL && kept_quiet(job, a->item, a->i.urgent, &rc))
		return rc;
	sent = send_post(&a->n->sender, &where, what, a->row, &rc);
	return rc == RC_OK ? settle(job, a->n, a->item, sent) : rc;
}

static enum rc
deliver_incident(struct job *job, struct notify *n,
    const struct outbox_item *o, int64_t id)
{
	const struct say_place place = place_of(job->conf);
	struct incident_alert a = { .job = job, .n = n, .item = o };
	struct slack_row buf;
	struct telling what;
	enum rc rc = alert_incident(job->db, job->mem, id, &a.i);

	if (rc == RC_NOT_FOUND)
		return outbox_dead(job->db, job->mem, o, "no such incident");
	if (rc == RC_OK)
		rc = known(job, o->key, &buf, &a.row);
	if (rc != RC_OK)
		return rc;
	what = say_incident(job->mem, &place, &a.i);
	return a.row != NULL && *a.row->ts != '\0' ? follow_up(&a, &what) :
	    open_parent(&a, &what);
}

/* --- the rest ------------------------------------------------------------------ */

static struct json_object *
payload_of(struct job *job, const struct outbox_item *o)
{
	struct json_object *json = NULL;
	const char *why;

	if (json_parse(job->mem, o->payload, strlen(o->payload), &json,
	    &why) != RC_OK)
		return NULL;
	return json;
}

static const char *
payload_text(struct job *job, const struct outbox_item *o, const char *name)
{
	const char *text = jr_text(job->mem, payload_of(job, o), name);

	return text != NULL ? text : "";
}

static enum rc
deliver_press(struct job *job, struct notify *n, const struct outbox_item *o)
{
	enum sent sent = send_response(&n->sender,
	    payload_text(job, o, "url"), payload_text(job, o, "text"));

	/* an address for answers is good for half an hour */
	if (sent == SENT_CALLED || o->attempts > 5)
		sent = SENT_THERE;
	return settle(job, n, o, sent);
}

static enum rc
deliver_other(struct job *job, struct notify *n, const struct outbox_item *o)
{
	const struct say_place place = place_of(job->conf);
	struct telling what;
	enum rc rc = RC_OK;

	if (strncmp(o->key, "press:", 6) == 0)
		return deliver_press(job, n, o);
	if (strncmp(o->key, "test:", 5) == 0) {
		what = say_test(job->mem, &place, payload_text(job, o, "who"));
	} else if (strncmp(o->key, "digest:", 7) == 0) {
		if (kept_quiet(job, o, false, &rc))
			return rc;
		rc = notify_digest(job, &place, payload_text(job, o, "every"),
		    &what);
	} else {
		return outbox_dead(job->db, job->mem, o, "unknown kind of key");
	}
	return rc == RC_OK ? deliver_once(job, n, o, &what) : rc;
}

static enum rc
deliver(struct job *job, struct notify *n, const struct outbox_item *o)
{
	int64_t id;

	if (*o->channel == '\0' && strncmp(o->key, "press:", 6) != 0)
		return outbox_shown(job->db, job->mem, o,
		    "no channel is set for it");
	if (is_id(o->key, "incident", &id))
		return deliver_incident(job, n, o, id);
	if (is_id(o->key, "ticket", &id))
		return deliver_ticket(job, n, o, id);
	return deliver_other(job, n, o);
}

/* --- the program ---------------------------------------------------------------- */

/* Whether the token is good, and of which workspace: once a run. */
static enum rc
test_once(struct job *job, struct notify *n)
{
	struct slack_who who = { "", "", "" };
	enum slack_result result;
	enum sent sent;

	if (n->tested)
		return RC_OK;
	result = slack_test(n->sender.slack, job->mem, &who);
	sent = sent_of(&n->sender, (int)result);
	if (sent == SENT_STOP)
		return stop_all(job, n, n->sender.error);
	if (sent == SENT_WAIT)
		return wait_all(job, n, n->sender.wait_s);
	if (sent != SENT_CALLED)	/* an error that says nothing of us */
		return wait_all(job, n, STOPPED_MS / 1000);
	n->tested = true;
	return slack_problem(job->db, job->mem, "",
	    who.team_id ? who.team_id : "");
}

/* Once a run and an hour: a run is as long as cron lets it linger. */
static enum rc
purge(struct job *job, struct notify *n, int64_t now)
{
	enum { PURGE = 5000, PURGE_MS = 3600 * 1000 };

	if (now < n->purge_ms)
		return RC_OK;
	n->purge_ms = now + PURGE_MS;
	return outbox_purge(job->db, job->mem, job->conf->job_days, PURGE);
}

static enum rc
sweep(struct job *job, struct notify *n)
{
	int64_t now = clock_mono_ms();
	enum rc rc;

	if (n->swept_ms != 0 && now - n->swept_ms < SWEEP_MS) {
		job_again_by(job, n->swept_ms + SWEEP_MS);
		return RC_OK;
	}
	n->swept_ms = now;
	job_again_by(job, now + SWEEP_MS);
	rc = alert_sweep(job->db, job->mem, job->conf->timezone);
	return rc == RC_OK ? purge(job, n, now) : rc;
}

/* Buttons that the web program stored and could not carry out. While that fails
 * here as well, alerts still go out. */
static enum rc
press_all(struct job *job, struct notify *n)
{
	bool more = clock_mono_ms() >= n->press_ms;
	enum rc rc = RC_OK;

	while (rc == RC_OK && more && !stop_requested())
		rc = incident_press_next(job->db, job->mem, &more);
	if (rc != RC_OK)
		n->press_ms = clock_mono_ms() + PRESS_AGAIN_MS;
	if (n->press_ms > clock_mono_ms())
		job_again_by(job, n->press_ms);
	return rc == RC_DB_DOWN ? rc : RC_OK;
}

/* The first of those due whose channel is free; NULL: *free_ms is when one will
 * be. */
static const struct outbox_item *
choose(const struct notify *n, const struct outbox_item *items, size_t count,
    int64_t *free_ms)
{
	int64_t now = clock_mono_ms();

	*free_ms = now + PACE_MS;
	for (size_t i = 0; i < count; i++) {
		int64_t until = pace_until(&n->held, items[i].channel);

		if (until <= now)
			return &items[i];
		if (until < *free_ms)
			*free_ms = until;
	}
	return NULL;
}

static bool
is_set_up(const struct conf *conf)
{
	return *conf->slack_bot_token != '\0';
}

static enum rc
stopped(struct job *job, struct notify *n, bool *yes)
{
	struct slack_account account;
	int64_t now = clock_mono_ms();
	enum rc rc = RC_OK;

	*yes = n->stopped_ms > now;
	if (!*yes && n->stopped_ms == 0) {	/* a run before was told to wait */
		rc = slack_account(job->db, job->mem, &account);
		n->stopped_ms = now + account.closed_s * 1000;
		*yes = rc == RC_OK && account.closed_s > 0;
	}
	if (*yes)
		job_again_by(job, n->stopped_ms);
	return rc;
}

/* What an attempt came to that no alert asks about any more: its conversation was
 * answered meanwhile, or its reminder is out of date. */
static enum rc
clear_up(struct job *job, struct notify *n, bool *more)
{
	const struct slack_row *row = NULL;
	struct sender *s = &n->sender;
	struct slack_row buf;
	const char *key;
	enum sent sent;
	enum rc rc;

	if (clock_mono_ms() < n->loose_ms)
		return RC_OK;
	rc = slack_loose(job->db, job->mem, 2 * s->timeout_s, &key);
	if (rc != RC_OK)
		return rc == RC_NOT_FOUND ? RC_OK : rc;
	rc = test_once(job, n);
	if (rc == RC_OK && n->tested)
		rc = known(job, key, &buf, &row);
	/* another program may have been faster */
	if (rc != RC_OK || row == NULL || row->state != SLACK_ROW_SENDING)
		return rc;
	*more = true;
	sent = send_nothing(s, key, row, &rc);
	if (sent == SENT_STOP)
		return stop_all(job, n, s->error);
	if (rc != RC_OK || sent != SENT_WAIT)
		return rc;
	n->loose_ms = clock_mono_ms() + s->wait_s * 1000;
	return s->all ? wait_all(job, n, s->wait_s) : RC_OK;
}

static enum rc
tell_next(struct job *job, struct notify *n, bool *more)
{
	const struct outbox_item *chosen;
	struct outbox_item *items;
	int64_t next, free_ms;
	size_t count = 0;
	enum rc rc = outbox_due(job->db, job->mem, job->conf->slack_channel,
	    KEYS, &items, &count);

	if (rc != RC_OK)
		return rc;
	if (count > 0) {
		rc = test_once(job, n);
		if (rc != RC_OK || !n->tested)
			return rc;
		*more = true;
		chosen = choose(n, items, count, &free_ms);
		if (chosen != NULL)
			return deliver(job, n, chosen);
		stop_sleep_ms(free_ms - clock_mono_ms());
		return RC_OK;
	}
	rc = outbox_next(job->db, job->mem, &next);
	if (rc == RC_OK && next >= 0)
		job_again_by(job, clock_mono_ms() + next * 1000 + 10);
	return rc == RC_OK ? clear_up(job, n, more) : rc;
}

static enum job_end
notify_round(struct job *job)
{
	struct notify *n = &state;
	bool more = false, wait = false;
	enum rc rc = sweep(job, n);

	if (rc == RC_OK)
		rc = press_all(job, n);
	if (rc == RC_OK && !is_set_up(job->conf))
		rc = outbox_show_all(job->db, job->mem, "Slack is not set up");
	else if (rc == RC_OK)
		rc = stopped(job, n, &wait);
	if (rc == RC_OK && is_set_up(job->conf) && !wait)
		rc = tell_next(job, n, &more);
	if (rc != RC_OK)
		return job_end_of(rc);
	return more ? JOB_MORE : JOB_IDLE;
}

static enum job_end
notify_begin(struct job *job)
{
	const struct conf *conf = job->conf;

	state.sender = (struct sender){ .job = job, .error = "",
		.timeout_s = conf->slack_timeout };
	state.sender.slack = slack_open(&(struct slack_options){
	    .base_url = conf->slack_base_url,
	    .hooks_url = conf->slack_hooks_url,
	    .token = conf->slack_bot_token,
	    .timeout_ms = conf->slack_timeout * 1000 });
	return JOB_MORE;
}

static void
notify_end(struct job *job)
{
	(void)job;
	slack_close(state.sender.slack);
}

const struct job_program notify_program = {
	.name = "tidemark-notify",
	.purpose = "brings alerts to Slack",
	.channel = "tidemark_outbox",
	.begin = notify_begin,
	.round = notify_round,
	.end = notify_end,
};
