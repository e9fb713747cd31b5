/* SPDX-License-Identifier: MIT */
/*
 * net/budget - how long to wait before the next call, so that an account's
 * rate limit is not met.
 *
 * The account's other programs and people share the limit, so the server's own
 * count (X-RateLimit-Remaining-Minute) is believed and nothing is counted but
 * the calls still on their way. A reserve stays for the others. A server that
 * sends no such header is never waited for.
 *
 * Whether the minute is fixed or slides is not documented. When the budget is
 * used up the wait is to the end of the window as seen from here, at most
 * 60 s; if a window that slides has not filled by then, calls go on at the
 * pace of the limit.
 *
 * Units:   milliseconds of any clock that only goes forward; calls.
 * Pure:    the clock is passed in; tests need no waiting.
 */
#ifndef TIDEMARK_NET_BUDGET_H
#define TIDEMARK_NET_BUDGET_H

#include <stdint.h>

struct budget {
	int64_t reserve_percent;	/* of the limit, kept for others */
	int64_t limit, remaining;	/* as last heard; limit 0: no header */
	int64_t window_ms;		/* when the window was first seen */
	int64_t closed_until_ms;	/* a 429 said so */
	int64_t probe_ms;		/* when a call was let through at zero */
	int64_t flying;			/* weight started, not answered */
};

void	budget_init(struct budget *, int reserve_percent);
/* 0: go; call budget_started() then. */
int64_t	budget_wait_ms(const struct budget *, int64_t now_ms);
void	budget_started(struct budget *, int weight, int64_t now_ms);
/* limit and remaining from the answer's headers, -1 for none. */
void	budget_answered(struct budget *, int weight, int64_t limit,
	    int64_t remaining, int64_t now_ms);
void	budget_closed(struct budget *, int64_t wait_ms, int64_t now_ms);

#endif
