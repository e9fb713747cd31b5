/* SPDX-License-Identifier: MIT */
#include "model/retest.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "db/db.h"
#include "model/account.h"
#include "model/queue.h"
#include "model/score.h"

/* ---- wishes ---- */

enum rc
retest_add(struct db *db, struct arena *mem, const char *engine,
    int64_t rubric, int64_t replies, const char *who, int64_t *id)
{
	const char *kind = strcmp(engine, "openai") == 0 ? RETEST_MODEL : RETEST;
	const char *payload = "";
	int64_t job;
	enum rc rc = db_begin(db);

	if (rc == RC_OK)
		rc = db_int(db, mem, Q_retest_add, id, ARGS(arg_text(engine),
		    arg_int(rubric), arg_int(replies), arg_text(who)));
	if (rc == RC_OK) {
		payload = arena_fmt(mem, "{\"retest\": %lld, \"engine\": \"%s\", "
		    "\"replies\": %lld}", (long long)*id, engine,
		    (long long)replies);
		rc = queue_add(db, mem, kind, payload, who, &job);
	}
	if (rc == RC_OK)
		rc = audit(db, mem, who, kind, payload);
	return db_end(db, rc);
}

static enum rc
find(struct db *db, struct arena *mem, int64_t id, const char *engine,
    int64_t rubric, struct retest *out)
{
	struct rows r;
	enum rc rc = db_rows(db, mem, Q_retest_find, &r, ARGS(arg_int(id),
	    arg_text(engine), arg_int(rubric)));

	if (rc != RC_OK)
		return rc;
	if (r.n == 0)
		return RC_NOT_FOUND;
	*out = (struct retest){ row_int(&r, 0, 0), row_text(&r, 0, 1),
		row_int(&r, 0, 2), row_int(&r, 0, 3), row_int(&r, 0, 4),
		row_text(&r, 0, 5), row_text(&r, 0, 6), row_int(&r, 0, 7),
		row_int(&r, 0, 8), row_text(&r, 0, 9), row_int(&r, 0, 10),
		row_int(&r, 0, 11), row_int(&r, 0, 12) };
	return RC_OK;
}

enum rc
retest_find(struct db *db, struct arena *mem, int64_t id, struct retest *out)
{
	return id == 0 ? RC_NOT_FOUND : find(db, mem, id, "", 0, out);
}

enum rc
retest_last(struct db *db, struct arena *mem, const char *engine,
    int64_t rubric, struct retest *out)
{
	return find(db, mem, 0, engine, rubric, out);
}

/* ---- steps ---- */

enum rc
retest_begin(struct db *db, struct arena *mem, int64_t id)
{
	return db_run(db, mem, Q_retest_begin, ARGS(arg_int(id)));
}

enum rc
retest_next(struct db *db, struct arena *mem, const char *engine, int64_t most,
    const char *const *flying, size_t n_flying, struct retest_mark **out,
    size_t *n)
{
	struct rows r;
	enum rc rc = db_rows(db, mem, Q_retest_next, &r, ARGS(
	    arg_text(engine), arg_int(most), arg_texts(flying, n_flying)));

	*n = 0;
	if (rc != RC_OK)
		return rc;
	*out = arena_array(mem, r.n, sizeof(**out));
	*n = r.n;
	for (size_t i = 0; i < r.n; i++)
		(*out)[i] = (struct retest_mark){ row_int(&r, i, 0),
			row_int(&r, i, 1), row_int(&r, i, 2),
			row_int(&r, i, 3), row_text(&r, i, 4),
			row_int(&r, i, 5), row_int(&r, i, 6) };
	return RC_OK;
}

const char *
retest_name(struct arena *mem, const struct retest_mark *m)
{
	return arena_fmt(mem, "%lld %lld %s", (long long)m->retest,
	    (long long)m->message, m->change);
}

enum rc
retest_save(struct db *db, struct arena *mem, const struct rubric *rubric,
    const struct retest_mark *m, const struct retest_result *res)
{
	const struct judgement *j = res->judgement;
	const char *total = j != NULL && j->has_total ? arena_fmt(mem, "%.6g",
	    j->total) : NULL;

	return db_run(db, mem, Q_retest_save, ARGS(arg_int(m->retest),
	    arg_int(m->message), arg_text(m->change), arg_text(res->state),
	    arg_text(total), arg_bool(j != NULL && j->failed),
	    arg_text(score_literal(mem, j == NULL ? NULL : j->mark,
	    j == NULL ? 0 : rubric->n)), arg_text(res->error),
	    arg_int(res->engine_version), arg_text(res->model),
	    arg_text(res->prompt_hash)));
}

enum rc
retest_later(struct db *db, struct arena *mem, const struct retest_mark *m,
    int64_t wait_s, bool counts, const char *error)
{
	return db_run(db, mem, Q_retest_later, ARGS(arg_int(m->retest),
	    arg_int(m->message), arg_text(m->change), arg_int(wait_s),
	    arg_int(counts), arg_text(error)));
}

enum rc
retest_left(struct db *db, struct arena *mem, int64_t id, int64_t *all,
    int64_t *due)
{
	struct rows r;
	enum rc rc = db_rows(db, mem, Q_retest_left, &r, ARGS(arg_int(id)));

	if (rc != RC_OK)
		return rc;
	*all = row_int(&r, 0, 0);
	*due = row_int(&r, 0, 1);
	return RC_OK;
}

enum rc
retest_end(struct db *db, struct arena *mem, int64_t id)
{
	enum rc rc = db_run(db, mem, Q_retest_end, ARGS(arg_int(id)));

	return rc != RC_OK ? rc : db_run(db, mem, Q_data_version_bump, NO_ARGS);
}

/* ---- what it says ---- */

enum rc
retest_flips(struct db *db, struct arena *mem, int64_t id, struct flip **out,
    size_t *n)
{
	struct rows r;
	enum rc rc = db_rows(db, mem, Q_retest_flips, &r, ARGS(arg_int(id),
	    arg_int(FLIP_PASS), arg_int(FLIP_STEP)));

	if (rc != RC_OK)
		return rc;
	*out = arena_array(mem, r.n, sizeof(**out));
	*n = r.n;
	for (size_t i = 0; i < r.n; i++)
		(*out)[i] = (struct flip){ row_text(&r, i, 0),
			(size_t)row_int(&r, i, 1), row_int(&r, i, 2),
			row_int(&r, i, 3), row_null(&r, i, 4) ? NAN :
			row_num(&r, i, 4), row_int(&r, i, 5) };
	return RC_OK;
}
