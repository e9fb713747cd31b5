/* SPDX-License-Identifier: MIT */
#include "job/enrich_batch.h"

#include "base/arena.h"
#include "base/log.h"
#include "base/sbuf.h"
#include "conf/conf.h"
#include "job/enrich_ask.h"

#include <string.h>

static size_t
lines_most(const struct job *job)
{
	return (size_t)job->conf->anthropic_batch_lines;
}

static enum rc
begin(struct job *job, void *ctx, struct arena *mem, struct batch *b)
{
	(void)ctx;
	(void)mem;
	b->api = "messages";
	b->model = job->conf->anthropic_model;
	b->version = ENRICH_VERSION;
	return RC_OK;
}

static enum rc
marks(struct job *job, void *ctx, int64_t backlog, int64_t after, int64_t most,
    size_t *n)
{
	struct enricher *by = ctx;

	return enrich_batch_marks(job->db, job->mem, backlog, after, most,
	    &by->marks, n);
}

static int64_t
mark_id(void *ctx, size_t i)
{
	const struct enricher *by = ctx;

	return by->marks[i].id;
}

static enum rc
refresh(struct job *job, void *ctx)
{
	enum rc rc = enricher_see(job, ctx);

	return rc == RC_OK ? enrich_ask_tell(job, ctx) : rc;
}

/* ---- lines ---- */

static struct enrich_ask *
ask_of(const struct job *job, const struct enricher *by,
    const struct enrich_mark *mark)
{
	struct enrich_ask *a = enrich_ask_begin(job, by, mark);

	enrich_ask_by_batch(job, a);
	return a;
}

static void
add_line(struct job *job, const struct enricher *by, const struct batch *b,
    const struct enrich_ask *a, struct sbuf *lines, struct batch_line *line)
{
	const struct anthropic_question q = enrich_ask_sent(job, by, a);
	const struct anthropic_options opt = { .model = a->model };

	anthropic_batch_add(lines, &opt, &q, ANTHROPIC_FORMAT,
	    batches_id(job->mem, &enrich_batch, b, a->mark.conversation));
	*line = (struct batch_line){ .item = a->mark.conversation,
		.conversation = a->mark.conversation, .ask = a->mark.id,
		.attempts = a->mark.attempts, .strong = a->mark.strong,
		.hash = arena_text(job->mem, a->of.report), .most = a->most };
}

static enum rc
add(struct job *job, void *ctx, const struct batch *b, size_t i,
    int64_t *money_left, struct sbuf *lines, struct batch_line *line,
    bool *added)
{
	struct enricher *by = ctx;
	struct enrich_ask *a = ask_of(job, by, &by->marks[i]);
	bool needless = false;
	enum rc rc = enrich_ask_read(job, by, a, &needless);

	if (rc == RC_OK && needless)
		rc = enrich_done(job->db, job->mem, &a->mark);
	else if (rc == RC_OK)
		*added = batches_pay(money_left, a->most);
	if (rc == RC_OK && *added)
		add_line(job, by, b, a, lines, line);
	enrich_ask_end(a);
	return rc;
}

/* ---- answers ---- */

static struct enrich_ask *
ask_again(const struct job *job, const struct enricher *by,
    const struct batch_line *line)
{
	return ask_of(job, by, &(struct enrich_mark){ line->ask, line->item,
	    line->attempts, line->strong });
}

/* The conversation changed, is gone, or has its answer from elsewhere: this one is
 * paid for, and what changed is asked about again. */
static enum rc
store_stale(struct job *job, struct enricher *by, const struct enrich_ask *a,
    const struct llm_answer *t, bool needless)
{
	enum rc rc = enrich_ask_usage(job, by, a, t, needless ?
	    "nothing is to be asked about the conversation any more" :
	    "the conversation changed while it was asked about");

	if (rc != RC_OK)
		return rc;
	return needless ? enrich_done(job->db, job->mem, &a->mark) :
	    enrich_later(job->db, job->mem, &a->mark, 0, false,
	    a->mark.strong);
}

static enum rc
store_answer(struct job *job, struct enricher *by, const struct batch *b,
    const struct batch_line *line, struct enrich_ask *a,
    const struct llm_answer *t)
{
	bool needless = false;
	enum rc rc = enrich_ask_read(job, by, a, &needless);

	if (rc != RC_OK)
		return rc;
	if (needless || strcmp(a->of.report, line->hash) != 0 ||
	    b->version != ENRICH_VERSION)
		return store_stale(job, by, a, t, needless);
	if (t->result == SERVICE_UNASKED)
		return enrich_later(job->db, job->mem, &a->mark, t->wait_ms /
		    1000, false, a->mark.strong);
	if (t->result == SERVICE_CONTENT &&
	    strstr(t->error, "output_config") != NULL)
		return enrich_alone(job->db, job->mem, &a->mark);
	return enrich_ask_store(job, by, a, t);
}

static enum rc
store(struct job *job, void *ctx, const struct batch *b,
    const struct batch_line *line, const struct llm_answer *answer)
{
	struct enrich_ask *a = ask_again(job, ctx, line);
	enum rc rc = enrich_ask_tell(job, ctx);

	if (rc == RC_OK)
		rc = store_answer(job, ctx, b, line, a, answer);
	enrich_ask_end(a);
	return rc;
}

static enum rc
lost(struct job *job, void *ctx, const struct batch *b,
    const struct batch_line *line, const struct llm_answer *answer)
{
	struct enrich_ask *a = ask_again(job, ctx, line);
	enum rc rc = enrich_ask_usage(job, ctx, a, answer, PAID_NOT_STORED);

	(void)b;
	LOG(ERROR, "enrichment_lost", L_INT("conversation", line->item));
	if (rc == RC_OK)
		rc = enrich_done(job->db, job->mem, &a->mark);
	enrich_ask_end(a);
	return rc;
}

const struct batch_kind enrich_batch = {
	.subject = BATCH_CONVERSATION,
	.lines_most = lines_most,
	.begin = begin,
	.marks = marks,
	.mark_id = mark_id,
	.line = add,
	.refresh = refresh,
	.store = store,
	.lost = lost,
};
