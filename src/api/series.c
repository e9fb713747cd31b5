/* SPDX-License-Identifier: MIT */
#include "api/series.h"

#include "base/clock.h"
#include "base/json.h"

#include <string.h>

struct series
series_of(const struct window *w, const char *compare)
{
	struct series s = { .w = *w,
		.step = window_is_hourly(w) ? HOUR : DAY };

	s.n = (size_t)((w->to - 1) / s.step - w->from / s.step + 1);
	if (strcmp(compare, "week") == 0)
		s.shift = 7 * DAY;
	else if (strcmp(compare, "before") == 0)
		s.shift = (int64_t)s.n * s.step;
	return s;
}

size_t
series_bucket(const struct series *s, int64_t at)
{
	int64_t i = at / s->step - s->w.from / s->step;

	return i < 0 || i >= (int64_t)s->n ? s->n : (size_t)i;
}

int64_t
series_at(const struct series *s, size_t bucket)
{
	return (s->w.from / s->step + (int64_t)bucket) * s->step;
}

struct window
series_compared(const struct series *s)
{
	struct window w = s->w;

	w.from -= s->shift;
	w.to -= s->shift;
	return w;
}

void
series_write_at(struct jw *w, const struct series *s, size_t bucket)
{
	jw_time(jw_key(w, "ts"), series_at(s, bucket));
}

void
series_write_compared(struct jw *w, const struct series *s, size_t bucket,
    int64_t n)
{
	if (s->shift == 0)
		return;
	jw_key(w, "compared");
	if (series_at(s, bucket) + s->step > s->w.now)
		jw_null(w);
	else
		jw_int(w, n);
}
