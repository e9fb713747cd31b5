/* SPDX-License-Identifier: MIT */
#include "ask/cost.h"

#include <string.h>

#include "base/clock.h"
#include "conf/conf.h"

enum {
	CALLS_LEAST = 20,	/* from so many on their mean is believed */
	CHARS_PER_TOKEN = 4,
	ANSWER_TOKENS = 70	/* of a dimension, and of the rest */
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
