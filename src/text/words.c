/* SPDX-License-Identifier: MIT */
#include "text/words.h"

#include <stdlib.h>
#include <string.h>

#include <libstemmer.h>

#include "base/arena.h"
#include "base/order.h"
#include "base/utf8.h"

enum {
	CACHE_SLOTS = 1 << 15,
	CACHE_MOST = CACHE_SLOTS / 2,	/* then the next split starts anew */
	CACHE_FULL = CACHE_SLOTS / 4 * 3,
	ENTRY_SLOTS = 1 << 14,
};

/* What joins with a following "not" or a lone "t" to a negation. */
static const struct {
	const char *word, *cut, *joined;
} auxiliaries[] = {
	{ "can", "can", "cant" }, { "could", "couldn", "couldnt" },
	{ "do", "don", "dont" }, { "does", "doesn", "doesnt" },
	{ "did", "didn", "didnt" }, { "is", "isn", "isnt" },
	{ "are", "aren", "arent" }, { "was", "wasn", "wasnt" },
	{ "were", "weren", "werent" }, { "will", "won", "wont" },
	{ "would", "wouldn", "wouldnt" }, { "have", "haven", "havent" },
	{ "has", "hasn", "hasnt" }, { "had", "hadn", "hadnt" },
	{ "should", "shouldn", "shouldnt" },
};

/* One text of the vocabulary and its classes. */
struct entry {
	struct entry *next;	/* same slot */
	const char *text;
	size_t len;
	enum word_match match;
	uint16_t *classes;
	size_t n, cap;
};

struct alias {
	struct alias *next;
	const char *from, *to;
};

struct cached {
	uint32_t hash, len;
	struct word word;
};

struct words {
	struct arena *mem;	/* the vocabulary's */
	struct arena *cache_mem;
	struct sb_stemmer *stemmer;
	struct entry *entries[ENTRY_SLOTS];
	struct entry *prefixes[256];	/* by first byte */
	struct alias *aliases[256];
	struct cached *cache[CACHE_SLOTS];
	size_t cached;
	struct word *joined[sizeof(auxiliaries) / sizeof(*auxiliaries)];
};

static uint32_t
hash_of(const char *s, size_t len)
{
	uint32_t h = 2166136261u;

	for (size_t i = 0; i < len; i++)
		h = (h ^ (unsigned char)s[i]) * 16777619u;
	return h ^ h >> 15;
}

static void
words_close(void *what)
{
	struct words *w = what;

	sb_stemmer_delete(w->stemmer);
	arena_end(w->cache_mem);
}

struct words *
words_new(struct arena *mem)
{
	struct words *w = arena_alloc(mem, sizeof(*w));

	w->mem = mem;
	w->cache_mem = arena_begin();
	w->stemmer = sb_stemmer_new("english", NULL);
	if (w->stemmer == NULL)
		abort();
	arena_defer(mem, words_close, w);
	return w;
}

static const char *
alias_of(const struct words *w, const char *text)
{
	for (struct alias *a = w->aliases[(unsigned char)*text]; a != NULL;
	    a = a->next)
		if (strcmp(a->from, text) == 0)
			return a->to;
	return text;
}

void
words_alias(struct words *w, const char *from, const char *to)
{
	struct alias *a = arena_alloc(w->mem, sizeof(*a));
	unsigned char slot = (unsigned char)*from;

	a->from = arena_text(w->mem, from);
	a->to = arena_text(w->mem, to);
	a->next = w->aliases[slot];
	w->aliases[slot] = a;
}

/* The stem, valid until the next call. */
static const char *
stem(struct words *w, const char *text, size_t len, size_t *stem_len)
{
	const sb_symbol *s;

	for (size_t i = 0; i < len; i++)
		if (text[i] < 'a' || text[i] > 'z') {
			*stem_len = len;
			return text;
		}
	s = sb_stemmer_stem(w->stemmer, (const sb_symbol *)text, (int)len);
	if (s == NULL)
		abort(); /* out of memory */
	*stem_len = (size_t)sb_stemmer_length(w->stemmer);
	return (const char *)s;
}

static struct entry *
entry_find(const struct words *w, const char *text, size_t len,
    enum word_match match)
{
	struct entry *e = w->entries[hash_of(text, len) % ENTRY_SLOTS];

	while (e != NULL && (e->match != match || e->len != len ||
	    memcmp(e->text, text, len) != 0))
		e = e->next;
	return e;
}

static struct entry *
entry_new(struct words *w, const char *text, size_t len, enum word_match match)
{
	struct entry *e = arena_alloc(w->mem, sizeof(*e));
	struct entry **slot = match == WORD_PREFIX ?
	    &w->prefixes[(unsigned char)*text] :
	    &w->entries[hash_of(text, len) % ENTRY_SLOTS];

	e->text = arena_copy(w->mem, text, len);
	e->len = len;
	e->match = match;
	e->next = *slot;
	*slot = e;
	return e;
}

static void
entry_class(struct words *w, struct entry *e, uint16_t class)
{
	for (size_t i = 0; i < e->n; i++)
		if (e->classes[i] == class)
			return;
	if (e->n == e->cap) {
		uint16_t *old = e->classes;

		e->cap = e->cap ? e->cap * 2 : 4;
		e->classes = arena_array(w->mem, e->cap, sizeof(*e->classes));
		if (e->n > 0)
			memcpy(e->classes, old, e->n * sizeof(*old));
	}
	e->classes[e->n++] = class;
}

static bool
is_letter(uint32_t cp)
{
	if (cp < 0x80)
		return (cp >= 'a' && cp <= 'z') || (cp >= 'A' && cp <= 'Z');
	if (cp < 0xc0)
		return cp == 0xaa || cp == 0xb5 || cp == 0xba;
	/* punctuation, arrows, symbols, CJK punctuation, emoji */
	return cp != 0xd7 && cp != 0xf7 && (cp < 0x2000 || cp > 0x2bff) &&
	    (cp < 0x3000 || cp > 0x3004) && (cp < 0x3008 || cp > 0x3030) &&
	    (cp < 0xfe00 || cp > 0xfe0f) && (cp < 0xff01 || cp > 0xff0f) &&
	    (cp < 0xff1a || cp > 0xff20) && cp != 0xfffd && cp < 0x1f000;
}

/* What stands inside words and does not count. */
static bool
is_apostrophe(uint32_t cp)
{
	return cp == '\'' || cp == 0x2019 || cp == '`';
}

/* What goes on with a word that a letter began. */
static bool
is_inner(uint32_t cp)
{
	return is_letter(cp) || (cp >= '0' && cp <= '9') || cp == '_';
}

const char *
words_fault(const char *s)
{
	size_t len = strlen(s);
	uint32_t first = 0, last = 0, run = 0, cp;

	if (len > WORD_LEN_MAX)
		return "is longer than 48 bytes";
	for (size_t n; len > 0; s += n, len -= n) {
		n = utf8_get(s, len, &cp);
		if (n == 0 || (!is_inner(cp) && !is_apostrophe(cp)))
			return "is no word: it holds other signs than letters, "
			    "digits and _";
		if (is_apostrophe(cp))
			continue;
		cp = utf8_lower(cp);
		first = first == 0 ? cp : first;
		run = cp == last ? run + 1 : 1;
		last = cp;
		if (run == 3 && cp < 0x80)
			return "can never be found: of three equal letters in a "
			    "row one or two count";
	}
	if (first == 0)
		return "is no word: it is empty";
	if (first < 0x80 && !is_letter(first))
		return "can never be found: what begins with a digit is a number, "
		    "#, and _ begins no word";
	return NULL;
}

static int
class_order(const void *a, const void *b)
{
	return *(const uint16_t *)a - *(const uint16_t *)b;
}

/* Appends to what `to` has of n, or only counts when it is NULL. */
static size_t
classes_take(uint16_t *to, size_t n, const struct entry *e)
{
	if (e == NULL)
		return n;
	if (to != NULL)
		memcpy(to + n, e->classes, e->n * sizeof(*to));
	return n + e->n;
}

/* Every class that some entry gives this word, in any order and with doubles. */
static size_t
classes_find(const struct words *w, const char *text, size_t len,
    const char *base, size_t base_len, uint16_t *to)
{
	size_t n = 0;

	n = classes_take(to, n, entry_find(w, base, base_len, WORD_STEM));
	n = classes_take(to, n, entry_find(w, text, len, WORD_EXACT));
	for (const struct entry *e = w->prefixes[(unsigned char)*text];
	    e != NULL; e = e->next)
		if (e->len <= len && memcmp(e->text, text, e->len) == 0)
			n = classes_take(to, n, e);
	return n;
}

static uint8_t
auxiliary(const char *text)
{
	for (size_t i = 0; i < sizeof(auxiliaries) / sizeof(*auxiliaries); i++)
		if (strcmp(text, auxiliaries[i].word) == 0 ||
		    strcmp(text, auxiliaries[i].cut) == 0)
			return (uint8_t)(i + 1);
	return 0;
}

static bool
is_not(const char *text)
{
	return strcmp(text, "not") == 0 || strcmp(text, "t") == 0 ||
	    strcmp(text, "nt") == 0;
}

const char *
words_joined(const char *first, const char *second)
{
	uint8_t i = auxiliary(first);

	return i > 0 && is_not(second) ? auxiliaries[i - 1].joined : NULL;
}

/* Three equal letters or more become `most`. */
static size_t
squeeze(const char *text, size_t len, size_t most, char *to)
{
	size_t n = 0, run = 0;

	for (size_t i = 0; i < len; i++) {
		size_t same = 1;

		run = i > 0 && text[i] == text[i - 1] ? run + 1 : 1;
		while (i + same < len && text[i + same] == text[i])
			same++;
		/* equal bytes above 127 are parts of one character */
		if ((unsigned char)text[i] < 0x80 && run + same - 1 >= 3 &&
		    run > most)
			continue;
		to[n++] = text[i];
	}
	to[n] = '\0';
	return n;
}

static struct cached *
cache_find(const struct words *w, const char *text, size_t len, uint32_t hash)
{
	for (uint32_t i = hash % CACHE_SLOTS; w->cache[i] != NULL;
	    i = (i + 1) % CACHE_SLOTS) {
		struct cached *c = w->cache[i];

		if (c->hash == hash && c->len == len &&
		    memcmp(c->word.text, text, len) == 0)
			return c;
	}
	return NULL;
}

static bool
has_run(const char *text, size_t len)
{
	for (size_t i = 2; i < len; i++)
		if ((unsigned char)text[i] < 0x80 &&
		    text[i] == text[i - 1] && text[i] == text[i - 2])
			return true;
	return false;
}

/* The known word that a drawn-out one stands for, else itself. */
static const char *
undrawn(struct words *w, const char *text, size_t len, char *buf)
{
	if (!has_run(text, len))
		return text;
	for (size_t most = 1; most <= 2; most++) {
		size_t n = squeeze(text, len, most, buf), base_len;
		const char *base = stem(w, buf, n, &base_len);

		if (classes_find(w, buf, n, base, base_len, NULL) > 0)
			return buf;
	}
	squeeze(text, len, 1, buf);
	return buf;
}

static void
word_fill(struct words *w, struct word *word, const char *text, size_t len)
{
	char buf[WORD_LEN_MAX + 4];
	uint16_t *classes;
	const char *plain = alias_of(w, undrawn(w, text, len, buf)), *base;
	size_t base_len, n, plain_len = strlen(plain);

	base = stem(w, plain, plain_len, &base_len);
	n = classes_find(w, plain, plain_len, base, base_len, NULL);
	classes = arena_array(w->cache_mem, n, sizeof(*classes));
	classes_find(w, plain, plain_len, base, base_len, classes);
	word->text = arena_copy(w->cache_mem, text, len);
	word->stem = arena_copy(w->cache_mem, base, base_len);
	word->classes = classes;
	word->classes_n = (uint16_t)order_distinct(classes, n,
	    sizeof(*classes), class_order);
	word->negatable = auxiliary(plain);
	word->number = *text == '#';
}

static struct word *
word_of(struct words *w, const char *text, size_t len)
{
	uint32_t hash = hash_of(text, len), i = hash % CACHE_SLOTS;
	struct cached *c = cache_find(w, text, len, hash);

	if (c != NULL)
		return &c->word;
	c = arena_alloc(w->cache_mem, sizeof(*c));
	c->hash = hash;
	c->len = (uint32_t)len;
	word_fill(w, &c->word, text, len);
	if (w->cached >= CACHE_FULL)
		return &c->word; /* lives until the next words_split() */
	while (w->cache[i] != NULL)
		i = (i + 1) % CACHE_SLOTS;
	w->cache[i] = c;
	w->cached++;
	return &c->word;
}

static void
cache_clear(struct words *w)
{
	memset(w->cache, 0, sizeof(w->cache));
	memset(w->joined, 0, sizeof(w->joined));
	arena_reset(w->cache_mem);
	w->cached = 0;
}

void
words_add(struct words *w, const char *text, enum word_match match,
    uint16_t class)
{
	char buf[WORD_LEN_MAX + 4];
	size_t len = 0, n;
	const char *s = text, *base;

	/* cut as split_word() cuts */
	while (*s != '\0' && len + 4 <= WORD_LEN_MAX) {
		uint32_t cp;

		n = utf8_get(s, strlen(s), &cp);
		if (n == 0)
			break;
		if (!is_apostrophe(cp))
			len += utf8_encode(buf + len, utf8_lower(cp));
		s += n;
	}
	buf[len] = '\0';
	base = match == WORD_PREFIX ? buf : alias_of(w, buf);
	len = strlen(base);
	if (match == WORD_STEM)
		base = stem(w, base, len, &len);
	if (len == 0)
		return;
	if (match == WORD_PREFIX)
		entry_class(w, entry_new(w, base, len, match), class);
	else if (entry_find(w, base, len, match) != NULL)
		entry_class(w, entry_find(w, base, len, match), class);
	else
		entry_class(w, entry_new(w, base, len, match), class);
	if (w->cached > 0)
		cache_clear(w);
}

bool
word_has(const struct word *word, uint16_t class)
{
	for (size_t i = 0; i < word->classes_n; i++)
		if (word->classes[i] >= class)
			return word->classes[i] == class;
	return false;
}

struct split {
	struct words *w;
	const char *s;
	size_t len, at;
	struct token *v;
	size_t n;
	uint32_t sentence;
	bool break_next;	/* the next word begins a sentence */
};

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_ascii_letter(char c)
{
	return (unsigned char)c < 0x80 && is_letter((unsigned char)c);
}

static void
token_add(struct split *t, struct word *word, size_t from, size_t to)
{
	struct token *k = &t->v[t->n++];

	if (t->break_next && t->n > 1)
		t->sentence++;
	t->break_next = false;
	*k = (struct token){ word, (uint32_t)from, (uint32_t)(to - from),
		t->sentence };
}

/* "can" and "not", or "don" and "t": one word. */
static bool
token_join(struct split *t, const char *text, size_t to)
{
	struct token *prev = t->n > 0 ? &t->v[t->n - 1] : NULL;
	const char *joined;
	unsigned i;

	if (prev == NULL || prev->word->negatable == 0 || t->break_next ||
	    !is_not(text))
		return false;
	i = prev->word->negatable - 1u;
	if (t->w->joined[i] == NULL) {
		joined = auxiliaries[i].joined;
		t->w->joined[i] = word_of(t->w, joined, strlen(joined));
	}
	prev->word = t->w->joined[i];
	prev->len = (uint32_t)(to - prev->at);
	return true;
}

static void
split_word(struct split *t)
{
	char buf[WORD_LEN_MAX + 4];
	size_t from = t->at, len = 0;

	while (t->at < t->len) {
		uint32_t cp;
		size_t n;

		cp = (unsigned char)t->s[t->at];
		n = cp < 0x80 ? 1 : utf8_get(t->s + t->at, t->len - t->at, &cp);
		if (n == 0)
			break;
		if (!is_inner(cp) && !is_apostrophe(cp))
			break;
		if (!is_apostrophe(cp) && len + 4 <= WORD_LEN_MAX)
			len += utf8_encode(buf + len, utf8_lower(cp));
		t->at += n;
	}
	buf[len] = '\0';
	if (len > 0 && !token_join(t, buf, t->at))
		token_add(t, word_of(t->w, buf, len), from, t->at);
}

/* 12, 2.4.1, 1,000.50, 12th, 50%: one word. */
static void
split_number(struct split *t)
{
	size_t from = t->at;

	while (t->at < t->len && (is_digit(t->s[t->at]) ||
	    is_ascii_letter(t->s[t->at]) ||
	    (strchr(".,:/-", t->s[t->at]) != NULL && t->at + 1 < t->len &&
	    is_digit(t->s[t->at + 1]))))
		t->at++;
	token_add(t, word_of(t->w, "#", 1), from, t->at);
}

static void
split_mark(struct split *t, uint32_t cp, size_t n)
{
	size_t after = t->at + n;
	bool last = after >= t->len || t->s[after] == ' ' ||
	    t->s[after] == '\n' || t->s[after] == '.' || t->s[after] == '"';

	if (cp == '?' || cp == 0xff1f || cp == 0x61f) {
		t->break_next = false;
		token_add(t, word_of(t->w, "?", 1), t->at, after);
		t->break_next = true;
	} else if (cp == '!' || cp == ';' || (cp == '.' && last) ||
	    cp == 0x3002 || cp == 0xff01) {
		t->break_next = true;
	} else if (cp == '\n' && after < t->len && t->s[after] == '\n') {
		t->break_next = true;
	}
	t->at = after;
}

void
words_split(struct words *w, struct arena *mem, const char *text, size_t len,
    struct tokens *out)
{
	struct split t = { .w = w, .s = text, .len = len };

	if (w->cached > CACHE_MOST)
		cache_clear(w);
	if (len > 0x7fffffff)
		len = t.len = 0x7fffffff;
	t.v = arena_array(mem, len + 1, sizeof(*t.v));
	while (t.at < t.len) {
		uint32_t cp = (unsigned char)text[t.at];
		size_t n = cp < 0x80 ? 1 : utf8_get(text + t.at,
		    len - t.at, &cp);

		if (n == 0)
			t.at++;
		else if (is_digit(text[t.at]))
			split_number(&t);
		else if (is_letter(cp))
			split_word(&t);
		else
			split_mark(&t, cp, n);
	}
	out->v = t.v;
	out->n = t.n;
	out->sentences = t.n > 0 ? t.sentence + 1 : 0;
}
