/* SPDX-License-Identifier: MIT */
/*
 * sandbox/embed - a stand-in for embeddings behind OpenAI's protocol.
 *
 * Paths:   /openai/v1/embeddings
 *          /_sandbox/embed, /_sandbox/embed/clear   what was sent, one body a line
 * Strict:  one string, or 1 to 2,048; none empty; tokens of a text and of all below
 *          --embed-text-tokens and --embed-tokens (a token is four bytes); dimensions
 *          for models with -3- in their name alone; no other field.
 * Vectors: of length 1, made of the words of the text: texts that share words are
 *          near each other, the same text has the same vector.
 * Servers: --embed-like tei takes 32 texts and tells errors at the top level, plain
 *          refuses encoding_format, floats ignores it.
 */
#ifndef TIDEMARK_SANDBOX_EMBED_H
#define TIDEMARK_SANDBOX_EMBED_H

#include <stddef.h>

struct call;
struct reply;
struct sandbox;

enum { EMBED_OPENAI, EMBED_TEI, EMBED_PLAIN, EMBED_FLOATS };

void	embed_answer(struct sandbox *, struct call *, struct reply *);
void	embed_control(struct sandbox *, struct call *, struct reply *);

#endif
