/* SPDX-License-Identifier: MIT */
#include "analysis/mark.h"

#include "analysis/analyse.h"
#include "base/arena.h"

const char *const *
verdict_marks(struct arena *mem, const struct verdict *v, size_t *n)
{
	const char **marks = arena_array(mem,
	    1 + v->categories_n + v->reasons_n, sizeof(*marks));

	*n = 0;
	marks[(*n)++] = arena_fmt(mem, "main:%s", v->main_category);
	for (size_t i = 0; i < v->categories_n; i++)
		marks[(*n)++] = arena_fmt(mem, "also:%s", v->categories[i]);
	for (size_t i = 0; i < v->reasons_n; i++)
		marks[(*n)++] = arena_fmt(mem, "rule:%s", v->reasons[i].rule);
	return marks;
}
