/* SPDX-License-Identifier: MIT */
#include "job/enrich_ask.h"

#include "base/arena.h"
#include "conf/conf.h"
#include "model/correction.h"

#include <string.h>

enum {
	PERCENT = 100,
	EXAMPLES = 8		/* corrections that are shown to the model */
};

/* What is done about a result: tries that are made for a conversation (0: no end,
 * since it is no fault of its own), by growing waits,
 * and whether nothing at all is asked for a while. */
static const struct {
	enum service_result result;
	const char *outcome;
	int tries;
	bool closes;
} ways[] = {
	{ SERVICE_OK,        "failed",  3, false },	/* and cannot be used */
	{ SERVICE_TRUNCATED, "failed",  2, false },
	{ SERVICE_REFUSED,   "refused", 1, false },
	{ SERVICE_EMPTY,     "failed",  3, false },
	{ SERVICE_LONG,      "failed",  1, false },
	{ SERVICE_CONTENT,   "failed",  1, false },
	{ SERVICE_BUSY,      "failed", 20, false },
	{ SERVICE_AWAY,      "failed",  0, true },
	{ SERVICE_UNCLEAR,   "failed", 10, false },
	{ SERVICE_CONFIG,    "failed",  0, true },
	{ SERVICE_QUOTA,     "failed",  0, true },
	{ SERVICE_EXISTS,    "failed",  3, false },
	{ SERVICE_ABSENT,    "failed",  0, true },
	{ SERVICE_UNASKED,   "failed",  0, false },
};

static size_t
way_of(enum service_result result)
{
	size_t i = 0;

	while (ways[i].result != result)
		i++;
	return i;
}

bool
enrich_ask_closes(enum service_result result)
{
	return ways[way_of(result)].closes;
}

enum rc
enricher_see(struct job *job, struct enricher *by)
{
	const struct enrich_state *s = &by->state;
	enum rc rc = enrich_state(job->db, job->mem, &by->state);

	if (rc == RC_OK)
		by->paid.now = (struct paid_now){ s->set.daily_cap, s->cost,
			s->kept, s->closed_s, s->waits, s->next_s, s->batch_s,
			s->capped, *s->problem != '\0', s->no_batch_at > 0 };
	return rc;
}

/* ---- a question ---- */

static bool
is_anthropic(const struct enrich_ask *a)
{
	return strcmp(a->engine, "anthropic") == 0;
}

/* The larger one where it is asked for and there is one. */
static const char *
model_of(const struct conf *c, const char *engine, bool strong)
{
	if (strcmp(engine, "anthropic") != 0)
		return c->openai_model;
	return strong && *c->anthropic_strong_model != '\0' ?
	    c->anthropic_strong_model : c->anthropic_model;
}

struct enrich_ask *
enrich_ask_begin(const struct job *job, const struct enricher *by,
    const struct enrich_mark *mark)
{
	struct arena *mem = arena_begin();
	struct enrich_ask *a = arena_alloc(mem, sizeof(*a));

	*a = (struct enrich_ask){ .mem = mem, .mark = *mark,
		.engine = by->engine, .examples = "", .q.user = "" };
	a->model = model_of(job->conf, a->engine, mark->strong);
	return a;
}

void
enrich_ask_end(struct enrich_ask *a)
{
	arena_end(a->mem);
}

void
enrich_ask_by_batch(const struct job *job, struct enrich_ask *a)
{
	a->by_batch = true;
	a->engine = "anthropic";
	a->model = model_of(job->conf, a->engine, a->mark.strong);
}

enum rc
enrich_ask_tell(struct job *job, struct enricher *by)
{
	struct choices may;
	enum rc rc = by->told ? RC_OK : correction_choices(job->db, by->mem,
	    &may);

	if (rc != RC_OK || by->told)
		return rc;
	by->words = (struct enrich_words){ may.category, may.intent,
		may.categories, may.intents };
	by->system = enrich_system(by->mem, &by->words);
	by->schema = enrich_schema(by->mem, &by->words);
	by->told = true;
	return RC_OK;
}

/* One that was cut off gets more room. */
static int64_t
tokens_for(const struct conf *c, const struct enrich_ask *a)
{
	int64_t most = is_anthropic(a) ? c->anthropic_max_tokens :
	    c->openai_max_tokens;

	if (a->mark.attempts > 0)
		most *= 2;
	return is_anthropic(a) && most > ANTHROPIC_OUTPUT_MOST ?
	    ANTHROPIC_OUTPUT_MOST : most;
}

struct anthropic_question
enrich_ask_sent(const struct job *job, const struct enricher *by,
    const struct enrich_ask *a)
{
	if (a->period != NULL)
		return (struct anthropic_question){ .system = period_system,
			.examples = "", .user = a->q.user, .name = "claims",
			.schema = period_schema,
			.max_tokens = tokens_for(job->conf, a) };
	return (struct anthropic_question){ .system = by->system,
		.examples = a->examples, .user = a->q.user,
		.name = "enrichment", .schema = by->schema,
		.max_tokens = tokens_for(job->conf, a) };
}

static int64_t
sent_tokens(const struct job *job, const struct enricher *by,
    const struct enrich_ask *a)
{
	const struct anthropic_question q = enrich_ask_sent(job, by, a);

	return (int64_t)(strlen(q.system) + strlen(q.schema) +
	    strlen(q.examples) + strlen(q.user)) / PROMPT_CHARS_PER_TOKEN;
}

static const char *
purpose_of(const struct enrich_ask *a)
{
	return a->period != NULL ? "enrich_period" : a->mark.id == 0 ?
	    "enrich_test" : a->by_batch ? "enrich_batch" :
	    a->mark.strong ? "enrich_strong" : "enrich";
}

static struct paid_call
call_of(const struct job *job, const struct enricher *by,
    const struct enrich_ask *a)
{
	return (struct paid_call){ a->engine, purpose_of(a), a->model,
		a->mark.strong, a->by_batch, sent_tokens(job, by, a),
		a->mark.conversation, 0 };
}

/* Held to be as dear as it can be: nothing of it comes from a cache. */
void
enrich_ask_price(const struct job *job, const struct enricher *by,
    struct enrich_ask *a)
{
	const struct paid_call call = call_of(job, by, a);
	int64_t input = call.sent + 1;
	struct llm_answer longest = { .input = input,
		.written = is_anthropic(a) ? input : 0,
		.output = tokens_for(job->conf, a) };

	a->most = paid_cost(job->conf, &call, &longest);
}

/* It stays in the list of what was looked at, and is not asked about. */
static enum rc
skip(struct job *job, const struct enrich_ask *a)
{
	const struct enrich_result_row row = { a->mark.conversation,
		a->of.report, "skipped", a->engine, "", false, NULL,
		a->of.is_empty ? "the message is empty: there is nothing to ask "
		"about" : "the message cannot be read: there is nothing to ask "
		"about" };

	return enrich_save(job->db, job->mem, &row);
}

/* Answered for what it reports now, by the same question. */
static bool
is_known(const struct enrich_ask *a)
{
	const struct enrich_case *c = &a->of;

	return !a->mark.strong && strcmp(c->known, c->report) == 0 &&
	    c->known_version == ENRICH_VERSION && *c->known_outcome != '\0' &&
	    strcmp(c->known_outcome, "failed") != 0;
}

static enum rc
read_examples(struct job *job, struct enrich_ask *a)
{
	struct enrich_example *e;
	size_t n;
	enum rc rc = enrich_corrected(job->db, a->mem, a->mark.conversation,
	    EXAMPLES, &e, &n);

	if (rc == RC_OK)
		a->examples = enrich_examples(a->mem, e, n);
	return rc;
}

enum rc
enrich_ask_read(struct job *job, const struct enricher *by,
    struct enrich_ask *a, bool *needless)
{
	struct enrich_known *known;
	size_t n;
	enum rc rc = enrich_case(job->db, a->mem, a->mark.conversation, &a->of);

	*needless = true;
	if (rc == RC_NOT_FOUND)
		return RC_OK;
	if (rc != RC_OK || is_known(a))
		return rc;
	if (a->of.is_empty || a->of.is_unreadable)
		return skip(job, a);
	*needless = false;
	rc = enrich_people(job->db, a->mem, a->mark.conversation, &known, &n);
	if (rc != RC_OK)
		return rc;
	enrich_make(a->mem, &a->of.ticket, known, n, &a->q);
	rc = read_examples(job, a);
	enrich_ask_price(job, by, a);
	return rc;
}

/* ---- an answer ---- */

enum rc
enrich_ask_usage(struct job *job, struct enricher *by,
    const struct enrich_ask *a, const struct llm_answer *answer,
    const char *why)
{
	const struct paid_call call = call_of(job, by, a);

	return paid_usage(job, &by->paid, &call, answer, why);
}

/* When what has no answer is asked about again, or that it is not. */
static enum rc
settle_failure(struct job *job, struct enricher *by, const struct enrich_ask *a,
    const struct llm_answer *answer)
{
	size_t way = way_of(answer->result);
	bool closes = ways[way].closes;
	int64_t wait = queue_wait_s(a->mark.attempts + 1);
	enum rc rc = RC_OK;

	if (closes)
		rc = paid_close(job, &by->paid, answer->error, &wait);
	if (rc != RC_OK)
		return rc;
	if (!closes && ways[way].tries > 0 &&
	    a->mark.attempts + 1 >= ways[way].tries)
		return enrich_done(job->db, job->mem, &a->mark);
	if (answer->wait_ms / 1000 > wait)
		wait = answer->wait_ms / 1000;
	return enrich_later(job->db, job->mem, &a->mark, wait, !closes,
	    a->mark.strong);
}

/* Whether the larger model is to be asked as well. */
static bool
is_unsure(const struct job *job, const struct enricher *by,
    const struct enrich_ask *a, const struct enriched *said)
{
	return !a->mark.strong && is_anthropic(a) &&
	    *job->conf->anthropic_strong_model != '\0' &&
	    said->sure * PERCENT < (double)by->state.set.sure_least;
}

static enum rc
settle(struct job *job, struct enricher *by, const struct enrich_ask *a,
    const struct llm_answer *answer, const struct enriched *said)
{
	if (said == NULL)
		return settle_failure(job, by, a, answer);
	return is_unsure(job, by, a, said) ? enrich_later(job->db, job->mem,
	    &a->mark, 0, false, true) : enrich_done(job->db, job->mem, &a->mark);
}

enum rc
enrich_ask_store(struct job *job, struct enricher *by, struct enrich_ask *a,
    const struct llm_answer *answer)
{
	size_t way = way_of(answer->result);
	const char *why = answer->error;
	struct enriched said;
	bool good = answer->result == SERVICE_OK && enrich_read(a->mem,
	    &by->words, &a->q, answer->text, &said, &why) == ENRICH_OK;
	const struct enrich_result_row row = { a->mark.conversation,
		a->of.report, good ? "done" : ways[way].outcome, a->engine,
		*answer->model ? answer->model : a->model, a->mark.strong,
		good ? &said : NULL, good ? "" : why };
	enum rc rc = enrich_save(job->db, job->mem, &row);

	if (rc == RC_OK)
		rc = enrich_ask_usage(job, by, a, answer, good ? NULL : why);
	if (rc == RC_OK)
		rc = settle(job, by, a, answer, good ? &said : NULL);
	if (rc == RC_OK && !a->by_batch && !ways[way].closes)
		rc = paid_well(job, &by->paid);
	return rc;
}
