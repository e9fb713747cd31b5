/* SPDX-License-Identifier: MIT */
/* What people do to incidents: one step each. */
#include "model/incident.h"

#include "base/arena.h"
#include "db/db.h"
#include "model/incident_step.h"

#include <string.h>

static struct step
by(struct db *db, struct arena *mem, int64_t at, const char *who,
    const char *note)
{
	return (struct step){ db, mem, at, who, note, true };
}

static enum rc
refuse(struct incident_done *done, enum rc rc, const char *why)
{
	done->outcome = INCIDENT_REFUSED;
	done->why = why;
	return rc;
}

/* An incident that people still act on: not one that was merged away. */
static enum rc
hold(const struct step *t, int64_t id, struct incident_row *row,
    struct incident_done *done)
{
	enum rc rc = step_hold(t, id, row);

	*done = (struct incident_done){ INCIDENT_KEPT, INCIDENT_STATES, NULL };
	if (rc == RC_NOT_FOUND)
		return refuse(done, rc, arena_fmt(t->mem,
		    "there is no incident %lld", (long long)id));
	if (rc != RC_OK)
		return rc;
	done->state = row->s.state;
	return row->merged_into == 0 ? RC_OK : refuse(done, RC_CONFLICT,
	    arena_fmt(t->mem, "it was merged into incident %lld",
	    (long long)row->merged_into));
}

static enum rc
take(const struct step *t, int64_t id, struct incident_row *row,
    struct incident_done *done)
{
	enum rc rc = step_begin(t);

	*done = (struct incident_done){ INCIDENT_KEPT, INCIDENT_STATES, NULL };
	return rc == RC_OK ? hold(t, id, row, done) : rc;
}

/* Two open ones about the same would both rise. */
static enum rc
check_alone(const struct step *t, int64_t id, struct incident_done *done)
{
	int64_t rival = 0;
	enum rc rc = db_int(t->db, t->mem, Q_incident_rival, &rival,
	    ARGS(arg_int(id)));

	return rc != RC_OK || rival == 0 ? rc : refuse(done, RC_CONFLICT,
	    arena_fmt(t->mem, "incident %lld about the same is open: merge into "
	    "that one", (long long)rival));
}

static enum rc
act(const struct step *t, const struct incident_row *was,
    const struct incident_input *in, struct incident_done *done)
{
	struct incident_row is = *was;
	const char *why;
	bool tell;
	enum rc rc = RC_OK;

	done->outcome = incident_next(&was->s, in, &is.s, &tell, &why);
	if (done->outcome == INCIDENT_REFUSED)
		return refuse(done, RC_CONFLICT, why);
	if (done->outcome == INCIDENT_KEPT)
		return RC_OK;
	if (!incident_is_open(was->s.state) && incident_is_open(is.s.state))
		rc = check_alone(t, was->id, done);
	if (rc == RC_OK)
		rc = step_save(t, was, &is, incident_step_word(&was->s, &is.s,
		    in->act), tell);
	if (rc == RC_OK)
		done->state = is.s.state;
	return rc;
}

enum rc
step_act(const struct step *t, int64_t id, const struct incident_input *in,
    struct incident_done *done)
{
	struct incident_input said = *in;
	struct incident_row row;
	enum rc rc = hold(t, id, &row, done);

	said.version = in->version == NULL ? "" : in->version;
	if (rc == RC_OK && !incident_by_person(in->act))
		rc = refuse(done, RC_CONFLICT, "only programs do that");
	return rc == RC_OK ? act(t, &row, &said, done) : rc;
}

enum rc
incident_act(struct db *db, struct arena *mem, int64_t id,
    const struct incident_input *in, const char *who, const char *note,
    struct incident_done *done)
{
	const struct step t = by(db, mem, in->at, who, note);
	enum rc rc = step_begin(&t);

	*done = (struct incident_done){ INCIDENT_KEPT, INCIDENT_STATES, NULL };
	if (rc == RC_OK)
		rc = step_act(&t, id, in, done);
	return db_end(db, rc);
}

enum rc
incident_own(struct db *db, struct arena *mem, int64_t id, const char *owner,
    int64_t at, const char *who, struct incident_done *done)
{
	const struct step t = by(db, mem, at, who, "");
	struct incident_row was, is;
	enum rc rc = take(&t, id, &was, done);

	if (rc != RC_OK || strcmp(was.owner, owner) == 0)
		return db_end(db, rc);
	is = was;
	is.owner = owner;
	done->outcome = INCIDENT_CHANGED;
	return db_end(db, step_save(&t, &was, &is, "owner", false));
}

enum rc
incident_note(struct db *db, struct arena *mem, int64_t id, const char *text,
    int64_t at, const char *who, struct incident_done *done)
{
	const struct step t = by(db, mem, at, who, text);
	struct incident_row row;
	enum rc rc = take(&t, id, &row, done);

	if (rc == RC_OK)
		rc = step_record(&t, &row, "note", false);
	if (rc == RC_OK)
		done->outcome = INCIDENT_CHANGED;
	return db_end(db, rc);
}

/* ---- merge ---- */

static bool
holds(const char *list, const char *word)
{
	size_t len = strlen(word);

	for (const char *p = list; *p != '\0'; p += strcspn(p, ","),
	    p += *p == ',')
		if (strncmp(p, word, len) == 0 &&
		    (p[len] == '\0' || p[len] == ','))
			return true;
	return false;
}

static void
take_category(struct arena *mem, struct incident_row *to, const char *category)
{
	if (*category == '\0' || *to->category == '\0' ||
	    strcmp(to->category, category) == 0 || holds(to->also, category))
		return;
	to->also = *to->also == '\0' ? category :
	    arena_fmt(mem, "%s,%s", to->also, category);
}

/* All categories of one that was merged; they are words without blanks. */
static void
take_categories(struct arena *mem, struct incident_row *to,
    const struct incident_row *from)
{
	take_category(mem, to, from->category);
	for (const char *p = from->also; *p != '\0';) {
		size_t len = strcspn(p, ",");

		take_category(mem, to, arena_copy(mem, p, len));
		p += len + (p[len] == ',');
	}
}

/* What it is about becomes what both are about. */
static void
take_in(struct arena *mem, struct incident_row *to,
    const struct incident_row *from)
{
	take_categories(mem, to, from);
	if (from->cluster_id != to->cluster_id) {
		to->cluster_id = 0;
		to->group = "";
	}
	if (strcmp(from->platform, to->platform) != 0)
		to->platform = "";
	if (strcmp(from->app_version, to->app_version) != 0)
		to->app_version = "";
	if (from->begins_at < to->begins_at)
		to->begins_at = from->begins_at;
	if (from->s.severity > to->s.severity)
		to->s.severity = from->s.severity;
	if (from->s.last_rise > to->s.last_rise)
		to->s.last_rise = from->s.last_rise;
	if (to->s.ended_at != 0 && from->s.ended_at > to->s.ended_at)
		to->s.ended_at = from->s.ended_at;
}

static enum rc
check_target(const struct step *t, const struct incident_row *from,
    int64_t into, struct incident_row *to, struct incident_done *done)
{
	enum rc rc;

	if (from->id == into)
		return refuse(done, RC_CONFLICT,
		    "an incident cannot be merged into itself");
	rc = step_hold(t, into, to);
	if (rc == RC_NOT_FOUND)
		return refuse(done, rc, arena_fmt(t->mem,
		    "there is no incident %lld", (long long)into));
	if (rc == RC_OK && to->merged_into != 0)
		return refuse(done, RC_CONFLICT, arena_fmt(t->mem,
		    "incident %lld was merged into incident %lld",
		    (long long)into, (long long)to->merged_into));
	if (rc == RC_OK && incident_is_open(from->s.state) &&
	    !incident_is_open(to->s.state))
		return refuse(done, RC_CONFLICT, arena_fmt(t->mem,
		    "incident %lld is resolved: reopen it first",
		    (long long)into));
	return rc;
}

static enum rc
merge(const struct step *t, const struct incident_row *from,
    struct incident_row *to, struct incident_done *done)
{
	const struct incident_input in = { .act = ACT_MERGE, .at = t->at,
		.version = "" };
	struct incident_row gone = *from;
	const char *why;
	bool tell;
	enum rc rc;

	(void)incident_next(&from->s, &in, &gone.s, &tell, &why);
	gone.merged_into = to->id;
	take_in(t->mem, to, from);
	/* the one that goes first, since both may be of one category */
	rc = step_save(t, from, &gone, incident_act_word(ACT_MERGE), tell);
	if (rc == RC_OK)
		rc = step_save(t, from, to, "took in", false);
	/* its categories may be what a third one is about */
	if (rc == RC_OK && incident_is_open(to->s.state))
		rc = check_alone(t, to->id, done);
	if (rc != RC_OK)
		return rc;
	done->outcome = INCIDENT_CHANGED;
	done->state = to->s.state;
	return RC_OK;
}

enum rc
incident_merge(struct db *db, struct arena *mem, int64_t id, int64_t into,
    int64_t at, const char *who, const char *note, struct incident_done *done)
{
	const struct step t = by(db, mem, at, who, note);
	struct incident_row from, to;
	enum rc rc = take(&t, id, &from, done);

	if (rc == RC_OK)
		rc = check_target(&t, &from, into, &to, done);
	if (rc == RC_OK)
		rc = merge(&t, &from, &to, done);
	return db_end(db, rc);
}
