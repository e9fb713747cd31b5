/* SPDX-License-Identifier: MIT */
#include "upstream/llm.h"

#include "base/arena.h"

struct llm {
	struct arena *mem;
	struct anthropic *anthropic;	/* or NULL */
	struct openai *openai;		/* or NULL */
};

struct llm *
llm_open(const struct llm_options *opt)
{
	struct arena *mem = arena_begin();
	struct llm *l = arena_alloc(mem, sizeof(*l));

	*l = (struct llm){ .mem = mem };
	if (opt->anthropic.base_url != NULL)
		l->anthropic = anthropic_open(&opt->anthropic);
	else
		l->openai = openai_open(&opt->openai);
	return l;
}

void
llm_close(struct llm *l)
{
	if (l->anthropic != NULL)
		anthropic_close(l->anthropic);
	else
		openai_close(l->openai);
	arena_end(l->mem);
}

void
llm_ask(struct llm *l, const struct anthropic_question *q, void *whose)
{
	struct openai_question plain = { q->system, q->user, q->name, q->schema,
		q->max_tokens };
	struct arena *mem;

	if (l->anthropic != NULL) {
		anthropic_ask(l->anthropic, q, whose);
		return;
	}
	mem = arena_begin();
	if (*q->examples != '\0')
		plain.system = arena_fmt(mem, "%s\n%s", q->system, q->examples);
	openai_ask(l->openai, &plain, whose);
	arena_end(mem);
}

/* By name, not by place. */
enum service_result
llm_result(enum openai_result r)
{
	static const enum service_result same[] = {
		[OPENAI_OK] = SERVICE_OK,
		[OPENAI_TRUNCATED] = SERVICE_TRUNCATED,
		[OPENAI_REFUSED] = SERVICE_REFUSED,
		[OPENAI_FILTERED] = SERVICE_REFUSED,
		[OPENAI_EMPTY] = SERVICE_EMPTY,
		[OPENAI_LONG] = SERVICE_LONG,
		[OPENAI_CONTENT] = SERVICE_CONTENT,
		[OPENAI_BUSY] = SERVICE_BUSY,
		[OPENAI_AWAY] = SERVICE_AWAY,
		[OPENAI_UNCLEAR] = SERVICE_UNCLEAR,
		[OPENAI_CONFIG] = SERVICE_CONFIG,
		[OPENAI_QUOTA] = SERVICE_QUOTA,
		[OPENAI_UNASKED] = SERVICE_UNASKED,
		[OPENAI_STOPPED] = SERVICE_STOPPED,
	};

	return same[r];
}

static bool
next_openai(struct llm *l, int64_t wait_ms, struct llm_reply *r)
{
	struct openai_call *call = openai_next(l->openai, wait_ms);
	const struct openai_answer *a;

	if (call == NULL)
		return false;
	a = openai_answer(call);
	*r = (struct llm_reply){ { llm_result(a->result), a->text, a->error,
		a->model, a->input, a->cached, 0, a->output, a->wait_ms,
		a->took_ms }, openai_whose(call), call };
	return true;
}

struct llm_answer
llm_answer_of(const struct anthropic_answer *a)
{
	return (struct llm_answer){ a->said.result, a->text, a->said.error,
		a->model, a->input, a->cached, a->written, a->output,
		a->said.wait_ms, a->said.took_ms };
}

bool
llm_next(struct llm *l, int64_t wait_ms, struct llm_reply *r)
{
	struct service_call *call;

	if (l->anthropic == NULL)
		return next_openai(l, wait_ms, r);
	call = anthropic_next(l->anthropic, wait_ms);
	if (call == NULL)
		return false;
	*r = (struct llm_reply){ llm_answer_of(anthropic_answer(call)),
		call->whose, call };
	return true;
}

void
llm_end(struct llm *l, struct llm_reply *r)
{
	if (l->anthropic != NULL)
		anthropic_end(l->anthropic, r->call);
	else
		openai_end(l->openai, r->call);
}
