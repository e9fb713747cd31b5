/* SPDX-License-Identifier: MIT */
#include "base/order.h"

#include <stdlib.h>
#include <string.h>

size_t
order_distinct(void *items, size_t n, size_t size,
    int (*compare)(const void *, const void *))
{
	char *list = items;
	size_t kept = 1;

	if (n == 0)
		return 0;
	qsort(list, n, size, compare);
	for (size_t i = 1; i < n; i++) {
		if (compare(list + i * size, list + (kept - 1) * size) == 0)
			continue;
		if (kept < i)
			memcpy(list + kept * size, list + i * size, size);
		kept++;
	}
	return kept;
}
