/* SPDX-License-Identifier: MIT */
#include "analysis/grouping.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/order.h"
#include "base/sbuf.h"

enum { SHARED_SHOWN = 5 };

/* A pair says less than its two words, which are counted already. */
#define PAIR_SHARE 0.5

/* FNV-1a, 64 bits. */
static uint64_t
hash_more(uint64_t h, const char *s, size_t len)
{
	for (size_t i = 0; i < len; i++)
		h = (h ^ (unsigned char)s[i]) * 0x100000001b3ULL;
	return h;
}

static int64_t
key_of(const struct term *a, const struct term *b)
{
	uint64_t h = hash_more(0xcbf29ce484222325ULL, a->word, a->len);

	if (b != NULL)
		h = hash_more(hash_more(h, " ", 1), b->word, b->len);
	return (int64_t)h;
}

static size_t
split(const char *text, struct term *word)
{
	size_t n = 0;

	while (*text != '\0' && n < GROUPING_WORDS) {
		size_t len = strcspn(text, " ");

		word[n] = (struct term){ .word = text, .len = len };
		word[n].key = key_of(&word[n], NULL);
		n += len > 0;
		text += len + (text[len] == ' ');
	}
	return n;
}

static int
by_key(const void *a, const void *b)
{
	return order_int(((const struct term *)a)->key,
	    ((const struct term *)b)->key);
}

static size_t
place_of(const struct sketch *s, int64_t key)
{
	struct term wanted = { .key = key };
	const struct term *found = bsearch(&wanted, s->term, s->n,
	    sizeof(*s->term), by_key);

	return (size_t)(found - s->term);
}

/* Pairs are made of keys first: places are known once all are sorted. */
void
sketch_make(struct arena *mem, const char *normal, struct sketch *s)
{
	struct term word[GROUPING_WORDS];
	size_t n = split(normal, word);
	struct term *t = arena_array(mem, 2 * n + 1, sizeof(*t));
	size_t all = n, len = n == 0 ? 0 :
	    (size_t)(word[n - 1].word - normal) + word[n - 1].len;

	*s = (struct sketch){ .text = arena_copy(mem, normal, len),
		.term = t };
	for (size_t i = 0; i < n; i++) {
		t[i] = word[i];
		t[i].word = s->text + (word[i].word - normal);
	}
	for (size_t i = 0; i + 1 < n; i++)
		t[all++] = (struct term){ .key = key_of(&word[i], &word[i + 1]),
			.first = i, .second = i + 1 };
	s->n = order_distinct(t, all, sizeof(*t), by_key);
	for (size_t i = 0; i < s->n; i++) {
		s->words += t[i].word != NULL;
		if (t[i].word == NULL) {
			t[i].first = place_of(s, word[t[i].first].key);
			t[i].second = place_of(s, word[t[i].second].key);
		}
	}
}

static int
by_word(const void *a, const void *b)
{
	return order_int(((const struct word_count *)a)->key,
	    ((const struct word_count *)b)->key);
}

static double
weight_of(const struct rarity *r, int64_t key)
{
	struct word_count wanted = { key, 0 }, *found = NULL;
	double texts;

	if (r->n > 0)
		found = bsearch(&wanted, r->word, r->n, sizeof(wanted), by_word);
	texts = found == NULL ? 0 : (double)found->texts;
	/* the root: rare words matter, but two common ones outweigh a typo */
	return sqrt(log(1 + ((double)r->texts + RARITY_PRIOR) /
	    (texts + RARITY_PRIOR / 100.0)));
}

void
sketch_weigh(struct sketch *s, const struct rarity *r)
{
	double sum = 0;

	for (size_t i = 0; i < s->n; i++)
		if (s->term[i].word != NULL)
			s->term[i].weight = weight_of(r, s->term[i].key);
	for (size_t i = 0; i < s->n; i++) {
		struct term *t = &s->term[i];

		if (t->word == NULL)
			t->weight = PAIR_SHARE * (s->term[t->first].weight +
			    s->term[t->second].weight) / 2;
		sum += t->weight * t->weight;
	}
	s->norm = sqrt(sum);
}

static int
heaviest_first(const void *a, const void *b)
{
	const struct term *x = *(const struct term *const *)a;
	const struct term *y = *(const struct term *const *)b;

	if (x->weight != y->weight)
		return x->weight < y->weight ? 1 : -1;
	return by_key(x, y);
}

static size_t
by_weight(const struct sketch *s, const struct term **out)
{
	for (size_t i = 0; i < s->n; i++)
		out[i] = &s->term[i];
	qsort(out, s->n, sizeof(*out), heaviest_first);
	return s->n;
}

/* What is left out may hold so little weight that a text which shares nothing
 * but that is not alike (Cauchy-Schwarz). */
size_t
sketch_keys(const struct sketch *s, const struct term *keys[])
{
	const struct term *all[2 * GROUPING_WORDS];
	double left = s->norm * s->norm;
	const double enough = left * GROUPING_ALIKE * GROUPING_ALIKE;
	size_t n = by_weight(s, all), kept = 0;

	while (kept < n && kept < GROUPING_KEYS && left >= enough) {
		left -= all[kept]->weight * all[kept]->weight;
		keys[kept] = all[kept];
		kept++;
	}
	return kept;
}

double
sketch_alike(const struct sketch *a, const struct sketch *b)
{
	double dot = 0;
	size_t i = 0, k = 0;

	while (i < a->n && k < b->n) {
		if (a->term[i].key == b->term[k].key) {
			dot += a->term[i].weight * b->term[k].weight;
			i++;
			k++;
		} else if (a->term[i].key < b->term[k].key) {
			i++;
		} else {
			k++;
		}
	}
	return dot > 0 ? dot / (a->norm * b->norm) : 0;
}

const char *
sketch_shared(struct arena *mem, const struct sketch *a, const struct sketch *b)
{
	const struct term *all[2 * GROUPING_WORDS];
	struct sbuf *out = sbuf_arena(mem);
	size_t n = by_weight(a, all), shown = 0;

	for (size_t i = 0; i < n && shown < SHARED_SHOWN; i++) {
		if (all[i]->word == NULL || bsearch(all[i], b->term, b->n,
		    sizeof(*b->term), by_key) == NULL)
			continue;
		if (shown++ > 0)
			sbuf_text(out, ", ");
		sbuf_add(out, all[i]->word, all[i]->len);
	}
	return sbuf_cstr(out);
}

struct candidate *
grouping_best(const struct sketch *s, struct candidate *c, size_t n)
{
	struct candidate *best = NULL;

	for (size_t i = 0; i < n; i++) {
		c[i].alike = sketch_alike(s, c[i].sketch);
		if (c[i].alike < GROUPING_ALIKE)
			continue;
		if (best == NULL || c[i].alike > best->alike ||
		    (c[i].alike == best->alike && c[i].founder < best->founder))
			best = &c[i];
	}
	return best;
}
