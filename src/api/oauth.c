/* SPDX-License-Identifier: MIT */
/* The connection to Help Scout for programs; src/page/connect.c has the way of the
 * browser. */
#include "api/api.h"

#include "api/words.h"
#include "ask/connect.h"
#include "base/arena.h"
#include "conf/conf.h"

/* A state is bound to a session. To a token this names the address here that
 * begins with one: the browser that opens it is asked to sign in. */
enum rc
api_oauth_install(struct req *rq)
{
	const char *url = arena_fmt(rq->mem, "%s/helpscout/oauth/start",
	    rq->conf->public_url);
	enum rc rc = RC_OK;
	struct jw w;

	if (rq->who.by_session)
		rc = connect_begin(rq, &url);
	if (rc != RC_OK)
		return rc;
	w = req_json(rq);
	jw_object(&w);
	jw_text(jw_key(&w, "authorize_url"), url);
	jw_text(jw_key(&w, "redirect_uri"), connect_redirect_url(rq));
	jw_end(&w);
	return RC_OK;
}

static void
write_connection(struct jw *w, const struct connection *c, bool names)
{
	jw_time(jw_key(w, "expires_at"), c->expires_at);
	jw_time(jw_key(w, "connected_at"), c->connected_at);
	jw_time(jw_key(w, "refreshed_at"), c->refreshed_at);
	jw_bool(jw_key(w, "broken"), c->broken);
	jw_text(jw_key(w, "problem"), c->problem);
	jw_time(jw_key(w, "problem_at"), c->problem_at);
	if (!names)
		return;
	jw_text(jw_key(w, "user"), c->user);
	jw_text(jw_key(w, "email"), c->email);
	jw_text(jw_key(w, "connected_by"), c->connected_by);
}

enum rc
api_oauth_status(struct req *rq)
{
	struct connect_state s;
	enum rc rc = connect_state(rq, &s);
	struct jw w;

	if (rc != RC_OK)
		return rc;
	w = req_json(rq);
	jw_object(&w);
	jw_bool(jw_key(&w, "connected"), s.way == WAY_CONNECTION &&
	    !s.c.broken);
	if (s.way == WAY_CONNECTION)
		write_connection(&w, &s.c, rq->who.role >= ADMIN);
	jw_text(jw_key(&w, "way"), connect_way_name(s.way));
	jw_text(jw_key(&w, "next"), connect_next(&s));
	jw_end(&w);
	return RC_OK;
}

enum rc
api_disconnect(struct req *rq)
{
	enum rc rc = connect_drop(rq);

	return rc == RC_OK ? api_ok(rq) : rc;
}
