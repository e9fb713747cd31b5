/* SPDX-License-Identifier: MIT */
/* Marks and corrections in the shapes of the replaced dashboard. */
#include "api/api.h"

#include "api/words.h"
#include "ask/correction.h"
#include "base/arena.h"
#include "base/clock.h"
#include "db/db.h"
#include "html/format.h"
#include "model/conversation.h"
#include "model/learning.h"

#include <string.h>

enum { ENTRIES_MOST = 2000, PREVIEW_CHARS = 200 };

/* clang-format off */
const struct param mark_seen_params[] = {
	{ "conv_id", P_INT,  NULL, 0, INT64_MAX, NULL },
	{ "action",  P_WORD, "dismissed", 0, 0, "dismissed|seen|done" },
	{ NULL, 0, NULL, 0, 0, NULL },
};

const struct param unmark_params[] = {
	{ "conv_id", P_INT, NULL, 0, INT64_MAX, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};

const struct param feedback_params[] = {
	{ "conv_id",          P_INT,  NULL, 0, INT64_MAX, NULL },
	{ "correct_intent",   P_TEXT, "", 0, 64, NULL },
	{ "correct_severity", P_TEXT, "", 0, 64, NULL },
	{ "notes",            P_TEXT, "", 0, 2000, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};
/* clang-format on */

static enum rc
save(struct req *rq, struct correction *c, struct correction_result *result)
{
	int64_t id = req_int(rq, "conv_id");

	c->ids = &id;
	c->n = 1;
	return ask_correct(rq, c, result);
}

static enum rc
answer_mark(struct req *rq, struct correction *c)
{
	struct correction_result result;
	enum rc rc;

	if (req_int(rq, "conv_id") == 0)
		return req_fail(rq, RC_BAD_REQUEST, "conv_id required");
	rc = save(rq, c, &result);
	if (rc != RC_OK)
		return api_correction_error(rq, rc, &result);
	return api_ok(rq);
}

enum rc
api_mark_seen(struct req *rq)
{
	const char *action = req_text(rq, "action");
	struct correction c = { .notes = "" };

	if (strcmp(action, "done") == 0)
		c.done = MARK_SET;
	else if (strcmp(action, "seen") == 0)
		c.seen = MARK_SET;
	else
		c.dismissed = MARK_SET;
	return answer_mark(rq, &c);
}

enum rc
api_unmark(struct req *rq)
{
	struct correction c = { .notes = "", .seen = MARK_LIFT,
		.dismissed = MARK_LIFT };

	return answer_mark(rq, &c);
}

enum rc
api_dismissed(struct req *rq)
{
	int64_t *ids;
	size_t n;
	enum rc rc = correction_dismissed(rq->db, rq->mem, &ids, &n);
	struct jw w;

	if (rc != RC_OK)
		return rc;
	w = req_json(rq);
	jw_object(&w);
	jw_array(jw_key(&w, "dismissed"));
	for (size_t i = 0; i < n; i++)
		jw_int(&w, ids[i]);
	jw_end(&w);
	jw_end(&w);
	return RC_OK;
}

/* c is NULL for a conversation without a verdict, which updates nothing yet. */
static enum rc
answer_feedback(struct req *rq, bool ok, const char *message,
    const struct conversation *c)
{
	struct jw w = req_json(rq);

	jw_object(&w);
	jw_bool(jw_key(&w, "ok"), ok);
	jw_text(jw_key(&w, "message"), message);
	jw_key(&w, "updated_ticket");
	if (c == NULL) {
		jw_null(&w);
	} else {
		jw_object(&w);
		jw_int(jw_key(&w, "conv_id"), c->id);
		jw_text(jw_key(&w, "intent"), c->intent);
		jw_text(jw_key(&w, "severity_bucket"), c->severity);
		jw_end(&w);
	}
	jw_end(&w);
	return RC_OK;
}

static enum rc
bad_feedback(struct req *rq, const struct correction_result *r)
{
	return api_bad_param(rq, strcmp(r->field, "severity") == 0 ?
	    "correct_severity" : "correct_intent", r->problem);
}

enum rc
api_feedback(struct req *rq)
{
	struct correction c = { .intent = req_text(rq, "correct_intent"),
		.severity = req_text(rq, "correct_severity"),
		.notes = req_text(rq, "notes") };
	struct correction_result result;
	struct conversation_more more;
	struct conversation now;
	enum rc rc = save(rq, &c, &result);

	if (rc == RC_BAD_INPUT)
		return bad_feedback(rq, &result);
	if (rc == RC_NOT_FOUND)
		return answer_feedback(rq, false, arena_fmt(rq->mem,
		    "Conversation %lld is not here: nothing was saved.",
		    (long long)result.missing), NULL);
	if (rc == RC_OK)
		rc = conversation_one(rq->db, rq->mem, req_int(rq, "conv_id"),
		    &now, &more);
	if (rc == RC_NOT_FOUND)
		return answer_feedback(rq, true, "Feedback saved. The ticket is "
		    "not analysed yet and follows it then.", NULL);
	return rc == RC_OK ? answer_feedback(rq, true,
	    "Feedback saved and ticket updated.", &now) : rc;
}

static void
write_tallies(struct jw *w, const char *key, const char *field,
    const struct correction_tally *t, size_t n)
{
	jw_object(jw_key(w, key));
	for (size_t i = 0; i < n; i++)
		if (strcmp(t[i].field, field) == 0)
			jw_int(jw_key(w, t[i].value), t[i].n);
	jw_end(w);
}

/* Of each field the most frequent value comes first. */
static const char *
most_frequent(const struct correction_tally *t, size_t n, const char *field)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(t[i].field, field) == 0)
			return t[i].value;
	return NULL;
}

static void
write_entry(struct jw *w, const struct correction_entry *e)
{
	jw_object(w);
	jw_int(jw_key(w, "ticket_number"), e->number);
	jw_text(jw_key(w, "subject"), e->subject);
	jw_text(jw_key(w, "text_preview"), e->text);
	jw_text_or_null(jw_key(w, "correct_intent"), e->intent);
	jw_text_or_null(jw_key(w, "correct_severity"), e->severity);
	jw_text_or_null(jw_key(w, "notes"), e->notes);
	jw_time(jw_key(w, "created_at"), e->at);
	jw_end(w);
}

struct summary {
	struct correction_stats stats;
	struct correction_tally *tally;
	struct correction_entry *entry;
	size_t tallies, entries;
};

static void
write_summary(struct jw *w, const struct summary *s)
{
	const struct correction_tally *t = s->tally;

	jw_object(w);
	jw_int(jw_key(w, "total_corrections"), s->stats.total);
	write_tallies(w, "intent_distribution", "intent", t, s->tallies);
	write_tallies(w, "severity_distribution", "severity", t, s->tallies);
	jw_array(jw_key(w, "all_feedback"));
	for (size_t i = 0; i < s->entries; i++)
		write_entry(w, &s->entry[i]);
	jw_end(w);
	jw_object(jw_key(w, "insights"));
	jw_text(jw_key(w, "most_corrected_intent"),
	    most_frequent(t, s->tallies, "intent"));
	jw_text(jw_key(w, "most_corrected_severity"),
	    most_frequent(t, s->tallies, "severity"));
	jw_end(w);
	jw_end(w);
}

enum rc
api_feedback_summary(struct req *rq)
{
	struct summary s = { 0 };
	enum rc rc = db_begin_snapshot(rq->db);
	struct jw w;

	if (rc == RC_OK)
		rc = correction_stats(rq->db, rq->mem, &s.stats);
	if (rc == RC_OK)
		rc = correction_tally(rq->db, rq->mem, &s.tally, &s.tallies);
	if (rc == RC_OK)
		rc = correction_entries(rq->db, rq->mem, ENTRIES_MOST,
		    PREVIEW_CHARS, &s.entry, &s.entries);
	if (rc == RC_OK)
		rc = db_commit(rq->db);
	if (rc != RC_OK)
		return rc;
	w = req_json(rq);
	write_summary(&w, &s);
	return RC_OK;
}

/* What people said wins by itself, at once: nothing is learned into a cache. */
static const char *
learning_message(struct arena *mem, const struct correction_stats *s,
    const struct learning_state *l)
{
	char a[FMT_SIZE], b[FMT_SIZE];

	if (s->corrected == 0)
		return "Nobody corrected a conversation yet.";
	fmt_plural(s->corrected, "conversation", "conversations", a);
	if (l->version == 0)
		return arena_fmt(mem, "Corrections of %s are in force. Other "
		    "conversations follow the rules.", a);
	return arena_fmt(mem, "Corrections of %s are in force. Other "
	    "conversations follow the rules and version %lld, learned from %s.",
	    a, (long long)l->version, fmt_plural(l->examples, "correction",
	    "corrections", b));
}

enum rc
api_learning_stats(struct req *rq)
{
	struct learning_state l;
	struct correction_stats s;
	enum rc rc = correction_stats(rq->db, rq->mem, &s);
	struct jw w;

	if (rc == RC_OK)
		rc = learning_state(rq->db, rq->mem, &l);
	if (rc != RC_OK)
		return rc;
	w = req_json(rq);
	jw_object(&w);
	jw_int(jw_key(&w, "total_learned_intents"), s.intent_values);
	jw_int(jw_key(&w, "total_exact_matches"), s.intents);
	jw_int(jw_key(&w, "total_severity_rules"), s.severities);
	jw_num(jw_key(&w, "cache_age_seconds"), l.version == 0 ? 0 :
	    (double)(clock_now() - l.since));
	jw_text(jw_key(&w, "status"), s.corrected > 0 ? "active" :
	    "waiting_for_feedback");
	jw_text(jw_key(&w, "message"), learning_message(rq->mem, &s, &l));
	jw_end(&w);
	return RC_OK;
}
