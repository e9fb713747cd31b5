/* SPDX-License-Identifier: MIT */
#include "html/zone.h"

#include "base/arena.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FOLDER "/usr/share/zoneinfo/"

enum { ZONES_MAX = 600 };

bool
zone_known(const char *name)
{
	static const char may[] = "abcdefghijklmnopqrstuvwxyz"
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_+-/";
	char path[sizeof(FOLDER) + ZONE_NAME_SIZE], magic[4] = "";
	bool ok;
	FILE *f;

	if (*name == '\0' || *name == '/' || *name == '-' ||
	    name[strspn(name, may)] != '\0' || strlen(name) >= ZONE_NAME_SIZE)
		return false;
	if (strcmp(name, "UTC") == 0)
		return true;
	snprintf(path, sizeof(path), FOLDER "%s", name);
	f = fopen(path, "rb");
	if (f == NULL)
		return false;
	ok = fread(magic, 1, sizeof(magic), f) == sizeof(magic) &&
	    memcmp(magic, "TZif", sizeof(magic)) == 0;
	fclose(f);
	return ok;
}

static int
by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Lines of countries, place, name and remarks with tabs between them. */
static const char *
third_field(struct arena *mem, char *line)
{
	char *p = line;

	if (*line == '#')
		return NULL;
	for (int i = 0; i < 2 && p != NULL; i++) {
		p = strchr(p, '\t');
		if (p != NULL)
			p++;
	}
	return p == NULL ? NULL : arena_copy(mem, p, strcspn(p, "\t\n"));
}

const char **
zone_names(struct arena *mem, size_t *n)
{
	const char **names = arena_array(mem, ZONES_MAX, sizeof(*names));
	FILE *f = fopen(FOLDER "zone1970.tab", "r");
	char line[512];

	names[0] = "UTC";
	*n = 1;
	while (f != NULL && *n < ZONES_MAX && fgets(line, sizeof(line), f)) {
		const char *name = third_field(mem, line);

		if (name != NULL && zone_known(name))
			names[(*n)++] = name;
	}
	if (f != NULL)
		fclose(f);
	qsort(names, *n, sizeof(*names), by_name);
	return names;
}
