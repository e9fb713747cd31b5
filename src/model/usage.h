/* SPDX-License-Identifier: MIT */
/*
 * model/usage - what models were asked, one call at a time and summed by day.
 *
 * Source:    docs/metrics.md "usage"; asking_usage() (model/asking.h) writes both.
 * Shape:     a call is in vain when nothing came of it that is of use: why is said.
 * Units:     money in millionths of a dollar, days in UTC.
 * Ownership: all lives in the arena; of usage_calls_each() until fn returns.
 * Errors:    as db/db.h.
 */
#ifndef TIDEMARK_MODEL_USAGE_H
#define TIDEMARK_MODEL_USAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/rc.h"

struct arena;
struct db;

struct usage_row {
	const char *day;	/* "" of all days together */
	int64_t at;		/* its begin, epoch in UTC; 0 likewise */
	const char *engine, *purpose, *model;
	int64_t calls, failures, input, cached, output, cost, took_ms;
};

/* by_day: newest first; else the dearest first. */
enum rc	usage_list(struct db *, struct arena *, int64_t days, bool by_day,
	    struct usage_row **, size_t *n);

/* ---- single calls ---- */

#define USAGE_RESULTS "answered|failed"

struct usage_filter {
	const char *purpose, *engine, *model;	/* "" all */
	const char *result;	/* one of USAGE_RESULTS, "" both */
	int64_t from, to;	/* seconds, to excluded; 0 no bound */
};

struct usage_call {
	int64_t id, at;
	const char *engine, *purpose, *model;
	const char *error;	/* why it was in vain; NULL: it was not */
	/* asked about; 0: nothing stored, or several */
	int64_t conversation, number, message;
	int64_t things;		/* conversations or replies */
	int64_t input, cached, output, cost, took_ms;
};

/* Newest first; before: only what is older than this call, 0: all. */
enum rc	usage_calls(struct db *, struct arena *, const struct usage_filter *,
	    int64_t before, int64_t most, struct usage_call **, size_t *n);
/* All of them; fn answers false to stop. */
enum rc	usage_calls_each(struct db *, struct arena *,
	    const struct usage_filter *,
	    bool (*fn)(void *ctx, const struct usage_call *), void *ctx);

struct usage_total {
	int64_t calls, failures, cost;
};

enum rc	usage_calls_total(struct db *, struct arena *,
	    const struct usage_filter *, struct usage_total *);

/* What there is to choose from. */
struct usage_choices {
	const char **purpose, **engine, **model;	/* by name */
	size_t n_purpose, n_engine, n_model;
};

enum rc	usage_choices(struct db *, struct arena *, struct usage_choices *);

#endif
