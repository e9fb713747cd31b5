/* SPDX-License-Identifier: MIT */
#include "model/saved_view.h"

#include "base/arena.h"
#include "base/json.h"
#include "base/sbuf.h"
#include "db/db.h"
#include "model/account.h"
#include "model/data.h"

static enum rc
read_rows(struct db *db, struct arena *mem, int64_t user, int64_t id,
    struct saved_view **out, size_t *n)
{
	struct rows rows;
	enum rc rc = db_rows(db, mem, Q_view_list, &rows, ARGS(arg_int(user),
	    arg_int(id)));

	if (rc != RC_OK)
		return rc;
	*out = arena_array(mem, rows.n, sizeof(**out));
	*n = rows.n;
	for (size_t i = 0; i < rows.n; i++)
		(*out)[i] = (struct saved_view){
			.id = row_int(&rows, i, 0),
			.name = row_text(&rows, i, 1),
			.path = row_text(&rows, i, 2),
			.shared = row_bool(&rows, i, 3),
			.owner = row_text(&rows, i, 4),
			.mine = row_bool(&rows, i, 5),
			.created_at = row_int(&rows, i, 6),
		};
	return RC_OK;
}

enum rc
saved_view_list(struct db *db, struct arena *mem, int64_t user,
    struct saved_view **out, size_t *n)
{
	return read_rows(db, mem, user, 0, out, n);
}

enum rc
saved_view_one(struct db *db, struct arena *mem, int64_t user, int64_t id,
    struct saved_view *out)
{
	struct saved_view *row;
	size_t n;
	enum rc rc = read_rows(db, mem, user, id, &row, &n);

	if (rc != RC_OK)
		return rc;
	if (n != 1 || id == 0)
		return RC_NOT_FOUND;
	*out = row[0];
	return RC_OK;
}

static enum rc
finish(struct db *db, struct arena *mem, enum rc rc,
    const struct saved_view *v, const char *who, const char *action)
{
	struct sbuf *detail = sbuf_arena(mem);
	struct jw w = JW_INIT(detail);

	jw_object(&w);
	jw_int(jw_key(&w, "id"), v->id);
	jw_text(jw_key(&w, "name"), v->name);
	jw_bool(jw_key(&w, "shared"), v->shared);
	jw_end(&w);
	if (rc == RC_OK)
		rc = audit(db, mem, who, action, sbuf_cstr(detail));
	if (rc == RC_OK)
		rc = data_bump(db, mem);
	return db_end(db, rc);
}

enum rc
saved_view_add(struct db *db, struct arena *mem, int64_t user,
    const struct saved_view *v, const char *who)
{
	struct saved_view added = *v;
	enum rc rc = db_begin(db);

	added.id = 0;
	if (rc == RC_OK)
		rc = db_int(db, mem, Q_view_add, &added.id, ARGS(arg_int(user),
		    arg_text(v->name), arg_text(v->path),
		    arg_bool(v->shared)));
	if (rc == RC_OK && added.id == 0)
		rc = RC_CONFLICT;
	return finish(db, mem, rc, &added, who, "view_add");
}

enum rc
saved_view_change(struct db *db, struct arena *mem, const struct saved_view *v,
    const char *who)
{
	struct rows rows;
	enum rc rc = db_begin(db);

	if (rc == RC_OK)
		rc = db_rows(db, mem, Q_view_change, &rows, ARGS(
		    arg_int(v->id), arg_text(v->name), arg_bool(v->shared)));
	if (rc == RC_OK && rows.n != 1)
		rc = RC_CONFLICT;
	return finish(db, mem, rc, v, who, "view_change");
}

enum rc
saved_view_remove(struct db *db, struct arena *mem, const struct saved_view *v,
    const char *who)
{
	enum rc rc = db_begin(db);

	if (rc == RC_OK)
		rc = db_run(db, mem, Q_view_remove, ARGS(arg_int(v->id)));
	return finish(db, mem, rc, v, who, "view_remove");
}
