/* SPDX-License-Identifier: MIT */
#include "text/phrase.h"

#include <string.h>

#include "base/arena.h"
#include "text/words.h"

enum { CLASS_MOST = 60000, NEGATION_WINDOW = 5, DOUBLE_WINDOW = 8,
	ELEMENT_LEN_MAX = 500 };

enum { CLASS_ANY = 0, CLASS_NUMBER, CLASS_QUESTION, CLASS_FIRST_FREE };

struct list {
	struct list *next;
	const char *name;
	uint16_t class;
};

struct element {
	uint16_t class;
	uint8_t gap;	/* words that may stand before it */
};

struct phrase {
	struct phrase *next;	/* begins with the same class */
	uint32_t tag;
	uint8_t n;
	bool at_start, at_end, at_sentence;
	uint8_t end_gap;	/* words that may stand before the end */
	struct element element[PHRASE_ELEMENTS_MAX];
};

struct alternation {
	struct alternation *next;
	const char *text;
	uint16_t class;
};

struct phrases {
	struct arena *mem;
	struct words *words;
	struct list *lists;
	struct alternation *alternations[1024];
	struct phrase **first;	/* by class of the first element */
	size_t first_cap;
	uint16_t classes;
	uint16_t negators, negation_bridge, without;
};

static uint16_t
class_new(struct phrases *p)
{
	return p->classes++;
}

static bool
is_full(const struct phrases *p, const char **why)
{
	if (p->classes < CLASS_MOST)
		return false;
	*why = "more than 60000 different words and lists";
	return true;
}

static struct list *
list_find(const struct phrases *p, const char *name)
{
	struct list *l = p->lists;

	while (l != NULL && strcmp(l->name, name) != 0)
		l = l->next;
	return l;
}

static uint16_t
list_class(struct phrases *p, const char *name)
{
	struct list *l = list_find(p, name);

	if (l != NULL)
		return l->class;
	l = arena_alloc(p->mem, sizeof(*l));
	l->name = arena_text(p->mem, name);
	l->class = class_new(p);
	l->next = p->lists;
	p->lists = l;
	return l->class;
}

struct phrases *
phrases_new(struct arena *mem, struct words *words)
{
	struct phrases *p = arena_alloc(mem, sizeof(*p));

	p->mem = mem;
	p->words = words;
	p->classes = CLASS_FIRST_FREE;
	words_add(words, "#", WORD_EXACT, CLASS_NUMBER);
	words_add(words, "?", WORD_EXACT, CLASS_QUESTION);
	p->negators = list_class(p, "negators");
	p->negation_bridge = list_class(p, "negation_bridge");
	p->without = class_new(p);
	words_add(words, "without", WORD_EXACT, p->without);
	return p;
}

/* "crash", "=ads", "abst*" into the class. */
static bool
word_into(struct phrases *p, char *word, uint16_t class, const char **why)
{
	size_t len = strlen(word);
	enum word_match match = WORD_STEM;
	const char *fault;

	if (strcmp(word, "#") == 0 || strcmp(word, "?") == 0) {
		words_add(p->words, word, WORD_EXACT, class);
		return true;
	}
	if (*word == '=') {
		match = WORD_EXACT;
		word++;
	} else if (len > 1 && word[len - 1] == '*') {
		match = WORD_PREFIX;
		word[len - 1] = '\0';
	}
	fault = words_fault(word);
	if (fault != NULL) {
		*why = arena_fmt(p->mem, "\"%s\" %s", word, fault);
		return false;
	}
	words_add(p->words, word, match, class);
	return true;
}

bool
phrases_list(struct phrases *p, const char *name, const char *word,
    const char **why)
{
	char *copy = arena_text(p->mem, word);

	if (list_find(p, name) == NULL && is_full(p, why))
		return false;
	return word_into(p, copy, list_class(p, name), why);
}

uint16_t
phrases_class(struct phrases *p, const char *name)
{
	return list_class(p, name);
}

/* The next of "open|load|start"; NULL after the last. */
static char *
alternative(struct phrases *p, const char **rest)
{
	const char *from = *rest;
	size_t len;

	if (from == NULL)
		return NULL;
	len = strcspn(from, "|");
	*rest = from[len] == '|' ? from + len + 1 : NULL;
	return arena_copy(p->mem, from, len);
}

static bool
alternatives_into(struct phrases *p, const char *text, uint16_t class,
    const char **why)
{
	char *word;

	while ((word = alternative(p, &text)) != NULL)
		if (!word_into(p, word, class, why))
			return false;
	return true;
}

/* "can|may not": no text has "can" and "not" one after the other, since they are
 * read as one word. */
static bool
stand_apart(struct phrases *p, const char *first, const char *second,
    const char **why)
{
	const char *a, *b, *rest, *joined;

	while ((a = alternative(p, &first)) != NULL) {
		for (rest = second; (b = alternative(p, &rest)) != NULL;) {
			joined = words_joined(a + (*a == '='), b + (*b == '='));
			if (joined == NULL)
				continue;
			*why = arena_fmt(p->mem, "\"%s %s\" can never be found: "
			    "it is read as the one word \"%s\"", a, b, joined);
			return false;
		}
	}
	return true;
}

/* The class of "open|load|start", the same for the same text. */
static bool
alternation_class(struct phrases *p, const char *text, uint16_t *class,
    const char **why)
{
	struct alternation **slot, *a;
	size_t h = 5381;

	for (const char *s = text; *s != '\0'; s++)
		h = h * 33 + (unsigned char)*s;
	slot = &p->alternations[h % 1024];
	for (a = *slot; a != NULL; a = a->next)
		if (strcmp(a->text, text) == 0) {
			*class = a->class;
			return true;
		}
	if (is_full(p, why))
		return false;
	a = arena_alloc(p->mem, sizeof(*a));
	a->text = arena_text(p->mem, text);
	a->class = class_new(p);
	a->next = *slot;
	*slot = a;
	*class = a->class;
	return alternatives_into(p, text, a->class, why);
}

static bool
element_class(struct phrases *p, const char *text, uint16_t *class,
    const char **why)
{
	if (strcmp(text, "_") == 0)
		*class = CLASS_ANY;
	else if (strcmp(text, "#") == 0)
		*class = CLASS_NUMBER;
	else if (strcmp(text, "?") == 0)
		*class = CLASS_QUESTION;
	else if (*text != '@')
		return alternation_class(p, text, class, why);
	else if (list_find(p, text + 1) == NULL) {
		*why = arena_fmt(p->mem, "there is no list %s", text);
		return false;
	} else
		*class = list_class(p, text + 1);
	return true;
}

static bool
gap_of(struct phrases *p, const char *text, uint8_t *gap, const char **why)
{
	if (text[2] < '1' || text[2] > '0' + PHRASE_GAP_MAX || text[3] != '\0') {
		*why = arena_fmt(p->mem, "gap %s must be ..1 to ..%d", text,
		    PHRASE_GAP_MAX);
		return false;
	}
	*gap = (uint8_t)(text[2] - '0');
	return true;
}

struct reading {
	struct phrase *phrase;
	const char *last;	/* element, or NULL */
	uint8_t gap;
	unsigned gaps;
};

/* One blank-separated part of a phrase. */
static bool
part_add(struct phrases *p, struct reading *r, const char *text,
    const char **why)
{
	struct phrase *ph = r->phrase;

	if (strcmp(text, "^") == 0 && ph->n == 0) {
		ph->at_start = true;
		return true;
	}
	if (strcmp(text, "<") == 0 && ph->n == 0) {
		ph->at_sentence = true;
		return true;
	}
	if (ph->at_end || ph->n == PHRASE_ELEMENTS_MAX) {
		*why = ph->at_end ? "something after $" :
		    "more than 12 words";
		return false;
	}
	if (strcmp(text, "$") == 0 && ph->n > 0) {
		ph->at_end = true;
		ph->end_gap = r->gap;
		r->gap = 0;
		return true;
	}
	if (strncmp(text, "..", 2) == 0) {
		if (ph->n == 0 || r->gap > 0 || ++r->gaps > PHRASE_GAPS_MAX) {
			*why = "a gap stands between words, at most 3 of them";
			return false;
		}
		return gap_of(p, text, &r->gap, why);
	}
	if (!element_class(p, text, &ph->element[ph->n].class, why) ||
	    (r->last != NULL && r->gap == 0 &&
	    !stand_apart(p, r->last, text, why)))
		return false;
	r->last = text;
	ph->element[ph->n++].gap = r->gap;
	r->gap = 0;
	return true;
}

static void
phrase_index(struct phrases *p, struct phrase *ph)
{
	uint16_t class = ph->element[0].class;

	if (class >= p->first_cap) {
		struct phrase **old = p->first;
		size_t had = p->first_cap;

		p->first_cap = (size_t)class * 2 + 64;
		p->first = arena_array(p->mem, p->first_cap,
		    sizeof(*p->first));
		if (had > 0)
			memcpy(p->first, old, had * sizeof(*old));
	}
	ph->next = p->first[class];
	p->first[class] = ph;
}

bool
phrases_add(struct phrases *p, const char *phrase, uint32_t tag,
    const char **why)
{
	struct reading r = { .phrase = arena_alloc(p->mem,
	    sizeof(struct phrase)) };
	const char *s = phrase;

	r.phrase->tag = tag;
	while (*(s += strspn(s, " ")) != '\0') {
		size_t len = strcspn(s, " ");

		if (len > ELEMENT_LEN_MAX) {
			*why = "more than 500 bytes without a blank";
			return false;
		}
		if (!part_add(p, &r, arena_copy(p->mem, s, len), why))
			return false;
		s += len;
	}
	if (r.phrase->n == 0 || r.gap > 0 ||
	    (r.phrase->element[0].class == CLASS_ANY &&
	    !r.phrase->at_start)) {
		*why = r.phrase->n == 0 ? "an empty phrase" :
		    "a phrase begins and ends with a word";
		return false;
	}
	phrase_index(p, r.phrase);
	return true;
}

static bool
fits(const struct token *t, uint16_t class)
{
	return class == CLASS_ANY || word_has(t->word, class);
}

/* The last token of the rest of the phrase after token `at`, or 0. */
static uint32_t
match_rest(const struct phrase *ph, const struct tokens *t, uint32_t at,
    unsigned i)
{
	if (i == ph->n)
		return ph->at_end && at + 1 + ph->end_gap < t->n ? 0 : at + 1;
	for (uint32_t k = at + 1; k <= at + 1 + ph->element[i].gap; k++) {
		uint32_t last;

		if (k >= t->n || t->v[k].sentence != t->v[at].sentence)
			return 0;
		if (!fits(&t->v[k], ph->element[i].class))
			continue;
		last = match_rest(ph, t, k, i + 1);
		if (last > 0)
			return last;
	}
	return 0;
}

static bool
any_before(const struct tokens *t, uint32_t at, uint32_t most, uint16_t class)
{
	for (uint32_t k = 1; k <= most && k <= at; k++) {
		const struct token *b = &t->v[at - k];

		if (b->sentence != t->v[at].sentence)
			return false;
		if (word_has(b->word, class))
			return true;
	}
	return false;
}

static bool
negated(const struct phrases *p, const struct tokens *t, uint32_t at)
{
	for (uint32_t k = 1; k <= NEGATION_WINDOW && k <= at; k++) {
		const struct token *b = &t->v[at - k];

		if (b->sentence != t->v[at].sentence)
			return false;
		if (!word_has(b->word, p->negators)) {
			if (!word_has(b->word, p->negation_bridge))
				return false;
			continue;
		}
		return !word_has(b->word, p->without) ||
		    !any_before(t, at - k, DOUBLE_WINDOW, p->negators);
	}
	return false;
}

static void
match_class(const struct phrases *p, const struct tokens *t, uint32_t at,
    uint16_t class, void (*hit)(void *, const struct phrase_hit *), void *ctx)
{
	if (class >= p->first_cap)
		return;
	for (const struct phrase *ph = p->first[class]; ph != NULL;
	    ph = ph->next) {
		struct phrase_hit h = { ph->tag, at, 0, false };

		if ((ph->at_start && at > 0) || (ph->at_sentence && at > 0 &&
		    t->v[at].sentence == t->v[at - 1].sentence))
			continue;
		h.last = match_rest(ph, t, at, 1);
		if (h.last == 0)
			continue;
		h.last--;
		h.negated = negated(p, t, at);
		hit(ctx, &h);
	}
}

void
phrases_match(const struct phrases *p, const struct tokens *t,
    void (*hit)(void *, const struct phrase_hit *), void *ctx)
{
	if (t->n > 0)
		match_class(p, t, 0, CLASS_ANY, hit, ctx);
	for (uint32_t at = 0; at < t->n; at++) {
		const struct word *w = t->v[at].word;

		for (size_t c = 0; c < w->classes_n; c++)
			match_class(p, t, at, w->classes[c], hit, ctx);
	}
}
