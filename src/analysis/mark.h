/* SPDX-License-Identifier: MIT */
/*
 * analysis/mark - what rules found, as marks that a classifier learns from.
 *
 * Shape:     "main:crash", "also:payment", "rule:crash.word": the main category, each
 *            that applies, each rule that spoke. Categories and rules
 *            keep their names when a ruleset is edited, so a model outlives it.
 * Ownership: the list and its texts live in the arena.
 */
#ifndef TIDEMARK_ANALYSIS_MARK_H
#define TIDEMARK_ANALYSIS_MARK_H

#include <stddef.h>

struct arena;
struct verdict;

const char *const *verdict_marks(struct arena *, const struct verdict *,
    size_t *n);

#endif
