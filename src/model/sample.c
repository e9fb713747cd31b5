/* SPDX-License-Identifier: MIT */
#include "model/sample.h"

#include "base/arena.h"
#include "db/db.h"

enum rc
sample_texts(struct db *db, struct arena *mem, const int64_t *ids, size_t n,
    int64_t chars, const char ***texts)
{
	struct rows rows;
	enum rc rc = db_rows(db, mem, Q_conversation_texts, &rows,
	    ARGS(arg_ints(ids, n), arg_int(chars)));

	if (rc != RC_OK)
		return rc;
	*texts = arena_array(mem, n, sizeof(**texts));
	for (size_t i = 0; i < n; i++)
		(*texts)[i] = row_text(&rows, i, 0);
	return RC_OK;
}

static void
read_sample(struct arena *mem, const struct rows *r, size_t i,
    struct group_sample *s)
{
	s->categories = row_texts(mem, r, i, 1, &s->n_categories);
	s->subjects = row_texts(mem, r, i, 2, &s->n_subjects);
	s->ids = row_texts(mem, r, i, 3, &s->n_ids);
	s->text = row_text(r, i, 4);
}

enum rc
sample_groups(struct db *db, struct arena *mem, const int64_t *groups,
    size_t n, const struct window *w, struct group_sample **out)
{
	struct rows rows;
	enum rc rc = db_rows(db, mem, Q_group_samples, &rows,
	    ARGS(arg_ints(groups, n), arg_time(w->from), arg_time(w->to),
	    arg_int(w->mailbox)));

	if (rc != RC_OK)
		return rc;
	*out = arena_array(mem, n, sizeof(**out));
	for (size_t i = 0; i < n; i++) {
		(*out)[i].group = groups[i];
		(*out)[i].text = "";
		for (size_t k = 0; k < rows.n; k++)
			if (row_int(&rows, k, 0) == groups[i])
				read_sample(mem, &rows, k, &(*out)[i]);
	}
	return RC_OK;
}

enum rc
sample_timeline(struct db *db, struct arena *mem, const struct window *w,
    int64_t most, struct mark **out, size_t *n)
{
	struct rows rows;
	enum rc rc = db_rows(db, mem, Q_window_timeline, &rows,
	    ARGS(arg_time(w->from), arg_time(w->to), arg_int(w->mailbox),
	    arg_int(most)));

	if (rc != RC_OK)
		return rc;
	*out = arena_array(mem, rows.n, sizeof(**out));
	*n = rows.n;
	for (size_t i = 0; i < rows.n; i++)
		(*out)[i] = (struct mark){ row_int(&rows, i, 0),
			row_int(&rows, i, 1), row_int(&rows, i, 2) };
	return RC_OK;
}

enum rc
sample_unanalysed(struct db *db, struct arena *mem, int64_t *n)
{
	return db_int(db, mem, Q_due_new, n, NO_ARGS);
}
