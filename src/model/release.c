/* SPDX-License-Identifier: MIT */
#include "model/release.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/json.h"
#include "base/sbuf.h"
#include "db/db.h"
#include "model/account.h"
#include "model/conversation.h"
#include "model/data.h"

static enum rc
read_rows(struct db *db, struct arena *mem, const struct arg *args, size_t n_args,
    struct release **out, size_t *n)
{
	struct rows rows;
	enum rc rc = db_rows(db, mem, Q_release_list, &rows, args, n_args);

	if (rc != RC_OK)
		return rc;
	*out = arena_array(mem, rows.n, sizeof(**out));
	*n = rows.n;
	for (size_t i = 0; i < rows.n; i++)
		(*out)[i] = (struct release){
			.id = row_int(&rows, i, 0),
			.label = row_text(&rows, i, 1),
			.at = row_int(&rows, i, 2),
			.platform = row_text(&rows, i, 3),
			.mailbox = row_int(&rows, i, 4),
			.mailbox_name = row_text(&rows, i, 5),
			.created_by = row_text(&rows, i, 6),
			.created_at = row_int(&rows, i, 7),
		};
	return RC_OK;
}

enum rc
release_list(struct db *db, struct arena *mem, int64_t from, int64_t to,
    int64_t mailbox, struct release **out, size_t *n)
{
	return read_rows(db, mem, ARGS(arg_time(from), arg_time(to),
	    arg_int(mailbox), arg_int(0)), out, n);
}

enum rc
release_one(struct db *db, struct arena *mem, int64_t id, struct release *out)
{
	struct release *row;
	size_t n;
	enum rc rc = read_rows(db, mem, ARGS(arg_time(0), arg_time(0),
	    arg_int(0), arg_int(id)), &row, &n);

	if (rc != RC_OK)
		return rc;
	if (n != 1 || id == 0)
		return RC_NOT_FOUND;
	*out = row[0];
	return RC_OK;
}

static const char *
detail(struct arena *mem, int64_t id, const char *label, int64_t at)
{
	struct sbuf *out = sbuf_arena(mem);
	struct jw w = JW_INIT(out);

	jw_object(&w);
	jw_int(jw_key(&w, "id"), id);
	jw_text(jw_key(&w, "label"), label);
	if (at != 0)
		jw_time(jw_key(&w, "at"), at);
	jw_end(&w);
	return sbuf_cstr(out);
}

/* The rest of a change: who did it, and that pages are to be made anew. */
static enum rc
finish(struct db *db, struct arena *mem, enum rc rc, const char *who,
    const char *action, const char *what)
{
	if (rc == RC_OK)
		rc = audit(db, mem, who, action, what);
	if (rc == RC_OK)
		rc = data_bump(db, mem);
	return db_end(db, rc);
}

static enum rc
check_mailbox(struct db *db, struct arena *mem, int64_t id)
{
	struct mailbox *boxes;
	size_t n, i = 0;
	enum rc rc = mailbox_list(db, mem, &boxes, &n);

	if (rc != RC_OK || id == 0)
		return rc;
	while (i < n && boxes[i].id != id)
		i++;
	return i < n ? RC_OK : RC_BAD_INPUT;
}

enum rc
release_save(struct db *db, struct arena *mem, const struct release *r,
    const char *who, int64_t *id)
{
	const char *action = r->id == 0 ? "release_add" : "release_change";
	enum rc rc = db_begin(db);

	*id = 0;
	if (rc == RC_OK)
		rc = check_mailbox(db, mem, r->mailbox);
	if (rc == RC_OK)
		rc = db_int(db, mem, Q_release_save, id, ARGS(
		    arg_int(r->id), arg_text(r->label), arg_time(r->at),
		    arg_text(r->platform), arg_int(r->mailbox), arg_text(who)));
	if (rc == RC_OK && *id == 0)
		rc = RC_NOT_FOUND;
	return finish(db, mem, rc, who, action, detail(mem, *id, r->label,
	    r->at));
}

enum rc
release_remove(struct db *db, struct arena *mem, int64_t id, const char *who)
{
	const char *what = "";
	struct rows rows;
	enum rc rc = db_begin(db);

	if (rc == RC_OK)
		rc = db_rows(db, mem, Q_release_remove, &rows,
		    ARGS(arg_int(id)));
	if (rc == RC_OK && rows.n != 1)
		rc = RC_NOT_FOUND;
	if (rc == RC_OK)
		what = detail(mem, id, row_text(&rows, 0, 0), 0);
	return finish(db, mem, rc, who, "release_remove", what);
}
