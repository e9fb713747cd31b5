/* SPDX-License-Identifier: MIT */
/*
 * upstream/pinecone_call - one call to the index, for the parts of upstream/pinecone.
 *
 * Ownership: the call is the caller's, for as long as pinecone_ask() runs.
 */
#ifndef TIDEMARK_UPSTREAM_PINECONE_CALL_H
#define TIDEMARK_UPSTREAM_PINECONE_CALL_H

#include "upstream/pinecone.h"

/* What a call is, and where its answer goes. */
struct pinecone_call {
	enum service_result (*read)(struct arena *, struct json_object *,
	    void *to);			/* NULL: nothing is read */
	struct arena *mem;		/* of what is read */
	void *to;
	const char *method;		/* NULL: POST */
	const char *path;		/* "/query", query string included */
	const char *body;		/* NULL none */
	size_t len;
};

enum service_result pinecone_ask(struct pinecone *, const struct pinecone_call *);
const struct pinecone_options *pinecone_opt(const struct pinecone *);
/* The last call is one that was not made. */
enum service_result pinecone_refuse(struct pinecone *, enum service_result,
		    const char *why);

#endif
