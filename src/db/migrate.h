/* SPDX-License-Identifier: MIT */
/*
 * db/migrate - brings the schema to the version that this binary needs.
 *
 * Source:    sql/migrations/NNN-name.sql, built into the program, applied in
 *            order, each in a transaction, under an advisory lock; never edited
 *            after landing (a checksum is compared).
 * Errors:    RC_CONFLICT when a migration that was applied has another text now
 *            or the database is newer than the program; else as db/db.h.
 */
#ifndef TIDEMARK_DB_MIGRATE_H
#define TIDEMARK_DB_MIGRATE_H

#include "base/rc.h"

#include <stddef.h>

struct db;

/* Migrations that this binary carries. */
size_t	migrate_needed(void);
/* *applied: how many were applied by this call. Waits for another run. */
enum rc	migrate_apply(struct db *, size_t *applied);
/* *version: number of the newest migration in the database; 0: none. */
enum rc	migrate_version(struct db *, size_t *version);

#endif
