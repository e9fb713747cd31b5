/* SPDX-License-Identifier: MIT */
#include "unit.h"

#include "base/arena.h"
#include "base/sbuf.h"
#include "http/param.h"

static const struct param table[] = {
	{ "n",      P_INT,    "7",  1, 100, NULL },
	{ "big",    P_INT,    "",   INT64_MIN, INT64_MAX, NULL },
	{ "limit",  P_CLAMP,  "50", 1, 200, NULL },
	{ "on",     P_BOOL,   "0",  0, 0, NULL },
	{ "at",     P_TIME,   "",   0, 0, NULL },
	{ "text",   P_TEXT,   "",   0, 8, NULL },
	{ "word",   P_WORD,   "",   0, 0, "high|highest|low" },
	{ "secret", P_SECRET, "",   0, 8, NULL },
	{ "ids",    P_IDS,    "",   1, 3, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};

static const struct param needed[] = {
	{ "id",   P_INT,  NULL, 1, 9, NULL },
	{ "name", P_TEXT, NULL, 2, 4, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};

static const char *
ids_shown(struct arena *mem, const struct param_value *v)
{
	struct sbuf *out = sbuf_arena(mem);

	for (int64_t i = 0; i < v->number; i++)
		sbuf_fmt(out, "%lld;", (long long)v->ids[i]);
	return sbuf_cstr(out);
}

/* The value of a parameter as text: a number for those that are numbers. */
static const char *
shown(struct arena *mem, const struct params *params, const char *name)
{
	const struct param_value *v = param_find(params, name);

	switch (v->param->kind) {
	case P_TEXT:
	case P_WORD:
	case P_SECRET:
		return v->text;
	case P_IDS:
		return ids_shown(mem, v);
	default:
		return arena_fmt(mem, "%lld", (long long)v->number);
	}
}

#define EMOJI  "%F0%9F%98%80"
#define HEBREW "%D7%A9%D7%9C%D7%95%D7%9D"

static const struct {
	const char *why, *query, *name, *value;
	bool given;
} good[] = {
	{ "default", "", "n", "7", false },
	{ "given", "n=9", "n", "9", true },
	{ "lowest", "n=1", "n", "1", true },
	{ "highest", "n=100", "n", "100", true },
	{ "largest number there is", "big=9223372036854775807", "big",
	    "9223372036854775807", true },
	{ "negative", "big=-5", "big", "-5", true },
	{ "an empty field is not given", "n=", "n", "7", false },
	{ "a name without =", "n", "n", "7", false },
	{ "clamped from above", "limit=999999", "limit", "200", true },
	{ "clamped from below", "limit=-3", "limit", "1", true },
	{ "clamp at the end of the range", "limit=9223372036854775807", "limit",
	    "200", true },
	{ "true", "on=true", "on", "1", true },
	{ "1", "on=1", "on", "1", true },
	{ "a date", "at=1970-01-02", "at", "86400", true },
	{ "a time with a zone", "at=1970-01-01T01:00:00%2B01:00", "at", "0",
	    true },
	{ "plus is a blank", "text=a+b", "text", "a b", true },
	{ "percent", "text=%61%2b", "text", "a+", true },
	{ "hex digits of either case", "text=%c3%A9", "text", "\xc3\xa9",
	    true },
	{ "emoji of four bytes", "text=" EMOJI, "text", "\xf0\x9f\x98\x80",
	    true },
	{ "eight emoji are eight characters", "text=" EMOJI EMOJI EMOJI EMOJI
	    EMOJI EMOJI EMOJI EMOJI, "text", "\xf0\x9f\x98\x80"
	    "\xf0\x9f\x98\x80\xf0\x9f\x98\x80\xf0\x9f\x98\x80"
	    "\xf0\x9f\x98\x80\xf0\x9f\x98\x80\xf0\x9f\x98\x80"
	    "\xf0\x9f\x98\x80", true },
	{ "right to left", "text=" HEBREW, "text",
	    "\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d", true },
	{ "line break and tab", "text=a%0A%09b", "text", "a\n\tb", true },
	{ "= in a value", "text=a=b", "text", "a=b", true },
	{ "markup stays text", "text=<b>%22", "text", "<b>\"", true },
	{ "a word", "word=high", "word", "high", true },
	{ "a word that begins with another", "word=highest", "word",
	    "highest", true },
	{ "unknown names are ignored", "x=1&n=3&y", "n", "3", true },
	{ "unknown and repeated too", "x=1&x=2", "n", "7", false },
	{ "empty pairs", "&&n=3&", "n", "3", true },
	{ "= without a name", "=5&n=3", "n", "3", true },
	{ "names differ by case", "N=3", "n", "7", false },
	{ "no ids", "", "ids", "", false },
	{ "an id", "ids=5", "ids", "5;", true },
	{ "boxes of a form", "ids=5&n=1&ids=7", "ids", "5;7;", true },
	{ "ids with commas", "ids=5,7,9", "ids", "5;7;9;", true },
	{ "both", "ids=5,7&ids=9", "ids", "5;7;9;", true },
	{ "a JSON array", "ids=[5,7]", "ids", "5;7;", true },
	{ "a secret may hold any bytes", "secret=%FF%01", "secret",
	    "\xff\x01", true },
};

static void
test_good(void **state)
{
	(void)state;
	for (size_t i = 0; i < LEN(good); i++) {
		struct arena *mem = arena_begin();
		struct param_problem problem = { 0 };
		struct params params;

		print_message("%s\n", good[i].why);
		assert_int_equal(param_parse(mem, table, good[i].query, "",
		    NULL, 0, &params, &problem), RC_OK);
		assert_string_equal(shown(mem, &params, good[i].name),
		    good[i].value);
		assert_int_equal(param_find(&params, good[i].name)->given,
		    good[i].given);
		arena_end(mem);
	}
}

static const struct {
	const char *why, *query, *name, *type, *says;
} bad[] = {
	{ "no number", "n=x", "n", "type_error.integer", "1 to 100" },
	{ "a fraction", "n=1.5", "n", "type_error.integer", "" },
	{ "a blank beside it", "n=+5", "n", "type_error.integer", "" },
	{ "hex", "n=0x5", "n", "type_error.integer", "" },
	{ "below", "n=0", "n", "type_error.integer", "1 to 100" },
	{ "above", "n=101", "n", "type_error.integer", "1 to 100" },
	{ "more than 64 bits", "n=99999999999999999999", "n",
	    "type_error.integer", "" },
	{ "digits of another script", "n=%D9%A3", "n", "type_error.integer",
	    "" },
	{ "a clamped one must be a number", "limit=many", "limit",
	    "type_error.integer", "" },
	{ "repeated", "n=1&n=1", "n", "value_error.repeated", "once" },
	{ "repeated by an encoded name", "n=1&%6E=2", "n",
	    "value_error.repeated", "" },
	{ "repeated, one of them empty", "n=&n=2", "n",
	    "value_error.repeated", "" },
	{ "yes and no alone", "on=2", "on", "type_error.bool", "1 or 0" },
	{ "no such day", "at=2024-02-30", "at", "type_error.datetime", "" },
	{ "seconds are no date", "at=1700000000", "at", "type_error.datetime",
	    "" },
	{ "NUL", "text=a%00b", "text", "value_error.encoding", "NUL" },
	{ "NUL in a parameter of no one", "x=%00", "x",
	    "value_error.encoding", "" },
	{ "NUL in a name", "%00=1", "*", "value_error.encoding", "" },
	{ "cut escape", "text=%4", "text", "value_error.encoding", "" },
	{ "percent alone", "text=%", "text", "value_error.encoding", "" },
	{ "not hex", "text=%zz", "text", "value_error.encoding", "" },
	{ "broken UTF-8", "text=%ff", "text", "value_error.text", "UTF-8" },
	{ "cut UTF-8", "text=%F0%9F%98", "text", "value_error.text", "" },
	{ "overlong UTF-8", "text=%C0%80", "text", "value_error.text", "" },
	{ "half of a surrogate pair", "text=%ED%A0%80", "text",
	    "value_error.text", "" },
	{ "above U+10FFFF", "text=%F4%90%80%80", "text", "value_error.text",
	    "" },
	{ "control character", "text=a%1Bb", "text", "value_error.text", "" },
	{ "DEL", "text=%7F", "text", "value_error.text", "" },
	{ "nine characters", "text=123456789", "text", "value_error.length",
	    "0 to 8" },
	{ "no word", "word=middle", "word", "value_error.word",
	    "high|highest|low" },
	{ "part of a word", "word=hig", "word", "value_error.word", "" },
	{ "two words", "word=high|low", "word", "value_error.word", "" },
	{ "the bar alone", "word=|", "word", "value_error.word", "" },
	{ "an id that is none", "ids=5,x", "ids", "type_error.integer",
	    "1 to 3 ids" },
	{ "id 0", "ids=0", "ids", "type_error.integer", "from 1" },
	{ "a comma too many", "ids=5,", "ids", "type_error.integer", "" },
	{ "one id too many", "ids=1,2,3,4", "ids", "type_error.integer", "" },
	{ "one box too many", "ids=1&ids=2&ids=3&ids=4", "ids",
	    "type_error.integer", "" },
	{ "an empty array", "ids=[]", "ids", "type_error.integer", "" },
	{ "a blank between", "ids=1,+2", "ids", "type_error.integer", "" },
	{ "a long secret", "secret=123456789", "secret",
	    "value_error.length", "" },
};

static void
test_bad(void **state)
{
	(void)state;
	for (size_t i = 0; i < LEN(bad); i++) {
		struct arena *mem = arena_begin();
		struct param_problem problem = { 0 };
		struct params params;

		print_message("%s\n", bad[i].why);
		assert_int_equal(param_parse(mem, table, bad[i].query, "",
		    NULL, 0, &params, &problem), RC_BAD_INPUT);
		assert_string_equal(problem.name, bad[i].name);
		assert_string_equal(problem.place, "query");
		assert_string_equal(problem.type, bad[i].type);
		assert_non_null(strstr(problem.message, bad[i].says));
		arena_end(mem);
	}
}

#define JSON "application/json"
#define FORM "application/x-www-form-urlencoded"

static const struct {
	const char *why, *query, *type, *body;
	const char *bad;	/* the parameter refused, or NULL */
	const char *place;
	const char *id;		/* what came of it */
} bodies[] = {
	{ "form", "", FORM, "id=3&name=ann", NULL, NULL, "3" },
	{ "form with a charset", "", FORM "; charset=utf-8",
	    "id=3&name=ann", NULL, NULL, "3" },
	{ "JSON", "", JSON, "{\"id\":3,\"name\":\"ann\"}", NULL, NULL, "3" },
	{ "JSON number as text", "", "Application/JSON; charset=utf-8",
	    "{\"id\":\"3\",\"name\":\"ann\"}", NULL, NULL, "3" },
	{ "some here, some there", "name=ann", JSON, "{\"id\":3}", NULL, NULL,
	    "3" },
	{ "other members are ignored", "name=ann", JSON,
	    "{\"id\":3,\"x\":{\"y\":[1]},\"z\":null}", NULL, NULL, "3" },
	{ "a body of another type is not read", "id=3&name=ann",
	    "application/octet-stream", "id=4", NULL, NULL, "3" },
	{ "in query and body", "id=3&name=ann", FORM, "id=3", "id", "body",
	    NULL },
	{ "missing", "name=ann", FORM, "x=1", "id", "query", NULL },
	{ "required and empty", "name=ann&id=", "", "", "id", "query", NULL },
	{ "null is missing", "name=ann", JSON, "{\"id\":null}", "id", "query",
	    NULL },
	{ "a list is no number", "name=ann", JSON, "{\"id\":[3]}", "id",
	    "body", NULL },
	{ "true is no number", "name=ann", JSON, "{\"id\":true}", "id",
	    "body", NULL },
	{ "out of range", "name=ann", JSON, "{\"id\":10}", "id", "body",
	    NULL },
	{ "too short", "id=3&name=a", "", "", "name", "query", NULL },
	{ "an array", "", JSON, "[1]", "body", "body", NULL },
	{ "a number", "", JSON, "3", "body", "body", NULL },
	{ "no JSON", "", JSON, "{\"id\":", "body", "body", NULL },
	{ "JSON that goes on", "", JSON, "{} {}", "body", "body", NULL },
	{ "broken UTF-8 in JSON", "", JSON, "{\"id\":\"\xff\"}", "body",
	    "body", NULL },
	{ "NUL in a form", "", FORM, "id=%00", "id", "body", NULL },
};

static void
test_bodies(void **state)
{
	(void)state;
	for (size_t i = 0; i < LEN(bodies); i++) {
		struct arena *mem = arena_begin();
		struct param_problem problem = { 0 };
		struct params params;
		enum rc rc = param_parse(mem, needed, bodies[i].query,
		    bodies[i].type, bodies[i].body, strlen(bodies[i].body),
		    &params, &problem);

		print_message("%s\n", bodies[i].why);
		if (bodies[i].bad == NULL) {
			assert_int_equal(rc, RC_OK);
			assert_string_equal(shown(mem, &params, "id"),
			    bodies[i].id);
			assert_string_equal(shown(mem, &params, "name"),
			    "ann");
		} else {
			assert_int_equal(rc, RC_BAD_INPUT);
			assert_string_equal(problem.name, bodies[i].bad);
			assert_string_equal(problem.place, bodies[i].place);
		}
		arena_end(mem);
	}
}

/* A query of count unknown parameters, and one known. */
static enum rc
parse_many(struct arena *mem, int count, struct param_problem *problem)
{
	struct sbuf *query = sbuf_arena(mem);
	struct params params;

	for (int i = 0; i < count; i++)
		sbuf_fmt(query, "x%d=1&", i);
	sbuf_text(query, "n=3");
	return param_parse(mem, table, sbuf_cstr(query), "", NULL, 0, &params,
	    problem);
}

static void
test_many(void **state)
{
	struct arena *mem = arena_begin();
	struct param_problem problem = { 0 };

	(void)state;
	assert_int_equal(parse_many(mem, PARAM_PAIRS_MAX - 1, &problem), RC_OK);
	assert_int_equal(parse_many(mem, PARAM_PAIRS_MAX, &problem),
	    RC_BAD_INPUT);
	assert_non_null(strstr(problem.message, "200"));
	assert_int_equal(parse_many(mem, 5000, &problem), RC_BAD_INPUT);
	arena_end(mem);
}

static void
test_long_value(void **state)
{
	struct arena *mem = arena_begin();
	struct sbuf *query = sbuf_arena(mem);
	struct param_problem problem = { 0 };
	struct params params;

	(void)state;
	sbuf_text(query, "text=");
	for (int i = 0; i < 1000000; i++)
		sbuf_char(query, 'a');
	assert_int_equal(param_parse(mem, table, query->s, "", NULL, 0,
	    &params, &problem), RC_BAD_INPUT);
	assert_string_equal(problem.type, "value_error.length");
	arena_end(mem);
}

static void
test_encode(void **state)
{
	struct arena *mem = arena_begin();
	char all[256] = "";

	(void)state;
	for (int c = 1; c < 256; c++)
		all[c - 1] = (char)c;
	for (size_t i = 0; i < 255; i++) {
		struct sbuf *out = sbuf_arena(mem);

		param_encode(out, all + i);
		assert_string_equal(param_decode(mem, out->s, out->len),
		    all + i);
		assert_null(strpbrk(out->s, "&=+# <\"'"));
	}
	arena_end(mem);
}

/* What a change must refuse where a list ignores it. */
static void
test_unknown(void **state)
{
	static const struct {
		const char *why, *query, *unknown;
	} cases[] = {
		{ "nothing given", "", NULL },
		{ "all known, one twice", "ids=1&ids=2&text=a", NULL },
		{ "known but empty", "word=", NULL },
		{ "the first one counts", "n=1&hours=2&sort=x", "hours" },
		{ "case tells names apart", "N=1", "N" },
		{ "a beginning of a name is none", "tex=a", "tex" },
		{ "an encoded name is the name", "te%78t=a", NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct arena *mem = arena_begin();
		struct param_problem problem;
		struct params params;
		const char *got;

		print_message("%s\n", cases[i].why);
		assert_int_equal(param_parse(mem, table, cases[i].query, "",
		    NULL, 0, &params, &problem), RC_OK);
		got = param_unknown(&params);
		if (cases[i].unknown == NULL)
			assert_null(got);
		else
			assert_string_equal(got, cases[i].unknown);
		arena_end(mem);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_good),
		cmocka_unit_test(test_bad),
		cmocka_unit_test(test_bodies),
		cmocka_unit_test(test_many),
		cmocka_unit_test(test_long_value),
		cmocka_unit_test(test_encode),
		cmocka_unit_test(test_unknown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
