/* SPDX-License-Identifier: MIT */
#include "analysis/detect.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"

enum { WEEK_DAYS = 7, DAY_HOURS = 24, RING = 2 * DETECT_DAY_BINS + 16,
	SERIES_BLOCK = 64 };

/* Chosen on simulated and converted series: docs/accuracy.md. */
static const double LEVEL_HALF_DAYS = 14, PROFILE_HALF_DAYS = 28;
static const double PROFILE_PRIOR = 50;	/* reports that shape an hour's cell */
static const double LEVEL_SHAPE = 0.5, LEVEL_HOURS = 24;	/* nothing known */
static const double VARIES_MOST = 4;	/* more is no course of its own */
static const double VARIES = 0.05, VARIES_WEIGHT = 10;	/* beyond chance */
static const double STANDS_OUT = 1e-4;	/* p from which a bin teaches nothing */
static const double SPREADS = 0.01;	/* chance of a part that came to more */
static const double NEW = 3, NEW_PARENT = 1e-3;	/* below: carried() */
static const double MIX_REPORTS = 8;	/* what the usual mix weighs, in reports */
static const double STILL = 0.25;	/* of a window's excess, in its last quarter */
static const double PART_SHARE = 0.65;	/* of a part's excess that its parent has */
enum { QUARTER = 2 };	/* windows shorter */
enum { STICKY_BINS = 3 * DETECT_DAY_BINS };

static const size_t window_bins[DETECT_WINDOWS] = { 1, 2, 4, 8, 16, 32, 96 };

/* Short windows are looked at more often and would use up the budget: the longer
 * one and the wider series may be as many times less surprising. */
static const double WIDER = 2;	/* than a part of a part */

static double
weight(int kind, size_t w)
{
	return sqrt((double)window_bins[w]) * (kind < 2 ? WIDER : 1);
}

/* A bin's place in the rings is its number modulo RING. Of the series that are
 * known most have no report within days: these have no rings. */
struct series {
	struct detect_level known;
	double level, size;	/* mean of the level; 1 / its share of the spread */
	size_t parent;
	int kind;
	uint16_t *count;	/* [RING]; NULL: nothing was reported */
	bool *hot;
	struct series *next;	/* with rings */
};

struct detector {
	struct arena *mem;
	struct detect_rule rule;
	struct series **at;
	size_t n, room;
	struct series *reported;	/* those with rings */
	struct detect_learned sums;
	double profile[DETECT_WEEK_HOURS];
	double varies[DETECT_KINDS][DETECT_WINDOWS];
	double threshold;
	/* of the last RING bins */
	double usual[RING];	/* of a series of level 1 */
	uint8_t week_hour[RING];
	bool gap[RING];
	double whole[RING];	/* the same, were all of the bin over */
	int64_t first;		/* number of the first bin */
	size_t bins;		/* begun; the present one is bins - 1 */
};

/* ---- the negative binomial ---- */

/* A sum's terms below this share of it are left out; so many are few. */
#define NO_MORE 1e-12
enum { TERMS_MAX = 10000 };

static double
log_mass(double k, double mean, double size)
{
	if (isinf(size))
		return k * log(mean) - mean - lgamma(k + 1);
	return lgamma(k + size) - lgamma(size) - lgamma(k + 1) +
	    size * log(size / (size + mean)) + k * log(mean / (size + mean));
}

/* P(X < k), from k - 1 down. */
static double
below(double k, double mean, double size)
{
	double term = exp(log_mass(k - 1, mean, size)), sum = 0;
	double q = isinf(size) ? 0 : mean / (size + mean);

	for (double i = k - 1; i >= 0; i--) {
		sum += term;
		if (i < mean && term < sum * NO_MORE)
			break;
		term *= isinf(size) ? i / mean : i / (q * (i - 1 + size));
	}
	return sum < 1 ? sum : 1;
}

/* P(X >= k), from k up. */
static double
from_on(double k, double mean, double size)
{
	double term = exp(log_mass(k, mean, size)), sum = 0;
	double q = isinf(size) ? 0 : mean / (size + mean);

	for (double i = k; term > sum * NO_MORE; i++) {
		sum += term;
		term *= isinf(size) ? mean / (i + 1) :
		    q * (i + size) / (i + 1);
	}
	return sum;
}

/* The side with fewer terms. Above, terms shrink by about q: where that takes long,
 * the chance is not small, and what is below k says it as well. */
double
detect_tail(int64_t k, double mean, double size)
{
	double x = (double)k, far;

	if (k <= 0)
		return 1;
	if (!(mean > 0))
		return 0;
	far = isinf(size) ? 0 : -log(NO_MORE) * (size + mean) / size;
	if (x <= mean || (far > TERMS_MAX && x < far))
		return 1 - below(x, mean, size);
	return from_on(x, mean, size);
}

/* ---- series and bins ---- */

static void settle_profile(struct detector *);
static void settle_spread(struct detector *);

struct detector *
detector_new(struct arena *mem, const struct detect_rule *rule, int64_t first,
    const struct detect_level *total)
{
	struct detector *d = arena_alloc(mem, sizeof(*d));

	d->mem = mem;
	d->first = first;
	d->rule = *rule;
	(void)detector_add(d, DETECT_TOTAL, total);
	settle_profile(d);
	settle_spread(d);
	return d;
}

static void
settle_level(struct series *s)
{
	s->level = (s->known.shape + LEVEL_SHAPE) /
	    (s->known.hours + LEVEL_HOURS);
	s->size = s->known.shape + LEVEL_SHAPE;
}

size_t
detector_add(struct detector *d, size_t parent,
    const struct detect_level *known)
{
	struct series *s = arena_alloc(d->mem, sizeof(*s));

	if (d->n == d->room) {
		struct series **more = arena_array(d->mem, d->room * 2 +
		    SERIES_BLOCK, sizeof(*more));

		if (d->n > 0)
			memcpy(more, d->at, d->n * sizeof(struct series *));
		d->at = more;
		d->room = d->room * 2 + SERIES_BLOCK;
	}
	s->parent = parent;
	s->kind = d->n == 0 ? 0 : d->at[parent]->kind + 1;
	if (known != NULL)
		s->known = *known;
	settle_level(s);
	d->at[d->n] = s;
	return d->n++;
}

void
detector_bin(struct detector *d, unsigned week_hour, double share)
{
	size_t i = d->bins++ % RING;

	d->week_hour[i] = (uint8_t)week_hour;
	d->gap[i] = false;
	d->whole[i] = d->profile[week_hour] / DETECT_HOUR_BINS;
	d->usual[i] = d->whole[i] * share;
	for (struct series *s = d->reported; s != NULL; s = s->next) {
		s->count[i] = 0;
		s->hot[i] = false;
	}
}

void
detector_share(struct detector *d, double share)
{
	size_t i = (d->bins - 1) % RING;

	d->usual[i] = d->whole[i] * share;
}

void
detector_gap(struct detector *d)
{
	d->gap[(d->bins - 1) % RING] = true;
}

void
detector_report(struct detector *d, size_t series, unsigned n)
{
	struct series *s = d->at[series];
	uint16_t *count;
	unsigned room;

	if (s->count == NULL) {
		s->count = arena_array(d->mem, RING, sizeof(*s->count));
		s->hot = arena_array(d->mem, RING, sizeof(*s->hot));
		s->next = d->reported;
		d->reported = s;
	}
	count = &s->count[(d->bins - 1) % RING];
	room = UINT16_MAX - *count;
	*count = (uint16_t)(*count + (n < room ? n : room));
}

double
detector_usual(const struct detector *d, size_t series, unsigned week_hour)
{
	return d->at[series]->level * d->profile[week_hour];
}

double
detector_threshold(const struct detector *d)
{
	return d->threshold;
}

static double
size_of(const struct detector *d, const struct series *s, size_t w)
{
	return 1 / (d->varies[s->kind][w] + 1 / s->size);
}

const struct detect_level *
detector_level(const struct detector *d, size_t series)
{
	return &d->at[series]->known;
}

double
detector_silence(const struct detector *d, double usual)
{
	double size = size_of(d, d->at[DETECT_TOTAL], DETECT_WINDOWS - 1);

	return pow(size / (size + usual), size);
}

/* ---- judging ---- */

struct count {
	int64_t reports;
	double expected;
};

/* Of the bins that end with the last one, one window longer than the former. */
static void
count_on(const struct detector *d, const struct series *s, size_t from,
    size_t bins, struct count *c)
{
	for (size_t b = from; b < bins; b++) {
		size_t i = (d->bins - 1 - b) % RING;

		if (d->gap[i])
			continue;
		if (s->count != NULL)
			c->reports += s->count[i];
		c->expected += s->level * d->usual[i];
	}
}

static double
above(const struct count *c)
{
	return (double)c->reports - c->expected;
}

/* Whether what it is part of has risen with it. Of a part that is as good as new,
 * a version that everybody gets today, any number surprises: there the whole must
 * stand out. */
static bool
carried(const struct detector *d, const struct series *s, size_t w,
    const struct count *c)
{
	const struct series *parent = d->at[s->parent];
	struct count p = { 0, 0 };

	if (s->kind < 2)
		return true;
	count_on(d, parent, 0, window_bins[w], &p);
	if (above(&p) < PART_SHARE * above(c))
		return false;
	return s->known.shape >= NEW || detect_tail(p.reports, p.expected,
	    size_of(d, parent, w)) <= NEW_PARENT;
}

void
detector_window(const struct detector *d, size_t series, size_t window,
    struct detect_rise *r)
{
	const struct series *s = d->at[series];
	struct count c = { 0, 0 };
	size_t w = 0;

	count_on(d, s, 0, window < d->bins ? window : d->bins, &c);
	while (w + 1 < DETECT_WINDOWS && window_bins[w] < window)
		w++;
	*r = (struct detect_rise){ .series = series, .window = window,
		.reports = c.reports, .expected = c.expected,
		.p = detect_tail(c.reports, c.expected, size_of(d, s, w)) };
}

/* Of so many reports, more than the usual. Where nothing was ever usual, one
 * report says much and the next ones more. */
static double
likelihood_ratio(double reports, double usual)
{
	static const double LEAST = 1e-6;

	usual = fmax(usual, LEAST);
	return reports <= usual ? 0 : reports * log(reports / usual) -
	    (reports - usual);
}

size_t
detect_change(const unsigned *reports, const double *usual, size_t n)
{
	double seen = 0, due = 0, best = 0;
	size_t first = 0;

	for (size_t i = n; i > 0; i--) {
		double ratio;

		seen += reports[i - 1];
		due += usual[i - 1];
		ratio = likelihood_ratio(seen, due);
		if (ratio <= best)
			continue;
		best = ratio;
		first = i - 1;
	}
	return first;
}

size_t
detector_since(const struct detector *d, const struct detect_rise *r)
{
	const struct series *s = d->at[r->series];
	unsigned reports[DETECT_DAY_BINS] = { 0 };
	double usual[DETECT_DAY_BINS] = { 0 };

	for (size_t b = 0; b < r->window; b++) {
		size_t i = (d->bins - r->window + b) % RING;

		if (d->gap[i])
			continue;
		reports[b] = s->count[i];
		usual[b] = s->level * d->usual[i];
	}
	return r->window - detect_change(reports, usual, r->window);
}

/* A part of which more came than usual in the day before the window, as of a
 * version that spreads, is due as much of what its parent is due. */
static double
due(const struct detector *d, const struct series *s, size_t bins,
    const struct count *c)
{
	const struct series *parent = d->at[s->parent];
	struct count part = { 0, 0 }, whole = { 0, 0 }, now = { 0, 0 };
	size_t day = DETECT_DAY_BINS < d->bins ? DETECT_DAY_BINS : d->bins;
	double mix;

	if (s->kind < 2 || bins >= day)
		return c->expected;
	count_on(d, s, bins, day, &part);
	count_on(d, parent, bins, day, &whole);
	if (above(&whole) >= PART_SHARE * above(&part) ||
	    detect_tail(part.reports, part.expected, size_of(d, s,
	    DETECT_WINDOWS - 1)) > SPREADS)
		return c->expected;
	count_on(d, parent, 0, bins, &now);
	mix = ((double)part.reports + MIX_REPORTS * s->level / parent->level) /
	    ((double)whole.reports + MIX_REPORTS);
	return fmax(c->expected, mix * now.expected);
}

/* Whether it still rises: of the excess in a window its last quarter has at least
 * its share. What was hours ago is in the long windows for a day. */
static bool
lasts(const struct count *at, size_t w)
{
	return w < QUARTER || above(&at[w - QUARTER]) >=
	    STILL * above(&at[w]);
}

/* The most surprising window that ends with the last bin. */
static struct detect_rise
surprise(const struct detector *d, size_t series)
{
	const struct series *s = d->at[series];
	struct detect_rise r = { .series = series, .p = 1 };
	struct count at[DETECT_WINDOWS] = { { 0, 0 } }, *c = at;
	size_t before = 0;
	double least = 1;

	for (size_t w = 0; w < DETECT_WINDOWS && window_bins[w] <= d->bins;
	    w++, c++) {
		double p, expected;

		if (w > 0)
			*c = at[w - 1];
		count_on(d, s, before, window_bins[w], c);
		before = window_bins[w];
		if (c->reports < 2 || (double)c->reports <= c->expected * 1.3 ||
		    !lasts(at, w))
			continue;
		expected = due(d, s, window_bins[w], c);
		p = detect_tail(c->reports, expected, size_of(d, s, w));
		if (p >= least * weight(s->kind, w) || !carried(d, s, w, c))
			continue;
		least = p / weight(s->kind, w);
		r.p = p;
		r.window = window_bins[w];
		r.reports = c->reports;
		r.expected = expected;
	}
	return r;
}

/* What stands out teaches nothing, unless it goes on for days. */
static void
mark(struct detector *d, struct series *s, const struct detect_rise *r)
{
	struct detect_level *k = &s->known;
	int64_t bin = d->first + (int64_t)d->bins - 1;

	if (r->p > STANDS_OUT)
		return;
	if (k->hot_last == 0 || bin - k->hot_last > DETECT_DAY_BINS)
		k->hot_since = bin;
	k->hot_last = bin;
	if (bin - k->hot_since >= STICKY_BINS)
		return;
	for (size_t b = 1; b <= r->window; b++)
		s->hot[(d->bins - b) % RING] = true;
}

static double
weight_of(const struct detector *d, const struct detect_rise *r)
{
	size_t w = 0;

	while (w + 1 < DETECT_WINDOWS && window_bins[w] < r->window)
		w++;
	return weight(d->at[r->series]->kind, w);
}

bool
detector_judge(struct detector *d, size_t series, struct detect_rise *r)
{
	*r = surprise(d, series);
	/* of the first day nothing is usual yet */
	if (d->gap[(d->bins - 1) % RING] || !(d->sums.days > 0))
		return false;
	mark(d, d->at[series], r);
	return r->p <= d->threshold * weight_of(d, r) && r->reports >= d->rule.least &&
	    (double)r->reports >= d->rule.ratio * r->expected;
}

/* ---- learning ---- */

static double
decay(double half_days)
{
	return exp2(-1 / half_days);
}

/* The place of a bin of the day that is over. */
static size_t
place(const struct detector *d, size_t bins, size_t bin)
{
	return (d->bins - bins + bin) % RING;
}

static void
sum_profile(struct detector *d, size_t bins)
{
	const double keep = decay(PROFILE_HALF_DAYS);
	const struct series *total = d->at[DETECT_TOTAL];

	for (size_t i = 0; i < DETECT_WEEK_HOURS; i++) {
		d->sums.seen[i] *= keep;
		d->sums.weeks[i] *= keep;
	}
	for (size_t b = 0; b < bins; b++) {
		size_t i = place(d, bins, b);

		if (d->gap[i] || (total->hot != NULL && total->hot[i]))
			continue;
		if (total->count != NULL)
			d->sums.seen[d->week_hour[i]] += total->count[i];
		d->sums.weeks[d->week_hour[i]] += 1.0 / DETECT_HOUR_BINS;
	}
}

/* Usual hours of the day; without those that stood out in a series. */
static double
usual_hours(const struct detector *d, const bool *hot, size_t bins)
{
	double hours = 0;

	for (size_t b = 0; b < bins; b++) {
		size_t i = place(d, bins, b);

		if (!d->gap[i] && (hot == NULL || !hot[i]))
			hours += d->profile[d->week_hour[i]] / DETECT_HOUR_BINS;
	}
	return hours;
}

/* hours: usual_hours() of a series of which nothing was reported. */
static void
sum_level(const struct detector *d, struct series *s, size_t bins,
    double hours)
{
	const double keep = decay(LEVEL_HALF_DAYS);

	s->known.shape *= keep;
	s->known.hours *= keep;
	s->known.hours += s->hot == NULL ? hours :
	    usual_hours(d, s->hot, bins);
	for (size_t b = 0; s->count != NULL && b < bins; b++) {
		size_t i = place(d, bins, b);

		if (!d->gap[i] && !s->hot[i])
			s->known.shape += s->count[i];
	}
}

/* Adds how much blocks of a window's length differ from the usual beyond chance. */
static void
sum_blocks(struct detector *d, const struct series *s, size_t bins, size_t w)
{
	for (size_t b = 0; b + window_bins[w] <= bins; b += window_bins[w]) {
		double x = 0, m = 0;
		bool skip = false;

		for (size_t k = b; k < b + window_bins[w]; k++) {
			size_t i = place(d, bins, k);

			x += s->count[i];
			m += s->level * d->usual[i];
			skip = skip || d->gap[i] || s->hot[i];
		}
		if (skip)
			continue;
		d->sums.excess[s->kind][w] += (x - m) * (x - m) - m;
		d->sums.square[s->kind][w] += m * m;
	}
}

/* Over such blocks, of what is usual for a series of level 1. */
struct usual_blocks {
	double sum, square;
};

static struct usual_blocks
usual_blocks(const struct detector *d, size_t bins, size_t w)
{
	struct usual_blocks all = { 0, 0 };

	for (size_t b = 0; b + window_bins[w] <= bins; b += window_bins[w]) {
		double m = 0;
		bool skip = false;

		for (size_t k = b; k < b + window_bins[w]; k++) {
			m += d->usual[place(d, bins, k)];
			skip = skip || d->gap[place(d, bins, k)];
		}
		all.sum += skip ? 0 : m;
		all.square += skip ? 0 : m * m;
	}
	return all;
}

static void
sum_spread(struct detector *d, size_t bins)
{
	for (size_t w = 0; w < DETECT_WINDOWS; w++) {
		const struct usual_blocks usual = usual_blocks(d, bins, w);

		for (size_t i = 0; i < d->n; i++) {
			const struct series *s = d->at[i];
			double square = s->level * s->level * usual.square;

			if (s->count != NULL) {
				sum_blocks(d, s, bins, w);
				continue;
			}
			/* sum_blocks() where nothing came */
			d->sums.excess[s->kind][w] += square -
			    s->level * usual.sum;
			d->sums.square[s->kind][w] += square;
		}
	}
}

static void
decay_spread(struct detector *d)
{
	const double keep = decay(PROFILE_HALF_DAYS);

	for (int k = 0; k < DETECT_KINDS; k++)
		for (size_t w = 0; w < DETECT_WINDOWS; w++) {
			d->sums.excess[k][w] *= keep;
			d->sums.square[k][w] *= keep;
		}
}

/* Day of week x hour of day, and what an hour of the week has beyond that. */
static void
settle_profile(struct detector *d)
{
	const struct detect_learned *l = &d->sums;
	double day[WEEK_DAYS] = { 0 }, hour[DAY_HOURS] = { 0 };
	double day_n[WEEK_DAYS] = { 0 }, hour_n[DAY_HOURS] = { 0 };
	double all = 0, all_n = 0, sum = 0;

	for (size_t i = 0; i < DETECT_WEEK_HOURS; i++) {
		day[i / DAY_HOURS] += l->seen[i];
		day_n[i / DAY_HOURS] += l->weeks[i];
		hour[i % DAY_HOURS] += l->seen[i];
		hour_n[i % DAY_HOURS] += l->weeks[i];
		all += l->seen[i];
		all_n += l->weeks[i];
	}
	all = all_n > 0 ? all / all_n : 0;
	for (size_t i = 0; i < DETECT_WEEK_HOURS; i++) {
		size_t wd = i / DAY_HOURS, hd = i % DAY_HOURS;
		double both = (day[wd] + PROFILE_PRIOR) /
		    (day_n[wd] * all + PROFILE_PRIOR) *
		    (hour[hd] + PROFILE_PRIOR) /
		    (hour_n[hd] * all + PROFILE_PRIOR);

		d->profile[i] = both * (l->seen[i] + PROFILE_PRIOR) /
		    (l->weeks[i] * all * both + PROFILE_PRIOR);
		sum += d->profile[i];
	}
	for (size_t i = 0; i < DETECT_WEEK_HOURS; i++)
		d->profile[i] *= DETECT_WEEK_HOURS / sum;
}

static void
settle_spread(struct detector *d)
{
	for (int k = 0; k < DETECT_KINDS; k++)
		for (size_t w = 0; w < DETECT_WINDOWS; w++) {
			double v = (d->sums.excess[k][w] +
			    VARIES * VARIES_WEIGHT) /
			    (d->sums.square[k][w] + VARIES_WEIGHT);

			d->varies[k][w] = v < 0 ? 0 : v > VARIES_MOST ?
			    VARIES_MOST : v;
		}
}

void
detector_learn(struct detector *d, size_t bins)
{
	double hours;

	decay_spread(d);
	if (d->sums.days >= WEEK_DAYS)
		sum_spread(d, bins);
	sum_profile(d, bins);
	settle_profile(d);
	hours = usual_hours(d, NULL, bins);
	for (size_t s = 0; s < d->n; s++) {
		sum_level(d, d->at[s], bins, hours);
		settle_level(d->at[s]);
	}
	settle_spread(d);
	d->sums.days++;
}

/* ---- the budget ---- */

/* The thresholds that are weighed: STEPS in each tenfold, from FIRST down. */
enum { GRID = 200, STEPS = 20, FIRST = 4 };
static const double ROUNDING = 1e-6;

/* A stream of reports, seen through a window. */
struct stream {
	double per_bin, mean, size;
	size_t bins;
	double loose;		/* so many times the threshold counts */
	double weight;		/* how many such bins a week has */
};

/* How often the window is expected to rise to k reports, per bin: as often as a
 * report arrives while it holds k - 1. */
static double
upcrossings(const struct stream *s, double before, double tail)
{
	/* a window of one bin is judged once; more often cannot be */
	return s->bins == 1 || tail < before * s->per_bin ? tail :
	    before * s->per_bin;
}

/* Adds the false rises of a stream at each threshold. */
static void
add_rises(const struct detect_rule *rule, const struct stream *s,
    double sum[static GRID])
{
	double k = fmax(ceil(s->mean * rule->ratio), (double)rule->least);
	double tail = detect_tail((int64_t)k, s->mean, s->size);
	double before = exp(log_mass(k - 1, s->mean, s->size));
	double q = s->mean / (s->size + s->mean);

	for (int i = 0; i < GRID; i++) {
		double p = s->loose * pow(10, -FIRST - (double)i / STEPS);

		/* what is left when nothing more comes is rounding */
		for (; tail > p && before > p * ROUNDING; k++) {
			before *= q * (k - 1 + s->size) / k;
			tail -= before;
		}
		sum[i] += s->weight * upcrossings(s, before, tail);
	}
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

/* Series that are alike in what matters here: a quarter of an octave of levels. */
struct class {
	int kind;
	double level, size, n;
};

enum { CLASS_LOW = -60, CLASSES = 120 };	/* quarters of an octave */

static size_t
class_of(const struct series *s)
{
	double at = floor(4 * log2(s->level)) - CLASS_LOW;

	return (size_t)(at < 0 ? 0 : at >= CLASSES ? CLASSES - 1 : at);
}

static void
classes_of(const struct detector *d, struct class c[DETECT_KINDS][CLASSES])
{
	for (size_t s = 0; s < d->n; s++) {
		const struct series *of = d->at[s];
		struct class *to = &c[of->kind][class_of(of)];

		to->kind = of->kind;
		to->level = (to->level * to->n + of->level) / (to->n + 1);
		to->size = (to->size * to->n + of->size) / (to->n + 1);
		to->n++;
	}
}

static struct stream
stream_of(const struct detector *d, const struct class *c, size_t w,
    double rate, double share)
{
	double bins = (double)window_bins[w];
	double per_bin = c->level * rate / DETECT_HOUR_BINS;

	return (struct stream){ .per_bin = per_bin,
		/* a day's window sees all hours */
		.mean = bins * (window_bins[w] >= DETECT_DAY_BINS ?
		    c->level / DETECT_HOUR_BINS : per_bin),
		.size = 1 / (d->varies[c->kind][w] + 1 / c->size),
		.bins = window_bins[w], .loose = weight(c->kind, w),
		.weight = c->n * share * DETECT_HOUR_BINS };
}

static void
add_class(const struct detector *d, const struct rates *r,
    const struct class *c, double sum[static GRID])
{
	for (size_t w = 0; w < DETECT_WINDOWS; w++)
		for (size_t k = 0; k < RATES; k++) {
			struct stream s;

			if (r->share[k] <= 0)
				continue;
			s = stream_of(d, c, w, r->rate[k], r->share[k]);
			add_rises(&d->rule, &s, sum);
		}
}

/* Windows of one series overlap and series hold each other: rises that come
 * together are one alarm. */
static const double TOGETHER = 0.55;

static double
settle_threshold(const struct detector *d)
{
	struct class c[DETECT_KINDS][CLASSES] = { 0 };
	struct rates r = rates_of(d->profile);
	double sum[GRID] = { 0 };
	int i = 0;

	classes_of(d, c);
	for (int kind = 0; kind < DETECT_KINDS; kind++)
		for (size_t k = 0; k < CLASSES; k++)
			if (c[kind][k].n > 0)
				add_class(d, &r, &c[kind][k], sum);
	while (i + 1 < GRID && TOGETHER * sum[i] > d->rule.budget)
		i++;
	return pow(10, -FIRST - (double)i / STEPS);
}

void
detector_settle(struct detector *d)
{
	settle_profile(d);
	settle_spread(d);
	d->threshold = settle_threshold(d);
}

void
detector_save(const struct detector *d, struct detect_learned *out)
{
	*out = d->sums;
	out->threshold = d->threshold;
}

void
detector_load(struct detector *d, const struct detect_learned *in)
{
	d->sums = *in;
	if (!(in->threshold > 0)) {
		detector_settle(d);
		return;
	}
	settle_profile(d);
	settle_spread(d);
	d->threshold = in->threshold;
}
