/* SPDX-License-Identifier: MIT */
/*
 * upstream/openai - models that speak OpenAI's protocol, with answers in JSON of a
 * given schema; several calls at once.
 *
 *	call = openai_ask(ai, &question, whose);	repeatedly
 *	while ((call = openai_next(ai, 1000)) != NULL) {
 *		a = openai_answer(call);
 *		...			whose is call->whose
 *		openai_end(ai, call);
 *	}
 *
 * Source:    OpenAI's reference of POST /chat/completions and /responses:
 *            structured outputs, reasons to end, errors; the retry policy of its
 *            own client.
 * Shape:     the two forms differ in request and answer alone. Any compatible
 *            server does, by base_url; unknown fields are ignored, an error's
 *            code may be a number, and a body may be a page for people.
 * Answers:   a model that refuses a temperature is asked once more without, and so
 *            are all later questions of the same struct. What the service's filter
 *            withheld is refused.
 * Retries:   upstream/service. Calls under way are waited for when the program is
 *            stopped, since their answers are paid for.
 * Units:     milliseconds, tokens.
 * Ownership: an answer belongs to the call: until openai_end().
 * Errors:    enum service_result in said.result (upstream/service.h).
 */
#ifndef TIDEMARK_UPSTREAM_OPENAI_H
#define TIDEMARK_UPSTREAM_OPENAI_H

#include "upstream/service.h"

struct openai;
struct sbuf;

enum openai_api { OPENAI_CHAT, OPENAI_RESPONSES };

enum { OPENAI_OUTPUT_LEAST = 16 };	/* responses refuses less */

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
	struct service_said said;
	const char *text;		/* JSON; "" but of SERVICE_OK */
	const char *model;		/* that answered, "" when not told */
	int64_t input, cached, output;	/* tokens; cached ones are of input */
};

struct openai	*openai_open(const struct openai_options *);
void		 openai_close(struct openai *);

struct service_call *openai_ask(struct openai *, const struct openai_question *,
		    void *whose);
/* Any call that has its answer; NULL: none within that time. */
struct service_call *openai_next(struct openai *, int64_t wait_ms);
/* Of openai_ask(). */
const struct openai_answer *openai_answer(const struct service_call *);
void		 openai_end(struct openai *, struct service_call *);

/* ---- other calls, as of upstream/openai_batch ---- */

/* path: behind the base_url. */
struct service_call *openai_call(struct openai *, const struct service_kind *,
		    const char *path);
void		 openai_send(struct openai *, struct service_call *);

/* ---- the protocol alone ---- */

/* bare: without a temperature, which some models refuse. */
void		 openai_body(struct sbuf *, const struct openai_options *,
		    const struct openai_question *, bool bare);
/* What an answer means. */
void		 openai_read(struct arena *, enum openai_api,
		    const struct http_reply *, struct openai_answer *);
/* The same of a good body alone. */
enum service_result openai_message(struct arena *, enum openai_api,
		    struct json_object *, struct openai_answer *,
		    struct service_said *);
/* What an error of this protocol means, of whatever is asked by it. */
void		 openai_fault(struct arena *, const struct http_reply *,
		    struct json_object *, struct service_said *);
/* The same of a model, in its words: service_kind.fail. */
void		 openai_fail(struct arena *, const struct http_reply *,
		    struct json_object *, struct service_said *);
/* Reasoning models take no temperature, and say so; to be asked without. */
bool		 openai_refuses_temperature(enum service_result,
		    const char *error);

#endif
