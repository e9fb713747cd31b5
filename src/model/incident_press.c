/* SPDX-License-Identifier: MIT */
/* Buttons in Slack: stored, then carried out once, by whoever comes first. */
#include "model/incident.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/json.h"
#include "base/log.h"
#include "base/sbuf.h"
#include "db/db.h"
#include "model/incident_step.h"
#include "model/outbox.h"
#include "model/press.h"
#include "net/crypto.h"

#include <string.h>

/* Slack waits for three seconds; a step waits for at most three locks: that of
 * incidents, its row, the version of the data. An address for answers is good for
 * half an hour: later nobody would learn what came of it. */
#define PATIENCE_MS "800"
enum { GIVE_UP_S = 25 * 60 };

struct waiting {
	const char *id;		/* the signature's hash */
	int64_t incident;
	const char *action, *name, *response_url;
};

static const char *
hash(struct arena *mem, const char *signature)
{
	return crypto_sha256_hex(mem, signature, strlen(signature));
}

enum rc
incident_press_add(struct db *db, struct arena *mem, const char *signature,
    const struct press *p, int64_t incident)
{
	struct rows rows;
	/* Within a transaction: when the connection is lost it is not sent
	 * again, which would find what it just stored and call it a repeat. */
	enum rc rc = db_begin(db);

	if (rc == RC_OK)
		rc = db_rows(db, mem, Q_press_add, &rows,
		    ARGS(arg_text(hash(mem, signature)), arg_int(incident),
		    arg_text(p->action), arg_text(p->user),
		    arg_text(p->user_id), arg_text(p->response_url)));
	return db_end(db, rc == RC_OK && rows.n == 0 ? RC_CONFLICT : rc);
}

/* Told to who pressed, alone. */
static enum rc
answer(struct db *db, struct arena *mem, const char *id, const char *url,
    const char *text)
{
	struct sbuf *out = sbuf_arena(mem);
	struct jw w = JW_INIT(out);

	if (*url == '\0')
		return RC_OK;
	jw_object(&w);
	jw_text(jw_key(&w, "url"), url);
	jw_text(jw_key(&w, "text"), text);
	jw_end(&w);
	return outbox_add(db, mem, "slack", arena_fmt(mem, "press:%s", id),
	    "response", sbuf_cstr(out));
}

enum rc
incident_press_busy(struct db *db, struct arena *mem, const char *signature,
    const struct press *p)
{
	return answer(db, mem, hash(mem, signature), p->response_url, "Tidemark "
	    "is busy with incidents just now. Nothing is lost: this is done as "
	    "soon as it can be, and the message will show it");
}

/* *p->id "": none waits. With the lock of incidents, so that two programs do not
 * take the same. */
static enum rc
take(const struct step *t, struct waiting *p)
{
	struct rows rows;
	enum rc rc = db_begin(t->db);

	if (rc == RC_OK)
		rc = db_run(t->db, t->mem, Q_press_patience,
		    ARGS(arg_text(PATIENCE_MS)));
	if (rc == RC_OK)
		rc = db_run(t->db, t->mem, Q_incident_lock, NO_ARGS);
	if (rc == RC_OK)
		rc = db_rows(t->db, t->mem, Q_press_next, &rows, NO_ARGS);
	if (rc == RC_OK && rows.n > 0)
		*p = (struct waiting){ row_text(&rows, 0, 0),
			row_int(&rows, 0, 1), row_text(&rows, 0, 2),
			row_text(&rows, 0, 3), row_text(&rows, 0, 4) };
	return rc;
}

/* The step, the mark that it was taken and the answer are one transaction. */
static enum rc
carry_out(struct step *t, const struct waiting *p)
{
	struct incident_input in = { .at = t->at };
	struct incident_done done;
	enum rc rc = RC_NOT_FOUND;

	t->who = arena_fmt(t->mem, "slack:%s", p->name);
	if (press_asks(p->action, t->at, &in))
		rc = step_act(t, p->incident, &in, &done);
	if (rc == RC_CONFLICT)
		rc = answer(t->db, t->mem, p->id, p->response_url, done.why);
	else if (rc == RC_NOT_FOUND)
		rc = answer(t->db, t->mem, p->id, p->response_url,
		    "This incident is not here any more");
	if (rc == RC_OK)
		rc = db_run(t->db, t->mem, Q_press_done, ARGS(arg_text(p->id)));
	LOG(INFO, "slack_press", L_STR("action", p->action),
	    L_INT("incident", p->incident), L_RC(rc));
	return rc;
}

/* It stands aside for the others, or is given up, which is told. */
static void
put_off(const struct step *t, const struct waiting *p)
{
	int64_t given_up = 0;
	struct rows rows;
	enum rc rc = db_begin(t->db);

	if (rc == RC_OK)
		rc = db_rows(t->db, t->mem, Q_press_later, &rows,
		    ARGS(arg_text(p->id), arg_int(GIVE_UP_S)));
	given_up = rc == RC_OK && rows.n > 0 && row_bool(&rows, 0, 0);
	if (given_up)
		rc = answer(t->db, t->mem, p->id, p->response_url, "This could "
		    "not be done for half an hour and is given up: open the "
		    "incident in Tidemark");
	rc = db_end(t->db, rc);
	LOG(WARN, given_up ? "slack_press_given_up" : "slack_press_waits",
	    L_STR("action", p->action), L_INT("incident", p->incident),
	    L_RC(rc));
}

enum rc
incident_press_next(struct db *db, struct arena *mem, bool *more)
{
	struct step t = { db, mem, clock_now(), "", "", true };
	struct waiting p = { .id = "" };
	enum rc rc = take(&t, &p);

	*more = rc == RC_OK && *p.id != '\0';
	if (*more)
		rc = carry_out(&t, &p);
	rc = db_end(db, rc);
	if (rc != RC_OK && rc != RC_DB_DOWN && *p.id != '\0')
		put_off(&t, &p);
	return rc;
}
