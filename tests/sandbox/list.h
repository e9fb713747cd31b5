/* SPDX-License-Identifier: MIT */
/*
 * sandbox/list - which conversations a list holds, in which order.
 *
 * Source: "GET /v2/conversations" of the protocol reference. The last few
 *         results are kept until a conversation changes, so that reading a
 *         list page by page sorts it once.
 */
#ifndef TIDEMARK_SANDBOX_LIST_H
#define TIDEMARK_SANDBOX_LIST_H

#include <stddef.h>
#include <stdint.h>

struct call;
struct reply;
struct sandbox;

enum { RESULTS_KEPT = 8 };

struct result {
	char *key;		/* the filters as they came */
	uint64_t version;	/* of the store */
	uint32_t *at;		/* indexes into the store, in order */
	size_t n;
};

struct results {
	struct result v[RESULTS_KEPT];
	unsigned next;		/* to be replaced */
};

void	results_free(struct results *);
/* GET /v2/conversations */
void	list_answer(struct sandbox *, struct call *, struct reply *);

#endif
