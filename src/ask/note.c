/* SPDX-License-Identifier: MIT */
#include "ask/note.h"

#include "ask/keeper.h"
#include "base/arena.h"
#include "base/json.h"
#include "base/log.h"
#include "base/sbuf.h"
#include "conf/conf.h"
#include "db/db.h"
#include "model/account.h"
#include "model/conversation.h"
#include "upstream/helpscout.h"

#define ONE_AT_A_TIME "helpscout for a person"

enum { PATIENCE_MS = 10000 };

static struct hs *
open_client(struct keeper *keep)
{
	struct hs_options options = keeper_options(keep);

	options.patience_ms = PATIENCE_MS;
	options.max_retries = 1;
	options.connections = 1;
	return hs_open(&options);
}

static enum rc
begin(struct req *rq, int64_t id)
{
	enum rc rc = conversation_stored(rq->db, rq->mem, id);

	if (rc == RC_NOT_FOUND)
		return req_fail(rq, rc, "conversation %lld is not stored here",
		    (long long)id);
	if (rc == RC_OK && (rc = db_try_lock(rq->db, ONE_AT_A_TIME)) ==
	    RC_CONFLICT)
		return req_fail(rq, RC_TOO_MANY, "Help Scout is being asked "
		    "for somebody else: nothing was sent, try again in some "
		    "seconds");
	return rc;
}

/* ---- a note ------------------------------------------------------------------- */

static enum rc
record_failure(struct req *rq, int64_t id, const char *why, bool unsure)
{
	struct sbuf *out = sbuf_arena(rq->mem);
	struct jw w = JW_INIT(out);

	jw_object(&w);
	jw_int(jw_key(&w, "conversation"), id);
	jw_text(jw_key(&w, "why"), why);
	jw_end(&w);
	return audit(rq->db, rq->mem, rq->who.name, unsure ? "note_unsure" :
	    "note_failed", sbuf_cstr(out));
}

static enum rc
failed(struct req *rq, int64_t id, const char *why, bool unsure)
{
	LOG(WARN, "note_failed", L_INT("conversation", id), L_STR("why", why));
	if (record_failure(rq, id, why, unsure) != RC_OK)
		LOG(WARN, "audit_failed", L_INT("conversation", id));
	return req_fail(rq, RC_UPSTREAM, "Reply failed: %s. %s", why, unsure ?
	    "The note may stand there all the same: look before it is sent "
	    "again" : "Nothing was posted");
}

static enum rc
post(struct req *rq, int64_t id, const char *text)
{
	struct keeper keep = { .db = rq->db, .conf = rq->conf };
	struct hs *hs = open_client(&keep);
	bool unsure = false;
	enum rc rc = RC_OK;

	if (hs_note_add(hs, rq->mem, id, text, &unsure) != HS_OK)
		rc = failed(rq, id, arena_fmt(rq->mem, "%s", hs_error(hs)),
		    unsure);
	hs_close(hs);
	return rc;
}

enum rc
ask_note(struct req *rq, int64_t id, const char *text)
{
	enum rc rc = begin(rq, id);

	if (rc != RC_OK)
		return rc;
	rc = audit_of(rq->db, rq->mem, rq->who.name, "note", "conversation",
	    id);
	if (rc == RC_OK)
		rc = post(rq, id, text);
	db_unlock(rq->db, ONE_AT_A_TIME);
	return rc;
}

/* ---- tags --------------------------------------------------------------------- */

/* A conversation that was merged has the tags of the one that took it in. */
static enum hs_result
read_tags(struct req *rq, struct hs *hs, int64_t id, struct hs_conversation *c)
{
	int64_t moved_to;
	enum hs_result result = hs_conversation(hs, rq->mem, id, c, &moved_to);

	if (result == HS_MOVED)
		result = hs_conversation(hs, rq->mem, moved_to, c, &moved_to);
	return result;
}

enum rc
ask_tags(struct req *rq, int64_t id, const char ***tags, size_t *n)
{
	struct keeper keep = { .db = rq->db, .conf = rq->conf };
	struct hs_conversation c = { 0 };
	enum rc rc = begin(rq, id);
	struct hs *hs;

	if (rc != RC_OK)
		return rc;
	hs = open_client(&keep);
	if (read_tags(rq, hs, id, &c) != HS_OK)
		rc = req_fail(rq, RC_UPSTREAM, "Help Scout fetch failed: %s",
		    hs_error(hs));
	*tags = c.tags;
	*n = c.n_tags;
	hs_close(hs);
	db_unlock(rq->db, ONE_AT_A_TIME);
	return rc;
}
