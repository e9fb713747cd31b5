/* SPDX-License-Identifier: MIT */
#include "page/moved.h"

#include "http/req.h"

#include <math.h>
#include <stdlib.h>

enum { READ = 60, LEAST = 2 };

static double
movement(const struct group *g)
{
	return fabs((double)(g->full - g->before)) /
	    sqrt((double)g->before + 1);
}

static int
most_moved_first(const void *a, const void *b)
{
	double x = movement(a), y = movement(b);

	return (x < y) - (x > y);
}

enum rc
moved_read(struct req *rq, const struct window *w, struct group **groups,
    size_t *n)
{
	enum rc rc = trend_groups(rq->db, rq->mem, w, READ, LEAST, MOVED_SPARK,
	    groups, n);

	if (rc == RC_OK && *n > 0)
		qsort(*groups, *n, sizeof(**groups), most_moved_first);
	return rc;
}
