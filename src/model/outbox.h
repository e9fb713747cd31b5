/* SPDX-License-Identifier: MIT */
/*
 * model/outbox - what must reach the outside.
 *
 * Shape:     a row is written in the transaction that caused it; delivering is
 *            another program's.
 * Errors:    as db/db.h.
 */
#ifndef TIDEMARK_MODEL_OUTBOX_H
#define TIDEMARK_MODEL_OUTBOX_H

#include "base/rc.h"

struct arena;
struct db;

/* payload_json: made by base/json, or NULL. Within the caller's transaction. */
enum rc	outbox_add(struct db *, struct arena *, const char *topic,
	    const char *key, const char *kind, const char *payload_json);

#endif
