/* SPDX-License-Identifier: MIT */
/*
 * sandbox/change - what can happen to a conversation that is already there.
 *
 * Every change writes the conversation's JSON anew and puts it into the store,
 * so "modified" moves. Answers false when there is no such conversation.
 */
#ifndef TIDEMARK_SANDBOX_CHANGE_H
#define TIDEMARK_SANDBOX_CHANGE_H

#include "tests/sandbox/scan.h"

struct arena;
struct sandbox;
struct thread;

/* A member of a JSON object to set; json NULL removes it. */
struct member {
	const char *key, *json;
};

/* Append the object with these members replaced, removed or added. */
void	change_object(struct slice object, const struct member *, size_t n,
	    struct sbuf *out);

bool	change_members(struct sandbox *, int64_t id, const struct member *,
	    size_t n, int64_t now);
/* Only userUpdatedAt moves. */
bool	change_touch(struct sandbox *, struct arena *, int64_t id, int64_t now);
bool	change_status(struct sandbox *, struct arena *, int64_t id,
	    const char *status, int64_t user, int64_t now);
/* Put a thread on top; th gets its id, conversation and customer here.
 * author: JSON object. preview may be NULL. Answers the thread's id or 0. */
int64_t	change_thread(struct sandbox *, struct arena *, int64_t id,
	    struct thread *, const char *preview, int64_t now);
bool	change_merge(struct sandbox *, struct arena *, int64_t from,
	    int64_t into, int64_t now);
bool	change_delete(struct sandbox *, int64_t id);
/* With all conversations of theirs. */
bool	change_customer_gone(struct sandbox *, int64_t id);

#endif
