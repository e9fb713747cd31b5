/* SPDX-License-Identifier: MIT */
/* The sandbox behaves as the protocol reference says. */
#include "tests/sandbox/check.h"

#include "base/arena.h"
#include "base/clock.h"
#include "tests/sandbox/ask.h"
#include "tests/sandbox/state.h"

enum { NOW = 1768478400, FORM_MAX = 256 }; /* 2026-01-15T12:00:00Z */

static const char form[] = "application/x-www-form-urlencoded";
static struct sandbox sb;
static struct ask a;

/* ---- data ---- */

static const char *
iso(int64_t at)
{
	static char text[4][CLOCK_ISO_SIZE];
	static unsigned turn;

	return clock_iso(at, text[turn++ % 4]);
}

/* Conversation i was created i minutes before now. */
static void
put(int i, const char *status, int64_t mailbox, const char *type)
{
	struct sbuf out = SBUF_INIT;
	int id = 1000 + i;
	int64_t at = NOW - i * 60;

	sbuf_fmt(&out,
	    "{\"id\":%d,\"number\":%d,\"threads\":2,"
	    "\"type\":\"email\",\"folderId\":7,\"status\":\"%s\","
	    "\"state\":\"published\",\"subject\":\"Subject \\u00e9 %d\","
	    "\"mailboxId\":%lld,\"assignee\":{\"id\":%d,\"type\":\"user\","
	    "\"first\":\"Ann\",\"last\":\"B\",\"email\":\"ann@example.com\"},"
	    "\"createdAt\":\"%s\",\"closedBy\":0,\"tags\":[{\"id\":%d,"
	    "\"color\":\"#929499\",\"tag\":\"%s\"}],\"primaryCustomer\":"
	    "{\"id\":%d,\"type\":\"customer\",\"first\":\"Pat\","
	    "\"email\":\"p%d@example.com\"},\"_embedded\":{\"threads\":[",
	    id, 10 + i, status, i, (long long)mailbox, 40 + i % 2, iso(at),
	    9 + i % 2, i % 2 ? "odd" : "even", 500 + i, i);
	for (int n = 1; n >= 0; n--)
		sbuf_fmt(&out,
		    "{\"id\":%d,\"type\":\"%s\",\"body\":\"Text of "
		    "message %d \\u00fc\\n with more than twenty characters\","
		    "\"createdAt\":\"%s\"}%s",
		    id * 10 + n, type, n, iso(at + n * 30), n ? "," : "");
	sbuf_text(&out, "]},\"_links\":{}}");
	assert_non_null(sandbox_put(&sb, out.s, out.len, 0));
}

static int
set_up(void **state)
{
	(void)state;
	clock_set(NOW);
	sandbox_init(&sb);
	for (int i = 0; i < 60; i++)
		put(i,
		    i % 3 == 0   ? "active"
		    : i % 3 == 1 ? "closed"
				 : "spam",
		    i % 4 == 0 ? 86 : 85, i == 5 ? "chat" : "customer");
	ask_begin(&a, &sb);
	ask_token(&a);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	ask_done(&a);
	sandbox_free(&sb);
	clock_set(0);
	return 0;
}

static void
option(const char *name, const char *value)
{
	const char *wrong = option_set(&sb.opt, a.mem, name, value);

	if (wrong != NULL)
		fail_msg("%s", wrong);
	sb.store.version++;
}

static int64_t
first_id(void)
{
	struct slice item;

	return ask_item(&a, "conversations", 0, &item)
		   ? scan_get_int(item, "id")
		   : 0;
}

/* ---- tests ---- */

static void
test_lists(void **state)
{
	static const struct {
		const char *why, *query;
		int64_t total, first;
	} cases[] = {
		{ "active alone by default", "", 20, 1000 },
		{ "all, newest created first", "?status=all", 60, 1000 },
		{ "closed", "?status=closed", 20, 1001 },
		{ "open has no pending ones here", "?status=open", 20, 1000 },
		{ "one mailbox", "?status=all&mailbox=86", 15, 1000 },
		{ "two mailboxes", "?status=all&mailbox=85,86", 60, 1000 },
		{ "unknown mailbox", "?status=all&mailbox=1", 0, 0 },
		{ "a tag", "?status=all&tag=odd", 30, 1001 },
		{ "a tag in other letters", "?status=all&tag=ODD", 30, 1001 },
		{ "either tag", "?status=all&tag=odd,even", 60, 1000 },
		{ "assigned", "?status=all&assigned_to=41", 30, 1001 },
		{ "number", "?status=all&number=12", 1, 1002 },
		{ "oldest first", "?status=all&sortOrder=asc", 60, 1059 },
		{ "by number", "?status=all&sortField=number", 60, 1059 },
		{ "page two", "?status=all&page=2", 60, 1025 },
		{ "page three is the last", "?status=all&page=3", 60, 1050 },
		{ "behind the last", "?status=all&page=4", 60, 0 },
		{ "modified since, included",
		    "?status=all&modifiedSince=2026-01-15T11:58:30Z", 3, 1000 },
		{ "conditions", "?status=all&query=(id:1007)", 1, 1007 },
		{ "a range",
		    "?status=all&query=(createdAt:"
		    "%5B2026-01-15T11:00:00Z+TO+2026-01-15T11:02:00Z%5D)",
		    2, 1058 },
		{ "relative",
		    "?status=all&query=(modifiedAt:%5BNOW-1MINUTE"
		    "+TO+*%5D)",
		    2, 1000 },
		{ "and, not",
		    "?status=all&query=(tag:%22odd%22+AND+NOT+"
		    "number:11)",
		    29, 1003 },
		{ "subject", "?status=all&query=(subject:%22t+%C3%A9+31%22)", 1,
		    1031 },
	};
	char target[FORM_MAX];

	(void)state;
	for (size_t i = 0; i < LEN(cases); i++) {
		print_message("%s\n", cases[i].why);
		snprintf(target, sizeof(target), "/v2/conversations%s",
		    cases[i].query);
		assert_int_equal(ask(&a, "GET", target), 200);
		assert_int_equal(
		    ask_int(&a, "page.totalElements"), cases[i].total);
		assert_int_equal(first_id(), cases[i].first);
	}
}

static void
test_bad_parameters(void **state)
{
	static const struct {
		const char *why, *query, *path;
	} cases[] = {
		{ "milliseconds", "modifiedSince=2026-01-15T11:58:30.000Z",
		    "modifiedSince" },
		{ "another zone", "modifiedSince=2026-01-15T11:58:30%2B01:00",
		    "modifiedSince" },
		{ "status", "status=resolved", "status" },
		{ "field", "sortField=modified", "sortField" },
		{ "order", "sortOrder=down", "sortOrder" },
		{ "page", "page=0", "page" },
		{ "number", "number=x", "number" },
		{ "embed", "embed=tags", "embed" },
		{ "query", "query=(colour:red)", "query" },
	};
	char target[FORM_MAX];
	struct slice item, path;

	(void)state;
	for (size_t i = 0; i < LEN(cases); i++) {
		print_message("%s\n", cases[i].why);
		snprintf(target, sizeof(target), "/v2/conversations?%s",
		    cases[i].query);
		assert_int_equal(ask(&a, "GET", target), 400);
		assert_string_equal(a.reply.type, "application/vnd.error+json");
		assert_true(ask_item(&a, "errors", 0, &item));
		assert_true(scan_get(item, "path", &path));
		assert_true(scan_is(path, cases[i].path));
	}
}

static void
test_links(void **state)
{
	const char *list = "http://127.0.0.1:8080/v2/conversations";
	char wanted[FORM_MAX];

	(void)state;
	ask(&a, "GET", "/v2/conversations?status=all&page=2&tag=a%20b");
	assert_int_equal(ask_int(&a, "page.size"), 25);
	ask(&a, "GET", "/v2/conversations?status=all&page=2&mailbox=85,86");
	snprintf(
	    wanted, sizeof(wanted), "%s?status=all&mailbox=85,86&page=3", list);
	assert_string_equal(ask_text(&a, "_links.next.href"), wanted);
	assert_string_equal(ask_text(&a, "_links.last.href"), wanted);
	snprintf(
	    wanted, sizeof(wanted), "%s?status=all&mailbox=85,86&page=1", list);
	assert_string_equal(ask_text(&a, "_links.previous.href"), wanted);
	assert_string_equal(ask_text(&a, "_links.first.href"), wanted);
	assert_non_null(strstr(ask_text(&a, "_links.page.href"), "{&page}"));
	ask(&a, "GET", "/v2/conversations?status=all&page=3");
	assert_string_equal(ask_text(&a, "_links.next.href"), "");
}

static void
test_empty_lists(void **state)
{
	const char *target = "/v2/conversations?mailbox=1";
	struct slice v;

	(void)state;
	ask(&a, "GET", target);
	assert_false(ask_value(&a, "_embedded", &v));
	assert_int_equal(ask_int(&a, "page.number"), 1);
	option("empty_list", "array");
	ask(&a, "GET", target);
	assert_true(ask_value(&a, "_embedded.conversations", &v));
	assert_true(slice_is(v, "[]"));
	option("empty_list", "zero");
	ask(&a, "GET", target);
	assert_int_equal(ask_int(&a, "page.number"), 0);
	assert_int_equal(ask_int(&a, "page.totalPages"), 0);
}

static void
test_single_and_threads(void **state)
{
	struct slice v, item;

	(void)state;
	assert_int_equal(ask(&a, "GET", "/v2/conversations/1002"), 200);
	assert_true(ask_value(&a, "_embedded.threads", &v));
	assert_true(slice_is(v, "[]"));
	assert_int_equal(ask_int(&a, "threads"), 2);
	ask(&a, "GET", "/v2/conversations/1002?embed=threads");
	assert_true(ask_item(&a, "threads", 1, &item));
	ask(&a, "GET", "/v2/conversations/1002/threads");
	assert_int_equal(ask_int(&a, "page.size"), 50);
	assert_true(ask_item(&a, "threads", 0, &item));
	assert_int_equal(scan_get_int(item, "id"), 10021);
	assert_int_equal(ask(&a, "GET", "/v2/conversations/77"), 404);
	assert_int_equal(ask(&a, "GET", "/v2/conversations/77/threads"), 404);
	assert_int_equal(ask(&a, "GET", "/v2/nothing"), 404);
	assert_int_equal(ask(&a, "DELETE", "/v2/users"), 405);
}

static void
test_chat_is_cut(void **state)
{
	struct sbuf text = SBUF_INIT;
	struct slice item, body;

	(void)state;
	option("chat_cut", "20");
	ask(&a, "GET", "/v2/conversations/1005?embed=threads");
	assert_true(ask_item(&a, "threads", 0, &item));
	assert_true(scan_get(item, "body", &body));
	scan_text(body, &text);
	assert_string_equal(text.s, "Text of message 1 \xc3\xbc\n");
	sbuf_free(&text);
	ask(&a, "GET", "/v2/conversations/1005/threads");
	assert_true(ask_item(&a, "threads", 0, &item));
	assert_true(scan_get(item, "body", &body));
	assert_true(body.len > 40);
	ask(&a, "GET", "/v2/conversations?status=all&number=15&embed=threads");
	assert_null(strstr(a.reply.body.s, "more than twenty"));
	option("chat_cut_single", "off");
	ask(&a, "GET", "/v2/conversations/1005?embed=threads");
	assert_non_null(strstr(a.reply.body.s, "more than twenty"));
}

static void
test_merged_and_deleted(void **state)
{
	(void)state;
	assert_int_equal(
	    ask(&a, "POST", "/_sandbox/merge?from=1003&into=1004"), 200);
	assert_int_equal(ask(&a, "GET", "/v2/conversations/1003"), 301);
	assert_string_equal(ask_header(&a, "Location"),
	    "http://127.0.0.1:8080/v2/conversations/1004");
	assert_int_equal(ask(&a, "GET", "/v2/conversations/1003/threads"), 404);
	ask(&a, "GET", "/v2/conversations/1004/threads");
	assert_int_equal(ask_int(&a, "page.totalElements"), 4);
	ask(&a, "POST", "/_sandbox/merge?from=1004&into=1006");
	ask(&a, "GET", "/v2/conversations/1003");
	assert_non_null(strstr(ask_header(&a, "Location"), "/1006"));
	assert_int_equal(ask(&a, "POST", "/_sandbox/delete?id=1007"), 200);
	assert_int_equal(ask(&a, "GET", "/v2/conversations/1007"), 404);
	assert_int_equal(ask(&a, "POST", "/_sandbox/delete?id=1007"), 404);
	ask(&a, "GET", "/v2/conversations?status=all");
	assert_int_equal(ask_int(&a, "page.totalElements"), 57);
}

static void
test_touch_and_add(void **state)
{
	const char *since =
	    "/v2/conversations?status=all&"
	    "modifiedSince=2026-01-15T12:01:00Z&sortField=modifiedAt";

	(void)state;
	clock_set(NOW + 90);
	ask(&a, "GET", since);
	assert_int_equal(ask_int(&a, "page.totalElements"), 0);
	ask(&a, "POST", "/_sandbox/touch?id=1050");
	ask(&a, "GET", since);
	assert_int_equal(first_id(), 1050);
	ask_body(&a, "POST", "/_sandbox/add", "application/json",
	    "{\"id\": 5,\n \"number\": 1, \"status\": \"active\", "
	    "\"createdAt\": \"2026-01-15T12:01:10Z\"}");
	assert_int_equal(a.reply.status, 200);
	ask(&a, "GET", since);
	assert_int_equal(ask_int(&a, "page.totalElements"), 2);
	assert_int_equal(
	    ask_body(&a, "POST", "/_sandbox/add", NULL, "{]"), 400);
	option("search_delay", "30");
	ask(&a, "GET", since);
	assert_int_equal(ask_int(&a, "page.totalElements"), 0);
}

static void
test_tokens(void **state)
{
	char old[TOKEN_SIZE], body[FORM_MAX], bearer[96];

	(void)state;
	a.bearer[0] = '\0';
	assert_int_equal(ask(&a, "GET", "/v2/users/me"), 401);
	snprintf(a.bearer, sizeof(a.bearer), "Bearer nonsense");
	assert_int_equal(ask(&a, "GET", "/v2/users/me"), 401);
	ask_token(&a);
	assert_string_equal(ask_text(&a, "refresh_token"), "");
	assert_int_equal(ask_int(&a, "expires_in"), 172800);
	assert_int_equal(ask(&a, "GET", "/v2/users/me"), 200);

	ask(&a, "POST", "/_sandbox/code");
	snprintf(body, sizeof(body),
	    "{\"grant_type\":\"authorization_code\","
	    "\"code\":\"%s\",\"client_id\":\"a\",\"client_secret\":\"b\"}",
	    ask_text(&a, "ok"));
	assert_int_equal(ask_body(&a, "POST", "/v2/oauth2/token",
			     "application/json; charset=utf-8", body),
	    200);
	snprintf(
	    bearer, sizeof(bearer), "Bearer %s", ask_text(&a, "access_token"));
	snprintf(old, sizeof(old), "%s", ask_text(&a, "refresh_token"));
	assert_int_equal(strlen(old), 32);
	assert_int_equal(
	    ask_body(&a, "POST", "/v2/oauth2/token", "application/json", body),
	    400); /* a code works once */

	snprintf(body, sizeof(body),
	    "grant_type=refresh_token&client_id=a&"
	    "client_secret=b&refresh_token=%s",
	    old);
	assert_int_equal(
	    ask_body(&a, "POST", "/v2/oauth2/token", form, body), 200);
	assert_string_not_equal(ask_text(&a, "refresh_token"), old);
	snprintf(a.bearer, sizeof(a.bearer), "%s", bearer);
	assert_int_equal(ask(&a, "GET", "/v2/users/me"), 401);
	assert_int_equal(
	    ask_body(&a, "POST", "/v2/oauth2/token", form, body), 400);
	assert_string_equal(sbuf_cstr(&a.reply.body),
	    "{\"error_description\":"
	    "\"Invalid refresh_token\",\"error\":\"invalid_request\"}");
}

static void
test_tokens_end(void **state)
{
	(void)state;
	option("expires_in", "100");
	ask_token(&a);
	clock_set(NOW + 99);
	assert_int_equal(ask(&a, "GET", "/v2/users/me"), 200);
	clock_set(NOW + 100);
	assert_int_equal(ask(&a, "GET", "/v2/users/me"), 401);
	ask_token(&a);
	assert_int_equal(ask(&a, "GET", "/v2/users/me"), 200);
	ask(&a, "POST", "/_sandbox/expire_tokens");
	assert_int_equal(ask(&a, "GET", "/v2/users/me"), 401);
	option("client_id", "known");
	assert_int_equal(
	    ask_body(&a, "POST", "/v2/oauth2/token", form,
		"grant_type=client_credentials&client_id=a&client_secret=b"),
	    401);
	option("token_json", "off");
	assert_int_equal(
	    ask_body(&a, "POST", "/v2/oauth2/token", "application/json", "{}"),
	    400);
}

static void
test_rate(void **state)
{
	(void)state;
	option("rate_limit", "5");
	clock_set(NOW + 6000);
	ask(&a, "GET", "/v2/conversations/77");
	assert_int_equal(a.reply.status, 404);
	assert_string_equal(ask_header(&a, "X-RateLimit-Limit-Minute"), "5");
	assert_string_equal(
	    ask_header(&a, "X-RateLimit-Remaining-Minute"), "4");
	ask_body(&a, "PUT", "/v2/conversations/1001/tags", "application/json",
	    "{\"tags\":[\"one\",\"two\"]}");
	assert_int_equal(a.reply.status, 204);
	assert_string_equal(
	    ask_header(&a, "X-RateLimit-Remaining-Minute"), "2");
	clock_set(NOW + 6000 + 17);
	assert_int_equal(ask(&a, "GET", "/v2/users"), 200);
	assert_int_equal(ask(&a, "GET", "/v2/users"), 200);
	assert_int_equal(ask(&a, "GET", "/v2/users"), 429);
	assert_string_equal(ask_header(&a, "X-RateLimit-Retry-After"), "43");
	assert_string_equal(sbuf_cstr(&a.reply.body),
	    "{\"message\":\"API rate limit exceeded\"}");
	clock_set(NOW + 6060);
	assert_int_equal(ask(&a, "GET", "/v2/users"), 200);
	option("rate_form", "sliding");
	clock_set(NOW + 9000);
	for (int i = 0; i < 5; i++)
		assert_int_equal(ask(&a, "GET", "/v2/users"), 200);
	clock_set(NOW + 9059);
	assert_int_equal(ask(&a, "GET", "/v2/users"), 429);
	clock_set(NOW + 9060);
	assert_int_equal(ask(&a, "GET", "/v2/users"), 200);
	option("rate_limit", "none");
	ask(&a, "GET", "/v2/users");
	assert_string_equal(ask_header(&a, "X-RateLimit-Limit-Minute"), "");
}

static void
test_writes(void **state)
{
	struct slice item;

	(void)state;
	ask_body(&a, "PATCH", "/v2/conversations/1000", "application/json",
	    "{\"op\":\"replace\",\"path\":\"/status\",\"value\":\"closed\"}");
	assert_int_equal(a.reply.status, 204);
	ask(&a, "GET", "/v2/conversations/1000");
	assert_string_equal(ask_text(&a, "status"), "closed");
	assert_int_equal(ask_int(&a, "closedBy"), 40);
	ask_body(&a, "POST", "/v2/conversations/1000/notes", "application/json",
	    "{\"text\":\"seen\"}");
	assert_int_equal(a.reply.status, 201);
	assert_true(ask_header(&a, "Resource-ID")[0] != 0);
	ask(&a, "GET", "/v2/conversations/1000/threads");
	assert_true(ask_item(&a, "threads", 2, &item));
	ask(&a, "GET", "/v2/conversations/1000");
	assert_int_equal(ask_int(&a, "threads"), 2); /* notes do not count */
	ask_body(&a, "PUT", "/v2/conversations/1000/tags", "application/json",
	    "{\"tags\":[\"odd\",\"fresh\"]}");
	ask(&a, "GET", "/v2/conversations?status=all&tag=fresh");
	assert_int_equal(first_id(), 1000);
	ask(&a, "GET", "/v2/tags");
	assert_int_equal(ask_int(&a, "page.totalElements"), 3);
}

static void
test_people(void **state)
{
	struct slice item;

	(void)state;
	ask(&a, "GET", "/v2/users");
	assert_int_equal(ask_int(&a, "page.totalElements"), 2);
	assert_int_equal(ask(&a, "GET", "/v2/users/41"), 200);
	assert_string_equal(ask_text(&a, "firstName"), "Ann");
	assert_int_equal(ask(&a, "GET", "/v2/users/9"), 404);
	assert_int_equal(ask(&a, "GET", "/v2/users/me"), 200);
	assert_true(ask_int(&a, "companyId") > 0);
	ask(&a, "GET", "/v2/mailboxes");
	assert_int_equal(ask_int(&a, "page.totalElements"), 2);
	ask(&a, "GET", "/v2/mailboxes/86");
	assert_string_equal(ask_text(&a, "name"), "Support");
	ask(&a, "GET", "/v2/customers?page=2");
	assert_int_equal(ask_int(&a, "page.totalElements"), 60);
	assert_true(ask_item(&a, "customers", 9, &item));
	assert_false(ask_item(&a, "customers", 10, &item));
	ask(&a, "GET", "/v2/customers/502");
	assert_string_equal(ask_text(&a, "firstName"), "Pat");
	option("hidden_mailbox", "86");
	ask(&a, "GET", "/v2/mailboxes");
	assert_int_equal(ask_int(&a, "page.totalElements"), 1);
	assert_int_equal(ask(&a, "GET", "/v2/conversations/1004"), 403);
	ask(&a, "GET", "/v2/conversations?status=all");
	assert_int_equal(ask_int(&a, "page.totalElements"), 45);
}

static void
test_faults(void **state)
{
	static const struct {
		const char *kind;
		int status;
	} cases[] = { { "500", 500 }, { "503", 503 }, { "401", 401 },
		{ "429", 429 }, { "html", 502 }, { "html200", 200 },
		{ "garbage", 200 }, { "empty", 200 },
		{ "truncate_json", 200 } };
	char target[FORM_MAX];

	(void)state;
	for (size_t i = 0; i < LEN(cases); i++) {
		print_message("%s\n", cases[i].kind);
		snprintf(target, sizeof(target),
		    "/_sandbox/fault?kind=%s"
		    "&path=/v2/users",
		    cases[i].kind);
		assert_int_equal(ask(&a, "POST", target), 200);
		assert_int_equal(ask(&a, "GET", "/v2/tags"), 200);
		assert_true(a.json.len > 0);
		assert_int_equal(ask(&a, "GET", "/v2/users"), cases[i].status);
		if (cases[i].status == 200)
			assert_true(a.json.len == 0);
		assert_int_equal(ask(&a, "GET", "/v2/users"), 200);
		assert_true(a.json.len > 0);
	}
	assert_int_equal(ask(&a, "POST", "/_sandbox/fault?kind=fire"), 400);
}

static void
test_faults_of_sending(void **state)
{
	(void)state;
	ask(&a, "POST", "/_sandbox/fault?kind=slow&ms=300&count=2&skip=1");
	ask(&a, "GET", "/v2/users");
	assert_int_equal(a.reply.delay_ms, 0);
	for (int i = 0; i < 2; i++) {
		ask(&a, "GET", "/v2/users");
		assert_int_equal(a.reply.delay_ms, 300);
	}
	ask(&a, "POST", "/_sandbox/fault?kind=cut");
	ask(&a, "GET", "/v2/users");
	assert_int_equal(a.reply.sending, SEND_HALF);
	ask(&a, "POST", "/_sandbox/fault?kind=drop");
	ask(&a, "GET", "/v2/users");
	assert_int_equal(a.reply.sending, SEND_NOTHING);
	ask(&a, "POST", "/_sandbox/fault?kind=next_loop");
	ask(&a, "GET", "/v2/conversations?status=all&page=3");
	assert_string_equal(
	    ask_text(&a, "_links.next.href"), ask_text(&a, "_links.self.href"));
	ask(&a, "POST", "/_sandbox/fault?kind=next_other_host");
	ask(&a, "GET", "/v2/conversations?status=all");
	assert_non_null(
	    strstr(ask_text(&a, "_links.next.href"), "elsewhere.example"));
	ask(&a, "POST", "/_sandbox/fault?kind=500&count=5");
	ask(&a, "POST", "/_sandbox/faults/clear");
	assert_int_equal(ask(&a, "GET", "/v2/users"), 200);
}

static const char consent[] = "/authentication/authorizeClientApplication"
			      "?client_id=a&state=x%26%22y";

static void
test_consent_at_once(void **state)
{
	(void)state;
	option("redirect_url", "http://127.0.0.1/callback");
	option("consent", "grant");
	ask(&a, "GET", consent);
	assert_int_equal(a.reply.status, 302);
	assert_non_null(strstr(ask_header(&a, "Location"), "?code="));
	assert_non_null(strstr(ask_header(&a, "Location"), "&state=x%26%22y"));
	option("consent", "refuse");
	ask(&a, "GET", consent);
	assert_null(strstr(ask_header(&a, "Location"), "code="));
}

static void
test_consent_asked(void **state)
{
	static const char *const allow =
	    "client_id=a&state=x%26%22y&decision=allow";

	(void)state;
	assert_int_equal(ask(&a, "GET", consent), 400); /* nowhere to go */
	option("redirect_url", "http://127.0.0.1/callback?from=hs");
	assert_int_equal(ask(&a, "GET", consent), 200);
	assert_non_null(strstr(a.reply.body.s, "value=\"x&#38;&#34;y\""));
	assert_non_null(strstr(a.reply.body.s, "value=\"refuse\""));
	assert_int_equal(ask_body(&a, "POST", consent, form, allow), 302);
	assert_non_null(strstr(ask_header(&a, "Location"), "?from=hs&code="));
	assert_non_null(strstr(ask_header(&a, "Location"), "&state=x%26%22y"));
	ask_body(&a, "POST", consent, form, "client_id=a&decision=refuse");
	assert_string_equal(ask_header(&a, "Location"),
	    "http://127.0.0.1/callback?from=hs&error=access_denied");
	option("client_id", "b");
	assert_int_equal(ask_body(&a, "POST", consent, form, allow), 400);
}

static void
test_lost_refresh(void **state)
{
	char body[FORM_MAX];

	(void)state;
	ask(&a, "POST", "/_sandbox/code");
	snprintf(body, sizeof(body),
	    "grant_type=authorization_code&code=%s&client_id=a&client_secret=b",
	    ask_text(&a, "ok"));
	ask_body(&a, "POST", "/v2/oauth2/token", form, body);
	snprintf(body, sizeof(body),
	    "grant_type=refresh_token&refresh_token=%s&client_id=a&"
	    "client_secret=b",
	    ask_text(&a, "refresh_token"));
	ask(&a, "POST", "/_sandbox/fault?kind=lose&path=oauth2");
	ask_body(&a, "POST", "/v2/oauth2/token", form, body);
	assert_int_equal(a.reply.sending, SEND_NOTHING);
	assert_int_equal(
	    ask_body(&a, "POST", "/v2/oauth2/token", form, body), 400);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_lists),
		TEST(test_bad_parameters),
		TEST(test_links),
		TEST(test_empty_lists),
		TEST(test_single_and_threads),
		TEST(test_chat_is_cut),
		TEST(test_merged_and_deleted),
		TEST(test_touch_and_add),
		TEST(test_tokens),
		TEST(test_tokens_end),
		TEST(test_rate),
		TEST(test_writes),
		TEST(test_people),
		TEST(test_faults),
		TEST(test_faults_of_sending),
		TEST(test_consent_at_once),
		TEST(test_consent_asked),
		TEST(test_lost_refresh),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
