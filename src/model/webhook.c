/* SPDX-License-Identifier: MIT */
#include "model/webhook.h"

#include "base/arena.h"
#include "db/db.h"
#include "net/crypto.h"

const char *
webhook_url(struct arena *mem, const char *public_url)
{
	return arena_fmt(mem, "%s/helpscout/webhook", public_url);
}

enum rc
webhook_take(struct db *db, struct arena *mem, const struct delivery *d,
    const char *body, size_t len)
{
	const char *hash = arena_fmt(mem, "\\x%s", crypto_sha256_hex(mem, body,
	    len));

	return db_run(db, mem, Q_webhook_add, ARGS(arg_text(d->event),
	    arg_int(d->resource), arg_int(d->conversation), arg_text(hash),
	    arg_text(d->work == WORK_NOTHING ? "ignored" : "new"),
	    arg_text(d->note), arg_int(WEBHOOK_AGAIN_S)));
}

enum rc
webhook_refuse(struct db *db, struct arena *mem, enum delivery_verdict v)
{
	return db_run(db, mem, Q_webhook_refuse,
	    ARGS(arg_text("helpscout"), arg_text(delivery_refusal(v)->cause)));
}

enum rc
webhook_claim(struct db *db, struct arena *mem, const char *worker,
    int64_t most, struct webhook_event **out, size_t *n)
{
	struct rows rows;
	enum rc rc = db_rows(db, mem, Q_webhook_claim, &rows,
	    ARGS(arg_text(worker), arg_int(most)));

	*n = 0;
	if (rc != RC_OK)
		return rc;
	*out = arena_array(mem, rows.n, sizeof(**out));
	for (; *n < rows.n; (*n)++) {
		struct webhook_event *e = &(*out)[*n];

		*e = (struct webhook_event){ .id = row_int(&rows, *n, 0),
			.event = row_text(&rows, *n, 1),
			.resource = row_int(&rows, *n, 2),
			.conversation = row_int(&rows, *n, 3),
			.attempts = row_int(&rows, *n, 4),
			.died = row_bool(&rows, *n, 5) };
		e->work = *e->event != '\0' ? delivery_work(e->event) :
		    e->conversation != 0 ? WORK_CONVERSATION : WORK_LOOK;
	}
	return RC_OK;
}

static enum rc
end(struct db *db, struct arena *mem, const int64_t *ids, size_t n,
    const char *state, int64_t wait_s, bool counted, const char *note)
{
	return db_run(db, mem, Q_webhook_end, ARGS(arg_ints(ids, n),
	    arg_text(state), arg_int(wait_s), arg_bool(counted),
	    arg_text(note)));
}

enum rc
webhook_done(struct db *db, struct arena *mem, const int64_t *ids, size_t n,
    const char *note)
{
	return end(db, mem, ids, n, "done", 0, true, note);
}

enum rc
webhook_failed(struct db *db, struct arena *mem, const int64_t *ids, size_t n,
    const char *why)
{
	return end(db, mem, ids, n, "failed", 0, true, why);
}

enum rc
webhook_later(struct db *db, struct arena *mem, const int64_t *ids, size_t n,
    int64_t wait_s, bool counted, const char *why)
{
	return end(db, mem, ids, n, "new", wait_s, counted, why);
}

enum rc
webhook_purge(struct db *db, struct arena *mem, int64_t days, int64_t most,
    bool *more)
{
	struct rows rows;
	enum rc rc = db_rows(db, mem, Q_webhook_purge, &rows,
	    ARGS(arg_int(days), arg_int(most)));

	*more = rc == RC_OK && rows.changed == most;
	return rc;
}

enum rc
webhook_state(struct db *db, struct arena *mem, struct webhook_state *s)
{
	/* In the order of the query's columns. */
	int64_t *const to[] = { &s->last_at, &s->events, &s->repeats,
		&s->refused, &s->refused_at, &s->waiting, &s->waiting_since,
		&s->failed, &s->hs_id, &s->checked_at };
	enum { N = sizeof(to) / sizeof(*to) };
	struct rows rows;
	enum rc rc = db_rows(db, mem, Q_webhook_state, &rows, NO_ARGS);

	if (rc != RC_OK)
		return rc;
	for (int i = 0; i < N; i++)
		*to[i] = row_int(&rows, 0, i);
	s->registered = row_text(&rows, 0, N);
	return RC_OK;
}

enum rc
webhook_refusals(struct db *db, struct arena *mem, const char *source,
    struct webhook_refused **out, size_t *n)
{
	struct rows rows;
	enum rc rc = db_rows(db, mem, Q_webhook_refused, &rows,
	    ARGS(arg_text(source)));

	*n = 0;
	if (rc != RC_OK)
		return rc;
	*out = arena_array(mem, rows.n, sizeof(**out));
	for (; *n < rows.n; (*n)++)
		(*out)[*n] = (struct webhook_refused){ row_text(&rows, *n, 0),
			row_int(&rows, *n, 1) };
	return RC_OK;
}

enum rc
webhook_registered(struct db *db, struct arena *mem, int64_t hs_id,
    const char *state)
{
	return db_run(db, mem, Q_webhook_registered, ARGS(arg_int(hs_id),
	    arg_text(state)));
}

enum rc
webhook_untold(struct db *db, struct arena *mem, int64_t since, int64_t until,
    int64_t *untold, int64_t *changed)
{
	struct rows rows;
	enum rc rc = db_rows(db, mem, Q_webhook_untold, &rows,
	    ARGS(arg_time(since), arg_time(until)));

	if (rc != RC_OK)
		return rc;
	*untold = row_int(&rows, 0, 0);
	*changed = row_int(&rows, 0, 1);
	return RC_OK;
}

enum rc
webhook_knows_customer(struct db *db, struct arena *mem, int64_t id,
    bool *known)
{
	int64_t one = 0;
	enum rc rc = db_int(db, mem, Q_customer_known, &one, ARGS(arg_int(id)));

	*known = one == 1;
	return rc;
}

enum rc
webhook_customer_gone(struct db *db, struct arena *mem, int64_t id,
    int64_t **ids, size_t *n)
{
	struct rows rows;
	enum rc rc = db_rows(db, mem, Q_customer_gone, &rows,
	    ARGS(arg_int(id)));

	*n = 0;
	if (rc != RC_OK)
		return rc;
	*ids = row_ints(mem, &rows, 0);
	*n = rows.n;
	return RC_OK;
}
