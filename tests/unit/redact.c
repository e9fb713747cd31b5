/* SPDX-License-Identifier: MIT */
/* Personal data out of a text, and back into what quotes it. */
#include "unit.h"

#include "base/arena.h"
#include "base/sbuf.h"
#include "text/redact.h"

#include <stdbool.h>

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
		{ "a street", "I live at 12 Main Street, Springfield",
		  "I live at [ADDRESS_1], Springfield" },
		{ "written small", "at 221b baker street", "at [ADDRESS_1]" },
		{ "shortened", "1600 Pennsylvania Ave. NW",
		  "[ADDRESS_1]. NW" },
		{ "its number behind it", "wohne Hauptstr. 5 in Ulm",
		  "wohne [ADDRESS_1] in Ulm" },
		{ "in one word", "Lindenallee 7a!", "[ADDRESS_1]!" },
		{ "with the word before", "8 rue de la Paix, Paris",
		  "[ADDRESS_1], Paris" },
		{ "and the number behind", "Calle Mayor 5", "[ADDRESS_1]" },
		{ "a box", "PO Box 77, please", "[ADDRESS_1], please" },
		{ "no street: a level", "level 12 on the way to the castle",
		  "level 12 on the way to the castle" },
		{ "no street: a count", "2 players drive in a place",
		  "2 players drive in a place" },
		{ "no street: a version", "2.4 Street Racer",
		  "2.4 Street Racer" },
		{ "no street: a word like it", "Umweg ist lang",
		  "Umweg ist lang" },
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

/* ---- how much is found: a set of our own making ---- */

static const char *const mails[] = { "me@example.com", "a.b-c@sub.example.org",
	"first.last+tag@example.co.uk", "UPPER@EXAMPLE.COM", "x_y@a-b.example",
	"1234@example.net", "j\xc3\xb6rg@m\xc3\xbcller.example",
	"o'brien@example.ie", "root@localhost", "a%40b.example",
	"very.long.name.with.many.parts@mail.department.example.com",
	"me@192.0.2.7" };
static const char *const phones[] = { "+1 202 555 0143", "+12025550143",
	"(202) 555-0143", "202-555-0143", "202.555.0143", "1-800-555-0199",
	"+44 20 7946 0958", "020 7946 0958", "+44 (0)20 7946 0958",
	"+49 151 23456789", "0151/23456789", "+49 (0) 30 901820",
	"+33 1 99 00 12 34", "01 99 00 12 34", "+34 912 34 56 78",
	"+91 98765 43210", "+81-3-1234-5678", "+55 (11) 91234-5678",
	"(030) 901820", "+7 (495) 123-45-67" };
static const char *const cards[] = { "4111111111111111", "4111 1111 1111 1111",
	"4111-1111-1111-1111", "4012888888881881", "5555555555554444",
	"5555 5555 5555 4444", "5105105105105100", "2223003122003222",
	"378282246310005", "3782 822463 10005", "371449635398431",
	"6011111111111117", "6011 0009 9013 9424", "3530111333300000",
	"30569309025904", "3056 930902 5904", "4222222222222",
	"4000.0566.5566.5556" };
static const char *const keys[] = { "sk-abcdefghij0123456789ABCDEFGHIJ",
	"sk-ant-api03-A1b2C3d4E5f6G7h8", "sk_live_4eC39HqLyjWDarjtT1zdp7dc",
	"AKIAIOSFODNN7EXAMPLE", "ghp_16C7e42F292c6912E7710c838347Ae178B4a",
	"xoxb-123456789012-abcdefABCDEF", "AIzaSyD-9tSrke72PouQMnMX-a7eZSW0jkFMBWY",
	"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.dBjftJeZ4CVP",
	"glpat-1234567890abcdefghij", "d41d8cd98f00b204e9800998ecf8427e",
	"pcsk_2Abc3Def4Ghi5Jkl6Mno7Pqr8Stu", "whsec_1a2b3c4d5e6f7g8h9i0j",
	"SG.1a2b3c4d5e6f7g8h.9i0j1k2l3m4n" };
static const char *const frames[] = { "%s", "It is %s.", "(%s)", "My: %s, ok?",
	"Thanks!\n%s\nPat", "<%s>", "\"%s\"", "see %s; or not", "%s!",
	"a:%s", "%s and level 12", "Bitte an %s schicken" };

static const struct {
	const char *kind, *const *values;
	size_t n;
} kinds[] = {
	{ "mail", mails, LEN(mails) }, { "telephone", phones, LEN(phones) },
	{ "card", cards, LEN(cards) }, { "key", keys, LEN(keys) },
};

/* Of the value nothing is left: neither the whole, nor its last six bytes. */
static bool
leaks(const char *out, const char *value)
{
	size_t len = strlen(value);

	return strstr(out, value) != NULL || strstr(out, value + len - 6) !=
	    NULL;
}

static void
test_recall(void **state)
{
	struct arena *mem = arena_begin();

	(void)state;
	for (size_t k = 0; k < LEN(kinds); k++) {
		size_t all = 0, found = 0;

		for (size_t i = 0; i < kinds[k].n; i++)
			for (size_t f = 0; f < LEN(frames); f++) {
				const char *value = kinds[k].values[i];
				struct sbuf *in = sbuf_arena(mem);
				size_t at = strcspn(frames[f], "%");
				const char *out;

				sbuf_add(in, frames[f], at);
				sbuf_text(in, value);
				sbuf_text(in, frames[f] + at + 2);
				out = redact(redact_new(mem), sbuf_cstr(in));
				all++;
				found += !leaks(out, value);
				if (leaks(out, value))
					printf("# missed: %s: %s\n",
					    sbuf_cstr(in), out);
			}
		printf("# %s: %zu of %zu\n", kinds[k].kind, found, all);
		assert_true(found * 100 >= all * 99);
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
		cmocka_unit_test(test_recall),
		cmocka_unit_test(test_restore),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
