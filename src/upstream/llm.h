/* SPDX-License-Identifier: MIT */
/*
 * upstream/llm - a model behind either protocol, for who does not mind which:
 * questions and answers of upstream/anthropic and upstream/openai in one shape.
 *
 *	llm_ask(llm, &question, whose);		repeatedly
 *	while (llm_next(llm, 1000, &reply)) {
 *		...			reply.answer, reply.whose
 *		llm_end(llm, &reply);
 *	}
 *
 * Shape:     examples stand behind the system's text where a protocol knows no
 *            place of their own.
 * Units:     milliseconds, tokens.
 * Ownership: an answer belongs to its reply: until llm_end().
 * Errors:    enum service_result (upstream/service.h).
 */
#ifndef TIDEMARK_UPSTREAM_LLM_H
#define TIDEMARK_UPSTREAM_LLM_H

#include "upstream/anthropic.h"
#include "upstream/openai.h"

struct llm;

/* One of the two has a base_url; the other is not looked at. */
struct llm_options {
	struct anthropic_options anthropic;
	struct openai_options openai;
};

struct llm_answer {
	enum service_result result;
	const char *text;		/* of SERVICE_OK, else "" */
	const char *error;		/* of all others, else "" */
	const char *model;		/* that answered, "" when not told */
	int64_t input, cached, written, output;	/* as anthropic_answer has them */
	int64_t wait_ms, took_ms;
};

struct llm_reply {
	struct llm_answer answer;
	void *whose;
	struct service_call *call;	/* private */
};

struct llm	*llm_open(const struct llm_options *);
void		 llm_close(struct llm *);
void		 llm_ask(struct llm *, const struct anthropic_question *,
		    void *whose);
/* False: none has its answer within that time. */
bool		 llm_next(struct llm *, int64_t wait_ms, struct llm_reply *);
void		 llm_end(struct llm *, struct llm_reply *);

/* These point to what the answer points to. */
struct llm_answer llm_of_anthropic(const struct anthropic_answer *);
struct llm_answer llm_of_openai(const struct openai_answer *);
/* What OpenAI's protocol asks then. */
struct openai_question llm_plain(struct arena *,
		    const struct anthropic_question *);

#endif
