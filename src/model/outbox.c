/* SPDX-License-Identifier: MIT */
#include "model/outbox.h"

#include "db/db.h"

enum rc
outbox_add(struct db *db, struct arena *mem, const char *topic, const char *key,
    const char *kind, const char *payload)
{
	return db_run(db, mem, Q_outbox_add, ARGS(arg_text(topic),
	    arg_text(key), arg_text(kind), arg_text(payload)));
}
