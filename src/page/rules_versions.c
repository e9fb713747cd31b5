/* SPDX-License-Identifier: MIT */
/* Versions of the rules: the list, the difference between two, and files. */
#include "page/rules.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/parse.h"
#include "html/format.h"
#include "html/link.h"
#include "html/view.h"

#include <string.h>

enum { SHOWN = 50 };

const struct param rules_versions_params[] = {
	{ "before", P_INT, "0", 0, INT32_MAX, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};
const struct param rules_diff_params[] = {
	{ "a", P_INT, NULL, 1, INT32_MAX, NULL },
	{ "b", P_INT, NULL, 1, INT32_MAX, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};
const struct param rules_export_params[] = {
	{ "version", P_TEXT, "", 0, RULES_NAME_MAX, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};

static void
put_version(struct view *v, const struct rules_version *r, size_t i, int64_t now)
{
	struct view *row = view_row(v, "VERSION");
	char buf[FMT_SIZE], iso[CLOCK_ISO_SIZE];

	view_int(row, "N", r->version);
	view_text(row, "NAME", r->name);
	view_text(row, "WHY", r->why);
	view_text(row, "WHO", r->who);
	view_text(row, "ISO", clock_iso(r->at, iso));
	view_text(row, "WHEN", fmt_when(r->at, now, buf));
	view_text(row, "URL", arena_fmt(view_arena(v),
	    "/settings/rules/export?version=%lld", (long long)r->version));
	view_show_if(row, "ACTIVE", r->active);
	view_show_if(row, "A", i == 1);
	view_show_if(row, "B", i == 0);
}

static void
put_back(struct req *rq, struct view *v, const struct rules_version *r,
    size_t n)
{
	struct view *back;

	if (rq->who.role < ADMIN || n < 2)
		return;
	back = view_row(v, "BACK");
	for (size_t i = 0; i < n; i++)
		if (!r[i].active)
			view_int(view_row(back, "OLD"), "N", r[i].version);
}

enum rc
page_rules_versions(struct req *rq)
{
	int64_t now = clock_now();
	struct rules_version *r;
	struct rulebook b;
	struct link next;
	struct view *v;
	size_t n = 0;
	enum rc rc = ask_rules(rq, &b);

	if (rc == RC_OK)
		rc = rules_versions(rq->db, rq->mem, req_int(rq, "before"),
		    SHOWN, &r, &n);
	if (rc != RC_OK)
		return rc;
	v = rules_page(rq, &b, "rules-versions.tpl", "Versions of the rules",
	    0);
	view_show_if(v, "EMPTY", n == 0);
	for (size_t i = 0; i < n; i++)
		put_version(v, &r[i], i, now);
	put_back(rq, v, r, n);
	if (n == SHOWN) {
		next = link_to(rq->mem, "/settings/rules/versions");
		link_int(&next, "before", r[n - 1].version);
		view_text(view_row(v, "NEXT"), "URL", link_url(&next));
	}
	return page_send(rq, v);
}

/* --- the difference between two --------------------------------------------- */

static enum rc
read_two(struct req *rq, struct rules_version v[2], struct document *d[2])
{
	static const char *const names[] = { "a", "b" };

	for (int i = 0; i < 2; i++) {
		const char *why;
		enum rc rc = rules_version(rq->db, rq->mem,
		    req_int(rq, names[i]), &v[i]);

		if (rc == RC_NOT_FOUND)
			return req_fail(rq, RC_NOT_FOUND, "There is no version "
			    "%lld of the rules", (long long)req_int(rq,
			    names[i]));
		if (rc != RC_OK)
			return rc;
		if (document_read(rq->mem, v[i].document,
		    strlen(v[i].document), &d[i], &why) != RC_OK)
			return RC_INTERNAL;
	}
	return RC_OK;
}

enum rc
page_rules_diff(struct req *rq)
{
	struct rules_version v[2];
	struct document *d[2];
	struct changes c;
	struct rulebook b;
	struct view *p;
	char a[FMT_SIZE], when[FMT_SIZE];
	enum rc rc = read_two(rq, v, d);

	if (rc == RC_OK)
		rc = ask_rules(rq, &b);
	if (rc != RC_OK)
		return rc;
	c = document_diff(rq->mem, d[0], d[1]);
	p = rules_page(rq, &b, "rules-diff.tpl", "Two versions", 0);
	view_text(p, "SENTENCE", arena_fmt(rq->mem, "From version %lld to "
	    "version %lld: %s", (long long)v[0].version,
	    (long long)v[1].version, fmt_plural((long long)c.n, "change",
	    "changes", a)));
	view_text(p, "MORE", arena_fmt(rq->mem, "Version %lld is of %s, by %s: "
	    "%s", (long long)v[1].version, fmt_when(v[1].at, clock_now(), when),
	    v[1].who, v[1].why));
	rules_changes_put(p, &c, "They say the same.", false);
	return page_send(rq, p);
}

/* --- files ------------------------------------------------------------------ */

enum rc
page_rules_export(struct req *rq)
{
	const char *name = req_text(rq, "version"), *json = NULL;
	struct rulebook b;
	enum rc rc = ask_rules(rq, &b);

	if (rc != RC_OK)
		return rc;
	if (*name == '\0')
		json = b.now.document;
	else if (strcmp(name, "draft") == 0)
		json = b.drafted ? b.json : NULL;
	else
		rc = rulebook_named(rq->db, rq->mem, name, &json);
	if (rc == RC_NOT_FOUND || (rc == RC_OK && json == NULL))
		return req_fail(rq, RC_NOT_FOUND, "There are no rules \"%s\"",
		    name);
	if (rc != RC_OK)
		return rc;
	rq->content_type = "application/json; charset=utf-8";
	req_header(rq, "Content-Disposition",
	    "attachment; filename=\"rules.json\"");
	sbuf_text(&rq->out, json);
	return RC_OK;
}
