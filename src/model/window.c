/* SPDX-License-Identifier: MIT */
#include "model/window.h"

#include "base/clock.h"

static int64_t
hour_floor(int64_t at)
{
	return at - ((at % HOUR) + HOUR) % HOUR;
}

static struct window
make(int64_t now, int64_t from, int64_t to, int64_t mailbox)
{
	struct window w = { .before = from - (to - from), .from = from,
		.to = to, .full = to, .now = now, .mailbox = mailbox };

	if (w.full > hour_floor(now))
		w.full = hour_floor(now);
	if (w.full < w.from)
		w.full = w.from;
	return w;
}

struct window
window_last(int64_t now, int64_t hours, int64_t mailbox)
{
	int64_t to = hour_floor(now) + HOUR;

	return make(now, to - hours * HOUR, to, mailbox);
}

bool
window_between(int64_t now, int64_t from, int64_t to, int64_t mailbox,
    struct window *w)
{
	from = hour_floor(from);
	to = hour_floor(to + HOUR - 1);
	if (to <= from || to - from > (int64_t)WINDOW_MAX_HOURS * HOUR)
		return false;
	*w = make(now, from, to, mailbox);
	return true;
}

int64_t
window_hours(const struct window *w)
{
	return (w->to - w->from) / HOUR;
}

bool
window_is_hourly(const struct window *w)
{
	return window_hours(w) <= WINDOW_HOURLY_MAX;
}
