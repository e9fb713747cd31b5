/* SPDX-License-Identifier: MIT */
#include "model/asking.h"

#include "base/arena.h"
#include "base/json.h"
#include "base/sbuf.h"
#include "db/db.h"
#include "model/account.h"
#include "model/job.h"
#include "model/queue.h"

enum rc
asking_state(struct db *db, struct arena *mem, struct asking_state *out)
{
	struct rows r;
	enum rc rc = db_rows(db, mem, Q_asking_state, &r, NO_ARGS);

	if (rc != RC_OK || r.n == 0)
		return rc;
	*out = (struct asking_state){ { row_text(&r, 0, 0), row_text(&r, 0, 1),
		row_int(&r, 0, 2), row_int(&r, 0, 3), row_int(&r, 0, 4) },
		row_int(&r, 0, 5), row_int(&r, 0, 6), row_int(&r, 0, 7),
		row_int(&r, 0, 8), row_int(&r, 0, 9), row_text(&r, 0, 10),
		row_int(&r, 0, 11), row_int(&r, 0, 12), row_int(&r, 0, 13),
		row_bool(&r, 0, 14), row_null(&r, 0, 15) ? INT64_MAX :
		row_int(&r, 0, 15), row_int(&r, 0, 16), row_null(&r, 0, 17) ?
		INT64_MAX : row_int(&r, 0, 17), row_text(&r, 0, 18),
		row_int(&r, 0, 19) };
	return RC_OK;
}

static const char *
setting_json(struct arena *mem, const struct asking_setting *s)
{
	struct sbuf *out = sbuf_arena(mem);
	struct jw w = JW_INIT(out);

	jw_object(&w);
	jw_text(jw_key(&w, "engine"), s->engine);
	jw_text(jw_key(&w, "sampling"), s->sampling);
	jw_int(jw_key(&w, "per_agent_week"), s->per_agent_week);
	jw_int(jw_key(&w, "daily_cap"), s->daily_cap);
	jw_int(jw_key(&w, "rank_least"), s->rank_least);
	jw_end(&w);
	return sbuf_cstr(out);
}

enum rc
asking_setting_save(struct db *db, struct arena *mem,
    const struct asking_setting *s, const char *who)
{
	enum rc rc = db_begin(db);

	if (rc == RC_OK)
		rc = db_run(db, mem, Q_asking_setting_save,
		    ARGS(arg_text(s->engine), arg_text(s->sampling),
		    arg_int(s->per_agent_week), arg_int(s->daily_cap),
		    arg_int(s->rank_least)));
	if (rc == RC_OK)
		rc = audit(db, mem, who, "quality_settings",
		    setting_json(mem, s));
	if (rc == RC_OK)
		rc = db_run(db, mem, Q_data_version_bump, NO_ARGS);
	return db_end(db, rc);
}

/* ---- marks ---- */

enum rc
asking_add(struct db *db, struct arena *mem, const int64_t *messages, size_t n,
    int64_t rubric)
{
	if (n == 0)
		return RC_OK;
	return db_run(db, mem, Q_asking_add, ARGS(arg_ints(messages, n),
	    arg_int(rubric)));
}

enum rc
asking_marks_of(struct arena *mem, const struct rows *r,
    struct asking_mark **out, size_t *n)
{
	*out = arena_array(mem, r->n, sizeof(**out));
	*n = r->n;
	for (size_t i = 0; i < r->n; i++)
		(*out)[i] = (struct asking_mark){ row_int(r, i, 0),
			row_int(r, i, 1), row_int(r, i, 2),
			row_int(r, i, 3), row_int(r, i, 4),
			row_bool(r, i, 5) };
	return RC_OK;
}

enum rc
asking_next(struct db *db, struct arena *mem, int64_t most,
    const int64_t *flying, size_t n_flying, struct asking_mark **out, size_t *n)
{
	struct rows r;
	enum rc rc = db_rows(db, mem, Q_asking_next, &r, ARGS(arg_int(most),
	    arg_ints(flying, n_flying)));

	*n = 0;
	return rc == RC_OK ? asking_marks_of(mem, &r, out, n) : rc;
}

enum rc
asking_done(struct db *db, struct arena *mem, const struct asking_mark *m)
{
	return db_run(db, mem, Q_asking_done, ARGS(arg_int(m->message),
	    arg_int(m->id)));
}

enum rc
asking_later(struct db *db, struct arena *mem, const struct asking_mark *m,
    int64_t wait_s, bool counts)
{
	return db_run(db, mem, Q_asking_later, ARGS(arg_int(m->message),
	    arg_int(m->id), arg_int(wait_s), arg_int(counts)));
}

enum rc
asking_usage(struct db *db, struct arena *mem, const struct asking_call *c)
{
	return db_run(db, mem, Q_asking_usage, ARGS(arg_text(c->purpose),
	    arg_text(c->model), arg_text(c->why), arg_int(c->input),
	    arg_int(c->cached), arg_int(c->output), arg_int(c->cost),
	    arg_int(c->took_ms), arg_text(c->engine),
	    arg_int(c->conversation), arg_int(c->message),
	    arg_int(c->things)));
}

/* ---- the service, and the cap ---- */

struct asking_of {
	const char *text;
	enum query problem, capped, no_batch;
};

const struct asking_of asking_replies = { "replies", Q_asking_problem,
	Q_asking_capped, Q_batch_none };
const struct asking_of asking_conversations = { "conversations",
	Q_enrich_problem, Q_enrich_capped, Q_enrich_batch_none };

const char *
asking_of_text(const struct asking_of *of)
{
	return of->text;
}

enum rc
asking_problem(struct db *db, struct arena *mem, const struct asking_of *of,
    const char *problem, int64_t wait_s)
{
	return db_run(db, mem, of->problem, ARGS(arg_text(problem),
	    arg_int(wait_s)));
}

enum rc
asking_capped(struct db *db, struct arena *mem, const struct asking_of *of,
    bool *news)
{
	struct rows r;
	enum rc rc = db_rows(db, mem, of->capped, &r, NO_ARGS);

	*news = rc == RC_OK && r.n > 0;
	return rc;
}

enum rc
asking_no_batch(struct db *db, struct arena *mem, const struct asking_of *of,
    bool none)
{
	return db_run(db, mem, of->no_batch, ARGS(arg_bool(none)));
}

/* ---- whom it is about ---- */

enum rc
asking_people(struct db *db, struct arena *mem, int64_t conversation,
    struct prompt_known **out, size_t *n)
{
	struct rows r;
	enum rc rc = db_rows(db, mem, Q_asking_people, &r,
	    ARGS(arg_int(conversation)));

	if (rc != RC_OK)
		return rc;
	*out = arena_array(mem, r.n, sizeof(**out));
	*n = r.n;
	for (size_t i = 0; i < r.n; i++)
		(*out)[i] = (struct prompt_known){ row_text(&r, i, 0),
			row_text(&r, i, 1) };
	return RC_OK;
}

/* ---- backlogs ---- */

enum rc
asking_estimate(struct db *db, struct arena *mem, int64_t from, int64_t to,
    int64_t rubric, const char *model, struct asking_estimate *out)
{
	struct rows r;
	enum rc rc = db_rows(db, mem, Q_asking_estimate, &r,
	    ARGS(arg_time(from), arg_time(to), arg_int(rubric),
	    arg_text(model)));

	if (rc != RC_OK)
		return rc;
	*out = (struct asking_estimate){ row_int(&r, 0, 0), row_int(&r, 0, 1),
		row_int(&r, 0, 2), row_int(&r, 0, 3) };
	return RC_OK;
}

static enum rc
queue(struct db *db, struct arena *mem, const char *kind, const char *payload,
    const char *who, int64_t *job)
{
	enum rc rc = db_begin(db);

	if (rc == RC_OK)
		rc = queue_add(db, mem, kind, payload, who, job);
	if (rc == RC_OK)
		rc = audit(db, mem, who, kind, payload);
	return db_end(db, rc);
}

enum rc
asking_backlog_ask(struct db *db, struct arena *mem, const char *kind,
    int64_t from, int64_t to, const char *who, int64_t *job)
{
	struct sbuf *out = sbuf_arena(mem);
	struct jw w = JW_INIT(out);

	jw_object(&w);
	jw_int(jw_key(&w, "from"), from);
	jw_int(jw_key(&w, "to"), to);
	jw_end(&w);
	return queue(db, mem, kind, sbuf_cstr(out), who, job);
}

enum rc
asking_test_ask(struct db *db, struct arena *mem, const char *kind,
    const char *who, int64_t *job)
{
	return queue(db, mem, kind, "{}", who, job);
}

enum rc
asking_backlog(struct db *db, struct arena *mem, int64_t job, int64_t from,
    int64_t to, int64_t rubric, bool by_batch)
{
	return db_run(db, mem, Q_asking_backlog, ARGS(arg_int(job),
	    arg_time(from), arg_time(to), arg_int(rubric), arg_bool(by_batch)));
}

enum rc
asking_backlog_left(struct db *db, struct arena *mem, int64_t job,
    int64_t *left)
{
	return db_int(db, mem, Q_asking_backlog_left, left, ARGS(arg_int(job)));
}

enum rc
asking_backlog_drop(struct db *db, struct arena *mem)
{
	return db_run(db, mem, Q_asking_backlog_drop, NO_ARGS);
}

enum rc
asking_waiting(struct db *db, struct arena *mem, int64_t *n)
{
	return db_int(db, mem, Q_asking_waiting, n, ARGS(
	    arg_int(ASKING_WAITING_MOST + 1)));
}

enum rc
asking_last(struct db *db, struct arena *mem, const char *kind,
    struct job_row *out)
{
	int64_t id = 0;
	enum rc rc = db_int(db, mem, Q_asking_job_last, &id,
	    ARGS(arg_text(kind)));

	if (rc == RC_OK && id == 0)
		return RC_NOT_FOUND;
	return rc == RC_OK ? job_one(db, mem, id, out) : rc;
}
