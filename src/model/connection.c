/* SPDX-License-Identifier: MIT */
#include "model/connection.h"

#include "base/arena.h"
#include "db/db.h"
#include "model/account.h"
#include "model/queue.h"
#include "net/seal.h"

#include <string.h>

/* What the sealed bytes are bound to. */
static const char ACCESS[] = "hs_connection/access",
    REFRESH[] = "hs_connection/refresh";

enum rc
connection_find(struct db *db, struct arena *mem, struct connection *c)
{
	struct rows rows;
	enum rc rc = db_rows(db, mem, Q_connection_find, &rows, NO_ARGS);

	if (rc != RC_OK || rows.n == 0)
		return rc == RC_OK ? RC_NOT_FOUND : rc;
	*c = (struct connection){
		.user_id = row_int(&rows, 0, 0),
		.user = row_text(&rows, 0, 1),
		.email = row_text(&rows, 0, 2),
		.connected_by = row_text(&rows, 0, 3),
		.connected_at = row_int(&rows, 0, 4),
		.refreshed_at = row_int(&rows, 0, 5),
		.expires_at = row_int(&rows, 0, 6),
		.problem = row_text(&rows, 0, 7),
		.problem_at = row_int(&rows, 0, 8),
		.broken = row_bool(&rows, 0, 9),
	};
	return RC_OK;
}

/* --- sealing ------------------------------------------------------------------- */

struct sealed {
	const char *access, *refresh;
};

static enum seal_result
seal_both(struct arena *mem, const char *key_file,
    const struct connection_tokens *t, struct sealed *out)
{
	enum seal_result result = seal_hex(mem, key_file, ACCESS, t->access,
	    &out->access);

	if (result == SEAL_OK)
		result = seal_hex(mem, key_file, REFRESH, t->refresh,
		    &out->refresh);
	return result;
}

/* Begins the transaction that writes them: keys do not change until it ends. */
static enum rc
begin_sealed(struct db *db, struct arena *mem, const char *key_file,
    const struct connection_tokens *t, struct sealed *out, const char **why)
{
	enum seal_result result;
	enum rc rc = db_begin(db);

	if (rc == RC_OK)
		rc = db_run(db, mem, Q_seal_write, NO_ARGS);
	if (rc != RC_OK)
		return rc;
	result = seal_both(mem, key_file, t, out);
	*why = seal_why(result);
	return result == SEAL_OK ? RC_OK : RC_CONFLICT;
}

static enum rc
load_once(struct db *db, struct arena *mem, const char *key_file,
    struct connection_tokens *t, enum seal_result *result)
{
	struct rows rows;
	enum rc rc = db_rows(db, mem, Q_connection_tokens, &rows, NO_ARGS);

	if (rc != RC_OK || rows.n == 0)
		return rc == RC_OK ? RC_NOT_FOUND : rc;
	*t = (struct connection_tokens){
		.life_s = row_int(&rows, 0, 2),
		.whole_s = row_int(&rows, 0, 3),
		.generation = row_int(&rows, 0, 4),
		.user_id = row_int(&rows, 0, 5),
		.unsure = row_bool(&rows, 0, 6),
		.problem = row_text(&rows, 0, 8),
	};
	if (row_bool(&rows, 0, 7))
		return RC_CONFLICT;
	*result = seal_text(mem, key_file, ACCESS, row_text(&rows, 0, 0),
	    &t->access);
	if (*result == SEAL_OK)
		*result = seal_text(mem, key_file, REFRESH,
		    row_text(&rows, 0, 1), &t->refresh);
	if (*result == SEAL_OK)
		return RC_OK;
	t->problem = arena_fmt(mem, "The tokens cannot be opened: %s",
	    seal_why(*result));
	return RC_CONFLICT;
}

enum rc
connection_tokens(struct db *db, struct arena *mem, const char *key_file,
    struct connection_tokens *t)
{
	enum seal_result result = SEAL_OK;
	enum rc rc = load_once(db, mem, key_file, t, &result);

	/* A rotation may have come between the row and the file. */
	if (rc == RC_CONFLICT && result == SEAL_UNKNOWN)
		rc = load_once(db, mem, key_file, t, &result);
	return rc;
}

/* --- made and ended by people ---------------------------------------------------- */

static enum rc
make(struct db *db, struct arena *mem, const struct sealed *sealed,
    int64_t life_s, const char *who)
{
	struct rows rows;
	int64_t job;
	enum rc rc = db_rows(db, mem, Q_connection_make, &rows,
	    ARGS(arg_text(sealed->access), arg_text(sealed->refresh),
	    arg_int(life_s), arg_text(who)));

	if (rc == RC_OK)
		rc = audit(db, mem, who, rows.n > 0 && row_bool(&rows, 0, 0) ?
		    "reconnect" : "connect", NULL);
	return rc == RC_OK ? queue_add(db, mem, "backfill", "{}", who, &job) :
	    rc;
}

enum rc
connection_make(struct db *db, struct arena *mem, const char *key_file,
    const struct connection_tokens *t, const char *who, const char **why)
{
	struct sealed sealed;
	enum rc rc = begin_sealed(db, mem, key_file, t, &sealed, why);

	if (rc == RC_OK)
		rc = make(db, mem, &sealed, t->life_s, who);
	return db_end(db, rc);
}

enum rc
connection_end(struct db *db, struct arena *mem, const char *who)
{
	enum rc rc = db_begin(db);

	if (rc == RC_OK)
		rc = db_took(db, mem, Q_connection_end, RC_NOT_FOUND, NO_ARGS);
	if (rc == RC_OK)
		rc = audit(db, mem, who, "disconnect", NULL);
	return db_end(db, rc);
}

/* --- renewal --------------------------------------------------------------------- */

enum rc
connection_begin(struct db *db, struct arena *mem, int64_t generation)
{
	return db_took(db, mem, Q_connection_begin, RC_NOT_FOUND,
	    ARGS(arg_int(generation)));
}

enum rc
connection_renewed(struct db *db, struct arena *mem, const char *key_file,
    const struct connection_tokens *t, int64_t *generation, const char **why)
{
	struct sealed sealed;
	struct rows rows;
	enum rc rc = begin_sealed(db, mem, key_file, t, &sealed, why);

	if (rc == RC_OK)
		rc = db_rows(db, mem, Q_connection_renewed, &rows,
		    ARGS(arg_int(t->generation), arg_text(sealed.access),
		    arg_text(sealed.refresh), arg_int(t->life_s)));
	if (rc == RC_OK && rows.n == 0)
		rc = RC_NOT_FOUND;
	if (rc == RC_OK)
		*generation = row_int(&rows, 0, 0);
	return db_end(db, rc);
}

enum rc
connection_failed(struct db *db, struct arena *mem, int64_t generation,
    const char *problem, bool broken, bool unsure)
{
	return db_run(db, mem, Q_connection_failed, ARGS(arg_int(generation),
	    arg_text(problem), arg_bool(broken), arg_bool(unsure)));
}

enum rc
connection_named(struct db *db, struct arena *mem, int64_t generation,
    int64_t user_id, const char *user, const char *email)
{
	return db_run(db, mem, Q_connection_named, ARGS(arg_int(generation),
	    arg_int(user_id), arg_text(user), arg_text(email)));
}

/* --- rotation of the key ------------------------------------------------------------ */

static enum rc
reseal_tokens(struct db *db, struct arena *mem, const char *key_file,
    const char **why)
{
	enum seal_result result = SEAL_OK;
	struct connection_tokens t;
	struct sealed sealed;
	enum rc rc = load_once(db, mem, key_file, &t, &result);

	/* The tokens of a broken connection are of no use to anybody. */
	if (rc == RC_NOT_FOUND || (rc == RC_CONFLICT && result == SEAL_OK))
		return RC_OK;
	if (rc == RC_OK)
		result = seal_both(mem, key_file, &t, &sealed);
	*why = seal_why(result);
	if (rc != RC_OK || result != SEAL_OK)
		return rc != RC_OK ? rc : RC_CONFLICT;
	return db_run(db, mem, Q_connection_reseal,
	    ARGS(arg_int(t.generation), arg_text(sealed.access),
	    arg_text(sealed.refresh)));
}

enum rc
connection_reseal(struct db *db, struct arena *mem, const char *key_file,
    const char *who, const char **why)
{
	enum rc rc = db_begin(db);

	if (rc == RC_OK)
		rc = db_run(db, mem, Q_seal_rotate, NO_ARGS);
	if (rc == RC_OK)
		rc = reseal_tokens(db, mem, key_file, why);
	if (rc == RC_OK)
		rc = db_run(db, mem, Q_upstream_token_clear, NO_ARGS);
	if (rc == RC_OK)
		rc = audit(db, mem, who, "key_rotate", NULL);
	return db_end(db, rc);
}

/* --- what goes along to the consent page --------------------------------------------- */

static const char *
digest(struct arena *mem, const char *secret)
{
	return arena_fmt(mem, "\\x%s", crypto_sha256_hex(mem, secret,
	    strlen(secret)));
}

enum rc
oauth_state_make(struct db *db, struct arena *mem, const char *secret,
    char state[static CRYPTO_TOKEN_SIZE])
{
	crypto_token(state);
	return db_run(db, mem, Q_oauth_state_make,
	    ARGS(arg_text(digest(mem, state)), arg_text(digest(mem, secret)),
	    arg_int(OAUTH_STATE_SECONDS)));
}

enum rc
oauth_state_take(struct db *db, struct arena *mem, const char *secret,
    const char *state)
{
	return db_took(db, mem, Q_oauth_state_take, RC_NOT_FOUND,
	    ARGS(arg_text(digest(mem, state)), arg_text(digest(mem, secret)),
	    arg_int(OAUTH_STATE_SECONDS)));
}
