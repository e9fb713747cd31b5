/* SPDX-License-Identifier: MIT */
#include "model/export.h"

#include "db/db.h"
#include "model/conversation.h"

/* clang-format off */
const struct export_column export_columns[] = {
	{ "id", false }, { "number", false }, { "status", false },
	{ "kind", false }, { "source", false },
	{ "created_at", true }, { "modified_at", true },
	{ "user_updated_at", true }, { "closed_at", true },
	{ "first_reply_at", true }, { "first_reply_seconds", false },
	{ "waiting_since", true },
	{ "mailbox_id", false }, { "mailbox", false },
	{ "assignee_id", false }, { "assignee", false },
	{ "customer_id", false }, { "customer_first_name", false },
	{ "customer_last_name", false }, { "customer_email", false },
	{ "subject", false }, { "tags", false },
	{ "customer_messages", false }, { "replies", false },
	{ "notes", false },
	{ "severity", false }, { "score", false },
	{ "main_category", false }, { "categories", false },
	{ "intent", false }, { "reasons", false },
	{ "platform", false }, { "app_version", false },
	{ "os_version", false }, { "device", false }, { "level", false },
	{ "game_user_id", false }, { "keywords", false },
	{ "group", false }, { "group_title", false }, { "group_size", false },
	{ "empty", false }, { "unreadable", false },
	{ "delete_request", false },
	{ "summary", false }, { "first_message", false },
	{ "engine", false }, { "engine_version", false },
	{ "ruleset_version", false },
	{ "analysed_at", true }, { "imported_at", true },
	{ "corrected", false }, { "ruled_main_category", false },
	{ "ruled_categories", false }, { "ruled_intent", false },
	{ "ruled_severity", false }, { "seen_at", true },
	{ "dismissed_at", true }, { "done_at", true },
	{ "learned_version", false }, { "learned_says", false },
	{ "sure", false }, { "rules_said", false },
	{ "model", false }, { "model_summary", false },
	{ "model_translation", false }, { "model_cause", false },
};
/* clang-format on */

enum { COLUMNS = sizeof(export_columns) / sizeof(*export_columns) };

const size_t export_columns_n = COLUMNS;

struct each {
	bool (*fn)(void *, const char *const *);
	void *ctx;
};

static bool
each_row(void *ctx, const struct rows *rows, size_t row)
{
	const struct each *e = ctx;
	const char *values[COLUMNS];

	for (int i = 0; i < COLUMNS; i++)
		values[i] = row_text(rows, row, i);
	return e->fn(e->ctx, values);
}

enum rc
export_each(struct db *db, struct arena *mem, const struct filter *f,
    bool (*fn)(void *, const char *const *), void *ctx)
{
	struct each e = { fn, ctx };
	struct arg args[FILTER_ARGS];

	filter_args(f, args);
	return db_stream(db, mem, Q_conversation_export, each_row, &e, args,
	    FILTER_ARGS);
}
