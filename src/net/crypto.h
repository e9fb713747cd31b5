/* SPDX-License-Identifier: MIT */
/*
 * net/crypto - random bytes, digests, passwords, sealing. The only user of
 * OpenSSL's own interface.
 *
 * Units:     bytes; digests are raw, base64 is RFC 4648 with padding.
 * Ownership: what an arena is passed for lives in it; sbufs are appended to.
 * Errors:    a missing algorithm or an empty entropy source ends the process:
 *            nothing safe can follow. bool functions are false for input that
 *            is not what it should be (wrong key, altered, not base64).
 * Secrets:   compare with crypto_equal() only.
 */
#ifndef TIDEMARK_NET_CRYPTO_H
#define TIDEMARK_NET_CRYPTO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct sbuf;

enum {
	SHA1_SIZE = 20,
	SHA256_SIZE = 32,
	CRYPTO_KEY_SIZE = 32,
	/* What crypto_seal() adds to the length of the text. */
	CRYPTO_SEAL_MORE = 1 + 12 + 16,
	CRYPTO_TOKEN_SIZE = 44	/* 32 random bytes as text, with the NUL */
};

uint32_t	 crypto_random_u32(void);
void		 crypto_key(unsigned char out[static CRYPTO_KEY_SIZE]);
void		 crypto_sha256(const void *in, size_t len,
		    unsigned char out[static SHA256_SIZE]);
/* Lower-case hex in the arena. */
const char	*crypto_sha256_hex(struct arena *, const void *in, size_t len);
void		 crypto_hmac_sha1(const void *key, size_t key_len,
		    const void *in, size_t len,
		    unsigned char out[static SHA1_SIZE]);
void		 crypto_hmac_sha256(const void *key, size_t key_len,
		    const void *in, size_t len,
		    unsigned char out[static SHA256_SIZE]);
/* How long it takes does not depend on where the bytes differ. */
bool		 crypto_equal(const void *, const void *, size_t len);

void		 crypto_base64(struct sbuf *out, const void *in, size_t len);
/* Strict: padding needed, no other character. out holds len / 4 * 3 bytes. */
bool		 crypto_unbase64(const char *text, size_t len,
		    unsigned char *out, size_t *out_len);

/* "$scrypt$ln=14,r=8,p=5$SALT$HASH": the string says how it was made, so the
 * cost can be raised later and old passwords still work. */
const char	*crypto_password_hash(struct arena *, const char *password);
bool		 crypto_password_ok(const char *password, const char *stored);

/* AES-256-GCM: version byte, nonce, ciphertext, tag. what names the use (for
 * example "oauth_token/17") and must be the same when opened, so that a sealed
 * value cannot be moved to another row. */
void		 crypto_seal(const unsigned char key[static CRYPTO_KEY_SIZE],
		    const char *what, const void *in, size_t len,
		    struct sbuf *out);
bool		 crypto_open(const unsigned char key[static CRYPTO_KEY_SIZE],
		    const char *what, const void *in, size_t len,
		    struct sbuf *out);

/* 256 random bits in letters, digits, "-" and "_". */
void		 crypto_token(char out[static CRYPTO_TOKEN_SIZE]);
void		 crypto_forget(void *secret, size_t len);	/* wipes it */

#endif
