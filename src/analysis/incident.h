/* SPDX-License-Identifier: MIT */
/*
 * analysis/incident - the life of an incident: one pure function.
 *
 * Shape:     incident_next() takes an incident and what happened, and answers the
 *            incident after it, whether it changed, and whether people are told.
 *            It knows no clock and no database; storing is model/incident.
 * States:    new (for ONGOING_S), ongoing, escalating (twice what was last told,
 *            or more severe), acknowledged, muted (until a time, or until it
 *            gets worse), resolved, regressed (came back after it was resolved).
 *            All but resolved are open.
 * Worse:     while it is open, severity and the rate that was told only rise. In
 *            its first hour a rate may grow without being told again.
 * Quiet:     what has not risen for quiet_s is resolved by the program, whatever
 *            its state: it is back to usual, and ended when it last rose.
 * Fixed in:  resolved as fixed in a version, an incident comes back by reports of
 *            that version or a later one; those of older versions are kept in
 *            the record and wake nobody (rises for OLD_S: what breaks long after
 *            is another matter). A rise that is not mostly of older versions
 *            brings it back within REGRESS_S; a later one is another incident.
 * Refused:   an act that makes no sense in a state changes nothing and says why;
 *            the same act twice (two people press at once) is kept, not refused.
 * Clock:     may jump: no time of an incident ever goes back, and it never ends
 *            before it was raised.
 * Units:     seconds since the epoch, 0 for none; rates in reports an hour above
 *            the usual.
 * Ownership: texts are the caller's; they are copied by pointer.
 */
#ifndef TIDEMARK_ANALYSIS_INCIDENT_H
#define TIDEMARK_ANALYSIS_INCIDENT_H

#include "analysis/analyse.h"

#include <stdbool.h>
#include <stdint.h>

enum incident_state {
#define STATE(name, word, open) INCIDENT_##name,
#include "analysis/incident.def"
#undef STATE
	INCIDENT_STATES
};

enum incident_act {
#define ACT(name, word, who) ACT_##name,
#include "analysis/incident.def"
#undef ACT
	INCIDENT_ACTS
};

enum {
	INCIDENT_ONGOING_S = 3600,
	INCIDENT_REGRESS_S = 7 * 86400,
	INCIDENT_OLD_S = 30 * 86400
};

struct incident {
	enum incident_state state;
	enum severity severity;
	int64_t raised_at, last_rise, ended_at;
	int64_t mute_until;   /* of muted; 0: until it gets worse */
	double told_rate;     /* when people were last told */
	const char *fixed_in; /* a version, "" */
};

struct incident_input {
	enum incident_act act;
	int64_t at;
	double rate;            /* of RAISE and RISE */
	enum severity severity; /* of RAISE and RISE */
	bool old;               /* of RISE: most of its reports name a version
				 * older than the one it was fixed in */
	const char *version;    /* of REPORT and RESOLVE: fixed in; "" */
	int64_t until;          /* of MUTE; 0: until it gets worse */
	int64_t quiet_s;        /* of TICK; 0: whether it is quiet is not known */
};

enum incident_outcome {
	INCIDENT_KEPT,    /* nothing changed that a person would see */
	INCIDENT_CHANGED, /* state or what it says: to be stored and shown */
	INCIDENT_REFUSED  /* *why says why */
};

/* *tell: people are to be told in words, beside what the state shows. */
enum incident_outcome incident_next(const struct incident *,
    const struct incident_input *, struct incident *next, bool *tell,
    const char **why);

/* What a rise does to one that is resolved. */
enum incident_return {
	INCIDENT_ANOTHER, /* nothing: it is another incident */
	INCIDENT_RETURNS,
	INCIDENT_RECORDED /* nothing, and it is no other one either */
};

enum incident_return incident_returns(
    const struct incident *, const struct incident_input *);

bool incident_is_open(enum incident_state);
const char *incident_state_word(enum incident_state);
/* INCIDENT_STATES when there is none of that name. */
enum incident_state incident_state_of(const char *word);
const char *incident_act_word(enum incident_act);
bool incident_by_person(enum incident_act);
/* What the record calls a step from one to the next: a deed's word, or "went
 * on", "escalated", "regressed", "quieted", "mute ended", "more severe"
 * (while it is muted). */
const char *incident_step_word(
    const struct incident *, const struct incident *next, enum incident_act);

/* The highest severity that is common among reports: a quarter of them are at
 * least that severe. n: by severity. */
enum severity incident_severity(const int64_t n[static 4]);

/* Where a rise mostly is. A place (a platform, a version) that rose by itself
 * is named when most of the reports that name any name it, and no longer when
 * fewer than half do. */
struct incident_share {
	int64_t here, named;
};
bool incident_narrows(const struct incident_share *);
bool incident_widens(const struct incident_share *);

/* < 0, 0, > 0. Numbers between dots are compared as numbers, what is missing is
 * 0, and a mark behind a number ("2.4.1-beta") stands before the number alone. A
 * v before all ("v2.4.1") says nothing. */
int version_compare(const char *, const char *);
/* What can be compared: it begins with a number. */
bool version_is(const char *);

#endif
