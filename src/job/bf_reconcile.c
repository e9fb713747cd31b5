/* SPDX-License-Identifier: MIT */
/*
 * Once a day: what changed in the last days is read again and compared, and what is
 * stored of that time and was not met is asked for. Webhooks get lost for good, and
 * Help Scout's search can lag behind by more than a look goes back; whatever both
 * missed is found here, and said.
 */
#include "base/arena.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/sbuf.h"
#include "conf/conf.h"
#include "job/bf.h"
#include "job/job.h"
#include "job/walk.h"
#include "model/intake.h"
#include "model/webhook.h"

#include <inttypes.h>
#include <stdio.h>

enum { LATE_S = 600 };	/* a webhook that is repeated comes late */

/* A crawl reads it all, and its check needs the same notes of what was met. */
static bool
crawl_at_work(const struct backfill *bf)
{
	const struct cursor *c = &bf->crawl.cursor;

	return walk_crawling(c) || c->watermark != c->started_at;
}

enum rc
bf_reconcile_begin(struct backfill *bf, int64_t days)
{
	struct stream *s = &bf->reconcile;
	int64_t now = clock_now();
	enum rc rc;

	if (crawl_at_work(bf))
		return bf_job_end(bf, &bf->short_job,
		    "left out: everything is being imported");
	rc = intake_seen_clear(bf->job->db, bf->job->mem);
	if (rc != RC_OK)
		return rc;
	bf_step_close(s);
	walk_begin_crawl(&s->cursor, now - days * DAY, now);
	/* What changed just now is no find: a look comes first. */
	bf->sweep_ms = 0;
	bf->reconciling = RECONCILE_WALK;
	bf->reconcile_gone = bf->import.counts.gone;
	bf->checked_id = 0;
	return bf_job_beat(bf, bf->job->mem, true);
}

/* "1,204 conversations, 3 new or changed, 1 gone; no webhook told of 2 of 300
 * changes" */
static enum rc
outcome(struct backfill *bf, const char **words)
{
	struct arena *mem = bf->job->mem;
	const struct cursor *c = &bf->reconcile.cursor;
	int64_t gone = bf->import.counts.gone - bf->reconcile_gone;
	int64_t untold, changed;
	struct sbuf *out = sbuf_arena(mem);
	enum rc rc = webhook_untold(bf->job->db, mem, c->since,
	    c->started_at - LATE_S, &untold, &changed);

	if (rc != RC_OK)
		return rc;
	sbuf_text(out, progress_outcome(mem, c));
	if (gone > 0)
		sbuf_fmt(out, ", %" PRId64 " gone", gone);
	if (changed > 0)
		sbuf_fmt(out, "; no webhook told of %" PRId64 " of %" PRId64
		    " changes", untold, changed);
	LOG(INFO, "reconciled", L_INT("seen", c->seen),
	    L_INT("missed", c->changed), L_INT("gone", gone),
	    L_INT("untold", untold), L_INT("changes", changed));
	*words = sbuf_cstr(out);
	return RC_OK;
}

static enum rc
end(struct backfill *bf)
{
	const char *words;
	enum rc rc = outcome(bf, &words);

	if (rc == RC_OK)
		rc = intake_seen_clear(bf->job->db, bf->job->mem);
	if (rc != RC_OK)
		return rc;
	bf->reconciling = RECONCILE_NOT;
	bf->short_job.done = bf->short_job.total = bf->reconcile.cursor.seen;
	return bf_job_end(bf, &bf->short_job, words);
}

static enum rc
walk(struct backfill *bf)
{
	const struct cursor *c = &bf->reconcile.cursor;
	bool over = false;
	enum rc rc = bf_step_page(bf, &bf->reconcile, true, &over);

	if (rc != RC_OK)
		return rc;
	bf->short_job.done = c->seen;
	bf->short_job.total = c->total > c->seen ? c->total : c->seen;
	snprintf(bf->short_note, sizeof(bf->short_note), "comparing: %s",
	    progress_outcome(bf->job->mem, c));
	if (over)
		bf->reconciling = RECONCILE_CHECK;
	return bf_job_beat(bf, bf->job->mem, false);
}

enum rc
bf_reconcile_step(struct backfill *bf)
{
	enum rc rc;

	bf->blame = &bf->short_job;
	if (bf->reconciling == RECONCILE_WALK)
		return walk(bf);
	rc = bf_step_missed(bf, &bf->reconcile.cursor, &bf->checked_id);
	if (rc == RC_OK && bf->checked_id == 0)
		return end(bf);
	return rc == RC_OK ? bf_job_beat(bf, bf->job->mem, false) : rc;
}
