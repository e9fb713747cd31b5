/* SPDX-License-Identifier: MIT */
#include "page/page.h"

#include "base/arena.h"
#include "base/clock.h"
#include "conf/conf.h"
#include "db/db.h"
#include "html/csv.h"
#include "html/format.h"
#include "html/view.h"
#include "html/zone.h"
#include "model/account.h"

#include <string.h>

static const char *const roles[] = {
	[NOBODY] = "",
	[AGENT] = "Agent: may read what was made of the own replies, and disagree.",
	[VIEWER] = "Viewer: may read everything.",
	[REVIEWER] = "Reviewer: may read everything, and correct and mark conversations.",
	[ADMIN] = "Administrator: as a reviewer, and may change settings.",
};

/* clang-format off */
const struct param zone_form_params[] = {
	{ "zone", P_TEXT,   "", 0, ZONE_NAME_SIZE - 1, NULL },
	{ "csrf", P_SECRET, "", 0, 200, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};
/* clang-format on */

static void
put_zones(struct req *rq, struct view *v)
{
	struct view *form;
	const char **names;
	size_t n;

	view_text(v, "ACCOUNT_ZONE", rq->conf->timezone);
	if (rq->who.user_id == 0)
		return;
	form = view_row(v, "ZONE_FORM");
	view_text(form, "CSRF", rq->who.csrf);
	view_text(form, "CHOSEN", rq->own_zone);
	names = zone_names(rq->mem, &n);
	for (size_t i = 0; i < n; i++)
		view_text(view_row(form, "CHOICE"), "NAME", names[i]);
}

/* nginx keeps the answer to "who is this?" for seconds, by the cookies: one more
 * cookie makes it ask anew, so that the next page is in the new zone. Nothing
 * reads the cookie, and it ends by itself. */
static void
ask_anew(struct req *rq)
{
	req_header(rq, "Set-Cookie", arena_fmt(rq->mem, "tidemark_asked=%lld; "
	    "Path=/; HttpOnly; SameSite=Lax; Max-Age=10%s",
	    (long long)clock_mono_ms(),
	    strncmp(rq->conf->public_url, "https://", 8) == 0 ? "; Secure" :
	    ""));
}

enum rc
page_account_zone(struct req *rq)
{
	const char *zone = req_text(rq, "zone");
	enum rc rc;

	if (rq->who.user_id == 0)
		return req_fail(rq, RC_FORBIDDEN, "A zone belongs to a person: "
		    "sign in to choose one");
	if (*zone != '\0' && !zone_known(zone))
		return req_fail(rq, RC_BAD_INPUT, "zone: no such time zone; "
		    "zones are named as in Europe/Paris");
	rc = db_begin(rq->db);
	if (rc == RC_OK)
		rc = account_zone(rq->db, rq->mem, rq->who.user_id, zone);
	if (rc == RC_OK)
		rc = audit(rq->db, rq->mem, rq->who.name, "zone", NULL);
	if (rc == RC_OK)
		rc = db_commit(rq->db);
	if (rc != RC_OK)
		return rc;
	ask_anew(rq);
	return req_redirect(rq, "/account");
}

static enum rc
put_tokens(struct req *rq, struct view *v)
{
	struct account_row *rows;
	int64_t now = clock_now();
	struct view *has;
	char buf[FMT_SIZE];
	size_t n;
	enum rc rc = token_rows(rq->db, rq->mem, &rows, &n);

	if (rc != RC_OK || n == 0)
		return rc;
	has = view_row(v, "TOKENS");
	for (size_t i = 0; i < n; i++) {
		struct view *t = view_row(has, "TOKEN");

		view_text(t, "NAME", rows[i].name);
		view_text(t, "ROLE", rows[i].disabled ? "revoked" :
		    rows[i].role);
		view_text(t, "MADE", fmt_when(rows[i].created_at, now, buf));
		view_text(t, "USED", rows[i].last_used_at == 0 ? "never" :
		    fmt_ago(rows[i].last_used_at, now, buf));
	}
	return RC_OK;
}

enum rc
page_account(struct req *rq)
{
	struct view *v = page_open(rq, "account.tpl", "Account");
	enum rc rc = RC_OK;

	view_text(v, "NAME", rq->who.name);
	view_text(v, "ROLE_TEXT", roles[rq->who.role]);
	view_text(v, "BASE", rq->conf->public_url);
	view_text(v, "CSRF", rq->who.csrf);
	put_zones(rq, v);
	if (rq->who.role == ADMIN)
		rc = put_tokens(rq, v);
	return rc == RC_OK ? page_send(rq, v) : rc;
}

enum rc
page_tokens_csv(struct req *rq)
{
	static const char *const head[] = { "token", "role", "revoked",
		"created_at", "last_used_at", NULL };
	struct csv c = CSV_INIT(&rq->out);
	struct account_row *rows;
	size_t n;
	enum rc rc = token_rows(rq->db, rq->mem, &rows, &n);

	if (rc != RC_OK)
		return rc;
	req_csv(rq, "tidemark-tokens");
	csv_head(&c, head);
	for (size_t i = 0; i < n; i++) {
		csv_text(&c, rows[i].name);
		csv_text(&c, rows[i].role);
		csv_int(&c, rows[i].disabled);
		csv_time(&c, rows[i].created_at);
		csv_time(&c, rows[i].last_used_at);
		csv_end(&c);
	}
	return RC_OK;
}
