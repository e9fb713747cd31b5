/* SPDX-License-Identifier: MIT */
#include "model/usage.h"

#include <string.h>

#include "base/arena.h"
#include "db/db.h"

enum { FILTER_ARGS = 6, LIST_ARGS = FILTER_ARGS + 2 };

enum rc
usage_list(struct db *db, struct arena *mem, int64_t days, bool by_day,
    struct usage_row **out, size_t *n)
{
	struct rows r;
	int k = by_day;
	enum rc rc = db_rows(db, mem, by_day ? Q_usage_days : Q_usage_sums, &r,
	    ARGS(arg_int(days)));

	*n = 0;
	if (rc != RC_OK)
		return rc;
	*out = arena_array(mem, r.n, sizeof(**out));
	*n = r.n;
	for (size_t i = 0; i < r.n; i++)
		(*out)[i] = (struct usage_row){ by_day ? row_text(&r, i, 0) : "",
			by_day ? row_int(&r, i, 11) : 0, row_text(&r, i, k),
			row_text(&r, i, k + 1), row_text(&r, i, k + 2),
			row_int(&r, i, k + 3), row_int(&r, i, k + 4),
			row_int(&r, i, k + 5), row_int(&r, i, k + 6),
			row_int(&r, i, k + 7), row_int(&r, i, k + 8),
			row_int(&r, i, k + 9) };
	return RC_OK;
}

/* ---- single calls ---- */

static void
filter_args(const struct usage_filter *f, struct arg args[static FILTER_ARGS])
{
	args[0] = arg_text(f->purpose);
	args[1] = arg_text(f->engine);
	args[2] = arg_text(f->model);
	args[3] = arg_text(f->result);
	args[4] = arg_time(f->from);
	args[5] = arg_time(f->to);
}

static struct usage_call
call_of(const struct rows *r, size_t i)
{
	return (struct usage_call){ row_int(r, i, 0), row_int(r, i, 1),
		row_text(r, i, 2), row_text(r, i, 3), row_text(r, i, 4),
		row_null(r, i, 5) ? NULL : row_text(r, i, 5), row_int(r, i, 6),
		row_int(r, i, 7), row_int(r, i, 8), row_int(r, i, 9),
		row_int(r, i, 10), row_int(r, i, 11), row_int(r, i, 12),
		row_int(r, i, 13), row_int(r, i, 14) };
}

enum rc
usage_calls(struct db *db, struct arena *mem, const struct usage_filter *f,
    int64_t before, int64_t most, struct usage_call **out, size_t *n)
{
	struct arg args[LIST_ARGS];
	struct rows r;
	enum rc rc;

	filter_args(f, args);
	args[FILTER_ARGS] = arg_int(before);
	args[FILTER_ARGS + 1] = arg_int(most);
	rc = db_rows(db, mem, Q_usage_calls, &r, args, LIST_ARGS);
	if (rc != RC_OK)
		return rc;
	*n = r.n;
	*out = arena_array(mem, r.n, sizeof(**out));
	for (size_t i = 0; i < r.n; i++)
		(*out)[i] = call_of(&r, i);
	return RC_OK;
}

struct each {
	bool (*fn)(void *, const struct usage_call *);
	void *ctx;
};

static bool
each_call(void *ctx, const struct rows *rows, size_t i)
{
	const struct each *e = ctx;
	const struct usage_call c = call_of(rows, i);

	return e->fn(e->ctx, &c);
}

enum rc
usage_calls_each(struct db *db, struct arena *mem, const struct usage_filter *f,
    bool (*fn)(void *, const struct usage_call *), void *ctx)
{
	struct each e = { fn, ctx };
	struct arg args[LIST_ARGS];

	filter_args(f, args);
	args[FILTER_ARGS] = args[FILTER_ARGS + 1] = arg_int(0);
	return db_stream(db, mem, Q_usage_calls, each_call, &e, args,
	    LIST_ARGS);
}

enum rc
usage_calls_total(struct db *db, struct arena *mem,
    const struct usage_filter *f, struct usage_total *out)
{
	struct arg args[FILTER_ARGS];
	struct rows r;
	enum rc rc;

	filter_args(f, args);
	rc = db_rows(db, mem, Q_usage_calls_total, &r, args, FILTER_ARGS);
	if (rc == RC_OK)
		*out = (struct usage_total){ row_int(&r, 0, 0),
			row_int(&r, 0, 1), row_int(&r, 0, 2) };
	return rc;
}

static const char **
choice_of(struct arena *mem, const struct rows *r, const char *what, size_t *n)
{
	const char **out = arena_array(mem, r->n, sizeof(*out));

	*n = 0;
	for (size_t i = 0; i < r->n; i++)
		if (strcmp(row_text(r, i, 0), what) == 0)
			out[(*n)++] = row_text(r, i, 1);
	return out;
}

enum rc
usage_choices(struct db *db, struct arena *mem, struct usage_choices *out)
{
	struct rows r;
	enum rc rc = db_rows(db, mem, Q_usage_choices, &r, NO_ARGS);

	if (rc != RC_OK)
		return rc;
	out->purpose = choice_of(mem, &r, "purpose", &out->n_purpose);
	out->engine = choice_of(mem, &r, "engine", &out->n_engine);
	out->model = choice_of(mem, &r, "model", &out->n_model);
	return RC_OK;
}
