/* SPDX-License-Identifier: MIT */
/*
 * upstream/openai - models that speak OpenAI's protocol, with answers in JSON of a
 * given schema; several calls at once.
 *
 *	call = openai_ask(ai, &question, whose);	repeatedly
 *	while ((call = openai_next(ai, 1000)) != NULL) {
 *		a = openai_answer(call);
 *		...			whose is openai_whose(call)
 *		openai_end(ai, call);
 *	}
 *
 * Source:    OpenAI's reference of POST /chat/completions and /responses:
 *            structured outputs, reasons to end, errors; the retry policy of its
 *            own client.
 * Shape:     the two forms differ in request and answer alone. Any compatible
 *            server does, by base_url; unknown fields are ignored, an error's
 *            code may be a number, and a body may be a page for people.
 * Retries:   no answer, 408, 409, 429 and 5xx, or what x-should-retry says, as
 *            net/retry has it for services that are paid for. A quota or credit
 *            that is used up is never tried again.
 *            A try that was lost may have been billed, and is not seen here.
 * Stop:      no further try begins; calls under way are waited for, since their
 *            answers are paid for.
 * Units:     milliseconds, tokens.
 * Ownership: an answer belongs to the call: until openai_end().
 * Errors:    enum openai_result by what is to be done; answer.error is a sentence
 *            for people, without the key.
 */
#ifndef TIDEMARK_UPSTREAM_OPENAI_H
#define TIDEMARK_UPSTREAM_OPENAI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct http_reply;
struct json_object;
struct openai;
struct openai_call;
struct sbuf;

enum openai_result {
#define OPENAI_RESULT(name, text) OPENAI_##name,
#include "upstream/openai_result.def"
#undef OPENAI_RESULT
};

enum openai_api { OPENAI_CHAT, OPENAI_RESPONSES };

enum {
	OPENAI_OUTPUT_LEAST = 16,	/* responses refuses less */
	OPENAI_SAID_MAX = 400	/* bytes of what it says, in an error */
};

struct openai_options {
	const char *base_url;		/* https://api.openai.com/v1 */
	const char *key, *org, *project;	/* "" none */
	const char *model;
	enum openai_api api;
	int64_t timeout_ms;
	int calls;			/* at once */
};

struct openai_question {
	const char *system, *user;
	const char *name, *schema;	/* of the answer: a-z _ -, JSON */
	int64_t max_tokens;		/* of the answer */
};

struct openai_answer {
	enum openai_result result;
	const char *text;		/* of OPENAI_OK, else "" */
	const char *error;		/* of all others, else "" */
	const char *code;		/* the service's, "" */
	const char *model;		/* that answered, "" when not told */
	int64_t input, cached, output;	/* tokens; cached ones are of input */
	int64_t wait_ms;		/* it asked to wait so long; -1 */
	int64_t took_ms;		/* of the last try */
	int tries;
};

struct openai	*openai_open(const struct openai_options *);
void		 openai_close(struct openai *);
/* Calls that were asked and not ended. */
size_t		 openai_flying(const struct openai *);

struct openai_call *openai_ask(struct openai *, const struct openai_question *,
		    void *whose);
/* One that has its answer; NULL: none within that time. */
struct openai_call *openai_next(struct openai *, int64_t wait_ms);
const struct openai_answer *openai_answer(const struct openai_call *);
void		*openai_whose(const struct openai_call *);
void		 openai_end(struct openai *, struct openai_call *);

const char	*openai_result_text(enum openai_result);

/* ---- the protocol alone ---- */

/* bare: without a temperature, which some models refuse. */
void		 openai_body(struct sbuf *, const struct openai_options *,
		    const struct openai_question *, bool bare);
/* What an answer means. */
void		 openai_read(struct arena *, enum openai_api,
		    const struct http_reply *, struct openai_answer *);
/* What a good answer holds; NULL: the answer's result and error say why none came. */
struct json_object *openai_object(struct arena *, const struct http_reply *,
		    struct openai_answer *);
/* The begin of what it says, whole characters. */
const char	*openai_brief(struct arena *, const char *);
/* Reasoning models take no temperature, and say so; to be asked without. */
bool		 openai_refuses_temperature(const struct openai_answer *);
/* Some servers repeat the key that they refuse. */
void		 openai_hide_key(const struct openai_options *,
		    struct openai_answer *);
/* -1: not to be tried again after this; tries counts from 1. */
int64_t		 openai_retry_ms(const struct http_reply *,
		    const struct openai_answer *, int tries, uint32_t random);

#endif
