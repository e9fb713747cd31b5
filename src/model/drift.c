/* SPDX-License-Identifier: MIT */
#include "model/drift.h"

#include <math.h>

#include "base/arena.h"
#include "base/clock.h"
#include "db/db.h"

enum { TOTAL_SCALE = 10 };

/* Parts of the answer, in their order. */
enum part { JUDGES, COURSE, PEOPLE, CHANGES };

/* Columns of all parts. */
enum { C_PART, C_JUDGE, C_AT, C_VERSION, C_RUBRIC, C_N, C_MODEL, C_PROMPT, C_A,
	C_B, C_C, C_D, C_MOVED = C_RUBRIC };

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
	while (rc == RC_OK && n > 0 && c[0].scored.n / d->one_of > DRIFT_REPLIES)
		d->one_of *= 2;
	return rc;
}

/* The rows of a part stand together: *n of them from the first. */
static size_t
rows_of(const struct rows *r, enum part part, size_t *n)
{
	size_t first = 0, end;

	while (first < r->n && row_int(r, first, C_PART) < (int64_t)part)
		first++;
	for (end = first; end < r->n && row_int(r, end, C_PART) == (int64_t)part;)
		end++;
	*n = end - first;
	return first;
}

static void
read_judges(struct arena *mem, const struct rows *r, struct drift *d)
{
	size_t at = rows_of(r, JUDGES, &d->n_judges);

	d->judge = arena_array(mem, d->n_judges, sizeof(*d->judge));
	for (size_t i = 0; i < d->n_judges; i++, at++)
		d->judge[i] = (struct drift_judge){ row_int(r, at, C_VERSION),
			row_int(r, at, C_RUBRIC), row_text(r, at, C_MODEL),
			row_text(r, at, C_PROMPT), row_int(r, at, C_AT),
			row_int(r, at, C_N) };
}

static void
read_course(struct arena *mem, const struct rows *r, struct drift *d)
{
	size_t at = rows_of(r, COURSE, &d->n_points);

	d->point = arena_array(mem, d->n_points, sizeof(*d->point));
	for (size_t i = 0; i < d->n_points; i++, at++)
		d->point[i] = (struct drift_point){ row_int(r, at, C_AT),
			(size_t)row_int(r, at, C_JUDGE), { row_int(r, at, C_N),
			row_num(r, at, C_A), row_num(r, at, C_B) }, { 0, NAN,
			NAN, NAN, { NAN, NAN } } };
}

/* Both are in the same order, and each pair has its point. */
static void
read_people(struct arena *mem, const struct rows *r, struct drift *d)
{
	size_t rest, at = rows_of(r, PEOPLE, &rest);
	struct score_pair *pair = arena_array(mem, rest + 1, sizeof(*pair));

	for (size_t i = 0; i < d->n_points; i++) {
		struct drift_point *p = &d->point[i];
		size_t n = 0;

		for (; rest > 0 && row_int(r, at, C_AT) == p->at &&
		    (size_t)row_int(r, at, C_JUDGE) == p->judge; rest--, at++)
			pair[n++] = (struct score_pair){ row_num(r, at, C_A),
				row_num(r, at, C_B) };
		p->people = stats_agreement_alone(pair, n, TOTAL_SCALE);
	}
}

static void
read_changes(struct arena *mem, const struct rows *r, struct drift *d)
{
	size_t n, at = rows_of(r, CHANGES, &n);

	d->n_changes = d->n_judges > 0 ? d->n_judges - 1 : 0;
	d->change = arena_array(mem, d->n_changes, sizeof(*d->change));
	for (size_t i = 0; i < d->n_changes; i++)
		d->change[i] = (struct drift_change){ .judge = i + 2,
			.before = NAN, .after = NAN };
	for (; n > 0; n--, at++) {
		size_t judge = (size_t)row_int(r, at, C_JUDGE);

		if (judge >= 2 && judge <= d->n_judges)
			d->change[judge - 2] = (struct drift_change){ judge,
				row_num(r, at, C_A), row_num(r, at, C_B),
				{ row_int(r, at, C_N), row_num(r, at, C_C),
				row_num(r, at, C_D) }, row_int(r, at, C_MOVED) };
	}
}

enum rc
drift_read(struct db *db, struct arena *mem, const struct quality_window *w,
    struct drift *d)
{
	struct rows r;
	enum rc rc;

	*d = (struct drift){ .one_of = 1 };
	rc = read_size(db, mem, w, d);
	if (rc == RC_OK)
		rc = db_rows(db, mem, Q_drift, &r, ARGS(arg_time(w->from),
		    arg_time(w->to), arg_text(w->engine), arg_ints(w->mailbox,
		    w->n_mailboxes), arg_int(w->agent), arg_text(w->category),
		    arg_text(w->rating), arg_text(w->incidents),
		    arg_int(d->one_of), arg_text(d->unit)));
	if (rc != RC_OK)
		return rc;
	read_judges(mem, &r, d);
	read_course(mem, &r, d);
	read_people(mem, &r, d);
	read_changes(mem, &r, d);
	return RC_OK;
}
