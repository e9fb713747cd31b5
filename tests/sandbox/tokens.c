/* SPDX-License-Identifier: MIT */
#include "tests/sandbox/tokens.h"

#include "base/arena.h"
#include "base/parse.h"

#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

enum { CODES = 64, KEEP = 1000 };

static void
make(char out[static TOKEN_SIZE])
{
	unsigned char bytes[16];

	if (getrandom(bytes, sizeof(bytes), 0) != sizeof(bytes))
		abort();
	hex_encode(bytes, sizeof(bytes), out);
}

void
tokens_free(struct tokens *tk)
{
	free(tk->v);
	memset(tk, 0, sizeof(*tk));
}

/* A crawler that asks for a token per call must not fill the memory. */
static void
forget_ended(struct tokens *tk, int64_t now)
{
	size_t kept = 0;

	if (tk->n < KEEP)
		return;
	for (size_t i = 0; i < tk->n; i++)
		if (tk->v[i].expires > now || tk->v[i].refresh[0] != '\0')
			tk->v[kept++] = tk->v[i];
	tk->n = kept;
}

const struct token *
tokens_issue(struct tokens *tk, int64_t now, int64_t lives, bool refreshable)
{
	struct token *t;

	forget_ended(tk, now);
	if (tk->n == tk->cap) {
		tk->cap = tk->cap ? tk->cap * 2 : 64;
		tk->v = must_realloc(tk->v, tk->cap * sizeof(*tk->v));
	}
	t = &tk->v[tk->n++];
	memset(t, 0, sizeof(*t));
	make(t->access);
	if (refreshable)
		make(t->refresh);
	t->expires = now + lives;
	tk->issued++;
	return t;
}

const struct token *
tokens_refresh(
    struct tokens *tk, const char *refresh, int64_t now, int64_t lives)
{
	for (size_t i = 0; i < tk->n; i++) {
		struct token *t = &tk->v[i];

		if (t->refresh[0] == '\0' || strcmp(t->refresh, refresh) != 0)
			continue;
		t->refresh[0] = '\0';
		t->expires = 0;
		tk->refreshed++;
		return tokens_issue(tk, now, lives, true);
	}
	return NULL;
}

bool
tokens_good(const struct tokens *tk, const char *access, int64_t now)
{
	for (size_t i = tk->n; i > 0; i--)
		if (strcmp(tk->v[i - 1].access, access) == 0)
			return tk->v[i - 1].expires > now;
	return false;
}

const char *
tokens_code(struct tokens *tk)
{
	char *code = tk->codes[tk->code_at++ % CODES];

	make(code);
	return code;
}

bool
tokens_take_code(struct tokens *tk, const char *code)
{
	for (int i = 0; i < CODES; i++)
		if (tk->codes[i][0] != '\0' &&
		    strcmp(tk->codes[i], code) == 0) {
			tk->codes[i][0] = '\0';
			return true;
		}
	return false;
}

size_t
tokens_expire(struct tokens *tk)
{
	size_t ended = 0;

	for (size_t i = 0; i < tk->n; i++) {
		ended += tk->v[i].expires != 0;
		tk->v[i].expires = 0;
	}
	return ended;
}
