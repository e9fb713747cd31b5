/* SPDX-License-Identifier: MIT */
#include "page/page.h"

#include "base/arena.h"
#include "db/db.h"
#include "html/csv.h"
#include "model/trend.h"
#include "page/annotate.h"
#include "page/compare.h"
#include "page/range.h"
#include "page/trend.h"

#include <math.h>
#include <string.h>

struct table {
	const char **keys;
	size_t n_keys;
	int64_t *cells;		/* [bucket * n_keys + key] */
};

static size_t
column_of(struct table *t, const char *key)
{
	size_t k = 0;

	while (k < t->n_keys && strcmp(t->keys[k], key) != 0)
		k++;
	if (k == t->n_keys)
		t->keys[t->n_keys++] = key;
	return k;
}

static void
write_head(struct csv *c, const struct range *r, const struct table *t)
{
	csv_text(c, "from");
	csv_text(c, "to");
	csv_text(c, "all");
	for (size_t k = 0; k < t->n_keys; k++)
		csv_text(c, t->keys[k]);
	compare_csv_head(c, r);
	csv_text(c, "usual");
	csv_text(c, "releases");
	csv_end(c);
}

static void
write_table(struct csv *c, const struct trend *trend, const struct table *t)
{
	const struct range *r = trend->range;
	const double *before = trend_compared(trend);

	write_head(c, r, t);
	for (size_t i = 0; i < r->n; i++) {
		const int64_t *row = &t->cells[i * t->n_keys];
		int64_t all = 0;

		for (size_t k = 0; k < t->n_keys; k++)
			all += row[k];
		csv_time(c, r->at[i]);
		csv_time(c, r->at[i + 1]);
		csv_int(c, all);
		for (size_t k = 0; k < t->n_keys; k++)
			csv_int(c, row[k]);
		compare_csv(c, r, before, i, all);
		csv_num(c, trend->usual ? trend->usual[i] : NAN, 2);
		annotate_csv(c, trend->mem, &trend->notes, r->at[i],
		    r->at[i + 1]);
		csv_end(c);
	}
}

static enum rc
read_all(struct req *rq, const struct range *r, struct trend *trend,
    struct hour_count **hours, size_t *n)
{
	struct freshness fresh;
	enum rc rc = db_begin_snapshot(rq->db);

	if (rc == RC_OK)
		rc = trend_freshness(rq->db, rq->mem, &fresh);
	if (rc == RC_OK)
		rc = trend_read(rq, r, fresh.oldest_at, trend);
	if (rc == RC_OK)
		rc = trend_hours(rq->db, rq->mem, &r->w, "category", hours, n);
	return rc == RC_OK ? db_commit(rq->db) : rc;
}

static void
make_table(struct arena *mem, const struct range *r,
    const struct hour_count *hours, size_t n, struct table *t)
{
	t->keys = arena_array(mem, n, sizeof(*t->keys));
	for (size_t i = 0; i < n; i++)
		(void)column_of(t, hours[i].key);
	t->cells = arena_array(mem, r->n * t->n_keys, sizeof(*t->cells));
	for (size_t i = 0; i < n; i++) {
		size_t b = range_bucket(r, hours[i].hour);

		if (b < r->n)
			t->cells[b * t->n_keys + column_of(t, hours[i].key)] +=
			    hours[i].n;
	}
}

/* What the chart shows, with every main category in a column of its own. */
enum rc
page_trend_csv(struct req *rq)
{
	struct table t = { 0 };
	struct csv c = CSV_INIT(&rq->out);
	struct hour_count *hours;
	struct trend trend;
	struct range r;
	size_t n;
	enum rc rc = range_read(rq, &r);

	if (rc == RC_OK)
		rc = read_all(rq, &r, &trend, &hours, &n);
	if (rc != RC_OK)
		return rc;
	make_table(rq->mem, &r, hours, n, &t);
	req_csv(rq, "tidemark-trend");
	write_table(&c, &trend, &t);
	return RC_OK;
}
