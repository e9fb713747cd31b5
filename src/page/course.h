/* SPDX-License-Identifier: MIT */
/*
 * page/course - the size of a group over time: chart, table twin and CSV.
 *
 * Source:    docs/metrics.md "Groups", "Charts over time"; model/group.
 * Ownership: all lives in the request's arena.
 */
#ifndef TIDEMARK_PAGE_COURSE_H
#define TIDEMARK_PAGE_COURSE_H

#include "base/rc.h"
#include "html/chart.h"
#include "page/annotate.h"
#include "page/range.h"

#include <stdint.h>

struct req;
struct view;

struct course {
	struct arena *mem;
	const struct range *range;
	int64_t group;
	double *now;		/* [bucket] members */
	double *compared;	/* [bucket], or NULL: with nothing, or not known */
	double *week;		/* [bucket] a week earlier, or NULL */
	struct annotation notes;
};

enum rc	course_read(struct req *, const struct range *, int64_t group,
	    struct course *);
/* category: which colour the bars have. */
void	course_put(struct view *, const char *name, struct course *,
	    const char *category);

#endif
