/* SPDX-License-Identifier: MIT */
#include "unit.h"

#include "analysis/lookout.h"
#include "base/arena.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Added up term by term from far above, in another language. */
static void
test_tail(void **state)
{
	static const struct {
		const char *why;
		int64_t k;
		double mean, size, p;
	} cases[] = {
		{ "no report is certain", 0, 3, INFINITY, 1 },
		{ "one where none is usual", 1, 0, INFINITY, 0 },
		{ "Poisson, above", 8, 2, INFINITY, 1.096719e-3 },
		{ "Poisson, below", 2, 5, INFINITY, 0.9595723 },
		{ "Poisson, far out", 40, 5, INFINITY, 8.550024e-23 },
		{ "binomial, above", 8, 2, 4, 8.823181e-3 },
		{ "binomial, one in few", 3, 0.5, 0.5, 4.982526e-2 },
		{ "a size near nothing takes no longer", 1030, 510, 1e-5,
		    1.023280e-04 },
		{ "a large size is nearly Poisson", 8, 2, 1e7, 1.0967209e-3 },
	};

	(void)state;
	for (size_t i = 0; i < LEN(cases); i++) {
		double p = detect_tail(cases[i].k, cases[i].mean,
		    cases[i].size);

		print_message("%s: %g\n", cases[i].why, p);
		assert_true(fabs(p - cases[i].p) <= 1e-6 * cases[i].p);
	}
}

/* The sum over all k of P(X = k) is one, whichever way it is added up. */
static void
test_tail_adds_up(void **state)
{
	static const double means[] = { 0.01, 0.7, 5, 80, 900 };
	static const double sizes[] = { 0.3, 2, 25, INFINITY };

	(void)state;
	for (size_t m = 0; m < LEN(means); m++)
		for (size_t s = 0; s < LEN(sizes); s++) {
			double last = 1, sum = 0;

			for (int64_t k = 1; k < 60000 && last > 1e-13; k++) {
				double p = detect_tail(k, means[m], sizes[s]);

				assert_true(p <= last + 1e-9);
				sum += p;
				last = p;
			}
			/* the mean is the sum of the tails */
			assert_true(fabs(sum - means[m]) < 1e-5 * means[m] +
			    1e-9);
		}
}

/* ---- days ---- */

enum { WEEKS = 5, DAYS = 7 * WEEKS, COUNTS_MAX = 100000 };

/* A small account: what it reports in each quarter-hour, without chance but for
 * a step that spreads it. */
struct world {
	struct arena *mem;
	struct lookout_state state;
	struct lookout_count *count;	/* of the day at hand and the one before */
	size_t n;
	int day;		/* days that are over */
	uint64_t seed;
	struct lookout_result last;
	size_t alarms;		/* of all days, from the third week on */
};

static double
chance(struct world *w)
{
	w->seed = w->seed * 6364136223846793005ull + 1442695040888963407ull;
	return (double)(w->seed >> 11) / 9007199254740992.0;
}

static int64_t
midnight(int day)
{
	return 1767571200 + (int64_t)day * 86400;	/* Monday 2026-01-05 */
}

static void
count(struct world *w, int64_t at, enum lookout_dimension d, const char *c,
    const char *part)
{
	assert_true(w->n < COUNTS_MAX);
	w->count[w->n++] = (struct lookout_count){ at, { d, c, part }, 1 };
}

static void
report(struct world *w, int64_t at, const char *c, const char *platform,
    const char *version)
{
	at -= at % DETECT_BIN_S;
	count(w, at, LOOKOUT_ALL, "", "");
	count(w, at, LOOKOUT_CATEGORY, c, "");
	count(w, at, LOOKOUT_PLATFORM, c, platform);
	count(w, at, LOOKOUT_VERSION, c, version);
}

static void
test_change(void **state)
{
	enum { MOST = 8 };
	static const struct {
		const char *why;
		size_t n;
		unsigned reports[MOST];
		double usual[MOST];
		size_t first;
	} cases[] = {
		{ "a window of one bin begins with it", 1, { 9 }, { 1 }, 0 },
		{ "the window reaches back to what was as usual", 6,
		    { 0, 1, 0, 8, 9, 7 }, { 1, 1, 1, 1, 1, 1 }, 3 },
		{ "all of it is above", 4, { 5, 6, 5, 6 }, { 1, 1, 1, 1 }, 0 },
		{ "some reports hours before are chance", 8,
		    { 3, 0, 0, 0, 0, 0, 9, 9 }, { 1, 1, 1, 1, 1, 1, 1, 1 }, 6 },
		{ "a lull within it is no end", 5, { 0, 7, 0, 6, 8 },
		    { 1, 1, 1, 1, 1 }, 1 },
		{ "as many where as many are usual are none", 4,
		    { 10, 10, 10, 10 }, { 10, 10, 2, 2 }, 2 },
		{ "a busy hour in which it grew little", 4, { 22, 19, 30, 34 },
		    { 20, 20, 20, 20 }, 2 },
		{ "it goes on across a gap", 5, { 1, 6, 0, 0, 6 },
		    { 1, 1, 0, 0, 1 }, 1 },
		{ "a gap is no begin", 5, { 1, 0, 0, 9, 6 },
		    { 1, 0, 0, 1, 1 }, 3 },
		{ "what never came before begins with its first report", 4,
		    { 0, 0, 2, 3 }, { 0, 0, 0, 0 }, 2 },
		{ "nowhere above: all that was looked at", 3, { 1, 1, 1 },
		    { 2, 2, 2 }, 0 },
	};

	(void)state;
	for (size_t i = 0; i < LEN(cases); i++) {
		print_message("%s\n", cases[i].why);
		assert_int_equal(detect_change(cases[i].reports, cases[i].usual,
		    cases[i].n), cases[i].first);
	}
}

/* What happens on a day beside the usual. */
struct story {
	const char *why;
	const char *category, *platform, *version;	/* of what comes on top */
	int extra;		/* so many, from 12:00 on, over minutes */
	int minutes;
	const char *instead;	/* all reports name this version; NULL: as ever */
	double silent_from, silent_to;	/* hours; nothing arrives, then all of it */
	double until;		/* hours of the day that are over, 0: all */
	bool alarm;
	const char *says_platform, *says_version;
};

static const char *
usual_version(struct world *w, const struct story *s)
{
	double x = chance(w);

	if (s != NULL && s->instead != NULL)
		return s->instead;
	return x < 0.8 ? "2.4.0" : "2.3.9";
}

/* 40 a day, twice as many by day as by night. */
static void
usual(struct world *w, const struct story *s, int64_t start)
{
	static const char *const categories[] = { "crash", "payment",
		"question", "ux" };

	for (int q = 0; q < 96; q++) {
		double hour = q / 4.0;
		double rate = 40.0 / 96 * (hour >= 8 && hour < 20 ? 1.3333 :
		    0.6667);
		int64_t at = start + q * DETECT_BIN_S;

		if (s != NULL && hour >= s->silent_from && hour < s->silent_to)
			at = start + (int64_t)(s->silent_to * 3600);
		for (int i = 0; i < 4; i++)
			if (chance(w) < rate / 4)
				report(w, at, categories[(int)(chance(w) * 4)],
				    chance(w) < 0.5 ? "ios" : "android",
				    usual_version(w, s));
	}
}

static int
by_time(const void *a, const void *b)
{
	const struct lookout_count *x = a, *y = b;

	return x->at < y->at ? -1 : x->at > y->at;
}

static void
day(struct world *w, const struct story *s)
{
	static const struct detect_rule rule = { 1, 5, 2 };
	struct lookout_bin bin[192];
	struct lookout_span span = { .bin = bin, .day = 96, .judge = 96,
		.over = true };
	int64_t start = midnight(w->day);
	size_t kept = 0;

	for (size_t i = 0; i < w->n; i++)
		if (w->count[i].at >= start - 86400)
			w->count[kept++] = w->count[i];
	w->n = kept;
	usual(w, s, start);
	for (int i = 0; s != NULL && i < s->extra; i++)
		report(w, start + 12 * 3600 + (int64_t)i * s->minutes * 60 /
		    s->extra, s->category, s->platform, s->version);
	qsort(w->count, w->n, sizeof(*w->count), by_time);
	for (size_t i = 0; i < LEN(bin); i++)
		bin[i] = (struct lookout_bin){ start - 86400 +
			(int64_t)i * DETECT_BIN_S, (unsigned)(((w->day + 6) % 7 *
			24 + (int)i / 4) % DETECT_WEEK_HOURS) };
	span.n = LEN(bin);
	span.until = start + 86400;
	if (s != NULL && s->until > 0) {
		span.until = start + (int64_t)(s->until * 3600);
		span.n = 96 + (size_t)(s->until * 4 + 0.999);
		span.over = false;
	}
	span.count = w->count;
	span.counts = w->n;
	lookout_day(w->mem, &rule, &w->state, &span, &w->last);
	if (w->day >= 14)
		w->alarms += w->last.n;
	w->day++;
	if (span.over)
		w->state = w->last.after;
}

static struct world
world_new(uint64_t seed)
{
	struct world w = { .mem = arena_begin(), .seed = seed };

	w.count = arena_array(w.mem, COUNTS_MAX, sizeof(*w.count));
	for (int d = 0; d < DAYS; d++)
		day(&w, NULL);
	return w;
}

static void
test_stories(void **state)
{
	static const struct story cases[] = {
		{ "a day as ever", "crash", "ios", "2.4.0", 0, 1, NULL, 0, 0, 0,
		    false, "", "" },
		{ "a burst of one category", "payment", "ios", "2.4.0", 14, 90,
		    NULL, 0, 0, 0, true, "ios", "2.4.0" },
		{ "a new version that crashes", "crash", "android", "2.5.0", 10,
		    120, NULL, 0, 0, 0, true, "android", "2.5.0" },
		{ "few reports are none, however unusual", "crash", "windows",
		    "9.9", 4, 30, NULL, 0, 0, 0, false, "", "" },
		{ "a version takes over from another", "crash", "ios", "2.4.0",
		    0, 1, "2.5.0", 0, 0, 0, false, "", "" },
		{ "everything is down for six hours, then it all arrives",
		    "crash", "ios", "2.4.0", 0, 1, NULL, 9, 20, 0, false, "",
		    "" },
		{ "the quarter-hour has begun: what is there counts", "crash",
		    "ios", "2.4.0", 12, 60, NULL, 0, 0, 12.9, true, "ios",
		    "2.4.0" },
		{ "before the burst began", "crash", "ios", "2.4.0", 0, 60,
		    NULL, 0, 0, 11.9, false, "", "" },
	};

	bool wider = false;

	(void)state;
	for (size_t i = 0; i < LEN(cases); i++) {
		struct world w = world_new(7);
		const struct lookout_alarm *a;

		print_message("%s\n", cases[i].why);
		day(&w, &cases[i]);
		assert_int_equal(w.last.n > 0, cases[i].alarm);
		a = w.last.alarm;
		if (cases[i].alarm) {
			assert_string_equal(a->category, cases[i].category);
			a += w.last.n - 1;
			assert_string_equal(a->platform,
			    cases[i].says_platform);
			assert_string_equal(a->version, cases[i].says_version);
			assert_true(a->reports >= 5);
			/* it began at noon, whatever window it stood out in */
			assert_in_range(a->begins_at, midnight(w.day - 1) +
			    12 * 3600 - DETECT_BIN_S, midnight(w.day - 1) +
			    12 * 3600 + DETECT_BIN_S);
			wider = wider || a->at - a->seconds < a->begins_at;
			assert_true(a->expected < (double)a->reports / 2);
		}
		arena_end(w.mem);
	}
	assert_true(wider);
}

/* Weeks without anything: as few alarms as the budget says, and some slack. */
static void
test_flat(void **state)
{
	size_t alarms = 0;

	(void)state;
	for (uint64_t seed = 1; seed <= 6; seed++) {
		struct world w = world_new(seed * 77);

		alarms += w.alarms;
		arena_end(w.mem);
	}
	print_message("%zu bins with an alarm in 18 weeks\n", alarms);
	assert_true(alarms <= 36);
}

/* What is known after a day depends on its arguments alone. */
static void
test_same(void **state)
{
	struct world a = world_new(3), b = world_new(3);

	(void)state;
	assert_int_equal(a.state.n, b.state.n);
	assert_memory_equal(&a.state.sums, &b.state.sums,
	    sizeof(a.state.sums));
	for (size_t i = 0; i < a.state.n; i++)
		assert_memory_equal(&a.state.series[i].known,
		    &b.state.series[i].known, sizeof(struct detect_level));
	assert_true(a.state.sums.days == DAYS);
	arena_end(a.mem);
	arena_end(b.mem);
}

/* Nothing arrives for long: a gap, from which nothing is learned. */
static void
test_gap(void **state)
{
	static const struct story down = { .category = "crash",
		.platform = "ios", .version = "2.4.0", .silent_from = 9,
		.silent_to = 20 };
	struct world w = world_new(11);
	double hours = w.state.series[0].known.hours;

	(void)state;
	day(&w, &down);
	assert_in_range(w.last.gaps, 11 * 4, 13 * 4 + 8);
	/* a day adds 24 usual hours, less those that were lost */
	assert_true(w.state.series[0].known.hours < hours * 0.95173 + 13);
	arena_end(w.mem);
}

/* Too many for the counter of a bin are many all the same. */
static void
test_huge(void **state)
{
	static const struct {
		const char *why;
		unsigned n[2];
		int64_t reports;
	} cases[] = {
		{ "what is counted twice adds up", { 9, 8 }, 17 },
		{ "the most that fits", { 65534, 1 }, 65535 },
		{ "one more", { 65535, 1 }, 65535 },
		{ "far more at once", { 131073, 0 }, 65535 },
	};
	static const struct detect_rule rule = { 1, 5, 2 };

	(void)state;
	for (size_t i = 0; i < LEN(cases); i++) {
		struct arena *mem = arena_begin();
		struct detector *d = detector_new(mem, &rule, 0, NULL);
		struct detect_rise r;

		print_message("%s\n", cases[i].why);
		detector_bin(d, 0, 1);
		detector_report(d, DETECT_TOTAL, cases[i].n[0]);
		detector_report(d, DETECT_TOTAL, cases[i].n[1]);
		detector_window(d, DETECT_TOTAL, 1, &r);
		assert_int_equal(r.reports, cases[i].reports);
		arena_end(mem);
	}
}

/* Two weeks of a total of one a quarter-hour and of a part that was known once. In
 * each bin the part is told of so many reports as are given; -1: not at all. */
static void
silent_weeks(struct arena *mem, int told, struct detect_learned *sums,
    struct detect_level *part)
{
	const struct detect_rule rule = { 1, 5, 2 };
	const struct detect_level once = { .shape = 3, .hours = 900 };
	struct detector *d = detector_new(mem, &rule, 0, NULL);
	size_t category = detector_add(d, DETECT_TOTAL, &once);
	size_t quiet = detector_add(d, category, &once);

	for (unsigned bin = 0; bin < 14 * DETECT_DAY_BINS; bin++) {
		detector_bin(d, bin / DETECT_HOUR_BINS % DETECT_WEEK_HOURS, 1);
		if (bin % 500 == 77)
			detector_gap(d);
		detector_report(d, DETECT_TOTAL, 1);
		if (told >= 0)
			detector_report(d, quiet, (unsigned)told);
		if (bin % DETECT_DAY_BINS == DETECT_DAY_BINS - 1)
			detector_learn(d, DETECT_DAY_BINS);
	}
	detector_settle(d);
	detector_save(d, sums);
	*part = *detector_level(d, quiet);
}

static void
assert_near(double a, double b)
{
	assert_true(fabs(a - b) <= 1e-9 * fabs(a) + 1e-12);
}

/* Of a series without reports is learned what is learned of one that has none in
 * each bin: the former is added up in a shorter way. */
static void
test_silent(void **state)
{
	struct arena *mem = arena_begin();
	struct detect_learned none, zero, one;
	struct detect_level of_none, of_zero, of_one;

	(void)state;
	silent_weeks(mem, -1, &none, &of_none);
	silent_weeks(mem, 0, &zero, &of_zero);
	silent_weeks(mem, 1, &one, &of_one);
	assert_near(of_none.shape, of_zero.shape);
	assert_near(of_none.hours, of_zero.hours);
	assert_true(of_one.shape > of_none.shape);
	for (int w = 0; w < DETECT_WINDOWS; w++) {
		assert_near(none.excess[2][w], zero.excess[2][w]);
		assert_near(none.square[2][w], zero.square[2][w]);
		assert_true(none.square[2][w] > 0);
		assert_true(one.excess[2][w] > none.excess[2][w]);
	}
	assert_near(none.threshold, zero.threshold);
	arena_end(mem);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_tail),
		cmocka_unit_test(test_tail_adds_up),
		cmocka_unit_test(test_change),
		cmocka_unit_test(test_stories),
		cmocka_unit_test(test_flat),
		cmocka_unit_test(test_same),
		cmocka_unit_test(test_gap),
		cmocka_unit_test(test_huge),
		cmocka_unit_test(test_silent),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
