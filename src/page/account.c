/* SPDX-License-Identifier: MIT */
#include "page/page.h"

#include "base/clock.h"
#include "conf/conf.h"
#include "html/csv.h"
#include "html/format.h"
#include "html/view.h"
#include "model/account.h"

static const char *const roles[] = {
	[NOBODY] = "",
	[VIEWER] = "Viewer: may read everything.",
	[REVIEWER] = "Reviewer: may read everything and review.",
	[ADMIN] = "Administrator: may read everything and change settings.",
};

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
	page_csv(rq, "tidemark-tokens");
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
