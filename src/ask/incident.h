/* SPDX-License-Identifier: MIT */
/*
 * ask/incident - what people ask of incidents: which, and to do what with one.
 *
 * Shape:     a route of a deed has one of the tables below, and in its path the
 *            incident and, at the end, the name of the deed.
 * After:     the answer tells nginx that this person changed something.
 * Errors:    as model/incident.h, with the sentence that says why.
 */
#ifndef TIDEMARK_ASK_INCIDENT_H
#define TIDEMARK_ASK_INCIDENT_H

#include "http/req.h"
#include "model/incident.h"

/* clang-format off */
#define INCIDENT_STATE_WORDS \
	"open|new|ongoing|escalating|acknowledged|muted|regressed|resolved"
#define INCIDENT_QUERY_PARAMS \
	{ "state",    P_WORD, "", 0, 0, INCIDENT_STATE_WORDS }, \
	{ "category", P_TEXT, "", 0, 64, NULL }, \
	{ "owner",    P_TEXT, "", 0, INCIDENT_OWNER_MAX, NULL }, \
	{ "skip",     P_INT,  "0", 0, 100000, NULL }
/* clang-format on */

extern const struct param incident_plain_params[], incident_mute_params[],
    incident_resolve_params[], incident_merge_params[], incident_owner_params[],
    incident_note_params[];

/* Of INCIDENT_QUERY_PARAMS. */
struct incident_query ask_incidents(struct req *, int64_t most);

/* A time parameter as seconds, in the zone that pages or JSON read it in. */
typedef int64_t ask_time(const struct req *, const char *name);

/* Does what the path names; *done is filled. */
enum rc ask_incident(struct req *, ask_time *, struct incident_done *done);

#endif
