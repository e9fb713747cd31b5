/* SPDX-License-Identifier: MIT */
#include "job/quality.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/sbuf.h"
#include "conf/conf.h"
#include "db/db.h"
#include "model/rubric.h"
#include "model/score.h"
#include "net/crypto.h"
#include "quality/heuristic.h"

#include <string.h>

enum { CLAIM = 100, FOLD_MS = 1000, REPORT_MS = 5000 };

static bool quality;	/* the switch that main() looked for */

struct work {
	struct arena *mem;	/* of the word lists */
	struct heuristic *heuristic;
	struct rubric rubric;
	const char *rubric_hash;
	int64_t folded_ms, reported_ms;
	int64_t done;		/* since it was last reported */
};

static struct work state;

/* ---- a reply ---- */

static void
add_part(struct sbuf *out, const char *s)
{
	sbuf_text(out, s);
	sbuf_add(out, "", 1);
}

/* Of everything that the scorer is given, and of who it is. */
static const char *
input_hash(struct arena *mem, const struct work *w, const struct exchange *x)
{
	struct sbuf *all = sbuf_arena(mem);

	sbuf_fmt(all, "%d %zu %lld ", HEURISTIC_VERSION, x->reply,
	    (long long)x->closed_at);
	add_part(all, w->rubric_hash);
	add_part(all, x->subject);
	add_part(all, x->customer);
	add_part(all, x->agent);
	add_part(all, x->rating);
	add_part(all, x->rating_comment);
	for (size_t i = 0; i < x->n; i++) {
		const struct turn *t = &x->turn[i];

		sbuf_fmt(all, "%lld %d %lld %lld %d ", (long long)t->id,
		    t->by_agent, (long long)t->author, (long long)t->at,
		    t->saved_reply);
		add_part(all, t->text);
	}
	return crypto_sha256_hex(mem, all->s, all->len);
}

/* False: it was judged already, as it is. */
static bool
judge(struct arena *mem, const struct work *w, const struct reply_case *c,
    const struct reply *r, struct score_row *row)
{
	struct exchange x = reply_exchange(c, r);
	const char *hash = input_hash(mem, w, &x);
	struct judgement *j;

	if (strcmp(hash, r->known) == 0)
		return false;
	j = arena_alloc(mem, sizeof(*j));
	heuristic_judge(w->heuristic, mem, &w->rubric, &x, j);
	*row = (struct score_row){ .message = r->message, .input_hash = hash,
		.outcome = SCORE_SCORED, .judgement = j, .error = "" };
	return true;
}

/* ---- a round ---- */

static enum rc
judge_cases(struct job *job, struct work *w, const struct reply_case *cases,
    size_t n)
{
	const struct scorer by = { "heuristic", HEURISTIC_VERSION, &w->rubric,
		"", NULL };
	struct score_row *rows;
	size_t most = 0, n_rows = 0;

	for (size_t i = 0; i < n; i++)
		most += cases[i].replies;
	rows = arena_array(job->mem, most, sizeof(*rows));
	for (size_t i = 0; i < n; i++)
		for (size_t r = 0; r < cases[i].replies; r++)
			n_rows += judge(job->mem, w, &cases[i],
			    &cases[i].reply[r], &rows[n_rows]);
	w->done += (int64_t)n_rows;
	return score_save(job->db, job->mem, &by, rows, n_rows);
}

static enum rc
work(struct job *job, struct work *w, size_t *n)
{
	struct reply_case *cases;
	int64_t *ids;
	size_t n_cases;
	enum rc rc = db_begin(job->db);

	*n = 0;
	if (rc == RC_OK)
		rc = score_claim(job->db, job->mem, CLAIM, &ids, n);
	if (rc == RC_OK && *n > 0)
		rc = reply_cases(job->db, job->mem, ids, *n, "heuristic",
		    w->rubric.version, &cases, &n_cases);
	if (rc == RC_OK && *n > 0)
		rc = judge_cases(job, w, cases, n_cases);
	return db_end(job->db, rc);
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
	    w->rubric.version));
	w->done = 0;
	w->reported_ms = now;
}

static enum job_end
quality_begin(struct job *job)
{
	(void)job;
	state.mem = arena_begin();
	state.heuristic = heuristic_new(state.mem);
	return JOB_MORE;
}

static void
quality_end(struct job *job)
{
	(void)job;
	arena_end(state.mem);
}

static enum job_end
quality_round(struct job *job)
{
	struct work *w = &state;
	int64_t days = 0;
	size_t n = 0;
	enum rc rc = rubric_read(job->db, job->mem, 0, &w->rubric);

	if (rc == RC_OK)
		w->rubric_hash = rubric_hash(job->mem, &w->rubric);
	if (rc == RC_OK)
		rc = work(job, w, &n);
	if (rc == RC_OK)
		rc = fold(job, w, n > 0, &days);
	if (rc != RC_OK)
		return rc == RC_DB_DOWN ? JOB_DB_DOWN : JOB_FAILED;
	report(w, n == 0);
	return n > 0 || days > 0 ? JOB_MORE : JOB_IDLE;
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
