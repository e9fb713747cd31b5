/* SPDX-License-Identifier: MIT */
#include "text/html_entity.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { NAME_MAX_LEN = 16 };

static const struct entity {
	const char *name;
	uint32_t cp;
} entities[] = {
#define ENTITY(name, cp) { name, cp },
#include "text/html_entity.def"
#undef ENTITY
};

/* clang-format off */
static const uint16_t windows_1252[32] = {
	0x20ac, 0xfffd, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
	0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0xfffd, 0x017d, 0xfffd,
	0xfffd, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
	0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0xfffd, 0x017e, 0x0178,
};
/* clang-format on */

static const char *const bare[] = { "amp", "lt", "gt", "quot", "nbsp" };

static int
digit_of(char c, int base)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return base == 16 && c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static size_t
numeric(const char *s, size_t len, uint32_t *cp)
{
	int base = len > 2 && (s[2] | 0x20) == 'x' ? 16 : 10;
	size_t first = base == 16 ? 3 : 2, i = first;
	uint32_t n = 0;
	int d;

	for (; i < len && (d = digit_of(s[i], base)) >= 0; i++)
		if (n <= 0x10ffff)
			n = n * (uint32_t)base + (uint32_t)d;
	if (i == first)
		return 0;
	if (i < len && s[i] == ';')
		i++;
	if (n >= 128 && n < 160)
		n = windows_1252[n - 128];
	if (n == 0 || n > 0x10ffff || (n >= 0xd800 && n <= 0xdfff))
		n = 0xfffd;
	*cp = n;
	return i;
}

static int
entity_order(const void *key, const void *item)
{
	return strcmp(key, ((const struct entity *)item)->name);
}

static bool
stands_bare(const char *name)
{
	for (size_t i = 0; i < sizeof(bare) / sizeof(*bare); i++)
		if (strcmp(name, bare[i]) == 0)
			return true;
	return false;
}

size_t
html_entity(const char *s, size_t len, uint32_t *cp)
{
	char name[NAME_MAX_LEN + 1];
	size_t n = 0;
	const struct entity *e;

	if (len >= 3 && s[1] == '#')
		return numeric(s, len, cp);
	while (n < NAME_MAX_LEN && n + 1 < len &&
	    ((s[n + 1] >= '0' && s[n + 1] <= '9') ||
	    ((s[n + 1] | 0x20) >= 'a' && (s[n + 1] | 0x20) <= 'z'))) {
		name[n] = s[n + 1];
		n++;
	}
	name[n] = '\0';
	e = bsearch(name, entities, sizeof(entities) / sizeof(*entities),
	    sizeof(*entities), entity_order);
	if (e == NULL)
		return 0;
	*cp = e->cp;
	if (n + 1 < len && s[n + 1] == ';')
		return n + 2;
	return stands_bare(name) ? n + 1 : 0;
}
