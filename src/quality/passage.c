/* SPDX-License-Identifier: MIT */
#include "quality/passage.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/sbuf.h"
#include "base/utf8.h"
#include "text/phrase.h"

enum { TELLING_BYTES = 3 };

struct reader {
	struct words *words;
	struct phrases *phrases;
	uint16_t little, question, whether, quantity;
};

static const struct {
	const char *name, *words;
} lists[] = {
#define LIST(name, words) { name, words },
#define CUE(name, ...)
#include "quality/cue.def"
#undef CUE
#undef LIST
};

/* clang-format off */
static const char *const *const cues[CUES] = {
#define LIST(name, words)
#define CUE(name, ...) \
	[CUE_##name] = (const char *const[]){ __VA_ARGS__, NULL },
#include "quality/cue.def"
#undef CUE
#undef LIST
};
/* clang-format on */

/* Only an edit of cue.def can fail, and the first test that runs then says it. */
static void
must(bool ok, const char *what, const char **why)
{
	if (ok)
		return;
	fprintf(stderr, "quality/cue.def: \"%s\": %s\n", what, *why);
	abort();
}

static void
list_add(struct arena *mem, struct phrases *p, const char *name,
    const char *words)
{
	const char *why = NULL;

	for (size_t len; *words != '\0'; words += len + (words[len] == ' ')) {
		len = strcspn(words, " ");
		must(phrases_list(p, name, arena_copy(mem, words, len), &why),
		    name, &why);
	}
}

struct reader *
reader_new(struct arena *mem)
{
	struct reader *r = arena_alloc(mem, sizeof(*r));
	const char *why = NULL;

	r->words = words_new(mem);
	r->phrases = phrases_new(mem, r->words);
	for (size_t i = 0; i < sizeof(lists) / sizeof(*lists); i++)
		list_add(mem, r->phrases, lists[i].name, lists[i].words);
	for (uint32_t c = 0; c < CUES; c++)
		for (const char *const *s = cues[c]; *s != NULL; s++)
			must(phrases_add(r->phrases, *s, c, &why), *s, &why);
	r->little = phrases_class(r->phrases, "little");
	r->question = phrases_class(r->phrases, "question");
	r->whether = phrases_class(r->phrases, "whether");
	r->quantity = phrases_class(r->phrases, "quantity");
	return r;
}

static void
piece_add(struct passage *p, enum part part, const struct turn *turn,
    const char *text)
{
	struct piece *e = &p->piece[p->n++];
	size_t len = strlen(text);

	e->part = part;
	e->turn = turn;
	e->text = text;
	e->len = utf8_cut(text, len, PASSAGE_BYTES);
}

/* First of the customer's messages that the reply answers, of those at most. */
static size_t
before_from(const struct exchange *x)
{
	size_t i = x->reply;

	while (i > 0 && !x->turn[i - 1].by_agent &&
	    x->reply - i < PASSAGE_TURNS)
		i--;
	return i;
}

static bool
is_first_reply(const struct exchange *x)
{
	for (size_t i = 0; i < x->reply; i++)
		if (x->turn[i].by_agent)
			return false;
	return true;
}

static void
pieces_take(struct passage *p, const struct exchange *x)
{
	const struct turn *t = x->turn;

	piece_add(p, PART_NAME, NULL, x->customer);
	if (is_first_reply(x))
		piece_add(p, PART_SUBJECT, NULL, x->subject);
	for (size_t i = before_from(x); i < x->reply; i++)
		piece_add(p, PART_BEFORE, &t[i], t[i].text);
	p->reply = &p->piece[p->n];
	piece_add(p, PART_REPLY, &t[x->reply], t[x->reply].text);
	for (size_t i = x->reply + 1; i < x->n && !t[i].by_agent &&
	    i - x->reply <= PASSAGE_TURNS; i++)
		piece_add(p, PART_AFTER, &t[i], t[i].text);
}

/* Addresses of links are no words: blanks in their place. */
static void
links_blank(char *s, size_t len)
{
	char *at = s, *end = s + len;

	while ((at = memmem(at, (size_t)(end - at), "://", 3)) != NULL) {
		char *from = at;

		while (from > s && from[-1] > ' ' && from[-1] < 0x7f)
			from--;
		while (at < end && (unsigned char)*at > ' ')
			at++;
		memset(from, ' ', (size_t)(at - from));
	}
}

/* All in one text, so that all words come from one split; an empty line ends a
 * sentence. */
static void
pieces_split(struct reader *r, struct passage *p)
{
	struct sbuf *all = sbuf_arena(p->mem);
	size_t token = 0;

	for (size_t i = 0; i < p->n; i++) {
		p->piece[i].at = all->len;
		sbuf_add(all, p->piece[i].text, p->piece[i].len);
		sbuf_text(all, "\n\n");
	}
	links_blank(all->s, all->len);
	words_split(r->words, p->mem, sbuf_cstr(all), all->len, &p->t);
	for (size_t i = 0; i < p->n; i++) {
		struct piece *e = &p->piece[i];

		e->first = token;
		while (token < p->t.n && p->t.v[token].at < e->at + e->len)
			token++;
		e->end = token;
	}
}

const struct piece *
passage_piece(const struct passage *p, size_t token)
{
	size_t i = 0;

	while (i + 1 < p->n && token >= p->piece[i].end)
		i++;
	return &p->piece[i];
}

static void
seen_take(void *ctx, const struct phrase_hit *hit)
{
	struct passage *p = ctx;
	const struct piece *e = passage_piece(p, hit->first);
	struct seen *s = &p->seen[e->part][hit->tag];

	/* a mark at the begin of a piece ends the sentence of the one before */
	if (hit->negated || hit->last >= e->end)
		return;
	if (s->n++ > 0)
		return;
	s->first = hit->first;
	s->last = hit->last;
}

static size_t
stem_slot(const struct stems *set, const char *stem)
{
	size_t h = 2166136261u;

	for (const char *s = stem; *s != '\0'; s++)
		h = (h ^ (unsigned char)*s) * 16777619u;
	h &= set->mask;
	while (set->slot[h] != NULL && strcmp(set->slot[h], stem) != 0)
		h = (h + 1) & set->mask;
	return h;
}

bool
stems_has(const struct stems *set, const char *stem)
{
	return set->slot[stem_slot(set, stem)] != NULL;
}

static void
stems_begin(struct arena *mem, struct stems *set, size_t most)
{
	size_t slots = 16;

	while (slots < 2 * most)
		slots *= 2;
	set->slot = arena_array(mem, slots, sizeof(*set->slot));
	set->mask = slots - 1;
}

static void
stems_add(struct stems *set, const char *stem)
{
	size_t at = stem_slot(set, stem);

	set->n += set->slot[at] == NULL;
	set->slot[at] = stem;
}

static void
stems_take(struct passage *p)
{
	size_t asked = 0;

	for (size_t i = 0; &p->piece[i] != p->reply; i++)
		asked += p->piece[i].end - p->piece[i].first;
	stems_begin(p->mem, &p->asked, asked);
	stems_begin(p->mem, &p->said, p->reply->end - p->reply->first);
	for (const struct piece *e = p->piece; e <= p->reply; e++) {
		for (size_t k = e->first; k < e->end; k++) {
			if (!passage_telling(p, &p->t.v[k]) ||
			    e->part == PART_NAME)
				continue;
			p->asked_words += e->part == PART_BEFORE;
			stems_add(e == p->reply ? &p->said : &p->asked,
			    p->t.v[k].word->stem);
		}
	}
}

void
passage_read(struct reader *r, struct arena *mem, const struct exchange *x,
    struct passage *p)
{
	memset(p, 0, sizeof(*p));
	p->mem = mem;
	p->x = x;
	p->reader = r;
	pieces_take(p, x);
	pieces_split(r, p);
	phrases_match(r->phrases, &p->t, seen_take, p);
	stems_take(p);
}

bool
passage_little(const struct passage *p, const struct token *t)
{
	return word_has(t->word, p->reader->little);
}

bool
passage_telling(const struct passage *p, const struct token *t)
{
	return !t->word->number && strlen(t->word->text) >= TELLING_BYTES &&
	    !passage_little(p, t);
}

bool
passage_questions(const struct passage *p, const struct token *t)
{
	return word_has(t->word, p->reader->question);
}

bool
passage_whether(const struct passage *p, const struct token *t)
{
	return word_has(t->word, p->reader->whether);
}

bool
passage_quantity(const struct passage *p, const struct token *t)
{
	return word_has(t->word, p->reader->quantity);
}
