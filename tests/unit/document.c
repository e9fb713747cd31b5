/* SPDX-License-Identifier: MIT */
/* Rulesets as documents: reading and writing, every edit, the difference
 * between two, and where a fault is. */
#include "unit.h"

#include "analysis/analyse.h"
#include "analysis/diff.h"
#include "analysis/document.h"
#include "analysis/edit.h"
#include "base/arena.h"
#include "base/sbuf.h"

static const char small[] =
    "{\"format\":1,\"name\":\"small\","
    "\"categories\":[\"crash\",\"bug\",\"payment\"],"
    "\"intents\":[\"report\",\"refund\"],"
    "\"category_intents\":{\"crash\":\"report\",\"other\":\"report\"},"
    "\"outranks\":{\"crash\":[\"bug\"]},"
    "\"severity\":{\"medium\":30,\"high\":40,\"critical\":70,"
    "\"at_least\":{\"crash\":\"high\"},\"at_most_by_score\":{\"other\":\"low\"}"
    ","
    "\"critical_when_aggravated\":[\"crash\"]},"
    "\"spelling\":{\"pls\":\"please\"},\"lists\":{\"cant\":[\"=cant\"]},"
    "\"boilerplate\":[\"x{3}\"],\"rules\":["
    "{\"id\":\"crash.word\",\"points\":{\"crash\":20,\"bug\":4},"
    "\"words\":[\"crash\"],\"unless\":[\"crash course\"]},"
    "{\"id\":\"bug.word\",\"points\":{\"bug\":12},\"also\":[\"payment\"],"
    "\"words\":[\"bug\",\"@cant open\"],\"patterns\":[\"b.g\"]},"
    "{\"id\":\"payment.word\",\"severity\":30,\"points\":{\"payment\":20},"
    "\"intents\":{\"refund\":12},\"words\":[\"refund\"]}]}";

static struct document *
read_it(struct arena *mem, const char *json)
{
	struct document *d;
	const char *why;

	assert_int_equal(
	    document_read(mem, json, strlen(json), &d, &why), RC_OK);
	return d;
}

static void
must_load(struct arena *mem, const char *json)
{
	struct ruleset *set;
	const char *why;

	if (ruleset_load(mem, json, strlen(json), &set, &why) != RC_OK)
		fail_msg("%s", why);
}

static const char *const texts[] = {
	"The app crashes every time, please fix it",
	"I want a refund now",
	"How do I change my password?",
	"No crashes since the update, love it",
	"My parcel has not arrived",
	"The export is empty and the api answers "
	"with error 500",
	"",
	"hjkds qwrtz ghjfd kjhg wrtzgh",
	"charged twice!!",
};

static void
same_verdicts(struct arena *mem, const char *a, const char *b)
{
	struct ruleset *one, *two;
	const char *why;

	assert_int_equal(ruleset_load(mem, a, strlen(a), &one, &why), RC_OK);
	assert_int_equal(ruleset_load(mem, b, strlen(b), &two, &why), RC_OK);
	for (size_t i = 0; i < LEN(texts); i++) {
		struct report r = { NULL, texts[i] };
		struct verdict v, w;

		analyse(one, mem, &r, &v);
		analyse(two, mem, &r, &w);
		assert_string_equal(v.main_category, w.main_category);
		assert_string_equal(v.intent, w.intent);
		assert_int_equal(v.severity, w.severity);
		assert_int_equal(v.score, w.score);
		assert_int_equal(v.reasons_n, w.reasons_n);
	}
}

/* Writing what was read loses nothing; writing it again changes no byte. */
static void
test_round_trip(void **state)
{
	(void)state;
	for (size_t i = 0; ruleset_builtin_name(i) != NULL; i++) {
		struct arena *mem = arena_begin();
		const char *json = ruleset_builtin(ruleset_builtin_name(i));
		struct document *d = read_it(mem, json), *e;
		const char *written = document_write(mem, d);

		print_message("%s\n", ruleset_builtin_name(i));
		e = read_it(mem, written);
		assert_string_equal(document_write(mem, e), written);
		assert_int_equal(document_diff(mem, d, e).n, 0);
		assert_string_equal(d->name, ruleset_builtin_name(i));
		same_verdicts(mem, json, written);
		arena_end(mem);
	}
}

static const char *
put_rule(struct arena *mem, struct document *d, const char *was, const char *id)
{
	static struct doc_points points[] = { { "bug", 7 } };
	static const char *words[] = { "broken" };
	struct doc_rule r = { .id = id,
		.points = points,
		.points_n = 1,
		.words = { words, 1 },
		.negatable = -1 };

	return edit_rule_put(mem, d, was, &r);
}

static const char *
put_category(struct arena *mem, struct document *d, const char *was,
    const char *name, size_t place)
{
	struct doc_category c = { .name = name, .at_least = "medium" };

	return edit_category_put(mem, d, was, &c, place);
}

static const char *
add_rule(struct arena *mem, struct document *d)
{
	return put_rule(mem, d, NULL, "bug.broken");
}

static const char *
add_rule_of_no_family(struct arena *mem, struct document *d)
{
	return put_rule(mem, d, "", "zoo.word");
}

static const char *
replace_rule(struct arena *mem, struct document *d)
{
	return put_rule(mem, d, "bug.word", "bug.broken");
}

static const char *
replace_gone_rule(struct arena *mem, struct document *d)
{
	return put_rule(mem, d, "bug.gone", "bug.gone");
}

static const char *
add_twice(struct arena *mem, struct document *d)
{
	return put_rule(mem, d, NULL, "crash.word");
}

static const char *
delete_rule(struct arena *mem, struct document *d)
{
	return edit_rule_delete(mem, d, "crash.word");
}

static const char *
delete_gone_rule(struct arena *mem, struct document *d)
{
	return edit_rule_delete(mem, d, "crash.gone");
}

static const char *
add_category(struct arena *mem, struct document *d)
{
	return put_category(mem, d, NULL, "delivery", 1);
}

static const char *
rename_category(struct arena *mem, struct document *d)
{
	return put_category(mem, d, "bug", "defect", 0);
}

static const char *
rename_to_another(struct arena *mem, struct document *d)
{
	return put_category(mem, d, "bug", "crash", 1);
}

static const char *
delete_category(struct arena *mem, struct document *d)
{
	return edit_category_delete(mem, d, "bug");
}

static const char *
change_other(struct arena *mem, struct document *d)
{
	return put_category(mem, d, "other", "else", 0);
}

static const char *
empty_list(struct arena *mem, struct document *d)
{
	return edit_list_put(mem, d, "nice", (struct doc_list){ NULL, 0 });
}

static const char *
new_list(struct arena *mem, struct document *d)
{
	return edit_list_put(
	    mem, d, "nice", doc_lines(mem, "=good\n\n great "));
}

static const char *
spelling(struct arena *mem, struct document *d)
{
	struct doc_list l = doc_lines(mem, "u = you\n plz=please");

	return edit_spelling(mem, d, &l);
}

static const char *
spelling_twice(struct arena *mem, struct document *d)
{
	struct doc_list l = doc_lines(mem, "u = you\nu = your");

	return edit_spelling(mem, d, &l);
}

static const char *
spelling_without_sign(struct arena *mem, struct document *d)
{
	struct doc_list l = doc_lines(mem, "u = you\nplease");

	return edit_spelling(mem, d, &l);
}

/* The order of categories, the rules with their points, lists and spelling. */
static const char *
sketch(struct arena *mem, const struct document *d)
{
	struct sbuf *out = sbuf_arena(mem);

	for (size_t i = 0; i < d->categories; i++) {
		sbuf_fmt(out, "%s%s", i > 0 ? " " : "", d->category[i].name);
		for (size_t k = 0; k < d->category[i].outranks.n; k++)
			sbuf_fmt(out, ">%s", d->category[i].outranks.at[k]);
	}
	sbuf_text(out, " |");
	for (size_t i = 0; i < d->rules; i++) {
		sbuf_fmt(out, " %s", d->rule[i].id);
		for (size_t k = 0; k < d->rule[i].points_n; k++)
			sbuf_fmt(out, "%s%s", k > 0 ? "," : ":",
			    d->rule[i].points[k].to);
	}
	sbuf_text(out, " |");
	for (size_t i = 0; i < d->lists; i++)
		sbuf_fmt(out, " %s=%zu", d->list[i].name, d->list[i].words.n);
	sbuf_text(out, " |");
	for (size_t i = 0; i < d->spellings; i++)
		sbuf_fmt(out, " %s>%s", d->spelling[i].name,
		    d->spelling[i].words.at[0]);
	return sbuf_cstr(out);
}

#define RULES " crash.word:crash,bug bug.word:bug payment.word:payment"
#define NAMES "crash>bug bug payment"
#define WORDS " cant=1 | pls>please"

static void
test_edits(void **state)
{
	static const struct {
		const char *why;
		const char *(*edit)(struct arena *, struct document *);
		const char *refused; /* part of the sentence, or NULL */
		const char *becomes;
	} cases[] = {
		{ "a new rule stands with its family", add_rule, NULL,
		    NAMES " | crash.word:crash,bug bug.word:bug "
			  "bug.broken:bug payment.word:payment |" WORDS },
		{ "or at the end", add_rule_of_no_family, NULL,
		    NAMES " |" RULES " zoo.word:bug |" WORDS },
		{ "a rule keeps its place under a new name", replace_rule, NULL,
		    NAMES " | crash.word:crash,bug bug.broken:bug "
			  "payment.word:payment |" WORDS },
		{ "somebody deleted it", replace_gone_rule, "no rule bug.gone",
		    NAMES " |" RULES " |" WORDS },
		{ "two of one name", add_twice, "crash.word already",
		    NAMES " |" RULES " |" WORDS },
		{ "a rule goes", delete_rule, NULL,
		    NAMES " | bug.word:bug payment.word:payment |" WORDS },
		{ "gone already", delete_gone_rule, "no rule crash.gone",
		    NAMES " |" RULES " |" WORDS },
		{ "a category at its place", add_category, NULL,
		    "crash>bug delivery bug payment |" RULES " |" WORDS },
		{ "a name is carried through", rename_category, NULL,
		    "defect crash>defect payment | crash.word:crash,defect "
		    "bug.word:defect payment.word:payment |" WORDS },
		{ "a name that is taken", rename_to_another, "crash already",
		    NAMES " |" RULES " |" WORDS },
		{ "a category goes from every rule", delete_category, NULL,
		    "crash payment | crash.word:crash bug.word "
		    "payment.word:payment |" WORDS },
		{ "other keeps name and place", change_other, NULL,
		    NAMES " |" RULES " |" WORDS },
		{ "no list of nothing", empty_list, "at least one",
		    NAMES " |" RULES " |" WORDS },
		{ "a list", new_list, NULL,
		    NAMES " |" RULES " | cant=1 nice=2 | pls>please" },
		{ "spelling", spelling, NULL,
		    NAMES " |" RULES " | cant=1 | u>you plz>please" },
		{ "one form, two words", spelling_twice, "lines 1 and 2",
		    NAMES " |" RULES " |" WORDS },
		{ "no form", spelling_without_sign, "line 2",
		    NAMES " |" RULES " |" WORDS },
	};

	(void)state;
	for (size_t i = 0; i < LEN(cases); i++) {
		struct arena *mem = arena_begin();
		struct document *d = read_it(mem, small);
		const char *refused = cases[i].edit(mem, d);

		print_message("%s\n", cases[i].why);
		if (cases[i].refused == NULL) {
			assert_null(refused);
		} else {
			assert_non_null(refused);
			assert_non_null(strstr(refused, cases[i].refused));
		}
		assert_string_equal(sketch(mem, d), cases[i].becomes);
		must_load(mem, document_write(mem, d));
		arena_end(mem);
	}
}

/* Of two intents with as many points the first is chosen. */
static const char *
swap_intents(struct arena *mem, struct document *d)
{
	const char **at = arena_array(mem, 2, sizeof(*at));

	at[0] = d->intents.at[1];
	at[1] = d->intents.at[0];
	d->intents.at = at;
	return NULL;
}

static void
test_diff(void **state)
{
	static const struct {
		const char *why;
		const char *(*edit)(struct arena *, struct document *);
		const char *says;
	} cases[] = {
		{ "added", add_rule, "added rule bug.broken  [>bug +7]" },
		{ "removed", delete_rule,
		    "removed rule crash.word  [crash +20, bug +4>]" },
		{ "renamed: one goes, one comes", replace_rule,
		    "removed rule bug.word  [bug +12>]; "
		    "added rule bug.broken  [>bug +7]" },
		{ "a list", new_list, "added list nice  [>=good\ngreat]" },
		{ "words of the spelling", spelling,
		    "changed ruleset  spelling "
		    "[pls = please>u = you\nplz = please]" },
		{ "the order of intents", swap_intents, "changed intents  order "
		    "[report, refund>refund, report]" },
		{ "what other may become", change_other,
		    "changed category other "
		    "intent [report>]; changed category other at_least "
		    "[>medium]; changed category other at_most_by_score "
		    "[low>]" },
	};

	(void)state;
	for (size_t i = 0; i < LEN(cases); i++) {
		struct arena *mem = arena_begin();
		struct document *a = read_it(mem, small);
		struct document *b = read_it(mem, small);
		struct sbuf *out = sbuf_arena(mem);
		struct changes c;

		print_message("%s\n", cases[i].why);
		assert_null(cases[i].edit(mem, b));
		c = document_diff(mem, a, b);
		for (size_t k = 0; k < c.n; k++)
			sbuf_fmt(out, "%s%s %s %s %s [%s>%s]",
			    k > 0 ? "; " : "", change_kind_name(c.at[k].kind),
			    c.at[k].what, c.at[k].name, c.at[k].member,
			    c.at[k].before, c.at[k].after);
		assert_string_equal(sbuf_cstr(out), cases[i].says);
		assert_int_equal(document_diff(mem, b, b).n, 0);
		arena_end(mem);
	}
}

/* Each member of a rule that changes is told, and only that. */
static void
test_diff_members(void **state)
{
	static const char *const members[] = { "words", "patterns", "unless",
		"points", "intents", "severity", "also", "negatable",
		"aggravates", "flag", "note" };
	static struct doc_points points[] = { { "bug", 13 } };
	static const char *word[] = { "crash" };

	(void)state;
	for (size_t i = 0; i < LEN(members); i++) {
		struct arena *mem = arena_begin();
		struct document *a = read_it(mem, small);
		struct document *b = read_it(mem, small);
		struct doc_rule *r = &b->rule[1];
		struct doc_list one = { word, 1 };
		struct changes c;

		print_message("%s\n", members[i]);
		if (i < 3)
			*(i == 0     ? &r->words
			    : i == 1 ? &r->patterns
				     : &r->unless) = one;
		else if (i == 3)
			r->points = points;
		else if (i == 4)
			r->intents = points, r->intents_n = 1;
		else if (i == 5)
			r->severity = 9;
		else if (i == 6)
			r->also = one;
		else if (i == 7)
			r->negatable = 1;
		else if (i == 8)
			r->aggravates = true;
		else
			*(i == 9 ? &r->flag : &r->note) = "delete_request";
		c = document_diff(mem, a, b);
		assert_int_equal(c.n, 1);
		assert_string_equal(c.at[0].name, "bug.word");
		assert_string_equal(c.at[0].member, members[i]);
		arena_end(mem);
	}
}

/* The small document with one part replaced. */
static const char *
with(struct arena *mem, const char *from, const char *to)
{
	const char *at = strstr(small, from);

	assert_non_null(at);
	return arena_fmt(
	    mem, "%.*s%s%s", (int)(at - small), small, to, at + strlen(from));
}

static void
test_faults(void **state)
{
	static const struct {
		const char *why, *from, *to, *place, *member;
		size_t item;
		const char *text;
	} cases[] = {
		{ "a pattern, with its offset", "[\"b.g\"]",
		    "[\"ok\", \"b(g\"]", "rule bug.word", "patterns", 2,
		    "offset 3" },
		{ "too long a pattern", "[\"b.g\"]", NULL, "rule bug.word",
		    "patterns", 1, "2000" },
		{ "a word", "\"@cant open\"", "\"a+b\"", "rule bug.word",
		    "words", 2, "a+b" },
		{ "a list that is not there", "\"@cant open\"", "\"@can x\"",
		    "rule bug.word", "words", 2, "@can" },
		{ "of unless", "[\"crash course\"]", "[\"a ..9 b\"]",
		    "rule crash.word", "unless", 1, "..9" },
		{ "points for nobody", "{\"bug\":12}", "{\"bag\":12}",
		    "rule bug.word", "points", 0, "bag" },
		{ "too many points", "{\"bug\":12}", "{\"bug\":1001}",
		    "rule bug.word", "points", 0, "1000" },
		{ "an intent that is none", "{\"refund\":12}", "{\"fund\":1}",
		    "rule payment.word", "intents", 0, "fund" },
		{ "severity out of bounds", "\"severity\":30,\"points\"",
		    "\"severity\":101,\"points\"", "rule payment.word",
		    "severity", 0, "100" },
		{ "applies as well to nothing", "[\"payment\"],\"words\"",
		    "[\"pay\"],\"words\"", "rule bug.word", "also", 0, "pay" },
		{ "an id with a blank", "\"bug.word\"", "\"bug word\"",
		    "rule 2", "id", 0, "small letters" },
		{ "the same id twice", "\"bug.word\"", "\"crash.word\"",
		    "rule crash.word", "id", 0, "two rules" },
		{ "boilerplate", "\"x{3}\"", "\"ok\",\"[z-a]\"", "boilerplate",
		    "boilerplate", 2, "offset" },
		{ "spelling", "\"pls\"", "\"p l\"", "spelling", "spelling", 0,
		    "p l" },
		{ "policy for a category that is none", "{\"crash\":\"high\"}",
		    "{\"crsh\":\"high\"}", "severity", "severity", 0, "crsh" },
		{ "a severity that is none", "{\"crash\":\"high\"}",
		    "{\"crash\":\"hi\"}", "severity", "severity", 0, "hi" },
		{ "an intent for a category that is none",
		    "\"crash\":\"report\"", "\"crush\":\"report\"",
		    "category_intents", "category_intents", 0, "crush" },
		{ "outranks what is none", "[\"bug\"]}", "[\"bag\"]}",
		    "outranks", "outranks", 0, "bag" },
		{ "two of a name", "\"bug\",\"payment\"]", "\"bug\",\"bug\"]",
		    "categories", "categories", 3, "bug" },
		{ "no JSON", "{\"format\":1", "{\"format\":", "", "", 0, "" },
	};

	(void)state;
	for (size_t i = 0; i < LEN(cases); i++) {
		struct arena *mem = arena_begin();
		char *many = arena_alloc(mem, 2100);
		const char *json, *whole;
		struct ruleset_fault f;
		struct ruleset *set;

		print_message("%s\n", cases[i].why);
		memset(many, 'x', 2099);
		json = with(mem, cases[i].from,
		    cases[i].to ? cases[i].to
				: arena_fmt(mem, "[\"%s\"]", many));
		assert_int_equal(
		    ruleset_check(mem, json, strlen(json), &set, &f),
		    RC_BAD_INPUT);
		assert_string_equal(f.place, cases[i].place);
		assert_string_equal(f.member, cases[i].member);
		assert_int_equal(f.item, cases[i].item);
		assert_non_null(strstr(f.text, cases[i].text));
		whole = ruleset_fault_text(mem, &f);
		assert_int_equal(strncmp(whole, f.place, strlen(f.place)), 0);
		arena_end(mem);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_round_trip),
		cmocka_unit_test(test_edits),
		cmocka_unit_test(test_diff),
		cmocka_unit_test(test_diff_members),
		cmocka_unit_test(test_faults),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
