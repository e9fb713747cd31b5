/* SPDX-License-Identifier: MIT */
/*
 * meaning/enrich_kind - what the parts of meaning/enrich and meaning/period share:
 * kinds of things that a ticket names, and how a sentence of a model is tidied.
 */
#ifndef TIDEMARK_MEANING_ENRICH_KIND_H
#define TIDEMARK_MEANING_ENRICH_KIND_H

#include <stddef.h>

struct arena;

extern const char *const enrich_kinds[];
extern const size_t enrich_n_kinds;

/* One line, whole characters, without control characters and blanks at its ends. */
const char	*enrich_tidied(struct arena *, const char *, size_t most);

#endif
