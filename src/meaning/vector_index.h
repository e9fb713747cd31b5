/* SPDX-License-Identifier: MIT */
/*
 * meaning/vector_index - the vectors of all conversations in one mapped file.
 *
 * File:      header, names of categories, checksums, a row of facts for each
 *            vector, codes (its parts as int8, times a scale), floats. Numbers
 *            are those of the machine; a file of the other byte order is refused.
 * Built:     beside the old file ("PATH.new"), synced, then renamed: a program
 *            that is killed leaves the old one whole. One writer at a time.
 * Mapped:    read-only and shared, so all processes use the same memory. Who has a
 *            file mapped goes on with it when another takes its place, and
 *            vector_index_follow() maps that one; nothing is ever torn.
 * Checked:   at open: magic, version, sizes, and the checksums of header, names
 *            and the list of checksums. Blocks of rows and codes when a process
 *            first reads them, floats at each use. What is damaged is refused
 *            with words, never searched.
 * Score:     the inner product in double of the stored floats: the cosine, for
 *            vectors of length 1. Ties go to the smaller id.
 * Exact:     the answer is that of comparing all floats. The scan takes codes for
 *            floats; how far that can be off is known for each vector (below),
 *            and whatever could stand among the best is compared by its floats.
 * Bound:     x = s c + r with the length of the rest r stored (`slip`), likewise the
 *            query, y = t d + u. So x y = s t (c d) + r y + s c u, and the last two
 *            are at most |r| |y| + |s c| |u| (Cauchy and Schwarz); rounding is
 *            allowed for.
 * Threads:   one at a time.
 */
#ifndef TIDEMARK_MEANING_VECTOR_INDEX_H
#define TIDEMARK_MEANING_VECTOR_INDEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/rc.h"
#include "meaning/vector_math.h"

struct arena;

enum {
	VECTOR_MODEL_MAX = 120,	/* bytes of the model's name */
	VECTOR_NAMES_MAX = 64,	/* categories */
	VECTOR_NAME_MAX = 60,	/* bytes of one's name */
	VECTOR_K_MAX = 10000,
};
/* Longer vectors are refused: their products would not fit. */
#define VECTOR_LENGTH_MAX 1e15

struct vector_facts {
	int64_t id;
	int64_t mailbox;
	uint64_t categories;	/* bit i: the i-th name of the file */
	int32_t day;		/* created, since 1970-01-01 */
};

struct vector_about {
	const char *model;
	uint32_t dim;
	uint64_t count;
	const char *const *names;	/* of categories */
	size_t names_n;
};

struct vector_writer;

/* For `about->count` vectors at most, RC_BAD_INPUT when it cannot be; RC_CONFLICT
 * while another program builds the same; RC_INTERNAL when the disk will not.
 * *why says it, in the arena, which also frees a writer that is not finished
 * (its file stays aside, and the next one overwrites it). */
enum rc		 vector_writer_begin(struct arena *, const char *path,
		    const struct vector_about *, struct vector_writer **,
		    const char **why);
/* Ids ascend. A vector that holds no number, or is too long, is RC_BAD_INPUT and
 * left out; the writer goes on. RC_TOO_LARGE beyond `count`. */
enum rc		 vector_writer_add(struct vector_writer *,
		    const struct vector_facts *, const float *, const char **why);
/* Synced and in its place, under the name that readers open. */
enum rc		 vector_writer_finish(struct vector_writer *, const char **why);

struct vector_index;

/* RC_NOT_FOUND: there is none. RC_NOT_READY: it cannot be used, *why says why. */
enum rc		 vector_index_open(struct arena *, const char *path,
		    struct vector_index **, const char **why);
void		 vector_index_close(struct vector_index *);	/* NULL is fine */
/* The file that stands at path by now in place of *ix (NULL at first), which is
 * closed then. RC_NOT_FOUND closes it too. Of a new file that cannot be used *why
 * says so, and the old one, if any, is kept: RC_OK then; unless it is the old one,
 * written over: RC_NOT_READY and closed. Costs one stat(). */
enum rc		 vector_index_follow(struct arena *, const char *path,
		    struct vector_index **ix, const char **why);

const struct vector_about	*vector_index_about(const struct vector_index *);
/* The bit of a category, 0 when the file does not know it. */
uint64_t	 vector_index_category(const struct vector_index *, const char *);
/* The vector of an id, in the arena; RC_NOT_FOUND, or RC_NOT_READY: damaged. */
enum rc		 vector_index_get(struct vector_index *, struct arena *,
		    int64_t id, const float **, const char **why);

struct vector_filter {
	int32_t day_from, day_to;	/* both included */
	const int64_t *mailboxes;	/* any of these; NULL: all */
	size_t mailboxes_n;
	uint64_t categories;	/* any of these, when with_categories */
	bool with_categories;
};

struct vector_hit {
	int64_t id;
	double score;
};

struct vector_hits {
	const struct vector_hit *v;	/* best first */
	size_t n;
	uint64_t scanned;	/* rows that the filter let through */
	uint64_t compared;	/* of these, by their floats */
};

/* The best k (fewer when there are no more); no filter: NULL. A query is as long
 * as the file's dimension. RC_BAD_INPUT: it holds no number, or k is too large;
 * RC_NOT_READY: the file is damaged. */
enum rc		 vector_index_search(struct vector_index *, struct arena *,
		    const float *query, size_t k, const struct vector_filter *,
		    struct vector_hits *, const char **why);
/* Reads all of the file once: RC_NOT_READY and where, when a sum is wrong. */
enum rc		 vector_index_check(struct vector_index *, struct arena *,
		    const char **why);
/* For tests and benches: what multiplies; the default is the best there is. */
void		 vector_index_use(struct vector_index *, const struct vector_math *);

#endif
