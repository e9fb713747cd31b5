/* SPDX-License-Identifier: MIT */
#include "model/insight.h"

#include "base/arena.h"
#include "db/db.h"
#include "model/verdict.h"

enum { INSIGHT_ARGS = FILTER_ARGS + 3 };

static void
insight_args(const struct insight_filter *f, struct arg *args)
{
	filter_args(&f->f, args);
	args[FILTER_ARGS] = arg_text(f->keyword ? f->keyword : "");
	args[FILTER_ARGS + 1] = arg_int(f->above);
	args[FILTER_ARGS + 2] = arg_int(f->below ? f->below : INT64_MAX);
}

static void
read_row(struct arena *mem, const struct rows *r, size_t i, struct insight *x)
{
	int k = CONVERSATION_COLUMNS;

	conversation_read(mem, r, i, &x->c);
	x->first_name = row_text(r, i, k);
	x->last_name = row_text(r, i, k + 1);
	x->game_user_id = row_text(r, i, k + 2);
	x->reasons = row_text(r, i, k + 3);
	x->alike = x->c.cluster_id == 0 ? 0 : row_int(r, i, k + 4);
	x->keywords = row_texts(mem, r, i, k + 5, &x->n_keywords);
	x->settled = row_bool(r, i, k + 6);
}

enum rc
insight_list(struct db *db, struct arena *mem, const struct insight_filter *f,
    int64_t skip, int64_t most, struct insight **out, size_t *n)
{
	struct arg args[INSIGHT_ARGS + 2];
	struct rows rows;
	enum rc rc;

	insight_args(f, args);
	args[INSIGHT_ARGS] = arg_int(skip);
	args[INSIGHT_ARGS + 1] = arg_int(most);
	rc = db_rows(db, mem, Q_insight_list, &rows, args, INSIGHT_ARGS + 2);
	if (rc != RC_OK)
		return rc;
	*out = arena_array(mem, rows.n, sizeof(**out));
	*n = rows.n;
	for (size_t i = 0; i < rows.n; i++)
		read_row(mem, &rows, i, &(*out)[i]);
	return RC_OK;
}

struct each {
	struct arena *mem;
	bool (*fn)(void *, const struct insight *);
	void *ctx;
};

static bool
each_row(void *ctx, const struct rows *rows, size_t i)
{
	struct each *e = ctx;
	struct insight x;
	bool more;

	read_row(e->mem, rows, i, &x);
	more = e->fn(e->ctx, &x);
	arena_reset(e->mem);
	return more;
}

enum rc
insight_each(struct db *db, struct arena *mem, const struct insight_filter *f,
    bool (*fn)(void *, const struct insight *), void *ctx)
{
	struct each e = { arena_begin(), fn, ctx };
	struct arg args[INSIGHT_ARGS + 2];
	enum rc rc;

	insight_args(f, args);
	args[INSIGHT_ARGS] = arg_int(0);
	args[INSIGHT_ARGS + 1] = arg_int(INT64_MAX);
	rc = db_stream(db, mem, Q_insight_list, each_row, &e, args,
	    INSIGHT_ARGS + 2);
	arena_end(e.mem);
	return rc;
}

enum rc
insight_count(struct db *db, struct arena *mem,
    const struct insight_filter *f, struct insight_sum *out)
{
	struct arg args[INSIGHT_ARGS];
	struct rows rows;
	enum rc rc;

	insight_args(f, args);
	rc = db_rows(db, mem, Q_insight_count, &rows, args, INSIGHT_ARGS);
	if (rc == RC_OK)
		*out = (struct insight_sum){ row_int(&rows, 0, 0),
			row_int(&rows, 0, 1), row_int(&rows, 0, 2) };
	return rc;
}

enum rc
keyword_top(struct db *db, struct arena *mem, const struct filter *f,
    int64_t most, struct keyword **out, size_t *n)
{
	struct rows rows;
	enum rc rc = db_rows(db, mem, Q_keyword_top, &rows,
	    ARGS(arg_time(f->from), arg_time(f->to), arg_int(f->mailbox),
	    arg_int(KEYWORD_SAMPLE), arg_int(most)));

	if (rc != RC_OK)
		return rc;
	*out = arena_array(mem, rows.n, sizeof(**out));
	*n = rows.n;
	for (size_t i = 0; i < rows.n; i++)
		(*out)[i] = (struct keyword){ row_text(&rows, i, 0),
			row_int(&rows, i, 1) };
	return RC_OK;
}

enum rc
keyword_save(struct db *db, struct arena *mem, const struct verdict_row *rows,
    size_t n)
{
	int64_t *ids = arena_array(mem, n, sizeof(*ids));
	const char **words = arena_array(mem, n, sizeof(*words));

	if (n == 0)
		return RC_OK;
	for (size_t i = 0; i < n; i++) {
		ids[i] = rows[i].id;
		words[i] = db_texts(mem, rows[i].verdict->keywords,
		    rows[i].verdict->keywords_n);
	}
	return db_run(db, mem, Q_keyword_save, ARGS(arg_ints(ids, n),
	    arg_texts(words, n)));
}

enum rc
seen_find(struct db *db, struct arena *mem, int64_t user, int64_t *number,
    int64_t *at)
{
	struct rows rows;
	enum rc rc = db_rows(db, mem, Q_seen_find, &rows, ARGS(arg_int(user)));

	*number = *at = 0;
	if (rc == RC_OK && rows.n > 0) {
		*number = row_int(&rows, 0, 0);
		*at = row_int(&rows, 0, 1);
	}
	return rc;
}

enum rc
seen_save(struct db *db, struct arena *mem, int64_t user, int64_t number)
{
	return db_run(db, mem, Q_seen_save, ARGS(arg_int(user),
	    arg_int(number)));
}
