/* SPDX-License-Identifier: MIT */
/*
 * job/bf - what the parts of tidemark-backfill share.
 *
 * Parts:     backfill.c the program and the order of its work; bf_client.c Help
 *            Scout's client; bf_job.c jobs; bf_step.c a page, a conversation, the
 *            users and mailboxes; bf_purge.c what people purge.
 * Errors:    enum rc as db/db.h; RC_UPSTREAM when Help Scout cannot be had
 *            (import.result and hs_error() say why), RC_STOPPED when asked to stop.
 */
#ifndef TIDEMARK_JOB_BF_H
#define TIDEMARK_JOB_BF_H

#include "job/import.h"
#include "ask/keeper.h"
#include "job/progress.h"
#include "model/cursor.h"
#include "model/queue.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct job;

enum { BF_DIRECTORY_S = 3600 };	/* how old users and mailboxes may be */

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
	struct keeper keeper;
	struct import import;
	struct stream crawl, sweep, recent, reconcile;
	struct cursor directory;
	/* Jobs at hand; id 0: none. The crawl's is held for hours while others
	 * come and go. */
	struct queue_job crawl_job, short_job;
	struct queue_job *blame;	/* whose work this round did, or NULL */
	struct progress progress;
	int64_t *mailboxes;		/* visible now; NULL: not asked yet */
	size_t n_mailboxes;
	int64_t checked_id;		/* what the crawl missed was asked for
					 * up to here; 0: from the beginning */
	int64_t pages_left;		/* of --pages; -1: no limit */
	int64_t recent_left;		/* pages of the job that asked for N */
	bool then_score;		/* wanted by the short job */
	int64_t sweep_ms, directory_ms, claim_ms, beat_ms;	/* when next */
	int64_t hook_ms;		/* events may have come unheard before;
					 * 0: none has */
	int64_t daily_ms;		/* when to see whether it is time */
	int64_t purge_ms;		/* when to look for a purge */
	enum { RECONCILE_NOT, RECONCILE_WALK, RECONCILE_CHECK } reconciling;
	int64_t reconcile_gone;		/* counts.gone when it began */
	bool hook_rests;		/* it is the turn of other work */
	char crawl_note[160], short_note[160];
};

/* --- bf_client.c */
struct hs	*bf_client_open(struct backfill *);
enum rc		 bf_client_rc(struct backfill *, enum hs_result);

/* --- bf_job.c */
enum bf_look { LOOK_LATER, LOOK_NONE, LOOK_TOOK };

/* Takes a job when it is time to look; one that is soon done is done then. */
enum rc	bf_job_look(struct backfill *, enum bf_look *);
/* Renews leases and tells progress: now, or when it is time. A job that is ours
 * no longer is let go. */
enum rc	bf_job_beat(struct backfill *, struct arena *, bool now);
enum rc	bf_job_end(struct backfill *, struct queue_job *, const char *note);
/* The end of a look for changes, and the job of tidemark-score that was asked for
 * with it. */
enum rc	bf_job_end_look(struct backfill *);
void	bf_job_fail(struct backfill *, struct queue_job *, enum rc failure);
/* The database went away: what was claimed is claimed anew when it is back. */
void	bf_job_forget(struct backfill *);
void	bf_job_release(struct backfill *);

/* --- bf_webhook.c */
/* Works off some of what webhooks told; *found: there was something. */
enum rc	bf_webhook_step(struct backfill *, bool *found);
/* Asks whether Help Scout still sends them, for people to see. */
enum rc	bf_webhook_check(struct backfill *);

/* --- bf_reconcile.c */
/* The daily comparison of what changed lately with what is stored: finds what
 * webhooks and looks for changes missed, deletions too. */
enum rc	bf_reconcile_begin(struct backfill *, int64_t days);
enum rc	bf_reconcile_step(struct backfill *);

/* --- bf_purge.c */
/* Carries out a purge that somebody asked for. RC_STOPPED: one is over, and nothing
 * that this program knows holds any more. */
enum rc	bf_purge_look(struct backfill *);

/* --- bf_step.c */
/* with_job: also queues the job that the crawl needs. */
enum rc	bf_step_begin_crawl(struct backfill *, int64_t since, bool with_job);
enum rc	bf_step_stop_crawl(struct backfill *);
enum rc	bf_step_name(struct backfill *);
enum rc	bf_step_directory(struct backfill *);
enum rc	bf_step_sweep(struct backfill *);
enum rc	bf_step_recent(struct backfill *);
enum rc	bf_step_crawl(struct backfill *);
enum rc	bf_step_check(struct backfill *);
/* One page of a walk, saved with the cursor behind it. seen: it is noted which were
 * met. *over: it was the last. */
enum rc	bf_step_page(struct backfill *, struct stream *, bool seen, bool *over);
/* Asks for some of those that the walk with this cursor should have met and did
 * not; *checked: the last id asked for, 0 to begin with and when none is left. */
enum rc	bf_step_missed(struct backfill *, const struct cursor *,
	    int64_t *checked);
/* Fetches one conversation. told: Help Scout said that it is gone. *outcome: RC_OK,
 * or what is wrong with this one and says nothing about others. */
enum rc	bf_step_one(struct backfill *, int64_t id, bool told,
	    enum rc *outcome);
/* Another one may well be had. */
bool	bf_step_about_one(enum hs_result);
/* What fetching one came to. */
const char *bf_step_words(const struct backfill *,
	    const struct import_counts *before);
void	bf_step_open(struct backfill *, struct stream *);
void	bf_step_close(struct stream *);

#endif
