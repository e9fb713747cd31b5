/* SPDX-License-Identifier: MIT */
/*
 * How well rises are found, how soon, and how many are false, on made-up accounts.
 *
 *	detect [--seed=N] [--seeds=N] [--weeks=N] [--budget=N] [--only]
 *
 * Account:  RATES reports an hour in the mean, by hour of week, varying beyond
 *           chance from day to day and hour to hour, in categories, each with
 *           platforms and versions: SERIES series, all of them watched.
 * Bursts:   two a week after QUIET_WEEKS, each of a category or of one platform or
 *           version of it, over 1, 2, 4 or 8 hours. Amount "adds": on top of the
 *           usual come three times the usual reports of that time, no fewer than
 *           eight (to_helpscout.py counts bursts so). Amount "total": there are
 *           three times the usual in all, of which no fewer than eight come on
 *           top. Shape "even": spread evenly; "steep": a steep start that fades,
 *           u^STEEP of the time for an even u, as to_helpscout.py makes them. A
 *           grid is an amount and a shape; a flat year has no bursts.
 * Methods:  the detector, looking each STEP_S; z of an hour against the same
 *           series' last seven days, from 1.5 and from 3; the rule of the system
 *           that was replaced, reports of the last six hours whatever is usual.
 * Right:    rises of a category within SAME_H hours are one alarm; one of the
 *           total alone counts when no category has risen. An alarm that opens
 *           during a burst of its category, or up to LATE_H hours after it, is
 *           right. A burst is found at the first rise of its category during it:
 *           a method that always cries finds many, and its false alarms tell.
 * Output:   lines "figure NAME VALUE"; seeds make them the same each time.
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/detect.h"
#include "base/arena.h"

enum { CATEGORIES = 10, PLATFORMS = 3, VERSIONS = 4, PARTS = PLATFORMS +
	VERSIONS, SERIES = 1 + CATEGORIES * (1 + PARTS), STEP_S = 300,
	BIN_STEPS = DETECT_BIN_S / STEP_S, HOUR_STEPS = 3600 / STEP_S,
	DAY_STEPS = 24 * HOUR_STEPS, WEEK_STEPS = 7 * DAY_STEPS,
	QUIET_WEEKS = 4, SAME_H = 6, LATE_H = 1, BURSTS_MAX = 400 };

enum grid { FLAT, ADDS, ADDS_STEEP, TOTAL, TOTAL_STEEP, GRIDS };
enum method { DETECTOR, Z15, Z3, REPLACED, METHODS };

#define STEEP 1.5

static const struct {
	const char *name;
	double times;		/* the usual, on top of it */
	double power;		/* of an even u: when a report comes */
} grid_of[GRIDS] = {
	[FLAT] = { "flat", 0, 1 },
	[ADDS] = { "adds", 3, 1 },
	[ADDS_STEEP] = { "adds_steep", 3, STEEP },
	[TOTAL] = { "total", 2, 1 },
	[TOTAL_STEEP] = { "total_steep", 2, STEEP },
};
static const char *const method_name[METHODS] = { "detector", "z1.5", "z3",
	"replaced" };

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
	size_t first, end;	/* steps */
	double usual;		/* reports in its time */
};

struct account {
	size_t steps;
	uint16_t *count[SERIES];
	uint32_t *before[SERIES];	/* reports before a step */
	double rate;
	struct burst burst[BURSTS_MAX];
	int bursts;
};

static int
series_of(int category, int part)
{
	return 1 + category * (1 + PARTS) + 1 + part;
}

static int
category_of(int series)
{
	return series == 0 ? CATEGORIES : (series - 1) / (1 + PARTS);
}

static unsigned
week_hour(size_t step)
{
	return (unsigned)(step / HOUR_STEPS % DETECT_WEEK_HOURS);
}

static double
course(unsigned hour)
{
	double day = hour / 24 >= 5 ? 0.55 : 1.18;

	return day * (1 + 0.75 * sin(((double)(hour % 24) - 8) / 24 *
	    6.283185307179586));
}

static void
add(struct account *a, size_t step, int category, int platform, int version)
{
	a->count[0][step]++;
	a->count[series_of(category, -1)][step]++;
	a->count[series_of(category, platform)][step]++;
	a->count[series_of(category, PLATFORMS + version)][step]++;
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

	for (size_t t = 0; t < a->steps; t++) {
		if (t % DAY_STEPS == 0)
			all_day = gamma_of(.1);
		for (int c = 0; c < CATEGORIES; c++) {
			if (t % DAY_STEPS == 0)
				by_day[c] = gamma_of(.15);
			if (t % HOUR_STEPS == 0)
				by_hour[c] = gamma_of(.2);
			for (int n = poisson(a->rate * share[c] * all_day *
			    by_day[c] * by_hour[c] * course(week_hour(t)) /
			    HOUR_STEPS); n > 0; n--)
				add(a, t, c, pick(part_share, PLATFORMS),
				    pick(part_share + PLATFORMS, VERSIONS));
		}
	}
}

static void
burst(struct account *a, size_t first, enum grid grid)
{
	static const size_t hours[] = { 1, 2, 4, 8 };
	struct burst *b = &a->burst[a->bursts++];
	size_t steps = hours[(size_t)(chance() * 4)] * HOUR_STEPS;
	int more;

	*b = (struct burst){ .category = (int)(chance() * CATEGORIES),
		.part = chance() < .4 ? -1 : (int)(chance() * PARTS),
		.first = first, .end = first + steps };
	for (size_t t = first; t < b->end; t++)
		b->usual += a->rate * share[b->category] *
		    course(week_hour(t)) / HOUR_STEPS *
		    (b->part < 0 ? 1 : part_share[b->part]);
	more = (int)ceil(grid_of[grid].times * b->usual);
	for (more = more < 8 ? 8 : more; more > 0; more--) {
		size_t t = first + (size_t)(pow(chance(),
		    grid_of[grid].power) * (double)steps);
		int platform = pick(part_share, PLATFORMS);
		int version = pick(part_share + PLATFORMS, VERSIONS);

		if (b->part >= PLATFORMS)
			version = b->part - PLATFORMS;
		else if (b->part >= 0)
			platform = b->part;
		add(a, t, b->category, platform, version);
	}
}

static void
account_make(struct account *a, double rate, size_t weeks, enum grid grid)
{
	*a = (struct account){ .steps = weeks * WEEK_STEPS, .rate = rate };
	for (int s = 0; s < SERIES; s++) {
		a->count[s] = calloc(a->steps, sizeof(*a->count[s]));
		a->before[s] = calloc(a->steps + 1, sizeof(*a->before[s]));
	}
	fill(a);
	for (size_t t = QUIET_WEEKS * WEEK_STEPS; grid != FLAT &&
	    t + WEEK_STEPS < a->steps; t += WEEK_STEPS / 2)
		burst(a, t + (size_t)(chance() * (WEEK_STEPS / 2.0 -
		    12 * HOUR_STEPS)), grid);
	for (int s = 0; s < SERIES; s++)
		for (size_t t = 0; t < a->steps; t++)
			a->before[s][t + 1] = a->before[s][t] +
			    a->count[s][t];
}

static void
account_free(struct account *a)
{
	for (int s = 0; s < SERIES; s++) {
		free(a->count[s]);
		free(a->before[s]);
	}
}

/* ---- alarms ---- */

struct score {
	int alarms, right;
	double weeks;
	int bursts, found;
	struct found {
		double usual, hours, delay;	/* delay -1: missed */
	} burst[BURSTS_MAX * 12];
};

struct alarms {
	struct account *a;
	struct score *score;
	double delay[BURSTS_MAX];	/* hours; -1: not found */
	long last[CATEGORIES + 1];	/* step of the last rise, -1 none */
};

static bool
within(const struct burst *b, int category, size_t step)
{
	return (category == CATEGORIES || b->category == category) &&
	    step >= b->first && step < b->end + LATE_H * HOUR_STEPS;
}

static void
rise(struct alarms *al, int category, size_t step, bool opens)
{
	bool right = false;

	for (int i = 0; i < al->a->bursts; i++) {
		const struct burst *b = &al->a->burst[i];

		if (!within(b, category, step))
			continue;
		right = true;
		if (al->delay[i] < 0)
			al->delay[i] = (double)(step + 1 - b->first) /
			    HOUR_STEPS;
	}
	al->score->alarms += opens;
	al->score->right += opens && right;
}

/* Categories that rose in a step, and the total (CATEGORIES). */
static void
alarms_at(struct alarms *al, size_t step, const bool rose[CATEGORIES + 1])
{
	bool any = false;

	for (int c = 0; c <= CATEGORIES; c++) {
		long last = al->last[c];
		bool open = last >= 0 && (long)step - last <
		    SAME_H * HOUR_STEPS;

		if (c < CATEGORIES)
			any = any || rose[c] || open;
		if (!rose[c])
			continue;
		al->last[c] = (long)step;
		if (c < CATEGORIES || !any)
			rise(al, c, step, !open);
	}
}

/* ---- methods ---- */

static void
feed(struct detector *d, const struct account *a, size_t step,
    const size_t place[SERIES])
{
	size_t part = step % BIN_STEPS + 1;

	if (part == 1)
		detector_bin(d, week_hour(step), 1.0 / BIN_STEPS);
	else
		detector_share(d, (double)part / BIN_STEPS);
	for (int s = 0; s < SERIES; s++)
		if (a->count[s][step] > 0)
			detector_report(d, place[s], a->count[s][step]);
}

static void
look(struct alarms *al, struct detector *d, size_t step,
    const size_t place[SERIES])
{
	bool rose[CATEGORIES + 1] = { false };

	for (int s = 0; s < SERIES; s++) {
		struct detect_rise r;

		if (al->a->count[s][step] > 0 &&
		    detector_judge(d, place[s], &r))
			rose[category_of(s)] = true;
	}
	if (step >= QUIET_WEEKS * WEEK_STEPS)
		alarms_at(al, step, rose);
}

static void
by_detector(struct alarms *al, const struct detect_rule *rule)
{
	struct arena *mem = arena_begin();
	struct detector *d = detector_new(mem, rule, 0, NULL);
	size_t place[SERIES] = { DETECT_TOTAL };

	for (int i = 1; i < SERIES; i++)
		place[i] = detector_add(d, (i - 1) % (1 + PARTS) == 0 ?
		    DETECT_TOTAL : place[series_of(category_of(i), -1)], NULL);
	for (size_t t = 0; t < al->a->steps; t++) {
		if (t > 0 && t % DAY_STEPS == 0)
			detector_learn(d, DETECT_DAY_BINS);
		if (t % WEEK_STEPS == 0)
			detector_settle(d);
		feed(d, al->a, t, place);
		look(al, d, t, place);
	}
	arena_end(mem);
}

static int
hours_before(const struct account *a, int s, size_t end, size_t hours)
{
	return (int)(a->before[s][end] -
	    a->before[s][end - hours * HOUR_STEPS]);
}

/* An hour's count against those of the last seven days. */
static bool
z_rises(const struct account *a, int s, size_t end, double least)
{
	double sum = 0, square = 0, n = DETECT_WEEK_HOURS, sd;
	double x = hours_before(a, s, end, 1);

	if (x == 0)
		return false;
	for (size_t h = 1; h <= DETECT_WEEK_HOURS; h++) {
		double y = hours_before(a, s, end - h * HOUR_STEPS, 1);

		sum += y;
		square += y * y;
	}
	sd = sqrt(square / n - sum / n * sum / n);
	return x - sum / n >= least * (sd > 0 ? sd : 1);
}

/* Three reports give its z of 1.8. */
static bool
replaced_rises(const struct account *a, int s, size_t end)
{
	double v = hours_before(a, s, end, 6), b = fmax(1, v / 3.5);

	return s > 0 && (v - b) / fmax(1, sqrt(b)) >= 1.8;
}

static void
by_hour(struct alarms *al, enum method m)
{
	for (size_t end = QUIET_WEEKS * WEEK_STEPS; end <= al->a->steps;
	    end += HOUR_STEPS) {
		bool rose[CATEGORIES + 1] = { false };

		for (int s = 0; s < SERIES; s++)
			if (m == REPLACED ? replaced_rises(al->a, s, end) :
			    z_rises(al->a, s, end, m == Z15 ? 1.5 : 3))
				rose[category_of(s)] = true;
		alarms_at(al, end - 1, rose);
	}
}

static void
run(struct account *a, enum method m, const struct detect_rule *rule,
    struct score *to)
{
	struct alarms al = { .a = a, .score = to };

	for (int c = 0; c <= CATEGORIES; c++)
		al.last[c] = -1;
	for (int i = 0; i < a->bursts; i++)
		al.delay[i] = -1;
	if (m == DETECTOR)
		by_detector(&al, rule);
	else
		by_hour(&al, m);
	for (int i = 0; i < a->bursts; i++) {
		const struct burst *b = &a->burst[i];

		to->burst[to->bursts++] = (struct found){ b->usual,
			(double)(b->end - b->first) / HOUR_STEPS,
			al.delay[i] };
		to->found += al.delay[i] >= 0;
	}
	to->weeks += (double)(a->steps / WEEK_STEPS - QUIET_WEEKS);
}

/* ---- figures ---- */

static int
ascending(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return x < y ? -1 : x > y;
}

static double
median_delay(const struct score *s, double hours)
{
	static double all[BURSTS_MAX * 12];
	size_t n = 0;

	for (int i = 0; i < s->bursts; i++)
		if (s->burst[i].delay >= 0 &&
		    (hours <= 0 || s->burst[i].hours == hours))
			all[n++] = s->burst[i].delay;
	qsort(all, n, sizeof(*all), ascending);
	return n > 0 ? all[n / 2] : NAN;
}

static void
by_size(const struct score *s, const char *prefix)
{
	static const double at[] = { 0, 1, 2, 4, 8, 1e9 };
	static const double hours[] = { 1, 2, 4, 8 };

	for (size_t k = 0; k + 1 < sizeof(at) / sizeof(*at); k++) {
		int n = 0, found = 0;

		for (int i = 0; i < s->bursts; i++) {
			const struct found *f = &s->burst[i];

			if (f->usual < at[k] || f->usual >= at[k + 1])
				continue;
			n++;
			found += f->delay >= 0;
		}
		printf("figure %s_usual_from_%g_bursts %d\n", prefix, at[k], n);
		printf("figure %s_usual_from_%g_sensitivity %.2f\n", prefix,
		    at[k], n > 0 ? (double)found / n : 1);
	}
	for (size_t k = 0; k < sizeof(hours) / sizeof(*hours); k++)
		printf("figure %s_over_%gh_delay %.2f\n", prefix, hours[k],
		    median_delay(s, hours[k]));
}

static void
tell(const struct score *s, enum grid g, enum method m, const char *which)
{
	char prefix[64];

	snprintf(prefix, sizeof(prefix), "%s_%s_%s", method_name[m],
	    grid_of[g].name, which);
	printf("figure %s_false_a_week %.2f\n", prefix,
	    (s->alarms - s->right) / s->weeks);
	if (g == FLAT)
		return;
	printf("figure %s_sensitivity %.2f\n", prefix,
	    (double)s->found / s->bursts);
	printf("figure %s_ppv %.2f\n", prefix,
	    s->alarms > 0 ? (double)s->right / s->alarms : 1);
	printf("figure %s_delay %.2f\n", prefix, median_delay(s, 0));
	if (m == DETECTOR)
		by_size(s, prefix);
}

static void
merge(struct score *to, const struct score *from)
{
	memcpy(to->burst + to->bursts, from->burst,
	    (size_t)from->bursts * sizeof(*from->burst));
	to->bursts += from->bursts;
	to->found += from->found;
	to->alarms += from->alarms;
	to->right += from->right;
	to->weeks += from->weeks;
}

struct options {
	uint64_t seed;
	int seeds, weeks;
	bool only;
	struct detect_rule rule;
};

static void
one_rate(const struct options *o, size_t r, double rate, enum grid g,
    struct score all[METHODS])
{
	static struct score score[METHODS];
	char name[32];

	memset(score, 0, sizeof(score));
	for (int k = 0; k < o->seeds; k++) {
		struct account a;

		seed = (o->seed + (uint64_t)k) * 0x9e3779b97f4a7c15ULL + r * 8 +
		    g;
		for (int i = 0; i < 20; i++)
			chance();
		account_make(&a, rate, (size_t)o->weeks, g);
		for (int m = 0; m < (o->only ? 1 : METHODS); m++)
			run(&a, (enum method)m, &o->rule, &score[m]);
		account_free(&a);
	}
	snprintf(name, sizeof(name), "%g", rate);
	for (int m = 0; m < (o->only ? 1 : METHODS); m++) {
		tell(&score[m], g, (enum method)m, name);
		merge(&all[m], &score[m]);
	}
}

int
main(int argc, char **argv)
{
	static const double rates[] = { 5, 30, 120 };
	static struct score all[METHODS];
	struct options o = { .seed = 1, .seeds = 1, .weeks = 56,
		.rule = { 1, 5, 2 } };

	for (int i = 1; i < argc; i++) {
		if (strncmp(argv[i], "--seed=", 7) == 0)
			o.seed = strtoull(argv[i] + 7, NULL, 10);
		else if (strncmp(argv[i], "--seeds=", 8) == 0)
			o.seeds = (int)strtol(argv[i] + 8, NULL, 10);
		else if (strncmp(argv[i], "--weeks=", 8) == 0)
			o.weeks = (int)strtol(argv[i] + 8, NULL, 10);
		else if (strncmp(argv[i], "--budget=", 9) == 0)
			o.rule.budget = strtod(argv[i] + 9, NULL);
		else if (strcmp(argv[i], "--only") == 0)
			o.only = true;
	}
	if (o.seeds < 1 || o.seeds > 4 || o.weeks < 6 || o.weeks > 150) {
		fprintf(stderr, "1 to 4 seeds, 6 to 150 weeks\n");
		return 2;
	}
	for (int g = 0; g < GRIDS; g++) {
		memset(all, 0, sizeof(all));
		for (size_t r = 0; r < 3; r++)
			one_rate(&o, r, rates[r], (enum grid)g, all);
		for (int m = 0; m < (o.only ? 1 : METHODS); m++)
			tell(&all[m], (enum grid)g, (enum method)m, "all");
	}
	return 0;
}
