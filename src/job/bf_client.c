/* SPDX-License-Identifier: MIT */
#include "base/arena.h"
#include "base/clock.h"
#include "job/bf.h"
#include "job/job.h"

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

struct hs *
bf_client_open(struct backfill *bf)
{
	struct hs_options options;

	bf->keeper = (struct keeper){ .db = bf->job->db,
		.conf = bf->job->conf };
	options = keeper_options(&bf->keeper);
	options.waiting = on_wait;
	options.ctx = bf;
	return hs_open(&options);
}

enum rc
bf_client_rc(struct backfill *bf, enum hs_result result)
{
	bf->import.result = result;
	return result == HS_OK || result == HS_END ? RC_OK :
	    result == HS_STOPPED ? RC_STOPPED : RC_UPSTREAM;
}
