/* SPDX-License-Identifier: MIT */
#include "model/score.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/json.h"
#include "base/sbuf.h"
#include "db/db.h"

enum { FOLD_DAYS = 31 };

/* ---- what waits ---- */

enum rc
score_claim(struct db *db, struct arena *mem, int64_t most, int64_t **ids,
    size_t *n, size_t *n_written)
{
	struct rows r;
	enum rc rc = db_rows(db, mem, Q_reply_due_claim, &r,
	    ARGS(arg_int(most)));

	if (rc != RC_OK)
		return rc;
	*ids = row_ints(mem, &r, 0);
	*n = r.n;
	*n_written = 0;
	while (*n_written < r.n && !row_bool(&r, *n_written, 1))
		++*n_written;
	return RC_OK;
}

enum rc
score_follow(struct db *db, struct arena *mem, const int64_t *ids, size_t n)
{
	return db_run(db, mem, Q_score_follow, ARGS(arg_ints(ids, n)));
}

enum rc
score_refused(struct db *db, struct arena *mem, int64_t conversation)
{
	return db_run(db, mem, Q_reply_due_refused, ARGS(arg_int(
	    conversation)));
}

static void
read_turn(const struct rows *r, size_t row, struct reply_case *c)
{
	c->turn[c->n] = (struct turn){ .id = row_int(r, row, 4),
		.by_agent = row_bool(r, row, 5), .author = row_int(r, row, 6),
		.at = row_int(r, row, 9), .text = row_text(r, row, 10),
		.saved_reply = row_bool(r, row, 11) };
	if (row_bool(r, row, 8))
		c->reply[c->replies++] = (struct reply){ c->n,
			row_int(r, row, 4), row_text(r, row, 7),
			row_text(r, row, 12), row_text(r, row, 13),
			row_text(r, row, 14), row_bool(r, row, 15) };
	c->n++;
}

enum rc
reply_cases(struct db *db, struct arena *mem, const int64_t *ids, size_t n,
    const char *engine, int64_t rubric, struct reply_case **out, size_t *n_out)
{
	struct turn *turn;
	struct reply *reply;
	struct reply_case *c = NULL;
	struct rows r;
	enum rc rc = db_rows(db, mem, Q_reply_messages, &r,
	    ARGS(arg_ints(ids, n), arg_text(engine), arg_int(rubric)));

	if (rc != RC_OK)
		return rc;
	*out = arena_array(mem, n, sizeof(**out));
	*n_out = 0;
	turn = arena_array(mem, r.n, sizeof(*turn));
	reply = arena_array(mem, r.n, sizeof(*reply));
	for (size_t i = 0; i < r.n; i++) {
		if (c == NULL || c->conversation != row_int(&r, i, 0)) {
			c = &(*out)[(*n_out)++];
			*c = (struct reply_case){ row_int(&r, i, 0),
				row_text(&r, i, 1), row_text(&r, i, 2),
				row_int(&r, i, 3), turn + i, 0, reply + i, 0 };
		}
		read_turn(&r, i, c);
	}
	return RC_OK;
}

const struct reply *
reply_find(const struct reply_case *c, size_t n, int64_t message)
{
	for (size_t i = 0; n > 0 && i < c->replies; i++)
		if (c->reply[i].message == message)
			return &c->reply[i];
	return NULL;
}

struct exchange
reply_exchange(const struct reply_case *c, const struct reply *r)
{
	return (struct exchange){ .subject = c->subject,
		.customer = c->customer, .agent = r->agent, .turn = c->turn,
		.n = c->n, .reply = r->turn, .closed_at = c->closed_at,
		.rating = r->rating, .rating_comment = r->rating_comment };
}

/* ---- scores as columns ---- */

static const char *const outcome_word[] = { "scored", "failed", "refused" };
static const char *const state_word[] = { "scored", "na", "void" };

/* NULL for no number. */
static const char *
number(struct arena *mem, bool has, double x)
{
	return has ? arena_fmt(mem, "%.6g", x) : NULL;
}

const char *
score_literal(struct arena *mem, const struct mark *mark, size_t n)
{
	struct sbuf *out = sbuf_arena(mem);

	sbuf_text(out, "{");
	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			sbuf_text(out, ",");
		if (mark[i].state == MARK_SCORED)
			sbuf_fmt(out, "%.6g", mark[i].score);
		else
			sbuf_text(out, "null");
	}
	sbuf_text(out, "}");
	return sbuf_cstr(out);
}

static const char *
signals_json(struct arena *mem, const struct judgement *j, size_t dimension)
{
	struct sbuf *out = sbuf_arena(mem);
	struct jw w = JW_INIT(out);

	jw_array(&w);
	for (size_t i = 0; i < j->n_signals; i++) {
		const struct signal *s = &j->signal[i];

		if (s->dimension != dimension)
			continue;
		jw_object(&w);
		jw_text(jw_key(&w, "name"), s->name);
		jw_num(jw_key(&w, "points"), s->points);
		jw_text(jw_key(&w, "words"), s->words);
		jw_int(jw_key(&w, "message"), s->message);
		jw_int(jw_key(&w, "at"), (int64_t)s->at);
		jw_int(jw_key(&w, "len"), (int64_t)s->len);
		jw_end(&w);
	}
	jw_end(&w);
	return sbuf_cstr(out);
}

/* The columns of score_save.sql from $6 on: of scores, then of their marks. */
enum score_text { HASH, OUTCOME, TOTAL, CONFIDENCE, REASONING, ERROR, SCORES,
	SCORE_TEXTS };
enum mark_text { STATE, SCORE, EVIDENCE, REASON, SIGNALS, MARK_TEXTS };

struct columns {
	const char **score[SCORE_TEXTS], **mark[MARK_TEXTS];
	int64_t *message, *failed, *of, *position, *evidence_of;
	size_t n, marks;
};

static void
make_columns(struct arena *mem, struct columns *c, size_t n, size_t dimensions)
{
	size_t marks = n * dimensions;

	for (int i = 0; i < SCORE_TEXTS; i++)
		c->score[i] = arena_array(mem, n, sizeof(*c->score[i]));
	for (int i = 0; i < MARK_TEXTS; i++)
		c->mark[i] = arena_array(mem, marks, sizeof(*c->mark[i]));
	c->message = arena_array(mem, n, sizeof(*c->message));
	c->failed = arena_array(mem, n, sizeof(*c->failed));
	c->of = arena_array(mem, marks, sizeof(*c->of));
	c->position = arena_array(mem, marks, sizeof(*c->position));
	c->evidence_of = arena_array(mem, marks, sizeof(*c->evidence_of));
}

static void
fill_mark(struct arena *mem, struct columns *c, const struct score_row *row,
    size_t dimension)
{
	const struct mark *m = &row->judgement->mark[dimension];
	size_t i = c->marks++;

	c->of[i] = row->message;
	c->position[i] = (int64_t)dimension + 1;
	c->evidence_of[i] = m->message != 0 ? m->message : DB_NULL_INT;
	c->mark[STATE][i] = state_word[m->state];
	c->mark[SCORE][i] = number(mem, m->state == MARK_SCORED, m->score);
	c->mark[EVIDENCE][i] = m->evidence;
	c->mark[REASON][i] = m->reason;
	c->mark[SIGNALS][i] = signals_json(mem, row->judgement, dimension);
}

static void
fill_score(struct arena *mem, struct columns *c, const struct scorer *by,
    const struct score_row *row)
{
	const struct judgement *j = row->judgement;
	size_t i = c->n++;

	c->message[i] = row->message;
	c->failed[i] = j != NULL && j->failed;
	c->score[HASH][i] = row->input_hash;
	c->score[OUTCOME][i] = outcome_word[row->outcome];
	c->score[TOTAL][i] = j == NULL ? NULL : number(mem, j->has_total,
	    j->total);
	c->score[CONFIDENCE][i] = j == NULL ? NULL : number(mem, true,
	    j->confidence);
	c->score[REASONING][i] = j == NULL ? "" : j->reasoning;
	c->score[ERROR][i] = row->error;
	c->score[SCORES][i] = score_literal(mem, j == NULL ? NULL : j->mark,
	    j == NULL ? 0 : by->rubric->n);
	for (size_t d = 0; j != NULL && d < by->rubric->n; d++)
		fill_mark(mem, c, row, d);
}

enum rc
score_save(struct db *db, struct arena *mem, const struct scorer *by,
    const struct score_row *rows, size_t n)
{
	struct columns c = { .n = 0 };
	enum rc rc;

	if (n == 0)
		return RC_OK;
	make_columns(mem, &c, n, by->rubric->n);
	for (size_t i = 0; i < n; i++)
		fill_score(mem, &c, by, &rows[i]);
	rc = db_run(db, mem, Q_score_save, ARGS(arg_text(by->engine),
	    arg_int(by->engine_version), arg_int(by->rubric->version),
	    arg_text(by->model), arg_text(by->prompt_hash),
	    arg_ints(c.message, n), arg_texts(c.score[HASH], n),
	    arg_texts(c.score[OUTCOME], n), arg_texts(c.score[TOTAL], n),
	    arg_ints(c.failed, n), arg_texts(c.score[CONFIDENCE], n),
	    arg_texts(c.score[REASONING], n), arg_texts(c.score[ERROR], n),
	    arg_texts(c.score[SCORES], n), arg_ints(c.of, c.marks),
	    arg_ints(c.position, c.marks), arg_texts(c.mark[STATE], c.marks),
	    arg_texts(c.mark[SCORE], c.marks),
	    arg_texts(c.mark[EVIDENCE], c.marks),
	    arg_ints(c.evidence_of, c.marks),
	    arg_texts(c.mark[REASON], c.marks),
	    arg_texts(c.mark[SIGNALS], c.marks)));
	return rc != RC_OK ? rc :
	    db_run(db, mem, Q_data_version_bump, NO_ARGS);
}

/* ---- counts by day ---- */

/* The marks go before the count: what is marked later is counted later. */
static enum rc
recount(struct db *db, struct arena *mem, int64_t *done)
{
	static const enum query steps[] = { Q_score_days_incident,
		Q_score_days_clear, Q_score_days_count };
	int64_t *days;
	struct rows r;
	enum rc rc = db_rows(db, mem, Q_score_days_take, &r,
	    ARGS(arg_int(FOLD_DAYS)));

	if (rc != RC_OK || r.n == 0)
		return rc;
	days = row_ints(mem, &r, 0);
	for (size_t i = 0; rc == RC_OK && i < sizeof(steps) / sizeof(*steps);
	    i++)
		rc = db_run(db, mem, steps[i], ARGS(arg_times(days, r.n)));
	if (rc == RC_OK)
		rc = db_run(db, mem, Q_data_version_bump, NO_ARGS);
	*done = (int64_t)r.n;
	return rc;
}

enum rc
score_fold(struct db *db, struct arena *mem, int64_t *done)
{
	struct rows lock;
	enum rc rc = db_begin(db);

	*done = 0;
	if (rc == RC_OK)
		rc = db_rows(db, mem, Q_score_days_lock, &lock, NO_ARGS);
	if (rc == RC_OK && row_bool(&lock, 0, 0))
		rc = recount(db, mem, done);
	rc = db_end(db, rc);
	if (rc != RC_OK)
		*done = 0;
	return rc;
}
