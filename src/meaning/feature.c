/* SPDX-License-Identifier: MIT */
#include "meaning/feature.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "text/words.h"

enum {
	SLOTS = 32 * 1024,	/* a third more than FEATURE_MOST */
	SHORTEST = 3,		/* characters of a piece */
	LONGEST = 5,
	NEAR = 10,		/* words from one of a pair to the other */
	HASH_BEGIN = (int)0x811c9dc5u,
	ANY_ORDER = 0x5bd1e995
};

/* Where a kind's buckets begin, how many there are, and the length of its part of
 * a vector: chosen by cross-validation (docs/accuracy.md). */
static const struct {
	uint32_t first, n;
	float length;
} kind[FEATURE_KINDS] = {
	[FEATURE_PIECE] = { 0, 1 << 19, 0.7f },
	[FEATURE_WORD] = { 1 << 19, 1 << 17, 0.35f },
	[FEATURE_PAIR] = { (1 << 19) + (1 << 17), 1 << 19, 1 },
	[FEATURE_MARK] = { (1 << 20) + (1 << 17), 1 << 12, 0.5f },
};

struct feature_reader {
	struct words *words;
	struct arena *tokens;	/* of one text */
	unsigned kinds;
	uint16_t slot[SLOTS];	/* place in v and one more, 0 free */
	struct feature v[FEATURE_MOST];
	size_t n;
};

static void
reader_close(void *what)
{
	arena_end(((struct feature_reader *)what)->tokens);
}

struct feature_reader *
feature_reader_new(struct arena *mem, unsigned kinds)
{
	struct feature_reader *r = arena_alloc(mem, sizeof(*r));

	r->words = words_new(mem);
	r->tokens = arena_begin();
	r->kinds = kinds == 0 ? ~0u : kinds;
	arena_defer(mem, reader_close, r);
	return r;
}

/* FNV-1a, and what spreads its last bytes over all bits (MurmurHash3). */
static uint32_t
hash_add(uint32_t h, const void *bytes, size_t len)
{
	const unsigned char *s = bytes;

	for (size_t i = 0; i < len; i++)
		h = (h ^ s[i]) * 16777619u;
	return h;
}

static uint32_t
hash_end(uint32_t h)
{
	h = (h ^ h >> 16) * 0x85ebca6bu;
	h = (h ^ h >> 13) * 0xc2b2ae35u;
	return h ^ h >> 16;
}

static uint32_t
hash_text(const char *s)
{
	return hash_add((uint32_t)HASH_BEGIN, s, strlen(s));
}

/* The same on any machine. */
static uint32_t
hash_two(uint32_t h, uint32_t then)
{
	const unsigned char bytes[4] = { (unsigned char)then,
		(unsigned char)(then >> 8), (unsigned char)(then >> 16),
		(unsigned char)(then >> 24) };

	return hash_add(h, bytes, sizeof(bytes));
}

/* One more of a bucket; beyond FEATURE_MOST different ones none is new. */
static void
count(struct feature_reader *r, enum feature_kind k, uint32_t hash)
{
	uint32_t bucket = kind[k].first + hash_end(hash) % kind[k].n;
	uint32_t i = bucket * 2654435761u % SLOTS;

	if (!(r->kinds & 1u << k))
		return;
	for (; r->slot[i] != 0; i = (i + 1) % SLOTS)
		if (r->v[r->slot[i] - 1].bucket == bucket) {
			r->v[r->slot[i] - 1].count++;
			return;
		}
	if (r->n == FEATURE_MOST)
		return;
	r->v[r->n++] = (struct feature){ bucket, 1 };
	r->slot[i] = (uint16_t)r->n;
}

/* Every row of 3 to 5 characters of "^word$". */
static void
count_pieces(struct feature_reader *r, const char *word)
{
	char edged[WORD_LEN_MAX + 8];
	size_t start[WORD_LEN_MAX + 8], len = strlen(word), n = 0;

	edged[0] = '^';
	memcpy(edged + 1, word, len);
	edged[len + 1] = '$';
	len += 2;
	for (size_t at = 0; at < len; at += utf8_step(edged + at, len - at))
		start[n++] = at;
	start[n] = len;
	for (size_t i = 0; i + SHORTEST <= n; i++)
		for (size_t k = i + SHORTEST; k <= i + LONGEST && k <= n; k++)
			count(r, FEATURE_PIECE,
			    hash_add((uint32_t)HASH_BEGIN, edged + start[i],
			    start[k] - start[i]));
}

/* The word at i with the ones before it, which may be in other sentences. */
static void
count_pairs(struct feature_reader *r, const uint32_t *hash, size_t i)
{
	if (i > 0)
		count(r, FEATURE_PAIR, hash_two(hash[i - 1], hash[i]));
	for (size_t k = 1; k <= NEAR && k <= i; k++) {
		uint32_t a = hash[i - k], b = hash[i];

		count(r, FEATURE_PAIR,
		    hash_two((a < b ? a : b) ^ ANY_ORDER, a < b ? b : a));
	}
}

static void
count_tokens(struct feature_reader *r, const struct tokens *t)
{
	uint32_t hash[FEATURE_TEXT_MAX];

	for (size_t i = 0; i < t->n; i++) {
		hash[i] = hash_text(t->v[i].word->stem);
		count(r, FEATURE_WORD, hash[i]);
		count_pairs(r, hash, i);
		count_pieces(r, t->v[i].word->text);
	}
}

struct bag
feature_read(struct feature_reader *r, const struct feature_text *t)
{
	struct tokens tokens;

	memset(r->slot, 0, sizeof(r->slot));
	r->n = 0;
	arena_reset(r->tokens);
	words_split(r->words, r->tokens, t->text,
	    utf8_cut(t->text, t->len, FEATURE_TEXT_MAX), &tokens);
	for (size_t i = 0; i < t->marks_n; i++)
		count(r, FEATURE_MARK, hash_text(t->marks[i]));
	count_tokens(r, &tokens);
	return (struct bag){ r->v, r->n };
}

struct bag
bag_copy(struct arena *mem, struct bag bag)
{
	struct feature *v = arena_array(mem, bag.n, sizeof(*v));

	if (bag.n > 0)
		memcpy(v, bag.v, bag.n * sizeof(*v));
	return (struct bag){ v, bag.n };
}

void
feature_rank(struct arena *mem, struct feature_space *s)
{
	uint32_t *before = arena_array(mem, FEATURE_BITMAP, sizeof(*before));

	s->rows = 0;
	for (size_t i = 0; i < FEATURE_BITMAP; i++) {
		before[i] = s->rows;
		s->rows += (uint32_t)__builtin_popcountll(s->known[i]);
	}
	s->before = before;
}

/* False when the space does not know the bucket. */
static bool
row_of(const struct feature_space *s, uint32_t bucket, uint32_t *row)
{
	uint64_t word = s->known[bucket / 64], bit = 1ull << bucket % 64;

	*row = s->before[bucket / 64] +
	    (uint32_t)__builtin_popcountll(word & (bit - 1));
	return word & bit;
}

static float *
rarities(struct arena *mem, const struct feature_space *s, const uint32_t *in,
    size_t n)
{
	float *rarity = arena_array(mem, s->rows, sizeof(*rarity));
	uint32_t row;

	for (uint32_t b = 0; b < FEATURE_BUCKETS; b++)
		if (row_of(s, b, &row))
			rarity[row] = sqrtf(1 +
			    logf((float)(n + 1) / (float)(in[b] + 1)));
	return rarity;
}

void
feature_learn(struct arena *mem, const struct bag *bags, size_t n,
    uint32_t least, struct feature_space *s)
{
	uint32_t *in = must_alloc(FEATURE_BUCKETS * sizeof(*in));
	uint64_t *known = arena_array(mem, FEATURE_BITMAP, sizeof(*known));

	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < bags[i].n; k++)
			in[bags[i].v[k].bucket]++;
	for (uint32_t b = 0; b < FEATURE_BUCKETS; b++)
		if (in[b] > 0 && in[b] >= least)
			known[b / 64] |= 1ull << b % 64;
	s->known = known;
	feature_rank(mem, s);
	s->rarity = rarities(mem, s, in, n);
	free(in);
}

static enum feature_kind
kind_of(uint32_t bucket)
{
	enum feature_kind k = FEATURE_KINDS - 1;

	while (bucket < kind[k].first)
		k--;
	return k;
}

size_t
feature_weigh(const struct feature_space *s, struct bag bag,
    struct weighted *out)
{
	float scale[FEATURE_KINDS] = { 0 };
	uint8_t of[FEATURE_MOST];
	size_t n = 0;

	for (size_t i = 0; i < bag.n; i++) {
		const struct feature *f = &bag.v[i];

		if (!row_of(s, f->bucket, &out[n].row))
			continue;
		out[n].weight = (f->count > 1 ? 1 + logf((float)f->count) : 1) *
		    s->rarity[out[n].row];
		of[n] = (uint8_t)kind_of(f->bucket);
		scale[of[n]] += out[n].weight * out[n].weight;
		n++;
	}
	for (int k = 0; k < FEATURE_KINDS; k++)
		scale[k] = scale[k] > 0 ? kind[k].length / sqrtf(scale[k]) : 0;
	for (size_t i = 0; i < n; i++)
		out[i].weight *= scale[of[i]];
	return n;
}
