/* SPDX-License-Identifier: MIT */
/*
 * model/data - how fresh and how large the data is.
 *
 * Units:     counts; times in seconds, 0 when there is none.
 * Errors:    as db/db.h.
 */
#ifndef TIDEMARK_MODEL_DATA_H
#define TIDEMARK_MODEL_DATA_H

#include "base/rc.h"

#include <stdbool.h>
#include <stdint.h>

struct arena;
struct db;

struct data_state {
	int64_t version, changed_at;
	int64_t conversations;	/* counted ones */
	int64_t messages;	/* estimate of the planner's statistics */
	int64_t analysed_24h;
	int64_t oldest_at, newest_at, oldest_number, newest_number;
	int64_t modified_oldest_at, modified_newest_at;
	int64_t due;		/* conversations that wait for analysis */
	int64_t due_since;	/* the oldest of them */
	int64_t dirty;		/* hours that wait for recounting */
	int64_t crawl_page, crawl_pages, crawl_seen, crawl_total;
	int64_t crawl_started_at, crawl_done_at, crawl_updated_at;
	int64_t sweep_done_at;
	int64_t jobs_waiting, jobs_failed;
	int64_t ruleset_version;
};

enum rc	data_version(struct db *, struct arena *, int64_t *version,
	    int64_t *changed_at);
enum rc	data_bump(struct db *, struct arena *);
enum rc	data_state(struct db *, struct arena *, struct data_state *);

#endif
