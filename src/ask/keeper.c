/* SPDX-License-Identifier: MIT */
#include "ask/keeper.h"

#include "base/arena.h"
#include "base/log.h"
#include "conf/conf.h"
#include "db/db.h"
#include "model/connection.h"
#include "model/upstream.h"

#include <poll.h>

static struct upstream_app
app_of(const struct keeper *k)
{
	return (struct upstream_app){ "helpscout", k->conf->hs_client_id,
		k->conf->hs_client_secret, k->conf->key_file };
}

static enum hs_kept
load_own(struct keeper *k, struct arena *mem, struct hs_token *t)
{
	struct upstream_app app = app_of(k);

	return upstream_token_load(k->db, mem, &app, &t->access, &t->life_s) ==
	    RC_OK ? HS_KEPT_TOKEN : HS_KEPT_NONE;
}

static enum hs_kept
load(void *ctx, struct arena *mem, struct hs_token *t, const char **why)
{
	struct connection_tokens kept;
	struct keeper *k = ctx;
	enum rc rc;

	*t = (struct hs_token){ 0 };
	if (k->db == NULL)
		return HS_KEPT_NONE;
	rc = connection_tokens(k->db, mem, k->conf->key_file, &kept);
	if (rc == RC_NOT_FOUND) {
		k->nameless = false;
		return load_own(k, mem, t);
	}
	if (rc == RC_CONFLICT) {
		*why = arena_fmt(mem, "the connection does not work. %s Connect "
		    "anew on the page /connect", kept.problem);
		return HS_KEPT_BROKEN;
	}
	if (rc != RC_OK) {
		*why = rc_text(rc);
		return HS_KEPT_AWAY;
	}
	k->generation = kept.generation;
	k->nameless = kept.user_id == 0;
	*t = (struct hs_token){ kept.access, kept.refresh, kept.life_s,
		kept.whole_s, kept.unsure };
	return HS_KEPT_TOKEN;
}

static bool
lock(void *ctx)
{
	struct keeper *k = ctx;

	return db_try_lock(k->db, CONNECTION_LOCK) == RC_OK;
}

static void
unlock(void *ctx)
{
	struct keeper *k = ctx;

	db_unlock(k->db, CONNECTION_LOCK);
}

static bool
begin(void *ctx)
{
	struct keeper *k = ctx;
	struct arena *mem = arena_begin();
	enum rc rc = connection_begin(k->db, mem, k->generation);

	arena_end(mem);
	return rc == RC_OK;
}

/* The only copy of the tokens is here: a database that is away is waited for,
 * also when the program is to stop. */
static bool
save_connection(struct keeper *k, struct arena *mem, const struct hs_token *t)
{
	enum { TRIES = 60 };
	struct connection_tokens renewed = { .access = t->access,
		.refresh = t->refresh, .life_s = t->life_s,
		.generation = k->generation };
	const char *why = "";
	enum rc rc = RC_DB_DOWN;

	for (int try = 0; try < TRIES && rc == RC_DB_DOWN; try++) {
		if (try > 0)
			poll(NULL, 0, 1000);
		rc = connection_renewed(k->db, mem, k->conf->key_file,
		    &renewed, &k->generation, &why);
	}
	if (rc == RC_OK)
		LOG(INFO, "connection_renewed", L_INT("life_s", t->life_s));
	else if (rc == RC_NOT_FOUND)
		LOG(WARN, "connection_gone");	/* ended or made anew meanwhile */
	else
		LOG(ERROR, "connection_lost", L_RC(rc), L_STR("why", why));
	return rc == RC_OK;
}

static bool
save(void *ctx, const struct hs_token *t)
{
	struct keeper *k = ctx;
	struct upstream_app app = app_of(k);
	struct arena *mem;
	bool ok;

	if (k->db == NULL)
		return false;
	mem = arena_begin();
	ok = t->refresh != NULL ? save_connection(k, mem, t) :
	    upstream_token_save(k->db, mem, &app, t->access, t->life_s) ==
	    RC_OK;
	arena_end(mem);
	return ok;
}

static void
failed(void *ctx, const char *why, enum hs_failure failure)
{
	struct keeper *k = ctx;
	struct arena *mem = arena_begin();

	if (failure == HS_FAILED_SPENT)
		LOG(ERROR, "connection_broken", L_STR("why", why),
		    L_STR("next", "nothing is imported until an administrator "
		    "connects again on the page /connect"));
	else
		LOG(WARN, "connection_failed", L_STR("why", why),
		    L_STR("next", "tried again by itself"));
	(void)connection_failed(k->db, mem, k->generation, why,
	    failure == HS_FAILED_SPENT, failure == HS_FAILED_UNSURE);
	arena_end(mem);
}

struct hs_options
keeper_options(struct keeper *k)
{
	static const struct hs_keeper calls = { load, lock, unlock, begin, save,
		failed };
	const struct conf *conf = k->conf;

	return (struct hs_options){
	    .base_url = conf->hs_base_url,
	    .client_id = conf->hs_client_id,
	    .client_secret = conf->hs_client_secret,
	    .api_token = conf->hs_api_token,
	    .timeout_ms = conf->hs_timeout * 1000,
	    .skew_s = conf->hs_token_skew * 60,
	    .max_retries = (int)conf->hs_max_retries,
	    .reserve_percent = (int)conf->hs_reserve,
	    .no_client_credentials = !conf->hs_own_account,
	    .keeper = &calls, .keeper_ctx = k };
}

enum rc
keeper_name(struct keeper *k, struct hs *hs, struct arena *mem,
    enum hs_result *result)
{
	struct hs_user me;

	k->nameless = false;	/* until it is looked up again */
	*result = hs_me(hs, mem, &me);
	if (*result != HS_OK)
		return RC_UPSTREAM;
	return connection_named(k->db, mem, k->generation, me.id,
	    arena_fmt(mem, "%s%s%s", me.first, *me.first && *me.last ? " " :
	    "", me.last), me.email);
}
