/* SPDX-License-Identifier: MIT */
#include "ask/incident.h"

#include "base/clock.h"

#include <string.h>

#define NOTE                                                \
	{                                                   \
		"note", P_TEXT, "", 0, INCIDENT_NOTE_MAX, NULL \
	}
#define END                               \
	{                                 \
		NULL, 0, NULL, 0, 0, NULL \
	}

/* clang-format off */
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

static enum rc
done(struct req *rq, const struct incident_done *d, enum rc rc)
{
	if (rc != RC_OK && d->why != NULL)
		return req_fail(rq, rc, "%s", d->why);
	if (rc == RC_OK)
		req_changed(rq, 0);
	return rc;
}

static enum rc
act(struct req *rq, const struct incident_input *in, struct incident_done *d)
{
	int64_t id;

	if (!req_path_id(rq, &id))
		return RC_NOT_FOUND;
	return done(rq, d, incident_act(rq->db, rq->mem, id, in, rq->who.name,
	    req_text(rq, "note"), d));
}

static enum rc
plain(struct req *rq, enum incident_act what, struct incident_done *d)
{
	return act(rq, &(struct incident_input){ .act = what,
	    .at = clock_now(), .version = "" }, d);
}

enum rc
ask_incident_acknowledge(struct req *rq, struct incident_done *d)
{
	return plain(rq, ACT_ACK, d);
}

enum rc
ask_incident_unmute(struct req *rq, struct incident_done *d)
{
	return plain(rq, ACT_UNMUTE, d);
}

enum rc
ask_incident_reopen(struct req *rq, struct incident_done *d)
{
	return plain(rq, ACT_REOPEN, d);
}

enum rc
ask_incident_mute(struct req *rq, ask_time *read, struct incident_done *d)
{
	bool to_time = req_given(rq, "until") && !req_given(rq, "for");
	const char *how = to_time ? "time" : req_text(rq, "for");
	struct incident_input in = { .act = ACT_MUTE, .at = clock_now(),
		.version = "" };

	if (strcmp(how, "1h") == 0)
		in.until = in.at + HOUR;
	else if (strcmp(how, "24h") == 0)
		in.until = in.at + DAY;
	else if (strcmp(how, "time") == 0)
		in.until = read(rq, "until");
	if (strcmp(how, "time") == 0 && in.until == 0)
		return req_fail(rq, RC_BAD_INPUT,
		    "until is needed: the time at which the mute ends");
	return act(rq, &in, d);
}

enum rc
ask_incident_resolve(struct req *rq, struct incident_done *d)
{
	const char *version = req_text(rq, "fixed_in");

	if (*version != '\0' && !version_is(version))
		return req_fail(rq, RC_BAD_INPUT, "fixed_in begins with a "
		    "number, as 2.5.1 does: what names none cannot be compared "
		    "with the versions of reports");
	return act(rq, &(struct incident_input){ .act = ACT_RESOLVE,
	    .at = clock_now(), .version = version }, d);
}

enum rc
ask_incident_merge(struct req *rq, struct incident_done *d)
{
	int64_t id;

	if (!req_path_id(rq, &id))
		return RC_NOT_FOUND;
	return done(rq, d, incident_merge(rq->db, rq->mem, id,
	    req_int(rq, "into"), clock_now(), rq->who.name,
	    req_text(rq, "note"), d));
}

enum rc
ask_incident_owner(struct req *rq, struct incident_done *d)
{
	int64_t id;

	if (!req_path_id(rq, &id))
		return RC_NOT_FOUND;
	return done(rq, d, incident_own(rq->db, rq->mem, id,
	    req_text(rq, "owner"), clock_now(), rq->who.name, d));
}

enum rc
ask_incident_note(struct req *rq, struct incident_done *d)
{
	int64_t id;

	if (!req_path_id(rq, &id))
		return RC_NOT_FOUND;
	return done(rq, d, incident_note(rq->db, rq->mem, id,
	    req_text(rq, "note"), clock_now(), rq->who.name, d));
}
