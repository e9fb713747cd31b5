/* SPDX-License-Identifier: MIT */
#include "ask/incident.h"

#include "base/clock.h"
#include "base/table.h"
#include "http/route.h"

#include <assert.h>
#include <string.h>

/* clang-format off */
#define NOTE { "note", P_TEXT, "", 0, INCIDENT_NOTE_MAX, NULL }
#define END  { NULL, 0, NULL, 0, 0, NULL }

const struct param incident_plain_params[] = { NOTE, END };
const struct param incident_mute_params[] = {
	{ "for",   P_WORD, "worse", 0, 0, "1h|24h|time|worse" },
	{ "until", P_TIME, "", 0, 0, NULL }, NOTE, END,
};
const struct param incident_resolve_params[] = {
	{ "fixed_in", P_TEXT, "", 0, INCIDENT_VERSION_MAX, NULL }, NOTE, END,
};
const struct param incident_merge_params[] = {
	{ "into", P_INT, NULL, 1, INT64_MAX, NULL }, NOTE, END,
};
const struct param incident_owner_params[] = {
	{ "owner", P_TEXT, "", 0, INCIDENT_OWNER_MAX, NULL }, END,
};
const struct param incident_note_params[] = {
	{ "note", P_TEXT, NULL, 1, INCIDENT_NOTE_MAX, NULL }, END,
};
/* clang-format on */

struct incident_query
ask_incidents(struct req *rq, int64_t most)
{
	return (struct incident_query){ req_text(rq, "state"),
		req_text(rq, "category"), req_text(rq, "owner"),
		req_int(rq, "skip"), most, false };
}

/* ---- deeds ---- */

struct asked {
	struct req *rq;
	int64_t id;
	ask_time *time;
	struct incident_done *done;
};

static enum rc
act(const struct asked *a, struct incident_input in)
{
	in.at = clock_now();
	if (in.version == NULL)
		in.version = "";
	return incident_act(a->rq->db, a->rq->mem, a->id, &in, a->rq->who.name,
	    req_text(a->rq, "note"), a->done);
}

static enum rc
acknowledge(const struct asked *a)
{
	return act(a, (struct incident_input){ .act = ACT_ACK });
}

static enum rc
unmute(const struct asked *a)
{
	return act(a, (struct incident_input){ .act = ACT_UNMUTE });
}

static enum rc
reopen(const struct asked *a)
{
	return act(a, (struct incident_input){ .act = ACT_REOPEN });
}

static enum rc
mute(const struct asked *a)
{
	bool to_time = req_given(a->rq, "until") && !req_given(a->rq, "for");
	const char *how = to_time ? "time" : req_text(a->rq, "for");
	struct incident_input in = { .act = ACT_MUTE };

	if (strcmp(how, "1h") == 0)
		in.until = clock_now() + HOUR;
	else if (strcmp(how, "24h") == 0)
		in.until = clock_now() + DAY;
	else if (strcmp(how, "time") == 0)
		in.until = a->time(a->rq, "until");
	if (strcmp(how, "time") == 0 && in.until == 0)
		return req_fail(a->rq, RC_BAD_INPUT,
		    "until is needed: the time at which the mute ends");
	return act(a, in);
}

static enum rc
resolve(const struct asked *a)
{
	const char *version = req_text(a->rq, "fixed_in");

	if (*version != '\0' && !version_is(version))
		return req_fail(a->rq, RC_BAD_INPUT,
		    "fixed_in begins with a "
		    "number, as 2.5.1 does: what names none cannot be compared "
		    "with the versions of reports");
	return act(a,
	    (struct incident_input){ .act = ACT_RESOLVE, .version = version });
}

static enum rc
merge(const struct asked *a)
{
	return incident_merge(a->rq->db, a->rq->mem, a->id,
	    req_int(a->rq, "into"), clock_now(), a->rq->who.name,
	    req_text(a->rq, "note"), a->done);
}

static enum rc
own(const struct asked *a)
{
	return incident_own(a->rq->db, a->rq->mem, a->id,
	    req_text(a->rq, "owner"), clock_now(), a->rq->who.name, a->done);
}

static enum rc
note(const struct asked *a)
{
	return incident_note(a->rq->db, a->rq->mem, a->id,
	    req_text(a->rq, "note"), clock_now(), a->rq->who.name, a->done);
}

/* By the last part of the path. */
static const struct {
	const char *name;
	enum rc (*ask)(const struct asked *);
} deeds[] = {
	{ "acknowledge", acknowledge },
	{ "mute", mute },
	{ "unmute", unmute },
	{ "resolve", resolve },
	{ "reopen", reopen },
	{ "merge", merge },
	{ "owner", own },
	{ "notes", note },
};

enum rc
ask_incident(struct req *rq, ask_time *time, struct incident_done *done)
{
	struct asked a = { .rq = rq, .time = time, .done = done };
	size_t i = TABLE_FIND(deeds, name, strrchr(rq->route->path, '/') + 1);
	enum rc rc;

	assert(i < TABLE_LEN(deeds));
	*done = (struct incident_done){ 0 };
	if (!req_path_id(rq, &a.id))
		return RC_NOT_FOUND;
	rc = deeds[i].ask(&a);
	if (rc != RC_OK && done->why != NULL)
		return req_fail(rq, rc, "%s", done->why);
	if (rc == RC_OK)
		req_changed(rq, 0);
	return rc;
}
