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
 * Quiet:     what has not risen for quiet_s is resolved by the program, whatever
 *            its state: it is back to usual.
 * Fixed in:  resolved as fixed in a version, an incident comes back by reports of
 *            that version or a later one; those of older versions are kept in
 *            the record and wake nobody. A rise that is not mostly of older
 *            versions brings it back within REGRESS_S; a later one is another
 *            incident.
 * Refused:   an act that makes no sense in a state changes nothing and says why;
 *            the same act twice (two people press at once) is kept, not refused.
 * Units:     seconds since the epoch, 0 for none; rates in reports an hour.
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
	INCIDENT_REGRESS_S = 7 * 86400
};

struct incident {
	enum incident_state state;
	enum severity severity;
	int64_t raised_at, last_rise, ended_at;
	int64_t mute_until;	/* of muted; 0: until it gets worse */
	double told_rate;	/* when people were last told */
	const char *fixed_in;	/* a version, "" */
};

struct incident_input {
	enum incident_act act;
	int64_t at;
	double rate;		/* of RAISE and RISE */
	enum severity severity;	/* of RAISE and RISE */
	bool old;		/* of RISE: most of its reports name a version
				 * older than the one it was fixed in */
	const char *version;	/* of REPORT and RESOLVE: fixed in; "" */
	int64_t until;		/* of MUTE; 0: until it gets worse */
	int64_t quiet_s;	/* of TICK */
};

enum incident_outcome {
	INCIDENT_KEPT,		/* nothing changed that a person would see */
	INCIDENT_CHANGED,	/* state or what it says: to be stored and shown */
	INCIDENT_REFUSED	/* *why says why */
};

/* *tell: people are to be told in words, beside what the state shows. */
enum incident_outcome incident_next(const struct incident *,
		    const struct incident_input *, struct incident *next,
		    bool *tell, const char **why);

/* Whether a rise reopens one that was resolved. If not, and it is not old, it is
 * another incident. */
bool	incident_would_return(const struct incident *,
	    const struct incident_input *);

bool	incident_is_open(enum incident_state);
const char *incident_state_word(enum incident_state);
/* INCIDENT_STATES when there is none of that name. */
enum incident_state incident_state_of(const char *word);
const char *incident_act_word(enum incident_act);

/* < 0, 0, > 0. Numbers between dots are compared as numbers, what is missing is
 * 0, and a mark behind a number ("2.4.1-beta") stands before the number alone. */
int	version_compare(const char *, const char *);

#endif
