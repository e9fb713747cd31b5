/* SPDX-License-Identifier: MIT */
/*
 * model/office - office hours: when somebody is there to answer.
 *
 * Source:    docs/metrics.md "Office hours"; SQL function office_open(), which
 *            knows the zone, its summer time, nights and weekends.
 * Shape:     spans of a stretch of time, in order, none touching another.
 *            `set` is false while no weekday has hours: then nothing is said
 *            about them.
 * Units:     seconds; weekday 1 is Monday; opens and closes "HH:MM".
 * Errors:    as db/db.h.
 */
#ifndef TIDEMARK_MODEL_OFFICE_H
#define TIDEMARK_MODEL_OFFICE_H

#include "base/rc.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct db;

enum { WEEKDAYS = 7 };

struct office_span {
	int64_t opens, closes;
};

struct office {
	struct office_span *span;
	size_t n;
	bool set;
};

/* The open spans of [from, to) in a zone that exists. */
enum rc	office_read(struct db *, struct arena *, int64_t from, int64_t to,
	    const char *zone, struct office *);
/* How much of [from, to) was open; both inside what was read. */
int64_t	office_seconds(const struct office *, int64_t from, int64_t to);
/* Joins spans that overlap or touch; they are in order of opens. */
void	office_join(struct office *);

struct office_day {
	const char *opens, *closes;	/* "" on a closed day */
};

/* By weekday, Monday first. */
enum rc	office_days(struct db *, struct arena *,
	    struct office_day day[static WEEKDAYS]);
/* Replaces all seven, with the audit, in one transaction; marks what was counted
 * by them, after any fold that is under way. */
enum rc	office_save(struct db *, struct arena *,
	    const struct office_day day[static WEEKDAYS], const char *zone,
	    const char *who);
/* Has first replies counted anew when the account's zone is another one. */
enum rc	office_zone(struct db *, struct arena *, const char *zone);

#endif
