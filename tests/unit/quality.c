/* SPDX-License-Identifier: MIT */
#include "unit.h"

#include <math.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/sbuf.h"
#include "base/utf8.h"
#include "quality/evidence.h"
#include "quality/heuristic.h"
#include "quality/rubric.h"

enum { EMPATHY, ACCURACY, TONE, RESOLUTION };

static struct arena *program;
static struct heuristic *heuristic;

/* The default rubric with something changed. */
static struct rubric
changed(struct arena *mem, struct dimension **d)
{
	struct rubric r = rubric_default;

	*d = arena_array(mem, RUBRIC_DIMENSIONS + 1, sizeof(**d));
	memcpy(*d, r.dimension, r.n * sizeof(**d));
	r.dimension = *d;
	return r;
}

static const char *
repeated(struct arena *mem, const char *s, size_t n)
{
	struct sbuf *out = sbuf_arena(mem);

	for (size_t i = 0; i < n; i++)
		sbuf_text(out, s);
	return sbuf_cstr(out);
}

static void
test_rubric_sound(void **state)
{
	struct arena *mem = arena_begin();
	struct dimension *d;
	struct rubric r = changed(mem, &d);

	(void)state;
	assert_null(rubric_check(mem, &rubric_default));
	assert_int_equal(rubric_find(&rubric_default, "tone"), TONE);
	assert_int_equal(rubric_find(&rubric_default, "speed"),
	    rubric_default.n);
	/* characters count, not bytes */
	d[0].name = repeated(mem, "\xc3\xa9", RUBRIC_NAME_MAX);
	assert_null(rubric_check(mem, &r));
	/* a third cannot be written exactly */
	r.n = 3;
	for (int i = 0; i < 3; i++)
		d[i].weight = 0.3333333;
	assert_null(rubric_check(mem, &r));
	arena_end(mem);
}

/* The rubric that a new database begins with is the one that is measured. */
static void
test_rubric_stored(void **state)
{
	const char *src = getenv("srcdir");
	struct arena *mem = arena_begin();
	FILE *f = fopen(arena_fmt(mem, "%s/sql/migrations/015-quality.sql",
	    src ? src : "."), "r");
	static char sql[100000];
	size_t len;

	(void)state;
	assert_non_null(f);
	len = fread(sql, 1, sizeof(sql) - 1, f);
	fclose(f);
	sql[len] = '\0';
	assert_non_null(strstr(sql, arena_fmt(mem, "values ('%s', 'comes with "
	    "the program'", rubric_default.name)));
	for (size_t i = 0; i < rubric_default.n; i++) {
		const struct dimension *d = &rubric_default.dimension[i];
		const char *row = arena_fmt(mem, "(1, %zu, '%s', '%s', %g, %d, "
		    "%s, %s,\n    '%s')%s\n", i + 1, d->key, d->name, d->weight,
		    d->scale, d->may_na ? "true" : "false", d->critical ?
		    "true" : "false", d->guidance, i + 1 < rubric_default.n ?
		    "," : ";");

		print_message("%s\n", row);
		assert_non_null(strstr(sql, row));
	}
	arena_end(mem);
}

static void
fault_is(struct arena *mem, const char *why, const struct rubric *r,
    const char *said)
{
	print_message("%s\n", why);
	assert_string_equal(rubric_check(mem, r), said);
}

static void
test_rubric_key(void **state)
{
	struct arena *mem = arena_begin();
	static const char shape[] = "The key of dimension 2 must begin with a "
	    "letter and hold only a to z, 0 to 9 and _.";
	static const struct {
		const char *why, *key, *said;
	} cases[] = {
		{ "begins with a digit", "2nd", shape },
		{ "a blank", "is good", shape },
		{ "capitals", "Tone", shape },
		{ "nothing", "", shape },
		{ "beyond ASCII", "t\xc3\xb6ne", shape },
		{ "twice", "empathy", "Two dimensions have the key \"empathy\"." },
		{ "33 characters", "a23456789012345678901234567890123",
		    "The key of dimension 2 must be at most 32 characters long." },
	};

	(void)state;
	for (size_t i = 0; i < LEN(cases); i++) {
		struct dimension *d;
		struct rubric r = changed(mem, &d);

		d[1].key = cases[i].key;
		fault_is(mem, cases[i].why, &r, cases[i].said);
	}
	arena_end(mem);
}

static void
test_rubric_number(void **state)
{
	struct arena *mem = arena_begin();
	static const char weight[] =
	    "The weight of dimension \"tone\" must be 0 to 1.";
	static const char scale[] =
	    "The scale of dimension \"tone\" must be 1 to 100.";
	static const struct {
		const char *why;
		double weight;
		int scale;
		const char *said;
	} cases[] = {
		{ "below nothing", -0.1, 10, weight },
		{ "more than all", 1.1, 10, weight },
		{ "no number", NAN, 10, weight },
		{ "no scale", 0.15, 0, scale },
		{ "a scale too long", 0.15, 101, scale },
		{ "a sum too small", 0.1, 10,
		    "The weights must sum to 1, not 0.95." },
		{ "a sum too large by little", 0.15001, 10,
		    "The weights must sum to 1, not 1.00001." },
	};

	(void)state;
	for (size_t i = 0; i < LEN(cases); i++) {
		struct dimension *d;
		struct rubric r = changed(mem, &d);

		d[TONE].weight = cases[i].weight;
		d[TONE].scale = cases[i].scale;
		fault_is(mem, cases[i].why, &r, cases[i].said);
	}
	arena_end(mem);
}

static void
test_rubric_text(void **state)
{
	struct arena *mem = arena_begin();
	struct dimension *d;
	struct rubric r = changed(mem, &d);

	(void)state;
	r.name = " \n";
	fault_is(mem, "no name", &r, "The rubric needs a name.");
	r.name = repeated(mem, "x", RUBRIC_NAME_MAX + 1);
	fault_is(mem, "a long name", &r,
	    "The rubric's name must be at most 60 characters long.");
	r.name = "Ours";
	r.n = 0;
	fault_is(mem, "nothing to score", &r,
	    "A rubric has 1 to 12 dimensions, not 0.");
	r.n = RUBRIC_DIMENSIONS + 1;
	fault_is(mem, "too much to score", &r,
	    "A rubric has 1 to 12 dimensions, not 13.");
	r.n = rubric_default.n;
	d[TONE].guidance = repeated(mem, "x", RUBRIC_GUIDANCE_MAX + 1);
	fault_is(mem, "long guidance", &r, "The guidance of dimension \"tone\" "
	    "must be at most 2000 characters long.");
	d[TONE].name = repeated(mem, "x", RUBRIC_NAME_MAX + 1);
	fault_is(mem, "a long name", &r, "The name of dimension \"tone\" must be "
	    "at most 60 characters long.");
	d[TONE].name = "\xff";
	fault_is(mem, "no text at all", &r, "The name of dimension \"tone\" must "
	    "be at most 60 characters long.");
	d[TONE].name = "";
	fault_is(mem, "a dimension without a name", &r,
	    "Dimension \"tone\" needs a name.");
	arena_end(mem);
}

static void
test_total(void **state)
{
	static const struct {
		const char *why;
		enum mark_state state[4];
		double score[4];
		bool has, failed;
		double total;
	} cases[] = {
		{ "all tens", { 0, 0, 0, 0 }, { 10, 10, 10, 10 }, true, false, 10 },
		{ "weighted", { 0, 0, 0, 0 }, { 4, 8, 6, 2 }, true, false,
		    0.25 * 4 + 0.35 * 8 + 0.15 * 6 + 0.25 * 2 },
		{ "N/A leaves its weight to the others",
		    { 0, MARK_NA, 0, MARK_NA }, { 4, 0, 6, 0 }, true, false,
		    (0.25 * 4 + 0.15 * 6) / 0.4 },
		{ "void does too", { 0, MARK_VOID, 0, 0 }, { 5, 9, 5, 5 }, true,
		    false, 5 },
		{ "no score at all, no total",
		    { MARK_NA, MARK_NA, MARK_VOID, MARK_NA }, { 0, 0, 0, 0 },
		    false, false, 0 },
		{ "a critical 0 fails the whole", { 0, 0, 0, 0 },
		    { 10, 0, 10, 10 }, true, true, 0 },
		{ "a critical one that does not apply fails nothing",
		    { 0, MARK_NA, 0, 0 }, { 10, 0, 10, 10 }, true, false, 10 },
		{ "to hundredths, so that a comparison of totals is exact",
		    { 0, 0, MARK_NA, MARK_NA }, { 7, 8, 0, 0 }, true, false,
		    7.58 },
		{ "another 0 is only 0", { 0, 0, 0, 0 }, { 0, 10, 10, 10 }, true,
		    false, 7.5 },
	};
	struct arena *mem = arena_begin();
	struct dimension *d;
	struct rubric r = changed(mem, &d);

	(void)state;
	d[ACCURACY].critical = true;
	for (size_t i = 0; i < LEN(cases); i++) {
		struct mark mark[4];
		double total;
		bool failed;

		print_message("%s\n", cases[i].why);
		memset(mark, 0, sizeof(mark));
		for (int k = 0; k < 4; k++) {
			mark[k].state = cases[i].state[k];
			mark[k].score = cases[i].score[k];
		}
		assert_int_equal(rubric_total(&r, mark, &total, &failed),
		    cases[i].has);
		assert_int_equal(failed, cases[i].failed);
		assert_float_equal(total, cases[i].total, 1e-9);
	}
	/* half of a scale of 4 is 5 of 10 */
	struct mark two = { MARK_SCORED, 2, "", 0, "" };
	double total;
	bool failed;

	d[0].scale = 4;
	r.n = 1;
	assert_true(rubric_total(&r, &two, &total, &failed));
	assert_float_equal(total, 5, 1e-9);
	/* what weighs nothing makes no total */
	d[0].weight = 0;
	assert_false(rubric_total(&r, &two, &total, &failed));
	arena_end(mem);
}

static void
test_evidence(void **state)
{
	static const struct {
		const char *why, *text, *words, *found;	/* NULL: nowhere */
	} cases[] = {
		{ "as it stands", "I am sorry for that.", "sorry for", "sorry for" },
		{ "in any case", "I am SORRY", "i Am sorry", "I am SORRY" },
		{ "case beyond ASCII", "\xc3\x9c" "ber", "\xc3\xbc" "ber",
		    "\xc3\x9c" "ber" },
		{ "kinds of quotation marks", "that\xe2\x80\x99s \xe2\x80\x9cit\xe2\x80\x9d",
		    "that's \"it\"", "that\xe2\x80\x99s \xe2\x80\x9cit" },
		{ "kinds of dashes", "a \xe2\x80\x93 b it is", "a - b it",
		    "a \xe2\x80\x93 b it" },
		{ "kinds of blanks", "one\r\n\r\n  two\xc2\xa0three", "one two three",
		    "one\r\n\r\n  two\xc2\xa0three" },
		{ "blanks around the quotation", "one two", "  two\n", "two" },
		{ "an ellipsis of dots", "please restart it now", "...restart it...",
		    "restart it" },
		{ "an ellipsis of one character", "please restart it now",
		    "\xe2\x80\xa6restart it \xe2\x80\xa6", "restart it" },
		{ "quoted by the one who quotes", "please restart it",
		    "\"restart it\"", "restart it" },
		{ "marks and ellipsis", "please restart it", "\"\xe2\x80\xa6restart it...\"",
		    "restart it" },
		{ "an ellipsis in the middle stands for nothing",
		    "please restart it now", "please ... now", NULL },
		{ "a dot at the end must be there", "it works. Now", "it works.",
		    "it works." },
		{ "a dot that is not there", "it works now", "it works. now", NULL },
		{ "another word", "it works now", "it worked now", NULL },
		{ "not in order", "it works now", "now it works", NULL },
		{ "the end of a word is none", "I booked it", "ok", NULL },
		{ "nor of a word beyond ASCII", "\xc3\xa9" "cole", "cole", NULL },
		{ "nor in Cyrillic", "\xd0\xbd\xd0\xb5\xd1\x82\xd0\xbe",
		    "\xd0\xbd\xd0\xb5\xd1\x82", NULL },
		{ "the whole word later on", "I booked it, ok?", "ok", "ok" },
		{ "numbers are words", "level 12 of 120", "level 1", NULL },
		{ "scripts without blanks", "\xe5\x8b\x95\xe3\x81\x8d\xe3\x81\xbe\xe3\x81\x9b\xe3\x82\x93",
		    "\xe3\x81\x8d\xe3\x81\xbe", "\xe3\x81\x8d\xe3\x81\xbe" },
		{ "one letter is everywhere", "a b c", "b", NULL },
		{ "signs alone are everywhere", "a -- b", "--", NULL },
		{ "no words", "a b c", "", NULL },
		{ "an ellipsis alone", "wait... what", "...", NULL },
		{ "no text", "", "ok", NULL },
		{ "longer than the text", "ok", "ok then", NULL },
		{ "begins again after half a match", "aa bb aa bb cc", "aa bb cc",
		    "aa bb cc" },
		{ "bytes that are no text", "ok \xff then", "ok \xff then",
		    "ok \xff then" },
	};
	struct arena *mem = arena_begin();

	(void)state;
	for (size_t i = 0; i < LEN(cases); i++) {
		size_t at = 0, len = 0;
		bool found = evidence_find(mem, cases[i].text, cases[i].words,
		    &at, &len);

		print_message("%s\n", cases[i].why);
		assert_int_equal(found, cases[i].found != NULL);
		if (found)
			assert_string_equal(arena_copy(mem, cases[i].text + at,
			    len), cases[i].found);
	}
	arena_end(mem);
}

/* A conversation in few words: the customer asks, the agent replies, and then
 * maybe the customer again. */
struct story {
	const char *asked, *reply, *after;
};

static struct exchange
exchange_of(const struct story *s, struct turn turn[3])
{
	struct exchange x = { "", "Maria", "Tom", turn, 2, 1, 0, "", "" };

	turn[0] = (struct turn){ 11, false, 1, 0, s->asked, false };
	turn[1] = (struct turn){ 12, true, 2, 0, s->reply, false };
	turn[2] = (struct turn){ 13, false, 1, 0, s->after ? s->after : "",
		false };
	x.n += s->after != NULL;
	return x;
}

/* The first of that name, or NULL. */
static const struct signal *
signal_of(const struct judgement *j, const char *name)
{
	for (size_t i = 0; i < j->n_signals; i++)
		if (strcmp(j->signal[i].name, name) == 0)
			return &j->signal[i];
	return NULL;
}

#define CRASH "The app crashes when I open the map."
#define PLAIN "Please update to version 2.4, the map opens again there."

/* words NULL: there is no such signal; "": nothing to show */
static const struct {
	const char *why;
	struct story story;
	const char *name, *words;
} found[] = {
	{ "by name", { CRASH, "Hi Maria, I see.", NULL },
	    "greets_by_name", "Hi Maria" },
	{ "in any case", { CRASH, "hello maria", NULL },
	    "greets_by_name", "hello maria" },
	{ "too late for a greeting",
	    { CRASH, "We have seen this and will tell Maria.", NULL },
	    "greets_by_name", NULL },
	{ "without a name", { CRASH, "Hello there!", NULL }, "greets",
	    "Hello" },
	{ "thanks", { CRASH, "Thank you for writing in.", NULL },
	    "thanks_for_writing", "Thank you for writing" },
	{ "sympathy", { CRASH, "I understand how annoying it is.", NULL },
	    "shows_understanding", "I understand" },
	{ "not understanding is none",
	    { CRASH, "I do not understand what you mean.", NULL },
	    "shows_understanding", NULL },
	{ "an apology that is due", { CRASH, "Sorry about the map.", NULL },
	    "apologises", "Sorry" },
	{ "no apology is due for a question",
	    { "When do you open?", "Sorry, at nine.", NULL },
	    "apologises", NULL },
	{ "an apology is missing", { CRASH, PLAIN, NULL }, "no_apology",
	    "" },
	{ "nothing to be sorry for",
	    { "When do you open?", "At nine.", NULL }, "no_apology",
	    NULL },
	{ "blame", { CRASH, "You should have updated.", NULL }, "blames",
	    "You should have updated" },
	{ "told so", { CRASH, "As I said, update it.", NULL }, "blames",
	    "As I said" },
	{ "sent away", { CRASH, "Read the manual.", NULL }, "blames",
	    "Read the manual" },
	{ "advice is no blame",
	    { CRASH, "You should see the map again.", NULL }, "blames",
	    NULL },
	{ "rude", { CRASH, "Stop whining.", NULL }, "is_rude",
	    "Stop whining" },
	{ "shouting", { CRASH, "PLEASE JUST UPDATE it.", NULL },
	    "shouts", "UPDATE" },
	{ "abbreviations are no shouting",
	    { CRASH, "The HTTP and the API of iOS, by JSON.", NULL },
	    "shouts", NULL },
	{ "exclamation marks", { CRASH, "Update it!!!", NULL },
	    "exclaims", "!!!" },
	{ "one is friendly", { CRASH, "Hi! Update it!", NULL },
	    "exclaims", NULL },
	{ "a gap in brackets", { CRASH, "Dear [NAME], thanks.", NULL },
	    "unfilled", "[NAME]" },
	{ "a gap in braces", { CRASH, "About {{ticket.id}}: done.", NULL },
	    "unfilled", "{{ticket.id}}" },
	{ "a footnote is no gap", { CRASH, "See [1] and [OK].", NULL },
	    "unfilled", NULL },
	{ "one word for an answer", { CRASH, "ok", NULL }, "curt", "ok" },
	{ "a goodbye may be short",
	    { "Thanks, bye!", "You are welcome.", NULL }, "curt", NULL },
	{ "the question is taken up",
	    { "Can I export my invoices?",
	      "The invoices are under Billing.", NULL }, "answers",
	    "invoices" },
	{ "in another form of the word",
	    { "How does exporting work?", "You find the export there.",
	      NULL }, "answers", "export" },
	{ "yes answers whether",
	    { "Can I export my invoices?", "Yes.", NULL }, "answers",
	    "Yes" },
	{ "yes does not answer where",
	    { "Where are my invoices?", "Yes.", NULL }, "answers", NULL },
	{ "a number answers how much",
	    { "How much does the upgrade cost?", "That would be $12.",
	      NULL }, "answers", "12" },
	{ "a link answers",
	    { "What is an invoice profile?",
	      "See https://example.com/help for that.", NULL },
	    "answers", "https://example.com/help" },
	{ "a question left open shows the question",
	    { "Hello. Where are my invoices? Bye.",
	      "Our office is in Rome.", NULL }, "leaves_open",
	    "Where are my invoices?" },
	{ "a question without a mark",
	    { "how do I find my invoices", "Our office is in Rome.",
	      NULL }, "leaves_open", "how do I find my invoices" },
	{ "courtesy asks nothing", { "Hi, how are you?", "Fine.", NULL },
	    "leaves_open", NULL },
	{ "speaks of something else",
	    { "Invoices of January and February arrived twice.",
	      "Our office in Rome opens every morning at nine and closes "
	      "at noon on weekends.", NULL }, "off_the_matter", "" },
	{ "says why", { CRASH, "It fails because of a cache.", NULL },
	    "explains", "because" },
	{ "looked into it", { CRASH, "I have checked your logs.", NULL },
	    "looked_into_it", "I have checked" },
	{ "does not know", { CRASH, "Maybe it is the network.", NULL },
	    "unsure", "Maybe" },
	{ "done", { CRASH, "Your order has been refunded.", NULL }, "done",
	    "has been refunded" },
	{ "not yet done",
	    { CRASH, "It has not yet been refunded, sorry.", NULL },
	    "done", NULL },
	{ "steps", { CRASH, "Please restart the phone.", NULL }, "steps",
	    "Please restart" },
	{ "a promise", { CRASH, "I will let you know.", NULL },
	    "promises", "will let" },
	{ "a date", { CRASH, "You hear from us by Friday.", NULL },
	    "dated", "by Friday" },
	{ "passed on",
	    { CRASH, "I forwarded it to our developers.", NULL },
	    "passes_on", "forwarded it to our developers" },
	{ "refused", { CRASH, "Unfortunately there is no refund.", NULL },
	    "cannot", "Unfortunately" },
	{ "refused in two words",
	    { CRASH, "It is not possible to refund it.", NULL },
	    "cannot", "is not possible" },
	{ "left alone", { CRASH, "That is not our problem.", NULL },
	    "gives_up", "is not our problem" },
	{ "nothing comes next",
	    { CRASH, "The map is a part of the app.", NULL },
	    "no_next_step", "" },
	{ "an answer needs no next step",
	    { "Where are my invoices?", "The invoices are in there.",
	      NULL }, "no_next_step", NULL },
	{ "thanked", { CRASH, PLAIN, "Thanks a lot" }, "thanked",
	    "Thanks" },
	{ "thanks anyway is none", { CRASH, PLAIN, "Ok, thanks anyway" },
	    "thanked", NULL },
	{ "no thanks", { CRASH, PLAIN, "No thanks" }, "thanked", NULL },
	{ "it worked", { CRASH, PLAIN, "That worked." }, "worked",
	    "worked" },
	{ "angry afterwards", { CRASH, PLAIN, "This is ridiculous" },
	    "angered", "ridiculous" },
	{ "misses the point", { CRASH, PLAIN, "You did not read my mail" },
	    "misread", "You did not read" },
	/* what a stem unites and a mood does not */
	{ "no use is a return, not anger",
	    { CRASH, PLAIN, "That did not help." }, "angered", NULL },
	{ "it is one", { CRASH, PLAIN, "That did not help." }, "reopened",
	    "did not help" },
	{ "not able to help",
	    { CRASH, PLAIN, "You were not able to help." }, "reopened",
	    "were not able to help" },
	{ "no help at all", { CRASH, PLAIN, "You were no help." }, "angered",
	    "were no help" },
	{ "no help is needed",
	    { CRASH, PLAIN, "No help needed any more." }, "angered", NULL },
	{ "nor is that a return",
	    { CRASH, PLAIN, "I do not need help any more." }, "reopened",
	    NULL },
	{ "not helpful", { CRASH, PLAIN, "This was not very helpful." },
	    "angered", "was not very helpful" },
	{ "who apologises is not angry",
	    { CRASH, PLAIN, "I am terribly sorry, I was awfully late." },
	    "angered", NULL },
	{ "nor is who is polite",
	    { CRASH, PLAIN, "Sorry to annoy you. I hate to ask." }, "angered",
	    NULL },
	{ "hates it", { CRASH, PLAIN, "I hate this app." }, "angered",
	    "hate this" },
	{ "the worst case", { CRASH, PLAIN, "In the worst case I wait." },
	    "angered", NULL },
	{ "the worst service", { CRASH, PLAIN, "The worst service ever." },
	    "angered", "worst service" },
	{ "one's own manager",
	    { CRASH, PLAIN, "I will talk to my manager first." }, "angered",
	    NULL },
	{ "your manager",
	    { CRASH, PLAIN, "Let me speak to your manager." }, "angered",
	    "speak to your manager" },
	{ "in person", { CRASH, PLAIN, "Can we speak in person?" },
	    "angered", NULL },
	{ "asks about a scam", { CRASH, PLAIN, "I got a scam mail." },
	    "angered", NULL },
	{ "calls it one", { CRASH, PLAIN, "This is a total scam." },
	    "angered", "is a total scam" },
	{ "thanks for nothing",
	    { CRASH, PLAIN, "Thanks for nothing." }, "thanked", NULL },
	{ "is anger", { CRASH, PLAIN, "Thanks for nothing." }, "angered",
	    "Thanks for nothing" },
	{ "a demand is no thanks",
	    { CRASH, PLAIN, "I would appreciate an answer." }, "thanked",
	    NULL },
	{ "nor is this",
	    { CRASH, PLAIN, "I would be grateful if you read it." },
	    "thanked", NULL },
	{ "appreciates", { CRASH, PLAIN, "We appreciate it." }, "thanked",
	    "appreciate" },
	{ "thanks beside a wish",
	    { CRASH, PLAIN, "Thanks, I would appreciate an answer." },
	    "thanked", "Thanks" },
	{ "what they are there for",
	    { CRASH, PLAIN, "You are here to help people." }, "thanked",
	    NULL },
	{ "helpful ones", { CRASH, PLAIN, "You are so helpful." },
	    "thanked", "You are so helpful" },
	{ "not kind", { CRASH, PLAIN, "You are not kind to me." },
	    "thanked", NULL },
	{ "who wonders is not pleased",
	    { CRASH, PLAIN, "I was wondering where it is." }, "praised",
	    NULL },
	{ "wonderful", { CRASH, PLAIN, "That is wonderful." }, "praised",
	    "wonderful" },
	{ "a program's name",
	    { CRASH, PLAIN, "I opened it in Excel." }, "praised", NULL },
	{ "would love to",
	    { CRASH, PLAIN, "I would love to know." }, "praised", NULL },
	{ "would be great",
	    { CRASH, PLAIN, "It would be great to have it." }, "praised",
	    NULL },
	{ "nor a great deal",
	    { CRASH, PLAIN, "It took a great deal of work." }, "praised",
	    NULL },
	{ "an offer that is taken",
	    { CRASH, PLAIN, "That would be great" }, "praised",
	    "great" },
	{ "great", { CRASH, PLAIN, "Great, that is it" }, "praised",
	    "Great" },
	{ "a person comes back",
	    { CRASH, PLAIN, "I will come back to you when she is back." },
	    "reopened", NULL },
	{ "the problem does", { CRASH, PLAIN, "The error is back." },
	    "reopened", "error is back" },
	{ "their problem is no blame",
	    { CRASH, "I can see your problem and your error.", NULL },
	    "blames", NULL },
	{ "not their fault", { CRASH, "It is not your fault.", NULL },
	    "blames", NULL },
	{ "their fault", { CRASH, "It is your own fault.", NULL },
	    "blames", "your own fault" },
	{ "what they should have got",
	    { CRASH, "You should have received a mail.", NULL }, "blames",
	    NULL },
	{ "what they told already",
	    { CRASH, "Since you already explained it, we look.", NULL },
	    "blames", NULL },
	{ "what we told already",
	    { CRASH, "We already explained it.", NULL }, "blames",
	    "We already explained" },
	{ "what is plain on our side",
	    { CRASH, "Obviously something broke here.", NULL }, "blames",
	    NULL },
	{ "where it is written",
	    { CRASH, "Please read our documentation here.", NULL },
	    "blames", NULL },
	{ "a fee that is not due",
	    { CRASH, "You do not pay anything.", NULL }, "blames", NULL },
	{ "whatever is needed",
	    { CRASH, "We do whatever you need.", NULL }, "is_rude", NULL },
	{ "whatever", { CRASH, "Whatever.", NULL }, "is_rude",
	    "Whatever" },
	{ "we deal with it",
	    { CRASH, "Our team will deal with it.", NULL }, "is_rude",
	    NULL },
	{ "deal with it", { CRASH, "Just deal with it.", NULL },
	    "is_rude", "Just deal with it" },
	{ "an app stops asking",
	    { CRASH, "Then it will stop asking.", NULL }, "is_rude", NULL },
	{ "comes back", { CRASH, PLAIN, "Still the same problem." },
	    "reopened", "Still the same" },
	{ "a new matter is no return",
	    { CRASH, PLAIN, "Where do I find the shop?" }, "reopened",
	    NULL },
};

static void
test_signals(void **state)
{
	struct arena *mem = arena_begin();

	(void)state;
	for (size_t i = 0; i < LEN(found); i++) {
		struct turn turn[3];
		struct exchange x = exchange_of(&found[i].story, turn);
		const struct signal *s;
		struct judgement j;

		print_message("%s\n", found[i].why);
		heuristic_judge(heuristic, mem, &rubric_default, &x, &j);
		s = signal_of(&j, found[i].name);
		if (found[i].words == NULL) {
			assert_null(s);
			continue;
		}
		assert_non_null(s);
		assert_non_null(heuristic_says(s->name));
		assert_string_equal(s->words, found[i].words);
		assert_int_equal(s->message != 0, *s->words != '\0');
		if (s->message != 0)
			assert_memory_equal(turn[s->message - 11].text + s->at,
			    s->words, s->len);
	}
	arena_end(mem);
}

/* What is told by times, flags and ratings. */
static void
test_around(void **state)
{
	static const struct {
		const char *why;
		int64_t asked, again, replied, closed, after;
		bool saved;
		const char *rating, *name;
		bool there;
	} cases[] = {
		{ "within the day", 1000, 0, 1000 + 86399, 0, 0, false, "",
		    "waited", false },
		{ "a day", 1000, 0, 1000 + 86400, 0, 0, false, "", "waited",
		    true },
		{ "since the first message, not the last", 1000, 80000,
		    1000 + 86400, 0, 0, false, "", "waited", true },
		{ "three days", 1000, 0, 1000 + 3 * 86400, 0, 0, false, "",
		    "waited_long", true },
		{ "only one of the two", 1000, 0, 1000 + 3 * 86400, 0, 0, false,
		    "", "waited", false },
		{ "times are not known", 0, 0, 5 * 86400, 0, 0, false, "",
		    "waited_long", false },
		{ "a clock that went back", 5 * 86400, 0, 1000, 0, 0, false, "",
		    "waited_long", false },
		{ "a problem after it was closed", 1000, 0, 2000, 3000, 4000,
		    false, "", "reopened", true },
		{ "closed after the customer wrote", 1000, 0, 2000, 5000, 4000,
		    false, "", "reopened", false },
		{ "closed before the reply", 1000, 0, 2000, 1500, 4000, false, "",
		    "reopened", false },
		{ "never closed", 1000, 0, 2000, 0, 4000, false, "", "reopened",
		    false },
		{ "a saved reply unchanged", 0, 0, 0, 0, 0, true, "", "canned",
		    true },
		{ "the same typed", 0, 0, 0, 0, 0, false, "", "canned", false },
		{ "rated great", 0, 0, 0, 0, 0, false, "great", "rated_great",
		    true },
		{ "rated badly", 0, 0, 0, 0, 0, false, "not_good",
		    "rated_not_good", true },
		{ "rated okay says nothing", 0, 0, 0, 0, 0, false, "okay",
		    "rated_great", false },
	};
	struct arena *mem = arena_begin();

	(void)state;
	for (size_t i = 0; i < LEN(cases); i++) {
		struct turn turn[] = {
			{ 11, false, 1, cases[i].asked, CRASH, false },
			{ 12, false, 1, cases[i].again, "Anyone?", false },
			{ 13, true, 2, cases[i].replied,
			    "Please restart your phone.", cases[i].saved },
			{ 14, false, 1, cases[i].after, "It crashes.", false },
		};
		struct exchange x = { "", "", "", turn,
			cases[i].after ? 4 : 3, 2, cases[i].closed,
			cases[i].rating, "" };
		struct judgement j;

		print_message("%s\n", cases[i].why);
		heuristic_judge(heuristic, mem, &rubric_default, &x, &j);
		assert_int_equal(signal_of(&j, cases[i].name) != NULL,
		    cases[i].there);
	}
	arena_end(mem);
}

/* The same words say more or less by where they stand. */
static void
test_places(void **state)
{
	struct turn turn[] = {
		{ 11, false, 1, 0, "Where are my invoices?", false },
		{ 12, true, 2, 0, "Please see the page of invoices.", false },
		{ 13, false, 1, 0, "That page is empty.", false },
		{ 14, true, 3, 0, " Please see the page of invoices.\n", false },
		{ 15, true, 3, 0, "I will check it.", false },
		{ 16, false, 1, 0, "Thanks, that is ridiculous", false },
	};
	struct exchange x = { "", "", "", turn, 6, 1, 0, "", "" };
	struct arena *mem = arena_begin();
	struct judgement j;

	(void)state;
	heuristic_judge(heuristic, mem, &rubric_default, &x, &j);
	assert_non_null(signal_of(&j, "answers"));
	/* what comes after the next reply is about that one */
	assert_null(signal_of(&j, "angered"));
	assert_null(signal_of(&j, "repeats_itself"));
	x.reply = 3;
	heuristic_judge(heuristic, mem, &rubric_default, &x, &j);
	assert_non_null(signal_of(&j, "repeats_itself"));
	/* the question was answered before */
	assert_null(signal_of(&j, "answers"));
	x.reply = 4;
	heuristic_judge(heuristic, mem, &rubric_default, &x, &j);
	assert_non_null(signal_of(&j, "angered"));
	/* who is angry does not thank */
	assert_null(signal_of(&j, "thanked"));
	arena_end(mem);
}

static void
test_marks(void **state)
{
	static const struct story bad = { CRASH,
		"NOT OUR PROBLEM, as we told you!!!", "Useless." };
	static const struct story good = { CRASH " What can I do?",
		"Hi Maria, thank you for telling us, and I am sorry about the "
		"map. I have checked it: the crash comes from an old cache. "
		"Please restart the app; if it happens again, let me know and I "
		"will look into it by tomorrow.", "Great, that worked!" };
	struct arena *mem = arena_begin();
	struct turn turn[3];
	struct exchange x = exchange_of(&good, turn);
	struct judgement j, k;

	(void)state;
	heuristic_judge(heuristic, mem, &rubric_default, &x, &j);
	assert_true(j.has_total && j.total > 8);
	assert_true(j.confidence > 0.7 && j.confidence <= 1);
	for (int i = 0; i < 4; i++) {
		assert_int_equal(j.mark[i].state, MARK_SCORED);
		assert_true(j.mark[i].score >= 0 && j.mark[i].score <= 10);
		assert_string_not_equal(j.mark[i].evidence, "");
		assert_int_not_equal(j.mark[i].message, 0);
	}
	assert_string_equal(j.mark[TONE].reason, "Greets the customer by name; "
	    "shows that the matter is understood; apologises for what went "
	    "wrong.");
	heuristic_judge(heuristic, mem, &rubric_default, &x, &k);
	assert_float_equal(k.total, j.total, 0);
	assert_string_equal(k.reasoning, j.reasoning);
	x = exchange_of(&bad, turn);
	heuristic_judge(heuristic, mem, &rubric_default, &x, &j);
	assert_true(j.has_total && j.total < 2);
	/* held to the scale, whatever the points */
	assert_float_equal(j.mark[EMPATHY].score, 0, 0);
	arena_end(mem);
}

static void
test_other_rubrics(void **state)
{
	static const struct story story = { CRASH, PLAIN, NULL };
	struct arena *mem = arena_begin();
	struct dimension *d;
	struct rubric r = changed(mem, &d);
	struct turn turn[3];
	struct exchange x = exchange_of(&story, turn);
	struct judgement ten, five;

	(void)state;
	heuristic_judge(heuristic, mem, &r, &x, &ten);
	d[TONE].scale = 5;
	d[EMPATHY].key = "speed";
	heuristic_judge(heuristic, mem, &r, &x, &five);
	/* rounded to hundredths on each scale */
	assert_float_equal(five.mark[TONE].score * 2, ten.mark[TONE].score, 0.011);
	assert_int_equal(five.mark[EMPATHY].state, MARK_NA);
	assert_string_equal(five.mark[EMPATHY].reason,
	    "Only a person or a model can judge this dimension.");
	for (size_t i = 0; i < five.n_signals; i++)
		assert_int_not_equal(five.signal[i].dimension, EMPATHY);
	r.n = 1;
	heuristic_judge(heuristic, mem, &r, &x, &five);
	assert_false(five.has_total);
	arena_end(mem);
}

static void
test_not_applicable(void **state)
{
	static const struct {
		const char *why;
		struct story story;
		bool may;
		enum mark_state accuracy, tone;
	} cases[] = {
		{ "a question", { "Where is it?", "There.", NULL }, true,
		    MARK_SCORED, MARK_SCORED },
		{ "nothing was asked",
		    { "Thank you, bye!", "You are welcome, goodbye!", NULL }, true,
		    MARK_NA, MARK_SCORED },
		{ "nothing was asked, but something is said",
		    { "Thank you, bye!", "I have just refunded you.", NULL }, true,
		    MARK_SCORED, MARK_SCORED },
		{ "the rubric wants a score all the same",
		    { "Thank you, bye!", "You are welcome, goodbye!", NULL },
		    false, MARK_SCORED, MARK_SCORED },
		{ "another language", { "Hallo, meine App geht nicht.",
		    "Hallo Maria, bitte installieren Sie die neueste Version "
		    "und starten Sie das Telefon neu.", NULL }, true, MARK_NA,
		    MARK_NA },
		{ "another script", { "\xe5\x8b\x95\xe3\x81\x8d\xe3\x81\xbe\xe3\x81\x9b\xe3\x82\x93",
		    "\xe7\x94\xb3\xe3\x81\x97\xe8\xa8\xb3\xe3\x81\x82\xe3\x82\x8a", NULL },
		    true, MARK_NA, MARK_NA },
		{ "names in an English reply", { CRASH,
		    "Hello Maria, this is a bug in Google Chrome; please open "
		    "Settings and clear it.", NULL }, true, MARK_SCORED,
		    MARK_SCORED },
	};
	struct arena *mem = arena_begin();

	(void)state;
	for (size_t i = 0; i < LEN(cases); i++) {
		struct dimension *d;
		struct rubric r = changed(mem, &d);
		struct turn turn[3];
		struct exchange x = exchange_of(&cases[i].story, turn);
		struct judgement j;

		print_message("%s\n", cases[i].why);
		d[ACCURACY].may_na = cases[i].may;
		heuristic_judge(heuristic, mem, &r, &x, &j);
		assert_int_equal(j.mark[ACCURACY].state, cases[i].accuracy);
		assert_int_equal(j.mark[TONE].state, cases[i].tone);
		assert_int_equal(j.has_total, cases[i].tone == MARK_SCORED);
		if (!j.has_total)
			assert_float_equal(j.confidence, 0, 0);
	}
	arena_end(mem);
}

static void
test_confidence(void **state)
{
	/* each has less to go by than the one before */
	static const struct story stories[] = {
		{ CRASH " " CRASH, "Please restart your phone and open the map "
		    "again; tell us how it went.", "Thanks" },
		{ CRASH " " CRASH, "Please restart your phone and open the map "
		    "again; tell us how it went.", NULL },
		{ CRASH, "Please restart your phone.", NULL },
		{ "Hello", "Please restart your phone.", NULL },
		{ "Hello", "Restart.", NULL },
	};
	struct arena *mem = arena_begin();
	double last = 1;

	(void)state;
	for (size_t i = 0; i < LEN(stories); i++) {
		struct turn turn[3];
		struct exchange x = exchange_of(&stories[i], turn);
		struct judgement j;

		heuristic_judge(heuristic, mem, &rubric_default, &x, &j);
		assert_true(j.confidence < last);
		last = j.confidence;
	}
	assert_true(last > 0);
	arena_end(mem);
}

/* A reply may be the first message, and be empty; the rest is bounded. */
static void
test_extremes(void **state)
{
	struct arena *mem = arena_begin();
	struct turn turn[50] = { { 0, false, 0, 0, "", false } };
	struct exchange x = { "", "", "", turn, 1, 0, 0, "", "" };
	struct judgement j;

	(void)state;
	turn[0] = (struct turn){ 1, true, 1, 0, "", false };
	heuristic_judge(heuristic, mem, &rubric_default, &x, &j);
	assert_true(j.has_total);
	for (size_t i = 0; i < LEN(turn); i++)
		turn[i] = (struct turn){ (int64_t)i + 1, i == 25, 1, 0,
			repeated(mem, "Where is my refund? ", 20000), false };
	x.n = LEN(turn);
	x.reply = 25;
	heuristic_judge(heuristic, mem, &rubric_default, &x, &j);
	assert_true(j.has_total);
	assert_non_null(signal_of(&j, "answers"));
	arena_end(mem);
}

static int
setup(void **state)
{
	(void)state;
	program = arena_begin();
	heuristic = heuristic_new(program);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	arena_end(program);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rubric_sound),
		cmocka_unit_test(test_rubric_stored),
		cmocka_unit_test(test_rubric_key),
		cmocka_unit_test(test_rubric_number),
		cmocka_unit_test(test_rubric_text),
		cmocka_unit_test(test_total),
		cmocka_unit_test(test_evidence),
		cmocka_unit_test(test_signals),
		cmocka_unit_test(test_around),
		cmocka_unit_test(test_places),
		cmocka_unit_test(test_marks),
		cmocka_unit_test(test_other_rubrics),
		cmocka_unit_test(test_not_applicable),
		cmocka_unit_test(test_confidence),
		cmocka_unit_test(test_extremes),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
