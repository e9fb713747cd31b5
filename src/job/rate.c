/* SPDX-License-Identifier: MIT */
#include "job/rate.h"

enum { RATE_MS = 1000 };

void
rate_begin(struct rate *r, int64_t now_ms)
{
	*r = (struct rate){ .since_ms = now_ms };
}

double
rate_step(struct rate *r, int64_t n, int64_t now_ms)
{
	int64_t ms = now_ms - r->since_ms;
	double now;

	r->n += n;
	if (ms < RATE_MS)
		return r->now;
	now = (double)r->n * 1000 / (double)ms;
	r->now = r->now > 0 ? r->now * 0.7 + now * 0.3 : now;
	r->since_ms = now_ms;
	r->n = 0;
	return r->now;
}
