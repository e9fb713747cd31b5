/* SPDX-License-Identifier: MIT */
#include "model/quality.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "db/db.h"

/* The nine parameters that every query of a window begins with. */
#define WINDOW_ARGS(w)                                                         \
	arg_time((w)->from), arg_time((w)->to), arg_text((w)->engine),         \
	    arg_int((w)->rubric), arg_ints((w)->mailbox, (w)->n_mailboxes),    \
	    arg_int((w)->agent), arg_text((w)->category),                      \
	    arg_text((w)->rating), arg_text((w)->incidents)

enum rc
quality_begin(struct db *db, struct arena *mem)
{
	enum rc rc = db_begin_snapshot(db);

	return rc == RC_OK ? db_run(db, mem, Q_quality_plan, NO_ARGS) : rc;
}

enum rc
quality_counts(struct db *db, struct arena *mem,
    const struct quality_window *w, struct quality_by by,
    struct quality_count **out, size_t *n)
{
	struct rows r;
	enum rc rc = db_rows(db, mem, Q_quality_counts, &r, ARGS(WINDOW_ARGS(w),
	    arg_bool(by.day), arg_bool(by.agent), arg_bool(by.total_only)));

	if (rc != RC_OK)
		return rc;
	*out = arena_array(mem, r.n, sizeof(**out));
	*n = r.n;
	for (size_t i = 0; i < r.n; i++)
		(*out)[i] = (struct quality_count){ row_int(&r, i, 0),
			row_int(&r, i, 1), row_text(&r, i, 2),
			(size_t)row_int(&r, i, 3),
			{ row_int(&r, i, 4), row_num(&r, i, 6),
			    row_num(&r, i, 7) },
			row_int(&r, i, 5), row_int(&r, i, 8),
			row_int(&r, i, 9), row_int(&r, i, 10),
			row_int(&r, i, 11) };
	return RC_OK;
}

enum rc
quality_bins(struct db *db, struct arena *mem, const struct quality_window *w,
    int64_t bins[static QUALITY_BINS])
{
	struct rows r;
	enum rc rc = db_rows(db, mem, Q_quality_bins, &r, ARGS(WINDOW_ARGS(w)));

	memset(bins, 0, QUALITY_BINS * sizeof(*bins));
	for (size_t i = 0; rc == RC_OK && i < r.n; i++) {
		int64_t bin = row_int(&r, i, 0);

		if (bin >= 0 && bin < QUALITY_BINS)
			bins[bin] = row_int(&r, i, 1);
	}
	return rc;
}

static const double *
read_scores(struct arena *mem, const struct rows *r, size_t row, size_t *n)
{
	const char **text = row_texts(mem, r, row, 15, n);
	double *out = arena_array(mem, *n, sizeof(*out));

	for (size_t i = 0; i < *n; i++)
		out[i] = text[i] == NULL ? NAN :
		    strtod(text[i], NULL);
	return out;
}

static struct quality_reply
read_reply(struct arena *mem, const struct rows *r, size_t i)
{
	struct quality_reply q = { row_int(r, i, 0), row_int(r, i, 1),
		row_int(r, i, 2), row_text(r, i, 3), row_int(r, i, 4),
		row_text(r, i, 5), row_int(r, i, 6), row_text(r, i, 7),
		row_int(r, i, 8), row_text(r, i, 9), row_text(r, i, 10),
		row_text(r, i, 11), !row_null(r, i, 12), row_bool(r, i, 13),
		row_bool(r, i, 16), row_num(r, i, 12), row_num(r, i, 14), NULL,
		0, row_text(r, i, 17), row_text(r, i, 18),
		row_text(r, i, 19), row_text(r, i, 20), row_text(r, i, 21) };

	q.score = read_scores(mem, r, i, &q.n_scores);
	return q;
}

enum rc
quality_replies(struct db *db, struct arena *mem,
    const struct quality_window *w, const struct quality_list *l,
    struct quality_reply **out, size_t *n, int64_t *all)
{
	struct rows r;
	enum rc rc = db_rows(db, mem, Q_quality_replies, &r,
	    ARGS(WINDOW_ARGS(w), arg_int(l->bin), arg_text(l->state),
	    arg_text(l->sort), arg_int((int64_t)l->dimension),
	    arg_int(l->skip), arg_int(l->most), arg_bool(l->count)));

	if (rc != RC_OK)
		return rc;
	*out = arena_array(mem, r.n, sizeof(**out));
	*n = r.n;
	*all = r.n > 0 ? row_int(&r, 0, 22) : 0;
	for (size_t i = 0; i < r.n; i++)
		(*out)[i] = read_reply(mem, &r, i);
	return RC_OK;
}

enum rc
quality_left_out(struct db *db, struct arena *mem,
    const struct quality_window *w, struct quality_left_out *out)
{
	struct rows r;
	enum rc rc = db_rows(db, mem, Q_quality_left_out, &r,
	    ARGS(WINDOW_ARGS(w)));

	if (rc == RC_OK)
		*out = (struct quality_left_out){ row_int(&r, 0, 0),
			row_int(&r, 0, 1), row_int(&r, 0, 2) };
	return rc;
}

enum rc
quality_state(struct db *db, struct arena *mem, struct quality_state *out)
{
	struct rows r;
	enum rc rc = db_rows(db, mem, Q_quality_state, &r, NO_ARGS);

	if (rc != RC_OK)
		return rc;
	if (r.n == 0)
		return RC_NOT_FOUND;
	*out = (struct quality_state){ row_int(&r, 0, 0), row_bool(&r, 0, 1),
		row_bool(&r, 0, 2), row_text(&r, 0, 3), row_int(&r, 0, 4),
		row_int(&r, 0, 5), row_text(&r, 0, 6), row_int(&r, 0, 7) };
	return RC_OK;
}

enum rc
quality_agents(struct db *db, struct arena *mem, struct quality_agent **out,
    size_t *n)
{
	struct rows r;
	enum rc rc = db_rows(db, mem, Q_quality_agents, &r, NO_ARGS);

	if (rc != RC_OK)
		return rc;
	*out = arena_array(mem, r.n, sizeof(**out));
	*n = r.n;
	for (size_t i = 0; i < r.n; i++)
		(*out)[i] = (struct quality_agent){ row_int(&r, i, 0),
			row_text(&r, i, 1) };
	return RC_OK;
}
