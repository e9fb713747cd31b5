/* SPDX-License-Identifier: MIT */
#include "model/data.h"

#include "db/db.h"

#include <stddef.h>

enum rc
data_version(struct db *db, struct arena *mem, int64_t *version,
    int64_t *changed_at)
{
	struct rows rows;
	enum rc rc = db_rows(db, mem, Q_data_version, &rows, NO_ARGS);

	if (rc != RC_OK)
		return rc;
	*version = row_int(&rows, 0, 0);
	*changed_at = row_int(&rows, 0, 1);
	return RC_OK;
}

enum rc
data_bump(struct db *db, struct arena *mem)
{
	return db_run(db, mem, Q_data_version_bump, NO_ARGS);
}

enum rc
data_state(struct db *db, struct arena *mem, struct data_state *s)
{
	/* In the order of the query's columns. */
	int64_t *const to[] = {
		&s->version, &s->changed_at, &s->conversations, &s->messages,
		&s->analysed_24h, &s->oldest_at, &s->newest_at,
		&s->oldest_number, &s->newest_number, &s->modified_oldest_at,
		&s->modified_newest_at, &s->due, &s->due_since, &s->dirty,
		&s->crawl_page, &s->crawl_pages, &s->crawl_seen,
		&s->crawl_total, &s->crawl_started_at, &s->crawl_done_at,
		&s->crawl_updated_at, &s->sweep_done_at, &s->jobs_waiting,
		&s->jobs_failed, &s->ruleset_version,
	};
	struct rows rows;
	enum rc rc = db_rows(db, mem, Q_data_state, &rows, NO_ARGS);

	if (rc != RC_OK)
		return rc;
	for (size_t i = 0; i < sizeof(to) / sizeof(*to); i++)
		*to[i] = row_int(&rows, 0, (int)i);
	return RC_OK;
}
