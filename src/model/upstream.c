/* SPDX-License-Identifier: MIT */
#include "model/upstream.h"

#include "base/arena.h"
#include "db/db.h"
#include "net/seal.h"

#include <string.h>

/* What a sealed token is bound to: another app's, or one had with another secret,
 * is none of ours. */
static const char *
binding(struct arena *mem, const struct upstream_app *app)
{
	const char *both = arena_fmt(mem, "%s\n%s", app->client_id,
	    app->client_secret);

	return arena_fmt(mem, "upstream_token/%s/%s", app->name,
	    crypto_sha256_hex(mem, both, strlen(both)));
}

enum rc
upstream_token_load(struct db *db, struct arena *mem,
    const struct upstream_app *app, const char **token, int64_t *life_s)
{
	struct rows rows;
	enum rc rc = db_rows(db, mem, Q_upstream_token_load, &rows,
	    ARGS(arg_text(app->name)));

	if (rc != RC_OK || rows.n == 0)
		return rc == RC_OK ? RC_NOT_FOUND : rc;
	*life_s = row_int(&rows, 0, 1);
	return seal_text(mem, app->key_file, binding(mem, app),
	    row_text(&rows, 0, 0), token) == SEAL_OK ? RC_OK : RC_NOT_FOUND;
}

enum rc
upstream_token_save(struct db *db, struct arena *mem,
    const struct upstream_app *app, const char *token, int64_t life_s)
{
	const char *hex;
	enum rc rc = db_begin(db);

	if (rc == RC_OK)
		rc = db_run(db, mem, Q_seal_write, NO_ARGS);
	if (rc == RC_OK && seal_hex(mem, app->key_file, binding(mem, app),
	    token, &hex) != SEAL_OK)
		rc = RC_CONFLICT;
	if (rc == RC_OK)
		rc = db_run(db, mem, Q_upstream_token_save,
		    ARGS(arg_text(app->name), arg_text(hex),
		    arg_int(life_s)));
	return db_end(db, rc);
}
