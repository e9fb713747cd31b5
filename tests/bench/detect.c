/* SPDX-License-Identifier: MIT */
/*
 * How well rises are found, how soon, and how many are false.
 *
 *	detect [--json] [--seed=N] [--budget=N]
 *
 * Made-up accounts of three sizes: reports by hour of week, varying beyond chance
 * from day to day and hour to hour, in categories, each with platforms and
 * versions. After four quiet weeks bursts begin, two a week, of a category or one
 * platform or version of it: three times what is usual there, and no fewer than
 * eight reports more. Another year of each account has none.
 * Methods: the detector; z of an hour against the same series' last seven days,
 * from 1.5 and from 3; the replaced system's rule, reports of the last six hours
 * whatever is usual (three give its z of 1.8).
 * Rises of a category within SAME_H hours are one alarm; one of the total alone
 * counts when no category has risen. An alarm during a burst of its category, or
 * up to LATE_H hours after it, is right.
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/detect.h"
#include "base/arena.h"

enum { CATEGORIES = 10, PLATFORMS = 3, VERSIONS = 4, PARTS = PLATFORMS +
	VERSIONS, SERIES = 1 + CATEGORIES * (1 + PARTS),
	WEEK_BINS = 672, QUIET_WEEKS = 4, SAME_H = 12, LATE_H = 1,
	BURSTS_MAX = 400, METHODS = 4 };

static const double share[CATEGORIES] = { .28, .18, .14, .1, .08, .07, .06,
	.04, .03, .02 };
static const double part_share[PARTS] = { .5, .4, .1, .55, .25, .15, .05 };

/* ---- chance ---- */

static uint64_t seed;

static double
chance(void)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return ((double)(seed >> 11) + 0.5) / 9007199254740992.0;
}

static double
normal(void)
{
	return sqrt(-2 * log(chance())) * cos(6.283185307179586 * chance());
}

/* Mean 1; Marsaglia and Tsang 2000. */
static double
gamma_of(double cv)
{
	double shape = 1 / (cv * cv), d = shape - 1.0 / 3, c = 1 / sqrt(9 * d);

	for (;;) {
		double x = normal(), v = pow(1 + c * x, 3);

		if (v > 0 && log(chance()) < x * x / 2 + d - d * v + d * log(v))
			return d * v / shape;
	}
}

static int
poisson(double mean)
{
	double left = exp(-mean), p = 1;
	int k = 0;

	while ((p *= chance()) > left)
		k++;
	return k;
}

/* ---- an account ---- */

struct burst {
	int category, part;	/* part -1: the whole category */
	size_t first, end;	/* bins */
	double usual;
	int more;
	int method_bin[METHODS];	/* where it was found, or -1 */
};

struct account {
	size_t bins;
	uint16_t *count[SERIES];
	uint8_t *week_hour;
	double rate;
	struct burst burst[BURSTS_MAX];
	int n_bursts;
	double mean[CATEGORIES];
};

static int
series_of(int category, int part)
{
	return 1 + category * (1 + PARTS) + 1 + part;
}

static double
course(size_t week_hour)
{
	double day = week_hour / 24 >= 5 ? 0.55 : 1.18;

	return day * (1 + 0.75 * sin(((double)(week_hour % 24) - 8) / 24 *
	    6.283185307179586));
}

static void
add(struct account *a, size_t bin, int category, int platform, int version)
{
	a->count[0][bin]++;
	a->count[series_of(category, -1)][bin]++;
	a->count[series_of(category, platform)][bin]++;
	a->count[series_of(category, PLATFORMS + version)][bin]++;
}

static int
pick(const double *of, int n)
{
	double u = chance();
	int i = 0;

	while (i + 1 < n && (u -= of[i]) > 0)
		i++;
	return i;
}

static void
fill(struct account *a)
{
	double by_day[CATEGORIES], by_hour[CATEGORIES], all_day = 1;

	for (size_t b = 0; b < a->bins; b++) {
		if (b % DETECT_DAY_BINS == 0)
			all_day = gamma_of(.1);
		for (int c = 0; c < CATEGORIES; c++) {
			if (b % DETECT_DAY_BINS == 0)
				by_day[c] = gamma_of(.15);
			if (b % DETECT_HOUR_BINS == 0)
				by_hour[c] = gamma_of(.2);
			for (int n = poisson(a->rate * share[c] * all_day *
			    by_day[c] * by_hour[c] * course(a->week_hour[b]) /
			    DETECT_HOUR_BINS); n > 0; n--)
				add(a, b, c, pick(part_share, PLATFORMS),
				    pick(part_share + PLATFORMS, VERSIONS));
		}
	}
}

/* Three times the usual, in all, and at least eight more than that. */
static void
burst(struct account *a, size_t first)
{
	static const size_t hours[] = { 2, 3, 4, 6, 8 };
	struct burst *t = &a->burst[a->n_bursts++];
	size_t bins = hours[(size_t)(chance() * 5)] * DETECT_HOUR_BINS;
	double usual = 0;
	int more;

	*t = (struct burst){ .category = (int)(chance() * CATEGORIES),
		.part = chance() < .4 ? -1 : (int)(chance() * PARTS),
		.first = first, .end = first + bins,
		.method_bin = { -1, -1, -1, -1 } };
	for (size_t b = first; b < t->end; b++)
		usual += a->rate * share[t->category] *
		    course(a->week_hour[b]) / DETECT_HOUR_BINS *
		    (t->part < 0 ? 1 : part_share[t->part]);
	more = (int)ceil(2 * usual);
	if (more < 8)
		more = 8;
	t->usual = usual;
	t->more = more;
	for (; more > 0; more--) {
		size_t b = first + (size_t)(chance() * (double)bins);
		int platform = pick(part_share, PLATFORMS);
		int version = pick(part_share + PLATFORMS, VERSIONS);

		if (t->part >= PLATFORMS)
			version = t->part - PLATFORMS;
		else if (t->part >= 0)
			platform = t->part;
		add(a, b, t->category, platform, version);
	}
}

static void
account_make(struct account *a, double rate, size_t weeks, bool bursts)
{
	*a = (struct account){ .bins = weeks * WEEK_BINS, .rate = rate };
	a->week_hour = calloc(a->bins, 1);
	for (int s = 0; s < SERIES; s++)
		a->count[s] = calloc(a->bins, sizeof(uint16_t));
	for (size_t b = 0; b < a->bins; b++)
		a->week_hour[b] = (uint8_t)(b / DETECT_HOUR_BINS %
		    DETECT_WEEK_HOURS);
	fill(a);
	for (size_t b = QUIET_WEEKS * WEEK_BINS; bursts && b + WEEK_BINS <
	    a->bins; b += WEEK_BINS / 2)
		burst(a, b + (size_t)(chance() * (WEEK_BINS / 2 - 48)));
}

static void
account_free(struct account *a)
{
	for (int s = 0; s < SERIES; s++)
		free(a->count[s]);
	free(a->week_hour);
}

/* ---- alarms ---- */

struct score {
	int alarms, right, found, bursts;
	double weeks;
	double delay[BURSTS_MAX * 3];
};

struct alarms {
	struct account *a;
	struct score *score;
	int method;
	long last[CATEGORIES + 1];	/* bin of the last rise, -1 none */
};

static void
alarm_open(struct alarms *al, int category, size_t bin)
{
	bool right = false;

	for (int i = 0; i < al->a->n_bursts; i++) {
		struct burst *t = &al->a->burst[i];

		if ((category < CATEGORIES && t->category != category) ||
		    bin < t->first || bin >= t->end + LATE_H * DETECT_HOUR_BINS)
			continue;
		right = true;
		if (t->method_bin[al->method] < 0)
			t->method_bin[al->method] = (int)bin;
	}
	al->score->alarms++;
	al->score->right += right;
}

/* Categories that rose in a bin, and the total (CATEGORIES). */
static void
alarms_at(struct alarms *al, size_t bin, const bool rose[CATEGORIES + 1])
{
	bool any = false;

	for (int c = 0; c <= CATEGORIES; c++) {
		long last = al->last[c];
		bool open = last >= 0 && (long)bin - last <
		    SAME_H * DETECT_HOUR_BINS;

		if (c < CATEGORIES)
			any = any || rose[c] || open;
		if (!rose[c])
			continue;
		al->last[c] = (long)bin;
		if (!open && (c < CATEGORIES || !any))
			alarm_open(al, c, bin);
	}
}

static int
category_of(size_t series)
{
	return series == 0 ? CATEGORIES : ((int)series - 1) / (1 + PARTS);
}

static void
feed(struct detector *d, const struct account *a, size_t bin,
    const size_t place[SERIES])
{
	detector_bin(d, a->week_hour[bin], 1);
	for (int s = 0; s < SERIES; s++)
		if (a->count[s][bin] > 0)
			detector_report(d, place[s], a->count[s][bin]);
}

static void
by_detector(struct alarms *al, const struct detect_rule *rule)
{
	struct arena *mem = arena_begin();
	struct detector *d = detector_new(mem, rule, 0, NULL);
	size_t place[SERIES] = { DETECT_TOTAL };

	for (int i = 1; i < SERIES; i++)
		place[i] = detector_add(d, (i - 1) % (1 + PARTS) == 0 ?
		    DETECT_TOTAL : place[series_of(category_of((size_t)i), -1)],
		    NULL);
	for (size_t b = 0; b < al->a->bins; b++) {
		bool rose[CATEGORIES + 1] = { false };

		if (b > 0 && b % DETECT_DAY_BINS == 0)
			detector_learn(d, DETECT_DAY_BINS);
		if (b % WEEK_BINS == 0)
			detector_settle(d);
		feed(d, al->a, b, place);
		for (int s = 0; s < SERIES; s++) {
			struct detect_rise r;

			if (al->a->count[s][b] > 0 &&
			    detector_judge(d, place[s], &r))
				rose[category_of((size_t)s)] = true;
		}
		if (b >= QUIET_WEEKS * WEEK_BINS)
			alarms_at(al, b, rose);
	}
	arena_end(mem);
}

static int
hour_count(const struct account *a, int s, size_t end, size_t hours)
{
	int n = 0;

	for (size_t b = end - hours * DETECT_HOUR_BINS; b < end; b++)
		n += a->count[s][b];
	return n;
}

/* An hour's count against those of the last seven days. */
static void
by_z(struct alarms *al, double least)
{
	for (size_t end = QUIET_WEEKS * WEEK_BINS; end <= al->a->bins;
	    end += DETECT_HOUR_BINS) {
		bool rose[CATEGORIES + 1] = { false };

		for (int s = 0; s < SERIES; s++) {
			double sum = 0, square = 0, n = DETECT_WEEK_HOURS, sd;
			double x = hour_count(al->a, s, end, 1);

			if (x == 0)
				continue;
			for (size_t h = 1; h <= DETECT_WEEK_HOURS; h++) {
				double y = hour_count(al->a, s, end -
				    h * DETECT_HOUR_BINS, 1);

				sum += y;
				square += y * y;
			}
			sd = sqrt(square / n - sum / n * sum / n);
			if (x - sum / n >= least * (sd > 0 ? sd : 1))
				rose[category_of((size_t)s)] = true;
		}
		alarms_at(al, end - 1, rose);
	}
}

static void
by_replaced(struct alarms *al)
{
	for (size_t end = QUIET_WEEKS * WEEK_BINS; end <= al->a->bins;
	    end += DETECT_HOUR_BINS) {
		bool rose[CATEGORIES + 1] = { false };

		for (int s = 1; s < SERIES; s++) {
			double v = hour_count(al->a, s, end, 6);
			double b = fmax(1, v / 3.5);

			if ((v - b) / fmax(1, sqrt(b)) >= 1.8)
				rose[category_of((size_t)s)] = true;
		}
		alarms_at(al, end - 1, rose);
	}
}

static void
run(struct account *a, int method, const struct detect_rule *rule,
    struct score *score)
{
	struct alarms al = { .a = a, .score = score, .method = method };

	for (int c = 0; c <= CATEGORIES; c++)
		al.last[c] = -1;
	switch (method) {
	case 0: by_detector(&al, rule); break;
	case 1: by_z(&al, 1.5); break;
	case 2: by_z(&al, 3); break;
	default: by_replaced(&al); break;
	}
	for (int i = 0; i < a->n_bursts; i++) {
		const struct burst *t = &a->burst[i];

		if (getenv("DETECT_SHOW") && method == 0)
			printf("burst %.2f %d %zu %d\n", t->usual, t->more, (t->end-t->first)/4, t->method_bin[0] >= 0);
		score->bursts++;
		if (t->method_bin[method] >= 0)
			score->delay[score->found++] = (double)(1 + (size_t)
			    t->method_bin[method] - t->first) /
			    DETECT_HOUR_BINS;
	}
	score->weeks += (double)(a->bins / WEEK_BINS - QUIET_WEEKS);
}

static int
ascending(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return x < y ? -1 : x > y;
}

int
main(int argc, char **argv)
{
	static const double rates[] = { 5, 30, 120 };
	static const char *const names[METHODS] = { "detector", "z >= 1.5",
		"z >= 3", "replaced" };
	static struct score score[METHODS], flat[METHODS];
	struct detect_rule rule = { 1, 5, 2 };
	uint64_t first = 1;
	int weeks = 56;

	for (int i = 1; i < argc; i++) {
		if (strncmp(argv[i], "--seed=", 7) == 0)
			first = strtoull(argv[i] + 7, NULL, 10);
		else if (strncmp(argv[i], "--budget=", 9) == 0)
			rule.budget = strtod(argv[i] + 9, NULL);
	}
	printf("%-10s %6s %8s %8s %8s %8s %8s %8s\n", "method", "rate",
	    "bursts", "sens", "false/w", "ppv", "delay h", "flat/w");
	for (size_t r = 0; r < 3; r++) {
		struct account a, quiet;

		seed = first * 0x9e3779b97f4a7c15ULL + r;
		for (int i = 0; i < 10; i++)
			chance();
		account_make(&a, rates[r], (size_t)weeks, true);
		account_make(&quiet, rates[r], (size_t)weeks, false);
		for (int m = 0; m < (getenv("ONLY") ? 1 : METHODS); m++) {
			struct score *s = &score[m], *f = &flat[m];

			memset(s, 0, sizeof(*s));
			memset(f, 0, sizeof(*f));
			run(&a, m, &rule, s);
			run(&quiet, m, &rule, f);
			qsort(s->delay, (size_t)s->found, sizeof(double), ascending);
			printf("%-10s %6.0f %8d %8.2f %8.2f %8.2f %8.2f %8.2f\n",
			    names[m], rates[r], s->bursts, (double)s->found /
			    s->bursts, (s->alarms - s->right) / s->weeks,
			    s->alarms ? (double)s->right / s->alarms : 1,
			    s->found ? s->delay[s->found / 2] : NAN,
			    f->alarms / f->weeks);
		}
		account_free(&a);
		account_free(&quiet);
	}
	return 0;
}
