/* SPDX-License-Identifier: MIT */
#include "unit.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/sbuf.h"
#include "conf/conf.h"
#include "http/route.h"

/* An application of a few routes; what identify() and version() say is set by
 * each case. */
static struct who caller;
static enum rc identified;
static int64_t data_version = 41;
static int handled;

static enum rc
handle(struct req *rq)
{
	handled++;
	sbuf_text(&rq->out, "done");
	if (rq->path_value != NULL)
		sbuf_fmt(&rq->out, " %s", rq->path_value);
	return RC_OK;
}

static enum rc
handle_badly(struct req *rq)
{
	handled++;
	sbuf_text(&rq->out, "half an answer");
	req_header(rq, "X-Half", "1");
	return RC_DB_QUERY;
}

static enum rc
identify(struct req *rq)
{
	if (identified == RC_OK)
		rq->who = caller;
	return identified;
}

static enum rc
version(struct req *rq, int64_t *v)
{
	rq->data_changed = 1;
	*v = data_version;
	return RC_OK;
}

static void
error_page(struct req *rq, enum rc rc)
{
	sbuf_fmt(&rq->out, "<p>%d %s", rc_status(rc),
	    rq->problem ? rq->problem : "");
}

static const struct param n_param[] = {
	{ "n", P_INT, "1", 1, 5, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};

/* clang-format off */
static const struct route routes[] = {
	{ GET,    "/open",            NOBODY,   n_param, handle, 0, 0, "" },
	{ GET,    "/view",            VIEWER,   n_param, handle, 0, 0, "" },
	{ POST,   "/view",            REVIEWER, n_param, handle, 0, 0, "" },
	{ DELETE, "/view",            ADMIN,    NULL,    handle, 0, 0, "" },
	{ GET,    "/item/{id}",       VIEWER,   NULL,    handle, 0, 0, "" },
	{ GET,    "/item/{id}/parts", VIEWER,   NULL,    handle, 0, 0, "" },
	{ GET,    "/shared",          VIEWER,   n_param, handle, ROUTE_SHARED, 5, "" },
	{ GET,    "/own",             AGENT,    NULL,    handle, ROUTE_SHARED | ROUTE_PAGE, 5, "" },
	{ GET,    "/forms",           VIEWER,   n_param, handle, ROUTE_SHARED | ROUTE_FORMS, 1, "" },
	{ GET,    "/old",             ADMIN,    NULL,    handle, ROUTE_TOKEN_ONLY, 0, "" },
	{ POST,   "/sign-in",         NOBODY,   NULL,    handle, ROUTE_NO_CSRF, 0, "" },
	{ POST,   "/signed",          NOBODY,   n_param, handle, ROUTE_SIGNED, 0, "" },
	{ GET,    "/page",            VIEWER,   n_param, handle, ROUTE_PAGE, 0, "" },
	{ GET,    "/broken",          NOBODY,   NULL,    handle_badly, 0, 0, "" },
};
/* clang-format on */

static const struct conf conf = { .public_url = "https://desk.example" };

static const struct app app = { routes, LEN(routes), identify, version,
	error_page, "9.9" };

struct asked {
	struct arena *mem;
	struct req rq;
};

static struct asked
ask(const char *method, const char *path, const char *query)
{
	struct asked a = { arena_begin(), { 0 } };

	a.rq.mem = a.mem;
	a.rq.head = (struct req_head){ .method = method, .path = path,
		.query = query, .cookie = "", .authorization = "",
		.if_none_match = "", .content_type = "", .accept = "",
		.csrf_header = "", .proxy_user = "", .host = "desk.local:8470",
		.origin = "", .fetch_site = "", .zone = "", .clock = "", .body = "" };
	a.rq.conf = &conf;
	return a;
}

static void
done(struct asked *a)
{
	sbuf_free(&a->rq.headers);
	sbuf_free(&a->rq.out);
	arena_end(a->mem);
}

static bool
has_header(const struct asked *a, const char *line)
{
	return strstr(sbuf_cstr(&a->rq.headers), line) != NULL;
}

static int
setup(void **state)
{
	(void)state;
	caller = (struct who){ VIEWER, 1, 0, "ann", "", false };
	identified = RC_OK;
	data_version = 41;
	handled = 0;
	clock_set(1700000000);
	return 0;
}

static const struct {
	const char *why, *method, *path, *query;
	int status;
	const char *body;	/* begins with */
	const char *header;	/* or NULL */
} cases[] = {
	{ "answers", "GET", "/view", "", 200, "done", "Cache-Control: no-store" },
	{ "HEAD is GET", "HEAD", "/view", "", 200, "done", NULL },
	{ "no such path", "GET", "/none", "", 404,
	    "{\"detail\":\"Not Found\"}", NULL },
	{ "path and more", "GET", "/view/", "", 404, "", NULL },
	{ "part of a path", "GET", "/vie", "", 404, "", NULL },
	{ "case counts", "GET", "/View", "", 404, "", NULL },
	{ "method of another path", "DELETE", "/open", "", 405,
	    "{\"detail\":\"Method Not Allowed\"}", "Allow: GET\r\n" },
	{ "Allow lists all", "PATCH", "/view", "", 405, "",
	    "Allow: GET, POST, DELETE\r\n" },
	{ "a method that nobody knows", "get", "/view", "", 405, "", NULL },
	{ "part of the path", "GET", "/item/17", "", 200, "done 17", NULL },
	{ "encoded part", "GET", "/item/a%20b", "", 200, "done a b", NULL },
	{ "part in the middle", "GET", "/item/17/parts", "", 200, "done 17",
	    NULL },
	{ "empty part", "GET", "/item/", "", 404, "", NULL },
	{ "empty part in the middle", "GET", "/item//parts", "", 404, "",
	    NULL },
	{ "two parts", "GET", "/item/1/2", "", 404, "", NULL },
	{ "NUL in the part", "GET", "/item/%00", "", 404, "", NULL },
	{ "cut escape in the part", "GET", "/item/%4", "", 404, "", NULL },
	{ "parameter", "GET", "/view", "n=3", 200, "done", NULL },
	{ "unknown parameter", "GET", "/view", "x=%20", 200, "done", NULL },
	{ "parameter out of range", "GET", "/view", "n=6", 422,
	    "{\"detail\":[{\"loc\":[\"query\",\"n\"],\"msg\":\"must be a whole "
	    "number from 1 to 5\",\"type\":\"type_error.integer\"}]}", NULL },
	{ "parameter twice", "GET", "/view", "n=1&n=1", 422,
	    "{\"detail\":[{\"loc\":[\"query\",\"n\"]", NULL },
	{ "role before parameters", "POST", "/view", "n=6", 403, "", NULL },
	{ "a failure leaves nothing of the answer", "GET", "/broken", "", 500,
	    "{\"detail\":\"Internal server error\"}", NULL },
	{ "an error for people is a page", "GET", "/page", "n=x", 422, "<p>422 n",
	    NULL },
};

static void
test_cases(void **state)
{
	for (size_t i = 0; i < LEN(cases); i++) {
		struct asked a = ask(cases[i].method, cases[i].path,
		    cases[i].query);

		print_message("%s\n", cases[i].why);
		setup(state);
		dispatch(&app, &a.rq);
		assert_int_equal(a.rq.status, cases[i].status);
		assert_int_equal(strncmp(sbuf_cstr(&a.rq.out), cases[i].body,
		    strlen(cases[i].body)), 0);
		if (cases[i].header != NULL)
			assert_true(has_header(&a, cases[i].header));
		assert_false(has_header(&a, "X-Half"));
		assert_int_equal(handled, cases[i].status == 200 ||
		    cases[i].status == 500);
		done(&a);
	}
}

/* Whoever is below the role of the route never reaches its handler. */
static void
test_roles(void **state)
{
	for (int role = NOBODY; role <= ADMIN; role++) {
		for (size_t i = 0; i < LEN(routes); i++) {
			static const char *const methods[] = { "GET", "POST",
				"DELETE" };
			const struct route *r = &routes[i];
			bool item = strstr(r->path, "{id}") != NULL;
			struct asked a = ask(methods[r->method], item ?
			    "/item/1" : r->path, "");

			setup(state);
			caller.role = (enum role)role;
			dispatch(&app, &a.rq);
			if (role >= (int)r->who)
				assert_int_equal(handled, 1);
			else if (role == NOBODY && (r->flags & ROUTE_PAGE))
				assert_int_equal(a.rq.status, 303);
			else
				assert_int_equal(a.rq.status,
				    role == NOBODY ? 401 : 403);
			if (role < (int)r->who)
				assert_int_equal(handled, 0);
			done(&a);
		}
	}
}

static void
test_sign_in(void **state)
{
	struct asked a = ask("GET", "/page", "n=2&x=a%26b");

	(void)state;
	caller.role = NOBODY;
	dispatch(&app, &a.rq);
	assert_int_equal(a.rq.status, 303);
	assert_true(has_header(&a,
	    "Location: /sign-in?next=%2Fpage%3Fn%3D2%26x%3Da%2526b\r\n"));
	done(&a);

	a = ask("GET", "/view", "");
	dispatch(&app, &a.rq);
	assert_int_equal(a.rq.status, 401);
	assert_true(has_header(&a, "WWW-Authenticate: Bearer"));
	assert_string_equal(a.rq.out.s, "{\"detail\":\"Not signed in\"}");
	done(&a);
}

static void
test_database_down(void **state)
{
	struct asked a = ask("GET", "/view", "");

	(void)state;
	identified = RC_DB_DOWN;
	dispatch(&app, &a.rq);
	assert_int_equal(a.rq.status, 503);
	done(&a);
	a = ask("GET", "/open", "");
	dispatch(&app, &a.rq);
	assert_int_equal(a.rq.status, 200);	/* open to all stays open */
	done(&a);
}

static const struct {
	const char *why, *path, *header, *type, *body;
	bool session;
	int status;
} forged[] = {
	{ "token needs none", "/view", "", "", "", false, 200 },
	{ "session without", "/view", "", "", "", true, 403 },
	{ "wrong", "/view", "sesame2", "", "", true, 403 },
	{ "a beginning of it", "/view", "sesam", "", "", true, 403 },
	{ "header", "/view", "sesame", "", "", true, 200 },
	{ "form", "/view", "", "application/x-www-form-urlencoded",
	    "csrf=sesame&n=2", true, 200 },
	{ "wrong form", "/view", "", "application/x-www-form-urlencoded",
	    "csrf=x&n=2", true, 403 },
	{ "twice in the form", "/view", "",
	    "application/x-www-form-urlencoded", "csrf=sesame&csrf=sesame",
	    true, 403 },
	{ "JSON", "/view", "", "application/json", "{\"csrf\":\"sesame\"}",
	    true, 200 },
	{ "before parameters", "/view", "", "application/json", "{\"n\":99}",
	    true, 403 },
	{ "parameters after it", "/view", "sesame", "application/json",
	    "{\"n\":99}", true, 422 },
	{ "sign-in has none", "/sign-in", "", "", "", true, 200 },
};

static void
test_csrf(void **state)
{
	for (size_t i = 0; i < LEN(forged); i++) {
		struct asked a = ask("POST", forged[i].path, "");

		print_message("%s\n", forged[i].why);
		setup(state);
		caller = (struct who){ REVIEWER, 1, 0, "ann", "sesame",
			forged[i].session };
		a.rq.head.csrf_header = forged[i].header;
		a.rq.head.content_type = forged[i].type;
		a.rq.head.body = forged[i].body;
		a.rq.head.body_len = strlen(forged[i].body);
		dispatch(&app, &a.rq);
		assert_int_equal(a.rq.status, forged[i].status);
		assert_int_equal(handled, forged[i].status == 200);
		done(&a);
	}
}

/* Sign-in has no session to be bound to. */
static const struct {
	const char *why, *site, *origin;
	int status;
} origins[] = {
	{ "a program says nothing", "", "", 200 },
	{ "its own page", "same-origin", "https://desk.local:8470", 200 },
	{ "typed by hand", "none", "", 200 },
	{ "another site's page", "cross-site", "https://evil.example", 403 },
	{ "another host of the same name", "same-site", "", 403 },
	{ "a word that is not known yet", "some-site", "", 403 },
	{ "what the browser says of both stands above the address",
	    "same-origin", "https://outside.example", 200 },
	{ "an older browser, its own page", "", "http://desk.local:8470", 200 },
	{ "upper-case is the same host", "", "http://DESK.local:8470", 200 },
	{ "the public address, behind a proxy", "", "https://desk.example", 200 },
	{ "another site", "", "https://evil.example", 403 },
	{ "another port is another site", "", "http://desk.local:80", 403 },
	{ "a name that begins alike", "", "http://desk.local:8470.evil", 403 },
	{ "a page that hides where it is from", "", "null", 403 },
};

static void
test_foreign_sign_in(void **state)
{
	for (size_t i = 0; i < LEN(origins); i++) {
		struct asked a = ask("POST", "/sign-in", "");

		print_message("%s\n", origins[i].why);
		setup(state);
		caller.role = NOBODY;
		a.rq.head.fetch_site = origins[i].site;
		a.rq.head.origin = origins[i].origin;
		dispatch(&app, &a.rq);
		assert_int_equal(a.rq.status, origins[i].status);
		assert_int_equal(handled, origins[i].status == 200);
		done(&a);
	}
}

/* Whom a proxy names has no session yet, and an empty secret fits nothing. */
static void
test_no_session_yet(void **state)
{
	struct asked a = ask("POST", "/view", "csrf=");

	(void)state;
	caller = (struct who){ REVIEWER, 1, 0, "ann", "", true };
	dispatch(&app, &a.rq);
	assert_int_equal(a.rq.status, 403);
	assert_int_equal(handled, 0);
	done(&a);
}

static void
test_token_only(void **state)
{
	struct asked a = ask("GET", "/old", "");

	(void)state;
	caller = (struct who){ ADMIN, 1, 0, "ann", "sesame", true };
	dispatch(&app, &a.rq);
	assert_int_equal(a.rq.status, 403);
	assert_non_null(strstr(a.rq.out.s, "use POST"));
	done(&a);
	a = ask("GET", "/old", "");
	caller.by_session = false;
	dispatch(&app, &a.rq);
	assert_int_equal(a.rq.status, 200);
	done(&a);
}

static void
test_body_not_read(void **state)
{
	static const struct {
		const char *why;
		bool too_large, cut;
		int status;
	} bodies[] = {
		{ "too large", true, false, 413 },
		{ "cut", false, true, 400 },
	};

	for (size_t i = 0; i < LEN(bodies); i++) {
		struct asked a = ask("POST", "/view", "");

		print_message("%s\n", bodies[i].why);
		setup(state);
		caller.role = REVIEWER;
		a.rq.head.body_too_large = bodies[i].too_large;
		a.rq.head.body_cut = bodies[i].cut;
		dispatch(&app, &a.rq);
		assert_int_equal(a.rq.status, bodies[i].status);
		assert_int_equal(handled, 0);
		done(&a);
	}
}

/* The ETag of /shared now, into etag. */
static void
etag_now(char *etag, size_t size)
{
	struct asked a = ask("GET", "/shared", "");
	const char *at;

	dispatch(&app, &a.rq);
	at = strstr(sbuf_cstr(&a.rq.headers), "ETag: ");
	assert_non_null(at);
	snprintf(etag, size, "%.*s", (int)strcspn(at + 6, "\r"), at + 6);
	assert_true(has_header(&a, "Cache-Control: private, no-cache\r\n"));
	/* until the end of the fifth second */
	assert_true(has_header(&a, clock_now() == 1700000000 ?
	    "X-Accel-Expires: @1700000004\r\n" :
	    "X-Accel-Expires: @1700000064\r\n"));
	done(&a);
}

/* Whose clock is ahead must not be believed by nginx, whose is not. */
static void
test_kept_by_its_clock(void **state)
{
	struct asked a = ask("GET", "/shared", "");

	(void)state;
	a.rq.head.clock = "1600000000.250";
	dispatch(&app, &a.rq);
	assert_true(has_header(&a, "X-Accel-Expires: @1600000004\r\n"));
	done(&a);
}

static void
test_etag_changes(void **state)
{
	char first[100], next[100];

	(void)state;
	etag_now(first, sizeof(first));
	etag_now(next, sizeof(next));
	assert_string_equal(first, next);
	data_version++;
	etag_now(next, sizeof(next));
	assert_string_not_equal(first, next);
	data_version--;
	clock_set(1700000000 + 60);	/* windows of time move on */
	etag_now(next, sizeof(next));
	assert_string_not_equal(first, next);
	clock_set(1700000000);
	caller.role = ADMIN;
	etag_now(next, sizeof(next));
	assert_string_not_equal(first, next);
}

static int
status_for(const char *if_none_match)
{
	struct asked a = ask("GET", "/shared", "");
	int status;

	a.rq.head.if_none_match = if_none_match;
	dispatch(&app, &a.rq);
	status = a.rq.status;
	if (status == 304) {
		assert_int_equal(a.rq.out.len, 0);
		assert_true(has_header(&a, "ETag: W/"));
	}
	done(&a);
	return status;
}

static void
test_not_modified(void **state)
{
	char etag[100], list[300];

	(void)state;
	etag_now(etag, sizeof(etag));
	handled = 0;
	assert_int_equal(status_for(etag), 304);
	assert_int_equal(status_for(etag + 2), 304); /* compared weakly */
	snprintf(list, sizeof(list), "\"a\", %s , W/\"b\"", etag);
	assert_int_equal(status_for(list), 304);
	assert_int_equal(handled, 0);
	assert_int_equal(status_for("W/\"other\""), 200);
	assert_int_equal(status_for("nonsense"), 200);
	assert_int_equal(status_for(""), 200);
	caller.role = NOBODY;
	assert_int_equal(status_for(etag), 401);
}

/* A page with forms is shared by those who see none, and kept by nobody for the
 * others. */
static void
test_forms(void **state)
{
	static const struct {
		enum role role;
		bool shared;
	} by_role[] = { { VIEWER, true }, { REVIEWER, false }, { ADMIN, false } };

	(void)state;
	for (size_t i = 0; i < LEN(by_role); i++) {
		struct asked a = ask("GET", "/forms", "");

		caller.role = by_role[i].role;
		dispatch(&app, &a.rq);
		assert_int_equal(a.rq.status, 200);
		assert_int_equal(has_header(&a, "ETag: "), by_role[i].shared);
		assert_int_equal(has_header(&a, "X-Accel-Expires: @1700000000\r\n"),
		    by_role[i].shared);
		assert_int_equal(has_header(&a, "Cache-Control: no-store\r\n"),
		    !by_role[i].shared);
		assert_int_equal(req_has_forms(&a.rq), !by_role[i].shared);
		done(&a);
	}
}

/* What one agent sees is another's business never: nothing of it is kept, and no
 * page opens but those that say so. */
static void
test_agent(void **state)
{
	static const struct {
		enum role role;
		bool shared, opens_own, opens_page;
	} by_role[] = {
		{ NOBODY, false, false, false },
		{ AGENT, false, true, false },
		{ VIEWER, true, true, true },
	};

	(void)state;
	for (size_t i = 0; i < LEN(by_role); i++) {
		struct asked a = ask("GET", "/own", "");

		caller.role = by_role[i].role;
		dispatch(&app, &a.rq);
		assert_int_equal(a.rq.status, by_role[i].opens_own ? 200 : 303);
		assert_int_equal(has_header(&a, "ETag: "), by_role[i].shared);
		assert_int_equal(has_header(&a, "Cache-Control: no-store\r\n"),
		    !by_role[i].shared);
		assert_int_equal(route_opens(&a.rq, "/own"),
		    by_role[i].opens_own);
		assert_int_equal(route_opens(&a.rq, "/page"),
		    by_role[i].opens_page);
		assert_false(route_opens(&a.rq, "/nothing"));
		done(&a);
	}
}

/* The signature comes before all else: nobody is asked who it is, nothing of the
 * body is read, no session and no origin counts. */
static void
test_signed(void **state)
{
	static const struct {
		const char *why, *body;
		bool large, cut;
	} signed_bodies[] = {
		{ "JSON", "{\"n\":2}", false, false },
		{ "a wrong parameter", "{\"n\":99}", false, false },
		{ "no JSON", "[1", false, false },
		{ "a body that is too large", NULL, true, false },
		{ "half a body", NULL, false, true },
	};

	(void)state;
	identified = RC_DB_DOWN;
	for (size_t i = 0; i < LEN(signed_bodies); i++) {
		struct asked a = ask("POST", "/signed", "n=100");

		print_message("%s\n", signed_bodies[i].why);
		a.rq.head.content_type = "application/json";
		a.rq.head.body = signed_bodies[i].body;
		a.rq.head.body_len = signed_bodies[i].body ?
		    strlen(signed_bodies[i].body) : 0;
		a.rq.head.body_too_large = signed_bodies[i].large;
		a.rq.head.body_cut = signed_bodies[i].cut;
		a.rq.head.origin = "https://other.example";
		a.rq.head.cookie = "tidemark_session=x";
		dispatch(&app, &a.rq);
		assert_int_equal(a.rq.status, 200);
		assert_int_equal(handled, i + 1);
		assert_int_equal(a.rq.who.role, NOBODY);
		assert_true(has_header(&a, "Cache-Control: no-store"));
		done(&a);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_cases, setup),
		cmocka_unit_test_setup(test_roles, setup),
		cmocka_unit_test_setup(test_sign_in, setup),
		cmocka_unit_test_setup(test_database_down, setup),
		cmocka_unit_test_setup(test_csrf, setup),
		cmocka_unit_test_setup(test_foreign_sign_in, setup),
		cmocka_unit_test_setup(test_no_session_yet, setup),
		cmocka_unit_test_setup(test_token_only, setup),
		cmocka_unit_test_setup(test_body_not_read, setup),
		cmocka_unit_test_setup(test_signed, setup),
		cmocka_unit_test_setup(test_kept_by_its_clock, setup),
		cmocka_unit_test_setup(test_etag_changes, setup),
		cmocka_unit_test_setup(test_not_modified, setup),
		cmocka_unit_test_setup(test_forms, setup),
		cmocka_unit_test_setup(test_agent, setup),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
