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

struct openai_question
llm_plain(struct arena *mem, const struct anthropic_question *q)
{
	return (struct openai_question){ *q->examples == '\0' ? q->system :
		arena_fmt(mem, "%s\n%s", q->system, q->examples), q->user,
		q->name, q->schema, q->max_tokens };
}

void
llm_ask(struct llm *l, const struct anthropic_question *q, void *whose)
{
	struct openai_question plain;
	struct arena *mem;

	if (l->anthropic != NULL) {
		anthropic_ask(l->anthropic, q, whose);
		return;
	}
	mem = arena_begin();
	plain = llm_plain(mem, q);
	openai_ask(l->openai, &plain, whose);
	arena_end(mem);
}

struct llm_answer
llm_of_anthropic(const struct anthropic_answer *a)
{
	return (struct llm_answer){ a->said.result, a->text, a->said.error,
		a->model, a->input, a->cached, a->written, a->output,
		a->said.wait_ms, a->said.took_ms };
}

struct llm_answer
llm_of_openai(const struct openai_answer *a)
{
	return (struct llm_answer){ a->said.result, a->text, a->said.error,
		a->model, a->input, a->cached, 0, a->output, a->said.wait_ms,
		a->said.took_ms };
}

bool
llm_next(struct llm *l, int64_t wait_ms, struct llm_reply *r)
{
	struct service_call *call = l->anthropic != NULL ?
	    anthropic_next(l->anthropic, wait_ms) :
	    openai_next(l->openai, wait_ms);

	if (call == NULL)
		return false;
	*r = (struct llm_reply){ l->anthropic != NULL ?
		llm_of_anthropic(anthropic_answer(call)) :
		llm_of_openai(openai_answer(call)), call->whose, call };
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
