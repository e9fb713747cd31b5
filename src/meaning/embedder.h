/* SPDX-License-Identifier: MIT */
/*
 * meaning/embedder - texts as vectors, learnt from the account's own texts.
 *
 * Shape:     a trainer is given texts and makes a model, a string of bytes to be
 *            stored; an embedder is opened on such a string and gives any text a
 *            vector of EMBED_DIM floats, of length 1. Their inner product says how
 *            alike two texts are, 1 for the same words.
 * Method:    latent semantic analysis: the strongest directions of the weighted
 *            words and pieces of words (meaning/feature) of the texts
 *            (meaning/svd); what texts share in many words counts for
 *            more than what two of them share by chance: each direction is
 *            weighed by the EMBED_POWER-th power of its strength. Chosen by
 *            measurement: docs/accuracy.md.
 * Sample:    a trainer keeps distinct texts up to EMBED_FEATURES features in all;
 *            then the half whose hash is larger goes, and so on. What is left
 *            depends on the texts alone, not on their order.
 * Same:      the same texts make the same bytes, in whatever order they come.
 * Memory:    of a trainer, docs/accuracy.md; of an embedder, the model twice at
 *            most. An embedder allocates nothing for a text that is not long.
 * Threads:   one at a time.
 */
#ifndef TIDEMARK_MEANING_EMBEDDER_H
#define TIDEMARK_MEANING_EMBEDDER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/rc.h"

struct arena;
struct sbuf;

enum {
	EMBED_DIM = 256,
	EMBED_VERSION = 1,
	EMBED_LEAST = 20,	/* distinct texts; below, there is nothing to learn */
	EMBED_FEATURES = 12 * 1000 * 1000,
	EMBED_ROWS = 32 * 1024,	/* features that a model knows */
};

#define EMBED_POWER 1.5

struct embedder_trainer;
struct embedder;

struct embedder_trainer	*embedder_trainer_new(struct arena *);
/* Valid UTF-8. */
void		 embedder_trainer_add(struct embedder_trainer *, const char *text,
		    size_t len);
/* Distinct texts that it would learn from. */
size_t		 embedder_trainer_texts(const struct embedder_trainer *);
/* Appends the model; empties the trainer. RC_BAD_INPUT: too few texts. */
enum rc		 embedder_train(struct embedder_trainer *, struct arena *,
		    struct sbuf *model, const char **why);

/* RC_BAD_INPUT: no such model, of another version, or damaged; *why says which.
 * The bytes are copied. */
enum rc		 embedder_open(struct arena *, const char *bytes, size_t len,
		    struct embedder **, const char **why);
/* False, and zeros: the model knows nothing that the text holds. */
bool		 embedder_embed(struct embedder *, const char *text, size_t len,
		    float out[static EMBED_DIM]);
/* For trials: another power of the directions' strength. */
void		 embedder_weigh(struct embedder *, double power);

#endif
