/* SPDX-License-Identifier: MIT */
#define PCRE2_CODE_UNIT_WIDTH 8

#include "text/pattern.h"

#include <stdlib.h>
#include <string.h>

#include <pcre2.h>

#include "base/arena.h"
#include "base/sbuf.h"
#include "base/utf8.h"
#include "text/prefilter.h"

enum { JIT_STACK_LEAST = 32 * 1024, JIT_STACK_MOST = 512 * 1024 };

struct pattern {
	pcre2_code *code;
	uint32_t tag;
	bool filtered;		/* the one pass speaks for it */
};

struct pattern_set {
	struct arena *mem;
	struct pattern *pattern;
	size_t n, cap;
	const char **regex;
	pcre2_match_data *match;
	pcre2_match_context *context;
	pcre2_jit_stack *stack;
	struct prefilter *filter;	/* NULL without libhs */
	bool *wanted;			/* scratch: what the pass found */
};

static void
set_close(void *what)
{
	struct pattern_set *set = what;

	for (size_t i = 0; i < set->n; i++)
		pcre2_code_free(set->pattern[i].code);
	pcre2_match_data_free(set->match);
	pcre2_match_context_free(set->context);
	pcre2_jit_stack_free(set->stack);
}

struct pattern_set *
pattern_set_new(struct arena *mem)
{
	struct pattern_set *set = arena_alloc(mem, sizeof(*set));

	set->mem = mem;
	set->match = pcre2_match_data_create(1, NULL);
	set->context = pcre2_match_context_create(NULL);
	set->stack = pcre2_jit_stack_create(JIT_STACK_LEAST, JIT_STACK_MOST,
	    NULL);
	if (set->match == NULL || set->context == NULL)
		abort(); /* out of memory */
	pcre2_set_match_limit(set->context, PATTERN_MATCH_LIMIT);
	if (set->stack != NULL)
		pcre2_jit_stack_assign(set->context, NULL, set->stack);
	arena_defer(mem, set_close, set);
	return set;
}

static void
set_grow(struct pattern_set *set)
{
	size_t cap = set->cap ? set->cap * 2 : 64;
	struct pattern *pattern = arena_array(set->mem, cap, sizeof(*pattern));
	const char **regex = arena_array(set->mem, cap, sizeof(*regex));

	if (set->n > 0) {
		memcpy(pattern, set->pattern, set->n * sizeof(*pattern));
		memcpy(regex, set->regex, set->n * sizeof(*regex));
	}
	set->pattern = pattern;
	set->regex = regex;
	set->cap = cap;
}

static pcre2_code *
compile(struct pattern_set *set, const char *regex, const char **why)
{
	pcre2_code *code;
	PCRE2_SIZE at;
	int error;
	unsigned char text[200];

	code = pcre2_compile((PCRE2_SPTR)regex, PCRE2_ZERO_TERMINATED,
	    PCRE2_CASELESS | PCRE2_UTF | PCRE2_MATCH_INVALID_UTF |
	    PCRE2_NEVER_UCP | PCRE2_NEVER_BACKSLASH_C, &error, &at, NULL);
	if (code == NULL) {
		pcre2_get_error_message(error, text, sizeof(text));
		*why = arena_fmt(set->mem, "at offset %zu: %s", (size_t)at,
		    (const char *)text);
		return NULL;
	}
	pcre2_jit_compile(code, PCRE2_JIT_COMPLETE);
	return code;
}

bool
pattern_add(struct pattern_set *set, const char *regex, uint32_t tag,
    const char **why)
{
	pcre2_code *code;

	if (strlen(regex) > PATTERN_LEN_MAX || set->n == PATTERNS_MAX) {
		*why = set->n == PATTERNS_MAX ? "more than 5000 patterns" :
		    "longer than 2000 bytes";
		return false;
	}
	if (*regex == '\0' || strncmp(regex, "(*", 2) == 0) {
		*why = "at offset 0: a pattern is not empty and does not "
		    "begin with (*";
		return false;
	}
	code = compile(set, regex, why);
	if (code == NULL)
		return false;
	if (set->n == set->cap)
		set_grow(set);
	set->regex[set->n] = arena_text(set->mem, regex);
	set->pattern[set->n++] = (struct pattern){ code, tag, false };
	return true;
}

void
pattern_close(struct pattern_set *set)
{
	bool *taken = arena_array(set->mem, set->n, sizeof(*taken));

	set->wanted = arena_array(set->mem, set->n, sizeof(*set->wanted));
	set->filter = prefilter_new(set->mem, set->regex, set->n, taken);
	for (size_t i = 0; i < set->n; i++)
		set->pattern[i].filtered = taken[i];
}

/* The first match at or after `from`; 0 none, 1 found, -1 over the limit. */
static int
match_one(const struct pattern_set *set, size_t i, const char *text, size_t len,
    size_t from, bool valid, struct pattern_hit *hit)
{
	uint32_t options = PCRE2_NOTEMPTY | (valid ? PCRE2_NO_UTF_CHECK : 0);
	PCRE2_SIZE *at = pcre2_get_ovector_pointer(set->match);
	int rc;

	rc = pcre2_match(set->pattern[i].code, (PCRE2_SPTR)text, len, from,
	    options, set->match, set->context);
	if (rc == PCRE2_ERROR_NOMATCH)
		return 0;
	if (rc < 0)
		return -1;
	*hit = (struct pattern_hit){ set->pattern[i].tag, at[0], at[1] };
	/* before PCRE2 10.38, \K in a lookbehind moved the start back */
	return at[1] > at[0] && at[0] >= from;
}

static int64_t
match_all(const struct pattern_set *set, const char *text, size_t len,
    bool valid, bool filtered,
    void (*on_hit)(void *, const struct pattern_hit *), void *ctx)
{
	int64_t over = -1;

	for (size_t i = 0; i < set->n; i++) {
		struct pattern_hit hit;
		int found;

		if (filtered && set->pattern[i].filtered && !set->wanted[i])
			continue;
		found = match_one(set, i, text, len, 0, valid, &hit);
		if (found > 0)
			on_hit(ctx, &hit);
		else if (found < 0 && over < 0)
			over = set->pattern[i].tag;
	}
	return over;
}

int64_t
pattern_match(const struct pattern_set *set, const char *text, size_t len,
    void (*hit)(void *, const struct pattern_hit *), void *ctx)
{
	bool valid = utf8_valid(text, len), filtered = false;

	if (valid && set->filter != NULL) {
		memset(set->wanted, 0, set->n * sizeof(*set->wanted));
		filtered = prefilter_run(set->filter, text, len, set->wanted);
	}
	return match_all(set, text, len, valid, filtered, hit, ctx);
}

int64_t
pattern_match_each(const struct pattern_set *set, const char *text, size_t len,
    void (*hit)(void *, const struct pattern_hit *), void *ctx)
{
	return match_all(set, text, len, utf8_valid(text, len), false, hit,
	    ctx);
}

size_t
pattern_in_one_pass(const struct pattern_set *set)
{
	size_t n = 0;

	for (size_t i = 0; i < set->n; i++)
		n += set->pattern[i].filtered;
	return n;
}

size_t
pattern_count(const struct pattern_set *set)
{
	return set->n;
}

/* The text without the matches of pattern i; NULL when there are none. */
static const char *
remove_one(const struct pattern_set *set, struct arena *mem, size_t i,
    const char *text, size_t len)
{
	struct sbuf *out = NULL;
	struct pattern_hit hit;
	size_t at = 0;

	while (at < len && match_one(set, i, text, len, at, false, &hit) > 0) {
		if (out == NULL)
			out = sbuf_arena(mem);
		sbuf_add(out, text + at, hit.from - at);
		at = hit.to;
	}
	if (out == NULL)
		return NULL;
	sbuf_add(out, text + at, len - at);
	return sbuf_cstr(out);
}

static void
want_tag(void *ctx, const struct pattern_hit *hit)
{
	bool *wanted = ctx;

	wanted[hit->tag] = true;
}

const char *
pattern_remove(const struct pattern_set *set, struct arena *mem,
    const char *text)
{
	bool *wanted = arena_array(mem, set->n, sizeof(*wanted));

	/* tags of such a set are the patterns' places */
	pattern_match(set, text, strlen(text), want_tag, wanted);
	for (size_t i = 0; i < set->n; i++) {
		const char *less;

		if (!wanted[i])
			continue;
		less = remove_one(set, mem, i, text, strlen(text));
		if (less != NULL)
			text = less;
	}
	return text;
}
