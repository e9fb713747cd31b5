/* SPDX-License-Identifier: MIT */
#include "page/trend.h"

#include "base/arena.h"
#include "base/sbuf.h"
#include "html/view.h"
#include "http/req.h"
#include "model/detector.h"
#include "model/trend.h"
#include "page/compare.h"
#include "page/filter.h"
#include "page/words.h"

#include <math.h>
#include <string.h>

/* From the bottom of the bars up: what breaks first. Rulesets name it
 * differently, so of this list those that occur are taken. */
static const char *const first[] = { "crash", "outage", "data_loss", "bug",
	"damaged", "delivery", "wrong_item", "payment", "billing", "refund",
	"sign_in", "technical", "ux", "question", "feature_request" };

enum { N_FIRST = sizeof(first) / sizeof(*first) };

/* The rest is the last row, whatever the number of keys. */
static size_t
series_of(const struct trend *t, const char *key)
{
	for (size_t s = 0; s < t->n_keys; s++)
		if (strcmp(t->key[s], key) == 0)
			return s;
	return CHART_SERIES_MAX;
}

const char *
trend_category(const struct trend *t, size_t series)
{
	return series < t->n_keys ? t->key[series] : t->rest;
}

static int64_t
count_of(const struct hour_count *h, size_t n, const char *key)
{
	int64_t sum = 0;

	for (size_t i = 0; i < n; i++)
		if (strcmp(h[i].key, key) == 0)
			sum += h[i].n;
	return sum;
}

/* The largest that is not charted yet, first by name of equals; NULL: none. */
static const char *
largest_left(const struct trend *t, const struct hour_count *h, size_t n)
{
	const char *best = NULL;
	int64_t most = 0;

	for (size_t i = 0; i < n; i++) {
		const char *key = h[i].key;
		int64_t sum;

		if (strcmp(key, "other") == 0 || *key == '\0' ||
		    series_of(t, key) < CHART_SERIES_MAX ||
		    (best != NULL && strcmp(best, key) == 0))
			continue;
		sum = count_of(h, n, key);
		if (sum > most || (sum == most && best != NULL &&
		    strcmp(key, best) < 0)) {
			best = key;
			most = sum;
		}
	}
	return best;
}

/* Which categories are charted. Nothing that does not occur is. */
static void
choose_keys(struct trend *t, const struct hour_count *h, size_t n)
{
	const char *more;

	for (size_t i = 0; i < N_FIRST && t->n_keys < CHART_SERIES_MAX; i++)
		if (count_of(h, n, first[i]) > 0)
			t->key[t->n_keys++] = first[i];
	while (t->n_keys < CHART_SERIES_MAX &&
	    (more = largest_left(t, h, n)) != NULL)
		t->key[t->n_keys++] = more;
}

static void
make_rows(struct trend *t, double *rows[TREND_SERIES])
{
	for (size_t s = 0; s < TREND_SERIES; s++)
		rows[s] = arena_array(t->mem, t->range->n, sizeof(double));
}

static void
add(struct trend *t, const struct hour_count *h, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		size_t b = range_bucket(t->range, h[i].hour);

		if (b < t->range->n)
			t->now[series_of(t, h[i].key)][b] += (double)h[i].n;
	}
}

/* "other" is always among the rest, so that its list is never all of them. */
static void
name_the_rest(struct trend *t, const struct hour_count *h, size_t n)
{
	struct sbuf *out = sbuf_arena(t->mem);

	sbuf_text(out, "other");
	for (size_t i = 0; i < n; i++) {
		const char *key = h[i].key;
		size_t earlier = 0;

		if (series_of(t, key) < CHART_SERIES_MAX ||
		    strcmp(key, "other") == 0)
			continue;
		while (strcmp(h[earlier].key, key) != 0)
			earlier++;
		if (earlier == i)
			sbuf_fmt(out, ",%s", key);
	}
	t->rest = sbuf_cstr(out);
}

/* Counts of what the buckets are compared with. */
static enum rc
read_earlier(struct req *rq, struct trend *t, enum compare which,
    double *rows[TREND_SERIES])
{
	const struct range *r = t->range;
	const struct window w = compare_window(r, which);
	struct hour_count *h;
	size_t n;
	enum rc rc = trend_hours(rq->db, rq->mem, &w, "category", &h, &n);

	if (rc != RC_OK)
		return rc;
	make_rows(t, rows);
	for (size_t b = 0; b < r->n; b++) {
		struct hours_part p = compare_hours(r, which, b, h, n);

		for (size_t i = p.first; i < p.end; i++)
			rows[series_of(t, h[i].key)][b] += (double)h[i].n;
	}
	return RC_OK;
}

/* The detector knows all mailboxes together, by hours. */
static enum rc
read_usual(struct req *rq, struct trend *t)
{
	static const struct lookout_key all = { LOOKOUT_ALL, "", "" };
	const struct range *r = t->range;

	if (!r->hourly || r->w.mailbox != 0)
		return RC_OK;
	return detector_usual_at(rq->db, rq->mem, &all, 1, r->at, r->n,
	    &t->usual);
}

enum rc
trend_read(struct req *rq, const struct range *r, int64_t oldest,
    struct trend *t)
{
	struct hour_count *h;
	size_t n;
	enum rc rc;

	*t = (struct trend){ .range = r, .mem = rq->mem,
		.has_before = range_reaches(r, COMPARE_BEFORE, oldest),
		.has_week = range_reaches(r, COMPARE_WEEK, oldest) };
	rc = trend_hours(rq->db, rq->mem, &r->w, "category", &h, &n);
	if (rc != RC_OK)
		return rc;
	choose_keys(t, h, n);
	make_rows(t, t->now);
	add(t, h, n);
	name_the_rest(t, h, n);
	rc = read_earlier(rq, t, COMPARE_BEFORE, t->before);
	if (rc == RC_OK && t->has_week)
		rc = read_earlier(rq, t, COMPARE_WEEK, t->week);
	if (rc == RC_OK)
		rc = read_usual(rq, t);
	return rc == RC_OK ? annotate_read(rq, r, &t->notes) : rc;
}

static double *
totals(const struct trend *t, double *const rows[TREND_SERIES])
{
	double *sum = arena_array(t->mem, t->range->n, sizeof(*sum));

	for (size_t s = 0; s < TREND_SERIES; s++)
		for (size_t i = 0; i < t->range->n; i++)
			sum[i] += rows[s][i];
	return sum;
}

double *
trend_compared(const struct trend *t)
{
	switch (t->range->compare) {
	case COMPARE_BEFORE:
		return t->has_before ? totals(t, t->before) : NULL;
	case COMPARE_WEEK:
		return t->has_week ? totals(t, t->week) : NULL;
	case COMPARE_NONE:
		break;
	}
	return NULL;
}

static const char *
bucket_url(void *who, size_t bucket, const struct chart_series *series)
{
	const struct trend *t = who;
	struct filter f = range_filter(t->range);

	f.from = t->range->at[bucket];
	f.to = t->range->at[bucket + 1];
	if (series != NULL)
		f.category = trend_category(t, series_of(t, series->key));
	return filter_url(t->mem, "/conversations", &f);
}

void
trend_put(struct view *v, const char *name, const struct trend *t,
    const char *finding, int height)
{
	const struct range *r = t->range;
	struct chart_series series[TREND_SERIES];
	const char *colours[TREND_SERIES];
	const double *weeks[TREND_SERIES];
	struct filter f = range_filter(r);
	struct trend copy = *t;
	struct chart c = { .id = "trend", .title = "What people write about",
		.finding = finding, .unit = "conversations", .n = r->n,
		.at = r->at, .now = r->w.now, .series = series,
		.nseries = t->n_keys + 1, .colour = colours,
		.before = trend_compared(t),
		.before_name = range_compared(r), .usual = t->usual,
		.url = bucket_url,
		.who = &copy, .height = height };

	for (size_t s = 0; s <= t->n_keys; s++) {
		bool rest = s == t->n_keys;
		const char *key = rest ? "other" : t->key[s];

		f.category = trend_category(t, s);
		series[s] = (struct chart_series){ key,
			word_for(t->mem, "category", key),
			filter_url(t->mem, "/conversations", &f),
			t->now[rest ? CHART_SERIES_MAX : s] };
		weeks[s] = t->week[rest ? CHART_SERIES_MAX : s];
	}
	word_colours(t->key, t->n_keys, colours);
	colours[t->n_keys] = "other";
	if (t->has_week && r->compare != COMPARE_NONE) {
		c.series_week = weeks;
		if (r->compare != COMPARE_WEEK && !compare_is_week(r))
			c.week = totals(t, t->week);
	}
	annotate_chart(&t->notes, &c);
	chart_stack(v, name, &c);
}

/* How much of the last of n buckets is over. */
static double
last_part(const struct range *r, size_t n)
{
	int64_t from = r->at[n - 1], to = r->at[n];

	if (r->w.now >= to)
		return 1;
	return (double)(r->w.now - from) / (double)(to - from);
}

bool
trend_finding(const struct trend *t, struct finding *out)
{
	struct finding_series s[CHART_SERIES_MAX];
	const size_t open = range_bucket(t->range, t->range->w.now);
	const size_t n = open < t->range->n ? open + 1 : t->range->n;

	const bool week = t->has_week && t->range->hourly;

	/* without a past nothing is unusual */
	if (!t->has_before && !week)
		return false;
	for (size_t k = 0; k < t->n_keys; k++) {
		double *usual = arena_array(t->mem, n, sizeof(*usual));

		/* a weekend before a Monday is not what is usual on it */
		for (size_t i = 0; i < n; i++)
			usual[i] = fmax(t->has_before ? t->before[k][i] : 0,
			    week ? t->week[k][i] : 0);
		s[k] = (struct finding_series){ t->now[k], usual };
	}
	return finding_search(s, t->n_keys, n, last_part(t->range, n), out);
}
