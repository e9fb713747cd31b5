/* SPDX-License-Identifier: MIT */
/*
 * net/retry - whether a failed call is worth repeating, and after how long.
 *
 * Source:  the table in retry.c. Network faults and 408, 500, 502, 503, 504:
 *          waits that double from 1 s to 60 s. 429: what the answer says
 *          (X-RateLimit-Retry-After, else Retry-After, else 60 s) and one
 *          second more, so as not to be early. All others: never.
 * Units:   milliseconds; attempt counts from 1, the call that just failed.
 * Pure:    the caller brings the random number (for the jitter) and sleeps.
 */
#ifndef TIDEMARK_NET_RETRY_H
#define TIDEMARK_NET_RETRY_H

#include <stdbool.h>
#include <stdint.h>

struct http_reply;

enum { RETRY_SERVICE_TRIES = 3, RETRY_SERVICE_MOST_MS = 120 * 1000 };

/* -1: do not repeat. */
int64_t	retry_wait_ms(const struct http_reply *, unsigned attempt,
	    uint32_t random);
/* Services that are paid for, as their makers' own clients do: RETRY_SERVICE_TRIES in
 * all, after what the answer says (Retry-After-Ms, else Retry-After; more than
 * RETRY_SERVICE_MOST_MS is not waited for), else 0.5 s doubling to 8 s, less up to a
 * quarter. may: what came of it is worth a repeat; X-Should-Retry says otherwise. */
int64_t	retry_service_ms(const struct http_reply *, bool may, int tries,
	    uint32_t random);
/* The growing wait alone: for faults that are seen only after parsing. */
int64_t	retry_backoff_ms(unsigned attempt, uint32_t random);

#endif
