/* SPDX-License-Identifier: MIT */
/* What is kept of a conversation, and where a walk goes next. */
#include "unit.h"

#include "base/arena.h"
#include "base/clock.h"
#include "job/facts.h"
#include "job/job.h"
#include "job/live.h"
#include "job/progress.h"
#include "job/walk.h"
#include "model/queue.h"
#include "upstream/helpscout.h"

enum { T0 = 1000000 };

/* One letter a thread: c customer, a agent, n note, d draft of an agent,
 * s scheduled reply, l line item, p phone, h chat of the customer, H chat of an
 * agent, f forward, x unknown type; a minute apart, from T0 on. */
static struct hs_thread
thread_of(char letter, int64_t at)
{
	static const struct {
		char letter;
		const char *type, *state, *author;
	} table[] = {
		{ 'c', "customer", "published", "customer" },
		{ 'a', "message", "published", "user" },
		{ 'n', "note", "published", "user" },
		{ 'd', "message", "draft", "user" },
		{ 's', "message", "published", "user" },
		{ 'l', "lineitem", "", "user" },
		{ 'p', "phone", "published", "user" },
		{ 'h', "chat", "published", "customer" },
		{ 'H', "beaconchat", "published", "user" },
		{ 'f', "forwardparent", "published", "user" },
		{ 'x', "reply", "", "" },
	};
	struct hs_thread t = { .body = "text", .source = "", .via = "",
		.rating = "", .rating_comment = "", .created_at = at,
		.id = at, .author = { 1, "", "", "", "" },
		.customer = { 0, "", "", "", "" } };

	for (size_t i = 0; i < LEN(table); i++) {
		if (table[i].letter != letter)
			continue;
		t.type = table[i].type;
		t.state = table[i].state;
		t.author.kind = table[i].author;
	}
	if (letter == 's')
		t.scheduled_for = at + 1000 * DAY;
	return t;
}

static struct hs_conversation
conversation_of(struct hs_thread *threads, const char *letters)
{
	struct hs_conversation c = { .id = 1, .number = 2, .mailbox_id = 3,
		.type = "email", .status = "active", .state = "published",
		.subject = "s", .preview = "", .source = "", .via = "",
		.customer = { 5, "customer", "", "", "" },
		.assignee = { 0, "", "", "", "" },
		.created_by = { 0, "", "", "", "" },
		.created_at = T0, .modified_at = T0, .thread_count = -1,
		.threads = threads };
	size_t n = strlen(letters);

	/* Newest first, as the API lists them. */
	for (size_t i = 0; i < n; i++)
		threads[n - 1 - i] = thread_of(letters[i],
		    T0 + 60 * (int64_t)i);
	c.n_threads = n;
	return c;
}

static void
test_facts(void **state)
{
	static const struct {
		const char *why, *threads, *status;
		int64_t first, waiting;	/* minutes after T0; -1: none */
		int64_t customers, replies, notes, messages;
	} cases[] = {
		{ "nobody answered", "c", "active", -1, 0, 1, 0, 0, 1 },
		{ "answered", "ca", "active", 1, -1, 1, 1, 0, 2 },
		{ "asked again, twice", "cacc", "active", 1, 2, 3, 1, 0, 4 },
		{ "a note is no answer", "cn", "active", -1, 0, 1, 0, 1, 2 },
		{ "a draft is no answer", "cd", "active", -1, 0, 1, 0, 0, 2 },
		{ "nor is one that is still to be sent", "cs", "active", -1, 0,
		    1, 0, 0, 2 },
		{ "nor a record of a call", "cp", "active", -1, 0, 1, 0, 0, 2 },
		{ "nor a forward", "cf", "active", -1, 0, 1, 0, 0, 2 },
		{ "nor what nobody knows", "cx", "active", -1, 0, 1, 0, 0, 2 },
		{ "a line item is no message", "cla", "active", 2, -1, 1, 1, 0,
		    2 },
		{ "what an agent begins has no first reply", "ac", "active", -1,
		    1, 1, 1, 0, 2 },
		{ "until the customer wrote", "aca", "active", 2, -1, 1, 2, 0,
		    3 },
		{ "chats are both", "hHh", "active", 1, 2, 2, 1, 0, 3 },
		{ "nobody waits in a closed one", "c", "closed", -1, -1, 1, 0,
		    0, 1 },
		{ "nor in a pending one", "cac", "pending", 1, -1, 2, 1, 0, 3 },
		{ "nor in spam", "c", "spam", -1, -1, 1, 0, 0, 1 },
		{ "no message at all", "l", "active", -1, -1, 0, 0, 0, 0 },
	};

	(void)state;
	clock_set(T0 + DAY);
	for (size_t i = 0; i < LEN(cases); i++) {
		struct arena *mem = arena_begin();
		struct hs_thread threads[8];
		struct hs_conversation c = conversation_of(threads,
		    cases[i].threads);
		struct intake_conversation row;
		struct intake_message *m;
		size_t n;

		print_message("%s\n", cases[i].why);
		c.status = cases[i].status;
		assert_true(facts_of(mem, &c, "", &row, &m, &n));
		assert_int_equal(n, cases[i].messages);
		assert_int_equal(row.first_reply_at, cases[i].first < 0 ? 0 :
		    T0 + 60 * cases[i].first);
		assert_int_equal(row.waiting_since, cases[i].waiting < 0 ? 0 :
		    T0 + 60 * cases[i].waiting);
		assert_int_equal(row.customer_count, cases[i].customers);
		assert_int_equal(row.reply_count, cases[i].replies);
		assert_int_equal(row.note_count, cases[i].notes);
		for (size_t k = 1; k < n; k++)
			assert_true(m[k - 1].created_at <= m[k].created_at);
		arena_end(mem);
	}
	clock_set(0);
}

static void
test_facts_odd(void **state)
{
	struct arena *mem = arena_begin();
	struct hs_thread threads[8];
	struct hs_conversation c = conversation_of(threads, "cx");
	const char *tags[] = { "a", "b\x1f" "c" };
	struct intake_conversation row;
	struct intake_message *m;
	size_t n;

	(void)state;
	print_message("a type nobody knows is never a customer's\n");
	assert_true(facts_of(mem, &c, "", &row, &m, &n));
	assert_string_equal(m[1].kind, "other");
	assert_string_equal(m[1].author_kind, "user");
	assert_string_equal(m[1].state, "published");
	print_message("no mailbox is not mailbox 0\n");
	c.mailbox_id = 0;
	c.tags = tags;
	c.n_tags = 2;
	assert_true(facts_of(mem, &c, "", &row, &m, &n));
	assert_int_equal(row.mailbox_id, INTAKE_NO_MAILBOX);
	assert_string_equal(row.tags, "a\x1f" "b c");
	print_message("without a time the oldest thread has it\n");
	c.created_at = c.modified_at = 0;
	assert_true(facts_of(mem, &c, "", &row, &m, &n));
	assert_int_equal(row.created_at, T0);
	assert_int_equal(row.modified_at, T0);
	print_message("or nobody\n");
	c.n_threads = 0;
	assert_false(facts_of(mem, &c, "", &row, &m, &n));
	print_message("an agent may enter a customer's message\n");
	c = conversation_of(threads, "c");
	threads[0].author.kind = "user";
	threads[0].body = "Hello<br><blockquote>On Monday you wrote:"
	    "<br>earlier</blockquote>";
	assert_true(facts_of(mem, &c, "", &row, &m, &n));
	assert_string_equal(m[0].kind, "customer");
	assert_string_equal(m[0].author_kind, "user");
	assert_string_equal(m[0].body, "Hello");
	assert_non_null(strstr(m[0].quoted, "earlier"));
	arena_end(mem);
}

static void
test_hash(void **state)
{
	struct arena *mem = arena_begin();
	struct hs_thread threads[8];
	struct hs_conversation c = conversation_of(threads, "ca");
	const char *one = facts_hash(mem, &c);

	(void)state;
	assert_int_equal(strlen(one), 2 + 64);
	assert_string_equal(one, facts_hash(mem, &c));
	c.subject = "other";
	assert_string_not_equal(one, facts_hash(mem, &c));
	c.subject = "s";
	threads[1].body = "another";
	assert_string_not_equal(one, facts_hash(mem, &c));
	threads[1].body = "text";
	print_message("text does not flow from one field into the next\n");
	c.subject = "";
	c.preview = "s";
	assert_string_not_equal(one, facts_hash(mem, &c));
	arena_end(mem);
}

/* A list that loses conversations while it is read must still be read whole. */
static void
read_shrinking(int size, int deletions)
{
	enum { TOTAL = 1000 };
	static bool gone[TOTAL], met[TOTAL];
	struct cursor c = { .name = "crawl" };
	bool over = false;
	int pages = 0;

	memset(gone, 0, sizeof(gone));
	memset(met, 0, sizeof(met));
	walk_begin_crawl(&c, 0, 1);
	while (!over && pages < 10000) {
		int64_t total = 0, from = (c.page - 1) * size, at = 0;
		struct hs_page page = { .size = size };

		for (int i = 0; i < TOTAL; i++)
			total += !gone[i];
		for (int i = 0; i < TOTAL; i++) {
			if (gone[i])
				continue;
			if (at >= from && at < from + size) {
				met[i] = true;
				page.n++;
			}
			at++;
		}
		page.total = total;
		page.pages = (total + size - 1) / size;
		over = c.page >= page.pages;
		if (walk_advance(&c, &page))
			over = false;
		pages++;
		/* From the front, where it hurts, every third time. */
		for (int k = 0, i = 0; k < deletions && i < TOTAL &&
		    pages % 3 == 0 && pages < 100; i++) {
			if (!gone[i] && met[i]) {
				gone[i] = true;
				k++;
			}
		}
	}
	for (int i = 0; i < TOTAL; i++)
		assert_true(met[i] || gone[i]);
	print_message("size %d, %d deleted at a time: %d pages read\n", size,
	    deletions, pages);
}

static void
test_walk_shrinking(void **state)
{
	(void)state;
	read_shrinking(25, 0);
	read_shrinking(25, 1);
	read_shrinking(25, 7);
	read_shrinking(10, 9);
}

static void
test_walk_sweep(void **state)
{
	struct cursor c = { .name = "sweep", .watermark = 10000,
		.done_at = 10050 };
	struct hs_page page = { .n = 3, .total = 3, .pages = 1, .size = 25 };

	(void)state;
	walk_begin_sweep(&c, 600, 20000);
	assert_int_equal(c.since, 9400);
	assert_true(walk_sweeping(&c));
	assert_int_equal(c.watermark, 10000);	/* until it is complete */
	assert_int_equal(c.done_at, 10050);
	assert_false(walk_advance(&c, &page));
	walk_end_sweep(&c, 20007);
	assert_int_equal(c.watermark, 20000);
	assert_int_equal(c.done_at, 20007);
	assert_false(walk_sweeping(&c));
}

static void
test_walk_stopped(void **state)
{
	struct cursor c = { .name = "crawl", .page = 7, .started_at = 100,
		.seen = 150, .total = 900 };

	(void)state;
	walk_stop_crawl(&c, 200);
	print_message("it is over, and deletions are not looked for\n");
	assert_false(walk_crawling(&c));
	assert_int_equal(c.watermark, c.started_at);
	walk_resume_crawl(&c);
	print_message("taken up, it goes on where it was\n");
	assert_true(walk_crawling(&c));
	assert_int_equal(c.page, 7);
	assert_int_equal(c.watermark, 0);
	walk_end_crawl(&c, 300);
	walk_resume_crawl(&c);
	print_message("one that is complete stays so\n");
	assert_false(walk_crawling(&c));
}

static void
test_words(void **state)
{
	struct arena *mem = arena_begin();
	struct cursor c = { .page = 51, .pages = 2000, .seen = 1250,
		.total = 50000 };
	struct progress p;

	(void)state;
	progress_begin(&p, 0, 0, false);
	assert_string_equal(progress_words(&p, mem, &c),
	    "1,250 of 50,000 conversations, page 51 of 2,000");
	p.rate = 210;
	assert_string_equal(progress_words(&p, mem, &c), "1,250 of 50,000 "
	    "conversations, page 51 of 2,000, 210/s, 4 min left");
	c.total = 0;
	p.rate = 0;
	assert_string_equal(progress_words(&p, mem, &c),
	    "1,250 of 1,250 conversations, page 51 of 2,000");
	arena_end(mem);
}

static void
test_waits(void **state)
{
	(void)state;
	assert_int_equal(queue_wait_s(1), 30);
	assert_int_equal(queue_wait_s(2), 60);
	assert_int_equal(queue_wait_s(5), 480);
	assert_int_equal(queue_wait_s(100), 3600);
	assert_int_equal(job_wait_ms(100, 500, 0), 400);
	assert_int_equal(job_wait_ms(100, 500, 250), 150);
	assert_int_equal(job_wait_ms(100, 500, 900), 400);
	assert_int_equal(job_wait_ms(900, 500, 0), 0);
}

static void
test_spread(void **state)
{
	static const struct {
		const char *why;
		int64_t viewers, ms;
	} cases[] = {
		{ "nobody looks", 0, 250 },
		{ "a few: too short to notice", 8, 250 },
		{ "as many as are answered in that time", 100, 250 },
		{ "one more second for each 400", 400, 1000 },
		{ "2,000", 2000, 5000 },
		{ "so many that each waits for as long as without events", 6000,
		    15000 },
		{ "and no longer, however many", INT64_MAX / 1000, 15000 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		print_message("  %s\n", cases[i].why);
		assert_int_equal(live_spread_ms(cases[i].viewers), cases[i].ms);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_facts),
		cmocka_unit_test(test_facts_odd),
		cmocka_unit_test(test_hash),
		cmocka_unit_test(test_walk_shrinking),
		cmocka_unit_test(test_walk_sweep),
		cmocka_unit_test(test_walk_stopped),
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_waits),
		cmocka_unit_test(test_spread),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
