/* SPDX-License-Identifier: MIT */
#include "job/backfill.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/log.h"
#include "conf/conf.h"
#include "job/bf.h"
#include "job/job.h"
#include "job/walk.h"
#include "model/webhook.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static struct {
	int64_t pages;
	bool all, dry_run;
	const char *since;
} flags;

static const struct conf_flag flag_table[] = {
	{ .name = "pages", .kind = FLAG_INT, .value = "N", .to = &flags.pages,
	    .min = 1, .max = 1000000,
	    .help = "read at most N pages of the crawl in this run" },
	{ .name = "all", .kind = FLAG_SWITCH, .to = &flags.all,
	    .help = "start the crawl over, from the newest conversation" },
	{ .name = "since", .kind = FLAG_TEXT, .value = "TIME",
	    .to = &flags.since,
	    .help = "crawl only what changed since TIME, as in 2026-01-31" },
	{ .name = "dry-run", .kind = FLAG_SWITCH, .to = &flags.dry_run,
	    .help = "fetch and count, write nothing, use no database" },
	{ .name = NULL },
};

/* What a result means for the program. The sentence is logged once, here. */
static enum job_end
ended(struct backfill *bf, enum rc rc)
{
	switch (rc) {
	case RC_OK:
		return JOB_MORE;
	case RC_DB_DOWN:
		return JOB_DB_DOWN;
	case RC_STOPPED:
		return JOB_DONE;
	case RC_UPSTREAM:
		LOG(ERROR, "helpscout_failed",
		    L_STR("result", hs_result_text(bf->import.result)),
		    L_STR("message", hs_error(bf->hs)));
		if (bf->progress.terminal)
			fprintf(stderr, "\n%s\n", hs_error(bf->hs));
		return JOB_FAILED;
	default:
		LOG(ERROR, "backfill_failed", L_RC(rc));
		return JOB_FAILED;
	}
}

static bool
crawl_allowed(const struct backfill *bf)
{
	return walk_crawling(&bf->crawl.cursor) && bf->crawl_job.id != 0 &&
	    bf->pages_left != 0;
}

/* Once an hour: is it time for what is done daily? */
static enum rc
daily(struct backfill *bf, int64_t now)
{
	enum { HOUR_MS = 3600 * 1000, PURGE = 5000 };
	const struct conf *conf = bf->job->conf;
	bool more;
	enum rc rc;

	if (now < bf->daily_ms)
		return RC_OK;
	bf->daily_ms = now + HOUR_MS;
	rc = webhook_purge(bf->job->db, bf->job->mem, conf->job_days, PURGE,
	    &more);
	if (rc == RC_OK && conf->reconcile_days > 0)
		rc = queue_reconcile(bf->job->db, bf->job->mem,
		    conf->reconcile_days);
	return rc;
}

static enum rc
round_work(struct backfill *bf, bool *idle)
{
	int64_t now = clock_mono_ms();
	enum bf_look found;
	bool told = false, rested = bf->hook_rests;
	enum rc rc;

	*idle = false;
	bf->blame = NULL;
	/* Before all else: what is to go needs no connection. */
	rc = bf_purge_look(bf);
	if (rc != RC_OK)
		return rc;
	if (bf->keeper.nameless)
		return bf_step_name(bf);
	if (now >= bf->directory_ms) {
		rc = bf_step_directory(bf);
		if (rc == RC_OK)
			rc = bf_webhook_check(bf);
		return rc;
	}
	/* In turn with all else, which a storm of events must not stop. */
	if (!bf->hook_rests) {
		rc = bf_webhook_step(bf, &told);
		bf->hook_rests = told;
		if (rc != RC_OK || told)
			return rc;
	}
	bf->hook_rests = false;
	rc = daily(bf, now);
	if (rc == RC_OK)
		rc = bf_job_look(bf, &found);
	if (rc != RC_OK || found == LOOK_TOOK)
		return rc;
	if (walk_sweeping(&bf->sweep.cursor) || now >= bf->sweep_ms)
		return bf_step_sweep(bf);
	if (bf->recent_left > 0)
		return bf_step_recent(bf);
	if (bf->reconciling != RECONCILE_NOT)
		return bf_reconcile_step(bf);
	if (crawl_allowed(bf))
		return bf_step_crawl(bf);
	if (!walk_crawling(&bf->crawl.cursor) &&
	    bf->crawl.cursor.watermark != bf->crawl.cursor.started_at)
		return bf_step_check(bf);
	/* The work itself may have queued jobs: not without a look. */
	*idle = found == LOOK_NONE && !rested;
	bf->claim_ms = bf->purge_ms = 0;
	return RC_OK;
}

static enum job_end
backfill_round(struct job *job)
{
	struct backfill *bf = job->state;
	bool idle;
	enum rc rc = round_work(bf, &idle);

	if (rc == RC_DB_DOWN)
		bf_job_forget(bf);
	else if (rc == RC_UPSTREAM || rc == RC_DB_QUERY || rc == RC_DB_VALUE)
		bf_job_fail(bf, bf->blame ? bf->blame : &bf->crawl_job, rc);
	if (rc != RC_OK)
		return ended(bf, rc);
	if (!idle)
		return JOB_MORE;
	job->again_ms = bf->hook_ms != 0 && bf->hook_ms < bf->sweep_ms ?
	    bf->hook_ms : bf->sweep_ms;
	return bf->pages_left == 0 ? JOB_DONE : JOB_IDLE;
}

/* --- begin and end ----------------------------------------------------------- */

static enum rc
read_since(int64_t *since)
{
	*since = 0;
	if (flags.since == NULL || clock_parse(flags.since, since))
		return RC_OK;
	fprintf(stderr, "--since: \"%s\" is not allowed; it must be a time as "
	    "in 2026-01-31 or 2026-01-31T08:00:00Z\n", flags.since);
	return RC_BAD_INPUT;
}

/* The flags that begin a crawl, and the first run ever. */
static enum rc
first_crawl(struct backfill *bf)
{
	struct cursor *c = &bf->crawl.cursor;
	int64_t since;

	if (read_since(&since) != RC_OK)
		return RC_BAD_INPUT;
	if (flags.all || c->started_at == 0 ||
	    (flags.since != NULL && c->since != since))
		return bf_step_begin_crawl(bf, since, true);
	return RC_OK;
}

static enum job_end
dry_run(struct backfill *bf)
{
	struct stream *s = &bf->crawl;
	int64_t threads = 0, oldest = 0, pages = 0;
	enum hs_result result = HS_OK;
	struct hs_page page;

	s->cursor.page = 1;
	if (flags.since != NULL)
		(void)clock_parse(flags.since, &s->cursor.since);
	bf_step_open(bf, s);
	progress_begin(&bf->progress, clock_mono_ms(), 0, isatty(2));
	while ((flags.pages == 0 || pages < flags.pages) &&
	    (result = hs_walk_next(s->walk, bf->job->mem, &page)) == HS_OK) {
		for (size_t i = 0; i < page.n; i++)
			threads += (int64_t)page.items[i].n_threads;
		if (page.n > 0)
			oldest = page.items[page.n - 1].created_at;
		pages++;
		(void)walk_advance(&s->cursor, &page);
		s->cursor.page = pages;
		progress_step(&bf->progress, bf->job->mem, &s->cursor,
		    "dry_run", clock_mono_ms());
		arena_reset(bf->job->mem);
	}
	if (bf_client_rc(bf, result) != RC_OK)
		return ended(bf, bf_client_rc(bf, result));
	progress_end(&bf->progress);
	char text[CLOCK_ISO_SIZE];
	printf("%" PRId64 " pages, %" PRId64 " conversations, %" PRId64
	    " threads, back to %s; nothing was written\n", pages,
	    s->cursor.seen, threads, oldest ? clock_iso(oldest, text) : "-");
	return JOB_DONE;
}

static enum rc
load_cursors(struct backfill *bf)
{
	struct db *db = bf->job->db;
	struct arena *mem = bf->job->mem;
	enum rc rc = cursor_load(db, mem, "crawl", &bf->crawl.cursor);

	if (rc == RC_OK)
		rc = cursor_load(db, mem, "sweep", &bf->sweep.cursor);
	if (rc == RC_OK)
		rc = cursor_load(db, mem, "directory", &bf->directory);
	bf->crawl.sort_field = "createdAt";
	bf->crawl.end = walk_end_crawl;
	bf->sweep.sort_field = "modifiedAt";
	bf->sweep.end = walk_end_sweep;
	bf->recent.cursor.name = "recent";
	bf->recent.sort_field = "createdAt";
	bf->recent.end = walk_end_crawl;
	bf->reconcile.cursor.name = "reconcile";
	bf->reconcile.sort_field = "modifiedAt";
	bf->reconcile.end = walk_end_crawl;
	return rc;
}

static enum job_end
backfill_begin(struct job *job)
{
	struct backfill *bf = must_alloc(sizeof(*bf));
	enum rc rc;

	job->state = bf;
	bf->job = job;
	bf->pages_left = flags.pages ? flags.pages : -1;
	bf->hs = bf_client_open(bf);
	import_open(&bf->import, job->db, bf->hs);
	bf->import.only = job->conf->hs_mailboxes;
	if (flags.dry_run) {
		bf->crawl.sort_field = "createdAt";
		return dry_run(bf);
	}
	rc = load_cursors(bf);
	if (rc == RC_OK)
		rc = first_crawl(bf);
	if (rc == RC_BAD_INPUT)
		return JOB_USAGE;
	if (bf->directory.done_at != 0)
		bf->directory_ms = clock_mono_ms() + 1000 *
		    (bf->directory.done_at + BF_DIRECTORY_S - clock_now());
	progress_begin(&bf->progress, clock_mono_ms(), bf->crawl.cursor.seen,
	    isatty(2));
	return ended(bf, rc);
}

/* A crawl is a job as well, which the run that is at work takes up. */
static enum job_end
backfill_hand_over(struct job *job)
{
	int64_t since, id;
	char iso[CLOCK_ISO_SIZE];
	enum rc rc;

	if (!flags.all && flags.since == NULL)
		return JOB_IDLE;
	if (read_since(&since) != RC_OK)
		return JOB_USAGE;
	rc = queue_add(job->db, job->mem, "backfill", flags.since == NULL ?
	    "{\"all\": true}" : arena_fmt(job->mem, "{\"since\": \"%s\"}",
	    clock_iso(since, iso)), "operator", &id);
	if (rc != RC_OK)
		return rc == RC_DB_DOWN ? JOB_DB_DOWN : JOB_FAILED;
	printf("Queued as job %" PRId64 ". Another run is at work and takes it up "
	    "within seconds. Jobs in the menu says how far it is and how long it "
	    "takes.\n", id);
	return JOB_DONE;
}

static void
backfill_end(struct job *job)
{
	struct backfill *bf = job->state;
	struct hs_stats stats = hs_stats(bf->hs);
	const struct import_counts *n = &bf->import.counts;

	bf_job_release(bf);
	if (!flags.dry_run)
		LOG(INFO, "end", L_INT("read", n->read),
		    L_INT("changed", n->changed), L_INT("messages", n->messages),
		    L_INT("gone", n->gone), L_INT("refused", n->refused),
		    L_INT("calls", stats.calls), L_INT("repeats", stats.repeats),
		    L_INT("tokens", stats.renewals),
		    L_INT("kilobytes", stats.bytes / 1024),
		    L_INT("waited_ms", stats.waited_ms));
	bf_step_close(&bf->crawl);
	bf_step_close(&bf->sweep);
	bf_step_close(&bf->recent);
	bf_step_close(&bf->reconcile);
	import_close(&bf->import);
	hs_close(bf->hs);
	free(bf->mailboxes);
	free(bf);
}

int
backfill_main(int argc, char **argv)
{
	static const struct job_program program = {
		.name = "tidemark-backfill",
		.purpose = "brings Help Scout's conversations into the "
		    "database and keeps them up to date",
		.channel = "tidemark_job",
		.flags = flag_table,
		.without = &flags.dry_run,
		.begin = backfill_begin,
		.hand_over = backfill_hand_over,
		.round = backfill_round,
		.end = backfill_end,
	};

	return job_main(&program, argc, argv);
}
