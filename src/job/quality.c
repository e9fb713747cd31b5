/* SPDX-License-Identifier: MIT */
#include "job/quality.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/log.h"
#include "conf/conf.h"
#include "db/db.h"
#include "job/judge.h"
#include "job/quality_model.h"
#include "job/rescores.h"
#include "job/retests.h"
#include "model/retest.h"
#include "model/score.h"
#include "quality/heuristic.h"

enum { CLAIM = 100, FOLD_MS = 1000, REPORT_MS = 5000 };

static bool quality;	/* the switch that main() looked for */

struct work {
	struct arena *mem;	/* of the word lists */
	struct judge judge;
	struct rescores rescores;
	struct retests retests;
	int64_t folded_ms, reported_ms;
	int64_t alone;		/* so many are taken one by one */
	int64_t done;		/* since it was last reported */
	struct quality_model *model;	/* NULL: none is configured */
};

static struct work state;

/* ---- a round ---- */

/* Postgres refused something: each alone, so that one keeps neither the others
 * waiting nor the program from its other work. */
static enum rc
refused(struct job *job, struct work *w, int64_t conversation)
{
	if (w->alone == 0) {
		w->alone = CLAIM;
		return RC_OK;
	}
	w->alone--;
	LOG(ERROR, "score_refused", L_INT("conversation", conversation));
	return score_refused(job->db, job->mem, conversation);
}

static enum rc
work(struct job *job, struct work *w, size_t *n)
{
	int64_t *ids, judged = 0;
	size_t n_written;
	enum rc rc = db_begin(job->db);

	*n = 0;
	if (rc == RC_OK)
		rc = score_claim(job->db, job->mem, w->alone > 0 ? 1 : CLAIM,
		    &ids, n, &n_written);
	if (rc == RC_OK && *n > 0)
		rc = score_follow(job->db, job->mem, ids, *n);
	if (rc == RC_OK && *n > 0 && n_written > 0)
		rc = judge_replies(job, &w->judge, ids, n_written, NULL, 0,
		    &judged);
	rc = db_end(job->db, rc);
	if (rc == RC_DB_VALUE && *n > 0)
		return refused(job, w, ids[0]);
	w->alone = *n == 0 ? 0 : w->alone - (w->alone > 0);
	w->done += rc == RC_OK ? judged : 0;
	return rc;
}

static enum rc
fold(struct job *job, struct work *w, bool busy, int64_t *days)
{
	enum rc rc;

	*days = 0;
	if (busy && clock_mono_ms() - w->folded_ms < FOLD_MS)
		return RC_OK;
	rc = score_fold(job->db, job->mem, days);
	w->folded_ms = clock_mono_ms();
	return rc;
}

static void
report(struct work *w, bool idle)
{
	int64_t now = clock_mono_ms();

	if (w->done == 0 || (!idle && now - w->reported_ms < REPORT_MS))
		return;
	LOG(INFO, "scored", L_INT("replies", w->done), L_INT("rubric",
	    w->judge.rubric.version));
	w->done = 0;
	w->reported_ms = now;
}

static enum job_end
quality_begin(struct job *job)
{
	int64_t id = 0;
	enum rc rc;

	state.mem = arena_begin();
	state.judge.heuristic = heuristic_new(state.mem);
	state.retests.kind = RETEST;
	state.model = model_begin(job);
	state.judge.tells_model = state.model != NULL;
	rc = rescore_outdated(job->db, job->mem, HEURISTIC_VERSION,
	    job->program->name, &id);
	if (rc == RC_OK && id != 0)
		LOG(INFO, "heuristic_changed", L_INT("version",
		    HEURISTIC_VERSION), L_INT("rescore", id));
	/* a database that is away is asked when the next run begins */
	return rc == RC_OK || rc == RC_DB_DOWN ? JOB_MORE : JOB_FAILED;
}

static void
quality_end(struct job *job)
{
	rescores_end(&state.rescores);
	model_end(job, state.model);
	arena_end(state.mem);
}

static enum job_end
quality_round(struct job *job)
{
	struct work *w = &state;
	int64_t days = 0;
	bool more = false, again = false, asking = false;
	size_t n = 0;
	enum rc rc = judge_by(job, job->mem, 0, &w->judge);

	if (rc == RC_OK)
		rc = work(job, w, &n);
	if (rc == RC_OK)
		rc = rescores_round(job, &w->rescores, w->judge.heuristic,
		    n > 0, &more);
	if (rc == RC_OK)
		rc = retests_round(job, &w->retests, w->judge.heuristic,
		    n > 0 || more, &again);
	more |= again;
	if (rc == RC_OK)
		rc = fold(job, w, n > 0 || more, &days);
	if (rc == RC_OK)
		rc = model_round(job, w->model, n == 0 && !more, &asking);
	if (rc != RC_OK)
		return rc == RC_DB_DOWN ? JOB_DB_DOWN : JOB_FAILED;
	report(w, n == 0);
	return n > 0 || more || days > 0 || asking ? JOB_MORE : JOB_IDLE;
}

static const struct conf_flag flags[] = {
	{ .name = "quality", .kind = FLAG_SWITCH, .to = &quality,
	    .help = "score the replies of agents; without it conversations are "
	    "analysed" },
	{ 0 },
};

const struct job_program quality_program = {
	.name = "tidemark-score",
	.lock = "tidemark-score --quality",
	.purpose = "scores the replies of agents by the rubric",
	.channel = "tidemark_quality",
	.flags = flags,
	.begin = quality_begin,
	.round = quality_round,
	.end = quality_end,
};
