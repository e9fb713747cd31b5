/* SPDX-License-Identifier: MIT */
/*
 * model/window - a span of time to count, and the span before it.
 *
 * Source:    docs/metrics.md "Windows".
 * Shape:     whole UTC hours. The last hour of a window that reaches to now is
 *            partial; changes compare full hours only: [from, full) with the
 *            same hours one window earlier, [before, full - (from - before)).
 * Units:     seconds; `to` is excluded and lies past the partial hour.
 */
#ifndef TIDEMARK_MODEL_WINDOW_H
#define TIDEMARK_MODEL_WINDOW_H

#include <stdbool.h>
#include <stdint.h>

enum { WINDOW_MAX_HOURS = 400 * 24, WINDOW_HOURLY_MAX = 7 * 24 };

struct window {
	int64_t before, from, full, to;
	int64_t now;
	int64_t mailbox;	/* 0: all */
};

/* The last hours hours, the current partial one included. */
struct window window_last(int64_t now, int64_t hours, int64_t mailbox);
/* From the hour that holds from to the hour that holds to - 1; false when it is
 * empty or longer than WINDOW_MAX_HOURS. */
bool	window_between(int64_t now, int64_t from, int64_t to, int64_t mailbox,
	    struct window *);
int64_t	window_hours(const struct window *);
/* Charts show a bar per hour up to WINDOW_HOURLY_MAX hours, then per day. */
bool	window_is_hourly(const struct window *);

#endif
