/* SPDX-License-Identifier: MIT */
/* Personal data out of a text, and back into what quotes it. */
#include "unit.h"

#include "base/arena.h"
#include "base/sbuf.h"
#include "text/redact.h"

#include "redact_set.h"

#include <stdbool.h>

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

/* ---- how much is found, how much is taken for it: a set of our own making ---- */

static const char *const frames[] = { "%s", "It is %s.", "(%s)", "My: %s, ok?",
	"Thanks!\n%s\nPat", "<%s>", "\"%s\"", "see %s; or not", "%s!",
	"a:%s", "%s and level 12", "Bitte an %s schicken" };
/* What stands to reason beside what looks alike. */
static const char *const plain[] = { "%s", "It is %s.", "(%s)", "with %s, since",
	"Thanks!\n%s\nPat", "see %s; or not", "\"%s\"", "%s and then it closed" };

/* Numbers in groups of four, Amex in its own, with this between them. */
static const char *
grouped(struct arena *mem, const char *digits, const char *between)
{
	struct sbuf *out = sbuf_arena(mem);
	size_t len = strlen(digits);

	for (size_t i = 0; i < len; i++) {
		if (len == 15 ? i == 4 || i == 10 : len == 14 ? i == 4 ||
		    i == 10 : i > 0 && i % 4 == 0)
			sbuf_text(out, between);
		sbuf_char(out, digits[i]);
	}
	return sbuf_cstr(out);
}

/* Of the value nothing is left: neither the whole, nor its last six bytes. */
static bool
leaks(const char *out, const char *value)
{
	size_t len = strlen(value);

	return strstr(out, value) != NULL || strstr(out, len > 6 ?
	    value + len - 6 : value) != NULL;
}

static const char *
framed(struct arena *mem, const char *frame, const char *value)
{
	struct sbuf *in = sbuf_arena(mem);
	size_t at = strcspn(frame, "%");

	sbuf_add(in, frame, at);
	sbuf_text(in, value);
	sbuf_text(in, frame + at + 2);
	return sbuf_cstr(in);
}

struct tally {
	const char *kind;
	size_t forms, all, found;
};

static void
try_value(struct arena *mem, struct tally *t, const char *value)
{
	t->forms++;
	for (size_t f = 0; f < LEN(frames); f++) {
		const char *in = framed(mem, frames[f], value);
		struct redaction *r = redact_new(mem);
		const char *out = redact(r, in);

		assert_string_equal(redact_restore(r, out), in);
		t->all++;
		t->found += !leaks(out, value);
		if (leaks(out, value))
			printf("# missed: %s: %s\n", in, out);
	}
}

static void
tell(const struct tally *t, size_t least)
{
	printf("# %s: %zu forms, %zu of %zu, recall %.4f\n", t->kind, t->forms,
	    t->found, t->all, (double)t->found / (double)t->all);
	assert_true(t->forms >= least);
	assert_true(t->found * 100 >= t->all * 99);
}

static void
test_recall(void **state)
{
	static const char *const between[] = { "", " ", "-", ".", NBSP, "\xe2\x80\x91",
		" - " };
	static const struct {
		const char *kind, *const *values;
		size_t n, least;
	} kinds[] = {
		{ "mail", mails, LEN(mails), 30 },
		{ "mail, hidden", hidden, LEN(hidden), 25 },
		{ "telephone", phones, LEN(phones), 150 },
		{ "key", keys, LEN(keys), 40 },
	};
	struct tally t = { "card", 0, 0, 0 };
	struct arena *mem = arena_begin();

	(void)state;
	for (size_t i = 0; i < LEN(card_digits); i++)
		for (size_t b = 0; b < LEN(between); b++)
			try_value(mem, &t, grouped(mem, card_digits[i],
			    between[b]));
	tell(&t, 150);
	for (size_t k = 0; k < LEN(kinds); k++) {
		t = (struct tally){ kinds[k].kind, 0, 0, 0 };
		for (size_t i = 0; i < kinds[k].n; i++)
			try_value(mem, &t, kinds[k].values[i]);
		tell(&t, kinds[k].least);
	}
	arena_end(mem);
}

/* What only looks like it stays, or no model could say what a ticket is about. */
static void
test_precision(void **state)
{
	struct arena *mem = arena_begin();
	size_t all = 0, left = 0;

	(void)state;
	for (size_t i = 0; i < LEN(alike); i++)
		for (size_t f = 0; f < LEN(plain); f++) {
			const char *in = framed(mem, plain[f], alike[i]);
			const char *out = redact(redact_new(mem), in);

			all++;
			left += strcmp(in, out) == 0;
			if (strcmp(in, out) != 0)
				printf("# taken: %s: %s\n", in, out);
		}
	printf("# alike: %zu forms, %zu of %zu left as they are, %.4f\n",
	    LEN(alike), left, all, (double)left / (double)all);
	assert_true(left * 100 >= all * 99);
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
		cmocka_unit_test(test_precision),
		cmocka_unit_test(test_restore),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
