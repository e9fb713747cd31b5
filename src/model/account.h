/* SPDX-License-Identifier: MIT */
/*
 * model/account - who may come in: users, sessions, one-time links, API tokens.
 *
 * Secrets:   session ids, links and tokens are 256 random bits; the database
 *            keeps their SHA-256 only. Passwords are scrypt strings.
 * Times:     a session ends session_hours after its last use, and in any case
 *            ten times that after it began; a link is good for 15 minutes, once.
 * Errors:    RC_NOT_FOUND when there is no such user, session, link or token;
 *            else as db/db.h.
 */
#ifndef TIDEMARK_MODEL_ACCOUNT_H
#define TIDEMARK_MODEL_ACCOUNT_H

#include "base/rc.h"
#include "net/crypto.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct db;

enum { LINK_SECONDS = 15 * 60, PASSWORD_MIN = 10, PASSWORD_MAX = 200 };

struct account {
	int64_t id;
	const char *name, *role;
	int64_t agent;		/* whose scores the role agent sees, else 0 */
	const char *zone;	/* chosen by the person, or "" */
};

/* A user, or a token: created_by and last_used_at are a token's, the flags a
 * user's. */
struct account_row {
	int64_t id;
	const char *name, *role, *created_by;
	int64_t created_at, last_used_at;
	bool has_password, disabled;
};

enum rc	account_by_session(struct db *, struct arena *, const char *session,
	    int64_t idle_seconds, struct account *);
enum rc	account_by_token(struct db *, struct arena *, const char *token,
	    struct account *);	/* id and name are the token's */
enum rc	account_by_name(struct db *, struct arena *, const char *name,
	    struct account *);
/* RC_NOT_FOUND for a wrong name and a wrong password alike, after the same
 * work. */
enum rc	account_by_password(struct db *, struct arena *, const char *name,
	    const char *password, struct account *);
/* Spends the link. */
enum rc	account_by_link(struct db *, struct arena *, const char *link,
	    struct account *);

enum rc	session_begin(struct db *, struct arena *, int64_t user,
	    int64_t idle_seconds, char session[static CRYPTO_TOKEN_SIZE]);
enum rc	session_end(struct db *, struct arena *, const char *session);
/* What forms of the session send back: derived, so nothing is stored. */
const char *session_csrf(struct arena *, const char *session);

/* password NULL keeps the one there is. agent: of the role agent, else 0. */
enum rc	account_save(struct db *, struct arena *, const char *name,
	    const char *role, int64_t agent, const char *password, int64_t *id);
/* zone: a known one, or "" for the account's. */
enum rc	account_zone(struct db *, struct arena *, int64_t user,
	    const char *zone);
/* The name of a person of the team; RC_NOT_FOUND. */
enum rc	account_agent(struct db *, struct arena *, int64_t agent,
	    const char **name);
enum rc	account_disable(struct db *, struct arena *, const char *name);
enum rc	account_link(struct db *, struct arena *, int64_t user,
	    char link[static CRYPTO_TOKEN_SIZE]);
enum rc	account_list(struct db *, struct arena *, struct account_row **,
	    size_t *n);

enum rc	token_add(struct db *, struct arena *, const char *name,
	    const char *role, int64_t agent, const char *who,
	    char token[static CRYPTO_TOKEN_SIZE]);
enum rc	token_end(struct db *, struct arena *, int64_t id);
enum rc	token_rows(struct db *, struct arena *, struct account_row **,
	    size_t *n);

/* detail is JSON made by base/json, or NULL. */
enum rc	audit(struct db *, struct arena *, const char *who, const char *action,
	    const char *detail);
/* The same with the detail {WHAT: ID}. */
enum rc	audit_of(struct db *, struct arena *, const char *who,
	    const char *action, const char *what, int64_t id);

#endif
