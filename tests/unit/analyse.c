/* SPDX-License-Identifier: MIT */
#include "unit.h"

#include "analysis/analyse.h"
#include "analysis/mark.h"
#include "base/arena.h"
#include "base/sbuf.h"
#include "base/utf8.h"

static struct arena *program, *mem;	/* mem: of the case */
static struct ruleset *rules;

static int
rules_open(void **state)
{
	(void)state;
	program = arena_begin();
	mem = arena_begin();
	rules = ruleset_default(program);
	return 0;
}

static int
rules_close(void **state)
{
	(void)state;
	arena_end(mem);
	arena_end(program);
	return 0;
}

static struct verdict
judged(const char *subject, const char *text)
{
	const struct report r = { subject, text };
	struct verdict v;

	analyse(rules, mem, &r, &v);
	return v;
}

/* The verdict of a case; that of the one before is gone. */
static struct verdict
judged_next(const char *why, const char *subject, const char *text)
{
	print_message("%s\n", why);
	arena_reset(mem);
	return judged(subject, text);
}

static bool
has_category(const struct verdict *v, const char *name)
{
	for (size_t i = 0; i < v->categories_n; i++)
		if (strcmp(v->categories[i], name) == 0)
			return true;
	return false;
}

static void
test_severity_names(void **state)
{
	enum severity s;

	(void)state;
	assert_true(severity_parse("high", &s));
	assert_int_equal(s, SEVERITY_HIGH);
	assert_false(severity_parse("worst", &s));
	assert_false(severity_parse(NULL, &s));
	assert_string_equal(severity_name(SEVERITY_CRITICAL), "critical");
}

static void
test_main_category(void **state)
{
	static const struct {
		const char *why, *text, *main;
	} cases[] = {
		{ "a form of crash", "The app crashes every time", "crash" },
		{ "another form", "it crashed again", "crash" },
		{ "and another", "keeps crashing on level 4", "crash" },
		{ "no crashes", "No crashes since the update, great game!",
		    "other" },
		{ "never crashed", "It never crashed, I love it", "other" },
		{ "cannot stop crashing", "It won't stop crashing", "crash" },
		{ "double negation", "I can't play without it crashing", "crash" },
		{ "a form of charge", "I was charged twice for one purchase",
		    "payment" },
		{ "refunds", "I want refunds for both orders", "payment" },
		{ "battery is not billing", "It must charge my phone every hour, "
		    "it drains the battery", "performance" },
		{ "worth the money", "Worth every penny, love it", "other" },
		{ "can not open", "I can not open the app", "crash" },
		{ "closes after something", "The game closes right after the "
		    "loading screen", "crash" },
		{ "closes on a device", "The new version closes on my tablet once "
		    "loading is done", "crash" },
		{ "where it leaves one", "The map flashes up, then I am on my home "
		    "screen", "crash" },
		{ "a shop that closes", "When will the village shop close?",
		    "question" },
		{ "a crash and a question about it", "It crashes when I open it. "
		    "How can we solve this?", "crash" },
		{ "no option is no wish", "It crashes. Reinstalling is no option "
		    "because I would lose my game", "crash" },
		{ "no option is a wish", "There is no option to mute the sound",
		    "feature_request" },
		{ "a question", "How do I change the language?", "question" },
		{ "a wish", "Please add a dark mode", "feature_request" },
		{ "lag", "so laggy and slow", "performance" },
		{ "drawn out", "it is sooo slooow and laggggy", "performance" },
		{ "hard to use", "The menus are confusing and difficult to use",
		    "ux" },
		{ "sign-in", "I forgot my password and cannot log in", "account" },
		{ "a pattern where no word can be", "My 2FA is gone", "account" },
		{ "offers", "I finished the offer but got no reward, offerwall "
		    "says pending", "offerwall" },
		{ "progress", "All my progress is lost, I am back to level 1",
		    "progress_lost" },
		{ "a crash comes before a bug", "It freezes. Please fix this bug, "
		    "fix it, it is not working", "crash" },
		{ "bug", "The shop button has a bug", "bug" },
		{ "praise", "Great game, my kids love it", "other" },
		{ "german crash", "Die App st\xc3\xbcrzt beim Start sofort ab.",
		    "crash" },
		{ "words between", "Das Spiel st\xc3\xbcrzt seit gestern in Level 77 "
		    "ab", "crash" },
		{ "closes in german", "Die App schlie\xc3\x9ft sich sofort wieder",
		    "crash" },
		{ "in french", "Le jeu se ferme au d\xc3\xa9marrage", "crash" },
		{ "in portuguese", "O jogo fecha sozinho ao abrir", "crash" },
		{ "in spanish", "No puedo entrar al juego, se queda en negro",
		    "crash" },
		{ "russian crash", "\xd0\x9f\xd1\x80\xd0\xb8\xd0\xbb\xd0\xbe\xd0\xb6"
		    "\xd0\xb5\xd0\xbd\xd0\xb8\xd0\xb5 \xd0\xb2\xd1\x8b\xd0\xbb\xd0"
		    "\xb5\xd1\x82\xd0\xb0\xd0\xb5\xd1\x82", "crash" },
	};

	(void)state;
	for (size_t i = 0; i < LEN(cases); i++) {
		struct verdict v = judged_next(cases[i].why, NULL,
		    cases[i].text);

		assert_string_equal(v.main_category, cases[i].main);
		assert_int_equal(v.categories_n > 0 &&
		    has_category(&v, v.main_category),
		    strcmp(v.main_category, "other") != 0);
	}
}

static void
test_severity(void **state)
{
	static const struct {
		const char *why, *subject, *text;
		enum severity least, most;
	} cases[] = {
		{ "crash is at least high", "", "the app crashes",
		    SEVERITY_HIGH, SEVERITY_CRITICAL },
		{ "lost progress is at least high", "", "my progress is gone",
		    SEVERITY_HIGH, SEVERITY_CRITICAL },
		{ "payment is at least medium", "", "question about my invoice",
		    SEVERITY_MEDIUM, SEVERITY_HIGH },
		{ "aggravated", "", "charged $499 by mistake, I will call my "
		    "lawyer, refund me", SEVERITY_CRITICAL, SEVERITY_CRITICAL },
		{ "always aggravates", "", "it crashes 100% of the time",
		    SEVERITY_CRITICAL, SEVERITY_CRITICAL },
		{ "empty is low whatever the subject", "App crashes", "",
		    SEVERITY_LOW, SEVERITY_LOW },
		{ "unreadable is low", "Refund", "hjkds qwrtz ghjfd kjhg wrtzgh",
		    SEVERITY_LOW, SEVERITY_LOW },
		{ "praise is low", "", "lovely game", SEVERITY_LOW,
		    SEVERITY_LOW },
		{ "wishes do not add up to an emergency", "", "Please add a dark "
		    "mode. Please add a search. I wish you could sort the list, "
		    "the menu is confusing, the mess of buttons is wrong, please "
		    "fix that, it would be nice to have a bigger font. Everyone "
		    "of many friends says so, since the update.", SEVERITY_LOW,
		    SEVERITY_MEDIUM },
	};

	(void)state;
	for (size_t i = 0; i < LEN(cases); i++) {
		struct verdict v = judged_next(cases[i].why, cases[i].subject,
		    cases[i].text);

		assert_in_range(v.severity, cases[i].least, cases[i].most);
		assert_in_range(v.score, 0, 100);
	}
}

static void
test_flags_and_intents(void **state)
{
	static const struct {
		const char *why, *text, *intent;
		bool empty, unreadable, deletes;
	} cases[] = {
		{ "nothing", "", "incomplete_ticket", true, false, false },
		{ "emoji only", "\xf0\x9f\x98\xa1 !!!", "incomplete_ticket",
		    true, false, false },
		{ "a footer only", "App version: 2.4.1\nPlatform: Android",
		    "incomplete_ticket", true, false, false },
		{ "keys hit at random", "asdfjkl qwetrz hgfdk", "unreadable",
		    false, true, false },
		{ "other script", "\xe3\x82\xa2\xe3\x83\x97\xe3\x83\xaa\xe3\x81"
		    "\x8c\xe3\x81\x99\xe3\x81\x90\xe3\x81\xab\xe8\x90\xbd\xe3\x81"
		    "\xa1\xe3\x81\xbe\xe3\x81\x99", "crash_report", false, false,
		    false },
		{ "other language", "Nie mog\xc4\x99 si\xc4\x99 zalogowa\xc4\x87",
		    "feedback", false, false, false },
		{ "german long words", "Rechtsschutzversicherungsgesellschaften",
		    "feedback", false, false, false },
		{ "delete account", "Please delete my account and all my data",
		    "delete_account", false, false, true },
		{ "deleted by you", "Why was my account deleted?",
		    "question", false, false, false },
		{ "refund", "I want a refund", "refund_request", false, false,
		    false },
		{ "cancel", "cancel my subscription please",
		    "cancel_subscription", false, false, false },
		{ "new phone", "I got a new phone, how do I transfer my progress?",
		    "device_migration", false, false, false },
		{ "how to", "How do I join a guild?", "how_to", false, false,
		    false },
	};

	(void)state;
	for (size_t i = 0; i < LEN(cases); i++) {
		struct verdict v = judged_next(cases[i].why, NULL,
		    cases[i].text);

		assert_int_equal(v.empty, cases[i].empty);
		assert_int_equal(v.unreadable, cases[i].unreadable);
		assert_int_equal(v.delete_request, cases[i].deletes);
		assert_int_equal(v.normal == NULL, v.empty || v.unreadable);
		assert_string_equal(v.intent, cases[i].intent);
	}
}

static void
same(const char *ours, const char *wanted)
{
	assert_int_equal(ours == NULL, wanted == NULL);
	if (wanted != NULL)
		assert_string_equal(ours, wanted);
}

static void
test_entities(void **state)
{
	static const struct {
		const char *why, *text;
		const char *platform, *version, *os, *device, *user, *order;
		int level, chapter;
	} cases[] = {
		{ "a footer", "It broke.\nApp version: 2.4.1\nPlatform: Android\n"
		    "Device: Galaxy S23\nPlayer ID: 123456789\nLevel: 12",
		    "android", "2.4.1", NULL, "Galaxy S23", "123456789", NULL,
		    12, 0 },
		{ "one line", "x\nOS: iOS 17.2 | Device: iPhone 15 | Version: 3.0",
		    "ios", "3.0", "17.2", "iPhone 15", NULL, NULL, 0, 0 },
		{ "a price is no version", "I paid $4.99 for it", NULL, NULL,
		    NULL, NULL, NULL, NULL, 0, 0 },
		{ "a price behind", "I paid 4.99 EUR and 3.50\xe2\x82\xac", NULL,
		    NULL, NULL, NULL, NULL, NULL, 0, 0 },
		{ "a price in front", "version \xe2\x82\xac" "4.99, app "
		    "\xc2\xa3" "2.10", NULL, NULL, NULL, NULL, NULL, NULL, 0, 0 },
		{ "an OS version is none", "on iOS 17.2 with version 2.4.1",
		    "ios", "2.4.1", "17.2", NULL, NULL, NULL, 0, 0 },
		{ "android number", "my Pixel 7 has Android 14", "android", NULL,
		    "14", "Pixel 7", NULL, NULL, 0, 0 },
		{ "a version by its look", "since v3.2 it fails", NULL, "3.2",
		    NULL, NULL, NULL, NULL, 0, 0 },
		{ "a version by its words", "after the 2.10 update", NULL, "2.10",
		    NULL, NULL, NULL, NULL, 0, 0 },
		{ "a date is none", "since 12.11.2025", NULL, NULL, NULL, NULL,
		    NULL, NULL, 0, 0 },
		{ "a size is none", "it takes 2.5 GB", NULL, NULL, NULL, NULL,
		    NULL, NULL, 0, 0 },
		{ "long model", "on my iPhone 14 Pro Max. It", "ios", NULL, NULL,
		    "iPhone 14 Pro Max", NULL, NULL, 0, 0 },
		{ "level and chapter", "stuck in chapter 3 level 12", NULL, NULL,
		    NULL, NULL, NULL, NULL, 12, 3 },
		{ "too high a level", "level 12345", NULL, NULL, NULL, NULL,
		    NULL, NULL, 0, 0 },
		{ "user id", "User id=5F0c1d2e3a4b5c6d7e8f9a0b", NULL, NULL, NULL,
		    NULL, "5f0c1d2e3a4b5c6d7e8f9a0b", NULL, 0, 0 },
		{ "google order", "order GPA.3312-1234-5678-90123", NULL, NULL,
		    NULL, NULL, NULL, "GPA.3312-1234-5678-90123", 0, 0 },
		{ "a number behind a hash", "order #123.4", NULL, NULL, NULL,
		    NULL, NULL, "123.4", 0, 0 },
		{ "no digit, no order", "order #friday", NULL, NULL, NULL, NULL,
		    NULL, NULL, 0, 0 },
		{ "order number", "my order number is MK7Z2QX91B", NULL, NULL,
		    NULL, NULL, NULL, "MK7Z2QX91B", 0, 0 },
	};

	(void)state;
	for (size_t i = 0; i < LEN(cases); i++) {
		struct verdict v = judged_next(cases[i].why, NULL,
		    cases[i].text);

		same(v.entities.platform, cases[i].platform);
		same(v.entities.app_version, cases[i].version);
		same(v.entities.os_version, cases[i].os);
		same(v.entities.device, cases[i].device);
		same(v.entities.game_user_id, cases[i].user);
		assert_int_equal(v.entities.orders_n, cases[i].order != NULL);
		if (cases[i].order != NULL)
			assert_string_equal(v.entities.orders[0],
			    cases[i].order);
		assert_int_equal(v.entities.level, cases[i].level);
		assert_int_equal(v.entities.chapter, cases[i].chapter);
	}
}

static void
test_normal(void **state)
{
	static const struct {
		const char *why, *one, *other;
		bool same;
	} cases[] = {
		{ "numbers", "Level 12 crashes", "level 13 crashes", true },
		{ "word forms and case", "The app CRASHES on start",
		    "the app crashed on start!", true },
		{ "greetings", "Hi team,\nthe app crashes on start",
		    "Hello Ann, the app crashes on start. Thanks!", true },
		{ "ids, links, addresses", "order GPA.12-34 missing, mail a@b.c",
		    "order MX991 missing, mail https://x.y/z", true },
		{ "the device", "It crashes\nDevice: Pixel 7",
		    "It crashes\nDevice: iPhone 15", true },
		{ "another matter", "the app crashes", "the shop crashes",
		    false },
		{ "nothing but hello", "Hello", "please help", false },
	};

	(void)state;
	for (size_t i = 0; i < LEN(cases); i++) {
		struct verdict a = judged_next(cases[i].why, NULL,
		    cases[i].one);
		struct verdict b = judged(NULL, cases[i].other);

		assert_int_equal(strcmp(a.normal, b.normal) == 0,
		    cases[i].same);
	}
}

static void
test_one_liner(void **state)
{
	static const struct {
		const char *why, *subject, *text, *line;
	} cases[] = {
		{ "the sentence that tells", "", "Hello there. I play a lot. The "
		    "app crashes on start. Thanks", "The app crashes on start." },
		{ "without a rule, the first that says something", "",
		    "Hi!\nThe weather in town is lovely. Bye.",
		    "The weather in town is lovely." },
		{ "without the line above a footer", "", "The app crashes on start"
		    "\n\n-----\n", "The app crashes on start" },
		{ "nothing", "", "", "" },
		{ "the subject, when there is no text", "Coins missing here", "",
		    "Coins missing here" },
	};

	(void)state;
	for (size_t i = 0; i < LEN(cases); i++) {
		struct verdict v = judged_next(cases[i].why, cases[i].subject,
		    cases[i].text);

		assert_string_equal(v.one_liner, cases[i].line);
	}
}

static void
test_long_one_liner(void **state)
{
	struct sbuf *b = sbuf_arena(program);
	struct verdict v;

	(void)state;
	for (int i = 0; i < 200; i++)
		sbuf_text(b, "caf\xc3\xa9 caf\xc3\xa9 ");
	sbuf_text(b, "it crashes");
	v = judged("", b->s);
	assert_true(utf8_count(v.one_liner, strlen(v.one_liner)) <= 160);
	assert_non_null(strstr(v.one_liner, "crashes"));
}

/* Each point of the score and each lift of the severity has its reason. */
static void
test_reasons(void **state)
{
	struct verdict v = judged("Refund", "It crashes on level 4, please fix "
	    "it asap");
	int sum = 0;
	bool words = false;

	(void)state;
	for (size_t i = 0; i < v.reasons_n; i++) {
		assert_non_null(v.reasons[i].rule);
		assert_true(v.reasons[i].effect[0] != '\0' ||
		    v.reasons[i].points != 0);
		sum += v.reasons[i].points;
		words = words || strcmp(v.reasons[i].words, "crashes") == 0;
	}
	assert_true(words);
	assert_int_equal(v.score, sum > 100 ? 100 : sum);
}

static size_t
marks_like(const char *const *marks, size_t n, const char *begin)
{
	size_t found = 0;

	for (size_t i = 0; i < n; i++)
		found += strncmp(marks[i], begin, strlen(begin)) == 0;
	return found;
}

/* What a classifier is told: each category and each reason has its mark. */
static void
test_marks(void **state)
{
	struct verdict v = judged("", "It crashes and I was charged twice");
	size_t n;
	const char *const *marks = verdict_marks(mem, &v, &n);

	(void)state;
	assert_true(v.categories_n >= 2 && v.reasons_n >= 2);
	assert_string_equal(marks[0], "main:crash");
	assert_int_equal(marks_like(marks, n, "also:"), v.categories_n);
	assert_int_equal(marks_like(marks, n, "also:payment"), 1);
	assert_int_equal(marks_like(marks, n, "rule:"), v.reasons_n);
	assert_int_equal(n, 1 + v.categories_n + v.reasons_n);
	v = judged("", "");
	marks = verdict_marks(mem, &v, &n);
	assert_int_equal(marks_like(marks, n, "main:other"), 1);
	assert_int_equal(marks_like(marks, n, "also:"), 0);
}

/* Bytes from anywhere: nothing breaks, and what leaves is valid. */
static void
test_broken_bytes(void **state)
{
	struct verdict v = judged("\xff\xfe",
	    "crash \xf0\x9f\x98 \xc3( \xed\xa0\x80");

	(void)state;
	assert_true(utf8_valid(v.one_liner, strlen(v.one_liner)));
	assert_string_equal(v.main_category, "crash");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_severity_names),
		cmocka_unit_test(test_main_category),
		cmocka_unit_test(test_severity),
		cmocka_unit_test(test_flags_and_intents),
		cmocka_unit_test(test_entities),
		cmocka_unit_test(test_normal),
		cmocka_unit_test(test_one_liner),
		cmocka_unit_test(test_long_one_liner),
		cmocka_unit_test(test_reasons),
		cmocka_unit_test(test_marks),
		cmocka_unit_test(test_broken_bytes),
	};

	return cmocka_run_group_tests(tests, rules_open, rules_close);
}
