/* SPDX-License-Identifier: MIT */
/*
 * text/query - what people type into the search box, as conditions.
 *
 *	refund OR chargeback "not received" tag:vip -status:closed after:7d
 *
 * Shape:     groups, all of which must hold; of the items of a group one. A
 *            word of its own is a group, OR joins what stands beside it. A
 *            leading "-" excludes, a trailing "*" leaves the end of a word
 *            open, quotes keep words together.
 * Fields:    src/text/query.def. Two values of one field that a conversation
 *            has only one of (status:open status:closed) mean either.
 * Values:    lower-cased where the field has names of its own; FIELD_BEFORE and
 *            FIELD_AFTER hold a day (seconds since the epoch, as if UTC) in
 *            number, or minus the days ago; FIELD_NUMBER the number.
 * Problems:  a name before ":" that is no field is searched as words, and told
 *            in notes. What cannot be searched is an error, which names it.
 * Ownership: all in the arena; texts are UTF-8 as given.
 */
#ifndef TIDEMARK_TEXT_QUERY_H
#define TIDEMARK_TEXT_QUERY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

enum { QUERY_ITEMS_MAX = 24, QUERY_NOTES_MAX = 4, QUERY_WORD_MAX = 100 };

enum query_kind { QUERY_WORDS, QUERY_MARK, QUERY_PERSON, QUERY_FACT,
	QUERY_COUNT, QUERY_DAY };

enum query_field {
#define FIELD(id, name, other, kind, words, help) FIELD_##id,
#include "text/query.def"
#undef FIELD
	FIELD_COUNT
};

struct query_item {
	enum query_field field;
	const char *text;
	int64_t number;
	bool phrase, prefix, without;
	size_t group;
};

struct parsed_query {
	struct query_item item[QUERY_ITEMS_MAX];
	size_t n, groups;
	const char *notes[QUERY_NOTES_MAX];
	size_t notes_n;
	const char *error;	/* NULL: it can be searched */
};

void		 query_parse(struct arena *, const char *text, struct parsed_query *);
/* The same query in one form: reading it again gives the same items. */
const char	*query_write(struct arena *, const struct parsed_query *);
const char	*query_field_name(enum query_field);
enum query_kind	 query_field_kind(enum query_field);
/* What it finds, for people. */
const char	*query_field_help(enum query_field);

#endif
