/* SPDX-License-Identifier: MIT */
/*
 * meaning/embedder_model - the bytes of a model of embedder.
 *
 * Shape: head, bitmap of known buckets, strength of each direction (double), then
 *        for each row its rarity (float), its scale (float) and EMBED_DIM codes:
 *        its part in each direction is code * scale. Numbers are those of the
 *        machine. The checksum is of all that follows the head, and of the head
 *        with none in it.
 */
#ifndef TIDEMARK_MEANING_EMBEDDER_MODEL_H
#define TIDEMARK_MEANING_EMBEDDER_MODEL_H

#include "meaning/embedder.h"
#include "meaning/feature.h"
#include "meaning/vector_math.h"

#define EMBED_MAGIC "TIDEEMB\n"

enum {
	EMBED_ORDER = 0x01020304,
	EMBED_CODE_MAX = 127,
	/* pairs of words make likeness worse: docs/accuracy.md */
	EMBED_KINDS = 1 << FEATURE_WORD | 1 << FEATURE_PIECE,
};

struct embed_head {
	char magic[8];
	uint32_t order, version, features, dim;
	uint32_t rows, texts;
	uint64_t sum;
};

struct embed_row {
	float rarity, scale;
	int8_t code[EMBED_DIM];
};

/* len: bytes after the head. */
static inline uint64_t
embed_sum(struct embed_head head, const void *body, size_t len)
{
	head.sum = 0;
	return vector_sum(&head, sizeof(head)) ^ vector_sum(body, len);
}

struct embed_body {
	uint64_t known[FEATURE_BITMAP];
	double strength[EMBED_DIM];
	struct embed_row row[];
};

#endif
