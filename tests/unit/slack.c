/* SPDX-License-Identifier: MIT */
/* Slack: what answers mean, text made harmless, signatures, what alerts say. */
#include "unit.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/utf8.h"
#include "job/notify_digest.h"
#include "job/notify_say.h"
#include "model/alert_rule.h"
#include "model/press.h"
#include "text/json_read.h"
#include "upstream/slack.h"
#include "upstream/slack_text.h"

#include <stdlib.h>

#define J "\xe2\x81\xa0"
#define DOTS "\xe2\x80\xa6"

/* --- text ------------------------------------------------------------------------ */

static void
test_text(void **state)
{
	static const struct {
		const char *why, *in;
		size_t most;
		const char *mrkdwn, *plain;
	} cases[] = {
		{ "nothing", "", 10, "", "" },
		{ "letters", "crash", 10, "crash", "crash" },
		{ "exactly as long", "crash", 5, "crash", "crash" },
		{ "one too long", "crashes", 6, "crash" DOTS, "crash" DOTS },
		{ "all present", "<!channel> & <@U1>", 99,
		  "&lt;!channel&gt; &amp; &lt;@U1&gt;",
		  "<!channel> & <@U1>" },
		{ "what escaping adds counts", "&&&", 11, "&amp;&amp;" DOTS,
		  "&&&" },
		{ "no entity is cut", "&&", 9, "&amp;" DOTS, "&&" },
		{ "an escaped text is escaped again", "&lt;", 99, "&amp;lt;",
		  "&lt;" },
		{ "marks are no marks", "*a* _b_ ~c~ `d`", 99,
		  J "*" J "a" J "*" J " " J "_" J "b" J "_" J " " J "~" J "c"
		  J "~" J " " J "`" J "d" J "`" J, "*a* _b_ ~c~ `d`" },
		{ "line breaks", "a\nb\r\tc", 99, "a b  c", "a b  c" },
		{ "a quote at the front of a line", "x\n>quoted", 99,
		  "x &gt;quoted", "x >quoted" },
		{ "characters, not bytes", "\xc3\xa4\xc3\xb6\xc3\xbc", 3,
		  "\xc3\xa4\xc3\xb6\xc3\xbc", "\xc3\xa4\xc3\xb6\xc3\xbc" },
		{ "cut between characters", "\xc3\xa4\xc3\xb6\xc3\xbc", 2,
		  "\xc3\xa4" DOTS, "\xc3\xa4" DOTS },
		{ "astral", "\xf0\x9f\x94\xb4\xf0\x9f\x94\xb4", 1, DOTS, DOTS },
		{ "no UTF-8", "a\xff" "b", 9, "a\xef\xbf\xbd" "b",
		  "a\xef\xbf\xbd" "b" },
		{ "no room at all", "a", 0, "", "" },
	};
	struct arena *mem = arena_begin();

	(void)state;
	for (size_t i = 0; i < LEN(cases); i++) {
		printf("# %s\n", cases[i].why);
		assert_string_equal(slack_mrkdwn(mem, cases[i].in,
		    cases[i].most), cases[i].mrkdwn);
		assert_string_equal(slack_plain(mem, cases[i].in,
		    cases[i].most), cases[i].plain);
	}
	arena_end(mem);
}

/* Whatever goes in: no more than allowed comes out, and nothing that Slack reads. */
static void
test_text_random(void **state)
{
	static const char *const pieces[] = { "<", ">", "&", "!channel", "@U1",
		"*", "_", "\n", "a", "\xc3\xa4", "\xf0\x9f\x94\xb4", "|", "```" };
	struct arena *mem = arena_begin();
	unsigned seed = 7;

	(void)state;
	for (int round = 0; round < 2000; round++) {
		char in[256] = "";
		size_t len = 0, most = (size_t)(round % 40);
		const char *out;

		for (int i = 0; i < 20; i++) {
			const char *p = pieces[(seed = seed * 1103515245 +
			    12345) / 65536 % LEN(pieces)];

			memcpy(in + len, p, strlen(p) + 1);
			len += strlen(p);
		}
		out = slack_mrkdwn(mem, in, most);
		assert_true(utf8_count(out, strlen(out)) <= most);
		assert_true(utf8_valid(out, strlen(out)));
		assert_null(strpbrk(out, "<>\n"));
		for (const char *p = out; (p = strchr(p, '&')) != NULL; p++)
			assert_true(strncmp(p, "&amp;", 5) == 0 ||
			    strncmp(p, "&lt;", 4) == 0 ||
			    strncmp(p, "&gt;", 4) == 0);
		arena_reset(mem);
	}
	arena_end(mem);
}

/* --- answers ----------------------------------------------------------------------- */

static void
test_answers(void **state)
{
	static const struct {
		const char *why;
		int status;
		const char *body;
		enum slack_result result;
		const char *code;
	} cases[] = {
		{ "good", 200, "{\"ok\":true,\"ts\":\"1.2\"}", SLACK_OK, "" },
		{ "good with a warning", 200,
		  "{\"ok\":true,\"warning\":\"missing_charset\"}", SLACK_OK, "" },
		{ "429 without JSON", 429, "slow down", SLACK_BUSY, "" },
		{ "429 as an error of 200", 200,
		  "{\"ok\":false,\"error\":\"rate_limited\"}", SLACK_BUSY,
		  "rate_limited" },
		{ "500", 500, "{\"ok\":false,\"error\":\"x\"}", SLACK_UNSURE,
		  "" },
		{ "a page for people", 200, "<html>", SLACK_UNSURE, "" },
		{ "empty", 200, "", SLACK_UNSURE, "" },
		{ "JSON of something else", 200, "{\"a\":1}", SLACK_UNSURE,
		  "" },
		{ "an array", 200, "[]", SLACK_UNSURE, "" },
		{ "part of the work may be done", 200,
		  "{\"ok\":false,\"error\":\"internal_error\"}", SLACK_UNSURE,
		  "internal_error" },
		{ "the token", 200, "{\"ok\":false,\"error\":\"invalid_auth\"}",
		  SLACK_CONFIG, "invalid_auth" },
		{ "the channel", 200,
		  "{\"ok\":false,\"error\":\"not_in_channel\"}", SLACK_PLACE,
		  "not_in_channel" },
		{ "the content", 200,
		  "{\"ok\":false,\"error\":\"invalid_blocks\"}", SLACK_CONTENT,
		  "invalid_blocks" },
		{ "a code that nobody knows", 200,
		  "{\"ok\":false,\"error\":\"brand_new\"}", SLACK_CONTENT,
		  "brand_new" },
		{ "no code at all", 200, "{\"ok\":false}", SLACK_CONTENT, "" },
		{ "deleted", 200,
		  "{\"ok\":false,\"error\":\"message_not_found\"}", SLACK_GONE,
		  "message_not_found" },
	};
	struct arena *mem = arena_begin();

	(void)state;
	for (size_t i = 0; i < LEN(cases); i++) {
		const char *code;

		printf("# %s\n", cases[i].why);
		assert_int_equal(slack_result_of(mem, cases[i].status,
		    cases[i].body, strlen(cases[i].body), &code),
		    cases[i].result);
		assert_string_equal(code, cases[i].code);
	}
	arena_end(mem);
}

/* --- signatures ---------------------------------------------------------------------- */

/* The first is Slack's published example. */
static const struct {
	const char *secret, *at, *body, *signature;
} vectors[] = {
	{ "8f742231b10e8888abcd99yyyzzz85a5", "1531420618",
	  "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain="
	  "testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id="
	  "U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&"
	  "response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J"
	  "%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015."
	  "47445629121.803a0bc887a14d10d2c447fce8b6703c",
	  "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"
	},
	{ "example-signing-secret", "1780000000",
	  "payload=%7B%22type%22%3A%22block_actions%22%7D",
	  "v0=60ac17f72f1c1438bc14ea3d2719c326904dfc83e5746d74f4ba24421e299abd"
	},
};

static bool
genuine(size_t v, const char *body, const char *signature, int64_t later)
{
	return press_check(vectors[v].secret, vectors[v].at, signature, body,
	    strlen(body), strtoll(vectors[v].at, NULL, 10) + later) == PRESS_OK;
}

static void
test_signatures(void **state)
{
	char body[1024], signature[80];

	(void)state;
	for (size_t v = 0; v < LEN(vectors); v++) {
		assert_true(genuine(v, vectors[v].body, vectors[v].signature,
		    0));
		for (size_t i = 0; vectors[v].body[i] != '\0'; i++) {
			snprintf(body, sizeof(body), "%s", vectors[v].body);
			body[i] ^= 1;
			assert_false(genuine(v, body, vectors[v].signature, 0));
		}
		for (size_t i = 0; vectors[v].signature[i] != '\0'; i++) {
			snprintf(signature, sizeof(signature), "%s",
			    vectors[v].signature);
			signature[i] ^= 1;
			assert_false(genuine(v, vectors[v].body, signature, 0));
		}
	}
}

static void
test_freshness(void **state)
{
	static const struct {
		const char *why;
		int64_t later;
		bool good;
	} cases[] = {
		{ "as it was made", 0, true },
		{ "five minutes later", 300, true },
		{ "a second more", 301, false },
		{ "a clock five minutes behind", -300, true },
		{ "a second more", -301, false },
	};
	static const struct {
		const char *why, *secret, *at;
		bool unsigned_too;
		enum press_verdict verdict;
	} refused[] = {
		{ "nothing to check it by", "", "1780000000", false,
		    PRESS_SECRET },
		{ "another secret", "other", "1780000000", false,
		    PRESS_FORGED },
		{ "no time", "example-signing-secret", "", false,
		    PRESS_UNSIGNED },
		{ "no signature", "example-signing-secret", "1780000000", true,
		    PRESS_UNSIGNED },
		{ "a blank before it", "example-signing-secret", " 1780000000",
		    false, PRESS_STALE },
		{ "a time that no number holds", "example-signing-secret",
		    "99999999999999999999", false, PRESS_STALE },
	};
	const char *body = vectors[1].body, *sign = vectors[1].signature;
	const int64_t at = 1780000000;

	(void)state;
	for (size_t i = 0; i < LEN(cases); i++) {
		printf("# %s\n", cases[i].why);
		assert_int_equal(genuine(1, body, sign, cases[i].later),
		    cases[i].good);
	}
	for (size_t i = 0; i < LEN(refused); i++) {
		printf("# %s\n", refused[i].why);
		assert_int_equal(press_check(refused[i].secret, refused[i].at,
		    refused[i].unsigned_too ? "" : sign, body, strlen(body),
		    at), refused[i].verdict);
	}
	assert_false(genuine(1, body, "", 0));
	assert_false(genuine(1, body, "v1=60ac17f72f1c1438bc14ea3d2719c326904d"
	    "fc83e5746d74f4ba24421e299abd", 0));
	assert_false(genuine(1, body, "v0=60AC17F72F1C1438BC14EA3D2719C326904D"
	    "FC83E5746D74F4BA24421E299ABD", 0));
}

static void
test_payload(void **state)
{
	static const char body[] = "a=b&payload=%7B%22type%22%3A+%22block_"
	    "actions%22%2C%22user%22%3A%7B%22username%22%3A%22ann+o%27k%22%7D%2C"
	    "%22actions%22%3A%5B%7B%22action_id%22%3A%22ack%22%2C%22value%22%3A"
	    "%227%22%7D%5D%7D&c=d";
	static const char *const bad[] = { "", "payload", "payload=",
		"payload=%7", "payload=%7B", "payload=%5B%5D", "payload=%zz",
		"xpayload=%7B%7D", "payload=7" };
	struct arena *mem = arena_begin();
	struct press p;

	(void)state;
	assert_true(press_read(mem, body, strlen(body), &p));
	assert_string_equal(p.type, "block_actions");
	assert_string_equal(p.user, "ann_o_k");
	assert_string_equal(p.action, "ack");
	assert_string_equal(p.value, "7");
	assert_string_equal(p.team_id, "");
	for (size_t i = 0; i < LEN(bad); i++)
		assert_false(press_read(mem, bad[i], strlen(bad[i]), &p));
	arena_end(mem);
}

/* --- what alerts say ------------------------------------------------------------------ */

static const struct say_place place = { "https://t.example",
	"https://hs.example", true };

static struct alert_incident
crash(void)
{
	return (struct alert_incident){ .id = 7, .state = "new",
		.severity = "high", .title = "Crashes, mostly on Android 2.4.1",
		.platform = "android",
		.app_version = "2.4.1", .reports = 24, .seconds = 7200,
		.expected = 3.1, .conversations = 31, .customers = 28,
		.begins_at = 1768381200, .raised_at = 1768384800,
		.fixed_in = "", .owner = "", .mention = "U0ANN",
		.escalate_to = "S0LEADS" };
}

static void
test_states(void **state)
{
	static const struct {
		const char *state, *starts, *has, *not;
	} cases[] = {
		{ "new", "New", "\"ack\"", NULL },
		{ "ongoing", "Ongoing", "\"mute_24h\"", NULL },
		{ "escalating", "Escalating", "\"resolve\"", NULL },
		{ "regressed", "Back again", "\"ack\"", NULL },
		{ "acknowledged", "Acknowledged", "\"mute_24h\"", "\"ack\"" },
		{ "muted", "Muted until it gets worse", "\"ack\"",
		  "\"mute_24h\"" },
		{ "resolved", "Resolved", "\"open\"", "\"resolve\"" },
		{ "of tomorrow", "of tomorrow", "\"open\"", "\"ack\"" },
	};
	struct arena *mem = arena_begin();
	struct json_object *json;
	const char *why;

	(void)state;
	for (size_t i = 0; i < LEN(cases); i++) {
		struct alert_incident in = crash();
		struct telling t;

		in.state = cases[i].state;
		t = say_incident(mem, &place, &in);
		printf("# %s\n", t.text);
		assert_non_null(strstr(t.text, cases[i].starts));
		assert_non_null(strstr(t.text, "24 reports in 2 h, 3.1 usual"));
		assert_non_null(strstr(t.text, "<@U0ANN>"));
		assert_non_null(strstr(t.blocks, cases[i].has));
		if (cases[i].not != NULL)
			assert_null(strstr(t.blocks, cases[i].not));
		assert_int_equal(json_parse(mem, t.blocks, strlen(t.blocks),
		    &json, &why), RC_OK);
	}
	arena_end(mem);
}

/* Texts of any length and content: what Slack takes, and no mention but ours. */
static int
count(const char *text, const char *what)
{
	int n = 0;

	while ((text = strstr(text, what)) != NULL) {
		text += strlen(what);
		n++;
	}
	return n;
}

static void
test_hostile(void **state)
{
	struct arena *mem = arena_begin();
	char *evil = arena_alloc(mem, 60001);
	struct alert_incident in = crash();
	const char *tags[40];
	struct alert_ticket ticket = { .id = 1, .number = 2, .severity = "low",
		.mention = "", .tags = tags, .n_tags = 40 };
	struct alert_event e = { 9, "note", "new", "new", "", "", 0, "" };
	struct telling all[3];

	(void)state;
	for (size_t i = 0; i < 6000; i++)
		memcpy(evil + 10 * i, "<!channel>", 10);
	for (size_t i = 0; i < 40; i++)
		tags[i] = evil;
	in.title = in.platform = in.app_version = in.owner = in.state =
	    in.mention = evil;
	ticket.subject = ticket.one_liner = ticket.device = ticket.customer =
	    ticket.platform = ticket.user_id = ticket.intent = evil;
	e.who = e.note = evil;
	all[0] = say_incident(mem, &place, &in);
	all[1] = say_ticket(mem, &place, &ticket);
	all[2] = say_event(mem, &in, &e);
	for (size_t i = 0; i < 3; i++) {
		/* or Slack makes links and mentions of plain words */
		assert_int_equal(count(all[i].blocks, "\"mrkdwn\""),
		    count(all[i].blocks, "\"verbatim\":true"));
		assert_null(strstr(all[i].text, "<!channel"));
		assert_true(utf8_count(all[i].text, strlen(all[i].text)) <=
		    SLACK_TEXT_MAX);
		assert_null(strstr(all[i].text, "<@"));
	}
	/* plain_text may hold it, nothing is read there: the title of an
	 * incident alone is such a text */
	in.title = "Crashes";
	all[0] = say_incident(mem, &place, &in);
	for (size_t i = 0; i < 3; i++)
		assert_null(strstr(all[i].blocks, "\\u003c!channel"));
	arena_end(mem);
}

static void
test_mentions(void **state)
{
	static const struct {
		const char *id, *said;
	} cases[] = {
		{ "U012ABC", "<@U012ABC>" }, { "W012ABC", "<@W012ABC>" },
		{ "S012ABC", "<!subteam^S012ABC>" }, { "", "" }, { "U", "" },
		{ "C012ABC", "" }, { "u012abc", "" }, { "U01>", "" },
		{ "!channel", "" },
	};
	struct arena *mem = arena_begin();

	(void)state;
	for (size_t i = 0; i < LEN(cases); i++) {
		assert_string_equal(say_mention(mem, cases[i].id),
		    cases[i].said);
		assert_int_equal(alert_is_person(cases[i].id),
		    *cases[i].id == '\0' || *cases[i].said != '\0');
	}
	arena_end(mem);
}

static void
test_events(void **state)
{
	static const struct {
		const char *why, *kind, *from, *to, *who, *id, *says;
		bool mentions;
	} cases[] = {
		{ "by the program", "escalated", "new", "escalating", "program",
		  "", "Escalating: 24 reports", true },
		{ "by a person of Tidemark", "acknowledged", "new",
		  "acknowledged", "bob", "", "Acknowledged by bob", false },
		{ "by Slack", "muted", "new", "muted", "slack:ann", "U0ANN",
		  "Muted by ann", false },
		{ "of its own", "quieted", "ongoing", "resolved", "program", "",
		  "back to usual", false },
		{ "came back", "regressed", "resolved", "regressed", "program",
		  "", "Back again", true },
		{ "by whom it is for", "reopened", "resolved", "regressed",
		  "slack:ann", "U0ANN", "Back again by ann", false },
		{ "by somebody else", "reopened", "resolved", "regressed",
		  "slack:bob", "U0BOB", "Back again by bob", true },
		{ "its time is over", "mute ended", "muted", "ongoing",
		  "program", "", "No longer muted", false },
		{ "a note", "note", "new", "new", "bob", "", "Note by bob",
		  false },
	};
	struct arena *mem = arena_begin();
	struct alert_incident in = crash();

	(void)state;
	for (size_t i = 0; i < LEN(cases); i++) {
		struct alert_event e = { 1, cases[i].kind, cases[i].from,
			cases[i].to, cases[i].who, "", 0, cases[i].id };
		struct telling t = say_event(mem, &in, &e);

		printf("# %s: %s\n", cases[i].why, t.text);
		assert_non_null(strstr(t.text, cases[i].says));
		assert_int_equal(strstr(t.text, "<@U0ANN>") != NULL,
		    cases[i].mentions);
	}
	arena_end(mem);
}

static void
test_tickets(void **state)
{
	static const struct {
		const char *kinds[4];
		size_t n;
		const char *intent, *label, *tags;
	} cases[] = {
		{ { "delete_request" }, 1, "", "DELETE ACCOUNT: #77",
		  "DELETE_REQUEST, vip" },
		{ { "critical", "delete_request" }, 2, "",
		  "DELETE ACCOUNT: #77",
		  "DELETE_REQUEST, \xf0\x9f\x94\xb4 CRITICAL, vip" },
		{ { "empty" }, 1, "", "Empty: #77", "EMPTY_TICKET, vip" },
		{ { "unreadable" }, 1, "", "Unreadable: #77",
		  "UNREADABLE, vip" },
		{ { "critical" }, 1, "offerwall_issue", "Critical: #77",
		  "CRITICAL, \xf0\x9f\x8e\x81 OfferWall, vip" },
	};
	const char *tag[] = { "vip" };
	struct arena *mem = arena_begin();

	(void)state;
	for (size_t i = 0; i < LEN(cases); i++) {
		const char *kinds[4];
		struct alert_ticket in = { .id = 5, .number = 77,
			.created_at = 1768381200, .subject = "Hello",
			.severity = "high", .one_liner = "Says hello.",
			.intent = cases[i].intent, .platform = "ios", .device = "", .customer = "Pat",
			.user_id = "", .mention = "", .kinds = kinds,
			.n_kinds = cases[i].n, .tags = tag, .n_tags = 1 };
		struct telling t;

		memcpy(kinds, cases[i].kinds, sizeof(kinds));
		t = say_ticket(mem, &place, &in);
		assert_non_null(strstr(t.text, cases[i].label));
		assert_non_null(strstr(t.text, " - Hello"));
		assert_non_null(strstr(t.blocks, cases[i].tags));
		assert_non_null(strstr(t.blocks,
		    "https://hs.example/conversation/5/77"));
	}
	arena_end(mem);
}

static void
test_digest(void **state)
{
	int64_t course[] = { 0, 4, 8 };
	struct alert_share shares[] = { { "progress_lost", 8, 4 },
		{ "<!here>", 2, 0 } };
	struct alert_digest d = { .now = 10, .before = 20,
		.until = 1768467600, .course = course,
		.n_course = 3, .shares = shares, .n_shares = 2 };
	struct arena *mem = arena_begin();
	struct telling t = digest_say(mem, &place, &d);

	(void)state;
	assert_non_null(strstr(t.text, "*10 conversations in the 24 hours to* "
	    "<!date^1768467600^"));
	assert_non_null(strstr(t.text, "2026-01-15T09:00:00Z>, \xe2\x88\x92"
	    "50 % (20 the day before)"));
	assert_non_null(strstr(t.text, "/?from=2026-01-14T09:00:00Z&amp;to="
	    "2026-01-15T09:00:00Z|"));
	assert_non_null(strstr(t.text, "\xe2\x96\x81\xe2\x96\x85\xe2\x96\x88"));
	assert_non_null(strstr(t.text, "\nprogress lost    \xe2\x96\x88"));
	assert_non_null(strstr(t.text, "+100 %"));
	assert_non_null(strstr(t.text, "new"));
	assert_non_null(strstr(t.text, "No incident is open."));
	assert_null(strstr(t.text, "<!here"));
	arena_end(mem);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_text),
		cmocka_unit_test(test_text_random),
		cmocka_unit_test(test_answers),
		cmocka_unit_test(test_signatures),
		cmocka_unit_test(test_freshness),
		cmocka_unit_test(test_payload),
		cmocka_unit_test(test_states),
		cmocka_unit_test(test_hostile),
		cmocka_unit_test(test_mentions),
		cmocka_unit_test(test_events),
		cmocka_unit_test(test_tickets),
		cmocka_unit_test(test_digest),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
