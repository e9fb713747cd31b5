/* SPDX-License-Identifier: MIT */
/*
 * sandbox/tokens - access tokens, refresh tokens that rotate, one-time codes.
 *
 * Source: "OAuth 2" of the protocol reference: client credentials give no
 *         refresh token; each refresh ends both old tokens at once.
 */
#ifndef TIDEMARK_SANDBOX_TOKENS_H
#define TIDEMARK_SANDBOX_TOKENS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { TOKEN_SIZE = 33 };	/* 32 hex digits and the NUL */

struct token {
	char access[TOKEN_SIZE];
	char refresh[TOKEN_SIZE];	/* empty: none, or spent */
	int64_t expires;		/* 0: ended */
};

struct tokens {
	struct token *v;
	size_t n, cap;
	char codes[64][TOKEN_SIZE];	/* a ring; empty when used */
	unsigned code_at;
	long issued, refreshed;
};

void			 tokens_free(struct tokens *);
const struct token	*tokens_issue(struct tokens *, int64_t now,
			    int64_t lives, bool refreshable);
/* NULL: the refresh token is spent or was never given. */
const struct token	*tokens_refresh(struct tokens *, const char *refresh,
			    int64_t now, int64_t lives);
bool			 tokens_good(const struct tokens *, const char *access,
			    int64_t now);
const char		*tokens_code(struct tokens *);
bool			 tokens_take_code(struct tokens *, const char *code);
/* Every access token ends; refresh tokens stay good. */
size_t			 tokens_expire(struct tokens *);

#endif
