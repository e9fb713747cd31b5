/* SPDX-License-Identifier: MIT */
#include "base/arena.h"
#include "base/clock.h"
#include "conf/conf.h"
#include "job/bf.h"
#include "job/job.h"
#include "model/upstream.h"

/* While a wait goes on the leases must not run out. */
static void
on_wait(void *ctx, int64_t left_ms)
{
	struct backfill *bf = ctx;
	struct arena *mem;

	progress_wait(&bf->progress, left_ms);
	if (bf->job->db == NULL || clock_mono_ms() < bf->beat_ms)
		return;
	mem = arena_begin();
	(void)bf_job_beat(bf, mem, false);
	arena_end(mem);
}

static struct upstream_app
app_of(const struct backfill *bf)
{
	return (struct upstream_app){ "helpscout",
		bf->job->conf->hs_client_id, bf->job->conf->hs_client_secret };
}

static const char *
load_token(void *ctx, struct arena *mem, int64_t *life_s)
{
	struct backfill *bf = ctx;
	struct upstream_app app = app_of(bf);
	const char *token;

	if (bf->job->db == NULL || upstream_token_load(bf->job->db, mem, &app,
	    &token, life_s) != RC_OK)
		return NULL;
	return token;
}

static void
save_token(void *ctx, const char *token, int64_t life_s)
{
	struct backfill *bf = ctx;
	struct upstream_app app = app_of(bf);
	struct arena *mem = arena_begin();

	/* Not saved, it is asked for once more: no harm. */
	if (bf->job->db != NULL)
		(void)upstream_token_save(bf->job->db, mem, &app, token,
		    life_s);
	arena_end(mem);
}

struct hs *
bf_client_open(struct backfill *bf)
{
	const struct conf *conf = bf->job->conf;

	return hs_open(&(struct hs_options){
	    .base_url = conf->hs_base_url,
	    .client_id = conf->hs_client_id,
	    .client_secret = conf->hs_client_secret,
	    .api_token = conf->hs_api_token,
	    .timeout_ms = conf->hs_timeout * 1000,
	    .skew_s = conf->hs_token_skew * 60,
	    .max_retries = (int)conf->hs_max_retries,
	    .reserve_percent = (int)conf->hs_reserve,
	    .waiting = on_wait, .token_load = load_token,
	    .token_save = save_token, .ctx = bf });
}

enum rc
bf_client_rc(struct backfill *bf, enum hs_result result)
{
	bf->import.result = result;
	return result == HS_OK || result == HS_END ? RC_OK :
	    result == HS_STOPPED ? RC_STOPPED : RC_UPSTREAM;
}
