/* SPDX-License-Identifier: MIT */
/*
 * page/annotate - what people added to the time axis: releases, office hours.
 *
 * Shape:   read with the counts of a range, put into each of its charts. Office
 *          hours are a background of hourly charts alone: by day they would be
 *          one grey.
 */
#ifndef TIDEMARK_PAGE_ANNOTATE_H
#define TIDEMARK_PAGE_ANNOTATE_H

#include "base/rc.h"
#include "html/chart.h"
#include "page/range.h"

struct conversation;
struct csv;
struct req;

struct annotation {
	struct chart_mark *mark;
	size_t nmarks;
	struct chart_band *band;
	size_t nbands;
};

enum rc	annotate_read(struct req *, const struct range *, struct annotation *);
void	annotate_chart(const struct annotation *, struct chart *);
/* The releases of [from, to) as one field: "3.2 out; 3.3 out, iOS". */
void	annotate_csv(struct csv *, struct arena *, const struct annotation *,
	    int64_t from, int64_t to);

/* "1 h 24 min", and " (18 min in office hours)" where there are any. */
enum rc	annotate_span(struct req *, int64_t from, int64_t to,
	    const char **text);
/* How long each customer who waits has waited in office hours, for row_add(). */
enum rc	annotate_waits(struct req *, struct conversation *, size_t n,
	    int64_t now);

#endif
