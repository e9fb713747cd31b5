/* SPDX-License-Identifier: MIT */
#include "model/dispute.h"

#include "base/arena.h"
#include "db/db.h"
#include "model/account.h"
#include "model/data.h"

enum rc
dispute_list(struct db *db, struct arena *mem, const struct dispute_query *q,
    struct dispute **out, size_t *n)
{
	struct rows r;
	enum rc rc = db_rows(db, mem, Q_dispute_list, &r, ARGS(arg_int(q->id),
	    arg_int(q->message), arg_int(q->agent), arg_text(q->state),
	    arg_int(DISPUTES_MOST)));

	if (rc != RC_OK)
		return rc;
	*out = arena_array(mem, r.n, sizeof(**out));
	*n = r.n;
	for (size_t i = 0; i < r.n; i++)
		(*out)[i] = (struct dispute){ row_int(&r, i, 0),
			row_int(&r, i, 1), row_int(&r, i, 2),
			row_text(&r, i, 3), row_text(&r, i, 4),
			row_text(&r, i, 5), row_text(&r, i, 6),
			row_text(&r, i, 7), row_int(&r, i, 8),
			row_text(&r, i, 9), row_text(&r, i, 10),
			row_int(&r, i, 11) };
	return RC_OK;
}

/* With its word in the audit, and newer data for pages; or not at all. */
static enum rc
end(struct db *db, struct arena *mem, enum rc rc, const char *who,
    const char *action, const char *what, int64_t id)
{
	if (rc == RC_OK)
		rc = audit_of(db, mem, who, action, what, id);
	if (rc == RC_OK)
		rc = data_bump(db, mem);
	return db_end(db, rc);
}

enum rc
dispute_add(struct db *db, struct arena *mem, int64_t message, int64_t agent,
    const char *who, const char *text, int64_t follows)
{
	enum rc rc = db_begin(db);

	if (rc == RC_OK)
		rc = db_took(db, mem, Q_dispute_add, RC_CONFLICT,
		    ARGS(arg_int(message), arg_int(agent), arg_text(who),
		    arg_text(text), arg_int(follows)));
	return end(db, mem, rc, who, "dispute", "reply", message);
}

enum rc
dispute_sent(struct db *db, struct arena *mem, int64_t message,
    const char *who, const char *text, int64_t follows)
{
	return db_took(db, mem, Q_dispute_sent, RC_NOT_FOUND,
	    ARGS(arg_int(message), arg_text(who), arg_text(text),
	    arg_int(follows)));
}

enum rc
dispute_settle(struct db *db, struct arena *mem, int64_t id, const char *state,
    const char *who, const char *text)
{
	enum rc rc = db_begin(db);

	if (rc == RC_OK)
		rc = db_took(db, mem, Q_dispute_settle, RC_CONFLICT,
		    ARGS(arg_int(id), arg_text(state), arg_text(who),
		    arg_text(text)));
	return end(db, mem, rc, who, arena_fmt(mem, "dispute_%s", state),
	    "dispute", id);
}

/* ---- coaching ---- */

enum rc
coaching_list(struct db *db, struct arena *mem, int64_t agent, int64_t message,
    struct coaching **out, size_t *n)
{
	struct rows r;
	enum rc rc = db_rows(db, mem, Q_coaching_list, &r, ARGS(arg_int(agent),
	    arg_int(message), arg_int(COACHING_MOST)));

	if (rc != RC_OK)
		return rc;
	*out = arena_array(mem, r.n, sizeof(**out));
	*n = r.n;
	for (size_t i = 0; i < r.n; i++)
		(*out)[i] = (struct coaching){ row_int(&r, i, 0),
			row_int(&r, i, 1), row_int(&r, i, 2),
			row_text(&r, i, 3), row_text(&r, i, 4),
			row_text(&r, i, 5), row_bool(&r, i, 6),
			row_int(&r, i, 7) };
	return RC_OK;
}

int64_t
coaching_newest(const struct coaching *list, size_t n)
{
	int64_t newest = 0;

	for (size_t i = 0; i < n; i++)
		if (list[i].id > newest)
			newest = list[i].id;
	return newest;
}

enum rc
coaching_add(struct db *db, struct arena *mem, int64_t agent, int64_t message,
    const char *author, const char *text, bool pinned, int64_t follows)
{
	enum rc rc = db_begin(db);

	if (rc == RC_OK)
		rc = db_took(db, mem, Q_coaching_add, RC_CONFLICT,
		    ARGS(arg_int(agent), arg_int(message), arg_text(author),
		    arg_text(text), arg_bool(pinned), arg_int(follows)));
	return end(db, mem, rc, author, "coaching", "agent", agent);
}

enum rc
coaching_remove(struct db *db, struct arena *mem, int64_t id, const char *who)
{
	enum rc rc = db_begin(db);

	if (rc == RC_OK)
		rc = db_took(db, mem, Q_coaching_remove, RC_NOT_FOUND,
		    ARGS(arg_int(id)));
	return end(db, mem, rc, who, "coaching_remove", "coaching", id);
}
