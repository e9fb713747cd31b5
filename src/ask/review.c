/* SPDX-License-Identifier: MIT */
#include "ask/review.h"

#include <string.h>

#include "ask/quality.h"
#include "base/arena.h"
#include "base/parse.h"
#include "base/utf8.h"
#include "model/account.h"
#include "model/dispute.h"
#include "model/review.h"
#include "model/rubric.h"
#include "model/score.h"

/* clang-format off */
const struct param review_form_params[] = {
	{ "note",    P_TEXT,   "", 0, REVIEW_NOTE_MAX, NULL },
	{ "blind",   P_BOOL,   "0", 0, 0, NULL },
	{ "follows", P_INT,    "0", 0, INT64_MAX, NULL },
	{ "submit",  P_BOOL,   "0", 0, 0, NULL },
	{ "csrf",    P_SECRET, "", 0, 200, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};
const struct param dispute_form_params[] = {
	{ "text",    P_TEXT,   NULL, 1, DISPUTE_TEXT_MAX, NULL },
	{ "follows", P_INT,    "0", 0, INT64_MAX, NULL },
	{ "csrf",    P_SECRET, "", 0, 200, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};
const struct param settle_form_params[] = {
	{ "state", P_WORD,   "upheld", 0, 0, "upheld|changed" },
	{ "text",  P_TEXT,   "", 0, DISPUTE_TEXT_MAX, NULL },
	{ "csrf",  P_SECRET, "", 0, 200, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};
const struct param coaching_remove_params[] = {
	{ "back", P_TEXT,   "", 0, NEXT_MAX, NULL },
	{ "csrf", P_SECRET, "", 0, 200, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};
const struct param coaching_form_params[] = {
	{ "text",    P_TEXT,   NULL, 1, DISPUTE_TEXT_MAX, NULL },
	{ "pinned",  P_BOOL,   "0", 0, 0, NULL },
	{ "follows", P_INT,    "0", 0, INT64_MAX, NULL },
	{ "csrf",    P_SECRET, "", 0, 200, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};
/* clang-format on */

bool
ask_review_may(const struct req *rq)
{
	return rq->who.role >= REVIEWER;
}

enum rc
ask_reply(struct req *rq, int64_t *message, struct reply_about *about)
{
	enum rc rc;

	if (!req_path_id(rq, message))
		return RC_NOT_FOUND;
	rc = reply_about(rq->db, rq->mem, *message, about);
	if (rc == RC_OK && !ask_quality_may(rq, about->agent))
		rc = RC_NOT_FOUND;
	return rc != RC_NOT_FOUND ? rc : req_fail(rq, rc,
	    "no reply has this number");
}

/* ---- reviews ---- */

/* "" when it was not given; NULL when it cannot be kept. */
static const char *
field(const struct req *rq, const char *kind, const struct dimension *d)
{
	const char *raw = param_raw(&rq->params, arena_fmt(rq->mem, "%s.%s",
	    kind, d->key));
	size_t len = raw == NULL ? 0 : strlen(raw);

	if (raw == NULL)
		return "";
	return utf8_valid(raw, len) && utf8_count(raw, len) <= REVIEW_LINE_MAX ?
	    raw : NULL;
}

/* *given: there is a mark. */
static enum rc
read_mark(struct req *rq, const struct dimension *d, struct review_mark *m,
    bool *given)
{
	const char *mark = field(rq, "mark", d);
	int64_t score = 0;

	m->note = field(rq, "why", d);
	m->evidence = field(rq, "words", d);
	if (mark == NULL || m->note == NULL || m->evidence == NULL)
		return req_fail(rq, RC_BAD_INPUT, "%s: what is said to a mark "
		    "is text of at most %d characters", d->name,
		    REVIEW_LINE_MAX);
	*given = *mark != '\0';
	m->has_score = *given && strcmp(mark, "na") != 0;
	if (m->has_score && !parse_int(mark, 0, d->scale, &score))
		return req_fail(rq, RC_BAD_INPUT, "%s: a mark is a whole "
		    "number from 0 to %d, or \"na\"", d->name, d->scale);
	if (*given && !m->has_score && !d->may_na)
		return req_fail(rq, RC_BAD_INPUT, "%s applies to every reply",
		    d->name);
	m->score = (double)score;
	return RC_OK;
}

static enum rc
read_marks(struct req *rq, struct review_input *in)
{
	const struct rubric *r = in->rubric;
	struct review_mark *mark = arena_array(rq->mem, r->n, sizeof(*mark));

	for (size_t i = 0; i < r->n; i++) {
		struct review_mark m = { .position = i + 1 };
		bool given;
		enum rc rc = read_mark(rq, &r->dimension[i], &m, &given);

		if (rc != RC_OK)
			return rc;
		if (given)
			mark[in->n++] = m;
		else if (in->submit)
			return req_fail(rq, RC_BAD_INPUT, "%s has no mark yet: "
			    "give it one, or say that it does not apply",
			    r->dimension[i].name);
	}
	in->mark = mark;
	return RC_OK;
}

static bool
is_same(const struct review *was, const struct review_input *now)
{
	bool same = strcmp(was->note, now->note) == 0 &&
	    was->n_marks == now->n;

	for (size_t i = 0; same && i < now->n; i++) {
		const struct review_mark *a = &was->mark[i], *b = &now->mark[i];

		same = a->position == b->position &&
		    a->has_score == b->has_score &&
		    (!a->has_score || a->score == b->score) &&
		    strcmp(a->note, b->note) == 0 &&
		    strcmp(a->evidence, b->evidence) == 0;
	}
	return same;
}

/* A draft that was begun since is not written over, but by itself. */
static enum rc
may_replace_draft(struct req *rq, const struct review_input *in)
{
	struct review_input now = *in;
	struct review *list;
	size_t n;
	enum rc rc = review_list(rq->db, rq->mem, in->message, in->reviewer,
	    in->session, "", &list, &n);

	now.submit = false;
	if (rc == RC_OK)
		rc = read_marks(rq, &now);
	for (size_t i = 0; rc == RC_OK && i < n; i++)
		if (list[i].draft && !is_same(&list[i], &now))
			rc = req_fail(rq, RC_CONFLICT, "You have submitted a "
			    "review of this reply since this form was opened, "
			    "and begun another one: both stay as they are. "
			    "What you typed is in the form: go back to it");
	return rc;
}

/* What was submitted from this form before, under the rubric that it had then.
 * RC_NOT_FOUND: nothing was. */
static enum rc
submitted_before(struct req *rq, const struct review_input *in, bool *same)
{
	struct review_input now = *in;
	struct rubric rubric;
	struct review was;
	enum rc rc = review_follower(rq->db, rq->mem, in->message,
	    in->reviewer, in->follows, &was);

	if (rc == RC_OK)
		rc = rubric_read(rq->db, rq->mem, was.rubric, &rubric);
	if (rc != RC_OK)
		return rc;
	now.rubric = &rubric;
	rc = read_marks(rq, &now);
	*same = rc == RC_OK && is_same(&was, &now);
	return *same || !was.draft ? rc == RC_BAD_INPUT ? RC_OK : rc :
	    may_replace_draft(rq, in);
}

/* What was typed is never lost: where another review counts it is a draft. */
static enum rc
save(struct req *rq, struct review_input in, int64_t last,
    enum review_told *told)
{
	bool same = false;
	enum rc rc = !in.submit ? RC_NOT_FOUND : submitted_before(rq, &in,
	    &same);

	*told = REVIEW_SAVED;
	if (rc == RC_OK && same) {
		*told = REVIEW_SAME;
		return RC_OK;
	}
	if (rc == RC_OK) {
		*told = REVIEW_KEPT;
		in.submit = false;
		in.follows = last;
	}
	if (rc == RC_OK || rc == RC_NOT_FOUND)
		rc = read_marks(rq, &in);
	return rc != RC_OK ? rc : review_save(rq->db, rq->mem, &in);
}

enum rc
ask_review(struct req *rq, int64_t *message, enum review_told *told)
{
	struct review_input in = { .reviewer = rq->who.name,
		.note = req_text(rq, "note"),
		.submit = req_int(rq, "submit"),
		.follows = req_int(rq, "follows") };
	struct reply_about about;
	struct review_duty duty;
	struct rubric rubric;
	enum rc rc = ask_reply(rq, message, &about);

	if (rc == RC_OK)
		rc = review_duty(rq->db, rq->mem, *message, rq->who.name,
		    &duty);
	if (rc == RC_OK)
		rc = rubric_read(rq->db, rq->mem, duty.rubric, &rubric);
	if (rc != RC_OK)
		return rc;
	in.message = *message;
	in.session = duty.session;
	in.blind = (duty.blind || req_int(rq, "blind")) && !duty.reviewed &&
		   !duty.seen;
	in.rubric = &rubric;
	rc = save(rq, in, duty.last, told);
	/* sent twice at once: the other one was quicker */
	if (rc == RC_CONFLICT && rq->problem == NULL)
		rc = save(rq, in, duty.last, told);
	if (rc == RC_NOT_FOUND)
		return req_fail(rq, rc, "this message is not a reply that is "
		    "judged");
	if (rc == RC_OK)
		req_changed(rq, 0);
	return rc;
}

/* ---- disputes ---- */

/* A form that is sent again ends where the first one did. */
static enum rc
dispute(struct req *rq, int64_t message, int64_t agent)
{
	const char *who = rq->who.name, *text = req_text(rq, "text");
	int64_t follows = req_int(rq, "follows");
	enum rc rc = dispute_add(rq->db, rq->mem, message, agent, who, text,
	    follows);

	if (rc == RC_OK)
		req_changed(rq, 0);
	if (rc != RC_CONFLICT)
		return rc;
	rc = dispute_sent(rq->db, rq->mem, message, who, text, follows);
	return rc != RC_NOT_FOUND ? rc : req_fail(rq, RC_CONFLICT, "This reply "
	    "is disputed already: wait for the answer, or withdraw that "
	    "dispute");
}

enum rc
ask_dispute(struct req *rq, int64_t *message)
{
	struct reply_about about;
	enum rc rc = ask_reply(rq, message, &about);

	if (rc == RC_OK && rq->who.role != AGENT)
		return req_fail(rq, RC_FORBIDDEN, "Only who wrote a reply "
		    "disputes what was made of it");
	return rc == RC_OK ? dispute(rq, *message, about.agent) : rc;
}

static enum rc
find_dispute(struct req *rq, const struct dispute **out)
{
	struct dispute_query q = { .state = "" };
	struct dispute *found;
	size_t n;
	enum rc rc;

	if (!req_path_id(rq, &q.id))
		return RC_NOT_FOUND;
	rc = dispute_list(rq->db, rq->mem, &q, &found, &n);
	if (rc != RC_OK)
		return rc;
	if (n == 0 || !ask_quality_may(rq, found[0].agent))
		return req_fail(rq, RC_NOT_FOUND, "there is no such dispute");
	*out = &found[0];
	return RC_OK;
}

enum rc
ask_dispute_settle(struct req *rq, const char *state, int64_t *message)
{
	const char *to = state != NULL ? state : req_text(rq, "state");
	bool withdraws = strcmp(to, "withdrawn") == 0;
	const struct dispute *d = NULL;
	enum rc rc = find_dispute(rq, &d);

	if (rc != RC_OK)
		return rc;
	*message = d->message;
	if (withdraws && rq->who.role != AGENT)
		return req_fail(rq, RC_FORBIDDEN, "Only who began a dispute "
		    "withdraws it");
	if (strcmp(d->state, "open") != 0)
		return req_fail(rq, RC_CONFLICT, "This dispute is over: it was "
		    "%s by %s", d->state, d->resolved_by);
	if (!withdraws && *req_text(rq, "text") == '\0')
		return req_fail(rq, RC_BAD_INPUT, "Say why: the agent reads "
		    "it");
	rc = dispute_settle(rq->db, rq->mem, d->id, to, rq->who.name,
	    withdraws ? "" : req_text(rq, "text"));
	if (rc == RC_CONFLICT)
		return req_fail(rq, rc, "Nobody has reviewed this reply since "
		    "the dispute began: submit a review, then say that it "
		    "changed the score");
	if (rc == RC_OK)
		req_changed(rq, 0);
	return rc;
}

/* ---- coaching ---- */

/* message 0: in general. A form that is sent again ends where the first one did. */
static enum rc
coach(struct req *rq, int64_t agent, int64_t message)
{
	enum rc rc = coaching_add(rq->db, rq->mem, agent, message,
	    rq->who.name, req_text(rq, "text"), req_int(rq, "pinned"),
	    req_int(rq, "follows"));

	if (rc == RC_OK)
		req_changed(rq, 0);
	return rc == RC_CONFLICT ? RC_OK : rc;
}

enum rc
ask_coaching(struct req *rq, int64_t *message)
{
	struct reply_about about;
	enum rc rc = ask_reply(rq, message, &about);

	return rc == RC_OK ? coach(rq, about.agent, *message) : rc;
}

enum rc
ask_coaching_agent(struct req *rq, int64_t *agent)
{
	const char *name;
	enum rc rc = !req_path_id(rq, agent) ? RC_NOT_FOUND :
	    account_agent(rq->db, rq->mem, *agent, &name);

	if (rc == RC_NOT_FOUND)
		return req_fail(rq, rc, "no agent has this number");
	return rc == RC_OK ? coach(rq, *agent, 0) : rc;
}

enum rc
ask_coaching_remove(struct req *rq)
{
	int64_t id;
	enum rc rc = !req_path_id(rq, &id) ? RC_NOT_FOUND :
	    coaching_remove(rq->db, rq->mem, id, rq->who.name);

	if (rc == RC_OK)
		req_changed(rq, 0);
	return rc != RC_NOT_FOUND ? rc : req_fail(rq, rc,
	    "this was never said, or is taken back already");
}
