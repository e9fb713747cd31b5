/* SPDX-License-Identifier: MIT */
#include "model/alert_rule.h"

#include "base/arena.h"
#include "base/json.h"
#include "base/sbuf.h"
#include "db/db.h"
#include "model/account.h"

#include <string.h>

static const char *const kinds[ALERT_KINDS] = { "delete_request", "critical",
	"empty", "unreadable" };

static bool
is_id(const char *id, const char *first)
{
	size_t len = strlen(id);

	return len == 0 || (len > 1 && len <= ALERT_ID_MAX &&
	    strchr(first, *id) != NULL &&
	    strspn(id, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == len);
}

bool
alert_is_channel(const char *id)
{
	return is_id(id, "CGD");
}

bool
alert_is_person(const char *id)
{
	return is_id(id, "UWS");
}

static enum rc
read_rules(struct db *db, struct arena *mem, struct alert_settings *s)
{
	struct rows r;
	enum rc rc = db_rows(db, mem, Q_alert_rules, &r, NO_ARGS);

	if (rc != RC_OK)
		return rc;
	s->rules = arena_array(mem, r.n, sizeof(*s->rules));
	s->n_rules = r.n;
	for (size_t i = 0; i < r.n; i++)
		s->rules[i] = (struct alert_rule){ row_text(&r, i, 0),
			row_text(&r, i, 1), row_text(&r, i, 2),
			row_text(&r, i, 3), row_int(&r, i, 4),
			row_int(&r, i, 5), row_text(&r, i, 6) };
	return RC_OK;
}

static enum rc
read_kinds(struct db *db, struct arena *mem, struct alert_settings *s)
{
	struct rows r;
	enum rc rc = db_rows(db, mem, Q_ticket_rules, &r, NO_ARGS);

	for (size_t k = 0; k < ALERT_KINDS; k++) {
		s->kinds[k] = (struct ticket_rule){ kinds[k], false, "" };
		for (size_t i = 0; rc == RC_OK && i < r.n; i++)
			if (strcmp(kinds[k], row_text(&r, i, 0)) == 0)
				s->kinds[k] = (struct ticket_rule){ kinds[k],
					row_bool(&r, i, 1), row_text(&r, i, 2) };
	}
	return rc;
}

static enum rc
read_quiet(struct db *db, struct arena *mem, struct alert_settings *s)
{
	struct rows r;
	enum rc rc = db_rows(db, mem, Q_quiet_list, &r, NO_ARGS);

	for (size_t i = 0; i < QUIET_DAYS; i++)
		s->quiet[i] = (struct quiet_day){ "", "" };
	for (size_t i = 0; rc == RC_OK && i < r.n; i++)
		s->quiet[row_int(&r, i, 0) - 1] = (struct quiet_day){
			row_text(&r, i, 1), row_text(&r, i, 2) };
	return rc;
}

enum rc
alert_settings(struct db *db, struct arena *mem, struct alert_settings *s)
{
	struct rows r;
	enum rc rc = read_rules(db, mem, s);

	if (rc == RC_OK)
		rc = read_kinds(db, mem, s);
	if (rc == RC_OK)
		rc = read_quiet(db, mem, s);
	if (rc == RC_OK)
		rc = db_rows(db, mem, Q_digest_rule, &r, NO_ARGS);
	if (rc != RC_OK)
		return rc;
	s->digest = (struct digest_rule){ "off", 1, "09:00", "" };
	if (r.n > 0)
		s->digest = (struct digest_rule){ row_text(&r, 0, 0),
			row_int(&r, 0, 1), row_text(&r, 0, 2),
			row_text(&r, 0, 3) };
	return RC_OK;
}

/* The end of a change: its audit. */
static enum rc
finish(struct db *db, struct arena *mem, enum rc rc, const char *who,
    const char *what, const char *detail)
{
	struct sbuf *out = sbuf_arena(mem);
	struct jw w = JW_INIT(out);

	jw_object(&w);
	jw_text(jw_key(&w, what), detail);
	jw_end(&w);
	if (rc == RC_OK)
		rc = audit(db, mem, who, "alert_settings", sbuf_cstr(out));
	return db_end(db, rc);
}

enum rc
alert_rule_save(struct db *db, struct arena *mem, const struct alert_rule *r,
    const char *who)
{
	enum rc rc;

	if (!alert_is_channel(r->channel) || !alert_is_person(r->owner) ||
	    !alert_is_person(r->escalate_to))
		return RC_BAD_INPUT;
	rc = db_begin(db);
	if (rc == RC_OK)
		rc = db_run(db, mem, Q_alert_rule_save, ARGS(
		    arg_text(r->category), arg_text(r->channel),
		    arg_text(r->owner), arg_text(r->least), arg_int(r->remind),
		    arg_int(r->escalate), arg_text(r->escalate_to)));
	return finish(db, mem, rc, who, "rule", r->category);
}

enum rc
alert_rule_remove(struct db *db, struct arena *mem, const char *category,
    const char *who)
{
	enum rc rc = db_begin(db);

	if (rc == RC_OK)
		rc = db_took(db, mem, Q_alert_rule_remove, RC_NOT_FOUND,
		    ARGS(arg_text(category)));
	return finish(db, mem, rc, who, "rule_removed", category);
}

enum rc
ticket_rules_save(struct db *db, struct arena *mem,
    const struct ticket_rule rule[static ALERT_KINDS], const char *who)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; i < ALERT_KINDS; i++)
		if (!alert_is_channel(rule[i].channel))
			return RC_BAD_INPUT;
	rc = db_begin(db);
	for (size_t i = 0; rc == RC_OK && i < ALERT_KINDS; i++)
		rc = db_run(db, mem, Q_ticket_rule_save, ARGS(
		    arg_text(kinds[i]), arg_bool(rule[i].enabled),
		    arg_text(rule[i].channel)));
	return finish(db, mem, rc, who, "kinds", "");
}

enum rc
digest_rule_save(struct db *db, struct arena *mem, const struct digest_rule *d,
    const char *who)
{
	enum rc rc;

	if (!alert_is_channel(d->channel))
		return RC_BAD_INPUT;
	rc = db_begin(db);
	if (rc == RC_OK)
		rc = db_run(db, mem, Q_digest_rule_save, ARGS(
		    arg_text(d->every), arg_int(d->weekday), arg_text(d->at),
		    arg_text(d->channel)));
	return finish(db, mem, rc, who, "digest", d->every);
}

enum rc
quiet_save(struct db *db, struct arena *mem,
    const struct quiet_day day[static QUIET_DAYS], const char *who)
{
	enum rc rc = db_begin(db);

	for (int i = 0; rc == RC_OK && i < QUIET_DAYS; i++)
		rc = db_run(db, mem, Q_quiet_save, ARGS(arg_int(i + 1),
		    arg_text(day[i].begins), arg_text(day[i].ends)));
	return finish(db, mem, rc, who, "quiet_hours", "");
}
