/* SPDX-License-Identifier: MIT */
/*
 * model/incident - what rose above the usual (table incident).
 *
 * Shape:     incident_rise() opens the incident of a category or lets the open one
 *            go on.
 * Units:     seconds since the epoch; rates in reports an hour.
 * Errors:    as db/db.h.
 */
#ifndef TIDEMARK_MODEL_INCIDENT_H
#define TIDEMARK_MODEL_INCIDENT_H

#include "analysis/incident.h"
#include "base/rc.h"

struct arena;
struct db;

struct incident_rise {
	const char *category;	/* "": the total */
	const char *platform, *app_version;	/* "": not narrowed */
	int64_t cluster_id;	/* 0: none */
	int64_t begins_at, at;	/* the window that rose, until when was looked */
	int64_t reports;
	double expected;
	int64_t seconds;
	double chance, rate;	/* rate: above the usual */
	enum severity severity;
	bool old;
};

/* In the caller's transaction or its own statement; *id is the incident's. */
enum rc	incident_rise(struct db *, struct arena *, const struct incident_rise *,
	    int64_t *id);

#endif
