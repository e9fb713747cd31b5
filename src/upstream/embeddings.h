/* SPDX-License-Identifier: MIT */
/*
 * upstream/embeddings - texts as vectors, by a server that speaks OpenAI's protocol;
 * several calls at once.
 *
 *	for (size_t at = 0; at < n; at += fit) {
 *		fit = embeddings_fit(&options, texts + at, n - at);
 *		embeddings_ask(em, texts + at, fit, whose);
 *	}
 *	while ((call = embeddings_next(em, 1000)) != NULL) {
 *		a = embeddings_answer(call);
 *		...			a->vector[i * a->dimension] begins text i
 *		embeddings_end(em, call);
 *	}
 *
 * Source:    OpenAI's reference of POST /embeddings; what compatible servers do
 *            otherwise (llama.cpp, Ollama, vLLM, TEI).
 * Answers:   asked for as base64 of little-endian floats, which is a third of the
 *            bytes; a server that refuses the field is asked without it from then
 *            on, and lists of numbers are read as well. Order is by index.
 * Checked:   as many vectors as texts, each index once, each of the dimension that
 *            is wanted (or, when none is, that of the first answer of this struct),
 *            finite and not zero. All leave with length 1.
 * Limits:    of a call EMBEDDINGS_TEXTS_MOST texts and EMBEDDINGS_TOKENS_MOST
 *            tokens, of a text EMBEDDINGS_TEXT_TOKENS; a token is taken as 3 bytes,
 *            which is few. Small servers take 32 texts. A text that is empty, or
 *            too long by itself, is refused without asking.
 * Retries:   upstream/service.
 * Units:     tokens, milliseconds.
 * Ownership: an answer belongs to the call: until embeddings_end(). Texts are copied.
 * Errors:    enum service_result in said.result; TRUNCATED and REFUSED do not occur,
 *            LONG: ask with fewer or shorter texts; EMPTY: vectors that are none,
 *            not asked for again since they are billed: of one of the texts, or all
 *            of them (odd).
 */
#ifndef TIDEMARK_UPSTREAM_EMBEDDINGS_H
#define TIDEMARK_UPSTREAM_EMBEDDINGS_H

#include "upstream/service.h"

struct embeddings;
struct sbuf;

enum {
	EMBEDDINGS_TEXTS_MOST = 2048,
	EMBEDDINGS_TOKENS_MOST = 300000,
	EMBEDDINGS_TEXT_TOKENS = 8191,
	EMBEDDINGS_TOKEN_BYTES = 3,
	EMBEDDINGS_DIMENSION_MOST = 20000
};

struct embeddings_options {
	const char *url;		/* https://api.openai.com/v1/embeddings */
	const char *key, *org, *project;	/* "" none */
	const char *model;
	int64_t dimension;		/* asked for; 0: as the model has it */
	int64_t texts;			/* in a call, at most */
	int64_t timeout_ms;
	int calls;			/* at once */
};

struct embeddings_answer {
	struct service_said said;
	const float *vector;		/* n times dimension; NULL but of SERVICE_OK */
	size_t n, dimension;
	const char *model;		/* that answered, "" when not told */
	int64_t tokens;			/* billed; 0 when not told */
	bool odd;			/* of EMPTY: no text's fault */
};

struct embeddings *embeddings_open(const struct embeddings_options *);
void		 embeddings_close(struct embeddings *);
/* Of the vectors; 0 while it is not known. */
size_t		 embeddings_dimension(const struct embeddings *);

/* The next answer says it, if none is wanted. */
void		 embeddings_forget(struct embeddings *);

/* How many of the texts, from the first on, go into one call; at least 1. */
size_t		 embeddings_fit(const struct embeddings_options *,
		    const char *const *texts, size_t n);
/* Bytes of a text that are not too long; a character is not cut. */
size_t		 embeddings_cut(const char *text);
struct service_call *embeddings_ask(struct embeddings *,
		    const char *const *texts, size_t n, void *whose);
struct service_call *embeddings_next(struct embeddings *, int64_t wait_ms);
const struct embeddings_answer *embeddings_answer(const struct service_call *);
void		 embeddings_end(struct embeddings *, struct service_call *);

/* The protocol alone; plain: lists of numbers. */
void		 embeddings_body(struct sbuf *, const struct embeddings_options *,
		    const char *const *texts, size_t n, bool plain);

#endif
