/* SPDX-License-Identifier: MIT */
#include "meaning/embedder.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/sbuf.h"
#include "meaning/embedder_model.h"
#include "meaning/svd.h"

enum { SLOTS_FIRST = 1024, LEAST_FIRST = 2 };

/* A text that was kept; its bag belongs to the sample. */
struct kept {
	uint64_t hash;	/* of the text; 0 stands for a free slot */
	struct bag bag;
};

struct embedder_trainer {
	struct feature_reader *reader;
	struct kept *slot;	/* by hash; a power of two of them */
	size_t slots, n;
	size_t features;	/* of all bags */
	uint64_t below;	/* larger hashes are not kept */
};

static void
kept_drop(struct embedder_trainer *t, struct kept *k)
{
	t->features -= k->bag.n;
	t->n--;
	free((void *)(uintptr_t)k->bag.v);
}

static void
trainer_free(void *what)
{
	struct embedder_trainer *t = what;

	for (size_t i = 0; i < t->slots; i++)
		if (t->slot[i].hash != 0)
			kept_drop(t, &t->slot[i]);
	free(t->slot);
	t->slots = 0;
	t->slot = NULL;
}

struct embedder_trainer *
embedder_trainer_new(struct arena *mem)
{
	struct embedder_trainer *t = arena_alloc(mem, sizeof(*t));

	t->reader = feature_reader_new(mem, EMBED_KINDS);
	t->below = UINT64_MAX;
	arena_defer(mem, trainer_free, t);
	return t;
}

/* FNV-1a, with its bits mixed so that any half of the range is a fair sample. */
static uint64_t
text_hash(const char *s, size_t len)
{
	uint64_t h = 0xcbf29ce484222325u;

	for (size_t i = 0; i < len; i++)
		h = (h ^ (unsigned char)s[i]) * 0x100000001b3u;
	h = (h ^ h >> 33) * 0xff51afd7ed558ccdu;
	h = (h ^ h >> 33) * 0xc4ceb9fe1a85ec53u;
	h ^= h >> 33;
	return h == 0 ? 1 : h;
}

static struct kept *
slot_of(const struct embedder_trainer *t, uint64_t hash)
{
	size_t i = hash % t->slots;

	while (t->slot[i].hash != 0 && t->slot[i].hash != hash)
		i = (i + 1) % t->slots;
	return &t->slot[i];
}

/* A table of so many slots, without the texts that are not below any more. */
static void
resize(struct embedder_trainer *t, size_t slots)
{
	struct kept *was = t->slot;
	size_t n = t->slots;

	t->slot = must_alloc(slots * sizeof(*t->slot));
	t->slots = slots;
	for (size_t i = 0; i < n; i++) {
		if (was[i].hash == 0)
			continue;
		if (was[i].hash <= t->below)
			*slot_of(t, was[i].hash) = was[i];
		else
			kept_drop(t, &was[i]);
	}
	free(was);
}

void
embedder_trainer_add(struct embedder_trainer *t, const char *text, size_t len)
{
	const struct feature_text ft = { text, len, NULL, 0 };
	uint64_t hash = text_hash(text, len);
	struct feature *v;
	struct kept *k;
	struct bag bag;

	if (hash > t->below)
		return;
	if (t->n * 2 >= t->slots)
		resize(t, t->slots == 0 ? SLOTS_FIRST : t->slots * 2);
	k = slot_of(t, hash);
	bag = feature_read(t->reader, &ft);
	if (k->hash != 0 || bag.n == 0)
		return;
	v = must_alloc(bag.n * sizeof(*v));
	memcpy(v, bag.v, bag.n * sizeof(*v));
	*k = (struct kept){ hash, { v, bag.n } };
	t->n++;
	t->features += bag.n;
	while (t->features > EMBED_FEATURES) {
		t->below /= 2;
		resize(t, t->slots);
	}
}

size_t
embedder_trainer_texts(const struct embedder_trainer *t)
{
	return t->n;
}

static int
kept_order(const void *a, const void *b)
{
	const struct kept *x = a, *y = b;

	return x->hash < y->hash ? -1 : x->hash > y->hash;
}

/* All bags in the order of their hashes. */
static struct bag *
bags_of(struct embedder_trainer *t, struct arena *mem)
{
	struct kept *kept = arena_array(mem, t->n, sizeof(*kept));
	struct bag *bags = arena_array(mem, t->n, sizeof(*bags));
	size_t n = 0;

	for (size_t i = 0; i < t->slots; i++)
		if (t->slot[i].hash != 0)
			kept[n++] = t->slot[i];
	qsort(kept, n, sizeof(*kept), kept_order);
	for (size_t i = 0; i < n; i++)
		bags[i] = kept[i].bag;
	return bags;
}

/* The rarest features go until a model can hold the rest. What a classifier
 * weighs by the root of rarity, likeness weighs by rarity: there is no label to
 * tell which of the common words matter. */
static void
space_learn(struct arena *mem, const struct bag *bags, size_t n,
    struct feature_space *space)
{
	uint32_t least = LEAST_FIRST;
	float *rarity;

	feature_learn(mem, bags, n, least, space);
	while (space->rows > EMBED_ROWS) {
		least += 1 + least / 4;
		feature_learn(mem, bags, n, least, space);
	}
	rarity = arena_array(mem, space->rows + 1, sizeof(*rarity));
	for (uint32_t i = 0; i < space->rows; i++)
		rarity[i] = space->rarity[i] * space->rarity[i];
	space->rarity = rarity;
}

static void
matrix_fill(struct arena *mem, const struct bag *bags, size_t n,
    size_t features, const struct feature_space *space, struct svd_matrix *m)
{
	size_t *from = arena_array(mem, n + 1, sizeof(*from));
	struct weighted *cells = arena_array(mem, features + 1, sizeof(*cells));

	for (size_t i = 0; i < n; i++)
		from[i + 1] = from[i] +
		    feature_weigh(space, bags[i], cells + from[i]);
	*m = (struct svd_matrix){ n, space->rows, from, cells };
}

static void
row_write(struct sbuf *model, float rarity, const float *part)
{
	struct embed_row row = { .rarity = rarity };
	float most = 0;

	for (size_t j = 0; j < EMBED_DIM; j++)
		most = fmaxf(most, fabsf(part[j]));
	row.scale = most / EMBED_CODE_MAX;
	for (size_t j = 0; j < EMBED_DIM && row.scale > 0; j++)
		row.code[j] = (int8_t)fmaxf(-EMBED_CODE_MAX, fminf(
		    EMBED_CODE_MAX, nearbyintf(part[j] / row.scale)));
	sbuf_add(model, (const char *)&row, sizeof(row));
}

static void
model_write(struct sbuf *model, const struct feature_space *space,
    const struct svd *s, size_t texts)
{
	struct embed_head head = { EMBED_MAGIC, EMBED_ORDER, EMBED_VERSION,
		FEATURE_VERSION, EMBED_DIM, space->rows, (uint32_t)texts, 0 };
	size_t at = model->len + sizeof(head);

	sbuf_add(model, (const char *)&head, sizeof(head));
	sbuf_add(model, (const char *)space->known,
	    FEATURE_BITMAP * sizeof(*space->known));
	sbuf_add(model, (const char *)s->strength, sizeof(s->strength));
	for (uint32_t i = 0; i < space->rows; i++)
		row_write(model, space->rarity[i], s->right + i * SVD_MOST);
	head.sum = embed_sum(head, model->s + at, model->len - at);
	memcpy(model->s + at - sizeof(head), &head, sizeof(head));
}

enum rc
embedder_train(struct embedder_trainer *t, struct arena *mem,
    struct sbuf *model, const char **why)
{
	struct arena *own;
	struct feature_space space;
	struct svd_matrix m;
	struct svd s;
	struct bag *bags;
	size_t texts = t->n;

	if (t->n < EMBED_LEAST) {
		*why = arena_fmt(mem, "%zu different texts: the local embedder "
		    "learns from %d or more", t->n, EMBED_LEAST);
		return RC_BAD_INPUT;
	}
	own = arena_begin();
	bags = bags_of(t, own);
	space_learn(own, bags, texts, &space);
	matrix_fill(own, bags, texts, t->features, &space, &m);
	trainer_free(t); /* the matrix has them all */
	svd(own, &m, &s);
	model_write(model, &space, &s, texts);
	arena_end(own);
	return RC_OK;
}
