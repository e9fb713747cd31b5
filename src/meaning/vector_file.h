/* SPDX-License-Identifier: MIT */
/*
 * meaning/vector_file - what stands where in the file of vector_index.
 *
 * Shape:     parts begin at pages; all places follow from the dimension and from
 *            how many rows there is room for. Rows are padded to `stride` parts.
 * Checksums: vector_sum() of the rows, and of the codes, of each block of
 *            VECTOR_BLOCK rows; of each row's floats, in the row.
 */
#ifndef TIDEMARK_MEANING_VECTOR_FILE_H
#define TIDEMARK_MEANING_VECTOR_FILE_H

#include "meaning/vector_index.h"

#define VECTOR_MAGIC "TIDEVEC\n"

enum {
	VECTOR_VERSION = 1,
	VECTOR_ORDER = 0x01020304,
	VECTOR_PAGE = 4096,
	VECTOR_BLOCK = 1024,
	VECTOR_COUNT_MAX = 1 << 27,
};

struct vector_head {
	char magic[8];
	uint32_t version, order;
	uint32_t dim, names_n;
	uint64_t count, room;	/* rows there are, rows there is room for */
	char model[VECTOR_MODEL_MAX + 8];
	uint64_t names_sum, sums_sum;
	uint64_t sum;	/* of all before it */
};

struct vector_row {
	struct vector_facts facts;
	float scale;	/* s */
	float slip;	/* at least |r| */
	float length;	/* at least |s c| */
	uint64_t sum;	/* of its floats */
};

struct vector_sums {
	uint64_t rows, codes;	/* of a block */
};

typedef char vector_name[VECTOR_NAME_MAX + 4];

struct vector_layout {
	size_t stride;
	uint64_t names, sums, rows, codes, floats, size;	/* bytes */
};

static inline uint64_t
vector_page_up(uint64_t bytes)
{
	return (bytes + VECTOR_PAGE - 1) / VECTOR_PAGE * VECTOR_PAGE;
}

static inline uint64_t
vector_blocks(uint64_t rows)
{
	return (rows + VECTOR_BLOCK - 1) / VECTOR_BLOCK;
}

static inline struct vector_layout
vector_layout_of(uint32_t dim, uint64_t room)
{
	struct vector_layout l;

	l.stride = (dim + VECTOR_STEP - 1u) / VECTOR_STEP * VECTOR_STEP;
	l.names = VECTOR_PAGE;
	l.sums = l.names + vector_page_up(VECTOR_NAMES_MAX * sizeof(vector_name));
	l.rows = l.sums + vector_page_up(vector_blocks(room) *
	    sizeof(struct vector_sums));
	l.codes = l.rows + vector_page_up(room * sizeof(struct vector_row));
	l.floats = l.codes + vector_page_up(room * l.stride);
	l.size = l.floats + vector_page_up(room * l.stride * sizeof(float));
	return l;
}

#endif
