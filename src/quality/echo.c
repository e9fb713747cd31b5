/* SPDX-License-Identifier: MIT */
/* What is around the reply: how long it took, and how it was taken. */
#include <string.h>

#include "quality/signals.h"

enum { DAY_SECONDS = 24 * 60 * 60, LONG_DAYS = 3 };

/* The first message that waited for this reply. */
static const struct turn *
first_waiting(const struct exchange *x)
{
	size_t i = x->reply;

	while (i > 0 && !x->turn[i - 1].by_agent)
		i--;
	return i < x->reply ? &x->turn[i] : NULL;
}

static void
find_wait(struct findings *f)
{
	const struct exchange *x = f->p->x;
	const struct turn *from = first_waiting(x);
	int64_t waited;

	if (from == NULL || from->at <= 0 || x->turn[x->reply].at < from->at)
		return;
	waited = x->turn[x->reply].at - from->at;
	if (waited >= (int64_t)LONG_DAYS * DAY_SECONDS)
		finding_add(f, SIGNAL_waited_long, NULL, 0, 0);
	else if (waited >= DAY_SECONDS)
		finding_add(f, SIGNAL_waited, NULL, 0, 0);
}

/* The conversation was closed after the reply, and the customer wrote again. */
static bool
wrote_after_close(const struct exchange *x)
{
	for (size_t i = x->reply + 1; x->closed_at > 0 && i < x->n; i++) {
		const struct turn *t = &x->turn[i];

		if (t->by_agent)
			return false;
		if (t->at > x->closed_at && x->closed_at >= x->turn[x->reply].at)
			return true;
	}
	return false;
}

static void
find_return(struct findings *f)
{
	bool problem = finding_has(f, PART_AFTER, CUE_PROBLEM);

	if (finding_cue(f, SIGNAL_reopened, PART_AFTER, CUE_AGAIN))
		return;
	if (problem && wrote_after_close(f->p->x))
		finding_cue(f, SIGNAL_reopened, PART_AFTER, CUE_PROBLEM);
}

/* "It would be great if", "I would appreciate": each such word is one of a wish. */
static bool
only_wished(const struct findings *f, enum cue said, enum cue wished)
{
	return f->p->seen[PART_AFTER][said].n <=
	    f->p->seen[PART_AFTER][wished].n;
}

static void
find_gratitude(struct findings *f)
{
	/* "thanks anyway": polite, not pleased */
	if (finding_has(f, PART_AFTER, CUE_ANYWAY) ||
	    finding_has(f, PART_AFTER, CUE_ANGER) ||
	    finding_has(f, PART_AFTER, CUE_AGAIN))
		return;
	if (!only_wished(f, CUE_THANKED, CUE_WISHED_THANKS))
		finding_cue(f, SIGNAL_thanked, PART_AFTER, CUE_THANKED);
	if (!only_wished(f, CUE_PRAISED, CUE_WISHED_PRAISE))
		finding_cue(f, SIGNAL_praised, PART_AFTER, CUE_PRAISED);
	finding_cue(f, SIGNAL_worked, PART_AFTER, CUE_WORKED);
}

static void
find_rating(struct findings *f)
{
	if (strcmp(f->p->x->rating, "great") == 0)
		finding_add(f, SIGNAL_rated_great, NULL, 0, 0);
	if (strcmp(f->p->x->rating, "not_good") == 0)
		finding_add(f, SIGNAL_rated_not_good, NULL, 0, 0);
}

void
find_echo(struct findings *f)
{
	find_wait(f);
	find_return(f);
	find_gratitude(f);
	finding_cue(f, SIGNAL_angered, PART_AFTER, CUE_ANGER);
	finding_cue(f, SIGNAL_misread, PART_AFTER, CUE_MISREAD);
	find_rating(f);
}
