/* SPDX-License-Identifier: MIT */
/*
 * How fast the rules are matched, against the plain way in the same program.
 *
 *	rules [--json] [--seconds=N] [FILE...]
 *
 * "rules": all words and patterns of the default ruleset over message texts,
 * in megabytes a second of one core; the plain way turns each phrase into a
 * regular expression and runs PCRE2 (JIT) with each in turn.
 * "patterns": the same regular expressions as one pattern set, against the same
 * plain way: what rules written as patterns cost. Without libhs the set is the
 * plain way.
 * Texts are made here, or are the lines of FILE (.gz or not): their "text" when
 * they are JSON.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <zlib.h>

#include "analysis/rules.h"
#include "base/arena.h"
#include "base/json.h"
#include "base/sbuf.h"
#include "base/utf8.h"
#include "text/json_read.h"
#include "text/pattern.h"
#include "text/phrase.h"
#include "text/words.h"

enum { LINE_MAX_BYTES = 1 << 20, TEXTS_MADE = 2000, SENTENCES_EACH = 5,
	ROUNDS = 7 };

static const char *const sentences[] = {
	"Hi there, I have been playing your game every day for about a year.",
	"Since the last update the app crashes as soon as I open the map.",
	"I already tried to restart my phone and to install it again.",
	"My order from yesterday was charged twice on my credit card.",
	"Could you please tell me how I can move my account to a new tablet?",
	"The loading screen takes forever and then nothing happens.",
	"It would be great if you could add an option to turn the music off.",
	"Otherwise I really love it, the graphics are beautiful.",
	"I watched three videos and never got the coins that were promised.",
	"When I tap the button in the corner the whole screen turns black.",
	"All my friends have the same problem on their phones.",
	"I am on level 128 and do not want to lose what I have built.",
	"Please look into it, I attached a picture of the message.",
	"The text is so small that I can hardly read it.",
	"My daughter used my phone and bought something by accident.",
	"I wrote to you last week and have not heard anything back.",
};

struct texts {
	const char **v;
	size_t n, cap, bytes;
};

/* The regular expressions that stand for a ruleset, in one set. */
struct plain {
	struct arena *mem;
	struct json_object *lists;
	struct words *words;
	struct pattern_set *set;
	unsigned n, refused;
};

static unsigned long found;	/* so that no loop is without effect */

static void
text_add(struct arena *mem, struct texts *t, const char *s)
{
	if (s == NULL || *s == '\0' || !utf8_valid(s, strlen(s)))
		return;
	if (t->n == t->cap) {
		const char **old = t->v;

		t->cap = t->cap ? t->cap * 2 : 1024;
		t->v = arena_array(mem, t->cap, sizeof(*t->v));
		if (t->n > 0)
			memcpy(t->v, old, t->n * sizeof(*old));
	}
	t->v[t->n++] = arena_text(mem, s);
	t->bytes += strlen(s);
}

static void
texts_make(struct arena *mem, struct texts *t)
{
	size_t pick = 7;

	for (int i = 0; i < TEXTS_MADE; i++) {
		struct sbuf *b = sbuf_arena(mem);

		for (int k = 0; k < SENTENCES_EACH; k++) {
			pick = pick * 1103515245 + 12345;
			sbuf_fmt(b, "%s ", sentences[(pick >> 16) %
			    (sizeof(sentences) / sizeof(*sentences))]);
		}
		text_add(mem, t, b->s);
	}
}

static bool
texts_read(struct arena *mem, struct texts *t, const char *path)
{
	gzFile f = gzopen(path, "rb");
	char *line = must_alloc(LINE_MAX_BYTES);

	if (f == NULL) {
		fprintf(stderr, "rules: cannot read %s\n", path);
		return false;
	}
	while (gzgets(f, line, LINE_MAX_BYTES) != NULL) {
		struct arena *step = arena_begin();
		struct json_object *o;
		const char *why;

		line[strcspn(line, "\n")] = '\0';
		if (*line == '{' &&
		    json_parse(step, line, strlen(line), &o, &why) == RC_OK)
			text_add(mem, t, jr_text(step, o, "text"));
		else
			text_add(mem, t, line);
		arena_end(step);
	}
	free(line);
	gzclose(f);
	return true;
}

/* ---- the ruleset as regular expressions ---- */

/* "crash" as crash\w*, by its stem; "=ads" and "abst*" as they say. */
static void
word_regex(struct plain *p, struct sbuf *out, const char *word, size_t len)
{
	struct tokens t;

	if (len == 1 && (*word == '#' || *word == '?')) {
		sbuf_text(out, *word == '#' ? "\\d+" : "\\?");
	} else if (*word == '=') {
		sbuf_add(out, word + 1, len - 1);
	} else if (word[len - 1] == '*') {
		sbuf_add(out, word, len - 1);
		sbuf_text(out, "\\w*");
	} else {
		words_split(p->words, p->mem, word, len, &t);
		sbuf_fmt(out, "%s\\w*", t.n > 0 ? t.v[0].word->stem : "x");
	}
}

static void
list_regex(struct plain *p, struct sbuf *out, const char *name, size_t len)
{
	struct json_object *list = jr_array(p->lists,
	    arena_copy(p->mem, name, len));

	for (size_t i = 0; i < jr_len(list); i++) {
		const char *word = jr_text_at(p->mem, list, i);

		sbuf_text(out, i > 0 ? "|" : "");
		word_regex(p, out, word, strlen(word));
	}
}

static void
element_regex(struct plain *p, struct sbuf *out, const char *s, size_t len)
{
	const char *end = s + len;

	sbuf_text(out, "(?:");
	if (*s == '@')
		list_regex(p, out, s + 1, len - 1);
	else if (len == 1 && *s == '_')
		sbuf_text(out, "\\w+");
	else
		while (s < end) {
			size_t n = strcspn(s, "| ");

			word_regex(p, out, s, n);
			s += n;
			if (s < end && *s++ == '|')
				sbuf_char(out, '|');
		}
	sbuf_char(out, ')');
}

static void
phrase_regex(struct plain *p, struct sbuf *out, const char *s)
{
	bool first = true;
	char gap = '0';

	while (*(s += strspn(s, " ")) != '\0') {
		size_t len = strcspn(s, " ");

		if (*s == '^') {
			sbuf_text(out, "^\\W*");
		} else if (*s == '<') {
			sbuf_text(out, "(?:^|[.!?])\\W*");
		} else if (*s == '$') {
			sbuf_fmt(out, "(?:\\W+\\w+){0,%c}\\W*$", gap);
		} else if (strncmp(s, "..", 2) == 0) {
			gap = s[2];
		} else {
			if (gap != '0')
				sbuf_fmt(out, "(?:\\W+\\w+){0,%c}", gap);
			sbuf_text(out, first ? "\\b" : "\\W+");
			element_regex(p, out, s, len);
			first = false;
			gap = '0';
		}
		s += len;
	}
	sbuf_text(out, "(?!\\w)");
}

static void
regexes_of(struct plain *p, struct json_object *list, bool phrases)
{
	for (size_t i = 0; i < jr_len(list); i++) {
		struct sbuf *out = sbuf_arena(p->mem);
		const char *s = jr_text_at(p->mem, list, i), *why;

		if (phrases)
			phrase_regex(p, out, s);
		else
			sbuf_text(out, s);
		if (pattern_add(p->set, sbuf_cstr(out), p->n, &why))
			p->n++;
		else
			p->refused++;
	}
}

static void
plain_make(struct plain *p, const char *json)
{
	struct json_object *doc, *rules;
	const char *why;

	if (json_parse(p->mem, json, strlen(json), &doc, &why) != RC_OK)
		abort();
	p->lists = jr_object(doc, "lists");
	p->words = words_new(p->mem);
	p->set = pattern_set_new(p->mem);
	rules = jr_array(doc, "rules");
	for (size_t i = 0; i < jr_len(rules); i++) {
		struct json_object *r = jr_array_at(rules, i);

		regexes_of(p, jr_array(r, "words"), true);
		regexes_of(p, jr_array(r, "unless"), true);
		regexes_of(p, jr_array(r, "patterns"), false);
	}
	pattern_close(p->set);
}

/* ---- measuring ---- */

static void
on_pattern(void *ctx, const struct pattern_hit *h)
{
	(void)ctx;
	found += h->tag;
}

static void
on_phrase(void *ctx, const struct phrase_hit *h)
{
	(void)ctx;
	found += h->tag;
}

struct bench {
	const struct ruleset *rules;
	const struct plain *plain;
	struct arena *mem;
	int64_t us;
};

static void
run_rules(const struct bench *b, const char *s)
{
	struct tokens t;

	words_split(b->rules->words, b->mem, s, strlen(s), &t);
	phrases_match(b->rules->phrases, &t, on_phrase, NULL);
	pattern_match(b->rules->patterns, s, strlen(s), on_pattern, NULL);
	arena_reset(b->mem);
}

static void
run_analyse(const struct bench *b, const char *s)
{
	struct report r = { NULL, s };
	struct verdict v;

	analyse(b->rules, b->mem, &r, &v);
	found += (unsigned)v.score;
	arena_reset(b->mem);
}

static void
run_set(const struct bench *b, const char *s)
{
	pattern_match(b->plain->set, s, strlen(s), on_pattern, NULL);
}

static void
run_each(const struct bench *b, const char *s)
{
	pattern_match_each(b->plain->set, s, strlen(s), on_pattern, NULL);
}

/* Others may use the machine meanwhile: what counts is this process. */
static int64_t
cpu_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

/* MB a second. */
static double
measure(const struct bench *b, const struct texts *t,
    void (*run)(const struct bench *, const char *))
{
	int64_t began = cpu_us(), now = began;
	double bytes = 0;

	for (size_t i = 0; now - began < b->us || i < 8; i++) {
		run(b, t->v[i % t->n]);
		bytes += (double)strlen(t->v[i % t->n]);
		if (i % 8 == 7)
			now = cpu_us();
	}
	return bytes / (double)(now > began ? now - began : 1);
}

static int
by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* Medians of rounds in which all take turns. */
static void
measure_all(const struct bench *b, const struct texts *t,
    void (*const runs[4])(const struct bench *, const char *), double mbs[4])
{
	double seen[4][ROUNDS];

	for (int round = 0; round < ROUNDS; round++)
		for (int i = 0; i < 4; i++)
			seen[i][round] = measure(b, t, runs[i]);
	for (int i = 0; i < 4; i++) {
		qsort(seen[i], ROUNDS, sizeof(double), by_size);
		mbs[i] = seen[i][ROUNDS / 2];
	}
}

static void
report(bool json, const struct bench *b, const double mbs[4])
{
	struct sbuf out = SBUF_INIT;
	struct jw w = JW_INIT(&out);

	if (!json) {
		printf("rules %.2f MB/s, as regular expressions one by one "
		    "%.3f MB/s: %.1f times\n", mbs[0], mbs[3], mbs[0] / mbs[3]);
		printf("the same as one pattern set %.3f MB/s: %.1f times "
		    "(%u patterns, %zu in one pass)\n", mbs[2],
		    mbs[2] / mbs[3], b->plain->n,
		    pattern_in_one_pass(b->plain->set));
		printf("whole analysis %.2f MB/s\n", mbs[1]);
		return;
	}
	jw_object(&w);
	jw_text(jw_key(&w, "bench"), "rules");
	jw_bool(jw_key(&w, "one_pass"), pattern_in_one_pass(b->plain->set) > 0);
	jw_int(jw_key(&w, "patterns"), b->plain->n);
	jw_num(jw_key(&w, "rules_mb_s"), mbs[0]);
	jw_num(jw_key(&w, "analysis_mb_s"), mbs[1]);
	jw_num(jw_key(&w, "pattern_set_mb_s"), mbs[2]);
	jw_num(jw_key(&w, "one_by_one_mb_s"), mbs[3]);
	jw_num(jw_key(&w, "ratio"), mbs[0] / mbs[3]);
	jw_num(jw_key(&w, "pattern_set_ratio"), mbs[2] / mbs[3]);
	jw_end(&w);
	puts(sbuf_cstr(&out));
	sbuf_free(&out);
}

int
main(int argc, char **argv)
{
	static void (*const runs[4])(const struct bench *, const char *) = {
		run_rules, run_analyse, run_set, run_each };
	struct arena *mem = arena_begin();
	struct plain plain = { .mem = mem };
	struct bench b = { NULL, &plain, arena_begin(), 300000 };
	struct texts texts = { NULL, 0, 0, 0 };
	double mbs[4];
	bool json = false;

	for (int i = 1; i < argc; i++) {
		if (strcmp(argv[i], "--json") == 0)
			json = true;
		else if (strncmp(argv[i], "--seconds=", 10) == 0)
			b.us = strtol(argv[i] + 10, NULL, 10) * 1000000 / ROUNDS;
		else if (!texts_read(mem, &texts, argv[i]))
			return 1;
	}
	if (texts.n == 0)
		texts_make(mem, &texts);
	b.rules = ruleset_default(mem);
	plain_make(&plain, ruleset_default_json());
	if (plain.refused > 0)
		fprintf(stderr, "rules: %u left out of the comparison\n",
		    plain.refused);
	measure_all(&b, &texts, runs, mbs);
	report(json, &b, mbs);
	arena_end(b.mem);
	arena_end(mem);
	return found == 0;
}
