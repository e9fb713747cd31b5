/* SPDX-License-Identifier: MIT */
#include "base/table.h"

#include <string.h>

size_t
table_find(const char *const *first, size_t row, size_t n, const char *word)
{
	const char *at = (const char *)first;
	const char *name;
	size_t i = 0;

	for (; i < n; i++, at += row) {
		memcpy(&name, at, sizeof(name));
		if (strcmp(name, word) == 0)
			break;
	}
	return i;
}
