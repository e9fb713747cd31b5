/* SPDX-License-Identifier: MIT */
#include "model/alert.h"

#include "base/arena.h"
#include "base/json.h"
#include "base/sbuf.h"
#include "db/db.h"
#include "model/account.h"
#include "model/outbox.h"
#include "net/crypto.h"

#include <string.h>

enum rc
alert_incident(struct db *db, struct arena *mem, int64_t id,
    struct alert_incident *out)
{
	struct rows r;
	enum rc rc = db_rows(db, mem, Q_alert_incident, &r, ARGS(arg_int(id)));

	if (rc != RC_OK)
		return rc;
	if (r.n == 0)
		return RC_NOT_FOUND;
	*out = (struct alert_incident){ .id = id,
		.state = row_text(&r, 0, 0), .severity = row_text(&r, 0, 1),
		.title = row_text(&r, 0, 2),
		.platform = row_text(&r, 0, 3),
		.app_version = row_text(&r, 0, 4),
		.reports = row_int(&r, 0, 5), .seconds = row_int(&r, 0, 6),
		.expected = row_num(&r, 0, 7),
		.conversations = row_int(&r, 0, 8),
		.customers = row_int(&r, 0, 9),
		.begins_at = row_int(&r, 0, 10),
		.raised_at = row_int(&r, 0, 11),
		.ended_at = row_int(&r, 0, 12),
		.mute_until = row_int(&r, 0, 13),
		.fixed_in = row_text(&r, 0, 14), .owner = row_text(&r, 0, 15),
		.merged_into = row_int(&r, 0, 16),
		.last_event = row_int(&r, 0, 17),
		.mention = row_text(&r, 0, 18),
		.escalate_to = row_text(&r, 0, 19),
		.below = row_bool(&r, 0, 20), .urgent = row_bool(&r, 0, 21) };
	return RC_OK;
}

enum rc
alert_events(struct db *db, struct arena *mem, int64_t incident,
    struct alert_event **out, size_t *n)
{
	struct rows r;
	enum rc rc = db_rows(db, mem, Q_alert_events, &r,
	    ARGS(arg_int(incident)));

	if (rc != RC_OK)
		return rc;
	*out = arena_array(mem, r.n, sizeof(**out));
	*n = r.n;
	for (size_t i = 0; i < r.n; i++)
		(*out)[i] = (struct alert_event){ row_int(&r, i, 0),
			row_text(&r, i, 1), row_text(&r, i, 2),
			row_text(&r, i, 3), row_text(&r, i, 4),
			row_text(&r, i, 5), row_int(&r, i, 6),
			row_text(&r, i, 7) };
	return RC_OK;
}

enum rc
alert_ticket(struct db *db, struct arena *mem, int64_t id,
    struct alert_ticket *out)
{
	struct rows r;
	enum rc rc = db_rows(db, mem, Q_alert_ticket, &r, ARGS(arg_int(id)));

	if (rc != RC_OK)
		return rc;
	if (r.n == 0)
		return RC_NOT_FOUND;
	*out = (struct alert_ticket){ .id = id, .number = row_int(&r, 0, 0),
		.created_at = row_int(&r, 0, 1), .subject = row_text(&r, 0, 2),
		.severity = row_text(&r, 0, 3), .intent = row_text(&r, 0, 4),
		.category = row_text(&r, 0, 5),
		.one_liner = row_text(&r, 0, 6),
		.platform = row_text(&r, 0, 7), .device = row_text(&r, 0, 8),
		.customer = row_text(&r, 0, 9), .user_id = row_text(&r, 0, 10),
		.mention = row_text(&r, 0, 13), .answered = row_bool(&r, 0, 14),
		.urgent = row_bool(&r, 0, 15), .told = row_bool(&r, 0, 16) };
	out->kinds = row_texts(mem, &r, 0, 11, &out->n_kinds);
	out->tags = row_texts(mem, &r, 0, 12, &out->n_tags);
	return RC_OK;
}

enum rc
alert_tickets_add(struct db *db, struct arena *mem, const int64_t *ids,
    size_t n)
{
	return n == 0 ? RC_OK : db_run(db, mem, Q_alert_tickets_add,
	    ARGS(arg_ints(ids, n)));
}

enum rc
alert_sweep(struct db *db, struct arena *mem, const char *zone)
{
	enum rc rc = db_run(db, mem, Q_alert_remind, NO_ARGS);

	if (rc == RC_OK)
		rc = db_run(db, mem, Q_alert_digest_due, ARGS(arg_text(zone)));
	if (rc == RC_OK)
		rc = db_run(db, mem, Q_alert_press_purge, NO_ARGS);
	return rc;
}

enum rc
alert_quiet(struct db *db, struct arena *mem, const char *zone,
    int64_t *seconds)
{
	*seconds = 0;
	return db_int(db, mem, Q_alert_quiet, seconds, ARGS(arg_text(zone)));
}

enum rc
alert_list(struct db *db, struct arena *mem, int64_t before, int64_t most,
    struct alert_line **out, size_t *n)
{
	struct rows r;
	enum rc rc = db_rows(db, mem, Q_alert_list, &r,
	    ARGS(arg_int(before), arg_int(most)));

	if (rc != RC_OK)
		return rc;
	*out = arena_array(mem, r.n, sizeof(**out));
	*n = r.n;
	for (size_t i = 0; i < r.n; i++)
		(*out)[i] = (struct alert_line){ .id = row_int(&r, i, 0),
			.created_at = row_int(&r, i, 1),
			.sent_at = row_int(&r, i, 2),
			.run_at = row_int(&r, i, 3),
			.attempts = row_int(&r, i, 4),
			.key = row_text(&r, i, 5), .kind = row_text(&r, i, 6),
			.state = row_text(&r, i, 7),
			.error = row_text(&r, i, 8),
			.title = row_text(&r, i, 9),
			.severity = row_text(&r, i, 10),
			.about = row_text(&r, i, 11),
			.about_id = row_int(&r, i, 12),
			.number = row_int(&r, i, 13),
			.standing = row_text(&r, i, 14),
			.payload = row_text(&r, i, 15) };
	return RC_OK;
}

enum rc
alert_is_message(struct db *db, struct arena *mem, int64_t incident,
    const char *channel, const char *ts, bool *is)
{
	int64_t found = 0;
	enum rc rc = db_int(db, mem, Q_alert_is_message, &found,
	    ARGS(arg_text(arena_fmt(mem, "incident:%lld",
	    (long long)incident)), arg_text(channel), arg_text(ts)));

	*is = found > 0;
	return rc;
}

static enum rc
read_course(struct db *db, struct arena *mem, struct alert_digest *d)
{
	struct rows r;
	enum rc rc = db_rows(db, mem, Q_alert_digest_course, &r,
	    ARGS(arg_int(d->weekly ? 168 : 24)));

	if (rc != RC_OK)
		return rc;
	d->course = row_ints(mem, &r, 0);
	d->n_course = r.n;
	return RC_OK;
}

static enum rc
read_shares(struct db *db, struct arena *mem, struct alert_digest *d)
{
	struct rows r;
	enum rc rc = db_rows(db, mem, Q_alert_digest, &r,
	    ARGS(arg_int(d->weekly ? 168 : 24)));

	if (rc != RC_OK)
		return rc;
	d->shares = arena_array(mem, r.n, sizeof(*d->shares));
	for (size_t i = 0; i < r.n; i++) {
		struct alert_share s = { row_text(&r, i, 0),
			row_int(&r, i, 1), row_int(&r, i, 2) };

		if (*s.name != '\0')
			d->shares[d->n_shares++] = s;
		else
			d->now = s.now, d->before = s.before,
			d->until = row_int(&r, i, 3);
	}
	return RC_OK;
}

enum rc
alert_digest(struct db *db, struct arena *mem, bool weekly,
    struct alert_digest *d)
{
	struct rows r;
	enum rc rc;

	*d = (struct alert_digest){ .weekly = weekly };
	rc = read_shares(db, mem, d);
	if (rc == RC_OK)
		rc = read_course(db, mem, d);
	if (rc == RC_OK)
		rc = db_rows(db, mem, Q_alert_digest_open, &r, NO_ARGS);
	if (rc != RC_OK)
		return rc;
	d->incidents = arena_array(mem, r.n, sizeof(*d->incidents));
	d->n_incidents = r.n;
	for (size_t i = 0; i < r.n; i++) {
		d->incidents[i].id = row_int(&r, i, 0);
		d->incidents[i].title = row_text(&r, i, 1);
		d->incidents[i].state = row_text(&r, i, 2);
	}
	return RC_OK;
}

enum rc
alert_test(struct db *db, struct arena *mem, const char *who,
    const char *channel)
{
	struct sbuf *out = sbuf_arena(mem);
	struct jw w = JW_INIT(out);
	enum rc rc = db_begin(db);

	jw_object(&w);
	jw_text(jw_key(&w, "who"), who);
	jw_text(jw_key(&w, "channel"), channel);
	jw_end(&w);
	if (rc == RC_OK)
		rc = outbox_add(db, mem, "slack", arena_fmt(mem, "test:%08x%08x",
		    (unsigned)crypto_random_u32(),
		    (unsigned)crypto_random_u32()), "test", sbuf_cstr(out));
	if (rc == RC_OK)
		rc = audit(db, mem, who, "test_alert", sbuf_cstr(out));
	return db_end(db, rc);
}
