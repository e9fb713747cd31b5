/* SPDX-License-Identifier: MIT */
#include "model/carry.h"

#include <string.h>

#include "base/arena.h"
#include "db/db.h"
#include "model/score.h"

struct carried {
	int64_t *score, *failed;
	const char **total, **scores;
	size_t n;
};

static struct mark
mark_at(const struct rows *r, size_t row)
{
	const char *state = row_text(r, row, 2);

	return (struct mark){ .state = strcmp(state, "scored") == 0 ?
		MARK_SCORED : strcmp(state, "na") == 0 ? MARK_NA : MARK_VOID,
		.score = row_num(r, row, 3) };
}

/* The marks of a score stand in a row, one for each dimension. */
static void
add(struct arena *mem, const struct rubric *rubric, const struct rows *r,
    size_t first, struct carried *c)
{
	struct mark *mark = arena_array(mem, rubric->n, sizeof(*mark));
	double total;
	bool failed, has;

	for (size_t i = 0; i < rubric->n; i++)
		mark[i] = mark_at(r, first + i);
	has = rubric_total(rubric, mark, &total, &failed);
	c->score[c->n] = row_int(r, first, 0);
	c->failed[c->n] = failed;
	c->total[c->n] = has ? arena_fmt(mem, "%.6g", total) : NULL;
	c->scores[c->n++] = score_literal(mem, mark, rubric->n);
}

static bool
is_whole(const struct rows *r, size_t first, size_t n)
{
	return first + n <= r->n && row_int(r, first, 0) ==
	    row_int(r, first + n - 1, 0);
}

enum rc
score_carry(struct db *db, struct arena *mem, const struct rubric *rubric,
    const int64_t *messages, size_t n, int64_t *carried)
{
	struct carried c = { .n = 0 };
	struct rows r;
	enum rc rc = db_rows(db, mem, Q_score_alike, &r, ARGS(
	    arg_int(rubric->version), arg_ints(messages, n)));

	*carried = 0;
	if (rc != RC_OK || r.n == 0)
		return rc;
	c.score = arena_array(mem, r.n, sizeof(*c.score));
	c.failed = arena_array(mem, r.n, sizeof(*c.failed));
	c.total = arena_array(mem, r.n, sizeof(*c.total));
	c.scores = arena_array(mem, r.n, sizeof(*c.scores));
	for (size_t i = 0; is_whole(&r, i, rubric->n); i += rubric->n)
		add(mem, rubric, &r, i, &c);
	*carried = (int64_t)c.n;
	rc = db_run(db, mem, Q_score_carry, ARGS(arg_int(rubric->version),
	    arg_ints(c.score, c.n), arg_texts(c.total, c.n),
	    arg_ints(c.failed, c.n), arg_texts(c.scores, c.n)));
	return rc != RC_OK ? rc : db_run(db, mem, Q_data_version_bump, NO_ARGS);
}
