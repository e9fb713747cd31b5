/* SPDX-License-Identifier: MIT */
#include "quality/stats.h"

#include <math.h>
#include <stdlib.h>

#include "base/arena.h"

/* Student's t, two-sided 95 %, by degrees of freedom from 1. */
static const double t95[] = { 12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365,
	2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131, 2.120, 2.110,
	2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052,
	2.048, 2.045, 2.042 };

/* ---- means ---- */

void
tally_add(struct tally *t, double value)
{
	t->n++;
	t->sum += value;
	t->square += value * value;
}

void
tally_merge(struct tally *to, const struct tally *from)
{
	to->n += from->n;
	to->sum += from->sum;
	to->square += from->square;
}

double
tally_mean(const struct tally *t)
{
	return t->n > 0 ? t->sum / (double)t->n : NAN;
}

double
tally_sd(const struct tally *t)
{
	double n = (double)t->n, v;

	if (t->n < 2)
		return NAN;
	v = (t->square - t->sum * t->sum / n) / (n - 1);
	return v > 0 ? sqrt(v) : 0;
}

double
tally_half(const struct tally *t)
{
	const int64_t known = sizeof(t95) / sizeof(*t95);
	double q, df = (double)t->n - 1;

	if (t->n < 2)
		return NAN;
	/* beyond the table: Cornish and Fisher 1937, to the second power */
	q = t->n - 1 <= known ? t95[t->n - 2] :
	    1.95996 + 2.372 / df + 2.82 / (df * df);
	return q * tally_sd(t) / sqrt((double)t->n);
}

/* ---- draws ---- */

/* xorshift64* (Vigna 2016); the seed is arbitrary and fixed. */
static uint64_t
draw(uint64_t *state, uint64_t below)
{
	*state ^= *state >> 12;
	*state ^= *state << 25;
	*state ^= *state >> 27;
	return (*state * 2685821657736338717u >> 33) % below;
}

enum { SEED = 88172645 };

static int
ascending(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* Of the draws in which it was defined. */
static struct interval
percentiles(double value[static STATS_DRAWS], size_t n)
{
	struct interval none = { NAN, NAN };

	if (n == 0)
		return none;
	qsort(value, n, sizeof(*value), ascending);
	return (struct interval){ value[n * 25 / 1000],
		value[(n * 975 - 1) / 1000] };
}

/* ---- agreement ---- */

static int
rounded(double score, int scale)
{
	double r = floor(score + 0.5);

	return r < 0 ? 0 : r > scale ? scale : (int)r;
}

static double
distance(int i, int j, enum kappa_weights w)
{
	return w == KAPPA_NOMINAL ? i != j : (double)(i - j) * (i - j);
}

/* 1 - what they differ by over what they would by chance: with quadratic weights
 * the width of the scale cancels out. */
double
stats_kappa(const struct score_pair *p, size_t n, int scale,
    enum kappa_weights w)
{
	double a[STATS_SCALE_MAX + 1] = { 0 }, b[STATS_SCALE_MAX + 1] = { 0 };
	double seen = 0, due = 0;

	for (size_t i = 0; i < n; i++) {
		int x = rounded(p[i].a, scale), y = rounded(p[i].b, scale);

		a[x]++;
		b[y]++;
		seen += distance(x, y, w);
	}
	for (int i = 0; i <= scale; i++)
		for (int j = 0; j <= scale; j++)
			due += a[i] * b[j] / (double)n * distance(i, j, w);
	return n > 0 && due > 0 ? 1 - seen / due : NAN;
}

/* Shares of pairs in a row and a column, then of rows and of columns. */
struct shares {
	double *cell, *row, *column;
	int n;
};

static struct shares
shares_of(struct arena *mem, const struct score_pair *p, size_t n, int scale)
{
	int k = scale + 1;
	struct shares s = { arena_array(mem, (size_t)k * (size_t)(k + 2),
	    sizeof(*s.cell)), NULL, NULL, k };

	s.row = s.cell + k * k;
	s.column = s.row + k;
	for (int i = 0; i < k * (k + 2); i++)
		s.cell[i] = 0;
	for (size_t i = 0; i < n; i++) {
		int a = rounded(p[i].a, scale), b = rounded(p[i].b, scale);

		s.cell[a * k + b] += 1 / (double)n;
		s.row[a] += 1 / (double)n;
		s.column[b] += 1 / (double)n;
	}
	return s;
}

/* Fleiss, Cohen and Everitt 1969, with distances in place of weights of agreement:
 * n times the variance of kappa. */
static double
kappa_spread(struct arena *mem, const struct shares *s, double kappa,
    enum kappa_weights w)
{
	double *far = arena_array(mem, (size_t)s->n * 2, sizeof(*far));
	double due = 0, mean = 0, square = 0;

	for (int i = 0; i < s->n; i++) {
		far[i] = far[s->n + i] = 0;
		for (int j = 0; j < s->n; j++) {
			far[i] += s->column[j] * distance(i, j, w);
			far[s->n + i] += s->row[j] * distance(i, j, w);
		}
		due += s->row[i] * far[i];
	}
	for (int i = 0; i < s->n; i++)
		for (int j = 0; j < s->n; j++) {
			double v = distance(i, j, w) - (far[i] +
			    far[s->n + j]) * (1 - kappa);

			mean += s->cell[i * s->n + j] * v;
			square += s->cell[i * s->n + j] * v * v;
		}
	return (square - mean * mean) / (due * due);
}

static struct interval
kappa_large(struct arena *mem, const struct score_pair *p, size_t n, int scale,
    enum kappa_weights w)
{
	const double z = 1.959964, kappa = stats_kappa(p, n, scale, w);
	struct shares s = shares_of(mem, p, n, scale);
	double half = z * sqrt(kappa_spread(mem, &s, kappa, w) / (double)n);

	return (struct interval){ kappa - half, fmin(kappa + half, 1) };
}

struct interval
stats_kappa_interval(struct arena *mem, const struct score_pair *p, size_t n,
    int scale, enum kappa_weights w)
{
	struct score_pair *drawn = arena_array(mem, n + 1, sizeof(*drawn));
	double value[STATS_DRAWS];
	uint64_t state = SEED;
	size_t found = 0;

	if (n > STATS_DRAWN_MOST)
		return kappa_large(mem, p, n, scale, w);
	for (size_t d = 0; d < STATS_DRAWS && n > 0; d++) {
		double k;

		for (size_t i = 0; i < n; i++)
			drawn[i] = p[draw(&state, n)];
		k = stats_kappa(drawn, n, scale, w);
		if (!isnan(k))
			value[found++] = k;
	}
	return percentiles(value, found);
}

double
stats_exact(const struct score_pair *p, size_t n)
{
	size_t same = 0;

	for (size_t i = 0; i < n; i++)
		same += rounded(p[i].a, STATS_SCALE_MAX) ==
		    rounded(p[i].b, STATS_SCALE_MAX);
	return n > 0 ? (double)same / (double)n : NAN;
}

double
stats_bias(const struct score_pair *p, size_t n)
{
	double sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += p[i].a - p[i].b;
	return n > 0 ? sum / (double)n : NAN;
}

struct agreement
stats_agreement_alone(const struct score_pair *p, size_t n, int scale)
{
	return (struct agreement){ n, stats_exact(p, n), stats_bias(p, n),
		n < AGREEMENT_LEAST ? NAN : stats_kappa(p, n, scale,
		KAPPA_QUADRATIC), { NAN, NAN } };
}

struct agreement
stats_agreement(struct arena *mem, const struct score_pair *p, size_t n,
    int scale)
{
	struct agreement a = stats_agreement_alone(p, n, scale);

	if (n >= AGREEMENT_LEAST)
		a.kappa_in = stats_kappa_interval(mem, p, n, scale,
		    KAPPA_QUADRATIC);
	return a;
}

/* ---- a share ---- */

struct interval
stats_share_interval(int64_t k, int64_t n)
{
	const double z = 1.959964, all = (double)n, p = (double)k / all;
	struct interval in = { NAN, NAN };
	double middle, half;

	if (n <= 0)
		return in;
	middle = p + z * z / (2 * all);
	half = z * sqrt(p * (1 - p) / all + z * z / (4 * all * all));
	in.low = k == 0 ? 0 : (middle - half) / (1 + z * z / all);
	in.high = k == n ? 1 : (middle + half) / (1 + z * z / all);
	return in;
}

/* ---- area under the curve ---- */

static int
by_score(const void *a, const void *b)
{
	double x = ((const struct labelled *)a)->score;
	double y = ((const struct labelled *)b)->score;

	return (x > y) - (x < y);
}

/* By ranks, those of ties shared (Mann and Whitney 1947). */
double
stats_auc(struct labelled *l, size_t n)
{
	double ranks = 0, positive = 0;

	if (n == 0)
		return NAN;
	qsort(l, n, sizeof(*l), by_score);
	for (size_t i = 0, end; i < n; i = end) {
		double here = 0;

		for (end = i; end < n && l[end].score <= l[i].score; end++)
			here += l[end].positive;
		positive += here;
		ranks += here * (double)(i + 1 + end) / 2;
	}
	if (positive <= 0 || positive >= (double)n)
		return NAN;
	return (ranks - positive * (positive + 1) / 2) /
	    (positive * ((double)n - positive));
}

struct interval
stats_auc_interval(struct arena *mem, const struct labelled *l, size_t n)
{
	struct labelled *drawn = arena_array(mem, n + 1, sizeof(*drawn));
	double value[STATS_DRAWS];
	uint64_t state = SEED;
	size_t found = 0;

	for (size_t d = 0; d < STATS_DRAWS && n > 0; d++) {
		double area;

		for (size_t i = 0; i < n; i++)
			drawn[i] = l[draw(&state, n)];
		area = stats_auc(drawn, n);
		if (!isnan(area))
			value[found++] = area;
	}
	return percentiles(value, found);
}
