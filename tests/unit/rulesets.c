/* SPDX-License-Identifier: MIT */
/* The rulesets to start from besides the default: what support people of a web
 * shop and of software as a service would call each report, and why. */
#include "unit.h"

#include "analysis/analyse.h"
#include "base/arena.h"

struct wanted {
	const char *why, *text, *main;
	const char *intent; /* or NULL: not asked */
	enum severity least, most;
};

static const struct wanted shop[] = {
	{ "not arrived", "My parcel has not arrived, it was due last week",
	    "delivery", NULL, SEVERITY_MEDIUM, SEVERITY_HIGH },
	{ "late", "The delivery is late again", "delivery", NULL,
	    SEVERITY_MEDIUM, SEVERITY_HIGH },
	{ "says delivered", "Tracking says delivered but I did not receive it",
	    "delivery", NULL, SEVERITY_MEDIUM, SEVERITY_CRITICAL },
	{ "where is it is no complaint yet", "Where is my order?",
	    "order_status", "order_status", SEVERITY_LOW, SEVERITY_MEDIUM },
	{ "tracking", "Can you send me the tracking number please?",
	    "order_status", NULL, SEVERITY_LOW, SEVERITY_MEDIUM },
	{ "broken on arrival", "The vase arrived broken", "damaged",
	    "damaged_item", SEVERITY_MEDIUM, SEVERITY_HIGH },
	{ "stops working", "The lamp stopped working after two days", "damaged",
	    NULL, SEVERITY_MEDIUM, SEVERITY_HIGH },
	{ "a broken link is no broken vase",
	    "The link in your newsletter is "
	    "broken",
	    "website", NULL, SEVERITY_LOW, SEVERITY_MEDIUM },
	{ "another colour", "I ordered blue shoes but got red ones",
	    "wrong_item", "wrong_item", SEVERITY_MEDIUM, SEVERITY_HIGH },
	{ "a part is missing",
	    "Two screws are missing from the set, missing "
	    "parts",
	    "wrong_item", NULL, SEVERITY_MEDIUM, SEVERITY_HIGH },
	{ "back it goes", "I want to return these trousers, too small",
	    "returns", "return_request", SEVERITY_LOW, SEVERITY_MEDIUM },
	{ "money back", "Please refund me", "refund", "refund_request",
	    SEVERITY_LOW, SEVERITY_HIGH },
	{ "charged twice", "I was charged twice for one order", "payment",
	    "billing_issue", SEVERITY_MEDIUM, SEVERITY_HIGH },
	{ "declined", "My card was declined at the checkout", "payment", NULL,
	    SEVERITY_MEDIUM, SEVERITY_HIGH },
	{ "a code", "The voucher code does not work", "coupon", "coupon_issue",
	    SEVERITY_LOW, SEVERITY_MEDIUM },
	{ "cancel", "Please cancel my order", "order_change", "cancel_order",
	    SEVERITY_LOW, SEVERITY_MEDIUM },
	{ "an address", "Could you change the delivery address of my order?",
	    "order_change", NULL, SEVERITY_LOW, SEVERITY_MEDIUM },
	{ "stock", "When will the green one be back in stock?", "product", NULL,
	    SEVERITY_LOW, SEVERITY_MEDIUM },
	{ "sign-in", "I forgot my password and cannot log in", "account", NULL,
	    SEVERITY_LOW, SEVERITY_MEDIUM },
	{ "the page", "Your website is down, nothing loads", "website", NULL,
	    SEVERITY_LOW, SEVERITY_HIGH },
	{ "a question", "Do you ship to the islands?", "question", NULL,
	    SEVERITY_LOW, SEVERITY_MEDIUM },
	{ "a wish", "It would be nice if you could add a wish list",
	    "feature_request", NULL, SEVERITY_LOW, SEVERITY_MEDIUM },
	{ "praise", "Great service, thank you, very happy", "other", NULL,
	    SEVERITY_LOW, SEVERITY_LOW },
	{ "small talk", "hello", "other", NULL, SEVERITY_LOW, SEVERITY_LOW },
	{ "nothing", "", "other", "incomplete_ticket", SEVERITY_LOW,
	    SEVERITY_LOW },
};

static const struct wanted service[] = {
	{ "down", "Your service is down for all of us", "outage",
	    "outage_report", SEVERITY_HIGH, SEVERITY_CRITICAL },
	{ "an error of the server", "We get a 502 error on every page",
	    "outage", NULL, SEVERITY_HIGH, SEVERITY_CRITICAL },
	{ "scrolling down is no outage",
	    "When I scroll down the list the "
	    "header is wrong",
	    "bug", NULL, SEVERITY_LOW, SEVERITY_HIGH },
	{ "lost", "All our records disappeared over night", "data_loss", NULL,
	    SEVERITY_HIGH, SEVERITY_CRITICAL },
	{ "broken into", "I think our account was hacked", "security", NULL,
	    SEVERITY_HIGH, SEVERITY_CRITICAL },
	{ "out", "I cannot log in since this morning", "sign_in",
	    "account_access", SEVERITY_MEDIUM, SEVERITY_HIGH },
	{ "password", "The reset password email never comes", "sign_in", NULL,
	    SEVERITY_MEDIUM, SEVERITY_HIGH },
	{ "rights", "My colleague has no permission to edit the project",
	    "permissions", NULL, SEVERITY_LOW, SEVERITY_MEDIUM },
	{ "invite", "How can I invite a new user to our team?", "permissions",
	    NULL, SEVERITY_LOW, SEVERITY_MEDIUM },
	{ "billed twice", "We were billed twice this month", "billing",
	    "billing_issue", SEVERITY_MEDIUM, SEVERITY_HIGH },
	{ "cancel", "Please cancel our subscription", "billing",
	    "cancel_subscription", SEVERITY_MEDIUM, SEVERITY_HIGH },
	{ "plan", "We would like to upgrade our plan", "billing", "change_plan",
	    SEVERITY_MEDIUM, SEVERITY_MEDIUM },
	{ "integration", "The calendar integration stopped working",
	    "integration", NULL, SEVERITY_LOW, SEVERITY_HIGH },
	{ "api", "The API answers with 429 on the contacts endpoint", "api",
	    NULL, SEVERITY_LOW, SEVERITY_HIGH },
	{ "import", "The CSV import skips rows", "import_export", NULL,
	    SEVERITY_LOW, SEVERITY_HIGH },
	{ "export", "Export of the report is empty", "import_export", NULL,
	    SEVERITY_LOW, SEVERITY_HIGH },
	{ "slow", "The dashboard is very slow today", "performance", NULL,
	    SEVERITY_LOW, SEVERITY_MEDIUM },
	{ "not slow", "It is not slow at all, love it", "other", NULL,
	    SEVERITY_LOW, SEVERITY_LOW },
	{ "bug", "The save button does nothing", "bug", "bug_report",
	    SEVERITY_LOW, SEVERITY_HIGH },
	{ "delete", "Please delete our account", "account", "delete_account",
	    SEVERITY_LOW, SEVERITY_MEDIUM },
	{ "set up", "We need help with the setup of a custom domain", "setup",
	    NULL, SEVERITY_LOW, SEVERITY_MEDIUM },
	{ "question", "Is it possible to have two calendars?", "question", NULL,
	    SEVERITY_LOW, SEVERITY_MEDIUM },
	{ "wish", "Please add a dark mode", "feature_request",
	    "feature_request", SEVERITY_LOW, SEVERITY_MEDIUM },
	{ "praise", "Thanks for the quick reply, great support", "other", NULL,
	    SEVERITY_LOW, SEVERITY_LOW },
	{ "unreadable", "hjkds qwrtz ghjfd kjhg wrtzgh", "other", "unreadable",
	    SEVERITY_LOW, SEVERITY_LOW },
};

static struct ruleset *
open_rules(struct arena *mem, const char *name)
{
	const char *json = ruleset_builtin(name), *why;
	struct ruleset *set;

	assert_non_null(json);
	if (ruleset_load(mem, json, strlen(json), &set, &why) != RC_OK)
		fail_msg("%s: %s", name, why);
	return set;
}

static void
compare(const char *name, const struct wanted *w, size_t n)
{
	struct arena *program = arena_begin();
	struct ruleset *set = open_rules(program, name);
	int wrong = 0;

	for (size_t i = 0; i < n; i++) {
		struct arena *mem = arena_begin();
		struct report r = { NULL, w[i].text };
		struct verdict v;

		analyse(set, mem, &r, &v);
		if (strcmp(v.main_category, w[i].main) != 0 ||
		    (w[i].intent && strcmp(v.intent, w[i].intent) != 0) ||
		    v.severity < w[i].least || v.severity > w[i].most) {
			wrong++;
			print_message("%s: %s: %s, %s, %s:", name, w[i].why,
			    v.main_category, v.intent,
			    severity_name(v.severity));
			for (size_t k = 0; k < v.reasons_n; k++)
				print_message(" %s", v.reasons[k].rule);
			print_message("\n");
		}
		arena_end(mem);
	}
	arena_end(program);
	assert_int_equal(wrong, 0);
}

static void
test_shop(void **state)
{
	(void)state;
	compare("web-shop", shop, LEN(shop));
}

static void
test_service(void **state)
{
	(void)state;
	compare("saas", service, LEN(service));
}

static void
test_names(void **state)
{
	(void)state;
	assert_null(ruleset_builtin("bank"));
	assert_string_equal(ruleset_builtin_name(0), "app-and-game");
	assert_ptr_equal(
	    ruleset_builtin("app-and-game"), ruleset_default_json());
	assert_null(ruleset_builtin_name(3));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_shop),
		cmocka_unit_test(test_service),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
