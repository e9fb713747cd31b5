/* SPDX-License-Identifier: MIT */
/* The forms that change groups; each answers with the page to look at next. */
#include "page/group.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/parse.h"
#include "db/db.h"
#include "html/view.h"
#include "http/req.h"
#include "model/group.h"
#include "page/page.h"
#include "page/row.h"

#define REASON { "reason", P_TEXT, NULL, 1, GROUP_REASON_MAX, NULL }
#define END { NULL, 0, NULL, 0, 0, NULL }

/* clang-format off */
const struct param group_merge_params[] = {
	{ "into", P_INT, NULL, 1, INT64_MAX, NULL }, REASON, END,
};
const struct param group_split_params[] = {
	{ "conversations", P_IDS, NULL, 1, GROUP_SPLIT_MAX, NULL },
	{ "title", P_TEXT, "", 0, GROUP_TITLE_MAX, NULL }, REASON, END,
};
const struct param group_rename_params[] = {
	{ "title", P_TEXT, NULL, 1, GROUP_TITLE_MAX, NULL }, REASON, END,
};
const struct param group_move_params[] = {
	{ "to", P_INT, "0", 0, INT64_MAX, NULL }, REASON, END,
};
/* clang-format on */

static enum rc
done(struct req *rq, const struct editor *e, enum rc rc)
{
	if (e->why != NULL)
		return req_fail(rq, rc, "%s", e->why);
	if (rc != RC_OK)
		return rc;
	return req_redirect(rq, group_url(rq->mem, e->group, NULL));
}

static bool
path_id(const struct req *rq, int64_t *id)
{
	return parse_int(rq->path_value, 1, INT64_MAX, id);
}

static struct editor
editor_of(struct req *rq, const char *reason)
{
	return (struct editor){ .db = rq->db, .mem = rq->mem,
		.who = rq->who.name, .reason = reason };
}

enum rc
page_group_merge(struct req *rq)
{
	struct editor e = editor_of(rq, req_text(rq, "reason"));
	int64_t id;

	if (!path_id(rq, &id))
		return RC_NOT_FOUND;
	return done(rq, &e, group_merge(&e, id, req_int(rq, "into")));
}

enum rc
page_group_split(struct req *rq)
{
	struct editor e = editor_of(rq, req_text(rq, "reason"));
	const int64_t *ids;
	int64_t id;
	size_t n;

	if (!path_id(rq, &id))
		return RC_NOT_FOUND;
	ids = req_ids(rq, "conversations", &n);
	return done(rq, &e, group_split(&e, id, ids, n,
	    req_text(rq, "title")));
}

enum rc
page_group_rename(struct req *rq)
{
	struct editor e = editor_of(rq, req_text(rq, "reason"));
	int64_t id;

	if (!path_id(rq, &id))
		return RC_NOT_FOUND;
	return done(rq, &e, group_rename(&e, id, req_text(rq, "title")));
}

enum rc
page_group_undo(struct req *rq)
{
	struct editor e = editor_of(rq, "");
	int64_t id;

	if (!path_id(rq, &id))
		return RC_NOT_FOUND;
	return done(rq, &e, group_undo(&e, id));
}

enum rc
page_move_submit(struct req *rq)
{
	struct editor e = editor_of(rq, req_text(rq, "reason"));
	int64_t id;

	if (!path_id(rq, &id))
		return RC_NOT_FOUND;
	return done(rq, &e, group_move(&e, id, req_int(rq, "to")));
}

/* The form that moves one conversation. */

enum { SUGGESTED = 30, SUGGESTED_HOURS = 30 * 24 };

static void
put_member(struct view *v, const struct member *m, const struct conversation *c)
{
	view_text(v, "SUBJECT", row_subject(c));
	view_int(v, "NUMBER", c->number);
	view_int(v, "ID", c->id);
	view_text(v, "URL", row_url(view_arena(v), c->id));
	if (m == NULL)
		return;
	page_text_row(v, "WHY", member_why(view_arena(v), m));
}

static enum rc
read_here(struct req *rq, const struct conversation *c,
    const struct conversation_more *more, struct view *v)
{
	const struct member_query q = { .only = c->id, .most = 1 };
	struct member *m = NULL;
	size_t n = 0;
	enum rc rc = c->cluster_id == 0 ? RC_OK : group_members(rq->db,
	    rq->mem, c->cluster_id, &q, &m, &n);

	if (rc != RC_OK)
		return rc;
	put_member(v, n > 0 ? m : NULL, c);
	if (c->cluster_id != 0)
		page_link_row(v, "HERE", group_url(rq->mem, c->cluster_id,
		    NULL), group_title(more->group_title));
	return RC_OK;
}

enum rc
page_move(struct req *rq)
{
	const struct group_query largest = { "", "", "size", 2, 0, SUGGESTED };
	const struct window w = window_last(clock_now(), SUGGESTED_HOURS, 0);
	struct conversation c;
	struct conversation_more more;
	struct group *groups;
	struct view *v;
	int64_t id, all;
	size_t n;
	enum rc rc;

	if (!path_id(rq, &id))
		return RC_NOT_FOUND;
	rc = conversation_one(rq->db, rq->mem, id, &c, &more);
	if (rc != RC_OK)
		return rc;
	v = page_open(rq, "move.tpl", "Move to another group");
	view_text(v, "CSRF", rq->who.csrf);
	rc = read_here(rq, &c, &more, v);
	if (rc == RC_OK)
		rc = group_list(rq->db, rq->mem, &w, &largest, 0, &groups, &n,
		    &all);
	for (size_t i = 0; rc == RC_OK && i < n; i++) {
		struct view *o;

		if (groups[i].id == c.cluster_id)
			continue;
		o = view_row(v, "OTHER");
		view_int(o, "ID", groups[i].id);
		view_text(o, "NAME", group_title(groups[i].title));
		view_count(o, "COUNT", groups[i].size);
	}
	return rc == RC_OK ? page_send(rq, v) : rc;
}
