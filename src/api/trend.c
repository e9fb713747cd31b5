/* SPDX-License-Identifier: MIT */
/* How much came in, about what, and in which groups. */
#include "api/api.h"

#include "api/words.h"
#include "ask/filter.h"
#include "base/arena.h"
#include "base/clock.h"
#include "base/parse.h"
#include "db/db.h"
#include "model/conversation.h"
#include "model/sample.h"
#include "model/trend.h"

const struct param volume_params[] = {
	WINDOW_PARAMS("24"),
	{ "compare", P_CLAMP, "24", 1, WINDOW_MAX_HOURS, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};

const struct param aggregates_params[] = {
	WINDOW_PARAMS("24"),
	{ "limit", P_CLAMP, "50", 1, 200, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};

const struct param topic_stats_params[] = {
	WINDOW_PARAMS("24"),
	{ NULL, 0, NULL, 0, 0, NULL },
};

/* The hours compared end as long before the start as the window still has to
 * run, so that an hour that has just begun is compared with as much of one. */
static enum rc
read_volume(struct req *rq, int64_t *current, int64_t *previous)
{
	static const char *const dimensions[] = { "all" };
	struct window w = ask_window(rq);
	struct filter f = { .from = w.from - req_int(rq, "compare") * HOUR,
		.to = w.from - (w.to - w.now), .mailbox = w.mailbox };
	struct tallies all;
	int64_t customers;
	enum rc rc = db_begin_snapshot(rq->db);

	if (rc == RC_OK)
		rc = trend_counts(rq->db, rq->mem, &w, dimensions, 1, &all);
	if (rc == RC_OK)
		rc = conversation_count(rq->db, rq->mem, &f, previous,
		    &customers);
	if (rc != RC_OK)
		return rc;
	*current = trend_tally(&all, "all", "").now;
	return db_commit(rq->db);
}

enum rc
api_volume(struct req *rq)
{
	int64_t current, previous;
	enum rc rc = read_volume(rq, &current, &previous);
	struct jw w;

	if (rc != RC_OK)
		return rc;
	w = req_json(rq);
	jw_object(&w);
	jw_int(jw_key(&w, "current"), current);
	jw_int(jw_key(&w, "previous"), previous);
	jw_int(jw_key(&w, "delta"), current - previous);
	jw_key(&w, "delta_pct");
	if (previous == 0)
		jw_null(&w);
	else
		jw_num(&w, 100.0 * (double)(current - previous) /
		    (double)previous);
	jw_end(&w);
	return RC_OK;
}

static void
write_aggregate(struct req *rq, struct jw *w, const struct group *g,
    const struct group_sample *s)
{
	int64_t id;

	jw_object(w);
	jw_text(jw_key(w, "cluster_key"), arena_fmt(rq->mem, "%lld",
	    (long long)g->id));
	jw_int(jw_key(w, "count"), g->size);
	jw_texts(jw_key(w, "categories"), s->categories, s->n_categories);
	jw_texts(jw_key(w, "top_subjects"), s->subjects, s->n_subjects);
	jw_text(jw_key(w, "sample_text"), s->text);
	jw_array(jw_key(w, "ids"));
	for (size_t i = 0; i < s->n_ids; i++)
		if (parse_int(s->ids[i], 0, INT64_MAX, &id))
			jw_int(w, id);
	jw_end(w);
	jw_end(w);
}

enum rc
api_aggregates(struct req *rq)
{
	struct window span = ask_window(rq);
	struct group_sample *samples;
	struct group *groups;
	int64_t *ids;
	size_t n;
	enum rc rc = db_begin_snapshot(rq->db);
	struct jw w;

	if (rc == RC_OK)
		rc = trend_groups(rq->db, rq->mem, &span, req_int(rq, "limit"),
		    1, 0, &groups, &n);
	if (rc != RC_OK)
		return rc;
	ids = arena_array(rq->mem, n, sizeof(*ids));
	for (size_t i = 0; i < n; i++)
		ids[i] = groups[i].id;
	rc = sample_groups(rq->db, rq->mem, ids, n, &span, &samples);
	if (rc == RC_OK)
		rc = db_commit(rq->db);
	if (rc != RC_OK)
		return rc;
	w = req_json(rq);
	jw_object(&w);
	jw_array(jw_key(&w, "aggregates"));
	for (size_t i = 0; i < n; i++)
		write_aggregate(rq, &w, &groups[i], &samples[i]);
	jw_end(&w);
	jw_end(&w);
	return RC_OK;
}

enum rc
api_topic_stats(struct req *rq)
{
	static const char *const keys[] = { "bug", "payment", "performance",
		"ux", "account", "store", "device" };
	static const char *const dimensions[] = { "all", "mention" };
	struct window span = ask_window(rq);
	struct tallies t;
	enum rc rc = trend_counts(rq->db, rq->mem, &span, dimensions, 2, &t);
	struct jw w;

	if (rc != RC_OK)
		return rc;
	w = req_json(rq);
	jw_object(&w);
	jw_object(jw_key(&w, "by_category"));
	for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++)
		jw_int(jw_key(&w, keys[i]), trend_tally(&t, "mention",
		    keys[i]).now);
	jw_end(&w);
	jw_int(jw_key(&w, "crash_count"), trend_tally(&t, "mention",
	    "crash").now);
	jw_int(jw_key(&w, "total"), trend_tally(&t, "all", "").now);
	jw_end(&w);
	return RC_OK;
}
