/* SPDX-License-Identifier: MIT */
#include "page/course.h"

#include "base/arena.h"
#include "base/parse.h"
#include "db/db.h"
#include "html/csv.h"
#include "html/format.h"
#include "html/view.h"
#include "model/group.h"
#include "page/compare.h"
#include "page/filter.h"
#include "page/page.h"

#include <math.h>

/* Members in what the buckets are compared with; *out stays NULL when the data
 * does not reach back that far. */
static enum rc
read_earlier(struct req *rq, const struct course *c, enum compare which,
    int64_t oldest, double **out)
{
	const struct range *r = c->range;
	const struct window w = compare_window(r, which);
	struct hour_count *h;
	size_t n;
	enum rc rc;

	if (!range_reaches(r, which, oldest))
		return RC_OK;
	rc = group_hours(rq->db, rq->mem, c->group, &w, &h, &n);
	if (rc != RC_OK)
		return rc;
	*out = arena_array(rq->mem, r->n, sizeof(**out));
	for (size_t b = 0; b < r->n; b++) {
		struct hours_part p = compare_hours(r, which, b, h, n);

		for (size_t i = p.first; i < p.end; i++)
			(*out)[b] += (double)h[i].n;
	}
	return RC_OK;
}

static enum rc
read_now(struct req *rq, struct course *c)
{
	const struct range *r = c->range;
	struct hour_count *h;
	size_t n;
	enum rc rc = group_hours(rq->db, rq->mem, c->group, &r->w, &h, &n);

	if (rc != RC_OK)
		return rc;
	c->now = arena_array(rq->mem, r->n, sizeof(*c->now));
	for (size_t i = 0; i < n; i++) {
		size_t at = range_bucket(r, h[i].hour);

		if (at < r->n)
			c->now[at] += (double)h[i].n;
	}
	return RC_OK;
}

enum rc
course_read(struct req *rq, const struct range *r, int64_t group,
    struct course *c)
{
	struct freshness fresh;
	enum rc rc = trend_freshness(rq->db, rq->mem, &fresh);

	*c = (struct course){ .mem = rq->mem, .range = r, .group = group };
	if (rc == RC_OK)
		rc = read_now(rq, c);
	if (rc == RC_OK && r->compare != COMPARE_NONE)
		rc = read_earlier(rq, c, COMPARE_WEEK, fresh.oldest_at,
		    &c->week);
	if (rc == RC_OK && r->compare == COMPARE_BEFORE)
		rc = read_earlier(rq, c, COMPARE_BEFORE, fresh.oldest_at,
		    &c->compared);
	if (r->compare == COMPARE_WEEK)
		c->compared = c->week;
	return rc == RC_OK ? annotate_read(rq, r, &c->notes) : rc;
}

static struct filter
filter_of(const struct course *c)
{
	struct filter f = range_filter(c->range);

	f.cluster = c->group;
	return f;
}

static const char *
bucket_url(void *who, size_t bucket, const struct chart_series *series)
{
	const struct course *c = who;
	struct filter f = filter_of(c);

	(void)series;
	f.from = c->range->at[bucket];
	f.to = c->range->at[bucket + 1];
	return filter_url(c->mem, "/conversations", &f);
}

static const char *
finding(const struct course *c)
{
	double all = 0, most = 0;
	char buf[FMT_SIZE];

	for (size_t i = 0; i < c->range->n; i++) {
		all += c->now[i];
		most = fmax(most, c->now[i]);
	}
	return arena_fmt(c->mem, "%s in %s, at most %.0f in one %s.",
	    fmt_plural((int64_t)all, "conversation", "conversations", buf),
	    c->range->span, most, c->range->hourly ? "hour" : "day");
}

void
course_put(struct view *v, const char *name, struct course *c,
    const char *category)
{
	const struct range *r = c->range;
	struct filter f = filter_of(c);
	const struct chart_series one = { category, "Conversations",
		filter_url(c->mem, "/conversations", &f), c->now };
	struct chart chart = { .id = "size", .title = "Size over time",
		.finding = finding(c), .unit = "conversations", .n = r->n,
		.at = r->at, .now = r->w.now, .series = &one, .nseries = 1,
		.before = c->compared, .before_name = range_compared(r),
		.url = bucket_url, .who = c };

	if (r->compare == COMPARE_BEFORE && !compare_is_week(r))
		chart.week = c->week;
	annotate_chart(&c->notes, &chart);
	chart_stack(v, name, &chart);
}

static void
write_course(struct csv *csv, const struct course *c)
{
	const struct range *r = c->range;

	csv_text(csv, "from");
	csv_text(csv, "to");
	csv_text(csv, "conversations");
	compare_csv_head(csv, r);
	csv_text(csv, "releases");
	csv_end(csv);
	for (size_t i = 0; i < r->n; i++) {
		csv_time(csv, r->at[i]);
		csv_time(csv, r->at[i + 1]);
		csv_int(csv, (long long)c->now[i]);
		compare_csv(csv, r, c->compared, i, (int64_t)c->now[i]);
		annotate_csv(csv, c->mem, &c->notes, r->at[i], r->at[i + 1]);
		csv_end(csv);
	}
}

const struct param group_csv_params[] = {
	RANGE_PARAMS_FROM("30d"),
	{ NULL, 0, NULL, 0, 0, NULL },
};

enum rc
page_group_csv(struct req *rq)
{
	struct csv csv = CSV_INIT(&rq->out);
	struct group_head head;
	struct course c;
	struct range r;
	int64_t id;
	enum rc rc = range_read(rq, &r);

	if (rc == RC_OK && !parse_int(rq->path_value, 1, INT64_MAX, &id))
		rc = RC_NOT_FOUND;
	if (rc == RC_OK)
		rc = db_begin_snapshot(rq->db);
	if (rc == RC_OK)
		rc = group_one(rq->db, rq->mem, id, &head);
	if (rc == RC_OK)
		rc = course_read(rq, &r, head.id, &c);
	if (rc == RC_OK)
		rc = db_commit(rq->db);
	if (rc != RC_OK)
		return rc;
	req_csv(rq, arena_fmt(rq->mem, "tidemark-group-%lld",
	    (long long)head.id));
	write_course(&csv, &c);
	return RC_OK;
}
