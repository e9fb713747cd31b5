/* SPDX-License-Identifier: MIT */
/*
 * job/rate - how much is done a second, over the last seconds.
 *
 * Units:     milliseconds of the monotonic clock; units of work a second, 0
 *            while nothing is known.
 */
#ifndef TIDEMARK_JOB_RATE_H
#define TIDEMARK_JOB_RATE_H

#include <stdint.h>

struct rate {
	int64_t since_ms, n;
	double now;
};

void	rate_begin(struct rate *, int64_t now_ms);
/* n more are done; the rate of late. */
double	rate_step(struct rate *, int64_t n, int64_t now_ms);

#endif
