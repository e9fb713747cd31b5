/* SPDX-License-Identifier: MIT */
/* Incidents: as the replaced dashboard has them, and all that is known. */
#include "api/api.h"

#include "api/words.h"
#include "ask/incident.h"
#include "base/arena.h"
#include "base/clock.h"
#include "base/table.h"
#include "db/db.h"
#include "model/conversation.h"
#include "model/trend.h"

#include <string.h>

/* clang-format off */
const struct param old_incidents_params[] = {
	{ "limit", P_CLAMP, "50", 1, 200, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};
const struct param incidents_params[] = {
	INCIDENT_QUERY_PARAMS,
	{ "limit", P_CLAMP, "50", 1, 200, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};

/* What each state is called by the replaced dashboard, and what a severity is
 * worth on its scale of 0 to 100. */
static const struct { const char *state, *status; } statuses[] = {
	{ "acknowledged", "ack" }, { "muted", "muted" },
	{ "resolved", "resolved" },
};
static const struct { const char *severity; int score; } scores[] = {
	{ "critical", 90 }, { "high", 70 }, { "medium", 45 }, { "low", 20 },
};
/* clang-format on */

enum { EVENTS_MOST = 200, GROUPS_MOST = 20 };

static const char *
status_of(const char *state)
{
	size_t i = TABLE_FIND(statuses, state, state);

	return i < TABLE_LEN(statuses) ? statuses[i].status : "open";
}

static int
score_of(const char *severity)
{
	size_t i = TABLE_FIND(scores, severity, severity);

	return i < TABLE_LEN(scores) ? scores[i].score : 0;
}

static void
write_old(struct req *rq, struct jw *w, const struct incident_row *i)
{
	const char *severity = severity_name(i->s.severity);

	jw_object(w);
	jw_int(jw_key(w, "id"), i->id);
	jw_text(jw_key(w, "signature"), i->title);
	jw_text(jw_key(w, "status"), status_of(incident_state_word(
	    i->s.state)));
	jw_text(jw_key(w, "bucket"), severity);
	jw_int(jw_key(w, "score"), score_of(severity));
	jw_key(w, "cluster_key");
	if (i->cluster_id == 0)
		jw_null(w);
	else
		jw_text(w, arena_fmt(rq->mem, "%lld",
		    (long long)i->cluster_id));
	jw_text_or_null(jw_key(w, "slack_channel_id"), i->channel);
	jw_text_or_null(jw_key(w, "slack_thread_ts"), i->thread);
	jw_time(jw_key(w, "last_update"), i->updated_at);
	jw_end(w);
}

enum rc
api_old_incidents(struct req *rq)
{
	const struct incident_query q = { "", "", "", 0, req_int(rq, "limit"),
		true };
	struct incident_row *rows;
	int64_t all;
	size_t n;
	enum rc rc = incident_list(rq->db, rq->mem, &q, &rows, &n, &all);
	struct jw w;

	if (rc != RC_OK)
		return rc;
	w = req_json(rq);
	jw_object(&w);
	jw_array(jw_key(&w, "incidents"));
	for (size_t i = 0; i < n; i++)
		write_old(rq, &w, &rows[i]);
	jw_end(&w);
	jw_end(&w);
	return RC_OK;
}

static int64_t
count(const struct incident_tally *t, size_t n, const char *status,
    const char *severity)
{
	int64_t sum = 0;

	for (size_t i = 0; i < n; i++)
		if ((status == NULL ||
		    strcmp(status_of(t[i].state), status) == 0) &&
		    (severity == NULL || strcmp(t[i].severity, severity) == 0))
			sum += t[i].n;
	return sum;
}

enum rc
api_stats(struct req *rq)
{
	static const char *const names[] = { "open", "ack", "muted",
		"resolved" };
	struct incident_tally *t;
	size_t n;
	enum rc rc = incident_tallies(rq->db, rq->mem, &t, &n);
	struct jw w;

	if (rc != RC_OK)
		return rc;
	w = req_json(rq);
	jw_object(&w);
	jw_int(jw_key(&w, "total"), count(t, n, NULL, NULL));
	jw_object(jw_key(&w, "by_status"));
	for (int i = 0; i < 4; i++)
		jw_int(jw_key(&w, names[i]), count(t, n, names[i], NULL));
	jw_end(&w);
	jw_object(jw_key(&w, "by_bucket"));
	for (size_t i = 0; i < TABLE_LEN(scores); i++)
		jw_int(jw_key(&w, scores[i].severity), count(t, n, NULL,
		    scores[i].severity));
	jw_end(&w);
	jw_end(&w);
	return RC_OK;
}

/* ---- version 1 ---- */

static void
write_rise(struct jw *w, const struct incident_row *i)
{
	jw_object(jw_key(w, "last_rise"));
	jw_time(jw_key(w, "at"), i->s.last_rise);
	jw_int(jw_key(w, "reports"), i->reports);
	jw_num(jw_key(w, "expected"), i->expected);
	jw_int(jw_key(w, "seconds"), i->seconds);
	jw_num(jw_key(w, "chance"), i->chance);
	jw_end(w);
}

/* The members of an incident, in an object that is open. */
static void
write_row(struct jw *w, const struct incident_row *i)
{
	jw_int(jw_key(w, "id"), i->id);
	jw_text(jw_key(w, "title"), i->title);
	jw_text(jw_key(w, "state"), incident_state_word(i->s.state));
	jw_text(jw_key(w, "severity"), severity_name(i->s.severity));
	jw_text_or_null(jw_key(w, "owner"), i->owner);
	jw_text(jw_key(w, "category"), i->category);
	jw_text(jw_key(w, "also"), i->also);
	jw_text(jw_key(w, "platform"), i->platform);
	jw_text(jw_key(w, "version"), i->app_version);
	jw_int_or_null(jw_key(w, "group"), i->cluster_id, 0);
	jw_int(jw_key(w, "conversations"), i->conversations);
	jw_int(jw_key(w, "customers"), i->customers);
	jw_time(jw_key(w, "begins_at"), i->begins_at);
	jw_time(jw_key(w, "raised_at"), i->s.raised_at);
	jw_time(jw_key(w, "ended_at"), i->s.ended_at);
	jw_time(jw_key(w, "mute_until"), i->s.mute_until);
	jw_text_or_null(jw_key(w, "fixed_in"), i->s.fixed_in);
	jw_int_or_null(jw_key(w, "merged_into"), i->merged_into, 0);
	jw_time(jw_key(w, "updated_at"), i->updated_at);
	write_rise(w, i);
}

enum rc
api_incidents(struct req *rq)
{
	const struct incident_query q = ask_incidents(rq, req_int(rq,
	    "limit"));
	struct incident_row *rows;
	int64_t all;
	size_t n;
	enum rc rc = incident_list(rq->db, rq->mem, &q, &rows, &n, &all);
	struct jw w;

	if (rc != RC_OK)
		return rc;
	w = req_json(rq);
	jw_object(&w);
	jw_int(jw_key(&w, "total"), all);
	jw_array(jw_key(&w, "incidents"));
	for (size_t i = 0; i < n; i++) {
		jw_object(&w);
		write_row(&w, &rows[i]);
		jw_end(&w);
	}
	jw_end(&w);
	jw_end(&w);
	return RC_OK;
}

static void
write_event(struct jw *w, const struct incident_event *e)
{
	jw_object(w);
	jw_int(jw_key(w, "id"), e->id);
	jw_text(jw_key(w, "kind"), e->kind);
	jw_text(jw_key(w, "from"), e->from);
	jw_text(jw_key(w, "to"), e->to);
	jw_text(jw_key(w, "who"), e->who);
	jw_time(jw_key(w, "at"), e->at);
	jw_text_or_null(jw_key(w, "note"), e->note);
	jw_int(jw_key(w, "conversations"), e->conversations);
	jw_int(jw_key(w, "customers"), e->customers);
	jw_int_or_null(jw_key(w, "other"), e->other, 0);
	jw_end(w);
}

struct whole {
	struct incident_row row;
	struct incident_event *events;
	struct incident_group *groups;
	struct facet *facets;
	size_t n_events, n_groups, n_facets;
};

static enum rc
read_whole(struct req *rq, struct whole *x)
{
	struct filter f;
	int64_t id;
	enum rc rc = RC_NOT_FOUND;

	if (req_path_id(rq, &id))
		rc = db_begin_snapshot(rq->db);
	if (rc == RC_OK)
		rc = incident_one(rq->db, rq->mem, id, &x->row);
	if (rc != RC_OK)
		return rc;
	f = incident_filter(rq->mem, &x->row);
	rc = conversation_facets(rq->db, rq->mem, &f, &x->facets,
	    &x->n_facets);
	if (rc == RC_OK)
		rc = incident_groups(rq->db, rq->mem, id, GROUPS_MOST,
		    &x->groups, &x->n_groups);
	if (rc == RC_OK)
		rc = incident_events(rq->db, rq->mem, id, EVENTS_MOST,
		    &x->events, &x->n_events);
	return rc == RC_OK ? db_commit(rq->db) : rc;
}

static void
write_facets(struct jw *w, const struct whole *x, const char *name,
    const char *dimension)
{
	jw_array(jw_key(w, name));
	for (size_t i = 0; i < x->n_facets; i++) {
		if (strcmp(x->facets[i].dimension, dimension) != 0)
			continue;
		jw_object(w);
		jw_text(jw_key(w, "name"), x->facets[i].key);
		jw_int(jw_key(w, "count"), x->facets[i].n);
		jw_end(w);
	}
	jw_end(w);
}

static void
write_whole(struct jw *w, const struct whole *x)
{
	jw_object(w);
	write_row(w, &x->row);
	write_facets(w, x, "platforms", "platform");
	write_facets(w, x, "versions", "version");
	jw_array(jw_key(w, "groups"));
	for (size_t i = 0; i < x->n_groups; i++) {
		jw_object(w);
		jw_int(jw_key(w, "id"), x->groups[i].id);
		jw_text(jw_key(w, "title"), x->groups[i].title);
		jw_int(jw_key(w, "conversations"), x->groups[i].conversations);
		jw_int(jw_key(w, "customers"), x->groups[i].customers);
		jw_end(w);
	}
	jw_end(w);
	jw_array(jw_key(w, "events"));
	for (size_t i = 0; i < x->n_events; i++)
		write_event(w, &x->events[i]);
	jw_end(w);
	jw_end(w);
}

enum rc
api_incident(struct req *rq)
{
	struct whole x;
	enum rc rc = read_whole(rq, &x);
	struct jw w;

	if (rc != RC_OK)
		return rc;
	w = req_json(rq);
	write_whole(&w, &x);
	return RC_OK;
}

enum rc
api_incident_deed(struct req *rq)
{
	struct incident_done d;
	enum rc rc = ask_incident(rq, req_int, &d);
	struct jw w;

	if (rc != RC_OK)
		return rc;
	w = req_json(rq);
	jw_object(&w);
	jw_bool(jw_key(&w, "ok"), true);
	jw_bool(jw_key(&w, "changed"), d.outcome == INCIDENT_CHANGED);
	jw_text(jw_key(&w, "state"), incident_state_word(d.state));
	jw_end(&w);
	return RC_OK;
}
