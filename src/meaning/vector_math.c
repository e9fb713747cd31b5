/* SPDX-License-Identifier: MIT */
#include "meaning/vector_math.h"

#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

enum { LANES = 16, SUM_LANES = 4 };

static int64_t
codes_c(const int8_t *a, const int16_t *b, size_t n)
{
	int64_t sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += a[i] * b[i];
	return sum;
}

/* Four sums of four lanes each, added as floats_avx2() adds them. */
static double
lanes_sum(const double lane[static LANES])
{
	double four[4];

	for (int j = 0; j < 4; j++)
		four[j] = (lane[j] + lane[4 + j]) + (lane[8 + j] + lane[12 + j]);
	return (four[0] + four[1]) + (four[2] + four[3]);
}

static double
floats_c(const float *a, const float *b, size_t n)
{
	double lane[LANES] = { 0 };

	for (size_t i = 0; i < n; i += LANES)
		for (size_t j = 0; j < LANES; j++)
			lane[j] += (double)a[i + j] * (double)b[i + j];
	return lanes_sum(lane);
}

static float
plain_c(const float *a, const float *b, size_t n)
{
	float lane[LANES] = { 0 }, sum = 0;

	for (size_t i = 0; i < n; i += LANES)
		for (size_t j = 0; j < LANES; j++)
			lane[j] += a[i + j] * b[i + j];
	for (size_t j = 0; j < LANES; j++)
		sum += lane[j];
	return sum;
}

const struct vector_math vector_math_c = { "c", codes_c, floats_c, plain_c };

#if defined(__x86_64__)

__attribute__((target("avx2"))) static __m256i
codes_step(__m256i sum, const int8_t *a, const int16_t *b)
{
	__m256i wide = _mm256_cvtepi8_epi16(
	    _mm_loadu_si128((const __m128i *)(const void *)a));

	return _mm256_add_epi32(sum, _mm256_madd_epi16(wide,
	    _mm256_loadu_si256((const __m256i *)(const void *)b)));
}

__attribute__((target("avx2"))) static int64_t
codes_avx2(const int8_t *a, const int16_t *b, size_t n)
{
	__m256i even = _mm256_setzero_si256(), odd = even;
	int32_t lane[2][8];
	int64_t sum = 0;

	for (size_t i = 0; i < n; i += VECTOR_STEP) {
		even = codes_step(even, a + i, b + i);
		odd = codes_step(odd, a + i + 16, b + i + 16);
	}
	_mm256_storeu_si256((__m256i *)(void *)lane[0], even);
	_mm256_storeu_si256((__m256i *)(void *)lane[1], odd);
	for (int j = 0; j < 8; j++)
		sum += (int64_t)lane[0][j] + lane[1][j];
	return sum;
}

__attribute__((target("avx2"))) static double
floats_avx2(const float *a, const float *b, size_t n)
{
	__m256d sum[4];
	double lane[LANES];

	for (int k = 0; k < 4; k++)
		sum[k] = _mm256_setzero_pd();
	for (size_t i = 0; i < n; i += LANES)
		for (size_t k = 0; k < 4; k++) {
			__m256d x = _mm256_cvtps_pd(_mm_loadu_ps(a + i + 4 * k));
			__m256d y = _mm256_cvtps_pd(_mm_loadu_ps(b + i + 4 * k));

			sum[k] = _mm256_add_pd(sum[k], _mm256_mul_pd(x, y));
		}
	for (int k = 0; k < 4; k++)
		_mm256_storeu_pd(lane + 4 * k, sum[k]);
	return lanes_sum(lane);
}

__attribute__((target("avx2"))) static float
plain_avx2(const float *a, const float *b, size_t n)
{
	__m256 sum[4];
	float lane[8], total = 0;

	for (int k = 0; k < 4; k++)
		sum[k] = _mm256_setzero_ps();
	for (size_t i = 0; i < n; i += VECTOR_STEP)
		for (size_t k = 0; k < 4; k++)
			sum[k] = _mm256_add_ps(sum[k], _mm256_mul_ps(
			    _mm256_loadu_ps(a + i + 8 * k),
			    _mm256_loadu_ps(b + i + 8 * k)));
	_mm256_storeu_ps(lane, _mm256_add_ps(_mm256_add_ps(sum[0], sum[1]),
	    _mm256_add_ps(sum[2], sum[3])));
	for (int j = 0; j < 8; j++)
		total += lane[j];
	return total;
}

static const struct vector_math vector_math_avx2 = { "avx2", codes_avx2,
	floats_avx2, plain_avx2 };

#endif

const struct vector_math *
vector_math_best(void)
{
#if defined(__x86_64__)
	if (__builtin_cpu_supports("avx2"))
		return &vector_math_avx2;
#endif
	return &vector_math_c;
}

/* Each step is one to one in what it takes in, so a word that changes changes
 * its lane, and lanes are folded the same way. */
static uint64_t
sum_step(uint64_t h, uint64_t word)
{
	h = (h ^ word) * 0x9e3779b97f4a7c15u;
	return h ^ h >> 32;
}

uint64_t
vector_sum(const void *bytes, size_t len)
{
	const unsigned char *p = bytes;
	uint64_t lane[SUM_LANES] = { 1, 2, 3, 4 }, word, sum = len;

	for (size_t at = 0, j = 0; at + sizeof(word) <= len;
	    at += sizeof(word), j = (j + 1) % SUM_LANES) {
		memcpy(&word, p + at, sizeof(word));
		lane[j] = sum_step(lane[j], word);
	}
	for (int j = 0; j < SUM_LANES; j++)
		sum = sum_step(sum, lane[j]);
	return sum;
}
