/* SPDX-License-Identifier: MIT */
/*
 * quality/heuristic - scores a reply without any model: by what stands in it.
 *
 * Shape:     signals are found in the reply and around it, each with the words
 *            that show it; points of signals make the marks. The same exchange
 *            always comes to the same. Works on any rubric that has the default
 *            dimensions; a mark of another one does not apply.
 * Signals:   quality/signal.def is the list of them.
 * Figures:   docs/accuracy.md says how far to trust it.
 * Ownership: the judgement lives in the arena.
 */
#ifndef TIDEMARK_QUALITY_HEURISTIC_H
#define TIDEMARK_QUALITY_HEURISTIC_H

#include "quality/exchange.h"

/* Raised when the code judges otherwise. */
enum { HEURISTIC_VERSION = 1 };

void	heuristic_judge(struct arena *, const struct rubric *,
	    const struct exchange *, struct judgement *);

#endif
