/* SPDX-License-Identifier: MIT */
#include "page/page.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/log.h"
#include "conf/conf.h"
#include "html/view.h"
#include "model/account.h"

#include <string.h>

/* clang-format off */
const struct param sign_in_params[] = {
	{ "next", P_TEXT, "", 0, NEXT_MAX, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};
const struct param sign_in_form_params[] = {
	{ "name",     P_TEXT,   NULL, 1, 200, NULL },
	{ "password", P_SECRET, NULL, 1, PASSWORD_MAX, NULL },
	{ "next",     P_TEXT,   "",   0, NEXT_MAX, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};
const struct param link_params[] = {
	{ "token", P_SECRET, NULL, 20, 100, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};
const struct param sign_out_params[] = {
	{ "csrf", P_SECRET, "", 0, 200, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};
/* clang-format on */

static enum rc
show_form(struct req *rq, const char *name, const char *next, bool failed)
{
	struct view *v = page_open(rq, "sign-in.tpl", "Sign in");

	view_text(v, "NAME", name);
	view_text(v, "NEXT", next);
	view_show_if(v, "EMPTY_NAME", *name == '\0');
	view_show_if(v, "FAILED", failed);
	return page_send(rq, v);
}

enum rc
page_sign_in(struct req *rq)
{
	return show_form(rq, "", req_text(rq, "next"), false);
}

/* What leads nowhere else leads to where this person begins. */
static const char *
first_page(struct req *rq, const struct account *a, const char *next)
{
	const char *path = page_own_path(next);

	if (strcmp(path, "/") != 0 || !role_parse(a->role, &rq->who.role))
		return path;
	return page_home(rq).url;
}

static enum rc
enter(struct req *rq, const struct account *a, const char *next)
{
	char session[CRYPTO_TOKEN_SIZE];
	enum rc rc = session_begin(rq->db, rq->mem, a->id,
	    rq->conf->session_hours * HOUR, session);

	if (rc == RC_OK)
		rc = audit(rq->db, rq->mem, a->name, "sign_in", NULL);
	if (rc != RC_OK)
		return rc;
	req_session_cookie(rq, session);
	return req_redirect(rq, first_page(rq, a, next));
}

enum rc
page_sign_in_submit(struct req *rq)
{
	struct account a;
	enum rc rc = account_by_password(rq->db, rq->mem, req_text(rq, "name"),
	    req_text(rq, "password"), &a);

	if (rc == RC_NOT_FOUND) {
		LOG(WARN, "sign_in_refused", L_INT("name_length",
		    strlen(req_text(rq, "name"))));
		rq->status = 401;
		return show_form(rq, req_text(rq, "name"), req_text(rq, "next"),
		    true);
	}
	return rc == RC_OK ? enter(rq, &a, req_text(rq, "next")) : rc;
}

/* A link in a message is opened by scanners too: it is spent by a POST. */
enum rc
page_link(struct req *rq)
{
	struct view *v = page_open(rq, "sign-in-link.tpl", "Sign in");

	view_text(v, "TOKEN", req_text(rq, "token"));
	return page_send(rq, v);
}

enum rc
page_link_submit(struct req *rq)
{
	struct account a;
	enum rc rc = account_by_link(rq->db, rq->mem, req_text(rq, "token"),
	    &a);

	if (rc == RC_NOT_FOUND)
		return req_fail(rq, RC_FORBIDDEN, "This sign-in link was used "
		    "already or is older than 15 minutes: ask for a new one");
	return rc == RC_OK ? enter(rq, &a, "/") : rc;
}

enum rc
page_sign_out(struct req *rq)
{
	const char *session = req_cookie(rq, SESSION_COOKIE);
	enum rc rc = session ? session_end(rq->db, rq->mem, session) : RC_OK;

	if (rc == RC_OK)
		rc = audit(rq->db, rq->mem, rq->who.name, "sign_out", NULL);
	if (rc != RC_OK)
		return rc;
	req_session_cookie(rq, "");
	return req_redirect(rq, "/sign-in");
}
