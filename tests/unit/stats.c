/* SPDX-License-Identifier: MIT */
#include "unit.h"

#include "base/arena.h"
#include "quality/stats.h"

#include <math.h>
#include <string.h>
#include <time.h>

static void
test_mean(void **state)
{
	/* Student 1908, "The Probable Error of a Mean": hours of sleep gained */
	static const double sleep[] = { 1.2, 2.4, 1.3, 1.3, 0, 1.0, 1.8, 0.8,
		4.6, 1.4 };
	struct tally t = { 0 }, both = { 0 }, half = { 0 };

	(void)state;
	assert_true(isnan(tally_mean(&t)));
	for (size_t i = 0; i < LEN(sleep); i++) {
		tally_add(&t, sleep[i]);
		tally_add(i < 4 ? &both : &half, sleep[i]);
	}
	assert_true(fabs(tally_mean(&t) - 1.58) < 1e-9);
	assert_true(fabs(tally_sd(&t) - 1.2300) < 1e-4);
	assert_true(fabs(tally_half(&t) - (2.4599 - 1.58)) < 1e-3);
	tally_merge(&both, &half);
	assert_true(fabs(tally_half(&both) - tally_half(&t)) < 1e-9);
}

static void
test_few(void **state)
{
	struct tally one = { 0 }, same = { 0 }, many = { 0 };

	(void)state;
	tally_add(&one, 7);
	assert_true(isnan(tally_sd(&one)));
	assert_true(isnan(tally_half(&one)));
	for (int i = 0; i < 3; i++)
		tally_add(&same, 0.1);
	assert_true(tally_half(&same) < 1e-6);
	/* the table and what follows it meet: t is 2.0395 with 31 degrees */
	for (int i = 0; i < 32; i++)
		tally_add(&many, i % 2);
	assert_true(fabs(tally_half(&many) * sqrt(32) / tally_sd(&many) -
	    2.0395) < 3e-4);
}

enum { WIDE = 5 };

/* A table of counts as pairs: rows are a, columns b. */
static size_t
pairs_of(const int *table, int k, struct score_pair *out)
{
	size_t n = 0;

	for (int i = 0; i < k; i++)
		for (int j = 0; j < k; j++)
			for (int c = 0; c < table[i * k + j]; c++)
				out[n++] = (struct score_pair){ i, j };
	return n;
}

static void
test_kappa(void **state)
{
	static const struct {
		const char *why;
		int k;
		enum kappa_weights w;
		double kappa;
		int table[WIDE * WIDE];
	} cases[] = {
		{ "Cohen 1968, table 1: unweighted", 3, KAPPA_NOMINAL, 0.492,
		    { 88, 14, 18, 10, 40, 10, 2, 6, 12 } },
		{ "Altman 1991, two radiologists: unweighted", 4,
		    KAPPA_NOMINAL, 0.473,
		    { 21, 12, 0, 0, 4, 17, 1, 0, 3, 9, 15, 2, 0, 0, 0, 1 } },
		{ "the same by squares, worked out apart", 4, KAPPA_QUADRATIC,
		    0.6714,
		    { 21, 12, 0, 0, 4, 17, 1, 0, 3, 9, 15, 2, 0, 0, 0, 1 } },
		{ "two classes: squares change nothing", 2, KAPPA_QUADRATIC,
		    0.4, { 20, 5, 10, 15 } },
		{ "agreement of all", 3, KAPPA_QUADRATIC, 1,
		    { 4, 0, 0, 0, 3, 0, 0, 0, 2 } },
		{ "what chance gives", 2, KAPPA_QUADRATIC, 0,
		    { 5, 5, 5, 5 } },
		{ "the opposite of each other", 2, KAPPA_QUADRATIC, -1,
		    { 0, 5, 5, 0 } },
	};

	(void)state;
	for (size_t i = 0; i < LEN(cases); i++) {
		struct score_pair p[300];
		size_t n = pairs_of(cases[i].table, cases[i].k, p);
		double k = stats_kappa(p, n, 10, cases[i].w);

		print_message("%s: %g\n", cases[i].why, k);
		assert_true(fabs(k - cases[i].kappa) < 6e-4);
	}
}

static void
test_undefined(void **state)
{
	static const struct score_pair same[] = { { 7, 7 }, { 7, 7 } };
	struct arena *mem = arena_begin();

	(void)state;
	assert_true(isnan(stats_kappa(same, 0, 10, KAPPA_QUADRATIC)));
	assert_true(isnan(stats_kappa(same, 2, 10, KAPPA_QUADRATIC)));
	assert_true(isnan(stats_kappa_interval(mem, same, 2, 10,
	    KAPPA_QUADRATIC).low));
	assert_true(isnan(stats_exact(same, 0)));
	assert_true(isnan(stats_bias(same, 0)));
	assert_true(isnan(stats_auc(NULL, 0)));
	arena_end(mem);
}

static void
test_agreement(void **state)
{
	static const struct score_pair p[] = { { 7.4, 7 }, { 5, 6 }, { 9, 9 },
		{ 3, 1 } };

	(void)state;
	assert_true(fabs(stats_exact(p, LEN(p)) - 0.5) < 1e-9);
	assert_true(fabs(stats_bias(p, LEN(p)) - 0.35) < 1e-9);
}

/* Newcombe 1998, "Two-sided confidence intervals for the single proportion", table I,
 * method 3. */
static void
test_share(void **state)
{
	static const struct {
		const char *why;
		int64_t k, n;
		double low, high;
	} cases[] = {
		{ "of many", 81, 263, 0.2553, 0.3662 },
		{ "a small one", 15, 148, 0.0624, 0.1605 },
		{ "none of some", 0, 20, 0, 0.1611 },
		{ "one of some", 1, 29, 0.0061, 0.1718 },
		{ "all, the other way round", 20, 20, 0.8389, 1 },
	};

	(void)state;
	for (size_t i = 0; i < LEN(cases); i++) {
		struct interval in = stats_share_interval(cases[i].k,
		    cases[i].n);

		print_message("%s: %g to %g\n", cases[i].why, in.low, in.high);
		assert_true(fabs(in.low - cases[i].low) < 6e-5);
		assert_true(fabs(in.high - cases[i].high) < 6e-5);
	}
	assert_true(isnan(stats_share_interval(0, 0).low));
}

/* Of few pairs no kappa is said, but what they are. */
static void
test_few_pairs(void **state)
{
	struct arena *mem = arena_begin();
	struct score_pair p[AGREEMENT_LEAST];
	struct agreement a;

	(void)state;
	for (size_t i = 0; i < LEN(p); i++)
		p[i] = (struct score_pair){ (double)(i % 3), (double)(i % 2) };
	a = stats_agreement(mem, p, LEN(p) - 1, 10);
	assert_true(a.n == LEN(p) - 1 && isnan(a.kappa) && a.exact > 0);
	a = stats_agreement(mem, p, LEN(p), 10);
	assert_true(a.kappa_in.low <= a.kappa && a.kappa <= a.kappa_in.high);
	arena_end(mem);
}

/* Of many pairs the interval is the formula's: as wide as the draws', around the same
 * place, and the next pair changes nothing that anybody sees. */
static void
test_many_pairs(void **state)
{
	static const int scales[] = { 10, 100 };
	struct arena *mem = arena_begin();
	struct score_pair p[STATS_DRAWN_MOST + 1];

	(void)state;
	for (size_t s = 0; s < LEN(scales); s++) {
		struct interval drawn, large;

		for (size_t i = 0; i < LEN(p); i++)
			p[i] = (struct score_pair){ (double)(i * 7 % 11),
				(double)((i * 7 % 11 + i % 5) % 12) };
		drawn = stats_kappa_interval(mem, p, LEN(p) - 1, scales[s],
		    KAPPA_QUADRATIC);
		large = stats_kappa_interval(mem, p, LEN(p), scales[s],
		    KAPPA_QUADRATIC);
		print_message("%g to %g, %g to %g\n", drawn.low, drawn.high,
		    large.low, large.high);
		assert_true(fabs(drawn.low - large.low) < 0.02);
		assert_true(fabs(drawn.high - large.high) < 0.02);
		assert_true(large.low < large.high - 0.02);
	}
	arena_end(mem);
}

/* Nobody waits for an interval: 20,000 pairs in less processor time than 1,000 draws
 * of them would take for their random numbers alone. */
static void
test_cost_of_pairs(void **state)
{
	enum { N = 20000 };
	struct arena *mem = arena_begin();
	struct score_pair *p = arena_array(mem, N, sizeof(*p));
	clock_t began = clock();

	(void)state;
	for (size_t i = 0; i < N; i++)
		p[i] = (struct score_pair){ (double)(i % 11),
			(double)(i * 7 % 11) };
	stats_agreement(mem, p, N, 10);
	print_message("%d pairs: %g ms\n", N, (double)(clock() - began) * 1e3 /
	    CLOCKS_PER_SEC);
	assert_true(clock() - began < CLOCKS_PER_SEC / 20);
	arena_end(mem);
}

/* Rounded, beyond the scale, and the interval holds the value. */
static void
test_interval(void **state)
{
	struct arena *mem = arena_begin();
	struct score_pair p[200];
	struct interval a, b;
	double k;

	(void)state;
	for (size_t i = 0; i < LEN(p); i++)
		p[i] = (struct score_pair){ (double)(i % 11) + 0.2,
			(double)((i * 7 + i / 11) % 14) - 1 };
	k = stats_kappa(p, LEN(p), 10, KAPPA_QUADRATIC);
	a = stats_kappa_interval(mem, p, LEN(p), 10, KAPPA_QUADRATIC);
	b = stats_kappa_interval(mem, p, LEN(p), 10, KAPPA_QUADRATIC);
	assert_true(a.low < k && k < a.high);
	assert_true(a.high - a.low > 0.05 && a.high - a.low < 0.6);
	assert_memory_equal(&a, &b, sizeof(a));
	arena_end(mem);
}

/* Hanley and McNeil 1982, table I: ratings 1 to 5 of 58 normal and 51 abnormal. */
static void
test_auc(void **state)
{
	static const int normal[] = { 33, 6, 6, 11, 2 };
	static const int abnormal[] = { 3, 2, 2, 11, 33 };
	struct arena *mem = arena_begin();
	struct labelled l[200];
	struct interval in;
	size_t n = 0;

	(void)state;
	for (size_t r = 0; r < LEN(normal); r++) {
		for (int i = 0; i < normal[r]; i++)
			l[n++] = (struct labelled){ (double)r, false };
		for (int i = 0; i < abnormal[r]; i++)
			l[n++] = (struct labelled){ (double)r, true };
	}
	assert_int_equal(n, 109);
	assert_true(fabs(stats_auc(l, n) - 0.893) < 5e-4);
	/* its standard error is 0.032 there */
	in = stats_auc_interval(mem, l, n);
	assert_true(fabs(in.low - (0.893 - 1.96 * 0.032)) < 0.02);
	assert_true(fabs(in.high - (0.893 + 1.96 * 0.032)) < 0.02);
	arena_end(mem);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_mean),
		cmocka_unit_test(test_few),
		cmocka_unit_test(test_kappa),
		cmocka_unit_test(test_undefined),
		cmocka_unit_test(test_agreement),
		cmocka_unit_test(test_share),
		cmocka_unit_test(test_few_pairs),
		cmocka_unit_test(test_many_pairs),
		cmocka_unit_test(test_cost_of_pairs),
		cmocka_unit_test(test_interval),
		cmocka_unit_test(test_auc),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
