/* SPDX-License-Identifier: MIT */
#include "model/drift.h"

#include <math.h>

#include "base/arena.h"
#include "base/clock.h"
#include "db/db.h"

enum { TOTAL_SCALE = 10 };

/* The nine parameters that each query begins with. */
#define WINDOW_ARGS(w, d)                                                      \
	arg_time((w)->from), arg_time((w)->to), arg_text((w)->engine),         \
	    arg_ints((w)->mailbox, (w)->n_mailboxes), arg_int((w)->agent),     \
	    arg_text((w)->category), arg_text((w)->rating),                    \
	    arg_text((w)->incidents), arg_int((d)->one_of)

static enum rc
read_size(struct db *db, struct arena *mem, const struct quality_window *w,
    struct drift *d)
{
	struct quality_count *c;
	size_t n;
	enum rc rc = quality_counts(db, mem, w, (struct quality_by){
	    .total_only = true }, &c, &n);

	d->unit = (w->to - w->from) / DAY <= DRIFT_WEEKS_DAYS ? "week" : "month";
	d->one_of = 1;
	if (rc == RC_OK && n > 0)
		d->one_of += c[0].scored.n / DRIFT_REPLIES;
	return rc;
}

static enum rc
read_judges(struct db *db, struct arena *mem, const struct quality_window *w,
    struct drift *d)
{
	struct rows r;
	enum rc rc = db_rows(db, mem, Q_drift_judges, &r,
	    ARGS(WINDOW_ARGS(w, d)));

	if (rc != RC_OK)
		return rc;
	d->judge = arena_array(mem, r.n, sizeof(*d->judge));
	d->n_judges = r.n;
	for (size_t i = 0; i < r.n; i++)
		d->judge[i] = (struct drift_judge){ row_int(&r, i, 1),
			row_int(&r, i, 2), row_text(&r, i, 3),
			row_text(&r, i, 4), row_int(&r, i, 5),
			row_int(&r, i, 6) };
	return RC_OK;
}

static enum rc
read_course(struct db *db, struct arena *mem, const struct quality_window *w,
    struct drift *d)
{
	struct rows r;
	enum rc rc = db_rows(db, mem, Q_drift_course, &r,
	    ARGS(WINDOW_ARGS(w, d), arg_text(d->unit)));

	if (rc != RC_OK)
		return rc;
	d->point = arena_array(mem, r.n, sizeof(*d->point));
	d->n_points = r.n;
	for (size_t i = 0; i < r.n; i++)
		d->point[i] = (struct drift_point){ row_int(&r, i, 0),
			(size_t)row_int(&r, i, 1), { row_int(&r, i, 2),
			row_num(&r, i, 3), row_num(&r, i, 4) }, { 0, NAN, NAN,
			NAN, { NAN, NAN } } };
	return RC_OK;
}

/* Both are in the same order, and each pair has its point. */
static enum rc
read_people(struct db *db, struct arena *mem, const struct quality_window *w,
    struct drift *d)
{
	struct score_pair *pair;
	struct rows r;
	size_t at = 0;
	enum rc rc = db_rows(db, mem, Q_drift_people, &r,
	    ARGS(WINDOW_ARGS(w, d), arg_text(d->unit)));

	if (rc != RC_OK)
		return rc;
	pair = arena_array(mem, r.n + 1, sizeof(*pair));
	for (size_t i = 0; i < d->n_points; i++) {
		struct drift_point *p = &d->point[i];
		size_t n = 0;

		while (at < r.n && row_int(&r, at, 0) == p->at &&
		    (size_t)row_int(&r, at, 1) == p->judge) {
			pair[n++] = (struct score_pair){ row_num(&r, at, 2),
				row_num(&r, at, 3) };
			at++;
		}
		p->people = stats_agreement_alone(pair, n, TOTAL_SCALE);
	}
	return RC_OK;
}

static enum rc
read_changes(struct db *db, struct arena *mem, const struct quality_window *w,
    struct drift *d)
{
	struct rows r;
	enum rc rc = db_rows(db, mem, Q_drift_pairs, &r,
	    ARGS(WINDOW_ARGS(w, d)));

	if (rc != RC_OK)
		return rc;
	d->n_changes = d->n_judges > 0 ? d->n_judges - 1 : 0;
	d->change = arena_array(mem, d->n_changes, sizeof(*d->change));
	for (size_t i = 0; i < d->n_changes; i++)
		d->change[i] = (struct drift_change){ .judge = i + 2,
			.before = NAN, .after = NAN };
	for (size_t i = 0; i < r.n; i++) {
		size_t judge = (size_t)row_int(&r, i, 0);

		if (judge >= 2 && judge <= d->n_judges)
			d->change[judge - 2] = (struct drift_change){ judge,
				row_num(&r, i, 2), row_num(&r, i, 3),
				{ row_int(&r, i, 1), row_num(&r, i, 4),
				row_num(&r, i, 5) }, row_int(&r, i, 6) };
	}
	return RC_OK;
}

enum rc
drift_read(struct db *db, struct arena *mem, const struct quality_window *w,
    struct drift *d)
{
	static enum rc (*const steps[])(struct db *, struct arena *,
	    const struct quality_window *, struct drift *) = { read_size,
		read_judges, read_course, read_people, read_changes };
	enum rc rc = RC_OK;

	*d = (struct drift){ .one_of = 1 };
	for (size_t i = 0; rc == RC_OK && i < sizeof(steps) / sizeof(*steps);
	    i++)
		rc = steps[i](db, mem, w, d);
	return rc;
}
