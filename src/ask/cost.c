/* SPDX-License-Identifier: MIT */
#include "ask/cost.h"

#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/parse.h"
#include "conf/conf.h"

enum {
	CALLS_LEAST = 20,	/* from so many on their mean is believed */
	CHARS_PER_TOKEN = 4,
	ANSWER_TOKENS = 70,	/* of a dimension, and of the rest */
	ENRICH_TASK_TOKENS = 900,	/* of what is the same in each question */
	ENRICH_ANSWER_TOKENS = 160
};

bool
ask_cost_key(const struct req *rq)
{
	return *rq->conf->openai_api_key != '\0';
}

bool
ask_cost_on(const struct req *rq, const struct asking_setting *s)
{
	return ask_cost_key(rq) && strcmp(s->engine, "openai") == 0;
}

int64_t
ask_cost(const struct req *rq, const struct rubric *rubric,
    const struct asking_estimate *e)
{
	const struct conf *c = rq->conf;
	int64_t fixed = (int64_t)(strlen(prompt_system(rq->mem, rubric)) +
	    strlen(prompt_schema(rq->mem, rubric)));
	int64_t in = (e->chars + fixed * e->replies) / CHARS_PER_TOKEN;
	int64_t out = e->replies * ANSWER_TOKENS * ((int64_t)rubric->n + 1);

	if (e->calls >= CALLS_LEAST)
		return e->cost / e->calls * e->replies;
	return (in * c->openai_input_price + out * c->openai_output_price) /
	    1000;
}

enum rc
ask_cost_backlog(struct req *rq, const struct rubric *rubric, int64_t days,
    struct cost_backlog *out)
{
	int64_t now = clock_now();
	struct asking_estimate e;
	struct asking_state s;
	enum rc rc = asking_state(rq->db, rq->mem, &s);

	*out = (struct cost_backlog){ .days = days };
	if (rc != RC_OK || !ask_cost_on(rq, &s.set))
		return rc;
	rc = asking_estimate(rq->db, rq->mem, now - days * DAY, now,
	    rubric->version, rq->conf->openai_model, &e);
	if (rc != RC_OK)
		return rc;
	*out = (struct cost_backlog){ .on = true, .days = days,
		.replies = e.replies, .cost = ask_cost(rq, rubric, &e),
		.cap = s.set.daily_cap,
		.batch_cap = s.set.daily_cap - s.set.daily_cap / 4 };
	out->batch_cost = out->cost * rq->conf->openai_batch_percent / 100;
	return RC_OK;
}

bool
ask_dollars(const char *text, int64_t *micro)
{
	size_t whole = strcspn(text, ".");
	const char *rest = text + whole;
	char digits[16] = "";
	int64_t n, cents = 0;

	if (whole == 0 || whole >= sizeof(digits))
		return false;
	memcpy(digits, text, whole);
	if (!parse_int(digits, 0, ASKING_CAP_MAX, &n))
		return false;
	if (*rest == '.' && (strlen(rest) > 3 || !parse_int(rest + 1, 0, 99,
	    &cents)))
		return false;
	if (strlen(rest) == 2)
		cents *= 10;
	*micro = n * COST_MICRO + cents * (COST_MICRO / 100);
	return *micro <= (int64_t)ASKING_CAP_MAX * COST_MICRO;
}

const char *
ask_dollars_text(struct arena *mem, int64_t micro)
{
	return arena_fmt(mem, "%lld.%02lld", (long long)(micro / COST_MICRO),
	    (long long)(micro % COST_MICRO / (COST_MICRO / 100)));
}

bool
ask_enrich_key(const struct req *rq, const char *engine)
{
	return strcmp(engine, "anthropic") == 0 ?
	    *rq->conf->anthropic_api_key != '\0' :
	    strcmp(engine, "openai") == 0 && ask_cost_key(rq);
}

/* By what answers came to lately, or by the length of texts and the prices. */
static int64_t
enrich_cost(const struct conf *c, const char *engine,
    const struct enrich_estimate *e)
{
	bool openai = strcmp(engine, "openai") == 0;
	int64_t in = e->chars / CHARS_PER_TOKEN + e->conversations *
	    ENRICH_TASK_TOKENS, out = e->conversations * ENRICH_ANSWER_TOKENS;

	if (e->calls >= CALLS_LEAST)
		return e->cost / e->calls * e->conversations;
	return (in * (openai ? c->openai_input_price :
	    c->anthropic_input_price) + out * (openai ?
	    c->openai_output_price : c->anthropic_output_price)) / 1000;
}

bool
ask_enrich_batches(const char *engine)
{
	return strcmp(engine, "anthropic") == 0;
}

enum rc
ask_enrich_backlog(struct req *rq, const struct enrich_setting *set,
    int64_t days, struct cost_backlog *out)
{
	int64_t now = clock_now();
	struct enrich_estimate e = { 0 };
	enum rc rc = enrich_estimate(rq->db, rq->mem, now - days * DAY, now,
	    set->engine, &e);

	*out = (struct cost_backlog){ .on = true, .days = days,
		.replies = e.conversations, .cap = set->daily_cap,
		.batch_cap = set->daily_cap - set->daily_cap / 4,
		.cost = enrich_cost(rq->conf, set->engine, &e) };
	if (ask_enrich_batches(set->engine))
		out->batch_cost = out->cost *
		    rq->conf->anthropic_batch_percent / 100;
	return rc;
}
