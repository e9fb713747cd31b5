/* SPDX-License-Identifier: MIT */
#include "meaning/embedder.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "meaning/embedder_model.h"

struct embedder {
	struct feature_reader *reader;
	struct feature_space space;
	const struct embed_body *body;
	float weight[EMBED_DIM];
	struct weighted *weighted;
};

/* As the rest of a sentence. */
static const char *
head_fault(const struct embed_head *h, size_t len)
{
	if (len < sizeof(*h) || memcmp(h->magic, EMBED_MAGIC,
	    sizeof(h->magic)) != 0)
		return "is none";
	if (h->order != EMBED_ORDER)
		return "was made on a machine of the other byte order";
	if (h->version != EMBED_VERSION || h->features != FEATURE_VERSION ||
	    h->dim != EMBED_DIM)
		return "is of another version of this program";
	if (h->rows > EMBED_ROWS || len != sizeof(*h) +
	    sizeof(struct embed_body) + h->rows * sizeof(struct embed_row))
		return "is damaged: its length";
	return NULL;
}

static bool
body_sound(const struct embed_head *h, const struct embed_body *body)
{
	size_t known = 0;

	for (size_t i = 0; i < FEATURE_BITMAP; i++)
		known += (size_t)__builtin_popcountll(body->known[i]);
	return known == h->rows && h->sum == embed_sum(*h, body,
	    sizeof(*body) + h->rows * sizeof(struct embed_row));
}

static void
space_fill(struct arena *mem, struct embedder *e)
{
	float *rarity;

	e->space.known = e->body->known;
	feature_rank(mem, &e->space);
	rarity = arena_array(mem, e->space.rows + 1, sizeof(*rarity));
	for (uint32_t i = 0; i < e->space.rows; i++)
		rarity[i] = e->body->row[i].rarity;
	e->space.rarity = rarity;
}

enum rc
embedder_open(struct arena *mem, const char *bytes, size_t len,
    struct embedder **out, const char **why)
{
	struct embedder *e = arena_alloc(mem, sizeof(*e));
	struct embed_head head;
	struct embed_body *body;
	const char *fault;

	memset(&head, 0, sizeof(head));
	memcpy(&head, bytes, len < sizeof(head) ? len : sizeof(head));
	fault = head_fault(&head, len);
	if (fault == NULL) {
		body = arena_alloc(mem, len - sizeof(head));
		memcpy(body, bytes + sizeof(head), len - sizeof(head));
		e->body = body;
		if (!body_sound(&head, body))
			fault = "is damaged: its checksum";
	}
	if (fault != NULL) {
		*why = arena_fmt(mem, "the model of the local embedder %s", fault);
		return RC_BAD_INPUT;
	}
	e->reader = feature_reader_new(mem, EMBED_KINDS);
	e->weighted = arena_array(mem, FEATURE_MOST, sizeof(*e->weighted));
	space_fill(mem, e);
	embedder_weigh(e, EMBED_POWER);
	*out = e;
	return RC_OK;
}

void
embedder_weigh(struct embedder *e, double power)
{
	const double *strength = e->body->strength;

	/* what a text has of a direction is already as large as its strength */
	for (size_t j = 0; j < EMBED_DIM; j++)
		e->weight[j] = strength[j] > 0 ?
		    (float)pow(strength[j] / strength[0], power - 1) : 0;
}

static void
row_add(float *restrict to, const int8_t *restrict code, float weight)
{
	for (size_t j = 0; j < EMBED_DIM; j++)
		to[j] += weight * (float)code[j];
}

bool
embedder_embed(struct embedder *e, const char *text, size_t len,
    float out[static EMBED_DIM])
{
	const struct feature_text t = { text, len, NULL, 0 };
	size_t n = feature_weigh(&e->space, feature_read(e->reader, &t),
	    e->weighted);
	double square = 0;

	memset(out, 0, EMBED_DIM * sizeof(*out));
	for (size_t i = 0; i < n; i++) {
		const struct embed_row *row = &e->body->row[e->weighted[i].row];

		row_add(out, row->code, e->weighted[i].weight * row->scale);
	}
	for (size_t j = 0; j < EMBED_DIM; j++) {
		out[j] *= e->weight[j];
		square += (double)out[j] * (double)out[j];
	}
	if (!(square > 0) || !isfinite(square)) {
		memset(out, 0, EMBED_DIM * sizeof(*out));
		return false;
	}
	for (size_t j = 0; j < EMBED_DIM; j++)
		out[j] = (float)((double)out[j] / sqrt(square));
	return true;
}
