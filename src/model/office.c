/* SPDX-License-Identifier: MIT */
#include "model/office.h"

#include "base/arena.h"
#include "base/json.h"
#include "base/sbuf.h"
#include "db/db.h"
#include "model/account.h"
#include "model/data.h"

void
office_join(struct office *o)
{
	size_t kept = 0;

	for (size_t i = 0; i < o->n; i++) {
		struct office_span *last = &o->span[kept - (kept > 0)];

		if (kept == 0 || o->span[i].opens > last->closes)
			o->span[kept++] = o->span[i];
		else if (o->span[i].closes > last->closes)
			last->closes = o->span[i].closes;
	}
	o->n = kept;
}

int64_t
office_seconds(const struct office *o, int64_t from, int64_t to)
{
	int64_t sum = 0;

	for (size_t i = 0; i < o->n; i++) {
		int64_t a = o->span[i].opens, b = o->span[i].closes;

		if (a < from)
			a = from;
		if (b > to)
			b = to;
		if (b > a)
			sum += b - a;
	}
	return sum;
}

enum rc
office_days(struct db *db, struct arena *mem,
    struct office_day day[static WEEKDAYS])
{
	struct rows rows;
	enum rc rc = db_rows(db, mem, Q_office_list, &rows, NO_ARGS);

	for (int i = 0; i < WEEKDAYS; i++)
		day[i] = (struct office_day){ "", "" };
	for (size_t i = 0; rc == RC_OK && i < rows.n; i++)
		day[row_int(&rows, i, 0) - 1] = (struct office_day){
			row_text(&rows, i, 1), row_text(&rows, i, 2) };
	return rc;
}

enum rc
office_read(struct db *db, struct arena *mem, int64_t from, int64_t to,
    const char *zone, struct office *o)
{
	struct rows rows;
	enum rc rc = db_rows(db, mem, Q_office_open, &rows,
	    ARGS(arg_time(from), arg_time(to), arg_text(zone)));

	if (rc != RC_OK)
		return rc;
	*o = (struct office){ arena_array(mem, rows.n, sizeof(*o->span)),
		rows.n, false };
	for (size_t i = 0; i < rows.n; i++)
		o->span[i] = (struct office_span){ row_int(&rows, i, 0),
			row_int(&rows, i, 1) };
	office_join(o);
	rc = db_rows(db, mem, Q_office_list, &rows, NO_ARGS);
	o->set = rc == RC_OK && rows.n > 0;
	return rc;
}

static const char *
detail(struct arena *mem, const struct office_day day[static WEEKDAYS])
{
	struct sbuf *out = sbuf_arena(mem);
	struct jw w = JW_INIT(out);

	jw_object(&w);
	jw_array(jw_key(&w, "hours"));
	for (int i = 0; i < WEEKDAYS; i++)
		jw_text(&w, *day[i].opens == '\0' ? "" : arena_fmt(mem, "%s-%s",
		    day[i].opens, day[i].closes));
	jw_end(&w);
	jw_end(&w);
	return sbuf_cstr(out);
}

enum rc
office_save(struct db *db, struct arena *mem,
    const struct office_day day[static WEEKDAYS], const char *zone,
    const char *who)
{
	enum rc rc = db_begin(db);

	/* a fold that read the old hours must not end after the marks */
	if (rc == RC_OK)
		rc = db_run(db, mem, Q_rollup_wait, NO_ARGS);
	for (int i = 0; rc == RC_OK && i < WEEKDAYS; i++)
		rc = db_run(db, mem, Q_office_save, ARGS(arg_int(i + 1),
		    arg_text(day[i].opens), arg_text(day[i].closes)));
	if (rc == RC_OK)
		rc = db_run(db, mem, Q_office_recount,
		    ARGS(arg_text(zone), arg_bool(true)));
	if (rc == RC_OK)
		rc = audit(db, mem, who, "office_hours", detail(mem, day));
	if (rc == RC_OK)
		rc = data_bump(db, mem);
	return db_end(db, rc);
}

enum rc
office_zone(struct db *db, struct arena *mem, const char *zone)
{
	return db_run(db, mem, Q_office_recount,
	    ARGS(arg_text(zone), arg_bool(false)));
}
