/* SPDX-License-Identifier: MIT */
/*
 * page/finding - which of the counts on a page a person should hear of first.
 *
 * Shape:   a pure function. For each series, each run of buckets is compared
 *          with what is usual in the same buckets; the most surprising run that
 *          is at least twice the usual is the finding. Incidents (with memory,
 *          budget and alerts) are another matter: this only words a page.
 * Units:   counts per bucket; the last bucket may be over in part only.
 */
#ifndef TIDEMARK_PAGE_FINDING_H
#define TIDEMARK_PAGE_FINDING_H

#include <stdbool.h>
#include <stddef.h>

enum {
	FINDING_LEAST = 8,	/* conversations; fewer are no news */
	FINDING_LONGEST = 24	/* buckets */
};

struct finding_series {
	const double *now;	/* [n] */
	const double *usual;	/* [n] expected in a whole bucket */
};

struct finding {
	size_t series, from, to;	/* buckets [from, to) */
	double seen, usual;
	double whole;		/* usual, were its last bucket over */
	bool goes_on;		/* the run reaches the last bucket */
};

/* last: how much of the last bucket is over, 0 to 1. False when nothing stands
 * out. */
bool	finding_search(const struct finding_series *, size_t n_series, size_t n,
	    double last, struct finding *);

#endif
