/* SPDX-License-Identifier: MIT */
/*
 * tidemark-admin key: the file of keys that tokens are sealed under.
 *
 * A rotation may be killed anywhere: the new key stands in the file before
 * anything is sealed under it, and the old ones leave it when nothing is sealed
 * under them any more. What is left of a killed one, the next one finishes.
 */
#include "base/arena.h"
#include "base/clock.h"
#include "base/stop.h"
#include "conf/conf.h"
#include "db/db.h"
#include "main/admin.h"
#include "model/connection.h"
#include "net/seal.h"

#include <stdio.h>

enum { RENEWAL_MS = 120 * 1000 };

static int
refused(const struct admin *a, enum seal_result result)
{
	fprintf(stderr, "%s: %s\n", a->conf->key_file, seal_why(result));
	return 1;
}

int
cmd_key_create(struct admin *a)
{
	struct seal_keys keys = { .n = 0 };
	enum seal_result result;

	seal_keys_add(&keys);
	result = seal_keys_write(a->conf->key_file, &keys, true);
	crypto_forget(&keys, sizeof(keys));
	if (result != SEAL_OK)
		return refused(a, result);
	printf("%s is made; copy it to all hosts, and keep it out of the "
	    "database's backups\n", a->conf->key_file);
	return 0;
}

/* Everything under the first key; then the others go. */
static int
reseal(struct admin *a, struct seal_keys *keys)
{
	const char *why = "";
	enum seal_result result;
	enum rc rc = connection_reseal(a->db, a->mem, a->conf->key_file,
	    "operator", &why);

	if (rc != RC_OK) {
		fprintf(stderr, "nothing was sealed anew, all keys stay: %s%s%s"
		    "\n", rc_text(rc), *why ? ": " : "", why);
		return 1;
	}
	keys->n = 1;
	result = seal_keys_write(a->conf->key_file, keys, false);
	if (result != SEAL_OK)
		return refused(a, result);
	printf("%s holds a new key, everything is sealed under it; copy it to "
	    "all other hosts\n", a->conf->key_file);
	return 0;
}

/* A renewal on another host would seal what it brings under the key that is there:
 * one that is under way is waited for, the next one cannot open the tokens. */
static enum rc
hold_renewals(struct admin *a)
{
	int64_t end = clock_mono_ms() + RENEWAL_MS;
	enum rc rc;

	while ((rc = db_try_lock(a->db, CONNECTION_LOCK)) == RC_CONFLICT &&
	    clock_mono_ms() < end)
		stop_sleep_ms(100);
	return rc;
}

int
cmd_key_rotate(struct admin *a)
{
	struct seal_keys keys;
	enum seal_result result;
	int status;
	enum rc rc = db_try_lock(a->db, "tidemark key");

	if (rc != RC_OK)
		return admin_failed(rc == RC_CONFLICT ?
		    "another rotation is under way" : "key rotate", rc);
	rc = hold_renewals(a);
	if (rc != RC_OK)
		return admin_failed(rc == RC_CONFLICT ? "a renewal of the "
		    "connection has been under way for two minutes, nothing was "
		    "changed; try again" : "key rotate", rc);
	result = seal_keys_read(a->conf->key_file, &keys);
	/* A full file is of rotations that did not end. Its first key is new, and
	 * its last one may be the one that everything is sealed under. */
	if (result == SEAL_OK && keys.n < SEAL_KEYS_MAX) {
		seal_keys_add(&keys);
		result = seal_keys_write(a->conf->key_file, &keys, false);
	}
	status = result == SEAL_OK ? reseal(a, &keys) : refused(a, result);
	crypto_forget(&keys, sizeof(keys));
	return status;
}

bool
key_is_good(struct admin *a, const char **advice)
{
	struct seal_keys keys;
	enum seal_result result = seal_keys_read(a->conf->key_file, &keys);

	crypto_forget(&keys, sizeof(keys));
	*advice = seal_why(result);
	return result == SEAL_OK;
}
