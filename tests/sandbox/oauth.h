/* SPDX-License-Identifier: MIT */
/*
 * sandbox/oauth - the token endpoint, and the consent page.
 *
 * Source: "OAuth 2" of the protocol reference.
 */
#ifndef TIDEMARK_SANDBOX_OAUTH_H
#define TIDEMARK_SANDBOX_OAUTH_H

#include <stdbool.h>

struct call;
struct reply;
struct sandbox;

/* POST /v2/oauth2/token */
void	oauth_token(struct sandbox *, struct call *, struct reply *);
/* GET /authentication/authorizeClientApplication: asks, or answers by itself, as
 * the option "consent" says */
void	oauth_consent(struct sandbox *, struct call *, struct reply *);
/* POST there: what the person pressed */
void	oauth_decide(struct sandbox *, struct call *, struct reply *);
/* The call carries a token that is good now. */
bool	oauth_allows(const struct sandbox *, const struct call *);

#endif
