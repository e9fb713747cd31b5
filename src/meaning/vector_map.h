/* SPDX-License-Identifier: MIT */
/*
 * meaning/vector_map - an index as it is mapped; for vector_index and
 * vector_search alone.
 *
 * Shape: what a mapped file holds is only believed after it was checked: rows and
 *        codes by block, once in the life of the mapping; floats at each use.
 */
#ifndef TIDEMARK_MEANING_VECTOR_MAP_H
#define TIDEMARK_MEANING_VECTOR_MAP_H

#include <sys/stat.h>

#include "meaning/vector_file.h"

enum { VECTOR_ROWS = 1, VECTOR_CODES = 2 };

struct vector_index {
	struct stat file, refused;	/* what is mapped, what could not be */
	void *map;
	struct vector_layout at;
	const struct vector_head *head;
	const vector_name *names;
	const struct vector_sums *sums;
	const struct vector_row *rows;
	const int8_t *codes;
	const float *floats;
	struct vector_about about;
	const char *name[VECTOR_NAMES_MAX];
	unsigned char *seen;	/* by block: what was checked */
	const struct vector_math *math;
};

/* False: damaged. */
bool		 vector_map_rows(struct vector_index *, uint64_t block);
bool		 vector_map_codes(struct vector_index *, uint64_t block);
/* NULL: damaged. Its row must have been checked. */
const float	*vector_map_floats(const struct vector_index *, uint64_t row);
/* RC_NOT_READY, and says which part. */
enum rc		 vector_map_damaged(struct arena *, const char *part,
		    uint64_t from_row, const char **why);

#endif
