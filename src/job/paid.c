/* SPDX-License-Identifier: MIT */
#include "job/paid.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/log.h"
#include "conf/conf.h"
#include "db/db.h"
#include "job/job.h"
#include "model/queue.h"
#include "text/json_read.h"

#include <string.h>

enum {
	FIRST_S = 30,
	MOST_S = 900,
	PERCENT = 100		/* of the usual price */
};

/* ---- who may be asked ---- */

static const char *
base_of(struct arena *mem, const char *url)
{
	size_t len = strlen(url);

	while (len > 0 && url[len - 1] == '/')
		len--;
	return arena_copy(mem, url, len);
}

struct llm_options
paid_anthropic(struct arena *mem, const struct conf *c, const char *model)
{
	return (struct llm_options){ .anthropic = {
	    base_of(mem, c->anthropic_base_url), c->anthropic_api_key, model,
	    c->anthropic_timeout * 1000, (int)c->anthropic_calls } };
}

struct llm_options
paid_openai(struct arena *mem, const struct conf *c)
{
	return (struct llm_options){ .openai = {
	    .base_url = base_of(mem, c->openai_base_url),
	    .key = c->openai_api_key, .org = c->openai_org,
	    .project = c->openai_project, .model = c->openai_model,
	    .api = strcmp(c->openai_api, "chat") == 0 ? OPENAI_CHAT :
	    OPENAI_RESPONSES, .timeout_ms = c->openai_timeout * 1000,
	    .calls = (int)c->openai_calls } };
}

size_t
paid_room(const struct paid *p, int64_t calls, size_t flying)
{
	size_t most = p->now.problem ? 1 : (size_t)calls;

	return most > flying ? most - flying : 0;
}

void
paid_wake(struct job *job, const struct paid *p, int64_t look_ms, bool on)
{
	const struct paid_now *now = &p->now;

	if (on && now->closed_s > 0)
		job_again_by(job, look_ms + now->closed_s * 1000);
	else if (on && now->next_s > 0 && now->next_s < DAY)
		job_again_by(job, look_ms + now->next_s * 1000);
	/* what was paid for is fetched, whoever is asked by now */
	if (now->batch_s < DAY)
		job_again_by(job, look_ms + (now->batch_s > 0 ? now->batch_s :
		    0) * 1000);
}

/* ---- money ---- */

/* Thousandths of a dollar for a million tokens: millionths for a thousand. */
int64_t
paid_cost(const struct conf *c, const struct paid_call *call,
    const struct llm_answer *t)
{
	int64_t plain = t->input - t->cached - t->written, whole;
	int64_t percent = PERCENT, batch = c->openai_batch_percent;

	if (strcmp(call->engine, "anthropic") != 0) {
		whole = plain * c->openai_input_price + t->cached *
		    c->openai_cached_price + t->output * c->openai_output_price;
	} else {
		whole = plain * c->anthropic_input_price + t->cached *
		    c->anthropic_cached_price + t->written *
		    c->anthropic_written_price + t->output *
		    c->anthropic_output_price;
		percent = call->strong ? c->anthropic_strong_percent : PERCENT;
		batch = c->anthropic_batch_percent;
	}
	if (call->by_batch)
		percent = percent * batch / PERCENT;
	return (whole * percent + PERCENT * 1000 - 1) / (PERCENT * 1000);
}

enum rc
paid_take(struct job *job, struct paid *p, int64_t most)
{
	const struct paid_now *now = &p->now;
	bool news = false;
	enum rc rc;

	p->full = now->spent + now->kept + p->flying + most > now->cap;
	if (!p->full) {
		p->flying += most;
		return RC_OK;
	}
	p->now.capped = true;
	rc = asking_capped(job->db, job->mem, p->of, &news);
	if (news)
		LOG(WARN, "model_capped", L_STR("asked", asking_of_text(p->of)),
		    L_INT("cap_microdollars", now->cap),
		    L_INT("spent_microdollars", now->spent));
	return rc;
}

/* A server that does not count tokens: by length, or the cap would hold nobody. */
static void
count_tokens(struct llm_answer *t, const struct paid_call *call)
{
	if (t->result != SERVICE_OK || t->input + t->output > 0)
		return;
	t->input = call->sent;
	t->output = (int64_t)strlen(t->text) / PROMPT_CHARS_PER_TOKEN;
}

enum rc
paid_usage(struct job *job, struct paid *p, const struct paid_call *call,
    const struct llm_answer *answer, const char *why)
{
	struct llm_answer t = *answer;
	struct asking_call row;

	if (t.result == SERVICE_UNASKED)
		return RC_OK;
	count_tokens(&t, call);
	row = (struct asking_call){ .engine = call->engine,
		.purpose = call->purpose, .model = *t.model ? t.model :
		call->model, .why = why, .conversation = call->conversation,
		.message = call->message, .things = call->conversation != 0,
		.input = t.input, .cached = t.cached, .output = t.output,
		.took_ms = t.took_ms,
		.cost = paid_cost(job->conf, call, &t) };
	p->now.spent += row.cost;
	return asking_usage(job->db, job->mem, &row);
}

/* ---- the service ---- */

int64_t
paid_wait_s(int64_t waits, int64_t first, int64_t most)
{
	int64_t s = first;

	while (waits-- > 0 && s < most)
		s *= 2;
	return s < most ? s : most;
}

enum rc
paid_close(struct job *job, struct paid *p, const char *why, int64_t *wait)
{
	int64_t now = clock_mono_ms();

	*wait = paid_wait_s(p->now.waits, FIRST_S, MOST_S);
	if (now < p->closed_ms)
		return RC_OK;
	p->closed_ms = now + *wait * 1000;
	p->now.problem = true;
	LOG(WARN, "model_closed", L_STR("asked", asking_of_text(p->of)),
	    L_STR("why", why), L_INT("seconds", *wait));
	return asking_problem(job->db, job->mem, p->of, why, *wait);
}

enum rc
paid_well(struct job *job, struct paid *p)
{
	if (!p->now.problem)
		return RC_OK;
	p->now.problem = false;
	return asking_problem(job->db, job->mem, p->of, "", 0);
}

const char paid_test_schema[] =
    "{\"type\":\"object\",\"properties\":{\"works\":{\"type\":\"boolean\"}},"
    "\"required\":[\"works\"],\"additionalProperties\":false}";

static enum rc
tested(struct job *job, const struct queue_job *test, const char *model,
    const struct llm_answer *t)
{
	struct json_object *o = NULL;
	bool answered = t->result == SERVICE_OK;
	const char *why = t->error;
	bool good = answered && json_parse(job->mem, t->text, strlen(t->text),
	    &o, &why) == RC_OK && jr_has(o, "works");

	if (answered)
		why = "it answers, but not in the form that was asked for: the "
		    "model or server does not know structured outputs";
	return good ? queue_done(job->db, job->mem, test, job->worker,
	    arena_fmt(job->mem, "%s answered in %.1f s, in the form that was "
	    "asked for", *t->model ? t->model : model,
	    (double)t->took_ms / 1000)) :
	    queue_failed(job->db, job->mem, test, job->worker, why, true);
}

enum rc
paid_tested(struct job *job, struct paid *p, const struct queue_job *test,
    const char *model, const struct llm_answer *t)
{
	enum rc rc = RC_OK;

	/* which may be known since this run last looked */
	if (t->result == SERVICE_OK) {
		p->now.problem = false;
		rc = asking_problem(job->db, job->mem, p->of, "", 0);
	}
	if (rc == RC_OK)
		rc = tested(job, test, model, t);
	return rc == RC_CONFLICT ? RC_OK : rc;
}
