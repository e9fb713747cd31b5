/* SPDX-License-Identifier: MIT */
/*
 * analysis/ruleset - what counts as a crash, a refund, a question: a document.
 *
 * Shape:     JSON, described in docs/ruleset.md; those to start from are built
 *            in and installed below rules/. Word lists match word forms
 *            by stem; patterns are PCRE2, case-insensitive.
 * Ownership: everything lives in the arena, which may also be the program's:
 *            loading costs milliseconds, keep the result.
 * Threads:   one at a time for each ruleset: it owns scratch memory and a
 *            cache of stems, though a verdict depends on neither.
 * Errors:    RC_BAD_INPUT with *why naming the rule, the place and the limit.
 */
#ifndef TIDEMARK_ANALYSIS_RULESET_H
#define TIDEMARK_ANALYSIS_RULESET_H

#include <stddef.h>

#include "base/rc.h"

struct arena;
struct ruleset;

enum rc ruleset_load(struct arena *, const char *json, size_t len,
    struct ruleset **out, const char **why);
/* The same with the place of what is wrong, for who shows it beside a field. */
struct ruleset_fault {
	const char *place;  /* "rule crash.word", "categories"; "" for JSON */
	const char *member; /* "patterns", "words" …; "" the whole */
	size_t item;        /* which of them, from 1; 0 none */
	const char *text;   /* "pattern 2 at offset 7: missing …" */
};
enum rc ruleset_check(struct arena *, const char *json, size_t len,
    struct ruleset **out, struct ruleset_fault *);
/* As one sentence. */
const char *ruleset_fault_text(struct arena *, const struct ruleset_fault *);

/* The documents to start from, by name; NULL when there is none. */
const char *ruleset_builtin(const char *name);
const char *ruleset_builtin_name(size_t i);
/* The default document, and the set made of it (cannot fail). */
const char *ruleset_default_json(void);
struct ruleset *ruleset_default(struct arena *);

const char *ruleset_name(const struct ruleset *);
/* First 16 hex digits of a hash of the document: a change of any rule is a
 * change of version. Store it beside each verdict. */
const char *ruleset_version(const struct ruleset *);
size_t ruleset_categories(const struct ruleset *);
const char *ruleset_category(const struct ruleset *, size_t i);
size_t ruleset_rules(const struct ruleset *);

#endif
