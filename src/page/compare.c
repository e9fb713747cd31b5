/* SPDX-License-Identifier: MIT */
#include "page/compare.h"

#include "html/csv.h"

#include <math.h>

struct window
compare_window(const struct range *r, enum compare which)
{
	struct window w = r->w;

	w.from = range_earlier(r, which, 0).from;
	w.to = range_earlier(r, which, r->n - 1).to;
	return w;
}

/* The first of the hours that is not before a time. */
static size_t
hour_at(const struct hour_count *h, size_t n, int64_t at)
{
	size_t low = 0, high = n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (h[mid].hour < at)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

struct hours_part
compare_hours(const struct range *r, enum compare which, size_t bucket,
    const struct hour_count *h, size_t n)
{
	struct range_part p = range_earlier(r, which, bucket);

	return (struct hours_part){ hour_at(h, n, p.from),
		hour_at(h, n, p.to) };
}

bool
compare_is_week(const struct range *r)
{
	return window_hours(&r->w) == WINDOW_HOURLY_MAX;
}

void
compare_csv_head(struct csv *c, const struct range *r)
{
	if (r->compare == COMPARE_NONE)
		return;
	csv_text(c, r->compare == COMPARE_WEEK ? "week_earlier" : "before");
	csv_text(c, "change_percent");
}

void
compare_csv(struct csv *c, const struct range *r, const double *compared,
    size_t bucket, int64_t now)
{
	bool known = compared != NULL && r->at[bucket + 1] <= r->w.now;
	double was = known ? compared[bucket] : NAN;

	if (r->compare == COMPARE_NONE)
		return;
	csv_num(c, was, 0);
	csv_num(c, was > 0 ? 100 * ((double)now - was) / was : NAN, 1);
}
