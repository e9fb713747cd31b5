/* SPDX-License-Identifier: MIT */
/*
 * model/export - conversations with everything known about them, row by row.
 *
 * Source:    sql/queries/conversation_export.sql; docs/exports.md names and
 *            explains each column.
 * Shape:     export_columns[] lists the columns; a row is one text for each, ""
 *            where nothing is known. A time is its seconds as digits.
 * Memory:    constant: a row lives until fn returns.
 * Errors:    as db/db.h.
 */
#ifndef TIDEMARK_MODEL_EXPORT_H
#define TIDEMARK_MODEL_EXPORT_H

#include "base/rc.h"

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct db;
struct filter;

struct export_column {
	const char *name;
	bool is_time;
};

extern const struct export_column export_columns[];
extern const size_t export_columns_n;

/* Newest first; fn answers false to stop. */
enum rc	export_each(struct db *, struct arena *, const struct filter *,
	    bool (*fn)(void *ctx, const char *const *values), void *ctx);

#endif
