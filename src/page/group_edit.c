/* SPDX-License-Identifier: MIT */
/* The forms that change groups; each answers with the page to look at next. */
#include "page/group.h"

#include "ask/group.h"
#include "base/arena.h"
#include "base/clock.h"
#include "db/db.h"
#include "html/view.h"
#include "http/req.h"
#include "page/page.h"
#include "page/row.h"

static enum rc
edit(struct req *rq, enum rc (*ask)(struct req *, struct editor *))
{
	struct editor e;
	enum rc rc = ask(rq, &e);

	return rc == RC_OK ? req_redirect(rq, group_url(rq->mem, e.group,
	    NULL)) : rc;
}

enum rc
page_group_merge(struct req *rq)
{
	return edit(rq, ask_group_merge);
}

enum rc
page_group_split(struct req *rq)
{
	return edit(rq, ask_group_split);
}

enum rc
page_group_rename(struct req *rq)
{
	return edit(rq, ask_group_rename);
}

enum rc
page_group_undo(struct req *rq)
{
	return edit(rq, ask_group_undo);
}

enum rc
page_move_submit(struct req *rq)
{
	return edit(rq, ask_group_move);
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

	if (!req_path_id(rq, &id))
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
