/* SPDX-License-Identifier: MIT */
/*
 * base/order - lists in the order of a number, each item once.
 *
 * Shape: order_int() is what a comparison for qsort() answers for two numbers;
 *        their difference would not do, since it may not fit.
 */
#ifndef TIDEMARK_BASE_ORDER_H
#define TIDEMARK_BASE_ORDER_H

#include <stddef.h>
#include <stdint.h>

static inline int
order_int(int64_t a, int64_t b)
{
	return a < b ? -1 : a > b;
}

/* Sorts n items of so many bytes in place and keeps one of those that compare
 * equal, whichever; answers how many are left. */
size_t	order_distinct(void *items, size_t n, size_t size,
	    int (*compare)(const void *, const void *));

#endif
