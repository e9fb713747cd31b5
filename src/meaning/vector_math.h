/* SPDX-License-Identifier: MIT */
/*
 * meaning/vector_math - products of vectors, by AVX2 where the processor has it.
 *
 * Equal:  every implementation gives the same bits. Whole numbers add up alike
 *         in any order; products of two floats fit a double without rounding,
 *         and all add them in the same order, so it does not matter either
 *         whether a compiler joins product and sum.
 * Limits: lengths are multiples of VECTOR_STEP; what pads a vector is zero. Codes
 *         are -127 .. 127, a query's parts -32767 .. 32767: then a lane of the
 *         sum, of VECTOR_DIM_MAX / 8 products, fits 32 bits.
 */
#ifndef TIDEMARK_MEANING_VECTOR_MATH_H
#define TIDEMARK_MEANING_VECTOR_MATH_H

#include <stddef.h>
#include <stdint.h>

enum { VECTOR_DIM_MAX = 4096, VECTOR_STEP = 32 };

struct vector_math {
	const char *name;
	int64_t	(*codes)(const int8_t *, const int16_t *, size_t n);
	double	(*floats)(const float *, const float *, size_t n);
	/* In float alone: for comparison (tests/bench), its last bits differ. */
	float	(*plain)(const float *, const float *, size_t n);
};

extern const struct vector_math vector_math_c;
/* The fastest that this processor can. */
const struct vector_math	*vector_math_best(void);

/* Of n 64-bit words: any one that changes is seen, and nearly any other damage. */
uint64_t	vector_sum(const void *, size_t bytes);

#endif
