/* SPDX-License-Identifier: MIT */
#include "model/job.h"

#include "base/arena.h"
#include "db/db.h"

static void
read_row(const struct rows *r, size_t i, struct job_row *job)
{
	*job = (struct job_row){
		.id = row_int(r, i, 0), .kind = row_text(r, i, 1),
		.state = row_text(r, i, 2), .payload = row_text(r, i, 3),
		.attempts = row_int(r, i, 4), .max_attempts = row_int(r, i, 5),
		.done = row_int(r, i, 6), .total = row_int(r, i, 7),
		.note = row_text(r, i, 8), .error = row_text(r, i, 9),
		.created_by = row_text(r, i, 10),
		.created_at = row_int(r, i, 11), .run_at = row_int(r, i, 12),
		.started_at = row_int(r, i, 13),
		.finished_at = row_int(r, i, 14), .rate = row_num(r, i, 15),
	};
}

enum rc
job_list(struct db *db, struct arena *mem, const char *state, const char *kind,
    int64_t before, int64_t most, struct job_row **out, size_t *n)
{
	struct rows rows;
	enum rc rc = db_rows(db, mem, Q_job_list, &rows, ARGS(arg_int(0),
	    arg_text(state), arg_text(kind), arg_int(before), arg_int(most)));

	if (rc != RC_OK)
		return rc;
	*out = arena_array(mem, rows.n, sizeof(**out));
	*n = rows.n;
	for (size_t i = 0; i < rows.n; i++)
		read_row(&rows, i, &(*out)[i]);
	return RC_OK;
}

enum rc
job_one(struct db *db, struct arena *mem, int64_t id, struct job_row *job)
{
	struct rows rows;
	enum rc rc = db_rows(db, mem, Q_job_list, &rows, ARGS(arg_int(id),
	    arg_text(""), arg_text(""), arg_int(0), arg_int(1)));

	if (rc != RC_OK)
		return rc;
	if (rows.n == 0 || id == 0)
		return RC_NOT_FOUND;
	read_row(&rows, 0, job);
	return RC_OK;
}
