/* SPDX-License-Identifier: MIT */
#include "model/calibration.h"

#include <math.h>

#include "base/arena.h"
#include "db/db.h"
#include "model/account.h"

enum rc
session_list(struct db *db, struct arena *mem, int64_t id, const char *who,
    struct session **out, size_t *n)
{
	struct rows r;
	enum rc rc = db_rows(db, mem, Q_session_rows, &r, ARGS(arg_int(id),
	    arg_text(who), arg_int(SESSIONS_MOST)));

	if (rc != RC_OK)
		return rc;
	*out = arena_array(mem, r.n, sizeof(**out));
	*n = r.n;
	for (size_t i = 0; i < r.n; i++)
		(*out)[i] = (struct session){ row_int(&r, i, 0),
			row_text(&r, i, 1), row_text(&r, i, 2),
			row_int(&r, i, 3), row_bool(&r, i, 4),
			row_int(&r, i, 5), row_int(&r, i, 6), row_int(&r, i, 7),
			row_int(&r, i, 8), row_int(&r, i, 9) };
	return RC_OK;
}

/* With its word in the audit, or not at all. */
static enum rc
end(struct db *db, struct arena *mem, enum rc rc, const char *who,
    const char *action, int64_t id)
{
	if (rc == RC_OK)
		rc = audit_of(db, mem, who, action, "session", id);
	return db_end(db, rc);
}

enum rc
session_add(struct db *db, struct arena *mem, const struct session_input *in,
    int64_t *id, int64_t *replies)
{
	struct rows r = { 0 };
	enum rc rc = db_begin(db);

	*replies = 0;
	if (rc == RC_OK)
		rc = db_int(db, mem, Q_calibration_add, id,
		    ARGS(arg_text(in->name), arg_text(in->who),
			arg_texts(in->member, in->n_members),
			arg_int(in->rubric)));
	if (rc == RC_OK)
		rc = db_rows(db, mem, Q_calibration_replies, &r,
		    ARGS(arg_int(*id), arg_ints(in->reply, in->n_replies),
		    arg_int(in->by_chance), arg_text(in->engine),
		    arg_int(in->rubric)));
	if (rc == RC_OK && r.changed == 0) {
		db_rollback(db);
		return RC_OK;
	}
	*replies = r.changed;
	return end(db, mem, rc, in->who, "calibration_add", *id);
}

enum rc
session_close(struct db *db, struct arena *mem, int64_t id, const char *who)
{
	enum rc rc = db_begin(db);

	if (rc == RC_OK)
		rc = db_took(db, mem, Q_calibration_close, RC_NOT_FOUND,
		    ARGS(arg_int(id)));
	return end(db, mem, rc, who, "calibration_close", id);
}

enum rc
session_marks(struct db *db, struct arena *mem, int64_t id,
    struct session_mark **out, size_t *n)
{
	struct rows r;
	enum rc rc = db_rows(db, mem, Q_calibration_marks, &r,
	    ARGS(arg_int(id)));

	if (rc != RC_OK)
		return rc;
	*out = arena_array(mem, r.n, sizeof(**out));
	*n = r.n;
	for (size_t i = 0; i < r.n; i++)
		(*out)[i] = (struct session_mark){ row_int(&r, i, 0),
			row_text(&r, i, 1), row_text(&r, i, 2),
			(size_t)row_int(&r, i, 3), row_null(&r, i, 4) ? NAN :
			row_num(&r, i, 4), row_bool(&r, i, 5) };
	return RC_OK;
}

/* ---- agreement ---- */

static void
read_pairs(struct arena *mem, const struct rows *r, struct judged_pairs *out)
{
	*out = (struct judged_pairs){ arena_array(mem, r->n,
	    sizeof(*out->pair)), r->n, r->n > 0 && row_bool(r, 0, 3) };
	for (size_t i = 0; i < r->n; i++)
		out->pair[i] = (struct judged_pair){ (size_t)row_int(r, i, 0),
			{ row_num(r, i, 1), row_num(r, i, 2) } };
}

const struct score_pair *
judged_pairs(struct arena *mem, const struct judged_pair *all, size_t n,
    size_t position, size_t *found)
{
	struct score_pair *out = arena_array(mem, n, sizeof(*out));

	*found = 0;
	for (size_t i = 0; i < n; i++)
		if (all[i].position == position)
			out[(*found)++] = all[i].pair;
	return out;
}

enum rc
engine_pairs(struct db *db, struct arena *mem, const struct quality_window *w,
    bool blind, struct judged_pairs *out)
{
	struct rows r;
	enum rc rc = db_rows(db, mem, Q_engine_pairs, &r, ARGS(
	    arg_time(w->from), arg_time(w->to), arg_text(w->engine),
	    arg_int(w->rubric), arg_ints(w->mailbox, w->n_mailboxes),
	    arg_int(w->agent), arg_text(w->category), arg_text(w->rating),
	    arg_bool(blind), arg_text(w->incidents), arg_int(PAIRS_MOST)));

	if (rc == RC_OK)
		read_pairs(mem, &r, out);
	return rc;
}

enum rc
people_pairs(struct db *db, struct arena *mem, const struct quality_window *w,
    struct judged_pairs *out)
{
	struct rows r;
	enum rc rc = db_rows(db, mem, Q_people_pairs, &r, ARGS(
	    arg_time(w->from), arg_time(w->to), arg_int(w->rubric),
	    arg_ints(w->mailbox, w->n_mailboxes), arg_int(w->agent),
	    arg_text(w->category), arg_text(w->rating),
	    arg_text(w->incidents), arg_int(PAIRS_MOST)));

	if (rc == RC_OK)
		read_pairs(mem, &r, out);
	return rc;
}
