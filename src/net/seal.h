/* SPDX-License-Identifier: MIT */
/*
 * net/seal - secrets that stand in the database, sealed under keys that do not.
 *
 * Shape:     the key file holds a key a line, as base64 of 32 bytes; the first
 *            seals, all of them open. A sealed text names its key (the beginning
 *            of the key's SHA-256) before what crypto_seal() makes.
 *            The file is read for every call, which is for a few a minute: a
 *            rotation counts at once in all programs, however long they run.
 * what:      names the place ("hs_connection/refresh"), and must be the same when
 *            opened: a sealed text cannot be moved to another column.
 * Ownership: results live in the arena.
 * Errors:    enum seal_result; seal_why() is a sentence that says what to do.
 */
#ifndef TIDEMARK_NET_SEAL_H
#define TIDEMARK_NET_SEAL_H

#include "net/crypto.h"

#include <stdbool.h>
#include <stddef.h>

enum seal_result {
#define SEAL(name, text) SEAL_##name,
#include "net/seal.def"
#undef SEAL
};

enum { SEAL_ID_SIZE = 8, SEAL_KEYS_MAX = 8 };

struct seal_keys {
	size_t n;
	unsigned char key[SEAL_KEYS_MAX][CRYPTO_KEY_SIZE];
};

/* *hex: as Postgres reads a bytea, \x and digits. */
enum seal_result seal_hex(struct arena *, const char *key_file,
		    const char *what, const char *text, const char **hex);
/* hex without the \x. */
enum seal_result seal_text(struct arena *, const char *key_file,
		    const char *what, const char *hex, const char **text);
const char	*seal_why(enum seal_result);

/* For whoever looks after the file. Forget keys with crypto_forget(). */
enum seal_result seal_keys_read(const char *key_file, struct seal_keys *);
/* Makes a new key the first one; the oldest of too many goes. */
void		 seal_keys_add(struct seal_keys *);
/* All or nothing, mode 0600, on disk when it returns. fresh: SEAL_THERE when
 * there is a file. */
enum seal_result seal_keys_write(const char *key_file,
		    const struct seal_keys *, bool fresh);

#endif
