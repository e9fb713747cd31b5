/* SPDX-License-Identifier: MIT */
/* What the detector and time do to incidents. */
#include "model/incident.h"

#include "base/arena.h"
#include "db/db.h"
#include "model/incident_step.h"

#include <string.h>

static struct step
by_program(struct db *db, struct arena *mem, int64_t at)
{
	return (struct step){ db, mem, at, "program", "", false };
}

/* ---- what the reports say ---- */

struct reports {
	struct facet *facet;
	size_t n;
};

static enum rc
look(const struct step *t, const struct incident_row *i, int64_t from,
    int64_t to, struct reports *out)
{
	struct filter f = incident_filter(t->mem, i);

	f.from = from;
	f.to = to;
	return conversation_facets(t->db, t->mem, &f, &out->facet, &out->n);
}

static struct incident_share
share_of(const struct reports *r, const char *dimension, const char *key)
{
	struct incident_share s = { 0, 0 };

	for (size_t i = 0; i < r->n; i++) {
		const struct facet *f = &r->facet[i];

		if (strcmp(f->dimension, dimension) != 0 || *f->key == '\0')
			continue;
		s.named += f->n;
		s.here += strcmp(f->key, key) == 0 ? f->n : 0;
	}
	return s;
}

static enum severity
severity_of(const struct reports *r, enum severity believed)
{
	int64_t n[4] = { 0 }, all = 0;
	enum severity s;

	for (size_t i = 0; i < r->n; i++)
		if (strcmp(r->facet[i].dimension, "severity") == 0 &&
		    severity_parse(r->facet[i].key, &s)) {
			n[s] += r->facet[i].n;
			all += r->facet[i].n;
		}
	return all == 0 ? believed : incident_severity(n);
}

/* Most of the reports that name a version name one before the fix. */
static bool
mostly_old(const struct reports *r, const char *fixed_in, bool believed)
{
	int64_t old = 0, named = 0;

	for (size_t i = 0; i < r->n; i++) {
		const struct facet *f = &r->facet[i];

		if (strcmp(f->dimension, "version") != 0 || *f->key == '\0')
			continue;
		named += f->n;
		old += version_compare(f->key, fixed_in) < 0 ? f->n : 0;
	}
	return named == 0 ? believed : 2 * old > named;
}

/* Where it mostly is, after a rise at a place (""; all of it). */
static void
place(const struct reports *r, const char *dimension, const char *rose,
    const char **now)
{
	struct incident_share s = share_of(r, dimension, *now);

	if (**now != '\0' && incident_widens(&s))
		*now = "";
	s = share_of(r, dimension, rose);
	if (**now == '\0' && *rose != '\0' &&
	    (s.named == 0 || incident_narrows(&s)))
		*now = rose;
}

/* ---- a rise ---- */

struct rising {
	struct step t;
	const struct incident_rise *rise;
	struct reports window;		/* of the rise */
	struct incident_row was, is;	/* the incident, if there is one */
	bool there;
};

static void
take_numbers(struct incident_row *i, const struct incident_rise *r)
{
	i->reports = r->reports;
	i->expected = r->expected;
	i->seconds = r->seconds;
	i->chance = r->chance;
}

static enum rc
explained(const struct step *t, const struct incident_rise *r, bool *yes)
{
	struct rows rows;
	enum rc rc;

	*yes = false;
	if (*r->category != '\0')
		return RC_OK;
	rc = db_rows(t->db, t->mem, Q_incident_explained, &rows,
	    ARGS(arg_time(r->at - r->seconds), arg_time(r->at)));
	if (rc == RC_OK)
		*yes = 2 * row_num(&rows, 0, 0) >=
		    (double)r->reports - r->expected;
	return rc;
}

static enum rc
find(struct rising *x)
{
	struct rows rows;
	enum rc rc = db_rows(x->t.db, x->t.mem, Q_incident_about, &rows,
	    ARGS(arg_text(x->rise->category), arg_int(x->rise->cluster_id)));

	x->there = rc == RC_OK && rows.n > 0;
	if (x->there)
		incident_read(&rows, 0, &x->was);
	return rc;
}

/* A rise of more than the group that it was about. */
static void
widen_group(struct incident_row *i, const struct incident_rise *r)
{
	if (i->cluster_id == 0 || i->cluster_id == r->cluster_id)
		return;
	i->cluster_id = 0;
	i->group = "";
}

static enum rc
narrow(struct rising *x)
{
	struct reports all;
	enum rc rc = look(&x->t, &x->is, x->is.begins_at, x->rise->at, &all);

	if (rc != RC_OK)
		return rc;
	place(&all, "platform", x->rise->platform, &x->is.platform);
	place(&all, "version", x->rise->app_version, &x->is.app_version);
	return RC_OK;
}

static struct incident_input
input(const struct rising *x, enum incident_act act)
{
	const struct incident_rise *r = x->rise;

	return (struct incident_input){ .act = act, .at = r->at,
		.rate = r->rate, .version = "",
		.severity = severity_of(&x->window, r->severity),
		.old = x->there && *x->was.s.fixed_in != '\0' &&
		    mostly_old(&x->window, x->was.s.fixed_in, r->old) };
}

static enum rc
group_title(struct rising *x, int64_t id, const char **title)
{
	struct rows rows;
	enum rc rc = db_rows(x->t.db, x->t.mem, Q_group_root, &rows,
	    ARGS(arg_ints(&id, 1)));

	*title = rc == RC_OK && rows.n > 0 ? row_text(&rows, 0, 1) : "";
	return rc;
}

static enum rc
open_one(struct rising *x)
{
	const struct incident_rise *r = x->rise;
	struct incident_input in;
	const char *why;
	bool tell;
	enum rc rc = RC_OK;

	x->there = false;
	x->is = (struct incident_row){ .category = r->category, .also = "",
		.cluster_id = r->cluster_id, .group = "", .platform = "",
		.app_version = "", .owner = "", .begins_at = r->begins_at };
	take_numbers(&x->is, r);
	if (r->cluster_id != 0)
		rc = group_title(x, r->cluster_id, &x->is.group);
	if (rc == RC_OK)
		rc = look(&x->t, &x->is, r->begins_at, r->at, &x->window);
	if (rc == RC_OK)
		rc = narrow(x);
	if (rc != RC_OK)
		return rc;
	in = input(x, ACT_RAISE);
	(void)incident_next(&x->is.s, &in, &x->is.s, &tell, &why);
	return step_save(&x->t, &x->is, &x->is, incident_act_word(ACT_RAISE),
	    tell);
}

/* Once after it was resolved: a rise goes on for many looks. */
static enum rc
record_old(struct rising *x)
{
	struct incident_event *last;
	size_t n;
	enum rc rc = incident_events(x->t.db, x->t.mem, x->was.id, 1, &last,
	    &n);

	if (rc != RC_OK || (n > 0 && strcmp(last->kind, "older versions") == 0))
		return rc;
	return step_record(&x->t, &x->was, "older versions", false);
}

static bool
scope_changed(const struct incident_row *a, const struct incident_row *b)
{
	return a->cluster_id != b->cluster_id ||
	    strcmp(a->platform, b->platform) != 0 ||
	    strcmp(a->app_version, b->app_version) != 0;
}

static enum rc
go_on(struct rising *x, const struct incident_input *in)
{
	enum incident_outcome outcome;
	const char *why;
	bool tell;
	enum rc rc;

	outcome = incident_next(&x->was.s, in, &x->is.s, &tell, &why);
	take_numbers(&x->is, x->rise);
	/* another episode is counted by itself; the record has the first */
	if (!incident_is_open(x->was.s.state))
		x->is.begins_at = x->rise->begins_at;
	widen_group(&x->is, x->rise);
	rc = narrow(x);
	if (rc != RC_OK)
		return rc;
	if (outcome == INCIDENT_CHANGED)
		return step_save(&x->t, &x->was, &x->is, incident_step_word(
		    &x->was.s, &x->is.s, in->act), tell);
	return scope_changed(&x->was, &x->is) ?
	    step_save(&x->t, &x->was, &x->is, "scope", false) :
	    step_keep(&x->t, &x->is);
}

static enum rc
consolidate(struct rising *x)
{
	struct incident_input in;
	enum rc rc = find(x);

	if (rc != RC_OK || !x->there)
		return rc == RC_OK ? open_one(x) : rc;
	rc = look(&x->t, &x->was, x->rise->begins_at, x->rise->at, &x->window);
	if (rc != RC_OK)
		return rc;
	x->is = x->was;
	in = input(x, ACT_RISE);
	if (incident_is_open(x->was.s.state))
		return go_on(x, &in);
	switch (incident_returns(&x->was.s, &in)) {
	case INCIDENT_RETURNS:
		return go_on(x, &in);
	case INCIDENT_RECORDED:
		return record_old(x);
	default:
		return open_one(x);
	}
}

enum rc
incident_rise(struct db *db, struct arena *mem, const struct incident_rise *r,
    int64_t *id)
{
	struct rising x = { .t = by_program(db, mem, r->at), .rise = r };
	bool known = false;
	enum rc rc = step_begin(&x.t);

	*id = 0;
	if (rc == RC_OK)
		rc = explained(&x.t, r, &known);
	if (rc == RC_OK && !known)
		rc = consolidate(&x);
	if (rc == RC_OK && !known)
		*id = x.is.id;
	return db_end(db, rc);
}

/* ---- time ---- */

static enum rc
step(const struct step *t, int64_t id, const struct incident_input *in,
    int64_t begins_at)
{
	struct incident_row was, is;
	const char *why;
	bool tell;
	enum rc rc = step_begin(t);

	if (rc == RC_OK)
		rc = step_hold(t, id, &was);
	if (rc == RC_OK) {
		is = was;
		if (incident_next(&was.s, in, &is.s, &tell, &why) ==
		    INCIDENT_CHANGED) {
			if (begins_at != 0)
				is.begins_at = begins_at;
			rc = step_save(t, &was, &is, incident_step_word(&was.s,
			    &is.s, in->act), tell);
		}
	}
	return db_end(t->db, rc);
}

enum rc
incident_tick(struct db *db, struct arena *mem, int64_t now, int64_t quiet_s)
{
	const struct step t = by_program(db, mem, now);
	const struct incident_input in = { .act = ACT_TICK, .at = now,
		.version = "", .quiet_s = quiet_s };
	struct rows due;
	enum rc rc = db_rows(db, mem, Q_incident_due, &due, ARGS(arg_time(now),
	    arg_int(INCIDENT_ONGOING_S), arg_int(quiet_s)));

	for (size_t i = 0; rc == RC_OK && i < due.n; i++)
		rc = step(&t, row_int(&due, i, 0), &in, 0);
	return rc;
}

/* How long after its end an incident is watched for versions. */
enum { WATCH_S = 90 * 86400 };

enum rc
incident_reports(struct db *db, struct arena *mem, int64_t now)
{
	const struct step t = by_program(db, mem, now);
	struct rows late;
	enum rc rc = db_rows(db, mem, Q_incident_late, &late,
	    ARGS(arg_time(now - WATCH_S)));

	for (size_t i = 0; rc == RC_OK && i < late.n; i++)
		rc = step(&t, row_int(&late, i, 0), &(struct incident_input){
		    .act = ACT_REPORT, .at = now,
		    .version = row_text(&late, i, 1) }, row_int(&late, i, 3));
	return rc;
}
