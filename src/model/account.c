/* SPDX-License-Identifier: MIT */
#include "model/account.h"

#include "base/arena.h"
#include "base/json.h"
#include "base/parse.h"
#include "base/sbuf.h"
#include "db/db.h"

#include <string.h>

/* The bytea text form of a secret's SHA-256. */
static const char *
digest(struct arena *mem, const char *secret)
{
	return arena_fmt(mem, "\\x%s", crypto_sha256_hex(mem, secret,
	    strlen(secret)));
}

/* A statement that answers id, name, role and agent first; RC_NOT_FOUND without a
 * row. */
static enum rc
find(struct db *db, struct arena *mem, enum query q, struct rows *rows,
    struct account *a, const struct arg *args, size_t n)
{
	enum rc rc = db_rows(db, mem, q, rows, args, n);

	if (rc != RC_OK)
		return rc;
	if (rows->n == 0)
		return RC_NOT_FOUND;
	*a = (struct account){ row_int(rows, 0, 0), row_text(rows, 0, 1),
		row_text(rows, 0, 2), row_int(rows, 0, 3), "" };
	return RC_OK;
}

enum rc
account_by_session(struct db *db, struct arena *mem, const char *session,
    int64_t idle_seconds, struct account *a)
{
	const char *hash = digest(mem, session);
	struct rows rows;
	enum rc rc = find(db, mem, Q_session_find, &rows, a,
	    ARGS(arg_text(hash), arg_int(idle_seconds)));

	if (rc != RC_OK)
		return rc;
	a->zone = row_text(&rows, 0, 5);
	return !row_bool(&rows, 0, 4) ? RC_OK :
	    db_run(db, mem, Q_session_touch, ARGS(arg_text(hash)));
}

enum rc
account_by_token(struct db *db, struct arena *mem, const char *token,
    struct account *a)
{
	struct rows rows;
	enum rc rc = find(db, mem, Q_token_find, &rows, a,
	    ARGS(arg_text(digest(mem, token))));

	return rc != RC_OK || !row_bool(&rows, 0, 4) ? rc :
	    db_run(db, mem, Q_token_touch, ARGS(arg_int(a->id)));
}

enum rc
account_by_name(struct db *db, struct arena *mem, const char *name,
    struct account *a)
{
	struct rows rows;
	enum rc rc = find(db, mem, Q_user_by_name, &rows, a,
	    ARGS(arg_text(name)));

	if (rc == RC_OK)
		a->zone = row_text(&rows, 0, 5);
	return rc;
}

enum rc
account_by_password(struct db *db, struct arena *mem, const char *name,
    const char *password, struct account *a)
{
	/* Hash of a password that nobody has: a name that does not exist takes
	 * as long as one that does. */
	static const char nobody[] = "$scrypt$ln=14,r=8,p=5$"
	    "AAAAAAAAAAAAAAAAAAAAAA==$"
	    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
	struct rows rows;
	bool known;
	enum rc rc = find(db, mem, Q_user_by_name, &rows, a,
	    ARGS(arg_text(name)));

	if (rc != RC_OK && rc != RC_NOT_FOUND)
		return rc;
	known = rc == RC_OK && !row_null(&rows, 0, 4);
	if (!crypto_password_ok(password, known ? row_text(&rows, 0, 4) :
	    nobody) || !known)
		return RC_NOT_FOUND;
	return RC_OK;
}

enum rc
account_by_link(struct db *db, struct arena *mem, const char *link,
    struct account *a)
{
	struct rows rows;

	return find(db, mem, Q_login_link_use, &rows, a,
	    ARGS(arg_text(digest(mem, link))));
}

enum rc
session_begin(struct db *db, struct arena *mem, int64_t user,
    int64_t idle_seconds, char session[static CRYPTO_TOKEN_SIZE])
{
	enum rc rc;

	crypto_token(session);
	rc = db_run(db, mem, Q_session_expire, NO_ARGS);
	if (rc != RC_OK)
		return rc;
	return db_run(db, mem, Q_session_create,
	    ARGS(arg_text(digest(mem, session)), arg_int(user),
	    arg_int(idle_seconds * 10)));
}

enum rc
session_end(struct db *db, struct arena *mem, const char *session)
{
	return db_run(db, mem, Q_session_delete,
	    ARGS(arg_text(digest(mem, session))));
}

const char *
session_csrf(struct arena *mem, const char *session)
{
	static const char purpose[] = "tidemark csrf";
	unsigned char sum[SHA256_SIZE];
	char *text = arena_alloc(mem, 2 * SHA256_SIZE + 1);

	crypto_hmac_sha256(session, strlen(session), purpose,
	    sizeof(purpose) - 1, sum);
	hex_encode(sum, SHA256_SIZE, text);
	return text;
}

enum rc
account_save(struct db *db, struct arena *mem, const char *name,
    const char *role, int64_t agent, const char *password, int64_t *id)
{
	const char *hash = password ? crypto_password_hash(mem, password) :
	    NULL;

	return db_int(db, mem, Q_user_upsert, id, ARGS(arg_text(name),
	    arg_text(role), arg_text(hash), arg_int(agent)));
}

enum rc
account_zone(struct db *db, struct arena *mem, int64_t user, const char *zone)
{
	return db_run(db, mem, Q_user_zone, ARGS(arg_int(user),
	    arg_text(zone)));
}

enum rc
account_agent(struct db *db, struct arena *mem, int64_t agent,
    const char **name)
{
	struct rows rows;
	enum rc rc = db_rows(db, mem, Q_agent_name, &rows,
	    ARGS(arg_int(agent)));

	if (rc != RC_OK || rows.n == 0)
		return rc != RC_OK ? rc : RC_NOT_FOUND;
	*name = row_text(&rows, 0, 0);
	return RC_OK;
}

enum rc
account_disable(struct db *db, struct arena *mem, const char *name)
{
	return db_took(db, mem, Q_user_disable, RC_NOT_FOUND,
	    ARGS(arg_text(name)));
}

enum rc
account_link(struct db *db, struct arena *mem, int64_t user,
    char link[static CRYPTO_TOKEN_SIZE])
{
	crypto_token(link);
	return db_run(db, mem, Q_login_link_create,
	    ARGS(arg_text(digest(mem, link)), arg_int(user),
	    arg_int(LINK_SECONDS)));
}

static enum rc
read_rows(struct db *db, struct arena *mem, enum query q,
    struct account_row **out, size_t *n)
{
	struct rows rows;
	enum rc rc = db_rows(db, mem, q, &rows, NO_ARGS);

	if (rc != RC_OK)
		return rc;
	*out = arena_array(mem, rows.n, sizeof(**out));
	*n = rows.n;
	for (size_t i = 0; i < rows.n; i++)
		(*out)[i] = (struct account_row){
			.id = row_int(&rows, i, 0),
			.name = row_text(&rows, i, 1),
			.role = row_text(&rows, i, 2),
			.created_by = row_text(&rows, i, 3),
			.created_at = row_int(&rows, i, 4),
			.last_used_at = row_int(&rows, i, 5),
			.has_password = row_bool(&rows, i, 6),
			.disabled = row_bool(&rows, i, 7),
		};
	return RC_OK;
}

enum rc
account_list(struct db *db, struct arena *mem, struct account_row **out,
    size_t *n)
{
	return read_rows(db, mem, Q_user_list, out, n);
}

enum rc
token_add(struct db *db, struct arena *mem, const char *name, const char *role,
    int64_t agent, const char *who, char token[static CRYPTO_TOKEN_SIZE])
{
	crypto_token(token);
	return db_run(db, mem, Q_token_create,
	    ARGS(arg_text(digest(mem, token)), arg_text(name), arg_text(role),
	    arg_text(who), arg_int(agent)));
}

enum rc
token_end(struct db *db, struct arena *mem, int64_t id)
{
	return db_took(db, mem, Q_token_revoke, RC_NOT_FOUND,
	    ARGS(arg_int(id)));
}

enum rc
token_rows(struct db *db, struct arena *mem, struct account_row **out,
    size_t *n)
{
	return read_rows(db, mem, Q_token_list, out, n);
}

enum rc
audit(struct db *db, struct arena *mem, const char *who, const char *action,
    const char *detail)
{
	return db_run(db, mem, Q_audit_add,
	    ARGS(arg_text(who), arg_text(action),
	    arg_text(detail ? detail : "{}")));
}

enum rc
audit_of(struct db *db, struct arena *mem, const char *who, const char *action,
    const char *what, int64_t id)
{
	struct sbuf *detail = sbuf_arena(mem);
	struct jw w = JW_INIT(detail);

	jw_object(&w);
	jw_int(jw_key(&w, what), id);
	jw_end(&w);
	return audit(db, mem, who, action, sbuf_cstr(detail));
}
