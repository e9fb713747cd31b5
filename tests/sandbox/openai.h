/* SPDX-License-Identifier: MIT */
/*
 * sandbox/openai - a stand-in for a model behind OpenAI's protocol.
 *
 * Paths:   /openai/v1/chat/completions, /responses, /models
 *          /_sandbox/openai           what was sent, one JSON body a line
 *          /_sandbox/openai/clear
 * Strict:  a body with a field that is not known, of another type, or in the
 *          other form's shape is a 400, and so is a schema that strict mode does
 *          not take (sandbox/openai_check).
 * Answers: an object of the schema that was sent. Numbers are made of the text of
 *          the question, so that the same gets the same; evidence is the first
 *          words of the reply.
 */
#ifndef TIDEMARK_SANDBOX_OPENAI_H
#define TIDEMARK_SANDBOX_OPENAI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct call;
struct json_object;
struct reply;
struct sandbox;

struct openai_world {
	char **sent;		/* bodies, malloced */
	size_t n, cap;
	uint64_t turn;		/* of openai_busy */
};

/* What a request asks for, as far as the answer needs it. */
struct openai_asked {
	bool responses;
	const char *model, *user, *system;
	struct json_object *schema;
	int64_t max_tokens;
};

void	openai_answer(struct sandbox *, struct call *, struct reply *);
void	openai_control(struct sandbox *, struct call *, struct reply *);
void	openai_free(struct openai_world *);
/* What is wrong with the body, and with which parameter; NULL nothing. */
const char *openai_wrong(struct arena *, struct json_object *body,
	    struct openai_asked *, const char **param);

#endif
