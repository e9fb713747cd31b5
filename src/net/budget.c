/* SPDX-License-Identifier: MIT */
#include "net/budget.h"

enum { WINDOW_MS = 60 * 1000 };

void
budget_init(struct budget *b, int reserve_percent)
{
	*b = (struct budget){ .reserve_percent = reserve_percent };
}

static int64_t
reserve(const struct budget *b)
{
	int64_t n = b->limit * b->reserve_percent / 100;

	/* A limit of 1 must not mean "never". */
	return n < b->limit ? n : b->limit - 1;
}

static int64_t
until(int64_t then_ms, int64_t now_ms)
{
	return then_ms > now_ms ? then_ms - now_ms : 0;
}

/* Time between two calls when only the reserve is left: the pace of the limit,
 * slower the less there is, so that a sliding minute is not run dry. */
static int64_t
pace_ms(const struct budget *b)
{
	int64_t left = b->remaining > b->flying ? b->remaining - b->flying : 0;
	int64_t ms = WINDOW_MS / b->limit * (2 * reserve(b) + 2) / (left + 1);

	return ms < WINDOW_MS ? ms : WINDOW_MS;
}

int64_t
budget_wait_ms(const struct budget *b, int64_t now_ms)
{
	int64_t closed = until(b->closed_until_ms, now_ms);
	int64_t window;

	if (closed > 0)
		return closed;
	if (b->limit <= 0 || b->remaining - b->flying > reserve(b))
		return 0;
	window = until(b->window_ms + WINDOW_MS, now_ms);
	return window > 0 ? window : until(b->probe_ms + pace_ms(b), now_ms);
}

void
budget_started(struct budget *b, int weight, int64_t now_ms)
{
	b->flying += weight;
	b->probe_ms = now_ms;
}

void
budget_answered(struct budget *b, int weight, int64_t limit, int64_t remaining,
    int64_t now_ms)
{
	b->flying = b->flying > weight ? b->flying - weight : 0;
	if (limit <= 0 || remaining < 0)
		return;
	/* A jump: a new minute began. A small rise is only a call that slid
	 * out of the minute, or answers that came out of order. */
	if (b->limit == 0 || remaining - b->remaining > limit / 2)
		b->window_ms = now_ms;
	b->limit = limit;
	b->remaining = remaining;
}

void
budget_closed(struct budget *b, int64_t wait_ms, int64_t now_ms)
{
	b->closed_until_ms = now_ms + wait_ms;
	/* Behind it lies a fresh window. */
	b->limit = b->remaining = 0;
}
