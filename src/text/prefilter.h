/* SPDX-License-Identifier: MIT */
/*
 * text/prefilter - which of many patterns can match a text, in one pass.
 *
 * With libhs (HAVE_HYPERSCAN) patterns are compiled into one database, in its
 * approximate mode: it may say yes too often, never no too often. Without,
 * there is no prefilter: prefilter_new() answers NULL and takes nothing.
 */
#ifndef TIDEMARK_TEXT_PREFILTER_H
#define TIDEMARK_TEXT_PREFILTER_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct prefilter;

/* taken[i] says whether pattern i is covered. */
struct prefilter *prefilter_new(struct arena *, const char *const *regex,
	    size_t n, bool *taken);
/* Sets wanted[i] for the patterns that may match the valid UTF-8 text. False
 * when the pass failed: then nothing is known. */
bool	prefilter_run(const struct prefilter *, const char *text, size_t len,
	    bool *wanted);

#endif
