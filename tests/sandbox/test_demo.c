/* SPDX-License-Identifier: MIT */
/* The made-up history: repeatable, and as the protocol reference says. */
#include "tests/sandbox/check.h"

#include "base/arena.h"
#include "base/clock.h"
#include "tests/sandbox/ask.h"
#include "tests/sandbox/demo.h"
#include "tests/sandbox/state.h"

enum { NOW = 1768478400, COUNT = 1500 }; /* 2026-01-15T12:00:00Z */

static struct sandbox sb;
static struct ask a;

static void
open_demo(struct demo *d, const char *seed)
{
	struct arena *mem = arena_begin();
	struct options o;
	const char *wrong;

	options_init(&o);
	option_set(&o, mem, "demo", "1500");
	option_set(&o, mem, "seed", seed);
	wrong = demo_open(d, mem, &o, NOW);
	if (wrong != NULL)
		fail_msg("%s", wrong);
	options_free(&o);
	arena_end(mem);
}

static void
test_same_seed_same_bytes(void **state)
{
	static const char *const seeds[] = { "1", "1", "2" };
	struct sbuf out[3] = { SBUF_INIT, SBUF_INIT, SBUF_INIT };
	struct demo d;

	(void)state;
	for (int k = 0; k < 3; k++) {
		open_demo(&d, seeds[k]);
		assert_int_equal(d.n, COUNT);
		/* what was made before must not matter */
		for (int64_t i = 0; k == 1 && i < 20; i++)
			demo_write(&d, 900 - i, &out[k]);
		sbuf_clear(&out[k]);
		for (int64_t i = 0; i < 200; i++)
			demo_write(&d, i, &out[k]);
		assert_true(out[k].len > 200 * 1000);
		demo_close(&d);
	}
	assert_string_equal(out[0].s, out[1].s);
	assert_string_not_equal(out[0].s, out[2].s);
	for (int k = 0; k < 3; k++)
		sbuf_free(&out[k]);
}

static void
test_history(void **state)
{
	struct demo d;
	int64_t late = 0, outbreak = 0, weeks[4] = { 0 };

	(void)state;
	open_demo(&d, "7");
	for (int64_t i = 0; i < d.n; i++) {
		int64_t at = d.arrival[i].at;

		assert_true(at <= NOW && at >= NOW - 30 * DAY - HOUR);
		assert_true(i == 0 || at >= d.arrival[i - 1].at);
		late += at > NOW - DEMO_OUTBREAK_HOURS * HOUR;
		outbreak += d.arrival[i].outbreak;
		if (!d.arrival[i].outbreak && at > NOW - 28 * DAY)
			weeks[(NOW - at) / (7 * DAY)]++;
	}
	/* about eight times the usual five hours */
	assert_in_range(late * 100 / ((d.n - outbreak) * 5 / 720), 500, 1300);
	for (int i = 0; i < 4; i++)
		assert_in_range(weeks[i], COUNT / 6, COUNT / 3);
	demo_close(&d);
}

/* ---- fields ---- */

static bool
one_of(struct slice v, const char *const *list)
{
	for (; *list != NULL; list++)
		if (scan_is(v, *list))
			return true;
	return false;
}

static struct slice
need(struct slice object, const char *key, char first)
{
	struct slice v;

	if (!scan_get(object, key, &v) || *v.s != first)
		fail_msg("%s is missing or of another type in %.*s", key, 300,
		    object.s);
	return v;
}

static int64_t
need_id(struct slice object, const char *key)
{
	int64_t id = scan_get_int(object, key);

	if (id <= 0)
		fail_msg("%s is no id in %.*s", key, 300, object.s);
	return id;
}

static const char *const statuses[] = { "active", "closed", "pending", "spam",
	NULL };
static const char *const thread_statuses[] = { "active", "closed", "nochange",
	"pending", "spam", NULL };
static const char *const thread_types[] = { "customer", "message", "note",
	"chat", "phone", "lineitem", NULL };
static const char *const types[] = { "email", "chat", "phone", NULL };
static const char *const persons[] = { "customer", "user", NULL };

static void
check_person(struct slice p)
{
	struct slice type = need(p, "type", '"');

	assert_true(one_of(type, persons));
	if (scan_is(type, "user"))
		assert_non_null(people_find(&sb.dir.users, need_id(p, "id")));
	else
		assert_non_null(
		    people_find(&sb.dir.customers, need_id(p, "id")));
	need(p, "email", '"');
}

static void
check_text(struct slice v)
{
	struct sbuf text = SBUF_INIT;

	scan_text(v, &text);
	if (strpbrk(sbuf_cstr(&text), "{}") != NULL ||
	    strstr(sbuf_cstr(&text), "(null)") != NULL)
		fail_msg("a slot was not filled: %s", sbuf_cstr(&text));
	sbuf_free(&text);
}

/* Answers when it was made. */
static int64_t
check_thread(struct slice th, int64_t not_after, bool *counts)
{
	struct slice type = need(th, "type", '"'), body;
	int64_t at = scan_time(need(th, "createdAt", '"'));

	assert_true(one_of(type, thread_types));
	assert_true(one_of(need(th, "status", '"'), thread_statuses));
	assert_true(at > 0 && at <= not_after);
	check_person(need(th, "createdBy", '{'));
	need(th, "source", '{');
	need(th, "action", '{');
	need(th, "to", '[');
	assert_true(need_id(th, "id") > INT32_MAX);
	if (scan_is(type, "lineitem"))
		assert_false(scan_get(th, "body", &body));
	else
		check_text(need(th, "body", '"'));
	*counts = !scan_is(type, "lineitem") && !scan_is(type, "note") &&
		  scan_is(need(th, "state", '"'), "published");
	return at;
}

static int
check_threads(const struct conv *cv)
{
	int64_t at = NOW;
	struct slice th;
	struct scan sc;
	bool counts;
	int n = 0;

	assert_true(scan_open(&sc, conv_threads(cv)));
	while (scan_element(&sc, &th)) {
		at = check_thread(th, at, &counts);
		assert_true(at >= cv->created);
		n += counts;
	}
	assert_in_range(cv->threads_n, 1, 100);
	return n;
}

static void
check_conversation(const struct conv *cv)
{
	struct slice c = conv_json(cv), v;
	int64_t closed_by = scan_get_int(c, "closedBy");

	assert_true(cv->id > INT32_MAX);
	assert_true(one_of(need(c, "status", '"'), statuses));
	assert_true(one_of(need(c, "type", '"'), types));
	need_id(c, "number");
	need_id(c, "mailboxId");
	check_person(need(c, "primaryCustomer", '{'));
	check_person(need(c, "createdBy", '{'));
	need(c, "preview", '"');
	need(need(c, "_links", '{'), "web", '{');
	need(need(c, "customerWaitingSince", '{'), "time", '"');
	if (scan_get(c, "subject", &v))
		check_text(v);
	assert_int_equal(cv->status == ST_CLOSED, scan_get(c, "closedAt", &v));
	assert_true(closed_by == 0 || cv->status == ST_CLOSED);
	assert_int_equal(
	    scan_get_int(need(c, "closedByUser", '{'), "id"), closed_by);
	assert_true(cv->modified <= NOW && cv->modified >= cv->created);
}

static int
set_up(void **state)
{
	struct arena *mem = arena_begin();
	const char *wrong;

	(void)state;
	clock_set(NOW);
	sandbox_init(&sb);
	option_set(&sb.opt, mem, "demo", "1500");
	option_set(&sb.opt, mem, "rate_limit", "none");
	wrong = sandbox_load(&sb, mem);
	if (wrong != NULL)
		print_error("%s\n", wrong);
	arena_end(mem);
	ask_begin(&a, &sb);
	ask_token(&a);
	return wrong != NULL;
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
test_fields(void **state)
{
	int merged = 0, deleted = 0, chats = 0;
	const struct conv *cv = sb.store.v;

	(void)state;
	assert_int_equal(sb.store.n, COUNT);
	for (size_t i = 0; i < sb.store.n; i++, cv++) {
		merged += cv->merged_into != 0;
		deleted += cv->gone && cv->merged_into == 0;
		chats += cv->chat;
		if (cv->gone)
			continue;
		check_conversation(cv);
		assert_int_equal(
		    check_threads(cv), scan_get_int(conv_json(cv), "threads"));
	}
	assert_true(merged > 0 && deleted > 0 && chats > 0);
	assert_int_equal(sb.dir.users.n, 8);
	assert_int_equal(sb.dir.mailboxes_n, 3);
}

/* What differs among mails makes the demonstration believable. */
static void
test_variety(void **state)
{
	static const char *const wanted[] = { "blockquote", "gmail_quote",
		"helpscout-signature", "MsoNormal", "Sent from my",
		"App version: 3.8.1", "stürzt", "Здравствуйте", "ログイン",
		"مرحبا", "Bonjour", "😡", "\"rating\":\"great\"",
		"\"rating\":\"not_good\"", "\"state\":\"draft\"",
		"\"type\":\"note\"", "\"filename\"", "manual-workflow" };
	struct sbuf all = SBUF_INIT;

	(void)state;
	for (size_t i = 0; i < sb.store.n; i++)
		sbuf_add(&all, sb.store.v[i].json, sb.store.v[i].len);
	for (size_t i = 0; i < LEN(wanted); i++)
		if (strstr(all.s, wanted[i]) == NULL)
			fail_msg("nowhere: %s", wanted[i]);
	sbuf_free(&all);
}

/* Read page by page, every conversation comes once. */
static void
test_crawl(void **state)
{
	char target[256] = "/v2/conversations?status=all&embed=threads&"
			   "sortField=modifiedAt&sortOrder=asc&page=1";
	int64_t last = 0, id;
	struct conv *cv;
	struct slice item;
	size_t seen = 0;
	const char *next;

	(void)state;
	do {
		assert_int_equal(ask(&a, "GET", target), 200);
		for (size_t i = 0; ask_item(&a, "conversations", i, &item);
		     i++, seen++) {
			id = scan_get_int(item, "id");
			cv = store_find(&sb.store, id);
			assert_non_null(cv);
			assert_false(cv->gone);
			cv->gone = true; /* twice would fail */
			assert_true(cv->modified >= last);
			last = cv->modified;
		}
		next = ask_text(&a, "_links.next.href");
		snprintf(target, sizeof(target), "%s",
		    *next ? strstr(next, "/v2") : "");
	} while (*target != '\0');
	assert_int_equal(seen, ask_int(&a, "page.totalElements"));
	for (size_t i = 0; i < sb.store.n; i++)
		assert_true(sb.store.v[i].gone);
}

static void
test_live(void **state)
{
	size_t before = sb.store.n;
	int64_t total;

	(void)state;
	assert_null(option_set(&sb.opt, a.mem, "live", "60"));
	ask(&a, "GET", "/v2/users/me");
	clock_set(NOW + 120);
	ask(&a, "GET",
	    "/v2/conversations?status=all&"
	    "modifiedSince=2026-01-15T12:00:01Z");
	total = ask_int(&a, "page.totalElements");
	assert_in_range(total, 60, 180);
	assert_true(sb.store.n > before + 30);
	assert_true(sb.store.n < before + (size_t)total);
	for (size_t i = before; i < sb.store.n; i++)
		check_person(
		    need(conv_json(&sb.store.v[i]), "primaryCustomer", '{'));
	assert_int_equal(ask(&a, "POST", "/_sandbox/event?count=40"), 200);
	ask(&a, "GET", "/_sandbox/stats");
	assert_true(ask_int(&a, "events") >= 100);
}

/* An outbreak begins when it is to, swells, stays for hours, and is over. */
static void
test_surge(void **state)
{
	size_t before = sb.store.n, first, later;

	(void)state;
	assert_int_equal(
	    ask(&a, "GET", "/_sandbox/surge?after=86401"), 400);
	assert_int_equal(
	    ask(&a, "GET", "/_sandbox/surge?after=60&rate=6"), 200);
	clock_set(NOW + 59);
	ask(&a, "GET", "/v2/users/me");
	assert_int_equal(sb.store.n, before);
	clock_set(NOW + 60 + 600);
	ask(&a, "GET", "/v2/users/me");
	first = sb.store.n - before;
	assert_in_range(first, 25, 70);
	clock_set(NOW + 60 + 4 * HOUR);
	ask(&a, "GET", "/v2/users/me");
	before = sb.store.n;
	clock_set(NOW + 60 + 4 * HOUR + 600);
	ask(&a, "GET", "/v2/users/me");
	later = sb.store.n - before;
	assert_in_range(later, 1, first / 2);
	clock_set(NOW + 6 * HOUR);
	ask(&a, "GET", "/v2/users/me");
	before = sb.store.n;
	clock_set(NOW + 8 * HOUR);
	ask(&a, "GET", "/v2/users/me");
	assert_int_equal(sb.store.n, before);
}

/* As many new ones as the history has at such an hour, whatever else happens. */
static void
test_usual(void **state)
{
	size_t before = sb.store.n;

	(void)state;
	assert_null(option_set(&sb.opt, a.mem, "live", "60"));
	assert_null(option_set(&sb.opt, a.mem, "live_new", "usual"));
	for (int h = 1; h <= 24; h++) {
		clock_set(NOW + h * HOUR);
		ask(&a, "GET", "/v2/users/me");
	}
	/* 1,500 in 30 days, less those of the outbreak */
	assert_in_range(sb.store.n - before, 25, 75);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_same_seed_same_bytes),
		cmocka_unit_test(test_history),
		TEST(test_fields),
		TEST(test_variety),
		TEST(test_crawl),
		TEST(test_live),
		TEST(test_surge),
		TEST(test_usual),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
