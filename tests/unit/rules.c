/* SPDX-License-Identifier: MIT */
#include "unit.h"

#include <time.h>

#include "analysis/analyse.h"
#include "base/arena.h"
#include "base/sbuf.h"
#include "text/pattern.h"
#include "text/phrase.h"
#include "text/readable.h"
#include "text/words.h"

static void
test_words(void **state)
{
	static const struct {
		const char *why, *in, *stems;
	} cases[] = {
		{ "forms", "Crashes crashed CRASHING", "crash crash crash" },
		{ "apostrophes", "can't can\xe2\x80\x99t", "cant cant" },
		{ "two words of a negation", "can not do not don t won t",
		    "cant dont dont wont" },
		{ "numbers are one word", "2.4.1 $4.99 12:30 3rd 50%",
		    "# # # # #" },
		{ "drawn out", "sooo laggggg", "so lag" },
		{ "a question", "why?", "whi ?" },
		{ "other letters", "St\xc3\x9cRZT \xd0\x92\xd0\xab", "st\xc3\xbcrzt "
		    "\xd0\xb2\xd1\x8b" },
		{ "equal bytes of one letter", "\xf0\x96\x96\x96",
		    "\xf0\x96\x96\x96" },
		{ "an alias", "plz", "pleas" },
		{ "emoji part words", "a\xf0\x9f\x98\x80" "b", "a b" },
		{ "broken bytes part words", "a\xff" "b", "a b" },
		{ "nothing", " .,- ", "" },
	};
	struct arena *program = arena_begin();
	struct words *w = words_new(program);

	(void)state;
	words_alias(w, "plz", "please");
	words_add(w, "lag", WORD_STEM, 7);
	for (size_t i = 0; i < LEN(cases); i++) {
		struct arena *mem = arena_begin();
		struct sbuf *out = sbuf_arena(mem);
		struct tokens t;

		print_message("%s\n", cases[i].why);
		words_split(w, mem, cases[i].in, strlen(cases[i].in), &t);
		for (size_t k = 0; k < t.n; k++)
			sbuf_fmt(out, "%s%s", k > 0 ? " " : "",
			    t.v[k].word->stem);
		assert_string_equal(sbuf_cstr(out), cases[i].stems);
		arena_end(mem);
	}
	arena_end(program);
}

struct seen {
	int hits, negated;
};

static void
count(void *ctx, const struct phrase_hit *h)
{
	struct seen *s = ctx;

	s->hits++;
	s->negated += h->negated;
}

static void
test_phrases(void **state)
{
	static const struct {
		const char *why, *phrase, *in;
		int hits, negated;
	} cases[] = {
		{ "a form", "crash", "it crashed and crashes", 2, 0 },
		{ "this form alone", "=crashed", "it crashed and crashes", 1, 0 },
		{ "a beginning", "abst*", "es abst\xc3\xbcrzt", 1, 0 },
		{ "words in a row", "black screen", "a black screens", 1, 0 },
		{ "not in a row", "black screen", "a black big screen", 0, 0 },
		{ "a gap", "black ..2 screen", "a black and big screen", 1, 0 },
		{ "too wide a gap", "black ..1 screen", "black and big screen",
		    0, 0 },
		{ "one of several", "open|start it", "starts it", 1, 0 },
		{ "a list", "@cant open", "couldn't open", 1, 0 },
		{ "any word", "do _ it", "do not it", 0, 0 },
		{ "any word, again", "we _ it", "we like it", 1, 0 },
		{ "not over a sentence", "black ..3 screen", "Black. My screen",
		    0, 0 },
		{ "over a comma", "black ..3 screen", "black, my screen", 1, 0 },
		{ "a number", "level #", "level 12", 1, 0 },
		{ "at the start", "^ how", "how, and how", 1, 0 },
		{ "at the end", "you ? $", "how are you? are you?", 1, 0 },
		{ "near the end", "^ price ..2 $", "price of it", 1, 0 },
		{ "too far from it", "^ price ..1 $", "price of it all", 0, 0 },
		{ "at the start of a sentence", "< is it", "It is it. Is it?",
		    1, 0 },
		{ "negated", "crash", "no crashes", 1, 1 },
		{ "negated over a bridge", "crash", "never had a crash", 1, 1 },
		{ "a verb between", "crash", "not stop crashing", 1, 0 },
		{ "double", "crash", "can't play without crashing", 1, 0 },
		{ "single", "crash", "works without crashing", 1, 1 },
	};

	(void)state;
	for (size_t i = 0; i < LEN(cases); i++) {
		struct arena *mem = arena_begin();
		struct words *w = words_new(mem);
		struct phrases *p = phrases_new(mem, w);
		struct seen seen = { 0, 0 };
		struct tokens t;
		const char *why = NULL;

		print_message("%s\n", cases[i].why);
		phrases_list(p, "negators", "=no", &why);
		phrases_list(p, "negators", "=not", &why);
		phrases_list(p, "negators", "=never", &why);
		phrases_list(p, "negators", "=without", &why);
		phrases_list(p, "negators", "=cant", &why);
		phrases_list(p, "negation_bridge", "=a", &why);
		phrases_list(p, "negation_bridge", "=had", &why);
		phrases_list(p, "cant", "=couldnt", &why);
		assert_null(why);
		assert_true(phrases_add(p, cases[i].phrase, 3, &why));
		words_split(w, mem, cases[i].in, strlen(cases[i].in), &t);
		phrases_match(p, &t, count, &seen);
		assert_int_equal(seen.hits, cases[i].hits);
		assert_int_equal(seen.negated, cases[i].negated);
		arena_end(mem);
	}
}

/* A word may stand in any number of alternatives: each rule keeps its match. */
static void
test_many_alternatives(void **state)
{
	enum { MANY = 26 * 26 };
	struct arena *mem = arena_begin();
	struct words *w = words_new(mem);
	struct phrases *p = phrases_new(mem, w);
	struct seen seen = { 0 };
	struct tokens t;
	const char *why;

	(void)state;
	for (int i = 0; i < MANY; i++)
		assert_true(phrases_add(p, arena_fmt(mem, "crash|w%c_%c",
		    'a' + i / 26, 'a' + i % 26), 3, &why));
	words_split(w, mem, "it crashed", 10, &t);
	phrases_match(p, &t, count, &seen);
	assert_int_equal(seen.hits, MANY);
	arena_end(mem);
}

static void
test_phrase_refused(void **state)
{
	static const struct {
		const char *why, *phrase;
	} cases[] = {
		{ "nothing", "  " },
		{ "a gap too wide", "a ..9 b" },
		{ "no number in the gap", "a .. b" },
		{ "a gap first", "..2 a" },
		{ "a gap last", "a ..2" },
		{ "an unknown list", "@nowhere" },
		{ "a sign", "a+b" },
		{ "a dash, which parts words", "sign-in" },
		{ "a quote alone", "'" },
		{ "a sign that is no letter of any script", "a\xe2\x80\x94" "b" },
		{ "an empty alternative", "a|" },
		{ "after the end", "a $ b" },
		{ "too long", "a a a a a a a a a a a a a" },
		{ "four gaps", "a ..1 b ..1 c ..1 d ..1 e" },
		{ "a digit first makes a number", "2fa" },
		{ "also in a beginning", "2f*" },
		{ "and among others", "login|100|password" },
		{ "no word begins with it", "_id" },
		{ "a drawn-out word counts as a shorter one", "hmmm" },
		{ "in capitals as well", "WwW" },
		{ "longer than a word may be",
		    "aiaiaiaiaiaiaiaiaiaiaiaiaiaiaiaiaiaiaiaiaiaiaiaia" },
		{ "two words that are read as one", "can not open" },
		{ "two of several are", "seems|is no|not working" },
		{ "as an exact form", "=do =not" },
		{ "the cut form", "don t" },
	};
	struct arena *mem = arena_begin();
	struct phrases *p = phrases_new(mem, words_new(mem));

	(void)state;
	for (size_t i = 0; i < LEN(cases); i++) {
		const char *why = NULL;

		print_message("%s\n", cases[i].why);
		assert_false(phrases_add(p, cases[i].phrase, 0, &why));
		assert_non_null(why);
	}
	arena_end(mem);
}

/* What words_fault() lets pass is found in a text that holds it, and what it
 * refuses is not: the two must not part. */
static void
test_word_is_found(void **state)
{
	static const char *const words[] = { "crash", "a", "2fa", "100", "h2o",
		"_x", "x_", "www", "WWW", "aab", "aabb", "abbb", "a111", "a11",
		"can't", "'tis", "don't", "not", "\xc3\xbc" "ber",
		"\xc3\x9c" "BER", "\xe6\xbc\xa2\xe6\xbc\xa2\xe6\xbc\xa2",
		"1st", "_", "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuv",
		"abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqr" };
	int faults = 0;

	(void)state;
	for (size_t i = 0; i < LEN(words); i++) {
		struct arena *mem = arena_begin();
		struct words *w = words_new(mem);
		bool fine = words_fault(words[i]) == NULL;
		struct tokens t;

		print_message("%s\n", words[i]);
		words_add(w, words[i], WORD_EXACT, 7);
		words_split(w, mem, words[i], strlen(words[i]), &t);
		assert_int_equal(t.n == 1 && word_has(t.v[0].word, 7), fine);
		faults += !fine;
		arena_end(mem);
	}
	assert_in_range(faults, 8, LEN(words) - 8);
}

static void
note_tag(void *ctx, const struct pattern_hit *h)
{
	sbuf_fmt(ctx, "%u:%zu-%zu ", h->tag, h->from, h->to);
}

/* Both engines, pattern by pattern and in one pass, say the same. */
static void
test_engines_agree(void **state)
{
	static const char *const patterns[] = {
		"crash(?:es|ed|ing)?", "\\bgame\\b", "(?<=re)fund",
		"(\\w)\\1\\1", "^the", "(?m)screen$", "[$\xe2\x82\xac]\\s?\\d{3,}",
		"st\xc3\xbcrz", "a.c", "x*", "(?!no)thing", "\\d{1,3}\\.\\d+",
		"k\xe2\x84\xaa", "(?i)\xd0\xb2\xd1\x8b\xd0\xbb\xd0\xb5\xd1\x82",
		"[^a]b", "(?s)the.*end", "\\p{Han}",
	};
	static const char *const texts[] = {
		"", "The game CRASHES, refund \xe2\x82\xac 500", "black\nscreen\n",
		"sooo bad", "ST\xc3\x9cRZT AB", "a\xc3\xa9" "c 12.50",
		"\xd0\x92\xd0\xab\xd0\x9b\xd0\x95\xd0\xa2\xd0\x90\xd0\x95\xd0\xa2",
		"KK \xe2\x84\xaa", "the\n\n\nend", "nothing \xe6\xbc\xa2",
		"broken \xff crash", "bb ab", "gamer game",
	};
	struct arena *mem = arena_begin();
	struct pattern_set *set = pattern_set_new(mem);
	const char *why;

	(void)state;
	for (size_t i = 0; i < LEN(patterns); i++)
		assert_true(pattern_add(set, patterns[i], (uint32_t)i, &why));
	pattern_close(set);
	print_message("%zu of %zu in one pass\n", pattern_in_one_pass(set),
	    pattern_count(set));
	for (size_t i = 0; i < LEN(texts); i++) {
		struct sbuf *one = sbuf_arena(mem), *each = sbuf_arena(mem);
		size_t len = strlen(texts[i]);

		assert_int_equal(pattern_match(set, texts[i], len, note_tag,
		    one), -1);
		assert_int_equal(pattern_match_each(set, texts[i], len,
		    note_tag, each), -1);
		assert_string_equal(sbuf_cstr(one), sbuf_cstr(each));
	}
	arena_end(mem);
}

static void
test_pattern_limits(void **state)
{
	struct arena *mem = arena_begin();
	struct pattern_set *set = pattern_set_new(mem);
	struct sbuf *text = sbuf_arena(mem), *tags = sbuf_arena(mem);
	const char *why = NULL;
	clock_t began = clock();
	int64_t over;

	(void)state;
	assert_false(pattern_add(set, "a(b", 0, &why));
	assert_non_null(strstr(why, "offset 3"));
	assert_false(pattern_add(set, "", 0, &why));
	assert_false(pattern_add(set, "(*NO_JIT)a", 0, &why));
	assert_true(pattern_add(set, "(?:a+)+$|(x+x+)+y", 8, &why));
	assert_true(pattern_add(set, "xxb", 9, &why));
	pattern_close(set);
	for (int i = 0; i < 3000; i++)
		sbuf_char(text, 'x');
	sbuf_char(text, 'b');
	/* the one pass may know that the costly pattern cannot match */
	over = pattern_match(set, text->s, text->len, note_tag, tags);
	assert_true(over == 8 || (over == -1 && pattern_in_one_pass(set) > 0));
	assert_string_equal(sbuf_cstr(tags), "9:2998-3001 ");
	assert_true(clock() - began < 5 * CLOCKS_PER_SEC);
	arena_end(mem);
}

/* In JSON of these tests \' stands for ". */
#define DOC(more) "{'format':1,'name':'x','categories':['a']" more "}"
#define RULE(more) DOC(",'rules':[{'id':'r'" more "}]")

static enum rc
load(struct arena *mem, const char *json, struct ruleset **set,
    const char **why)
{
	char *text = arena_text(mem, json);

	for (char *c = text; *c != '\0'; c++)
		if (*c == '\'')
			*c = '"';
	return ruleset_load(mem, text, strlen(text), set, why);
}

static void
test_ruleset_refused(void **state)
{
	static const struct {
		const char *why, *json, *says;
	} cases[] = {
		{ "no JSON", "{", "" },
		{ "another format", "{'format':2}", "format must be 1" },
		{ "no categories", "{'format':1,'name':'x'}", "categories" },
		{ "a pattern that does not compile, by name and offset",
		    RULE(",'patterns':['a(b']"),
		    "rule r: pattern 1 at offset 3" },
		{ "a phrase", RULE(",'words':['a ..9 b']"),
		    "rule r: \"a ..9 b\": gap ..9 must be ..1 to ..8" },
		{ "a word that no text can hold", RULE(",'words':['a','2fa']"),
		    "rule r: \"2fa\": \"2fa\" can never be found" },
		{ "one in what takes the rule out", RULE(",'unless':['do not']"),
		    "it is read as the one word \"dont\"" },
		{ "one in a list", DOC(",'lists':{'l':['x','100']}"),
		    "list l: \"100\" can never be found" },
		{ "a spelling of it", DOC(",'spelling':{'2nd':'second'}"),
		    "spelling: \"2nd\" can never be found" },
		{ "a spelling by it", DOC(",'spelling':{'second':'2nd'}"),
		    "spelling: \"2nd\" can never be found" },
		{ "spelling is looked up once",
		    DOC(",'spelling':{'u':'ya','ya':'you'}"), "\"u\" counts as" },
		{ "a word spelt as itself", DOC(",'spelling':{'u':'u'}"),
		    "\"u\" counts as" },
		{ "an unknown category", RULE(",'points':{'b':1}"),
		    "there is no category \"b\"" },
		{ "an unknown member", RULE(",'wrds':[]"),
		    "there is no member \"wrds\"" },
		{ "the same name twice",
		    DOC(",'rules':[{'id':'r'},{'id':'r'}]"), "two rules" },
		{ "a member of another kind would be left out in silence",
		    RULE(",'words':'crash'"), "rule r: words must be an array" },
		{ "points that are no object", RULE(",'points':['a']"),
		    "rule r: points must be an object" },
		{ "a severity that is not whole", RULE(",'severity':4.5"),
		    "rule r: severity must be a whole number" },
		{ "one beyond 32 bits", RULE(",'severity':4294967296"),
		    "rule r: severity must be -100 to 100" },
		{ "a switch in words", RULE(",'negatable':'no'"),
		    "rule r: negatable must be true or false" },
		{ "a rule that is no object", DOC(",'rules':[7]"), "rule 1: " },
		{ "an unknown member of the document", DOC(",'rule':[]"),
		    "ruleset: there is no member \"rule\"" },
		{ "rules that are no array", DOC(",'rules':{}"),
		    "ruleset: rules must be an array" },
		{ "an unknown member of severity", DOC(",'severity':{'hihg':4}"),
		    "severity: there is no member \"hihg\"" },
		{ "a bound for no category",
		    DOC(",'severity':{'at_least':{'b':'high'}}"),
		    "there is no category \"b\"" },
		{ "a threshold out of range", DOC(",'threshold':4294967306"),
		    "threshold must be" },
		{ "too many points", RULE(",'points':{'a':1001}"),
		    "-1000 to 1000" },
	};

	(void)state;
	for (size_t i = 0; i < LEN(cases); i++) {
		struct arena *mem = arena_begin();
		struct ruleset *set;
		const char *why;

		print_message("%s\n", cases[i].why);
		assert_int_equal(load(mem, cases[i].json, &set, &why),
		    RC_BAD_INPUT);
		assert_null(set);
		print_message("  %s\n", why);
		assert_non_null(strstr(why, cases[i].says));
		arena_end(mem);
	}
}

static void
test_ruleset_version(void **state)
{
	struct arena *mem = arena_begin();
	struct ruleset *a, *b, *again;
	const char *why;

	(void)state;
	assert_int_equal(load(mem, DOC(""), &a, &why), RC_OK);
	assert_int_equal(load(mem, DOC(",'intents':['b']"), &b, &why), RC_OK);
	assert_int_equal(load(mem, DOC(""), &again, &why), RC_OK);
	assert_string_not_equal(ruleset_version(a), ruleset_version(b));
	assert_string_equal(ruleset_version(a), ruleset_version(again));
	assert_int_equal(strlen(ruleset_version(a)), 16);
	assert_true(ruleset_rules(ruleset_default(mem)) > 40);
	arena_end(mem);
}

static void
test_readable(void **state)
{
	static const struct {
		const char *why, *word;
		bool readable;
	} cases[] = {
		{ "english", "strengths", true },
		{ "german", "angstschweiss", true },
		{ "polish", "przycisk", true },
		{ "turkish", "uygulama", true },
		{ "dutch", "schrijf", true },
		{ "an abbreviation", "https", true },
		{ "keys", "asdfgh", false },
		{ "no vowel", "kdfgh", false },
		{ "one letter", "aaaaaa", false },
		{ "odd pairs", "qkzwejq", false },
		{ "cyrillic", "\xd0\xb2\xd1\x81\xd1\x82\xd1\x80", true },
		{ "one consonant", "k", true },
	};

	(void)state;
	for (size_t i = 0; i < LEN(cases); i++) {
		print_message("%s\n", cases[i].why);
		assert_int_equal(readable_word(cases[i].word),
		    cases[i].readable);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_phrases),
		cmocka_unit_test(test_many_alternatives),
		cmocka_unit_test(test_phrase_refused),
		cmocka_unit_test(test_word_is_found),
		cmocka_unit_test(test_engines_agree),
		cmocka_unit_test(test_pattern_limits),
		cmocka_unit_test(test_ruleset_refused),
		cmocka_unit_test(test_ruleset_version),
		cmocka_unit_test(test_readable),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
