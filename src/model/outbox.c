/* SPDX-License-Identifier: MIT */
#include "model/outbox.h"

#include "base/arena.h"
#include "base/parse.h"
#include "db/db.h"

enum rc
outbox_add_once(struct db *db, struct arena *mem, const char *topic,
    const char *key, const char *kind, const char *payload, const char *once)
{
	return db_run(db, mem, Q_outbox_add, ARGS(arg_text(topic),
	    arg_text(key), arg_text(kind), arg_text(payload), arg_text(once)));
}

enum rc
outbox_add(struct db *db, struct arena *mem, const char *topic, const char *key,
    const char *kind, const char *payload)
{
	return outbox_add_once(db, mem, topic, key, kind, payload, NULL);
}

enum rc
outbox_due(struct db *db, struct arena *mem, const char *channel, int64_t most,
    struct outbox_item **out, size_t *n)
{
	struct rows rows;
	enum rc rc = db_rows(db, mem, Q_outbox_due, &rows,
	    ARGS(arg_text(channel), arg_int(most)));

	if (rc != RC_OK)
		return rc;
	*out = arena_array(mem, rows.n, sizeof(**out));
	*n = rows.n;
	for (size_t i = 0; i < rows.n; i++) {
		struct outbox_item *o = &(*out)[i];
		int64_t *ids;
		size_t len;
		const char **texts = row_texts(mem, &rows, i, 4, &len);

		ids = arena_array(mem, len, sizeof(*ids));
		for (size_t j = 0; j < len; j++)
			if (!parse_int(texts[j], 1, INT64_MAX, &ids[j]))
				return RC_INTERNAL;
		*o = (struct outbox_item){ row_text(&rows, i, 0),
			row_text(&rows, i, 1), row_text(&rows, i, 2),
			row_text(&rows, i, 3), row_int(&rows, i, 6), ids, len,
			row_int(&rows, i, 5) };
	}
	return RC_OK;
}

enum rc
outbox_next(struct db *db, struct arena *mem, int64_t *seconds)
{
	*seconds = -1;
	return db_int(db, mem, Q_outbox_next, seconds, NO_ARGS);
}

static enum rc
settle(struct db *db, struct arena *mem, const struct outbox_item *o,
    const char *state, const char *error)
{
	return db_run(db, mem, Q_outbox_settle, ARGS(arg_ints(o->ids, o->n),
	    arg_text(state), arg_text(error)));
}

enum rc
outbox_sent(struct db *db, struct arena *mem, const struct outbox_item *o)
{
	return settle(db, mem, o, "sent", "");
}

enum rc
outbox_shown(struct db *db, struct arena *mem, const struct outbox_item *o,
    const char *why)
{
	return settle(db, mem, o, "shown", why);
}

enum rc
outbox_dead(struct db *db, struct arena *mem, const struct outbox_item *o,
    const char *error)
{
	return settle(db, mem, o, "dead", error);
}

enum rc
outbox_later(struct db *db, struct arena *mem, const struct outbox_item *o,
    int64_t seconds, const char *error)
{
	return db_run(db, mem, Q_outbox_later, ARGS(arg_ints(o->ids, o->n),
	    arg_int(seconds), arg_text(error)));
}

enum rc
outbox_purge(struct db *db, struct arena *mem, int64_t days, int64_t most)
{
	return db_run(db, mem, Q_outbox_purge, ARGS(arg_int(days),
	    arg_int(most)));
}

enum rc
outbox_show_all(struct db *db, struct arena *mem, const char *why)
{
	return db_run(db, mem, Q_outbox_show_all, ARGS(arg_text(why)));
}
