/* SPDX-License-Identifier: MIT */
/* Personal data out of a text, and back into what quotes it. */
#include "unit.h"

#include "base/arena.h"
#include "text/redact.h"

#define NBSP "\xc2\xa0"

static struct redaction *
known(struct arena *mem)
{
	struct redaction *r = redact_new(mem);

	redact_know(r, "CUSTOMER", "Pat");
	redact_know(r, "CUSTOMER", "O'Brien");
	redact_know(r, "CUSTOMER", "Jos\xc3\xa9");
	redact_know(r, "AGENT", "Ann");
	redact_know(r, "AGENT", "A");
	redact_know(r, "AGENT", "   ");
	return r;
}

static void
test_redact(void **state)
{
	static const struct {
		const char *why, *in, *out;
	} cases[] = {
		{ "nothing to hide", "The app crashes.", "The app crashes." },
		{ "an address", "mail me@example.com.", "mail [EMAIL_1]." },
		{ "in angle brackets", "<a.b+c@x.co.uk>", "<[EMAIL_1]>" },
		{ "as a page's address writes it", "?m=a%40b.com&x",
		  "?m=[EMAIL_1]&x" },
		{ "in another script", "\xc3\xa4@\xc3\xb6.de", "[EMAIL_1]" },
		{ "a host of one word", "root@localhost", "[EMAIL_1]" },
		{ "no address", "@bob_ on a @ b", "@bob_ on a @ b" },
		{ "a card", "4111 1111 1111 1111", "[CARD_1]" },
		{ "a card with its date behind", "4111-1111-1111-1111 12/27",
		  "[CARD_1] 12/27" },
		{ "no card by its sum", "4111 1111 1111 1112", "[NUMBER_1]" },
		{ "a telephone", "call +49 (0) 151 2345678!",
		  "call [NUMBER_1]!" },
		{ "another", "1-800-555-0199", "[NUMBER_1]" },
		{ "another", "(030) 901820", "[NUMBER_1]" },
		{ "blanks that do not break", "030" NBSP "90" NBSP "18" NBSP
		  "20", "[NUMBER_1]" },
		{ "a row of parentheses is none of it", "((((030) 901820",
		  "(([NUMBER_1]" },
		{ "a long number", "account 123456789", "account [NUMBER_1]" },
		{ "the number of an order", "order 12345678", "order 12345678" },
		{ "a date", "by 2026-11-21 or 21.11.2026 or 11/21/26",
		  "by 2026-11-21 or 21.11.2026 or 11/21/26" },
		{ "years", "2019-2021", "2019-2021" },
		{ "a version", "10.0.19041.1", "10.0.19041.1" },
		{ "money", "$1,234.56", "$1,234.56" },
		{ "a key", "key sk-abcdefghij0123456789", "key [SECRET_1]" },
		{ "a key of the cloud", "AKIAIOSFODNN7EXAMPLE", "[SECRET_1]" },
		{ "a token nobody knows", "x=abcdef0123456789abcdef0123",
		  "x=[SECRET_1]" },
		{ "a long word", "Donaudampfschifffahrtsgesellschaft",
		  "Donaudampfschifffahrtsgesellschaft" },
		{ "a password", "Password: hunter2, ok",
		  "Password: [SECRET_1], ok" },
		{ "a word about passwords", "the password is wrong",
		  "the password is wrong" },
		{ "a header", "Bearer abcdefghijklmnop0",
		  "Bearer [SECRET_1]" },
		{ "names, in any case", "Hi Pat, PAT's ann",
		  "Hi [CUSTOMER_1], [CUSTOMER_2]'s [AGENT_1]" },
		{ "the same words, the same mark", "Pat and Pat",
		  "[CUSTOMER_1] and [CUSTOMER_1]" },
		{ "no part of a word", "Patch the annual path",
		  "Patch the annual path" },
		{ "with a quotation mark in it", "Ms O'Brien",
		  "Ms [CUSTOMER_1]" },
		{ "upper case of another script", "JOS\xc3\x89!",
		  "[CUSTOMER_1]!" },
		{ "one letter is no name", "A dog", "A dog" },
		{ "no UTF-8", "\xff Pat\xff", "\xff Pat\xff" },
	};
	struct arena *mem = arena_begin();

	(void)state;
	for (size_t i = 0; i < LEN(cases); i++) {
		struct redaction *r = known(mem);
		const char *out;

		printf("# %s\n", cases[i].why);
		out = redact(r, cases[i].in);
		assert_string_equal(out, cases[i].out);
		assert_string_equal(redact_restore(r, out), cases[i].in);
	}
	arena_end(mem);
}

static void
test_restore(void **state)
{
	static const struct {
		const char *why, *in, *out;
	} cases[] = {
		{ "a mark", "Hi [CUSTOMER_1]", "Hi Pat" },
		{ "of another text", "[EMAIL_1]", "a@b.com" },
		{ "in another case", "[email_1]", "a@b.com" },
		{ "a number that was not given", "[EMAIL_2]", "[EMAIL_2]" },
		{ "a mark cut off", "[EMAIL_1", "[EMAIL_1" },
		{ "a leading zero", "[EMAIL_01]", "[EMAIL_01]" },
		{ "another word", "[SERIAL_1] [", "[SERIAL_1] [" },
	};
	struct arena *mem = arena_begin();
	struct redaction *r = known(mem);

	(void)state;
	redact(r, "Pat");
	redact(r, "a@b.com");
	assert_int_equal(redact_count(r), 2);
	for (size_t i = 0; i < LEN(cases); i++) {
		printf("# %s\n", cases[i].why);
		assert_string_equal(redact_restore(r, cases[i].in),
		    cases[i].out);
	}
	arena_end(mem);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_redact),
		cmocka_unit_test(test_restore),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
