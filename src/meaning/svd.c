/* SPDX-License-Identifier: MIT */
#include "meaning/svd.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

enum { TURNS = 3, SWEEPS = 30 };

/* Directions weaker than this share of the strongest are rounding. */
#define WEAKEST 1e-7

/* One line of a tall matrix of SVD_SKETCH columns. */
typedef float line[SVD_SKETCH];

static void
line_add(float *restrict to, const float *restrict from, float times)
{
	for (size_t j = 0; j < SVD_SKETCH; j++)
		to[j] += times * from[j];
}

/* splitmix64: +1 or -1, a bit each */
static void
sketch(line *q, size_t n)
{
	uint64_t state = 1, bits = 0;
	float *v = q[0];

	for (size_t i = 0; i < n * SVD_SKETCH; i++) {
		if (i % 64 == 0) {
			uint64_t z = state += 0x9e3779b97f4a7c15u;

			z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
			z = (z ^ z >> 27) * 0x94d049bb133111ebu;
			bits = z ^ z >> 31;
		}
		v[i] = bits >> i % 64 & 1 ? 1 : -1;
	}
}

/* out = matrix * in */
static void
times(const struct svd_matrix *m, line *in, line *out)
{
	memset(out, 0, m->rows * sizeof(*out));
	for (size_t i = 0; i < m->rows; i++)
		for (size_t k = m->from[i]; k < m->from[i + 1]; k++)
			line_add(out[i], in[m->cells[k].row], m->cells[k].weight);
}

/* out = its transpose * in */
static void
times_turned(const struct svd_matrix *m, line *in, line *out)
{
	memset(out, 0, m->columns * sizeof(*out));
	for (size_t i = 0; i < m->rows; i++)
		for (size_t k = m->from[i]; k < m->from[i + 1]; k++)
			line_add(out[m->cells[k].row], in[i], m->cells[k].weight);
}

/* Products of all columns with each other. */
static void
gram(line *v, size_t n, double *g)
{
	memset(g, 0, sizeof(double) * SVD_SKETCH * SVD_SKETCH);
	for (size_t i = 0; i < n; i++)
		for (size_t a = 0; a < SVD_SKETCH; a++) {
			double *to = g + a * SVD_SKETCH, x = v[i][a];

			for (size_t b = 0; x != 0 && b < SVD_SKETCH; b++)
				to[b] += x * (double)v[i][b];
		}
}

/* A rotation that makes a[p][q] zero (Golub and Van Loan, 8.5). */
static void
rotate(double *a, double *vectors, size_t n, size_t p, size_t q)
{
	double tau = (a[q * n + q] - a[p * n + p]) / (2 * a[p * n + q]);
	double t = (tau >= 0 ? 1 : -1) / (fabs(tau) + sqrt(1 + tau * tau));
	double c = 1 / sqrt(1 + t * t), s = t * c;

	for (size_t k = 0; k < n; k++) {
		double x = a[p * n + k], y = a[q * n + k];

		a[p * n + k] = c * x - s * y;
		a[q * n + k] = s * x + c * y;
		x = vectors[p * n + k];
		y = vectors[q * n + k];
		vectors[p * n + k] = c * x - s * y;
		vectors[q * n + k] = s * x + c * y;
	}
	for (size_t k = 0; k < n; k++) {
		double x = a[k * n + p], y = a[k * n + q];

		a[k * n + p] = c * x - s * y;
		a[k * n + q] = s * x + c * y;
	}
}

/* True when there was anything left to do. */
static bool
sweep(double *a, double *vectors, size_t n)
{
	bool more = false;

	for (size_t p = 0; p + 1 < n; p++)
		for (size_t q = p + 1; q < n; q++) {
			if (fabs(a[p * n + q]) <= 1e-15 *
			    sqrt(fabs(a[p * n + p] * a[q * n + q])) + 1e-300)
				continue;
			rotate(a, vectors, n, p, q);
			more = true;
		}
	return more;
}

struct pair {
	double value;
	size_t at;
};

static int
pair_order(const void *a, const void *b)
{
	const struct pair *x = a, *y = b;

	if (x->value != y->value)
		return x->value > y->value ? -1 : 1;
	return x->at < y->at ? -1 : x->at > y->at;
}

void
svd_eigen(struct arena *mem, double *a, size_t n, double *values,
    double *vectors)
{
	/* rows are vectors while it turns, which is kinder to the cache */
	double *turned = arena_array(mem, n * n, sizeof(*turned));
	struct pair *order = arena_array(mem, n, sizeof(*order));

	for (size_t i = 0; i < n; i++)
		turned[i * n + i] = 1;
	for (int i = 0; i < SWEEPS && sweep(a, turned, n); i++)
		;
	for (size_t i = 0; i < n; i++)
		order[i] = (struct pair){ a[i * n + i], i };
	qsort(order, n, sizeof(*order), pair_order);
	for (size_t j = 0; j < n; j++) {
		values[j] = order[j].value;
		for (size_t i = 0; i < n; i++)
			vectors[i * n + j] = turned[order[j].at * n + i];
	}
}

/* The lines of v times a small matrix whose column j is scaled by scale[j]. */
static void
lines_times(line *v, size_t n, const double *small, const double *scale)
{
	for (size_t i = 0; i < n; i++) {
		double sum[SVD_SKETCH] = { 0 };

		for (size_t a = 0; a < SVD_SKETCH; a++)
			for (size_t j = 0; j < SVD_SKETCH; j++)
				sum[j] += (double)v[i][a] *
				    small[a * SVD_SKETCH + j];
		for (size_t j = 0; j < SVD_SKETCH; j++)
			v[i][j] = (float)(sum[j] * scale[j]);
	}
}

struct small {
	double g[SVD_SKETCH * SVD_SKETCH], vectors[SVD_SKETCH * SVD_SKETCH];
	double values[SVD_SKETCH], scale[SVD_SKETCH];
};

/* Turns the columns of v so that they stand at right angles, the longest first,
 * and makes each of length 1; what is no direction at all becomes zero. */
static void
square_up(struct arena *mem, line *v, size_t n, struct small *s)
{
	gram(v, n, s->g);
	svd_eigen(mem, s->g, SVD_SKETCH, s->values, s->vectors);
	for (size_t j = 0; j < SVD_SKETCH; j++) {
		bool there = s->values[j] > 0 &&
		    s->values[j] > s->values[0] * WEAKEST * WEAKEST;

		s->values[j] = there ? sqrt(s->values[j]) : 0;
		s->scale[j] = there ? 1 / s->values[j] : 0;
	}
	lines_times(v, n, s->vectors, s->scale);
}

void
svd(struct arena *mem, const struct svd_matrix *m, struct svd *out)
{
	struct arena *own = arena_begin();
	line *left = arena_array(own, m->rows + 1, sizeof(*left));
	line *right = arena_array(own, m->columns + 1, sizeof(*right));
	struct small *s = arena_alloc(own, sizeof(*s));

	sketch(left, m->rows);
	for (int i = 0; i < TURNS; i++) {
		times_turned(m, left, right);
		times(m, right, left);
		square_up(own, left, m->rows, s);
	}
	times_turned(m, left, right);
	square_up(own, right, m->columns, s);
	out->right = arena_array(mem, m->columns + 1,
	    SVD_MOST * sizeof(*out->right));
	for (size_t i = 0; i < m->columns; i++)
		memcpy(out->right + i * SVD_MOST, right[i],
		    SVD_MOST * sizeof(*out->right));
	memcpy(out->strength, s->values, sizeof(out->strength));
	arena_end(own);
}
