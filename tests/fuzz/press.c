/* SPDX-License-Identifier: MIT */
/*
 * Any body of a request that says that a button was pressed in Slack. Whatever it
 * is, only its own signature passes, and what is read of it are texts, with a name
 * that may stand in the record as it is.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/parse.h"
#include "base/sbuf.h"
#include "model/press.h"
#include "net/crypto.h"

int	LLVMFuzzerTestOneInput(const uint8_t *, size_t);

enum { NOW = 1780000000 };

static const char secret[] = "a secret", at[] = "1780000000";

static const char *
sign(struct arena *mem, const char *body, size_t len)
{
	struct sbuf *base = sbuf_arena(mem);
	unsigned char mac[SHA256_SIZE];
	char hex[2 * SHA256_SIZE + 1];

	sbuf_fmt(base, "v0:%s:", at);
	sbuf_add(base, body, len);
	crypto_hmac_sha256(secret, strlen(secret), base->s, base->len, mac);
	hex_encode(mac, sizeof(mac), hex);
	return arena_fmt(mem, "v0=%s", hex);
}

static bool
genuine(const char *with, const char *when, const char *mac, const char *body,
    size_t len, int64_t now)
{
	return press_check(with, when, mac, body, len, now) == PRESS_OK;
}

static void
check_signature(struct arena *mem, const char *body, size_t len)
{
	const char *good = sign(mem, body, len);
	char *bad = arena_text(mem, good);

	bad[3 + len % 64] ^= 1;
	if (!genuine(secret, at, good, body, len, NOW) ||
	    genuine(secret, at, bad, body, len, NOW) ||
	    genuine(secret, "1780000001", good, body, len, NOW) ||
	    genuine("another", at, good, body, len, NOW) ||
	    genuine(secret, at, good, body, len, NOW +
	    PRESS_FRESH_S + 1))
		abort();
}

static void
check_texts(const struct press *p)
{
	static const char safe[] = "abcdefghijklmnopqrstuvwxyz0123456789"
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZ._-";
	const char *const all[] = { p->type, p->app_id, p->team_id, p->user_id,
		p->channel, p->ts, p->action, p->value, p->response_url };

	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++)
		if (all[i] == NULL)
			abort();
	if (*p->user == '\0' || strlen(p->user) > 80 ||
	    strspn(p->user, safe) != strlen(p->user))
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	const char *body = (const char *)bytes;
	struct arena *mem = arena_begin();
	struct press p;

	check_signature(mem, body, size);
	if (press_read(mem, body, size, &p))
		check_texts(&p);
	if (press_read(mem, NULL, 0, &p))
		abort();
	arena_end(mem);
	return 0;
}
