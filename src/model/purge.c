/* SPDX-License-Identifier: MIT */
#include "model/purge.h"

#include "base/arena.h"
#include "base/json.h"
#include "base/sbuf.h"
#include "db/db.h"
#include "model/account.h"
#include "model/data.h"
#include "model/queue.h"

#include <string.h>

static const struct {
	const char *name, *word;
} whats[PURGE_WHATS] = {
	[PURGE_DEMO] = { "demo", "demo" },
	[PURGE_ALL] = { "all", "everything" },
};

const char *
purge_name(enum purge_what what)
{
	return whats[what].name;
}

const char *
purge_word(enum purge_what what)
{
	return whats[what].word;
}

bool
purge_parse(const char *name, enum purge_what *what)
{
	for (int i = 0; i < PURGE_WHATS; i++) {
		if (strcmp(whats[i].name, name) != 0)
			continue;
		*what = (enum purge_what)i;
		return true;
	}
	return false;
}

enum rc
purge_state(struct db *db, struct arena *mem, struct purge_state *s)
{
	struct rows rows;
	enum rc rc = db_rows(db, mem, Q_purge_state, &rows, NO_ARGS);

	if (rc == RC_OK)
		*s = (struct purge_state){ row_int(&rows, 0, 0),
			row_int(&rows, 0, 1), row_text(&rows, 0, 2),
			row_bool(&rows, 0, 3) };
	return rc;
}

enum rc
purge_kept(struct db *db, struct arena *mem, const char ***list, size_t *n)
{
	struct rows rows;
	enum rc rc = db_rows(db, mem, Q_purge_kept, &rows, NO_ARGS);

	if (rc != RC_OK)
		return rc;
	*list = arena_array(mem, rows.n, sizeof(**list));
	*n = rows.n;
	for (size_t i = 0; i < rows.n; i++)
		(*list)[i] = row_text(&rows, i, 0);
	return RC_OK;
}

enum rc
purge_ask(struct db *db, struct arena *mem, enum purge_what what,
    const char *who, int64_t *job)
{
	return queue_add(db, mem, PURGE, arena_fmt(mem, "{\"what\": \"%s\"}",
	    purge_name(what)), who, job);
}

/* The end of a purge that took these rows. */
static enum rc
tell(struct db *db, struct arena *mem, const struct purge_job *job,
    const char *rows)
{
	struct sbuf *detail = sbuf_arena(mem);
	struct jw w = JW_INIT(detail);
	enum rc rc;

	jw_object(&w);
	jw_text(jw_key(&w, "what"), purge_name(job->what));
	jw_int(jw_key(&w, "job"), job->id);
	jw_raw(jw_key(&w, "rows"), rows);	/* made by Postgres */
	jw_end(&w);
	rc = audit(db, mem, job->who, "purge", sbuf_cstr(detail));
	return rc == RC_OK ? data_bump(db, mem) : rc;
}

enum rc
purge_all(struct db *db, struct arena *mem, const struct purge_job *job)
{
	struct rows rows;
	enum rc rc = db_rows(db, mem, Q_purge_all, &rows,
	    ARGS(arg_int(job->id)));

	if (rc == RC_OK && row_null(&rows, 0, 0))
		return RC_CONFLICT;
	return rc == RC_OK ? tell(db, mem, job, row_text(&rows, 0, 0)) : rc;
}

enum rc
purge_demo_step(struct db *db, struct arena *mem, const struct purge_job *job,
    int64_t after, int64_t most, int64_t *last)
{
	*last = 0;
	return db_int(db, mem, Q_purge_demo_step, last, ARGS(arg_int(after),
	    arg_int(most), arg_int(job->id)));
}

enum rc
purge_demo_end(struct db *db, struct arena *mem, const struct purge_job *job)
{
	struct rows rows;
	enum rc rc = db_rows(db, mem, Q_purge_demo_end, &rows,
	    ARGS(arg_int(job->id)));

	if (rc == RC_OK)	/* it was learned from the demo's texts, too */
		rc = db_run(db, mem, Q_learn_forget, NO_ARGS);

	return rc == RC_OK ? tell(db, mem, job, row_text(&rows, 0, 0)) : rc;
}
