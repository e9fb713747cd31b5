/* SPDX-License-Identifier: MIT */
/*
 * meaning/enrich_kind - kinds of things that a ticket names, for meaning/enrich.
 */
#ifndef TIDEMARK_MEANING_ENRICH_KIND_H
#define TIDEMARK_MEANING_ENRICH_KIND_H

#include <stddef.h>

extern const char *const enrich_kinds[];
extern const size_t enrich_n_kinds;

#endif
