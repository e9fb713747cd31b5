/* SPDX-License-Identifier: MIT */
#include "job/judge.h"

#include "base/arena.h"
#include "base/sbuf.h"
#include "model/asking.h"
#include "model/rubric.h"
#include "model/score.h"
#include "net/crypto.h"
#include "quality/heuristic.h"

#include <string.h>

enum rc
judge_by(struct job *job, struct arena *mem, int64_t version,
    struct judge *out)
{
	enum rc rc = rubric_read(job->db, mem, version, &out->rubric);
	struct rubric marks;

	if (rc == RC_OK) {
		marks = rubric_of_marks(mem, &out->rubric);
		out->rubric_hash = rubric_hash(mem, &marks);
	}
	return rc;
}

/* ---- a reply ---- */

static void
add_part(struct sbuf *out, const char *s)
{
	sbuf_text(out, s);
	sbuf_add(out, "", 1);
}

/* Of everything that the marks come from, and of whose they are; all is emptied. */
static const char *
input_hash(struct arena *mem, struct sbuf *all, const struct judge *by,
    const struct exchange *x)
{
	sbuf_clear(all);
	sbuf_fmt(all, "%d %zu %lld ", HEURISTIC_VERSION, x->reply,
	    (long long)x->closed_at);
	add_part(all, by->rubric_hash);
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
judge_one(struct arena *mem, struct sbuf *all, const struct judge *by,
    const struct reply_case *c, const struct reply *r, struct score_row *row)
{
	struct exchange whole = reply_exchange(c, r);
	/* what is far from the reply changes nothing of it */
	struct exchange x = heuristic_part(&whole);
	const char *hash = input_hash(mem, all, by, &x);
	struct judgement *j;

	if (strcmp(hash, r->known) == 0)
		return false;
	j = arena_alloc(mem, sizeof(*j));
	heuristic_judge(by->heuristic, mem, &by->rubric, &x, j);
	*row = (struct score_row){ .message = r->message, .input_hash = hash,
		.outcome = SCORE_SCORED, .judgement = j, .error = "" };
	return true;
}

/* ---- many ---- */

static bool
is_wanted(const int64_t *only, size_t n, int64_t message)
{
	for (size_t i = 0; i < n; i++)
		if (only[i] == message)
			return true;
	return only == NULL;
}

/* What is judged anew may be something for the model as well. */
static enum rc
save(struct job *job, const struct judge *by, const struct scorer *scorer,
    const struct score_row *rows, size_t n)
{
	int64_t *messages = arena_array(job->mem, n + 1, sizeof(*messages));
	enum rc rc = score_save(job->db, job->mem, scorer, rows, n);

	for (size_t i = 0; i < n; i++)
		messages[i] = rows[i].message;
	if (rc == RC_OK && by->tells_model)
		rc = asking_add(job->db, job->mem, messages, n,
		    by->rubric.version);
	return rc;
}

static enum rc
judge_cases(struct job *job, const struct judge *by,
    const struct reply_case *cases, size_t n, const int64_t *only,
    size_t n_only, int64_t *judged)
{
	const struct scorer scorer = { "heuristic", HEURISTIC_VERSION,
		&by->rubric, "", NULL };
	struct sbuf *all = sbuf_arena(job->mem);
	struct score_row *rows;
	size_t most = 0, n_rows = 0;

	for (size_t i = 0; i < n; i++)
		most += cases[i].replies;
	rows = arena_array(job->mem, most, sizeof(*rows));
	for (size_t i = 0; i < n; i++)
		for (size_t r = 0; r < cases[i].replies; r++)
			n_rows += is_wanted(only, n_only,
			    cases[i].reply[r].message) && judge_one(job->mem,
			    all, by, &cases[i], &cases[i].reply[r],
			    &rows[n_rows]);
	*judged = (int64_t)n_rows;
	return save(job, by, &scorer, rows, n_rows);
}

enum rc
judge_replies(struct job *job, const struct judge *by,
    const int64_t *conversations, size_t n, const int64_t *only, size_t n_only,
    int64_t *judged)
{
	struct reply_case *cases;
	size_t n_cases;
	enum rc rc = reply_cases(job->db, job->mem, conversations, n,
	    "heuristic", by->rubric.version, &cases, &n_cases);

	return rc != RC_OK ? rc : judge_cases(job, by, cases, n_cases, only,
	    n_only, judged);
}
