/* SPDX-License-Identifier: MIT */
#include "net/crypto.h"

#include "base/arena.h"
#include "base/parse.h"
#include "base/sbuf.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

enum {
	SEAL_VERSION = 1,
	NONCE_SIZE = 12,
	TAG_SIZE = 16,
	SALT_SIZE = 16,
	HASH_SIZE = 32,
	MAX_STORED = 66,	/* bytes of 88 characters of base64 */
	/* OWASP's setting of 16 MiB: a sign-in stays within what a web worker
	 * may use, at the cost of N = 2^17 with p = 1. */
	SCRYPT_LN = 14,
	SCRYPT_R = 8,
	SCRYPT_P = 5
};

static const uint64_t SCRYPT_MEMORY = 256u * 1024 * 1024;

static void
must(bool ok, const char *what)
{
	if (ok)
		return;
	fprintf(stderr, "crypto: %s failed\n", what);
	abort();
}

static void
random_bytes(void *out, int len)
{
	must(RAND_bytes(out, len) == 1, "random bytes");
}

uint32_t
crypto_random_u32(void)
{
	uint32_t n;

	random_bytes(&n, sizeof(n));
	return n;
}

void
crypto_key(unsigned char out[static CRYPTO_KEY_SIZE])
{
	random_bytes(out, CRYPTO_KEY_SIZE);
}

void
crypto_sha256(const void *in, size_t len, unsigned char out[static SHA256_SIZE])
{
	must(EVP_Digest(in, len, out, NULL, EVP_sha256(), NULL) == 1, "sha256");
}

const char *
crypto_sha256_hex(struct arena *mem, const void *in, size_t len)
{
	unsigned char sum[SHA256_SIZE];
	char *hex = arena_alloc(mem, 2 * SHA256_SIZE + 1);

	crypto_sha256(in, len, sum);
	hex_encode(sum, SHA256_SIZE, hex);
	return hex;
}

static void
hmac(const EVP_MD *digest, const void *key, size_t key_len, const void *in,
    size_t len, unsigned char *out)
{
	must(HMAC(digest, key, (int)key_len, in, len, out, NULL) != NULL,
	    "hmac");
}

void
crypto_hmac_sha1(const void *key, size_t key_len, const void *in, size_t len,
    unsigned char out[static SHA1_SIZE])
{
	hmac(EVP_sha1(), key, key_len, in, len, out);
}

void
crypto_hmac_sha256(const void *key, size_t key_len, const void *in, size_t len,
    unsigned char out[static SHA256_SIZE])
{
	hmac(EVP_sha256(), key, key_len, in, len, out);
}

bool
crypto_equal(const void *a, const void *b, size_t len)
{
	return CRYPTO_memcmp(a, b, len) == 0;
}

void
crypto_forget(void *secret, size_t len)
{
	OPENSSL_cleanse(secret, len);
}

static const char alphabet[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

void
crypto_base64(struct sbuf *out, const void *in, size_t len)
{
	const unsigned char *p = in;

	for (size_t i = 0; i < len; i += 3) {
		unsigned n = (unsigned)p[i] << 16;

		if (i + 1 < len)
			n |= (unsigned)p[i + 1] << 8;
		if (i + 2 < len)
			n |= p[i + 2];
		sbuf_char(out, alphabet[n >> 18]);
		sbuf_char(out, alphabet[n >> 12 & 63]);
		sbuf_char(out, i + 1 < len ? alphabet[n >> 6 & 63] : '=');
		sbuf_char(out, i + 2 < len ? alphabet[n & 63] : '=');
	}
}

static int
value_of(char c)
{
	const char *at = c == '\0' ? NULL : strchr(alphabet, c);

	return at == NULL ? -1 : (int)(at - alphabet);
}

bool
crypto_unbase64(const char *text, size_t len, unsigned char *out,
    size_t *out_len)
{
	size_t n = 0, pad = 0;

	if (len % 4 != 0)
		return false;
	while (pad < 2 && pad < len && text[len - 1 - pad] == '=')
		pad++;
	for (size_t i = 0; i < len; i += 4) {
		size_t keep = i + 4 < len ? 4 : 4 - pad;
		unsigned bits = 0;

		for (size_t k = 0; k < 4; k++) {
			int v = k < keep ? value_of(text[i + k]) : 0;

			if (v < 0)
				return false;
			bits = bits << 6 | (unsigned)v;
		}
		/* One value has one spelling: no stray bits before padding. */
		if ((keep == 3 && bits & 0xff) || (keep == 2 && bits & 0xffff))
			return false;
		for (size_t k = 0; k + 1 < keep; k++)
			out[n++] = (unsigned char)(bits >> (16 - 8 * k));
	}
	*out_len = n;
	return true;
}

const char *
crypto_password_hash(struct arena *mem, const char *password)
{
	unsigned char salt[SALT_SIZE], hash[HASH_SIZE];
	struct sbuf *out = sbuf_arena(mem);

	random_bytes(salt, sizeof(salt));
	must(EVP_PBE_scrypt(password, strlen(password), salt, sizeof(salt),
	    1u << SCRYPT_LN, SCRYPT_R, SCRYPT_P, SCRYPT_MEMORY, hash,
	    sizeof(hash)) == 1, "scrypt");
	sbuf_fmt(out, "$scrypt$ln=%d,r=%d,p=%d$", SCRYPT_LN, SCRYPT_R,
	    SCRYPT_P);
	crypto_base64(out, salt, sizeof(salt));
	sbuf_char(out, '$');
	crypto_base64(out, hash, sizeof(hash));
	return out->s;
}

struct stored {
	int64_t ln, r, p;
	unsigned char salt[MAX_STORED], hash[MAX_STORED];
	size_t salt_len, hash_len;
};

/* The number after name, up to the character end. */
static bool
take_number(const char **at, const char *name, char end, int64_t max,
    int64_t *out)
{
	size_t len = strlen(name);
	const char *stop;
	char digits[8];

	if (strncmp(*at, name, len) != 0 ||
	    (stop = strchr(*at + len, end)) == NULL ||
	    (size_t)(stop - *at) - len >= sizeof(digits))
		return false;
	memcpy(digits, *at + len, (size_t)(stop - *at) - len);
	digits[(size_t)(stop - *at) - len] = '\0';
	*at = stop + 1;
	return parse_int(digits, 1, max, out);
}

static bool
take_bytes(const char **at, unsigned char out[static MAX_STORED],
    size_t *out_len)
{
	size_t len = strcspn(*at, "$");
	const char *from = *at;

	if (len == 0 || len > MAX_STORED / 3 * 4)
		return false;
	*at += len + (from[len] == '$');
	return crypto_unbase64(from, len, out, out_len);
}

static bool
stored_parse(const char *text, struct stored *s)
{
	/* The upper bounds keep a damaged row from eating the machine. */
	return take_number(&text, "$scrypt$ln=", ',', 18, &s->ln) &&
	    take_number(&text, "r=", ',', 16, &s->r) &&
	    take_number(&text, "p=", '$', 16, &s->p) &&
	    take_bytes(&text, s->salt, &s->salt_len) &&
	    take_bytes(&text, s->hash, &s->hash_len) && *text == '\0' &&
	    s->hash_len >= HASH_SIZE;
}

bool
crypto_password_ok(const char *password, const char *stored)
{
	unsigned char hash[MAX_STORED];
	struct stored s;

	if (!stored_parse(stored, &s) ||
	    EVP_PBE_scrypt(password, strlen(password), s.salt, s.salt_len,
	    (uint64_t)1 << s.ln, (uint64_t)s.r, (uint64_t)s.p, SCRYPT_MEMORY,
	    hash, s.hash_len) != 1)
		return false;
	return crypto_equal(hash, s.hash, s.hash_len);
}

void
crypto_seal(const unsigned char key[static CRYPTO_KEY_SIZE], const char *what,
    const void *in, size_t len, struct sbuf *out)
{
	EVP_CIPHER_CTX *ctx = EVP_CIPHER_CTX_new();
	unsigned char *to;
	int n;

	assert(len < 1 << 30);
	sbuf_reserve(out, len + CRYPTO_SEAL_MORE + 1);
	to = (unsigned char *)out->s + out->len;
	to[0] = SEAL_VERSION;
	random_bytes(to + 1, NONCE_SIZE);
	must(ctx != NULL &&
	    EVP_EncryptInit_ex(ctx, EVP_aes_256_gcm(), NULL, key, to + 1) &&
	    EVP_EncryptUpdate(ctx, NULL, &n, to, 1) &&
	    EVP_EncryptUpdate(ctx, NULL, &n, (const unsigned char *)what,
	    (int)strlen(what)) &&
	    EVP_EncryptUpdate(ctx, to + 1 + NONCE_SIZE, &n, in, (int)len) &&
	    EVP_EncryptFinal_ex(ctx, to + 1 + NONCE_SIZE + len, &n) &&
	    EVP_CIPHER_CTX_ctrl(ctx, EVP_CTRL_GCM_GET_TAG, TAG_SIZE,
	    to + 1 + NONCE_SIZE + len), "sealing");
	EVP_CIPHER_CTX_free(ctx);
	out->len += len + CRYPTO_SEAL_MORE;
	out->s[out->len] = '\0';
}

bool
crypto_open(const unsigned char key[static CRYPTO_KEY_SIZE], const char *what,
    const void *in, size_t len, struct sbuf *out)
{
	const unsigned char *from = in;
	unsigned char tag[TAG_SIZE], *to;
	EVP_CIPHER_CTX *ctx;
	size_t text;
	bool ok;
	int n;

	if (len < CRYPTO_SEAL_MORE || len >= 1 << 30 || from[0] != SEAL_VERSION)
		return false;
	text = len - CRYPTO_SEAL_MORE;
	memcpy(tag, from + len - TAG_SIZE, TAG_SIZE);
	sbuf_reserve(out, text + 1);
	to = (unsigned char *)out->s + out->len;
	ctx = EVP_CIPHER_CTX_new();
	must(ctx != NULL, "cipher");
	ok = EVP_DecryptInit_ex(ctx, EVP_aes_256_gcm(), NULL, key, from + 1) &&
	    EVP_DecryptUpdate(ctx, NULL, &n, from, 1) &&
	    EVP_DecryptUpdate(ctx, NULL, &n, (const unsigned char *)what,
	    (int)strlen(what)) &&
	    EVP_DecryptUpdate(ctx, to, &n, from + 1 + NONCE_SIZE, (int)text) &&
	    EVP_CIPHER_CTX_ctrl(ctx, EVP_CTRL_GCM_SET_TAG, TAG_SIZE, tag) &&
	    EVP_DecryptFinal_ex(ctx, to + text, &n) == 1;
	EVP_CIPHER_CTX_free(ctx);
	if (ok)
		out->len += text;
	out->s[out->len] = '\0';
	return ok;
}

void
crypto_token(char out[static CRYPTO_TOKEN_SIZE])
{
	unsigned char bytes[32];
	struct sbuf text = SBUF_INIT;

	random_bytes(bytes, sizeof(bytes));
	crypto_base64(&text, bytes, sizeof(bytes));
	for (size_t i = 0; i + 1 < CRYPTO_TOKEN_SIZE; i++) {
		char c = text.s[i];

		out[i] = c == '+' ? '-' : c == '/' ? '_' : c;
	}
	out[CRYPTO_TOKEN_SIZE - 1] = '\0';	/* the one "=" is dropped */
	crypto_forget(text.s, text.len);
	sbuf_free(&text);
}
