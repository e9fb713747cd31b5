/* SPDX-License-Identifier: MIT */
#include "unit.h"

#include "analysis/escalate.h"
#include "base/arena.h"

static void
test_escalate(void **state)
{
	static const struct {
		const char *why;
		enum severity was;
		const char *intent;
		int64_t alike;
		enum severity is;
		const char *reason;
		bool settled;
	} cases[] = {
		{ "a person's word is final", SEVERITY_LOW, "account_access",
		    50, SEVERITY_LOW, NULL, true },
		{ "alone", SEVERITY_LOW, "question", 1, SEVERITY_LOW, NULL, false },
		{ "without a group", SEVERITY_HIGH, "bug_report", 0,
		    SEVERITY_HIGH, NULL, false },
		{ "four are few", SEVERITY_LOW, "bug_report", 4, SEVERITY_LOW,
		    NULL, false },
		{ "five are many", SEVERITY_LOW, "bug_report", 5,
		    SEVERITY_HIGH, "Escalated to HIGH: 5 similar reports", false },
		{ "high is high already", SEVERITY_HIGH, "bug_report", 9,
		    SEVERITY_HIGH, NULL, false },
		{ "ten are critical", SEVERITY_HIGH, "question", 10,
		    SEVERITY_CRITICAL,
		    "CRITICAL: 10 reports of the same issue", false },
		{ "nothing is lowered", SEVERITY_CRITICAL, "feedback", 5,
		    SEVERITY_CRITICAL, NULL, false },
		{ "critical is the most", SEVERITY_CRITICAL, "bug_report", 500,
		    SEVERITY_CRITICAL, NULL, false },
		{ "who cannot get in", SEVERITY_LOW, "account_access", 1,
		    SEVERITY_MEDIUM,
		    "Escalated to MEDIUM: cannot get into the account", false },
		{ "is medium already", SEVERITY_MEDIUM, "account_access", 1,
		    SEVERITY_MEDIUM, NULL, false },
		{ "many who cannot", SEVERITY_LOW, "account_access", 6,
		    SEVERITY_HIGH, "Escalated to HIGH: 6 similar reports", false },
	};
	struct arena *mem = arena_begin();

	(void)state;
	for (size_t i = 0; i < LEN(cases); i++) {
		enum severity severity = cases[i].was;
		const char *reason;

		print_message("%s\n", cases[i].why);
		reason = escalate(mem, cases[i].intent, cases[i].alike,
		    cases[i].settled, &severity);
		assert_int_equal(severity, cases[i].is);
		if (cases[i].reason == NULL)
			assert_null(reason);
		else
			assert_string_equal(reason, cases[i].reason);
	}
	arena_end(mem);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_escalate),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
