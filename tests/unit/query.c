/* SPDX-License-Identifier: MIT */
#include "unit.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/sbuf.h"
#include "text/query.h"
#include "text/spell.h"

/* "word" "phrase"~ prefix* -without field=value @group */
static const char *
items(struct arena *mem, const struct parsed_query *q)
{
	struct sbuf *out = sbuf_arena(mem);

	for (size_t i = 0; i < q->n; i++) {
		const struct query_item *x = &q->item[i];

		sbuf_fmt(out, "%s%s%s%s%s%s%s@%zu", i > 0 ? " " : "",
		    x->without ? "-" : "", query_field_name(x->field),
		    x->field == FIELD_WORD ? "" : "=", x->text,
		    x->phrase ? "~" : "", x->prefix ? "*" : "", x->group);
	}
	return sbuf_cstr(out);
}

static struct parsed_query
parsed(struct arena *mem, const char *why, const char *text)
{
	struct parsed_query q;

	print_message("%s\n", why);
	query_parse(mem, text, &q);
	return q;
}

static void
test_items(void **state)
{
	static const struct {
		const char *why, *in, *items;
	} cases[] = {
		{ "nothing", "", "" },
		{ "blanks", "  \t ", "" },
		{ "words are groups of their own", "a1 b1", "a1@0 b1@1" },
		{ "capitals of words stay", "iOS", "iOS@0" },
		{ "a phrase", "\"not received\"", "not received~@0" },
		{ "quotes that a phone types",
		    "\xe2\x80\x9cnot received\xe2\x80\x9d", "not received~@0" },
		{ "quotes that do not close", "a \"b c", "a@0 b c~@1" },
		{ "an empty phrase", "a \"\" b", "a@0 b@1" },
		{ "a phrase beside a word", "a\"b c\"d", "a@0 b c~@1 d@2" },
		{ "without", "-a -\"b c\"", "-a@0 -b c~@1" },
		{ "a dash between words", "a - b", "a@0 b@1" },
		{ "a dash inside a word", "well-known", "well-known@0" },
		{ "OR", "a OR b c", "a@0 b@0 c@1" },
		{ "OR in a row", "a OR b OR c", "a@0 b@0 c@0" },
		{ "OR beside a quote", "a OR\"b c\"", "a@0 b c~@0" },
		{ "a bar", "a | b", "a@0 b@0" },
		{ "a bar inside a word", "a|b", "a|b@0" },
		{ "or in small letters is a word", "a or b", "a@0 or@1 b@2" },
		{ "OR at the ends", "OR a OR", "a@0" },
		{ "a word that begins with OR", "ORDER x", "ORDER@0 x@1" },
		{ "a beginning", "sub*", "sub*@0" },
		{ "many stars", "sub***", "sub*@0" },
		{ "a star alone", "* **", "" },
		{ "signs alone", "? !! ...", "" },
		{ "an operator", "tag:VIP", "tag=vip@0" },
		{ "its name in capitals", "Tag:x", "tag=x@0" },
		{ "its other name", "customer:a agent:b since:3d",
		    "from=a@0 to=b@1 after=3d@2" },
		{ "its value in quotes", "from:\"Mia Moe\"", "from=mia moe~@0" },
		{ "without its value", "-tag:x", "-tag=x@0" },
		{ "a value begins", "tag:vi*", "tag=vi*@0" },
		{ "a person has no beginning", "from:v*", "from=v*@0" },
		{ "a blank after the colon", "tag: x", "tag:@0 x@1" },
		{ "a colon in a value", "tag:a:b", "tag=a:b@0" },
		{ "a link", "https://a.example/b?c", "https://a.example/b?c@0" },
		{ "a time", "12:30", "12:30@0" },
		{ "one letter is no operator", "c:\\dir", "c:\\dir@0" },
		{ "a number of a conversation", "#12", "number=12@0" },
		{ "which it is not", "#12a #", "#12a@0" },
		{ "values of a fact that has one", "status:active a status:closed",
		    "status=active@0 a@1 status=closed@0" },
		{ "which is to hold none of them",
		    "-status:active -status:closed",
		    "-status=active@0 -status=closed@1" },
		{ "two of is both hold", "is:waiting is:empty",
		    "is=waiting@0 is=empty@1" },
		{ "facts joined", "category:bug OR is:empty",
		    "category=bug@0 is=empty@0" },
		{ "text joined", "tag:a OR from:b OR c",
		    "tag=a@0 from=b@0 c@0" },
	};

	(void)state;
	for (size_t i = 0; i < LEN(cases); i++) {
		struct arena *mem = arena_begin();
		struct parsed_query q = parsed(mem, cases[i].why, cases[i].in);

		assert_null(q.error);
		assert_string_equal(items(mem, &q), cases[i].items);
		arena_end(mem);
	}
}

static void
test_days(void **state)
{
	static const struct {
		const char *why, *in;
		int64_t number;
	} cases[] = {
		{ "a day", "after:2026-01-14", 20467 * (int64_t)DAY },
		{ "a month is its first day", "before:2026-01",
		    20454 * (int64_t)DAY },
		{ "a leap day", "after:2024-02-29", 19782 * (int64_t)DAY },
		{ "days ago", "after:7d", -7 },
	};

	(void)state;
	for (size_t i = 0; i < LEN(cases); i++) {
		struct arena *mem = arena_begin();
		struct parsed_query q = parsed(mem, cases[i].why, cases[i].in);

		assert_null(q.error);
		assert_int_equal(q.item[0].number, cases[i].number);
		arena_end(mem);
	}
}

static void
test_told(void **state)
{
	static const struct {
		const char *why, *in, *error, *note;
	} cases[] = {
		{ "no such operator", "foo:bar", NULL, "no operator foo:" },
		{ "without it", "-foo:bar", NULL, "no operator foo:" },
		{ "a day in words", "before:yesterday", "before:yesterday", NULL },
		{ "a day of no calendar", "after:2026-02-30", "not a day", NULL },
		{ "no days ago", "after:0d", "not a day", NULL },
		{ "a day with a clock", "after:2026-01-14T10:00", "not a day",
		    NULL },
		{ "too many days ago", "after:99999d", "not a day", NULL },
		{ "a number in words", "number:x", "not a number", NULL },
		{ "a status of no such name", "status:open",
		    "active pending closed", NULL },
		{ "a part of a name", "status:act", "active pending closed",
		    NULL },
		{ "two names", "status:\"active pending\"", "active", NULL },
		{ "a beginning too short", "a*", "too short", NULL },
		{ "OR between text and fact", "a OR is:empty", "OR can", NULL },
		{ "OR beside a day", "a OR after:7d", "OR can", NULL },
		{ "OR beside without", "-a OR b", "OR can", NULL },
		{ "too many", "a b c d e f g h i j k l m n o p q r s t u v w x y",
		    "at most 24", NULL },
		{ "too long", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
		    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
		    "at most 100", NULL },
	};

	(void)state;
	for (size_t i = 0; i < LEN(cases); i++) {
		struct arena *mem = arena_begin();
		struct parsed_query q = parsed(mem, cases[i].why, cases[i].in);

		assert_int_equal(q.error != NULL, cases[i].error != NULL);
		assert_int_equal(q.notes_n > 0, cases[i].note != NULL);
		if (cases[i].error != NULL)
			assert_non_null(strstr(q.error, cases[i].error));
		if (cases[i].note != NULL)
			assert_non_null(strstr(q.notes[0], cases[i].note));
		arena_end(mem);
	}
}

static void
test_slips(void **state)
{
	static const struct {
		const char *why, *a, *b;
		int slips;
	} cases[] = {
		{ "the same", "refund", "refund", 0 },
		{ "one left out", "refund", "refnd", 1 },
		{ "one put in", "refund", "refuund", 1 },
		{ "one mistaken", "refund", "refind", 1 },
		{ "neighbours swapped", "refund", "refnud", 1 },
		{ "two slips", "refund", "rfnud", 2 },
		{ "a letter of two bytes is one", "caf\xc3\xa9", "cafe", 1 },
		{ "nothing", "", "abc", 3 },
		{ "not UTF-8", "\xff", "abc", SPELL_MOST + 1 },
		{ "too long", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "a",
		    SPELL_MOST + 1 },
	};

	(void)state;
	for (size_t i = 0; i < LEN(cases); i++) {
		print_message("%s\n", cases[i].why);
		assert_int_equal(spell_slips(cases[i].a, cases[i].b),
		    cases[i].slips);
		assert_int_equal(spell_slips(cases[i].b, cases[i].a),
		    cases[i].slips);
	}
	assert_int_equal(spell_allowed("ios"), 0);
	assert_int_equal(spell_allowed("crash"), 1);
	assert_int_equal(spell_allowed("subscription"), 2);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_items),
		cmocka_unit_test(test_days),
		cmocka_unit_test(test_told),
		cmocka_unit_test(test_slips),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
