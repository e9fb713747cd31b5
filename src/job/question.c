/* SPDX-License-Identifier: MIT */
#include "job/question.h"

#include "base/arena.h"
#include "base/sbuf.h"
#include "conf/conf.h"
#include "db/db.h"
#include "model/carry.h"
#include "model/rubric.h"
#include "model/score.h"
#include "net/crypto.h"

#include <string.h>

/* What is done about a result: tries that are made for a reply (0: it says nothing
 * about the reply, and there is no end), and whether nothing at all is asked for a
 * while. */
static const struct {
	enum service_result result;
	enum score_outcome outcome;
	int tries;
	bool closes;
} ways[] = {
	{ SERVICE_OK,        SCORE_FAILED,  3, false },	/* and cannot be used */
	{ SERVICE_TRUNCATED, SCORE_FAILED,  2, false },
	{ SERVICE_REFUSED,   SCORE_REFUSED, 1, false },
	{ SERVICE_EMPTY,     SCORE_FAILED,  3, false },
	{ SERVICE_LONG,      SCORE_FAILED,  1, false },
	{ SERVICE_CONTENT,   SCORE_FAILED,  1, false },
	{ SERVICE_BUSY,      SCORE_FAILED,  0, false },
	{ SERVICE_AWAY,      SCORE_FAILED,  0, true },
	{ SERVICE_UNCLEAR,   SCORE_FAILED,  0, false },
	{ SERVICE_CONFIG,    SCORE_FAILED,  0, true },
	{ SERVICE_QUOTA,     SCORE_FAILED,  0, true },
	{ SERVICE_EXISTS,    SCORE_FAILED,  3, false },
	{ SERVICE_ABSENT,    SCORE_FAILED,  0, true },
	{ SERVICE_UNASKED,   SCORE_FAILED,  0, false },	/* and nothing is stored */
};

enum rc
asker_see(struct job *job, struct asker *by)
{
	const struct asking_state *s = &by->state;
	enum rc rc = asking_state(job->db, job->mem, &by->state);

	if (rc == RC_OK)
		by->paid.now = (struct paid_now){ s->set.daily_cap, s->cost,
			s->kept, s->closed_s, s->waits, s->next_s, s->batch_s,
			s->capped, *s->problem != '\0', s->no_batch_at > 0 };
	return rc;
}

void
asker_keep(struct asker *by)
{
	struct asking_state *s = &by->state;

	s->set.engine = strcmp(s->set.engine, "openai") == 0 ? "openai" : "";
	s->set.sampling = "";
	s->problem = "";
	s->bare = strcmp(s->bare, by->opt.model) == 0 ? by->opt.model : "";
}

static size_t
way_of(enum service_result result)
{
	size_t i = 0;

	while (ways[i].result != result)
		i++;
	return i;
}

/* The service took the question and said something about it. */
static bool
is_word(enum service_result result)
{
	return ways[way_of(result)].tries > 0;
}

/* ---- a question ---- */

static const char *
purpose_of(const struct question *q)
{
	if (q->again.retest != 0)
		return "retest";
	return q->mark.id == 0 ? "test" : q->by_batch ? "batch" : "score";
}

static struct paid_call
call_of(const struct question *q)
{
	return (struct paid_call){ .engine = "openai",
		.purpose = purpose_of(q), .model = q->model,
		.by_batch = q->by_batch, .sent = prompt_tokens(&q->prompt),
		.conversation = q->mark.conversation,
		.message = q->mark.message };
}

static const char *
hash_of(struct arena *mem, const char *const *parts, size_t n)
{
	struct sbuf *all = sbuf_arena(mem);

	for (size_t i = 0; i < n; i++) {
		sbuf_text(all, parts[i]);
		sbuf_add(all, "", 1);
	}
	return crypto_sha256_hex(mem, all->s, all->len);
}

struct question *
question_begin(const struct asking_mark *mark, const char *model, bool by_batch)
{
	struct arena *mem = arena_begin();
	struct question *q = arena_alloc(mem, sizeof(*q));

	*q = (struct question){ .mem = mem, .mark = *mark,
		.model = arena_text(mem, model), .by_batch = by_batch,
		.prompt = { .system = "", .user = "", .schema = "" } };
	return q;
}

void
question_end(struct question *q)
{
	arena_end(q->mem);
}

/* Of the input without the names and order of dimensions: other weights and names
 * ask nothing new, and the answer that was paid for stays (model/carry.h). */
static void
fill_hashes(struct question *q)
{
	struct rubric marks = rubric_of_marks(q->mem, &q->rubric);
	const char *prompt[] = { q->prompt.system, q->prompt.schema };
	const char *input[] = { q->model, prompt_system(q->mem, &marks),
		prompt_schema(q->mem, &marks), q->prompt.user };

	q->prompt_hash = hash_of(q->mem, prompt, 2);
	q->hash = hash_of(q->mem, input, 4);
}

/* One that was cut off gets more room. */
static int64_t
tokens_for(const struct conf *conf, const struct question *q)
{
	return conf->openai_max_tokens * (q->mark.attempts > 0 ? 2 : 1);
}

static void
fill_cost(const struct job *job, struct question *q)
{
	const struct paid_call call = call_of(q);

	q->most = paid_cost(job->conf, &call, &(struct llm_answer){
	    .input = call.sent, .output = tokens_for(job->conf, q) });
}

/* What is asked of a reply under the question's rubric; *reply NULL: it is none any
 * more. */
static enum rc
reply_read(struct job *job, struct question *q, struct prompt_known **known,
    size_t *n_known, const struct reply **reply)
{
	struct reply_case *c;
	size_t n;
	enum rc rc = reply_cases(job->db, q->mem, &q->mark.conversation, 1,
	    "openai", q->rubric.version, &c, &n);

	*reply = NULL;
	q->hash = "";
	if (rc == RC_OK)
		rc = asking_people(job->db, q->mem, q->mark.conversation,
		    known, n_known);
	if (rc != RC_OK)
		return rc;
	*reply = reply_find(c, n, q->mark.message);
	if (*reply == NULL)
		return RC_OK;
	q->exchange = reply_exchange(c, *reply);
	prompt_make(q->mem, &q->rubric, &q->exchange, *known, *n_known,
	    &q->prompt);
	fill_hashes(q);
	return RC_OK;
}

enum rc
question_read(struct job *job, struct question *q, int64_t rubric,
    bool *needless)
{
	struct prompt_known *known;
	const struct reply *reply = NULL;
	size_t n_known;
	enum rc rc = rubric_read(job->db, q->mem, rubric, &q->rubric);

	if (rc == RC_OK)
		rc = reply_read(job, q, &known, &n_known, &reply);
	if (rc != RC_OK)
		return rc;
	*needless = reply == NULL;
	if (reply == NULL)
		return RC_OK;
	*needless = strcmp(reply->known, q->hash) == 0 &&
	    (!reply->known_failed || !q->mark.again);
	fill_cost(job, q);
	return RC_OK;
}

enum rc
question_find(struct job *job, struct question *q, int64_t rubric,
    bool *needless)
{
	struct rubric of;
	int64_t carried;
	enum rc rc = rubric_read(job->db, q->mem, rubric, &of);

	if (rc == RC_OK)
		rc = score_carry(job->db, q->mem, &of, &q->mark.message, 1,
		    &carried);
	return rc == RC_OK ? question_read(job, q, of.version, needless) : rc;
}

struct anthropic_question
question_asked(const struct job *job, const struct question *q)
{
	return (struct anthropic_question){ .system = q->prompt.system,
		.examples = "", .user = q->prompt.user, .name = "judgement",
		.schema = q->prompt.schema,
		.max_tokens = tokens_for(job->conf, q) };
}

/* ---- an answer ---- */

enum rc
question_usage(struct job *job, struct asker *by, const struct question *q,
    const struct llm_answer *a, const char *why)
{
	const struct paid_call call = call_of(q);

	return paid_usage(job, &by->paid, &call, a, why);
}

/* When what has no score is asked about again; *over: never. */
static enum rc
failure_wait(struct job *job, struct asker *by, const struct question *q,
    const struct llm_answer *a, int64_t *wait, bool *over)
{
	size_t way = way_of(a->result);
	enum rc rc = RC_OK;

	*wait = queue_wait_s(q->mark.asked + 1);
	*over = is_word(a->result) && q->mark.attempts + 1 >= ways[way].tries;
	if (ways[way].closes)
		rc = paid_close(job, &by->paid, a->error, wait);
	if (a->wait_ms / 1000 > *wait)
		*wait = a->wait_ms / 1000;
	return rc;
}

static enum rc
settle_failure(struct job *job, struct asker *by, const struct question *q,
    const struct llm_answer *a)
{
	int64_t wait;
	bool over;
	enum rc rc = failure_wait(job, by, q, a, &wait, &over);

	if (rc != RC_OK)
		return rc;
	return over ? asking_done(job->db, job->mem, &q->mark) :
	    asking_later(job->db, job->mem, &q->mark, wait,
	    is_word(a->result));
}

static enum rc
note_well(struct job *job, struct asker *by, const struct question *q,
    const struct llm_answer *a)
{
	return q->by_batch || !is_word(a->result) ? RC_OK : paid_well(job,
	    &by->paid);
}

/* What is stored; true when it is a score. */
static bool
row_of(struct question *q, const struct llm_answer *a,
    struct score_row *row)
{
	struct judgement *j = arena_alloc(q->mem, sizeof(*j));
	const char *why = a->error;
	bool good = a->result == SERVICE_OK && prompt_read(q->mem, &q->rubric,
	    &q->exchange, &q->prompt, a->text, j, &why) == PROMPT_OK;

	*row = (struct score_row){ .message = q->mark.message,
		.input_hash = q->hash, .outcome = good ? SCORE_SCORED :
		ways[way_of(a->result)].outcome,
		.judgement = good ? j : NULL, .error = good ? "" :
		arena_copy(q->mem, why, strlen(why)) };
	return good;
}

enum rc
question_store(struct job *job, struct asker *by, struct question *q,
    const struct llm_answer *a, bool *good)
{
	const struct scorer scorer = { "openai", PROMPT_VERSION, &q->rubric,
		*a->model ? a->model : q->model, q->prompt_hash };
	struct score_row row;
	enum rc rc;

	*good = row_of(q, a, &row);
	rc = score_save(job->db, job->mem, &scorer, &row, 1);
	if (rc == RC_OK)
		rc = question_usage(job, by, q, a, *good ? NULL : row.error);
	if (rc == RC_OK && *good)
		rc = asking_done(job->db, job->mem, &q->mark);
	else if (rc == RC_OK)
		rc = settle_failure(job, by, q, a);
	return rc == RC_OK ? note_well(job, by, q, a) : rc;
}

enum rc
question_lost(struct job *job, struct asker *by, const struct question *q,
    const struct llm_answer *a)
{
	enum rc rc = question_usage(job, by, q, a, PAID_NOT_STORED);

	return rc == RC_OK ? asking_done(job->db, job->mem, &q->mark) : rc;
}

/* ---- asked again ---- */

struct question *
question_again(const struct retest_mark *mark, const char *model)
{
	const struct asking_mark of = { .message = mark->message,
		.conversation = mark->conversation, .attempts = mark->attempts,
		.asked = mark->asked };
	struct question *q = question_begin(&of, model, false);

	q->again = *mark;
	q->again.change = arena_text(q->mem, mark->change);
	return q;
}

/* What names a person is no mark then: how the judge takes names is the question,
 * and these are made up. */
static void
vary_prompt(struct question *q, const struct prompt_known *known,
    size_t n_known)
{
	struct exchange *x = &q->variant.exchange;

	if (change_of(q->again.change) == CHANGE_NAMES)
		x->customer = x->agent = "";
	prompt_make(q->mem, &q->variant.rubric, x, known, n_known, &q->prompt);
}

enum rc
question_again_read(struct job *job, struct question *q, bool *none)
{
	struct prompt_known *known;
	const struct reply *reply = NULL;
	size_t n_known;
	enum rc rc = rubric_read(job->db, q->mem, q->again.rubric, &q->rubric);

	if (rc == RC_OK)
		rc = reply_read(job, q, &known, &n_known, &reply);
	if (rc != RC_OK)
		return rc;
	*none = reply == NULL || strcmp(reply->known, q->hash) != 0 ||
	    !vary(q->mem, change_of(q->again.change), &q->rubric,
	    &q->exchange, &q->variant);
	if (*none)
		return RC_OK;
	vary_prompt(q, known, n_known);
	fill_cost(job, q);
	return RC_OK;
}

static enum rc
settle_again(struct job *job, struct asker *by, struct question *q,
    const struct llm_answer *a, const struct retest_result *res)
{
	int64_t wait;
	bool over;
	enum rc rc = failure_wait(job, by, q, a, &wait, &over);

	if (rc != RC_OK)
		return rc;
	return over ? retest_save(job->db, job->mem, &q->rubric, &q->again,
	    res) : retest_later(job->db, job->mem, &q->again, wait,
	    is_word(a->result), res->error);
}

enum rc
question_again_store(struct job *job, struct asker *by, struct question *q,
    const struct llm_answer *a)
{
	struct judgement j;
	struct retest_result res = { .state = "failed", .error = a->error,
		.engine_version = PROMPT_VERSION, .model = *a->model ?
		a->model : q->model, .prompt_hash = q->prompt_hash };
	bool good = a->result == SERVICE_OK && prompt_read(q->mem,
	    &q->variant.rubric, &q->variant.exchange, &q->prompt, a->text, &j,
	    &res.error) == PROMPT_OK;
	enum rc rc = question_usage(job, by, q, a, good ? NULL :
	    res.error);

	if (rc == RC_OK)
		rc = note_well(job, by, q, a);
	if (rc != RC_OK || !good)
		return rc == RC_OK ? settle_again(job, by, q, a, &res) : rc;
	vary_back(&q->rubric, &q->variant, &j);
	res.state = "scored";
	res.judgement = &j;
	res.error = "";
	return retest_save(job->db, job->mem, &q->rubric, &q->again, &res);
}

enum rc
question_again_lost(struct job *job, struct asker *by, struct question *q,
    const struct llm_answer *a)
{
	const struct retest_result res = { .state = "failed",
		.error = PAID_NOT_STORED,
		.engine_version = PROMPT_VERSION, .model = q->model,
		.prompt_hash = q->prompt_hash };
	enum rc rc = question_usage(job, by, q, a, res.error);

	return rc == RC_OK ? retest_save(job->db, job->mem, &q->rubric,
	    &q->again, &res) : rc;
}
