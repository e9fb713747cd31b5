/* SPDX-License-Identifier: MIT */
/* What people do to groups: each edit is one transaction under the lock of the
 * grouping, and ends with its members where they belong, an audit row and a new
 * version of the data. */
#include "model/group.h"

#include "base/arena.h"
#include "base/json.h"
#include "base/sbuf.h"
#include "db/db.h"
#include "model/account.h"
#include "model/data.h"
#include "model/grouping.h"

#include <string.h>

static enum rc
begin(struct editor *e)
{
	enum rc rc = db_begin(e->db);

	e->why = NULL;
	e->edit = e->group = 0;
	return rc == RC_OK ? grouping_lock(e->db, e->mem) : rc;
}

static enum rc
refuse(struct editor *e, enum rc rc, const char *why)
{
	e->why = why;
	return rc;
}

struct planned {
	const char *kind;
	int64_t group, other, conversation, conversations;
	const char *title;
};

static enum rc
note(struct editor *e, const struct planned *p)
{
	return db_int(e->db, e->mem, Q_edit_add, &e->edit,
	    ARGS(arg_text(p->kind), arg_int(p->group), arg_int(p->other),
	    arg_int(p->conversation), arg_int(p->conversations),
	    arg_text(p->title ? p->title : ""), arg_text(e->reason),
	    arg_text(e->who), arg_bool(false)));
}

static enum rc
write_audit(struct editor *e, const char *action)
{
	struct sbuf *out = sbuf_arena(e->mem);
	struct jw w = JW_INIT(out);

	jw_object(&w);
	jw_int(jw_key(&w, "edit"), e->edit);
	jw_int(jw_key(&w, "group"), e->group);
	jw_text(jw_key(&w, "reason"), e->reason);
	jw_end(&w);
	return audit(e->db, e->mem, e->who, action, sbuf_cstr(out));
}

static enum rc
finish(struct editor *e, enum rc rc, const char *action)
{
	if (rc == RC_OK)
		rc = write_audit(e, action);
	if (rc == RC_OK)
		rc = data_bump(e->db, e->mem);
	return db_end(e->db, rc);
}

static enum rc
pin(struct editor *e, int64_t group, int64_t to)
{
	return db_run(e->db, e->mem, Q_edit_pin, ARGS(arg_int(e->edit),
	    arg_int(group), arg_int(to)));
}

/* Texts follow the pins, groups without a founder get one, members follow. */
static enum rc
settle(struct editor *e, const int64_t *groups, size_t n)
{
	enum rc rc = db_run(e->db, e->mem, Q_edit_apply,
	    ARGS(arg_int(e->edit)));

	for (size_t i = 0; rc == RC_OK && i < n; i++)
		rc = grouping_lead(e->db, e->mem, groups[i]);
	return rc == RC_OK ? db_run(e->db, e->mem, Q_edit_settle,
	    ARGS(arg_ints(groups, n), arg_int(e->edit))) : rc;
}

/* A group that stands. */
struct standing {
	int64_t id, size;
	const char *title;
};

static enum rc
stands(struct editor *e, int64_t id, struct standing *s)
{
	struct rows rows;
	enum rc rc = db_rows(e->db, e->mem, Q_group_root, &rows,
	    ARGS(arg_ints(&id, 1)));

	if (rc == RC_OK && rows.n == 0)
		return refuse(e, RC_NOT_FOUND, arena_fmt(e->mem,
		    "group %lld is not there, or was merged away",
		    (long long)id));
	if (rc == RC_OK)
		*s = (struct standing){ id, row_int(&rows, 0, 2),
			row_text(&rows, 0, 1) };
	return rc;
}

static enum rc
make(struct editor *e, const char *title, int64_t *id)
{
	return db_int(e->db, e->mem, Q_group_make, id, ARGS(arg_text(title)));
}

/* ---- merge ---- */

static enum rc
merge(struct editor *e, int64_t group, int64_t into)
{
	const int64_t both[] = { group, into };
	struct standing from, to;
	enum rc rc = group == into ? refuse(e, RC_CONFLICT,
	    "a group cannot be merged into itself") : stands(e, group, &from);

	if (rc == RC_OK)
		rc = stands(e, into, &to);
	if (rc == RC_OK)
		rc = note(e, &(struct planned){ "merge", group, into, 0,
		    from.size, NULL });
	e->group = into;
	if (rc == RC_OK)
		rc = pin(e, group, into);
	if (rc == RC_OK)
		rc = pin(e, into, into);
	if (rc == RC_OK)
		rc = db_run(e->db, e->mem, Q_edit_merge, ARGS(arg_int(group),
		    arg_int(into)));
	return rc == RC_OK ? settle(e, both, 2) : rc;
}

enum rc
group_merge(struct editor *e, int64_t group, int64_t into)
{
	enum rc rc = begin(e);

	if (rc == RC_OK)
		rc = merge(e, group, into);
	return finish(e, rc, "group_merge");
}

/* ---- split ---- */

static enum rc
all_inside(struct editor *e, int64_t group, const int64_t *ids, size_t n,
    const char **said)
{
	for (size_t i = 0; i < n; i++) {
		struct rows seat;
		enum rc rc = db_rows(e->db, e->mem, Q_group_seat, &seat,
		    ARGS(arg_int(ids[i])));

		if (rc != RC_OK)
			return rc;
		if (seat.n == 0 || row_int(&seat, 0, 0) != group)
			return refuse(e, RC_CONFLICT, arena_fmt(e->mem,
			    "conversation %lld is not in this group",
			    (long long)ids[i]));
		if (i == 0)
			*said = row_text(&seat, 0, 1);
	}
	return RC_OK;
}

static enum rc
some_stay(struct editor *e, int64_t group)
{
	struct standing s;
	enum rc rc = stands(e, group, &s);

	return rc == RC_OK && s.size == 0 ? refuse(e, RC_CONFLICT,
	    "these are all texts of the group: rename it instead") : rc;
}

static enum rc
split(struct editor *e, int64_t group, const int64_t *ids, size_t n,
    const char *title)
{
	struct standing s;
	const char *said = "";
	int64_t both[2] = { group, 0 };
	enum rc rc = stands(e, group, &s);

	if (rc == RC_OK && (n == 0 || n > GROUP_SPLIT_MAX))
		return refuse(e, RC_CONFLICT, arena_fmt(e->mem,
		    "choose 1 to %d conversations to split off",
		    GROUP_SPLIT_MAX));
	if (rc == RC_OK)
		rc = all_inside(e, group, ids, n, &said);
	if (rc == RC_OK)
		rc = make(e, *title ? title : said, &both[1]);
	if (rc == RC_OK)
		rc = note(e, &(struct planned){ "split", group, both[1], 0,
		    (int64_t)n, title });
	e->group = both[1];
	if (rc == RC_OK)
		rc = db_run(e->db, e->mem, Q_edit_pin_some,
		    ARGS(arg_int(e->edit), arg_int(both[1]), arg_ints(ids, n),
		    arg_bool(false)));
	if (rc == RC_OK)
		rc = pin(e, group, group);
	if (rc == RC_OK)
		rc = settle(e, both, 2);
	return rc == RC_OK ? some_stay(e, group) : rc;
}

enum rc
group_split(struct editor *e, int64_t group, const int64_t *ids, size_t n,
    const char *title)
{
	enum rc rc = begin(e);

	if (rc == RC_OK)
		rc = split(e, group, ids, n, title);
	return finish(e, rc, "group_split");
}

/* ---- move ---- */

static enum rc
move(struct editor *e, int64_t conversation, int64_t to)
{
	struct standing target;
	int64_t both[2] = { 0, to };
	struct rows seat;
	enum rc rc = db_rows(e->db, e->mem, Q_group_seat, &seat,
	    ARGS(arg_int(conversation)));

	if (rc == RC_OK && seat.n == 0)
		return refuse(e, RC_NOT_FOUND, "the conversation is not there, "
		    "or not analysed yet");
	if (rc != RC_OK)
		return rc;
	both[0] = row_int(&seat, 0, 0);
	if (to != 0 && both[0] == to)
		return refuse(e, RC_CONFLICT, "it is in this group already");
	rc = to == 0 ? make(e, row_text(&seat, 0, 1), &both[1]) :
	    stands(e, to, &target);
	if (rc == RC_OK)
		rc = note(e, &(struct planned){ "move", both[0], both[1],
		    conversation, 1, NULL });
	e->group = both[1];
	if (rc == RC_OK)
		rc = db_run(e->db, e->mem, Q_edit_pin_some,
		    ARGS(arg_int(e->edit), arg_int(both[1]),
		    arg_ints(&conversation, 1), arg_bool(true)));
	for (int i = 0; i < 2; i++)
		if (rc == RC_OK && both[i] != 0)
			rc = pin(e, both[i], both[i]);
	return rc == RC_OK ? settle(e, both, 2) : rc;
}

enum rc
group_move(struct editor *e, int64_t conversation, int64_t to)
{
	enum rc rc = begin(e);

	if (rc == RC_OK)
		rc = move(e, conversation, to);
	return finish(e, rc, "group_move");
}

/* ---- rename ---- */

enum rc
group_rename(struct editor *e, int64_t group, const char *title)
{
	struct standing s;
	enum rc rc = begin(e);

	if (rc == RC_OK)
		rc = stands(e, group, &s);
	if (rc == RC_OK && strcmp(s.title, title) == 0)
		rc = refuse(e, RC_CONFLICT, "this is its title already");
	if (rc == RC_OK)
		rc = note(e, &(struct planned){ "rename", group, 0, 0, s.size,
		    title });
	e->group = group;
	if (rc == RC_OK)
		rc = db_run(e->db, e->mem, Q_edit_rename, ARGS(arg_int(group),
		    arg_text(title)));
	return finish(e, rc, "group_rename");
}

/* ---- undo ---- */

/* Groups whose members may stand wrongly: added to before and after. */
struct touched {
	int64_t *id;
	size_t n;
};

static void
touch(struct editor *e, struct touched *t, const int64_t *id, size_t n)
{
	int64_t *all = arena_array(e->mem, t->n + n + 1, sizeof(*all));

	for (size_t i = 0; i < t->n; i++)
		all[i] = t->id[i];
	for (size_t i = 0; i < n; i++)
		all[t->n + i] = id[i];
	t->id = all;
	t->n += n;
}

static enum rc
touch_roots(struct editor *e, const int64_t *groups, size_t n,
    struct touched *t)
{
	struct rows rows;
	enum rc rc = db_rows(e->db, e->mem, Q_group_roots, &rows,
	    ARGS(arg_ints(groups, n)));

	if (rc == RC_OK)
		touch(e, t, row_ints(e->mem, &rows, 0), rows.n);
	return rc;
}

static enum rc
unpin(struct editor *e)
{
	struct rows rows;
	enum rc rc = db_rows(e->db, e->mem, Q_edit_unpin, &rows,
	    ARGS(arg_int(e->edit)));

	return rc != RC_OK ? rc : db_run(e->db, e->mem, Q_edit_follow,
	    ARGS(arg_ints(row_ints(e->mem, &rows, 0), rows.n)));
}

static enum rc
fold(struct editor *e, struct touched *t)
{
	struct rows rows = { .n = 1 };
	enum rc rc = RC_OK;

	while (rc == RC_OK && rows.n > 0) {
		rc = db_rows(e->db, e->mem, Q_edit_fold, &rows, NO_ARGS);
		if (rc != RC_OK)
			break;
		touch(e, t, row_ints(e->mem, &rows, 0), rows.n);
		touch(e, t, row_ints(e->mem, &rows, 1), rows.n);
	}
	return rc;
}

static enum rc
take_back(struct editor *e, const char *kind, const int64_t groups[2])
{
	struct touched t = { NULL, 0 };
	enum rc rc;

	touch(e, &t, groups, 2);
	rc = touch_roots(e, groups, 2, &t);
	if (rc == RC_OK)
		rc = unpin(e);
	if (rc == RC_OK && strcmp(kind, "merge") == 0)
		rc = db_run(e->db, e->mem, Q_edit_unmerge,
		    ARGS(arg_int(groups[0])));
	if (rc == RC_OK)
		rc = fold(e, &t);
	if (rc == RC_OK)
		rc = touch_roots(e, groups, 2, &t);
	return rc == RC_OK ? settle(e, t.id, t.n) : rc;
}

static enum rc
undo(struct editor *e, int64_t edit)
{
	struct rows found;
	int64_t groups[2];
	const char *kind;
	enum rc rc = db_rows(e->db, e->mem, Q_edit_find, &found,
	    ARGS(arg_int(edit)));

	if (rc == RC_OK && found.n == 0)
		return refuse(e, RC_NOT_FOUND, "there is no such edit");
	if (rc == RC_OK && row_bool(&found, 0, 3))
		return refuse(e, RC_CONFLICT, "it is undone already");
	if (rc != RC_OK)
		return rc;
	e->edit = edit;
	kind = row_text(&found, 0, 0);
	groups[0] = row_int(&found, 0, 1);
	groups[1] = row_int(&found, 0, 2);
	e->group = groups[0] ? groups[0] : groups[1];
	rc = db_run(e->db, e->mem, Q_edit_undo, ARGS(arg_int(edit),
	    arg_text(e->who)));
	if (rc != RC_OK)
		return rc;
	return strcmp(kind, "rename") == 0 ? db_run(e->db, e->mem,
	    Q_edit_rename, ARGS(arg_int(groups[0]), arg_text(NULL))) :
	    take_back(e, kind, groups);
}

enum rc
group_undo(struct editor *e, int64_t edit)
{
	enum rc rc = begin(e);

	if (rc == RC_OK)
		rc = undo(e, edit);
	return finish(e, rc, "group_undo");
}
