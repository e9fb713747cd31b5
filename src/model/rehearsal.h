/* SPDX-License-Identifier: MIT */
/*
 * model/rehearsal - what a rule of the detector would have raised.
 *
 * Shape:     a rehearsal waits as a job (kind DETECTOR_REHEARSAL); job/rehearse puts
 *            the stored history through analysis/lookout and stores the alarms
 *            at once. Rises of a category that are no more than quiet_hours
 *            apart are one alarm.
 * Ownership: all lives in the arena.
 * Errors:    RC_NOT_FOUND when there is none; else as db/db.h.
 */
#ifndef TIDEMARK_MODEL_REHEARSAL_H
#define TIDEMARK_MODEL_REHEARSAL_H

#include "model/detector.h"

#define DETECTOR_REHEARSAL "detector_rehearsal"

enum { REHEARSAL_ALARMS = 500, REHEARSAL_HOURS = 48 };

struct rehearsal {
	int64_t id;
	struct detector_rule rule;	/* who and created_at are the rehearsal's */
	int64_t weeks;
	int64_t done_at;		/* 0: not yet; what follows is of then */
	int64_t begins_at, ends_at;	/* what was judged */
	int64_t learned_days;		/* before that */
	double threshold;		/* at the end */
	/* of its job, until it is done */
	const char *state;		/* "" when the job is gone */
	int64_t done, total;
};

struct rehearsal_alarm {
	const char *category, *platform, *version;	/* "" */
	int64_t cluster_id;		/* 0: none */
	const char *group;		/* its title, "" */
	int64_t begins_at, raised_at, last_at;
	int64_t reports, seconds;	/* when it surprised most */
	double expected, chance;
	/* reports of the category by hour, from a day before it begins */
	int64_t hours[REHEARSAL_HOURS], hours_at;
};

/* An incident of the time that was judged. */
struct rehearsal_past {
	int64_t id, begins_at, raised_at;
	const char *title, *category;
	int64_t caught_at;	/* by the alarm that was first; 0: missed */
};

/* Also queues the job. */
enum rc	rehearsal_add(struct db *, struct arena *,
	    const struct detector_rule *, int64_t weeks, int64_t *id);
enum rc	rehearsal_find(struct db *, struct arena *, int64_t id,
	    struct rehearsal *);
/* The newest one; that of nobody is RC_NOT_FOUND. */
enum rc	rehearsal_newest(struct db *, struct arena *, struct rehearsal *);
/* With its alarms, in the caller's transaction; RC_NOT_FOUND: it is gone. */
enum rc	rehearsal_save(struct db *, struct arena *, const struct rehearsal *,
	    const struct rehearsal_alarm *, size_t n);
/* Newest first. */
enum rc	rehearsal_alarms(struct db *, struct arena *, int64_t id,
	    struct rehearsal_alarm **, size_t *n);
enum rc	rehearsal_incidents(struct db *, struct arena *, int64_t id,
	    struct rehearsal_past **, size_t *n);

/* Adds the alarms of a day: those that go on, and new ones. quiet_s: after which
 * one is over. *n grows up to most. */
void	rehearsal_merge(struct rehearsal_alarm *, size_t *n, size_t most,
	    const struct lookout_result *, int64_t quiet_s);

#endif
