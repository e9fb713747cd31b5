/* SPDX-License-Identifier: MIT */
#include "job/quality_batch.h"

#include "base/arena.h"
#include "base/log.h"
#include "base/sbuf.h"
#include "conf/conf.h"
#include "job/question.h"
#include "model/carry.h"
#include "model/rubric.h"
#include "upstream/openai_batch.h"

#include <string.h>

static size_t
lines_most(const struct job *job)
{
	return (size_t)job->conf->openai_batch_lines;
}

static enum rc
begin(struct job *job, void *ctx, struct arena *mem, struct batch *b)
{
	const struct asker *by = ctx;
	struct rubric rubric;
	enum rc rc = rubric_read(job->db, job->mem, 0, &rubric);

	(void)mem;
	if (rc != RC_OK)
		return rc;
	b->api = by->opt.api == OPENAI_CHAT ? "chat" : "responses";
	b->model = by->opt.model;
	b->version = rubric.version;
	b->bare = *by->state.bare != '\0';
	return RC_OK;
}

static enum rc
marks(struct job *job, void *ctx, int64_t backlog, int64_t after, int64_t most,
    size_t *n)
{
	struct asker *by = ctx;

	return batch_marks(job->db, job->mem, backlog, after, most, &by->marks,
	    n);
}

static int64_t
mark_id(void *ctx, size_t i)
{
	const struct asker *by = ctx;

	return by->marks[i].id;
}

static enum rc
refresh(struct job *job, void *ctx)
{
	enum rc rc = asker_see(job, ctx);

	asker_keep(ctx);
	return rc;
}

/* ---- lines ---- */

static void
add_line(struct job *job, const struct asker *by, const struct batch *b,
    const struct question *q, struct sbuf *lines, struct batch_line *line)
{
	const struct anthropic_question asked = question_asked(job, q);
	const struct openai_question plain = llm_plain(job->mem, &asked);

	openai_batch_add(lines, &by->opt, &plain, b->bare, batches_id(job->mem,
	    &quality_batch, b, q->mark.message));
	*line = (struct batch_line){ .item = q->mark.message,
		.conversation = q->mark.conversation, .ask = q->mark.id,
		.attempts = q->mark.attempts,
		.hash = arena_text(job->mem, q->hash), .most = q->most };
}

static enum rc
add(struct job *job, void *ctx, const struct batch *b, size_t i,
    int64_t *money_left, struct sbuf *lines, struct batch_line *line,
    bool *added)
{
	const struct asker *by = ctx;
	const struct asking_mark *mark = &by->marks[i];
	struct question *q = question_begin(mark, b->model, true);
	bool needless = false;
	enum rc rc = question_find(job, q, b->version, &needless);

	if (rc == RC_OK && needless)
		rc = asking_done(job->db, job->mem, mark);
	else if (rc == RC_OK)
		*added = batches_pay(money_left, q->most);
	if (rc == RC_OK && *added)
		add_line(job, by, b, q, lines, line);
	question_end(q);
	return rc;
}

/* ---- answers ---- */

static struct question *
question_of(const struct batch *b, const struct batch_line *line)
{
	const struct asking_mark mark = { line->ask, line->item,
		line->conversation, line->attempts, line->asked, true };

	return question_begin(&mark, b->model, true);
}

/* The reply changed, or is gone, since it was asked about: it is paid for, and asked
 * about again. */
static enum rc
store_stale(struct job *job, struct asker *by, const struct question *q,
    const struct llm_answer *a)
{
	enum rc rc = question_usage(job, by, q, a,
	    "the reply changed, or went, while it was asked about");

	return rc == RC_OK ? asking_later(job->db, job->mem, &q->mark, 0,
	    false) : rc;
}

/* Meanwhile other weights may be in force: the marks are kept under them. */
static enum rc
carry_on(struct job *job, const struct batch *b, const struct question *q)
{
	struct rubric rubric;
	int64_t carried;
	enum rc rc = rubric_read(job->db, job->mem, 0, &rubric);

	if (rc != RC_OK || rubric.version == b->version)
		return rc;
	return score_carry(job->db, job->mem, &rubric, &q->mark.message, 1,
	    &carried);
}

static enum rc
store_answer(struct job *job, struct asker *by, const struct batch *b,
    const struct batch_line *line, struct question *q,
    const struct llm_answer *a)
{
	bool good, needless;
	enum rc rc = question_read(job, q, b->version, &needless);

	if (rc == RC_OK && strcmp(q->hash, line->hash) != 0)
		return store_stale(job, by, q, a);
	if (rc == RC_OK && a->result == SERVICE_UNASKED)
		return asking_later(job->db, job->mem, &q->mark, a->wait_ms /
		    1000, false);
	if (rc == RC_OK && !b->bare && openai_refuses_temperature(a->result,
	    a->error)) {
		rc = batch_bare(job->db, job->mem, b->model);
		return rc == RC_OK ? asking_later(job->db, job->mem, &q->mark,
		    0, false) : rc;
	}
	if (rc == RC_OK)
		rc = question_store(job, by, q, a, &good);
	return rc == RC_OK && good ? carry_on(job, b, q) : rc;
}

static enum rc
store(struct job *job, void *ctx, const struct batch *b,
    const struct batch_line *line, const struct llm_answer *answer)
{
	struct question *q = question_of(b, line);
	enum rc rc = store_answer(job, ctx, b, line, q, answer);

	question_end(q);
	return rc;
}

static enum rc
lost(struct job *job, void *ctx, const struct batch *b,
    const struct batch_line *line, const struct llm_answer *answer)
{
	struct question *q = question_of(b, line);
	enum rc rc;

	LOG(ERROR, "model_score_lost", L_INT("message", line->item));
	rc = question_lost(job, ctx, q, answer);
	question_end(q);
	return rc;
}

const struct batch_kind quality_batch = {
	.subject = BATCH_REPLY,
	.prefix = "reply",
	.lines_most = lines_most,
	.begin = begin,
	.marks = marks,
	.mark_id = mark_id,
	.line = add,
	.refresh = refresh,
	.store = store,
	.lost = lost,
};
