/* SPDX-License-Identifier: MIT */
/*
 * sandbox/rate - one bucket of calls per minute for the whole account.
 *
 * Source: "Rate limits" of the protocol reference. Fixed windows begin when
 *         the clock is at a multiple of their length.
 */
#ifndef TIDEMARK_SANDBOX_RATE_H
#define TIDEMARK_SANDBOX_RATE_H

#include <stdbool.h>
#include <stdint.h>

struct options;
struct reply;

enum { RATE_SLOTS = 64 };

struct rate {
	int64_t slot_at[RATE_SLOTS];	/* which slice of time a slot counts */
	int64_t used[RATE_SLOTS];
	long refused;
};

/* True: there was room for a call of this weight. Either way the headers are
 * written; a refused call gets status and body of 429 too. */
bool	rate_take(struct rate *, const struct options *, int64_t now,
	    int64_t weight, struct reply *);
/* 429 whatever was used, with the headers of a limit that is reached. */
void	rate_refuse(struct rate *, const struct options *, int64_t wait,
	    struct reply *);

#endif
