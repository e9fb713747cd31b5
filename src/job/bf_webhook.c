/* SPDX-License-Identifier: MIT */
/*
 * What webhooks told, worked off. An event is a hint: what it names is fetched, and
 * what the fetch answers is what counts, so events may come in any order, twice, or
 * be told by somebody who kept an old one.
 */
#include "base/arena.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/stop.h"
#include "conf/conf.h"
#include "db/db.h"
#include "job/bf.h"
#include "job/job.h"
#include "model/data.h"
#include "model/intake.h"
#include "model/webhook.h"

#include <inttypes.h>
#include <string.h>

enum {
	AT_ONCE = 40,
	AT_ONCE_AGAIN = 2,	/* attempts of one that programs died of */
	/* A notice is left out while events wait (webhook_add.sql): one that was
	 * stored just when the last of them was done is found by a look so long
	 * after that, whatever the work took. */
	UNHEARD_MS = 1000
};

/* Events of a batch that lead to the same. */
struct errand {
	const struct webhook_event *first;
	enum delivery_work work;
	int64_t target;		/* a conversation, or a customer */
	int64_t attempts;	/* most of its events */
	bool died;		/* a program did while it was at this */
	int64_t *ids;
	size_t n;
};

static int64_t
target_of(const struct webhook_event *e)
{
	return e->work == WORK_CUSTOMER ? e->resource : e->conversation;
}

static bool
same_errand(const struct errand *x, const struct webhook_event *e)
{
	return (x->work == WORK_CUSTOMER) == (e->work == WORK_CUSTOMER) &&
	    (x->work == WORK_LOOK) == (e->work == WORK_LOOK) &&
	    x->target == target_of(e);
}

static void
join(struct errand *x, const struct webhook_event *e)
{
	x->ids[x->n++] = e->id;
	if (e->attempts > x->attempts)
		x->attempts = e->attempts;
	x->died = x->died || e->died;
	if (e->work == WORK_DELETED)
		x->work = WORK_DELETED;
}

/* In the order of the events; each event in one of them. */
static struct errand *
errands_of(struct arena *mem, const struct webhook_event *e, size_t n,
    size_t *n_errands)
{
	struct errand *all = arena_array(mem, n, sizeof(*all));

	*n_errands = 0;
	for (size_t i = 0; i < n; i++) {
		size_t k = 0;

		while (k < *n_errands && !same_errand(&all[k], &e[i]))
			k++;
		if (k == *n_errands)
			all[(*n_errands)++] = (struct errand){ .first = &e[i],
				.work = e[i].work, .target = target_of(&e[i]),
				.ids = arena_array(mem, n, sizeof(int64_t)) };
		join(&all[k], &e[i]);
	}
	return all;
}

/* --- customers ----------------------------------------------------------------- */

static enum rc
save_customer(struct backfill *bf, const struct hs_person *p)
{
	struct db *db = bf->job->db;
	struct intake_person row = { .id = p->id, .first = p->first,
		.last = p->last, .email = p->email, .role = "",
		.kind = "customer" };
	enum rc rc = db_begin(db);

	if (rc == RC_OK)
		rc = intake_customers(db, bf->job->mem, &row, 1);
	if (rc == RC_OK)
		rc = data_bump(db, bf->job->mem);
	return db_end(db, rc);
}

/* Their conversations are gone as well, or will be: each is asked for. */
static enum rc
forget_customer(struct backfill *bf, int64_t id)
{
	struct db *db = bf->job->db;
	struct arena *mem = bf->job->mem;
	int64_t *ids, job;
	size_t n = 0;
	enum rc rc = db_begin(db);

	if (rc == RC_OK)
		rc = webhook_customer_gone(db, mem, id, &ids, &n);
	for (size_t i = 0; i < n && rc == RC_OK; i++)
		rc = queue_add(db, mem, "conversation", arena_fmt(mem,
		    "{\"id\": %" PRId64 "}", ids[i]), "webhook", &job);
	if (rc == RC_OK)
		rc = data_bump(db, mem);
	return db_end(db, rc);
}

static enum rc
fetch_customer(struct backfill *bf, int64_t id, const char **words,
    enum rc *outcome)
{
	struct hs_person p;
	bool known;
	enum rc rc = webhook_knows_customer(bf->job->db, bf->job->mem, id,
	    &known);

	*outcome = RC_OK;
	*words = "a customer who never wrote";
	if (rc != RC_OK || !known)
		return rc;
	bf->import.result = hs_customer(bf->hs, bf->job->mem, id, &p);
	if (bf->import.result == HS_OK) {
		*words = "name and address fetched";
		return save_customer(bf, &p);
	}
	if (bf->import.result == HS_GONE) {
		*words = "name and address removed";
		return forget_customer(bf, id);
	}
	if (bf->import.result == HS_MOVED) {
		*words = "merged into another customer";
		return RC_OK;
	}
	if (!bf_step_about_one(bf->import.result))
		return bf_client_rc(bf, bf->import.result);
	*outcome = RC_UPSTREAM;
	return RC_OK;
}

/* --- one errand ---------------------------------------------------------------- */

static enum rc
run_errand(struct backfill *bf, const struct errand *x, const char **words,
    enum rc *outcome)
{
	const struct import_counts before = bf->import.counts;
	enum rc rc;

	*outcome = RC_OK;
	switch (x->work) {
	case WORK_CONVERSATION:
	case WORK_DELETED:
		rc = bf_step_one(bf, x->target, x->work == WORK_DELETED,
		    outcome);
		*words = bf_step_words(bf, &before);
		return rc;
	case WORK_CUSTOMER:
		return fetch_customer(bf, x->target, words, outcome);
	case WORK_LOOK:
		bf->sweep_ms = 0;
		*words = "looked for changes";
		return RC_OK;
	case WORK_NOTHING:
		break;
	}
	*words = "leads to nothing";
	return RC_OK;
}

/* customer.deleted comes before a large account has carried it out. */
static bool
still_there(const struct errand *x, const struct backfill *bf)
{
	return x->work == WORK_CUSTOMER && bf->import.result == HS_OK &&
	    strcmp(x->first->event, "customer.deleted") == 0;
}

static enum rc
end_errand(struct backfill *bf, const struct errand *x, const char *words,
    enum rc outcome)
{
	struct db *db = bf->job->db;
	struct arena *mem = bf->job->mem;
	bool later = outcome == RC_UPSTREAM &&
	    (hs_retry_later(bf->import.result) ||
	    bf->import.result == HS_FORBIDDEN);

	if (outcome == RC_OK && !still_there(x, bf))
		return webhook_done(db, mem, x->ids, x->n, words);
	if (outcome != RC_OK)
		words = outcome == RC_UPSTREAM ? hs_error(bf->hs) :
		    rc_text(outcome);
	else
		words = "it is still there";
	if (x->attempts < WEBHOOK_ATTEMPTS && (later || outcome == RC_OK))
		return webhook_later(db, mem, x->ids, x->n,
		    queue_wait_s(x->attempts), true, words);
	LOG(WARN, "webhook_failed", L_STR("event", x->first->event),
	    L_INT("target", x->target), L_STR("why", words));
	return webhook_failed(db, mem, x->ids, x->n, words);
}

static enum rc
do_errand(struct backfill *bf, const struct errand *x)
{
	const char *words = "";
	enum rc outcome, rc;

	/* It was begun again and again, and something in it ended the program
	 * each time: that may have come from elsewhere, so others go first and
	 * it has hours to prove it. */
	if (x->attempts > WEBHOOK_ATTEMPTS)
		return webhook_failed(bf->job->db, bf->job->mem, x->ids, x->n,
		    "given up: the program ended each time while it was at "
		    "this");
	if (x->died && x->attempts > AT_ONCE_AGAIN)
		return webhook_later(bf->job->db, bf->job->mem, x->ids, x->n,
		    queue_wait_s(x->attempts), true,
		    "the program ended while it was at this");
	bf->import.result = HS_END;
	rc = run_errand(bf, x, &words, &outcome);
	return rc == RC_OK ? end_errand(bf, x, words, outcome) : rc;
}

/* What was not come to is as it was before: it is not to blame. */
static void
give_back(struct backfill *bf, const struct errand *x, size_t n, enum rc why)
{
	for (size_t i = 0; i < n; i++)
		if (webhook_later(bf->job->db, bf->job->mem, x[i].ids, x[i].n,
		    0, false, why == RC_UPSTREAM ? hs_error(bf->hs) : "") !=
		    RC_OK)
			return;
}

enum rc
bf_webhook_step(struct backfill *bf, bool *found)
{
	struct job *job = bf->job;
	struct webhook_event *events;
	struct errand *x;
	size_t n_events, n, i;
	enum rc rc = webhook_claim(job->db, job->mem, job->worker, AT_ONCE,
	    &events, &n_events);

	*found = rc == RC_OK && n_events > 0;
	if (!*found && clock_mono_ms() >= bf->hook_ms)
		bf->hook_ms = 0;
	if (!*found)
		return rc;
	bf->blame = NULL;
	x = errands_of(job->mem, events, n_events, &n);
	for (i = 0; i < n && rc == RC_OK; i++) {
		rc = stop_requested() ? RC_STOPPED : do_errand(bf, &x[i]);
		if (rc == RC_OK)
			rc = bf_job_beat(bf, job->mem, false);
	}
	bf->hook_ms = clock_mono_ms() + UNHEARD_MS;
	if (rc == RC_UPSTREAM || rc == RC_STOPPED)
		give_back(bf, x + i - 1, n - i + 1, rc);
	else if (rc == RC_OK)
		LOG(INFO, "webhooks", L_INT("events", n_events),
		    L_INT("fetches", n));
	return rc;
}

/* --- the webhook itself ---------------------------------------------------------- */

enum rc
bf_webhook_check(struct backfill *bf)
{
	const struct conf *conf = bf->job->conf;
	struct hs_webhook *list;
	const char *url = webhook_url(bf->job->mem, conf->public_url);
	enum hs_result result;
	size_t n;

	if (*conf->hs_webhook_secret == '\0')
		return RC_OK;
	result = hs_webhooks(bf->hs, bf->job->mem, &list, &n);
	/* A token that may not ask can still import. */
	if (result != HS_OK) {
		LOG(WARN, "webhooks_unknown", L_STR("why", hs_error(bf->hs)));
		return result == HS_STOPPED ? RC_STOPPED : RC_OK;
	}
	for (size_t i = 0; i < n; i++)
		if (strcmp(list[i].url, url) == 0)
			return webhook_registered(bf->job->db, bf->job->mem,
			    list[i].id, list[i].state);
	return webhook_registered(bf->job->db, bf->job->mem, 0, "none");
}
