/* SPDX-License-Identifier: MIT */
#include "model/cursor.h"

#include "db/db.h"

enum rc
cursor_load(struct db *db, struct arena *mem, const char *name,
    struct cursor *c)
{
	struct rows rows;
	enum rc rc = db_rows(db, mem, Q_cursor_load, &rows,
	    ARGS(arg_text(name)));

	if (rc != RC_OK)
		return rc;
	*c = (struct cursor){ .name = name, .page = 1 };
	if (rows.n == 0)
		return RC_OK;
	c->page = row_int(&rows, 0, 0);
	c->pages = row_int(&rows, 0, 1);
	c->total = row_int(&rows, 0, 2);
	c->seen = row_int(&rows, 0, 3);
	c->since = row_int(&rows, 0, 4);
	c->watermark = row_int(&rows, 0, 5);
	c->started_at = row_int(&rows, 0, 6);
	c->done_at = row_int(&rows, 0, 7);
	c->changed = row_int(&rows, 0, 8);
	return RC_OK;
}

enum rc
cursor_save(struct db *db, struct arena *mem, const struct cursor *c)
{
	return db_run(db, mem, Q_cursor_save, ARGS(arg_text(c->name),
	    arg_int(c->page), arg_int(c->pages), arg_int(c->total),
	    arg_int(c->seen), arg_time(c->since), arg_time(c->watermark),
	    arg_time(c->started_at), arg_time(c->done_at),
	    arg_int(c->changed)));
}
