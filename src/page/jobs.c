/* SPDX-License-Identifier: MIT */
#include "page/page.h"

#include "base/arena.h"
#include "base/clock.h"
#include "conf/conf.h"
#include "html/csv.h"
#include "html/format.h"
#include "html/view.h"
#include "model/data.h"
#include "model/job.h"
#include "page/fresh.h"
#include "page/webhooks.h"
#include "page/words.h"

#include <string.h>

enum { JOBS_SHOWN = 50 };

static const char *const sentences[] = {
	[FRESH_NOT_CONNECTED] = "Help Scout is not connected.",
	[FRESH_WAITING] = "The first import has not begun.",
	[FRESH_FIRST_IMPORT] = "The first import is at work.",
	[FRESH_STALE] = "The import has stopped.",
	[FRESH_OK] = "The import is up to date.",
};

static const char *const next_steps[] = {
	[FRESH_NOT_CONNECTED] = "Put the App ID and App Secret of a Help Scout "
	    "app into the options hs_client_id and hs_client_secret.",
	[FRESH_WAITING] = "It starts within a minute of cron running "
	    "tidemark-backfill.",
	[FRESH_FIRST_IMPORT] = "What is imported shows at once; an interrupted "
	    "import goes on from where it was.",
	[FRESH_STALE] = "Nothing is lost. See that cron runs tidemark-backfill "
	    "and what its log says; the import goes on from where it was.",
	[FRESH_OK] = "New and changed conversations are looked for all the time.",
};

static void
pair(struct view *v, const char *name, const char *value)
{
	struct view *p = view_row(v, "PAIR");

	view_text(p, "NAME", name);
	view_text(p, "VALUE", value);
}

/* A crawl that ended before its last page was stopped there. */
static const char *
import_text(struct arena *mem, const struct data_state *d, int64_t now)
{
	char a[FMT_SIZE], b[FMT_SIZE], c[FMT_SIZE];

	if (d->crawl_done_at != 0 && d->crawl_page > 1)
		return arena_fmt(mem, "stopped %s, after %s of %s "
		    "conversations", fmt_when(d->crawl_done_at, now, c),
		    fmt_count(d->crawl_seen, a), fmt_count(d->crawl_total, b));
	if (d->crawl_done_at != 0)
		return arena_fmt(mem, "done %s", fmt_when(d->crawl_done_at,
		    now, a));
	return arena_fmt(mem, "%s of %s conversations, page %lld of %lld",
	    fmt_count(d->crawl_seen, a), fmt_count(d->crawl_total, b),
	    (long long)d->crawl_page, (long long)d->crawl_pages);
}

static void
put_data(struct view *v, const struct data_state *d, int64_t now)
{
	struct arena *mem = view_arena(v);
	char a[FMT_SIZE], b[FMT_SIZE], c[FMT_SIZE];

	pair(v, "Conversations", d->conversations == 0 ? "none yet" :
	    arena_fmt(mem, "%s, created %s to %s",
	    fmt_count(d->conversations, a), fmt_when(d->oldest_at, now, b),
	    fmt_when(d->newest_at, now, c)));
	if (d->messages > 0)
		pair(v, "Messages", arena_fmt(mem, "about %s",
		    fmt_count(d->messages, a)));
	if (d->crawl_started_at != 0)
		pair(v, "First import", import_text(mem, d, now));
	if (d->sweep_done_at != 0)
		pair(v, "Last look", arena_fmt(mem, "%s, for new and changed "
		    "conversations", fmt_ago(d->sweep_done_at, now, a)));
	pair(v, "Analysis", d->due == 0 ? "nothing waits" :
	    arena_fmt(mem, "%s wait, the oldest for %s", fmt_count(d->due, a),
	    fmt_duration(now - d->due_since, b)));
	pair(v, "Rules", d->ruleset_version == 0 ? "none stored yet" :
	    arena_fmt(mem, "version %lld", (long long)d->ruleset_version));
}

static void
put_webhooks(struct view *v, const struct webhooks_text *t)
{
	pair(v, "Webhooks", t->registered);
	if (t->received != NULL)
		pair(v, "Webhooks received", t->received);
	if (t->refused != NULL)
		pair(v, "Webhooks refused", t->refused);
}

static const char *
took(const struct job_row *j, int64_t now, FMT_BUF)
{
	int64_t end = j->finished_at ? j->finished_at : now;

	return fmt_duration(j->started_at == 0 ? -1 : end - j->started_at, buf);
}

/* "12,400 of 50,000, 2,310/s, 16 s left" */
static const char *
how_far(struct arena *mem, const struct job_row *j)
{
	char a[FMT_SIZE], b[FMT_SIZE], c[FMT_SIZE], d[FMT_SIZE];
	const char *n = arena_fmt(mem, "%s of %s", fmt_count(j->done, a),
	    fmt_count(j->total, b));

	if (j->rate < 0.05 || strcmp(j->state, "running") != 0)
		return n;
	return arena_fmt(mem, "%s, %s/s, %s left", n,
	    fmt_num(j->rate, j->rate < 10, c), fmt_duration((int64_t)((double)
	    (j->total - j->done) / j->rate), d));
}

static void
put_progress(struct view *row, const struct job_row *j)
{
	struct arena *mem = view_arena(row);
	struct view *bar;
	char a[FMT_SIZE];

	view_text(row, "NOTE", *j->error ? j->error : *j->note ? j->note :
	    j->total > 0 ? how_far(mem, j) : "");
	if (j->total <= 0 || strcmp(j->state, "running") != 0)
		return;
	bar = view_row(row, "BAR");
	view_int(bar, "W", j->done >= j->total ? 100 : 100 * j->done / j->total);
	view_text(bar, "TEXT", fmt_percent((double)j->done, (double)j->total, a));
}

static void
put_job(struct view *has, const struct job_row *j, int64_t now)
{
	struct view *row = view_row(has, "JOB");
	char buf[FMT_SIZE], iso[CLOCK_ISO_SIZE];

	view_text(row, "KIND", word_for(view_arena(has), "job", j->kind));
	view_int(row, "ID", j->id);
	view_text(row, "STATE", j->state);
	if (j->attempts > 1)
		view_int(view_row(row, "AGAIN"), "N", j->attempts);
	put_progress(row, j);
	view_text(row, "TOOK", took(j, now, buf));
	view_text(row, "ISO", clock_iso(j->created_at, iso));
	view_text(row, "WHEN", fmt_when(j->created_at, now, buf));
	view_text(row, "AGO", fmt_ago(j->created_at, now, buf));
	view_text(row, "WHO", j->created_by);
}

enum rc
page_jobs(struct req *rq)
{
	struct view *v = page_open(rq, "jobs.tpl", "Jobs"), *has;
	int64_t now = clock_now();
	struct freshness fresh;
	struct data_state data;
	struct webhooks_text hooks;
	struct job_row *jobs;
	enum fresh_state state;
	size_t n;
	enum rc rc = trend_freshness(rq->db, rq->mem, &fresh);

	if (rc == RC_OK)
		rc = data_state(rq->db, rq->mem, &data);
	if (rc == RC_OK)
		rc = webhooks_text(rq, now, &hooks);
	if (rc == RC_OK)
		rc = job_list(rq->db, rq->mem, "", "", 0, JOBS_SHOWN, &jobs,
		    &n);
	if (rc != RC_OK)
		return rc;
	state = fresh_state(rq->conf, &fresh, now);
	view_text(v, "SENTENCE", sentences[state]);
	view_text(v, "MORE", next_steps[state]);
	put_data(v, &data, now);
	put_webhooks(v, &hooks);
	if (n == 0) {
		view_show(v, "EMPTY");
		return page_send(rq, v);
	}
	has = view_row(v, "HAS_JOBS");
	for (size_t i = 0; i < n; i++)
		put_job(has, &jobs[i], now);
	return page_send(rq, v);
}

enum rc
page_jobs_csv(struct req *rq)
{
	static const char *const head[] = { "job", "kind", "state", "attempts",
		"done", "total", "note", "error", "created_at", "started_at",
		"finished_at", "created_by", NULL };
	struct csv c = CSV_INIT(&rq->out);
	struct job_row *jobs;
	size_t n;
	enum rc rc = job_list(rq->db, rq->mem, "", "", 0, JOBS_SHOWN, &jobs,
	    &n);

	if (rc != RC_OK)
		return rc;
	req_csv(rq, "tidemark-jobs");
	csv_head(&c, head);
	for (size_t i = 0; i < n; i++) {
		csv_int(&c, jobs[i].id);
		csv_text(&c, jobs[i].kind);
		csv_text(&c, jobs[i].state);
		csv_int(&c, jobs[i].attempts);
		csv_int(&c, jobs[i].done);
		csv_int(&c, jobs[i].total);
		csv_text(&c, jobs[i].note);
		csv_text(&c, jobs[i].error);
		csv_time(&c, jobs[i].created_at);
		csv_time(&c, jobs[i].started_at);
		csv_time(&c, jobs[i].finished_at);
		csv_text(&c, jobs[i].created_by);
		csv_end(&c);
	}
	return RC_OK;
}
