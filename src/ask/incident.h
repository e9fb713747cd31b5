/* SPDX-License-Identifier: MIT */
/*
 * ask/incident - what people ask of incidents: which, and to do what with one.
 *
 * Shape:     a route of an act has one of the tables below, and in its path the
 *            incident. *done is filled.
 * After:     the answer tells nginx that this person changed something.
 * Errors:    as model/incident.h, with the sentence that says why.
 */
#ifndef TIDEMARK_ASK_INCIDENT_H
#define TIDEMARK_ASK_INCIDENT_H

#include "http/req.h"
#include "model/incident.h"

#define INCIDENT_STATE_WORDS                                              \
	"open|new|ongoing|escalating|acknowledged|muted|regressed|resolved"
#define INCIDENT_QUERY_PARAMS                                             \
	{ "state", P_WORD, "", 0, 0, INCIDENT_STATE_WORDS },              \
	{ "category", P_TEXT, "", 0, 64, NULL },                          \
	{ "owner", P_TEXT, "", 0, INCIDENT_OWNER_MAX, NULL },             \
	{ "skip", P_INT, "0", 0, 100000, NULL }

extern const struct param incident_plain_params[], incident_mute_params[],
    incident_resolve_params[], incident_merge_params[],
    incident_owner_params[], incident_note_params[];

/* Of INCIDENT_QUERY_PARAMS. */
struct incident_query ask_incidents(struct req *, int64_t most);

/* A time parameter as seconds, in the zone that pages or JSON read it in. */
typedef int64_t ask_time(const struct req *, const char *name);

enum rc	ask_incident_acknowledge(struct req *, struct incident_done *);
enum rc	ask_incident_mute(struct req *, ask_time *, struct incident_done *);
enum rc	ask_incident_unmute(struct req *, struct incident_done *);
enum rc	ask_incident_resolve(struct req *, struct incident_done *);
enum rc	ask_incident_reopen(struct req *, struct incident_done *);
enum rc	ask_incident_merge(struct req *, struct incident_done *);
enum rc	ask_incident_owner(struct req *, struct incident_done *);
enum rc	ask_incident_note(struct req *, struct incident_done *);

#endif
