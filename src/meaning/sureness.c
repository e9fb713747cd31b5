/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdlib.h>

#include "base/arena.h"
#include "meaning/classifier_parts.h"

enum { PARTS = 3, STEPS = 30 };

/* So that few trials, or trials that are all right, give no certainty. */
static const double ridge = 0.1;

double
sureness_of(const struct sureness *s, const struct best *b)
{
	return 1 / (1 + exp(-((double)s->base + (double)s->top * (double)b->top +
	    (double)s->lead * (double)b->lead)));
}

/* Gradient and curvature of the logistic loss at s. */
static void
slope(const struct sureness *s, const struct trial *t, size_t n,
    double g[PARTS], double h[PARTS][PARTS])
{
	const double at[PARTS] = { (double)s->base, (double)s->top,
		(double)s->lead };

	for (int i = 0; i < PARTS; i++) {
		g[i] = ridge * at[i];
		for (int k = 0; k < PARTS; k++)
			h[i][k] = i == k ? ridge : 0;
	}
	for (size_t j = 0; j < n; j++) {
		const double x[PARTS] = { 1, (double)t[j].best.top,
			(double)t[j].best.lead };
		double p = sureness_of(s, &t[j].best);

		for (int i = 0; i < PARTS; i++) {
			g[i] += (p - t[j].right) * x[i];
			for (int k = 0; k < PARTS; k++)
				h[i][k] += p * (1 - p) * x[i] * x[k];
		}
	}
}

/* g becomes what h times it is g; h is positive definite by the ridge. */
static void
solve(double h[PARTS][PARTS], double g[PARTS])
{
	for (int i = 0; i < PARTS; i++)
		for (int j = i + 1; j < PARTS; j++) {
			double f = h[j][i] / h[i][i];

			for (int k = i; k < PARTS; k++)
				h[j][k] -= f * h[i][k];
			g[j] -= f * g[i];
		}
	for (int i = PARTS - 1; i >= 0; i--) {
		for (int k = i + 1; k < PARTS; k++)
			g[i] -= h[i][k] * g[k];
		g[i] /= h[i][i];
	}
}

static double
loss(const struct sureness *s, const struct trial *t, size_t n)
{
	double sum = ridge / 2 * (double)(s->base * s->base +
	    s->top * s->top + s->lead * s->lead);

	for (size_t i = 0; i < n; i++) {
		double p = sureness_of(s, &t[i].best);

		sum -= log(fmax(t[i].right ? p : 1 - p, 1e-300));
	}
	return sum;
}

/* Newton's step, halved until it leads down. False when none does. */
static bool
step(struct sureness *s, const struct trial *t, size_t n)
{
	double g[PARTS], h[PARTS][PARTS], before = loss(s, t, n);

	slope(s, t, n, g, h);
	solve(h, g);
	for (double f = 1; f > 1e-4; f /= 2) {
		struct sureness next = *s;

		next.base = (float)((double)s->base - f * g[0]);
		next.top = (float)((double)s->top - f * g[1]);
		next.lead = (float)((double)s->lead - f * g[2]);
		if (loss(&next, t, n) < before - 1e-9) {
			*s = next;
			return true;
		}
	}
	return false;
}

static int
ascending(const void *a, const void *b)
{
	const float *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

static float
threshold(const struct sureness *s, const struct trial *t, size_t n,
    double keep)
{
	float *sure = must_alloc(n * sizeof(*sure)), at = 0;
	size_t right = 0;

	for (size_t i = 0; i < n; i++)
		if (t[i].right)
			sure[right++] = (float)sureness_of(s, &t[i].best);
	qsort(sure, right, sizeof(*sure), ascending);
	if (right > 0)
		at = sure[(size_t)((double)right * (1 - keep))];
	free(sure);
	return at;
}

void
sureness_fit(struct sureness *s, const struct trial *t, size_t n, double keep)
{
	*s = (struct sureness){ 0, 0, 0, 0 };
	for (int i = 0; i < STEPS && step(s, t, n); i++)
		;
	s->threshold = threshold(s, t, n, keep);
}
