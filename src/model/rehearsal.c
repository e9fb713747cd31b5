/* SPDX-License-Identifier: MIT */
#include "model/rehearsal.h"

#include "base/arena.h"
#include "db/db.h"
#include "model/queue.h"

#include <stdlib.h>
#include <string.h>

static struct arg
arg_num(struct arena *mem, double x)
{
	return arg_text(arena_fmt(mem, "%.17g", x));
}

enum rc
rehearsal_add(struct db *db, struct arena *mem, const struct detector_rule *r,
    int64_t weeks, int64_t *id)
{
	int64_t job;
	enum rc rc = db_begin(db);

	if (rc == RC_OK)
		rc = db_int(db, mem, Q_rehearsal_add, id, ARGS(arg_text(r->who),
		    arg_num(mem, r->rule.budget), arg_int(r->rule.least),
		    arg_num(mem, r->rule.ratio), arg_int(r->quiet_hours),
		    arg_int(weeks)));
	if (rc == RC_OK)
		rc = queue_add(db, mem, DETECTOR_REHEARSAL, arena_fmt(mem,
		    "{\"rehearsal\": %lld}", (long long)*id), r->who, &job);
	return db_end(db, rc);
}

static enum rc
find(struct db *db, struct arena *mem, int64_t id, struct rehearsal *out)
{
	struct rows r;
	enum rc rc = db_rows(db, mem, Q_rehearsal_find, &r, ARGS(arg_int(id)));

	if (rc != RC_OK)
		return rc;
	if (r.n == 0)
		return RC_NOT_FOUND;
	*out = (struct rehearsal){ .id = row_int(&r, 0, 0),
		.rule = { .rule = { row_num(&r, 0, 2), row_int(&r, 0, 3),
		    row_num(&r, 0, 4) }, .quiet_hours = row_int(&r, 0, 5),
		    .note = "", .who = row_text(&r, 0, 1),
		    .created_at = row_int(&r, 0, 11) },
		.weeks = row_int(&r, 0, 6), .begins_at = row_int(&r, 0, 7),
		.ends_at = row_int(&r, 0, 8),
		.learned_days = row_int(&r, 0, 9),
		.threshold = row_num(&r, 0, 10), .done_at = row_int(&r, 0, 12),
		.state = row_text(&r, 0, 13), .done = row_int(&r, 0, 14),
		.total = row_int(&r, 0, 15) };
	return RC_OK;
}

enum rc
rehearsal_find(struct db *db, struct arena *mem, int64_t id,
    struct rehearsal *out)
{
	return id > 0 ? find(db, mem, id, out) : RC_NOT_FOUND;
}

enum rc
rehearsal_newest(struct db *db, struct arena *mem, struct rehearsal *out)
{
	return find(db, mem, 0, out);
}

/* ---- alarms ---- */

/* One column for each value. */
struct columns {
	const char **category, **platform, **version, **expected, **chance;
	int64_t *cluster, *begins, *raised, *last, *reports, *seconds;
};

static void
fill(struct arena *mem, struct columns *c, const struct rehearsal_alarm *a,
    size_t n)
{
	const char ***texts[] = { &c->category, &c->platform, &c->version,
		&c->expected, &c->chance };
	int64_t **ints[] = { &c->cluster, &c->begins, &c->raised, &c->last,
		&c->reports, &c->seconds };

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		*texts[i] = arena_array(mem, n, sizeof(char *));
	for (size_t i = 0; i < sizeof(ints) / sizeof(*ints); i++)
		*ints[i] = arena_array(mem, n, sizeof(int64_t));
	for (size_t i = 0; i < n; i++) {
		c->category[i] = a[i].category;
		c->platform[i] = a[i].platform;
		c->version[i] = a[i].version;
		c->expected[i] = arena_fmt(mem, "%.17g", a[i].expected);
		c->chance[i] = arena_fmt(mem, "%.17g", a[i].chance);
		c->cluster[i] = a[i].cluster_id;
		c->begins[i] = a[i].begins_at;
		c->raised[i] = a[i].raised_at;
		c->last[i] = a[i].last_at;
		c->reports[i] = a[i].reports;
		c->seconds[i] = a[i].seconds;
	}
}

enum rc
rehearsal_save(struct db *db, struct arena *mem, const struct rehearsal *r,
    const struct rehearsal_alarm *a, size_t n)
{
	struct columns c;
	int64_t id = 0;
	enum rc rc = db_int(db, mem, Q_rehearsal_done, &id,
	    ARGS(arg_int(r->id), arg_time(r->begins_at), arg_time(r->ends_at),
	    arg_int(r->learned_days), arg_num(mem, r->threshold)));

	if (rc == RC_OK && id == 0)
		return RC_NOT_FOUND;
	fill(mem, &c, a, n);
	return rc != RC_OK ? rc : db_run(db, mem, Q_rehearsal_alarm_save,
	    ARGS(arg_int(r->id), arg_texts(c.category, n),
	    arg_texts(c.platform, n), arg_texts(c.version, n),
	    arg_ints(c.cluster, n), arg_times(c.begins, n),
	    arg_times(c.raised, n), arg_times(c.last, n),
	    arg_ints(c.reports, n), arg_texts(c.expected, n),
	    arg_ints(c.seconds, n), arg_texts(c.chance, n)));
}

enum rc
rehearsal_alarms(struct db *db, struct arena *mem, int64_t id,
    struct rehearsal_alarm **out, size_t *n)
{
	struct rows r;
	enum rc rc = db_rows(db, mem, Q_rehearsal_alarms, &r,
	    ARGS(arg_int(id), arg_int(REHEARSAL_HOURS)));

	if (rc != RC_OK)
		return rc;
	*out = arena_array(mem, r.n, sizeof(**out));
	*n = r.n;
	for (size_t i = 0; i < r.n; i++) {
		struct rehearsal_alarm *a = &(*out)[i];
		size_t hours;
		const char **text = row_texts(mem, &r, i, 12, &hours);

		*a = (struct rehearsal_alarm){ row_text(&r, i, 0),
			row_text(&r, i, 1), row_text(&r, i, 2),
			row_int(&r, i, 3), row_text(&r, i, 4),
			row_int(&r, i, 5), row_int(&r, i, 6),
			row_int(&r, i, 7), row_int(&r, i, 8),
			row_int(&r, i, 9), row_num(&r, i, 10),
			row_num(&r, i, 11), { 0 }, row_int(&r, i, 13) };
		for (size_t h = 0; h < hours && h < REHEARSAL_HOURS; h++)
			a->hours[h] = strtoll(text[h], NULL, 10);
	}
	return RC_OK;
}

enum rc
rehearsal_incidents(struct db *db, struct arena *mem, int64_t id,
    struct rehearsal_past **out, size_t *n)
{
	struct rows r;
	enum rc rc = db_rows(db, mem, Q_rehearsal_incidents, &r,
	    ARGS(arg_int(id)));

	if (rc != RC_OK)
		return rc;
	*out = arena_array(mem, r.n, sizeof(**out));
	*n = r.n;
	for (size_t i = 0; i < r.n; i++)
		(*out)[i] = (struct rehearsal_past){ row_int(&r, i, 0),
			row_int(&r, i, 1), row_int(&r, i, 2),
			row_text(&r, i, 3), row_text(&r, i, 4),
			row_int(&r, i, 5) };
	return RC_OK;
}

/* ---- many rises, one alarm ---- */

static struct rehearsal_alarm *
open_alarm(struct rehearsal_alarm *a, size_t n, const struct lookout_alarm *l,
    int64_t quiet_s)
{
	for (size_t i = n; i > 0; i--)
		if (strcmp(a[i - 1].category, l->category) == 0)
			return l->at - a[i - 1].last_at <= quiet_s ? &a[i - 1] :
			    NULL;
	return NULL;
}

void
rehearsal_merge(struct rehearsal_alarm *a, size_t *n, size_t most,
    const struct lookout_result *day, int64_t quiet_s)
{
	for (size_t i = 0; i < day->n; i++) {
		const struct lookout_alarm *l = &day->alarm[i];
		struct rehearsal_alarm *to = open_alarm(a, *n, l, quiet_s);

		if (to == NULL && *n == most)
			continue;
		if (to == NULL) {
			to = &a[(*n)++];
			*to = (struct rehearsal_alarm){ .category = l->category,
				.raised_at = l->at, .begins_at = l->begins_at,
				.chance = 2 };
		}
		to->last_at = l->at;
		if (l->chance >= to->chance)
			continue;
		to->platform = l->platform;
		to->version = l->version;
		to->cluster_id = *l->group ? strtoll(l->group, NULL, 10) : 0;
		to->reports = l->reports;
		to->expected = l->expected;
		to->seconds = l->seconds;
		to->chance = l->chance;
	}
}
