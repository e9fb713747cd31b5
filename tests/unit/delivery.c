/* SPDX-License-Identifier: MIT */
/* Deliveries of webhooks: who signed them, and what they lead to. */
#include "unit.h"

#include "base/arena.h"
#include "model/delivery.h"

/* Published by Help Scout's SDK (examples/incoming_webhook.php, MIT) and on its
 * documentation page, whose worked example the second is. */
static const struct {
	const char *body, *secret, *signature;
} published[] = {
	{ "{\"id\":123}", "asdfasdf", "7S2+kN8bZsrdAEADJ+yYfWWsf/4=" },
	{ "{\"ticket\":{\"id\":\"1\",\"number\":\"2\"},\"customer\":{\"id\":\"1\","
	  "\"fname\":\"Jackie\",\"lname\":\"Chan\",\"email\":"
	  "\"jackie.chan@somewhere.com\",\"emails\":"
	  "[\"jackie.chan@somewhere.com\"]}}", "your secret key",
	  "I1KlvGppYqvFTJgJ9jezdQMDiyI=" },
};

static void
test_published(void **state)
{
	struct arena *mem = arena_begin();

	(void)state;
	for (size_t i = 0; i < LEN(published); i++) {
		const char *body = published[i].body;

		assert_int_equal(delivery_check(published[i].secret,
		    published[i].signature, body, strlen(body)), DELIVERY_OK);
		assert_string_equal(delivery_sign(mem, published[i].secret,
		    body, strlen(body)), published[i].signature);
	}
	arena_end(mem);
}

/* Every bit of every byte, of body, secret and signature; one byte more, one
 * less. */
static void
test_altered(void **state)
{
	struct arena *mem = arena_begin();

	(void)state;
	for (size_t i = 0; i < LEN(published); i++) {
		const char *all[] = { published[i].body, published[i].secret,
			published[i].signature };
		size_t len = strlen(all[0]);

		for (size_t k = 0; k < LEN(all); k++) {
			char *bad = arena_text(mem, all[k]);
			const char *now[] = { all[0], all[1], all[2] };

			now[k] = bad;
			for (size_t at = 0; at < strlen(all[k]) * 8; at++) {
				bad[at / 8] ^= (char)(1 << at % 8);
				if (delivery_check(now[1], now[2], now[0],
				    len) == DELIVERY_OK)
					fail_msg("%s, bit %zu", all[k], at);
				bad[at / 8] ^= (char)(1 << at % 8);
			}
		}
		assert_int_equal(delivery_check(all[1], all[2], all[0],
		    len - 1), DELIVERY_FORGED);
		assert_int_equal(delivery_check(all[1], all[2],
		    arena_fmt(mem, "%s\n", all[0]), len + 1), DELIVERY_FORGED);
	}
	arena_end(mem);
}

static void
test_refused(void **state)
{
	static const struct {
		const char *why, *secret, *signature;
		enum delivery_verdict verdict;
	} cases[] = {
		{ "no secret: all are refused", "",
		    "7S2+kN8bZsrdAEADJ+yYfWWsf/4=", DELIVERY_SECRET },
		{ "even what the empty key signs", "",
		    "+C6w7BzvVH1fUGnLkJLhy0n0ZAw=", DELIVERY_SECRET },
		{ "no signature", "asdfasdf", "", DELIVERY_UNSIGNED },
		{ "another secret", "asdfasde", "7S2+kN8bZsrdAEADJ+yYfWWsf/4=",
		    DELIVERY_FORGED },
		{ "hex, as one replaced system wanted it", "asdfasdf",
		    "ed2dbe90df1b66cadd00400327ec987d65ac7ffe",
		    DELIVERY_MALFORMED },
		{ "base64url", "asdfasdf", "7S2-kN8bZsrdAEADJ-yYfWWsf_4=",
		    DELIVERY_MALFORMED },
		{ "without padding", "asdfasdf", "7S2+kN8bZsrdAEADJ+yYfWWsf/4",
		    DELIVERY_MALFORMED },
		{ "a blank before it", "asdfasdf",
		    " 7S2+kN8bZsrdAEADJ+yYfWWsf/4=", DELIVERY_MALFORMED },
		{ "21 bytes", "asdfasdf", "7S2+kN8bZsrdAEADJ+yYfWWsf/4A",
		    DELIVERY_MALFORMED },
		{ "stray bits before the padding", "asdfasdf",
		    "7S2+kN8bZsrdAEADJ+yYfWWsf/5=", DELIVERY_MALFORMED },
	};

	(void)state;
	for (size_t i = 0; i < LEN(cases); i++) {
		print_message("%s\n", cases[i].why);
		assert_int_equal(delivery_check(cases[i].secret,
		    cases[i].signature, "{\"id\":123}", 10), cases[i].verdict);
	}
}

/* 410 would switch the webhook off, and a 2xx would say that it was taken. */
static void
test_answers(void **state)
{
	(void)state;
	for (int v = DELIVERY_OK + 1; v <= DELIVERY_CUT; v++) {
		const struct refusal *r =
		    delivery_refusal((enum delivery_verdict)v);
		int status = rc_status(r->rc);

		assert_in_range(status, 400, 503);
		assert_int_not_equal(status, 410);
		assert_true(*r->words != '\0');
		assert_true(*r->cause != '\0');
	}
}

static void
test_read(void **state)
{
	static const struct {
		const char *why, *event, *body;
		enum delivery_work work;
		int64_t resource, conversation;
	} cases[] = {
		{ "a conversation", "convo.created", "{\"id\":7}",
		    WORK_CONVERSATION, 7, 7 },
		{ "merged: whichever it is", "convo.merged", "{\"id\":7}",
		    WORK_CONVERSATION, 7, 7 },
		{ "moved", "convo.moved", "{\"id\":7,\"mailboxId\":3}",
		    WORK_CONVERSATION, 7, 7 },
		{ "deleted", "convo.deleted", "{\"id\":7}", WORK_DELETED, 7, 7 },
		{ "a rating names it apart", "satisfaction.ratings",
		    "{\"id\":71,\"conversationId\":7}", WORK_CONVERSATION, 71,
		    7 },
		{ "one that does not is of no use", "satisfaction.ratings",
		    "{\"id\":71}", WORK_NOTHING, 71, 0 },
		{ "a customer", "customer.deleted", "{\"id\":5}",
		    WORK_CUSTOMER, 5, 0 },
		{ "a customer without id", "customer.deleted", "{}",
		    WORK_NOTHING, 0, 0 },
		{ "a chat's id is text", "beacon.chat.created",
		    "{\"id\":\"6c1e\"}", WORK_LOOK, 0, 0 },
		{ "a tag", "tag.updated", "{\"id\":5}", WORK_NOTHING, 5, 0 },
		{ "unknown", "convo.thought", "{\"id\":5}", WORK_NOTHING, 5, 0 },
		{ "case counts", "Convo.created", "{\"id\":5}", WORK_NOTHING, 5,
		    0 },
		{ "escaped as PHP does", "convo.created",
		    "{\"id\":7,\"_links\":{\"a\":\"https:\\/\\/x\"},"
		    "\"subject\":\"\\ud83d\\ude00 \\u00e9\"}",
		    WORK_CONVERSATION, 7, 7 },
		{ "other names of the id", "convo.created",
		    "{\"conversation_id\":7}", WORK_CONVERSATION, 7, 7 },
		{ "the last of them", "convo.created", "{\"event\":{\"id\":7}}",
		    WORK_CONVERSATION, 7, 7 },
		{ "the first that is a number", "convo.created",
		    "{\"id\":\"x\",\"conversationId\":7}", WORK_CONVERSATION, 7,
		    7 },
		{ "no event, but an id", "", "{\"id\":7}", WORK_CONVERSATION, 7,
		    7 },
		{ "no event, no id: import", "", "anything", WORK_LOOK, 0, 0 },
		{ "no body: import", "", "", WORK_LOOK, 0, 0 },
		{ "an array", "convo.created", "[7]", WORK_NOTHING, 0, 0 },
		{ "a number", "convo.created", "7", WORK_NOTHING, 0, 0 },
		{ "half of it", "convo.created", "{\"id\":7", WORK_NOTHING, 0,
		    0 },
		{ "two of them", "convo.created", "{\"id\":7}{\"id\":8}",
		    WORK_NOTHING, 0, 0 },
		{ "below zero", "convo.created", "{\"id\":-7}", WORK_NOTHING, 0,
		    0 },
		{ "no whole number", "convo.created", "{\"id\":7.5}",
		    WORK_NOTHING, 0, 0 },
		{ "an id that is null", "convo.created", "{\"id\":null}",
		    WORK_NOTHING, 0, 0 },
	};
	struct arena *mem = arena_begin();
	struct delivery d;

	(void)state;
	for (size_t i = 0; i < LEN(cases); i++) {
		print_message("%s\n", cases[i].why);
		delivery_read(mem, cases[i].event, cases[i].body,
		    strlen(cases[i].body), &d);
		assert_int_equal(d.work, cases[i].work);
		assert_int_equal(d.resource, cases[i].resource);
		assert_int_equal(d.conversation, cases[i].conversation);
		assert_int_equal(*d.note != '\0', d.work == WORK_NOTHING);
	}
	arena_end(mem);
}

/* A name goes into the database and into pages. */
static void
test_event_names(void **state)
{
	static const char *const bad[] = { "a b", "a\nb", "a\"b", "a\x80",
		"convo.created;", "0123456789012345678901234567890123456789"
		"0123456789012345678901234" };
	struct arena *mem = arena_begin();
	struct delivery d;

	(void)state;
	for (size_t i = 0; i < LEN(bad); i++) {
		delivery_read(mem, bad[i], "{\"id\":7}", 8, &d);
		assert_string_equal(d.event, "unreadable");
		assert_int_equal(d.work, WORK_NOTHING);
	}
	arena_end(mem);
}

static void
test_registered(void **state)
{
	size_t n = 0;

	(void)state;
	for (; delivery_event(n) != NULL; n++)
		assert_int_not_equal(delivery_work(delivery_event(n)),
		    WORK_NOTHING);
	assert_int_equal(n, 18);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_published),
		cmocka_unit_test(test_altered),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_answers),
		cmocka_unit_test(test_read),
		cmocka_unit_test(test_event_names),
		cmocka_unit_test(test_registered),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
