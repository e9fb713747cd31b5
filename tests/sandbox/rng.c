/* SPDX-License-Identifier: MIT */
#include "tests/sandbox/rng.h"

#include <math.h>

uint64_t
rng_next(struct rng *r)
{
	uint64_t z = r->s += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
	return z ^ z >> 31;
}

struct rng
rng_for(int64_t seed, const char *what, int64_t number)
{
	struct rng r = { (uint64_t)seed };

	for (; *what != '\0'; what++)
		r.s = rng_next(&r) ^ (unsigned char)*what;
	r.s = rng_next(&r) ^ (uint64_t)number;
	r.s = rng_next(&r);
	return r;
}

size_t
rng_below(struct rng *r, size_t n)
{
	return n == 0 ? 0 : (size_t)((rng_next(r) >> 32) * n >> 32);
}

int
rng_range(struct rng *r, int from, int to)
{
	return from + (int)rng_below(r, (size_t)(to - from) + 1);
}

double
rng_unit(struct rng *r)
{
	return (double)(rng_next(r) >> 11) * 0x1p-53;
}

bool
rng_chance(struct rng *r, double p)
{
	return rng_unit(r) < p;
}

double
rng_long_tail(struct rng *r, double median)
{
	double u = rng_unit(r), v = rng_unit(r);

	return median * exp(sqrt(-2 * log(1 - u)) * cos(2 * M_PI * v));
}
