/* SPDX-License-Identifier: MIT */
#include "quality/signals.h"

void
finding_bytes(struct findings *f, enum signal_id id, const struct piece *piece,
    size_t at, size_t len, double share)
{
	if (f->n < SIGNALS_MOST)
		f->v[f->n++] = (struct finding){ id, piece, at, len, share };
}

void
finding_add(struct findings *f, enum signal_id id, const struct piece *piece,
    size_t at, size_t len)
{
	finding_bytes(f, id, piece, at, len, 1);
}

void
finding_words(struct findings *f, enum signal_id id, size_t first, size_t last,
    double share)
{
	const struct piece *piece = passage_piece(f->p, first);
	const struct token *a = &f->p->t.v[first], *b = &f->p->t.v[last];

	finding_bytes(f, id, piece, a->at - piece->at, b->at + b->len - a->at,
	    share);
}

bool
finding_added(const struct findings *f, enum signal_id id)
{
	for (size_t i = 0; i < f->n; i++)
		if (f->v[i].id == id)
			return true;
	return false;
}

bool
finding_has(const struct findings *f, enum part part, enum cue cue)
{
	return f->p->seen[part][cue].n > 0;
}

bool
finding_cue(struct findings *f, enum signal_id id, enum part part, enum cue cue)
{
	const struct seen *s = &f->p->seen[part][cue];

	if (s->n > 0)
		finding_words(f, id, s->first, s->last, 1);
	return s->n > 0;
}

size_t
finding_reply_words(const struct findings *f)
{
	return f->p->reply->end - f->p->reply->first;
}
