/* SPDX-License-Identifier: MIT */
/* Scores as people read them: model/score.h. */
#include <string.h>

#include "base/arena.h"
#include "db/db.h"
#include "model/score.h"

enum rc
score_history(struct db *db, struct arena *mem, int64_t message,
    struct score_seen **out, size_t *n)
{
	struct rows r;
	enum rc rc = db_rows(db, mem, Q_score_history, &r,
	    ARGS(arg_int(message)));

	if (rc != RC_OK)
		return rc;
	*out = arena_array(mem, r.n, sizeof(**out));
	*n = r.n;
	for (size_t i = 0; i < r.n; i++)
		(*out)[i] =
		    (struct score_seen){ row_int(&r, i, 0), row_text(&r, i, 1),
			    row_int(&r, i, 2), row_int(&r, i, 3),
			    row_text(&r, i, 4), row_text(&r, i, 5),
			    row_text(&r, i, 6), !row_null(&r, i, 7),
			    row_bool(&r, i, 8), row_num(&r, i, 7),
			    row_num(&r, i, 9), row_text(&r, i, 10),
			    row_text(&r, i, 11), row_int(&r, i, 12),
			    row_bool(&r, i, 13), row_int(&r, i, 14) };
	return RC_OK;
}

static enum mark_state
state_of(const char *word)
{
	return strcmp(word, "scored") == 0 ? MARK_SCORED :
	    strcmp(word, "na") == 0 ? MARK_NA : MARK_VOID;
}

enum rc
score_marks(struct db *db, struct arena *mem, int64_t score,
    struct mark_seen **out, size_t *n)
{
	struct rows r;
	enum rc rc = db_rows(db, mem, Q_score_marks, &r, ARGS(arg_int(score)));

	if (rc != RC_OK)
		return rc;
	*out = arena_array(mem, r.n, sizeof(**out));
	*n = r.n;
	for (size_t i = 0; i < r.n; i++)
		(*out)[i] = (struct mark_seen){ row_text(&r, i, 0),
			row_text(&r, i, 1), row_num(&r, i, 2),
			(int)row_int(&r, i, 3), row_bool(&r, i, 4),
			{ state_of(row_text(&r, i, 5)), row_num(&r, i, 6),
			    row_text(&r, i, 7), row_int(&r, i, 8),
			    row_text(&r, i, 9) }, row_text(&r, i, 10) };
	return RC_OK;
}

enum rc
reply_about(struct db *db, struct arena *mem, int64_t message,
    struct reply_about *out)
{
	struct rows r;
	enum rc rc = db_rows(db, mem, Q_reply_about, &r,
	    ARGS(arg_int(message)));

	if (rc != RC_OK)
		return rc;
	if (r.n == 0)
		return RC_NOT_FOUND;
	*out = (struct reply_about){ row_int(&r, 0, 0), row_int(&r, 0, 1),
		row_text(&r, 0, 2), row_int(&r, 0, 3), row_text(&r, 0, 4),
		row_text(&r, 0, 5), row_int(&r, 0, 6), row_text(&r, 0, 7),
		row_text(&r, 0, 8) };
	return RC_OK;
}
