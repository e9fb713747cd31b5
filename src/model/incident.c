/* SPDX-License-Identifier: MIT */
/* Incidents as they are read, and what each step of one leaves behind. */
#include "model/incident.h"

#include "analysis/wording.h"
#include "base/arena.h"
#include "base/json.h"
#include "base/parse.h"
#include "base/sbuf.h"
#include "db/db.h"
#include "model/account.h"
#include "model/data.h"
#include "model/incident_step.h"
#include "model/outbox.h"
#include "model/trend.h"
#include "model/window.h"

/* ---- rows ---- */

void
incident_read(const struct rows *r, size_t i, struct incident_row *out)
{
	enum severity severity = SEVERITY_LOW;

	(void)severity_parse(row_text(r, i, 8), &severity);
	*out = (struct incident_row){
		.id = row_int(r, i, 0), .category = row_text(r, i, 1),
		.also = row_text(r, i, 2), .cluster_id = row_int(r, i, 3),
		.group = row_text(r, i, 4), .platform = row_text(r, i, 5),
		.app_version = row_text(r, i, 6),
		.s = { .state = incident_state_of(row_text(r, i, 7)),
			.severity = severity, .raised_at = row_int(r, i, 12),
			.last_rise = row_int(r, i, 13),
			.told_rate = row_num(r, i, 14),
			.ended_at = row_int(r, i, 15),
			.mute_until = row_int(r, i, 16),
			.fixed_in = row_text(r, i, 17) },
		.title = row_text(r, i, 9),
		.owner = row_text(r, i, 10), .begins_at = row_int(r, i, 11),
		.reports = row_int(r, i, 18), .expected = row_num(r, i, 19),
		.seconds = row_int(r, i, 20), .chance = row_num(r, i, 21),
		.merged_into = row_int(r, i, 22), .version = row_int(r, i, 23),
		.updated_at = row_int(r, i, 24), .channel = "", .thread = "",
	};
}

static enum rc
read_all(struct db *db, struct arena *mem, enum query query,
    struct incident_row **out, size_t *n)
{
	struct rows rows;
	enum rc rc = db_rows(db, mem, query, &rows, NO_ARGS);

	if (rc != RC_OK)
		return rc;
	*out = arena_array(mem, rows.n, sizeof(**out));
	*n = rows.n;
	for (size_t i = 0; i < rows.n; i++)
		incident_read(&rows, i, &(*out)[i]);
	return RC_OK;
}

enum rc
incident_open(struct db *db, struct arena *mem, struct incident_row **out,
    size_t *n)
{
	return read_all(db, mem, Q_incident_brief, out, n);
}

static void
read_counts(struct arena *mem, const struct rows *r, size_t i,
    struct incident_row *out)
{
	size_t n;
	const char **bars = row_texts(mem, r, i, INCIDENT_COLUMNS + 4, &n);

	out->conversations = row_int(r, i, INCIDENT_COLUMNS);
	out->customers = row_int(r, i, INCIDENT_COLUMNS + 1);
	out->channel = row_text(r, i, INCIDENT_COLUMNS + 2);
	out->thread = row_text(r, i, INCIDENT_COLUMNS + 3);
	for (size_t k = 0; k < n && k < INCIDENT_SPARK; k++)
		(void)parse_int(bars[k], 0, INT64_MAX, &out->spark[k]);
}

static enum rc
list(struct db *db, struct arena *mem, const struct incident_query *q,
    int64_t only, struct incident_row **out, size_t *n, int64_t *all)
{
	struct rows rows;
	enum rc rc = db_rows(db, mem, Q_incident_list, &rows, ARGS(
	    arg_text(q->state), arg_text(q->category), arg_text(q->owner),
	    arg_int(q->skip), arg_int(q->most), arg_int(only),
	    arg_text(q->changed ? "changed" : "queue")));

	if (rc != RC_OK)
		return rc;
	*out = arena_array(mem, rows.n, sizeof(**out));
	*n = rows.n;
	*all = rows.n > 0 ? row_int(&rows, 0, INCIDENT_COLUMNS + 5) : 0;
	for (size_t i = 0; i < rows.n; i++) {
		incident_read(&rows, i, &(*out)[i]);
		read_counts(mem, &rows, i, &(*out)[i]);
	}
	return RC_OK;
}

enum rc
incident_list(struct db *db, struct arena *mem, const struct incident_query *q,
    struct incident_row **out, size_t *n, int64_t *all)
{
	struct incident_query first = *q;
	struct incident_row *ignored;
	size_t one;
	enum rc rc = list(db, mem, q, 0, out, n, all);

	/* beyond the last one no row says how many there are */
	if (rc != RC_OK || *n > 0 || q->skip == 0)
		return rc;
	first.skip = 0;
	first.most = 1;
	return list(db, mem, &first, 0, &ignored, &one, all);
}

enum rc
incident_one(struct db *db, struct arena *mem, int64_t id,
    struct incident_row *out)
{
	const struct incident_query q = { "", "", "", 0, 1, false };
	struct incident_row *row;
	int64_t all;
	size_t n;
	enum rc rc = id == 0 ? RC_NOT_FOUND : list(db, mem, &q, id, &row, &n,
	    &all);

	if (rc == RC_OK && n == 0)
		rc = RC_NOT_FOUND;
	if (rc == RC_OK)
		*out = row[0];
	return rc;
}

const char *
incident_categories(struct arena *mem, const struct incident_row *i)
{
	return *i->category == '\0' || *i->also == '\0' ? i->category :
	    arena_fmt(mem, "%s,%s", i->category, i->also);
}

struct filter
incident_filter(struct arena *mem, const struct incident_row *i)
{
	return (struct filter){ .from = i->begins_at, .to = i->s.ended_at,
		.cluster = i->cluster_id,
		.category = incident_categories(mem, i) };
}

const char *
incident_says(struct arena *mem, const struct incident_row *i, const char *when)
{
	return wording_incident(mem, i->title, &(struct wording_counts){
	    i->conversations, i->customers, when, i->reports, i->expected });
}

enum rc
incident_tallies(struct db *db, struct arena *mem, struct incident_tally **out,
    size_t *n)
{
	struct rows rows;
	enum rc rc = db_rows(db, mem, Q_incident_count, &rows, NO_ARGS);

	if (rc != RC_OK)
		return rc;
	*out = arena_array(mem, rows.n, sizeof(**out));
	*n = rows.n;
	for (size_t i = 0; i < rows.n; i++)
		(*out)[i] = (struct incident_tally){ row_text(&rows, i, 0),
			row_text(&rows, i, 1), row_int(&rows, i, 2) };
	return RC_OK;
}

enum rc
incident_over(struct db *db, struct arena *mem, const struct window *w,
    struct incident_tally **out, size_t *n)
{
	struct rows rows;
	enum rc rc = db_rows(db, mem, Q_incident_over, &rows,
	    ARGS(arg_time(w->from), arg_time(w->to), arg_int(w->mailbox)));

	if (rc != RC_OK)
		return rc;
	*out = arena_array(mem, rows.n, sizeof(**out));
	*n = rows.n;
	for (size_t i = 0; i < rows.n; i++)
		(*out)[i] = (struct incident_tally){ "", row_text(&rows, i, 0),
			row_int(&rows, i, 1) };
	return RC_OK;
}

enum rc
incident_choices(struct db *db, struct arena *mem, struct incident_choice **out,
    size_t *n)
{
	struct rows rows;
	enum rc rc = db_rows(db, mem, Q_incident_choices, &rows, NO_ARGS);

	if (rc != RC_OK)
		return rc;
	*out = arena_array(mem, rows.n, sizeof(**out));
	*n = rows.n;
	for (size_t i = 0; i < rows.n; i++)
		(*out)[i] = (struct incident_choice){ row_text(&rows, i, 0),
			row_text(&rows, i, 1), row_int(&rows, i, 2) };
	return RC_OK;
}

enum rc
incident_events(struct db *db, struct arena *mem, int64_t id, int64_t most,
    struct incident_event **out, size_t *n)
{
	struct rows r;
	enum rc rc = db_rows(db, mem, Q_incident_events, &r,
	    ARGS(arg_int(id), arg_int(most)));

	if (rc != RC_OK)
		return rc;
	*out = arena_array(mem, r.n, sizeof(**out));
	*n = r.n;
	for (size_t i = 0; i < r.n; i++)
		(*out)[i] = (struct incident_event){
			.id = row_int(&r, i, 0), .kind = row_text(&r, i, 1),
			.from = row_text(&r, i, 2), .to = row_text(&r, i, 3),
			.who = row_text(&r, i, 4), .at = row_int(&r, i, 5),
			.note = row_text(&r, i, 6),
			.title = row_text(&r, i, 7),
			.until = row_int(&r, i, 8),
			.fixed_in = row_text(&r, i, 9),
			.other = row_int(&r, i, 10),
			.conversations = row_int(&r, i, 11),
			.customers = row_int(&r, i, 12),
			.owner = row_text(&r, i, 13),
		};
	return RC_OK;
}

enum rc
incident_similar(struct db *db, struct arena *mem, int64_t id, int64_t most,
    struct incident_like **out, size_t *n)
{
	struct rows rows;
	enum rc rc = db_rows(db, mem, Q_incident_similar, &rows,
	    ARGS(arg_int(id), arg_int(most)));

	if (rc != RC_OK)
		return rc;
	*out = arena_array(mem, rows.n, sizeof(**out));
	*n = rows.n;
	for (size_t i = 0; i < rows.n; i++) {
		incident_read(&rows, i, &(*out)[i].row);
		(*out)[i].shares_group = row_bool(&rows, i, INCIDENT_COLUMNS);
		(*out)[i].same_place = row_bool(&rows, i, INCIDENT_COLUMNS + 1);
	}
	return RC_OK;
}

enum rc
incident_groups(struct db *db, struct arena *mem, int64_t id, int64_t most,
    struct incident_group **out, size_t *n)
{
	struct rows rows;
	enum rc rc = db_rows(db, mem, Q_incident_groups, &rows,
	    ARGS(arg_int(id), arg_int(most)));

	if (rc != RC_OK)
		return rc;
	*out = arena_array(mem, rows.n, sizeof(**out));
	*n = rows.n;
	for (size_t i = 0; i < rows.n; i++)
		(*out)[i] = (struct incident_group){ row_int(&rows, i, 0),
			row_text(&rows, i, 1), row_int(&rows, i, 2),
			row_int(&rows, i, 3) };
	return RC_OK;
}

enum rc
incident_hours(struct db *db, struct arena *mem, int64_t id, int64_t from,
    int64_t to, struct hour_count **out, size_t *n)
{
	struct rows rows;
	enum rc rc = db_rows(db, mem, Q_incident_hours, &rows,
	    ARGS(arg_int(id), arg_time(from), arg_time(to)));

	if (rc != RC_OK)
		return rc;
	*out = arena_array(mem, rows.n, sizeof(**out));
	*n = rows.n;
	for (size_t i = 0; i < rows.n; i++)
		(*out)[i] = (struct hour_count){ row_int(&rows, i, 0), "",
			row_int(&rows, i, 1) };
	return RC_OK;
}

/* ---- steps ---- */

enum rc
step_begin(const struct step *t)
{
	enum rc rc = db_begin(t->db);

	return rc == RC_OK ? db_run(t->db, t->mem, Q_incident_lock, NO_ARGS) :
	    rc;
}

enum rc
step_hold(const struct step *t, int64_t id, struct incident_row *out)
{
	struct rows rows;
	enum rc rc = db_rows(t->db, t->mem, Q_incident_hold, &rows,
	    ARGS(arg_int(id)));

	if (rc == RC_OK && rows.n != 1)
		return RC_NOT_FOUND;
	if (rc == RC_OK)
		incident_read(&rows, 0, out);
	return rc;
}

static const char *
number(struct arena *mem, double x)
{
	return arena_fmt(mem, "%.17g", x);
}

static enum rc
store(const struct step *t, struct incident_row *i, bool seen)
{
	struct arena *mem = t->mem;
	const struct incident *s = &i->s;

	i->title = wording_subject(mem, &(struct wording_scope){ i->category,
	    i->also, i->platform, i->app_version, i->group });
	return db_int(t->db, mem, Q_incident_save, &i->id, ARGS(
	    arg_int(i->id), arg_text(i->category), arg_text(i->also),
	    arg_int(i->cluster_id), arg_text(i->platform),
	    arg_text(i->app_version), arg_text(incident_state_word(s->state)),
	    arg_text(severity_name(s->severity)), arg_text(i->title),
	    arg_text(i->owner), arg_time(i->begins_at),
	    arg_time(s->raised_at), arg_time(s->last_rise),
	    arg_text(number(mem, s->told_rate)), arg_time(s->ended_at),
	    arg_time(s->mute_until), arg_text(s->fixed_in),
	    arg_int(i->reports), arg_text(number(mem, i->expected)),
	    arg_int(i->seconds), arg_text(number(mem, i->chance)),
	    arg_int(i->merged_into), arg_int(seen)));
}

enum rc
step_keep(const struct step *t, struct incident_row *is)
{
	enum rc rc = store(t, is, false);

	return rc == RC_OK ? data_bump(t->db, t->mem) : rc;
}

/* What the incident looked like after a line of its record. */
static const char *
facts(const struct step *t, const struct incident_row *i, int64_t other)
{
	struct sbuf *out = sbuf_arena(t->mem);
	struct jw w = JW_INIT(out);

	jw_object(&w);
	jw_text(jw_key(&w, "title"), i->title);
	jw_text(jw_key(&w, "severity"), severity_name(i->s.severity));
	jw_int(jw_key(&w, "conversations"), i->conversations);
	jw_int(jw_key(&w, "customers"), i->customers);
	jw_int(jw_key(&w, "reports"), i->reports);
	jw_num(jw_key(&w, "expected"), i->expected);
	jw_text(jw_key(&w, "owner"), i->owner);
	if (i->s.mute_until != 0)
		jw_int(jw_key(&w, "until"), i->s.mute_until);
	if (*i->s.fixed_in != '\0')
		jw_text(jw_key(&w, "fixed_in"), i->s.fixed_in);
	if (other != 0)
		jw_int(jw_key(&w, "other"), other);
	jw_end(&w);
	return sbuf_cstr(out);
}

static enum rc
record(const struct step *t, const struct incident_row *was,
    const struct incident_row *is, const char *kind, int64_t *event)
{
	struct incident_row seen;
	int64_t other = is->merged_into;
	enum rc rc = incident_one(t->db, t->mem, is->id, &seen);

	if (rc != RC_OK)
		return rc;
	/* the one that takes in tells which */
	if (was->id != is->id)
		other = was->id;
	return db_int(t->db, t->mem, Q_incident_event_add, event, ARGS(
	    arg_int(is->id), arg_text(kind), arg_text(was->id == is->id ?
	    incident_state_word(was->s.state) : incident_state_word(
	    is->s.state)), arg_text(incident_state_word(is->s.state)),
	    arg_text(t->who), arg_time(t->at), arg_text(t->note),
	    arg_text(facts(t, &seen, other))));
}

static const char *
payload(const struct step *t, int64_t id, int64_t event, const char *kind,
    bool tell)
{
	struct sbuf *out = sbuf_arena(t->mem);
	struct jw w = JW_INIT(out);

	jw_object(&w);
	jw_int(jw_key(&w, "incident"), id);
	jw_int(jw_key(&w, "event"), event);
	jw_text(jw_key(&w, "kind"), kind);
	jw_text(jw_key(&w, "who"), t->who);
	if (t->note[0] != '\0')
		jw_text(jw_key(&w, "note"), t->note);
	jw_bool(jw_key(&w, "tell"), tell);
	jw_end(&w);
	return sbuf_cstr(out);
}

/* What follows a line of the record. */
static enum rc
tell_all(const struct step *t, int64_t id, int64_t event, const char *kind,
    bool tell)
{
	const char *key = arena_fmt(t->mem, "incident:%lld", (long long)id);
	const char *what = payload(t, id, event, kind, tell);
	enum rc rc = data_bump(t->db, t->mem);

	if (rc == RC_OK)
		rc = outbox_add(t->db, t->mem, "slack", key, kind, what);
	if (rc == RC_OK && t->by_person)
		rc = audit(t->db, t->mem, t->who, "incident", what);
	return rc;
}

enum rc
step_save(const struct step *t, const struct incident_row *was,
    struct incident_row *is, const char *kind, bool tell)
{
	int64_t event = 0;
	enum rc rc = store(t, is, true);

	if (rc == RC_OK)
		rc = record(t, was, is, kind, &event);
	return rc == RC_OK ? tell_all(t, is->id, event, kind, tell) : rc;
}

enum rc
step_record(const struct step *t, const struct incident_row *i,
    const char *kind, bool tell)
{
	struct incident_row same = *i;

	return step_save(t, i, &same, kind, tell);
}
