/* SPDX-License-Identifier: MIT */
#include "model/audit.h"

#include <string.h>

#include "base/arena.h"
#include "db/db.h"

enum { LIST_ARGS = 6 };

static void
list_args(const struct audit_filter *f, int64_t before, int64_t most,
    struct arg args[static LIST_ARGS])
{
	args[0] = arg_text(f->who);
	args[1] = arg_text(f->action);
	args[2] = arg_time(f->from);
	args[3] = arg_time(f->to);
	args[4] = arg_int(before);
	args[5] = arg_int(most);
}

static struct audit_row
row_of(const struct rows *r, size_t i)
{
	return (struct audit_row){ row_int(r, i, 0), row_int(r, i, 1),
		row_text(r, i, 2), row_text(r, i, 3), row_text(r, i, 4) };
}

enum rc
audit_list(struct db *db, struct arena *mem, const struct audit_filter *f,
    int64_t before, int64_t most, struct audit_row **out, size_t *n)
{
	struct arg args[LIST_ARGS];
	struct rows r;
	enum rc rc;

	list_args(f, before, most, args);
	rc = db_rows(db, mem, Q_audit_list, &r, args, LIST_ARGS);
	if (rc != RC_OK)
		return rc;
	*n = r.n;
	*out = arena_array(mem, r.n, sizeof(**out));
	for (size_t i = 0; i < r.n; i++)
		(*out)[i] = row_of(&r, i);
	return RC_OK;
}

struct each {
	bool (*fn)(void *, const struct audit_row *);
	void *ctx;
};

static bool
each_row(void *ctx, const struct rows *rows, size_t i)
{
	const struct each *e = ctx;
	const struct audit_row row = row_of(rows, i);

	return e->fn(e->ctx, &row);
}

enum rc
audit_each(struct db *db, struct arena *mem, const struct audit_filter *f,
    bool (*fn)(void *, const struct audit_row *), void *ctx)
{
	struct each e = { fn, ctx };
	struct arg args[LIST_ARGS];

	list_args(f, 0, 0, args);
	return db_stream(db, mem, Q_audit_list, each_row, &e, args, LIST_ARGS);
}

enum rc
audit_choices(struct db *db, struct arena *mem, struct audit_choices *out)
{
	struct rows r;
	enum rc rc = db_rows(db, mem, Q_audit_choices, &r, NO_ARGS);

	if (rc != RC_OK)
		return rc;
	*out = (struct audit_choices){
		.who = arena_array(mem, r.n, sizeof(*out->who)),
		.action = arena_array(mem, r.n, sizeof(*out->action)) };
	for (size_t i = 0; i < r.n; i++)
		if (strcmp(row_text(&r, i, 0), "who") == 0)
			out->who[out->n_who++] = row_text(&r, i, 1);
		else
			out->action[out->n_action++] = row_text(&r, i, 1);
	return RC_OK;
}
