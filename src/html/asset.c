/* SPDX-License-Identifier: MIT */
#include "html/asset.h"

#include "base/arena.h"
#include "base/log.h"
#include "base/sbuf.h"
#include "html/view.h"

#include <ctype.h>
#include <dirent.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { ASSETS_MAX = 32, NAME_MAX_LEN = 48 };

static struct asset {
	char name[NAME_MAX_LEN];	/* tidemark.css */
	char global[NAME_MAX_LEN];	/* TIDEMARK_CSS */
	char url[NAME_MAX_LEN + 24];
} assets[ASSETS_MAX];
static size_t nassets;

static bool
hash_file(const char *path, uint32_t *hash)
{
	FILE *f = fopen(path, "rb");
	unsigned char buf[4096];
	size_t n;
	bool ok;

	if (f == NULL)
		return false;
	*hash = 2166136261u;
	while ((n = fread(buf, 1, sizeof(buf), f)) > 0)
		for (size_t i = 0; i < n; i++)
			*hash = (*hash ^ buf[i]) * 16777619u;
	ok = !ferror(f);
	fclose(f);
	return ok;
}

static bool
add(const char *dir, const char *name)
{
	const char *dot = strrchr(name, '.');
	struct asset *a = &assets[nassets];
	struct sbuf path = SBUF_INIT;
	uint32_t hash;
	bool ok;

	if (dot == NULL || name[0] == '.' || strlen(name) >= NAME_MAX_LEN ||
	    nassets == ASSETS_MAX)
		return true;
	sbuf_fmt(&path, "%s/%s", dir, name);
	ok = hash_file(path.s, &hash);
	sbuf_free(&path);
	if (!ok)
		return false;
	snprintf(a->name, sizeof(a->name), "%s", name);
	snprintf(a->url, sizeof(a->url), "/static/%.*s.%08x%s",
	    (int)(dot - name), name, hash, dot);
	for (size_t i = 0; name[i] != '\0'; i++)
		a->global[i] = isalnum((unsigned char)name[i])
		    ? (char)toupper((unsigned char)name[i])
		    : '_';
	nassets++;
	return true;
}

enum rc
asset_init(const char *dir)
{
	DIR *d = opendir(dir);
	struct dirent *e;
	bool ok = d != NULL;

	nassets = 0;
	while (ok && (e = readdir(d)) != NULL)
		ok = add(dir, e->d_name);
	if (d != NULL)
		closedir(d);
	if (ok && nassets > 0)
		return RC_OK;
	LOG(ERROR, "static", L_STR("dir", dir),
	    L_STR("why", ok ? "no file in this directory" : "cannot be read"));
	return RC_INTERNAL;
}

const char *
asset_url(struct arena *mem, const char *name)
{
	for (size_t i = 0; i < nassets; i++)
		if (strcmp(assets[i].name, name) == 0)
			return assets[i].url;
	return arena_fmt(mem, "/static/%s", name);
}

void
asset_globals(struct view *v)
{
	for (size_t i = 0; i < nassets; i++)
		view_global(v, assets[i].global, assets[i].url);
}
