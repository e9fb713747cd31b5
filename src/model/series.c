/* SPDX-License-Identifier: MIT */
#include "model/series.h"

#include "base/arena.h"
#include "base/clock.h"
#include "db/db.h"

enum rc
series_bins(struct db *db, struct arena *mem, int64_t midnight,
    const char *zone, int64_t until, struct lookout_span *out)
{
	struct lookout_bin *bin;
	struct rows rows;
	enum rc rc = db_rows(db, mem, Q_series_bins, &rows,
	    ARGS(arg_time(midnight), arg_text(zone), arg_time(until)));

	if (rc != RC_OK)
		return rc;
	bin = arena_array(mem, rows.n, sizeof(*bin));
	out->day = rows.n;
	for (size_t i = 0; i < rows.n; i++) {
		bin[i] = (struct lookout_bin){ row_int(&rows, i, 0),
			(unsigned)row_int(&rows, i, 1) };
		if (bin[i].at >= midnight && i < out->day)
			out->day = i;
		out->over = row_bool(&rows, i, 2);
	}
	out->bin = bin;
	out->n = rows.n;
	return RC_OK;
}

enum rc
series_count(struct db *db, struct arena *mem, struct lookout_span *span,
    int64_t until)
{
	struct lookout_count *count;
	struct rows rows;
	enum rc rc;

	if (span->n == 0)
		return RC_OK;
	if (until > span->bin[span->n - 1].at + DETECT_BIN_S)
		until = span->bin[span->n - 1].at + DETECT_BIN_S;
	rc = db_rows(db, mem, Q_series_count, &rows,
	    ARGS(arg_time(span->bin[0].at), arg_time(until)));
	if (rc != RC_OK)
		return rc;
	count = arena_array(mem, rows.n, sizeof(*count));
	for (size_t i = 0; i < rows.n; i++)
		count[i] = (struct lookout_count){ .at = row_int(&rows, i, 0),
			.key = { (enum lookout_dimension)row_int(&rows, i, 1),
			    row_text(&rows, i, 2), row_text(&rows, i, 3) },
			.reports = (unsigned)row_int(&rows, i, 4) };
	span->count = count;
	span->counts = rows.n;
	span->until = until;
	return RC_OK;
}

enum rc
series_midnight(struct db *db, struct arena *mem, int64_t at, const char *zone,
    int days, int64_t *out)
{
	return db_int(db, mem, Q_series_midnight, out, ARGS(arg_time(at),
	    arg_text(zone), arg_int(days)));
}

enum rc
series_oldest(struct db *db, struct arena *mem, int64_t *at)
{
	*at = 0;
	return db_int(db, mem, Q_series_oldest, at, NO_ARGS);
}
