/* SPDX-License-Identifier: MIT */
#include "page/page.h"

#include "base/arena.h"
#include "base/clock.h"
#include "html/format.h"
#include "html/view.h"
#include "model/conversation.h"
#include "model/release.h"
#include "page/filter.h"
#include "page/words.h"

/* clang-format off */
const struct param release_form_params[] = {
	{ "label",    P_TEXT,   NULL, 1, RELEASE_LABEL_MAX, NULL },
	{ "at",       P_TIME,   NULL, 0, 0, NULL },
	{ "platform", P_TEXT,   "", 0, 32, NULL },
	{ "mailbox",  P_INT,    "0", 0, INT64_MAX, NULL },
	{ "csrf",     P_SECRET, "", 0, 200, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};

const struct param csrf_form_params[] = {
	{ "csrf", P_SECRET, "", 0, 200, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};
/* clang-format on */

static const char LIST[] = "/settings/releases";

static const char *
release_url(struct arena *mem, int64_t id)
{
	return arena_fmt(mem, "%s/%lld", LIST, (long long)id);
}

/* The form, filled with r. */
static enum rc
put_form(struct req *rq, struct view *v, const struct release *r)
{
	struct view *f = view_include(view_row(v, "FORM"), "FIELDS",
	    "release-form.tpl");
	struct mailbox *boxes;
	char at[FMT_SIZE];
	size_t n;
	enum rc rc = mailbox_list(rq->db, rq->mem, &boxes, &n);

	if (rc != RC_OK)
		return rc;
	view_text(f, "ACTION", r->id == 0 ? LIST : release_url(rq->mem, r->id));
	view_text(f, "CSRF", rq->who.csrf);
	view_text(f, "LABEL", r->label);
	view_int(f, "LABEL_MAX", RELEASE_LABEL_MAX);
	view_text(f, "AT", fmt_input(r->at, at));
	view_text(f, "PLATFORM", r->platform);
	view_text(f, "DO", r->id == 0 ? "Add" : "Save");
	for (size_t i = 0; i < n; i++)
		page_option(f, arena_fmt(rq->mem, "%lld",
		    (long long)boxes[i].id), boxes[i].name,
		    boxes[i].id == r->mailbox);
	return RC_OK;
}

static void
put_row(struct view *has, const struct release *r, int64_t now, bool may_edit)
{
	struct arena *mem = view_arena(has);
	struct view *row = view_row(has, "RELEASE");
	char when[FMT_SIZE];

	view_text(row, "LABEL", r->label);
	view_text(row, "AT", fmt_when(r->at, now, when));
	view_text(row, "PLATFORM", *r->platform ?
	    word_for(mem, "platform", r->platform) : "all");
	view_text(row, "MAILBOX", r->mailbox == 0 ? "all" : r->mailbox_name);
	view_text(row, "WHO", r->created_by);
	if (may_edit)
		view_text(view_row(row, "EDIT"), "URL", release_url(mem, r->id));
}

enum rc
page_releases(struct req *rq)
{
	const struct release fresh = { .at = clock_now() / 60 * 60,
		.label = "", .platform = "" };
	struct view *v = page_open(rq, "releases.tpl", "Releases"), *has = v;
	struct release *rows;
	size_t n;
	enum rc rc = release_list(rq->db, rq->mem, 0, 0, 0, &rows, &n);

	if (rc != RC_OK)
		return rc;
	if (n > 0)
		has = view_row(v, "RELEASES");
	else
		view_show(v, "NONE");
	for (size_t i = n; i > 0; i--)	/* newest first */
		put_row(has, &rows[i - 1], clock_now(), rq->who.role >= ADMIN);
	if (rq->who.role >= ADMIN)
		rc = put_form(rq, v, &fresh);
	return rc == RC_OK ? page_send(rq, v) : rc;
}

/* The release that the path names. */
static enum rc
named(struct req *rq, struct release *r)
{
	int64_t id;
	enum rc rc = RC_NOT_FOUND;

	if (req_path_id(rq, &id))
		rc = release_one(rq->db, rq->mem, id, r);
	return rc == RC_NOT_FOUND ? req_fail(rq, rc, "This release is not "
	    "here: somebody may have removed it") : rc;
}

enum rc
page_release(struct req *rq)
{
	struct view *v = page_open(rq, "release.tpl", "Release"), *gone;
	struct release r;
	enum rc rc = named(rq, &r);

	if (rc == RC_OK)
		rc = put_form(rq, v, &r);
	if (rc != RC_OK)
		return rc;
	view_text(v, "NAME", r.label);
	gone = view_row(v, "REMOVE");
	view_text(gone, "ACTION", arena_fmt(rq->mem, "%s/remove",
	    release_url(rq->mem, r.id)));
	view_text(gone, "CSRF", rq->who.csrf);
	return page_send(rq, v);
}

static enum rc
save(struct req *rq, struct release *r)
{
	int64_t id;
	enum rc rc;

	r->label = req_text(rq, "label");
	r->at = filter_time(rq, "at");
	r->platform = req_text(rq, "platform");
	r->mailbox = req_int(rq, "mailbox");
	rc = release_save(rq->db, rq->mem, r, rq->who.name, &id);
	if (rc == RC_BAD_INPUT)
		return req_fail(rq, rc, "mailbox %lld is not here",
		    (long long)r->mailbox);
	return rc == RC_OK ? req_redirect(rq, LIST) : rc;
}

enum rc
page_release_add(struct req *rq)
{
	struct release r = { 0 };

	return save(rq, &r);
}

enum rc
page_release_change(struct req *rq)
{
	struct release r;
	enum rc rc = named(rq, &r);

	return rc == RC_OK ? save(rq, &r) : rc;
}

enum rc
page_release_remove(struct req *rq)
{
	struct release r;
	enum rc rc = named(rq, &r);

	if (rc == RC_OK)
		rc = release_remove(rq->db, rq->mem, r.id, rq->who.name);
	return rc == RC_OK ? req_redirect(rq, LIST) : rc;
}
