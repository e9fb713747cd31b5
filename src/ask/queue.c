/* SPDX-License-Identifier: MIT */
#include "ask/queue.h"

#include <string.h>

#include "base/arena.h"
#include "model/calibration.h"

enum { NAMES_MAX = 1000, DAY_S = 86400 };

/* clang-format off */
const struct param cycle_form_params[] = {
	{ "name",     P_TEXT,   NULL, 1, CYCLE_NAME_MAX, NULL },
	{ "begins",   P_TIME,   NULL, 0, 0, NULL },
	{ "ends",     P_TIME,   NULL, 0, 0, NULL },
	{ "goal",     P_INT,    NULL, 1, CYCLE_GOAL_MAX, NULL },
	{ "mbox",     P_INT,    "0", 0, INT64_MAX, NULL },
	{ "category", P_TEXT,   "", 0, 64, NULL },
	{ "rating",   P_WORD,   "", 0, 0, "|great|okay|not_good" },
	{ "pick",     P_WORD,   "chance", 0, 0, CYCLE_PICKS },
	{ "blind",    P_BOOL,   "0", 0, 0, NULL },
	{ "csrf",     P_SECRET, "", 0, 200, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};
const struct param fill_form_params[] = {
	{ "reviewers", P_TEXT,   "", 0, NAMES_MAX, NULL },
	{ "csrf",      P_SECRET, "", 0, 200, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};
const struct param skip_form_params[] = {
	{ "reason", P_TEXT,   NULL, 1, SKIP_REASON_MAX, NULL },
	{ "csrf",   P_SECRET, "", 0, 200, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};
const struct param session_form_params[] = {
	{ "name",      P_TEXT,   NULL, 1, CYCLE_NAME_MAX, NULL },
	{ "reviewers", P_TEXT,   "", 0, NAMES_MAX, NULL },
	{ "replies",   P_IDS,    "", 0, SESSION_REPLIES_MAX, NULL },
	{ "chance",    P_INT,    "10", 1, SESSION_REPLIES_MAX, NULL },
	{ "csrf",      P_SECRET, "", 0, 200, NULL },
	{ NULL, 0, NULL, 0, 0, NULL },
};
/* clang-format on */

enum rc
ask_judged_by(struct req *rq, struct judged_by *out)
{
	struct quality_state state;
	enum rc rc = quality_state(rq->db, rq->mem, &state);

	if (rc == RC_OK)
		*out = (struct judged_by){ state.engine, state.rubric };
	return rc;
}

static bool
has_name(const char **names, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(names[i], name) == 0)
			return true;
	return false;
}

/* Each once. */
static size_t
split(struct arena *mem, const char *text, const char **names, size_t most)
{
	size_t n = 0;

	while (*text != '\0' && n < most) {
		size_t blank = strspn(text, ", \t");
		size_t len = strcspn(text + blank, ",");
		const char *name;

		text += blank;
		while (len > 0 && text[len - 1] == ' ')
			len--;
		name = arena_copy(mem, text, len);
		if (len > 0 && !has_name(names, n, name))
			names[n++] = name;
		text += strcspn(text, ",");
	}
	return n;
}

/* Who asks need not be among the users: it may be a program's token. */
static enum rc
read_reviewers(struct req *rq, const char ***out, size_t *n)
{
	const char **names = arena_array(rq->mem, REVIEWERS_MOST + 1,
	    sizeof(*names));
	const char **others = arena_array(rq->mem, REVIEWERS_MOST + 1,
	    sizeof(*others));
	const char *unknown = NULL;
	size_t n_others = 0;
	enum rc rc;

	*out = names;
	*n = split(rq->mem, req_text(rq, "reviewers"), names,
	    REVIEWERS_MOST + 1);
	if (*n > REVIEWERS_MOST)
		return req_fail(rq, RC_BAD_INPUT, "reviewers: at most %d "
		    "names", REVIEWERS_MOST);
	if (*n == 0)
		names[(*n)++] = rq->who.name;
	for (size_t i = 0; i < *n; i++)
		if (strcmp(names[i], rq->who.name) != 0)
			others[n_others++] = names[i];
	rc = reviewers_unknown(rq->db, rq->mem, others, n_others, &unknown);
	return rc != RC_OK || unknown == NULL ? rc : req_fail(rq, RC_BAD_INPUT,
	    "reviewers: nobody of the name %s may review", unknown);
}

enum rc
ask_cycle_add(struct req *rq)
{
	const struct cycle c = { 0, req_text(rq, "name"),
		req_int(rq, "begins"), req_int(rq, "ends"),
		req_int(rq, "goal"), req_int(rq, "mbox"), "",
		req_text(rq, "category"), req_text(rq, "rating"),
		req_text(rq, "pick"), req_int(rq, "blind"), rq->who.name,
		false };

	if (c.ends < c.begins)
		return req_fail(rq, RC_BAD_INPUT,
		    "begins must not be after ends");
	if (c.ends - c.begins >= CYCLE_DAYS_MAX * DAY_S)
		return req_fail(rq, RC_BAD_INPUT, "begins and ends may be at "
		    "most %d days apart", CYCLE_DAYS_MAX);
	return cycle_add(rq->db, rq->mem, &c);
}

static enum rc
no_cycle(struct req *rq, enum rc rc)
{
	return rc != RC_NOT_FOUND ? rc : req_fail(rq, rc,
	    "there is no such cycle, or it is closed");
}

enum rc
ask_cycle_fill(struct req *rq, int64_t *assigned)
{
	struct judged_by by;
	const char **names;
	size_t n;
	int64_t id;
	enum rc rc;

	if (!req_path_id(rq, &id))
		return RC_NOT_FOUND;
	rc = read_reviewers(rq, &names, &n);
	if (rc == RC_OK)
		rc = ask_judged_by(rq, &by);
	return rc != RC_OK ? rc : no_cycle(rq, cycle_fill(rq->db, rq->mem, id,
	    by, names, n, rq->who.name, assigned));
}

enum rc
ask_cycle_close(struct req *rq)
{
	int64_t id;

	return !req_path_id(rq, &id) ? RC_NOT_FOUND : no_cycle(rq,
	    cycle_close(rq->db, rq->mem, id, rq->who.name));
}

enum rc
ask_assignment_skip(struct req *rq)
{
	const char *reason = req_text(rq, "reason");
	int64_t message;
	enum rc rc;

	if (!req_path_id(rq, &message))
		return RC_NOT_FOUND;
	if (strspn(reason, " ") == strlen(reason))
		return req_fail(rq, RC_BAD_INPUT,
		    "reason: say why it is skipped");
	rc = assignment_skip(rq->db, rq->mem, message, rq->who.name, reason);
	if (rc == RC_OK)
		req_changed(rq, 0);
	return rc != RC_NOT_FOUND ? rc : req_fail(rq, rc,
	    "nothing of this reply is assigned to you");
}

enum rc
ask_session_add(struct req *rq, int64_t *id)
{
	struct session_input in = { .name = req_text(rq, "name"),
		.who = rq->who.name, .by_chance = req_int(rq, "chance") };
	struct judged_by by;
	const char **names = NULL;
	int64_t replies;
	enum rc rc = read_reviewers(rq, &names, &in.n_members);

	if (rc == RC_OK && in.n_members < 2)
		return req_fail(rq, RC_BAD_INPUT, "reviewers: two or more "
		    "calibrate, name them with commas between");
	if (rc == RC_OK)
		rc = ask_judged_by(rq, &by);
	if (rc != RC_OK)
		return rc;
	in.member = names;
	in.reply = req_ids(rq, "replies", &in.n_replies);
	in.engine = by.engine;
	in.rubric = by.rubric;
	rc = session_add(rq->db, rq->mem, &in, id, &replies);
	return rc != RC_OK || replies > 0 ? rc : req_fail(rq, RC_BAD_INPUT,
	    "replies: none of them is scored");
}

enum rc
ask_session_close(struct req *rq, int64_t *id)
{
	enum rc rc = !req_path_id(rq, id) ? RC_NOT_FOUND :
	    session_close(rq->db, rq->mem, *id, rq->who.name);

	return rc != RC_NOT_FOUND ? rc : req_fail(rq, rc,
	    "there is no such session, or it is closed");
}
