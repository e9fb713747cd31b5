/* SPDX-License-Identifier: MIT */
/*
 * sandbox/claude - a stand-in for models behind Anthropic's Messages API.
 *
 * Paths:   /anthropic/v1/messages, /messages/count_tokens, /messages/batches ..,
 *          /models/ID
 *          /_sandbox/anthropic          what was sent, one JSON body a line
 *          /_sandbox/anthropic/clear
 * Strict:  x-api-key and anthropic-version are needed; a body with a field that is
 *          not known or of another type is a 400, and so is a schema beyond what
 *          strict outputs take (sandbox/claude_check).
 * Models:  one with think in its name thinks: before its answer stand thoughts, and
 *          it refuses a temperature and a tool that it must call. One with plain in
 *          its name does not know output_config.
 * Answers: values of the schema (sandbox/madeup), in two blocks of text, or a call of
 *          the tool. A token is four bytes. What is marked to be cached is, for as
 *          long as the sandbox runs, from the model's least length on.
 * Batches: end after --anthropic-looks looks, at them or at the list; their results come in another order.
 *          A fault with path=line/ID strikes that line: truncated, refused, 529, 400,
 *          expired, canceled.
 */
#ifndef TIDEMARK_SANDBOX_CLAUDE_H
#define TIDEMARK_SANDBOX_CLAUDE_H

#include "tests/sandbox/fault.h"
#include "tests/sandbox/sent.h"

struct arena;
struct json_object;
struct jw;
struct sandbox;

enum { PREFIXES_MAX = 64, BATCHES_MAX = 512 };

struct claude_stored {
	char id[32];
	char *body;		/* as it was sent, malloced */
	size_t len, n;		/* lines */
	int64_t created, looks;	/* looks until the end */
	bool canceling, ended;
	char *results;		/* malloced */
	long succeeded, errored, canceled, expired;
};

struct claude_world {
	struct sent sent;
	uint64_t prefix[PREFIXES_MAX];	/* hashes of what is cached */
	size_t n_prefix;
	struct claude_stored batch[BATCHES_MAX];	/* oldest first */
	size_t n_batch;
};

/* What a request asks for, as far as the answer needs it. */
struct claude_asked {
	bool count;			/* of tokens */
	const char *model, *user, *tool;	/* tool: NULL none is forced */
	struct json_object *schema;	/* NULL: free text */
	int64_t max_tokens;
	const char *prefix;		/* all before the last mark, "" no mark */
	size_t rest;			/* bytes that are not of it */
};

void	claude_answer(struct sandbox *, struct call *, struct reply *);
void	claude_control(struct sandbox *, struct call *, struct reply *);
void	claude_batches_answer(struct sandbox *, struct call *, struct reply *,
	    const char *path);
void	claude_free(struct claude_world *);

/* What is wrong with the body; NULL nothing. */
const char *claude_wrong(struct arena *, struct json_object *body,
	    struct claude_asked *);
bool	claude_has_model(const struct sandbox *, const char *model);
/* The message of an answer. */
void	claude_message(struct sandbox *, struct arena *, struct jw *,
	    const struct claude_asked *, enum fault_kind);
/* A fault that takes the place of an answer; true: that was all. */
bool	claude_fault(struct sandbox *, const struct fault *, struct call *,
	    struct reply *);
void	claude_refuse(struct reply *, int status, const char *type,
	    const char *message);

#endif
