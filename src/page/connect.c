/* SPDX-License-Identifier: MIT */
/* The connection to Help Scout: who, until when, what to do; and the way of the
 * browser to Help Scout's consent page and back. */
#include "page/page.h"

#include "ask/connect.h"
#include "base/arena.h"
#include "base/clock.h"
#include "conf/conf.h"
#include "html/format.h"
#include "html/view.h"

#include <string.h>

/* clang-format off */
const struct param callback_params[] = {
	{ "code",  P_SECRET, "", 0, 2000, NULL },
	{ "state", P_SECRET, "", 0, 200, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};
/* clang-format on */

/* What the import does, by the way it goes. */
static const char *const ways[] = {
	[WAY_NONE] = "Nothing is imported: nobody is connected.",
	[WAY_TOKEN] = "The import uses the ready token of the option "
	    "hs_api_token. Nobody is connected.",
	[WAY_APP] = "The import uses the app's own access, to the account that "
	    "the app belongs to. Nobody is connected.",
	[WAY_CONNECTION] = "Connected.",
};

static const char *const afterwards[] = {
	[WAY_NONE] = "The import then stops. What was imported stays.",
	[WAY_TOKEN] = "The import then goes on with the ready token of the "
	    "option hs_api_token.",
	[WAY_APP] = "The import then goes on with the app's own access, to the "
	    "account that the app belongs to; hs_own_account = no stops it.",
	[WAY_CONNECTION] = "",
};

static void
fact(struct view *facts, const char *name, const char *text)
{
	struct view *f = view_row(facts, "FACT");

	view_text(f, "NAME", name);
	view_text(f, "TEXT", text);
}

/* A time in the words of pages, of which some are relative to now. */
static const char *
when(struct arena *mem, int64_t at)
{
	char text[FMT_SIZE];

	return arena_text(mem, fmt_when(at, clock_now(), text));
}

static void
put_connection(struct view *v, const struct connection *c)
{
	struct view *facts = view_row(v, "FACTS");
	struct arena *mem = view_arena(v);

	fact(facts, "Connected as", c->user_id == 0 ?
	    "Help Scout tells with the next import, within a minute" :
	    arena_fmt(mem, "%s%s%s", c->user, *c->email ? ", " : "", c->email));
	fact(facts, "Connected by", arena_fmt(mem, "%s, %s", c->connected_by,
	    when(mem, c->connected_at)));
	if (!c->broken)
		fact(facts, "Access valid until", arena_fmt(mem, "%s, renewed by "
		    "itself before", when(mem, c->expires_at)));
	if (c->refreshed_at > c->connected_at)
		fact(facts, "Last renewed", when(mem, c->refreshed_at));
	if (*c->problem != '\0')
		fact(facts, "Last problem", arena_fmt(mem, "%s: %s",
		    when(mem, c->problem_at), c->problem));
}

static void
put_button(struct view *v, bool again, bool works)
{
	struct view *b = view_row(v, "CONNECT");

	if (!works)
		view_show(b, "PRIMARY");
	view_text(b, "DO", again ? "Connect again" : "Connect");
}

static void
put_drop(struct req *rq, struct view *v, const struct connect_state *s)
{
	struct view *f = view_row(v, "LEAVE");

	view_text(f, "CSRF", rq->who.csrf);
	view_text(f, "AFTER", afterwards[s->without]);
}

/* problem: what went wrong on the way back from Help Scout, or NULL. */
static enum rc
show(struct req *rq, const char *problem)
{
	struct connect_state s;
	enum rc rc = connect_state(rq, &s);
	struct view *v;
	bool connected;

	if (rc != RC_OK)
		return rc;
	connected = s.way == WAY_CONNECTION;
	v = page_open(rq, "connect.tpl", "Help Scout");
	view_text(v, "SENTENCE", connected && s.c.broken ?
	    "The connection is broken: nothing is imported." : ways[s.way]);
	page_text_row(v, "PROBLEM", problem);
	page_text_row(v, "NEXT", connect_next(&s));
	if (connected)
		put_connection(v, &s.c);
	if (s.hindrance == NULL)
		put_button(v, connected, connected && !s.c.broken);
	if (connected)
		put_drop(rq, v, &s);
	view_text(v, "REDIRECT_URL", connect_redirect_url(rq));
	page_text_row(v, "APP", rq->conf->hs_client_id);
	return page_send(rq, v);
}

enum rc
page_connect(struct req *rq)
{
	return show(rq, NULL);
}

enum rc
page_disconnect(struct req *rq)
{
	enum rc rc = connect_drop(rq);

	/* Somebody else was faster: the page says how it is. */
	return rc == RC_OK || rc == RC_NOT_FOUND ?
	    req_redirect(rq, "/connect") : rc;
}

static enum rc
leave_for(struct req *rq, const char *url)
{
	rq->status = 302;
	req_header(rq, "Location", url);
	return RC_OK;
}

/* A page of another site must not send people off to consent to something: they
 * get the page with the button. */
enum rc
page_oauth_start(struct req *rq)
{
	const char *url;
	enum rc rc;

	if (strcmp(rq->head.fetch_site, "cross-site") == 0)
		return req_redirect(rq, "/connect");
	rc = connect_begin(rq, &url);
	return rc == RC_OK ? leave_for(rq, url) : rc;
}

static bool
is_browser(const struct req *rq)
{
	return strstr(rq->head.accept, "text/html") != NULL;
}

/* For programs that follow the redirects of a browser. */
static enum rc
tell_program(struct req *rq, const char *problem)
{
	struct jw w = req_json(rq);

	jw_object(&w);
	if (problem == NULL)
		jw_bool(jw_key(&w, "ok"), true);
	else
		jw_text(jw_key(&w, "detail"), problem);
	jw_end(&w);
	return RC_OK;
}

enum rc
page_oauth_callback(struct req *rq)
{
	enum rc rc = connect_end(rq, req_text(rq, "code"),
	    req_text(rq, "state")), shown;

	if (rc == RC_OK)
		return is_browser(rq) ? req_redirect(rq, "/connect") :
		    tell_program(rq, NULL);
	if (rq->problem == NULL)
		return rc;
	shown = is_browser(rq) ? show(rq, rq->problem) :
	    tell_program(rq, rq->problem);
	rq->status = rc_status(rc);
	return shown;
}
