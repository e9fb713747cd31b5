/* SPDX-License-Identifier: MIT */
/*
 * sandbox/openai - a stand-in for a model behind OpenAI's protocol.
 *
 * Paths:   /openai/v1/chat/completions, /responses, /models
 *          /openai/v1/files, /batches (openai_batch.c)
 *          /_sandbox/openai           what was sent, one JSON body a line
 *          /_sandbox/openai/clear, /batches
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
struct sbuf;

struct openai_world {
	char **sent;		/* bodies, malloced */
	size_t n, cap;
	uint64_t turn;		/* of openai_busy */
	struct openai_file *file;	/* id file-N is the Nth */
	size_t files;
	struct openai_batch_made *batch;
	size_t batches;
};

/* What a request asks for, as far as the answer needs it. */
struct openai_asked {
	bool responses;
	const char *model, *user, *system;
	struct json_object *schema;
	int64_t max_tokens;
};

struct fault;

void	openai_answer(struct sandbox *, struct call *, struct reply *);
void	openai_control(struct sandbox *, struct call *, struct reply *);
void	openai_free(struct openai_world *);
/* What is wrong with the body, and with which parameter; NULL nothing. */
const char *openai_wrong(struct arena *, struct json_object *body,
	    struct openai_asked *, const char **param);

/* ---- of openai.c, for batches ---- */

void	openai_refuse(struct reply *, int status, const char *type,
	    const char *code, const char *message, const char *param);
/* A fault that takes the place of an answer; true: that was all. */
bool	openai_fault_instead(struct sandbox *, const struct fault *,
	    struct call *, struct reply *);
void	openai_complete(struct sandbox *, struct call *, bool responses,
	    struct reply *);

/* ---- openai_batch.c ---- */

/* False: the path is none of theirs. */
bool	openai_batches(struct sandbox *, struct call *, const char *path,
	    struct reply *);
/* Bodies that created one, one a line. */
void	openai_batches_sent(const struct openai_world *, struct sbuf *);
void	openai_batches_free(struct openai_world *);

#endif
