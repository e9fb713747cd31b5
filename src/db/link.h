/* SPDX-License-Identifier: MIT */
/*
 * db/link - statements that are not files: for db/migrate.c, which must work
 * before the tables that prepared queries need exist.
 *
 * Errors:    as db/db.h; what names the statement in the log.
 */
#ifndef TIDEMARK_DB_LINK_H
#define TIDEMARK_DB_LINK_H

#include "base/rc.h"

#include <stdint.h>

struct db;

enum rc	db_exec_text(struct db *, const char *what, const char *sql);
/* *first: the first value of the only row, as a number; 0 without a row. */
enum rc	db_exec_params(struct db *, const char *what, const char *sql,
	    const char *const *values, int n, int64_t *first);

#endif
