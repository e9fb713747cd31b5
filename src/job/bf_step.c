/* SPDX-License-Identifier: MIT */
#include "base/arena.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/stop.h"
#include "conf/conf.h"
#include "db/db.h"
#include "job/bf.h"
#include "job/job.h"
#include "job/walk.h"
#include "model/intake.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { MISSED_AT_ONCE = 20 };

/* --- users and mailboxes ------------------------------------------------------- */

/* Whose connection it is: the page of the connection says so. A name is a nicety:
 * without it the import goes on. */
enum rc
bf_step_name(struct backfill *bf)
{
	enum hs_result result;
	enum rc rc = keeper_name(&bf->keeper, bf->hs, bf->job->mem, &result);

	if (rc != RC_UPSTREAM)
		return rc;
	LOG(WARN, "connection_nameless", L_STR("why", hs_error(bf->hs)));
	return result == HS_STOPPED ? RC_STOPPED : RC_OK;
}

enum rc
bf_step_directory(struct backfill *bf)
{
	enum rc rc = import_directory(&bf->import, bf->job->mem,
	    &bf->directory, &bf->mailboxes, &bf->n_mailboxes);

	bf->directory_ms = clock_mono_ms() + BF_DIRECTORY_S * 1000;
	/* Names are a nicety: a token that may not list mailboxes can still
	 * read conversations. */
	if (rc == RC_UPSTREAM && bf->import.result == HS_FORBIDDEN) {
		LOG(WARN, "mailboxes_forbidden");
		return RC_OK;
	}
	return rc;
}

/* Which mailboxes can be seen decides what a 404 means. */
static enum rc
need_mailboxes(struct backfill *bf)
{
	return bf->mailboxes != NULL ? RC_OK : bf_step_directory(bf);
}

/* --- one page ------------------------------------------------------------------ */

void
bf_step_close(struct stream *s)
{
	hs_walk_close(s->walk);
	s->walk = NULL;
}

void
bf_step_open(struct backfill *bf, struct stream *s)
{
	s->walk = hs_conversations(bf->hs, &(struct hs_query){
	    .sort_field = s->sort_field, .modified_since = s->cursor.since,
	    .mailboxes = bf->job->conf->hs_mailboxes,
	    .page = s->cursor.page });
}

static int64_t
written(const struct backfill *bf)
{
	return bf->import.counts.changed + bf->import.counts.gone;
}

/* Something was written: a page that another walk has asked for already may be
 * older than that, and bring back what was merged or deleted. */
static void
drop_older_pages(struct backfill *bf, const struct stream *but, int64_t before)
{
	struct stream *const all[] = { &bf->crawl, &bf->sweep, &bf->recent,
		&bf->reconcile };

	if (written(bf) == before)
		return;
	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++)
		if (all[i] != but)
			bf_step_close(all[i]);
}

/* The database went away with a page at hand: it is saved when it is back. */
static enum rc
save_patiently(struct backfill *bf, struct batch *batch,
    struct cursor *cursor, bool seen)
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

enum rc
bf_step_page(struct backfill *bf, struct stream *s, bool seen, bool *over)
{
	struct arena *mem = bf->job->mem;
	struct cursor next = s->cursor;
	int64_t before = written(bf);
	struct batch *batch;
	struct hs_page page;
	enum hs_result result;
	bool again;
	enum rc rc;

	if (s->walk == NULL)
		bf_step_open(bf, s);
	result = hs_walk_next(s->walk, mem, &page);
	if (result != HS_OK && result != HS_END) {
		bf_step_close(s);
		return bf_client_rc(bf, result);
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
		bf_step_close(s);
	drop_older_pages(bf, s, before);
	return rc;
}

enum rc
bf_step_sweep(struct backfill *bf)
{
	const struct conf *conf = bf->job->conf;
	struct stream *s = &bf->sweep;
	bool asked = bf->short_job.id != 0 && bf->recent_left == 0 &&
	    bf->reconciling == RECONCILE_NOT;
	bool over = false;
	enum rc rc;

	bf->blame = asked ? &bf->short_job : NULL;
	if (!walk_sweeping(&s->cursor))
		walk_begin_sweep(&s->cursor, conf->sweep_overlap * 60,
		    clock_now());
	rc = bf_step_page(bf, s, false, &over);
	if (rc != RC_OK)
		return rc;
	if (!over)
		return bf_job_beat(bf, bf->job->mem, false);
	bf->sweep_ms = clock_mono_ms() + conf->sweep_seconds * 1000;
	if (!asked)
		return RC_OK;
	snprintf(bf->short_note, sizeof(bf->short_note),
	    "looked for changes: %s", progress_outcome(bf->job->mem,
	    &s->cursor));
	return bf_job_end_look(bf);
}

enum rc
bf_step_recent(struct backfill *bf)
{
	struct stream *s = &bf->recent;
	bool over = false;
	enum rc rc;

	bf->blame = &bf->short_job;
	rc = bf_step_page(bf, s, false, &over);
	if (rc != RC_OK)
		return rc;
	bf->recent_left = over ? 0 : bf->recent_left - 1;
	bf->short_job.done++;
	snprintf(bf->short_note, sizeof(bf->short_note), "%" PRId64
	    " pages: %s", bf->short_job.done, progress_outcome(bf->job->mem,
	    &s->cursor));
	if (bf->recent_left > 0)
		return bf_job_beat(bf, bf->job->mem, false);
	bf_step_close(s);
	return bf_job_end(bf, &bf->short_job, bf->short_note);
}

/* --- the crawl ----------------------------------------------------------------- */

/* Whatever changes from the start of the first crawl on is the sweep's. */
static enum rc
save_sweep_start(struct backfill *bf, int64_t at)
{
	struct cursor next = bf->sweep.cursor;
	enum rc rc;

	next.watermark = at;
	rc = cursor_save(bf->job->db, bf->job->mem, &next);
	if (rc == RC_OK)
		bf->sweep.cursor = next;
	return rc;
}

enum rc
bf_step_begin_crawl(struct backfill *bf, int64_t since, bool with_job)
{
	struct db *db = bf->job->db;
	struct arena *mem = bf->job->mem;
	struct cursor next = bf->crawl.cursor;
	bool first = bf->sweep.cursor.watermark == 0;
	enum rc rc = db_begin(db);
	int64_t id;

	walk_begin_crawl(&next, since, clock_now());
	if (rc == RC_OK)
		rc = intake_seen_clear(db, mem);
	if (rc == RC_OK)
		rc = cursor_save(db, mem, &next);
	if (rc == RC_OK && first)
		rc = save_sweep_start(bf, next.started_at);
	if (rc == RC_OK && with_job)
		rc = queue_add(db, mem, "backfill", "{\"crawl\": true}",
		    "cron", &id);
	rc = db_end(db, rc);
	if (rc != RC_OK) {
		if (first)
			bf->sweep.cursor.watermark = 0;
		return rc;
	}
	bf_step_close(&bf->crawl);
	bf->crawl.cursor = next;
	bf->checked_id = 0;
	if (first)
		bf->sweep_ms = clock_mono_ms() +
		    bf->job->conf->sweep_seconds * 1000;
	LOG(INFO, "crawl_begin", L_INT("since", since));
	return RC_OK;
}

enum rc
bf_step_stop_crawl(struct backfill *bf)
{
	struct cursor next = bf->crawl.cursor;
	enum rc rc;

	walk_stop_crawl(&next, clock_now());
	rc = cursor_save(bf->job->db, bf->job->mem, &next);
	if (rc != RC_OK)
		return rc;
	bf_step_close(&bf->crawl);
	bf->crawl.cursor = next;
	LOG(INFO, "crawl_cancelled", L_INT("page", next.page));
	return RC_OK;
}

enum rc
bf_step_crawl(struct backfill *bf)
{
	struct stream *s = &bf->crawl;
	int64_t began = s->cursor.started_at;
	bool over = false;
	enum rc rc;

	bf->blame = &bf->crawl_job;
	rc = bf_step_page(bf, s, true, &over);
	if (rc == RC_OK && s->cursor.started_at < began &&
	    bf->sweep.cursor.watermark == began)
		rc = save_sweep_start(bf, s->cursor.started_at);
	if (rc != RC_OK)
		return rc;
	if (bf->pages_left > 0)
		bf->pages_left--;
	progress_step(&bf->progress, bf->job->mem, &s->cursor, "crawl",
	    clock_mono_ms());
	if (!over)
		return bf_job_beat(bf, bf->job->mem, false);
	LOG(INFO, "crawl_complete", L_INT("conversations", s->cursor.seen),
	    L_INT("seconds", clock_now() - s->cursor.started_at));
	bf->crawl_job.done = bf->crawl_job.total = s->cursor.seen;
	return bf_job_end(bf, &bf->crawl_job, progress_outcome(bf->job->mem,
	    &s->cursor));
}

/* --- conversations by id ------------------------------------------------------- */

bool
bf_step_about_one(enum hs_result result)
{
	return result == HS_SERVER || result == HS_REFUSED ||
	    result == HS_FORBIDDEN;
}

enum rc
bf_step_one(struct backfill *bf, int64_t id, bool told, enum rc *outcome)
{
	int64_t before = written(bf);
	enum rc rc = need_mailboxes(bf);

	*outcome = RC_OK;
	if (rc != RC_OK)
		return rc;
	rc = import_one(&bf->import, bf->job->mem, id, told, bf->mailboxes,
	    bf->n_mailboxes);
	drop_older_pages(bf, NULL, before);
	if (rc != RC_DB_VALUE &&
	    (rc != RC_UPSTREAM || !bf_step_about_one(bf->import.result)))
		return rc;
	*outcome = rc;
	return RC_OK;
}

const char *
bf_step_words(const struct backfill *bf, const struct import_counts *before)
{
	const struct import_counts *n = &bf->import.counts;

	return n->gone > before->gone ? "it was deleted or merged away" :
	    n->changed > before->changed ? "fetched, new or changed" :
	    "fetched, nothing is new";
}

/* The visible mailboxes that a crawl reads. */
static size_t
mailboxes_crawled(struct backfill *bf, int64_t **out)
{
	size_t n = 0;

	*out = arena_array(bf->job->mem, bf->n_mailboxes, sizeof(**out));
	for (size_t i = 0; i < bf->n_mailboxes; i++)
		if (import_wants(&bf->import, bf->mailboxes[i]))
			(*out)[n++] = bf->mailboxes[i];
	return n;
}

/* The crawl's watermark says that its list was complete and checked. */
static enum rc
end_check(struct backfill *bf)
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
	rc = db_end(db, rc);
	if (rc != RC_OK)
		return rc;
	bf->crawl.cursor = next;
	return RC_OK;
}

/* One that cannot be had is left to a job when that may change, else as it is:
 * the others are checked all the same. */
static enum rc
check_one(struct backfill *bf, int64_t id)
{
	struct db *db = bf->job->db;
	struct arena *mem = bf->job->mem;
	enum rc outcome, rc = bf_step_one(bf, id, false, &outcome);
	int64_t job;

	if (rc == RC_OK && outcome != RC_OK) {
		LOG(WARN, "conversation_unchecked", L_INT("id", id),
		    L_STR("why", outcome == RC_UPSTREAM ? hs_error(bf->hs) :
		    rc_text(outcome)));
		if (outcome == RC_UPSTREAM && hs_retry_later(bf->import.result))
			rc = queue_add(db, mem, "conversation", arena_fmt(mem,
			    "{\"id\": %" PRId64 "}", id), "check", &job);
	}
	return rc == RC_OK ? intake_seen(db, mem, &id, 1) : rc;
}

enum rc
bf_step_missed(struct backfill *bf, const struct cursor *c, int64_t *checked)
{
	int64_t *ids, *boxes;
	size_t n, n_boxes;
	enum rc rc = need_mailboxes(bf);

	if (rc != RC_OK)
		return rc;
	n_boxes = mailboxes_crawled(bf, &boxes);
	rc = intake_missed(bf->job->db, bf->job->mem, c->started_at, c->since,
	    boxes, n_boxes, *checked, MISSED_AT_ONCE, &ids, &n);
	for (size_t i = 0; i < n && rc == RC_OK; i++) {
		rc = check_one(bf, ids[i]);
		if (stop_requested())
			return RC_STOPPED;
	}
	if (rc == RC_OK)
		*checked = n > 0 ? ids[n - 1] : 0;
	return rc;
}

/* Conversations that the crawl should have met and did not were deleted or
 * merged, or are hidden: each is asked for. */
enum rc
bf_step_check(struct backfill *bf)
{
	enum rc rc = bf_step_missed(bf, &bf->crawl.cursor, &bf->checked_id);

	return rc == RC_OK && bf->checked_id == 0 ? end_check(bf) : rc;
}
