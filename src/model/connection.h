/* SPDX-License-Identifier: MIT */
/*
 * model/connection - the Help Scout account that a person connected.
 *
 * Secrets:   both tokens are sealed (net/seal.h) under the keys of key_file, each
 *            bound to its column. What goes along to the consent page is kept as
 *            SHA-256, with the session that it belongs to.
 * Units:     seconds since the epoch, 0 for never; lives are seconds from now.
 * Renewal:   one program at a time (db_try_lock(CONNECTION_LOCK)). generation
 *            changes with every token: what was begun with another one is void.
 * Errors:    RC_NOT_FOUND when nobody connected, or when the connection is no
 *            longer the one of that generation; RC_CONFLICT when it is there and
 *            cannot be used, with a sentence; else as db/db.h.
 */
#ifndef TIDEMARK_MODEL_CONNECTION_H
#define TIDEMARK_MODEL_CONNECTION_H

#include "base/rc.h"
#include "net/crypto.h"

#include <stdbool.h>
#include <stdint.h>

struct arena;
struct db;

#define CONNECTION_LOCK "helpscout connection"

enum { OAUTH_STATE_SECONDS = 15 * 60 };

struct connection {
	int64_t user_id;	/* 0: not known yet, nor are the names */
	const char *user, *email;
	const char *connected_by;
	int64_t connected_at, refreshed_at, expires_at;
	const char *problem;	/* "" for none */
	int64_t problem_at;
	bool broken;		/* a person must connect anew */
};

struct connection_tokens {
	const char *access, *refresh;
	int64_t life_s, whole_s;
	int64_t generation, user_id;
	bool unsure;		/* the end of a renewal is not known */
	const char *problem;	/* with RC_CONFLICT */
};

enum rc	connection_find(struct db *, struct arena *, struct connection *);
enum rc	connection_tokens(struct db *, struct arena *, const char *key_file,
	    struct connection_tokens *);

/* A person connected, in place of whoever did before; with an audit entry and an
 * import. RC_CONFLICT: the tokens cannot be sealed, *why. */
enum rc	connection_make(struct db *, struct arena *, const char *key_file,
	    const struct connection_tokens *, const char *who,
	    const char **why);
enum rc	connection_end(struct db *, struct arena *, const char *who);

enum rc	connection_begin(struct db *, struct arena *, int64_t generation);
/* Durable when it answers RC_OK; *generation is then the new one. */
enum rc	connection_renewed(struct db *, struct arena *, const char *key_file,
	    const struct connection_tokens *, int64_t *generation,
	    const char **why);
enum rc	connection_failed(struct db *, struct arena *, int64_t generation,
	    const char *problem, bool broken, bool unsure);
enum rc	connection_named(struct db *, struct arena *, int64_t generation,
	    int64_t user_id, const char *user, const char *email);

/* Seals all that is sealed under the first key of key_file. */
enum rc	connection_reseal(struct db *, struct arena *, const char *key_file,
	    const char *who, const char **why);

/* What goes along, once, for the session that knows this secret. */
enum rc	oauth_state_make(struct db *, struct arena *, const char *secret,
	    char state[static CRYPTO_TOKEN_SIZE]);
/* RC_NOT_FOUND: unknown, used, too old, or another session's. */
enum rc	oauth_state_take(struct db *, struct arena *, const char *secret,
	    const char *state);

#endif
