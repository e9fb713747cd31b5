/* SPDX-License-Identifier: MIT */
#include "model/cycle.h"

#include "base/arena.h"
#include "db/db.h"
#include "model/account.h"

/* ---- what is to be reviewed ---- */

static void
read_queued(struct arena *mem, const struct rows *r, struct queued **out,
    size_t *n)
{
	*out = arena_array(mem, r->n, sizeof(**out));
	*n = r->n;
	for (size_t i = 0; i < r->n; i++) {
		struct queued *q = &(*out)[i];

		*q = (struct queued){ row_int(r, i, 0), row_text(r, i, 1),
			row_text(r, i, 2), row_text(r, i, 3), row_int(r, i, 4),
			NULL, 0, row_bool(r, i, 6) };
		q->why = row_texts(mem, r, i, 5, &q->n_why);
	}
}

enum rc
spotlight_list(struct db *db, struct arena *mem, struct judged_by by,
    int64_t from, int64_t to, const char *reader, int64_t most,
    struct queued **out, size_t *n)
{
	struct rows r;
	enum rc rc = db_rows(db, mem, Q_spotlight_list, &r, ARGS(arg_time(from),
	    arg_time(to), arg_text(by.engine), arg_int(by.rubric),
	    arg_text(reader), arg_int(SPOTLIGHT_READS), arg_int(most)));

	if (rc == RC_OK)
		read_queued(mem, &r, out, n);
	return rc;
}

enum rc
assignment_list(struct db *db, struct arena *mem, const char *reviewer,
    struct queued **out, size_t *n)
{
	struct rows r;
	enum rc rc = db_rows(db, mem, Q_assignment_list, &r,
	    ARGS(arg_text(reviewer)));

	if (rc == RC_OK)
		read_queued(mem, &r, out, n);
	return rc;
}

/* ---- cycles ---- */

static enum rc
read_cycles(
    struct db *db, struct arena *mem, int64_t id, struct cycle **out, size_t *n)
{
	struct rows r;
	enum rc rc = db_rows(
	    db, mem, Q_cycle_list, &r, ARGS(arg_int(id), arg_int(CYCLES_MOST)));

	if (rc != RC_OK)
		return rc;
	*out = arena_array(mem, r.n, sizeof(**out));
	*n = r.n;
	for (size_t i = 0; i < r.n; i++)
		(*out)[i] = (struct cycle){ row_int(&r, i, 0),
			row_text(&r, i, 1), row_int(&r, i, 2),
			row_int(&r, i, 3), row_int(&r, i, 4), row_int(&r, i, 5),
			row_text(&r, i, 6), row_text(&r, i, 7),
			row_text(&r, i, 8), row_text(&r, i, 9),
			row_bool(&r, i, 10), row_text(&r, i, 11),
			row_bool(&r, i, 12) };
	return RC_OK;
}

enum rc
cycle_list(struct db *db, struct arena *mem, struct cycle **out, size_t *n)
{
	return read_cycles(db, mem, 0, out, n);
}

enum rc
cycle_find(struct db *db, struct arena *mem, int64_t id, struct cycle *out)
{
	struct cycle *c = NULL;
	size_t n = 0;
	enum rc rc = id == 0 ? RC_NOT_FOUND : read_cycles(db, mem, id, &c, &n);

	if (rc != RC_OK || n == 0)
		return rc == RC_OK ? RC_NOT_FOUND : rc;
	*out = c[0];
	return RC_OK;
}

enum rc
cycle_coverage(struct db *db, struct arena *mem, struct judged_by by,
    int64_t agent, struct coverage **out, size_t *n)
{
	struct rows r;
	enum rc rc = db_rows(db, mem, Q_cycle_coverage, &r,
	    ARGS(arg_text(by.engine), arg_int(by.rubric), arg_int(agent),
		arg_int(CYCLES_MOST)));

	if (rc != RC_OK)
		return rc;
	*out = arena_array(mem, r.n, sizeof(**out));
	*n = r.n;
	for (size_t i = 0; i < r.n; i++)
		(*out)[i] = (struct coverage){ row_int(&r, i, 0),
			row_int(&r, i, 1), row_text(&r, i, 2),
			row_int(&r, i, 3), row_int(&r, i, 4), row_int(&r, i, 5),
			row_int(&r, i, 6), row_int(&r, i, 7),
			row_int(&r, i, 8) };
	return RC_OK;
}

enum rc
cycle_assigned(struct db *db, struct arena *mem, int64_t id, int64_t agent,
    const char *state, struct assigned **out, size_t *n, int64_t *all)
{
	struct rows r;
	enum rc rc = db_rows(db, mem, Q_cycle_assigned, &r,
	    ARGS(arg_int(id), arg_int(agent), arg_text(state),
		arg_int(ASSIGNED_MOST)));

	if (rc != RC_OK)
		return rc;
	*out = arena_array(mem, r.n, sizeof(**out));
	*n = r.n;
	*all = r.n > 0 ? row_int(&r, 0, 7) : 0;
	for (size_t i = 0; i < r.n; i++)
		(*out)[i] = (struct assigned){ row_int(&r, i, 0),
			row_text(&r, i, 1), row_text(&r, i, 2),
			row_text(&r, i, 3), row_text(&r, i, 4),
			row_text(&r, i, 5), row_int(&r, i, 6) };
	return RC_OK;
}

/* With its word in the audit, or not at all. */
static enum rc
end(struct db *db, struct arena *mem, enum rc rc, const char *who,
    const char *action, const char *what, int64_t id)
{
	if (rc == RC_OK)
		rc = audit_of(db, mem, who, action, what, id);
	return db_end(db, rc);
}

enum rc
cycle_add(struct db *db, struct arena *mem, const struct cycle *c)
{
	int64_t id = 0;
	enum rc rc = db_begin(db);

	if (rc == RC_OK)
		rc = db_int(db, mem, Q_cycle_add, &id,
		    ARGS(arg_text(c->name), arg_time(c->begins),
			arg_time(c->ends), arg_int(c->goal),
			arg_int(c->mailbox), arg_text(c->category),
			arg_text(c->rating), arg_text(c->pick),
			arg_bool(c->blind), arg_text(c->created_by)));
	return end(db, mem, rc, c->created_by, "cycle_add", "cycle", id);
}

enum rc
cycle_close(struct db *db, struct arena *mem, int64_t id, const char *who)
{
	enum rc rc = db_begin(db);

	if (rc == RC_OK)
		rc = db_took(
		    db, mem, Q_cycle_close, RC_NOT_FOUND, ARGS(arg_int(id)));
	return end(db, mem, rc, who, "cycle_close", "cycle", id);
}

enum rc
cycle_fill(struct db *db, struct arena *mem, int64_t id, struct judged_by by,
    const char *const *reviewers, size_t n, const char *who, int64_t *assigned)
{
	struct rows r = { 0 };
	enum rc rc = db_begin(db);

	/* two that fill at once wait for each other */
	if (rc == RC_OK)
		rc = db_took(db, mem, Q_cycle_hold, RC_NOT_FOUND,
		    ARGS(arg_int(id)));
	if (rc == RC_OK)
		rc = db_rows(db, mem, Q_cycle_fill, &r, ARGS(arg_int(id),
		    arg_text(by.engine), arg_int(by.rubric),
		    arg_texts(reviewers, n), arg_int(SPOTLIGHT_READS)));
	if (rc == RC_OK)
		*assigned = r.changed;
	return end(db, mem, rc, who, "cycle_fill", "cycle", id);
}

enum rc
assignment_skip(struct db *db, struct arena *mem, int64_t message,
    const char *reviewer, const char *reason)
{
	enum rc rc = db_begin(db);

	if (rc == RC_OK)
		rc = db_took(db, mem, Q_assignment_skip, RC_NOT_FOUND,
		    ARGS(arg_int(message), arg_text(reviewer),
			arg_text(reason)));
	return end(db, mem, rc, reviewer, "review_skip", "reply", message);
}

enum rc
reviewers_unknown(struct db *db, struct arena *mem, const char *const *names,
    size_t n, const char **unknown)
{
	struct rows r;
	enum rc rc = db_rows(db, mem, Q_reviewers_unknown, &r,
	    ARGS(arg_texts(names, n)));

	if (rc == RC_OK)
		*unknown = r.n == 0 ? NULL : row_text(&r, 0, 0);
	return rc;
}
