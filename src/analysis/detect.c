/* SPDX-License-Identifier: MIT */
#include "analysis/detect.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"

enum { WEEK_DAYS = 7, DAY_HOURS = 24, WEEK_BINS = WEEK_DAYS * DETECT_DAY_BINS,
	KINDS = 3 };

/* Chosen on simulated and converted series: docs/accuracy.md. */
static const double LEVEL_HALF_DAYS = 14, PROFILE_HALF_DAYS = 28;
static const double PROFILE_PRIOR = 50;	/* reports that shape an hour's cell */
static const double LEVEL_SHAPE = 0.5, LEVEL_HOURS = 24;	/* nothing known */
static const double VARIES = 0.02, VARIES_WEIGHT = 10;	/* beyond chance */
static const double STANDS_OUT = 1e-4;	/* p from which a bin teaches nothing */
static const double PART_SHARE = 0.5;	/* of a part's excess that its parent has */
enum { STICKY_BINS = 3 * DETECT_DAY_BINS };

static const size_t window_bins[DETECT_WINDOWS] = { 1, 2, 4, 8, 16, 32, 96 };

struct learned {
	double shape, hours;		/* of the level */
	double level, size_level;	/* its mean; its share of the spread */
	int kind;			/* 0 total, 1 part, 2 part of a part */
	size_t hot_since;		/* first bin of what stands out now */
	uint32_t *sum;			/* counts before each bin */
	bool *hot;
};

struct detector {
	const struct detect_history *h;
	struct detect_rule rule;
	struct learned *at;
	double profile[DETECT_WEEK_HOURS];
	double seen[DETECT_WEEK_HOURS], weeks[DETECT_WEEK_HOURS];
	double excess[KINDS][DETECT_WINDOWS], square[KINDS][DETECT_WINDOWS];
	double varies[KINDS][DETECT_WINDOWS];
	double *usual;			/* sum of the profile before each bin */
	double threshold;
	size_t next;
};

/* ---- the negative binomial ---- */

static double
log_mass(double k, double mean, double size)
{
	if (isinf(size))
		return k * log(mean) - mean - lgamma(k + 1);
	return lgamma(k + size) - lgamma(size) - lgamma(k + 1) +
	    size * log(size / (size + mean)) + k * log(mean / (size + mean));
}

double
detect_tail(int64_t k, double mean, double size)
{
	double x = (double)k, term, sum = 0;
	double q = isinf(size) ? 0 : mean / (size + mean);

	if (k <= 0)
		return 1;
	if (!(mean > 0))
		return 0;
	if (x <= mean) {
		/* below the mean the lower tail is the shorter one */
		for (double i = x - 1; i >= 0; i--) {
			term = exp(log_mass(i, mean, size));
			sum += term;
			if (term < sum * 1e-12)
				break;
		}
		return sum < 1 ? 1 - sum : 0;
	}
	term = exp(log_mass(x, mean, size));
	for (; term > sum * 1e-12; x++) {
		sum += term;
		term *= isinf(size) ? mean / (x + 1) :
		    q * (x + size) / (x + 1);
	}
	return sum;
}

/* ---- what is known ---- */

static int
kind_of(const struct detect_history *h, size_t series)
{
	int parent = h->series[series].parent;

	return parent < 0 ? 0 : h->series[parent].parent < 0 ? 1 : 2;
}

struct detector *
detector_new(struct arena *mem, const struct detect_history *h,
    const struct detect_rule *rule)
{
	struct detector *d = arena_alloc(mem, sizeof(*d));

	d->h = h;
	d->rule = *rule;
	d->at = arena_array(mem, h->n_series, sizeof(*d->at));
	d->usual = arena_array(mem, h->bins + 1, sizeof(*d->usual));
	for (size_t i = 0; i < DETECT_WEEK_HOURS; i++)
		d->profile[i] = 1;
	for (size_t s = 0; s < h->n_series; s++) {
		struct learned *l = &d->at[s];

		l->kind = kind_of(h, s);
		l->hot_since = SIZE_MAX;
		l->sum = arena_array(mem, h->bins + 1, sizeof(*l->sum));
		l->hot = arena_array(mem, h->bins + 1, sizeof(*l->hot));
		for (size_t b = 0; b < h->bins; b++)
			l->sum[b + 1] = l->sum[b] + h->series[s].count[b];
	}
	return d;
}

double
detector_usual(const struct detector *d, size_t series, size_t bin)
{
	return d->at[series].level * d->profile[d->h->week_hour[bin]] /
	    DETECT_HOUR_BINS;
}

double
detector_threshold(const struct detector *d)
{
	return d->threshold;
}

static double
size_of(const struct detector *d, const struct learned *l, size_t w)
{
	double spread = d->varies[l->kind][w] + l->size_level;

	return spread > 0 ? 1 / spread : INFINITY;
}

/* ---- judging ---- */

struct count {
	int64_t reports;
	double expected;
};

static struct count
count_of(const struct detector *d, size_t series, size_t bin, size_t bins)
{
	const struct learned *l = &d->at[series];

	return (struct count){ l->sum[bin + 1] - l->sum[bin + 1 - bins],
		l->level * (d->usual[bin + 1] - d->usual[bin + 1 - bins]) };
}

/* Whether what it is part of has risen with it. */
static bool
carried(const struct detector *d, size_t series, size_t bin, size_t bins,
    struct count c)
{
	int parent = d->h->series[series].parent;
	struct count p;

	if (d->at[series].kind < 2)
		return true;
	p = count_of(d, (size_t)parent, bin, bins);
	return (double)p.reports - p.expected >=
	    PART_SHARE * ((double)c.reports - c.expected);
}

static bool
is_gap(const struct detector *d, size_t bin)
{
	return d->h->gap != NULL && d->h->gap[bin];
}

/* The most surprising window that ends with a bin. */
static struct detect_rise
surprise(const struct detector *d, size_t series, size_t bin)
{
	const struct learned *l = &d->at[series];
	struct detect_rise r = { .series = series, .bin = bin, .p = 1 };

	for (size_t w = 0; w < DETECT_WINDOWS && window_bins[w] <= bin + 1;
	    w++) {
		struct count c = count_of(d, series, bin, window_bins[w]);
		double p;

		if (c.reports < 2 || (double)c.reports <= c.expected * 1.3)
			continue;
		p = detect_tail(c.reports, c.expected, size_of(d, l, w));
		if (p >= r.p || !carried(d, series, bin, window_bins[w], c))
			continue;
		r.p = p;
		r.window = window_bins[w];
		r.reports = c.reports;
		r.expected = c.expected;
	}
	return r;
}

/* What stands out teaches nothing, unless it goes on for days. */
static void
mark(struct learned *l, const struct detect_rise *r)
{
	if (r->p > STANDS_OUT) {
		l->hot_since = SIZE_MAX;
		return;
	}
	if (l->hot_since == SIZE_MAX)
		l->hot_since = r->bin + 1 - r->window;
	if (r->bin - l->hot_since >= STICKY_BINS)
		return;
	for (size_t b = r->bin + 1 - r->window; b <= r->bin; b++)
		l->hot[b] = true;
}

static bool
is_rise(const struct detector *d, const struct detect_rise *r)
{
	return r->p <= d->threshold && r->reports >= d->rule.least &&
	    (double)r->reports >= d->rule.ratio * r->expected;
}

/* ---- learning ---- */

static double
decay(double half_days)
{
	return exp2(-1 / half_days);
}

static void
learn_profile(struct detector *d, size_t first, size_t end)
{
	const double keep = decay(PROFILE_HALF_DAYS);
	double day[WEEK_DAYS] = { 0 }, hour[DAY_HOURS] = { 0 };
	double day_n[WEEK_DAYS] = { 0 }, hour_n[DAY_HOURS] = { 0 };
	double all = 0, all_n = 0, mean = 0;

	for (size_t i = 0; i < DETECT_WEEK_HOURS; i++) {
		d->seen[i] *= keep;
		d->weeks[i] *= keep;
	}
	for (size_t b = first; b < end; b++) {
		if (is_gap(d, b) || d->at[0].hot[b])
			continue;
		d->seen[d->h->week_hour[b]] += d->h->series[0].count[b];
		d->weeks[d->h->week_hour[b]] += 1.0 / DETECT_HOUR_BINS;
	}
	for (size_t i = 0; i < DETECT_WEEK_HOURS; i++) {
		day[i / DAY_HOURS] += d->seen[i];
		day_n[i / DAY_HOURS] += d->weeks[i];
		hour[i % DAY_HOURS] += d->seen[i];
		hour_n[i % DAY_HOURS] += d->weeks[i];
		all += d->seen[i];
		all_n += d->weeks[i];
	}
	if (!(all > 0))
		return;
	all /= all_n;
	for (size_t i = 0; i < DETECT_WEEK_HOURS; i++) {
		size_t wd = i / DAY_HOURS, hd = i % DAY_HOURS;
		/* marginals, each drawn to 1 by a prior of its own */
		double by_day = (day[wd] + PROFILE_PRIOR) /
		    (day_n[wd] * all + PROFILE_PRIOR);
		double by_hour = (hour[hd] + PROFILE_PRIOR) /
		    (hour_n[hd] * all + PROFILE_PRIOR);
		double both = by_day * by_hour;

		d->profile[i] = both * (d->seen[i] + PROFILE_PRIOR) /
		    (d->weeks[i] * all * both + PROFILE_PRIOR);
		mean += d->profile[i] / DETECT_WEEK_HOURS;
	}
	for (size_t i = 0; i < DETECT_WEEK_HOURS; i++)
		d->profile[i] /= mean;
}

static void
learn_level(struct detector *d, size_t series, size_t first, size_t end)
{
	struct learned *l = &d->at[series];
	const double keep = decay(LEVEL_HALF_DAYS);

	l->shape *= keep;
	l->hours *= keep;
	for (size_t b = first; b < end; b++) {
		if (is_gap(d, b) || l->hot[b])
			continue;
		l->shape += d->h->series[series].count[b];
		l->hours += d->profile[d->h->week_hour[b]] / DETECT_HOUR_BINS;
	}
	l->level = (l->shape + LEVEL_SHAPE) / (l->hours + LEVEL_HOURS);
	l->size_level = 1 / (l->shape + LEVEL_SHAPE);
}

/* How much blocks of a window's length differ from the usual beyond chance. */
static void
learn_spread(struct detector *d, size_t series, size_t first, size_t end)
{
	const struct learned *l = &d->at[series];

	for (size_t w = 0; w < DETECT_WINDOWS; w++) {
		size_t n = window_bins[w];

		for (size_t b = first; b + n <= end; b += n) {
			struct count c = count_of(d, series, b + n - 1, n);
			double x = (double)c.reports, m = c.expected;
			bool hot = false;

			for (size_t i = b; i < b + n; i++)
				hot = hot || l->hot[i] || is_gap(d, i);
			if (hot)
				continue;
			d->excess[l->kind][w] += (x - m) * (x - m) - m;
			d->square[l->kind][w] += m * m;
		}
	}
}

static void
settle_spread(struct detector *d)
{
	const double keep = decay(PROFILE_HALF_DAYS);

	for (int k = 0; k < KINDS; k++)
		for (size_t w = 0; w < DETECT_WINDOWS; w++) {
			double v = (d->excess[k][w] + VARIES * VARIES_WEIGHT) /
			    (d->square[k][w] + VARIES_WEIGHT);

			d->varies[k][w] = v > 0 ? v : 0;
			d->excess[k][w] *= keep;
			d->square[k][w] *= keep;
		}
}

/* ---- the budget ---- */

/* How often a window of this mean is expected to rise to k, per bin. */
static double
upcrossings(double per_bin, double mean, double size, double k, size_t bins)
{
	double at = exp(log_mass(k - 1, mean, size)) * per_bin;
	double tail = detect_tail((int64_t)k, mean, size);

	/* a window of one bin is judged once; more often cannot be */
	return bins == 1 || tail < at ? tail : at;
}

/* The fewest reports with a chance of at most p. */
static double
critical(const struct detector *d, double mean, double size, double p)
{
	double k = ceil(mean * d->rule.ratio), step = 1;

	if (k < (double)d->rule.least)
		k = (double)d->rule.least;
	while (detect_tail((int64_t)k, mean, size) > p) {
		k += step;
		step *= 2;
	}
	while (step > 1) {
		step /= 2;
		while (k - step >= d->rule.ratio * mean &&
		    k - step >= (double)d->rule.least &&
		    detect_tail((int64_t)(k - step), mean, size) <= p)
			k -= step;
	}
	return k;
}

enum { RATES = 6 };	/* kinds of hours, by how busy they are */

struct rates {
	double rate[RATES], share[RATES];
};

/* The hours of a week in RATES parts of like width between least and most. */
static struct rates
rates_of(const double profile[static DETECT_WEEK_HOURS])
{
	struct rates r = { { 0 }, { 0 } };
	double least = profile[0], most = profile[0];

	for (size_t i = 1; i < DETECT_WEEK_HOURS; i++) {
		least = fmin(least, profile[i]);
		most = fmax(most, profile[i]);
	}
	for (size_t i = 0; i < DETECT_WEEK_HOURS; i++) {
		size_t k = most > least ? (size_t)((profile[i] - least) /
		    (most - least) * (RATES - 0.001)) : 0;

		r.rate[k] += profile[i];
		r.share[k] += 1;
	}
	for (size_t k = 0; k < RATES; k++)
		if (r.share[k] > 0)
			r.rate[k] /= r.share[k];
	return r;
}

/* False rises of all series in a week, were p the threshold. */
static double
false_rises(const struct detector *d, const struct rates *r, double p)
{
	double sum = 0;

	for (size_t s = 0; s < d->h->n_series; s++)
		for (size_t w = 0; w < DETECT_WINDOWS; w++)
			for (size_t k = 0; k < RATES; k++) {
				const struct learned *l = &d->at[s];
				double per_bin = l->level * r->rate[k] /
				    DETECT_HOUR_BINS;
				double n = (double)window_bins[w];
				/* a day's window sees all rates */
				double mean = n >= DETECT_DAY_BINS ? n *
				    l->level / DETECT_HOUR_BINS : n * per_bin;
				double size = size_of(d, l, w);

				if (r->share[k] == 0 || !(mean > 0))
					continue;
				sum += r->share[k] * DETECT_HOUR_BINS *
				    upcrossings(per_bin, mean, size,
				    critical(d, mean, size, p), window_bins[w]);
			}
	return sum;
}

/* Windows of one series overlap and series hold each other: rises that come
 * together are one alarm. */
static const double TOGETHER = 0.5;

static void
settle_threshold(struct detector *d)
{
	struct rates r = rates_of(d->profile);
	double low = -14, high = -2;

	for (int i = 0; i < 12; i++) {
		double mid = (low + high) / 2;

		if (TOGETHER * false_rises(d, &r, pow(10, mid)) > d->rule.budget)
			high = mid;
		else
			low = mid;
	}
	d->threshold = pow(10, low);
}

/* ---- the run ---- */

static void
sum_profile(struct detector *d, size_t first)
{
	for (size_t b = first; b < d->h->bins && b < first + 2 *
	    (size_t)DETECT_DAY_BINS; b++)
		d->usual[b + 1] = d->usual[b] +
		    d->profile[d->h->week_hour[b]] / DETECT_HOUR_BINS;
}

static void
learn_day(struct detector *d, size_t end)
{
	size_t first = end - DETECT_DAY_BINS;

	for (size_t s = 0; s < d->h->n_series; s++)
		if (d->at[s].level > 0)
			learn_spread(d, s, first, end);
	learn_profile(d, first, end);
	for (size_t s = 0; s < d->h->n_series; s++)
		learn_level(d, s, first, end);
	settle_spread(d);
	/* costs more than a day's judging, and levels move slowly */
	if (end % WEEK_BINS == 0 || !(d->threshold > 0))
		settle_threshold(d);
}

void
detector_run(struct detector *d, size_t until, struct detect_rise *out,
    size_t most, size_t *n)
{
	*n = 0;
	for (; d->next < until && d->next < d->h->bins; d->next++) {
		size_t bin = d->next;

		if (bin > 0 && bin % DETECT_DAY_BINS == 0)
			learn_day(d, bin);
		if (bin % DETECT_DAY_BINS == 0)
			sum_profile(d, bin);
		if (bin < DETECT_DAY_BINS || is_gap(d, bin))
			continue;
		for (size_t s = 0; s < d->h->n_series; s++) {
			struct detect_rise r = surprise(d, s, bin);

			mark(&d->at[s], &r);
			if (!is_rise(d, &r))
				continue;
			if (*n < most)
				out[*n] = r;
			(*n)++;
		}
	}
}
#include <stdio.h>
void detector_dump(const struct detector *d);
void detector_dump(const struct detector *d)
{
	for (int k = 0; k < KINDS; k++) {
		for (int w = 0; w < DETECT_WINDOWS; w++)
			fprintf(stderr, " %.4f", d->varies[k][w]);
		fprintf(stderr, "\n");
	}
	for (size_t s = 0; s < d->h->n_series; s += 1 + (s > 10) * 7)
		fprintf(stderr, "%zu level %.3f size %.4f\n", s, d->at[s].level, d->at[s].size_level);
}
