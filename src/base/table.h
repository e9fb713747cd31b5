/* SPDX-License-Identifier: MIT */
/*
 * base/table - the row of a table that a word names.
 *
 * Shape:     TABLE_FIND() looks in an array of structs by a member that is a
 *            const char *, WORDS_FIND() in an array of words: the index of the first
 *            row that has the word, TABLE_LEN() of the array when there is none.
 */
#ifndef TIDEMARK_BASE_TABLE_H
#define TIDEMARK_BASE_TABLE_H

#include <stddef.h>

#define TABLE_LEN(table) (sizeof(table) / sizeof(*(table)))
#define TABLE_FIND(table, member, word)                                        \
	table_find(&(table)[0].member, sizeof(*(table)), TABLE_LEN(table), word)
#define WORDS_FIND(words, word)                                                \
	table_find(words, sizeof(*(words)), TABLE_LEN(words), word)

/* first: the member of the first of n rows, of so many bytes each. */
size_t table_find(
    const char *const *first, size_t row, size_t n, const char *word);

#endif
