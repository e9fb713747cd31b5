/* SPDX-License-Identifier: MIT */
/*
 * analysis/detect - whether more reports come in than usual, and since when.
 *
 * Shape:     counts per quarter of an hour, of several series; the first is the
 *            total, others are parts of a parent. A detector goes through them
 *            in order: it judges a quarter by what it learned before, and each
 *            midnight learns from the day that is over. No clock, no database:
 *            what runs live and what rehearses the past is the same code.
 * Usual:     level x profile. The profile is the course of a week (168 hours,
 *            mean 1), learned from the total and drawn to day of week x hour of
 *            day while there is little of it. The level of a series is a Gamma
 *            posterior over reports per usual hour; old days count less and
 *            less (half after LEVEL_HALF_DAYS). Quarters that stood out are left
 *            out of both for STICKY_DAYS: after that a rise is the new usual.
 * Surprise:  reports in the last 1/4, 1/2, 1, 2, 4, 8 and 24 hours, each against
 *            the negative binomial that is due: its size takes in how much the
 *            series varies beyond chance (moments of the residuals, by window)
 *            and how little is known of its level. p is the chance of that many.
 * Budget:    the p from which a rise counts is where the false ones expected in
 *            a week, over all series, come to the budget. A window of a steady
 *            stream rises to k reports as often as a report arrives while it
 *            holds k - 1 (Rice 1945, for counts), so this needs no simulation.
 * Parts:     a rise of a part of a part (a version) must raise what it is part
 *            of: a version that takes over from another one is no rise.
 * Gaps:      quarters marked as gaps are neither judged nor learned from.
 */
#ifndef TIDEMARK_ANALYSIS_DETECT_H
#define TIDEMARK_ANALYSIS_DETECT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

enum {
	DETECT_BIN_S = 900,
	DETECT_HOUR_BINS = 4,
	DETECT_DAY_BINS = 96,
	DETECT_WEEK_HOURS = 168,
	DETECT_WINDOWS = 7
};

struct detect_rule {
	double budget;		/* false alarms a week over all series */
	int64_t least;		/* reports that a rise must have */
	double ratio;		/* and times the usual */
};

struct detect_series {
	const uint16_t *count;	/* one per bin */
	int parent;		/* a smaller index; -1 of the total */
};

struct detect_history {
	size_t bins;
	const uint8_t *week_hour;	/* of each bin: 0 .. 167, local time */
	const bool *gap;		/* of each bin; NULL: none */
	const struct detect_series *series;	/* the total first */
	size_t n_series;
};

struct detect_rise {
	size_t series, bin;	/* seen at the end of this bin */
	size_t window;		/* bins, this one the last */
	int64_t reports;
	double expected, p;
};

struct detector;

struct detector	*detector_new(struct arena *, const struct detect_history *,
		    const struct detect_rule *);
/* Goes on to the end of bin `until` - 1. Rises of one bin stand together, the most
 * surprising window of each series; *n is how many there were, the first `most` of
 * which are in out. A rise is told at each bin while it lasts. */
void	detector_run(struct detector *, size_t until, struct detect_rise *out,
	    size_t most, size_t *n);
/* What is usual for a series in a bin, by what is known now. */
double	detector_usual(const struct detector *, size_t series, size_t bin);
double	detector_threshold(const struct detector *);

/* P(X >= k) of a negative binomial; size INFINITY is a Poisson. */
double	detect_tail(int64_t k, double mean, double size);

#endif
