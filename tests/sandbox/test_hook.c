/* SPDX-License-Identifier: MIT */
/* Webhooks of the sandbox: their API, what is sent, and when it is given up. */
#include "tests/sandbox/check.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/parse.h"
#include "base/sbuf.h"
#include "net/crypto.h"
#include "tests/sandbox/ask.h"
#include "tests/sandbox/change.h"
#include "tests/sandbox/state.h"

static struct sandbox sb;
static struct ask a;
static struct arena *mem;

static const char json[] = "application/json";
static const char good[] =
    "{\"url\":\"https://t.example.com/hook\",\"secret\":\"s\","
    "\"events\":[\"convo.created\",\"convo.deleted\",\"convo.status\","
    "\"convo.merged\"],\"label\":\"x\"}";

static void
put(int id)
{
	struct sbuf out = SBUF_INIT;

	sbuf_fmt(&out,
	    "{\"id\":%d,\"number\":%d,\"type\":\"email\",\"status\":"
	    "\"active\",\"state\":\"published\",\"subject\":\"a/b \xc3\xa9 "
	    "\xf0\x9f\x98\x80 \\\"q\\\"\",\"mailboxId\":85,\"createdAt\":"
	    "\"2026-01-15T11:00:00Z\",\"_embedded\":{\"threads\":[]}}",
	    id, id);
	assert_non_null(sandbox_put(&sb, out.s, out.len, 0));
}

static int
set_up(void **state)
{
	(void)state;
	sandbox_init(&sb);
	mem = arena_begin();
	for (int id = 1; id <= 9; id++)
		put(id);
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
	arena_end(mem);
	return 0;
}

static int64_t
registered(void)
{
	int64_t id;

	assert_int_equal(
	    ask_body(&a, "POST", "/v2/webhooks", json, good), 201);
	assert_true(parse_int(
	    ask_header(&a, "Resource-ID"), 1, INT64_MAX, &id));
	return id;
}

static int64_t
late(void)
{
	return clock_mono_ms() + 1000 * 1000;
}

/* The next one that is due, or fails. */
static struct parcel *
next(void)
{
	struct parcel *p = hook_next(&sb, late());

	assert_non_null(p);
	return p;
}

static void
test_api(void **state)
{
	static const char *const bad[] = { "", "[]", "{}",
		"{\"url\":\"https://x\",\"events\":[\"a\"]}",
		"{\"url\":\"https://x\",\"secret\":\"s\",\"events\":[]}",
		"{\"url\":\"x\",\"secret\":\"s\",\"events\":[\"a\"]}",
		"{\"url\":\"https://x\",\"events\":[\"a\"],\"secret\":"
		"\"12345678901234567890123456789012345678901\"}" };
	int64_t id;

	(void)state;
	for (size_t i = 0; i < LEN(bad); i++)
		assert_int_equal(
		    ask_body(&a, "POST", "/v2/webhooks", json, bad[i]), 400);
	assert_int_equal(ask(&a, "GET", "/v2/webhooks"), 200);
	assert_int_equal(ask_int(&a, "page.totalElements"), 0);
	id = registered();
	assert_int_equal(ask(&a, "GET", "/v2/webhooks/1"), 200);
	assert_int_equal(ask_int(&a, "id"), id);
	assert_string_equal(ask_text(&a, "state"), "enabled");
	assert_string_equal(ask_text(&a, "secret"), "");
	assert_int_equal(ask(&a, "GET", "/v2/webhooks/2"), 404);
	sb.hooks.v[0].enabled = false;
	assert_int_equal(ask_body(&a, "PUT", "/v2/webhooks/1", json,
	    "{\"url\":\"https://t\"}"), 400);
	assert_int_equal(
	    ask_body(&a, "PUT", "/v2/webhooks/1", json, good), 204);
	assert_true(sb.hooks.v[0].enabled);
	assert_int_equal(ask(&a, "DELETE", "/v2/webhooks/1"), 204);
	assert_int_equal(ask(&a, "DELETE", "/v2/webhooks/1"), 404);
}

static void
test_sent(void **state)
{
	unsigned char sum[SHA1_SIZE];
	struct sbuf *text = sbuf_arena(mem);
	struct parcel *p;

	(void)state;
	registered();
	change_status(&sb, mem, 1, "closed", 0, 1768478400);
	p = next();
	assert_string_equal(p->event, "convo.status");
	/* as PHP writes it: slashes and what is not ASCII escaped */
	assert_non_null(strstr(p->body,
	    "\"a\\/b \\u00e9 \\ud83d\\ude00 \\\"q\\\"\""));
	assert_non_null(strstr(p->body, "\"threads\":[]"));
	crypto_hmac_sha1("s", 1, p->body, p->len, sum);
	crypto_base64(text, sum, sizeof(sum));
	assert_string_equal(p->signature, sbuf_cstr(text));
	hook_outcome(&sb, p, 200, 0);
	/* a deletion has nothing but the id, and notes were not asked for */
	hook_tell(&sb, "convo.note.created", 2);
	change_delete(&sb, 2);
	p = next();
	assert_string_equal(p->body, "{\"id\":2}");
	hook_outcome(&sb, p, 204, 0);
	assert_null(hook_next(&sb, late()));
	assert_int_equal(sb.hooks.waiting, 0);
}

static void
test_merged(void **state)
{
	struct parcel *p;

	(void)state;
	registered();
	change_merge(&sb, mem, 3, 4, 1768478400);
	p = next();
	assert_string_equal(p->body, "{\"id\":3}");
	hook_outcome(&sb, p, 200, 0);
	sb.opt.hook_merged = HOOK_MERGED_INTO;
	change_merge(&sb, mem, 5, 6, 1768478400);
	p = next();
	assert_non_null(strstr(p->body, "\"id\":6,"));
	hook_outcome(&sb, p, 200, 0);
}

/* One event, and however often it is tried with this answer. */
static int
tries(int status)
{
	struct parcel *p;
	int n = 0;

	hook_tell(&sb, "convo.created", 7);
	for (; (p = hook_next(&sb, late())) != NULL; n++)
		hook_outcome(&sb, p, status, 0);
	return n;
}

static void
test_given_up(void **state)
{
	(void)state;
	registered();
	for (int n = 1; n <= 9; n++) {
		assert_int_equal(tries(n % 2 ? 500 : 0), 11);
		assert_true(sb.hooks.v[0].enabled);
	}
	assert_int_equal(tries(200), 1);	/* counted in all, not in a row */
	assert_int_equal(tries(301), 11);
	assert_false(sb.hooks.v[0].enabled);
	assert_int_equal(tries(200), 0);
	assert_int_equal(ask(&a, "GET", "/v2/webhooks/1"), 200);
	assert_string_equal(ask_text(&a, "state"), "disabled");
	assert_int_equal(
	    ask_body(&a, "PUT", "/v2/webhooks/1", json, good), 204);
	assert_int_equal(tries(410), 1);
	assert_false(sb.hooks.v[0].enabled);
}

static void
test_mischief(void **state)
{
	struct parcel *p;
	int n = 0;

	(void)state;
	registered();
	sb.opt.hook_lost = 100;
	assert_int_equal(tries(200), 0);
	sb.opt.hook_lost = 0;
	sb.opt.hook_twice = 100;
	assert_int_equal(tries(200), 2);
	sb.opt.hook_shuffle = 10000;
	for (int i = 0; i < 50; i++)
		hook_tell(&sb, "convo.created", 1 + i % 9);
	while ((p = hook_next(&sb, clock_mono_ms() + 5000)) != NULL) {
		hook_outcome(&sb, p, 200, 0);
		n++;
	}
	assert_in_range(n, 10, 90);
	assert_int_equal(sb.hooks.waiting, 100 - n);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
#define T(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
		T(test_api), T(test_sent), T(test_merged), T(test_given_up),
		T(test_mischief)
#undef T
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
