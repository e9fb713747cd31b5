/* SPDX-License-Identifier: MIT */
/*
 * model/upstream - the access token of an upstream service, shared by all
 * programs and hosts.
 *
 * Secrets:   sealed (net/seal.h) under the keys of key_file. Whoever has only the
 *            database cannot use the token.
 * Units:     seconds that a token is still good for.
 * Errors:    RC_NOT_FOUND when there is none that is good and ours (another app's
 *            or made with another secret counts as none); RC_CONFLICT when it
 *            cannot be sealed, so it is not kept; else as db/db.h.
 */
#ifndef TIDEMARK_MODEL_UPSTREAM_H
#define TIDEMARK_MODEL_UPSTREAM_H

#include "base/rc.h"

#include <stdint.h>

struct arena;
struct db;

struct upstream_app {
	const char *name;		/* "helpscout" */
	const char *client_id, *client_secret, *key_file;
};

enum rc	upstream_token_load(struct db *, struct arena *,
	    const struct upstream_app *, const char **token, int64_t *life_s);
enum rc	upstream_token_save(struct db *, struct arena *,
	    const struct upstream_app *, const char *token, int64_t life_s);

#endif
