/* SPDX-License-Identifier: MIT */
/*
 * sandbox/rng - chance that is the same for the same seed (SplitMix64, Steele
 * et al. 2014). Not for secrets.
 */
#ifndef TIDEMARK_SANDBOX_RNG_H
#define TIDEMARK_SANDBOX_RNG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct rng {
	uint64_t s;
};

/* A stream of its own for each (seed, what, number). */
struct rng	rng_for(int64_t seed, const char *what, int64_t number);
uint64_t	rng_next(struct rng *);
size_t		rng_below(struct rng *, size_t n);	/* 0 when n is 0 */
int		rng_range(struct rng *, int from, int to); /* both included */
double		rng_unit(struct rng *);			/* 0 <= x < 1 */
bool		rng_chance(struct rng *, double p);
/* Log-normal with sigma 1: most near the median, some far above. */
double		rng_long_tail(struct rng *, double median);

#endif
