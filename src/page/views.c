/* SPDX-License-Identifier: MIT */
/* Saved views: a list of links, and the small forms to save and change one. */
#include "page/page.h"

#include "base/arena.h"
#include "html/view.h"
#include "http/route.h"
#include "model/saved_view.h"

/* clang-format off */
const struct param view_new_params[] = {
	{ "path", P_TEXT, "/", 1, VIEW_PATH_MAX, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};

const struct param view_add_params[] = {
	{ "name",   P_TEXT,   NULL, 1, VIEW_NAME_MAX, NULL },
	{ "path",   P_TEXT,   NULL, 1, VIEW_PATH_MAX, NULL },
	{ "shared", P_BOOL,   "0", 0, 0, NULL },
	{ "csrf",   P_SECRET, "", 0, 200, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};

const struct param view_change_params[] = {
	{ "name",   P_TEXT,   NULL, 1, VIEW_NAME_MAX, NULL },
	{ "shared", P_BOOL,   "0", 0, 0, NULL },
	{ "csrf",   P_SECRET, "", 0, 200, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};

/* Where people begin, with what they find there. */
static const struct {
	const char *url, *name, *text;
} starts[] = {
	{ "/", "Overview", "What customers write about, and what changed" },
	{ "/insights", "Insights", "What came in, one by one, newest number first" },
	{ "/conversations", "Conversations", "Every conversation, by any filter" },
	{ "/conversations?sort=waiting", "Waiting for a reply",
	    "Who has waited longest, first" },
	{ "/conversations?severity=urgent&flag=needs_person", "Needs a person",
	    "High or critical, waiting for a reply, not done" },
	{ "/groups", "Groups", "Conversations about the same issue" },
	{ "/corrections", "Corrections", "What people said otherwise, to be undone" },
	{ "/jobs", "Jobs", "The import and the analysis" },
};
/* clang-format on */

static bool
may_share(const struct req *rq)
{
	return rq->who.role >= REVIEWER;
}

static bool
may_change(const struct req *rq, const struct saved_view *s)
{
	return rq->who.user_id != 0 &&
	    (s->mine || (s->shared && rq->who.role >= ADMIN));
}

static const char *
view_address(struct arena *mem, int64_t id)
{
	return arena_fmt(mem, "/views/%lld", (long long)id);
}

static void
put_views(struct req *rq, struct view *v, const char *title, bool mine,
    const struct saved_view *s, size_t n, const char *none)
{
	struct view *box = view_row(v, "BOX");
	size_t shown = 0;

	view_text(box, "TITLE", title);
	for (size_t i = 0; i < n; i++) {
		struct view *row;

		if (s[i].mine != mine)
			continue;
		shown++;
		row = view_row(box, "VIEW");
		view_text(row, "URL", s[i].path);
		view_text(row, "NAME", s[i].name);
		view_text(row, "TEXT", !mine ? arena_fmt(rq->mem, "by %s",
		    s[i].owner) : s[i].shared ? "shared with everybody" : "");
		if (may_change(rq, &s[i]))
			view_text(view_row(row, "CHANGE"), "URL",
			    view_address(rq->mem, s[i].id));
	}
	if (shown == 0)
		page_text_row(box, "NONE", none);
}

enum rc
page_views(struct req *rq)
{
	struct view *v, *box;
	struct saved_view *s;
	size_t n;
	enum rc rc = saved_view_list(rq->db, rq->mem, rq->who.user_id, &s, &n);

	if (rc != RC_OK)
		return rc;
	v = page_open(rq, "views.tpl", "Views");
	put_views(rq, v, "Yours", true, s, n, "None yet. On a list or a chart, "
	    "choose Views, then \xe2\x80\x9cSave this view\xe2\x80\x9d: its "
	    "filters and its range are kept under a name.");
	put_views(rq, v, "Shared", false, s, n, "Nobody else shares one yet.");
	box = view_row(v, "BOX");
	view_text(box, "TITLE", "Where to begin");
	for (size_t i = 0; i < sizeof(starts) / sizeof(*starts); i++) {
		struct view *row = view_row(box, "VIEW");

		view_text(row, "URL", starts[i].url);
		view_text(row, "NAME", starts[i].name);
		view_text(row, "TEXT", starts[i].text);
	}
	return page_send(rq, v);
}

static enum rc
show_form(struct req *rq, const struct saved_view *s)
{
	const char *action = s->id == 0 ? "/views" :
	    view_address(rq->mem, s->id);
	struct view *v = page_open(rq, "view.tpl", s->id == 0 ? "Save a view" :
	    s->name), *gone;

	view_text(v, "HEADING", s->id == 0 ? "Save this view" : s->name);
	view_text(v, "ACTION", action);
	view_text(v, "CSRF", rq->who.csrf);
	view_text(v, "NAME", s->name);
	view_int(v, "NAME_MAX", VIEW_NAME_MAX);
	view_text(v, "PATH", s->path);
	view_show_if(v, "NEW", s->id == 0);
	if (may_share(rq) || s->shared)
		view_show_if(view_row(v, "SHARE"), "ON", s->shared);
	if (s->id != 0) {
		gone = view_row(v, "REMOVE");
		view_text(gone, "ACTION", arena_fmt(rq->mem, "%s/remove",
		    action));
		view_text(gone, "CSRF", rq->who.csrf);
	}
	return page_send(rq, v);
}

enum rc
page_view_new(struct req *rq)
{
	const struct saved_view s = { .name = "", .path = req_text(rq, "path") };
	enum rc rc = route_check(rq, s.path);

	return rc == RC_OK ? show_form(rq, &s) : rc;
}

static enum rc
refuse_name(struct req *rq, enum rc rc, const char *name)
{
	return rc != RC_CONFLICT ? rc : req_fail(rq, rc, "There is a view named "
	    "\xe2\x80\x9c%s\xe2\x80\x9d already: choose another name", name);
}

/* Sharing is for reviewers; who may not share can still take it back. */
static enum rc
check_share(struct req *rq, bool was)
{
	if (!req_int(rq, "shared") || was || may_share(rq))
		return RC_OK;
	return req_fail(rq, RC_FORBIDDEN, "Sharing a view takes a reviewer or an "
	    "administrator: save it for yourself");
}

enum rc
page_view_add(struct req *rq)
{
	const struct saved_view s = { .name = req_text(rq, "name"),
		.path = req_text(rq, "path"), .shared = req_int(rq, "shared") };
	enum rc rc;

	if (rq->who.user_id == 0)
		return req_fail(rq, RC_FORBIDDEN, "A view belongs to a person: "
		    "sign in to save one");
	rc = check_share(rq, false);
	if (rc == RC_OK)
		rc = route_check(rq, s.path);
	if (rc == RC_OK)
		rc = saved_view_add(rq->db, rq->mem, rq->who.user_id, &s,
		    rq->who.name);
	return rc == RC_OK ? req_redirect(rq, "/views") :
	    refuse_name(rq, rc, s.name);
}

/* The view that the path names, when it may be changed. */
static enum rc
named(struct req *rq, struct saved_view *s)
{
	int64_t id;
	enum rc rc = RC_NOT_FOUND;

	if (req_path_id(rq, &id))
		rc = saved_view_one(rq->db, rq->mem, rq->who.user_id, id, s);
	if (rc == RC_NOT_FOUND)
		return req_fail(rq, rc, "This view is not here.");
	if (rc == RC_OK && !may_change(rq, s))
		return req_fail(rq, RC_FORBIDDEN, "This view is %s's: only they "
		    "or an administrator may change it", s->owner);
	return rc;
}

enum rc
page_view(struct req *rq)
{
	struct saved_view s;
	enum rc rc = named(rq, &s);

	return rc == RC_OK ? show_form(rq, &s) : rc;
}

enum rc
page_view_change(struct req *rq)
{
	struct saved_view s;
	enum rc rc = named(rq, &s);

	if (rc == RC_OK)
		rc = check_share(rq, s.shared);
	if (rc != RC_OK)
		return rc;
	s.name = req_text(rq, "name");
	s.shared = req_int(rq, "shared");
	rc = saved_view_change(rq->db, rq->mem, &s, rq->who.name);
	return rc == RC_OK ? req_redirect(rq, "/views") :
	    refuse_name(rq, rc, s.name);
}

enum rc
page_view_remove(struct req *rq)
{
	struct saved_view s;
	enum rc rc = named(rq, &s);

	if (rc == RC_OK)
		rc = saved_view_remove(rq->db, rq->mem, &s, rq->who.name);
	return rc == RC_OK ? req_redirect(rq, "/views") : rc;
}
