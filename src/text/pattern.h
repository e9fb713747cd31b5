/* SPDX-License-Identifier: MIT */
/*
 * text/pattern - a set of regular expressions, matched in bounded time.
 *
 * Shape:     patterns are added, the set is closed, then any text is matched:
 *            for each pattern its first match. With libhs (--with-hyperscan)
 *            one pass tells which patterns can match at all, and PCRE2 is asked
 *            only about those and those libhs cannot take; without, it is
 *            asked about each. The answers are the same.
 * Syntax:    PCRE2, caseless, UTF, invalid bytes match nothing, JIT; \w and \b
 *            are ASCII; an empty match is none.
 * Limits:    PATTERN_MATCH_LIMIT steps for each pattern and text: over it the
 *            pattern counts as not matching, and the set says which it was.
 * Ownership: all in the arena of pattern_set_new().
 * Threads:   one at a time: a set owns its scratch memory.
 * Errors:    false with *why naming the offset in the pattern.
 */
#ifndef TIDEMARK_TEXT_PATTERN_H
#define TIDEMARK_TEXT_PATTERN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct pattern_set;

enum { PATTERN_MATCH_LIMIT = 100000, PATTERN_LEN_MAX = 2000,
	PATTERNS_MAX = 5000 };

struct pattern_hit {
	uint32_t tag;
	size_t from, to;	/* bytes of the text */
};

struct pattern_set *pattern_set_new(struct arena *);
bool	pattern_add(struct pattern_set *, const char *regex, uint32_t tag,
	    const char **why);
void	pattern_close(struct pattern_set *);
/* Hits come in the order in which the patterns were added. Answers the tag of
 * a pattern that went over the limit, or -1. */
int64_t	pattern_match(const struct pattern_set *, const char *text, size_t len,
	    void (*hit)(void *ctx, const struct pattern_hit *), void *ctx);
/* The same by PCRE2 alone, each pattern in turn: what tests and the benchmark
 * compare with. */
int64_t	pattern_match_each(const struct pattern_set *, const char *text,
	    size_t len, void (*hit)(void *ctx, const struct pattern_hit *),
	    void *ctx);
/* Patterns that the one pass covers; 0 without libhs. */
size_t	pattern_in_one_pass(const struct pattern_set *);
size_t	pattern_count(const struct pattern_set *);
/* The text without every match of any pattern, in the arena. */
const char *pattern_remove(const struct pattern_set *, struct arena *,
	    const char *text);

#endif
