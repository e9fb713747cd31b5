/* SPDX-License-Identifier: MIT */
/*
 * sandbox/thread - one entry of a conversation, written as the API shows it.
 *
 * Source: "GET /v2/conversations/{id}/threads" of the protocol reference.
 * Persons are JSON objects already (as they stand in the conversation).
 */
#ifndef TIDEMARK_SANDBOX_THREAD_H
#define TIDEMARK_SANDBOX_THREAD_H

#include <stdint.h>

struct jw;

struct thread {
	int64_t id, conv, created;
	int64_t opened;			/* message: read at; 0: no */
	int64_t saved_reply;
	const char *type, *status, *state;
	const char *action;		/* NULL: "default" */
	const char *action_text;	/* lineitem only */
	const char *body;		/* HTML; NULL: no body member */
	const char *source, *via;
	const char *customer, *author, *assigned;	/* JSON or NULL */
	const char *to;			/* an address, or NULL */
	const char *rating, *comment;	/* NULL: not rated */
	int64_t rated_by;
	const char *file, *mime;	/* attachment, or NULL */
	int64_t file_size;
};

void	thread_write(struct jw *, const struct thread *);

#endif
