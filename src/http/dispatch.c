/* SPDX-License-Identifier: MIT */
#include "http/route.h"

#include "base/arena.h"
#include "base/clock.h"
#include "conf/conf.h"
#include "net/crypto.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

static enum method
method_of(const char *name)
{
	/* nginx leaves the body of the answer to a HEAD out. */
	if (strcmp(name, "GET") == 0 || strcmp(name, "HEAD") == 0)
		return GET;
	if (strcmp(name, "POST") == 0)
		return POST;
	if (strcmp(name, "DELETE") == 0)
		return DELETE;
	return OTHER_METHOD;
}

static const char *
method_name(enum method m)
{
	return m == GET ? "GET" : m == POST ? "POST" : "DELETE";
}

/* *value: what {id} stands for. */
static bool
path_matches(struct arena *mem, const char *path, const char *pattern,
    const char **value)
{
	const char *open = strchr(pattern, '{');
	size_t before, len, after;

	if (open == NULL)
		return strcmp(path, pattern) == 0;
	before = (size_t)(open - pattern);
	if (strncmp(path, pattern, before) != 0)
		return false;
	path += before;
	pattern = strchr(open, '}') + 1;
	len = strcspn(path, "/");
	after = strlen(pattern);
	if (len == 0 || strlen(path) - len != after ||
	    strcmp(path + len, pattern) != 0)
		return false;
	*value = param_decode(mem, path, len);
	return *value != NULL;
}

static bool
is_openable(const struct req *rq, const struct route *r)
{
	return r->method == GET && (r->flags & ROUTE_PAGE) &&
	    !(r->flags & ROUTE_TOKEN_ONLY) && r->who >= AGENT &&
	    r->who <= rq->who.role;
}

bool
route_opens(const struct req *rq, const char *path)
{
	for (size_t i = 0; i < rq->app->n_routes; i++)
		if (strcmp(rq->app->routes[i].path, path) == 0 &&
		    is_openable(rq, &rq->app->routes[i]))
			return true;
	return false;
}

enum rc
route_check(struct req *rq, const char *address)
{
	size_t len = strcspn(address, "?");
	const char *path = arena_copy(rq->mem, address, len), *ignored;
	const char *query = address + len + (address[len] == '?');
	struct param_problem problem = { 0 };
	struct params params;

	for (const char *p = address; *p != '\0'; p++)
		if (*p <= ' ' || *p > '~')
			return req_fail(rq, RC_BAD_INPUT, "path is no address: "
			    "what is not ASCII must be percent-encoded");
	for (size_t i = 0; i < rq->app->n_routes; i++) {
		const struct route *r = &rq->app->routes[i];

		if (!is_openable(rq, r) ||
		    !path_matches(rq->mem, path, r->path, &ignored))
			continue;
		if (param_parse(rq->mem, r->params, query, "", NULL, 0,
		    &params, &problem) == RC_OK)
			return RC_OK;
		return req_fail(rq, RC_BAD_INPUT, "path: %s %s", problem.name,
		    problem.message);
	}
	return req_fail(rq, RC_BAD_INPUT, "path is no page of this site that "
	    "you may open");
}

/* The route, or NULL; then *allow lists the methods that the path has. */
static const struct route *
find_route(const struct app *app, struct req *rq, struct sbuf *allow)
{
	for (size_t i = 0; i < app->n_routes; i++) {
		const struct route *r = &app->routes[i];

		if (!path_matches(rq->mem, rq->head.path, r->path,
		    &rq->path_value))
			continue;
		if (r->method == rq->method)
			return r;
		sbuf_fmt(allow, "%s%s", allow->len ? ", " : "",
		    method_name(r->method));
	}
	return NULL;
}

static bool
is_for_people(const struct req *rq)
{
	return rq->route ? (rq->route->flags & ROUTE_PAGE) != 0 :
	    strstr(rq->head.accept, "text/html") != NULL;
}

static void
json_error(struct req *rq)
{
	const struct param_problem *p = &rq->bad_param;
	struct jw w = req_json(rq);

	jw_object(&w);
	if (p->name == NULL) {
		jw_text(jw_key(&w, "detail"), rq->problem);
	} else {
		jw_array(jw_key(&w, "detail"));
		jw_object(&w);
		jw_array(jw_key(&w, "loc"));
		jw_text(&w, p->place);
		jw_text(&w, p->name);
		jw_end(&w);
		jw_text(jw_key(&w, "msg"), p->message);
		jw_text(jw_key(&w, "type"), p->type);
		jw_end(&w);
		jw_end(&w);
	}
	jw_end(&w);
}

static const char *
plain_problem(enum rc rc)
{
	switch (rc) {
	case RC_NOT_FOUND:
		return "Not Found";
	case RC_BAD_METHOD:
		return "Method Not Allowed";
	case RC_NO_SESSION:
		return "Not signed in";
	case RC_FORBIDDEN:
		return "Your role does not allow this";
	case RC_DB_DOWN:
		return "The database cannot be reached";
	case RC_TOO_LARGE:
		return "The request body is too large";
	default:
		return rc_status(rc) == 500 ? "Internal server error" :
		    rc_text(rc);
	}
}

static enum rc
send_to_sign_in(struct req *rq)
{
	struct sbuf *to = sbuf_arena(rq->mem);
	size_t len = strlen(rq->head.path) + 1 + strlen(rq->head.query);

	sbuf_text(to, "/sign-in");
	if (rq->method == GET && strcmp(rq->head.path, "/") != 0 &&
	    len <= NEXT_MAX) {
		sbuf_text(to, "?next=");
		param_encode(to, rq->head.path);
		if (*rq->head.query != '\0') {
			param_encode(to, "?");
			param_encode(to, rq->head.query);
		}
	}
	return req_redirect(rq, sbuf_cstr(to));
}

static void
answer_error(const struct app *app, struct req *rq, enum rc rc)
{
	sbuf_clear(&rq->out);
	rq->status = rc_status(rc);
	if (rq->problem == NULL && rq->bad_param.name != NULL)
		rq->problem = arena_fmt(rq->mem, "%s %s", rq->bad_param.name,
		    rq->bad_param.message);
	req_header(rq, "Cache-Control", "no-store");
	if (rc == RC_NO_SESSION && is_for_people(rq)) {
		(void)send_to_sign_in(rq);
		return;
	}
	if (rc == RC_NO_SESSION)
		req_header(rq, "WWW-Authenticate", "Bearer");
	if (is_for_people(rq) && app->error_page != NULL) {
		/* who is signed in gets the menu also where nothing is */
		if (rq->route == NULL)
			(void)app->identify(rq);
		app->error_page(rq, rc);
		return;
	}
	if (rq->problem == NULL)
		rq->problem = plain_problem(rc);
	json_error(rq);
}

static enum rc
check_csrf(const struct req *rq)
{
	const struct param_value *v;
	const char *sent = rq->head.csrf_header;
	size_t len;

	if (rq->method == GET || !rq->who.by_session ||
	    (rq->route->flags & ROUTE_NO_CSRF))
		return RC_OK;
	v = param_find(&rq->params, "csrf");
	if (*sent == '\0' && v != NULL)
		sent = v->text;
	len = strlen(rq->who.csrf);
	if (len > 0 && strlen(sent) == len &&
	    crypto_equal(sent, rq->who.csrf, len))
		return RC_OK;
	return RC_FORBIDDEN;
}

/* Whether a browser says that a page of another site sent the form: it would sign
 * somebody in as the attacker, who reads what they do then. Sec-Fetch-Site comes
 * from browsers over TLS and stands above Origin, which older ones and plain HTTP
 * leave alone; a program sends neither and holds nobody's cookies. */
static bool
is_foreign(const struct req *rq)
{
	const struct req_head *h = &rq->head;
	const char *scheme_end = strstr(h->origin, "://");

	if (*h->fetch_site != '\0')
		return strcmp(h->fetch_site, "same-origin") != 0 &&
		    strcmp(h->fetch_site, "none") != 0;
	if (*h->origin == '\0' ||
	    strcasecmp(h->origin, rq->conf->public_url) == 0)
		return false;
	return scheme_end == NULL || strcasecmp(scheme_end + 3, h->host) != 0;
}

static const struct param csrf_param[] = {
	{ "csrf", P_SECRET, "", 0, 200, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};

/* The csrf field is read before the rest, so that a forged form learns nothing
 * about the parameters. */
static enum rc
read_params(struct req *rq)
{
	struct param_problem ignored = { 0 };
	const struct req_head *h = &rq->head;

	if ((rq->route->flags & ROUTE_NO_CSRF) && is_foreign(rq))
		return req_fail(rq, RC_FORBIDDEN, "This form was sent by a page "
		    "of another site: open the sign-in page here");
	if (rq->method != GET && rq->who.by_session) {
		if (param_parse(rq->mem, csrf_param, h->query, h->content_type,
		    h->body, h->body_len, &rq->params, &ignored) != RC_OK)
			rq->params.n = 0;
		if (check_csrf(rq) != RC_OK)
			return req_fail(rq, RC_FORBIDDEN, "This form is not "
			    "from your session, or the session ended: load the "
			    "page again");
	}
	return param_parse(rq->mem, rq->route->params, h->query,
	    h->content_type, rq->method == GET ? NULL : h->body,
	    rq->method == GET ? 0 : h->body_len, &rq->params, &rq->bad_param);
}

static enum rc
authorize(const struct app *app, struct req *rq)
{
	enum rc rc = app->identify(rq);

	if (rc != RC_OK)
		return rq->route->who == NOBODY ? RC_OK : rc;
	if (rq->who.role >= rq->route->who) {
		if (!(rq->route->flags & ROUTE_TOKEN_ONLY) ||
		    !rq->who.by_session)
			return RC_OK;
		return req_fail(rq, RC_FORBIDDEN, "This GET changes state and "
		    "works with an API token only: use POST");
	}
	return rq->who.role == NOBODY ? RC_NO_SESSION : RC_FORBIDDEN;
}

/* What time it is for nginx, which keeps the answer by its own clock: until a time
 * that is hours ahead there, it would show nothing else for hours. */
static int64_t
clock_of_nginx(const struct req *rq)
{
	const char *text = rq->head.clock;

	return *text == '\0' ? clock_now() : strtoll(text, NULL, 10);
}

/* The ETag changes with the data, the program and its options, the role, the zone
 * and the minute, since windows of time move with the clock. *same: the client has
 * it already. */
static enum rc
not_modified(const struct app *app, struct req *rq, bool *same)
{
	int64_t version;
	char *etag;
	enum rc rc = app->version(rq, &version);

	*same = false;
	if (rc != RC_OK)
		return rc;
	etag = arena_fmt(rq->mem, "W/\"%lld-%lld-%s-%s-%s\"", (long long)version,
	    (long long)(clock_now() / 60), role_name(rq->who.role),
	    rq->zone, app->build);
	req_header(rq, "ETag", etag);
	/* For nginx, which must read it before Cache-Control: up to 1.23 the
	 * first of the two decides whether it keeps the answer. A number of
	 * seconds would be kept for up to one more, as nginx counts whole ones:
	 * until the end of a second it is kept for that many at most. */
	if (rq->route->fresh > 0)
		req_header(rq, "X-Accel-Expires", arena_fmt(rq->mem, "@%lld",
		    (long long)(clock_of_nginx(rq) + rq->route->fresh - 1)));
	req_header(rq, "Cache-Control", "private, no-cache");
	/* A list, compared weakly (RFC 9110, 13.1.2): our tags are all quoted
	 * and none is part of another. */
	*same = strstr(rq->head.if_none_match, etag + 2) != NULL;
	return RC_OK;
}

bool
req_has_forms(const struct req *rq)
{
	return (rq->route->flags & ROUTE_FORMS) && rq->who.role >= REVIEWER;
}

static bool
is_shared(const struct req *rq)
{
	return (rq->route->flags & ROUTE_SHARED) && !req_has_forms(rq) &&
	    rq->who.role != AGENT;
}

static enum rc
answer(const struct app *app, struct req *rq)
{
	struct sbuf *allow = sbuf_arena(rq->mem);
	bool same = false;
	enum rc rc;

	rq->route = find_route(app, rq, allow);
	if (rq->route == NULL && allow->len == 0)
		return RC_NOT_FOUND;
	if (rq->route == NULL) {
		req_header(rq, "Allow", sbuf_cstr(allow));
		return RC_BAD_METHOD;
	}
	if (rq->route->flags & ROUTE_SIGNED) {
		rc = rq->route->handler(rq);
		if (rc == RC_OK)
			req_header(rq, "Cache-Control", "no-store");
		return rc;
	}
	if ((rc = authorize(app, rq)) != RC_OK)
		return rc;
	if (rq->head.body_too_large)
		return RC_TOO_LARGE;
	if (rq->head.body_cut)
		return req_fail(rq, RC_BAD_REQUEST, "The request ended before "
		    "its body did");
	if ((rc = read_params(rq)) != RC_OK)
		return rc;
	if (is_shared(rq)) {
		if ((rc = not_modified(app, rq, &same)) != RC_OK)
			return rc;
		if (same) {
			rq->status = 304;
			return RC_OK;
		}
	}
	rc = rq->route->handler(rq);
	if (rc == RC_OK && !is_shared(rq))
		req_header(rq, "Cache-Control", "no-store");
	return rc;
}

void
dispatch(const struct app *app, struct req *rq)
{
	enum rc rc;

	rq->status = 200;
	rq->content_type = "text/plain; charset=utf-8";
	rq->method = method_of(rq->head.method);
	rq->who.name = rq->who.csrf = "";
	rq->zone = rq->own_zone = "";
	rq->app = app;
	rc = answer(app, rq);
	if (rc != RC_OK)
		dispatch_error(app, rq, rc);
}

void
dispatch_error(const struct app *app, struct req *rq, enum rc rc)
{
	if (rc != RC_BAD_METHOD)
		sbuf_clear(&rq->headers);
	rq->stream = NULL;
	answer_error(app, rq, rc);
}
