/* SPDX-License-Identifier: MIT */
#include "job/backfill.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/stop.h"
#include "conf/conf.h"
#include "db/db.h"
#include "job/import.h"
#include "job/job.h"
#include "job/progress.h"
#include "job/walk.h"
#include "model/cursor.h"
#include "model/intake.h"
#include "model/queue.h"
#include "model/upstream.h"
#include "text/json_read.h"
#include "upstream/helpscout.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
	DIRECTORY_S = 3600,
	CLAIM_MS = 1000,	/* how often a busy program looks for jobs */
	BEAT_MS = 5000,
	MISSED_AT_ONCE = 20
};

/* A walk through the list and the cursor that says how far it is. */
struct stream {
	struct cursor cursor;
	struct hs_walk *walk;		/* NULL: to be opened at cursor.page */
	const char *sort_field;
	void (*end)(struct cursor *, int64_t now);
};

struct backfill {
	struct job *job;
	struct hs *hs;
	struct import import;
	struct stream crawl, sweep, recent;
	struct cursor directory;
	/* Jobs at hand; id 0: none. The crawl's is held for hours while others
	 * come and go. */
	struct queue_job crawl_job, short_job;
	struct queue_job *blame;	/* whose work this round did, or NULL */
	bool worked;			/* since jobs were last looked for */
	struct progress progress;
	int64_t *mailboxes;		/* visible now */
	size_t n_mailboxes;
	int64_t pages_left;		/* of --pages; -1: no limit */
	int64_t recent_left;		/* pages of the job that asked for N */
	int64_t sweep_ms, directory_ms, claim_ms, beat_ms;	/* when next */
	char crawl_note[160], short_note[160];
};

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

/* --- the client ------------------------------------------------------------ */

static enum rc
beat_one(struct backfill *bf, struct arena *mem, struct queue_job *job,
    const char *note)
{
	enum rc rc;

	if (job->id == 0)
		return RC_OK;
	rc = queue_beat(bf->job->db, mem, job, bf->job->worker,
	    bf->job->conf->lease_seconds, note);
	if (rc != RC_CONFLICT)
		return rc;
	/* Cancelled by a person, or another worker took it over. */
	LOG(WARN, "job_lost", L_INT("id", job->id));
	job->id = 0;
	return RC_OK;
}

/* How far the crawl is, for its job. */
static void
note_crawl(struct backfill *bf, struct arena *mem)
{
	const struct cursor *c = &bf->crawl.cursor;

	snprintf(bf->crawl_note, sizeof(bf->crawl_note), "%s",
	    progress_words(&bf->progress, mem, c));
	bf->crawl_job.done = c->seen;
	bf->crawl_job.total = c->total > c->seen ? c->total : c->seen;
}

static enum rc
beat(struct backfill *bf, struct arena *mem, bool now)
{
	enum rc rc;

	if (!now && clock_mono_ms() < bf->beat_ms)
		return RC_OK;
	bf->beat_ms = clock_mono_ms() + BEAT_MS;
	note_crawl(bf, mem);
	rc = beat_one(bf, mem, &bf->crawl_job, bf->crawl_note);
	if (rc == RC_OK)
		rc = beat_one(bf, mem, &bf->short_job, bf->short_note);
	if (bf->short_job.id == 0)
		bf->recent_left = 0;
	return rc;
}

/* While a wait goes on the leases must not run out. */
static void
on_wait(void *ctx, int64_t left_ms)
{
	struct backfill *bf = ctx;
	struct arena *mem;

	progress_wait(&bf->progress, left_ms);
	if (bf->job->db == NULL || clock_mono_ms() < bf->beat_ms)
		return;
	mem = arena_begin();
	(void)beat(bf, mem, false);
	arena_end(mem);
}

static struct upstream_app
app_of(const struct backfill *bf)
{
	return (struct upstream_app){ "helpscout",
		bf->job->conf->hs_client_id, bf->job->conf->hs_client_secret };
}

static const char *
load_token(void *ctx, struct arena *mem, int64_t *life_s)
{
	struct backfill *bf = ctx;
	struct upstream_app app = app_of(bf);
	const char *token;

	if (bf->job->db == NULL || upstream_token_load(bf->job->db, mem, &app,
	    &token, life_s) != RC_OK)
		return NULL;
	return token;
}

static void
save_token(void *ctx, const char *token, int64_t life_s)
{
	struct backfill *bf = ctx;
	struct upstream_app app = app_of(bf);
	struct arena *mem = arena_begin();

	/* Not saved, it is asked for once more: no harm. */
	if (bf->job->db != NULL)
		(void)upstream_token_save(bf->job->db, mem, &app, token,
		    life_s);
	arena_end(mem);
}

static struct hs *
open_client(struct backfill *bf)
{
	const struct conf *conf = bf->job->conf;

	return hs_open(&(struct hs_options){
	    .base_url = conf->hs_base_url,
	    .client_id = conf->hs_client_id,
	    .client_secret = conf->hs_client_secret,
	    .api_token = conf->hs_api_token,
	    .timeout_ms = conf->hs_timeout * 1000,
	    .skew_s = conf->hs_token_skew * 60,
	    .max_retries = (int)conf->hs_max_retries,
	    .reserve_percent = (int)conf->hs_reserve,
	    .waiting = on_wait, .token_load = load_token,
	    .token_save = save_token, .ctx = bf });
}

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

static enum rc
upstream_rc(struct backfill *bf, enum hs_result result)
{
	bf->import.result = result;
	return result == HS_OK || result == HS_END ? RC_OK :
	    result == HS_STOPPED ? RC_STOPPED : RC_UPSTREAM;
}

/* --- walks ----------------------------------------------------------------- */

static void
close_walk(struct stream *s)
{
	hs_walk_close(s->walk);
	s->walk = NULL;
}

static void
open_walk(struct backfill *bf, struct stream *s)
{
	s->walk = hs_conversations(bf->hs, &(struct hs_query){
	    .sort_field = s->sort_field, .modified_since = s->cursor.since,
	    .mailboxes = bf->job->conf->hs_mailboxes,
	    .page = s->cursor.page });
}

/* The database went away with a page at hand: it is saved when it is back. */
static enum rc
save_patiently(struct backfill *bf, struct batch *batch,
    const struct cursor *cursor, bool seen)
{
	enum { TRIES = 60 };
	enum rc rc = RC_DB_DOWN;

	for (int try = 0; try < TRIES && rc == RC_DB_DOWN; try++) {
		if (try > 0 && !stop_sleep_ms(1000))
			return RC_STOPPED;
		rc = import_save(&bf->import, bf->job->mem, batch, cursor,
		    seen);
	}
	return rc;
}

/* Reads one page, saves it with the cursor behind it. *over: it was the last. */
static enum rc
step(struct backfill *bf, struct stream *s, bool seen, bool *over)
{
	struct arena *mem = bf->job->mem;
	struct cursor next = s->cursor;
	struct batch *batch;
	struct hs_page page;
	enum hs_result result;
	bool again;
	enum rc rc;

	if (s->walk == NULL)
		open_walk(bf, s);
	result = hs_walk_next(s->walk, mem, &page);
	if (result != HS_OK && result != HS_END) {
		close_walk(s);
		return upstream_rc(bf, result);
	}
	/* A page number behind the end is answered with an empty page. */
	again = walk_advance(&next, &page);
	*over = page.last && !again;
	/* Clocks differ: what counts is the one that stamps the changes. */
	if (s->cursor.page == 1 && page.server_time != 0 &&
	    page.server_time < next.started_at)
		next.started_at = page.server_time;
	if (*over)
		s->end(&next, clock_now());
	rc = import_prepare(&bf->import, mem, page.items, page.n, &batch);
	if (rc == RC_OK)
		rc = save_patiently(bf, batch, &next, seen);
	if (rc == RC_OK)
		s->cursor = next;
	if (rc != RC_OK || again || *over)
		close_walk(s);
	return rc;
}

/* --- jobs ------------------------------------------------------------------ */

static enum rc
job_end(struct backfill *bf, struct queue_job *job, const char *note)
{
	enum rc rc;

	if (job->id == 0)
		return RC_OK;
	rc = queue_done(bf->job->db, bf->job->mem, job, bf->job->worker, note);
	if (rc != RC_OK && rc != RC_CONFLICT)
		return rc;
	job->id = 0;
	return RC_OK;
}

/* After a failure the job is tried again later, and says why. A crawl that was
 * begun is never given up: whatever is wrong, it is to go on once that is
 * mended. */
static void
job_fail(struct backfill *bf, struct queue_job *job, enum rc failure)
{
	bool upstream = failure == RC_UPSTREAM;
	bool final = upstream && !hs_retry_later(bf->import.result);

	if (job == NULL || job->id == 0)
		return;
	if (job == &bf->crawl_job) {
		final = false;
		if (job->attempts >= job->max_attempts)
			job->attempts = job->max_attempts - 1;
	}
	(void)queue_failed(bf->job->db, bf->job->mem, job, bf->job->worker,
	    upstream ? hs_error(bf->hs) : rc_text(failure), final);
	job->id = 0;
}

static enum rc
begin_crawl(struct backfill *bf, int64_t since)
{
	struct db *db = bf->job->db;
	struct arena *mem = bf->job->mem;
	struct cursor *c = &bf->crawl.cursor;
	enum rc rc = db_begin(db);

	close_walk(&bf->crawl);
	walk_begin_crawl(c, since, clock_now());
	if (rc == RC_OK)
		rc = intake_seen_clear(db, mem);
	if (rc == RC_OK)
		rc = cursor_save(db, mem, c);
	/* Whatever changes from now on is the sweep's. */
	if (rc == RC_OK && bf->sweep.cursor.watermark == 0) {
		bf->sweep.cursor.watermark = c->started_at;
		bf->sweep_ms = clock_mono_ms() +
		    bf->job->conf->sweep_seconds * 1000;
		rc = cursor_save(db, mem, &bf->sweep.cursor);
	}
	if (rc == RC_OK)
		rc = db_commit(db);
	if (rc != RC_OK)
		db_rollback(db);
	LOG(INFO, "crawl_begin", L_INT("since", since));
	return rc;
}

static enum rc
round_directory(struct backfill *bf)
{
	enum rc rc = import_directory(&bf->import, bf->job->mem,
	    &bf->directory, &bf->mailboxes, &bf->n_mailboxes);

	bf->directory_ms = clock_mono_ms() + DIRECTORY_S * 1000;
	/* Names are a nicety: a token that may not list users can still read
	 * conversations. */
	if (rc == RC_UPSTREAM && bf->import.result == HS_DENIED) {
		LOG(WARN, "directory_denied");
		return RC_OK;
	}
	return rc;
}

/* Which mailboxes can be seen decides what a 404 means. */
static enum rc
need_mailboxes(struct backfill *bf)
{
	return bf->mailboxes != NULL ? RC_OK : round_directory(bf);
}

/* The job of a crawl: one that was started before, by a run that was killed,
 * goes on where that was (it has a total); else the crawl starts over, and the
 * job of the one before has nothing more to do. */
static enum rc
take_crawl_job(struct backfill *bf, struct queue_job *job,
    struct json_object *payload)
{
	bool go_on = job->total > 0 || jr_bool(payload, "crawl", false);
	enum rc rc = RC_OK;

	if (bf->crawl_job.id != 0)
		rc = job_end(bf, &bf->crawl_job, "started over by a newer job");
	if (rc == RC_OK && !go_on)
		rc = begin_crawl(bf, jr_time(payload, "since"));
	bf->crawl_job = *job;
	job->id = 0;
	if (rc != RC_OK)
		return rc;
	if (!walk_crawling(&bf->crawl.cursor))
		return job_end(bf, &bf->crawl_job, "the crawl is complete");
	return beat(bf, bf->job->mem, true);
}

static enum rc
take_backfill_job(struct backfill *bf, struct queue_job *job,
    struct json_object *payload)
{
	int64_t pages = jr_int(payload, "pages", 0);

	if (jr_bool(payload, "crawl", false) || jr_bool(payload, "all", false)
	    || jr_time(payload, "since") != 0)
		return take_crawl_job(bf, job, payload);
	if (pages > 0) {
		bf->recent_left = pages;
		walk_begin_crawl(&bf->recent.cursor, 0, clock_now());
		job->done = 0;
		job->total = pages;
	} else {
		bf->sweep_ms = 0;
	}
	return beat(bf, bf->job->mem, true);
}

static enum rc
take_conversation_job(struct backfill *bf, struct queue_job *job,
    struct json_object *payload)
{
	enum rc rc = need_mailboxes(bf);

	if (rc == RC_OK)
		rc = import_one(&bf->import, bf->job->mem,
		    jr_int(payload, "id", 0), bf->mailboxes, bf->n_mailboxes);
	/* One that cannot be had must not keep the others waiting. */
	if (rc == RC_UPSTREAM && (bf->import.result == HS_SERVER ||
	    bf->import.result == HS_REFUSED)) {
		job_fail(bf, job, rc);
		return RC_OK;
	}
	return rc == RC_OK ? job_end(bf, job, "fetched") : rc;
}

static enum rc
run_job(struct backfill *bf)
{
	struct queue_job *job = &bf->short_job;
	struct json_object *payload = NULL;
	const char *why;

	(void)json_parse(bf->job->mem, job->payload, strlen(job->payload),
	    &payload, &why);
	LOG(INFO, "job_claimed", L_INT("id", job->id), L_STR("kind", job->kind));
	snprintf(bf->short_note, sizeof(bf->short_note), "started");
	bf->blame = job;
	if (strcmp(job->kind, "backfill") == 0)
		return take_backfill_job(bf, job, payload);
	return take_conversation_job(bf, job, payload);
}

static enum rc
claim(struct backfill *bf)
{
	static const char *const kinds[] = { "conversation", "backfill" };

	return queue_claim(bf->job->db, bf->job->mem, kinds,
	    sizeof(kinds) / sizeof(*kinds), bf->job->worker,
	    bf->job->conf->lease_seconds, true, &bf->short_job);
}

/* Looks for jobs, once a second while there is other work. A crawl that is not
 * complete has a job, which tells people how far it is; after a failure that
 * job waits, and the crawl with it. */
static enum rc
round_claim(struct backfill *bf, bool *did)
{
	enum rc rc;
	int64_t id;

	*did = false;
	if (bf->short_job.id != 0 || clock_mono_ms() < bf->claim_ms)
		return RC_OK;
	rc = claim(bf);
	if (rc == RC_NOT_FOUND && bf->crawl_job.id == 0 &&
	    walk_crawling(&bf->crawl.cursor) && bf->pages_left != 0) {
		rc = queue_add(bf->job->db, bf->job->mem, "backfill",
		    "{\"crawl\": true}", "cron", &id);
		if (rc == RC_OK)
			rc = claim(bf);
	}
	if (rc == RC_NOT_FOUND) {
		bf->short_job.id = 0;
		bf->worked = false;
		bf->claim_ms = clock_mono_ms() + CLAIM_MS;
		return RC_OK;
	}
	*did = true;
	if (rc == RC_OK)
		return run_job(bf);
	bf->short_job.id = 0;
	return rc;
}

/* --- one round --------------------------------------------------------------- */

static enum rc
round_sweep(struct backfill *bf)
{
	const struct conf *conf = bf->job->conf;
	struct stream *s = &bf->sweep;
	bool asked = bf->short_job.id != 0 && bf->recent_left == 0;
	bool over = false;
	enum rc rc;

	bf->blame = asked ? &bf->short_job : NULL;
	if (!walk_sweeping(&s->cursor))
		walk_begin_sweep(&s->cursor, conf->sweep_overlap * 60,
		    clock_now());
	rc = step(bf, s, false, &over);
	if (rc != RC_OK || !over)
		return rc;
	bf->sweep_ms = clock_mono_ms() + conf->sweep_seconds * 1000;
	if (!asked)
		return RC_OK;
	snprintf(bf->short_note, sizeof(bf->short_note),
	    "looked for changes, %" PRId64 " conversations read",
	    s->cursor.seen);
	return job_end(bf, &bf->short_job, bf->short_note);
}

static enum rc
round_crawl(struct backfill *bf)
{
	struct stream *s = &bf->crawl;
	bool over = false;
	enum rc rc;

	bf->blame = &bf->crawl_job;
	rc = step(bf, s, true, &over);
	if (rc != RC_OK)
		return rc;
	if (bf->pages_left > 0)
		bf->pages_left--;
	progress_step(&bf->progress, bf->job->mem, &s->cursor, "crawl",
	    clock_mono_ms());
	rc = beat(bf, bf->job->mem, over);
	if (rc != RC_OK || !over)
		return rc;
	LOG(INFO, "crawl_complete", L_INT("conversations", s->cursor.seen),
	    L_INT("seconds", clock_now() - s->cursor.started_at));
	return job_end(bf, &bf->crawl_job, bf->crawl_note);
}

static enum rc
round_recent(struct backfill *bf)
{
	struct stream *s = &bf->recent;
	bool over = false;
	enum rc rc;

	bf->blame = &bf->short_job;
	rc = step(bf, s, false, &over);
	if (rc != RC_OK)
		return rc;
	bf->recent_left = over ? 0 : bf->recent_left - 1;
	bf->short_job.done++;
	snprintf(bf->short_note, sizeof(bf->short_note), "%" PRId64
	    " pages, %" PRId64 " conversations read", bf->short_job.done,
	    s->cursor.seen);
	if (bf->recent_left > 0)
		return beat(bf, bf->job->mem, false);
	close_walk(s);
	return job_end(bf, &bf->short_job, bf->short_note);
}

/* The crawl's watermark says that its list was complete and checked. */
static enum rc
end_missed(struct backfill *bf)
{
	struct db *db = bf->job->db;
	struct arena *mem = bf->job->mem;
	struct cursor next = bf->crawl.cursor;
	enum rc rc = db_begin(db);

	next.watermark = next.started_at;
	if (rc == RC_OK)
		rc = intake_seen_clear(db, mem);
	if (rc == RC_OK)
		rc = cursor_save(db, mem, &next);
	if (rc == RC_OK)
		rc = db_commit(db);
	if (rc != RC_OK) {
		db_rollback(db);
		return rc;
	}
	bf->crawl.cursor = next;
	return RC_OK;
}

/* Conversations that the crawl should have met and did not were deleted or
 * merged, or are hidden: each is asked for. */
static enum rc
round_missed(struct backfill *bf)
{
	struct db *db = bf->job->db;
	struct arena *mem = bf->job->mem;
	const struct cursor *c = &bf->crawl.cursor;
	int64_t *ids;
	size_t n;
	enum rc rc = need_mailboxes(bf);

	if (rc != RC_OK)
		return rc;
	rc = intake_missed(db, mem, c->started_at, c->since,
	    bf->mailboxes, bf->n_mailboxes, MISSED_AT_ONCE, &ids, &n);

	for (size_t i = 0; i < n && rc == RC_OK; i++) {
		rc = import_one(&bf->import, mem, ids[i], bf->mailboxes,
		    bf->n_mailboxes);
		if (rc == RC_OK)
			rc = intake_seen(db, mem, &ids[i], 1);
		if (stop_requested())
			return RC_STOPPED;
	}
	return rc != RC_OK || n > 0 ? rc : end_missed(bf);
}

static bool
crawl_allowed(const struct backfill *bf)
{
	return walk_crawling(&bf->crawl.cursor) && bf->crawl_job.id != 0 &&
	    bf->pages_left != 0;
}

static enum rc
round_work(struct backfill *bf, bool *idle)
{
	int64_t now = clock_mono_ms();
	bool did, worked;
	enum rc rc;

	*idle = false;
	bf->blame = NULL;
	if (now >= bf->directory_ms)
		return round_directory(bf);
	rc = round_claim(bf, &did);
	if (rc != RC_OK || did)
		return rc;
	worked = bf->worked;
	bf->worked = true;
	if (bf->recent_left > 0)
		return round_recent(bf);
	if (walk_sweeping(&bf->sweep.cursor) || now >= bf->sweep_ms)
		return round_sweep(bf);
	if (crawl_allowed(bf))
		return round_crawl(bf);
	if (!walk_crawling(&bf->crawl.cursor) &&
	    bf->crawl.cursor.watermark != bf->crawl.cursor.started_at)
		return round_missed(bf);
	bf->worked = worked;
	*idle = !worked;
	/* The work itself may have queued jobs: look once more. */
	bf->claim_ms = 0;
	return RC_OK;
}

static enum job_end
backfill_round(struct job *job)
{
	struct backfill *bf = job->state;
	bool idle;
	enum rc rc = round_work(bf, &idle);

	if (rc == RC_UPSTREAM || rc == RC_DB_QUERY || rc == RC_DB_VALUE)
		job_fail(bf, bf->blame ? bf->blame : &bf->crawl_job, rc);
	if (rc != RC_OK)
		return ended(bf, rc);
	if (!idle)
		return JOB_MORE;
	job->again_ms = bf->sweep_ms;
	return bf->pages_left == 0 ? JOB_DONE : JOB_IDLE;
}

/* --- begin and end ----------------------------------------------------------- */

/* The flags that begin a crawl, and the first run ever. */
static enum rc
first_crawl(struct backfill *bf)
{
	struct cursor *c = &bf->crawl.cursor;
	int64_t since = 0;

	if (flags.since != NULL && !clock_parse(flags.since, &since)) {
		fprintf(stderr, "--since: \"%s\" is not allowed; it must be a "
		    "time as in 2026-01-31 or 2026-01-31T08:00:00Z\n",
		    flags.since);
		return RC_BAD_INPUT;
	}
	if (flags.all || c->started_at == 0 ||
	    (flags.since != NULL && c->since != since))
		return begin_crawl(bf, since);
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
	open_walk(bf, s);
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
	if (upstream_rc(bf, result) != RC_OK)
		return ended(bf, upstream_rc(bf, result));
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
	bf->hs = open_client(bf);
	import_open(&bf->import, job->db, bf->hs);
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
		    (bf->directory.done_at + DIRECTORY_S - clock_now());
	progress_begin(&bf->progress, clock_mono_ms(), bf->crawl.cursor.seen,
	    isatty(2));
	return ended(bf, rc);
}

static void
backfill_end(struct job *job)
{
	struct backfill *bf = job->state;
	struct hs_stats stats = hs_stats(bf->hs);
	const struct import_counts *n = &bf->import.counts;

	if (bf->crawl_job.id != 0) {
		note_crawl(bf, job->mem);
		(void)queue_release(job->db, job->mem, &bf->crawl_job,
		    job->worker, bf->crawl_note);
	}
	if (bf->short_job.id != 0)
		(void)queue_release(job->db, job->mem, &bf->short_job,
		    job->worker, bf->short_note);
	if (!flags.dry_run)
		LOG(INFO, "end", L_INT("read", n->read),
		    L_INT("changed", n->changed), L_INT("messages", n->messages),
		    L_INT("gone", n->gone), L_INT("refused", n->refused),
		    L_INT("calls", stats.calls), L_INT("repeats", stats.repeats),
		    L_INT("tokens", stats.renewals),
		    L_INT("kilobytes", stats.bytes / 1024),
		    L_INT("waited_ms", stats.waited_ms));
	close_walk(&bf->crawl);
	close_walk(&bf->sweep);
	close_walk(&bf->recent);
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
		.round = backfill_round,
		.end = backfill_end,
	};

	return job_main(&program, argc, argv);
}
