/* SPDX-License-Identifier: MIT */
#include "ask/connect.h"

#include "base/arena.h"
#include "base/log.h"
#include "conf/conf.h"
#include "net/seal.h"
#include "upstream/helpscout.h"

enum { EXCHANGE_MS = 10000 };

const char *
connect_way_name(enum connect_way way)
{
	static const char *const names[] = { "none", "token", "app",
		"connection" };

	return names[way];
}

static const char *
hindrance(struct req *rq)
{
	const struct conf *c = rq->conf;
	struct seal_keys keys;
	enum seal_result result;

	if (*c->hs_client_id == '\0' || *c->hs_client_secret == '\0')
		return "The options hs_client_id and hs_client_secret must hold "
		    "App ID and App Secret of a Help Scout app.";
	result = seal_keys_read(c->key_file, &keys);
	crypto_forget(&keys, sizeof(keys));
	if (result == SEAL_OK)
		return NULL;
	return arena_fmt(rq->mem, "Tokens could not be sealed: %s.",
	    seal_why(result));
}

/* The same order as in ask/keeper.h. */
static enum connect_way
way_without_connection(const struct conf *c)
{
	if (c->hs_own_account && *c->hs_client_id != '\0' &&
	    *c->hs_client_secret != '\0')
		return WAY_APP;
	return *c->hs_api_token != '\0' ? WAY_TOKEN : WAY_NONE;
}

enum rc
connect_state(struct req *rq, struct connect_state *s)
{
	enum rc rc = connection_find(rq->db, rq->mem, &s->c);

	if (rc != RC_OK && rc != RC_NOT_FOUND)
		return rc;
	s->without = way_without_connection(rq->conf);
	s->way = rc == RC_OK ? WAY_CONNECTION : s->without;
	s->hindrance = hindrance(rq);
	return RC_OK;
}

const char *
connect_next(const struct connect_state *s)
{
	if (s->way == WAY_CONNECTION && !s->c.broken)
		return "";
	if (s->hindrance != NULL)
		return s->hindrance;
	if (s->way == WAY_CONNECTION)
		return "Connect again: the import waits for it and then goes on "
		    "where it was.";
	return s->way == WAY_NONE ? "Connect: until then nothing is imported." :
	    "";
}

const char *
connect_redirect_url(struct req *rq)
{
	if (*rq->conf->hs_redirect_url != '\0')
		return rq->conf->hs_redirect_url;
	return arena_fmt(rq->mem, "%s/helpscout/oauth/callback",
	    rq->conf->public_url);
}

enum rc
connect_begin(struct req *rq, const char **url)
{
	const char *why = hindrance(rq);
	char state[CRYPTO_TOKEN_SIZE];
	enum rc rc;

	if (why != NULL)
		return req_fail(rq, RC_BAD_REQUEST, "%s", why);
	if (*rq->who.csrf == '\0')
		return req_fail(rq, RC_FORBIDDEN, "A person connects, in a "
		    "browser that is signed in: a token has no session to come "
		    "back to");
	rc = oauth_state_make(rq->db, rq->mem, rq->who.csrf, state);
	if (rc == RC_OK)
		*url = hs_authorize_url(rq->mem, rq->conf->hs_authorize_url,
		    rq->conf->hs_client_id, state);
	return rc;
}

static enum rc
exchange(struct req *rq, const char *code, struct hs_token *t)
{
	const struct conf *c = rq->conf;
	int64_t most = c->hs_timeout * 1000;
	struct hs *hs = hs_open(&(struct hs_options){
	    .base_url = c->hs_base_url, .client_id = c->hs_client_id,
	    .client_secret = c->hs_client_secret,
	    .timeout_ms = most < EXCHANGE_MS ? most : EXCHANGE_MS });
	enum hs_result result = hs_exchange(hs, rq->mem, code, t);
	enum rc rc = RC_OK;

	if (result != HS_OK) {
		LOG(WARN, "exchange_failed", L_STR("why", hs_error(hs)));
		rc = req_fail(rq, RC_UPSTREAM, "Token exchange failed: %s. "
		    "Nothing was changed: connect again", hs_error(hs));
	}
	hs_close(hs);
	return rc;
}

/* The state goes first: whatever follows, this answer of the consent page cannot
 * be sent in a second time. */
static enum rc
take_state(struct req *rq, const char *state)
{
	enum rc rc = *state == '\0' || *rq->who.csrf == '\0' ? RC_NOT_FOUND :
	    oauth_state_take(rq->db, rq->mem, rq->who.csrf, state);

	return rc != RC_NOT_FOUND ? rc : req_fail(rq, RC_BAD_REQUEST, "This "
	    "answer of Help Scout does not belong to anything that was begun "
	    "here: it was used before, is older than %d minutes, or was begun "
	    "in another browser. Nothing was changed: connect again",
	    OAUTH_STATE_SECONDS / 60);
}

enum rc
connect_end(struct req *rq, const char *code, const char *state)
{
	struct connection_tokens made;
	const char *why = "";
	struct hs_token t;
	enum rc rc = take_state(rq, state);

	if (rc != RC_OK)
		return rc;
	if (*code == '\0')
		return req_fail(rq, RC_BAD_REQUEST, "Help Scout sent no code: "
		    "access was refused there. Nothing was changed");
	if ((why = hindrance(rq)) != NULL)
		return req_fail(rq, RC_CONFLICT, "%s", why);
	if ((rc = exchange(rq, code, &t)) != RC_OK)
		return rc;
	made = (struct connection_tokens){ .access = t.access,
		.refresh = t.refresh, .life_s = t.life_s };
	rc = connection_make(rq->db, rq->mem, rq->conf->key_file, &made,
	    rq->who.name, &why);
	return rc != RC_CONFLICT ? rc : req_fail(rq, rc, "The tokens could not "
	    "be sealed: %s", why);
}

enum rc
connect_drop(struct req *rq)
{
	enum rc rc = connection_end(rq->db, rq->mem, rq->who.name);

	return rc != RC_NOT_FOUND ? rc : req_fail(rq, rc, "Nobody is "
	    "connected: there is nothing to end");
}
