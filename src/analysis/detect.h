/* SPDX-License-Identifier: MIT */
/*
 * analysis/detect - whether more reports come in than usual, and since when.
 *
 * Shape:     reports are counted by quarter of an hour (bin), of several series:
 *            the total, its parts (categories), and parts of those (a platform,
 *            a version, a group within a category). A detector is fed bin by
 *            bin, judges a bin by what it learned before, and learns a day when
 *            the day is over. No clock, no database: what runs live and what
 *            rehearses the past is the same code.
 * Usual:     level x profile. The profile is the course of a week (168 hours,
 *            mean 1), learned from the total and drawn to day of week x hour of
 *            day while little is known. The level of a series is the mean of a
 *            Gamma posterior over reports per usual hour; what is older counts
 *            less. Bins that stood out teach neither, for STICKY_DAYS: after
 *            that a rise is the new usual.
 * Surprise:  reports in the last 1/4, 1/2, 1, 2, 4, 8 and 24 hours, each against
 *            the negative binomial that is due. Its size takes in how much such
 *            series vary beyond chance (moments of the residuals, by window) and
 *            how little is known of the level. p is the chance of that many.
 * Budget:    the p from which a rise counts is where the false ones expected in
 *            a week, over all series, come to the budget. A window of a steady
 *            stream rises to k reports as often as a report arrives while it
 *            holds k - 1, so this needs no simulation.
 * Since:     a window is of one of seven lengths, a rise is not. It began with the
 *            bin from which on to the end of the window the reports say most against
 *            the usual: the start whose likelihood ratio, of a Poisson rate of its
 *            own against the usual one, is greatest (the scan statistic of
 *            Kulldorff 1997, with its end held; the usual estimate of a change).
 * Parts:     a rise of a part of a part must raise what it is part of: a version
 *            that takes over from another one is no rise.
 * Gaps:      a bin of which nothing is known is passed with detector_gap(): it
 *            is neither judged nor learned from, and no window counts it.
 * Numbers:   bins are numbered since 1970: a time divided by DETECT_BIN_S.
 * Ownership: everything lives in the detector's arena.
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
	DETECT_WINDOWS = 7,
	DETECT_KINDS = 3	/* total, part, part of a part */
};

#define DETECT_TOTAL ((size_t)0)	/* is there from the start */

struct detect_rule {
	double budget;		/* false alarms a week over all series */
	int64_t least;		/* reports that a rise must have */
	double ratio;		/* and times the usual */
};

struct detect_rise {
	size_t series;
	size_t window;		/* bins, the last one the one that was judged */
	int64_t reports;
	double expected, p;
};

/* What was learned, to be kept; sums decay from day to day. */
struct detect_learned {
	double seen[DETECT_WEEK_HOURS], weeks[DETECT_WEEK_HOURS];
	double excess[DETECT_KINDS][DETECT_WINDOWS];
	double square[DETECT_KINDS][DETECT_WINDOWS];
	double days;
	double threshold;	/* 0: to be worked out, of another rule */
};

struct detect_level {
	double shape, hours;	/* reports, usual hours */
	int64_t hot_since, hot_last;	/* bins that stood out; 0: none */
};

struct detector;

/* first: the number of the bin that it will be fed first; what was learned of the
 * total, or NULL. */
struct detector	*detector_new(struct arena *, const struct detect_rule *,
		    int64_t first, const struct detect_level *total);
/* A series of so many parents; what was learned of it, or NULL. Its index. */
size_t	detector_add(struct detector *, size_t parent,
	    const struct detect_level *);

/* Begins a bin of this hour of the week, 0 .. 167 in local time; share: how much
 * of it is over, 1 for one that is past. */
void	detector_bin(struct detector *, unsigned week_hour, double share);
/* More of the bin is over: reports of it were added since. */
void	detector_share(struct detector *, double share);
void	detector_gap(struct detector *);	/* nothing is known of this bin */
/* More than 65,535 reports in a bin count as so many. */
void	detector_report(struct detector *, size_t series, unsigned n);
/* Judges the bin: the most surprising window of a series. True: it counts. */
bool	detector_judge(struct detector *, size_t series, struct detect_rise *);
/* So many last bins were a day: DETECT_DAY_BINS, four more or fewer when clocks
 * change. */
void	detector_learn(struct detector *, size_t bins);
/* Works out the threshold and all that follows from what was learned. */
void	detector_settle(struct detector *);

/* Reports that are usual in an hour of the week. */
double	detector_usual(const struct detector *, size_t series,
	    unsigned week_hour);
/* The chance that nothing at all is reported where so much is usual in all. */
double	detector_silence(const struct detector *, double usual);
/* The last bins of a series, whatever they are: window is given. */
void	detector_window(const struct detector *, size_t series, size_t window,
	    struct detect_rise *);
/* When a rise began: of how many last bins it is, at most its window. */
size_t	detector_since(const struct detector *, const struct detect_rise *);
double	detector_threshold(const struct detector *);
void	detector_save(const struct detector *, struct detect_learned *);
void	detector_load(struct detector *, const struct detect_learned *);
const struct detect_level *detector_level(const struct detector *,
	    size_t series);

/* The first of n bins from which on more comes than usual, to the last one; 0 when
 * that is nowhere so. A gap has neither reports nor a usual. */
size_t	detect_change(const unsigned *reports, const double *usual, size_t n);

/* P(X >= k) of a negative binomial; size INFINITY is a Poisson. */
double	detect_tail(int64_t k, double mean, double size);

#endif
