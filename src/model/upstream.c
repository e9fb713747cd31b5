/* SPDX-License-Identifier: MIT */
#include "model/upstream.h"

#include "base/arena.h"
#include "base/parse.h"
#include "base/sbuf.h"
#include "db/db.h"
#include "net/crypto.h"

#include <string.h>

_Static_assert(SHA256_SIZE == CRYPTO_KEY_SIZE, "a digest serves as the key");

static void
key_of(const struct upstream_app *app, unsigned char key[static SHA256_SIZE])
{
	static const char use[] = "tidemark upstream token";

	crypto_hmac_sha256(app->client_secret, strlen(app->client_secret), use,
	    sizeof(use) - 1, key);
}

/* What a sealed token is bound to. */
static const char *
binding(struct arena *mem, const struct upstream_app *app)
{
	return arena_fmt(mem, "%s/%s", app->name, app->client_id);
}

enum rc
upstream_token_load(struct db *db, struct arena *mem,
    const struct upstream_app *app, const char **token, int64_t *life_s)
{
	unsigned char key[SHA256_SIZE], *sealed;
	struct sbuf *plain = sbuf_arena(mem);
	const char *hex;
	struct rows rows;
	size_t len;
	bool ok;
	enum rc rc = db_rows(db, mem, Q_upstream_token_load, &rows,
	    ARGS(arg_text(app->name)));

	if (rc != RC_OK || rows.n == 0)
		return rc == RC_OK ? RC_NOT_FOUND : rc;
	hex = row_text(&rows, 0, 0);
	len = strlen(hex) / 2;
	sealed = arena_alloc(mem, len + 1);
	if (!hex_decode(hex, sealed, len))
		return RC_NOT_FOUND;
	key_of(app, key);
	ok = crypto_open(key, binding(mem, app), sealed, len, plain);
	crypto_forget(key, sizeof(key));
	if (!ok)
		return RC_NOT_FOUND;
	*token = plain->s;
	*life_s = row_int(&rows, 0, 1);
	return RC_OK;
}

enum rc
upstream_token_save(struct db *db, struct arena *mem,
    const struct upstream_app *app, const char *token, int64_t life_s)
{
	unsigned char key[SHA256_SIZE];
	struct sbuf *sealed = sbuf_arena(mem);
	char *hex;

	key_of(app, key);
	crypto_seal(key, binding(mem, app), token, strlen(token), sealed);
	crypto_forget(key, sizeof(key));
	hex = arena_alloc(mem, 2 + 2 * sealed->len + 1);
	memcpy(hex, "\\x", 2);
	hex_encode((const unsigned char *)sealed->s, sealed->len, hex + 2);
	return db_run(db, mem, Q_upstream_token_save, ARGS(arg_text(app->name),
	    arg_text(hex), arg_int(life_s)));
}
