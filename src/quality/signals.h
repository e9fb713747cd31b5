/* SPDX-License-Identifier: MIT */
/*
 * quality/signals - what was found in a passage, and those who find it.
 *
 * Shape:     a finder looks for signals of one theme and adds each once (but
 *            questions, of which each has its share). It knows nothing of points.
 * Limits:    SIGNALS_MOST findings; those beyond are left out.
 */
#ifndef TIDEMARK_QUALITY_SIGNALS_H
#define TIDEMARK_QUALITY_SIGNALS_H

#include "quality/passage.h"

enum {
	SIGNALS_MOST = 64,
	QUESTIONS_MOST = 8,
	EARLIER_TURNS = 20	/* a repetition is looked for in */
};

enum signal_id {
#define SIGNAL(name, empathy, accuracy, tone, resolution, says) SIGNAL_##name,
#include "quality/signal.def"
#undef SIGNAL
	SIGNALS
};

struct finding {
	enum signal_id id;
	const struct piece *piece;	/* NULL: nothing to show */
	size_t at, len;			/* bytes of its text */
	double share;			/* of the points */
};

struct findings {
	const struct passage *p;
	struct finding v[SIGNALS_MOST];
	size_t n;
	bool problem;	/* the customer reports one */
	bool asked;	/* the customer wants something */
};

/* How the reply speaks; what it answers; what comes of it; what is around it. */
void	find_manners(struct findings *);
void	find_answers(struct findings *);
void	find_outcome(struct findings *);
void	find_echo(struct findings *);

/* With the bytes of that piece, or with nothing to show when it is NULL. */
void	finding_add(struct findings *, enum signal_id, const struct piece *,
	    size_t at, size_t len);
/* For a share of the points. */
void	finding_bytes(struct findings *, enum signal_id, const struct piece *,
	    size_t at, size_t len, double share);
/* With tokens first to last. */
void	finding_words(struct findings *, enum signal_id, size_t first,
	    size_t last, double share);
/* True, and adds the signal, when the part has such a wording. */
bool	finding_cue(struct findings *, enum signal_id, enum part, enum cue);
bool	finding_added(const struct findings *, enum signal_id);
bool	finding_has(const struct findings *, enum part, enum cue);
/* Words of the reply, numbers among them. */
size_t	finding_reply_words(const struct findings *);

#endif
