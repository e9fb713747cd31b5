/* SPDX-License-Identifier: MIT */
/*
 * analysis/document - a ruleset as people edit it: every member as written.
 *
 * Shape:     document_read() takes a document that ruleset_load() accepts;
 *            document_write() writes JSON that means the same, in one canonical
 *            layout, so that reading and writing again changes no byte.
 * Ownership: everything lives in the arena; texts may be shared between
 *            documents, so replace them and never change them in place.
 * None:      a missing text is NULL, a missing list has n 0.
 */
#ifndef TIDEMARK_ANALYSIS_DOCUMENT_H
#define TIDEMARK_ANALYSIS_DOCUMENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/rc.h"

struct arena;

struct doc_list {
	const char **at;
	size_t n;
};

struct doc_points {
	const char *to; /* category or intent */
	int64_t n;
};

struct doc_category {
	const char *name;
	const char *intent, *at_least, *at_most; /* names, or NULL */
	struct doc_list outranks;
	bool aggravated; /* becomes critical when aggravated */
};

struct doc_words {
	const char *name;      /* of a list; of spelling the form */
	struct doc_list words; /* of spelling the one word it counts as */
};

struct doc_rule {
	const char *id, *note, *flag;
	struct doc_points *points, *intents;
	size_t points_n, intents_n;
	int64_t severity;
	struct doc_list also, words, patterns, unless;
	int negatable; /* 1, 0, or -1: not said */
	bool aggravates;
};

struct document {
	const char *name;
	int64_t threshold, medium, high, critical;
	struct doc_category *category; /* in order; after the last "other" */
	size_t categories;
	struct doc_list intents, boilerplate;
	struct doc_words *spelling, *list;
	size_t spellings, lists;
	struct doc_rule *rule;
	size_t rules;
};

enum rc document_read(struct arena *, const char *json, size_t len,
    struct document **, const char **why);
const char *document_write(struct arena *, const struct document *);

/* The place of a category, a rule, a named list; -1 when there is none. */
int document_category(const struct document *, const char *name);
int document_rule(const struct document *, const char *id);
int document_list(const struct document *, const char *name);
/* The points a rule gives; 0 when it has none for it. */
int64_t doc_points_of(const struct doc_points *, size_t n, const char *to);
bool doc_list_has(const struct doc_list *, const char *word);
/* The lines of a text as a list: blanks around and empty lines are dropped. */
struct doc_list doc_lines(struct arena *, const char *text);
/* The list as lines. */
const char *doc_text(struct arena *, const struct doc_list *);

#endif
