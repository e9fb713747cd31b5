/* SPDX-License-Identifier: MIT */
#include "model/pinned.h"

#include "base/arena.h"
#include "db/db.h"
#include "model/embedding.h"

enum rc
pinned_place(struct db *db, struct arena *mem, int64_t model, const char *index,
    const char *space)
{
	return db_run(db, mem, Q_pinned_place,
	    ARGS(arg_int(model), arg_text(index), arg_text(space)));
}

enum rc
pinned_due(struct db *db, struct arena *mem, int64_t model, int64_t dimension,
    int64_t most, struct pinned **out, size_t *n)
{
	struct rows r;
	enum rc rc = db_rows(
	    db, mem, Q_pinned_due, &r, ARGS(arg_int(model), arg_int(most)));

	if (rc != RC_OK)
		return rc;
	*out = arena_array(mem, r.n, sizeof(**out));
	*n = 0;
	for (size_t i = 0; i < r.n; i++) {
		float *v = arena_array(mem, (size_t)dimension, sizeof(*v));

		if (!embedding_read(row_text(&r, i, 6), v, (size_t)dimension))
			continue;
		(*out)[(*n)++] = (struct pinned){ row_int(&r, i, 0),
			row_int(&r, i, 1), row_int(&r, i, 2), row_int(&r, i, 3),
			row_text(&r, i, 4), row_text(&r, i, 5), v,
			arena_fmt(mem, "\\x%s", row_text(&r, i, 7)) };
	}
	return RC_OK;
}

enum rc
pinned_done(struct db *db, struct arena *mem, int64_t model,
    const struct pinned *list, size_t n)
{
	int64_t *id = arena_array(mem, n + 1, sizeof(*id));
	const char **hash = arena_array(mem, n + 1, sizeof(*hash));

	for (size_t i = 0; i < n; i++) {
		id[i] = list[i].id;
		hash[i] = list[i].hash;
	}
	return n == 0 ? RC_OK
		      : db_run(db, mem, Q_pinned_done,
			    ARGS(arg_int(model), arg_ints(id, n),
				arg_texts(hash, n)));
}

enum rc
pinned_problem(struct db *db, struct arena *mem, int64_t model,
    const char *problem, int64_t closed_s)
{
	return db_run(db, mem, Q_pinned_problem,
	    ARGS(arg_int(model), arg_text(problem), arg_int(closed_s)));
}

enum rc
pinned_count(struct db *db, struct arena *mem, int64_t model, int64_t *n)
{
	return db_int(db, mem, Q_pinned_count, n, ARGS(arg_int(model)));
}

enum rc
pinned_anew(struct db *db, struct arena *mem, int64_t model)
{
	return db_run(db, mem, Q_pinned_anew, ARGS(arg_int(model)));
}

enum rc
pinned_old(struct db *db, struct arena *mem, int64_t model)
{
	return db_run(db, mem, Q_pinned_old, ARGS(arg_int(model)));
}

enum rc
gone_next(struct db *db, struct arena *mem, int64_t most, struct gone *out)
{
	struct rows r;
	enum rc rc = db_rows(db, mem, Q_gone_next, &r, ARGS(arg_int(most)));

	*out = (struct gone){ 0 };
	if (rc != RC_OK || r.n == 0)
		return rc;
	*out = (struct gone){ row_ints(mem, &r, 0), row_ints(mem, &r, 1), r.n,
		row_text(&r, 0, 2), row_text(&r, 0, 3), row_int(&r, 0, 4),
		row_null(&r, 0, 1) };
	return RC_OK;
}

enum rc
gone_done(struct db *db, struct arena *mem, const struct gone *g)
{
	return db_run(db, mem, Q_gone_done, ARGS(arg_ints(g->row, g->n)));
}
