/* SPDX-License-Identifier: MIT */
#include "model/slack.h"

#include "base/arena.h"
#include "base/clock.h"
#include "db/db.h"

#include <string.h>

static enum slack_row_state
state_of(const char *word)
{
	return strcmp(word, "sending") == 0 ? SLACK_ROW_SENDING :
	    strcmp(word, "sent") == 0 ? SLACK_ROW_SENT :
	    strcmp(word, "final") == 0 ? SLACK_ROW_FINAL : SLACK_ROW_GIVEN_UP;
}

enum rc
slack_row(struct db *db, struct arena *mem, const char *key,
    struct slack_row *out)
{
	struct rows rows;
	enum rc rc = db_rows(db, mem, Q_slack_row, &rows, ARGS(arg_text(key)));

	if (rc != RC_OK)
		return rc;
	if (rows.n == 0)
		return RC_NOT_FOUND;
	*out = (struct slack_row){ row_text(&rows, 0, 0), row_text(&rows, 0, 1),
		row_text(&rows, 0, 2), row_text(&rows, 0, 3),
		state_of(row_text(&rows, 0, 4)), row_text(&rows, 0, 5),
		row_int(&rows, 0, 6), row_int(&rows, 0, 7),
		row_text(&rows, 0, 8) };
	return RC_OK;
}

enum rc
slack_loose(struct db *db, struct arena *mem, int64_t seconds, const char **key)
{
	struct rows rows;
	enum rc rc = db_rows(db, mem, Q_slack_loose, &rows,
	    ARGS(arg_int(seconds)));

	if (rc == RC_OK && rows.n == 0)
		return RC_NOT_FOUND;
	if (rc == RC_OK)
		*key = row_text(&rows, 0, 0);
	return rc;
}

enum rc
slack_begin(struct db *db, struct arena *mem, const char *key,
    const struct slack_row *r, int64_t told_event)
{
	return db_took(db, mem, Q_slack_begin, RC_CONFLICT,
	    ARGS(arg_text(key), arg_text(r->mark), arg_text(r->channel),
	    arg_text(r->thread_ts), arg_int(told_event)));
}

enum rc
slack_again(struct db *db, struct arena *mem, const char *key,
    const char *failed, const struct slack_row *r, int64_t told_event)
{
	return db_took(db, mem, Q_slack_again, RC_CONFLICT,
	    ARGS(arg_text(key), arg_text(failed), arg_text(r->mark),
	    arg_text(r->channel), arg_int(told_event)));
}

enum rc
slack_done(struct db *db, struct arena *mem, const char *key, const char *mark,
    const char *ts, const char *said_hash)
{
	return db_run(db, mem, Q_slack_done, ARGS(arg_text(key), arg_text(mark),
	    arg_text(ts), arg_text(said_hash)));
}

enum rc
slack_edited(struct db *db, struct arena *mem, const char *key,
    const char *said_hash)
{
	return db_run(db, mem, Q_slack_edited, ARGS(arg_text(key),
	    arg_text(said_hash)));
}

enum rc
slack_drop(struct db *db, struct arena *mem, const char *key, const char *mark)
{
	return db_run(db, mem, Q_slack_drop, ARGS(arg_text(key),
	    arg_text(mark)));
}

enum rc
slack_give_up(struct db *db, struct arena *mem, const char *key,
    const char *why)
{
	return db_run(db, mem, Q_slack_close, ARGS(arg_text(key),
	    arg_text("given_up"), arg_text(why)));
}

enum rc
slack_final(struct db *db, struct arena *mem, const char *key, const char *why)
{
	return db_run(db, mem, Q_slack_close, ARGS(arg_text(key),
	    arg_text("final"), arg_text(why)));
}

enum rc
slack_paced(struct db *db, struct arena *mem, const char *channel, int64_t *ms)
{
	struct rows rows;
	enum rc rc = db_rows(db, mem, Q_slack_paced, &rows,
	    ARGS(arg_text(channel)));

	if (rc == RC_OK)
		*ms = rows.n == 0 || row_null(&rows, 0, 0) ? DAY * 1000LL :
		    row_int(&rows, 0, 0);
	return rc;
}

enum rc
slack_account(struct db *db, struct arena *mem, struct slack_account *out)
{
	struct rows rows;
	enum rc rc = db_rows(db, mem, Q_slack_state, &rows, NO_ARGS);

	*out = (struct slack_account){ "", "", 0, 0 };
	if (rc == RC_OK && rows.n > 0)
		*out = (struct slack_account){ row_text(&rows, 0, 0),
			row_text(&rows, 0, 1), row_int(&rows, 0, 2),
			row_int(&rows, 0, 3) };
	return rc;
}

enum rc
slack_figures(struct db *db, struct arena *mem, struct slack_figures *out)
{
	struct rows rows;
	enum rc rc = db_rows(db, mem, Q_slack_figures, &rows, NO_ARGS);

	if (rc == RC_OK)
		*out = (struct slack_figures){ row_int(&rows, 0, 0),
			row_int(&rows, 0, 1), row_int(&rows, 0, 2),
			row_int(&rows, 0, 3), row_bool(&rows, 0, 4) };
	return rc;
}

enum rc
slack_problem(struct db *db, struct arena *mem, const char *problem,
    const char *team_id)
{
	return db_run(db, mem, Q_slack_problem, ARGS(arg_text(problem),
	    arg_text(team_id)));
}

enum rc
slack_closed(struct db *db, struct arena *mem, int64_t seconds)
{
	return db_run(db, mem, Q_slack_closed, ARGS(arg_int(seconds)));
}

enum rc
slack_refuse(struct db *db, struct arena *mem, enum press_verdict v)
{
	return db_run(db, mem, Q_webhook_refuse, ARGS(arg_text("slack"),
	    arg_text(press_refusal(v)->cause)));
}
