/* SPDX-License-Identifier: MIT */
/*
 * job/progress - how far a long walk is: on a terminal, and in words.
 *
 * Units:     conversations and pages; rates per second over the last ten seconds
 *            or so, and what is left from them.
 */
#ifndef TIDEMARK_JOB_PROGRESS_H
#define TIDEMARK_JOB_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

struct arena;
struct cursor;
struct sbuf;

struct progress {
	bool terminal;
	int64_t start_ms, drawn_ms, logged_ms;
	int64_t mark_ms, mark_seen;	/* where the rate is measured from */
	double rate;			/* conversations per second */
};

void		 progress_begin(struct progress *, int64_t now_ms, int64_t seen,
		    bool terminal);
/* Call after each page; draws and logs as often as is useful. */
void		 progress_step(struct progress *, struct arena *,
		    const struct cursor *, const char *what, int64_t now_ms);
/* "1,250 of 50,000 conversations, page 50 of 2,000, 210/s, 4 min left" */
const char	*progress_words(const struct progress *, struct arena *,
		    const struct cursor *);
/* "1,250 conversations", "1 conversation" */
void		 progress_count(struct sbuf *, int64_t n, const char *noun);
/* What a walk that has ended did: "1,250 conversations, 12 new or changed" */
const char	*progress_outcome(struct arena *, const struct cursor *);
void		 progress_wait(struct progress *, int64_t left_ms);
void		 progress_end(struct progress *);

#endif
