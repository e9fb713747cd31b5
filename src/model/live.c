/* SPDX-License-Identifier: MIT */
#include "model/live.h"

#include "base/arena.h"
#include "db/db.h"

enum rc
live_add(struct db *db, struct arena *mem, const int64_t *ids, size_t n)
{
	return db_run(db, mem, Q_live_add, ARGS(arg_ints(ids, n)));
}

enum rc
live_take(struct db *db, struct arena *mem, int64_t most,
    struct live_new **out, size_t *n, bool *more)
{
	struct rows rows;
	enum rc rc = db_rows(db, mem, Q_live_take, &rows, ARGS(arg_int(most)));

	*n = 0;
	if (rc != RC_OK)
		return rc;
	*out = arena_array(mem, rows.n, sizeof(**out));
	*more = (int64_t)rows.n == most;
	for (size_t i = 0; i < rows.n; i++)
		if (row_int(&rows, i, 0) != 0)
			(*out)[(*n)++] = (struct live_new){
				row_int(&rows, i, 0), row_int(&rows, i, 1),
				row_text(&rows, i, 2) };
	return RC_OK;
}

enum rc
live_changed(struct db *db, struct arena *mem, struct live_change *c)
{
	struct rows rows;
	enum rc rc = db_rows(db, mem, Q_live_changed, &rows, NO_ARGS);

	if (rc != RC_OK)
		return rc;
	*c = (struct live_change){ row_int(&rows, 0, 0), row_text(&rows, 0, 1),
		row_bool(&rows, 0, 2), row_bool(&rows, 0, 3) };
	return RC_OK;
}

enum rc
live_told(struct db *db, struct arena *mem, const struct live_change *c)
{
	return db_run(db, mem, Q_live_told, ARGS(arg_int(c->version),
	    arg_text(c->jobs)));
}
