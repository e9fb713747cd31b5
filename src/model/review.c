/* SPDX-License-Identifier: MIT */
#include "model/review.h"

#include <math.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/json.h"
#include "base/sbuf.h"
#include "db/db.h"
#include "model/account.h"
#include "model/data.h"

const struct review_mark *
review_mark_at(const struct review *r, size_t position)
{
	for (size_t i = 0; i < r->n_marks; i++)
		if (r->mark[i].position == position)
			return &r->mark[i];
	return NULL;
}

/* ---- reading ---- */

static double
number(const char *text)
{
	return text == NULL ? NAN : strtod(text, NULL);
}

/* Four arrays of the same length. */
static void
read_marks(struct arena *mem, const struct rows *r, size_t row, int col,
    struct review *out)
{
	size_t n, same;
	const char **position = row_texts(mem, r, row, col, &n);
	const char **score = row_texts(mem, r, row, col + 1, &same);
	const char **note = row_texts(mem, r, row, col + 2, &same);
	const char **evidence = row_texts(mem, r, row, col + 3, &same);
	struct review_mark *m = arena_array(mem, n, sizeof(*m));

	for (size_t i = 0; i < n; i++)
		m[i] = (struct review_mark){ strtoul(position[i], NULL, 10),
			score[i] != NULL, number(score[i]), note[i],
			evidence[i] };
	out->mark = m;
	out->n_marks = n;
}

static void
read_engine(struct arena *mem, const struct rows *r, size_t row, int col,
    struct review *out)
{
	const char **score = row_texts(mem, r, row, col + 1, &out->n_engine);
	double *engine = arena_array(mem, out->n_engine, sizeof(*engine));

	for (size_t i = 0; i < out->n_engine; i++)
		engine[i] = number(score[i]);
	out->has_engine = !row_null(r, row, col);
	out->engine_total = row_num(r, row, col);
	out->engine = engine;
}

enum rc
review_list(struct db *db, struct arena *mem, int64_t message,
    const char *reader, int64_t session, const char *engine,
    struct review **out, size_t *n)
{
	struct rows r;
	enum rc rc = db_rows(db, mem, Q_review_list, &r, ARGS(arg_int(message),
	    arg_text(reader), arg_int(session), arg_text(engine)));

	if (rc != RC_OK)
		return rc;
	*out = arena_array(mem, r.n, sizeof(**out));
	*n = r.n;
	for (size_t i = 0; i < r.n; i++) {
		(*out)[i] = (struct review){ .id = row_int(&r, i, 0),
			.rubric = row_int(&r, i, 1),
			.rubric_name = row_text(&r, i, 2),
			.reviewer = row_text(&r, i, 3),
			.draft = row_bool(&r, i, 4),
			.blind = row_bool(&r, i, 5),
			.has_total = !row_null(&r, i, 6),
			.total = row_num(&r, i, 6),
			.failed = row_bool(&r, i, 7),
			.note = row_text(&r, i, 8), .at = row_int(&r, i, 9) };
		read_marks(mem, &r, i, 10, &(*out)[i]);
		read_engine(mem, &r, i, 14, &(*out)[i]);
	}
	return RC_OK;
}

enum rc
review_duty(struct db *db, struct arena *mem, int64_t message,
    const char *reviewer, struct review_duty *out)
{
	struct rows r;
	enum rc rc = db_rows(db, mem, Q_review_duty, &r,
	    ARGS(arg_int(message), arg_text(reviewer)));

	if (rc == RC_OK)
		*out =
		    (struct review_duty){ row_int(&r, 0, 0), row_int(&r, 0, 1),
			    row_text(&r, 0, 2), row_bool(&r, 0, 3),
			    row_bool(&r, 0, 4), row_bool(&r, 0, 5),
			    row_int(&r, 0, 6), row_int(&r, 0, 7) };
	return rc;
}

enum rc
review_seen(struct db *db, struct arena *mem, int64_t message, const char *who)
{
	return db_run(
	    db, mem, Q_review_seen, ARGS(arg_int(message), arg_text(who)));
}

enum rc
review_follower(struct db *db, struct arena *mem, int64_t message,
    const char *reviewer, int64_t follows, struct review *out)
{
	struct rows r;
	enum rc rc = db_rows(db, mem, Q_review_follower, &r,
	    ARGS(arg_int(message), arg_text(reviewer), arg_int(follows)));

	if (rc == RC_OK && r.n == 0)
		rc = RC_NOT_FOUND;
	if (rc != RC_OK)
		return rc;
	*out = (struct review){ .id = row_int(&r, 0, 0),
		.rubric = row_int(&r, 0, 1), .note = row_text(&r, 0, 2),
		.draft = row_bool(&r, 0, 3), .reviewer = reviewer };
	read_marks(mem, &r, 0, 4, out);
	return RC_OK;
}

/* ---- saving ---- */

static enum rc
save_marks(struct db *db, struct arena *mem, int64_t id,
    const struct review_input *in)
{
	int64_t *position = arena_array(mem, in->n, sizeof(*position));
	const char **score = arena_array(mem, in->n, sizeof(*score));
	const char **note = arena_array(mem, in->n, sizeof(*note));
	const char **evidence = arena_array(mem, in->n, sizeof(*evidence));
	enum rc rc = db_run(db, mem, Q_review_marks_clear, ARGS(arg_int(id)));

	for (size_t i = 0; i < in->n; i++) {
		const struct review_mark *m = &in->mark[i];

		position[i] = (int64_t)m->position;
		score[i] = m->has_score ? arena_fmt(mem, "%.17g", m->score) :
		    NULL;
		note[i] = m->note;
		evidence[i] = m->evidence;
	}
	return rc != RC_OK ? rc : db_run(db, mem, Q_review_marks_add,
	    ARGS(arg_int(id), arg_ints(position, in->n),
	    arg_texts(score, in->n), arg_texts(note, in->n),
	    arg_texts(evidence, in->n)));
}

/* Of all dimensions, as rubric_total() wants them; what was left out applies not. */
static bool
total_of(struct arena *mem, const struct review_input *in, double *total,
    bool *failed)
{
	struct mark *all = arena_array(mem, in->rubric->n, sizeof(*all));

	for (size_t i = 0; i < in->rubric->n; i++)
		all[i].state = MARK_NA;
	for (size_t i = 0; i < in->n; i++)
		if (in->mark[i].has_score)
			all[in->mark[i].position - 1] = (struct mark){
				.state = MARK_SCORED,
				.score = in->mark[i].score };
	return rubric_total(in->rubric, all, total, failed);
}

static enum rc
submit(struct db *db, struct arena *mem, int64_t id,
    const struct review_input *in)
{
	double total;
	bool failed = false;
	struct sbuf *detail = sbuf_arena(mem);
	struct jw w = JW_INIT(detail);
	enum rc rc = db_run(db, mem, Q_review_submit, ARGS(arg_int(id),
	    arg_text(total_of(mem, in, &total, &failed) ?
	    arena_fmt(mem, "%.17g", total) : NULL), arg_bool(failed)));

	if (rc == RC_OK && in->session == 0)
		rc = db_run(db, mem, Q_assignment_done,
		    ARGS(arg_int(in->message), arg_text(in->reviewer)));
	if (rc != RC_OK)
		return rc;
	jw_object(&w);
	jw_int(jw_key(&w, "reply"), in->message);
	jw_int(jw_key(&w, "review"), id);
	jw_end(&w);
	rc = audit(db, mem, in->reviewer, "review", sbuf_cstr(detail));
	return rc == RC_OK ? data_bump(db, mem) : rc;
}

enum rc
review_save(struct db *db, struct arena *mem, const struct review_input *in)
{
	int64_t id = 0;
	enum rc rc = db_begin(db);

	if (rc == RC_OK)
		rc = db_int(db, mem, Q_review_draft, &id,
		    ARGS(arg_int(in->message), arg_int(in->rubric->version),
			arg_text(in->reviewer), arg_int(in->session),
			arg_bool(in->blind), arg_text(in->note),
			arg_int(in->follows)));
	if (rc == RC_OK && id == 0)
		rc = RC_NOT_FOUND;
	if (rc == RC_OK)
		rc = save_marks(db, mem, id, in);
	/* two that are sent at once wait for each other at the draft */
	if (rc == RC_OK && in->submit)
		rc = db_took(
		    db, mem, Q_review_again, RC_CONFLICT, ARGS(arg_int(id)));
	if (rc == RC_OK && in->submit)
		rc = submit(db, mem, id, in);
	return db_end(db, rc);
}
