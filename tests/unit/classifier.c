/* SPDX-License-Identifier: MIT */
#include "unit.h"

#include "base/arena.h"
#include "base/sbuf.h"
#include "meaning/classifier.h"
#include "meaning/classifier_parts.h"
#include "meaning/settle.h"

enum { BUG, PAYMENT, WISH, NONE, LABELS, EACH = 24, SUM_BYTES = 8 };

static const char *const labels[LABELS] = { "bug", "payment", "wish", "none" };

static const char *const lines[LABELS][4] = {
	{ "the app crashes when I open %s", "%s freezes and closes",
	    "a black screen after %s", "it crashed again, %s is broken" },
	{ "please refund my money for %s", "I was charged twice for %s",
	    "the payment of %s did not go through", "refund %s, wrong charge" },
	{ "please add %s", "it would be nice to have %s",
	    "I wish there was %s", "could you add more %s" },
	{ "hello %s", "what a lovely day %s", "thank you %s", "greetings, %s" },
};

static const char *const things[] = { "the map", "level 7", "the shop",
	"gems", "the chest", "the tournament" };

static struct arena *program;
static struct feature_reader *reader;

static struct bag
bag_of(struct arena *mem, const char *text)
{
	const struct feature_text t = { text, strlen(text), NULL, 0 };

	return bag_copy(mem, feature_read(reader, &t));
}

/* 24 of each label; with rules that always say the same. */
static struct examples
made(struct arena *mem, uint16_t rules)
{
	struct example *v = arena_array(mem, LABELS * EACH, sizeof(*v));
	struct examples all = { v, 0, labels, LABELS, CLASSIFIER_NO_LABEL, NULL, 0 };

	for (size_t i = 0; i < EACH; i++)
		for (uint16_t l = 0; l < LABELS; l++) {
			struct sbuf *text = sbuf_arena(mem);
			const char *line = lines[l][i % 4];
			const char *gap = strstr(line, "%s");

			sbuf_add(text, line, (size_t)(gap - line));
			sbuf_text(text, things[i / 4]);
			sbuf_text(text, gap + 2);
			v[all.n++] = (struct example){
				bag_of(mem, sbuf_cstr(text)), l, rules };
		}
	return all;
}

static struct classifier *
trained(struct arena *mem, const struct examples *all,
    const struct recipe *recipe)
{
	struct classifier *c;
	const char *why;

	assert_int_equal(classifier_train(mem, all, recipe, &c, &why), RC_OK);
	assert_null(why);
	return c;
}

static void
test_learns(void **state)
{
	static const struct {
		const char *text, *label;	/* NULL: unknown */
	} cases[] = {
		{ "the app crashes when I open my bag", "bug" },
		{ "I was charged twice, refund my money", "payment" },
		{ "would be nice to have more dark colours", "wish" },
		{ "xylophone quartz", NULL },
		{ "", NULL },
		{ "hello, thank you", NULL },
	};
	static const enum classifier_loss losses[] = { CLASSIFIER_ONE_VS_REST,
		CLASSIFIER_CRAMMER_SINGER, CLASSIFIER_LOGISTIC };

	(void)state;
	for (size_t l = 0; l < LEN(losses); l++) {
		struct arena *mem = arena_begin();
		struct examples all = made(mem, CLASSIFIER_NO_LABEL);
		struct recipe recipe = classifier_recipe;
		struct classifier *c;
		struct guess g;

		all.none = NONE;
		recipe.loss = losses[l];
		recipe.keep = 0.9;
		c = trained(mem, &all, &recipe);
		for (size_t i = 0; i < LEN(cases); i++) {
			print_message("loss %zu: %s\n", l, cases[i].text);
			classifier_predict(c, bag_of(mem, cases[i].text), &g);
			assert_true(g.sure >= 0 && g.sure <= 1);
			assert_int_equal(g.known, cases[i].label != NULL);
			assert_int_not_equal(g.label, NONE);
			if (cases[i].label != NULL)
				assert_string_equal(classifier_label(c, g.label),
				    cases[i].label);
		}
		arena_end(mem);
	}
}

/* Two labels are one line in liblinear; the second is its other side. */
static void
test_two_labels(void **state)
{
	struct arena *mem = arena_begin();
	struct examples all = made(mem, CLASSIFIER_NO_LABEL);
	struct example *v = arena_array(mem, all.n, sizeof(*v));
	size_t n = 0;
	struct classifier *c;
	struct guess g;

	(void)state;
	for (size_t i = 0; i < all.n; i++)
		if (all.v[i].label <= PAYMENT)
			v[n++] = all.v[i];
	all.v = v;
	all.n = n;
	all.labels_n = 2;
	c = trained(mem, &all, &classifier_recipe);
	classifier_predict(c, bag_of(mem, "crashes"), &g);
	assert_int_equal(g.label, BUG);
	classifier_predict(c, bag_of(mem, "refund"), &g);
	assert_int_equal(g.label, PAYMENT);
	arena_end(mem);
}

static void
test_refused(void **state)
{
	static const char *const twice[] = { "bug", "bug" };
	static const char *const empty[] = { "bug", "" };
	struct arena *mem = arena_begin();
	struct examples good = made(mem, CLASSIFIER_NO_LABEL);
	struct example wrong[] = { { .label = BUG }, { .label = LABELS },
		{ .label = BUG, .rules = LABELS }, { .label = PAYMENT } };
	const struct {
		const char *why, *said;
		struct examples all;
		unsigned folds;
	} cases[] = {
		{ "nothing at all", "learning needs at least two labels",
		    { NULL, 0, NULL, 0, CLASSIFIER_NO_LABEL, NULL, 0 }, 5 },
		{ "one label", "learning needs at least two labels",
		    { good.v, 1, labels, 1, CLASSIFIER_NO_LABEL, NULL, 0 }, 5 },
		{ "one and none", "learning needs at least two labels",
		    { good.v, 2, labels, 2, PAYMENT, NULL, 0 }, 5 },
		{ "one example of each", "each label needs at least two examples",
		    { good.v, LABELS, labels, LABELS, CLASSIFIER_NO_LABEL, NULL, 0 }, 5 },
		{ "a label that is not listed",
		    "an example has a label that is not in the list",
		    { wrong, 2, labels, LABELS, CLASSIFIER_NO_LABEL, NULL, 0 }, 5 },
		{ "rules that say such a one",
		    "an example has a label that is not in the list",
		    { wrong + 2, 1, labels, LABELS, CLASSIFIER_NO_LABEL, NULL, 0 }, 5 },
		{ "two labels of one name", "two labels are the same",
		    { (struct example[]){ { .label = 0 }, { .label = 0 },
		    { .label = 1 }, { .label = 1 } }, 4, twice, 2,
		    CLASSIFIER_NO_LABEL, NULL, 0 }, 5 },
		{ "a label without a name",
		    "a label is empty or longer than 200 bytes",
		    { (struct example[]){ { .label = 0 }, { .label = 0 },
		    { .label = 1 }, { .label = 1 } }, 4, empty, 2,
		    CLASSIFIER_NO_LABEL, NULL, 0 }, 5 },
		{ "one fold judges nothing", "folds must be 2 to 20", good, 1 },
		{ "too many folds", "folds must be 2 to 20", good, 21 },
	};

	(void)state;
	for (size_t i = 0; i < LEN(cases); i++) {
		struct recipe recipe = classifier_recipe;
		struct classifier *c;
		const char *why;

		print_message("%s\n", cases[i].why);
		recipe.folds = cases[i].folds;
		assert_int_equal(classifier_train(mem, &cases[i].all, &recipe, &c,
		    &why), RC_BAD_INPUT);
		assert_null(c);
		assert_string_equal(why, cases[i].said);
	}
	arena_end(mem);
}

static struct sbuf *
written(struct arena *mem, const struct classifier *c)
{
	struct sbuf *out = sbuf_arena(mem);

	classifier_write(c, out);
	return out;
}

static void
test_bytes(void **state)
{
	struct arena *mem = arena_begin();
	struct examples all = made(mem, BUG);
	struct classifier *c = trained(mem, &all, &classifier_recipe), *again;
	struct sbuf *bytes = written(mem, c);
	struct guess a, b;
	const char *why;

	(void)state;
	assert_int_equal(classifier_read(mem, bytes->s, bytes->len, &again,
	    &why), RC_OK);
	assert_int_equal(written(mem, again)->len, bytes->len);
	assert_memory_equal(written(mem, again)->s, bytes->s, bytes->len);
	for (size_t i = 0; i < all.n; i++) {
		classifier_predict(c, all.v[i].bag, &a);
		classifier_predict(again, all.v[i].bag, &b);
		assert_int_equal(a.label, b.label);
		assert_true(a.sure == b.sure && a.known == b.known);
	}
	assert_true(classifier_rules_right(again, "bug") ==
	    classifier_rules_right(c, "bug"));
	/* the same examples make the same bytes */
	again = trained(mem, &all, &classifier_recipe);
	assert_memory_equal(written(mem, again)->s, bytes->s, bytes->len);
	arena_end(mem);
}

static void
checksum_write(char *bytes, size_t len)
{
	uint64_t h = 0xcbf29ce484222325u;

	for (size_t i = 0; i < len - SUM_BYTES; i++)
		h = (h ^ (unsigned char)bytes[i]) * 0x100000001b3u;
	for (size_t i = 0; i < SUM_BYTES; i++)
		bytes[len - SUM_BYTES + i] = (char)(h >> 8 * i & 0xff);
}

static void
test_damaged(void **state)
{
	static const struct {
		const char *why;
		size_t at;
		unsigned char byte;
		bool sum;	/* the checksum is put right */
		size_t cut;
		const char *said;
	} cases[] = {
		{ "another beginning", 0, 'X', true, 0, "these bytes are no model" },
		{ "a changed byte", 500, 0xff, false, 0,
		    "the model is damaged: its checksum is another" },
		{ "another format", 8, 1, true, 0,
		    "the model is of another version; train it anew" },
		{ "other features", 12, 99, true, 0,
		    "the model is of another version; train it anew" },
		{ "one label", 16, 1, true, 0,
		    "the model has too few or too many labels" },
		{ "too many labels", 17, 99, true, 0,
		    "the model has too few or too many labels" },
		{ "too many words of the rules", 21, 99, true, 0,
		    "the model has too many words of the rules" },
		{ "more rows than there are", 29, 0xff, true, 0,
		    "the model's buckets are in no order" },
		{ "a number that is none", 35, 0x7f, true, 0,
		    "the model holds a number out of range" },
		{ "a label of no letters", 48, 0, true, 0,
		    "the model holds a label that is none" },
		{ "a label that is no UTF-8", 50, 0xff, true, 0,
		    "the model holds a label that is none" },
		{ "cut", 0, 'T', true, 1000, "the model is cut short" },
		{ "cut to nothing", 0, 'T', false, SIZE_MAX,
		    "these bytes are no model" },
	};
	struct arena *mem = arena_begin();
	struct examples all = made(mem, CLASSIFIER_NO_LABEL);
	struct sbuf *good = written(mem, trained(mem, &all, &classifier_recipe));

	(void)state;
	for (size_t i = 0; i < LEN(cases); i++) {
		char *bytes = arena_copy(mem, good->s, good->len);
		size_t len = cases[i].cut > good->len ? 0 :
		    good->len - cases[i].cut;
		struct classifier *c;
		const char *why;

		print_message("%s\n", cases[i].why);
		bytes[cases[i].at] = (char)cases[i].byte;
		if (cases[i].sum)
			checksum_write(bytes, len);
		assert_int_equal(classifier_read(mem, bytes, len, &c, &why),
		    RC_BAD_INPUT);
		assert_null(c);
		assert_string_equal(why, cases[i].said);
	}
	arena_end(mem);
}

/* Of 10 judgements with a lead of 2 nine are right, of 10 with 0.2 four. */
static void
test_sureness(void **state)
{
	struct trial t[2000];
	struct best sure = { 0, 1, 2 }, unsure = { 0, 1, 0.2f };
	struct sureness s;

	(void)state;
	for (size_t i = 0; i < LEN(t); i++) {
		t[i].best = i % 2 == 0 ? sure : unsure;
		t[i].right = i / 2 % 10 < (i % 2 == 0 ? 9 : 4);
	}
	sureness_fit(&s, t, LEN(t), 0.8);
	assert_true(sureness_of(&s, &sure) > 0.89);
	assert_true(sureness_of(&s, &sure) < 0.91);
	assert_true(sureness_of(&s, &unsure) > 0.39);
	assert_true(sureness_of(&s, &unsure) < 0.41);
	/* 1,300 are right; a fifth of them are 260, all unsure ones */
	assert_true(s.threshold < 0.41f);
	sureness_fit(&s, t, LEN(t), 0.6);
	assert_true(s.threshold > 0.89f);
	/* few that were all right make nobody certain */
	for (size_t i = 0; i < 4; i++)
		t[i] = (struct trial){ sure, true };
	sureness_fit(&s, t, 4, 0.8);
	assert_true(sureness_of(&s, &sure) < 0.99);
	sureness_fit(&s, t, 0, 0.8);
	assert_true(sureness_of(&s, &sure) == 0.5);
}

static void
test_settle(void **state)
{
	struct arena *mem = arena_begin();
	struct examples all = made(mem, BUG);
	struct classifier *c = trained(mem, &all, &classifier_recipe);
	const struct guess high = { PAYMENT, 0.99f, true };
	const struct guess low = { PAYMENT, 0.01f, false };
	const struct {
		const char *why, *person, *rules;
		const struct classifier *classifier;
		const struct guess *guess;
		enum settled who;
		const char *label;
	} cases[] = {
		{ "a person wins over all", "wish", "bug", c, &high,
		    SETTLED_PERSON, "wish" },
		{ "nothing learnt yet: rules", NULL, "bug", NULL, NULL,
		    SETTLED_RULES, "bug" },
		{ "surer than rules that were often wrong", NULL, "bug", c,
		    &high, SETTLED_LEARNT, "payment" },
		{ "less sure than they", NULL, "bug", c, &low, SETTLED_RULES,
		    "bug" },
		{ "a label that no example had: nothing is known against it",
		    NULL, "device", c, &high, SETTLED_RULES, "device" },
		{ "rules are silent, it is sure", NULL, NULL, c, &high,
		    SETTLED_LEARNT, "payment" },
		{ "rules are silent, it is not", NULL, NULL, c, &low,
		    SETTLED_NOBODY, NULL },
		{ "nobody says anything", NULL, NULL, NULL, NULL,
		    SETTLED_NOBODY, NULL },
	};

	(void)state;
	/* they said bug of everything: where the classifier differed, wrongly */
	assert_true(classifier_rules_right(c, "bug") < 0.5f);
	for (size_t i = 0; i < LEN(cases); i++) {
		const struct opinions o = { cases[i].person, cases[i].rules,
			cases[i].classifier, cases[i].guess };
		const char *label = "";

		print_message("%s\n", cases[i].why);
		assert_int_equal(settle(&o, &label), cases[i].who);
		if (cases[i].label == NULL)
			assert_null(label);
		else
			assert_string_equal(label, cases[i].label);
	}
	arena_end(mem);
}

/* A category that no person ever said, only rules. */
static void
test_unlearnt(void **state)
{
	static const char *const words[] = { "device" };
	static const struct {
		const char *why;
		size_t said;	/* by rules of so many examples */
		float sure;
		enum settled who;
	} cases[] = {
		{ "never heard of: it stands", 0, 1, SETTLED_RULES },
		{ "contradicted now and then: it stands",
		    CLASSIFIER_CONTRADICTED - 1, 1, SETTLED_RULES },
		{ "often: who is surer stands", CLASSIFIER_CONTRADICTED, 0.95f,
		    SETTLED_LEARNT },
		{ "which may be the rules", CLASSIFIER_CONTRADICTED, 0.3f,
		    SETTLED_RULES },
		{ "always: less is enough", LABELS * EACH, 0.3f,
		    SETTLED_LEARNT },
	};
	struct arena *mem = arena_begin();

	(void)state;
	for (size_t i = 0; i < LEN(cases); i++) {
		struct examples all = made(mem, CLASSIFIER_NO_LABEL);
		struct example *v = arena_array(mem, all.n, sizeof(*v));
		const struct guess g = { PAYMENT, cases[i].sure, true };
		struct classifier *c;
		struct sbuf *bytes;
		const char *label, *why;

		for (size_t k = 0; k < all.n; k++) {
			v[k] = all.v[k];
			if (k < cases[i].said)
				v[k].rules = LABELS;
		}
		all.v = v;
		all.words = words;
		all.words_n = 1;
		c = trained(mem, &all, &classifier_recipe);
		bytes = written(mem, c);
		assert_int_equal(classifier_read(mem, bytes->s, bytes->len, &c,
		    &why), RC_OK);
		print_message("%s\n", cases[i].why);
		assert_int_equal(settle(&(struct opinions){ NULL, "device", c,
		    &g }, &label), cases[i].who);
		/* of another word nothing was heard */
		assert_int_equal(settle(&(struct opinions){ NULL, "store", c,
		    &g }, &label), SETTLED_RULES);
	}
	arena_end(mem);
}

static int
begin(void **state)
{
	(void)state;
	program = arena_begin();
	reader = feature_reader_new(program, 0);
	return 0;
}

static int
end(void **state)
{
	(void)state;
	arena_end(program);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_learns),
		cmocka_unit_test(test_two_labels),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_bytes),
		cmocka_unit_test(test_damaged),
		cmocka_unit_test(test_sureness),
		cmocka_unit_test(test_settle),
		cmocka_unit_test(test_unlearnt),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
