/* SPDX-License-Identifier: MIT */
#include "model/gather.h"

#include "base/arena.h"
#include "db/db.h"
#include "model/data.h"
#include "model/grouping.h"

static void
put_row(const struct rows *r, size_t i, struct gather_group *g)
{
	if (g->id != row_int(r, i, 0))
		*g = (struct gather_group){ .id = row_int(r, i, 0),
			.root = row_int(r, i, 1) };
	g->ids[g->n++] = row_int(r, i, 2);
}

enum rc
gather_groups(struct db *db, struct arena *mem, int64_t most,
    struct gather_group **out, size_t *n)
{
	struct rows rows;
	enum rc rc = db_rows(db, mem, Q_gather_groups, &rows,
	    ARGS(arg_int(most), arg_int(GATHER_SAMPLE), arg_int(GATHER_DAYS)));

	*n = 0;
	if (rc != RC_OK)
		return rc;
	*out = arena_array(mem, rows.n + 1, sizeof(**out));
	for (size_t i = 0; i < rows.n; i++) {
		if (i > 0 && row_int(&rows, i, 0) != row_int(&rows, i - 1, 0))
			++*n;
		put_row(&rows, i, &(*out)[*n]);
	}
	*n += rows.n > 0;
	return RC_OK;
}

static enum rc
join(struct db *db, struct arena *mem, const struct gather_pair *p)
{
	int64_t edit;
	struct rows rows;
	enum rc rc = db_rows(db, mem, Q_group_root, &rows,
	    ARGS(arg_ints(&p->group, 1)));

	if (rc == RC_OK)
		rc = db_int(db, mem, Q_edit_add, &edit, ARGS(arg_text("merge"),
		    arg_int(p->group), arg_int(p->into), arg_int(0),
		    arg_int(rows.n > 0 ? row_int(&rows, 0, 2) : 0),
		    arg_text(""), arg_text(arena_fmt(mem,
		    "they read alike, %.2f", p->alike)),
		    arg_text("Tidemark"), arg_bool(true)));
	if (rc == RC_OK)
		rc = db_run(db, mem, Q_edit_merge, ARGS(arg_int(p->group),
		    arg_int(p->into)));
	if (rc == RC_OK)
		rc = db_run(db, mem, Q_gather_usual, ARGS(arg_int(p->group),
		    arg_int(p->into)));
	return rc == RC_OK ? db_run(db, mem, Q_edit_settle,
	    ARGS(arg_ints(&p->group, 1), arg_int(edit))) : rc;
}

static enum rc
join_all(struct db *db, struct arena *mem, const struct gather_pair *p,
    size_t n, int64_t *joined)
{
	enum rc rc = grouping_lock(db, mem);

	for (size_t i = 0; rc == RC_OK && i < n; i++) {
		const int64_t both[] = { p[i].group, p[i].into };
		int64_t free = 0;

		rc = db_int(db, mem, Q_gather_free, &free,
		    ARGS(arg_ints(both, 2)));
		if (rc == RC_OK && free == 2) {
			rc = join(db, mem, &p[i]);
			++*joined;
		}
	}
	return rc == RC_OK && *joined > 0 ? data_bump(db, mem) : rc;
}

enum rc
gather_join(struct db *db, struct arena *mem, const struct gather_pair *p,
    size_t n, int64_t *joined)
{
	enum rc rc = db_begin(db);

	*joined = 0;
	if (rc == RC_OK)
		rc = join_all(db, mem, p, n, joined);
	return db_end(db, rc);
}

enum rc
gather_themes(struct db *db, struct arena *mem, const int64_t *group,
    const int64_t *theme, size_t n, int64_t compared, int64_t joined)
{
	int64_t *given = arena_array(mem, n + 1, sizeof(*given));
	enum rc rc;

	for (size_t i = 0; i < n; i++)
		given[i] = theme[i] == 0 ? DB_NULL_INT : theme[i];
	rc = db_begin(db);
	if (rc == RC_OK)
		rc = db_run(db, mem, Q_gather_themes, ARGS(arg_ints(group, n),
		    arg_ints(given, n), arg_int(compared), arg_int(joined)));
	if (rc == RC_OK)
		rc = data_bump(db, mem);	/* pages show them */
	return db_end(db, rc);
}

enum rc
gather_state(struct db *db, struct arena *mem, struct gather_state *s)
{
	struct rows rows;
	enum rc rc = db_rows(db, mem, Q_gather_state, &rows, NO_ARGS);

	if (rc == RC_OK)
		*s = (struct gather_state){ row_int(&rows, 0, 0),
			row_int(&rows, 0, 1), row_int(&rows, 0, 2),
			row_int(&rows, 0, 3) };
	return rc;
}
