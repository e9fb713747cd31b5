/* SPDX-License-Identifier: MIT */
/*
 * model/incident - incidents as they are stored: raised by the detector, ended by
 * time, worked on by people.
 *
 * Source:    docs/metrics.md "Incidents"; sql/queries/incident_*.sql; what may
 *            follow what is analysis/incident.
 * Subject:   one open incident a category ('' is the total). A rise of a platform
 *            or a version is one of its category and says where it mostly is; a
 *            rise of a group alone is about the group until more rises. The total
 *            counts when open incidents explain less than half of what is above
 *            the usual, so it comes last of the rises of one look.
 * Members:   counted conversations of its categories (and group), created from
 *            its begin to its end: what the list shows under the same filter.
 * Steps:     each is a transaction of its own, one at a time (incident_lock.sql),
 *            with the row locked: who comes second finds what the first one left.
 *            A step that people see leaves a line of the record, rows of the
 *            outbox (slack, live) and a new version of the data; one by a person
 *            also an audit row. A step that changes nothing leaves nothing.
 * Units:     seconds; rates in reports an hour above the usual.
 * Ownership: everything lives in the arena.
 * Errors:    RC_NOT_FOUND for an incident that is not there, RC_CONFLICT for what
 *            cannot be done to it, *why says it; else as db/db.h.
 */
#ifndef TIDEMARK_MODEL_INCIDENT_H
#define TIDEMARK_MODEL_INCIDENT_H

#include "analysis/incident.h"
#include "base/rc.h"
#include "model/conversation.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct db;

/* ---- what programs do ---- */

struct incident_rise {
	const char *category;	/* "": the total */
	const char *platform, *app_version;	/* "": all of them */
	int64_t cluster_id;	/* 0: all of it */
	int64_t begins_at, at;	/* since when it rose, in that window */
	int64_t reports;	/* of the window that rose, which ends at "at" */
	double expected;
	int64_t seconds;	/* its length */
	double chance, rate;
	/* what is believed where no report is stored; otherwise what is common
	 * among the reports of the window counts */
	enum severity severity;
	bool old;		/* most reports name a version older than the fix */
};

/* *id: the incident that the rise belongs to; 0: it is explained by others. */
enum rc	incident_rise(struct db *, struct arena *, const struct incident_rise *,
	    int64_t *id);
/* Ends mutes, and what is quiet (0: that is not known); new ones become ongoing. */
enum rc	incident_tick(struct db *, struct arena *, int64_t now,
	    int64_t quiet_s);
/* Resolved ones that a version was said to mend come back when a report like
 * theirs (of a group of their members) names that version or a later one. */
enum rc	incident_reports(struct db *, struct arena *, int64_t now);

/* ---- what people do ---- */

enum { INCIDENT_NOTE_MAX = 2000, INCIDENT_OWNER_MAX = 80,
	INCIDENT_VERSION_MAX = 40 };

struct incident_done {
	enum incident_outcome outcome;
	enum incident_state state;	/* that it is in now */
	const char *why;		/* with RC_CONFLICT and RC_NOT_FOUND */
};

/* who: a user, or "slack:NAME"; note: "" for none. */
enum rc	incident_act(struct db *, struct arena *, int64_t id,
	    const struct incident_input *, const char *who, const char *note,
	    struct incident_done *);
/* It ends, and what rises of its category belongs to the other one from now on. */
enum rc	incident_merge(struct db *, struct arena *, int64_t id, int64_t into,
	    int64_t at, const char *who, const char *note,
	    struct incident_done *);
/* owner "": nobody. */
enum rc	incident_own(struct db *, struct arena *, int64_t id, const char *owner,
	    int64_t at, const char *who, struct incident_done *);
enum rc	incident_note(struct db *, struct arena *, int64_t id, const char *text,
	    int64_t at, const char *who, struct incident_done *);

/* A button in Slack, stored before anything is done. RC_CONFLICT: this very
 * request came before. */
struct press;
enum rc	incident_press_add(struct db *, struct arena *, const char *signature,
	    const struct press *, int64_t id);
/* Carries out the press that waits longest, once, with who pressed told of what
 * could not be done; *more: there may be another. Waits for others who change
 * incidents for two seconds and a half at most; what could not be done then is
 * tried again by the next call, for half an hour. */
enum rc	incident_press_next(struct db *, struct arena *, bool *more);
/* Tells who pressed that it is done later. */
enum rc	incident_press_busy(struct db *, struct arena *, const char *signature,
	    const struct press *);

/* ---- what is known ---- */

enum { INCIDENT_SPARK = 32 };

struct incident_row {
	int64_t id;
	const char *category, *also;	/* also: more, with commas */
	int64_t cluster_id;		/* 0: not about one group */
	const char *group, *platform, *app_version;
	struct incident s;
	const char *title, *owner;
	int64_t begins_at;
	int64_t reports;		/* of the last rise */
	double expected;
	int64_t seconds;
	double chance;
	int64_t merged_into, version, updated_at;
	/* of incident_list() and incident_one() alone */
	int64_t conversations, customers;	/* members */
	const char *channel, *thread;	/* of its alert in Slack, "" */
	/* members, and a day before, by 32nd of that time */
	int64_t spark[INCIDENT_SPARK];
};

struct incident_query {
	const char *state;	/* a state, open, "" all */
	const char *category;	/* "" all, total */
	const char *owner;	/* "" all, - nobody */
	int64_t skip, most;
	bool changed;		/* last changed first; else open ones first, most
				 * severe first, then those open the longest */
};

/* Those that were merged away are left out. */
enum rc	incident_list(struct db *, struct arena *, const struct incident_query *,
	    struct incident_row **, size_t *n, int64_t *all);
enum rc	incident_one(struct db *, struct arena *, int64_t id,
	    struct incident_row *);
/* The open ones without counts: most severe first, then open the longest. */
enum rc	incident_open(struct db *, struct arena *, struct incident_row **,
	    size_t *n);

/* Its categories as the filters of lists take them. */
const char *incident_categories(struct arena *, const struct incident_row *);
/* Its members, as the filter of a list. */
struct filter incident_filter(struct arena *, const struct incident_row *);
/* "Crashes, mostly on Android: 38 reports of 31 customers since 09:00, 9× the
 * usual"; of a row with counts. when: "since 09:00". */
const char *incident_says(struct arena *, const struct incident_row *,
	    const char *when);

struct incident_tally {
	const char *state, *severity;
	int64_t n;
};
enum rc	incident_tallies(struct db *, struct arena *, struct incident_tally **,
	    size_t *n);

/* Conversations of a window that belong to resolved incidents, by their own
 * severity; state is "". */
struct window;
enum rc	incident_over(struct db *, struct arena *, const struct window *,
	    struct incident_tally **, size_t *n);

struct incident_choice {
	const char *dimension, *key;	/* category, owner */
	int64_t n;
};
enum rc	incident_choices(struct db *, struct arena *,
	    struct incident_choice **, size_t *n);

struct incident_event {
	int64_t id;
	const char *kind, *from, *to, *who;
	int64_t at;
	const char *note, *title;
	int64_t until;			/* of muted; 0 */
	const char *fixed_in;
	int64_t other;			/* of merged, took in */
	int64_t conversations, customers;	/* then */
	const char *owner;
};

enum rc	incident_events(struct db *, struct arena *, int64_t id, int64_t most,
	    struct incident_event **, size_t *n);

struct incident_like {
	struct incident_row row;
	bool shares_group, same_place;
};
enum rc	incident_similar(struct db *, struct arena *, int64_t id, int64_t most,
	    struct incident_like **, size_t *n);

struct incident_group {
	int64_t id;
	const char *title;
	int64_t conversations, customers;
};
enum rc	incident_groups(struct db *, struct arena *, int64_t id, int64_t most,
	    struct incident_group **, size_t *n);

struct hour_count;
/* Conversations of its subject by hour, whether members or not. */
enum rc	incident_hours(struct db *, struct arena *, int64_t id, int64_t from,
	    int64_t to, struct hour_count **, size_t *n);

#endif
