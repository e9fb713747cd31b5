/* SPDX-License-Identifier: MIT */
/*
 * quality/heuristic - scores a reply without any model: by what stands in it.
 *
 * Shape:     signals are found in the reply and around it, each with the words
 *            that show it; points of signals make the marks, from what a reply
 *            without any signal gets. The same exchange always comes to the
 *            same. Works on any rubric that has the default dimensions (empathy,
 *            accuracy, tone, resolution), on whatever scale; a mark of another
 *            one does not apply.
 * N/A:       accuracy and resolution, where the rubric allows it, when nothing
 *            was asked and the reply says nothing of the kind; every mark, so
 *            that there is no total, when the reply is not in English.
 * Signals:   quality/signal.def is the list of them, quality/cue.def the words.
 * Input:     any bytes in the texts; time is linear in what quality/passage.h
 *            leaves of them. The exchange's reply must be one of its turns, and
 *            no text NULL.
 * Part:      of a long conversation a judgement depends on the messages near the
 *            reply alone; heuristic_part() is these, and comes to the same.
 * Figures:   docs/accuracy.md says how far to trust it.
 * Ownership: the judgement lives in the arena. Texts of signals and marks are
 *            valid UTF-8.
 * Threads:   one at a time.
 */
#ifndef TIDEMARK_QUALITY_HEURISTIC_H
#define TIDEMARK_QUALITY_HEURISTIC_H

#include "quality/exchange.h"

struct heuristic;

/* Raised when the code judges otherwise. */
enum { HEURISTIC_VERSION = 1 };

/* The word lists, made once for as long as the arena lives. */
struct heuristic *heuristic_new(struct arena *);
void	heuristic_judge(struct heuristic *, struct arena *,
	    const struct rubric *, const struct exchange *, struct judgement *);
/* In the same messages. */
struct exchange	heuristic_part(const struct exchange *);
/* What a signal says of a reply, as the rest of a sentence; NULL: no such. */
const char	*heuristic_says(const char *signal);

#endif
