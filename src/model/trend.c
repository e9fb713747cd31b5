/* SPDX-License-Identifier: MIT */
#include "model/trend.h"

#include "base/arena.h"
#include "base/clock.h"
#include "db/db.h"

#include <math.h>
#include <string.h>

enum rc
trend_counts(struct db *db, struct arena *mem, const struct window *w,
    const char *const *dimensions, size_t n, struct tallies *out)
{
	struct rows rows;
	enum rc rc = db_rows(db, mem, Q_window_counts, &rows,
	    ARGS(arg_time(w->before), arg_time(w->from), arg_time(w->full),
	    arg_time(w->to), arg_int(w->mailbox), arg_texts(dimensions, n)));

	if (rc != RC_OK)
		return rc;
	out->at = arena_array(mem, rows.n, sizeof(*out->at));
	out->n = rows.n;
	for (size_t i = 0; i < rows.n; i++)
		out->at[i] = (struct tally){
			.dimension = row_text(&rows, i, 0),
			.key = row_text(&rows, i, 1),
			.now = row_int(&rows, i, 2),
			.full = row_int(&rows, i, 3),
			.before = row_int(&rows, i, 4),
		};
	return RC_OK;
}

struct tally
trend_tally(const struct tallies *tallies, const char *dimension,
    const char *key)
{
	for (size_t i = 0; i < tallies->n; i++)
		if (strcmp(tallies->at[i].dimension, dimension) == 0 &&
		    strcmp(tallies->at[i].key, key) == 0)
			return tallies->at[i];
	return (struct tally){ dimension, key, 0, 0, 0 };
}

enum rc
trend_hours(struct db *db, struct arena *mem, const struct window *w,
    const char *dimension, struct hour_count **out, size_t *n)
{
	struct rows rows;
	enum rc rc = db_rows(db, mem, Q_window_series, &rows,
	    ARGS(arg_time(w->from), arg_time(w->to), arg_int(w->mailbox),
	    arg_text(dimension)));

	if (rc != RC_OK)
		return rc;
	*out = arena_array(mem, rows.n, sizeof(**out));
	*n = rows.n;
	for (size_t i = 0; i < rows.n; i++)
		(*out)[i] = (struct hour_count){ row_int(&rows, i, 0),
			row_text(&rows, i, 1), row_int(&rows, i, 2) };
	return RC_OK;
}

/* Of the window, of its full hours, and of the same hours one window earlier. */
static enum rc
read_customers(struct db *db, struct arena *mem, const struct window *w,
    struct people *out)
{
	const int64_t starts[] = { w->from, w->from, w->before };
	const int64_t ends[] = { w->to, w->full,
		w->full - (w->from - w->before) };
	struct rows rows;
	enum rc rc = db_rows(db, mem, Q_window_people, &rows,
	    ARGS(arg_times(starts, 3), arg_times(ends, 3),
	    arg_int(w->mailbox)));

	if (rc != RC_OK)
		return rc;
	out->customers = row_int(&rows, 0, 0);
	out->customers_full = row_int(&rows, 1, 0);
	out->customers_before = row_int(&rows, 2, 0);
	return RC_OK;
}

/* median: of the window and of the one before; NaN where nobody was answered. */
static enum rc
read_median(struct db *db, struct arena *mem, const struct window *w,
    const char *dimension, double median[2], int64_t *replied)
{
	const int64_t starts[] = { w->from, w->before };
	const int64_t ends[] = { w->to, w->from };
	struct rows rows;
	enum rc rc = db_rows(db, mem, Q_window_reply, &rows,
	    ARGS(arg_times(starts, 2), arg_times(ends, 2),
	    arg_int(w->mailbox), arg_text(dimension)));

	if (rc != RC_OK)
		return rc;
	for (size_t i = 0; i < 2; i++)
		median[i] = row_null(&rows, i, 0) ? NAN : row_num(&rows, i, 0);
	*replied = row_int(&rows, 0, 1);
	return RC_OK;
}

enum rc
trend_replies(struct db *db, struct arena *mem, const struct window *w,
    struct replies *out)
{
	double elapsed[2], open[2] = { NAN, NAN };
	int64_t same;
	struct rows rows;
	enum rc rc = read_median(db, mem, w, "reply", elapsed, &out->replied);

	if (rc == RC_OK)
		rc = db_rows(db, mem, Q_office_state, &rows, NO_ARGS);
	if (rc != RC_OK)
		return rc;
	out->office = row_bool(&rows, 0, 0);
	out->counting = out->office && row_bool(&rows, 0, 1);
	if (out->office && !out->counting)
		rc = read_median(db, mem, w, "reply_open", open, &same);
	out->median = elapsed[0];
	out->before = elapsed[1];
	out->open = open[0];
	out->open_before = open[1];
	return rc;
}

enum rc
trend_people(struct db *db, struct arena *mem, const struct window *w,
    struct people *out)
{
	struct rows rows;
	enum rc rc = read_customers(db, mem, w, out);

	if (rc == RC_OK)
		rc = trend_replies(db, mem, w, &out->reply);
	if (rc == RC_OK)
		rc = db_rows(db, mem, Q_waiting_now, &rows,
		    ARGS(arg_int(w->mailbox)));
	if (rc != RC_OK)
		return rc;
	out->waiting = row_int(&rows, 0, 0);
	out->waiting_since = row_int(&rows, 0, 1);
	return RC_OK;
}

static struct group *
group_by_id(struct group *groups, size_t n, int64_t id)
{
	for (size_t i = 0; i < n; i++)
		if (groups[i].id == id)
			return &groups[i];
	return NULL;
}

enum rc
trend_group_series(struct db *db, struct arena *mem, const struct window *w,
    size_t n_buckets, struct group *groups, size_t n)
{
	int64_t *ids = arena_array(mem, n, sizeof(*ids));
	struct rows rows;
	enum rc rc;

	for (size_t i = 0; i < n; i++) {
		ids[i] = groups[i].id;
		groups[i].series = arena_array(mem, n_buckets, sizeof(int64_t));
	}
	rc = db_rows(db, mem, Q_group_series, &rows, ARGS(arg_ints(ids, n),
	    arg_time(w->from), arg_time(w->to), arg_int(w->mailbox)));
	for (size_t i = 0; rc == RC_OK && i < rows.n; i++) {
		struct group *g = group_by_id(groups, n, row_int(&rows, i, 0));
		size_t at = (size_t)((row_int(&rows, i, 1) - w->from) *
		    (int64_t)n_buckets / (w->to - w->from));

		if (g != NULL && at < n_buckets)
			g->series[at] += row_int(&rows, i, 2);
	}
	return rc;
}

enum rc
trend_groups(struct db *db, struct arena *mem, const struct window *w,
    int64_t most, int64_t least, size_t n_buckets, struct group **out,
    size_t *n)
{
	struct rows rows;
	enum rc rc = db_rows(db, mem, Q_group_top, &rows,
	    ARGS(arg_time(w->before), arg_time(w->from), arg_time(w->full),
	    arg_time(w->to), arg_int(w->mailbox), arg_int(most),
	    arg_int(least)));

	if (rc != RC_OK)
		return rc;
	*out = arena_array(mem, rows.n, sizeof(**out));
	*n = rows.n;
	for (size_t i = 0; i < rows.n; i++)
		(*out)[i] = (struct group){
			.id = row_int(&rows, i, 0),
			.title = row_text(&rows, i, 1),
			.size = row_int(&rows, i, 2),
			.full = row_int(&rows, i, 3),
			.before = row_int(&rows, i, 4),
			.customers = row_int(&rows, i, 5),
			.severity = row_text(&rows, i, 6),
			.first_at = row_int(&rows, i, 7),
			.last_at = row_int(&rows, i, 8),
			.category = row_text(&rows, i, 9),
		};
	if (n_buckets == 0 || rows.n == 0)
		return RC_OK;
	return trend_group_series(db, mem, w, n_buckets, *out, *n);
}

enum rc
trend_freshness(struct db *db, struct arena *mem, struct freshness *f)
{
	struct rows rows;
	enum rc rc = db_rows(db, mem, Q_freshness, &rows, NO_ARGS);

	if (rc != RC_OK)
		return rc;
	*f = (struct freshness){
		.changed_at = row_int(&rows, 0, 0),
		.due = row_int(&rows, 0, 1),
		.any = row_bool(&rows, 0, 2),
		.crawl_seen = row_int(&rows, 0, 3),
		.crawl_total = row_int(&rows, 0, 4),
		.crawl_started_at = row_int(&rows, 0, 5),
		.crawl_done_at = row_int(&rows, 0, 6),
		.sweep_done_at = row_int(&rows, 0, 7),
		.import_alive_at = row_int(&rows, 0, 8),
		.oldest_at = row_int(&rows, 0, 9),
		.connected = row_bool(&rows, 0, 10),
		.broken = row_bool(&rows, 0, 11),
	};
	return RC_OK;
}
