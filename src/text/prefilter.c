/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "text/prefilter.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

#ifdef HAVE_HYPERSCAN

#include <hs.h>

struct prefilter {
	hs_database_t *database;
	hs_scratch_t *scratch;
};

static const unsigned flags = HS_FLAG_CASELESS | HS_FLAG_UTF8 |
    HS_FLAG_SINGLEMATCH | HS_FLAG_PREFILTER;

static void
prefilter_close(void *what)
{
	struct prefilter *f = what;

	hs_free_scratch(f->scratch);
	hs_free_database(f->database);
}

static bool
takes(const char *regex)
{
	hs_expr_info_t *info = NULL;
	hs_compile_error_t *error = NULL;
	bool ok = hs_expression_info(regex, flags, &info, &error) == HS_SUCCESS;

	hs_free_compile_error(error);
	free(info);
	return ok;
}

/* What compiles alone may still not fit the database: it is left out. */
static bool
compile(struct prefilter *f, const char **regex, unsigned *id, unsigned *n)
{
	unsigned *flag = must_alloc(*n * sizeof(*flag));
	bool ok = false;

	for (unsigned i = 0; i < *n; i++)
		flag[i] = flags;
	while (*n > 0 && !ok) {
		hs_compile_error_t *error = NULL;
		int bad;

		ok = hs_compile_multi(regex, flag, id, *n, HS_MODE_BLOCK, NULL,
		    &f->database, &error) == HS_SUCCESS;
		bad = ok ? 0 : error->expression;
		hs_free_compile_error(error);
		if (ok || bad < 0 || (unsigned)bad >= *n)
			break;
		*n -= 1;
		regex[bad] = regex[*n];
		id[bad] = id[*n];
	}
	free(flag);
	return ok;
}

struct prefilter *
prefilter_new(struct arena *mem, const char *const *regex, size_t n,
    bool *taken)
{
	struct prefilter *f = arena_alloc(mem, sizeof(*f));
	const char **some = arena_array(mem, n, sizeof(*some));
	unsigned *id = arena_array(mem, n, sizeof(*id)), count = 0;

	for (size_t i = 0; i < n; i++) {
		if (!takes(regex[i]))
			continue;
		some[count] = regex[i];
		id[count++] = (unsigned)i;
	}
	if (!compile(f, some, id, &count))
		return NULL;
	if (hs_alloc_scratch(f->database, &f->scratch) != HS_SUCCESS) {
		hs_free_database(f->database);
		return NULL;
	}
	for (unsigned k = 0; k < count; k++)
		taken[id[k]] = true;
	arena_defer(mem, prefilter_close, f);
	return f;
}

static int
found(unsigned id, unsigned long long from, unsigned long long to,
    unsigned how, void *ctx)
{
	bool *wanted = ctx;

	(void)from;
	(void)to;
	(void)how;
	wanted[id] = true;
	return 0;
}

bool
prefilter_run(const struct prefilter *f, const char *text, size_t len,
    bool *wanted)
{
	return len <= UINT_MAX && hs_scan(f->database, text, (unsigned)len, 0,
	    f->scratch, found, wanted) == HS_SUCCESS;
}

#else

struct prefilter *
prefilter_new(struct arena *mem, const char *const *regex, size_t n,
    bool *taken)
{
	(void)mem;
	(void)regex;
	(void)n;
	(void)taken;
	return NULL;
}

bool
prefilter_run(const struct prefilter *f, const char *text, size_t len,
    bool *wanted)
{
	(void)f;
	(void)text;
	(void)len;
	(void)wanted;
	return false;
}

#endif
