/* SPDX-License-Identifier: MIT */
#include "model/rescore.h"

#include "base/arena.h"
#include "base/clock.h"
#include "db/db.h"
#include "model/account.h"
#include "model/queue.h"
#include "model/rubric.h"

#include <math.h>
#include <string.h>

/* ---- wishes ---- */

static enum rc
find(struct db *db, struct arena *mem, int64_t id, int64_t version,
    struct rescore *out)
{
	struct rows r;
	enum rc rc = db_rows(db, mem, Q_rescore_find, &r, ARGS(arg_int(id),
	    arg_int(version)));

	if (rc != RC_OK)
		return rc;
	if (r.n == 0)
		return RC_NOT_FOUND;
	*out = (struct rescore){ row_int(&r, 0, 0), row_int(&r, 0, 1),
		row_text(&r, 0, 2), row_int(&r, 0, 3), row_int(&r, 0, 4),
		row_int(&r, 0, 5), row_int(&r, 0, 6), row_int(&r, 0, 7),
		row_int(&r, 0, 8), row_int(&r, 0, 9), row_text(&r, 0, 10),
		row_int(&r, 0, 11), row_int(&r, 0, 12), row_text(&r, 0, 13),
		row_int(&r, 0, 14) };
	return RC_OK;
}

enum rc
rescore_find(struct db *db, struct arena *mem, int64_t id, struct rescore *out)
{
	return id == 0 ? RC_NOT_FOUND : find(db, mem, id, 0, out);
}

enum rc
rescore_last(struct db *db, struct arena *mem, int64_t version,
    struct rescore *out)
{
	return find(db, mem, 0, version, out);
}

bool
rescore_under_way(const struct rescore *r)
{
	return strcmp(r->state, "queued") == 0 ||
	    strcmp(r->state, "running") == 0;
}

enum rc
rescore_queue(struct db *db, struct arena *mem, int64_t version, int64_t since,
    int64_t most, const char *who, int64_t *id)
{
	int64_t job;
	enum rc rc = db_int(db, mem, Q_rescore_add, id, ARGS(arg_int(version),
	    arg_text(who), arg_time(since), arg_int(most)));

	return rc != RC_OK ? rc : queue_add(db, mem, RESCORE, arena_fmt(mem,
	    "{\"rescore\": %lld, \"rubric\": %lld}", (long long)*id,
	    (long long)version), who, &job);
}

/* Under the lock: two that are asked for at once are one. */
static enum rc
add(struct db *db, struct arena *mem, int64_t version, int64_t since,
    int64_t most, const char *who, int64_t *id)
{
	struct rescore last;
	enum rc rc = rescore_last(db, mem, version, &last);

	if (rc == RC_OK && rescore_under_way(&last)) {
		*id = last.id;
		return RC_CONFLICT;
	}
	if (rc != RC_OK && rc != RC_NOT_FOUND)
		return rc;
	rc = rescore_queue(db, mem, version, since, most, who, id);
	return rc != RC_OK ? rc : audit(db, mem, who, "rubric_rescore",
	    arena_fmt(mem, "{\"version\": %lld, \"rescore\": %lld}",
	    (long long)version, (long long)*id));
}

enum rc
rescore_add(struct db *db, struct arena *mem, int64_t version, int64_t since,
    int64_t most, const char *who, int64_t *id)
{
	enum rc rc = db_begin(db);

	if (rc == RC_OK)
		rc = db_run(db, mem, Q_rubric_lock, NO_ARGS);
	if (rc == RC_OK)
		rc = add(db, mem, version, since, most, who, id);
	return db_end(db, rc);
}

static enum rc
outdated(struct db *db, struct arena *mem, int64_t heuristic, const char *who,
    int64_t *id)
{
	struct rubric_about now;
	struct rows r;
	enum rc rc = db_rows(db, mem, Q_heuristic_began, &r,
	    ARGS(arg_int(heuristic)));

	if (rc != RC_OK || r.n == 0 || !row_bool(&r, 0, 0))
		return rc;
	rc = rubric_about(db, mem, 0, &now);
	return rc != RC_OK ? rc :
	    rescore_queue(db, mem, now.version, 0, 0, who, id);
}

enum rc
rescore_outdated(struct db *db, struct arena *mem, int64_t heuristic,
    const char *who, int64_t *id)
{
	enum rc rc = db_begin(db);

	*id = 0;
	if (rc == RC_OK)
		rc = db_run(db, mem, Q_rubric_lock, NO_ARGS);
	if (rc == RC_OK)
		rc = outdated(db, mem, heuristic, who, id);
	return db_end(db, rc);
}

/* ---- steps ---- */

enum rc
rescore_count(struct db *db, struct arena *mem, struct rescore *r)
{
	return r->total >= 0 ? RC_OK : db_int(db, mem, Q_rescore_count,
	    &r->total, ARGS(arg_int(r->id), arg_bool(r->most == 0)));
}

enum rc
rescore_next(struct db *db, struct arena *mem, const struct rescore *r,
    int64_t most, struct rescore_step *out)
{
	struct rows rows;
	enum rc rc;

	if (r->most != 0 && r->most - r->looked < most)
		most = r->most - r->looked;
	rc = db_rows(db, mem, Q_rescore_next, &rows, ARGS(arg_text(r->at),
	    arg_int(r->at_id), arg_time(r->since), arg_int(most),
	    arg_bool(r->most == 0)));
	if (rc != RC_OK)
		return rc;
	*out = (struct rescore_step){ row_ints(mem, &rows, 0),
		row_ints(mem, &rows, 1), rows.n, (int64_t)rows.n < most ||
		(r->most != 0 && r->looked + (int64_t)rows.n >= r->most),
		rows.n > 0 ? row_text(&rows, rows.n - 1, 2) : "" };
	return RC_OK;
}

enum rc
rescore_stepped(struct db *db, struct arena *mem, struct rescore *r,
    const struct rescore_step *s, int64_t judged, int64_t kept)
{
	int64_t last = s->n > 0 ? s->message[s->n - 1] : 0;

	r->looked += (int64_t)s->n;
	r->judged += judged;
	r->kept += kept;
	r->done_at = s->last ? clock_now() : 0;
	if (s->n > 0) {
		r->at = s->at;
		r->at_id = last;
	}
	return db_run(db, mem, Q_rescore_step, ARGS(arg_int(r->id),
	    arg_int((int64_t)s->n), arg_int(judged), arg_text(s->at),
	    arg_int(last), arg_bool(s->last), arg_int(kept)));
}

/* ---- what it changes ---- */

/* The four parameters that each comparison begins with. */
#define PAIR_ARGS(p)                                                           \
	arg_text((p)->engine), arg_int((p)->before), arg_int((p)->after),      \
	    arg_int(RESCORE_COMPARED)

static double
mean_of(const struct rows *r, size_t row, int col)
{
	return row_null(r, row, col) ? NAN : row_num(r, row, col);
}

enum rc
rubric_difference(struct db *db, struct arena *mem, const struct rubric_pair *p,
    struct rubric_shift **out, size_t *n)
{
	struct rows r;
	enum rc rc = db_rows(db, mem, Q_rubric_difference, &r,
	    ARGS(PAIR_ARGS(p)));

	if (rc != RC_OK)
		return rc;
	*out = arena_array(mem, r.n + 1, sizeof(**out));
	*n = r.n;
	for (size_t i = 0; i < r.n; i++)
		(*out)[i] = (struct rubric_shift){ row_text(&r, i, 0),
			row_text(&r, i, 1), row_int(&r, i, 2),
			mean_of(&r, i, 3), mean_of(&r, i, 4),
			row_int(&r, i, 5), row_int(&r, i, 6),
			row_int(&r, i, 7), row_int(&r, i, 8),
			row_int(&r, i, 9) };
	if (r.n == 0)
		(*out)[(*n)++] = (struct rubric_shift){ "", "Total", 0, NAN,
			NAN, 0, 0, 0, 0, 0 };
	return RC_OK;
}

enum rc
rubric_agents_moved(struct db *db, struct arena *mem,
    const struct rubric_pair *p, int64_t most, struct agent_shift **out,
    size_t *n)
{
	struct rows r;
	enum rc rc = db_rows(db, mem, Q_rubric_agents_moved, &r,
	    ARGS(PAIR_ARGS(p), arg_int(most)));

	if (rc != RC_OK)
		return rc;
	*out = arena_array(mem, r.n, sizeof(**out));
	*n = r.n;
	for (size_t i = 0; i < r.n; i++)
		(*out)[i] = (struct agent_shift){ row_int(&r, i, 0),
			row_text(&r, i, 1), row_int(&r, i, 2),
			row_num(&r, i, 3), row_num(&r, i, 4),
			row_int(&r, i, 5), row_int(&r, i, 6) };
	return RC_OK;
}

enum rc
rubric_moved(struct db *db, struct arena *mem, const struct rubric_pair *p,
    const struct moved_list *l, struct moved_reply **out, size_t *n,
    int64_t *all)
{
	struct rows r;
	enum rc rc = db_rows(db, mem, Q_rubric_moved, &r, ARGS(PAIR_ARGS(p),
	    arg_text(l->key), arg_text(l->which), arg_int(l->agent),
	    arg_int(l->skip), arg_int(l->most)));

	if (rc != RC_OK)
		return rc;
	*out = arena_array(mem, r.n, sizeof(**out));
	*n = r.n;
	*all = r.n > 0 ? row_int(&r, 0, 8) : 0;
	for (size_t i = 0; i < r.n; i++)
		(*out)[i] = (struct moved_reply){ row_int(&r, i, 0),
			row_int(&r, i, 1), row_text(&r, i, 2),
			row_text(&r, i, 3), row_int(&r, i, 4),
			row_num(&r, i, 5), row_num(&r, i, 6),
			row_text(&r, i, 7) };
	return RC_OK;
}
