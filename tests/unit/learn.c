/* SPDX-License-Identifier: MIT */
#include "unit.h"

#include "base/arena.h"
#include "meaning/classifier.h"
#include "meaning/contest.h"
#include "meaning/pick.h"

enum { IDS = 20000, TEXTS = 24 };

static struct bag
bag_of(struct arena *mem, struct feature_reader *r, const char *text)
{
	const struct feature_text t = { text, strlen(text), NULL, 0 };

	return bag_copy(mem, feature_read(r, &t));
}

static void
test_held_back(void **state)
{
	static const uint64_t steps[] = { 1, 2, 5, 10, 1000 };

	(void)state;
	for (size_t s = 0; s < LEN(steps); s++) {
		size_t held = 0;

		print_message("ids in steps of %d\n", (int)steps[s]);
		for (uint64_t i = 0; i < IDS; i++)
			held += contest_held_back(1000 + i * steps[s]);
		assert_in_range(held, IDS / 5 - 300, IDS / 5 + 300);
	}
	assert_int_equal(contest_held_back(7), contest_held_back(7));
}

static const char *const labels[] = { "bug", "payment" };

/* Learns "crash" and "refund", or the two the wrong way round. */
static struct classifier *
learnt(struct arena *mem, struct feature_reader *r, bool wrong)
{
	struct example v[TEXTS];
	struct examples all = { v, LEN(v), labels, 2, CLASSIFIER_NO_LABEL, NULL, 0 };
	struct classifier *c;
	const char *why;

	for (uint16_t i = 0; i < LEN(v); i++)
		v[i] = (struct example){ bag_of(mem, r, i % 2 == 0 ? "crash" :
		    "refund"), (uint16_t)(i % 2 ^ wrong), CLASSIFIER_NO_LABEL };
	assert_int_equal(classifier_train(mem, &all, &classifier_recipe, &c,
	    &why), RC_OK);
	return c;
}

static void
test_contest(void **state)
{
	struct arena *mem = arena_begin();
	struct feature_reader *r = feature_reader_new(mem, 0);
	struct classifier *good = learnt(mem, r, false), *bad = learnt(mem, r,
	    true);
	struct contestant_text t[TEXTS];
	const struct {
		const char *why;
		const struct classifier *now, *next;
		size_t n;
		bool won;
		size_t gained, lost;
	} cases[] = {
		{ "better", bad, good, TEXTS, true, TEXTS, 0 },
		{ "worse", good, bad, TEXTS, false, 0, TEXTS },
		{ "the same loses nothing", good, good, TEXTS, true, 0, 0 },
		{ "the first, against rules that are silent", NULL, good, TEXTS,
		    true, TEXTS, 0 },
		{ "too few to tell", bad, good, CONTEST_LEAST - 1, false,
		    CONTEST_LEAST - 1, 0 },
		{ "none", bad, good, 0, false, 0, 0 },
	};
	struct contest c;

	(void)state;
	for (size_t i = 0; i < TEXTS; i++)
		t[i] = (struct contestant_text){ bag_of(mem, r, i % 2 == 0 ?
		    "it will crash" : "a refund please"), labels[i % 2], NULL };
	for (size_t i = 0; i < LEN(cases); i++) {
		print_message("%s\n", cases[i].why);
		contest(cases[i].now, cases[i].next, t, cases[i].n, &c);
		assert_int_equal(contest_won(&c), cases[i].won);
		assert_int_equal(c.gained, cases[i].gained);
		assert_int_equal(c.lost, cases[i].lost);
		assert_int_equal(c.right_new + c.lost,
		    c.right_now + c.gained);
	}
	/* one more or one fewer decides */
	c = (struct contest){ .n = 30, .right_now = 20, .right_new = 19 };
	assert_false(contest_won(&c));
	c.right_new = 20;
	assert_true(contest_won(&c));
	arena_end(mem);
}

static void
test_pick(void **state)
{
	static const struct {
		const char *text;
		uint16_t label;
		float sure;
	} texts[] = {
		{ "the map is dark and empty", 0, 0.9f },
		{ "sound stops after a call", 0, 0.2f },
		{ "sound stops after a call again", 0, 0.21f },
		{ "gems vanished overnight", 0, 0.3f },
		{ "billing address is wrong", 1, 0.6f },
		{ "", 1, 0.1f },
		{ "voucher does nothing", 1, 0.5f },
	};
	static const struct {
		const char *why;
		size_t most, n;
		uint32_t picks[5];
	} cases[] = {
		{ "the least sure of all", 1, 1, { 1 } },
		{ "one of each label before two of one", 2, 2, { 1, 6 } },
		{ "half of each, none like another", 4, 4, { 1, 3, 6, 4 } },
		{ "what resembles one, and the empty one, never", 9, 5,
		    { 1, 3, 6, 4, 0 } },
		{ "none wanted", 0, 0, { 0 } },
	};
	struct arena *mem = arena_begin();
	struct feature_reader *r = feature_reader_new(mem, 0);
	struct pick_text t[LEN(texts)];
	uint32_t out[PICK_MOST];

	(void)state;
	for (size_t i = 0; i < LEN(texts); i++)
		t[i] = (struct pick_text){ bag_of(mem, r, texts[i].text),
			{ texts[i].label, texts[i].sure, false } };
	for (size_t i = 0; i < LEN(cases); i++) {
		print_message("%s\n", cases[i].why);
		assert_int_equal(pick(t, LEN(t), 2, cases[i].most, out),
		    cases[i].n);
		for (size_t k = 0; k < cases[i].n; k++)
			assert_int_equal(out[k], cases[i].picks[k]);
	}
	assert_int_equal(pick(t, 0, 2, 5, out), 0);
	arena_end(mem);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_held_back),
		cmocka_unit_test(test_contest),
		cmocka_unit_test(test_pick),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
