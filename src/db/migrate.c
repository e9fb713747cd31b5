/* SPDX-License-Identifier: MIT */
#include "db/migrate.h"

#include "base/log.h"
#include "base/sbuf.h"
#include "db/db.h"
#include "db/link.h"

#include <stdint.h>

static const struct {
	const char *name, *sql;
} migrations[] = {
#define MIGRATION(name, sql) { name, sql },
#include "db/migrations.def"
#undef MIGRATION
};

enum { N_MIGRATIONS = sizeof(migrations) / sizeof(*migrations) };

size_t
migrate_needed(void)
{
	return N_MIGRATIONS;
}

/* FNV-1a, enough to notice an edit. */
static int64_t
checksum(const char *s)
{
	uint64_t h = UINT64_C(14695981039346656037);

	for (; *s != '\0'; s++)
		h = (h ^ (unsigned char)*s) * UINT64_C(1099511628211);
	return (int64_t)(h >> 1);
}

static enum rc
apply_one(struct db *db, size_t i)
{
	struct sbuf number = SBUF_INIT, sum = SBUF_INIT;
	const char *values[3];
	enum rc rc;

	sbuf_int(&number, (long long)i + 1);
	sbuf_int(&sum, checksum(migrations[i].sql));
	values[0] = number.s;
	values[1] = migrations[i].name;
	values[2] = sum.s;
	rc = db_begin(db);
	if (rc == RC_OK)
		rc = db_exec_text(db, migrations[i].name, migrations[i].sql);
	if (rc == RC_OK)
		rc = db_exec_params(db, "migration_record",
		    "insert into schema_migration (version, name, checksum)"
		    " values ($1, $2, $3)", values, 3, NULL);
	if (rc == RC_OK)
		rc = db_commit(db);
	else
		db_rollback(db);
	LOG(INFO, "migration", L_STR("name", migrations[i].name), L_RC(rc));
	sbuf_free(&number);
	sbuf_free(&sum);
	return rc;
}

static enum rc
check_one(struct db *db, size_t i)
{
	struct sbuf number = SBUF_INIT;
	const char *value;
	int64_t sum = 0;
	enum rc rc;

	sbuf_int(&number, (long long)i + 1);
	value = number.s;
	rc = db_exec_params(db, "migration_checksum",
	    "select checksum from schema_migration where version = $1", &value,
	    1, &sum);
	sbuf_free(&number);
	if (rc == RC_OK && sum != checksum(migrations[i].sql)) {
		LOG(ERROR, "migration_edited", L_STR("name",
		    migrations[i].name));
		return RC_CONFLICT;
	}
	return rc;
}

enum rc
migrate_version(struct db *db, size_t *version)
{
	int64_t n = 0;
	enum rc rc;

	rc = db_exec_params(db, "migration_table",
	    "select count(*) from pg_class where relname = 'schema_migration'"
	    " and relnamespace = 'public'::regnamespace",
	    NULL, 0, &n);
	if (rc == RC_OK && n > 0)
		rc = db_exec_params(db, "migration_version",
		    "select coalesce(max(version), 0) from schema_migration",
		    NULL, 0, &n);
	*version = (size_t)n;
	return rc;
}

static enum rc
apply_all(struct db *db, size_t *applied)
{
	size_t version;
	enum rc rc = migrate_version(db, &version);

	if (rc == RC_OK && version > N_MIGRATIONS) {
		LOG(ERROR, "database_is_newer", L_INT("version", version),
		    L_INT("program", N_MIGRATIONS));
		return RC_CONFLICT;
	}
	for (size_t i = 0; rc == RC_OK && i < N_MIGRATIONS; i++) {
		if (i < version) {
			rc = check_one(db, i);
			continue;
		}
		rc = apply_one(db, i);
		*applied += rc == RC_OK;
	}
	return rc;
}

enum rc
migrate_apply(struct db *db, size_t *applied)
{
	enum rc rc;

	*applied = 0;
	rc = db_exec_text(db, "migration_start",
	    "select pg_advisory_lock(7313530001);"
	    "create table if not exists schema_migration ("
	    " version int primary key, name text not null,"
	    " checksum bigint not null,"
	    " applied_at timestamptz not null default now())");
	if (rc != RC_OK)
		return rc;
	rc = apply_all(db, applied);
	(void)db_exec_text(db, "migration_end",
	    "select pg_advisory_unlock(7313530001)");
	return rc;
}
